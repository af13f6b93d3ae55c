//! Rows of published data of which an import could not tell whose they are: each beside the entries that it
//! could be of, for whoever may say it with one press, and what was said about others.

use std::collections::HashMap;
use std::str::FromStr as _;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::edit::undecided::{
    DecidedRow, RowDecision, StoredRow, UndecidedRows, Whose, may_decide_rows,
};
use renkei_domain::directory::edit::FieldFault;
use renkei_domain::directory::phone::dial;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::{AccountId, ResourceId, UndecidedRowId};
use renkei_domain::text::{Line, TextFault, fold};
use renkei_domain::time::japanese_date;

use super::editing::history::{names_of, who};
use super::letters::writer;
use super::{Here, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::{conflicting, drafted, forget, refused};
use crate::paths::{EntrancePath, ResourcePath, SourcesPath, UndecidedPath};
use crate::session::Visitor;

mod samples;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "undecided.html")]
pub struct UndecidedPage {
    shell: Shell,
    home: EntrancePath,
    sources: SourcesPath,
    here: UndecidedPath,
    /// Why a decision was not taken.
    refusal: Option<String>,
    lines: Vec<RowLine>,
    decided: Vec<DecidedLine>,
}

/// An open row.
#[derive(Debug, Clone)]
struct RowLine {
    id: UndecidedRowId,
    name: String,
    /// What else it says: words and values.
    says: Vec<(&'static str, String)>,
    place: String,
    candidates: Vec<CandidateLine>,
    /// The reason as somebody typed it who was asked again.
    reason: String,
    once: String,
}

/// An entry that a row could be of.
#[derive(Debug, Clone)]
struct CandidateLine {
    id: ResourceId,
    path: ResourcePath,
    name: String,
    says: String,
    /// What of it reads as in the row.
    same: String,
    /// Whether it may be said here that the row is of it.
    is_own: bool,
}

/// A row that was decided.
#[derive(Debug, Clone)]
struct DecidedLine {
    name: String,
    place: String,
    choice: &'static str,
    /// The entry that it is of.
    entry: Option<(ResourcePath, String)>,
    by: String,
    at: String,
    reason: Option<String>,
}

/// The number, the address and the phone of an office, as far as they are known.
fn says(facts: &ResourceFacts) -> Vec<(&'static str, String)> {
    let number = facts.office_number.as_ref().map(ToString::to_string);
    let address = facts.address.as_ref().map(|address| address.line());
    let phone = facts.phones.first().map(|phone| phone.written.to_string());
    let known = [("事業所番号", number), ("住所", address), ("電話", phone)];
    let known = known.into_iter();
    known
        .filter_map(|(word, said)| Some((word, said?)))
        .collect()
}

/// What two offices have in common.
fn same(row: &ResourceFacts, entry: &ResourceFacts) -> String {
    let folded = |facts: &ResourceFacts| {
        [
            Some(fold(facts.name.as_str())),
            facts.office_number.as_ref().map(|line| fold(line.as_str())),
            facts.address.as_ref().map(|address| fold(&address.line())),
            facts
                .phones
                .first()
                .and_then(|phone| dial(phone.written.as_str())),
        ]
    };
    let words = ["名前", "事業所番号", "住所", "電話"];
    let both = folded(row).into_iter().zip(folded(entry));
    let alike = words.into_iter().zip(both);
    let alike: Vec<&str> = alike
        .filter(|(_, (row, entry))| row.is_some() && row == entry)
        .map(|(word, _)| word)
        .collect();
    if alike.is_empty() {
        "（書き方までは同じでない）".to_owned()
    } else {
        alike.join("・")
    }
}

/// Where a row stands: its edition, when that was read in, and its line.
fn place(stored: &StoredRow) -> String {
    let day = stored.seen_at.map(|at| japanese_date(at.in_japan().date));
    let day = day.map_or_else(String::new, |day| format!("（{day} に取り込み）"));
    format!("{}{day} {}行目", stored.edition, stored.row.line)
}

impl RowLine {
    fn of(found: &UndecidedRows, stored: &StoredRow, once: String) -> Self {
        let facts = &stored.row.facts;
        let candidates = stored.row.candidates.iter();
        let entries = candidates.filter_map(|id| found.entries.get(id));
        let candidates = entries.map(|entry| {
            let said = says(&entry.facts);
            let said: Vec<String> = said.into_iter().map(|(_, said)| said).collect();
            CandidateLine {
                id: entry.id,
                path: ResourcePath::of(entry.id),
                name: entry.facts.name.to_string(),
                says: said.join("・"),
                same: same(facts, &entry.facts),
                is_own: found.own.contains(&entry.id),
            }
        });
        let mut told = vec![("種類", facts.kind.word().to_owned())];
        told.extend(says(facts));
        let organization = stored.row.organization.as_ref();
        told.extend(organization.map(|facts| ("運営する法人", facts.name.to_string())));
        Self {
            id: stored.row.id,
            name: facts.name.to_string(),
            says: told,
            place: place(stored),
            candidates: candidates.collect(),
            reason: String::new(),
            once,
        }
    }
}

impl DecidedLine {
    fn of(
        found: &UndecidedRows,
        stored: &StoredRow,
        decided: &DecidedRow,
        names: &HashMap<AccountId, Line>,
    ) -> Self {
        let entry = decided.became.and_then(|id| found.entries.get(&id));
        Self {
            name: stored.row.facts.name.to_string(),
            place: place(stored),
            choice: decided.choice.word(),
            entry: entry.map(|entry| (ResourcePath::of(entry.id), entry.facts.name.to_string())),
            by: who(decided.by, names),
            at: japanese_date(decided.at.in_japan().date),
            reason: decided.reason.as_ref().map(ToString::to_string),
        }
    }
}

impl UndecidedPage {
    fn of(
        shell: Shell,
        found: &UndecidedRows,
        names: &HashMap<AccountId, Line>,
        once: impl Fn() -> String,
    ) -> Self {
        let open = found.open.iter();
        let decided = found.decided.iter();
        Self {
            shell,
            home: EntrancePath,
            sources: SourcesPath,
            here: UndecidedPath,
            refusal: None,
            lines: open
                .map(|stored| RowLine::of(found, stored, once()))
                .collect(),
            decided: decided
                .filter_map(|stored| {
                    let decided = stored.decided.as_ref()?;
                    Some(DecidedLine::of(found, stored, decided, names))
                })
                .collect(),
        }
    }

