//! Where a case stands, in words of closed lists.

use renkei_domain::cases::stage::{CareStage, JobCoachPhase, RetentionStage};

use crate::closed_list::closed_list;

closed_list!(
    CareStage,
    "CareStage",
    "The stages of care management, which a case goes through in any order.",
    |stage| match stage {
        CareStage::Intake => "somebody comes for the first time and says what it is about",
        CareStage::Assessment => "what helps and what hinders is found out together",
        CareStage::Planning => "the person and the agencies agree on goals, steps and helpers",
        CareStage::Intervention => "help is given as it was agreed",
        CareStage::Monitoring => "whether the help still fits is looked at",
        CareStage::Evaluation => "results are weighed together against the goals",
        CareStage::Termination => "nobody of the agency helps any more",
    }
);

closed_list!(
    RetentionStage,
    "RetentionStage",
    "How far somebody has come in staying at work, and how much help that takes.",
    |stage| match stage {
        RetentionStage::Exploring => "beginning at a workplace, with somebody at their side",
        RetentionStage::Adjusting => "help goes back from every day to single visits",
        RetentionStage::Stable => "a visit now and then is enough",
        RetentionStage::SelfRunning => "help comes when the person asks for it",
    }
);

closed_list!(
    JobCoachPhase,
    "JobCoachPhase",
    "The phases of a job coach's help. Two patterns are in use, and each has names of its own.",
    |phase| match phase {
        JobCoachPhase::Preparation => "before the first day, in the pattern that begins with it",
        JobCoachPhase::IntensiveAfterPreparation =>
            "often at the workplace, in the pattern that begins with preparing",
        JobCoachPhase::FollowUpAfterIntensive =>
            "seldom at the workplace, in the pattern that begins with preparing",
        JobCoachPhase::Intensive => "often at the workplace, in the pattern that begins there",
        JobCoachPhase::Transition => "the workplace takes over little by little",
        JobCoachPhase::FollowUp => "seldom at the workplace, once it has taken over",
    }
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::closed_list::tests::shows_all;

    #[test]
    fn every_stage_is_a_value_of_the_schema() {
        shows_all(CareStage::ALL);
        shows_all(RetentionStage::ALL);
        shows_all(JobCoachPhase::ALL);
    }
}
