//! What the person is asked about an employer is what the rule then lets be told there.

use super::world::{World, employment, listed, organization, party};
use crate::cases::employment::{Disclosure, Insider, LegalBody, Opened, Openness};
use crate::consent::at_work::{AtWorkFault, categories, fits, kinds, may_know};
use crate::consent::category::InformationCategory as C;
use crate::consent::{ConsentRecipient, RecipientKind};

fn open(to: Insider, what: Openness) -> Opened {
    Opened {
        to: [to].into(),
        what,
    }
}

#[test]
fn whoever_may_be_asked_about_may_be_told_and_nobody_else_at_work() {
    for insider in Insider::ALL {
        for what in Openness::ALL {
            let opened = open(*insider, *what);
            let employment = employment(50, Disclosure::Open(opened.clone()));
            for kind in RecipientKind::ALL {
                let mut hearer = party(listed(1), *kind);
                hearer.body = LegalBody::known(organization(50));
                let recipients = [ConsentRecipient::Named(listed(1))].into();
                for category in C::ALL {
                    let world = World::agreed().with(|world| {
                        world.category = *category;
                        world.consent().categories = [*category].into();
                        world.ledger.employments = vec![employment.clone()];
                        *world.party() = hearer.clone();
                    });
                    let asked = fits(
                        &employment,
                        &recipients,
                        &[*category].into(),
                        std::slice::from_ref(&hearer),
                    );
                    assert_eq!(
                        asked.is_ok(),
                        world.is_allowed(),
                        "{insider} {what} {kind} {category}"
                    );
                }
                let is_offered = kinds(&opened).any(|known| known == *kind);
                assert_eq!(
                    is_offered,
                    kind.is_workplace() && may_know(&employment, &hearer)
                );
            }
        }
    }
}

#[test]
fn of_a_closed_employer_nothing_is_asked() {
    let to_hr = [ConsentRecipient::KindInTeam(RecipientKind::WorkplaceHr)].into();
    let skills = [C::Skills].into();
    for closed in [Disclosure::NotAsked, Disclosure::Closed] {
        let asked = fits(&employment(50, closed), &to_hr, &skills, &[]);
        assert_eq!(asked, Err(AtWorkFault::Closed));
    }
    let hr = employment(
        50,
        Disclosure::Open(open(Insider::Hr, Openness::Accommodations)),
    );
    assert_eq!(fits(&hr, &to_hr, &skills, &[]), Ok(()));
    for (recipient, fault) in [
        (
            ConsentRecipient::KindInTeam(RecipientKind::WorkplaceColleague),
            AtWorkFault::NotAmongThoseWhoKnow,
        ),
        (
            ConsentRecipient::KindInTeam(RecipientKind::Medical),
            AtWorkFault::NotAmongThoseWhoKnow,
        ),
        (
            ConsentRecipient::Named(listed(1)),
            AtWorkFault::NotAmongThoseWhoKnow,
        ),
    ] {
        let stranger = party(listed(1), RecipientKind::WorkplaceHr);
        let asked = fits(&hr, &[recipient].into(), &skills, &[stranger]);
        assert_eq!(asked, Err(fault), "{recipient:?}");
    }
    let diagnosis = [C::DisabilityDiagnosis].into();
    let more = fits(&hr, &to_hr, &diagnosis, &[]);
    assert_eq!(more, Err(AtWorkFault::MoreThanIsKnown));
}

#[test]
fn nobody_is_asked_about_more_than_the_person_lets_them_know() {
    for (what, most) in [
        (Openness::Accommodations, 8),
        (Openness::Disability, 10),
        (Openness::Diagnosis, 13),
    ] {
        assert_eq!(categories(&open(Insider::Hr, what)).len(), most, "{what}");
    }
}
