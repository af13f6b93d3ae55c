//! Mail that comes back about a meeting of a network: a notice that did not arrive counts as failed, a plain answer of
//! whoever was called counts by itself, and everything else waits for the secretariat. What is sure is said here; what
//! belongs to no notice of a meeting is not taken.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::conference::invitation::{CallChannel, MailDoubt, MailStanding, NoticeState};
use renkei_domain::conference::series::{
    MeetingAnswer, MeetingCame, MeetingMail, MeetingNotice, MeetingSeries, NoticeMark, ToldMember,
};
use renkei_domain::ids::{MeetingMailId, MeetingNoticeId, MeetingSeriesId};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::people::Standing;
use renkei_domain::record::Purpose;
use renkei_domain::time::{Instant, Moment};
use renkei_invite::entry::{Answer, Sequence, Uid, Version};
use renkei_invite::mail::{Mail, Returned};
use renkei_invite::reply::{Invited, Outcome, judge};
use renkei_store::{StoreFault, Work};

use super::leads::Lead;
use super::reading::{calendar_of, doubt_of, evidence, line, prose, says_yes};
use super::take::{TakenMail, digest};
use crate::directory::inquiry::astray::member_astray;
use crate::letters::carry::unrefused;
use crate::{App, Caller};

/// Where a mail belongs.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// To a message about a meeting; whether it bears what only whoever got that had.
    Notice(MeetingNoticeId, bool),
    /// To a series, and the day of the rule that it names.
    Day(MeetingSeriesId, NaiveDate),
}

/// Everything that is known of a mail before the act.
struct Given {
    mail: Mail,
    raw: Vec<u8>,
    digest: String,
    place: Place,
    id: MeetingMailId,
}

/// What a mail means.
enum Means {
    /// They answered, and when.
    Answered(MeetingCame, Instant),
    /// A message did not arrive.
    Bounced(NoticeMark),
    /// Somebody decides.
    Doubtful(MailDoubt),
    /// There is nothing to do.
    Nothing(MailStanding),
}

