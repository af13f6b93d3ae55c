//! Random worlds, small enough that things meet in them: few agencies, few recipients, few days.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::world::{
    World, account, consent_id, day, employment, employment_id, exception, listed, noon,
    organization, party, person, staff, withdrawn, written,
};
use crate::cases::employment::{
    BodyName, Disclosure, EmployerTie, EmploymentDisclosure, Insider, LegalBody, Opened, Openness,
};
use crate::consent::category::InformationCategory as C;
use crate::consent::{
    Actor, Categories, Consent, ConsentPurpose, ConsentRecipient, Exception, Form, Giver, Halt,
    HaltOf, HaltState, Ledger, Means, PartyId, Post, Reach, Recipient, RecipientKind,
    RepresentationBasis, Representative, Staff, Standards, TeamSpan, Validity,
};
use crate::text::Line;

pub(super) const CATEGORIES: [C; 5] = [
    C::Skills,
    C::DisabilityDiagnosis,
    C::Family,
    C::EmployerInfo,
    C::Emergency,
];
const PURPOSES: [ConsentPurpose; 2] = [ConsentPurpose::Handover, ConsentPurpose::PlanReview];
const MEANS: [Means; 2] = [Means::Document, Means::Meeting];
const KINDS: [RecipientKind; 4] = [
    RecipientKind::Medical,
    RecipientKind::Consultation,
    RecipientKind::WorkplaceHr,
    RecipientKind::Other,
];

/// What employers and offices are called: none of these stands in another.
const NAMES: [&str; 3] = ["ことのは", "みどり", "はなれ"];

fn called(name: &str) -> Option<BodyName> {
    BodyName::of(&Line::parse(name).ok()?)
}

/// Mostly 1, now and then 2: most of what is there is about the person and the agency that are asked about.
fn mostly_one() -> impl Strategy<Value = u128> {
    prop_oneof![7 => Just(1_u128), 1 => Just(2_u128)]
}

fn party_id() -> impl Strategy<Value = PartyId> {
    prop_oneof![
        5 => Just(listed(1)),
        1 => Just(listed(2)),
        2 => Just(written(1)),
    ]
}

fn named() -> impl Strategy<Value = ConsentRecipient> {
    prop_oneof![
        party_id().prop_map(ConsentRecipient::Named),
        select(KINDS.to_vec()).prop_map(ConsentRecipient::KindInTeam),
    ]
}

pub(super) fn some_categories() -> impl Strategy<Value = Categories> {
    subsequence(CATEGORIES.to_vec(), 1..=5).prop_map(Categories::from_iter)
}

fn giver() -> impl Strategy<Value = Giver> {
    let representative = (some_categories(), 1..=8_u32, option::of(15..=28_u32));
    let represented = representative.prop_map(|(scope, since, until)| {
        Giver::Representative(Representative {
            basis: RepresentationBasis::Guardianship,
            scope,
            since: day(since),
            until: until.map(day),
        })
    });
    prop_oneof![
        5 => Just(Giver::Person),
        2 => represented,
        2 => Just(Giver::Family),
        2 => (50..=51_u128).prop_map(|number| Giver::Employer(employment_id(number))),
    ]
}

/// A consent; which one it is, is said where several are put together.
pub(super) fn consent() -> impl Strategy<Value = Consent> {
    let what = (
        some_categories(),
        subsequence(PURPOSES.to_vec(), 1..=2),
        subsequence(MEANS.to_vec(), 1..=2),
        vec(named(), 1..=3),
    );
    let when = (1..=30_i64, 1..=10_u32, 1..=14_u32, 14..=28_u32);
    let form = select(Form::ALL.to_vec());
    (mostly_one(), mostly_one(), giver(), what, when, form).prop_map(
        |(about, provider, giver, what, when, form)| {
            let (categories, purposes, means, recipients) = what;
            let (seq, given, first, last) = when;
            Consent {
                id: consent_id(0),
                seq,
                person: person(about),
                provider: organization(provider),
                giver,
                recipients: recipients.into_iter().collect(),
                categories,
                purposes: purposes.into_iter().collect(),
                means: means.into_iter().collect(),
                given_on: day(given),
                form,
                validity: Validity::new(day(first), day(last)).expect("days in order"),
            }
        },
    )
}

fn consents() -> impl Strategy<Value = Vec<Consent>> {
    vec(consent(), 0..=4).prop_map(|consents| {
        let numbered = consents.into_iter().zip(1..);
        numbered
            .map(|(consent, number)| Consent {
                id: consent_id(number),
                ..consent
            })
            .collect()
    })
}

fn halt() -> impl Strategy<Value = Halt> {
    let of = prop_oneof![
        Just(HaltOf::Everything),
        (1..=4_u128).prop_map(|number| HaltOf::One(consent_id(number))),
    ];
    let reach = prop_oneof![
        1 => Just(Reach::Whole),
        2 => named().prop_map(Reach::Recipient),
        2 => select(CATEGORIES.to_vec()).prop_map(Reach::Category),
    ];
    let states = [
        HaltState::Paused,
        HaltState::Resumed { seq: 30 },
        HaltState::Withdrawn,
    ];
    (of, reach, select(states.to_vec()), 1..=30_i64).prop_map(|(of, reach, state, seq)| Halt {
        seq,
        of,
        reach,
        state,
        ..withdrawn()
    })
}

