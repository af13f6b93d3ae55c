//! The words of a case are those of the glossary.

use renkei_domain::cases::case::{AgreedHow, PlanMaker};
use renkei_domain::cases::erasure::HoldReason;
use renkei_domain::cases::note::{NoteCategory, NoteScope};
use renkei_domain::cases::person::PreferredContact;
use renkei_domain::cases::stage::{CareStage, JobCoachPattern, JobCoachPhase, RetentionStage};
use renkei_domain::cases::team::{Part, Ring};
use renkei_domain::person_copy::{CopyAskedHow, CopyDecision, CopyKind};

use super::{codes, reads_back, sorted, words};

/// The stages of care management and of staying in work, and the networks around a person.
const STAGES: &str = "intake assessment planning intervention monitoring evaluation termination \
    exploring adjusting stable self_running in_company welfare_medical community";

#[test]
fn a_supporter_reads_every_word_of_a_case_once_and_the_stages_of_the_glossary() {
    reads_back(
        AgreedHow::ALL,
        AgreedHow::code,
        AgreedHow::word,
        AgreedHow::from_code,
    );
    reads_back(
        PlanMaker::ALL,
        PlanMaker::code,
        PlanMaker::word,
        PlanMaker::from_code,
    );
    reads_back(
        CareStage::ALL,
        CareStage::code,
        CareStage::word,
        CareStage::from_code,
    );
    reads_back(
        RetentionStage::ALL,
        RetentionStage::code,
        RetentionStage::word,
        RetentionStage::from_code,
    );
    reads_back(
        JobCoachPattern::ALL,
        JobCoachPattern::code,
        JobCoachPattern::word,
        JobCoachPattern::from_code,
    );
    reads_back(
        JobCoachPhase::ALL,
        JobCoachPhase::code,
        JobCoachPhase::word,
        JobCoachPhase::from_code,
    );
    reads_back(Ring::ALL, Ring::code, Ring::word, Ring::from_code);
    reads_back(Part::ALL, Part::code, Part::word, Part::from_code);
    reads_back(
        HoldReason::ALL,
        HoldReason::code,
        HoldReason::word,
        HoldReason::from_code,
    );
    reads_back(
        NoteCategory::ALL,
        NoteCategory::code,
        NoteCategory::word,
        NoteCategory::from_code,
    );
    reads_back(
        NoteScope::ALL,
        NoteScope::code,
        NoteScope::word,
        NoteScope::from_code,
    );
    reads_back(
        PreferredContact::ALL,
        PreferredContact::code,
        PreferredContact::word,
        PreferredContact::from_code,
    );
    reads_back(
        CopyKind::ALL,
        CopyKind::code,
        CopyKind::word,
        CopyKind::from_code,
    );
    reads_back(
        CopyAskedHow::ALL,
        CopyAskedHow::code,
        CopyAskedHow::word,
        CopyAskedHow::from_code,
    );
    reads_back(
        CopyDecision::ALL,
        CopyDecision::code,
        CopyDecision::word,
        CopyDecision::from_code,
    );
    assert_eq!(
        words(STAGES),
        sorted(
            [
                codes(CareStage::ALL, CareStage::code),
                codes(RetentionStage::ALL, RetentionStage::code),
                codes(Ring::ALL, Ring::code),
            ]
            .concat()
        )
    );
}
