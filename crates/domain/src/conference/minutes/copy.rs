//! What of the minutes somebody gets. Whoever was there gets what they heard; whoever was not gets what the person's
//! consents let them hear, and nothing of what the person said themselves.

use super::attendance::{AttendanceLine, Stay};
use super::decision::ConferenceDecision;
use super::{ItemNotes, Minutes};
use crate::conference::agenda::{AgendaItem, Presenter};
use crate::conference::meeting::Conference;
use crate::conference::participant::Participant;
use crate::consent::{Categories, InformationCategory, Preview};
use crate::ids::AgendaItemId;

/// Somebody's copy of the minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinutesCopy<'m> {
    /// Whether they, or somebody for them, were there.
    pub was_there: bool,
    /// What was noted about the person's own item, for whoever heard it.
    pub own: Option<&'m ItemNotes>,
    /// The other items that they get, each with what was noted about it.
    pub items: Vec<(&'m AgendaItem, Option<&'m ItemNotes>)>,
    /// What was decided about those.
    pub decisions: Vec<&'m ConferenceDecision>,
    /// What others said who were asked beforehand, for whoever was there for everything: it may have been read out at any
    /// time.
    pub views: Vec<&'m AttendanceLine>,
    /// How many items, decisions and views they do not get.
    pub held_back: usize,
    /// What of the person it tells.
    pub tells: Categories,
}

impl Minutes {
    /// Somebody's copy, by what the rule of consent lets them read on paper for the purpose of the conference; none
    /// where they were not there and may not even hear who it is about.
    #[must_use]
    pub fn copy_for<'m>(
        &'m self,
        conference: &'m Conference,
        decisions: &[&'m ConferenceDecision],
        (participant, preview): (&Participant, &Preview),
    ) -> Option<MinutesCopy<'m>> {
        let stay = self.stay(conference, participant);
        if stay.is_none() && !preview.shown.contains(&InformationCategory::Basic) {
            return None;
        }
        let may_read = |tells: &Categories| tells.is_subset(&preview.shown);
        let gets = |item: &AgendaItem| match &stay {
            Some(stay) => stay.items.contains(&item.id),
            None => may_read(&item.categories),
        };
        let all = conference.agenda.items.iter();
        let items: Vec<&AgendaItem> = all.filter(|item| gets(item)).collect();
        let has = |id: AgendaItemId| items.iter().any(|item| item.id == id);
        let own = own_for(stay.as_ref(), self);
        let shown = decisions.iter().copied().filter(|one| match one.item {
            Some(item) => has(item),
            None => match &stay {
                // What somebody is to do they heard.
                Some(stay) => stay.own || one.by == Presenter::Participant(participant.id),
                None => may_read(&one.tells(conference)),
            },
        });
        let shown: Vec<&ConferenceDecision> = shown.collect();
        let mut tells: Categories = items
            .iter()
            .flat_map(|item| item.categories.iter().copied())
            .collect();
        tells.extend(shown.iter().flat_map(|one| one.tells(conference)));
        tells.insert(InformationCategory::Basic);
        let left = conference.agenda.items.len() - items.len();
        let left = left + decisions.len() - shown.len();
        let had_own = self.notes_of(None).is_some();
        let of_others = self.attendance.iter().filter(|line| {
            let inquiry = line.inquiry.as_ref();
            line.participant != participant.id && inquiry.is_some_and(|one| one.view.is_some())
        });
        let of_others: Vec<&AttendanceLine> = of_others.collect();
        let heard_all = stay
            .as_ref()
            .is_some_and(|stay| stay.own && stay.items.len() == conference.agenda.items.len());
        let (views, unheard) = match heard_all {
            true => (of_others, 0),
            false => (Vec::new(), of_others.len()),
        };
        Some(MinutesCopy {
            was_there: stay.is_some(),
            held_back: left + usize::from(had_own && own.is_none()) + unheard,
            own,
            views,
            items: items
                .into_iter()
                .map(|item| (item, self.notes_of(Some(item.id))))
                .collect(),
            decisions: shown,
            tells,
        })
    }
}

fn own_for<'m>(stay: Option<&Stay>, minutes: &'m Minutes) -> Option<&'m ItemNotes> {
    let heard = stay.is_some_and(|stay| stay.own);
    minutes.notes_of(None).filter(|_| heard)
}
