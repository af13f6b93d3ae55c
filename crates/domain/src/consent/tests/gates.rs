//! Each gate alone: what passes all of them, changed in one point, is held, and would not be without the gate.

use std::collections::BTreeSet;

use super::world::{
    World, employment, employment_id, listed, noon, organization, party, person, staff, withdrawn,
    written,
};
use crate::cases::employment::{Disclosure, EmployerTie, Insider, LegalBody, Opened, Openness};
use crate::consent::category::InformationCategory as C;
use crate::consent::rule::Rule;
use crate::consent::rule::gate::Gate;
use crate::consent::{About, Actor, ConsentRecipient, Reason, Recipient, RecipientKind};

/// Shows that a gate is what holds a changed world back.
fn needed(gate: Gate, reason: Reason, base: World, change: impl FnOnce(&mut World)) {
    assert!(base.is_allowed(), "{gate:?} in {base:?}");
    let changed = base.with(change);
    assert_eq!(changed.reason(), Some(reason), "{changed:?}");
    let gates: Vec<Gate> = Gate::ALL
        .iter()
        .copied()
        .filter(|other| *other != gate)
        .collect();
    let rule = Rule {
        gates: &gates,
        ..Rule::WHOLE
    };
    assert!(changed.judged(rule).is_ok(), "{gate:?} is not alone");
}

fn open(to: Insider, what: Openness) -> Disclosure {
    Disclosure::Open(Opened {
        to: [to].into(),
        what,
    })
}

/// The person agreed to tell about illness, to whoever is named; and works at 50.
fn employed(disclosure: Disclosure) -> World {
    World::agreed().with(|world| {
        world.category = C::DisabilityDiagnosis;
        world.consent().categories = [C::DisabilityDiagnosis, C::Emergency, C::Skills].into();
        world.consent().recipients = [
            ConsentRecipient::Named(listed(1)),
            ConsentRecipient::Named(written(1)),
        ]
        .into();
        world.ledger.employments = vec![employment(50, disclosure)];
    })
}

#[test]
fn teller_knows_them() {
    let held = Reason::HeldBack;
    needed(Gate::TellerKnowsThem, held, World::agreed(), |world| {
        world.actor = Actor::Person(person(2));
    });
    // A consent alone gives an agency nothing to tell that keeps no record.
    needed(Gate::TellerKnowsThem, held, World::agreed(), |world| {
        world.actor = Actor::Staff(staff(2));
        world.consent().provider = organization(2);
    });
    needed(Gate::TellerKnowsThem, held, World::unasked_own(), |world| {
        world.actor = Actor::Staff(staff(2));
        world.recipient = Recipient::Keeper(organization(2));
    });
}

#[test]
fn hearer_is_meant() {
    let held = Reason::HeldBack;
    let to_the_person =
        World::unasked().with(|world| world.recipient = Recipient::Person(person(1)));
    needed(Gate::HearerIsMeant, held, to_the_person, |world| {
        world.recipient = Recipient::Person(person(2));
    });
    needed(Gate::HearerIsMeant, held, World::unasked_own(), |world| {
        world.recipient = Recipient::Keeper(organization(2));
    });
    // Two agencies that keep records read their own, not each other's.
    needed(Gate::HearerIsMeant, held, World::unasked_own(), |world| {
        world.ledger.keepers.insert(organization(2));
        world.recipient = Recipient::Keeper(organization(2));
    });
    let by_the_person = World::unasked_own().with(|world| world.actor = Actor::Person(person(1)));
    needed(Gate::HearerIsMeant, held, by_the_person, |world| {
        world.recipient = Recipient::Keeper(organization(2));
    });
}

#[test]
fn outsiders_tell_nothing() {
    for recipient in [
        Recipient::Person(person(1)),
        Recipient::Keeper(organization(1)),
        Recipient::Party(party(listed(1), RecipientKind::Medical)),
    ] {
        let world = World::agreed().with(|world| {
            world.actor = Actor::Outsider;
            world.recipient = recipient;
        });
        assert_eq!(world.reason(), Some(Reason::HeldBack));
    }
}

