//! The words of the glossary (field.md §f) and of the code are the same, and the numbers that carry a
//! check digit are those of the real tables.

mod cases;
mod conference;
mod webhooks;

use renkei_domain::directory::contact::policy::{Channel, ContactPurpose, SenderKind};
use renkei_domain::directory::correction::{CorrectableField, OrganizationField};
use renkei_domain::directory::kind::{ResourceKind, Sector};
use renkei_domain::directory::municipality::{MunicipalityCode, MunicipalityCodeFault};
use renkei_domain::directory::observation::PaperWay;
use renkei_domain::directory::organization::{CorporateNumber, CorporateNumberFault};
use renkei_domain::directory::people::StaffRole;
use renkei_domain::directory::program::ProgramKind;
use renkei_domain::directory::source::Dataset;
use renkei_domain::directory::strength::{Disability, PyramidLayer, Stage, Valence};
use renkei_domain::letters::channel::{OutgoingChannel, SheetKind};
use renkei_domain::letters::delivery::DeliveryOutcome;
use renkei_domain::letters::kind::LetterKind;
use renkei_domain::letters::state::LetterState;
use renkei_domain::people::{Ceremony, DutyKind, Factors, OrganizationPost};
use renkei_domain::record::Purpose;
use renkei_tests::shared;

/// The kinds of the glossary by sector, in its order.
const KINDS: [(&str, &str); 5] = [
    (
        "labour",
        "hello_work regional_vocational_center employment_life_support_center \
         municipal_employment_support_center vocational_ability_development_school \
         commissioned_training_provider employment_subsidy_office labor_consultation_desk employer \
         developmental_disability_center",
    ),
    (
        "health",
        "medical_institution psychiatric_day_care visiting_nursing psychiatric_visiting_nursing \
         visiting_rehab mental_health_welfare_center public_health_center rehabilitation_center \
         psychiatric_emergency",
    ),
    (
        "welfare",
        "municipal_welfare_desk core_consultation_center commissioned_consultation \
         service_plan_consultation community_transition community_settlement employment_transition \
         continuous_employment_a continuous_employment_b employment_retention employment_choice \
         life_training functional_training daily_life_care independent_living_assistance group_home \
         home_help severe_visiting_care behavior_support severe_comprehensive_support \
         accompaniment_support medical_care_residence short_stay facility_residence \
         residential_life_training child_development medical_child_development \
         after_school_day_service home_visit_child_development nursery_visit_support \
         child_welfare_residence child_medical_residence child_consultation \
         community_activity_center social_welfare_council abuse_prevention_center rights_advocacy \
         other_disability_service",
    ),
    ("education", "school special_needs_school"),
    (
        "other",
        "youth_support_station labor_social_security_attorney peer_group leisure_resource \
         pension_office hotline",
    ),
];

const STAFF_ROLES: &str = "vocational_counselor job_coach_center job_coach_visiting \
    job_coach_in_house employment_support_worker life_support_worker retention_support_worker \
    employment_support_staff group_home_caretaker service_manager consultation_specialist \
    vocational_adviser mental_developmental_employment_supporter workplace_life_counselor \
    attending_physician nurse occupational_therapist occupational_physician \
    occupational_health_staff hr_officer guardian psychiatric_social_worker \
    medical_social_worker clinical_psychologist certified_psychologist public_health_nurse \
    support_staff career_teacher special_education_coordinator";

/// A role that the glossary has only among those in a company who may know (人事 / 上司 / 同僚).
const OWN_ROLES: &str = "workplace_supervisor";

const PYRAMID: &str =
    "health_management daily_living social_skills work_habits vocational_aptitude";

/// The contact methods of the glossary. 音声案内番号 and 内線 are parts of a number, not ways.
const CHANNELS: &str =
    "phone fax email visit come_in online_meeting letter liaison_notebook accompany_visit";

/// A way that agencies named themselves: "ask the person, or the child consultation center".
const OWN_CHANNELS: &str = "through_another";

#[test]
fn a_coordinator_finds_every_kind_of_the_glossary_in_its_sector_and_no_other() {
    let listed: Vec<&str> = KINDS.iter().map(|(sector, _)| *sector).collect();
    assert_eq!(listed, codes(Sector::ALL, Sector::code));
    for (sector, kinds) in KINDS {
        let sector = Sector::from_code(sector).expect("a sector");
        let own: Vec<_> = ResourceKind::of_sector(sector).collect();
        assert_eq!(
            words(kinds),
            sorted(codes(&own, ResourceKind::code)),
            "{sector}"
        );
    }
    let all: Vec<&str> = KINDS
        .iter()
        .flat_map(|(_, kinds)| kinds.split_whitespace())
        .collect();
    assert_eq!(
        sorted(all),
        sorted(codes(ResourceKind::ALL, ResourceKind::code))
    );
}

