//! Letters about consents that end within 30 days: to whoever keeps the case, and to the person where they want to be
//! written to by mail. A courier asks for it every hour; each end is announced once to each of them, whoever asks
//! and however often. Whom no letter reaches finds it on their pages ([`super::ending`]).

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::consent::notice::NoticeReader;
use renkei_domain::ids::{CaseId, ConsentNoticeId, LetterId};
use renkei_domain::letters::kind::LetterSubject;
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use renkei_store::consent::notice::DueNotice;
use renkei_store::{StoreFault, Work};

use super::ending::span_from;
use crate::letters::carry::unrefused;
use crate::letters::consent_ending::address_of;
use crate::{App, Caller};

/// So many letters are queued in one act, so that nobody waits long for the database.
const AT_ONCE: usize = 50;

/// A letter that may have to be written: all that ends on one day for the person of a case.
#[derive(Debug, Clone)]
struct Announcement {
    notice: ConsentNoticeId,
    letter: LetterId,
    case: CaseId,
    reader: NoticeReader,
    ending: Vec<DueNotice>,
}

#[renkei_boxed::boxed]
impl App {
    /// Queues a letter about every consent that ends within 30 days, to whom none was written about it, and says how
    /// many letters these are. Several consents of a person that end on one day are one letter.
    ///
    /// # Errors
    /// A fault of the store; what was queued until then stays so, and asking again goes on from there.
    pub async fn announce_ending_consents(&self) -> Result<u64, StoreFault> {
        let span = span_from(self.now().in_japan().date);
        let due = self.store.due_consent_notices(span).await?;
        let mut letters: BTreeMap<(NaiveDate, CaseId, NoticeReader), Vec<DueNotice>> =
            BTreeMap::new();
        for one in due {
            let letter = letters.entry((one.last_day, one.case, one.reader));
            letter.or_default().push(one);
        }
        let letters = letters
            .into_iter()
            .map(|((_, case, reader), ending)| Announcement {
                notice: ConsentNoticeId::from_uuid(self.new_id()),
                letter: LetterId::from_uuid(self.new_id()),
                case,
                reader,
                ending,
            });
        let letters: Vec<Announcement> = letters.collect();
        let mut queued = 0;
        for some in letters.chunks(AT_ONCE) {
            queued += self.announce(some.to_vec()).await?;
        }
        if queued > 0 {
            self.wake_courier();
        }
        Ok(queued)
    }

    /// Queues some letters in one act.
    async fn announce(&self, letters: Vec<Announcement>) -> Result<u64, StoreFault> {
        let header = self.header(Caller::COURIER, Purpose::AnnounceEnding);
        let letters = Arc::new(letters);
        let ended = self
            .store
            .act::<u64, Infallible, _>(&header, move |work| {
                let letters = Arc::clone(&letters);
                Box::pin(async move {
                    let mut queued = 0;
                    for letter in letters.iter() {
                        queued += u64::from(announced(work, letter, header.at).await?);
                    }
                    Ok(queued)
                })
            })
            .await;
        unrefused(ended)
    }
}

/// Queues a letter, unless nobody can be reached by it or another process was faster. Whether it was queued.
async fn announced(work: &Work, letter: &Announcement, now: Instant) -> Result<bool, StoreFault> {
    let Some(case) = work.case(letter.case).await? else {
        return Ok(false);
    };
    let today = now.in_japan().date;
    let to = address_of(work, &case, letter.reader, today).await?;
    if to.is_none() {
        return Ok(false);
    }
    let mut is_new = false;
    for one in &letter.ending {
        is_new |= work.add_consent_notice(letter.notice, one, now).await?;
    }
    if is_new {
        let subject = LetterSubject::ConsentEnding(letter.notice);
        work.queue_letter(letter.letter, subject, now).await?;
    }
    Ok(is_new)
}
