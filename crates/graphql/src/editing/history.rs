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
    |purpose| match purpose {
        Purpose::RegisterResource => "the entry was made by hand, or with the demo network",
        Purpose::CorrectField =>
            "somebody put a published field right; the value of its source is kept beside it",
        Purpose::DecideProposal =>
            "somebody at the desk accepted what anybody had proposed to put right",
        Purpose::RegisterOrganization =>
            "who runs the entry was not in the directory yet and was entered beside it",
        Purpose::EditOrganization => "fields of a 法人 were put right by somebody",
        Purpose::ImportPublished => "a new edition of published data was read in",
        Purpose::UndoImport =>
            "a whole import was taken back, and it says again what it said before",
        Purpose::DecideConflict =>
            "where a published value and ours differ, somebody decided which is right",
        Purpose::DecideRow =>
            "a row of published data could be of several entries, and somebody said whose it is",
        Purpose::DecideDuplicate =>
            "it looked like another entry, and somebody said that they are not the same",
        Purpose::EditResource => "a part was replaced by what somebody wrote",
        Purpose::CloseResource => "it ended; new work goes to its successor, if it has one",
        Purpose::ReopenResource => "that it had ended was a mistake, or it began again",
        Purpose::MergeResources => "it and another entry of the same agency became one",
        Purpose::SplitResources => "what had become one are two entries again",
        Purpose::UndoChange => "a part was given back what it said before an earlier act",
        Purpose::Observe => "another agency wrote about it; its own staff read that first",
        Purpose::ReleaseObservation => "members of the network may read what another agency wrote",
        Purpose::WithdrawObservation => "what another agency wrote about it was taken back",
        Purpose::ReplyToObservation => "the agency said something to what another one wrote",
        Purpose::BeginInquiry =>
            "the network began to ask the agency whether the entry is still so",
        Purpose::ContactInquiry => "the agency was asked, or what came of asking was written down",
        Purpose::AnswerInquiry =>
            "the agency answered: what is correct is confirmed, what has changed may have been put in",
        Purpose::SettleInquiry => "somebody decided about what the agency proposed",
        Purpose::EndInquiry => "asking the agency ended without an answer",
        Purpose::ReportStale =>
            "somebody said that a part is no longer so; the agency is asked again",
        Purpose::AgreeCapacityRhythm => "the agency agreed how often it is asked about free places",
        _ => "an act that as a rule is about something else than one entry",
    }
);

/// Who did an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "ActorKind")]
pub(crate) enum ActorKind {
    /// Somebody signed in, or a program with a token of theirs.
    Account,
    /// Whoever runs the installation, by a command.
    Operator,
    /// renkei itself: work that runs by the clock, without anybody asking for it.
    System,
}

impl ActorKind {
    /// Of which kind somebody is who did an act.
    pub(crate) const fn of(actor: Actor) -> Self {
        match actor {
            Actor::Account(_) => Self::Account,
            Actor::Operator => Self::Operator,
            Actor::System => Self::System,
        }
    }
}

/// Through which door an act came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "ActSource")]
pub(crate) enum ActSource {
    /// A command of whoever runs the installation.
    Command,
    /// A page that somebody used in a browser.
    Page,
    /// A mutation that came to this endpoint, by a token or from the editor.
    Graphql,
    /// An edition of published data.
    Import,
    /// The network that `renkei demo` begins with.
    Seed,
    /// The courier, which carries letters out.
    Courier,
}

impl ActSource {
    /// The door of an act.
    pub(crate) const fn of(source: Source) -> Self {
        match source {
            Source::Command => Self::Command,
            Source::Page => Self::Page,
            Source::GraphQl => Self::Graphql,
            Source::Import(_) => Self::Import,
            Source::Seed => Self::Seed,
            Source::Courier => Self::Courier,
        }
    }
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
pub(crate) struct HistoryEntryType(pub(super) HistoryEntry);

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

    /// The instant at which the log took it down.
    async fn at(&self) -> DateTimeScalar {
        DateTimeScalar(self.0.act.at)
    }

    /// Which kind of actor did it; a name is not told.
    async fn by(&self) -> ActorKind {
        ActorKind::of(self.0.act.actor)
    }

    /// Through which door it came in.
    async fn source(&self) -> ActSource {
        ActSource::of(self.0.act.source)
    }

    /// Why it was done.
    async fn purpose(&self) -> Word<Purpose> {
        Word(self.0.act.purpose)
    }

    /// The parts that it changed; of a 法人 its facts alone. Empty for an act that closed the entry, opened it again, gave it to a
    /// network or decided that a published value is not taken.
    async fn changed_parts(&self) -> Vec<ChangedPartType<'_>> {
        self.0.parts.iter().map(ChangedPartType).collect()
    }
}

/// A changed part.
pub(crate) struct ChangedPartType<'a>(&'a HistoryPart);

/// One part of an entry that an act changed.
#[Object(name = "ChangedPart")]
impl ChangedPartType<'_> {
    /// The part of the entry, as `undoChange` takes it.
    async fn part(&self) -> Word<Part> {
        Word(self.0.part)
    }

    /// Whether the log keeps enough to take the change back.
    async fn can_be_undone(&self) -> bool {
        self.0.is_undoable
    }
}
