//! What of the minutes each who was called gets, as a type of the schema, and handing such a copy over: that is a telling,
//! and has its record.

use async_graphql::{Context, ID, InputObject, Object, Result};
use renkei_app::conference::read::ConferencesView;
use renkei_app::consent::ConsentRefusal;
use renkei_app::provisions::TellRefusal;
use renkei_domain::conference::{
    Conference, ConferenceDecision, ItemNotes, Minutes, MinutesCopy, MinutesFault, Participant,
};
use renkei_domain::consent::InformationCategory;
use renkei_domain::ids::{AgendaItemId, ParticipantId};
use renkei_domain::provisions::ToldHow;

use super::minutes::{ConferenceDecisionType, ConferenceNotesType};
use super::record::{participant, refused};
use super::write::{ConferenceRefusalType, Kept, Refused, missing, payloads, place_of, writer};
use super::{ConferenceType, one};
use crate::closed_list::{Word, closed_list};
use crate::directory::loaded::{Asked, ours};

closed_list!(
    ToldHow,
    "ToldHow",
    "How something about a person is told.",
    |how| match how {
        ToldHow::FaceToFace => "said while sitting together",
        ToldHow::Phone => "said to somebody on a call",
        ToldHow::Document => "put into hands, posted or mailed",
        ToldHow::Fax => "a sheet that was sent to their machine",
    }
);

/// A copy.
#[derive(Debug, Clone)]
pub(crate) struct MinutesCopyType {
    to: ParticipantId,
    name: String,
    was_there: bool,
    held_back: usize,
    own: Option<ItemNotes>,
    items: Vec<CopiedItem>,
    views: Vec<CopiedView>,
    decisions: Vec<(ConferenceDecision, String)>,
    tells: Vec<InformationCategory>,
}

/// An item of it.
#[derive(Debug, Clone)]
pub(crate) struct CopiedItem {
    id: AgendaItemId,
    title: String,
    notes: Option<ItemNotes>,
}

/// What somebody said beforehand.
#[derive(Debug, Clone)]
pub(crate) struct CopiedView {
    name: String,
    said: Option<String>,
}

/// The copies of a conference, of everybody who gets one.
pub(super) fn copies_of(
    view: &ConferencesView,
    (conference, minutes): (&Conference, &Minutes),
) -> Vec<MinutesCopyType> {
    let all = conference.participants.iter();
    // Before people met nobody gets anything of it.
    let met =
        all.filter(|one| conference.in_minutes().is_ok() || minutes.turnout(one.id).is_some());
    let copies = met.filter_map(|one| {
        let copy = view.copy(conference, minutes, one)?;
        Some(MinutesCopyType::of(view, conference, (one, &copy)))
    });
    copies.collect()
}

impl MinutesCopyType {
    fn of(
        view: &ConferencesView,
        conference: &Conference,
        (to, copy): (&Participant, &MinutesCopy<'_>),
    ) -> Self {
        let items = copy.items.iter().map(|(item, notes)| CopiedItem {
            id: item.id,
            title: item.title.to_string(),
            notes: notes.cloned(),
        });
        let views = copy.views.iter().map(|line| {
            let who = conference.participant(line.participant);
            let said = line.inquiry.as_ref().and_then(|one| one.view.as_ref());
            CopiedView {
                name: who.map_or_else(String::new, |who| view.name(who)),
                said: said.map(ToString::to_string),
            }
        });
        let decisions = copy.decisions.iter();
        Self {
            to: to.id,
            name: view.name(to),
            was_there: copy.was_there,
            held_back: copy.held_back,
            own: copy.own.cloned(),
            items: items.collect(),
            views: views.collect(),
            decisions: decisions
                .map(|one| ((*one).clone(), view.doer(one)))
                .collect(),
            tells: copy.tells.iter().copied().collect(),
        }
    }
}

/// What somebody who was called gets of the minutes: what they heard, or what the person's consents let them read who
/// were away.
#[Object(name = "MinutesCopy")]
impl MinutesCopyType {
    /// Whose it is, as `ConferenceParticipant.id` shows it; `handMinutesCopy` takes it.
    async fn participant(&self) -> ID {
        ID(self.to.to_string())
    }

    /// Agency and contact as the desk calls them.
    async fn name(&self) -> &str {
        &self.name
    }

    /// Whether they, or somebody in their place, sat there; handing theirs over needs no record then.
    async fn was_there(&self) -> bool {
        self.was_there
    }

