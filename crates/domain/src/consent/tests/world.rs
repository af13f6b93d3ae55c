//! A small world in which something may be told, to be changed in one point.

use chrono::{NaiveDate, NaiveTime};
use uuid::Uuid;

use crate::cases::employment::{Disclosure, EmployerTie, EmploymentDisclosure, LegalBody, Voice};
use crate::consent::category::InformationCategory as C;
use crate::consent::rule::{Basis, Held, Question, Rule};
use crate::consent::{
    Actor, Categories, Consent, ConsentPurpose, ConsentRecipient, Decision, Exception, Form, Giver,
    Halt, HaltOf, HaltState, Ledger, LegalGround, Means, Party, PartyId, Post, Reach, Reason,
    Recipient, RecipientKind, Staff, Standards, TeamSpan, Validity, decide,
};
use crate::ids::{
    AccountId, ConsentId, EmploymentId, ExceptionId, HaltId, OrganizationId, PersonId, ResourceId,
    TeamMemberId,
};
use crate::text::Prose;
use crate::time::Instant;

/// Who is told something about: 1 is the person, 1 the agency that keeps the record.
pub(super) fn person(number: u128) -> PersonId {
    PersonId::from_uuid(Uuid::from_u128(number))
}

pub(super) fn organization(number: u128) -> OrganizationId {
    OrganizationId::from_uuid(Uuid::from_u128(number))
}

pub(super) fn account(number: u128) -> AccountId {
    AccountId::from_uuid(Uuid::from_u128(number))
}

pub(super) fn consent_id(number: u128) -> ConsentId {
    ConsentId::from_uuid(Uuid::from_u128(number))
}

pub(super) fn employment_id(number: u128) -> EmploymentId {
    EmploymentId::from_uuid(Uuid::from_u128(number))
}

pub(super) fn listed(number: u128) -> PartyId {
    PartyId::Listed(ResourceId::from_uuid(Uuid::from_u128(number)))
}

pub(super) fn written(number: u128) -> PartyId {
    PartyId::Written(TeamMemberId::from_uuid(Uuid::from_u128(number)))
}

/// A day of November 2026.
pub(super) fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")
}

/// Noon of such a day in Japan.
pub(super) fn noon(of: u32) -> Instant {
    let noon = NaiveTime::from_hms_opt(12, 0, 0).expect("a time");
    Instant::from_japan(day(of).and_time(noon))
}

/// Staff of an organization under no 指定基準; the account has the number of the organization.
pub(super) fn staff(number: u128) -> Staff {
    Staff {
        account: account(number),
        organization: organization(number),
        post: Post::Member,
        standards: Standards::General,
    }
}

/// A party in the team since the 1st, of the 法人 100.
pub(super) fn party(id: PartyId, kind: RecipientKind) -> Party {
    Party {
        id,
        kind,
        place: None,
        offices: Vec::new(),
        body: LegalBody::known(organization(100)),
        tie: EmployerTie::NotSaid,
        team: Some(TeamSpan {
            since: day(1),
            until: None,
        }),
    }
}

/// The person's consent 1, on paper, from the 5th to the 25th: 技能習得, handed over in documents to the party
/// listed as 1.
pub(super) fn consent() -> Consent {
    Consent {
        id: consent_id(1),
        seq: 10,
        person: person(1),
        provider: organization(1),
        giver: Giver::Person,
        recipients: [ConsentRecipient::Named(listed(1))].into(),
        categories: [C::Skills].into(),
        purposes: [ConsentPurpose::Handover].into(),
        means: [Means::Document].into(),
        given_on: day(5),
        form: Form::Written,
        validity: Validity::new(day(5), day(25)).expect("days in order"),
    }
}

/// Everything withdrawn, after every consent.
pub(super) fn withdrawn() -> Halt {
    Halt {
        id: HaltId::from_uuid(Uuid::from_u128(1)),
        seq: 20,
        of: HaltOf::Everything,
        reach: Reach::Whole,
        state: HaltState::Withdrawn,
        by: Voice::Person,
    }
}

