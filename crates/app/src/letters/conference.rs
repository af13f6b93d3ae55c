//! The letter to somebody who is called to a conference: a number, a day, a place, and how to answer by mail, phone or
//! FAX. The plain text says all there is to say, since many offices read nothing else; a calendar entry goes with it for
//! the others. Neither names a client, who else is called, or what is talked about. Whether they may be called is
//! decided once more by the claim. What became of it is noted in [`carried`].

pub(super) mod carried;
mod own;

use chrono::{NaiveDateTime, NaiveTime, TimeDelta};
use renkei_domain::cases::case::Case;
use renkei_domain::conference::feed::FeedReader;
use renkei_domain::conference::invitation::{
    Invitation, Notice, OwnSide, Reply, Says, Told, conference_number, neutral, title,
};
use renkei_domain::conference::{Attendance, Conference, ConferenceState, Participant};
use renkei_domain::ids::ConferenceNoticeId;
use renkei_domain::letters::address::MailAddress;
use renkei_domain::letters::message::CalendarPart;
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::{Instant, japanese_date};
use renkei_invite::entry::{
    Answer, Entry, Invitee, Party, Repeats, Role, Sequence, Span, Standing, Uid, Version,
};
use renkei_invite::message::Message;
use renkei_store::{StoreFault, Work};

use super::render::{Words, Writing, fixed};
use super::whom::WhoCalls;
use crate::conference::call::permitted::expected;

/// The letter, or nothing where a newer one took its place, its date is over, or they may not be called any more.
pub(super) async fn words(
    work: &Work,
    id: ConferenceNoticeId,
    writing: &Writing,
) -> Result<Option<Words>, StoreFault> {
    let Some((case, conference, invitation)) = work.place_of_notice(id).await? else {
        return Ok(None);
    };
    let Some(case) = work.case(case).await?.filter(|case| !case.is_erased()) else {
        return Ok(None);
    };
    // The claim: whoever stops a consent takes the same head, and is either known here or recalls what left.
    work.hold_consents(case.person).await?;
    let conference = work.conference(case.id, conference).await?;
    let Some(conference) = conference else {
        return Ok(None);
    };
    let invitation = work
        .conference_invitation(conference.id, invitation)
        .await?;
    let Some(invitation) = invitation else {
        return Ok(None);
    };
    let Some(notice) = invitation.notice().filter(|notice| notice.id == id) else {
        return Ok(None);
    };
    let participant = conference.expected(invitation.participant);
    if notice.says.calls() {
        let may = expected(work, &case, &conference, writing.now).await?;
        let is_on = conference.state == ConferenceState::Scheduled;
        let is_over = notice.told.begins <= writing.now;
        if is_over || !is_on || !may.contains(&invitation.participant) {
            return Ok(None);
        }
    }
    let to = notice.way.target.as_ref();
    let Some(to) = to.and_then(|to| MailAddress::parse(to.as_str()).ok()) else {
        return Ok(None);
    };
    let links = writing.links.as_ref();
    let to_whom = ToWhom {
        name: invitation.name.clone(),
        says: notice.says,
        told: notice.told,
        side: invitation.own_side(),
        is_part: participant.as_ref().is_some_and(|one| one.window.is_some()),
        code: invitation.code.to_string(),
        page: links.map(|links| links.answer(&invitation.code.to_string())),
        is_read_back: writing.answers.is_some(),
    };
    let letter = CallLetter::of(work, (&case, &conference), to_whom, writing.now).await?;
    let answers = writing.answers.as_ref();
    let reply_to = answers.and_then(|answers| answers.of(&invitation.code));
    // Programs answer to whom the entry names as its organizer.
    let organizer = reply_to.as_ref().or(writing.sender.as_ref());
    let calendar = organizer.and_then(|organizer| {
        let parties = (organizer, &to);
        calendar(
            &letter,
            (&conference, &invitation, notice),
            parties,
            participant.as_deref(),
        )
    });
    Ok(Some(Words {
        subject: fixed(&letter.subject()),
        text: letter.text(),
        to,
        calendar,
        reply_to,
    }))
}

/// From when until when they are expected, on Japanese wall clocks.
pub(crate) fn span(told: Told) -> (NaiveDateTime, NaiveDateTime) {
    let begins = told.begins.in_japan();
    let from =
        begins.date.and_time(NaiveTime::MIN) + TimeDelta::minutes(i64::from(begins.minute.get()));
    let to = from + TimeDelta::minutes(i64::from(told.minutes));
    (from, to)
}

