//! What a record takes over from its permit, and for whose eyes it is.

use chrono::NaiveDate;
use uuid::Uuid;

use super::*;
use crate::access::principal::{Assurance, Who};
use crate::cases::employment::{EmployerTie, LegalBody};
use crate::consent::{
    Actor, Consent, ConsentRecipient, Exception, Form, Giver, Ledger, LegalGround, Party, Post,
    Recipient, RecipientKind, Staff, Standards, Validity, decide,
};
use crate::ids::TeamMemberId;
use crate::people::{HeldPost, OrganizationPost, Standing};
use crate::text::Prose;

fn id<T>(of: fn(Uuid) -> T, number: u128) -> T {
    of(Uuid::from_u128(number))
}

fn account(number: u128) -> AccountId {
    id(AccountId::from_uuid, number)
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")
}

fn now() -> Instant {
    let noon = day(20).and_hms_opt(12, 0, 0).expect("a time");
    Instant::from_japan(noon)
}

const DOCTOR: u128 = 7;

fn doctor() -> PartyId {
    PartyId::Written(id(TeamMemberId::from_uuid, DOCTOR))
}

/// A consent to 技能習得, and an exception for 緊急連絡.
fn ledger() -> Ledger {
    let (person, keeper) = (id(PersonId::from_uuid, 1), id(OrganizationId::from_uuid, 2));
    let agreed = Consent {
        id: id(ConsentId::from_uuid, 3),
        seq: 4,
        person,
        provider: keeper,
        giver: Giver::Person,
        recipients: [ConsentRecipient::Named(doctor())].into(),
        categories: [InformationCategory::Skills].into(),
        purposes: [ConsentPurpose::WhenUnwell].into(),
        means: [Means::Phone].into(),
        given_on: day(5),
        form: Form::Written,
        validity: Validity::new(day(5), day(25)).expect("days in order"),
    };
    let excepted = Exception {
        id: id(ExceptionId::from_uuid, 5),
        person,
        organization: keeper,
        by: account(6),
        ground: LegalGround::DangerToLife,
        reason: Prose::parse("電話に出ない").expect("a text"),
        recipient: doctor(),
        categories: [InformationCategory::Emergency].into(),
        at: now(),
        ended_at: None,
        released_at: None,
    };
    Ledger {
        consents: vec![agreed],
        exceptions: vec![excepted],
        seq: 9,
        ..Ledger::empty(person, keeper)
    }
}

fn told(
    ledger: &Ledger,
    recipient: &Recipient,
    ids: usize,
) -> Result<Vec<Provision>, NotAProvision> {
    let staff = Staff {
        account: account(6),
        organization: id(OrganizationId::from_uuid, 2),
        post: Post::Member,
        standards: Standards::General,
    };
    let categories: Categories = match recipient {
        Recipient::Party(_) => [InformationCategory::Skills, InformationCategory::Emergency].into(),
        Recipient::Person(_) | Recipient::Keeper(_) => [InformationCategory::Skills].into(),
    };
    let decision = decide(
        ledger,
        &Actor::Staff(staff),
        recipient,
        &categories,
        ConsentPurpose::WhenUnwell,
        ToldHow::Phone.means(),
        now(),
    );
    let permit = decision.into_result().expect("allowed");
    let telling = Telling {
        case: id(CaseId::from_uuid, 8),
        name: None,
        told_by: account(6),
        at: now(),
        noted_at: now(),
        recipient: NamedAgency {
            name: "医師".to_owned(),
            contact: None,
            address: None,
            body: None,
            head: None,
        },
    };
    let ids: Vec<ProvisionId> = (0..ids)
        .map(|one| id(ProvisionId::from_uuid, 100 + one as u128))
        .collect();
    Provision::of(permit, &telling, &ids)
}

fn to_the_doctor() -> Recipient {
    Recipient::Party(Party {
        id: doctor(),
        kind: RecipientKind::Medical,
        place: None,
        offices: Vec::new(),
        body: LegalBody::default(),
        tie: EmployerTie::NotTheEmployer,
        team: None,
    })
}