#[test]
fn a_coordinator_finds_the_roles_layers_and_channels_of_the_glossary_and_no_other() {
    for (glossary, list) in [
        (
            words(&format!("{STAFF_ROLES} {OWN_ROLES}")),
            codes(StaffRole::ALL, StaffRole::code),
        ),
        (words(PYRAMID), codes(PyramidLayer::ALL, PyramidLayer::code)),
        (
            words(&format!("{CHANNELS} {OWN_CHANNELS}")),
            codes(Channel::ALL, Channel::code),
        ),
    ] {
        assert_eq!(glossary, sorted(list));
    }
    // The base of the pyramid comes first.
    assert_eq!(
        PYRAMID.split_whitespace().collect::<Vec<_>>(),
        codes(PyramidLayer::ALL, PyramidLayer::code)
    );
}

#[test]
fn a_program_reads_every_code_back_and_a_person_reads_no_word_twice() {
    reads_back(Sector::ALL, Sector::code, Sector::word, Sector::from_code);
    reads_back(
        ResourceKind::ALL,
        ResourceKind::code,
        ResourceKind::word,
        ResourceKind::from_code,
    );
    reads_back(
        StaffRole::ALL,
        StaffRole::code,
        StaffRole::word,
        StaffRole::from_code,
    );
    reads_back(
        Channel::ALL,
        Channel::code,
        Channel::word,
        Channel::from_code,
    );
    reads_back(
        ContactPurpose::ALL,
        ContactPurpose::code,
        ContactPurpose::word,
        ContactPurpose::from_code,
    );
    reads_back(
        SenderKind::ALL,
        SenderKind::code,
        SenderKind::word,
        SenderKind::from_code,
    );
    reads_back(
        CorrectableField::ALL,
        CorrectableField::code,
        CorrectableField::word,
        CorrectableField::from_code,
    );
    reads_back(
        OrganizationField::ALL,
        OrganizationField::code,
        OrganizationField::word,
        OrganizationField::from_code,
    );
    reads_back(
        ProgramKind::ALL,
        ProgramKind::code,
        ProgramKind::word,
        ProgramKind::from_code,
    );
    reads_back(
        Disability::ALL,
        Disability::code,
        Disability::word,
        Disability::from_code,
    );
    reads_back(Stage::ALL, Stage::code, Stage::word, Stage::from_code);
    reads_back(
        PyramidLayer::ALL,
        PyramidLayer::code,
        PyramidLayer::word,
        PyramidLayer::from_code,
    );
    reads_back(
        Valence::ALL,
        Valence::code,
        Valence::word,
        Valence::from_code,
    );
    reads_back(
        Dataset::ALL,
        Dataset::code,
        Dataset::word,
        Dataset::from_code,
    );
    reads_back(
        DutyKind::ALL,
        DutyKind::code,
        DutyKind::word,
        DutyKind::from_code,
    );
    reads_back(
        OrganizationPost::ALL,
        OrganizationPost::code,
        OrganizationPost::word,
        OrganizationPost::from_code,
    );
    reads_back(
        Factors::ALL,
        Factors::code,
        Factors::word,
        Factors::from_code,
    );
    reads_back(
        Ceremony::ALL,
        Ceremony::code,
        Ceremony::word,
        Ceremony::from_code,
    );
    reads_back(
        Purpose::ALL,
        Purpose::code,
        Purpose::word,
        Purpose::from_code,
    );
    reads_back(
        PaperWay::ALL,
        PaperWay::code,
        PaperWay::word,
        PaperWay::from_code,
    );
    reads_back(
        LetterKind::ALL,
        LetterKind::code,
        LetterKind::word,
        LetterKind::from_code,
    );
    reads_back(
        LetterState::ALL,
        LetterState::code,
        LetterState::word,
        LetterState::from_code,
    );
    reads_back(
        DeliveryOutcome::ALL,
        DeliveryOutcome::code,
        DeliveryOutcome::word,
        DeliveryOutcome::from_code,
    );
    reads_back(
        OutgoingChannel::ALL,
        OutgoingChannel::code,
        OutgoingChannel::word,
        OutgoingChannel::from_code,
    );
    reads_back(
        SheetKind::ALL,
        SheetKind::code,
        SheetKind::word,
        SheetKind::from_code,
    );
}

