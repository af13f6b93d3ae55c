//! Who changed what of an entry.

use async_graphql::{Context, Enum, ID, Object, Result};
use renkei_app::directory::edit::history::{HistoryEntry, HistoryPart};
use renkei_domain::directory::edit::Part;
use renkei_domain::record::{Actor, Purpose, Source};

use crate::closed_list::{Word, closed_list};
use crate::directory::loaded::{Asked, ours};
use crate::node::resource_of;
use crate::scalars::DateTimeScalar;

closed_list!(
    Purpose,
    "Purpose",
    "Why an act was done, in the words of the history.",
    |_| ""
);

/// Who did an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "ActorKind")]
pub(crate) enum ActorKind {
    /// Somebody signed in, or a program with a token of theirs.
    Account,
    /// Whoever runs the installation, by a command.
    Operator,
    /// renkei itself.
    System,
}

/// Through which door an act came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "ActSource")]
pub(crate) enum ActSource {
    /// A command of whoever runs the installation.
    Command,
    /// A page in a browser.
    Page,
    /// This endpoint.
    Graphql,
    /// An edition of published data.
    Import,
    /// The demo network.
    Seed,
    /// The courier, which carries letters out.
    Courier,
}

/// The history of an entry, for the caller's eyes.
pub(crate) async fn history(
    ctx: &Context<'_>,
    id: &ID,
    before: Option<i64>,
) -> Result<Vec<HistoryEntryType>> {
    let asked = Asked::of(ctx)?;
    let Some(id) = resource_of(id) else {
        return Ok(Vec::new());
    };
    let told = ours(asked.app.history(&asked.principal, id, before).await)?;
    let entries = told.unwrap_or_default().into_iter();
    Ok(entries.map(HistoryEntryType).collect())
}

/// An act.
pub(crate) struct HistoryEntryType(HistoryEntry);

/// One act with what it changed of an entry.
#[Object(name = "HistoryEntry")]
impl HistoryEntryType {
    /// The id of the act, for `undoChange`.
    async fn act(&self) -> ID {
        ID(self.0.act.id.to_string())
    }

    /// Its place in the order of acts: the later, the greater.
    async fn seq(&self) -> i64 {
        self.0.act.seq
    }

    /// When it was done.
    async fn at(&self) -> DateTimeScalar {
        DateTimeScalar(self.0.act.at)
    }

    /// Who did it.
    async fn by(&self) -> ActorKind {
        match self.0.act.actor {
            Actor::Account(_) => ActorKind::Account,
            Actor::Operator => ActorKind::Operator,
            Actor::System => ActorKind::System,
        }
    }

    /// Through which door it came in.
    async fn source(&self) -> ActSource {
        match self.0.act.source {
            Source::Command => ActSource::Command,
            Source::Page => ActSource::Page,
            Source::GraphQl => ActSource::Graphql,
            Source::Import(_) => ActSource::Import,
            Source::Seed => ActSource::Seed,
            Source::Courier => ActSource::Courier,
        }
    }

    /// Why it was done.
    async fn purpose(&self) -> Word<Purpose> {
        Word(self.0.act.purpose)
    }

    /// The parts that it changed. Empty for an act that closed the entry, opened it again or gave it to a
    /// network.
    async fn changed_parts(&self) -> Vec<ChangedPartType<'_>> {
        self.0.parts.iter().map(ChangedPartType).collect()
    }
}

/// A changed part.
pub(crate) struct ChangedPartType<'a>(&'a HistoryPart);

/// One part of an entry that an act changed.
#[Object(name = "ChangedPart")]
impl ChangedPartType<'_> {
    /// Which part.
    async fn part(&self) -> Word<Part> {
        Word(self.0.part)
    }

    /// Whether the log keeps enough to take the change back.
    async fn can_be_undone(&self) -> bool {
        self.0.can_be_undone()
    }
}
