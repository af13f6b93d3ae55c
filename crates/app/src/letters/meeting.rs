//! The letter to somebody who is called to a meeting of a network: its theme, a day, a place, what is talked about, and how
//! to answer. A meeting is about nobody, so that all of it may stand there; who else is called does not. The plain text
//! says all there is to say; a calendar entry goes with it, by the names of the series file. Whether it is still to be
//! told is decided once more by the claim.

use renkei_domain::conference::invitation::Says;
use renkei_domain::conference::series::{
    MeetingCame, MeetingMember, MeetingNotice, MeetingOffice, Occurrence,
};
use renkei_domain::ids::MeetingNoticeId;
use renkei_domain::letters::address::MailAddress;
use renkei_domain::letters::delivery::Delivery;
use renkei_domain::letters::message::CalendarPart;
use renkei_domain::letters::state::Settled;
use renkei_domain::text::Line;
use renkei_domain::time::{Instant, Minute, japanese_date};
use renkei_invite::entry::{Answer, Invitee, Party, Role};
use renkei_store::conference::series::SeriesFile;
use renkei_store::{StoreFault, Work};

use super::conference::calendar_part;
use super::conference::carried::{carried_mark, is_refused};
use super::render::{Words, Writing, fixed};
use super::whom::{Naming, whom_to_ask};
use crate::conference::series::out::told_entry;
use crate::directory::inquiry::astray::member_astray;
use crate::directory::secretariat::{NamedNetwork, Secretariat};

/// The letter, or nothing where a newer one took its place, or what it tells does not hold any more.
pub(super) async fn words(
    work: &Work,
    id: MeetingNoticeId,
    writing: &Writing,
) -> Result<Option<Words>, StoreFault> {
    let Some(notice) = work.meeting_notice(id).await? else {
        return Ok(None);
    };
    if notice.is_out() || notice.is_superseded() {
        return Ok(None);
    }
    let Some(file) = work.meeting_series(notice.series).await? else {
        return Ok(None);
    };
    let known = file
        .known
        .iter()
        .find(|one| one.original == notice.original);
    let Some(member) = file.series.member(notice.member) else {
        return Ok(None);
    };
    if notice.says.calls() {
        let day = notice.told.begins.date;
        let is_called = member.until.is_none_or(|until| day <= until);
        let is_off = known.is_some_and(Occurrence::is_cancelled);
        if is_off || !is_called || notice.told.begins.instant() <= writing.now {
            return Ok(None);
        }
    }
    let to = notice.way.target.as_ref();
    let Some(to) = to.and_then(|to| MailAddress::parse(to.as_str()).ok()) else {
        return Ok(None);
    };
    let mut networks = writing.networks.iter();
    let network = networks.find(|network| network.id == file.series.network);
    let secretariat = network.and_then(|network| network.secretariat.as_ref());
    let letter = MeetingLetter {
        name: name_of(work, member).await?,
        network,
        secretariat,
        file: &file,
        known,
        notice: &notice,
    };
    let answers = writing.answers.as_ref();
    let read_back = answers.and_then(|answers| answers.of(notice.code.as_ref()?));
    let of_secretariat = secretariat.and_then(|one| MailAddress::parse(one.mail.as_ref()?).ok());
    let answered = match (&read_back, &of_secretariat) {
        (Some(_), _) => Answered::ReadBack,
        (None, Some(_)) => Answered::ByTheSecretariat,
        (None, None) => Answered::Nowhere,
    };
    // Programs answer to whom the entry names as its organizer: the address at which answers are read, else the secretariat,
    // which the file for calendars names.
    let reply_to = read_back.or(of_secretariat);
    let organizer = reply_to.as_ref().or(writing.sender.as_ref());
    let calendar = organizer.and_then(|organizer| letter.calendar(organizer, &to));
    Ok(Some(Words {
        subject: letter.subject(),
        text: letter.text(answered),
        to,
        calendar,
        reply_to,
    }))
}

/// Office and duty, as the letter addresses them.
async fn name_of(work: &Work, member: &MeetingMember) -> Result<String, StoreFault> {
    let office = match &member.office {
        MeetingOffice::Listed(id) => work.resource(*id).await?.map(|found| found.facts.name),
        MeetingOffice::Written(name) => Some(name.clone()),
    };
    let office = office.map(|name| name.to_string()).unwrap_or_default();
    Ok(match &member.seat {
        Some(seat) => format!("{office} {seat}"),
        None => office,
    })
}

/// Who hears what a program answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answered {
    /// It is read by renkei.
    ReadBack,
    /// The secretariat, by mail.
    ByTheSecretariat,
    /// Nobody.
    Nowhere,
}

/// What the letter is made of.
struct MeetingLetter<'l> {
    name: String,
    network: Option<&'l NamedNetwork>,
    secretariat: Option<&'l Secretariat>,
    file: &'l SeriesFile,
    known: Option<&'l Occurrence>,
    notice: &'l MeetingNotice,
}

