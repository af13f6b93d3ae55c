//! Mail that came back about a meeting. What answers plainly becomes an answer by itself; everything else waits until the
//! secretariat decides. The message stays as it came.

use chrono::NaiveDate;

use super::{MeetingCame, ToldMember};
use crate::conference::invitation::{InvitationFault, MailDoubt, MailStanding, MailVerdict};
use crate::ids::{AccountId, MeetingMailId, MeetingSeriesId, NetworkId, ParticipantId};
use crate::text::{Line, Prose};
use crate::time::Instant;

/// A mail that came back about a meeting, without the message itself.
#[derive(Clone, PartialEq, Eq)]
pub struct MeetingMail {
    /// Its id.
    pub id: MeetingMailId,
    /// Of which network.
    pub network: NetworkId,
    /// About which series.
    pub series: MeetingSeriesId,
    /// About the meeting of which day of the rule.
    pub original: NaiveDate,
    /// Whose answer it is, as far as that is known.
    pub member: Option<ParticipantId>,
    /// When it was written by its own head, and never after it was read.
    pub arrived_at: Instant,
    /// From whom it says to come.
    pub from: Option<Line>,
    /// Its subject.
    pub subject: Option<Line>,
    /// Its words, cut where they are long.
    pub text: Option<Prose>,
    /// Why somebody decides; it stays when they did.
    pub doubt: Option<MailDoubt>,
    /// What became of it.
    pub standing: MailStanding,
    /// Who decided, and when.
    pub settled: Option<(AccountId, Instant)>,
    /// Rises with every change.
    pub version: i64,
}

/// What somebody wrote is nobody's to read in a log.
impl std::fmt::Debug for MeetingMail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MeetingMail({}, {})", self.id, self.standing.code())
    }
}

impl MeetingMail {
    /// Whether somebody has to decide about it.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.standing == MailStanding::Waits
    }

    /// The mail after somebody decided about it; `member` is whose answer it became, where it became one.
    ///
    /// # Errors
    /// When nobody has to decide any more.
    pub fn settled(
        self,
        verdict: MailVerdict,
        member: Option<ParticipantId>,
        (by, at): (AccountId, Instant),
    ) -> Result<Self, InvitationFault> {
        if !self.is_waiting() {
            return Err(InvitationFault::NoSuchReply);
        }
        Ok(Self {
            member: member.or(self.member),
            standing: verdict.standing(),
            settled: Some((by, at)),
            version: self.version + 1,
            ..self
        })
    }
}

/// The answer that somebody makes of a mail; nothing where they make none.
#[must_use]
pub const fn answer_of(verdict: MailVerdict) -> Option<MeetingCame> {
    match verdict {
        MailVerdict::Coming => Some(MeetingCame::Came),
        MailVerdict::NotComing => Some(MeetingCame::Absent),
        MailVerdict::Substitute => Some(MeetingCame::Substitute),
        MailVerdict::Undecided | MailVerdict::Noted | MailVerdict::Unrelated => None,
    }
}

impl ToldMember {
    /// Whether an answer that came by mail takes its place: not where they answered the same before, in more detail
    /// perhaps.
    ///
    /// # Errors
    /// Why somebody decides: no answer is awaited, or another one was taken down of which nobody knows when it was given.
    pub fn takes_from_mail(
        &self,
        comes: MeetingCame,
        written_at: Instant,
    ) -> Result<bool, MailDoubt> {
        let Some(last) = self.last().filter(|last| last.says.calls()) else {
            return Err(MailDoubt::Late);
        };
        match last.answer {
            None => Ok(true),
            Some(known) if known.comes.is_there() == comes.is_there() => Ok(false),
            Some(known) if known.by.is_some() || known.at == written_at => Err(MailDoubt::SameTime),
            Some(known) => Ok(known.at < written_at),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::conference::invitation::{CallChannel, NoticeState, PreparedWay, Says};
    use crate::conference::series::{MeetingAnswer, MeetingNotice, MeetingTold, NoticeMark};
    use crate::ids::MeetingNoticeId;

    fn at(seconds: i64) -> Instant {
        Instant::from_micros(seconds * 1_000_000)
    }

    fn told(says: Says, answer: Option<(MeetingCame, i64, Option<u128>)>) -> ToldMember {
        let id = Uuid::from_u128;
        let notice = MeetingNotice {
            id: MeetingNoticeId::from_uuid(id(1)),
            network: NetworkId::from_uuid(id(2)),
            series: MeetingSeriesId::from_uuid(id(3)),
            original: "2026-12-08".parse().expect("a day"),
            member: ParticipantId::from_uuid(id(4)),
            says,
            told: MeetingTold {
                begins: at(1_000_000).in_japan(),
                minutes: 90,
                place: Line::parse("市役所").expect("a place"),
            },
            way: PreparedWay {
                channel: CallChannel::Mail,
                target: None,
            },
            code: None,
            sequence: 0,
            made_at: at(0),
            leaves_at: at(0),
            mark: NoticeMark {
                state: NoticeState::Sent,
                at: at(0),
                by: None,
                evidence: None,
            },
            answer: answer.map(|(comes, seconds, by)| MeetingAnswer {
                comes,
                at: at(seconds),
                by: by.map(|by| AccountId::from_uuid(id(by))),
            }),
        };
        ToldMember::of(&[notice], ParticipantId::from_uuid(id(4)))
    }

    #[test]
    fn a_mail_never_overrides_what_somebody_took_down() {
        use MeetingCame::{Absent, Came, Online};
        let no = |known: ToldMember, seconds| known.takes_from_mail(Absent, at(seconds));
        assert_eq!(no(told(Says::Invitation, None), 5), Ok(true));
        assert_eq!(no(told(Says::Cancellation, None), 5), Err(MailDoubt::Late));
        let by_mail = told(Says::Invitation, Some((Came, 5, None)));
        assert_eq!(no(by_mail.clone(), 6), Ok(true));
        assert_eq!(no(by_mail.clone(), 5), Err(MailDoubt::SameTime));
        assert_eq!(no(by_mail, 4), Ok(false));
        let by_phone = told(Says::Change, Some((Online, 5, Some(9))));
        assert_eq!(no(by_phone.clone(), 6), Err(MailDoubt::SameTime));
        let yes = by_phone.takes_from_mail(Came, at(6));
        assert_eq!(yes, Ok(false), "what is known says more");
    }

    #[test]
    fn a_mail_is_decided_about_once() {
        let id = Uuid::from_u128;
        let mail = MeetingMail {
            id: MeetingMailId::from_uuid(id(1)),
            network: NetworkId::from_uuid(id(2)),
            series: MeetingSeriesId::from_uuid(id(3)),
            original: "2026-12-08".parse().expect("a day"),
            member: None,
            arrived_at: at(0),
            from: None,
            subject: None,
            text: None,
            doubt: Some(MailDoubt::PlainText),
            standing: MailStanding::Waits,
            settled: None,
            version: 1,
        };
        let (by, member) = (AccountId::from_uuid(id(6)), ParticipantId::from_uuid(id(4)));
        let settled = mail.settled(MailVerdict::Coming, Some(member), (by, at(1)));
        let settled = settled.expect("it waits");
        assert_eq!(
            (settled.standing, settled.member, settled.version),
            (MailStanding::Taken, Some(member), 2)
        );
        let again = settled.settled(MailVerdict::NotComing, None, (by, at(2)));
        assert_eq!(again, Err(InvitationFault::NoSuchReply));
    }
}
