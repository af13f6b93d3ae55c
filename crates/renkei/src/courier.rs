//! The courier: claims letters, hands them to the mail server, records what became of them. Several may
//! work at once, in one process or many; the lease of each letter keeps them apart.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use crate::mail_reader::MailReader;
use chrono::TimeDelta;
use renkei_app::App;
use renkei_app::letters::carry::{ClaimedLetter, Hold, Terms};
use renkei_app::letters::links::Links;
use renkei_delivery::letters::smtp::Mailer;
use renkei_domain::letters::delivery::Delivery;
use renkei_domain::time::Instant;
use renkei_web::PublicAddress;
use renkei_web::paths::{
    AnswerPath, EndingConsentsPath, InquiryLinkPath, InvitationPath, InvitationsPath,
    OwnProposalPath, PollLinkPath, SignInPath, WhomPath,
};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// How many letters are under way at once: few enough for a small office's mail server.
const AT_ONCE: usize = 4;

/// How often a courier looks for letters that other processes queued.
const LOOK: Duration = Duration::from_secs(5);

/// The shortest pause between two looks.
const SHORTEST_PAUSE: Duration = Duration::from_millis(20);

/// How long letters under way may take when the process is told to end.
const FAREWELL: Duration = Duration::from_secs(8);

/// How often letters that are over are forgotten, and consents looked for that end soon.
const TIDY: TimeDelta = TimeDelta::hours(1);

/// How often an outcome is written down again when the database does not answer.
const RECORD_TRIES: u32 = 60;

/// A courier.
#[derive(Debug)]
pub struct Courier {
    app: App,
    mailer: Mailer,
    terms: Terms,
    lease: Duration,
    reader: Option<MailReader>,
}

impl Courier {
    /// A courier with a name of its own. Its lease outlives a step of the conversation and is renewed
    /// while a letter is under way, so that it ends only with the courier.
    #[must_use]
    pub fn new(app: App, mailer: Mailer) -> Self {
        let lease = mailer.patience() * 2;
        let terms = app.courier_terms(mailer.host().clone(), lease);
        let terms = terms.sent_by(mailer.sender().clone());
        Self {
            app,
            mailer,
            terms,
            lease,
            reader: None,
        }
    }

    /// The same with answers read beside.
    #[must_use]
    pub fn reading(self, reader: Option<MailReader>) -> Self {
        Self { reader, ..self }
    }

    /// The same with links in letters, to where people reach the installation.
    #[must_use]
    pub fn linking(self, address: &PublicAddress) -> Self {
        let terms = self.terms.linking(links(address));
        Self { terms, ..self }
    }

    /// Works until told to end; letters under way may then finish, for a few seconds.
    pub async fn run(self, end: impl Future<Output = ()>) {
        let mut own = self;
        // A mailbox that does not answer keeps no letter waiting.
        let reading = own.reader.take().map(|reader| tokio::spawn(reader.run()));
        let courier = Arc::new(own);
        let mut end = pin!(end);
        let mut under_way = JoinSet::new();
        let mut tidy_at = courier.app.now();
        loop {
            tidy_at = courier.tidy(tidy_at).await;
            let free = AT_ONCE.saturating_sub(under_way.len());
            let claimed = courier.claim(free).await;
            let has_taken_some = !claimed.is_empty();
            for letter in claimed {
                under_way.spawn(Arc::clone(&courier).carry(letter));
            }
            if has_taken_some && under_way.len() < AT_ONCE {
                continue;
            }
            let pause = if under_way.len() < AT_ONCE {
                courier.pause().await
            } else {
                LOOK
            };
            tokio::select! {
                biased;
                () = &mut end => break,
                Some(ended) = under_way.join_next() => {
                    if let Err(fault) = ended {
                        tracing::error!(%fault, "a letter's sending broke off");
                    }
                }
                () = courier.app.letter_due() => {}
                () = sleep(pause) => {}
            }
        }
        if let Some(reading) = reading {
            // What is not marked yet is read again, and known by then.
            reading.abort();
        }
        let finishing = async { while under_way.join_next().await.is_some() {} };
        if timeout(FAREWELL, finishing).await.is_err() {
            tracing::warn!("letters under way are left to the next courier");
        }
    }

    async fn claim(&self, free: usize) -> Vec<ClaimedLetter> {
        let claimed = self.app.claim_letters(&self.terms, free as u64).await;
        claimed.unwrap_or_else(|fault| {
            tracing::warn!(%fault, "no letters can be claimed");
            Vec::new()
        })
    }

