//! What a mail means for whom it answers: an answer, a message that did not arrive, or something for a person to look at.

use std::collections::BTreeMap;

use renkei_domain::conference::invitation::{
    AnswerChannel, CallChannel, GivenReply, Invitation, MailDoubt, MailStanding, Mark, NoticeState,
    Reply, ReplyStanding,
};
use renkei_domain::conference::{Conference, ConferenceState};
use renkei_domain::ids::{ConferenceMarkId, ConferenceNoticeId, ConferenceReplyId};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Instant;
use renkei_invite::entry::{Answer, Sequence, Uid, Version};
use renkei_invite::mail::{Mail, Returned};
use renkei_invite::method::Participation;
use renkei_invite::read::received::Calendar;
use renkei_invite::reply::{Doubt, Invited, Outcome, judge};
use uuid::Uuid;

/// A mail as it is judged.
#[derive(Clone, Copy)]
pub(super) struct Judging<'m> {
    /// The mail.
    pub(super) mail: &'m Mail,
    /// Whether it bears what only the one who was called had.
    pub(super) has_token: bool,
    /// Which message came back, where that is known.
    pub(super) notice: Option<ConferenceNoticeId>,
    /// The id of the answer or of the mark that comes of it.
    pub(super) id: Uuid,
    /// Now.
    pub(super) now: Instant,
}

/// What a mail means.
pub(super) enum Reading {
    /// An answer that can be recorded as it is.
    Answered(GivenReply),
    /// A message to somebody did not arrive.
    Bounced(ConferenceNoticeId, Mark),
    /// Somebody decides.
    Doubtful(MailDoubt),
    /// There is nothing to do.
    Nothing(MailStanding),
}

/// What a mail means for somebody who was called to a conference, where it is known for whom.
pub(super) fn reading(
    given: Judging<'_>,
    conference: &Conference,
    invitation: Option<&Invitation>,
) -> Reading {
    let (mail, now) = (given.mail, given.now);
    if let Some(returned) = &mail.returned {
        return of_returned(given, returned, invitation);
    }
    let calendar = match calendar_of(mail) {
        Ok(calendar) => calendar,
        Err(doubt) => return Reading::Doubtful(doubt),
    };
    let bearer = invitation.filter(|_| given.has_token);
    let known = bearer.and_then(|one| invited(one, conference));
    let judged = judge(calendar, known.as_ref(), now);
    let [judged] = judged.as_slice() else {
        return Reading::Doubtful(MailDoubt::Several);
    };
    let reply = match judged.outcome {
        Outcome::Answered(Answer::Accepted) => Reply::Coming,
        Outcome::Answered(Answer::Declined) => Reply::NotComing,
        Outcome::Answered(Answer::Tentative) => return Reading::Doubtful(MailDoubt::Tentative),
        Outcome::Superseded => return superseded(calendar, invitation, judged.version),
        Outcome::Doubtful(doubt) => return Reading::Doubtful(doubt_of(doubt)),
    };
    if conference.state != ConferenceState::Scheduled {
        return Reading::Doubtful(MailDoubt::Late);
    }
    let notice = invitation.and_then(Invitation::notice);
    let stamped = notice.map_or(judged.version.made, |notice| notice.version.stamped_at);
    Reading::Answered(GivenReply {
        id: ConferenceReplyId::from_uuid(given.id),
        reply,
        wishes: Default::default(),
        note: prose(judged.comment.as_deref()),
        from: None,
        channel: AnswerChannel::Mail,
        sequence: judged.version.sequence.number(),
        // Some programs repeat the moment of the invitation, and no answer is older than that.
        given_at: judged.version.made.max(stamped),
        noted_at: now,
        by: None,
        standing: ReplyStanding::Waits,
        doubt: None,
        decided_by: None,
    })
}

/// What is done about an answer that is no newer than one that was taken. Where nobody can tell which of two that differ
/// is the later, since both bear one moment or one that is before the invitation, somebody decides.
fn superseded(calendar: &Calendar, invitation: Option<&Invitation>, version: Version) -> Reading {
    let sequence = version.sequence.number();
    let replies = invitation.into_iter().flat_map(|one| &one.replies);
    let mailed = replies.filter(|reply| reply.channel == AnswerChannel::Mail);
    let newest = mailed
        .filter(|reply| reply.sequence == sequence)
        .max_by_key(|reply| reply.given_at);
    let notice = invitation.and_then(Invitation::notice);
    let is_slow = notice.is_some_and(|notice| version.made < notice.version.stamped_at);
    let comes = says_yes(calendar);
    let is_unclear = newest.is_some_and(|newest| {
        (is_slow || newest.given_at == version.made) && Some(newest.reply.comes()) != comes
    });
    if is_unclear {
        Reading::Doubtful(MailDoubt::SameTime)
    } else {
        Reading::Nothing(MailStanding::Known)
    }
}