    /// How many entries (items, decisions, views) stay out of it.
    async fn held_back(&self) -> i32 {
        i32::try_from(self.held_back).unwrap_or(i32::MAX)
    }

    /// What was noted about what the person brought in themselves. Null: nothing, or they did not hear it.
    async fn own(&self) -> Option<ConferenceNotesType> {
        self.own.clone().map(ConferenceNotesType)
    }

    /// Everything else of the agenda that they get, one thing following another.
    async fn items(&self) -> Vec<CopiedItem> {
        self.items.clone()
    }

    /// What absentees thought who were asked beforehand, for whoever heard all.
    async fn views(&self) -> Vec<CopiedView> {
        self.views.clone()
    }

    /// Who does what until when, as far as it goes with those items. Null only with an error: `INTERNAL`.
    async fn decisions(&self) -> Vec<ConferenceDecisionType> {
        let decided = self.decisions.iter().cloned();
        decided
            .map(|(decision, by)| ConferenceDecisionType { decision, by })
            .collect()
    }

    /// Which information about the person it hands over.
    async fn tells(&self) -> Vec<Word<InformationCategory>> {
        self.tells.iter().copied().map(Word).collect()
    }
}

/// One thing of the agenda in somebody's copy of the minutes.
#[Object(name = "MinutesCopyItem")]
impl CopiedItem {
    /// Which entry of the agenda, as `ConferenceItem.id` shows it.
    async fn item(&self) -> ID {
        ID(self.id.to_string())
    }

    /// What it is called on the agenda of that day.
    async fn title(&self) -> &str {
        &self.title
    }

    /// What was written about it while people met. Null: nothing.
    async fn notes(&self) -> Option<ConferenceNotesType> {
        self.notes.clone().map(ConferenceNotesType)
    }
}

/// What somebody said beforehand, in somebody else's copy of the minutes.
#[Object(name = "MinutesCopyView")]
impl CopiedView {
    /// Who was asked, by agency and contact.
    async fn name(&self) -> &str {
        &self.name
    }

    /// What they think, as it was written down. Null: nothing was.
    async fn said(&self) -> Option<&str> {
        self.said.as_deref()
    }
}

payloads! {
    /// What came of writing down that somebody was given their copy.
    HandMinutesCopyPayload;
}

/// A copy of the minutes that an absentee was given.
#[derive(Debug, InputObject)]
pub(crate) struct HandMinutesCopyInput {
    /// Which conference, as `Conference.id` shows it.
    id: ID,
    /// Who got it, as `MinutesCopy.participant` shows them.
    participant: ID,
    /// On paper or by FAX, as far as consents name that.
    how: Word<ToldHow>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

/// Why nothing was written, as a payload tells it.
pub(super) fn withheld(refusal: TellRefusal) -> Refused {
    match refusal {
        TellRefusal::Case(refusal) => Refused::By(refusal.into()),
        TellRefusal::Withheld(_) => Refused::Withheld,
        TellRefusal::When(fault) => Refused::When(fault),
    }
}

impl HandMinutesCopyInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<Kept> {
        let asked = Asked::of(ctx)?;
        let nothing = |refusal| Kept {
            conference: None,
            refusal: Some(refusal),
        };
        let Some((case, id)) = place_of(asked, &self.id).await? else {
            return Ok(nothing(missing(asked)));
        };
        let view = match ours(asked.app.conferences(&asked.principal, case).await)? {
            // The person has pages of their own.
            Ok(view) if !view.consents.is_person => view,
            Ok(_) => return Ok(nothing(Refused::By(ConsentRefusal::NotFound.into()))),
            Err(refusal) => return Ok(nothing(Refused::By(refusal.into()))),
        };
        let ready = writer(asked, self.idempotency_key.as_deref())
            .and_then(|writer| Ok((writer, participant(&self.participant)?)));
        let refusal = match ready {
            Err(refusal) => Some(refusal),
            Ok((writer, who)) => {
                let conference = view.conference(id);
                let who = conference.and_then(|conference| conference.participant(who));
                match conference.zip(who) {
                    Some(of) => {
                        let done = asked.app.hand_minutes(&writer, &view, of, self.how.0);
                        ours(done.await)?.err().map(withheld)
                    }
                    None => Some(refused(MinutesFault::NoSuchParticipant)),
                }
            }
        };
        Ok(Kept {
            conference: one(asked, id).await?,
            refusal,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::closed_list::tests::shows_all;

    #[test]
    fn every_way_of_telling_is_a_value_of_the_schema() {
        shows_all(ToldHow::ALL);
    }
}
