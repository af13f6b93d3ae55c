//! Accounts and what they are where: a membership ties an account to a network, an organization or
//! to renkei itself, from a day on and until another. Somebody who changes agency keeps the account
//! and gets another membership; what they had to do there goes to a successor ([`DutyKind`]).
//!
//! How surely somebody is known is decided in [`Evidence::assurance`], within the spans of [`limits`].

mod assurance;
pub mod busy;
mod card;
mod circle;
pub mod display;
mod duty;
mod erased;
pub mod limits;
mod mail;
mod membership;
mod paper_code;
mod passkey;
pub mod planned_call;
mod post;
pub mod relation;
pub mod trusted;
pub mod webhook;

pub use assurance::{Evidence, Factors, Needs, is_session_alive};
pub use busy::{BusyAddress, BusyAddressFault, BusyFault};
pub use card::{Pin, PinFault, may_use_card};
pub use circle::Circle;
pub use display::Display;
pub use duty::DutyKind;
pub use erased::erased_name;
pub use mail::{MailAddress, MailFault};
pub use membership::{Membership, Standing};
pub use paper_code::PaperCode;
pub use passkey::{Ceremony, RemainingFactors};
pub use post::{HeldPost, OrganizationPost};
pub use trusted::{DocumentId, DocumentMode};
pub use webhook::{WebhookAddress, WebhookAddressFault};
