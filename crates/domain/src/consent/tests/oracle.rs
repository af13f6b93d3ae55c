//! The rule once more, written from its words in [`crate::consent`] and without asking the code that is tried: no
//! list of lines, no reason, no order.

use chrono::{DateTime, NaiveDate, TimeDelta};

use super::world::World;
use crate::cases::employment::{Disclosure, EmployerTie, EmploymentDisclosure, Insider, Openness};
use crate::consent::category::InformationCategory as C;
use crate::consent::{
    Actor, Consent, ConsentRecipient, Form, Giver, HaltOf, HaltState, Means, Party, PartyId, Post,
    Reach, Recipient, RecipientKind as K, Staff, Standards,
};

/// Whether what is asked may be told.
pub(super) fn may_be_told(world: &World) -> bool {
    let ledger = &world.ledger;
    match (&world.actor, &world.recipient) {
        (Actor::Outsider, _) => false,
        (Actor::Person(me), Recipient::Person(other)) => {
            *me == ledger.person && *other == ledger.person
        }
        (Actor::Person(me), Recipient::Keeper(agency)) => {
            *me == ledger.person && ledger.keepers.contains(agency)
        }
        (Actor::Person(me), Recipient::Party(party)) => {
            *me == ledger.person && nobody_at_work(world, party)
        }
        (Actor::Staff(staff), _) if !ledger.keepers.contains(&staff.organization) => false,
        (Actor::Staff(_), Recipient::Person(other)) => *other == ledger.person,
        (Actor::Staff(staff), Recipient::Keeper(agency)) => *agency == staff.organization,
        (Actor::Staff(staff), Recipient::Party(party)) => {
            nobody_at_work(world, party)
                && (somebody_agreed(world, staff, party) || the_law_names_it(world, staff, party))
        }
    }
}

fn today(world: &World) -> NaiveDate {
    let utc = DateTime::from_timestamp_micros(world.now.micros()).expect("a time");
    (utc + TimeDelta::hours(9)).date_naive()
}

/// Nobody at work hears what they may not know.
fn nobody_at_work(world: &World, party: &Party) -> bool {
    let mut employments = world.ledger.employments.iter();
    employments.all(|employment| !hears_at_work(employment, party, world.category))
}

fn hears_at_work(employment: &EmploymentDisclosure, party: &Party, category: C) -> bool {
    // In random worlds a 法人 is known by its entry, or not at all; its offices have names, and so has the employer, of
    // which two are the same or unlike.
    let (employer, body) = (employment.employer.organization, party.body.organization);
    let are_known = employer.is_some() && body.is_some();
    let is_company = matches!(
        party.kind,
        K::WorkplaceHr | K::WorkplaceSupervisor | K::WorkplaceColleague | K::WorkplaceSupport
    );
    let works_somewhere = is_company || party.place.is_some();
    let is_it =
        (are_known && employer == body) || (!are_known && party.tie == EmployerTie::TheEmployer);
    let by_hand = matches!(party.id, PartyId::Written(_));
    let employer = employment.employer.name.as_ref();
    let is_called_so = employer.is_some_and(|name| party.offices.contains(name));
    let may_be_it = !is_it
        && party.tie == EmployerTie::NotSaid
        && (by_hand || ((works_somewhere || is_called_so) && !are_known));
    match &employment.disclosure {
        Disclosure::NotAsked | Disclosure::Closed => is_it || may_be_it,
        Disclosure::Open(open) => {
            let place = match (party.place, party.kind) {
                (Some(place), _) => place,
                (None, K::WorkplaceHr) => Insider::Hr,
                (None, K::WorkplaceSupervisor) => Insider::Supervisor,
                (None, K::WorkplaceColleague) => Insider::Colleague,
                (None, K::WorkplaceSupport) => Insider::InHouseSupport,
                (None, _) => Insider::OtherOffice,
            };
            let known = match open.what {
                Openness::Diagnosis => true,
                Openness::Disability => !matches!(
                    category,
                    C::DisabilityDiagnosis | C::MedicationVisits | C::History
                ),
                Openness::Accommodations => !matches!(
                    category,
                    C::DisabilityDiagnosis
                        | C::MedicationVisits
                        | C::History
                        | C::Emergency
                        | C::LivingMoney
                ),
            };
            let may_know = open.to.contains(&place) && known;
            (is_it || (may_be_it && works_somewhere)) && !may_know
        }
    }
}

