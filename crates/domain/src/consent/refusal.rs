//! Why something may not be told, and what would make it allowed.

use super::category::Categories;
use crate::ids::{ConsentId, EmploymentId};
use crate::words::word_list;

word_list! {
    /// A reason. Of several it is that of the consent that comes nearest.
    Reason {
        NothingNamed = "nothing_named", "伝えることが、まだ選ばれていません。";
        /// Said to whoever keeps no record of the person; and where all that is missing is something that stands in
        /// somebody else's, which it does not tell.
        HeldBack = "held_back", "いまは伝えられません。";
        ClosedEmployment = "closed_employment", "本人は、この勤め先に知らせていません（クローズ）。";
        MayBeEmployer = "may_be_employer", "この相手が勤め先の人ではないことを、まだ確かめていません。";
        NotAmongThoseWhoKnow = "not_among_those_who_know", "本人は、勤め先のこの人たちには知らせていません。";
        MoreThanIsKnown = "more_than_is_known", "本人が勤め先に知らせたことより、くわしい内容です。";
        NoConsent = "no_consent", "この情報を伝える同意がありません。";
        NotTheirsToGive = "not_theirs_to_give", "家族や勤め先の同意では、この情報は伝えられません。";
        RecipientNotNamed = "recipient_not_named", "この相手に伝える同意がありません。";
        PurposeNotNamed = "purpose_not_named", "この目的で伝える同意がありません。";
        OutsideAuthority = "outside_authority", "同意した代理人に、いま その権限がありません。";
        EmployerNotToBeAsked = "employer_not_to_be_asked", "クローズの勤め先の同意は、使えません。";
        PersonNotAsked = "person_not_asked", "本人の同意がありません。家族や勤め先の同意は、その代わりになりません。";
        JoinedLater = "joined_later", "同意のあとでチームに入った相手には、からだや びょうきのことは伝えられません。";
        MeansNotNamed = "means_not_named", "この方法で伝える同意がありません。";
        NotInWriting = "not_in_writing", "口頭の同意です。この相手や会議には、書面の同意がいります。";
        NotYet = "not_yet", "同意の期間が、まだ始まっていません。";
        Expired = "expired", "同意の期限が切れています。";
        Withdrawn = "withdrawn", "本人が、この同意をやめました。";
        Paused = "paused", "本人が、この同意を「いったん止める」にしています。";
    }
}

word_list! {
    /// What would make it allowed.
    Remedy {
        ChooseCategories = "choose_categories", "何を伝えるかを選んでください。";
        TalkWithPerson = "talk_with_person", "本人と話してください。";
        PersonOpens = "person_opens", "勤め先に知らせるかどうかは、本人だけが決めます。本人が「オープン」にすると伝えられます。";
        SayNotEmployer = "say_not_employer", "勤め先の人ではないと確かめたら、「勤め先ではない」を選んでください。";
        PersonWidens = "person_widens", "だれに・どこまで知らせるかを本人が広げると、伝えられます。";
        AskPerson = "ask_person", "本人にきいて、同意をもらってください。";
        AskForRecipient = "ask_for_recipient", "この相手の名前を入れて、本人に同意をもらってください。";
        AskForPurpose = "ask_for_purpose", "この目的を入れて、本人に同意をもらってください。";
        AskForMeans = "ask_for_means", "同意のある方法で伝えるか、この方法でよいかを本人にきいてください。";
        AskInWriting = "ask_in_writing", "書面か画面で、あらためて同意をもらってください。";
        CheckAuthority = "check_authority", "代理人の権限を確かめるか、本人にきいてください。";
        Wait = "wait", "同意が始まる日を待つか、本人にきいてください。";
        Renew = "renew", "本人といっしょに見なおして、同意を更新してください。";
        OnlyAnew = "only_anew", "本人が望むときだけ、新しい同意をもらえます。";
        PersonResumes = "person_resumes", "本人が「もう一度はじめる」を選ぶと、伝えられます。";
    }
}

impl Reason {
    /// What would make it allowed.
    #[must_use]
    pub const fn remedy(self) -> Remedy {
        match self {
            Self::NothingNamed => Remedy::ChooseCategories,
            Self::HeldBack => Remedy::TalkWithPerson,
            Self::ClosedEmployment => Remedy::PersonOpens,
            Self::MayBeEmployer => Remedy::SayNotEmployer,
            Self::NotAmongThoseWhoKnow | Self::MoreThanIsKnown => Remedy::PersonWidens,
            Self::NoConsent
            | Self::NotTheirsToGive
            | Self::EmployerNotToBeAsked
            | Self::PersonNotAsked => Remedy::AskPerson,
            Self::RecipientNotNamed | Self::JoinedLater => Remedy::AskForRecipient,
            Self::PurposeNotNamed => Remedy::AskForPurpose,
            Self::OutsideAuthority => Remedy::CheckAuthority,
            Self::MeansNotNamed => Remedy::AskForMeans,
            Self::NotInWriting => Remedy::AskInWriting,
            Self::NotYet => Remedy::Wait,
            Self::Expired => Remedy::Renew,
            Self::Withdrawn => Remedy::OnlyAnew,
            Self::Paused => Remedy::PersonResumes,
        }
    }
}

/// Which line of the ledger a reason is about. Never one of another organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// The consent that comes nearest.
    Consent(ConsentId),
    /// The employment whose people may not know.
    Employment(EmploymentId),
}

/// What may not be told for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What. Empty where nothing was named.
    pub categories: Categories,
    /// Why.
    pub reason: Reason,
    /// About which line.
    pub about: Option<About>,
}

impl Refusal {
    /// What would make it allowed.
    #[must_use]
    pub const fn remedy(&self) -> Remedy {
        self.reason.remedy()
    }
}

/// Why something may not be told: one refusal for each reason, at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusals(Vec<Refusal>);

impl Refusals {
    /// Some refusals, where there are any.
    pub(super) fn of(refusals: Vec<Refusal>) -> Option<Self> {
        (!refusals.is_empty()).then_some(Self(refusals))
    }

    /// Nothing was named that would be told.
    pub(super) fn nothing_named() -> Self {
        Self(vec![Refusal {
            categories: Categories::new(),
            reason: Reason::NothingNamed,
            about: None,
        }])
    }

    /// Each of them.
    #[must_use]
    pub fn as_slice(&self) -> &[Refusal] {
        &self.0
    }
}
