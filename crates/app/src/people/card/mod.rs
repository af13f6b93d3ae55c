//! A person's card: a QR code to be had and a PIN to be known, for persons who cannot manage a password.
//! The card is made by its owner, made anew by whom the owner named (`keeper`), and opens a session by its
//! PIN (`sign_in`). At most one is in use at a time.
//!
//! A card that staff keep in a drawer is no evidence of the person's will, and neither is a session that it
//! opened: [`renkei_domain::people::Factors::Card`] says so to whoever asks for a consent. That is why such
//! a session makes no card and names nobody, until its owner shows the password.

mod keeper;
mod pin;
mod sign_in;

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide, may};
use renkei_domain::ids::{AccountId, CardId, SessionId};
use renkei_domain::people::limits::CARD_WRONG_PINS;
use renkei_domain::people::{PaperCode, Pin, PinFault};
use renkei_domain::record::{Purpose, Source};
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::people::card::StoredCard;
use renkei_store::{Stop, StoreFault};

use super::hashing::password_hash;
use super::secret::card_hash;
use super::view::SignedInView;
use crate::directory::register::{Outcome, outcome};
use crate::paper::{CardSheet, NameOnCard, Sheet};
use crate::writer::{Drawn, KeyReused, WriteKey, Writer};
use crate::{App, Caller};

pub use keeper::EntrustedView;
pub use sign_in::CardSignInRefusal;

/// A card was made.
#[derive(Clone, PartialEq, Eq)]
pub struct MadeCard {
    /// Its id.
    pub id: CardId,
    /// The code that its QR code holds, told this once.
    pub code: String,
}

impl std::fmt::Debug for MadeCard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("MadeCard");
        shown.field("id", &self.id).finish_non_exhaustive()
    }
}

/// A card as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardView {
    /// Its id.
    pub id: CardId,
    /// When it was made.
    pub made_at: Instant,
    /// The name of who made it, where that was not its owner.
    pub made_by: Option<Line>,
    /// When somebody last came in by it.
    pub last_used_at: Option<Instant>,
    /// Whether it opens anything.
    pub state: CardState,
}

/// Whether a card opens anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardState {
    /// It does, by its PIN.
    InUse,
    /// Nothing any more: too many wrong PINs were tried.
    Blocked,
    /// Nothing any more: it was stopped, or another took its place.
    Stopped,
}

impl CardState {
    const fn of(card: &StoredCard) -> Self {
        match card.stopped_at {
            Some(_) => Self::Stopped,
            None if card.wrong_pins >= CARD_WRONG_PINS => Self::Blocked,
            None => Self::InUse,
        }
    }
}

/// One's own cards, and who may make them anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardsView {
    /// The cards: the one in use, then those that were stopped, the newest first.
    pub cards: Vec<CardView>,
    /// The name of whom one asked to make them anew.
    pub keeper: Option<Line>,
}

/// Why a card was not made, stopped or entrusted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CardRefusal {
    /// The rule says no.
    #[error("このカードをあつかえるのは、ご本人と、ご本人が頼んだ人だけです。")]
    NotAllowed(Decision),
    /// The digits are no PIN, or an easy one.
    #[error(transparent)]
    Pin(PinFault),
    /// There is no such person, none in these eyes, or no card in use.
    #[error("そのカードは見つかりません。もう止まっているかもしれません。")]
    NotFound,
    /// There was no card before whose PIN could be kept.
    #[error("前のカードがありません。新しい暗証番号を、ご本人が決めてください。")]
    NoPinYet,
    /// Nobody who could be asked signs in by this address.
    #[error(
        "このメールアドレスの人には頼めません。つづりを、その人に確かめてください。自分には頼めません。"
    )]
    NoSuchKeeper,
    /// Too many addresses were tried.
    #[error(
        "間違いが続いたため、{minutes}分ほど受け付けません。そのあとで、もう一度お試しください。",
        minutes = .retry_after.div_ceil(60)
    )]
    TooMany {
        /// Seconds until one is taken again.
        retry_after: u64,
    },
    /// The form was sent before. The code of what it made is told once.
    #[error(
        "この画面から、カードはもう できています。カードの番号はいちどしか出ないので、もう出せません。受けとっていないときは、この画面でもう一度つくってください。いまのカードは使えなくなります。"
    )]
    MadeBefore,
}