fn employed() -> impl Strategy<Value = EmploymentDisclosure> {
    let open = (
        subsequence(Insider::ALL.to_vec(), 1..=3),
        select(Openness::ALL.to_vec()),
    )
        .prop_map(|(to, what)| {
            Disclosure::Open(Opened {
                to: to.into_iter().collect(),
                what,
            })
        });
    let disclosure = prop_oneof![
        1 => Just(Disclosure::NotAsked),
        1 => Just(Disclosure::Closed),
        3 => open,
    ];
    let known = option::weighted(0.8, Just(()));
    let name = option::weighted(0.5, select(NAMES.to_vec()));
    (50..=51_u128, known, name, mostly_one(), disclosure).prop_map(
        |(number, known, name, keeper, disclosure)| EmploymentDisclosure {
            keeper: organization(keeper),
            employer: LegalBody {
                organization: known.map(|()| organization(number)),
                number: None,
                name: name.and_then(called),
            },
            ..employment(number, disclosure)
        },
    )
}

fn excepted() -> impl Strategy<Value = Exception> {
    let times = (15..=20_u32, option::weighted(0.2, Just(noon(20))));
    let whose = (mostly_one(), mostly_one(), mostly_one());
    (whose, party_id(), some_categories(), times).prop_map(
        |((about, agency, by), recipient, categories, (at, ended_at))| Exception {
            person: person(about),
            organization: organization(agency),
            by: account(by),
            recipient,
            categories,
            at: noon(at),
            ended_at,
            ..exception()
        },
    )
}

fn actor() -> impl Strategy<Value = Actor> {
    let who = (mostly_one(), mostly_one());
    let as_what = (select(Post::ALL.to_vec()), select(Standards::ALL.to_vec()));
    let of_staff = (who, as_what).prop_map(|((number, by), (post, standards))| {
        Actor::Staff(Staff {
            account: account(by),
            post,
            standards,
            ..staff(number)
        })
    });
    prop_oneof![
        18 => of_staff,
        1 => mostly_one().prop_map(|number| Actor::Person(person(number))),
        1 => Just(Actor::Outsider),
    ]
}

fn recipient() -> impl Strategy<Value = Recipient> {
    let body = prop_oneof![
        4 => Just(Some(100_u128)),
        1 => Just(Some(50)),
        1 => Just(Some(51)),
        2 => Just(None),
    ];
    let team = option::weighted(0.8, (1..=21_u32, option::of(19..=28_u32)));
    let tie = select(EmployerTie::ALL.to_vec());
    let place = option::weighted(0.2, select(Insider::ALL.to_vec()));
    let offices = subsequence(NAMES.to_vec(), 0..=2);
    let who = (party_id(), select(KINDS.to_vec()), place, offices);
    let to_party =
        (who, body, team, tie).prop_map(|((id, kind, place, offices), body, team, tie)| {
            let mut party = party(id, kind);
            party.place = place;
            party.offices = offices.into_iter().filter_map(called).collect();
            party.tie = tie;
            party.body = body.map_or_else(LegalBody::default, |number| {
                LegalBody::known(organization(number))
            });
            party.team = team.map(|(since, until)| TeamSpan {
                since: day(since),
                until: until.map(day),
            });
            Recipient::Party(party)
        });
    prop_oneof![
        18 => to_party,
        1 => mostly_one().prop_map(|number| Recipient::Person(person(number))),
        1 => mostly_one().prop_map(|number| Recipient::Keeper(organization(number))),
    ]
}

/// A world at noon of a day between the 10th and the 20th.
pub(super) fn world() -> impl Strategy<Value = World> {
    let ledger = (
        consents(),
        vec(halt(), 0..=1),
        vec(employed(), 0..=2),
        vec(excepted(), 0..=1),
        prop_oneof![6 => Just(vec![1_u128]), 2 => Just(vec![1, 2]), 1 => Just(vec![2])],
    );
    let question = (
        select(CATEGORIES.to_vec()),
        select(PURPOSES.to_vec()),
        select(MEANS.to_vec()),
        10..=20_u32,
    );
    (ledger, actor(), recipient(), question).prop_map(|(ledger, actor, recipient, question)| {
        let (consents, halts, employments, exceptions, keepers) = ledger;
        let (category, purpose, means, today) = question;
        World {
            ledger: Ledger {
                person: person(1),
                keepers: keepers.into_iter().map(organization).collect(),
                consents,
                halts,
                employments,
                exceptions,
                seq: 30,
            },
            actor,
            recipient,
            category,
            purpose,
            means,
            now: noon(today),
        }
    })
}
