//! Disclosure of an employment (オープン・クローズ): what the people at work know of the person. It belongs to
//! each employment. Nobody asked means closed; only the person opens it, and says who in the company may know
//! and how much. What follows from it for telling anything is decided in [`crate::consent`].

use std::collections::BTreeSet;

use crate::directory::organization::CorporateNumber;
use crate::ids::{EmploymentId, OrganizationId};
use crate::text::{Line, fold};
use crate::words::word_list;

word_list! {
    /// In which frame somebody was hired.
    HiringFrame {
        DisabilityQuota = "disability_quota", "障がい枠";
        General = "general", "一般枠";
    }
}

word_list! {
    /// Who of an employer's 法人 may know. The person names each of them.
    Insider {
        Hr = "hr", "人事";
        Supervisor = "supervisor", "上司";
        Colleague = "colleague", "同僚";
        InHouseSupport = "in_house_support", "社内の支援者（ジョブコーチ・産業保健・職業生活相談員）";
        OtherOffice = "other_office", "同じ法人の ほかの事業所";
    }
}

word_list! {
    /// How much they may know. Who may know of a later one may know of those before it.
    Openness {
        Accommodations = "accommodations", "配慮だけ";
        Disability = "disability", "障害";
        Diagnosis = "diagnosis", "病名";
    }
}

word_list! {
    /// Whose word something was.
    Voice {
        Person = "person", "本人";
        Representative = "representative", "代理人";
        Family = "family", "家族";
        Employer = "employer", "勤め先";
        Staff = "staff", "職員";
    }
}

word_list! {
    /// Whether an agency belongs to an employer of the person. Until somebody has said that it does not, it is
    /// treated as if it did wherever the employer may not know.
    EmployerTie {
        NotSaid = "not_said", "まだ確かめていない";
        NotTheEmployer = "not_the_employer", "勤め先ではない";
        TheEmployer = "the_employer", "勤め先（その法人）";
    }
}

/// What the people at work may know, once the person has opened it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Who may know.
    pub to: BTreeSet<Insider>,
    /// How much.
    pub what: Openness,
}

/// What an employment's people know of the person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Disclosure {
    /// Nobody asked the person, which means closed.
    #[default]
    NotAsked,
    /// クローズ: they may not know.
    Closed,
    /// オープン: some of them may know something.
    Open(Opened),
}

/// Why an employment is not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DisclosureFault {
    /// Somebody else than the person would open it.
    #[error("勤め先に知らせるかどうかは、本人だけが決めます。")]
    NotThePerson,
    /// Nobody would know.
    #[error("だれに知らせるかを選んでください。")]
    ToNobody,
    /// Somebody else than the person would open another employer than the one that is open.
    #[error(
        "勤め先が かわると、前の勤め先の「オープン」は使えません。新しい勤め先に知らせるかを本人に聞き、「決めた人」で「本人」を選んでください。まだ聞いていなければ、「本人にまだ聞いていない」を選んでください。"
    )]
    AnotherEmployer,
    /// Nobody there knows anything that could be closed.
    #[error("この勤め先には、いま何も知らせていません。")]
    NotOpen,
}

/// What is odd about an employment and should be talked about with the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisclosureWarning {
    /// 障がい枠 and closed: who hired in that frame knows of a disability.
    ClosedInDisabilityQuota,
}

impl Disclosure {
    /// An employment that is opened.
    ///
    /// # Errors
    /// When anybody but the person says so, or nobody would know.
    pub fn open(by: Voice, opened: Opened) -> Result<Self, DisclosureFault> {
        if by != Voice::Person {
            return Err(DisclosureFault::NotThePerson);
        }
        if opened.to.is_empty() {
            return Err(DisclosureFault::ToNobody);
        }
        Ok(Self::Open(opened))
    }

    /// What is open, closed: from then on they may know nothing.
    ///
    /// # Errors
    /// When it is not open.
    pub const fn closed(&self) -> Result<Self, DisclosureFault> {
        match self {
            Self::NotAsked | Self::Closed => Err(DisclosureFault::NotOpen),
            Self::Open(_) => Ok(Self::Closed),
        }
    }

    /// Whether the people at work may know nothing.
    #[must_use]
    pub const fn is_closed(&self) -> bool {
        matches!(self, Self::NotAsked | Self::Closed)
    }

    /// What they may know.
    #[must_use]
    pub const fn opened(&self) -> Option<&Opened> {
        match self {
            Self::NotAsked | Self::Closed => None,
            Self::Open(opened) => Some(opened),
        }
    }

    /// What is odd about it in a hiring frame. A general frame may be open.
    #[must_use]
    pub const fn warning(&self, frame: HiringFrame) -> Option<DisclosureWarning> {
        match (self, frame) {
            (Self::NotAsked | Self::Closed, HiringFrame::DisabilityQuota) => {
                Some(DisclosureWarning::ClosedInDisabilityQuota)
            }
            _ => None,
        }
    }
}

/// The name of a 法人 as far as it tells it from others: folded, without the words for its legal form.
#[derive(Clone, PartialEq, Eq)]
pub struct BodyName(String);

