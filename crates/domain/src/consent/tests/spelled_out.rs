//! Lists on which the rule leans, written out once more from the words of the law and the glossary, so that nothing
//! drops out of one unseen.

use std::collections::BTreeMap;

use crate::consent::package::Package;
use crate::consent::{RecipientKind, Standards};
use crate::directory::kind::ResourceKind;

/// Which kinds of the directory are of which kind of recipient.
const RECIPIENTS: [(&str, &str); 9] = [
    (
        "labour_office",
        "hello_work regional_vocational_center vocational_ability_development_school \
         employment_subsidy_office labor_consultation_desk",
    ),
    (
        "employment_support",
        "employment_life_support_center municipal_employment_support_center \
         commissioned_training_provider employment_transition continuous_employment_a \
         continuous_employment_b employment_retention employment_choice",
    ),
    ("workplace_hr", "employer"),
    (
        "consultation",
        "developmental_disability_center core_consultation_center commissioned_consultation \
         service_plan_consultation community_transition community_settlement child_consultation \
         rights_advocacy",
    ),
    (
        "medical",
        "medical_institution psychiatric_day_care visiting_nursing psychiatric_visiting_nursing \
         visiting_rehab rehabilitation_center psychiatric_emergency",
    ),
    (
        "public_office",
        "mental_health_welfare_center public_health_center municipal_welfare_desk \
         social_welfare_council abuse_prevention_center pension_office",
    ),
    (
        "living_support",
        "life_training functional_training daily_life_care independent_living_assistance group_home \
         home_help severe_visiting_care behavior_support severe_comprehensive_support \
         accompaniment_support medical_care_residence short_stay facility_residence \
         residential_life_training child_development medical_child_development \
         after_school_day_service home_visit_child_development nursery_visit_support \
         child_welfare_residence child_medical_residence community_activity_center \
         other_disability_service",
    ),
    ("school", "school special_needs_school"),
    (
        "other",
        "youth_support_station labor_social_security_attorney peer_group leisure_resource hotline",
    ),
];

/// 指定障害福祉サービス, 指定相談支援, 指定障害児支援 and 指定訪問看護・リハビリ.
const DESIGNATED: &str = "service_plan_consultation community_transition community_settlement \
    child_consultation employment_transition continuous_employment_a continuous_employment_b \
    employment_retention employment_choice life_training functional_training daily_life_care \
    independent_living_assistance group_home home_help severe_visiting_care behavior_support \
    severe_comprehensive_support accompaniment_support medical_care_residence short_stay \
    facility_residence residential_life_training child_development medical_child_development \
    after_school_day_service home_visit_child_development nursery_visit_support \
    child_welfare_residence child_medical_residence other_disability_service visiting_nursing \
    psychiatric_visiting_nursing visiting_rehab";

#[test]
fn every_kind_of_the_directory_is_a_recipient_of_its_kind_under_its_standards() {
    let kinds = RECIPIENTS.iter().flat_map(|(recipient, kinds)| {
        let kinds = kinds.split_whitespace();
        kinds.map(move |kind| (kind, *recipient))
    });
    let kinds: BTreeMap<&str, &str> = kinds.collect();
    assert_eq!(kinds.len(), ResourceKind::ALL.len());
    for kind in ResourceKind::ALL {
        let known = kinds.get(kind.code()).copied();
        assert_eq!(known, Some(RecipientKind::of(*kind).code()), "{kind}");
        let is_designated = DESIGNATED.split_whitespace().any(|one| one == kind.code());
        let standards = Standards::of(*kind);
        assert_eq!(standards == Standards::Designated, is_designated, "{kind}");
    }
}

#[test]
fn an_organization_is_held_to_the_strictest_standards_of_what_it_runs() {
    use ResourceKind as K;
    for (kinds, expected) in [
        // Nobody knows what it runs.
        (vec![], Standards::Designated),
        (vec![K::MedicalInstitution], Standards::General),
        (vec![K::MedicalInstitution, K::School], Standards::General),
        (vec![K::GroupHome], Standards::Designated),
        (
            vec![K::MedicalInstitution, K::GroupHome],
            Standards::Designated,
        ),
        (
            vec![K::GroupHome, K::MedicalInstitution],
            Standards::Designated,
        ),
    ] {
        assert_eq!(Standards::strictest(&kinds), expected, "{kinds:?}");
    }
}

#[test]
fn a_package_means_what_its_plain_words_say_and_nothing_else() {
    for (package, purposes, means) in [
        (
            Package::HandoverMeeting,
            "intake_inquiry team_building plan_review handover",
            "meeting document phone",
        ),
        (
            Package::MedicalCooperation,
            "fitness_for_work accommodation_advice daily_condition when_unwell emergency_response",
            "meeting document phone",
        ),
        (
            Package::DailyContact,
            "daily_condition when_unwell emergency_response plan_review",
            "meeting document phone",
        ),
    ] {
        let known: Vec<&str> = package.purposes().iter().map(|one| one.code()).collect();
        assert_eq!(known.join(" "), purposes, "{package}");
        let known: Vec<&str> = package.means().iter().map(|one| one.code()).collect();
        assert_eq!(known.join(" "), means, "{package}");
    }
}
