//! What something is told for, in closed purposes: chosen, never typed.

use std::collections::BTreeSet;

use crate::words::word_list;

word_list! {
    /// What something is told for (field glossary §f).
    ConsentPurpose {
        IntakeInquiry = "intake_inquiry", "利用相談";
        FitnessForWork = "fitness_for_work", "就労可否の判断";
        AccommodationAdvice = "accommodation_advice", "配慮の助言";
        DailyCondition = "daily_condition", "日々の体調管理";
        WhenUnwell = "when_unwell", "体調不良時の対応";
        EmergencyResponse = "emergency_response", "緊急時の対応";
        TeamBuilding = "team_building", "支援体制の検討";
        PlanReview = "plan_review", "計画の見直し";
        Handover = "handover", "引継ぎ";
        WorkplaceSharing = "workplace_sharing", "職場との共有";
    }
}

/// Some purposes, in the order of the glossary.
pub type Purposes = BTreeSet<ConsentPurpose>;

impl ConsentPurpose {
    /// For everybody, in easy words.
    #[must_use]
    pub const fn plain(self) -> &'static str {
        match self {
            Self::IntakeInquiry => "つかえるかどうか、きくため",
            Self::FitnessForWork => "はたらけるかどうか、かんがえるため",
            Self::AccommodationAdvice => "どんな てつだいが よいか、きくため",
            Self::DailyCondition => "まいにちの ぐあいを 知っておくため",
            Self::WhenUnwell => "ぐあいが わるいときに、たすけるため",
            Self::EmergencyResponse => "いそいで たすけが いるとき、すぐ うごくため",
            Self::TeamBuilding => "だれが なにを てつだうか、きめるため",
            Self::PlanReview => "けいかくを 見なおすため",
            Self::Handover => "つぎの たんとうの人に つなぐため",
            Self::WorkplaceSharing => "はたらいているところに 知ってもらうため",
        }
    }

    /// For forms, in the words of the law.
    #[must_use]
    pub const fn legal(self) -> &'static str {
        match self {
            Self::IntakeInquiry => "サービス等の利用に関する相談及び照会",
            Self::FitnessForWork => "就労の可否及び就労条件に関する判断",
            Self::AccommodationAdvice => "合理的配慮その他の配慮事項に関する助言",
            Self::DailyCondition => "日常の体調の把握及び管理",
            Self::WhenUnwell => "体調不良時における対応及び連絡調整",
            Self::EmergencyResponse => "緊急時における対応及び連絡",
            Self::TeamBuilding => "支援体制の構築及び役割分担の検討",
            Self::PlanReview => "個別支援計画等の評価及び見直し",
            Self::Handover => "支援の引継ぎ及び移行に係る連絡調整",
            Self::WorkplaceSharing => "就労先の事業所との情報共有",
        }
    }
}
