//! Cases: [`read`] shows them to staff of the agency that leads, and to the person; [`open`] begins one and says
//! whom it is about, [`course`] moves and ends it, [`keep`] writes what stands in it with what [`offered`] knows, and by
//! [`close`] the person closes an employment. By [`link`] the person comes to read it and by [`looked`] who else did, [`paper`] sets its sheets, [`phones`] looks
//! through the teams of all of them, [`by_category`] sorts what stands in one by what a consent can name, [`due`] counts
//! what is due in them, and [`erase`] takes out who it was once the law lets it: by itself in [`overdue`], unless [`hold`]
//! keeps it back. Every write names the version that was seen, but for notes, of which there are ever more.

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide, may};
use renkei_domain::cases::case::{Case, CaseFault};
use renkei_domain::cases::emergency::SheetFault;
use renkei_domain::cases::employment::DisclosureFault;
use renkei_domain::cases::note::NoteFault;
use renkei_domain::cases::person::PersonFault;
use renkei_domain::cases::team::TeamFault;
use renkei_domain::cases::workplace::EmploymentFault;
use renkei_domain::ids::CaseId;
use renkei_store::{Stop, Work};

use crate::writer::{Answer, KeyReused};

pub mod by_category;
pub mod close;
pub mod course;
pub mod due;
pub mod erase;
pub mod hold;
pub mod keep;
pub mod link;
pub mod looked;
pub mod offered;
pub mod open;
pub mod overdue;
pub mod paper;
pub mod phones;
pub mod read;

/// A case as somebody saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenCase {
    /// Which.
    pub id: CaseId,
    /// In which version.
    pub version: i64,
}

/// A case that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptCase(pub CaseId);

impl Answer for KeptCase {
    fn to_text(&self) -> String {
        self.0.to_string()
    }

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

/// Why nothing is written in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CaseRefusal {
    /// There is no such case, or none for these eyes.
    #[error("そのケースは見つかりません。")]
    NotFound,
    /// There is nothing of this kind in the case.
    #[error("その項目は、このケースにはもうありません。いまの内容を見てください。")]
    NoSuchItem,
    /// The rule says no.
    #[error("ケースは、受けもつ法人の職員だけが書けます。")]
    NotAllowed(Decision),
    /// Somebody else wrote meanwhile.
    #[error("ほかの人が先に書きかえました。いまの内容を見て、もう一度入れてください。")]
    Overtaken,
    /// The case itself says no.
    #[error(transparent)]
    Case(#[from] CaseFault),
    /// What was said of the person cannot be.
    #[error(transparent)]
    Person(#[from] PersonFault),
    /// The employment cannot be.
    #[error(transparent)]
    Employment(#[from] EmploymentFault),
    /// The employment is not opened.
    #[error(transparent)]
    Disclosure(#[from] DisclosureFault),
    /// The team says no.
    #[error(transparent)]
    Team(#[from] TeamFault),
    /// The note cannot be.
    #[error(transparent)]
    Note(#[from] NoteFault),
    /// The emergency sheet cannot be.
    #[error(transparent)]
    Sheet(#[from] SheetFault),
    /// There is no such agency in the directory.
    #[error("その機関は名簿に見つかりません。")]
    UnknownAgency,
    /// Whoever should keep the case does not work for the agency that leads, or is known to leave it.
    #[error(
        "担当は、このケースを受けもつ法人の職員から選んでください。やめる日が決まっている人は選べません。"
    )]
    UnfitKeeper,
    /// Whoever would begin the case and keep it is known to leave the agency.
    #[error(
        "あなたの所属は終わる日が決まっていて、引きつぐ人が決まっていないので、新しいケースは受けもてません。つづける職員に、はじめてもらってください。"
    )]
    LeavingSoon,
    /// No number was free.
    #[error("ケースの番号を決められませんでした。もう一度送ってください。")]
    NoNumber,
    /// A code links nothing, or nothing any more.
    #[error(
        "この番号は使えません。まちがいか、期限が切れたか、もう使われています。番号をくれた人に、新しい番号を頼んでください。"
    )]
    NoSuchLink,
    /// Whoever works for the agency that leads is not whom its case is about.
    #[error(
        "このケースを受けもつ法人の職員のアカウントとは、つなげません。本人のアカウントで、はいってください。"
    )]
    OwnStaff,
    /// Too many codes were tried.
    #[error(
        "まちがいがつづいたので、{minutes}分ほど待ってください。",
        minutes = .retry_after.div_ceil(60)
    )]
    TooMany {
        /// Seconds until one is taken again.
        retry_after: u64,
    },
    /// The form was sent before. The code it made is told once.
    #[error(
        "この画面から、番号はもう できています。番号はいちどしか出ません。見ていないときは、この画面でもう一度つくってください。前の番号は使えなくなります。"
    )]
    MadeBefore,
    /// The same form was sent with something else in it.
    #[error("この画面は古くなっています。いまの内容を見て、もう一度入れてください。")]
    KeyReused,
}

