//! What is decided about several categories at once, and what a permit says.

use super::world::{
    World, consent, consent_id, exception, listed, noon, organization, person, written,
};
use crate::consent::category::InformationCategory as C;
use crate::consent::{
    About, Actor, Basis, Categories, ConsentPurpose, ConsentRecipient, Decision, Means, Reason,
    Recipient, RecipientId, Remedy, preview,
};

#[test]
fn a_permit_says_what_was_asked_and_by_what_it_may_be_told() {
    let world = World::agreed().with(|world| {
        let mut beside = exception();
        beside.categories = [C::Emergency].into();
        world.ledger.exceptions.push(beside);
    });
    let asked: Categories = [C::Skills, C::Emergency].into();
    let permit = world.decide(&asked).into_result().expect("allowed");
    assert_eq!(permit.person(), person(1));
    assert_eq!(permit.provider(), Some(organization(1)));
    assert_eq!(permit.recipient(), RecipientId::Party(listed(1)));
    assert_eq!(permit.categories(), &asked);
    assert!(permit.covers(C::Skills) && !permit.covers(C::Family));
    assert_eq!(permit.purpose(), ConsentPurpose::Handover);
    assert_eq!(permit.means(), Means::Document);
    assert_eq!(permit.seq(), 30);
    let bases = [
        (C::Skills, Basis::Consent(consent_id(1))),
        (C::Emergency, Basis::Exception(exception().id)),
    ];
    assert_eq!(permit.bases(), bases);
}

#[test]
fn what_nobody_has_to_agree_to_says_so() {
    for (actor, recipient, basis) in [
        (Some(Actor::Person(person(1))), None, Basis::OwnWord),
        (None, Some(Recipient::Person(person(1))), Basis::ToThePerson),
        (
            None,
            Some(Recipient::Keeper(organization(1))),
            Basis::OwnRecord,
        ),
    ] {
        let world = World::unasked().with(|world| {
            world.actor = actor.unwrap_or(world.actor);
            if let Some(recipient) = recipient {
                world.recipient = recipient;
            }
        });
        let all: Categories = C::ALL.iter().copied().collect();
        let permit = world.decide(&all).into_result().expect("allowed");
        assert!(permit.bases().iter().all(|(_, by)| *by == basis));
        assert_eq!(permit.categories(), &all);
        assert_eq!(permit.recipient(), world.recipient.id());
        let is_own_word = basis == Basis::OwnWord;
        let provider = (!is_own_word).then(|| organization(1));
        assert_eq!(
            permit.provider(),
            provider,
            "the person tells for no organization"
        );
    }
}

#[test]
fn nothing_is_told_where_one_category_may_not_be_and_each_says_why() {
    let world = World::agreed().with(|world| {
        let mut by_another_means = consent();
        by_another_means.id = consent_id(2);
        by_another_means.categories = [C::Family, C::Wishes].into();
        by_another_means.means = [Means::Phone].into();
        world.ledger.consents.push(by_another_means);
    });
    let asked: Categories = [C::Skills, C::Family, C::Wishes, C::History].into();
    let Decision::Refused(refusals) = world.decide(&asked) else {
        panic!("allowed");
    };
    let said: Vec<_> = refusals
        .as_slice()
        .iter()
        .map(|one| (one.reason, one.about, one.categories.clone(), one.remedy()))
        .collect();
    let expected = [
        (
            Reason::NoConsent,
            None,
            Categories::from([C::History]),
            Remedy::AskPerson,
        ),
        (
            Reason::MeansNotNamed,
            Some(About::Consent(consent_id(2))),
            Categories::from([C::Family, C::Wishes]),
            Remedy::AskForMeans,
        ),
    ];
    assert_eq!(said, expected);
    let seen = preview(
        &world.ledger,
        &world.actor,
        &world.recipient,
        &asked,
        world.purpose,
        world.means,
        world.now,
    );
    assert_eq!(seen.shown, Categories::from([C::Skills]));
    assert_eq!(seen.held_back, refusals.as_slice());
}

#[test]
fn nothing_is_decided_about_nothing() {
    let world = World::agreed();
    let decision = world.decide(&Categories::new()).into_result();
    let refusals = decision.expect_err("nothing was named");
    let refusal = &refusals.as_slice()[0];
    assert_eq!(refusals.as_slice().len(), 1);
    assert_eq!(refusal.reason, Reason::NothingNamed);
    assert_eq!(refusal.remedy(), Remedy::ChooseCategories);
}

#[test]
fn a_consent_of_another_organization_reads_like_none() {
    let another = World::agreed().with(|world| world.consent().provider = organization(2));
    let asked: Categories = [C::Skills].into();
    let none = World::unasked();
    let said = |world: &World| world.decide(&asked).into_result().expect_err("refused");
    assert_eq!(said(&another), said(&none));
}

#[test]
fn today_is_the_day_in_japan() {
    // 23:59 of the 25th in Japan, and the midnight after it, are both the 25th in UTC.
    let minutes = |minutes| noon(25).plus(chrono::TimeDelta::minutes(minutes));
    let last = World::agreed().with(|world| world.now = minutes(719));
    assert!(last.is_allowed());
    let over = World::agreed().with(|world| world.now = minutes(720));
    assert_eq!(over.reason(), Some(Reason::Expired));
}

#[test]
fn somebody_written_down_by_hand_hears_what_they_are_named_for() {
    let world = World::agreed().with(|world| {
        world.party().id = written(1);
        world.consent().recipients = [ConsentRecipient::Named(written(1))].into();
    });
    assert!(world.is_allowed());
}
