//! What the person takes home of a conference, as a type of the schema: for staff and for the person alike.

use async_graphql::Object;
use renkei_app::conference::paper::ConferencePaper;
use renkei_app::conference::read::ConferencesView;
use renkei_domain::conference::{Conference, ConferenceDecision, Slot};

use super::minutes::ConferenceDecisionType;
use crate::scalars::DateTimeScalar;

/// A half page.
#[derive(Debug, Clone)]
pub(crate) struct HalfPageType {
    decisions: Vec<(ConferenceDecision, String)>,
    next: Option<Slot>,
    ask: String,
    lead: String,
}

impl HalfPageType {
    /// That of a conference that was held; nothing before.
    pub(super) fn of(view: &ConferencesView, conference: &Conference) -> Option<Self> {
        let mut papers = ConferencePaper::of(conference);
        if !papers.any(|paper| paper == ConferencePaper::HalfPage) {
            return None;
        }
        let half = view.half_page(conference);
        let decisions = half.decisions.into_iter();
        Some(Self {
            decisions: decisions.map(|(one, who)| (one.clone(), who)).collect(),
            next: half.next.cloned(),
            ask: half.ask,
            lead: half.lead.to_owned(),
        })
    }
}

/// The half page with which the person goes home: who does what until when, and when people meet again. Their name does
/// not stand on it.
#[Object(name = "ConferenceHalfPage")]
impl HalfPageType {
    /// Everything that was agreed and not dropped since; the earliest due comes first. Null only with an error:
    /// `INTERNAL`.
    async fn decisions(&self) -> Vec<ConferenceDecisionType> {
        let decided = self.decisions.iter().cloned();
        decided
            .map(|(decision, by)| ConferenceDecisionType { decision, by })
            .collect()
    }

    /// The first minute of the conference that follows. Null as long as its date is not fixed.
    async fn next_begins(&self) -> Option<DateTimeScalar> {
        self.next.as_ref().map(|slot| DateTimeScalar(slot.begins))
    }

    /// How long the following one takes, in minutes. Null as long as its date is not fixed.
    async fn next_minutes(&self) -> Option<i32> {
        self.next.as_ref().map(|slot| i32::from(slot.minutes))
    }

    /// Address and room of the following one. Null as long as its date is not fixed.
    async fn next_place(&self) -> Option<&str> {
        self.next.as_ref().map(|slot| slot.place.as_str())
    }

    /// Who of the leading agency answers questions. Null where their name is not known any more.
    async fn ask(&self) -> Option<&str> {
        Some(self.ask.as_str()).filter(|name| !name.is_empty())
    }

    /// The organization that keeps the case, by name.
    async fn lead(&self) -> &str {
        &self.lead
    }
}
