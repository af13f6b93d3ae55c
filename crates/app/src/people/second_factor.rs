//! The second factor: codes of an authenticator, or of a printed sheet where private phones are not
//! allowed. Until one is set up, whoever is asked for one reaches nothing else.

use renkei_domain::people::limits::{SHEET_CODES, TOTP_OFFER};
use renkei_domain::people::{Factors, Needs, PaperCode};
use renkei_domain::record::{Purpose, Source};
use renkei_store::people::second_factor::{
    NewSheet, OfferedTotp, SheetCode, SheetTrust, StoredTotp, UnsealedTotpSecret,
};
use renkei_store::{Stop, StoreFault};
use subtle::ConstantTimeEq as _;

use super::attempts::of_second_factor;
use super::secret::SessionSecret;
use super::session::SignedIn;
use super::totp;
use super::view::SignedInView;
use crate::directory::register::{Outcome, outcome};
use crate::writer::{Drawn, KeyReused, WriteKey, Writer};
use crate::{App, Caller};

/// An authenticator's secret, to be copied or photographed. It is shown until it was confirmed.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpSetUp {
    /// The secret, to be typed.
    pub secret_base32: String,
    /// The secret as an `otpauth:` address, for a picture.
    pub uri: String,
}

impl std::fmt::Debug for TotpSetUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TotpSetUp(…)")
    }
}

/// Why a second factor was not taken or not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SecondFactorRefusal {
    /// The session has ended, or has not shown the second factor that there is.
    #[error("ログインの時間が切れました。もう一度ログインしてください。")]
    SignInFirst,
    /// It has to be shown again who this is.
    #[error("大切な変更です。もう一度パスワードを入れてください。")]
    ConfirmAgain,
    /// No secret was shown lately that could be confirmed.
    #[error("時間がたったため、はじめからやり直してください。")]
    NotBegun,
    /// The code is not right, or was used already.
    #[error("コードが違うか、もう使われています。新しいコードを入れてください。")]
    WrongCode,
    /// Too many wrong codes.
    #[error(
        "間違いが続いたため、{minutes}分ほど受け付けません。そのあとで、もう一度お試しください。",
        minutes = .retry_after.div_ceil(60)
    )]
    TooMany {
        /// Seconds until codes are taken again.
        retry_after: u64,
    },
    /// The form was sent before. What it made is told once.
    #[error(
        "この画面から、一覧はもう できています。番号はいちどしか出ないので、もう出せません。印刷も書きうつしもしていないときは、もう一度つくってください。前の一覧は使えなくなります。"
    )]
    MadeBefore,
}

impl From<KeyReused> for SecondFactorRefusal {
    fn from(_: KeyReused) -> Self {
        Self::MadeBefore
    }
}

impl SecondFactorRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SignInFirst => "SIGN_IN_FIRST",
            Self::ConfirmAgain => "CONFIRM_AGAIN",
            Self::NotBegun => "NOT_BEGUN",
            Self::WrongCode => "WRONG_CODE",
            Self::TooMany { .. } => "TOO_MANY_ATTEMPTS",
            Self::MadeBefore => "MADE_BEFORE",
        }
    }
}

/// What is asked under the key of a form that makes a sheet of codes.
const SHEET: &str = "sheet";

/// What a typed code turned out to be.
#[derive(Debug, Clone)]
enum Shown {
    Step(i64),
    Sheet(SheetCode),
}

