//! Where a newer edition of published data and an entry part: which conflicts nobody has decided, and
//! deciding one.

use async_graphql::{Context, Enum, ID, InputObject, Object, Result};
use renkei_app::directory::conflicts::{ConflictChoice, ConflictDecision, OpenConflict};
use renkei_app::directory::edit::EditRefusal;
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::ids::ImportRunId;

use super::payload::Written;
use super::write::{answer, entry, no_id, writer};
use crate::closed_list::Word;
use crate::directory::loaded::{Asked, ours};
use crate::failure::{FieldCode, refused};
use crate::node::global_id;

/// A page of the conflicts that nobody has decided yet.
pub(crate) async fn open_conflicts(
    ctx: &Context<'_>,
    page: Option<i32>,
) -> Result<Vec<OpenConflictType>> {
    let asked = Asked::of(ctx)?;
    let page = match u64::try_from(page.unwrap_or(1)) {
        Ok(page) if page > 0 => page,
        _ => return Err(refused(FieldCode::BadPaging, "`page` is counted from 1.")),
    };
    let found = ours(asked.app.open_conflicts(page).await)?;
    Ok(found.conflicts.into_iter().map(OpenConflictType).collect())
}

/// A conflict.
pub(crate) struct OpenConflictType(OpenConflict);

/// A field of an entry that somebody put right and of which a newer edition of its source says something
/// else. It stands until somebody decides or the source moves.
#[Object(name = "OpenConflict")]
impl OpenConflictType {
    /// Global id of the entry.
    async fn id(&self) -> ID {
        ID(global_id(self.0.resource))
    }

    /// Which import found it, as `decideConflict` takes it.
    async fn run(&self) -> ID {
        ID(self.0.run.to_string())
    }

    /// Name of the office, as it is shown.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Of which published field the two differ.
    async fn field(&self) -> Word<CorrectableField> {
        Word(self.0.field)
    }

    /// What the source says, in the field's written form. Null where it says nothing.
    async fn source_value(&self) -> Option<&str> {
        self.0.source_value.as_deref()
    }

    /// What the entry says, in the field's written form. Null where it says nothing.
    async fn our_value(&self) -> Option<&str> {
        self.0.corrected_value.as_deref()
    }

    /// The edition of published data in which the source says so.
    async fn edition(&self) -> &str {
        &self.0.edition
    }
}

/// Which of two values is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "ConflictChoice")]
pub(crate) enum Choice {
    /// What published data say: the entry says so too, and follows its source from now on.
    TakeSource,
    /// What the entry says: it stays, and nobody is asked again until the source moves once more.
    KeepOurs,
}

impl From<Choice> for ConflictChoice {
    fn from(choice: Choice) -> Self {
        match choice {
            Choice::TakeSource => Self::TakeSource,
            Choice::KeepOurs => Self::KeepOurs,
        }
    }
}

/// One decision about one field.
#[derive(Debug, InputObject)]
pub(crate) struct DecideConflictInput {
    /// Global id of the entry.
    id: ID,
    /// Which import found the conflict: `OpenConflict.run`. What another one found is another question.
    run: ID,
    /// Of which published field the two differ.
    field: Word<CorrectableField>,
    /// Whose value is right: what the source says, or what stands here.
    choice: Choice,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl DecideConflictInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<Written> {
        let asked = Asked::of(ctx)?;
        let ready = self.decision().and_then(|decision| {
            let writer = writer(asked, self.idempotency_key.as_deref())?;
            Ok((decision, writer))
        });
        let refusal = match ready {
            Ok((decision, writer)) => {
                ours(asked.app.decide_conflict(&writer, decision).await)?.err()
            }
            Err(refusal) => Some(refusal),
        };
        answer(ctx, entry(&self.id).ok(), refusal).await
    }

    fn decision(&self) -> std::result::Result<ConflictDecision, EditRefusal> {
        Ok(ConflictDecision {
            run: run_of(&self.run)?,
            resource: entry(&self.id)?,
            field: self.field.0,
            choice: self.choice.into(),
        })
    }
}

/// The run that an id names.
pub(super) fn run_of(id: &ID) -> std::result::Result<ImportRunId, EditRefusal> {
    let run = id.as_str().parse::<ImportRunId>();
    run.map_err(|_| EditRefusal::Invalid(vec![no_id("run")]))
}
