//! Passkeys as second factors: a key that never leaves the PC of the office, or a key on a ring. What a
//! browser signs says at which address it was asked, so that nobody is asked for it elsewhere in vain, and
//! nothing can be read over a shoulder or on the phone.
//!
//! `make` and `show` are asked twice: first for what the browser is to do, then with its answer. `own`
//! lists and removes. Whether a device asks for a PIN or a finger before it signs is its own affair
//! where the password was shown a moment ago, as the device itself is what is shown; it has to where the
//! passkey alone says that it is still the same person. What make of device it is nobody asks.

mod ceremony;
mod make;
mod own;
mod show;

use renkei_domain::ids::{PasskeyId, SessionId};
use renkei_domain::people::Ceremony;
use renkei_domain::people::limits::{PASSKEY_CHALLENGE, PASSKEYS};
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::StoreFault;
use renkei_store::people::passkey::{KeptChallenge, KeptPasskey};

use super::second_factor::SecondFactorRefusal;
use crate::App;

/// Where browsers offer passkeys: the name under which they keep them, and the address at which they must
/// say that they were asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyPlace {
    rp_id: String,
    origin: String,
}

impl PasskeyPlace {
    /// A host by its name, in small letters, and the whole origin as browsers write it.
    #[must_use]
    pub const fn new(rp_id: String, origin: String) -> Self {
        Self { rp_id, origin }
    }

    /// The name under which passkeys made here are kept.
    #[must_use]
    pub fn rp_id(&self) -> &str {
        &self.rp_id
    }
}

/// What a passkey is shown for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasskeyFor {
    /// The second factor of a sign-in, after the password.
    SecondFactor,
    /// That it is still the same person, before something that matters.
    Confirm,
}

impl PasskeyFor {
    /// The stable code in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.ceremony().code()
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match Ceremony::from_code(code)? {
            Ceremony::SecondFactor => Some(Self::SecondFactor),
            Ceremony::Confirm => Some(Self::Confirm),
            Ceremony::Make => None,
        }
    }

    const fn ceremony(self) -> Ceremony {
        match self {
            Self::SecondFactor => Ceremony::SecondFactor,
            Self::Confirm => Ceremony::Confirm,
        }
    }
}

/// A passkey as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyView {
    /// Its id.
    pub id: PasskeyId,
    /// What its owner calls it.
    pub name: Line,
    /// The name of the address at which it opens.
    pub rp_id: String,
    /// When it was made.
    pub made_at: Instant,
    /// When it was last shown.
    pub used_at: Option<Instant>,
}

/// Why a passkey was not made, not taken or not removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasskeyRefusal {
    /// The session has ended, or another step comes first.
    #[error("ログインの時間が切れました。もう一度ログインしてください。")]
    SignInFirst,
    /// It has to be shown again who this is.
    #[error("大切な変更です。もう一度、ご本人か確かめさせてください。")]
    ConfirmAgain,
    /// The browser was not asked lately, or was asked something else since.
    #[error("時間がたったか、ほかの画面でやりなおされました。もう一度おしてください。")]
    NotBegun,
    /// What the browser answered does not hold.
    #[error(
        "このパスキーでは確かめられませんでした。もう一度おすか、ほかの方法をえらんでください。"
    )]
    NotTaken,
    /// The device asked neither for a PIN nor for a finger, and had to.
    #[error("暗証番号や指紋で確かめられない機器でした。ここでは、パスワードを入れてください。")]
    NotVerified,
    /// There is none that opens at this address.
    #[error("このアドレスで使えるパスキーがありません。ほかの方法をえらんでください。")]
    NoneHere,
    /// It was made before, for this account or another.
    #[error("この機器のパスキーは、もう用意してあります。")]
    KnownAlready,
    /// There are as many as there may be.
    #[error(
        "パスキーは{}こまでです。使わないものを取りのぞいてから、もう一度用意してください。",
        PASSKEYS
    )]
    Full,
    /// Its owner would not get in any more.
    #[error(
        "これを取りのぞくと、ログインできなくなります。先に、べつのパスキーか認証アプリか紙の一覧を用意してください。"
    )]
    LastFactor,
    /// There is none of this id, or it is somebody else's.
    #[error("そのパスキーは見つかりません。もう取りのぞかれているかもしれません。")]
    NotFound,
    /// Too many wrong answers.
    #[error(
        "間違いが続いたため、{minutes}分ほど受け付けません。そのあとで、もう一度お試しください。",
        minutes = .retry_after.div_ceil(60)
    )]
    TooMany {
        /// Seconds until answers are taken again.
        retry_after: u64,
    },
}

impl PasskeyRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SignInFirst => "SIGN_IN_FIRST",
            Self::ConfirmAgain => "CONFIRM_AGAIN",
            Self::NotBegun => "NOT_BEGUN",
            Self::NotTaken => "PASSKEY_NOT_TAKEN",
            Self::NotVerified => "PASSKEY_NOT_VERIFIED",
            Self::NoneHere => "NO_PASSKEY_HERE",
            Self::KnownAlready => "PASSKEY_KNOWN_ALREADY",
            Self::Full => "TOO_MANY_PASSKEYS",
            Self::LastFactor => "LAST_SECOND_FACTOR",
            Self::NotFound => "NOT_FOUND",
            Self::TooMany { .. } => "TOO_MANY_ATTEMPTS",
        }
    }
}

impl From<SecondFactorRefusal> for PasskeyRefusal {
    fn from(refusal: SecondFactorRefusal) -> Self {
        match refusal {
            SecondFactorRefusal::SignInFirst => Self::SignInFirst,
            SecondFactorRefusal::ConfirmAgain => Self::ConfirmAgain,
            SecondFactorRefusal::NotBegun => Self::NotBegun,
            // A sheet that was made before is no answer to a passkey.
            SecondFactorRefusal::WrongCode | SecondFactorRefusal::MadeBefore => Self::NotTaken,
            SecondFactorRefusal::TooMany { retry_after } => Self::TooMany { retry_after },
        }
    }
}

impl App {
    /// Draws what a browser has to sign, and keeps it for its answer.
    async fn new_challenge(
        &self,
        session: SessionId,
        ceremony: Ceremony,
    ) -> Result<Vec<u8>, StoreFault> {
        let mut challenge = vec![0; 32];
        self.entropy.fill(&mut challenge);
        let asked = KeptChallenge {
            ceremony,
            challenge: challenge.clone(),
            made_at: self.now(),
        };
        self.store
            .aside(move |work| {
                let asked = asked.clone();
                Box::pin(async move { Ok(work.keep_challenge(session, &asked).await?) })
            })
            .await?;
        Ok(challenge)
    }

    /// Takes out what the browser had to sign: an answer counts once, whether it is right or wrong.
    async fn taken_challenge(
        &self,
        session: SessionId,
        ceremony: Ceremony,
    ) -> Result<Option<Vec<u8>>, StoreFault> {
        let asked = self
            .store
            .aside(move |work| Box::pin(async move { Ok(work.take_challenge(session).await?) }))
            .await?;
        let now = self.now();
        let asked = asked.filter(|asked| {
            asked.ceremony == ceremony && now < asked.made_at.plus(PASSKEY_CHALLENGE)
        });
        Ok(asked.map(|asked| asked.challenge))
    }
}

/// Those that open at a place.
fn opening(known: Vec<KeptPasskey>, place: &PasskeyPlace) -> Vec<KeptPasskey> {
    let here = known.into_iter();
    here.filter(|passkey| passkey.rp_id == place.rp_id)
        .collect()
}
