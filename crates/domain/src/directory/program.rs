//! Programs a resource runs. Length and frequency differ from center to center (rule J6), so they
//! stand with the resource and not with the kind of program.

use crate::text::{Line, Prose};

crate::words::word_list! {
    /// Programs of vocational rehabilitation and what stands around them.
    ProgramKind {
        VocationalEvaluation = "vocational_evaluation", "職業評価";
        WorkPreparation = "work_preparation", "職業準備支援";
        ReturnToWork = "return_to_work", "リワーク支援";
        JobCoachSupport = "job_coach_support", "ジョブコーチ支援";
        EmployerAdvice = "employer_advice", "事業主への助言";
        AgencyAdvice = "agency_advice", "支援機関への助言";
        JobIntroduction = "job_introduction", "職業紹介";
        TrialEmployment = "trial_employment", "障害者トライアル雇用";
        CommissionedTraining = "commissioned_training", "委託訓練";
        VocationalTraining = "vocational_training", "職業訓練";
        EmploymentLifeConsultation = "employment_life_consultation", "就業と生活の相談";
        WorkplaceRetention = "workplace_retention", "職場定着の支援";
        DayCare = "day_care", "デイケア";
        GroupWork = "group_work", "グループワーク";
        HomeVisit = "home_visit", "訪問";
        PeerSupport = "peer_support", "ピアサポート";
        SubsidyConsultation = "subsidy_consultation", "助成金の相談";
        AllNightHelp = "all_night_help", "夜間・休日の対応";
    }
}

crate::words::word_list! {
    /// Patterns of job-coach support; 作業場面介入 and 職務遂行 are the names of two centers for help
    /// at the place of work.
    JobCoachPattern {
        ConsultationCentered = "consultation_centered", "相談支援中心型";
        WorkSceneIntervention = "work_scene_intervention", "作業場面介入型";
        DutyPerformance = "duty_performance", "職務遂行支援型";
        Cooperative = "cooperative", "協同支援型";
    }
}

/// A span with a lower and an upper end in one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// Lower end.
    pub from: u16,
    /// Upper end, not below the lower.
    pub to: u16,
}

impl Range {
    /// A span; the ends in the wrong order are refused.
    #[must_use]
    pub const fn new(from: u16, to: u16) -> Option<Self> {
        if from <= to {
            Some(Self { from, to })
        } else {
            None
        }
    }
}

crate::words::word_list! {
    /// The unit a visit frequency is counted in.
    Per {
        Week = "week", "週";
        Month = "month", "月";
    }
}

/// How often somebody visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VisitFrequency {
    /// How many times.
    pub times: Range,
    /// In which period.
    pub per: Per,
    /// True when this holds at the beginning and thins out later.
    pub at_first: bool,
}

/// One way in which a program is run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgramPattern {
    /// The pattern, for job-coach support.
    pub job_coach: Option<JobCoachPattern>,
    /// Length in months.
    pub months: Option<Range>,
    /// How often they visit.
    pub visits: Option<VisitFrequency>,
    /// What happens in it.
    pub description: Option<Prose>,
}

/// A program as one resource runs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// Which program.
    pub kind: ProgramKind,
    /// The name the resource gives it, where it differs.
    pub own_name: Option<Line>,
    /// What it is and for whom.
    pub description: Option<Prose>,
    /// Its patterns; one without a job-coach pattern stands for the whole program.
    pub patterns: Vec<ProgramPattern>,
}

impl Program {
    /// The resource's own name for it, unless that only repeats the official word.
    #[must_use]
    pub fn differing_name(&self) -> Option<&Line> {
        let own = self.own_name.as_ref();
        own.filter(|name| name.as_str() != self.kind.word())
    }
}

impl ProgramPattern {
    /// Length and frequency in words: 「3か月くらい・はじめは週1〜2回」.
    #[must_use]
    pub fn pace(&self) -> Option<String> {
        let months = self.months.map(|months| match months {
            Range { from, to } if from == to => format!("{from}か月くらい"),
            Range { from, to } => format!("{from}〜{to}か月"),
        });
        let visits = self.visits.map(|visits| {
            let first = if visits.at_first { "はじめは" } else { "" };
            let Range { from, to } = visits.times;
            let times = if from == to {
                format!("{from}")
            } else {
                format!("{from}〜{to}")
            };
            format!("{first}{}{times}回", visits.per.word())
        });
        match (months, visits) {
            (Some(months), Some(visits)) => Some(format!("{months}・{visits}")),
            (one, other) => one.or(other),
        }
    }
}
