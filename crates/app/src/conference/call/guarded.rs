//! Answering by a code that is short enough for a FAX: of wrong ones, only so many are looked at from one address.

use std::net::IpAddr;

use super::outside::{CallCard, CardRefusal, CardReply};
use crate::App;
use crate::directory::register::Outcome;
use crate::people::of_call_code;

/// Why there is no answer by a code from an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeRefusal {
    /// The invitation says no.
    #[error(transparent)]
    Card(#[from] CardRefusal),
    /// Too many wrong codes came from there.
    #[error(
        "ちがう番号がつづいたため、{minutes}分ほど開けません。お急ぎのときは、案内にある電話で知らせてください。",
        minutes = .retry_after.div_ceil(60)
    )]
    TooMany {
        /// In how many seconds codes are looked at again.
        retry_after: u64,
    },
}

#[renkei_boxed::boxed]
impl App {
    /// What whoever has a code may see, asked for from an address. Looking never answers.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn call_card_from(
        &self,
        address: IpAddr,
        code: &str,
    ) -> Outcome<CallCard, CodeRefusal> {
        if let Some(retry_after) = self.waits_at(&of_call_code(address)).await? {
            return Ok(Err(CodeRefusal::TooMany { retry_after }));
        }
        let card = self.call_card(code).await?;
        self.guarded(address, card).await
    }

    /// Takes the answer of whoever has a code, from an address.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn answer_call_from(
        &self,
        address: IpAddr,
        code: &str,
        answer: CardReply,
    ) -> Outcome<CallCard, CodeRefusal> {
        if let Some(retry_after) = self.waits_at(&of_call_code(address)).await? {
            return Ok(Err(CodeRefusal::TooMany { retry_after }));
        }
        let answered = self.answer_call(code, answer).await?;
        self.guarded(address, answered).await
    }

    /// Counts a code that opened nothing.
    async fn guarded(
        &self,
        address: IpAddr,
        found: Result<CallCard, CardRefusal>,
    ) -> Outcome<CallCard, CodeRefusal> {
        if found == Err(CardRefusal::NoSuchCode) {
            self.count_attempt(&of_call_code(address)).await?;
        }
        Ok(found.map_err(CodeRefusal::from))
    }
}