/// The person did, or their representative; or the family or an employer beside them, about what is theirs.
fn somebody_agreed(world: &World, staff: &Staff, party: &Party) -> bool {
    let (ledger, category) = (&world.ledger, world.category);
    let person_says = |about: Option<C>| {
        ledger.consents.iter().any(|consent| {
            let mut meant = consent.categories.iter().copied();
            meant.any(|one| {
                about.is_none_or(|about| about == one)
                    && speaks_for_the_person(world, consent, one)
                    && holds(world, staff, party, consent, one)
            })
        })
    };
    let others_say = ledger.consents.iter().any(|consent| {
        let is_theirs = match &consent.giver {
            Giver::Person | Giver::Representative(_) => false,
            Giver::Family => category == C::Family,
            Giver::Employer(id) => {
                let mut employments = ledger.employments.iter();
                category == C::EmployerInfo
                    && employments
                        .any(|one| one.id == *id && matches!(one.disclosure, Disclosure::Open(_)))
            }
        };
        is_theirs
            && consent.categories.contains(&category)
            && holds(world, staff, party, consent, category)
    });
    person_says(Some(category)) || (others_say && person_says(None))
}

fn speaks_for_the_person(world: &World, consent: &Consent, category: C) -> bool {
    match &consent.giver {
        Giver::Person => true,
        Giver::Representative(one) => {
            let last = one.until.unwrap_or(NaiveDate::MAX);
            let in_office = one.since..=last;
            one.scope.contains(&category)
                && in_office.contains(&consent.given_on)
                && in_office.contains(&today(world))
        }
        Giver::Family | Giver::Employer(_) => false,
    }
}

/// What is asked of every consent, whoever gave it.
fn holds(world: &World, staff: &Staff, party: &Party, consent: &Consent, category: C) -> bool {
    let today = today(world);
    let is_there = party
        .team
        .is_some_and(|span| (span.since..=span.until.unwrap_or(NaiveDate::MAX)).contains(&today));
    let is_special = matches!(
        category,
        C::DisabilityDiagnosis | C::MedicationVisits | C::Emergency | C::History
    );
    let was_there = party
        .team
        .is_some_and(|span| span.since <= consent.given_on);
    let by_name = ConsentRecipient::Named(party.id);
    let by_kind = ConsentRecipient::KindInTeam(party.kind);
    let is_meant = consent.recipients.contains(&by_name)
        || (consent.recipients.contains(&by_kind) && is_there && (!is_special || was_there));
    let provides = matches!(
        party.kind,
        K::EmploymentSupport | K::Consultation | K::LivingSupport
    );
    let needs_paper =
        staff.standards == Standards::Designated && (provides || world.means == Means::Meeting);
    let is_stopped = world.ledger.halts.iter().any(|halt| {
        let stops_now = match halt.state {
            HaltState::Paused | HaltState::Withdrawn => true,
            HaltState::Resumed { .. } => false,
        };
        let stops_it = match halt.of {
            HaltOf::Everything => halt.seq > consent.seq,
            HaltOf::One(id) => consent.id == id,
        };
        let stops_here = match halt.reach {
            Reach::Whole => true,
            Reach::Recipient(whom) => whom == by_name || whom == by_kind,
            Reach::Category(what) => what == category,
        };
        stops_now && stops_it && stops_here
    });
    consent.person == world.ledger.person
        && consent.provider == staff.organization
        && is_meant
        && consent.purposes.contains(&world.purpose)
        && consent.means.contains(&world.means)
        && (!needs_paper || consent.form != Form::Oral)
        && (consent.validity.first_day()..=consent.validity.last_day()).contains(&today)
        && !is_stopped
}

/// An exception names a ground of the law, the recipient and the category.
fn the_law_names_it(world: &World, staff: &Staff, party: &Party) -> bool {
    world.ledger.exceptions.iter().any(|one| {
        let age = world.now.micros() - one.at.micros();
        one.person == world.ledger.person
            && one.organization == staff.organization
            && (one.by == staff.account || staff.post != Post::Member)
            && one.recipient == party.id
            && one.categories.contains(&world.category)
            && age < 3 * 24 * 3600 * 1_000_000
            && one.ended_at.is_none()
    })
}
