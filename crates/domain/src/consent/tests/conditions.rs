//! Each condition of a consent alone: a consent that covers, changed in that point, covers no more, and would if
//! the condition were not asked.

use super::needed::needed;
use super::world::{
    World, consent, consent_id, day, employment, employment_id, listed, organization, party,
    person, withdrawn, written,
};
use crate::cases::employment::{Disclosure, Insider, Opened, Openness};
use crate::consent::category::InformationCategory as C;
use crate::consent::rule::condition::Condition;
use crate::consent::{
    ConsentPurpose, ConsentRecipient, Form, Giver, Halt, HaltOf, Means, RecipientKind,
    RepresentationBasis, Representative, Standards, TeamSpan,
};

fn given_by(giver: Giver, category: C) -> World {
    World::agreed().with(|world| {
        world.category = category;
        let mut beside = consent();
        beside.id = consent_id(2);
        beside.giver = giver;
        beside.categories = [category].into();
        world.ledger.consents.push(beside);
    })
}

fn represented() -> World {
    World::agreed().with(|world| {
        world.consent().giver = Giver::Representative(Representative {
            basis: RepresentationBasis::Guardianship,
            scope: [C::Skills].into(),
            since: day(5),
            until: Some(day(20)),
        });
    })
}

/// The representative of the first consent.
fn representative(world: &mut World) -> &mut Representative {
    match &mut world.consent().giver {
        Giver::Representative(representative) => representative,
        other => panic!("{other:?}"),
    }
}

/// An employer, open to its 人事.
fn open() -> Disclosure {
    Disclosure::Open(Opened {
        to: [Insider::Hr].into(),
        what: Openness::Disability,
    })
}

#[test]
fn is_of_this_person() {
    needed(Condition::IsOfThisPerson, World::agreed(), |world| {
        world.consent().person = person(2);
    });
}

#[test]
fn is_of_this_provider() {
    needed(Condition::IsOfThisProvider, World::agreed(), |world| {
        world.consent().provider = organization(2);
    });
}

#[test]
fn names_category() {
    needed(Condition::NamesCategory, World::agreed(), |world| {
        world.consent().categories = [C::Wishes].into();
    });
}

#[test]
fn is_theirs_to_give() {
    for (giver, theirs) in [
        (Giver::Family, C::Family),
        (Giver::Employer(employment_id(50)), C::EmployerInfo),
    ] {
        for category in C::ALL.iter().copied().filter(|one| *one != C::Skills) {
            let base = given_by(giver.clone(), category)
                .with(|world| world.ledger.employments = vec![employment(50, open())]);
            if category == theirs {
                assert!(base.is_allowed(), "{giver:?} {category}");
                continue;
            }
            let as_if_the_persons = base.clone().with(|world| {
                world.ledger.consents[1].giver = Giver::Person;
            });
            needed(Condition::IsTheirsToGive, as_if_the_persons, |world| {
                world.ledger.consents[1].giver = giver.clone();
            });
        }
    }
}

#[test]
fn names_recipient() {
    needed(Condition::NamesRecipient, World::agreed(), |world| {
        world.party().id = listed(2);
    });
    needed(Condition::NamesRecipient, World::agreed(), |world| {
        world.party().id = written(1);
    });
}

fn named_by_kind() -> World {
    World::agreed().with(|world| {
        world.consent().recipients = [ConsentRecipient::KindInTeam(RecipientKind::Medical)].into();
    })
}

#[test]
fn names_recipient_by_a_kind_within_the_team() {
    let in_team = |until| {
        Some(TeamSpan {
            since: day(20),
            until,
        })
    };
    for team in [in_team(None), in_team(Some(day(20)))] {
        let joined = named_by_kind().with(|world| world.party().team = team);
        assert!(joined.is_allowed(), "{team:?}");
    }
    let gone = Some(TeamSpan {
        since: day(1),
        until: Some(day(19)),
    });
    let to_come = Some(TeamSpan {
        since: day(21),
        until: None,
    });
    for team in [None, gone, to_come] {
        needed(Condition::NamesRecipient, named_by_kind(), |world| {
            world.party().team = team;
        });
    }
    needed(Condition::NamesRecipient, named_by_kind(), |world| {
        world.party().kind = RecipientKind::School;
    });
}

#[test]
fn names_purpose() {
    needed(Condition::NamesPurpose, World::agreed(), |world| {
        world.purpose = ConsentPurpose::DailyCondition;
    });
}

