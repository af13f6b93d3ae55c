//! Accounts: coming in ([`sign_in`], [`second_factor`], [`passkey`], [`session`], [`token`], [`card`]),
//! becoming somebody somewhere and ceasing to be ([`invitation`], [`members`], [`membership`], [`dismissal`], [`posts`]; what is left
//! goes on in `handing_over`), and the account itself
//! ([`account`], [`own`], [`draft`]), which [`reset`] opens anew and [`erasure`] ends for good. [`calls`] is whom somebody means to phone, [`busy`] when their own calendar has them taken, [`webhook`] which programs of theirs
//! are told of changes, [`trusted`] what those may ask, [`demo`]
//! opens a demo.
//!
//! Whether somebody may do a thing is asked of `renkei_domain::access::rule` alone. Reading which session
//! or token a request came by gives the principal that every other use case takes.

pub mod account;
mod attempts;
pub mod busy;
pub mod calls;
pub mod card;
pub mod demo;
pub mod dismissal;
mod display;
pub mod draft;
pub mod erasure;
mod handing_over;
mod hashing;
pub mod invitation;
pub mod members;
pub mod membership;
pub mod own;
mod paper;
pub mod passkey;
mod password;
pub mod posts;
pub mod relations;
pub mod reset;
mod rights;
pub mod second_factor;
mod secret;
pub mod session;
pub mod sign_in;
pub mod token;
pub mod totp;
pub mod trusted;
mod twice;
mod view;
pub mod webhook;

pub use account::{AccountRefusal, PasswordRefusal};
pub(crate) use attempts::{of_about_link, of_call_code, of_case_link, of_proposals};
pub use busy::BusyRefusal;
pub use card::{
    CardRefusal, CardSignInRefusal, CardState, CardView, CardsView, EntrustedView, MadeCard,
};
pub use demo::{DemoAccounts, DemoEntry, DemoFault, EnterRefusal};
pub use dismissal::{DismissRefusal, Dismissed};
pub use draft::{Draft, DraftKept};
pub use erasure::{EraseRefusal, Erased};
pub(crate) use hashing::Hashing;
pub use invitation::{
    AcceptForm, AcceptRefusal, FurtherCodeRefusal, InvitationView, Invite, InviteRefusal, Invited,
    OpenInvitation, SendAgainRefusal, WithdrawRefusal,
};
pub use members::{MemberView, MembersRefusal, MembersView};
pub use membership::{EndRefusal, Ended, Ending};
pub use own::OwnRefusal;
pub use passkey::{PasskeyFor, PasskeyPlace, PasskeyRefusal, PasskeyView};
pub use password::PasswordFault;
pub use posts::{Appointed, PostForm, PostLine, PostRefusal, PostsView};
pub use reset::{OfferResetRefusal, ResetOffered, ResetRefusal, ResetView};
pub(crate) use rights::may_look;
pub use second_factor::{SecondFactorRefusal, TotpSetUp};
pub use secret::SessionSecret;
pub(crate) use secret::{
    about_link_hash, case_link_hash, conference_sheet_hash, draw_feed, draw_map_link, feed_hash,
    inquiry_link_hash, invitation_hash, map_link_hash, map_sheet_hash, poll_link_hash,
    proposal_hash,
};
pub use session::{Device, SessionRefusal, SessionView, SignedIn};
pub use sign_in::SignInRefusal;
pub use token::{KnownToken, MadeToken, NewToken, TokenRefusal, TokenView};
pub(crate) use trusted::TextCounts;
pub use trusted::{DocumentRefusal, DocumentsView, Registration, document_id};
pub(crate) use view::as_if_here;
pub use view::{AccountView, SecondFactors, SignedInView, StandingView};
pub use webhook::{MadeWebhook, WebhookForm, WebhookRefusal, WebhookView};