#[renkei_boxed::boxed]
impl App {
    /// Shows the second factor: a code of the authenticator, or one of the sheet. The session gets
    /// another secret.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn confirm_second_factor(
        &self,
        secret: &SessionSecret,
        code: &str,
    ) -> Outcome<SignedIn, SecondFactorRefusal> {
        let Some(view) = self.whoever(secret).await? else {
            return Ok(Err(SecondFactorRefusal::SignInFirst));
        };
        // Codes may lie in the drawer where the card lies: they are second to a password alone.
        if view.shown == Factors::Card {
            return Ok(Err(SecondFactorRefusal::ConfirmAgain));
        }
        let account = view.account.id;
        let attempt = of_second_factor(account);
        if let Some(retry_after) = self.count_attempt(&attempt).await? {
            tracing::warn!(%account, "second factor refused: too many wrong codes");
            return Ok(Err(SecondFactorRefusal::TooMany { retry_after }));
        }
        let Some(shown) = self.recognise(&view, code).await? else {
            tracing::warn!(%account, "second factor refused: wrong code");
            return Ok(Err(SecondFactorRefusal::WrongCode));
        };
        let now = self.now();
        let is_taken = self
            .store
            .aside(move |work| {
                let (shown, attempt) = (shown.clone(), attempt.clone());
                Box::pin(async move {
                    let is_taken = match &shown {
                        Shown::Step(step) => work.take_step(account, *step).await?,
                        Shown::Sheet(code) => work.take_code(account, code, now).await?,
                    };
                    if is_taken {
                        work.forget_attempts(&attempt).await?;
                    }
                    Ok(is_taken)
                })
            })
            .await?;
        if !is_taken {
            return Ok(Err(SecondFactorRefusal::WrongCode));
        }
        tracing::info!(%account, "second factor shown");
        let rotated = self.rotate(secret, Some(Factors::Two)).await?;
        Ok(rotated.ok_or(SecondFactorRefusal::SignInFirst))
    }

    async fn recognise(
        &self,
        view: &SignedInView,
        code: &str,
    ) -> Result<Option<Shown>, StoreFault> {
        let account = view.account.id;
        if let Some(digits) = totp::digits(code) {
            let totp = self.store.totp(account).await?;
            let step = totp.and_then(|totp| {
                totp::matching_step(&totp.secret, &digits, self.now(), totp.last_step)
            });
            return Ok(step.map(Shown::Step));
        }
        let code = PaperCode::read(code).filter(|code| code.groups() == PaperCode::SHEET_GROUPS);
        let Some(code) = code else {
            return Ok(None);
        };
        let unused = self.store.unused_codes(account).await?;
        let Some(salt) = unused.first().map(|code| code.salt.clone()) else {
            return Ok(None);
        };
        // One sheet has one salt, so that one hash answers for all its codes.
        let typed = vec![code.letters().to_owned()];
        let hashes = self.hashing.of_codes(typed, salt).await;
        let found = unused.into_iter().find(|code| {
            let matches = |hash: &[u8; 32]| bool::from(hash.as_slice().ct_eq(&code.hash));
            hashes.iter().any(matches)
        });
        Ok(found.map(Shown::Sheet))
    }

    /// Draws a secret for an authenticator and shows it. It counts from when a code of it was typed.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn begin_totp(
        &self,
        secret: &SessionSecret,
    ) -> Outcome<TotpSetUp, SecondFactorRefusal> {
        let view = match self.may_set_up(secret).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let mut bytes = [0; 20];
        self.entropy.fill(&mut bytes);
        let offer = OfferedTotp {
            secret: UnsealedTotpSecret(bytes),
            made_at: self.now(),
        };
        let shown = shown(&offer.secret, &view);
        let (account, session) = (view.account.id, view.session);
        self.store
            .aside(move |work| {
                let offer = offer.clone();
                Box::pin(async move { Ok(work.offer_totp(account, session, &offer).await?) })
            })
            .await?;
        Ok(Ok(shown))
    }

    /// The secret that was shown to this session and waits to be confirmed.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn offered_totp(
        &self,
        secret: &SessionSecret,
    ) -> Result<Option<TotpSetUp>, StoreFault> {
        let Ok(view) = self.may_set_up(secret).await? else {
            return Ok(None);
        };
        let offer = self.standing_offer(&view).await?;
        Ok(offer.map(|offer| shown(&offer.secret, &view)))
    }

    /// Makes the authenticator whose code was typed the account's. Other sessions end; this one gets
    /// another secret.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn finish_totp(
        &self,
        secret: &SessionSecret,
        code: &str,
    ) -> Outcome<SignedIn, SecondFactorRefusal> {
        let view = match self.may_set_up(secret).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let (account, session) = (view.account.id, view.session);
        let Some(offer) = self.standing_offer(&view).await? else {
            return Ok(Err(SecondFactorRefusal::NotBegun));
        };
        let attempt = of_second_factor(account);
        if let Some(retry_after) = self.count_attempt(&attempt).await? {
            return Ok(Err(SecondFactorRefusal::TooMany { retry_after }));
        }
        let now = self.now();
        let step = totp::digits(code)
            .and_then(|digits| totp::matching_step(&offer.secret, &digits, now, 0));
        let Some(last_step) = step else {
            return Ok(Err(SecondFactorRefusal::WrongCode));
        };
        let totp = StoredTotp {
            secret: offer.secret,
            last_step,
        };
        let header = self.header(
            Caller::account(account, Source::Page),
            Purpose::SetUpSecondFactor,
        );
        let done = self.store.act(&header, move |work| {
            let (totp, attempt) = (totp.clone(), attempt.clone());
            Box::pin(async move {
                work.keep_totp(account, session, &totp, now).await?;
                work.end_sessions(account, Some(session)).await?;
                work.forget_attempts(&attempt).await?;
                Ok::<_, Stop<SecondFactorRefusal>>(())
            })
        });
        if let Err(refusal) = outcome(done.await)? {
            return Ok(Err(refusal));
        }
        tracing::info!(%account, "authenticator set up");
        let rotated = self.rotate(secret, Some(Factors::Two)).await?;
        Ok(rotated.ok_or(SecondFactorRefusal::SignInFirst))
    }

    /// Makes a sheet of one-time codes, told this once; an earlier sheet ends. Whoever sets up a second
    /// factor by it goes on by [`App::confirm_second_factor`] with one of its codes. Under a key, the same
    /// form sent twice makes one sheet: a second would end the one whose codes were just written down.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn make_code_sheet(
        &self,
        secret: &SessionSecret,
        key: Option<WriteKey>,
    ) -> Outcome<Vec<String>, SecondFactorRefusal> {
        let view = match self.may_set_up(secret).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let account = view.account.id;
        let mut codes: Vec<PaperCode> = Vec::with_capacity(SHEET_CODES);
        while codes.len() < SHEET_CODES {
            let code = PaperCode::draw(PaperCode::SHEET_GROUPS, self.entropy.as_ref());
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        let mut salt = vec![0; 16];
        self.entropy.fill(&mut salt);
        let letters = codes.iter().map(|code| code.letters().to_owned());
        let hashes = self.hashing.of_codes(letters.collect(), salt.clone());
        let sheet = NewSheet {
            hashes: hashes.await,
            salt,
            made_at: self.now(),
            trust: match view.needs {
                Needs::SetUpSecondFactor => SheetTrust::FromFirstUse,
                Needs::Nothing | Needs::SecondFactor => SheetTrust::AtOnce,
            },
        };
        let writer = Writer::by(view.principal, Source::Page).once(key);
        let (purpose, drawn) = (Purpose::SetUpSecondFactor, Drawn(self.new_id()));
        let done = self
            .act_of::<Drawn, SecondFactorRefusal, _>(&writer, purpose, SHEET, move |work, _| {
                let sheet = sheet.clone();
                Box::pin(async move {
                    work.replace_sheet(account, &sheet).await?;
                    Ok(drawn)
                })
            })
            .await?;
        Ok(match done {
            Ok(known) if known == drawn => {
                tracing::info!(%account, "sheet of one-time codes made");
                Ok(codes.iter().map(ToString::to_string).collect())
            }
            Ok(_) => Err(SecondFactorRefusal::MadeBefore),
            Err(refusal) => Err(refusal),
        })
    }

    /// A second factor is made by whoever has none yet, and replaced by whoever has just shown who they
    /// are: one factor alone never makes the other. A card makes none at all: whoever keeps it, and invites
    /// its owner to be something that asks for a second factor, would otherwise have the account.
    pub(super) async fn may_set_up(
        &self,
        secret: &SessionSecret,
    ) -> Outcome<SignedInView, SecondFactorRefusal> {
        use renkei_domain::access::principal::Assurance;
        let Some(view) = self.whoever(secret).await? else {
            return Ok(Err(SecondFactorRefusal::SignInFirst));
        };
        Ok(match (view.needs, view.principal.assurance) {
            (Needs::SetUpSecondFactor, _) if view.shown == Factors::Card => {
                Err(SecondFactorRefusal::ConfirmAgain)
            }
            (Needs::SetUpSecondFactor, _) | (Needs::Nothing, Assurance::Fresh) => Ok(view),
            (Needs::Nothing, _) => Err(SecondFactorRefusal::ConfirmAgain),
            (Needs::SecondFactor, _) => Err(SecondFactorRefusal::SignInFirst),
        })
    }

    async fn standing_offer(&self, view: &SignedInView) -> Result<Option<OfferedTotp>, StoreFault> {
        let offer = self.store.offered_totp(view.session).await?;
        let now = self.now();
        Ok(offer.filter(|offer| now < offer.made_at.plus(TOTP_OFFER)))
    }
}

fn shown(secret: &UnsealedTotpSecret, view: &SignedInView) -> TotpSetUp {
    TotpSetUp {
        secret_base32: totp::base32(secret),
        uri: totp::uri(secret, &view.account.mail),
    }
}
