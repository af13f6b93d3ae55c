//! Taking a mail that came in. It belongs to a conference by the address at which it arrived, by the letter that it
//! answers or that did not arrive, by the name of the calendar entry, or by the code in its words (`leads`). Who sent it
//! decides nothing: that is easily written by anybody. What belongs to no conference may belong to a meeting of a network
//! (`meeting`).

use std::convert::Infallible;
use std::sync::Arc;

use data_encoding::HEXLOWER;
use renkei_domain::conference::Conference;
use renkei_domain::conference::invitation::{
    Invitation, MailDoubt, MailStanding, NoticeState, ReceivedMail,
};
use renkei_domain::conference::poll::PollNotice;
use renkei_domain::conference::poll::notice::PollMark;
use renkei_domain::ids::{AboutLinkId, ConferenceId, PollNoticeId, ReceivedMailId};
use renkei_domain::people::PaperCode;
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use renkei_invite::mail::{self, Mail, Returned};
use renkei_store::conference::received::MailPlace;
use renkei_store::{StoreFault, Work};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::leads::{Lead, leads};
use super::reading::{Judging, Reading, evidence, line, prose, reading};
use crate::conference::call::step::may_send_another;
use crate::directory::inquiry::astray::{participant_astray, reader_astray, respondent_astray};
use crate::letters::carry::unrefused;
use crate::{App, Caller};

renkei_domain::word_list! {
    /// What became of a mail that was read.
    TakenMail {
        Answered = "answered", "返事として記録した";
        Bounced = "bounced", "届かなかったと記録した";
        Waits = "waits", "人が確かめる";
        Kept = "kept", "しまった";
        Known = "known", "前に読んだ";
        NotOurs = "not_ours", "会議のメールではない";
    }
}

/// The longest message that is taken, in octets.
pub const LONGEST: usize = mail::LIMIT;

/// Everything that is known of a mail before the act.
struct Given {
    mail: Mail,
    raw: Vec<u8>,
    digest: String,
    place: MailPlace,
    /// Which message came back that calls nobody, where it is one.
    other: Option<Other>,
    /// Whether it bears what only the one who was called had.
    has_token: bool,
    /// Ids of the mail, and of the answer or the mark that comes of it.
    ids: (Uuid, Uuid),
}

/// A message that calls nobody.
#[derive(Debug, Clone, Copy)]
enum Other {
    /// It is about dates.
    Dates(PollNoticeId),
    /// It has the link by which somebody reads who it is about.
    Link(AboutLinkId),
}

#[renkei_boxed::boxed]
impl App {
    /// Takes a mail as it came. One that was taken before changes nothing, so that whoever reads a mailbox may read it
    /// again after a crash.
    ///
    /// # Errors
    /// A fault of the store; then nothing was taken, and the mail is to be read again.
    pub async fn take_mail(&self, raw: Vec<u8>) -> Result<TakenMail, StoreFault> {
        let Some(mail) = mail::read(&raw) else {
            return Ok(TakenMail::NotOurs);
        };
        let leads = leads(&mail, self.answers.as_deref(), self.now());
        if let ([Lead::Letter(letter)], Some(returned)) = (leads.as_slice(), &mail.returned)
            && let Some(is_news) = self.agency_returned(*letter, returned.is_final).await?
        {
            return Ok(if is_news {
                TakenMail::Bounced
            } else {
                TakenMail::Kept
            });
        }
        let other = self.other_returned(&mail, &leads).await?;
        let (place, has_token, other) = match other {
            Some((place, message)) => (place, true, Some(message)),
            None => match self.place_of_mail(&leads).await? {
                Some((place, has_token)) => (place, has_token, None),
                None => return self.take_meeting_mail((mail, raw), &leads).await,
            },
        };
        let given = Arc::new(Given {
            digest: digest(&mail, &raw),
            mail,
            raw,
            place,
            other,
            has_token,
            ids: (self.new_id(), self.new_id()),
        });
        let header = self.header(Caller::COURIER, Purpose::AnswerInvitation);
        let ended = self
            .store
            .act::<TakenMail, Infallible, _>(&header, move |work| {
                let given = Arc::clone(&given);
                Box::pin(async move { Ok(taken_in(work, &given, header.at).await?) })
            })
            .await;
        unrefused(ended)
    }

    /// The message that calls nobody and of which a mail says that it did not arrive.
    async fn other_returned(
        &self,
        mail: &Mail,
        leads: &[Lead],
    ) -> Result<Option<(MailPlace, Other)>, StoreFault> {
        let [Lead::Letter(letter)] = leads else {
            return Ok(None);
        };
        if mail.returned.is_none() {
            return Ok(None);
        }
        if let Some((place, id)) = self.store.place_of_poll_letter(*letter).await? {
            return Ok(Some((place, Other::Dates(id))));
        }
        let link = self.store.place_of_link_letter(*letter).await?;
        Ok(link.map(|(place, id)| (place, Other::Link(id))))
    }

