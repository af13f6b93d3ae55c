//! The parts that the rule is made of.

use super::world::{consent, consent_id, day, listed, organization, withdrawn};
use crate::cases::employment::Voice;
use crate::consent::category::InformationCategory as C;
use crate::consent::halt::ResumeFault;
use crate::consent::renewal::{Difference, Item, differences, ends_the_one_before};
use crate::consent::terms::Reversed;
use crate::consent::{
    Consent, ConsentPurpose, ConsentRecipient, Form, Giver, HaltState, Means, RecipientKind,
    Standards, TeamSpan, Validity,
};
use crate::directory::kind::ResourceKind;

#[test]
fn every_word_of_the_glossary_is_there_and_has_its_plain_and_its_legal_words() {
    let categories = "basic disability_diagnosis medication_visits skills communication \
        accommodations family living_money employment_status employer_info wishes emergency history";
    let purposes = "intake_inquiry fitness_for_work accommodation_advice daily_condition \
        when_unwell emergency_response team_building plan_review handover workplace_sharing";
    let known: Vec<&str> = C::ALL.iter().map(|one| one.code()).collect();
    assert_eq!(known, categories.split_whitespace().collect::<Vec<_>>());
    let known: Vec<&str> = ConsentPurpose::ALL.iter().map(|one| one.code()).collect();
    assert_eq!(known, purposes.split_whitespace().collect::<Vec<_>>());
    let of_categories = C::ALL.iter().map(|one| (one.plain(), one.legal()));
    let of_purposes = ConsentPurpose::ALL
        .iter()
        .map(|one| (one.plain(), one.legal()));
    let mut seen = std::collections::BTreeSet::new();
    for (plain, legal) in of_categories.chain(of_purposes) {
        assert!(seen.insert(plain) && seen.insert(legal), "{plain} {legal}");
    }
}

#[test]
fn special_care_is_illness_disability_treatment_and_what_tells_of_them() {
    let special: Vec<C> = C::ALL
        .iter()
        .copied()
        .filter(|one| one.is_special_care())
        .collect();
    let expected = [
        C::DisabilityDiagnosis,
        C::MedicationVisits,
        C::Emergency,
        C::History,
    ];
    assert_eq!(special, expected);
}

#[test]
fn a_consent_holds_on_its_first_and_its_last_day_and_is_announced_thirty_days_before() {
    assert_eq!(Validity::new(day(5), day(4)), Err(Reversed));
    let validity = Validity::new(day(1), day(30)).expect("days in order");
    assert_eq!(
        (validity.first_day(), validity.last_day()),
        (day(1), day(30))
    );
    let later = |days| {
        day(30)
            .checked_add_days(chrono::Days::new(days))
            .expect("a day")
    };
    let before = |days| {
        day(30)
            .checked_sub_days(chrono::Days::new(days))
            .expect("a day")
    };
    assert_eq!(validity.expires_on(), later(1));
    for (asked, has_begun, has_ended, is_announced, left) in [
        (before(31), false, false, false, 31),
        (before(30), false, false, true, 30),
        (day(1), true, false, true, 29),
        (day(30), true, false, true, 0),
        (later(1), true, true, false, 0),
    ] {
        assert_eq!(validity.has_begun(asked), has_begun, "{asked}");
        assert_eq!(validity.has_ended(asked), has_ended, "{asked}");
        assert_eq!(validity.is_announced(asked), is_announced, "{asked}");
        assert_eq!(validity.days_left(asked), left, "{asked}");
    }
}

#[test]
fn somebody_is_in_the_team_on_their_first_and_their_last_day_and_between() {
    for (until, there) in [
        (None, [false, true, true, true, true]),
        (Some(day(24)), [false, true, true, true, false]),
        (Some(day(3)), [false, true, false, false, false]),
    ] {
        let span = TeamSpan {
            since: day(3),
            until,
        };
        let days = [day(2), day(3), day(4), day(24), day(25)];
        assert_eq!(days.map(|day| span.is_there(day)), there, "{until:?}");
    }
}