#[test]
fn employer_is_not_closed() {
    for disclosure in [Disclosure::Closed, Disclosure::NotAsked] {
        for kind in RecipientKind::ALL {
            let base = employed(disclosure.clone()).with(|world| {
                *world.party() = party(listed(1), *kind);
            });
            needed(
                Gate::EmployerIsNotClosed,
                Reason::ClosedEmployment,
                base,
                |world| world.party().body = LegalBody::known(organization(50)),
            );
        }
    }
    // That somebody said it is another does not make it another.
    let base = employed(Disclosure::Closed);
    needed(
        Gate::EmployerIsNotClosed,
        Reason::ClosedEmployment,
        base,
        |world| {
            world.party().body = LegalBody::known(organization(50));
            world.party().tie = EmployerTie::NotTheEmployer;
        },
    );
    let nameless = employed(Disclosure::Closed).with(|world| {
        world.party().body = LegalBody::default();
    });
    needed(
        Gate::EmployerIsNotClosed,
        Reason::ClosedEmployment,
        nameless,
        |world| world.party().tie = EmployerTie::TheEmployer,
    );
}

#[test]
fn is_surely_not_the_employer() {
    let marked = || {
        employed(Disclosure::NotAsked).with(|world| {
            world.party().id = written(1);
            world.party().tie = EmployerTie::NotTheEmployer;
        })
    };
    needed(
        Gate::IsSurelyNotTheEmployer,
        Reason::MayBeEmployer,
        marked(),
        |world| world.party().tie = EmployerTie::NotSaid,
    );
    let nameless = marked().with(|world| world.party().body = LegalBody::default());
    needed(
        Gate::IsSurelyNotTheEmployer,
        Reason::MayBeEmployer,
        nameless,
        |world| world.party().tie = EmployerTie::NotSaid,
    );
    // Who works for somebody of whom nothing is known may work there.
    for kind in RecipientKind::ALL.iter().filter(|kind| kind.is_workplace()) {
        let base = employed(Disclosure::Closed).with(|world| {
            *world.party() = party(listed(1), *kind);
            world.party().body = LegalBody::default();
            world.party().tie = EmployerTie::NotTheEmployer;
        });
        needed(
            Gate::IsSurelyNotTheEmployer,
            Reason::MayBeEmployer,
            base,
            |world| world.party().tie = EmployerTie::NotSaid,
        );
    }
    let unemployed = marked().with(|world| {
        world.party().tie = EmployerTie::NotSaid;
        world.ledger.employments.clear();
    });
    assert!(unemployed.is_allowed());
}

#[test]
fn is_among_those_who_know() {
    for kind in RecipientKind::ALL {
        let base = employed(open(kind.insider(), Openness::Diagnosis)).with(|world| {
            *world.party() = party(listed(1), *kind);
            world.party().body = LegalBody::known(organization(50));
        });
        let others = Insider::ALL.iter().copied();
        for other in others.filter(|other| *other != kind.insider()) {
            needed(
                Gate::IsAmongThoseWhoKnow,
                Reason::NotAmongThoseWhoKnow,
                base.clone(),
                |world| {
                    world.ledger.employments =
                        vec![employment(50, open(other, Openness::Diagnosis))];
                },
            );
        }
    }
}

#[test]
fn who_may_work_at_an_open_employers_is_held_to_it_too() {
    let nameless = |kind: RecipientKind| {
        employed(open(kind.insider(), Openness::Diagnosis)).with(|world| {
            *world.party() = party(listed(1), kind);
            world.party().body = LegalBody::default();
        })
    };
    for kind in RecipientKind::ALL {
        let base = nameless(*kind);
        let change = |world: &mut World| {
            world.ledger.employments[0].disclosure = Disclosure::Open(Opened {
                to: BTreeSet::new(),
                what: Openness::Diagnosis,
            });
        };
        if kind.is_workplace() {
            let reason = Reason::NotAmongThoseWhoKnow;
            needed(Gate::IsAmongThoseWhoKnow, reason, base, change);
        } else {
            // Nothing says that a hospital, or a friend written down by hand, is the employer.
            let by_hand = base.clone().with(|world| world.party().id = written(1));
            assert!(by_hand.with(change).is_allowed(), "{kind}");
            assert!(base.with(change).is_allowed(), "{kind}");
        }
    }
}

