//! How far something is stopped: what can be chosen, and how it would stand.

use renkei_app::consent::read::ConsentsView;
use renkei_app::consent::stop::StopKind;
use renkei_domain::cases::employment::Voice;
use renkei_domain::consent::{ConsentRecipient, Halt, HaltOf, Party, Reach};
use renkei_domain::ids::HaltId;
use renkei_domain::told::whole;

use super::super::lines::reach_words;
use super::meant;
use crate::form::{Choice, Sent};

/// What can be stopped of some consents: all, for one recipient, or of one category.
pub(super) fn reaches(view: &ConsentsView, of: HaltOf, chosen: &str) -> Vec<Choice> {
    let meant = meant(view, of);
    let mut all = vec![Reach::Whole];
    for consent in &meant {
        let recipients = consent.recipients.iter();
        all.extend(recipients.map(|recipient| Reach::Recipient(*recipient)));
    }
    // Whoever is meant by their kind can be stopped alone too.
    let is_meant = |party: &Party| {
        let mut recipients = meant.iter().flat_map(|consent| &consent.recipients);
        recipients.any(|one| one.means(party, view.now.date))
    };
    let here = view.here().filter(|known| is_meant(&known.party));
    all.extend(here.map(|known| {
        let named = ConsentRecipient::Named(known.party.id);
        Reach::Recipient(named)
    }));
    for consent in &meant {
        let categories = consent.categories.iter();
        all.extend(categories.map(|category| Reach::Category(*category)));
    }
    let mut known: Vec<Reach> = Vec::new();
    all.retain(|reach| {
        let is_new = !known.contains(reach);
        known.push(*reach);
        is_new
    });
    let choices = all.into_iter().map(|reach| Choice {
        is_chosen: reach.code() == chosen,
        value: reach.code(),
        word: whole(&reach_words(view, reach)),
    });
    choices.collect()
}

/// How far it is stopped, as it is chosen.
pub(super) fn reach_of(sent: &Sent) -> Reach {
    Reach::from_code(sent.text("reach")).unwrap_or(Reach::Whole)
}

/// What is about to be stopped, as it would stand. Whether for now or for good, the same can be told no more.
pub(super) fn as_if(of: HaltOf, reach: Reach) -> Halt {
    Halt {
        id: HaltId::from_uuid(Default::default()),
        seq: i64::MAX,
        of,
        reach,
        state: StopKind::Pause.state(),
        by: Voice::Person,
    }
}