#[test]
fn a_visitor_of_the_demo_reads_no_program_named_twice() {
    let mut named = 0;
    for (file, text) in renkei::commands::demo::files() {
        let table: toml::Table =
            toml::from_str(&text).unwrap_or_else(|fault| panic!("{file}: {fault}"));
        let list = |table: &toml::Table, key: &str| {
            let list = table.get(key).and_then(toml::Value::as_array).cloned();
            let entries = list.unwrap_or_default();
            entries
                .into_iter()
                .filter_map(|entry| entry.as_table().cloned())
                .collect::<Vec<_>>()
        };
        let resources = list(&table, "resource");
        for program in resources
            .iter()
            .flat_map(|resource| list(resource, "program"))
        {
            let text = |key: &str| program.get(key).and_then(toml::Value::as_str);
            let kind = text("kind").and_then(ProgramKind::from_code);
            assert!(kind.is_some(), "{file}: {program:?}");
            let Some(own) = text("own_name") else {
                continue;
            };
            assert_ne!(Some(own), kind.map(ProgramKind::word), "{file}");
            named += 1;
        }
    }
    assert!(named > 5, "{named}");
}

#[test]
fn an_operator_finds_every_code_of_the_real_table_valid_and_a_wrong_digit_named() {
    let Some(folder) = shared::data(concat!(module_path!(), "::real_municipality_codes")) else {
        return;
    };
    let table = std::fs::read_to_string(folder.join("municipality/localgovjp-utf8.csv"))
        .expect("the table of municipalities");
    let codes: Vec<&str> = table
        .lines()
        .skip(1)
        .filter_map(|row| row.rsplit(',').next())
        .map(str::trim)
        .collect();
    assert_eq!(codes.len(), 1_916);
    for text in codes {
        let code = MunicipalityCode::parse(text).expect(text);
        assert_eq!(code.to_string(), text);
        assert_eq!(
            MunicipalityCode::parse(&text[..5]),
            Ok(code),
            "from five digits"
        );
        let expected = text.as_bytes()[5] - b'0';
        let wrong = format!("{}{}", &text[..5], (expected + 1) % 10);
        assert_eq!(
            MunicipalityCode::parse(&wrong),
            Err(MunicipalityCodeFault::CheckDigit { expected })
        );
    }
}

#[test]
fn an_operator_finds_the_numbers_of_real_bodies_valid_and_a_wrong_digit_named() {
    // 国税庁, デジタル庁, トヨタ自動車株式会社 and the example of the ministry's own rule.
    for text in [
        "7000012050002",
        "8000012010038",
        "1180301018771",
        "8700110005901",
    ] {
        let number = CorporateNumber::parse(text).expect(text);
        assert_eq!(number.to_string(), text);
        let expected = text.as_bytes()[0] - b'0';
        let wrong = format!("{}{}", (expected + 1) % 10, &text[1..]);
        assert_eq!(
            CorporateNumber::parse(&wrong),
            Err(CorporateNumberFault::CheckDigit { expected })
        );
        assert_eq!(
            CorporateNumber::parse(&text[1..]),
            Err(CorporateNumberFault::Digits)
        );
    }
}

fn codes<T: Copy>(list: &[T], code: fn(T) -> &'static str) -> Vec<&'static str> {
    list.iter().map(|word| code(*word)).collect()
}

fn words(text: &str) -> Vec<&str> {
    sorted(text.split_whitespace().collect())
}

fn sorted(mut list: Vec<&str>) -> Vec<&str> {
    list.sort_unstable();
    list
}

/// Checks one closed list: codes read back and are fit for addresses, words are there and differ.
fn reads_back<T: Copy + PartialEq + std::fmt::Debug>(
    list: &[T],
    code: fn(T) -> &'static str,
    word: fn(T) -> &'static str,
    from_code: fn(&str) -> Option<T>,
) {
    let mut seen = Vec::new();
    for entry in list.iter().copied() {
        let code = code(entry);
        assert_eq!(from_code(code), Some(entry));
        assert!(
            code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'),
            "{code}"
        );
        assert_eq!(from_code(&code.to_uppercase()), None);
        assert!(
            !word(entry).is_empty() && !seen.contains(&word(entry)),
            "{entry:?}"
        );
        seen.push(word(entry));
    }
    assert_eq!(from_code(""), None);
}