#[test]
fn is_no_more_than_they_know() {
    for category in C::ALL {
        for what in Openness::ALL {
            let base = employed(open(Insider::OtherOffice, Openness::Diagnosis)).with(|world| {
                world.category = *category;
                world.consent().categories = [*category].into();
                world.party().body = LegalBody::known(organization(50));
            });
            let change = |world: &mut World| {
                world.ledger.employments = vec![employment(50, open(Insider::OtherOffice, *what))];
            };
            if *what < category.asks_openness() {
                let reason = Reason::MoreThanIsKnown;
                needed(Gate::IsNoMoreThanTheyKnow, reason, base, change);
            } else {
                assert!(base.with(change).is_allowed(), "{category} {what}");
            }
        }
    }
}

/// What a world refuses first, of 技能習得.
fn refused(world: &World) -> (Reason, Option<About>) {
    let decision = world.decide(&[C::Skills].into());
    let refusals = decision.into_result().expect_err("refused");
    let refusal = &refusals.as_slice()[0];
    (refusal.reason, refusal.about)
}

#[test]
fn another_organization_does_not_learn_from_a_refusal_where_the_person_works() {
    let at_the_employers = |keeper| {
        employed(Disclosure::Closed).with(|world| {
            world.ledger.employments[0].keeper = organization(keeper);
            world.party().body = LegalBody::known(organization(50));
        })
    };
    let about = Some(About::Employment(employment_id(50)));
    let own = (Reason::ClosedEmployment, about);
    assert_eq!(refused(&at_the_employers(1)), own);
    // All that is missing is what stands in another's case.
    assert_eq!(refused(&at_the_employers(2)), (Reason::HeldBack, None));
    // Where something else is missing too, the employer gets the answer that any company gets.
    let lacking: [fn(&mut World); 4] = [
        |world| world.ledger.consents.clear(),
        |world| world.consent().recipients = [ConsentRecipient::Named(listed(7))].into(),
        |world| world.ledger.halts.push(withdrawn()),
        |world| world.now = noon(29),
    ];
    for lack in lacking {
        let employer = at_the_employers(2).with(lack);
        let stranger = employer.clone().with(|world| {
            world.party().body = LegalBody::known(organization(100));
        });
        assert_ne!(refused(&stranger).0, Reason::HeldBack);
        assert_eq!(refused(&employer), refused(&stranger));
        assert_eq!(refused(&at_the_employers(1).with(lack)), own);
    }
}

#[test]
fn an_employment_in_anothers_case_does_not_hide_one_in_the_own() {
    let mut both = employed(Disclosure::Closed).with(|world| {
        world.party().body = LegalBody::known(organization(50));
    });
    let alone = refused(&both);
    let mut anothers = employment(50, Disclosure::Closed);
    anothers.id = employment_id(51);
    anothers.keeper = organization(2);
    both.ledger.employments.insert(0, anothers);
    assert_eq!(refused(&both), alone);
}

#[test]
fn the_person_too_opens_before_telling_at_work() {
    let told_by_the_person = |disclosure| {
        employed(disclosure).with(|world| {
            world.actor = Actor::Person(person(1));
            world.party().body = LegalBody::known(organization(50));
            // No consent of the person is asked for: this one is over.
            world.now = noon(29);
        })
    };
    let closed = told_by_the_person(Disclosure::NotAsked);
    assert_eq!(closed.reason(), Some(Reason::ClosedEmployment));
    let opened = open(Insider::OtherOffice, Openness::Diagnosis);
    assert!(told_by_the_person(opened).is_allowed());
}
