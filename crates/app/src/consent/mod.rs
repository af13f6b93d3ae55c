//! Consents: [`read`] shows them with what would be told, `parties` tells who may hear, [`record`] writes one down, perhaps in the place of another, [`stop`] pauses, takes up
//! again and withdraws, [`ending`] lists what ends soon and [`announce`] writes to people about it, [`except`] names
//! an exception of the law, [`excepted`] shows them to those who may see them and [`settle`] ends and releases them,
//! [`sheet`] and [`copy`] put a form and a copy on paper, [`evidence`] keeps the page that came back, [`others`] says
//! which employers may be asked, [`at_work`] about whom there the person may be, `in_words` what somebody would be told. Every write takes the case and
//! then the head of the person's consents, so that nothing is told meanwhile by what was stopped.

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::{Assurance, Principal};
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::cases::case::{Case, CaseFault};
use renkei_domain::consent::at_work::AtWorkFault;
use renkei_domain::consent::evidence::ScanFault;
use renkei_domain::consent::exception::ExceptionFault;
use renkei_domain::consent::given::ConsentFault;
use renkei_domain::consent::halt::ResumeFault;
use renkei_domain::consent::sheet::SheetFault;
use renkei_domain::ids::CaseId;
use renkei_store::{Stop, Work};

use crate::people::card::CardSignInRefusal;
use crate::writer::{Answer, KeyReused};

pub mod announce;
pub mod at_work;
pub mod copy;
pub mod ending;
pub mod evidence;
pub mod except;
pub mod excepted;
mod in_words;
pub mod others;
pub(crate) mod parties;
mod proven;
pub mod read;
pub mod record;
mod renewed;
pub mod settle;
pub mod sheet;
pub mod state;
pub mod stop;

/// The case whose consents were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptConsents(pub CaseId);

impl Answer for KeptConsents {
    fn to_text(&self) -> String {
        self.0.to_string()
    }

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

/// Why nothing is written about a consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConsentRefusal {
    /// There is no such case, or none for these eyes.
    #[error("そのケースは見つかりません。")]
    NotFound,
    /// The rule says no.
    #[error("同意は、本人と、ケースを受けもつ法人の職員だけがあつかえます。")]
    NotAllowed(Decision),
    /// There is no such consent, or none of this agency.
    #[error("その同意は見つかりません。いまの一覧を見てください。")]
    NoSuchConsent,
    /// It was withdrawn, or renewed before.
    #[error(
        "この同意は、もうやめたか、新しい同意に かわっています。いまの一覧を見て、いるときは新しくききましょう。"
    )]
    NotRenewable,
    /// There is no such pause.
    #[error("その「止める」は見つかりません。いまの一覧を見てください。")]
    NoSuchHalt,
    /// Somebody who is named is not in the team.
    #[error("伝える相手が、支援チームに見つかりません。さきにチームに入れてください。")]
    NotInTeam,
    /// It was given later than today.
    #[error("同意の日は、きょうまでの日にしてください。")]
    GivenLater,
    /// Whoever should have explained it does not work for the agency that leads.
    #[error("説明した人は、このケースを受けもつ法人の職員から選んでください。")]
    UnfitExplainer,
    /// It would hold before it was given.
    #[error("同意の期間は、同意の日から後にしてください。")]
    BeforeGiven,
    /// The person linked no account with the case, or has no card that can be used: no screen could know them.
    #[error(
        "画面での同意には、本人のカードと暗証番号がいります。紙か、口頭で同意をもらってください。"
    )]
    NoCard,
    /// The PIN is not right.
    #[error(transparent)]
    Pin(#[from] CardSignInRefusal),
    /// The case itself says no.
    #[error(transparent)]
    Case(#[from] CaseFault),
    /// It is no consent.
    #[error(transparent)]
    Consent(#[from] ConsentFault),
    /// People at an employer are not asked about.
    #[error(transparent)]
    AtWork(#[from] AtWorkFault),
    /// The pause is not lifted.
    #[error(transparent)]
    Resume(#[from] ResumeFault),
    /// Nothing would be told by an exception.
    #[error("何を伝えるかを選んでください。")]
    NothingNamed,
    /// It was given before all was stopped that had been agreed to.
    #[error(
        "この日よりあとに、いままでの同意すべてが 止められて（やめになって）います。いまの気持ちを もう一度きいてから、その日で書いてください。"
    )]
    StoppedSince,
    /// There is no such exception, or none for these eyes.
    #[error("その記録は見つかりません。いまの一覧を見てください。")]
    NoSuchException,
    /// The exception says no.
    #[error(transparent)]
    Exception(#[from] ExceptionFault),
    /// It is no form that could be printed.
    #[error(transparent)]
    Sheet(#[from] SheetFault),
    /// There is no such form, or none of this case.
    #[error("その番号の用紙は見つかりません。用紙の番号を、もう一度確かめてください。")]
    NoSuchSheet,
    /// What stands on the form was written down before.
    #[error("その用紙の答えは、もう書きとめてあります。いまの一覧を見てください。")]
    SheetAnswered,
    /// Something else than what stands on the form would be written down from it.
    #[error(
        "用紙にのっていないことが入っています。用紙のとおりに書きとめるか、べつに ききなおしてください。"
    )]
    NotOnSheet,
    /// It is no scanned page.
    #[error(transparent)]
    Scan(#[from] ScanFault),
    /// It was not given on paper.
    #[error("紙でもらった同意だけに、紙の写しをつけられます。")]
    NotOnPaper,
    /// So many pages show it that one more would show nothing.
    #[error("紙の写しは、1つの同意に10までです。")]
    TooManyScans,
    /// The same form was sent with something else in it.
    #[error("この画面は古くなっています。いまの内容を見て、もう一度入れてください。")]
    KeyReused,
}

impl From<KeyReused> for ConsentRefusal {
    fn from(_: KeyReused) -> Self {
        Self::KeyReused
    }
}

impl ConsentRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::NotAllowed(_) => "NOT_ALLOWED",
            Self::NoSuchConsent => "NO_SUCH_CONSENT",
            Self::NotRenewable => "NOT_RENEWABLE",
            Self::NoSuchHalt => "NO_SUCH_HALT",
            Self::NotInTeam => "NOT_IN_TEAM",
            Self::GivenLater => "GIVEN_LATER",
            Self::UnfitExplainer => "UNFIT_EXPLAINER",
            Self::BeforeGiven => "BEFORE_GIVEN",
            Self::NoCard => "NO_CARD",
            Self::Pin(refusal) => refusal.code(),
            Self::Case(_) => "CASE_STATE",
            Self::Consent(_) => "CONSENT_INVALID",
            Self::AtWork(_) => "AT_WORK_REFUSED",
            Self::Resume(_) => "RESUME_REFUSED",
            Self::NothingNamed => "NOTHING_NAMED",
            Self::StoppedSince => "STOPPED_SINCE",
            Self::NoSuchException => "NO_SUCH_EXCEPTION",
            Self::Exception(_) => "EXCEPTION_STATE",
            Self::Sheet(_) => "SHEET_INVALID",
            Self::NoSuchSheet => "NO_SUCH_SHEET",
            Self::SheetAnswered => "SHEET_ANSWERED",
            Self::NotOnSheet => "NOT_ON_SHEET",
            Self::Scan(_) => "SCAN_INVALID",
            Self::NotOnPaper => "NOT_ON_PAPER",
            Self::TooManyScans => "TOO_MANY_SCANS",
            Self::KeyReused => "KEY_REUSED",
        }
    }
}