    /// Forgets letters that are over, writes about consents that end soon, recalls whom no consent calls any more and
    /// reminds of dates, when it is time to; says when the next time is.
    async fn tidy(&self, due: Instant) -> Instant {
        let now = self.app.now();
        if now < due {
            return due;
        }
        match self.app.forget_letters().await {
            Ok(0) => {}
            Ok(forgotten) => tracing::info!(forgotten, "letters that were over are forgotten"),
            Err(fault) => tracing::warn!(%fault, "letters that are over stay a little longer"),
        }
        match self.app.announce_ending_consents().await {
            Ok(0) => {}
            Ok(queued) => tracing::info!(queued, "letters about consents that end soon are queued"),
            Err(fault) => tracing::warn!(%fault, "the end of consents is announced a little later"),
        }
        if let Err(fault) = self.app.follow_calls().await {
            tracing::warn!(%fault, "who is not expected any more hears of it a little later");
        }
        match self.app.remind_of_polls().await {
            Ok(0) => {}
            Ok(reminded) => tracing::info!(reminded, "reminders about dates are prepared"),
            Err(fault) => tracing::warn!(%fault, "reminders about dates come a little later"),
        }
        now.plus(TIDY)
    }

    /// Until the next letter is due, or until the next look.
    async fn pause(&self) -> Duration {
        match self.app.next_letter_due().await {
            Ok(Some(due)) => {
                let micros = due.micros().saturating_sub(self.app.now().micros());
                let until = Duration::from_micros(u64::try_from(micros).unwrap_or(0));
                until.clamp(SHORTEST_PAUSE, LOOK)
            }
            Ok(None) | Err(_) => LOOK,
        }
    }

    async fn carry(self: Arc<Self>, claimed: ClaimedLetter) {
        let letter = claimed.lease.letter;
        let delivery = tokio::select! {
            biased;
            delivery = self.deliver(&claimed) => delivery,
            () = self.keep(&claimed) => None,
        };
        let Some(delivery) = delivery else {
            tracing::warn!(%letter, "the letter is another courier's by now");
            return;
        };
        tracing::info!(
            %letter,
            outcome = delivery.outcome.code(),
            reply = delivery.reply,
            tries = claimed.tries,
            "letter carried"
        );
        self.record(&claimed, delivery).await;
    }

    /// Carries the letter; nothing when it turned out to be another courier's.
    async fn deliver(&self, claimed: &ClaimedLetter) -> Option<Delivery> {
        let approached = match self.mailer.approach(&claimed.letter).await {
            Ok(approached) => approached,
            Err(delivery) => return Some(delivery),
        };
        match self.app.note_handover(&self.terms, claimed.lease).await {
            Ok(Hold::Held) => Some(approached.hand_over().await),
            Ok(Hold::Lost) => None,
            Err(fault) => {
                // Whether it was noted is unknown, so nothing leaves; the lease runs out by itself.
                tracing::warn!(%fault, "a letter stays, since the database does not answer");
                None
            }
        }
    }

    /// Renews the lease until it is lost.
    async fn keep(&self, claimed: &ClaimedLetter) {
        loop {
            sleep(self.lease / 4).await;
            match self.app.renew_lease(&self.terms, claimed.lease).await {
                Ok(Hold::Held) => {}
                Ok(Hold::Lost) => return,
                Err(fault) => tracing::warn!(%fault, "a lease could not be renewed"),
            }
        }
    }

    /// Writes down what became of the letter: an outcome that is forgotten makes a second copy.
    async fn record(&self, claimed: &ClaimedLetter, delivery: Delivery) {
        let letter = claimed.lease.letter;
        for _ in 0..RECORD_TRIES {
            match self.app.record_delivery(claimed, delivery).await {
                Ok(Hold::Held) => return,
                Ok(Hold::Lost) => {
                    tracing::warn!(%letter, "another courier took the letter before its end was written");
                    return;
                }
                Err(fault) => {
                    tracing::warn!(%letter, %fault, "an outcome could not be written yet")
                }
            }
            sleep(Duration::from_secs(1)).await;
            // As long as nobody else takes the letter, its outcome can still be written.
            if let Err(fault) = self.app.renew_lease(&self.terms, claimed.lease).await {
                tracing::debug!(%letter, %fault, "its lease could not be renewed either");
            }
        }
        tracing::error!(%letter, "an outcome could not be written: the letter may leave again");
    }
}

/// How links in letters are made: from the types of the paths, behind the address that people use.
fn links(address: &PublicAddress) -> Option<Links> {
    address.for_letters().map(|origin| Links {
        origin: origin.to_string(),
        invitation: |code| InvitationPath::of(code).to_string(),
        enter_code: InvitationsPath.to_string(),
        answer: |code| AnswerPath::of(code).to_string(),
        poll: |code| PollLinkPath::of(code).to_string(),
        whom: |code| WhomPath::of(code).to_string(),
        proposal: |code| OwnProposalPath::of(code).to_string(),
        inquiry: |code| InquiryLinkPath::of(code).to_string(),
        sign_in: SignInPath.to_string(),
        ending_consents: EndingConsentsPath.to_string(),
    })
}
