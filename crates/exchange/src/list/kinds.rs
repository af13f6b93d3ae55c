//! The kind of resource people mean by what they write in a list.

use renkei_domain::directory::kind::ResourceKind as Kind;
use renkei_domain::text::fold;

/// Names in use beside the official ones, the first letters of the field.
const OTHER_NAMES: &[(&str, Kind)] = &[
    ("職安", Kind::HelloWork),
    ("公共職業安定所", Kind::HelloWork),
    ("HW", Kind::HelloWork),
    ("専門援助部門", Kind::HelloWork),
    ("職業センター", Kind::RegionalVocationalCenter),
    ("障害者職業センター", Kind::RegionalVocationalCenter),
    ("就ポツ", Kind::EmploymentLifeSupportCenter),
    ("なかぽつ", Kind::EmploymentLifeSupportCenter),
    ("ナカポツ", Kind::EmploymentLifeSupportCenter),
    ("中ポツ", Kind::EmploymentLifeSupportCenter),
    ("就業・生活支援センター", Kind::EmploymentLifeSupportCenter),
    ("就労支援センター", Kind::MunicipalEmploymentSupportCenter),
    (
        "障害者就労支援センター",
        Kind::MunicipalEmploymentSupportCenter,
    ),
    ("能力開発校", Kind::VocationalAbilityDevelopmentSchool),
    ("委託訓練", Kind::CommissionedTrainingProvider),
    (
        "高齢・障害者雇用支援センター",
        Kind::EmploymentSubsidyOffice,
    ),
    ("高齢・障害者業務課", Kind::EmploymentSubsidyOffice),
    ("労働相談", Kind::LaborConsultationDesk),
    ("会社", Kind::Employer),
    ("事業主", Kind::Employer),
    ("病院", Kind::MedicalInstitution),
    ("クリニック", Kind::MedicalInstitution),
    ("診療所", Kind::MedicalInstitution),
    ("医院", Kind::MedicalInstitution),
    ("精神科病院", Kind::MedicalInstitution),
    ("精神科クリニック", Kind::MedicalInstitution),
    ("心療内科", Kind::MedicalInstitution),
    ("医療", Kind::MedicalInstitution),
    ("デイケア", Kind::PsychiatricDayCare),
    ("訪看", Kind::VisitingNursing),
    ("訪問看護ステーション", Kind::VisitingNursing),
    ("精神科訪看", Kind::PsychiatricVisitingNursing),
    ("訪問リハビリテーション", Kind::VisitingRehab),
    ("訪問リハ", Kind::VisitingRehab),
    ("こころの健康センター", Kind::MentalHealthWelfareCenter),
    ("保健センター", Kind::PublicHealthCenter),
    ("リハセンター", Kind::RehabilitationCenter),
    ("福祉課", Kind::MunicipalWelfareDesk),
    ("障害福祉課", Kind::MunicipalWelfareDesk),
    ("市役所", Kind::MunicipalWelfareDesk),
    ("福祉事務所", Kind::MunicipalWelfareDesk),
    ("基幹", Kind::CoreConsultationCenter),
    ("基幹相談", Kind::CoreConsultationCenter),
    ("基幹相談支援", Kind::CoreConsultationCenter),
    ("委託相談", Kind::CommissionedConsultation),
    ("相談支援", Kind::ServicePlanConsultation),
    ("相談支援事業所", Kind::ServicePlanConsultation),
    ("特定相談", Kind::ServicePlanConsultation),
    ("特定相談支援", Kind::ServicePlanConsultation),
    ("計画相談", Kind::ServicePlanConsultation),
    ("地域移行", Kind::CommunityTransition),
    ("地域定着", Kind::CommunitySettlement),
    ("移行", Kind::EmploymentTransition),
    ("就労移行", Kind::EmploymentTransition),
    ("移行支援", Kind::EmploymentTransition),
    ("A型", Kind::ContinuousEmploymentA),
    ("就労A", Kind::ContinuousEmploymentA),
    ("就労継続A型", Kind::ContinuousEmploymentA),
    ("就労継続支援A", Kind::ContinuousEmploymentA),
    ("就A", Kind::ContinuousEmploymentA),
    ("B型", Kind::ContinuousEmploymentB),
    ("就労B", Kind::ContinuousEmploymentB),
    ("就労継続B型", Kind::ContinuousEmploymentB),
    ("就労継続支援B", Kind::ContinuousEmploymentB),
    ("就B", Kind::ContinuousEmploymentB),
    ("作業所", Kind::ContinuousEmploymentB),
    ("定着", Kind::EmploymentRetention),
    ("就労定着", Kind::EmploymentRetention),
    ("定着支援", Kind::EmploymentRetention),
    ("就労選択", Kind::EmploymentChoice),
    ("選択支援", Kind::EmploymentChoice),
    ("生活訓練", Kind::LifeTraining),
    ("自立訓練", Kind::LifeTraining),
    ("機能訓練", Kind::FunctionalTraining),
    ("生介", Kind::DailyLifeCare),
    ("GH", Kind::GroupHome),
    ("共同生活援助", Kind::GroupHome),
    ("ヘルパー", Kind::HomeHelp),
    ("ホームヘルプ", Kind::HomeHelp),
    ("ショートステイ", Kind::ShortStay),
    ("ショート", Kind::ShortStay),
    ("宿泊型", Kind::ResidentialLifeTraining),
    ("児発", Kind::ChildDevelopment),
    ("放デイ", Kind::AfterSchoolDayService),
    ("放課後デイ", Kind::AfterSchoolDayService),
    ("地活", Kind::CommunityActivityCenter),
    ("地域活動支援センターI型", Kind::CommunityActivityCenter),
    ("社協", Kind::SocialWelfareCouncil),
    ("虐待防止センター", Kind::AbusePreventionCenter),
    ("成年後見", Kind::RightsAdvocacy),
    ("後見", Kind::RightsAdvocacy),
    ("日常生活自立支援", Kind::RightsAdvocacy),
    ("高校", Kind::School),
    ("大学", Kind::School),
    ("専門学校", Kind::School),
    ("支援学校", Kind::SpecialNeedsSchool),
    ("サポステ", Kind::YouthSupportStation),
    ("地域若者サポートステーション", Kind::YouthSupportStation),
    ("社労士", Kind::LaborSocialSecurityAttorney),
    ("当事者会", Kind::PeerGroup),
    ("自助グループ", Kind::PeerGroup),
    ("家族会", Kind::PeerGroup),
    ("ピアサポート", Kind::PeerGroup),
    ("余暇", Kind::LeisureResource),
    ("余暇活動", Kind::LeisureResource),
    ("サークル", Kind::LeisureResource),
    ("生涯学習", Kind::LeisureResource),
    ("発達障害支援センター", Kind::DevelopmentalDisabilityCenter),
    ("発達", Kind::DevelopmentalDisabilityCenter),
];

