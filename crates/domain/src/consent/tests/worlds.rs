//! Everybody who tells, everybody who hears, and everything that may have been agreed to: what the matrix is made
//! of.

use super::world::{
    World, account, consent, consent_id, day, employment, employment_id, exception, listed, noon,
    organization, party, person, staff, withdrawn, written,
};
use crate::cases::employment::{Disclosure, EmployerTie, Insider, LegalBody, Opened, Openness};
use crate::consent::category::InformationCategory as C;
use crate::consent::{
    Actor, Consent, ConsentPurpose, ConsentRecipient, Exception, Form, Giver, Halt, HaltState,
    Means, Party, Post, Reach, Recipient, RecipientKind, RepresentationBasis, Representative,
    Staff, Standards, TeamSpan, Validity,
};

/// What the person was asked about: some purposes, and some categories.
const PURPOSES: [ConsentPurpose; 2] = [ConsentPurpose::Handover, ConsentPurpose::WorkplaceSharing];
const CATEGORIES: [C; 6] = [
    C::Basic,
    C::DisabilityDiagnosis,
    C::MedicationVisits,
    C::Skills,
    C::Family,
    C::EmployerInfo,
];

/// Who tells. Two agencies keep a record: 1, to which the consents were given, and 2.
pub(super) fn actors() -> Vec<(&'static str, Actor)> {
    let designated = |number, post| {
        Actor::Staff(Staff {
            post,
            standards: Standards::Designated,
            ..staff(number)
        })
    };
    let manager = Staff {
        account: account(3),
        post: Post::Manager,
        ..staff(1)
    };
    vec![
        ("person", Actor::Person(person(1))),
        ("another_person", Actor::Person(person(2))),
        ("staff_designated", designated(1, Post::Member)),
        ("staff_general", Actor::Staff(staff(1))),
        ("manager_general", Actor::Staff(manager)),
        ("staff_of_another_keeper", designated(2, Post::Member)),
        ("staff_of_a_stranger", designated(9, Post::Member)),
        ("outsider", Actor::Outsider),
    ]
}

/// Who hears: a party of every kind in the team, the same in the 法人 of a closed and of an open employer, and those
/// for whom it is not so simple.
pub(super) fn recipients() -> Vec<(String, Recipient)> {
    let mut recipients = vec![
        ("the_person".to_owned(), Recipient::Person(person(1))),
        ("another_person".to_owned(), Recipient::Person(person(2))),
        ("record_of_1".to_owned(), Recipient::Keeper(organization(1))),
        ("record_of_2".to_owned(), Recipient::Keeper(organization(2))),
    ];
    let mut add = |name: String, party: Party| recipients.push((name, Recipient::Party(party)));
    for kind in RecipientKind::ALL {
        let of = |number: u128| Party {
            body: LegalBody::known(organization(number)),
            ..party(listed(10), *kind)
        };
        add(kind.code().to_owned(), of(100));
        add(format!("closed:{}", kind.code()), of(50));
        add(format!("open:{}", kind.code()), of(60));
    }
    let medical = |number| party(listed(number), RecipientKind::Medical);
    let joined = |since, until| Some(TeamSpan { since, until });
    let mut named = medical(1);
    named.team = None;
    add("named:medical".to_owned(), named);
    let mut later = medical(10);
    later.team = joined(day(10), None);
    add("joined_later:medical".to_owned(), later);
    let mut gone = medical(10);
    gone.team = joined(day(1), Some(day(19)));
    add("gone:medical".to_owned(), gone);
    for tie in EmployerTie::ALL {
        let mut by_hand = party(written(1), RecipientKind::Other);
        by_hand.tie = *tie;
        by_hand.body = LegalBody::default();
        add(format!("by_hand:{}", tie.code()), by_hand);
        // Meant by their kind alone, and somebody of 人事 of whom only that was said.
        for (name, number, kind) in [
            ("medical", 2, RecipientKind::Medical),
            ("workplace_hr", 3, RecipientKind::WorkplaceHr),
        ] {
            let mut of_a_kind = party(written(number), kind);
            of_a_kind.tie = *tie;
            of_a_kind.body = LegalBody::default();
            add(format!("by_hand:{}:{name}", tie.code()), of_a_kind);
        }
    }
    // Whatever was said of them: whoever is of the same 法人 is of the employer.
    let mut of_the_body = party(written(1), RecipientKind::Other);
    of_the_body.tie = EmployerTie::NotTheEmployer;
    of_the_body.body = LegalBody::known(organization(50));
    add(
        "by_hand:not_the_employer:of_its_body".to_owned(),
        of_the_body,
    );
    // An agency of the directory whose job coach stands in the company, of a 法人 that nobody could compare.
    for tie in EmployerTie::ALL {
        let mut in_the_company = party(listed(10), RecipientKind::EmploymentSupport);
        in_the_company.place = Some(Insider::InHouseSupport);
        in_the_company.tie = *tie;
        in_the_company.body = LegalBody::default();
        add(
            format!("in_the_company:{}:employment_support", tie.code()),
            in_the_company,
        );
    }
    let mut nameless = party(listed(10), RecipientKind::WorkplaceSupport);
    nameless.body = LegalBody::default();
    add("nameless:workplace_support".to_owned(), nameless);
    recipients
}