/// Where somebody works is nobody's to read in a log.
impl std::fmt::Debug for BodyName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BodyName(..)")
    }
}

/// Legal forms, the longer ones before those they hold.
const LEGAL_FORMS: [&str; 16] = [
    "特定非営利活動法人",
    "npo法人",
    "社会福祉法人",
    "医療法人社団",
    "医療法人財団",
    "医療法人",
    "一般社団法人",
    "公益社団法人",
    "一般財団法人",
    "公益財団法人",
    "株式会社",
    "有限会社",
    "合同会社",
    "(株)",
    "(有)",
    "(同)",
];

impl BodyName {
    /// The name, where something is left of it.
    #[must_use]
    pub fn of(name: &Line) -> Option<Self> {
        let whole = fold(name.as_str());
        let bare = LEGAL_FORMS
            .iter()
            .fold(whole, |name, form| name.replace(form, ""));
        (!bare.is_empty()).then_some(Self(bare))
    }

    /// Whether one name may be short for the other: they are equal, or one of at least four letters stands in the
    /// other, as that of a shop in that of the office that runs it.
    #[must_use]
    pub fn may_be(&self, other: &Self) -> bool {
        let (one, other) = (self.0.as_str(), other.0.as_str());
        let stands_in =
            |short: &str, long: &str| short.chars().count() >= 4 && long.contains(short);
        one == other || stands_in(one, other) || stands_in(other, one)
    }
}

/// A 法人, by whatever is known of it. An employer that is named in a case is written by hand: it never becomes an
/// entry of the directory, so that a name may be all there is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LegalBody {
    /// Which one of the directory it is.
    pub organization: Option<OrganizationId>,
    /// Its 法人番号.
    pub number: Option<CorporateNumber>,
    /// Its name.
    pub name: Option<BodyName>,
}

/// Whether two 法人 are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sameness {
    /// They are one.
    Same,
    /// They are two.
    Different,
    /// Too little is known.
    Unknown,
}

impl LegalBody {
    /// One of the directory.
    #[must_use]
    pub const fn known(organization: OrganizationId) -> Self {
        Self {
            organization: Some(organization),
            number: None,
            name: None,
        }
    }

    /// Whether another is the same. Two entries of the directory may be one 法人, so that an equal number or an
    /// equal name outweighs different entries; only different numbers outweigh an equal name.
    #[must_use]
    pub fn compared(&self, other: &Self) -> Sameness {
        let are_one_entry = both(self.organization, other.organization);
        if are_one_entry == Some(true) {
            return Sameness::Same;
        }
        match both(self.number, other.number) {
            Some(true) => return Sameness::Same,
            Some(false) => return Sameness::Different,
            None => {}
        }
        if both(self.name.as_ref(), other.name.as_ref()) == Some(true) {
            return Sameness::Same;
        }
        match are_one_entry {
            Some(_) => Sameness::Different,
            None => Sameness::Unknown,
        }
    }
}

/// Whether two are equal, where both are known.
fn both<T: PartialEq>(one: Option<T>, other: Option<T>) -> Option<bool> {
    Some(one? == other?)
}

/// As much of an employment as decides what may be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmploymentDisclosure {
    /// Which employment. One that has ended stays in the list: who did not know then may not know now.
    pub id: EmploymentId,
    /// Whose case names it. Nobody else is told that it is there.
    pub keeper: OrganizationId,
    /// The employer.
    pub employer: LegalBody,
    /// What its people know.
    pub disclosure: Disclosure,
}

/// Whether somebody belongs to the 法人 of an employer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Belonging {
    /// They do not.
    No,
    /// They may, and nobody has said that they do not.
    Perhaps,
    /// They do.
    Surely,
}

/// What is assumed of somebody of whom nobody said whether they belong to the employer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// They may: they were written down by hand.
    Always,
    /// They may, unless the two 法人 are known to be different: they work for some employer.
    UnlessDifferent,
    /// They do not: they are an agency of the directory.
    Never,
}

impl EmploymentDisclosure {
    /// Whether somebody of a 法人 belongs to its employer. An equal 法人 outweighs what was said.
    #[must_use]
    pub fn belonging(&self, body: &LegalBody, tie: EmployerTie, doubt: Doubt) -> Belonging {
        match (self.employer.compared(body), tie) {
            (Sameness::Same, _) | (Sameness::Unknown, EmployerTie::TheEmployer) => {
                Belonging::Surely
            }
            // Of two employers of the person it is the other one.
            (_, EmployerTie::NotTheEmployer) | (Sameness::Different, EmployerTie::TheEmployer) => {
                Belonging::No
            }
            (sameness, EmployerTie::NotSaid) => match (doubt, sameness) {
                (Doubt::Always, _) | (Doubt::UnlessDifferent, Sameness::Unknown) => {
                    Belonging::Perhaps
                }
                (Doubt::UnlessDifferent | Doubt::Never, _) => Belonging::No,
            },
        }
    }
}

#[cfg(test)]
mod tests;