impl From<KeyReused> for CaseRefusal {
    fn from(_: KeyReused) -> Self {
        Self::KeyReused
    }
}

impl CaseRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::NoSuchItem => "NO_SUCH_ITEM",
            Self::NotAllowed(_) => "NOT_ALLOWED",
            Self::Overtaken => "OVERTAKEN",
            Self::Case(_) => "CASE_STATE",
            Self::Person(_) => "PERSON_INVALID",
            Self::Employment(_) => "EMPLOYMENT_INVALID",
            Self::Disclosure(_) => "DISCLOSURE_REFUSED",
            Self::Team(_) => "TEAM_INVALID",
            Self::Note(_) => "NOTE_INVALID",
            Self::Sheet(_) => "SHEET_INVALID",
            Self::UnknownAgency => "UNKNOWN_AGENCY",
            Self::UnfitKeeper => "UNFIT_KEEPER",
            Self::LeavingSoon => "LEAVING_SOON",
            Self::NoNumber => "NO_NUMBER",
            Self::NoSuchLink => "NO_SUCH_LINK",
            Self::OwnStaff => "OWN_STAFF",
            Self::TooMany { .. } => "TOO_MANY_ATTEMPTS",
            Self::MadeBefore => "MADE_BEFORE",
            Self::KeyReused => "KEY_REUSED",
        }
    }
}

fn refuse<T>(refusal: impl Into<CaseRefusal>) -> Result<T, Stop<CaseRefusal>> {
    Err(Stop::Refused(refusal.into()))
}

/// What the domain says, as the end of an act.
fn judged<T>(judged: Result<T, impl Into<CaseRefusal>>) -> Result<T, Stop<CaseRefusal>> {
    judged.or_else(refuse)
}

/// A case as the rule sees it.
fn object(case: &Case) -> Object {
    Object::Case {
        lead: case.lead,
        person: case.account,
    }
}

/// Whether somebody is there as who keeps a case, to whom other things are shown than to whom it is about.
#[must_use]
pub fn is_kept_by(own: &Principal, case: &Case) -> bool {
    may(own, Action::KeepCase, &object(case))
}

/// Whether somebody is there as whom a case is about.
#[must_use]
pub fn is_about(own: &Principal, case: &Case) -> bool {
    may(own, Action::ReadOwnCase, &object(case))
}

/// The case that somebody may write in, locked until the act ends.
async fn to_be_kept(
    work: &Work,
    principal: &Principal,
    id: CaseId,
) -> Result<Case, Stop<CaseRefusal>> {
    let case = allowed_case(work, principal, Action::KeepCase, id).await?;
    judged(case.writable())?;
    Ok(case)
}

/// The case with which somebody may do something, locked until the act ends.
async fn allowed_case(
    work: &Work,
    principal: &Principal,
    action: Action,
    id: CaseId,
) -> Result<Case, Stop<CaseRefusal>> {
    work.lock_case(id).await?;
    let Some(case) = work.case(id).await? else {
        return refuse(CaseRefusal::NotFound);
    };
    match decide(principal, action, &object(&case)) {
        Decision::Allowed => Ok(case),
        // Somebody else's case and a missing one give the same answer.
        Decision::Hidden | Decision::Refused => refuse(CaseRefusal::NotFound),
        other => refuse(CaseRefusal::NotAllowed(other)),
    }
}

/// The same, where it still is as it was seen.
async fn as_seen(
    work: &Work,
    principal: &Principal,
    seen: SeenCase,
) -> Result<Case, Stop<CaseRefusal>> {
    let case = to_be_kept(work, principal, seen.id).await?;
    if case.version == seen.version {
        Ok(case)
    } else {
        refuse(CaseRefusal::Overtaken)
    }
}