fn refuse<T>(refusal: impl Into<ConsentRefusal>) -> Result<T, Stop<ConsentRefusal>> {
    Err(Stop::Refused(refusal.into()))
}

/// What the domain says, as the end of an act.
fn judged<T>(judged: Result<T, impl Into<ConsentRefusal>>) -> Result<T, Stop<ConsentRefusal>> {
    judged.or_else(refuse)
}

/// A case as the rule sees it.
pub(crate) fn object(case: &Case) -> Object {
    Object::Case {
        lead: case.lead,
        person: case.account,
    }
}

/// What is asked of whoever may see no case at all by this door.
pub(crate) fn what_is_missing(own: &Principal) -> ConsentRefusal {
    match (own.account(), own.assurance) {
        (None, _) => ConsentRefusal::NotAllowed(Decision::SignInFirst),
        (Some(_), Assurance::None | Assurance::OneFactor) => {
            ConsentRefusal::NotAllowed(Decision::SecondFactorFirst)
        }
        (Some(_), Assurance::Full | Assurance::Fresh) => ConsentRefusal::NotFound,
    }
}

/// The case about whose consents somebody may do something, locked until the act ends.
pub(crate) async fn case_for(
    work: &Work,
    principal: &Principal,
    action: Action,
    id: CaseId,
) -> Result<Case, Stop<ConsentRefusal>> {
    work.lock_case(id).await?;
    let Some(case) = work.case(id).await? else {
        return refuse(ConsentRefusal::NotFound);
    };
    match decide(principal, action, &object(&case)) {
        Decision::Allowed => {
            judged(case.writable())?;
            Ok(case)
        }
        // Somebody else's case and a missing one give the same answer.
        Decision::Hidden | Decision::Refused => refuse(ConsentRefusal::NotFound),
        other => refuse(ConsentRefusal::NotAllowed(other)),
    }
}