    /// Where a mail belongs, and whether it bears what only the one who was called had.
    async fn place_of_mail(&self, leads: &[Lead]) -> Result<Option<(MailPlace, bool)>, StoreFault> {
        for lead in leads {
            let place = match lead {
                Lead::Letter(letter) => match self.store.place_of_letter(*letter).await? {
                    Some(place) => Some(place),
                    // Whoever answers the mail with the link answers that they were called.
                    None => {
                        let link = self.store.place_of_link_letter(*letter).await?;
                        link.map(|(place, _)| place)
                    }
                },
                Lead::Address(code) | Lead::Words(code) => self.place_by_code(code).await?,
                Lead::Entry(name, _) => match name.parse::<ConferenceId>() {
                    Ok(id) => self.store.place_of_conference(id).await?,
                    Err(_) => None,
                },
            };
            if let Some(place) = place {
                return Ok(Some((place, lead.is_token())));
            }
        }
        Ok(None)
    }

    async fn place_by_code(&self, code: &PaperCode) -> Result<Option<MailPlace>, StoreFault> {
        let place = self.store.place_of_conference_code(code).await?;
        Ok(place.map(|(case, conference, invitation)| MailPlace {
            case,
            conference,
            invitation: Some(invitation),
            notice: None,
        }))
    }
}

/// What tells a mail from every other: its identifier, who wrote it and what it says. The lines that servers put on its
/// head differ between two copies.
pub(super) fn digest(mail: &Mail, raw: &[u8]) -> String {
    let ends = raw.windows(4).position(|four| four == b"\r\n\r\n");
    let ends = ends.or_else(|| raw.windows(2).position(|two| two == b"\n\n"));
    let body = ends.and_then(|at| raw.get(at..)).unwrap_or(raw);
    let mut digest = Sha256::new();
    match &mail.id {
        Some(id) => {
            let from = mail.from.as_deref().unwrap_or_default();
            digest.update(format!("{id}\n{from}\n"));
            digest.update(body);
        }
        None => digest.update(raw),
    }
    HEXLOWER.encode(&digest.finalize()[..])
}

async fn taken_in(work: &Work, given: &Given, now: Instant) -> Result<TakenMail, StoreFault> {
    let place = given.place;
    work.lock_case(place.case).await?;
    if work.has_mail(&given.digest).await? {
        return Ok(TakenMail::Known);
    }
    let case = work.case(place.case).await?;
    let Some(case) = case.filter(|case| !case.is_erased()) else {
        return Ok(TakenMail::NotOurs);
    };
    let Some(conference) = work.conference(case.id, place.conference).await? else {
        return Ok(TakenMail::NotOurs);
    };
    let invitation = match place.invitation {
        Some(id) => work.conference_invitation(conference.id, id).await?,
        None => None,
    };
    let mut mail = ReceivedMail {
        id: ReceivedMailId::from_uuid(given.ids.0),
        conference: conference.id,
        case: case.id,
        person: conference.person,
        organization: conference.organization,
        invitation: invitation.as_ref().map(|one| one.id),
        arrived_at: given.mail.sent.map_or(now, |sent| sent.min(now)),
        from: line(given.mail.from.as_deref()),
        subject: line(given.mail.subject.as_deref()),
        text: prose(given.mail.words.as_deref()),
        doubt: None,
        standing: MailStanding::Waits,
        reply: None,
        settled: None,
        version: 1,
    };
    let judging = Judging {
        mail: &given.mail,
        has_token: given.has_token,
        notice: place.notice,
        id: given.ids.1,
        now,
    };
    if let (Some(other), Some(returned)) = (given.other, &given.mail.returned) {
        let (standing, taken) = match other {
            Other::Dates(id) => poll_bounced(work, (&conference, id), returned, now).await?,
            Other::Link(id) => link_bounced(work, (&conference, id), returned, now).await?,
        };
        mail.standing = standing;
        mail.doubt = (standing == MailStanding::Waits).then_some(MailDoubt::Returned);
        work.add_received_mail(&mail, (&given.digest, &given.raw))
            .await?;
        return Ok(taken);
    }
    let means = reading(judging, &conference, invitation.as_ref());
    let taken = match (means, invitation) {
        (Reading::Answered(reply), Some(before)) => {
            mail.standing = MailStanding::Taken;
            mail.reply = Some(reply.id);
            let may = may_send_another(&conference, &before);
            let after = before.clone().answered(reply, may);
            let after = Invitation {
                version: before.version + 1,
                ..after
            };
            work.keep_conference_invitation(Some(&before), &after)
                .await?;
            TakenMail::Answered
        }
        (Reading::Bounced(id, mark), Some(before)) => {
            mail.standing = MailStanding::Bounced;
            let mut after = before.clone();
            let mut notices = after.notices.iter_mut();
            let notice = notices.find(|notice| notice.id == id);
            let way = notice.map(|notice| {
                notice.marks.push(mark);
                notice.way.clone()
            });
            work.keep_conference_invitation(Some(&before), &after)
                .await?;
            if let Some(way) = way {
                participant_astray(work, before.participant, &way, (None, now)).await?;
            }
            TakenMail::Bounced
        }
        (Reading::Nothing(standing), _) => {
            mail.standing = standing;
            TakenMail::Kept
        }
        (Reading::Doubtful(doubt), _) => {
            mail.doubt = Some(doubt);
            TakenMail::Waits
        }
        // Whoever is answered for is known by then.
        (Reading::Answered(_) | Reading::Bounced(..), None) => {
            mail.doubt = Some(MailDoubt::NoToken);
            TakenMail::Waits
        }
    };
    work.add_received_mail(&mail, (&given.digest, &given.raw))
        .await?;
    Ok(taken)
}