/// The person's consent to tell everybody, in documents.
fn wide() -> Consent {
    let kinds = RecipientKind::ALL.iter().copied();
    let mut recipients: crate::consent::recipient::ConsentRecipients =
        kinds.map(ConsentRecipient::KindInTeam).collect();
    recipients.insert(ConsentRecipient::Named(listed(1)));
    recipients.insert(ConsentRecipient::Named(written(1)));
    Consent {
        recipients,
        categories: CATEGORIES.into(),
        purposes: PURPOSES.into(),
        ..consent()
    }
}

/// The same, given by somebody else; the person agreed to 基本情報 beside it, or to nothing.
fn beside(giver: Giver, persons: &[C]) -> Vec<Consent> {
    let of_another = Consent {
        id: consent_id(2),
        giver,
        ..wide()
    };
    let own = Consent {
        categories: persons.iter().copied().collect(),
        ..wide()
    };
    vec![own, of_another]
}

fn by_representative(until: u32) -> Consent {
    Consent {
        giver: Giver::Representative(Representative {
            basis: RepresentationBasis::Curatorship,
            scope: [C::Basic, C::DisabilityDiagnosis].into(),
            since: day(1),
            until: Some(day(until)),
        }),
        ..wide()
    }
}

fn halt(reach: Reach, state: HaltState) -> Halt {
    Halt {
        reach,
        state,
        ..withdrawn()
    }
}

fn excepted(change: impl FnOnce(&mut Exception)) -> Exception {
    let mut exception = exception();
    exception.recipient = listed(10);
    exception.categories = [C::Skills, C::DisabilityDiagnosis].into();
    change(&mut exception);
    exception
}

/// What was agreed to. Somebody is employed twice everywhere: closed at 50, and open at 60 to 人事 as far as 障害.
pub(super) fn states() -> Vec<(&'static str, World)> {
    let open = Opened {
        to: [Insider::Hr].into(),
        what: Openness::Disability,
    };
    let base = World::unasked().with(|world| {
        world.ledger.keepers.insert(organization(2));
        world.ledger.employments = vec![
            employment(50, Disclosure::NotAsked),
            employment(60, Disclosure::Open(open)),
        ];
    });
    let with = |consents: Vec<Consent>| base.clone().with(|world| world.ledger.consents = consents);
    let one = |change: &dyn Fn(&mut Consent)| {
        let mut consent = wide();
        change(&mut consent);
        with(vec![consent])
    };
    let halted = |reach, state| {
        with(vec![wide()]).with(|world| world.ledger.halts = vec![halt(reach, state)])
    };
    let exempt = |exception| {
        base.clone()
            .with(|world| world.ledger.exceptions = vec![exception])
    };
    let holding = |first, last| Validity::new(day(first), day(last)).expect("days in order");
    let medical = Reach::Recipient(ConsentRecipient::KindInTeam(RecipientKind::Medical));
    let (paused, gone) = (HaltState::Paused, HaltState::Withdrawn);
    vec![
        ("none", base.clone()),
        ("written", one(&|_| {})),
        ("on_screen", one(&|one| one.form = Form::OnScreen)),
        ("oral", one(&|one| one.form = Form::Oral)),
        (
            "written_by_fax",
            one(&|_| {}).with(|world| world.means = Means::Fax),
        ),
        (
            "oral_in_a_meeting",
            one(&|one| {
                one.form = Form::Oral;
                one.means = [Means::Meeting].into();
            })
            .with(|world| world.means = Means::Meeting),
        ),
        ("not_begun", one(&|one| one.validity = holding(21, 25))),
        ("run_out", one(&|one| one.validity = holding(5, 19))),
        ("paused", halted(Reach::Whole, paused)),
        ("paused_for_medical", halted(medical, paused)),
        (
            "paused_for_skills",
            halted(Reach::Category(C::Skills), paused),
        ),
        (
            "resumed",
            halted(Reach::Whole, HaltState::Resumed { seq: 25 }),
        ),
        ("withdrawn", halted(Reach::Whole, gone)),
        ("withdrawn_for_medical", halted(medical, gone)),
        (
            "withdrawn_for_skills",
            halted(Reach::Category(C::Skills), gone),
        ),
        ("of_another_person", one(&|one| one.person = person(2))),
        (
            "of_another_provider",
            one(&|one| one.provider = organization(2)),
        ),
        ("by_representative", with(vec![by_representative(25)])),
        (
            "by_former_representative",
            with(vec![by_representative(19)]),
        ),
        ("by_family", with(beside(Giver::Family, &[]))),
        (
            "by_family_and_person",
            with(beside(Giver::Family, &[C::Basic])),
        ),
        (
            "by_closed_employer_and_person",
            with(beside(Giver::Employer(employment_id(50)), &[C::Basic])),
        ),
        (
            "by_open_employer_and_person",
            with(beside(Giver::Employer(employment_id(60)), &[C::Basic])),
        ),
        ("exception", exempt(excepted(|_| {}))),
        (
            "exception_of_a_colleague",
            exempt(excepted(|one| one.by = account(7))),
        ),
        (
            "exception_of_another_agency",
            exempt(excepted(|one| one.organization = organization(2))),
        ),
        (
            "exception_about_another",
            exempt(excepted(|one| one.person = person(2))),
        ),
        (
            "exception_of_old",
            exempt(excepted(|one| one.at = noon(16))),
        ),
        (
            "exception_ended",
            exempt(excepted(|one| one.ended_at = Some(noon(20)))),
        ),
    ]
}
