//! What is a consent that can be kept, and what is none.

use uuid::Uuid;

use super::world::{consent, day, employment, employment_id};
use crate::cases::employment::{Disclosure, EmploymentDisclosure, Insider, Opened, Openness};
use crate::consent::category::InformationCategory as C;
use crate::consent::given::{Asking, ConsentFault, ConsentRecord, HowGiven};
use crate::consent::{Consent, Form, Giver, RepresentationBasis, Representative};
use crate::ids::AccountId;
use crate::text::{Line, Prose};

fn asked(how: HowGiven) -> Asking {
    Asking {
        how,
        text_version: Line::parse("2026-11").expect("a version"),
        explained_by: AccountId::from_uuid(Uuid::from_u128(1)),
        said: Prose::parse("ことわっても、いまの支援は つづきます。").expect("what was said"),
        helpers: Vec::new(),
        evidence: None,
    }
}

fn open(number: u128) -> EmploymentDisclosure {
    employment(
        number,
        Disclosure::Open(Opened {
            to: [Insider::Hr].into(),
            what: Openness::Accommodations,
        }),
    )
}

/// What comes of a consent on paper after a change.
fn kept(
    employments: &[EmploymentDisclosure],
    change: impl FnOnce(&mut Consent),
) -> Result<(), ConsentFault> {
    let mut terms = consent();
    change(&mut terms);
    ConsentRecord::new(terms, asked(HowGiven::Written), employments).map(|_| ())
}

#[test]
fn what_lacks_something_is_no_consent() {
    assert_eq!(kept(&[], |_| {}), Ok(()));
    for (answer, fault) in [
        (
            kept(&[], |one| one.categories.clear()),
            ConsentFault::NoCategory,
        ),
        (
            kept(&[], |one| one.recipients.clear()),
            ConsentFault::NoRecipient,
        ),
        (
            kept(&[], |one| one.purposes.clear()),
            ConsentFault::NoPurpose,
        ),
        (kept(&[], |one| one.means.clear()), ConsentFault::NoMeans),
        (kept(&[], |one| one.form = Form::Oral), ConsentFault::Form),
    ] {
        assert_eq!(answer, Err(fault));
    }
}

#[test]
fn nobody_agrees_to_what_is_not_theirs() {
    let by = |giver: Giver, category: C, employments: &[EmploymentDisclosure]| {
        kept(employments, |one| {
            one.giver = giver;
            one.categories = [category].into();
        })
    };
    assert_eq!(by(Giver::Family, C::Family, &[]), Ok(()));
    assert_eq!(
        by(Giver::Family, C::Skills, &[]),
        Err(ConsentFault::NotTheirs)
    );
    let representative = || {
        Giver::Representative(Representative {
            basis: RepresentationBasis::Assistance,
            scope: [C::Wishes].into(),
            since: day(1),
            until: None,
        })
    };
    assert_eq!(by(representative(), C::Wishes, &[]), Ok(()));
    let outside = by(representative(), C::Skills, &[]);
    assert_eq!(outside, Err(ConsentFault::OutsideAuthority));
    let employer = || Giver::Employer(employment_id(50));
    assert_eq!(by(employer(), C::EmployerInfo, &[open(50)]), Ok(()));
    let not_theirs = by(employer(), C::Skills, &[open(50)]);
    assert_eq!(not_theirs, Err(ConsentFault::NotTheirs));
    for employments in [
        vec![],
        vec![open(51)],
        vec![employment(50, Disclosure::Closed)],
        vec![employment(50, Disclosure::NotAsked), open(51)],
    ] {
        let closed = by(employer(), C::EmployerInfo, &employments);
        assert_eq!(closed, Err(ConsentFault::ClosedEmployer));
    }
}

#[test]
fn a_log_has_the_id_of_a_consent_and_nothing_else() {
    let how = HowGiven::Written;
    let mut terms = consent();
    terms.form = how.form();
    let record = ConsentRecord::new(terms, asked(how), &[]).expect("a consent");
    let shown = format!("ConsentRecord({})", record.terms.id);
    assert_eq!(format!("{record:?}"), shown);
}
