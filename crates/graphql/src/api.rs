//! The schema with its application: one call in, one JSON answer out; of what is watched one after the other.

use std::fmt;
use std::sync::{Arc, LazyLock};

use async_graphql::parser::types::ExecutableDocument;
use async_graphql::{ObjectType, Request, SDLExportOptions, Schema, Variables};
use futures_util::StreamExt as _;
use renkei_app::App;
use renkei_app::directory::read::Viewer;
use renkei_domain::access::principal::Principal;
use renkei_domain::people::DocumentId;
use serde_json::{Value, json};

use crate::call::Call;
use crate::directory::loaded::Asked;
use crate::failure::FieldCode;
use crate::federation;
use crate::guard::operation::{self, OperationKind};
use crate::guard::{Bill, Bound, Checked, KeptDocuments, Refusal};
use crate::mutation::Mutation;
use crate::outcome::{self, Outcome};
use crate::root::{Executed, Promised};
use crate::subscription::{Found, Look, Mark, Subscription};
use crate::variables::InputTypes;

pub(crate) type DirectorySchema = Schema<Executed, Mutation, Subscription>;

/// How deep the library itself lets fragments and fields nest. The guard stands before it and allows
/// less; this holds should the guard ever let something through.
const SECOND_DEPTH: usize = Bound::SelectionNesting.limit() as usize;
/// How many fields the library itself lets through, for the same case.
const SECOND_FIELDS: usize = Bound::Selections.limit() as usize;
/// How many directives the library itself lets stand on one field, for the same case.
const SECOND_DIRECTIVES: usize = Bound::Directives.limit() as usize;

/// The directory for programs. Cheap to clone.
#[derive(Clone)]
pub struct Api {
    pub(crate) app: App,
    pub(crate) schema: DirectorySchema,
    pub(crate) input_types: Arc<InputTypes>,
    /// Registered documents that were read before.
    pub(crate) kept: Arc<KeptDocuments>,
}

/// A call that may be executed, unless the schema finds a mistake in it.
pub struct Admitted {
    principal: Principal,
    operation: Operation,
    /// By which id it came, where a registered document stands for its text.
    document: Option<DocumentId>,
    kind: OperationKind,
    cost: u64,
    bill: Bill,
}

/// What is to be executed.
#[derive(Clone)]
struct Operation {
    document: ExecutableDocument,
    name: Option<String>,
    variables: Variables,
}

/// What came of looking after what somebody watches.
#[derive(Debug)]
pub enum Followed {
    /// It goes on.
    On(Looked),
    /// Nothing more will come: a JSON object whose error says why.
    Over(Vec<u8>),
}

/// What was found by looking once.
#[derive(Debug)]
pub struct Looked {
    /// What is new, one after the other.
    pub news: Vec<News>,
    /// The mark from which to go on.
    pub mark: Mark,
    /// Whether there is more to look at at once.
    pub goes_on: bool,
}

/// Something new of what is watched.
#[derive(Debug)]
pub struct News {
    /// What a query would answer, which costs what stands in it.
    pub outcome: Outcome,
    /// The mark behind it.
    pub mark: Mark,
}

/// What became of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It was executed, perhaps with errors on some of its fields: a JSON object with `data`, with
    /// `extensions.cost` and, where there are any, `errors`.
    Executed(Vec<u8>),
    /// It was refused as a whole and nothing was executed.
    Refused {
        /// Why.
        refusal: Refusal,
        /// A JSON object with `errors` and without `data`.
        body: Vec<u8>,
    },
}

#[renkei_boxed::boxed]
impl Api {
    /// Puts the schema over an application.
    #[must_use]
    pub fn new(app: App) -> Self {
        let schema = schema(Executed::default());
        // Variables may be of what routers send, too.
        let executed = schema.sdl_with_options(SDLExportOptions::new());
        Self {
            app,
            input_types: Arc::new(InputTypes::of(&executed)),
            schema,
            kept: Arc::default(),
        }
    }

    /// The schema as SDL, types by their names, fields in the order in which they are best read. The
    /// same for every installation.
    #[must_use]
    pub fn sdl() -> String {
        schema(Promised::default()).sdl_with_options(as_it_is_read())
    }