/// What is done about a message about dates that did not arrive: it counts as failed, so that somebody sees to another
/// way.
async fn poll_bounced(
    work: &Work,
    (conference, id): (&Conference, PollNoticeId),
    returned: &Returned,
    now: Instant,
) -> Result<(MailStanding, TakenMail), StoreFault> {
    if !returned.is_final {
        return Ok((MailStanding::Unrelated, TakenMail::Kept));
    }
    let Some(before) = work.poll_notice(id).await? else {
        return Ok((MailStanding::Waits, TakenMail::Waits));
    };
    if before.mark.state == NoticeState::Failed {
        return Ok((MailStanding::Known, TakenMail::Kept));
    }
    if !before.is_out() {
        return Ok((MailStanding::Waits, TakenMail::Waits));
    }
    let after = PollNotice {
        mark: PollMark {
            state: NoticeState::Failed,
            at: now,
            by: None,
            evidence: evidence(returned),
        },
        ..before.clone()
    };
    work.keep_poll_notice(conference.case, Some(&before), &after)
        .await?;
    // Of an earlier poll nobody knows any more whom a message asked.
    let poll = work.poll(conference.id).await?;
    if let Some(poll) = poll.filter(|poll| poll.id == after.poll) {
        respondent_astray(work, (&poll, &after), (None, now)).await?;
    }
    Ok((MailStanding::Bounced, TakenMail::Bounced))
}

/// The same about the mail with a link by which somebody reads who it is about.
async fn link_bounced(
    work: &Work,
    (conference, id): (&Conference, AboutLinkId),
    returned: &Returned,
    now: Instant,
) -> Result<(MailStanding, TakenMail), StoreFault> {
    if !returned.is_final {
        return Ok((MailStanding::Unrelated, TakenMail::Kept));
    }
    let links = work.about_links(conference).await?;
    let Some(before) = links.into_iter().find(|link| link.id == id) else {
        return Ok((MailStanding::Waits, TakenMail::Waits));
    };
    if before.mark.state == NoticeState::Failed {
        return Ok((MailStanding::Known, TakenMail::Kept));
    }
    if !before.mark.state.is_out() {
        return Ok((MailStanding::Waits, TakenMail::Waits));
    }
    let mut after = before.clone();
    after.mark = PollMark {
        evidence: evidence(returned),
        ..PollMark::bare(NoticeState::Failed, now, None)
    };
    work.mark_about_link(conference.case, (&before, &after))
        .await?;
    let called = work.conference_invitation(conference.id, after.invitation);
    if let Some(called) = called.await? {
        reader_astray(work, called.participant, &after, (None, now)).await?;
    }
    Ok((MailStanding::Bounced, TakenMail::Bounced))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_told_from_another_by_what_it_says_and_not_by_what_servers_add() {
        let mail = |raw: &str| {
            let raw = raw.as_bytes();
            digest(&mail::read(raw).expect("a mail"), raw)
        };
        let one = "From: a@example.jp\r\nMessage-ID: <1@example.jp>\r\n\r\nはい";
        let again = format!("Received: from mx\r\n{one}");
        assert_eq!(mail(one), mail(&again));
        assert_ne!(mail(one), mail(&one.replace("はい", "いいえ")));
        assert_ne!(mail(one), mail(&one.replace("a@", "b@")));
    }
}