    /// Puts the reason that somebody typed beside its row, where that is still open.
    fn typed(&mut self, sent: &Sent) {
        let row = UndecidedRowId::from_str(sent.text("row"));
        let mut lines = self.lines.iter_mut();
        if let Some(line) = lines.find(|line| row.as_ref().is_ok_and(|row| line.id == *row)) {
            line.reason = sent.text("reason").to_owned();
        }
    }
}

/// The list for somebody's eyes.
async fn listed(site: &Site, visitor: &Visitor) -> Result<UndecidedPage, PageFault> {
    let found = site.app.undecided_rows(visitor.principal()).await?;
    let by = found.decided.iter();
    let by = by.filter_map(|stored| Some(stored.decided.as_ref()?.by));
    let names = names_of(site, by.collect()).await?;
    let shell = Shell::of(site, visitor, Here::Sources).await?;
    Ok(UndecidedPage::of(shell, &found, &names, || {
        site.app.new_request_id()
    }))
}

pub(crate) async fn show(
    _: UndecidedPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    if may_decide_rows(visitor.principal()).is_err() {
        return Err(PageFault::NotFound);
    }
    let mut page = listed(&site, &visitor).await?;
    if let Some(sent) = drafted(&site, &visitor).await? {
        page.typed(&sent);
    }
    Ok(shown(&page))
}

/// What is told of a row that is not open any more.
const TOO_LATE: &str =
    "ほかの人が先に決めたか、あとの取り込みでわかりました。いま残っている行を出しています。";

pub(crate) async fn decide(
    _: UndecidedPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let row = UndecidedRowId::from_str(sent.text("row")).map_err(|_| PageFault::NotFound)?;
    let whose = match sent.text("whose") {
        "new" => Whose::New,
        "nobody" => Whose::Nobody,
        id => Whose::Of(id.parse().map_err(|_| PageFault::BadRequest)?),
    };
    let words = match Line::parse(sent.text("reason")) {
        Err(fault) if fault != TextFault::Empty => {
            format!("わけ: {}", FieldFault::of_text("reason", &fault).message)
        }
        reason => {
            let decision = RowDecision {
                row,
                whose,
                reason: reason.ok(),
            };
            let writer = writer(&visitor, &sent);
            match site.app.decide_row(&writer, decision).await? {
                Ok(_) => {
                    forget(&site, &visitor).await?;
                    return Ok(Redirect::to(&UndecidedPath.to_string()).into_response());
                }
                Err(EditRefusal::NotAllowed(decision)) => return Ok(refused(decision, &visitor)),
                Err(
                    EditRefusal::NotFound
                    | EditRefusal::NothingToChange
                    | EditRefusal::KeyReused(_),
                ) => TOO_LATE.to_owned(),
                Err(other) => other.to_string(),
            }
        }
    };
    let mut page = listed(&site, &visitor).await?;
    page.refusal = Some(words);
    page.typed(&sent);
    Ok(conflicting(shown(&page)))
}