    /// The same as a subgraph of a federated graph (Federation 2): entries, 法人 and municipalities have the key by which
    /// other subgraphs name them, and what can be watched is left out, which routers do each in their own way.
    #[must_use]
    pub fn subgraph_sdl() -> &'static str {
        static SUBGRAPH: LazyLock<String> = LazyLock::new(|| {
            let options = as_it_is_read().federation();
            federation::with_keys(&schema(Promised::default()).sdl_with_options(options))
        });
        &SUBGRAPH
    }

    /// Takes in a call whose document is at hand, with the id by which that was found, as far as that can be decided before
    /// anything is executed: what it costs is known then.
    ///
    /// # Errors
    /// The refusal of a call that is not executed.
    pub(crate) fn take_in(
        &self,
        call: Call,
        registered: Option<DocumentId>,
    ) -> Result<Admitted, Refusal> {
        let Checked {
            document,
            kind,
            cost,
            bill,
        } = self.kept.check(&call, registered.is_some())?;
        tracing::debug!(?kind, cost, "a call passed the guard");
        self.input_types.check(&document)?;
        let name = call.operation_name;
        let variables = self
            .input_types
            .fit(&document, name.as_deref(), call.variables)?;
        let variables = Variables::from_json(Value::Object(variables));
        Ok(Admitted {
            principal: call.principal,
            operation: Operation {
                document,
                name,
                variables,
            },
            document: registered,
            kind,
            cost,
            bill,
        })
    }

    /// Executes a call for the eyes of whoever makes it. The id is the one under which the log knows the request: a
    /// fault of ours bears it.
    ///
    /// # Errors
    /// The refusal of a call in which the schema finds a mistake.
    pub async fn execute(&self, request_id: &str, admitted: Admitted) -> Result<Outcome, Refusal> {
        let Admitted {
            principal,
            operation,
            kind,
            cost,
            bill,
            ..
        } = admitted;
        let mut request = operation.request().data(self.asked(principal));
        if matches!(kind, OperationKind::Mutation) {
            // A change may register documents, which the schema itself judges.
            request = request.data(self.clone());
        }
        let response = self.schema.execute(request).await;
        outcome::of(response, cost, &bill, request_id)
    }

    /// Looks once after what somebody watches, for the eyes of whoever they are by now: what is new of it behind the mark
    /// that is given. A subscription is this, over and over.
    ///
    /// # Errors
    /// The refusal of a call in which the schema finds a mistake.
    pub async fn follow(
        &self,
        request_id: &str,
        watched: &Admitted,
        principal: Principal,
        since: Option<Mark>,
    ) -> Result<Followed, Refusal> {
        let look = Look::since(since);
        let request = watched.operation.clone().request();
        let request = request.data(self.asked(principal)).data(Arc::clone(&look));
        let mut answered = self.schema.execute_stream(request);
        let mut told = Vec::new();
        while let Some(response) = answered.next().await {
            let outcome = outcome::of(response, watched.cost, &watched.bill, request_id)?;
            told.push(outcome);
        }
        Ok(match look.found() {
            Some(Found::Told(marks, mark, goes_on)) if marks.len() == told.len() => {
                let news = told.into_iter().zip(marks);
                let news = news.map(|(outcome, mark)| News { outcome, mark }).collect();
                Followed::On(Looked {
                    news,
                    mark,
                    goes_on,
                })
            }
            _ => Followed::Over(told.pop().map_or_else(gone, |last| last.body(None))),
        })
    }

    fn asked(&self, principal: Principal) -> Asked {
        Asked {
            app: self.app.clone(),
            viewer: Viewer::of(&principal),
            principal,
            now: self.app.now(),
        }
    }

    /// Takes in a call whose document is at hand and executes it, whatever it costs.
    pub async fn answer(&self, request_id: &str, call: Call) -> Answer {
        let executed = match self.take_in(call, None) {
            Ok(admitted) => self.execute(request_id, admitted).await,
            Err(refusal) => Err(refusal),
        };
        match executed {
            Ok(outcome) => Answer::Executed(outcome.body(None)),
            Err(refusal) => Answer::Refused {
                body: refusal.body(None),
                refusal,
            },
        }
    }
}

impl Admitted {
    /// What it costs at most, in points.
    #[must_use]
    pub const fn cost(&self) -> u64 {
        self.cost
    }

    /// Whether it is a subscription, which [`Api::follow`] answers and [`Api::execute`] does not.
    #[must_use]
    pub const fn is_subscription(&self) -> bool {
        matches!(self.kind, OperationKind::Subscription)
    }

    /// What the operation that is meant is called, where it has a name.
    pub(crate) fn operation_name(&self) -> Option<&str> {
        operation::called(&self.operation.document, self.operation.name.as_deref())
    }

    /// By which id it came, where a registered document stands for its text.
    pub(crate) const fn document(&self) -> Option<DocumentId> {
        self.document
    }

    /// Who called.
    #[must_use]
    pub const fn principal(&self) -> &Principal {
        &self.principal
    }
}

impl Operation {
    /// As the library executes it. The parsed document goes along; its text has done its duty.
    fn request(self) -> Request {
        let mut request = Request::new(String::new()).variables(self.variables);
        request.operation_name = self.name;
        request.set_parsed_query(self.document);
        request
    }
}

/// What somebody reads who may not watch, or not any more.
fn gone() -> Vec<u8> {
    let message = "there is no such thing for the caller's eyes, or not any more";
    let error = json!({ "message": message, "extensions": { "code": FieldCode::NotFound.code() } });
    json!({ "errors": [error], "data": null })
        .to_string()
        .into_bytes()
}

impl fmt::Debug for Admitted {
    /// Says what it costs: what it asks about stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Admitted")
            .field("cost", &self.cost)
            .finish_non_exhaustive()
    }
}

fn as_it_is_read() -> SDLExportOptions {
    let options = SDLExportOptions::new();
    options.use_space_ident().include_specified_by()
}

fn schema<Root: ObjectType + 'static>(root: Root) -> Schema<Root, Mutation, Subscription> {
    Schema::build(root, Mutation::default(), Subscription)
        .disable_suggestions()
        .limit_recursive_depth(SECOND_DEPTH)
        .limit_depth(SECOND_DEPTH)
        .limit_complexity(SECOND_FIELDS)
        .limit_directives(SECOND_DIRECTIVES)
        .finish()
}

impl fmt::Debug for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Api").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partner_gets_the_same_schema_each_time_and_nothing_of_federation() {
        let sdl = Api::sdl();
        assert_eq!(sdl, Api::sdl());
        assert!(
            sdl.contains("type Query {") && sdl.contains("interface Node {"),
            "{sdl}"
        );
        for absent in [
            "_service",
            "_entities",
            "_Entity",
            "_Any",
            "@link",
            "@key",
            "\ttype",
        ] {
            assert!(!sdl.contains(absent), "{absent}");
        }
    }

    #[test]
    fn every_list_of_objects_has_its_weight() {
        let executed = schema(Executed::default()).sdl_with_options(SDLExportOptions::new());
        assert!(executed.contains("_entities("), "{executed}");
        let missing = crate::guard::weights::lists_not_weighed(&executed);
        assert!(missing.is_empty(), "not in guard/weights.rs: {missing:?}");
    }
}
