//! What may be told of a person, and to whom: the one rule of consent. Nothing else in renkei decides it, and
//! whatever tells somebody outside of the agency that leads takes the [`Permit`] that only [`decide`] makes.
//!
//! The rule in plain words. An agency that keeps a record of a person may tell somebody a category of information
//! for a purpose by some means if
//!
//! 1. nobody at work hears what they may not know: everyone of a closed employer's 法人, and whoever was written
//!    down by hand or stands in the company and is not yet said to be somebody else, hears nothing at all; of an
//!    open employer hear those whom the person named, and no more than the person said;
//! 2. and there is a [`Consent`] given to this very agency (提供元) that names the category, the recipient (by
//!    itself, or by its kind while it is in the team), the purpose and the means (FAX too is named or not meant),
//!    in writing where 指定基準 ask for it, begun, not run out, neither withdrawn nor paused. 要配慮 categories never
//!    reach by a kind whoever joined the team after the person agreed;
//! 3. given by the person; or by a legal representative within their scope; or, for facts about the family, by
//!    the family, and for facts about the business, by an employer who is open: these two count only beside a
//!    consent of the person to the same recipient, purpose and means, and never stand in its way;
//! 4. or else there is an [`Exception`] that names a ground of the law, the recipient and the category, used by
//!    whoever named it or who answers for exceptions there, and not older than three days. It opens no closed
//!    employment.
//!
//! Where 1 holds something back because of an employment that another agency's case names, whoever tells hears what
//! is missing by 2 to 4 as if it were not there, and only where nothing is missing that it is held back.
//!
//! What persons tell of themselves, what they are told of themselves, and what an agency reads in its own record
//! needs no consent; the first is still held to 1, so that nothing slips out at work by mistake.
//!
//! Where somebody reads in renkei what another agency keeps, that agency tells and the reader's is the recipient.
//!
//! Start with [`rule`]: its gates, conditions and exemptions are lists, and a test takes each line away once. The
//! whole matrix stands in `tests/snapshots`. What was told before it is written down is decided by the ledger as it
//! stood then ([`earlier`]). What a consent says is in [`terms`], how it was given in [`given`],
//! how it is stopped in [`halt`], how it is asked for in [`package`], about people
//! at work in [`at_work`], and on paper in [`sheet`].

pub mod actor;
pub mod at_work;
pub mod category;
pub mod earlier;
pub mod evidence;
pub mod exception;
pub mod given;
pub mod giver;
pub mod halt;
pub mod ledger;
pub mod means;
pub mod notice;
pub mod package;
pub mod party;
pub mod purpose;
pub mod readings;
pub mod recipient;
pub mod refusal;
pub mod renewal;
pub mod rule;
pub mod sheet;
pub mod signature;
pub mod terms;

pub use actor::{Actor, Post, Staff, Standards};
pub use category::{Categories, InformationCategory};
pub use earlier::{HaltTimes, LedgerTimes};
pub use exception::{Exception, ExceptionSight, ExceptionStep, LegalGround};
pub use giver::{Giver, RepresentationBasis, Representative};
pub use halt::{Halt, HaltOf, HaltState, Reach};
pub use ledger::Ledger;
pub use means::Means;
pub use purpose::ConsentPurpose;
pub use recipient::{
    ConsentRecipient, Party, PartyId, Recipient, RecipientId, RecipientKind, TeamSpan,
};
pub use refusal::{About, Reason, Refusal, Refusals, Remedy};
pub use rule::{Basis, Decision, Permit, Preview, decide, preview};
pub use terms::{Consent, Form, Validity};

#[cfg(test)]
mod tests;
