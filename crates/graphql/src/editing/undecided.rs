//! Rows of published data of which nobody could tell whose they are: which are open, and saying it.

use async_graphql::{Context, ID, InputObject, Object, Result};
use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::edit::undecided::{RowDecision, StoredRow, Whose, may_decide_rows};
use renkei_domain::directory::edit::FieldFault;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::undecided::RowChoice;
use renkei_domain::ids::UndecidedRowId;

use super::payload::Written;
use super::write::{Texts, answer, entry, no_id, writer};
use crate::closed_list::{Word, closed_list};
use crate::directory::loaded::{Asked, ours};
use crate::node::global_id;

/// The rows of which the caller may say whose they are.
pub(crate) async fn undecided_rows(ctx: &Context<'_>) -> Result<Vec<UndecidedRowType>> {
    let asked = Asked::of(ctx)?;
    let found = ours(asked.app.undecided_rows(&asked.principal).await)?;
    Ok(found.open.into_iter().map(UndecidedRowType).collect())
}

/// A row.
pub(crate) struct UndecidedRowType(StoredRow);

/// A row of published data or of somebody's own list that could be of several entries, or of one or none. An
/// import did nothing with it; it stands until somebody says whose it is, or a later edition tells.
#[Object(name = "UndecidedRow")]
impl UndecidedRowType {
    /// Its id, as `decideUndecidedRow` takes it.
    async fn id(&self) -> ID {
        ID(self.0.row.id.to_string())
    }

    /// Name of the office, as the row spells it.
    async fn name(&self) -> &str {
        self.0.row.facts.name.as_str()
    }

    /// Which kind of service the row speaks of.
    async fn kind(&self) -> Word<ResourceKind> {
        Word(self.0.row.facts.kind)
    }

    /// 事業所番号 or the number of its table. Null where the row has none.
    async fn office_number(&self) -> Option<&str> {
        let number = self.0.row.facts.office_number.as_ref();
        number.map(|number| number.as_str())
    }

    /// The address in one line. Null where the row has none.
    async fn address(&self) -> Option<String> {
        let address = self.0.row.facts.address.as_ref();
        address.map(|address| address.line())
    }

    /// The phone numbers of the row, as they are written there.
    async fn phones(&self) -> Vec<&str> {
        let phones = self.0.row.facts.phones.iter();
        phones.map(|phone| phone.written.as_str()).collect()
    }

    /// Global ids of the entries that it could be of.
    async fn possible_entries(&self) -> Vec<ID> {
        let candidates = self.0.row.candidates.iter();
        candidates.map(|id| ID(global_id(*id))).collect()
    }

    /// The place in its file where the row begins: the number of its first line, counted from 1.
    async fn line(&self) -> i64 {
        i64::try_from(self.0.row.line).unwrap_or(i64::MAX)
    }

    /// The edition of the data in which it stands.
    async fn edition(&self) -> &str {
        &self.0.edition
    }
}

closed_list!(
    RowChoice,
    "RowChoice",
    "Whose a row of published data is.",
    |choice| match choice {
        RowChoice::Same =>
            "that of the entry in `resource`, which says what the row says from now on, except where people put it right",
        RowChoice::New => "that of an office which is not there yet: an entry is made of it",
        RowChoice::Leave =>
            "nothing is done with it, and nobody is asked about the same row of a later edition",
    }
);

/// One decision about one row.
#[derive(Debug, InputObject)]
pub(crate) struct DecideUndecidedRowInput {
    /// Which row is meant: `UndecidedRow.id`.
    row: ID,
    /// Whose the row is: that of an entry, of an office that is not there yet, or nobody's.
    choice: Word<RowChoice>,
    /// Global id of the entry that it is of, one of its `possibleEntries`. Null unless `choice` is `SAME`.
    resource: Option<ID>,
    /// Why, at most 300 characters, for whoever reads it later. Null: nothing is said.
    reason: Option<String>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl DecideUndecidedRowInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<Written> {
        let asked = Asked::of(ctx)?;
        // Whoever may say it of no row at all hears that first.
        let may = may_decide_rows(&asked.principal);
        let ready = may.and_then(|()| self.decision()).and_then(|decision| {
            let writer = writer(asked, self.idempotency_key.as_deref())?;
            Ok((decision, writer))
        });
        let named = self.resource.as_ref().and_then(|id| entry(id).ok());
        let (id, refusal) = match ready {
            Ok((decision, writer)) => match ours(asked.app.decide_row(&writer, decision).await)? {
                Ok(decided) => (decided.resource, None),
                Err(refusal) => (named, Some(refusal)),
            },
            Err(refusal) => (named, Some(refusal)),
        };
        answer(ctx, id, refusal).await
    }

    fn decision(&self) -> std::result::Result<RowDecision, EditRefusal> {
        let mut texts = Texts::default();
        let row: Option<UndecidedRowId> = self.row.as_str().parse().ok();
        if row.is_none() {
            texts.add(no_id("row"));
        }
        let reason = texts.line("reason", self.reason.as_deref());
        let whose = match (self.choice.0, &self.resource) {
            (RowChoice::Same, Some(id)) => match entry(id) {
                Ok(id) => Some(Whose::Of(id)),
                Err(_) => {
                    texts.add(no_id("resource"));
                    None
                }
            },
            (RowChoice::Same, None) => {
                let message = "どの機関のことかを選んでください。";
                texts.add(FieldFault::new("resource", "EMPTY", message));
                None
            }
            (RowChoice::New, _) => Some(Whose::New),
            (RowChoice::Leave, _) => Some(Whose::Nobody),
        };
        let (row, whose) = texts.end(row.zip(whose))?.ok_or(EditRefusal::NotFound)?;
        Ok(RowDecision { row, whose, reason })
    }
}
