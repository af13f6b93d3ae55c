//! What a person compares when choosing where to go (S2 「働くためには？」): how long, how many days
//! a week, what money, how far, who stays afterwards, where to apply.

use crate::directory::program::Range;
use crate::text::{Line, Prose};

crate::words::word_list! {
    /// Money a person receives there.
    Pay {
        Wage = "wage", "給料";
        PieceWage = "piece_wage", "工賃";
        TrainingAllowance = "training_allowance", "訓練手当";
        None = "none", "なし";
    }
}

crate::words::word_list! {
    /// Near or far, from the middle of the network's area.
    Distance {
        Near = "near", "近い";
        Far = "far", "遠い";
        AtHome = "at_home", "来てくれる";
    }
}

crate::words::word_list! {
    /// A yes, a no, or a "depends, ask".
    Offered {
        Yes = "yes", "あり";
        No = "no", "なし";
        Ask = "ask", "相談";
    }
}

crate::words::word_list! {
    /// What a person usually brings to apply.
    RequiredDocument {
        DisabilityCertificate = "disability_certificate", "障害者手帳";
        BeneficiaryCertificate = "beneficiary_certificate", "受給者証";
        PhysicianOpinion = "physician_opinion", "主治医の意見書";
        SelfSupportMedical = "self_support_medical", "自立支援医療受給者証";
        HealthInsurance = "health_insurance", "健康保険の資格確認";
        Referral = "referral", "紹介状";
        Resume = "resume", "履歴書";
        HelloWorkRegistration = "hello_work_registration", "ハローワークの求職登録";
        VisitOrder = "visit_order", "訪問看護指示書";
    }
}

/// What a person compares. Every field may be unknown; unknown is never shown as "none".
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// Length of use in months.
    pub months: Option<Range>,
    /// True when use has no end.
    pub without_limit: bool,
    /// Days a week.
    pub days_a_week: Option<Range>,
    /// Money received.
    pub pay: Option<Pay>,
    /// How much, in the office's words.
    pub pay_note: Option<Line>,
    /// Near or far.
    pub distance: Option<Distance>,
    /// Whether somebody stays at their side after hiring.
    pub retention_support: Option<Offered>,
    /// Where to apply first.
    pub apply_at: Option<Line>,
    /// Visit (見学).
    pub visit: Option<Offered>,
    /// Trial (体験).
    pub trial: Option<Offered>,
    /// 送迎 or help with fares.
    pub transport: Option<Offered>,
    /// What it costs, in words.
    pub cost: Option<Line>,
    /// What to bring.
    pub documents: Vec<RequiredDocument>,
    /// Who can use it, in words.
    pub eligibility: Option<Prose>,
}

crate::words::word_list! {
    /// What helps a person to get in and be understood.
    AccessFeature {
        StepFree = "step_free", "段差なし";
        Elevator = "elevator", "エレベーター";
        WheelchairToilet = "wheelchair_toilet", "車いす用トイレ";
        Parking = "parking", "駐車場";
        TactilePaving = "tactile_paving", "点字ブロック";
        QuietRoom = "quiet_room", "静かな部屋";
        WrittenConversation = "written_conversation", "筆談";
        SignLanguage = "sign_language", "手話";
        PlainJapanese = "plain_japanese", "やさしい日本語";
        OnlineConsultation = "online_consultation", "オンライン相談";
        ScreenReaderDocuments = "screen_reader_documents", "読み上げできる資料";
    }
}

crate::words::word_list! {
    /// Languages a resource can speak (ISO 639-1 code).
    Language {
        English = "en", "英語";
        Chinese = "zh", "中国語";
        Korean = "ko", "韓国・朝鮮語";
        Portuguese = "pt", "ポルトガル語";
        Spanish = "es", "スペイン語";
        Vietnamese = "vi", "ベトナム語";
        Tagalog = "tl", "フィリピノ語";
        Nepali = "ne", "ネパール語";
        Indonesian = "id", "インドネシア語";
    }
}
