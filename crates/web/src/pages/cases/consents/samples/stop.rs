//! The page that stops, with what had been told before.

use renkei_app::conference::recall::{RecallStep, Recalled};
use renkei_app::consent::read::ConsentsView;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::consent::{ConsentPurpose, Giver, HaltOf, InformationCategory, Means, PartyId};
use renkei_domain::ids::{AccountId, ConferenceId, ConsentId, ProvisionId, TeamMemberId};
use renkei_domain::provisions::{KeptProvision, NamedAgency, Provision, ProvisionBasis};

use super::super::super::samples::{LONGEST, id_of, shell};
use super::super::stop::StopConsentPage;
use super::{NAME, own, own_shell, view};
use crate::pages::Samples;

/// So many records of something that somebody was told.
fn told(
    view: &ConsentsView,
    (records, to): (u128, &str),
    categories: &[InformationCategory],
) -> Vec<KeptProvision> {
    let consent = ProvisionBasis::Consent(ConsentId::from_uuid(id_of(1)));
    let records = (1..=records).map(|place| Provision {
        id: ProvisionId::from_uuid(id_of(place)),
        case: view.file.case.id,
        seq: 3,
        person: view.file.case.person,
        name: None,
        provider: view.file.case.lead,
        told_by: AccountId::from_uuid(Default::default()),
        at: view.at,
        noted_at: view.at,
        to: PartyId::Written(TeamMemberId::from_uuid(id_of(place))),
        recipient: NamedAgency {
            name: to.to_owned(),
            contact: None,
            address: None,
            body: None,
            head: None,
        },
        told: categories.iter().map(|one| (*one, consent)).collect(),
        purpose: ConsentPurpose::WhenUnwell,
        means: if place.is_multiple_of(2) {
            Means::Document
        } else {
            Means::Phone
        },
    });
    let kept = records.map(|record| KeptProvision {
        record,
        exception: None,
        givers: vec![Giver::Person],
    });
    kept.collect()
}

/// Somebody who was called, for each channel and whatever becomes of it.
pub(super) fn recalled(view: &ConsentsView, name: &str) -> Vec<Recalled> {
    let channels = CallChannel::ALL.iter();
    let told = channels.flat_map(|channel| {
        [
            RecallStep::Tell(*channel),
            RecallStep::TellOtherwise(*channel),
        ]
    });
    let steps = told.chain([RecallStep::NothingLeaves, RecallStep::LinkEnds]);
    let recalled = steps.map(|step| Recalled {
        conference: ConferenceId::from_uuid(id_of(1)),
        begins: (step != RecallStep::LinkEnds).then_some(view.at),
        name: name.to_owned(),
        step,
    });
    recalled.collect()
}

impl Samples for StopConsentPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let (usual, many) = (view(1, 2, NAME), view(8, 12, LONGEST));
        let one = HaltOf::One(ConsentId::from_uuid(id_of(1)));
        let all = HaltOf::Everything;
        let refused = Some("その同意は見つかりません。".to_owned());
        let some = [
            InformationCategory::Basic,
            InformationCategory::MedicationVisits,
        ];
        let before = told(&usual, (2, "高槻こころのクリニック（架空）"), &some);
        let long = told(&many, (60, LONGEST), InformationCategory::ALL);
        let own_view = own(usual.clone());
        let called = recalled(&usual, "高槻こころのクリニック（架空） 佐藤");
        let called_long = recalled(&many, LONGEST);
        let two = called.get(..2).unwrap_or_default();
        vec![
            (
                "usual",
                Self::sample(shell(), &usual, one, ((before.clone(), two), None)),
            ),
            (
                "empty",
                Self::sample(
                    shell(),
                    &view(0, 0, NAME),
                    all,
                    ((Vec::new(), &[]), refused),
                ),
            ),
            (
                "longest",
                Self::sample(shell(), &many, all, ((long, &called_long), None)),
            ),
            (
                "own",
                Self::sample(own_shell(), &own_view, all, ((before, two), None)),
            ),
        ]
    }
}