/// Whom a letter is for, and what of it is theirs alone.
pub(crate) struct ToWhom {
    /// What they are called.
    pub(crate) name: Line,
    /// Who it is of those for whom no agency stands.
    pub(crate) side: Option<OwnSide>,
    /// What it says.
    pub(crate) says: Says,
    /// When they are to be there.
    pub(crate) told: Told,
    /// Whether that is a part of the conference.
    pub(crate) is_part: bool,
    /// The short code of the answer.
    pub(crate) code: String,
    /// The page on which they answer; absent where letters carry no links.
    pub(crate) page: Option<String>,
    /// Whether answers by mail are read by renkei.
    pub(crate) is_read_back: bool,
}

/// What the letter is made of.
#[derive(Clone)]
pub(crate) struct CallLetter {
    /// Who calls: the agency that leads, or to the person and their family who there sees to it.
    pub(crate) caller: String,
    /// Whom.
    pub(crate) name: Line,
    /// Who that is of those for whom no agency stands.
    pub(crate) side: Option<OwnSide>,
    /// The number of the conference.
    pub(crate) number: String,
    /// What it says.
    pub(crate) says: Says,
    /// From when until when.
    pub(crate) span: (NaiveDateTime, NaiveDateTime),
    /// Whether that is a part of the conference.
    pub(crate) is_part: bool,
    /// Where.
    pub(crate) place: Option<Line>,
    /// The short code of the answer.
    pub(crate) code: String,
    /// How the agency that leads is answered, each way on a line.
    pub(crate) ways: Vec<String>,
    /// The page on which it is answered by that code.
    pub(crate) page: Option<String>,
    /// Whether answers by mail are read by renkei.
    pub(crate) is_read_back: bool,
}

impl CallLetter {
    /// The letter about a conference of a case to somebody.
    pub(crate) async fn of(
        work: &Work,
        (case, conference): (&Case, &Conference),
        to: ToWhom,
        now: Instant,
    ) -> Result<Self, StoreFault> {
        let who = WhoCalls::of(work, (case, conference), to.side, now).await?;
        let slot = conference.slot.as_ref();
        let place = slot.filter(|slot| neutral(slot, case).is_ok());
        Ok(Self {
            caller: who.name,
            name: to.name,
            side: to.side,
            number: conference_number(conference.id),
            says: to.says,
            span: span(to.told),
            is_part: to.is_part,
            place: place.map(|slot| slot.place.clone()),
            code: to.code,
            ways: who.ways,
            page: to.page,
            is_read_back: to.is_read_back,
        })
    }

    /// The subject.
    pub(crate) fn subject(&self) -> String {
        if self.side.is_some() {
            return self.own_subject();
        }
        let what = match self.says {
            Says::Invitation => "打ち合わせのご案内",
            Says::Change => "【日時などの変更】打ち合わせのご案内",
            Says::Postponement => "【延期】打ち合わせのお知らせ",
            Says::Cancellation => "【中止】打ち合わせのお知らせ",
            Says::Recall => "【取り消し】打ち合わせのお知らせ",
        };
        format!("{what} {}", self.number)
    }

    /// The plain text.
    pub(crate) fn text(&self) -> String {
        if let Some(side) = self.side {
            return self.own_text(side);
        }
        let what = match self.says {
            Says::Invitation => "打ち合わせに出ていただきたく、ご案内します。",
            Says::Change => {
                "前にご案内した打ち合わせが変わりました。下の日時・場所になります。もう一度お返事をください。"
            }
            Says::Postponement => {
                "ご案内した打ち合わせは、延期になりました。新しい日時は、あらためてお知らせします。"
            }
            Says::Cancellation => "ご案内した打ち合わせは、中止になりました。お返事はいりません。",
            Says::Recall => {
                "ご案内した打ち合わせに、出ていただく必要がなくなりました。お返事はいりません。"
            }
        };
        let mut text = format!("{} 様\n\n{}です。\n{what}\n\n", self.name, self.caller);
        text += &format!("■ 打ち合わせ\n番号: {}\n{}", self.number, self.when());
        if let Some(place) = self.place.as_ref().filter(|_| self.says.calls()) {
            text += &format!("場所: {place}\n");
        }
        text += "\n";
        if self.says.calls() {
            text += &self.how_to_answer();
        } else {
            text += &listed("お問い合わせ", &self.ways);
        }
        text += "■ まちがって届いたとき\nおそれいりますが、上の連絡先にお知らせのうえ、このメールを消してください。\n";
        text
    }

