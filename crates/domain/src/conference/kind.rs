//! What a conference is and what it is for. The three layers are those of S2: cases, agencies that work together, and
//! policy.

use crate::consent::ConsentPurpose;
use crate::words::word_list;

word_list! {
    /// The layers of a network (S2).
    Layer {
        CaseWork = "case_work", "ケースを通じての連携";
        AgencyNetwork = "agency_network", "継続的な機関連携";
        PolicyMaking = "policy_making", "政策形成に向けての連携";
    }
}

word_list! {
    /// A kind of conference (field glossary §f).
    ConferenceKind {
        CaseConference = "case_conference", "ケース会議";
        /// The meeting of the サビ管 by 指定基準.
        IndividualSupportMeeting = "individual_support_meeting", "個別支援会議";
        /// The meeting of 計画相談 after 支給決定.
        ServiceProviderMeeting = "service_provider_meeting", "サービス担当者会議";
        AgencyNetworkMeeting = "agency_network_meeting", "定例会";
        WorkingGroup = "working_group", "ワーキンググループ";
        SupportCouncil = "support_council", "自立支援協議会";
        Subcommittee = "subcommittee", "部会";
    }
}

impl ConferenceKind {
    /// On which layer it is.
    #[must_use]
    pub const fn layer(self) -> Layer {
        match self {
            Self::CaseConference
            | Self::IndividualSupportMeeting
            | Self::ServiceProviderMeeting => Layer::CaseWork,
            Self::AgencyNetworkMeeting | Self::WorkingGroup => Layer::AgencyNetwork,
            Self::SupportCouncil | Self::Subcommittee => Layer::PolicyMaking,
        }
    }

    /// Whether it is about one person, and stands in a case.
    #[must_use]
    pub const fn is_about_somebody(self) -> bool {
        matches!(self.layer(), Layer::CaseWork)
    }

    /// Whether the rules of its service have the person there: 指定基準 of the サビ管's meeting and of 計画相談.
    #[must_use]
    pub const fn is_held_with_person(self) -> bool {
        matches!(
            self,
            Self::IndividualSupportMeeting | Self::ServiceProviderMeeting
        )
    }

    /// The kinds that are about one person.
    pub fn about_somebody() -> impl Iterator<Item = Self> {
        let all = Self::ALL.iter().copied();
        all.filter(|kind| kind.is_about_somebody())
    }
}

word_list! {
    /// What a conference is for (field glossary §f).
    ConferencePurpose {
        SetUpSupport = "set_up_support", "支援体制の検討";
        ShareInformation = "share_information", "情報共有";
        DivideRoles = "divide_roles", "役割分担";
        ReviewPlan = "review_plan", "計画見直し";
        Crisis = "crisis", "不適応・緊急対応";
        Handover = "handover", "引継ぎ";
        Closing = "closing", "終了";
    }
}

impl ConferencePurpose {
    /// For everybody, in easy words.
    #[must_use]
    pub const fn plain(self) -> &'static str {
        match self {
            Self::SetUpSupport => "だれが てつだうかを かんがえる",
            Self::ShareInformation => "いまのようすを みんなで 知る",
            Self::DivideRoles => "だれが なにを するかを きめる",
            Self::ReviewPlan => "けいかくを 見なおす",
            Self::Crisis => "こまっていることを いそいで そうだんする",
            Self::Handover => "つぎの たんとうの人に つなぐ",
            Self::Closing => "いままでの支援の おわりを たしかめる",
        }
    }

    /// What a consent has to name for somebody to hear there of the person.
    #[must_use]
    pub const fn consent(self) -> ConsentPurpose {
        match self {
            Self::SetUpSupport | Self::ShareInformation | Self::DivideRoles => {
                ConsentPurpose::TeamBuilding
            }
            Self::ReviewPlan => ConsentPurpose::PlanReview,
            Self::Crisis => ConsentPurpose::WhenUnwell,
            Self::Handover | Self::Closing => ConsentPurpose::Handover,
        }
    }
}
