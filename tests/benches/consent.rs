//! The figures of the rule of consent: `cargo bench -p renkei-tests --bench consent`.
//!
//! Ten thousand decisions about a person with eight agencies, sixteen consents, halts and employments, one after
//! the other, as long lists ask for them: of one category, of several and of all. What it prints is read by people; nothing here fails on a slow machine.

use std::hint::black_box;
use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate, NaiveTime};
use renkei_domain::cases::employment::{
    Disclosure, EmployerTie, EmploymentDisclosure, Insider, LegalBody, Opened, Openness, Voice,
};
use renkei_domain::consent::{
    Actor, Categories, Consent, ConsentPurpose, ConsentRecipient, Decision, Form, Giver, Halt,
    HaltOf, HaltState, InformationCategory, Ledger, Means, Party, PartyId, Post, Reach, Recipient,
    RecipientKind, Staff, Standards, TeamSpan, Validity, decide,
};
use renkei_domain::ids::{
    AccountId, ConsentId, EmploymentId, HaltId, OrganizationId, PersonId, ResourceId,
};
use uuid::Uuid;

/// How many are decided at a time, and how often.
const DECISIONS: usize = 10_000;
const ROUNDS: usize = 31;

/// The agencies of a team, and for how many years each was agreed to.
const TEAM: u128 = 8;
const YEARS: u64 = 2;

fn main() {
    let ledger = ledger();
    let recipients = recipients();
    let asked = asked();
    let mut times: Vec<Duration> = Vec::with_capacity(ROUNDS);
    let mut allowed = 0;
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        allowed = decisions(&ledger, &recipients, &asked);
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    let median = times.get(ROUNDS / 2).copied().unwrap_or_default();
    println!(
        "{DECISIONS} decisions, {allowed} of them allowed: median {:.1} ms (aim: 50 ms)",
        median.as_secs_f64() * 1e3
    );
}

/// Decides ten thousand times; says how often something may be told.
fn decisions(ledger: &Ledger, recipients: &[Recipient], asked: &[Categories]) -> usize {
    let actor = Actor::Staff(Staff {
        account: AccountId::from_uuid(Uuid::from_u128(1)),
        organization: organization(1),
        post: Post::Member,
        standards: Standards::Designated,
    });
    let noon = NaiveTime::MIN + chrono::TimeDelta::hours(12);
    let now = renkei_domain::time::Instant::from_japan(first_day().and_time(noon));
    let mut cases = recipients.iter().cycle();
    let mut about = asked.iter().cycle();
    let mut purposes = ConsentPurpose::ALL.iter().cycle();
    let mut allowed = 0;
    for _ in 0..DECISIONS {
        let (Some(recipient), Some(categories), Some(purpose)) =
            (cases.next(), about.next(), purposes.next())
        else {
            break;
        };
        let decision = decide(
            black_box(ledger),
            &actor,
            recipient,
            categories,
            *purpose,
            Means::Document,
            now,
        );
        allowed += usize::from(matches!(black_box(decision), Decision::Allowed(_)));
    }
    allowed
}

fn organization(number: u128) -> OrganizationId {
    OrganizationId::from_uuid(Uuid::from_u128(number))
}

fn resource(number: u128) -> PartyId {
    PartyId::Listed(ResourceId::from_uuid(Uuid::from_u128(number)))
}

fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap_or_default()
}

fn kind(number: u128) -> RecipientKind {
    let place = usize::try_from(number).unwrap_or_default() % RecipientKind::ALL.len();
    let kind = RecipientKind::ALL.get(place);
    kind.copied().unwrap_or(RecipientKind::Other)
}

/// A person of some years: a consent for each agency and year, half of them run out, some stopped.
fn ledger() -> Ledger {
    let person = PersonId::from_uuid(Uuid::from_u128(1));
    let mut ledger = Ledger::empty(person, organization(1));
    for number in 0..TEAM {
        for year in 0..YEARS {
            let first = first_day() - Days::new(year * 365);
            let Ok(validity) = Validity::new(first, first + Days::new(364)) else {
                continue;
            };
            ledger.seq += 1;
            ledger.consents.push(Consent {
                id: ConsentId::from_uuid(Uuid::from_u128(number * 10 + u128::from(year))),
                seq: ledger.seq,
                person,
                provider: organization(1),
                giver: Giver::Person,
                recipients: [
                    ConsentRecipient::Named(resource(number)),
                    ConsentRecipient::KindInTeam(kind(number)),
                ]
                .into(),
                categories: InformationCategory::ALL
                    .iter()
                    .copied()
                    .step_by(2)
                    .collect(),
                purposes: ConsentPurpose::ALL.iter().copied().take(7).collect(),
                means: [Means::Document, Means::Meeting].into(),
                given_on: first,
                form: Form::Written,
                validity,
            });
        }
    }
    let states = [
        HaltState::Withdrawn,
        HaltState::Paused,
        HaltState::Resumed { seq: 200 },
    ];
    for (number, state) in (0_u128..).zip(states) {
        ledger.seq += 1;
        ledger.halts.push(Halt {
            id: HaltId::from_uuid(Uuid::from_u128(number)),
            seq: ledger.seq,
            of: HaltOf::Everything,
            reach: Reach::Recipient(ConsentRecipient::Named(resource(number))),
            state,
            by: Voice::Person,
        });
    }
    let opened = Opened {
        to: [Insider::Hr, Insider::Supervisor].into(),
        what: Openness::Accommodations,
    };
    let disclosures = [
        Disclosure::Closed,
        Disclosure::NotAsked,
        Disclosure::Open(opened),
    ];
    for (number, disclosure) in (0_u128..).zip(disclosures) {
        ledger.employments.push(EmploymentDisclosure {
            id: EmploymentId::from_uuid(Uuid::from_u128(number)),
            keeper: organization(1),
            employer: LegalBody::known(organization(100 + number)),
            disclosure,
        });
    }
    ledger
}

/// Everybody in the team.
fn recipients() -> Vec<Recipient> {
    let party = |number| Party {
        id: resource(number),
        kind: kind(number),
        place: None,
        offices: Vec::new(),
        body: LegalBody::known(organization(100 + number)),
        tie: EmployerTie::NotSaid,
        team: Some(TeamSpan {
            since: first_day() - Days::new(400),
            until: None,
        }),
    };
    (0..TEAM)
        .map(|number| Recipient::Party(party(number)))
        .collect()
}

/// One category, several, and all.
fn asked() -> Vec<Categories> {
    let all = InformationCategory::ALL.iter().copied();
    vec![
        [InformationCategory::Skills].into(),
        all.clone().step_by(2).collect(),
        all.collect(),
    ]
}
