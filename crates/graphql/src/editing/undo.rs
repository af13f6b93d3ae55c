//! Taking a change back.

use async_graphql::{Context, ID, InputObject, Result};
use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::edit::undo::Undo;
use renkei_domain::directory::edit::Part;

use super::payload::Written;
use super::write::{answer, entry, writer};
use crate::closed_list::{Word, closed_list};
use crate::directory::loaded::{Asked, ours};

closed_list!(
    Part,
    "ResourcePart",
    "A part of an entry: each is changed, logged and taken back on its own.",
    |part| match part {
        Part::Facts => "name, address, numbers, hours: the fields that published tables have",
        Part::Description => "a few plain sentences on the work they do",
        Part::Comparison =>
            "length of use, money, documents and whatever else a person looks at when choosing",
        Part::Capacity => "what they said about places",
        Part::Programs => "the courses and services that they run",
        Part::Strengths => "what the agency says of itself",
        Part::ContactPolicy => "ways, purposes, desks: their wishes about being reached",
        Part::Notices => "short-lived news with a last day, after which it is not shown",
        Part::ServiceArea => "the municipalities whose people they serve",
        Part::Roles => "titles of specialists who work there",
        Part::Languages => "languages that somebody there speaks beside Japanese",
        Part::Access => "what helps a person to get in and to be understood",
        Part::ContactPersons =>
            "named people of one network; the history tells that they changed, and no names",
    }
);

/// Which change of which entry is taken back.
#[derive(Debug, InputObject)]
pub(crate) struct UndoChangeInput {
    /// Global id of the entry.
    id: ID,
    /// The version of the entry that the change was written for.
    version: i64,
    /// The id of the act, as the history of the entry shows it.
    act: ID,
    /// The part of the entry that the act changed.
    part: Word<Part>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl UndoChangeInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<Written> {
        let asked = Asked::of(ctx)?;
        let ready = self.undo().and_then(|undo| {
            let writer = writer(asked, self.idempotency_key.as_deref())?;
            Ok((undo, writer))
        });
        let refusal = match ready {
            Ok((undo, writer)) => {
                let done = asked.app.undo_change(&writer, undo, self.version);
                ours(done.await)?.err()
            }
            Err(refusal) => Some(refusal),
        };
        answer(ctx, entry(&self.id).ok(), refusal).await
    }

    fn undo(&self) -> std::result::Result<Undo, EditRefusal> {
        Ok(Undo {
            resource: entry(&self.id)?,
            act: self
                .act
                .as_str()
                .parse()
                .map_err(|_| EditRefusal::NoSuchChange)?,
            part: self.part.0,
        })
    }
}
