//! Stage, keeper and end of a case.

use renkei_app::cases::course::CaseStep;
use renkei_app::cases::read::CaseView;
use renkei_domain::cases::case::PlanMaker;
use renkei_domain::cases::stage::{CareStage, JobCoachPhase, RetentionStage, Standing};
use renkei_domain::ids::AccountId;
use renkei_domain::text::Line;

use super::super::faults::Faults;
use super::super::{choices, none};
use crate::form::{Choice, Field, Packed, Sent};

/// What stands there now.
pub(in super::super) fn pack(packed: &mut Packed, view: &CaseView) {
    let case = &view.file.case;
    packed.put("care", case.standing.care.code());
    packed.put_some(
        "retention",
        case.standing.retention.map(RetentionStage::code),
    );
    packed.put_some(
        "job_coach",
        case.standing.job_coach.map(JobCoachPhase::code),
    );
    packed.put("plan_maker", case.plan_maker.code());
    packed.put("keeper", case.keeper);
    packed.put("ended_on", view.now.date);
}

/// The stages a case moves to; it ends by its own step.
fn stages() -> Vec<CareStage> {
    let all = CareStage::ALL.iter().copied();
    all.filter(|stage| *stage != CareStage::Termination)
        .collect()
}

pub(in super::super) fn stage_fields(sent: &Sent, faults: &Faults) -> Vec<Field> {
    let care = choices(
        &stages(),
        CareStage::code,
        |stage| format!("{}（{}）", stage.word(), stage.plain()),
        sent.text("care"),
    );
    let retention = choices(
        RetentionStage::ALL,
        RetentionStage::code,
        |stage| format!("{}（{}）", stage.word(), stage.way()),
        sent.text("retention"),
    );
    let job_coach = choices(
        JobCoachPhase::ALL,
        JobCoachPhase::code,
        |phase| format!("{}（{}）", phase.word(), phase.pattern().word()),
        sent.text("job_coach"),
    );
    let plan_maker = choices(
        PlanMaker::ALL,
        PlanMaker::code,
        |maker| maker.word().to_owned(),
        sent.text("plan_maker"),
    );
    vec![
        Field::one("care", "ケアマネジメントの段階", care).wrong(faults.of("care")),
        Field::listed(
            "retention",
            "定着支援の段階",
            none("まだ・関係ない", retention),
        ),
        Field::listed(
            "job_coach",
            "ジョブコーチ支援の時期",
            none("使っていない", job_coach),
        ),
        Field::one("plan_maker", "サービス等利用計画を作る人", plan_maker)
            .wrong(faults.of("plan_maker")),
    ]
}

pub(in super::super) fn read_stage(sent: &Sent, faults: &mut Faults) -> Option<CaseStep> {
    let care = faults.word(sent, "care", CareStage::from_code);
    let plan_maker = faults.word(sent, "plan_maker", PlanMaker::from_code);
    Some(CaseStep::Move {
        standing: Standing {
            care: care?,
            retention: RetentionStage::from_code(sent.text("retention")),
            job_coach: JobCoachPhase::from_code(sent.text("job_coach")),
        },
        plan_maker: plan_maker?,
    })
}

pub(in super::super) fn keeper_fields(
    sent: &Sent,
    faults: &Faults,
    keepers: &[(AccountId, Line)],
) -> Vec<Field> {
    let choices = keepers.iter().map(|(account, name)| Choice {
        value: account.to_string(),
        word: name.to_string(),
        is_chosen: account.to_string() == sent.text("keeper"),
    });
    vec![
        Field::one("keeper", "このケースの担当", choices.collect())
            .hinted("受けもつ法人の職員から選びます。")
            .wrong(faults.of("keeper")),
    ]
}

pub(in super::super) fn read_keeper(sent: &Sent, faults: &mut Faults) -> Option<CaseStep> {
    let keeper = sent.text("keeper").parse::<AccountId>();
    let keeper = keeper.map_err(|_| "担当する人を選んでください。".to_owned());
    faults.take("keeper", keeper).map(CaseStep::HandOver)
}

pub(in super::super) fn end_fields(sent: &Sent, faults: &Faults) -> Vec<Field> {
    vec![
        Field::day("ended_on", "終わった日", sent.raw("ended_on"))
            .hinted("終わったあとも、記録は読めます。必要なら もう一度はじめられます。")
            .wrong(faults.of("ended_on")),
    ]
}

pub(in super::super) fn read_end(sent: &Sent, faults: &mut Faults) -> Option<CaseStep> {
    faults.day(sent, "ended_on").map(CaseStep::End)
}
