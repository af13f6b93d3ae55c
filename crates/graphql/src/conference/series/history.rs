//! Who changed what of a series, as types of the schema.

use async_graphql::{Context, Enum, ID, Object, Result};
use chrono::NaiveDate;
use renkei_app::conference::series::history::{MeetingAct, MeetingChange, NoticeThen};
use renkei_domain::conference::invitation::{NoticeState, Says};
use renkei_domain::conference::series::MeetingCame;
use renkei_domain::ids::MeetingSeriesId;
use renkei_domain::record::Purpose;

use crate::closed_list::Word;
use crate::directory::loaded::{Asked, ours};
use crate::editing::history::{ActSource, ActorKind};
use crate::scalars::{DateScalar, DateTimeScalar};

/// The history of a series, for the caller's eyes.
pub(super) async fn history_of(
    ctx: &Context<'_>,
    id: MeetingSeriesId,
    before: Option<i64>,
) -> Result<Vec<MeetingHistoryEntryType>> {
    let asked = Asked::of(ctx)?;
    let told = ours(
        asked
            .app
            .meeting_history(&asked.principal, id, before)
            .await,
    )?;
    let acts = told.map(|view| view.acts).unwrap_or_default().into_iter();
    Ok(acts.map(MeetingHistoryEntryType).collect())
}

/// An act.
pub(crate) struct MeetingHistoryEntryType(MeetingAct);

/// One act with what it changed of a series of meetings. Words of the secretariat are not kept in it.
#[Object(name = "MeetingHistoryEntry")]
impl MeetingHistoryEntryType {
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

    /// What is different since, in the order in which it was written.
    async fn changes(&self) -> Vec<MeetingChangeType> {
        let changes = self.0.changes.iter().cloned();
        changes.map(MeetingChangeType).collect()
    }
}

/// Of what something is different.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "MeetingChangeKind")]
pub(crate) enum MeetingChangeKind {
    /// Its outline, its rule, or who is called.
    Series,
    /// One day of it: hour, place, agenda, attendance, decisions or notes.
    Meeting,
    /// A message to an office about one day.
    Notice,
}

/// Something that changed.
pub(crate) struct MeetingChangeType(MeetingChange);

impl MeetingChangeType {
    fn notice(&self) -> Option<&NoticeThen> {
        match &self.0 {
            MeetingChange::Notice(_, _, after) => Some(after),
            MeetingChange::Series(..) | MeetingChange::Meeting(..) => None,
        }
    }

    const fn day_of(&self) -> Option<NaiveDate> {
        match &self.0 {
            MeetingChange::Meeting(day, ..) | MeetingChange::Notice(day, ..) => Some(*day),
            MeetingChange::Series(..) => None,
        }
    }
}

/// What became different of a series, a day of it, or a message about one.
#[Object(name = "MeetingChange")]
impl MeetingChangeType {
    /// Whether it is about all days, about one, or about a message.
    async fn of(&self) -> MeetingChangeKind {
        match &self.0 {
            MeetingChange::Series(..) => MeetingChangeKind::Series,
            MeetingChange::Meeting(..) => MeetingChangeKind::Meeting,
            MeetingChange::Notice(..) => MeetingChangeKind::Notice,
        }
    }

    /// Which day, as `MeetingDay.original` shows it. Null: all of them.
    async fn day(&self) -> Option<DateScalar> {
        self.day_of().map(DateScalar)
    }

    /// The rule since then, as people say it. Null: it is not about the series, or nobody kept that.
    async fn rule(&self) -> Option<&str> {
        match &self.0 {
            MeetingChange::Series(_, after) => after.rule.as_deref(),
            MeetingChange::Meeting(..) | MeetingChange::Notice(..) => None,
        }
    }

    /// Whether that day was called off then. Null: it is not about one meeting.
    async fn is_cancelled(&self) -> Option<bool> {
        match &self.0 {
            MeetingChange::Meeting(_, _, after) => Some(after.is_cancelled),
            MeetingChange::Series(..) | MeetingChange::Notice(..) => None,
        }
    }

    /// The first minute to which it was moved. Null: it stood as the rule has it, or it is not about one meeting.
    async fn moved_to(&self) -> Option<DateTimeScalar> {
        match &self.0 {
            MeetingChange::Meeting(_, _, after) => after.moved_to.map(DateTimeScalar),
            MeetingChange::Series(..) | MeetingChange::Notice(..) => None,
        }
    }

    /// To whom a message went, as `MeetingMember.id` shows it. Null: it is about no message.
    async fn member(&self) -> Option<ID> {
        self.notice().map(|then| ID(then.member.to_string()))
    }

    /// What that message told. Null: it is about no message.
    async fn says(&self) -> Option<Word<Says>> {
        self.notice().map(|then| Word(then.says))
    }

    /// Where that message stood since then. Null: it is about no message.
    async fn state(&self) -> Option<Word<NoticeState>> {
        self.notice().map(|then| Word(then.state))
    }

    /// What was answered to that message so far. Null: nothing, or it is about no message.
    async fn answer(&self) -> Option<Word<MeetingCame>> {
        self.notice().and_then(|then| then.answer).map(Word)
    }
}
