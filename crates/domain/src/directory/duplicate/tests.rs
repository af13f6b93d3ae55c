//! What is one office and what is not, in the cases that people meet.

use super::*;
use crate::directory::address::Address;
use crate::text::TextFault;

struct Sketch {
    name: &'static str,
    phone: &'static str,
    rest: &'static str,
    number: &'static str,
    run_by: u128,
}

const ONE: Sketch = Sketch {
    name: "みほん工房",
    phone: "072-000-0001",
    rest: "みほん町1丁目2番3号",
    number: "2710900001",
    run_by: 1,
};

fn facts(sketch: &Sketch) -> Result<ResourceFacts, TextFault> {
    let mut facts = ResourceFacts::named(
        ResourceKind::ContinuousEmploymentB,
        Line::parse(sketch.name)?,
    );
    let phone = Line::parse(sketch.phone).ok().map(Phone::published);
    facts.phones = phone.into_iter().collect();
    facts.address = Some(Address {
        postal_code: None,
        municipality: None,
        city: Line::parse("大阪府高槻市")?,
        rest: Line::parse(sketch.rest).ok(),
    });
    facts.office_number = Line::parse(sketch.number).ok();
    facts.organization = (sketch.run_by > 0)
        .then(|| OrganizationId::from_uuid(uuid::Uuid::from_u128(sketch.run_by)));
    Ok(facts)
}

fn described(sketch: &Sketch) -> Result<Described, TextFault> {
    Ok(Described::of(&facts(sketch)?))
}

#[test]
fn one_office_that_was_entered_twice_is_found_with_reasons() -> Result<(), TextFault> {
    use Reason as R;
    let one = described(&ONE)?;
    let by_hand = Sketch {
        number: "",
        run_by: 0,
        ..ONE
    };
    for (other, reasons) in [
        (
            Sketch {
                phone: "０７２（０００）０００１",
                rest: "みほん町一丁目2-3",
                ..by_hand
            },
            vec![R::SameName, R::SamePhone, R::SamePlace],
        ),
        (
            Sketch {
                name: "株式会社みほん工房",
                rest: "",
                ..by_hand
            },
            vec![R::SameCore, R::SamePhone],
        ),
        (
            Sketch {
                phone: "072-000-0007",
                ..by_hand
            },
            vec![R::SameName, R::NearPhone, R::SamePlace],
        ),
        (
            Sketch {
                name: "かえでの家",
                number: "2710900009",
                run_by: 2,
                ..ONE
            },
            vec![R::SamePhone, R::SamePlace, R::OtherRunner],
        ),
    ] {
        let found = one.compare(&described(&other)?);
        let told = found.map(|likeness| likeness.reasons.into_iter().collect::<Vec<_>>());
        assert_eq!(told, Some(reasons), "{}", other.name);
    }
    Ok(())
}

#[test]
fn what_is_two_offices_is_not_asked_about() -> Result<(), TextFault> {
    let one = described(&ONE)?;
    let others = [
        // A branch shares all but the house.
        Sketch {
            rest: "みほん町9丁目9番9号",
            ..ONE
        },
        Sketch {
            name: "みほん工房第2",
            ..ONE
        },
        Sketch {
            name: "みほん工房 分室",
            ..ONE
        },
        // Another unit of the same body under the same roof.
        Sketch {
            name: "かえでの家",
            number: "2710900009",
            ..ONE
        },
        // The phone of the body alone.
        Sketch {
            name: "かえでの家",
            rest: "",
            number: "",
            ..ONE
        },
    ];
    for other in others {
        assert_eq!(
            one.compare(&described(&other)?),
            None,
            "{} {}",
            other.name,
            other.rest
        );
    }
    let mut of_another_kind = facts(&ONE)?;
    of_another_kind.kind = ResourceKind::EmploymentTransition;
    assert_eq!(one.compare(&Described::of(&of_another_kind)), None);
    let mut of_another_service = facts(&ONE)?;
    of_another_service.service_name = Line::parse("介護予防のほう").ok();
    let mut of_the_service = facts(&ONE)?;
    of_the_service.service_name = Line::parse("べつのほう").ok();
    let pair = [of_another_service, of_the_service].map(|facts| Described::of(&facts));
    assert_eq!(pair[0].compare(&pair[1]), None);
    Ok(())
}

#[test]
fn a_pair_is_found_among_many_and_once() -> Result<(), TextFault> {
    let mut many = Vec::new();
    for _ in 0..2 {
        many.push(described(&ONE)?);
    }
    for other in 0..200_u128 {
        let mut facts = facts(&ONE)?;
        facts.name = Line::parse(&format!("みほん工房{other}"))?;
        many.push(Described::of(&facts));
    }
    let found = find(&many);
    let pairs: Vec<(usize, usize)> = found.iter().map(|one| (one.first, one.second)).collect();
    assert_eq!(pairs, [(0, 1)]);
    Ok(())
}

#[test]
fn what_is_told_of_an_entry_changes_with_what_is_compared_alone() -> Result<(), TextFault> {
    let one = described(&ONE)?;
    let written_otherwise = Sketch {
        name: "みほん 工房",
        rest: "みほん町1-2-3",
        phone: "0720000001",
        ..ONE
    };
    assert_eq!(described(&written_otherwise)?.told(), one.told());
    for changed in [
        Sketch {
            phone: "072-000-0002",
            ..ONE
        },
        Sketch {
            name: "みほん工房東",
            ..ONE
        },
        Sketch {
            rest: "みほん町1-2-4",
            ..ONE
        },
        Sketch { run_by: 2, ..ONE },
    ] {
        assert_ne!(described(&changed)?.told(), one.told());
    }
    Ok(())
}