    /// The day with the hours.
    fn hours(&self) -> String {
        let (from, to) = self.span;
        let day = japanese_date(from.date());
        let (from, to) = (from.format("%H:%M"), to.format("%H:%M"));
        format!("{day} {from}〜{to}")
    }

    fn when(&self) -> String {
        let hours = self.hours();
        let (label, part) = match (self.says.calls(), self.is_part) {
            (true, true) => ("日時", "（この時間だけ、おいでください）"),
            (true, false) => ("日時", ""),
            (false, _) => ("ご案内していた日時", ""),
        };
        format!("{label}: {hours}{part}\n")
    }

    fn how_to_answer(&self) -> String {
        let ways = if self.ways.is_empty() {
            "案内を送った担当者に、いつもの方法でお知らせください。\n".to_owned()
        } else {
            format!("{}\n", self.ways.join("\n"))
        };
        let page = self
            .page
            .as_ref()
            .map(|page| format!("返事のページ（開いただけでは、お返事になりません）:\n{page}\n"));
        let page = page.unwrap_or_default();
        let calendar = if self.is_read_back {
            "カレンダーの「出席」「欠席」でも、このメールへの返信でも、お返事できます。"
        } else {
            "カレンダーの「出席」「欠席」を押しただけでは、まだ伝わりません。"
        };
        format!(
            "■ お返事のしかた\n\
             次のどれかで、番号 {} と、出席・欠席・代理のどれかをお知らせください。\n\
             {ways}\
             {page}\
             {calendar}\n\
             あとで変わったときも、同じ方法でお知らせください。\n\
             \n\
             ■ お願い\n\
             どなたについての打ち合わせかは、この手紙に書いていません。別に、担当の方へお伝えします。\n\
             お返事にも、利用者のお名前は書かないでください。\n\
             \n",
            self.code
        )
    }
}

/// Ways to ask or to answer under a heading; nothing where none is known.
pub(super) fn listed(heading: &str, ways: &[String]) -> String {
    if ways.is_empty() {
        return String::new();
    }
    format!("■ {heading}\n{}\n\n", ways.join("\n"))
}

/// The entry for a calendar; nothing where it cannot be written.
fn calendar(
    letter: &CallLetter,
    (conference, invitation, notice): (&Conference, &Invitation, &Notice),
    (organizer, to): (&MailAddress, &MailAddress),
    participant: Option<&Participant>,
) -> Option<CalendarPart> {
    let note = format!(
        "{}　お返事のしかたは、いっしょに届いた文をごらんください。",
        letter.number
    );
    // On the phone of the person no number stands, as in their feed.
    let words = match letter.side {
        Some(_) => FeedReader::Person.title(conference.id),
        None => title(conference.id),
    };
    let entry = Entry {
        uid: Uid::of(conference.id.uuid()),
        version: Version {
            sequence: Sequence::new(notice.version.sequence),
            made: notice.version.stamped_at,
        },
        span: Span::new(letter.span.0, letter.span.1).ok()?,
        title: Line::parse(&words).ok()?,
        place: letter.place.clone(),
        note: Prose::parse(&note).ok().filter(|_| letter.side.is_none()),
        organizer: Party {
            name: None,
            address: organizer.clone(),
        },
        standing: Standing::Confirmed,
        repeats: Repeats::Once,
    };
    let is_optional = participant.is_some_and(|one| one.attendance == Attendance::Optional);
    let invitee = Invitee {
        party: Party {
            name: None,
            address: to.clone(),
        },
        role: if is_optional {
            Role::Optional
        } else {
            Role::Required
        },
        answer: invitation.reply().map(|given| match given.reply {
            Reply::Coming | Reply::Substitute { .. } | Reply::Part(_) => Answer::Accepted,
            Reply::NotComing => Answer::Declined,
        }),
    };
    calendar_part(notice.says, &entry, &invitee)
}

/// What a message says of an entry, for the calendar of somebody who is called.
pub(super) fn calendar_part(says: Says, entry: &Entry, invitee: &Invitee) -> Option<CalendarPart> {
    let message = match says {
        Says::Invitation | Says::Change => Message::request(entry, invitee),
        Says::Postponement | Says::Cancellation => Message::cancel(entry, invitee).ok()?,
        Says::Recall => Message::withdraw(entry, invitee).ok()?,
    };
    Some(CalendarPart {
        content_type: message.content_type(),
        text: message.text(),
    })
}

#[cfg(test)]
mod tests;