impl App {
    /// Takes a mail that belongs to no conference, as it came; one that belongs to no meeting either is none of ours.
    pub(super) async fn take_meeting_mail(
        &self,
        (mail, raw): (Mail, Vec<u8>),
        leads: &[Lead],
    ) -> Result<TakenMail, StoreFault> {
        let Some(place) = self.place_of_meeting_mail(leads).await? else {
            return Ok(TakenMail::NotOurs);
        };
        let given = Arc::new(Given {
            digest: digest(&mail, &raw),
            mail,
            raw,
            place,
            id: MeetingMailId::from_uuid(self.new_id()),
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

    async fn place_of_meeting_mail(&self, leads: &[Lead]) -> Result<Option<Place>, StoreFault> {
        for lead in leads {
            let notice = match lead {
                Lead::Letter(letter) => self.store.meeting_notice_of_letter(*letter).await?,
                Lead::Address(code) | Lead::Words(code) => {
                    self.store.meeting_notice_of_code(code).await?
                }
                Lead::Entry(name, Some(day)) => match name.parse() {
                    Ok(series) => return Ok(Some(Place::Day(series, *day))),
                    Err(_) => None,
                },
                Lead::Entry(_, None) => None,
            };
            if let Some(notice) = notice {
                return Ok(Some(Place::Notice(notice, lead.is_token())));
            }
        }
        Ok(None)
    }
}

async fn taken_in(work: &Work, given: &Given, now: Instant) -> Result<TakenMail, StoreFault> {
    let (series, original) = match given.place {
        Place::Day(series, day) => (series, day),
        Place::Notice(id, _) => match work.meeting_notice(id).await? {
            Some(notice) => (notice.series, notice.original),
            None => return Ok(TakenMail::NotOurs),
        },
    };
    let Some(file) = work.meeting_series(series).await? else {
        return Ok(TakenMail::NotOurs);
    };
    let network = file.series.network;
    work.lock_place(Standing::Coordinator(network)).await?;
    if work.has_meeting_mail(&given.digest).await? {
        return Ok(TakenMail::Known);
    }
    let mut notices = work.meeting_notices(series, original).await?;
    if notices.is_empty() {
        return Ok(TakenMail::NotOurs);
    }
    let of_place = |notices: &[MeetingNotice]| match given.place {
        Place::Notice(id, _) => notices.iter().find(|one| one.id == id).cloned(),
        Place::Day(..) => None,
    };
    let member = of_place(&notices).map(|one| one.member);
    if let Some(member) = member {
        // A courier notes what became of a message behind the lock of its letter.
        for one in notices.iter().filter(|one| one.member == member) {
            work.lock_letters_about(one.id.uuid()).await?;
        }
        notices = work.meeting_notices(series, original).await?;
    }
    let notice = of_place(&notices);
    let told = member.map(|member| ToldMember::of(&notices, member));
    let told = told.unwrap_or_default();
    let means = match &given.mail.returned {
        Some(returned) => of_returned(returned, notice.as_ref(), now),
        None => {
            let has_token = matches!(given.place, Place::Notice(_, true));
            reading(&given.mail, &file.series, (&told, has_token), now)
        }
    };
    let mut mail = MeetingMail {
        id: given.id,
        network,
        series,
        original,
        member,
        arrived_at: given.mail.sent.map_or(now, |sent| sent.min(now)),
        from: line(given.mail.from.as_deref()),
        subject: line(given.mail.subject.as_deref()),
        text: prose(given.mail.words.as_deref()),
        doubt: None,
        standing: MailStanding::Waits,
        settled: None,
        version: 1,
    };
    let taken = match (means, told.last(), notice) {
        (Means::Answered(comes, at), Some(before), _) => {
            let answer = MeetingAnswer {
                comes,
                at,
                by: None,
            };
            match before.clone().answered(answer) {
                Ok(after) => {
                    work.keep_meeting_notice(Some(before), &after).await?;
                    mail.standing = MailStanding::Taken;
                    TakenMail::Answered
                }
                Err(_) => waits(&mut mail, MailDoubt::Late),
            }
        }
        (Means::Bounced(mark), _, Some(before)) => {
            let after = MeetingNotice {
                mark,
                ..before.clone()
            };
            work.keep_meeting_notice(Some(&before), &after).await?;
            member_astray(work, &after, (None, now)).await?;
            mail.standing = MailStanding::Bounced;
            TakenMail::Bounced
        }
        (Means::Nothing(standing), ..) => {
            mail.standing = standing;
            TakenMail::Kept
        }
        (Means::Doubtful(doubt), ..) => waits(&mut mail, doubt),
        // Whoever is answered for is known by then.
        (Means::Answered(..) | Means::Bounced(_), ..) => waits(&mut mail, MailDoubt::NoToken),
    };
    work.add_meeting_mail(&mail, (&given.digest, &given.raw))
        .await?;
    Ok(taken)
}

fn waits(mail: &mut MeetingMail, doubt: MailDoubt) -> TakenMail {
    mail.doubt = Some(doubt);
    TakenMail::Waits
}

/// What is done about a message that did not arrive.
fn of_returned(returned: &Returned, notice: Option<&MeetingNotice>, now: Instant) -> Means {
    if !returned.is_final {
        // It may still arrive; if it does not, another report says so.
        return Means::Nothing(MailStanding::Unrelated);
    }
    match notice {
        Some(notice) if notice.mark.state == NoticeState::Failed => {
            Means::Nothing(MailStanding::Known)
        }
        Some(notice) if notice.is_out() => Means::Bounced(NoticeMark {
            state: NoticeState::Failed,
            at: now,
            by: None,
            evidence: evidence(returned),
        }),
        Some(_) | None => Means::Doubtful(MailDoubt::Returned),
    }
}

/// What a mail means for whoever was told of a meeting, where it is known for whom.
fn reading(
    mail: &Mail,
    series: &MeetingSeries,
    (told, has_token): (&ToldMember, bool),
    now: Instant,
) -> Means {
    let calendar = match calendar_of(mail) {
        Ok(calendar) => calendar,
        Err(doubt) => return Means::Doubtful(doubt),
    };
    let known = invited(series, told).filter(|_| has_token);
    let judged = judge(calendar, known.as_ref(), now);
    let [judged] = judged.as_slice() else {
        return Means::Doubtful(MailDoubt::Several);
    };
    let comes = match judged.outcome {
        Outcome::Answered(Answer::Accepted) => MeetingCame::Came,
        Outcome::Answered(Answer::Declined) => MeetingCame::Absent,
        Outcome::Answered(Answer::Tentative) => return Means::Doubtful(MailDoubt::Tentative),
        Outcome::Superseded => return superseded(says_yes(calendar), told, judged.version.made),
        Outcome::Doubtful(doubt) => return Means::Doubtful(doubt_of(doubt)),
    };
    // Some programs repeat the moment of the message, and no answer is older than that.
    let sent_at = told.last().map(|last| last.made_at);
    let made = judged.version.made;
    let written_at = sent_at.map_or(made, |sent_at| made.max(sent_at));
    match told.takes_from_mail(comes, written_at) {
        Ok(true) => Means::Answered(comes, written_at),
        Ok(false) => Means::Nothing(MailStanding::Known),
        Err(doubt) => Means::Doubtful(doubt),
    }
}

/// What is done about an answer that is no newer than one that was taken. Where nobody can tell which of two that differ
/// is the later, somebody decides.
fn superseded(comes: Option<bool>, told: &ToldMember, made: Instant) -> Means {
    let is_slow = told.last().is_some_and(|last| made < last.made_at);
    let is_unclear = told.answer().is_some_and(|known| {
        (is_slow || known.at == made) && Some(known.comes.is_there()) != comes
    });
    if is_unclear {
        Means::Doubtful(MailDoubt::SameTime)
    } else {
        Means::Nothing(MailStanding::Known)
    }
}

/// What is known of somebody who was told by mail; nothing of somebody who never was.
fn invited(series: &MeetingSeries, told: &ToldMember) -> Option<Invited> {
    let mut notices = told.notices().iter().rev();
    let by_mail = notices.find(|one| one.way.channel == CallChannel::Mail);
    let address = by_mail.and_then(|one| one.way.target.as_ref());
    let address = address.and_then(|target| MailAddress::parse(target.as_str()).ok())?;
    let last = told.last()?;
    // A message is about one occurrence, by the day and hour of the rule.
    let part = Some(Moment {
        date: last.original,
        minute: series.outline.begins,
    });
    let sequence = Sequence::new(last.sequence);
    // An answer that somebody took down is weighed by the domain, which asks somebody where the two differ.
    let mailed = last.answer.filter(|answer| answer.by.is_none());
    let taken = mailed.map(|answer| Version {
        sequence,
        made: answer.at,
    });
    Some(Invited {
        uid: Uid::of(series.id.uuid()),
        address,
        sent: BTreeMap::from([(part, sequence)]),
        taken: taken.into_iter().map(|newest| (part, newest)).collect(),
    })
}
