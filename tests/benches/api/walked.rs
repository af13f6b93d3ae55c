//! The requests of a question to a server, made by going through its lists by its own cursors, with their answers.

use renkei_app::Place;
use renkei_domain::ids::ResourceId;
use renkei_tests::bench::client::Connection;
use renkei_tests::bench::ground::url;
use renkei_tests::bench::{awaited, fine};
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, QueryResult, Statement};
use serde_json::Value;

use super::asked::Question;
use super::makes::Make;

/// The kinds with most entries.
const KINDS: &str = "SELECT kind FROM resource_facts WHERE dead IS NULL \
    GROUP BY kind ORDER BY COUNT(*) DESC, kind LIMIT 3";

/// The entries of which there is more than what offices publish.
const ENTRIES: &str = "SELECT DISTINCT resource_id FROM contact_way ORDER BY resource_id";

/// How many pages of a kind are asked for, from the first on. Somebody who looks through a list goes no further, and
/// PostGraphile walks from its beginning to every page.
const PAGES: usize = 20;
/// The same where a page has a hundred entries.
const PAGES_OF_HUNDRED: usize = 4;

/// What is asked about.
#[derive(Debug)]
pub(super) struct Subjects {
    kinds: Vec<String>,
    entries: Vec<ResourceId>,
}

impl Subjects {
    pub(super) fn draw(place: &Place) -> Self {
        awaited(async {
            let database = fine(Database::connect(url(place)).await);
            let kinds = rows(&database, KINDS).await;
            let entries = rows(&database, ENTRIES).await;
            fine(database.close().await);
            let id = |row: &QueryResult| ResourceId::from_uuid(fine(row.try_get_by_index(0)));
            Self {
                kinds: kinds
                    .iter()
                    .map(|row| fine(row.try_get_by_index(0)))
                    .collect(),
                entries: entries.iter().map(id).collect(),
            }
        })
    }
}

async fn rows(database: &DatabaseConnection, sql: &str) -> Vec<QueryResult> {
    let statement = Statement::from_string(database.get_database_backend(), sql);
    fine(database.query_all_raw(statement).await)
}

/// What was asked of a make, and what it answered.
#[derive(Debug, Default)]
pub(super) struct Walked {
    pub(super) variables: Vec<Value>,
    pub(super) requests: Vec<Vec<u8>>,
    /// The `data` of each answer.
    pub(super) answers: Vec<Value>,
    /// All answers together.
    bytes: usize,
}

impl Walked {
    /// Asks a server once for everything that it is going to be asked for.
    pub(super) fn through(
        question: Question,
        make: Make,
        address: &str,
        subjects: &Subjects,
    ) -> Self {
        let mut connection = Connection::open(address);
        let mut walked = Self::default();
        match question {
            Question::Page => walked.lists(question, make, &mut connection, subjects, PAGES),
            Question::Hundred => {
                walked.lists(question, make, &mut connection, subjects, PAGES_OF_HUNDRED);
            }
            Question::Entry => {
                for id in &subjects.entries {
                    walked.ask(question, make, &mut connection, make.entry(*id));
                }
            }
        }
        assert!(!walked.requests.is_empty(), "nothing was loaded");
        walked
    }

    fn lists(
        &mut self,
        question: Question,
        make: Make,
        connection: &mut Connection,
        subjects: &Subjects,
        pages: usize,
    ) {
        for kind in &subjects.kinds {
            let mut after: Option<String> = None;
            for _ in 0..pages {
                let variables = make.list(kind, after.as_deref());
                let page =
                    &self.ask(question, make, connection, variables)["resources"]["pageInfo"];
                if page["hasNextPage"] != Value::Bool(true) {
                    break;
                }
                after = page["endCursor"].as_str().map(str::to_owned);
            }
        }
    }

    fn ask(
        &mut self,
        question: Question,
        make: Make,
        connection: &mut Connection,
        variables: Value,
    ) -> &Value {
        let request = question.request(make, &variables);
        let answer = connection.ask(&request);
        self.bytes += answer.len();
        let mut answer: Value = fine(serde_json::from_slice(answer));
        self.variables.push(variables);
        self.requests.push(request);
        self.answers.push(answer["data"].take());
        &self.answers[self.answers.len() - 1]
    }

    /// How long an answer is.
    pub(super) fn bytes_an_answer(&self) -> usize {
        self.bytes / self.requests.len()
    }
}