impl MeetingLetter<'_> {
    /// The subject; a theme that does not fit is cut.
    fn subject(&self) -> Line {
        let what = match self.notice.says {
            Says::Invitation => "会議のご案内",
            Says::Change => "【日時などの変更】会議のご案内",
            Says::Postponement => "【延期】会議のお知らせ",
            Says::Cancellation => "【中止】会議のお知らせ",
            Says::Recall => "【取り消し】会議のお知らせ",
        };
        let theme = &self.file.series.outline.theme;
        let subject: String = format!("{what} {theme}")
            .chars()
            .take(Line::LIMIT)
            .collect();
        Line::parse(&subject).unwrap_or_else(|_| fixed(what))
    }

    fn text(&self, answered: Answered) -> String {
        let what = match self.notice.says {
            Says::Invitation => "次の会議に出ていただきたく、ご案内します。",
            Says::Change => {
                "前にご案内した会議が変わりました。下の日時・場所になります。もう一度お返事をください。"
            }
            Says::Postponement => "ご案内した会議は、延期になりました。",
            Says::Cancellation => "ご案内した会議は、中止になりました。お返事はいりません。",
            Says::Recall => {
                "ご案内した会議に、出ていただく必要がなくなりました。お返事はいりません。"
            }
        };
        let network = self.network.map_or("ネットワーク", |one| one.name.as_str());
        let mut text = format!(
            "{} 様\n\n{network}の事務局です。\n{what}\n\n{}\n",
            self.name,
            self.what_it_is()
        );
        let whom = whom_to_ask(self.secretariat, Naming::Named);
        let whom = whom.unwrap_or_else(|| {
            "ネットワークの事務局に、いつもの方法でお知らせください。\n".to_owned()
        });
        if self.notice.says.calls() {
            text += &self.agenda();
            let calendar = match answered {
                Answered::ReadBack => {
                    "カレンダーの「出席」「欠席」でも、このメールへの返信でも、お返事できます。"
                }
                Answered::ByTheSecretariat => {
                    "カレンダーの「出席」「欠席」は、事務局にメールで届きます。"
                }
                Answered::Nowhere => {
                    "カレンダーの「出席」「欠席」を押しただけでは、まだ伝わりません。"
                }
            };
            let code = self.notice.code.as_ref();
            let code = code
                .map(|code| format!("番号 {code} と、"))
                .unwrap_or_default();
            text += &format!(
                "■ お返事のしかた\n\
                 次のどれかで、{code}出席・欠席・代理・オンラインのどれかをお知らせください。\n\
                 {whom}{calendar}\n\n\
                 ■ お願い\n\
                 支援を受けている方のことは、お返事に書かないでください。\n\n"
            );
        } else {
            text += &format!("■ お問い合わせ\n{whom}\n");
        }
        text += "■ まちがって届いたとき\nおそれいりますが、上の連絡先にお知らせのうえ、このメールを消してください。\n";
        text
    }

    fn what_it_is(&self) -> String {
        let (outline, told) = (&self.file.series.outline, &self.notice.told);
        let ends = told.begins.minute.get() + told.minutes;
        let ends = Minute::new(ends).unwrap_or(Minute::END);
        let day = japanese_date(told.begins.date);
        let label = if self.notice.says.calls() {
            "日時"
        } else {
            "ご案内していた日時"
        };
        let mut text = format!(
            "■ 会議\n名前: {}\n{label}: {day} {}〜{ends}\n場所: {}\n",
            outline.theme, told.begins.minute, told.place
        );
        if self.notice.says.calls() {
            text += &format!("きまり: {}\n", outline.rule.words());
        }
        if self.notice.says == Says::Cancellation
            && let Some(why) = self.known.and_then(Occurrence::why_cancelled)
        {
            text += &format!("わけ: {why}\n");
        }
        text
    }

    fn agenda(&self) -> String {
        let items = self.known.iter().flat_map(|known| &known.items);
        let items: String = items
            .map(|item| format!("・{}（{}分）\n", item.title, item.minutes))
            .collect();
        if items.is_empty() {
            return String::new();
        }
        format!("■ 話すこと\n{items}\n")
    }

    /// The entry for a calendar; nothing where it cannot be written.
    fn calendar(&self, organizer: &MailAddress, to: &MailAddress) -> Option<CalendarPart> {
        let organizer = Party {
            name: self.network.and_then(|one| Line::parse(&one.name).ok()),
            address: organizer.clone(),
        };
        let entry = told_entry(&self.file.series, self.notice, organizer).ok()?;
        let invitee = Invitee {
            party: Party {
                name: None,
                address: to.clone(),
            },
            role: Role::Required,
            answer: self.notice.answer.map(|answer| match answer.comes {
                MeetingCame::Absent => Answer::Declined,
                MeetingCame::Came | MeetingCame::Substitute | MeetingCame::Online => {
                    Answer::Accepted
                }
            }),
        };
        calendar_part(self.notice.says, &entry, &invitee)
    }
}

/// Notes what became of a message that a courier carried.
pub(super) async fn note_carried(
    work: &Work,
    id: MeetingNoticeId,
    carried: (Settled, Delivery),
    now: Instant,
) -> Result<(), StoreFault> {
    let mark = carried_mark(work, id.uuid(), carried, now).await?;
    let (Some(mark), Some(before)) = (mark, work.meeting_notice(id).await?) else {
        return Ok(());
    };
    if mark.state.is_superseded() && !before.is_waiting() {
        return Ok(());
    }
    let after = MeetingNotice {
        mark,
        ..before.clone()
    };
    work.keep_meeting_notice(Some(&before), &after).await?;
    if is_refused(carried) {
        member_astray(work, &after, (None, now)).await?;
    }
    Ok(())
}
