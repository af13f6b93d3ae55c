//! The kinds of resource and the five sectors they stand in (field glossary §f).

use unicode_normalization::UnicodeNormalization as _;

use crate::words::word_list;

word_list! {
    /// The five sectors of a support network.
    Sector {
        Labour = "labour", "労働";
        Health = "health", "医療・保健";
        Welfare = "welfare", "福祉";
        Education = "education", "教育";
        Other = "other", "その他";
    }
}

word_list! {
    /// What kind of resource an entry is. One office may stand in the directory under several kinds.
    ResourceKind {
        HelloWork = "hello_work", "ハローワーク";
        RegionalVocationalCenter = "regional_vocational_center", "地域障害者職業センター";
        EmploymentLifeSupportCenter = "employment_life_support_center", "障害者就業・生活支援センター";
        MunicipalEmploymentSupportCenter = "municipal_employment_support_center", "自治体就労支援センター";
        VocationalAbilityDevelopmentSchool = "vocational_ability_development_school", "障害者職業能力開発校";
        CommissionedTrainingProvider = "commissioned_training_provider", "委託訓練先";
        EmploymentSubsidyOffice = "employment_subsidy_office", "高齢・障害者業務課（助成金）";
        LaborConsultationDesk = "labor_consultation_desk", "労働相談窓口";
        /// Listed only by the company's own agreement.
        Employer = "employer", "企業";
        DevelopmentalDisabilityCenter = "developmental_disability_center", "発達障害者支援センター";

        MedicalInstitution = "medical_institution", "医療機関";
        PsychiatricDayCare = "psychiatric_day_care", "精神科デイケア";
        VisitingNursing = "visiting_nursing", "訪問看護";
        PsychiatricVisitingNursing = "psychiatric_visiting_nursing", "精神科訪問看護";
        VisitingRehab = "visiting_rehab", "訪問リハビリ";
        MentalHealthWelfareCenter = "mental_health_welfare_center", "精神保健福祉センター";
        PublicHealthCenter = "public_health_center", "保健所";
        RehabilitationCenter = "rehabilitation_center", "リハビリテーションセンター";
        PsychiatricEmergency = "psychiatric_emergency", "精神科救急";

        MunicipalWelfareDesk = "municipal_welfare_desk", "福祉相談窓口";
        CoreConsultationCenter = "core_consultation_center", "基幹相談支援センター";
        CommissionedConsultation = "commissioned_consultation", "委託相談支援";
        ServicePlanConsultation = "service_plan_consultation", "計画相談支援";
        CommunityTransition = "community_transition", "地域移行支援";
        CommunitySettlement = "community_settlement", "地域定着支援";
        EmploymentTransition = "employment_transition", "就労移行支援";
        ContinuousEmploymentA = "continuous_employment_a", "就労継続支援A型";
        ContinuousEmploymentB = "continuous_employment_b", "就労継続支援B型";
        EmploymentRetention = "employment_retention", "就労定着支援";
        EmploymentChoice = "employment_choice", "就労選択支援";
        LifeTraining = "life_training", "自立訓練（生活訓練）";
        FunctionalTraining = "functional_training", "自立訓練（機能訓練）";
        DailyLifeCare = "daily_life_care", "生活介護";
        IndependentLivingAssistance = "independent_living_assistance", "自立生活援助";
        GroupHome = "group_home", "グループホーム";
        HomeHelp = "home_help", "居宅介護";
        SevereVisitingCare = "severe_visiting_care", "重度訪問介護";
        BehaviorSupport = "behavior_support", "行動援護";
        SevereComprehensiveSupport = "severe_comprehensive_support", "重度障害者等包括支援";
        AccompanimentSupport = "accompaniment_support", "同行援護";
        MedicalCareResidence = "medical_care_residence", "療養介護";
        ShortStay = "short_stay", "短期入所";
        FacilityResidence = "facility_residence", "施設入所支援";
        ResidentialLifeTraining = "residential_life_training", "宿泊型自立訓練";
        ChildDevelopment = "child_development", "児童発達支援";
        MedicalChildDevelopment = "medical_child_development", "医療型児童発達支援";
        AfterSchoolDayService = "after_school_day_service", "放課後等デイサービス";
        HomeVisitChildDevelopment = "home_visit_child_development", "居宅訪問型児童発達支援";
        NurseryVisitSupport = "nursery_visit_support", "保育所等訪問支援";
        ChildWelfareResidence = "child_welfare_residence", "福祉型障害児入所施設";
        ChildMedicalResidence = "child_medical_residence", "医療型障害児入所施設";
        ChildConsultation = "child_consultation", "障害児相談支援";
        CommunityActivityCenter = "community_activity_center", "地域活動支援センター";
        SocialWelfareCouncil = "social_welfare_council", "社会福祉協議会";
        AbusePreventionCenter = "abuse_prevention_center", "障害者虐待防止センター";
        RightsAdvocacy = "rights_advocacy", "権利擁護";
        /// A published service without a kind of its own; its official name is kept beside it.
        OtherDisabilityService = "other_disability_service", "その他の障害福祉サービス";

        School = "school", "学校";
        SpecialNeedsSchool = "special_needs_school", "特別支援学校";

        YouthSupportStation = "youth_support_station", "若者サポートステーション";
        LaborSocialSecurityAttorney = "labor_social_security_attorney", "社会保険労務士";
        PeerGroup = "peer_group", "当事者会・ピア";
        LeisureResource = "leisure_resource", "余暇・生涯学習";
        PensionOffice = "pension_office", "年金事務所";
        /// A line that listens or answers by telephone alone, for a prefecture or the whole country.
        Hotline = "hotline", "電話相談";
    }
}