#[test]
fn only_a_pause_is_lifted_and_only_by_the_person_or_who_represents_them() {
    let paused = || {
        let mut halt = withdrawn();
        halt.state = HaltState::Paused;
        halt
    };
    for voice in Voice::ALL {
        let answer = paused().resumed(*voice, 25).map(|halt| halt.state);
        let expected = match voice {
            Voice::Person | Voice::Representative => Ok(HaltState::Resumed { seq: 25 }),
            Voice::Family | Voice::Employer | Voice::Staff => Err(ResumeFault::NotThePerson),
        };
        assert_eq!(answer, expected, "{voice}");
    }
    let again = withdrawn().resumed(Voice::Person, 25);
    assert_eq!(again, Err(ResumeFault::Withdrawn));
    let resumed = paused().resumed(Voice::Person, 25).expect("resumed");
    assert_eq!(
        resumed.resumed(Voice::Person, 26),
        Err(ResumeFault::NotPaused)
    );
}

#[test]
fn a_renewed_consent_shows_what_it_changes() {
    assert!(differences(&consent(), &consent()).is_empty());
    let mut new = consent();
    new.id = consent_id(2);
    new.provider = organization(2);
    new.giver = Giver::Family;
    new.recipients = [ConsentRecipient::KindInTeam(RecipientKind::Medical)].into();
    new.categories.insert(C::Wishes);
    new.purposes = [ConsentPurpose::PlanReview].into();
    new.means.insert(Means::Phone);
    new.form = Form::Oral;
    new.validity = Validity::new(day(5), day(29)).expect("days in order");
    let expected = [
        Difference::Added(Item::Recipient(ConsentRecipient::KindInTeam(
            RecipientKind::Medical,
        ))),
        Difference::Added(Item::Category(C::Wishes)),
        Difference::Added(Item::Purpose(ConsentPurpose::PlanReview)),
        Difference::Added(Item::Means(Means::Phone)),
        Difference::Removed(Item::Recipient(ConsentRecipient::Named(listed(1)))),
        Difference::Removed(Item::Purpose(ConsentPurpose::Handover)),
        Difference::Provider {
            old: organization(1),
            new: organization(2),
        },
        Difference::Giver {
            old: Giver::Person,
            new: Giver::Family,
        },
        Difference::Form {
            old: Form::Written,
            new: Form::Oral,
        },
        Difference::LastDay {
            old: day(25),
            new: day(29),
        },
    ];
    assert_eq!(differences(&consent(), &new), expected);
}

#[test]
fn every_kind_of_the_directory_is_of_a_kind_that_can_be_asked_about() {
    use RecipientKind as R;
    for (kind, expected, standards) in [
        (ResourceKind::Employer, R::WorkplaceHr, Standards::General),
        (ResourceKind::HelloWork, R::LabourOffice, Standards::General),
        (
            ResourceKind::EmploymentRetention,
            R::EmploymentSupport,
            Standards::Designated,
        ),
        (
            ResourceKind::ServicePlanConsultation,
            R::Consultation,
            Standards::Designated,
        ),
        (
            ResourceKind::GroupHome,
            R::LivingSupport,
            Standards::Designated,
        ),
        (
            ResourceKind::MedicalInstitution,
            R::Medical,
            Standards::General,
        ),
        (
            ResourceKind::VisitingNursing,
            R::Medical,
            Standards::Designated,
        ),
        (
            ResourceKind::PublicHealthCenter,
            R::PublicOffice,
            Standards::General,
        ),
        (
            ResourceKind::SpecialNeedsSchool,
            R::School,
            Standards::General,
        ),
        (ResourceKind::PeerGroup, R::Other, Standards::General),
    ] {
        assert_eq!(R::of(kind), expected, "{kind}");
        assert_eq!(Standards::of(kind), standards, "{kind}");
    }
    for kind in ResourceKind::ALL {
        let is_workplace = R::of(*kind).is_workplace();
        assert_eq!(is_workplace, *kind == ResourceKind::Employer, "{kind}");
        assert_ne!(R::of(*kind), R::Family, "{kind}");
    }
}

#[test]
fn a_renewed_consent_ends_the_one_before_where_it_holds_already_or_says_less() {
    let held = |first, last| Validity::new(day(first), day(last)).expect("days in order");
    let two = [C::Skills, C::Basic];
    for (categories, first, last, ends) in [
        (two.as_slice(), 20, 30, true),
        (&two, 10, 30, true),
        (&two, 21, 30, false),
        (&two, 21, 25, false),
        (&two, 21, 24, true),
        (&[C::Skills], 21, 30, true),
    ] {
        let old = Consent {
            categories: two.into(),
            ..consent()
        };
        let new = Consent {
            categories: categories.iter().copied().collect(),
            validity: held(first, last),
            ..old.clone()
        };
        let answer = ends_the_one_before(&old, &new, day(20));
        assert_eq!(answer, ends, "{categories:?} {first} {last}");
    }
}
