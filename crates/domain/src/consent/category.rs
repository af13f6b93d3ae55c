//! What is told, in closed categories: chosen, never typed, so that a consent and a disclosure mean the same.

use std::collections::BTreeSet;

use crate::cases::employment::Openness;
use crate::words::word_list;

word_list! {
    /// A category of information about a person (field glossary §f).
    InformationCategory {
        Basic = "basic", "基本情報";
        DisabilityDiagnosis = "disability_diagnosis", "障害・診断";
        MedicationVisits = "medication_visits", "服薬・通院";
        Skills = "skills", "技能習得";
        Communication = "communication", "コミュニケーション";
        Accommodations = "accommodations", "配慮事項";
        Family = "family", "家族";
        LivingMoney = "living_money", "生活・金銭";
        EmploymentStatus = "employment_status", "就労状況";
        EmployerInfo = "employer_info", "事業所情報";
        Wishes = "wishes", "希望";
        Emergency = "emergency", "緊急連絡";
        History = "history", "経過・記録";
    }
}

/// Some categories, in the order of the glossary.
pub type Categories = BTreeSet<InformationCategory>;

impl InformationCategory {
    /// For everybody, in easy words.
    #[must_use]
    pub const fn plain(self) -> &'static str {
        match self {
            Self::Basic => "なまえ・生まれた日・れんらくさき",
            Self::DisabilityDiagnosis => "しょうがいや びょうきの なまえ",
            Self::MedicationVisits => "くすりのこと・びょういんに かようこと",
            Self::Skills => "できるしごと・れんしゅうしたこと",
            Self::Communication => "話しかた・つたえかた",
            Self::Accommodations => "気をつけてほしいこと・てつだってほしいこと",
            Self::Family => "かぞくのこと",
            Self::LivingMoney => "くらしのこと・お金のこと",
            Self::EmploymentStatus => "いまの はたらきかた",
            Self::EmployerInfo => "はたらいている会社のこと",
            Self::Wishes => "これから したいこと",
            Self::Emergency => "ぐあいが わるいときに どうするか・だれに れんらくするか",
            Self::History => "いままでのようすと きろく",
        }
    }

    /// For forms, in the words of the law.
    #[must_use]
    pub const fn legal(self) -> &'static str {
        match self {
            Self::Basic => "氏名、ふりがな、生年月日、住所、連絡先その他の基本情報",
            Self::DisabilityDiagnosis => {
                "障害の種別及び程度、障害者手帳、病歴、傷病名並びに診断に関する情報（要配慮個人情報）"
            }
            Self::MedicationVisits => {
                "服薬、通院、診療及び治療の状況に関する情報（要配慮個人情報）"
            }
            Self::Skills => "作業能力、職業技能及び訓練の習得状況に関する情報",
            Self::Communication => "意思疎通の方法に関する情報",
            Self::Accommodations => "就業上及び生活上の配慮事項に関する情報",
            Self::Family => "家族構成、家族の状況及び家族の協力に関する情報",
            Self::LivingMoney => "生活状況、収入、年金、手当その他の経済状況に関する情報",
            Self::EmploymentStatus => {
                "雇用形態、労働時間、職務内容、出勤その他の就労状況に関する情報"
            }
            Self::EmployerInfo => "就労先の事業所の名称、所在地、職場環境その他の事業所情報",
            Self::Wishes => "就労、生活及び支援に関する本人の希望",
            Self::Emergency => {
                "緊急連絡先並びに発作、体調不良その他の緊急時の対応に関する情報（要配慮個人情報）"
            }
            Self::History => "支援の経過、記録及び評価に関する情報（要配慮個人情報を含む）",
        }
    }

    /// Whether it holds 要配慮個人情報 (個人情報保護法 2条3項): illness, disability, treatment. It never reaches
    /// anybody by default.
    #[must_use]
    pub const fn is_special_care(self) -> bool {
        matches!(
            self,
            Self::DisabilityDiagnosis | Self::MedicationVisits | Self::Emergency | Self::History
        )
    }

    /// What the people at work must be allowed to know at least before they are told it: whoever knows of
    /// considerations alone could read the rest out of it.
    #[must_use]
    pub const fn asks_openness(self) -> Openness {
        match self {
            Self::DisabilityDiagnosis | Self::MedicationVisits | Self::History => {
                Openness::Diagnosis
            }
            // What to do on a bad day tells of an illness; 年金 and 手当 tell of a disability.
            Self::Emergency | Self::LivingMoney => Openness::Disability,
            Self::Basic
            | Self::Skills
            | Self::Communication
            | Self::Accommodations
            | Self::Family
            | Self::EmploymentStatus
            | Self::EmployerInfo
            | Self::Wishes => Openness::Accommodations,
        }
    }
}
