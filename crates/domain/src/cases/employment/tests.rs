use uuid::Uuid;

use super::*;

fn opened(to: &[Insider]) -> Opened {
    Opened {
        to: to.iter().copied().collect(),
        what: Openness::Disability,
    }
}

fn entry(number: u128) -> Option<OrganizationId> {
    Some(OrganizationId::from_uuid(Uuid::from_u128(number)))
}

fn named(name: &str) -> Option<BodyName> {
    BodyName::of(&Line::parse(name).expect("a name"))
}

#[test]
fn an_employment_of_which_nobody_asked_is_closed() {
    assert_eq!(Disclosure::default(), Disclosure::NotAsked);
    assert!(Disclosure::NotAsked.is_closed());
    assert!(Disclosure::Closed.is_closed());
    assert_eq!(Disclosure::Closed.opened(), None);
}

#[test]
fn only_the_person_opens_an_employment_and_to_somebody() {
    for voice in Voice::ALL {
        let answer = Disclosure::open(*voice, opened(&[Insider::Hr]));
        match voice {
            Voice::Person => {
                let open = answer.expect("the person may");
                assert!(!open.is_closed());
                assert_eq!(open.opened(), Some(&opened(&[Insider::Hr])));
            }
            _ => assert_eq!(answer, Err(DisclosureFault::NotThePerson), "{voice}"),
        }
    }
    let to_nobody = Disclosure::open(Voice::Person, opened(&[]));
    assert_eq!(to_nobody, Err(DisclosureFault::ToNobody));
}

#[test]
fn what_is_open_is_closed_and_what_is_not_has_nothing_to_close() {
    let open = Disclosure::Open(opened(&[Insider::Hr]));
    assert_eq!(open.closed(), Ok(Disclosure::Closed));
    for shut in [Disclosure::NotAsked, Disclosure::Closed] {
        assert_eq!(shut.closed(), Err(DisclosureFault::NotOpen), "{shut:?}");
    }
}

#[test]
fn closed_in_the_disability_quota_is_odd_and_open_in_a_general_frame_is_not() {
    let open = Disclosure::Open(opened(&[Insider::Hr]));
    let odd = Some(DisclosureWarning::ClosedInDisabilityQuota);
    for (disclosure, frame, warning) in [
        (&Disclosure::Closed, HiringFrame::DisabilityQuota, odd),
        (&Disclosure::NotAsked, HiringFrame::DisabilityQuota, odd),
        (&Disclosure::Closed, HiringFrame::General, None),
        (&open, HiringFrame::DisabilityQuota, None),
        (&open, HiringFrame::General, None),
    ] {
        assert_eq!(
            disclosure.warning(frame),
            warning,
            "{disclosure:?} {frame:?}"
        );
    }
}

#[test]
fn a_body_is_known_again_by_entry_number_or_name() {
    let number = |text| CorporateNumber::parse(text).ok();
    let (one, two) = (number("7000012050002"), number("8000012010038"));
    assert!(one.is_some() && two.is_some());
    let body = |organization, number, name| LegalBody {
        organization,
        number,
        name,
    };
    for (a, b, answer) in [
        (
            body(entry(1), None, None),
            body(entry(1), None, None),
            Sameness::Same,
        ),
        (
            body(entry(1), None, None),
            body(entry(2), None, None),
            Sameness::Different,
        ),
        (
            body(entry(1), one, None),
            body(entry(2), one, None),
            Sameness::Same,
        ),
        (
            body(None, one, None),
            body(None, two, None),
            Sameness::Different,
        ),
        (
            body(None, None, named("株式会社 はな")),
            body(entry(1), None, named("はな（株）")),
            Sameness::Same,
        ),
        (
            body(entry(2), None, named("はな")),
            body(entry(1), None, named("はな")),
            Sameness::Same,
        ),
        (
            body(None, one, named("はな")),
            body(None, two, named("はな")),
            Sameness::Different,
        ),
        (
            body(None, None, named("はな")),
            body(None, None, named("はる")),
            Sameness::Unknown,
        ),
        (
            body(None, None, named("はな")),
            body(entry(1), one, None),
            Sameness::Unknown,
        ),
        (
            body(entry(1), None, named("はな")),
            body(entry(2), None, named("はる")),
            Sameness::Different,
        ),
        (
            LegalBody::default(),
            LegalBody::default(),
            Sameness::Unknown,
        ),
    ] {
        assert_eq!(a.compared(&b), answer, "{a:?} {b:?}");
        assert_eq!(b.compared(&a), answer, "{b:?} {a:?}");
    }
}

#[test]
fn a_name_that_is_nothing_but_a_legal_form_names_nobody_and_no_log_shows_one() {
    assert_eq!(named("株式会社"), None);
    assert_eq!(named("医療法人社団 あおば会"), named("あおば会"));
    assert!(!format!("{:?}", named("はな")).contains("はな"));
}