impl ResourceKind {
    /// The sector a kind stands in. 発達障害者支援センター is filed under 労働 as S4 does.
    #[must_use]
    pub const fn sector(self) -> Sector {
        use ResourceKind as K;
        match self {
            K::HelloWork
            | K::RegionalVocationalCenter
            | K::EmploymentLifeSupportCenter
            | K::MunicipalEmploymentSupportCenter
            | K::VocationalAbilityDevelopmentSchool
            | K::CommissionedTrainingProvider
            | K::EmploymentSubsidyOffice
            | K::LaborConsultationDesk
            | K::Employer
            | K::DevelopmentalDisabilityCenter => Sector::Labour,
            K::MedicalInstitution
            | K::PsychiatricDayCare
            | K::VisitingNursing
            | K::PsychiatricVisitingNursing
            | K::VisitingRehab
            | K::MentalHealthWelfareCenter
            | K::PublicHealthCenter
            | K::RehabilitationCenter
            | K::PsychiatricEmergency => Sector::Health,
            K::School | K::SpecialNeedsSchool => Sector::Education,
            K::YouthSupportStation
            | K::LaborSocialSecurityAttorney
            | K::PeerGroup
            | K::LeisureResource
            | K::PensionOffice
            | K::Hotline => Sector::Other,
            _ => Sector::Welfare,
        }
    }

    /// The kinds of one sector, in the order of the glossary.
    pub fn of_sector(sector: Sector) -> impl Iterator<Item = Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(move |kind| kind.sector() == sector)
    }

    /// The official name of the service a kind stands for, where it differs from the word people use.
    /// Reading it with [`ResourceKind::from_service_name`] gives the kind back.
    #[must_use]
    pub const fn service_name(self) -> &'static str {
        match self {
            Self::GroupHome => "共同生活援助",
            Self::CommunityTransition => "地域相談支援（地域移行支援）",
            Self::CommunitySettlement => "地域相談支援（地域定着支援）",
            Self::VisitingRehab => "訪問リハビリテーション",
            other => other.word(),
        }
    }

    /// The kind behind a service name as WAM NET writes it (full-width Ａ and Ｂ included), or `None`
    /// for a name this list does not know: such a row stays under
    /// [`ResourceKind::OtherDisabilityService`] with its official name.
    #[must_use]
    pub fn from_service_name(name: &str) -> Option<Self> {
        use ResourceKind as K;
        let plain: String = name.nfkc().filter(|c| !c.is_whitespace()).collect();
        Some(match plain.as_str() {
            "居宅介護" => K::HomeHelp,
            "重度訪問介護" => K::SevereVisitingCare,
            "行動援護" => K::BehaviorSupport,
            "重度障害者等包括支援" => K::SevereComprehensiveSupport,
            "同行援護" => K::AccompanimentSupport,
            "療養介護" => K::MedicalCareResidence,
            "生活介護" => K::DailyLifeCare,
            "短期入所" => K::ShortStay,
            "施設入所支援" => K::FacilityResidence,
            "共同生活援助" => K::GroupHome,
            "宿泊型自立訓練" => K::ResidentialLifeTraining,
            "自立訓練(機能訓練)" => K::FunctionalTraining,
            "自立訓練(生活訓練)" => K::LifeTraining,
            "就労継続支援A型" => K::ContinuousEmploymentA,
            "就労継続支援B型" => K::ContinuousEmploymentB,
            "計画相談支援" => K::ServicePlanConsultation,
            "地域相談支援(地域移行支援)" => K::CommunityTransition,
            "地域相談支援(地域定着支援)" => K::CommunitySettlement,
            "就労移行支援" => K::EmploymentTransition,
            "自立生活援助" => K::IndependentLivingAssistance,
            "就労定着支援" => K::EmploymentRetention,
            "就労選択支援" => K::EmploymentChoice,
            "児童発達支援" => K::ChildDevelopment,
            "医療型児童発達支援" => K::MedicalChildDevelopment,
            "放課後等デイサービス" => K::AfterSchoolDayService,
            "居宅訪問型児童発達支援" => K::HomeVisitChildDevelopment,
            "保育所等訪問支援" => K::NurseryVisitSupport,
            "福祉型障害児入所施設" => K::ChildWelfareResidence,
            "医療型障害児入所施設" => K::ChildMedicalResidence,
            "障害児相談支援" => K::ChildConsultation,
            "訪問看護" | "介護予防訪問看護" => K::VisitingNursing,
            "訪問リハビリテーション" | "介護予防訪問リハビリテーション" => {
                K::VisitingRehab
            }
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sector_has_kinds_and_every_code_reads_back() {
        for sector in Sector::ALL {
            assert!(
                ResourceKind::of_sector(*sector).next().is_some(),
                "{sector} is empty"
            );
        }
        for kind in ResourceKind::ALL {
            assert_eq!(ResourceKind::from_code(kind.code()), Some(*kind));
        }
    }

    #[test]
    fn full_width_letters_and_long_vowels_name_the_same_service() {
        assert_eq!(
            ResourceKind::from_service_name("就労継続支援Ａ型"),
            Some(ResourceKind::ContinuousEmploymentA)
        );
        assert_eq!(
            ResourceKind::from_service_name("放課後等デイサービス"),
            Some(ResourceKind::AfterSchoolDayService)
        );
        assert_eq!(ResourceKind::from_service_name("新しい支援"), None);
        for kind in ResourceKind::ALL {
            if let Some(published) = ResourceKind::from_service_name(kind.service_name()) {
                assert_eq!(published, *kind);
            }
        }
        assert_eq!(
            ResourceKind::from_service_name("共同生活援助"),
            Some(ResourceKind::GroupHome)
        );
    }
}