impl From<KeyReused> for CardRefusal {
    fn from(_: KeyReused) -> Self {
        Self::MadeBefore
    }
}

impl CardRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed(_) => "NOT_ALLOWED",
            Self::Pin(PinFault::Shape) => "INVALID_PIN",
            Self::Pin(PinFault::TooEasy) => "PIN_TOO_EASY",
            Self::NotFound => "NOT_FOUND",
            Self::NoPinYet => "NO_PIN_YET",
            Self::NoSuchKeeper => "NO_SUCH_KEEPER",
            Self::TooMany { .. } => "TOO_MANY_ATTEMPTS",
            Self::MadeBefore => "MADE_BEFORE",
        }
    }

    /// What somebody hears of a card that is not theirs to handle: as much as of none.
    fn of(decision: Decision) -> Option<Self> {
        match decision {
            Decision::Allowed => None,
            Decision::Hidden | Decision::Refused => Some(Self::NotFound),
            other => Some(Self::NotAllowed(other)),
        }
    }
}

/// The card of whoever asks, as the rule sees it.
fn own_card(own: &Principal) -> Option<(AccountId, Object)> {
    let owner = own.account()?;
    let keeper = None;
    Some((owner, Object::Card { owner, keeper }))
}

#[renkei_boxed::boxed]
impl App {
    /// One's own cards, and who may make them anew.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn cards(&self, own: &Principal) -> Result<CardsView, StoreFault> {
        let Some(owner) = own.account() else {
            return Ok(CardsView {
                cards: Vec::new(),
                keeper: None,
            });
        };
        let cards = self.store.cards_of(owner).await?.into_iter();
        let keeper = match self.store.card_keeper(owner).await? {
            Some(keeper) => self.store.account(keeper).await?,
            None => None,
        };
        Ok(CardsView {
            cards: cards
                .map(|(card, maker)| CardView {
                    id: card.id,
                    made_at: card.made_at,
                    made_by: (card.made_by != owner).then_some(maker),
                    last_used_at: card.last_used_at,
                    state: CardState::of(&card),
                })
                .collect(),
            keeper: keeper.map(|keeper| keeper.name),
        })
    }

    /// Makes a card for oneself. The one before it is stopped, and other sessions end: somebody else may
    /// have opened them by it. Under a key, the same form sent twice makes one card.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn make_card(
        &self,
        own: &SignedInView,
        pin: &str,
        key: Option<WriteKey>,
    ) -> Outcome<MadeCard, CardRefusal> {
        let Some((owner, card)) = own_card(&own.principal) else {
            return Ok(Err(CardRefusal::NotAllowed(Decision::SignInFirst)));
        };
        let decision = decide(&own.principal, Action::ManageCard, &card);
        if let Some(refusal) = CardRefusal::of(decision) {
            return Ok(Err(refusal));
        }
        let pin_hash = match self.pin_hash(pin).await {
            Ok(hash) => hash,
            Err(fault) => return Ok(Err(CardRefusal::Pin(fault))),
        };
        let writer = Writer::by(own.principal.clone(), Source::Page).once(key);
        self.replace_card(&writer, owner, pin_hash, Some(own.session))
            .await
    }

    /// Stops one's own card, when it was lost or is wanted no more. Other sessions end with it.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn stop_card(&self, own: &SignedInView) -> Outcome<(), CardRefusal> {
        let Some((owner, card)) = own_card(&own.principal) else {
            return Ok(Err(CardRefusal::NotAllowed(Decision::SignInFirst)));
        };
        let decision = decide(&own.principal, Action::StopCard, &card);
        if let Some(refusal) = CardRefusal::of(decision) {
            return Ok(Err(refusal));
        }
        self.end_card(&own.principal, owner, Some(own.session))
            .await
    }

    /// The card with a code on paper, for its owner and whoever made it; `None` for everybody else, and
    /// for one that is not in use.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn card_on_paper(
        &self,
        by: &Principal,
        code: &str,
        named: NameOnCard,
    ) -> Result<Option<Sheet>, StoreFault> {
        let Some(code) = read_code(code) else {
            return Ok(None);
        };
        let Some(card) = self.store.card_by_secret(&card_hash(&code)).await? else {
            return Ok(None);
        };
        let printed = Object::PrintedCard {
            owner: card.account,
            made_by: card.made_by,
        };
        if !may(by, Action::PrintCard, &printed) || CardState::of(&card) != CardState::InUse {
            return Ok(None);
        }
        let Some(owner) = self.store.account(card.account).await? else {
            return Ok(None);
        };
        let keeper = match self.store.card_keeper(card.account).await? {
            Some(keeper) => self.store.account(keeper).await?,
            None => None,
        };
        Ok(Some(Sheet::Card(CardSheet {
            head: self.letterhead(&by.networks).await?,
            name: match named {
                NameOnCard::Written => Some(owner.name),
                NameOnCard::Left => None,
            },
            keeper: keeper.map(|keeper| keeper.name),
            code,
        })))
    }

    /// The hash of a PIN that was just chosen.
    async fn pin_hash(&self, pin: &str) -> Result<String, PinFault> {
        let pin = Pin::choose(pin)?;
        let mut salt = [0; 16];
        self.entropy.fill(&mut salt);
        let hashed = self.hashing.run(move || password_hash(pin.digits(), &salt));
        Ok(hashed.await)
    }

    /// Puts a new card in the place of whatever was in use. What is asked from anything else is told by
    /// whose card it is: of a PIN nothing is kept that could be tried out.
    async fn replace_card(
        &self,
        writer: &Writer,
        owner: AccountId,
        pin_hash: String,
        staying: Option<SessionId>,
    ) -> Outcome<MadeCard, CardRefusal> {
        let now = self.now();
        let code = PaperCode::draw(PaperCode::CARD_GROUPS, self.entropy.as_ref());
        let hash = card_hash(&code);
        let card = StoredCard {
            id: CardId::from_uuid(self.new_id()),
            account: owner,
            pin_hash,
            made_by: writer.principal.account().unwrap_or(owner),
            made_at: now,
            wrong_pins: 0,
            last_used_at: None,
            stopped_at: None,
        };
        let made = MadeCard {
            id: card.id,
            code: code.to_string(),
        };
        let card = Arc::new(card);
        let (purpose, asked) = (Purpose::MakeCard, owner.to_string());
        let done = self
            .act_of::<Drawn, CardRefusal, _>(writer, purpose, &asked, move |work, _| {
                let card = Arc::clone(&card);
                Box::pin(async move {
                    work.lock_account(owner).await?;
                    work.stop_card(owner, now).await?;
                    work.add_card(&card, &hash).await?;
                    work.end_sessions(owner, staying).await?;
                    Ok(Drawn(card.id.uuid()))
                })
            })
            .await?;
        Ok(match done {
            Ok(Drawn(known)) if known == made.id.uuid() => {
                tracing::info!(account = %owner, card = %made.id, "card made");
                Ok(made)
            }
            Ok(Drawn(_)) => Err(CardRefusal::MadeBefore),
            Err(refusal) => Err(refusal),
        })
    }

    /// Stops the card in use.
    async fn end_card(
        &self,
        by: &Principal,
        owner: AccountId,
        staying: Option<SessionId>,
    ) -> Outcome<(), CardRefusal> {
        let now = self.now();
        let header = self.header(Caller::of(by), Purpose::StopCard);
        let done = self.store.act(&header, move |work| {
            Box::pin(async move {
                work.lock_account(owner).await?;
                if !work.stop_card(owner, now).await? {
                    return Err(Stop::Refused(CardRefusal::NotFound));
                }
                work.end_sessions(owner, staying).await?;
                Ok(())
            })
        });
        let done = outcome(done.await)?;
        if done.is_ok() {
            tracing::info!(account = %owner, "card stopped");
        }
        Ok(done)
    }
}

/// Reads the code of a card as it is typed or photographed.
fn read_code(text: &str) -> Option<PaperCode> {
    PaperCode::read(text).filter(|code| code.groups() == PaperCode::CARD_GROUPS)
}