#[test]
fn what_was_agreed_to_and_what_was_excepted_are_records_of_their_own() {
    let records = told(&ledger(), &to_the_doctor(), 2).expect("records");
    let [agreed, excepted] = records.as_slice() else {
        panic!("{records:?}");
    };
    assert_eq!(agreed.categories(), [InformationCategory::Skills].into());
    assert_eq!(agreed.exception(), None);
    assert_eq!(
        excepted.categories(),
        [InformationCategory::Emergency].into()
    );
    assert_eq!(excepted.exception(), Some(id(ExceptionId::from_uuid, 5)));
    for record in [agreed, excepted] {
        assert_eq!(
            (record.seq, record.to, record.means),
            (9, doctor(), Means::Phone)
        );
        assert_eq!(record.provider, id(OrganizationId::from_uuid, 2));
        assert!(!format!("{record:?}").contains("医師"), "{record:?}");
    }
    assert_ne!(agreed.id, excepted.id);
    assert_eq!(told(&ledger(), &to_the_doctor(), 1), Err(NotAProvision));
}

#[test]
fn what_the_person_hears_of_themselves_is_no_provision() {
    let person = Recipient::Person(id(PersonId::from_uuid, 1));
    assert_eq!(told(&ledger(), &person, 2), Err(NotAProvision));
    let keeper = Recipient::Keeper(id(OrganizationId::from_uuid, 2));
    assert_eq!(told(&ledger(), &keeper, 2), Err(NotAProvision));
}

#[test]
fn an_excepted_record_is_for_who_named_it_or_answers_for_it_and_for_the_person_once_released() {
    let mut records = told(&ledger(), &to_the_doctor(), 2).expect("records");
    let excepted = records.pop().expect("the excepted one");
    let agreed = records.pop().expect("the agreed one");
    let provider = excepted.provider;
    let staff = |number, posts: &[OrganizationPost]| {
        let posts = posts.iter().map(|post| HeldPost {
            organization: provider,
            post: *post,
        });
        Principal {
            who: Who::Account(account(number)),
            standings: vec![Standing::Staff(provider)],
            posts: posts.collect(),
            assurance: Assurance::Full,
            ..Principal::anybody()
        }
    };
    let who_told = staff(6, &[]);
    let who_named = staff(60, &[]);
    let officer = staff(61, &[OrganizationPost::AbusePreventionOfficer]);
    let readers = [
        RecordReader::Staff(&who_told),
        RecordReader::Staff(&who_named),
        RecordReader::Staff(&officer),
        RecordReader::Person,
    ];
    let seen = |record: &Provision, exception: Option<ExceptionSight>| {
        let kept = KeptProvision {
            record: record.clone(),
            exception,
            givers: Vec::new(),
        };
        readers.map(|reader| kept.is_for(reader))
    };
    let named = |is_released| {
        Some(ExceptionSight {
            id: id(ExceptionId::from_uuid, 7),
            organization: provider,
            by: account(60),
            is_released,
        })
    };
    assert_eq!(seen(&agreed, None), [true; 4]);
    assert_eq!(seen(&excepted, named(false)), [false, false, true, false]);
    assert_eq!(seen(&excepted, named(true)), [false, false, true, true]);
    // A line whose exception cannot be found is nobody's to see.
    assert_eq!(seen(&excepted, None), [false; 4]);
}

#[test]
fn a_basis_is_read_back() {
    for basis in [
        ProvisionBasis::Consent(id(ConsentId::from_uuid, 1)),
        ProvisionBasis::Exception(id(ExceptionId::from_uuid, 1)),
    ] {
        assert_eq!(ProvisionBasis::from_code(&basis.code()), Some(basis));
    }
    for code in ["", "consent", "consent:1", "own_word:1"] {
        assert_eq!(ProvisionBasis::from_code(code), None, "{code}");
    }
}