/// The one calendar that a mail brings.
///
/// # Errors
/// Why somebody has to look at the mail.
pub(super) fn calendar_of(mail: &Mail) -> Result<&Calendar, MailDoubt> {
    match mail.calendars.as_slice() {
        [Ok(calendar)] => Ok(calendar),
        [Err(_)] => Err(MailDoubt::Unreadable),
        [] if mail.is_automatic => Err(MailDoubt::Automatic),
        [] => Err(MailDoubt::PlainText),
        _ => Err(MailDoubt::Several),
    }
}

/// Whether whoever answers says that they come; nothing where they say neither.
pub(super) fn says_yes(calendar: &Calendar) -> Option<bool> {
    let attendees = calendar.entries.iter().flat_map(|entry| &entry.attendees);
    let mut said = attendees.filter_map(|one| one.participation.as_ref());
    said.next().map(|said| *said == Participation::Accepted)
}

/// What is known of somebody who was called by mail; nothing of somebody who never was.
fn invited(invitation: &Invitation, conference: &Conference) -> Option<Invited> {
    let mut notices = invitation.notices.iter().rev();
    let by_mail = notices.find(|notice| notice.way.channel == CallChannel::Mail);
    let address = by_mail.and_then(|notice| notice.way.target.as_ref());
    let address = address.and_then(|target| MailAddress::parse(target.as_str()).ok())?;
    // Answers that came by another way are weighed by the domain, which asks somebody where they differ.
    let mailed = invitation
        .replies
        .iter()
        .filter(|reply| reply.channel == AnswerChannel::Mail);
    let taken = mailed.map(|reply| Version {
        sequence: Sequence::new(reply.sequence),
        made: reply.given_at,
    });
    Some(Invited {
        uid: Uid::of(conference.id.uuid()),
        address,
        sent: BTreeMap::from([(None, Sequence::new(invitation.sequence()))]),
        taken: taken
            .max()
            .map(|newest| (None, newest))
            .into_iter()
            .collect(),
    })
}

pub(super) const fn doubt_of(doubt: Doubt) -> MailDoubt {
    match doubt {
        Doubt::NoToken => MailDoubt::NoToken,
        Doubt::OtherEntry => MailDoubt::OtherEntry,
        Doubt::Counter => MailDoubt::Counter,
        Doubt::Refresh => MailDoubt::Refresh,
        Doubt::NoAnswer => MailDoubt::NoAnswer,
        Doubt::Attendees => MailDoubt::Attendees,
        Doubt::Alias => MailDoubt::Alias,
        Doubt::Delegation => MailDoubt::Delegation,
        Doubt::OldSequence => MailDoubt::OldSequence,
        Doubt::UnknownSequence => MailDoubt::UnknownSequence,
        Doubt::Occurrence => MailDoubt::Occurrence,
        Doubt::Participation => MailDoubt::Participation,
    }
}

/// What is done about a message that did not arrive: it counts as failed, so that somebody sees to another way.
fn of_returned(
    given: Judging<'_>,
    returned: &Returned,
    invitation: Option<&Invitation>,
) -> Reading {
    if !returned.is_final {
        // It may still arrive; if it does not, another report says so.
        return Reading::Nothing(MailStanding::Unrelated);
    }
    let notices = invitation.into_iter().flat_map(|one| &one.notices);
    let mut out = notices.filter(|notice| notice.is_out());
    let Some(notice) = out.find(|notice| Some(notice.id) == given.notice) else {
        return Reading::Doubtful(MailDoubt::Returned);
    };
    if notice.state() == NoticeState::Failed {
        return Reading::Nothing(MailStanding::Known);
    }
    let mark = Mark {
        id: ConferenceMarkId::from_uuid(given.id),
        state: NoticeState::Failed,
        phone: None,
        at: given.now,
        by: None,
        evidence: evidence(returned),
    };
    Reading::Bounced(notice.id, mark)
}

/// What shows that a message did not arrive.
pub(super) fn evidence(returned: &Returned) -> Option<Line> {
    let evidence = match &returned.status {
        Some(status) => format!("メールが戻ってきた（{status}）"),
        None => "メールが戻ってきた".to_owned(),
    };
    line(Some(&evidence))
}

/// A text of a mail as a line: cut, and without control characters.
pub(super) fn line(text: Option<&str>) -> Option<Line> {
    let text = text?.chars().filter(|c| !c.is_control()).take(Line::LIMIT);
    Line::parse(&text.collect::<String>()).ok()
}

/// A text of a mail as prose, in the same way.
pub(super) fn prose(text: Option<&str>) -> Option<Prose> {
    let keeps = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let text = text?.chars().filter(keeps).take(Prose::LIMIT);
    Prose::parse(&text.collect::<String>()).ok()
}
