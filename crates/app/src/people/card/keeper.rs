//! Whom a person asked to make their card anew: somebody they named, and nobody else. Who invited them, who
//! coordinates their network and who runs the installation may not.

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::audit::{Seen, SeenKind};
use renkei_domain::ids::AccountId;
use renkei_domain::people::{MailAddress, may_use_card};
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;
use renkei_store::people::known::KnownAccount;
use renkei_store::{Stop, StoreFault};

use super::{CardRefusal, CardState, MadeCard, own_card};
use crate::directory::register::{Outcome, outcome};
use crate::people::attempts::of_naming;
use crate::writer::Writer;
use crate::{App, Caller};

/// Somebody who asked one to make their card anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntrustedView {
    /// Their account.
    pub owner: AccountId,
    /// Their name.
    pub name: Line,
    /// Whether a card of theirs is in use.
    pub has_card: bool,
    /// Whether they had one whose PIN they may keep.
    pub has_pin: bool,
}

fn is_person_alone(known: &KnownAccount) -> bool {
    let standings = known.standings.iter();
    let standings: Vec<_> = standings.map(|known| known.membership.standing).collect();
    may_use_card(&standings)
}

#[renkei_boxed::boxed]
impl App {
    /// Names who may make one's card anew, by the address they sign in by; whoever was named before is
    /// not any more.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn entrust_card(&self, own: &Principal, mail: &str) -> Outcome<(), CardRefusal> {
        let Some((owner, card)) = own_card(own) else {
            return Ok(Err(CardRefusal::NotAllowed(Decision::SignInFirst)));
        };
        if let Some(refusal) = CardRefusal::of(decide(own, Action::ManageCard, &card)) {
            return Ok(Err(refusal));
        }
        // The answer tells whether an address has an account, so that nobody asks it without end.
        let attempt = of_naming(owner);
        if let Some(retry_after) = self.count_attempt(&attempt).await? {
            return Ok(Err(CardRefusal::TooMany { retry_after }));
        }
        let Some(keeper) = self.possible_keeper(mail).await? else {
            return Ok(Err(CardRefusal::NoSuchKeeper));
        };
        if keeper == owner {
            return Ok(Err(CardRefusal::NoSuchKeeper));
        }
        let now = self.now();
        let header = self.header(Caller::of(own), Purpose::EntrustCard);
        let done = self.store.act(&header, move |work| {
            Box::pin(async move {
                work.entrust_card(owner, keeper, now).await?;
                Ok::<_, Stop<CardRefusal>>(())
            })
        });
        let done = outcome(done.await)?;
        if done.is_ok() {
            tracing::info!(account = %owner, %keeper, "somebody may make a card anew");
        }
        Ok(done)
    }

    /// Asks nobody any more to make one's card anew.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn withdraw_card(&self, own: &Principal) -> Outcome<(), CardRefusal> {
        let Some((owner, card)) = own_card(own) else {
            return Ok(Err(CardRefusal::NotAllowed(Decision::SignInFirst)));
        };
        if let Some(refusal) = CardRefusal::of(decide(own, Action::StopCard, &card)) {
            return Ok(Err(refusal));
        }
        let header = self.header(Caller::of(own), Purpose::EntrustCard);
        let done = self.store.act(&header, move |work| {
            Box::pin(async move {
                work.withdraw_card(owner).await?;
                Ok::<_, Stop<CardRefusal>>(())
            })
        });
        outcome(done.await)
    }

    /// Those who asked one to make their cards anew, whoever asked first first.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn entrusted_cards(
        &self,
        by: &Principal,
    ) -> Result<Vec<(AccountId, Line)>, StoreFault> {
        match by.account() {
            Some(keeper) => {
                let owners = self.store.cards_entrusted_to(keeper).await?;
                self.opened(Some(by), owners).await
            }
            None => Ok(Vec::new()),
        }
    }

    /// Somebody who asked one to make their card anew; `None` for everybody else.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn entrusted_card(
        &self,
        by: &Principal,
        owner: AccountId,
    ) -> Result<Option<EntrustedView>, StoreFault> {
        if let Some(refusal) = self.may_handle(by, Action::StopCard, owner).await? {
            tracing::debug!(%owner, code = refusal.code(), "no card to handle");
            return Ok(None);
        }
        let Some(known) = self.known_owner(owner).await? else {
            return Ok(None);
        };
        let seen = Seen {
            kind: SeenKind::CardOwner,
            of: None,
            id: owner.uuid(),
        };
        self.note_seen(Some(by), vec![seen]).await?;
        let cards = self.store.cards_of(owner).await?;
        let mut states = cards.iter().map(|(card, _)| CardState::of(card));
        Ok(Some(EntrustedView {
            owner,
            name: known.name,
            has_card: states.any(|state| state != CardState::Stopped),
            has_pin: !cards.is_empty(),
        }))
    }

    /// Makes somebody's card anew, as they asked for, with the PIN they have or another that they choose
    /// now. The one before it is stopped, and every session of its owner ends. Under a key, the same form
    /// sent twice makes one card.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn reissue_card(
        &self,
        writer: &Writer,
        owner: AccountId,
        new_pin: Option<&str>,
    ) -> Outcome<MadeCard, CardRefusal> {
        let by = &writer.principal;
        if let Some(refusal) = self.may_handle(by, Action::ReissueCard, owner).await? {
            return Ok(Err(refusal));
        }
        if self.known_owner(owner).await?.is_none() {
            return Ok(Err(CardRefusal::NotFound));
        }
        let pin_hash = match new_pin {
            Some(pin) => match self.pin_hash(pin).await {
                Ok(hash) => hash,
                Err(fault) => return Ok(Err(CardRefusal::Pin(fault))),
            },
            // Whoever makes it learns no PIN.
            None => match self.store.cards_of(owner).await?.into_iter().next() {
                Some((last, _)) => last.pin_hash,
                None => return Ok(Err(CardRefusal::NoPinYet)),
            },
        };
        self.replace_card(writer, owner, pin_hash, None).await
    }

    /// Stops the card of somebody who asked one to look after it, when they say that it is lost; of whoever
    /// asked nobody, the installation's command does it. Nobody else may, whoever invited them: a supporter
    /// who stops a card shuts its owner out.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn stop_entrusted_card(
        &self,
        by: &Principal,
        owner: AccountId,
    ) -> Outcome<(), CardRefusal> {
        if let Some(refusal) = self.may_handle(by, Action::StopCard, owner).await? {
            return Ok(Err(refusal));
        }
        self.end_card(by, owner, None).await
    }

    async fn may_handle(
        &self,
        by: &Principal,
        action: Action,
        owner: AccountId,
    ) -> Result<Option<CardRefusal>, StoreFault> {
        let keeper = self.store.card_keeper(owner).await?;
        let card = Object::Card { owner, keeper };
        Ok(CardRefusal::of(decide(by, action, &card)))
    }

    /// An account that a card opens.
    async fn known_owner(&self, owner: AccountId) -> Result<Option<KnownAccount>, StoreFault> {
        let known = self
            .store
            .known_account(owner, self.now().in_japan().date)
            .await?;
        Ok(known.filter(|known| !known.is_disabled && is_person_alone(known)))
    }

    /// An account that can be asked: one in use that is something somewhere.
    async fn possible_keeper(&self, mail: &str) -> Result<Option<AccountId>, StoreFault> {
        let Ok(mail) = MailAddress::parse(mail) else {
            return Ok(None);
        };
        let Some(account) = self.store.account_by_mail(&mail.key()).await? else {
            return Ok(None);
        };
        let known = self
            .store
            .known_account(account.id, self.now().in_japan().date)
            .await?;
        let known = known.filter(|known| !known.is_disabled && !known.standings.is_empty());
        Ok(known.map(|known| known.id))
    }
}