#[test]
fn is_within_authority() {
    needed(Condition::IsWithinAuthority, represented(), |world| {
        representative(world).scope = [C::Wishes].into();
    });
    // It ended after the consent was given.
    needed(Condition::IsWithinAuthority, represented(), |world| {
        representative(world).until = Some(day(19));
    });
    // It began after the consent was given.
    needed(Condition::IsWithinAuthority, represented(), |world| {
        representative(world).since = day(6);
    });
    let endless = represented().with(|world| representative(world).until = None);
    assert!(endless.is_allowed());
}

#[test]
fn employer_could_be_asked() {
    let base = || {
        given_by(Giver::Employer(employment_id(50)), C::EmployerInfo)
            .with(|world| world.ledger.employments = vec![employment(50, open())])
    };
    for disclosure in [Disclosure::NotAsked, Disclosure::Closed] {
        needed(Condition::EmployerCouldBeAsked, base(), |world| {
            world.ledger.employments = vec![employment(50, disclosure)];
        });
    }
    // Another one being open says nothing of this one.
    needed(Condition::EmployerCouldBeAsked, base(), |world| {
        world.ledger.employments = vec![employment(51, open())];
    });
}

#[test]
fn person_agreed_too() {
    let base = || given_by(Giver::Family, C::Family);
    needed(Condition::PersonAgreedToo, base(), |world| {
        world.ledger.consents.remove(0);
    });
    // To the same recipient, for the same purpose, by the same means.
    needed(Condition::PersonAgreedToo, base(), |world| {
        world.consent().recipients = [ConsentRecipient::Named(listed(2))].into();
    });
    needed(Condition::PersonAgreedToo, base(), |world| {
        world.consent().purposes = [ConsentPurpose::PlanReview].into();
    });
    needed(Condition::PersonAgreedToo, base(), |world| {
        world.consent().means = [Means::Phone].into();
    });
    needed(Condition::PersonAgreedToo, base(), |world| {
        world.ledger.halts = vec![Halt {
            of: HaltOf::One(consent_id(1)),
            ..withdrawn()
        }];
    });
}

#[test]
fn recipient_was_known() {
    let special = || {
        named_by_kind().with(|world| {
            world.category = C::MedicationVisits;
            world.consent().categories = [C::MedicationVisits].into();
            world.party().team = Some(TeamSpan {
                since: day(5),
                until: None,
            });
        })
    };
    needed(Condition::RecipientWasKnown, special(), |world| {
        // That somebody else is named does not help.
        let another = ConsentRecipient::Named(listed(2));
        world.consent().recipients.insert(another);
        world.party().team = Some(TeamSpan {
            since: day(6),
            until: None,
        });
    });
    // Whoever is named hears it, whenever they came.
    let named = special().with(|world| {
        world.consent().recipients = [ConsentRecipient::Named(listed(1))].into();
        world.party().team = None;
    });
    assert!(named.is_allowed());
}

#[test]
fn names_means() {
    for means in [Means::Fax, Means::Phone, Means::Meeting] {
        needed(Condition::NamesMeans, World::agreed(), |world| {
            world.means = means;
        });
    }
}

#[test]
fn is_in_writing_where_asked() {
    let designated = |kind, means| {
        World::agreed().with(|world| {
            world.staff().standards = Standards::Designated;
            *world.party() = party(listed(1), kind);
            world.means = means;
            world.consent().means = [means].into();
        })
    };
    for (kind, means) in [
        (RecipientKind::LivingSupport, Means::Document),
        (RecipientKind::Medical, Means::Meeting),
    ] {
        needed(
            Condition::IsInWritingWhereAsked,
            designated(kind, means),
            |world| world.consent().form = Form::Oral,
        );
        let on_screen = designated(kind, means).with(|world| world.consent().form = Form::OnScreen);
        assert!(on_screen.is_allowed());
        let general = designated(kind, means).with(|world| {
            world.consent().form = Form::Oral;
            world.staff().standards = Standards::General;
        });
        assert!(general.is_allowed());
    }
    let by_word = designated(RecipientKind::Medical, Means::Document)
        .with(|world| world.consent().form = Form::Oral);
    assert!(by_word.is_allowed());
}

#[test]
fn the_family_and_an_employer_never_stand_in_the_persons_way() {
    // Neither asked, nor said yes: the person's word about the family and the workplace is enough.
    for category in [C::Family, C::EmployerInfo, C::DisabilityDiagnosis] {
        let alone = World::agreed().with(|world| {
            world.category = category;
            world.consent().categories = [category].into();
        });
        assert!(alone.is_allowed(), "{category}");
    }
}