/// An employment at the 法人 of a number, named in the case of the organization 1.
pub(super) fn employment(number: u128, disclosure: Disclosure) -> EmploymentDisclosure {
    EmploymentDisclosure {
        id: employment_id(number),
        keeper: organization(1),
        employer: LegalBody::known(organization(number)),
        disclosure,
    }
}

/// An exception of the staff of the organization 1, named on the 20th at noon: 技能習得 to the party listed as 1.
pub(super) fn exception() -> Exception {
    Exception {
        id: ExceptionId::from_uuid(Uuid::from_u128(1)),
        person: person(1),
        organization: organization(1),
        by: account(1),
        ground: LegalGround::DangerToLife,
        reason: Prose::parse("電話に出ず、家族も連絡が取れない。").expect("a reason"),
        recipient: listed(1),
        categories: [C::Skills].into(),
        at: noon(20),
        ended_at: None,
        released_at: None,
    }
}

/// What is asked of the rule, of one category.
#[derive(Debug, Clone)]
pub(super) struct World {
    pub(super) ledger: Ledger,
    pub(super) actor: Actor,
    pub(super) recipient: Recipient,
    pub(super) category: C,
    pub(super) purpose: ConsentPurpose,
    pub(super) means: Means,
    pub(super) now: Instant,
}

impl World {
    /// Nothing was agreed to: staff of the organization 1 would hand 技能習得 over to the hospital listed as 1, in a
    /// document, on the 20th.
    pub(super) fn unasked() -> Self {
        Self {
            ledger: Ledger {
                seq: 30,
                ..Ledger::empty(person(1), organization(1))
            },
            actor: Actor::Staff(staff(1)),
            recipient: Recipient::Party(party(listed(1), RecipientKind::Medical)),
            category: C::Skills,
            purpose: ConsentPurpose::Handover,
            means: Means::Document,
            now: noon(20),
        }
    }

    /// Nothing was agreed to: the organization 1 reads in its own record.
    pub(super) fn unasked_own() -> Self {
        Self::unasked().with(|world| world.recipient = Recipient::Keeper(organization(1)))
    }

    /// The person agreed to it.
    pub(super) fn agreed() -> Self {
        Self::unasked().with(|world| world.ledger.consents.push(consent()))
    }

    /// The world after a change.
    pub(super) fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    /// The first consent.
    pub(super) fn consent(&mut self) -> &mut Consent {
        self.ledger.consents.first_mut().expect("a consent")
    }

    /// The staff that tells.
    pub(super) fn staff(&mut self) -> &mut Staff {
        match &mut self.actor {
            Actor::Staff(staff) => staff,
            Actor::Person(_) | Actor::Outsider => panic!("staff tells"),
        }
    }

    /// The party that hears.
    pub(super) fn party(&mut self) -> &mut Party {
        match &mut self.recipient {
            Recipient::Party(party) => party,
            Recipient::Person(_) | Recipient::Keeper(_) => panic!("a party hears"),
        }
    }

    /// What a rule says.
    pub(super) fn judged(&self, rule: Rule<'_>) -> Result<Basis, Held> {
        let question = Question {
            ledger: &self.ledger,
            actor: &self.actor,
            recipient: &self.recipient,
            purpose: self.purpose,
            means: self.means,
            now: self.now,
        };
        rule.judge(&question, self.category)
    }

    /// What is decided about some categories.
    pub(super) fn decide(&self, categories: &Categories) -> Decision<'_> {
        decide(
            &self.ledger,
            &self.actor,
            &self.recipient,
            categories,
            self.purpose,
            self.means,
            self.now,
        )
    }

    /// Whether it may be told.
    pub(super) fn is_allowed(&self) -> bool {
        self.reason().is_none()
    }

    /// Why it may not be told.
    pub(super) fn reason(&self) -> Option<Reason> {
        match self.decide(&[self.category].into()) {
            Decision::Allowed(_) => None,
            Decision::Refused(refusals) => refusals.as_slice().first().map(|one| one.reason),
        }
    }
}
