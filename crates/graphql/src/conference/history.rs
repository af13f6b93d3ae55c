//! Who changed what of a conference, and when, as types of the schema, for staff of the agency that leads.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, Result};
use renkei_app::conference::history::{
    CalledThen, ConferenceAct, ConferenceHistoryView, ConferenceThen,
};
use renkei_domain::conference::ConferenceState;
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;

use super::write::place_of;
use crate::closed_list::Word;
use crate::directory::loaded::{Asked, ours};
use crate::editing::history::{ActSource, ActorKind};
use crate::scalars::{DateScalar, DateTimeScalar};

/// The acts that changed a conference, for the caller's eyes.
pub(crate) async fn conference_history(
    ctx: &Context<'_>,
    id: &ID,
    before: Option<i64>,
) -> Result<Option<Vec<ConferenceHistoryEntryType>>> {
    let asked = Asked::of(ctx)?;
    let Some(of) = place_of(asked, id).await? else {
        return Ok(None);
    };
    let found = asked.app.conference_history(&asked.principal, of, before);
    let found = ours(found.await)?.ok();
    // The person has pages of their own.
    let Some(view) = found.filter(|view| !view.conferences.consents.is_person) else {
        return Ok(None);
    };
    let view = Arc::new(view);
    let entries = view.acts.iter().map(|one| ConferenceHistoryEntryType {
        view: Arc::clone(&view),
        one: one.clone(),
    });
    Ok(Some(entries.collect()))
}

/// An act.
#[derive(Debug)]
pub(crate) struct ConferenceHistoryEntryType {
    view: Arc<ConferenceHistoryView>,
    one: ConferenceAct,
}

/// Of what something is different.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "ConferencePart")]
pub(crate) enum ConferencePart {
    /// Its kind, what it is for, with whom it is held, or its host.
    Outline,
    /// Titles, minutes, presenters, aims or information that comes up.
    Agenda,
    /// What the person says beforehand.
    Words,
    /// What is agreed about moving to the next agency.
    Handover,
    /// Which numbered material lies with whom.
    Copies,
}

impl ConferenceHistoryEntryType {
    fn then(&self, then: Option<&ConferenceThen>) -> Option<ConferenceThenType> {
        then.map(|then| ConferenceThenType {
            view: Arc::clone(&self.view),
            then: then.clone(),
        })
    }
}

/// One act that changed a conference, with how it stood before and afterwards.
#[Object(name = "ConferenceHistoryEntry")]
impl ConferenceHistoryEntryType {
    /// Its place in the order of acts: the later, the greater.
    async fn seq(&self) -> i64 {
        self.one.act.seq
    }

    /// The instant at which the log took it down.
    async fn at(&self) -> DateTimeScalar {
        DateTimeScalar(self.one.act.at)
    }

    /// Which kind of actor did it.
    async fn by(&self) -> ActorKind {
        ActorKind::of(self.one.act.actor)
    }

    /// What that actor is called. Null where nobody signed in did it, and where their name is not known any more.
    async fn by_name(&self) -> Option<&str> {
        let account = self.one.act.actor.account()?;
        let name = self.view.names.get(&account);
        name.map(Line::as_str)
    }

    /// Through which door it came in.
    async fn source(&self) -> ActSource {
        ActSource::of(self.one.act.source)
    }

    /// Why it was done.
    async fn purpose(&self) -> Word<Purpose> {
        Word(self.one.act.purpose)
    }

    /// How the conference stood until then. Null: it began with this act, or no more changed than how somebody is called.
    async fn before(&self) -> Option<ConferenceThenType> {
        self.then(self.one.before.as_ref())
    }

    /// How the conference stood since then. Null: no more changed than how somebody is called.
    async fn after(&self) -> Option<ConferenceThenType> {
        self.then(self.one.after.as_ref())
    }

    /// Which parts read otherwise since, whose words the log does not tell.
    async fn parts(&self) -> Vec<ConferencePart> {
        let (Some(before), Some(after)) = (&self.one.before, &self.one.after) else {
            return Vec::new();
        };
        let parts = [
            (ConferencePart::Outline, after.is_other_than(before)),
            (ConferencePart::Agenda, after.talks_other_than(before)),
            (ConferencePart::Words, after.says_other_than(before)),
            (ConferencePart::Handover, after.settles_other_than(before)),
            (ConferencePart::Copies, after.hands_other_than(before)),
        ];
        let parts = parts.into_iter().filter(|(_, is_other)| *is_other);
        parts.map(|(part, _)| part).collect()
    }

    /// Names of those who were called by it, or answered.
    async fn invited(&self) -> &[String] {
        &self.one.invited
    }
}

/// A conference once.
#[derive(Debug)]
pub(crate) struct ConferenceThenType {
    view: Arc<ConferenceHistoryView>,
    then: ConferenceThen,
}

/// How a conference stood at some time; what the log did not keep is null or left out.
#[Object(name = "ConferenceThen")]
impl ConferenceThenType {
    /// How far it had come. Null: not kept.
    async fn state(&self) -> Option<Word<ConferenceState>> {
        self.then.state.map(Word)
    }

    /// Who saw to it, by name. Null where that is not known any more.
    async fn keeper(&self) -> Option<&str> {
        let name = self.view.names.get(&self.then.keeper?);
        name.map(Line::as_str)
    }

    /// Its first minute. Null as long as no date was fixed.
    async fn begins(&self) -> Option<DateTimeScalar> {
        self.then.slot.map(|(begins, _)| DateTimeScalar(begins))
    }

    /// How long it was to take, in whole minutes. Null as long as no date was fixed.
    async fn minutes(&self) -> Option<i32> {
        self.then.slot.map(|(_, minutes)| i32::from(minutes))
    }

    /// Address and room. Null as long as no date was fixed.
    async fn place(&self) -> Option<&str> {
        self.then.place.as_deref()
    }

    /// For which reason it was cancelled or postponed. Null: it was neither.
    async fn why(&self) -> Option<&str> {
        self.then.why.as_deref()
    }

    /// Whoever stood on the list.
    async fn participants(&self) -> Vec<CalledThenType> {
        let called = self.then.called.iter().cloned();
        called
            .map(|called| CalledThenType {
                view: Arc::clone(&self.view),
                called,
            })
            .collect()
    }

    /// Titles of what was to be talked about after the person's own words.
    async fn items(&self) -> &[String] {
        &self.then.items
    }

    /// On which day the person had looked at list and agenda. Null: they had not, or something changed since.
    async fn seen_on(&self) -> Option<DateScalar> {
        self.then.seen_on.map(DateScalar)
    }

    /// On which day somebody had told the person what came of it. Null: nobody had.
    async fn told_on(&self) -> Option<DateScalar> {
        self.then.told_on.map(DateScalar)
    }
}

/// Somebody who was called.
#[derive(Debug)]
pub(crate) struct CalledThenType {
    view: Arc<ConferenceHistoryView>,
    called: CalledThen,
}

/// Somebody who stood on the list of a conference at some time.
#[Object(name = "ConferenceThenParticipant")]
impl CalledThenType {
    /// Which entry of the list it was, as `ConferenceParticipant.id` shows it.
    async fn id(&self) -> ID {
        ID(self.called.id.to_string())
    }

    /// What they are called today. Null where nobody knows that any more.
    async fn name(&self) -> Option<String> {
        let who = self.called.who.as_ref();
        who.map(|who| self.view.conferences.name_of(who))
    }

    /// Since which day the person wanted them kept away. Null: nothing was said against them.
    async fn unwanted_since(&self) -> Option<DateScalar> {
        self.called.unwanted_since.map(DateScalar)
    }
}