/// The kind a text names: by code, by word, by the name of a published service, or by one of the
/// names in use; at last by a word that stands inside it (「就労継続支援Ｂ型事業所」).
pub(crate) fn kind_of(text: &str) -> Option<Kind> {
    let folded = fold(text);
    if folded.is_empty() {
        return None;
    }
    Kind::from_code(text.trim())
        .or_else(|| {
            Kind::ALL
                .iter()
                .copied()
                .find(|kind| fold(kind.word()) == folded)
        })
        .or_else(|| Kind::from_service_name(text))
        .or_else(|| {
            OTHER_NAMES
                .iter()
                .find(|(name, _)| fold(name) == folded)
                .map(|(_, kind)| *kind)
        })
        .or_else(|| kind_within(text))
}

/// The longest official word that stands inside a text. Two letters (学校, 企業) stand inside too many
/// other words.
pub(crate) fn kind_within(text: &str) -> Option<Kind> {
    const SHORTEST: usize = 3;
    let folded = fold(text);
    Kind::ALL
        .iter()
        .copied()
        .filter(|kind| *kind != Kind::OtherDisabilityService)
        .map(|kind| (fold(kind.word()), kind))
        .filter(|(word, _)| word.chars().count() >= SHORTEST && folded.contains(word.as_str()))
        .max_by_key(|(word, _)| word.chars().count())
        .map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_write_kinds_in_many_ways() {
        for (text, expected) in [
            ("就ポツ", Some(Kind::EmploymentLifeSupportCenter)),
            ("なかぽつ", Some(Kind::EmploymentLifeSupportCenter)),
            ("Ｂ型", Some(Kind::ContinuousEmploymentB)),
            ("就労継続支援Ｂ型事業所", Some(Kind::ContinuousEmploymentB)),
            ("hello_work", Some(Kind::HelloWork)),
            ("ハローワーク", Some(Kind::HelloWork)),
            ("共同生活援助", Some(Kind::GroupHome)),
            ("専門援助部門", Some(Kind::HelloWork)),
            ("高齢・障害者業務課", Some(Kind::EmploymentSubsidyOffice)),
            ("日常生活自立支援", Some(Kind::RightsAdvocacy)),
            ("クリニック", Some(Kind::MedicalInstitution)),
            ("特別支援学校高等部", Some(Kind::SpecialNeedsSchool)),
            ("カフェ", None),
            ("", None),
        ] {
            assert_eq!(kind_of(text), expected, "{text}");
        }
    }
}
