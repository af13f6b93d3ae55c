//! How a consent came about: what a form asks for and a court would. None of it decides what may be told, so that
//! it is read only where somebody looks at the consent itself.

use super::giver::Giver;
use super::terms::{Consent, Form};
use crate::cases::employment::EmploymentDisclosure;
use crate::ids::{AccountId, EvidenceId};
use crate::text::{Line, Prose};
use crate::time::Instant;
use crate::words::word_list;

word_list! {
    /// Whose device a consent was given on.
    DeviceOwner {
        Person = "person", "本人のもの";
        Supporter = "supporter", "支援者のもの";
        Shared = "shared", "みんなで使うもの";
    }
}

word_list! {
    /// As what somebody helped the person to decide. Whoever helps does not decide: a parent of an adult is one
    /// of these.
    HelperTie {
        Parent = "parent", "親";
        OtherFamily = "other_family", "ほかの家族";
        Friend = "friend", "友人・なかま";
        Supporter = "supporter", "支援者";
        Interpreter = "interpreter", "通訳・意思疎通の支援";
    }
}

/// Somebody who helped the person to understand and to decide.
#[derive(Clone, PartialEq, Eq)]
pub struct Helper {
    /// As what.
    pub tie: HelperTie,
    /// Their name.
    pub name: Line,
}

word_list! {
    /// What shows that a consent was given.
    EvidenceKind {
        ScannedPage = "scanned_page", "同意書の画像";
        ScreenSignature = "screen_signature", "画面の署名";
    }
}

/// What shows that a consent was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evidence {
    /// What it is.
    pub kind: EvidenceKind,
    /// Where it is kept.
    pub id: EvidenceId,
}

/// How somebody agreed.
#[derive(Clone, PartialEq, Eq)]
pub enum HowGiven {
    /// On paper.
    Written,
    /// On a screen.
    OnScreen {
        /// When they agreed to the electronic form itself (承諾).
        agreed_to_form_at: Instant,
        /// Whose device it was.
        device: DeviceOwner,
        /// When the PIN was asked again, a moment before.
        pin_at: Instant,
    },
    /// By word.
    Oral {
        /// Who heard it, beside whoever explained.
        witness: Line,
    },
}

impl HowGiven {
    /// The form it has.
    #[must_use]
    pub const fn form(&self) -> Form {
        match self {
            Self::Written => Form::Written,
            Self::OnScreen { .. } => Form::OnScreen,
            Self::Oral { .. } => Form::Oral,
        }
    }
}

/// How a consent was asked for and given.
#[derive(Clone, PartialEq, Eq)]
pub struct Asking {
    /// How they agreed.
    pub how: HowGiven,
    /// Which version of the text they were shown.
    pub text_version: Line,
    /// Who explained it.
    pub explained_by: AccountId,
    /// What was said about refusing, pausing and withdrawing.
    pub said: Prose,
    /// Who sat beside and helped.
    pub helpers: Vec<Helper>,
    /// What shows it, once it is there.
    pub evidence: Option<Evidence>,
}

/// A consent with how it came about.
#[derive(Clone, PartialEq, Eq)]
pub struct ConsentRecord {
    /// What it says.
    pub terms: Consent,
    /// How it came about.
    pub asking: Asking,
}

/// Who sat beside whom is nobody's to read in a log.
impl std::fmt::Debug for ConsentRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ConsentRecord({})", self.terms.id)
    }
}

/// Why something is no consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConsentFault {
    /// Nothing would be told.
    #[error("何を伝えてよいかを選んでください。")]
    NoCategory,
    /// Nobody would hear it.
    #[error("だれに伝えてよいかを選んでください。")]
    NoRecipient,
    /// Nobody knows what for.
    #[error("何のために伝えるかを選んでください。")]
    NoPurpose,
    /// Nobody knows how.
    #[error("どの方法で伝えてよいかを選んでください。")]
    NoMeans,
    /// The form written down is not the one it was given in.
    #[error("同意の形が、もらい方と合っていません。")]
    Form,
    /// Whoever agreed has no say about it.
    #[error("家族は家族のこと、勤め先は事業所のことだけに、同意できます。")]
    NotTheirs,
    /// The representative may not speak for it.
    #[error("代理人の権限にない情報が入っています。")]
    OutsideAuthority,
    /// The employer is not known to be one: asking it would have told it.
    #[error("クローズの勤め先には、同意をたのめません。")]
    ClosedEmployer,
}

impl ConsentRecord {
    /// A consent that can be kept. The employments of the person tell whether an employer could be asked.
    ///
    /// # Errors
    /// Says why it is none.
    pub fn new(
        terms: Consent,
        asking: Asking,
        employments: &[EmploymentDisclosure],
    ) -> Result<Self, ConsentFault> {
        if terms.categories.is_empty() {
            return Err(ConsentFault::NoCategory);
        }
        if terms.recipients.is_empty() {
            return Err(ConsentFault::NoRecipient);
        }
        if terms.purposes.is_empty() {
            return Err(ConsentFault::NoPurpose);
        }
        if terms.means.is_empty() {
            return Err(ConsentFault::NoMeans);
        }
        if terms.form != asking.how.form() {
            return Err(ConsentFault::Form);
        }
        let mut categories = terms.categories.iter();
        if !categories.all(|category| terms.giver.owns(*category)) {
            return Err(ConsentFault::NotTheirs);
        }
        match &terms.giver {
            Giver::Representative(representative) => {
                let mut categories = terms.categories.iter();
                if !categories.all(|category| representative.may_speak(*category, terms.given_on)) {
                    return Err(ConsentFault::OutsideAuthority);
                }
            }
            Giver::Employer(employment) => {
                let mut known = employments.iter();
                let is_open = known.any(|one| one.id == *employment && !one.disclosure.is_closed());
                if !is_open {
                    return Err(ConsentFault::ClosedEmployer);
                }
            }
            Giver::Person | Giver::Family => {}
        }
        Ok(Self { terms, asking })
    }
}
