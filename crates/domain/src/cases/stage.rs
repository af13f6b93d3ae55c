//! Where a case stands: the seven stages of care management (S2), the stages of staying in work (S3 §8), and the
//! phases of a job coach's help, of which two patterns are in use (S0, S2).

crate::words::word_list! {
    /// The stages of care management.
    CareStage {
        Intake = "intake", "インテーク";
        Assessment = "assessment", "アセスメント";
        Planning = "planning", "プランニング";
        Intervention = "intervention", "介入";
        Monitoring = "monitoring", "モニタリング";
        Evaluation = "evaluation", "評価";
        Termination = "termination", "終結";
    }
}

impl CareStage {
    /// The plain name, for whoever is helped.
    #[must_use]
    pub const fn plain(self) -> &'static str {
        match self {
            Self::Intake => "であい",
            Self::Assessment => "みたて",
            Self::Planning => "てだて",
            Self::Intervention => "はたらきかけ",
            Self::Monitoring => "みなおし",
            Self::Evaluation => "ふりかえり",
            Self::Termination => "わかれ",
        }
    }
}

crate::words::word_list! {
    /// The stages of staying in work.
    RetentionStage {
        Exploring = "exploring", "模索期";
        Adjusting = "adjusting", "順行・調整期";
        Stable = "stable", "安定・自立拡大期";
        SelfRunning = "self_running", "自走期";
    }
}

impl RetentionStage {
    /// How help is given then.
    #[must_use]
    pub const fn way(self) -> &'static str {
        match self {
            Self::Exploring => "伴走型",
            Self::Adjusting => "伴走型からスポット型へ",
            Self::Stable => "スポット型",
            Self::SelfRunning => "リクエスト型",
        }
    }
}

crate::words::word_list! {
    /// Which pattern a job coach's phases follow.
    JobCoachPattern {
        PreparationFirst = "preparation_first", "準備・集中・フォローアップ";
        TransitionBetween = "transition_between", "集中・移行・フォローアップ";
    }
}

crate::words::word_list! {
    /// The phases of a job coach's help. Two patterns name the middle of it differently; each keeps its own.
    JobCoachPhase {
        Preparation = "preparation", "事前準備期";
        IntensiveAfterPreparation = "intensive_after_preparation", "集中支援期";
        FollowUpAfterIntensive = "follow_up_after_intensive", "フォローアップ期";
        Intensive = "intensive", "集中支援";
        Transition = "transition", "移行支援";
        FollowUp = "follow_up", "フォローアップ";
    }
}

impl JobCoachPhase {
    /// To which pattern it belongs.
    #[must_use]
    pub const fn pattern(self) -> JobCoachPattern {
        match self {
            Self::Preparation | Self::IntensiveAfterPreparation | Self::FollowUpAfterIntensive => {
                JobCoachPattern::PreparationFirst
            }
            Self::Intensive | Self::Transition | Self::FollowUp => {
                JobCoachPattern::TransitionBetween
            }
        }
    }
}

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Standing {
    /// In care management.
    pub care: CareStage,
    /// In staying in work, where the person works.
    pub retention: Option<RetentionStage>,
    /// In the help of a job coach, where there is one.
    pub job_coach: Option<JobCoachPhase>,
}

impl Standing {
    /// Where every case begins.
    pub const BEGINNING: Self = Self {
        care: CareStage::Intake,
        retention: None,
        job_coach: None,
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_pattern_of_a_job_coach_has_three_phases_that_begin_and_end_alike() {
        for pattern in JobCoachPattern::ALL {
            let phases = JobCoachPhase::ALL.iter();
            let own = phases.filter(|phase| phase.pattern() == *pattern);
            assert_eq!(own.count(), 3, "{pattern}");
        }
    }

    #[test]
    fn every_stage_has_a_plain_name_of_its_own_without_kanji() {
        let mut seen = Vec::new();
        for stage in CareStage::ALL {
            let plain = stage.plain();
            assert!(plain.chars().all(|c| ('ぁ'..='ん').contains(&c)), "{plain}");
            assert!(!seen.contains(&plain), "{plain}");
            seen.push(plain);
        }
        assert_eq!(seen.len(), 7);
    }
}
