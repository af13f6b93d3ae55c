//! How everybody who is called to a meeting hears of it: one row each, with what was prepared, what left by itself or by
//! somebody's hand, and what was answered. A meeting is about nobody, so that whoever takes a call may hear of it.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use chrono::NaiveDate;
use renkei_app::conference::call::step::ByHand;
use renkei_app::conference::series::MeetingRefusal;
use renkei_app::conference::series::board::{MeetingBoard, MeetingCallRow};
use renkei_app::conference::series::hold::SeenMeeting;
use renkei_app::conference::series::settle::{NoticeStep, OfNotice};
use renkei_domain::conference::invitation::{CallChannel, Says};
use renkei_domain::conference::series::{MeetingCame, MeetingNotice};
use renkei_domain::directory::phone::dial;
use renkei_domain::ids::MeetingSeriesId;
use renkei_domain::time::japanese_moment;

use super::mails::{MailLine, STEP, anchor, decided, verdicts};
use super::{begins_words, found, refusal_words, state_words, trail_to_series};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Sent, line};
use crate::gate::asked_again;
use crate::pages::cases::conference::call::way::why;
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paper::on_paper;
use crate::paths::{MeetingDayPath, MeetingNoticePaperPath, MeetingNoticesPath, MemberWayPath};
use crate::session::Visitor;
use crate::words::reach::hours_words;

/// The page.
#[derive(Debug, Template)]
#[template(path = "meeting_notices.html")]
pub struct MeetingNoticesPage {
    shell: Shell,
    trail: Vec<(String, String)>,
    theme: String,
    when: String,
    state: String,
    place: String,
    /// How many come, do not come, and did not answer yet.
    tally: [usize; 3],
    rows: Vec<NoticeRow>,
    /// Whom somebody is to phone.
    calls: Vec<PhoneLine>,
    /// What somebody has to decide about, the oldest first.
    waiting: Vec<MailLine>,
    /// All other mail that came back, the newest first.
    done: Vec<MailLine>,
    /// What can be decided about a mail, each by its step.
    verdicts: Vec<(String, &'static str)>,
    /// How many have to be told something that nobody prepared yet.
    due: usize,
    here: MeetingNoticesPath,
    version: i64,
    once: String,
    /// Why the last step was not taken.
    fault: Option<String>,
}

/// Somebody who is called.
#[derive(Debug, Clone)]
struct NoticeRow {
    name: String,
    anchor: String,
    channel: &'static str,
    target: Option<String>,
    is_unconfirmed: bool,
    why: String,
    way: Option<MemberWayPath>,
    notices: Vec<String>,
    answer: Option<String>,
    /// By what an answer on paper or by mail is known.
    code: Option<String>,
    next: Option<&'static str>,
    paper: Option<MeetingNoticePaperPath>,
    /// The message of which somebody says what became of it, with what can be said.
    open: Option<(String, Vec<(&'static str, &'static str)>)>,
    /// The message to which an answer is taken down.
    asks: Option<String>,
}

/// Somebody who is to be phoned.
#[derive(Debug, Clone)]
struct PhoneLine {
    name: String,
    number: String,
    href: Option<String>,
    /// 内線, whom to ask for, and how to go about it.
    about: Vec<String>,
    says: String,
}

/// The steps by which somebody says what became of a message.
const MARKS: [(&str, ByHand); 3] = [
    ("sent", ByHand::Sent),
    ("delivered", ByHand::Delivered),
    ("failed", ByHand::Failed),
];

/// The same of a call that somebody else answered.
const WRONG_NUMBER: (&str, &str) = ("wrong_number", "番号がちがった");

/// The message to which a row stands.
fn notice_words(board: &MeetingBoard, notice: &MeetingNotice) -> String {
    let mark = &notice.mark;
    let by = mark.by.and_then(|by| board.names.get(&by));
    let by = by.map(|name| format!(" {name}")).unwrap_or_default();
    let evidence = mark.evidence.as_ref();
    let evidence = evidence.map(|line| format!("（{line}）"));
    let target = notice.way.target.as_ref();
    let target = target.map(|line| format!(" {line}")).unwrap_or_default();
    format!(
        "{}（{}{target}）: {} {}{by}{}",
        notice.says,
        notice.way.channel,
        mark.state,
        japanese_moment(mark.at.in_japan()),
        evidence.unwrap_or_default()
    )
}

/// What is said on the phone.
fn script(board: &MeetingBoard, notice: &MeetingNotice) -> String {
    let series = &board.meeting.series;
    let theme = &series.series().outline.theme;
    let told = &notice.told;
    let when = format!("{} {}", japanese_moment(told.begins), told.place);
    let what = match notice.says {
        Says::Invitation => format!("「{theme}」のご案内です。{when}です。出られますか。"),
        Says::Change => {
            format!("「{theme}」の日時か場所が変わりました。{when}になりました。出られますか。")
        }
        Says::Postponement => format!("ご案内した「{theme}」は、延期になりました。"),
        Says::Cancellation => format!("{when}の「{theme}」は、中止になりました。"),
        Says::Recall => format!("{when}の「{theme}」は、おいでいただく必要がなくなりました。"),
    };
    format!("{}の事務局です。{what}", series.all.name)
}

impl NoticeRow {
    fn of(board: &MeetingBoard, row: &MeetingCallRow) -> Self {
        let series = board.meeting.series.series().id;
        let original = board.meeting.meeting.original;
        let last = row.told.last();
        let is_paper = |notice: &&MeetingNotice| {
            matches!(notice.way.channel, CallChannel::Fax | CallChannel::Letter)
        };
        let open = last.filter(|one| !one.way.channel.is_carried() || one.is_out());
        let open = open.map(|notice| {
            let marks = MARKS.into_iter().filter(|(_, what)| {
                *what != ByHand::Sent
                    || (!notice.is_out() && notice.way.channel != CallChannel::Phone)
            });
            let words = |what: ByHand| match (what, notice.way.channel) {
                (ByHand::Delivered, CallChannel::Phone) => "話して伝えた",
                (ByHand::Failed, CallChannel::Phone) => "伝えられなかった",
                (what, _) => what.word(),
            };
            let marks = marks.map(|(code, what)| (code, words(what)));
            let wrong = (notice.way.channel == CallChannel::Phone).then_some(WRONG_NUMBER);
            (notice.id.to_string(), marks.chain(wrong).collect())
        });
        let asks = last.filter(|one| one.says.calls());
        let is_member = row.member.until.is_none();
        let answer = row.told.answer().map(|answer| match answer.by {
            Some(_) => answer.comes.word().to_owned(),
            None => format!("{}（メールから）", answer.comes),
        });
        Self {
            name: row.name.clone(),
            anchor: anchor(row.member.id),
            channel: row.way.channel.word(),
            target: row.way.target.as_ref().map(ToString::to_string),
            is_unconfirmed: row.way.is_unconfirmed,
            why: why(&row.way),
            way: is_member.then(|| MemberWayPath::of(series, row.member.id)),
            notices: row
                .told
                .notices()
                .iter()
                .map(|notice| notice_words(board, notice))
                .collect(),
            answer,
            code: asks.and_then(|notice| Some(notice.code.as_ref()?.to_string())),
            next: row.next.map(|next| next.word()),
            paper: last
                .filter(is_paper)
                .map(|notice| MeetingNoticePaperPath::of(series, original, notice.id)),
            open,
            asks: asks.map(|notice| notice.id.to_string()),
        }
    }
}

impl PhoneLine {
    /// A line for somebody who is to be phoned and was not reached yet.
    fn of(board: &MeetingBoard, row: &MeetingCallRow) -> Option<Self> {
        let notice = row.told.last()?;
        if notice.way.channel != CallChannel::Phone || !notice.is_waiting() {
            return None;
        }
        let number = notice.way.target.as_ref()?.to_string();
        let way = &row.way;
        let mut about = way.after_dialling.clone();
        about.extend(way.ask_for.as_ref().map(|whom| format!("{whom} を呼ぶ")));
        let hours = way.hours.as_ref().map(hours_words);
        about.extend(hours.map(|hours| format!("かける時間: {hours}")));
        about.extend(way.etiquette.as_ref().map(ToString::to_string));
        about.extend(way.never.iter().map(|line| format!("しないこと: {line}")));
        Some(Self {
            name: row.name.clone(),
            href: dial(&number).map(|digits| format!("tel:{digits}")),
            number,
            about,
            says: script(board, notice),
        })
    }
}

impl MeetingNoticesPage {
    pub(super) fn of(shell: Shell, board: &MeetingBoard, said: (String, Option<String>)) -> Self {
        let (once, fault) = said;
        let view = &board.meeting;
        let series = view.series.series();
        let (meeting, original) = (&view.meeting, view.meeting.original);
        let mut trail = trail_to_series(&view.series);
        let page = MeetingDayPath::of(series.id, original).to_string();
        trail.push((page, begins_words(meeting)));
        let mut tally = [0; 3];
        for row in &board.rows {
            match row.told.answer() {
                Some(answer) if answer.comes.is_there() => tally[0] += 1,
                Some(_) => tally[1] += 1,
                None if row.told.last().is_some_and(|one| one.says.calls()) => tally[2] += 1,
                None => {}
            }
        }
        let rows = board.rows.iter();
        let calls = board.rows.iter();
        let (waiting, done) = MailLine::parted(board);
        Self {
            shell,
            trail,
            theme: series.outline.theme.to_string(),
            when: begins_words(meeting),
            state: state_words(meeting),
            place: meeting.place.to_string(),
            tally,
            rows: rows.map(|row| NoticeRow::of(board, row)).collect(),
            calls: calls.filter_map(|row| PhoneLine::of(board, row)).collect(),
            waiting,
            done,
            verdicts: verdicts(),
            due: board.rows.iter().filter(|row| row.due.is_some()).count(),
            here: MeetingNoticesPath::of(series.id, original),
            version: view.known.version,
            once,
            fault,
        }
    }
}

/// The board of an address for whoever may write, or how the page answers instead.
async fn board_of(
    site: &Site,
    visitor: &Visitor,
    (id, day): (&str, &str),
) -> Result<Result<MeetingBoard, Response>, PageFault> {
    let id: MeetingSeriesId = id.parse().map_err(|_| PageFault::NotFound)?;
    let day: NaiveDate = day.parse().map_err(|_| PageFault::NotFound)?;
    let board = site.app.meeting_board(visitor.principal(), id, day).await?;
    found(board, visitor)
}

async fn page(
    site: &Site,
    visitor: &Visitor,
    board: &MeetingBoard,
    fault: Option<String>,
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Meetings).await?;
    let said = (site.app.new_request_id(), fault);
    Ok(shown(&MeetingNoticesPage::of(shell, board, said)))
}

pub(crate) async fn show(
    path: MeetingNoticesPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    match board_of(&site, &visitor, (&path.id, &path.day)).await? {
        Ok(board) => page(&site, &visitor, &board, None).await,
        Err(answer) => Ok(answer),
    }
}

/// What a form says of a message: which, and what became of it.
fn step_of(sent: &Sent) -> Result<Result<NoticeStep, String>, PageFault> {
    let step = sent.text("step");
    if let Some(comes) = step.strip_prefix("answer-") {
        let comes = MeetingCame::from_code(comes).ok_or(PageFault::NotFound)?;
        return Ok(Ok(NoticeStep::Answer(comes)));
    }
    let evidence = match sent.text("evidence") {
        "" => Ok(None),
        text => line(text, "").map(Some),
    };
    if step == WRONG_NUMBER.0 {
        return Ok(evidence.map(NoticeStep::WrongNumber));
    }
    let mut marks = MARKS.into_iter();
    let mark = marks.find(|(code, _)| *code == step);
    let (_, what) = mark.ok_or(PageFault::NotFound)?;
    Ok(evidence.map(|evidence| NoticeStep::Mark {
        what,
        at: None,
        evidence,
    }))
}

pub(crate) async fn take(
    path: MeetingNoticesPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let board = match board_of(&site, &visitor, (&path.id, &path.day)).await? {
        Ok(board) => board,
        Err(answer) => return Ok(answer),
    };
    let (series, original) = (
        board.meeting.series.series().id,
        board.meeting.meeting.original,
    );
    let by = writer(&visitor, &sent);
    let done: Result<(), MeetingRefusal> = if sent.text("step") == "send" {
        let seen = SeenMeeting {
            series,
            original,
            version: sent.text("version").parse().unwrap_or(-1),
        };
        site.app.send_meeting_notices(&by, seen).await?.map(|_| ())
    } else if let Some(verdict) = sent.text("step").strip_prefix(STEP) {
        let (seen, form) = decided(&sent, (series, original), verdict)?;
        let done = site.app.settle_meeting_mail(&by, seen, form).await?;
        done.map(|_| ())
    } else {
        let of = OfNotice {
            series,
            original,
            notice: sent.text("item").parse().map_err(|_| PageFault::NotFound)?,
        };
        let step = match step_of(&sent)? {
            Ok(step) => step,
            Err(words) => {
                let page = page(&site, &visitor, &board, Some(words)).await?;
                return Ok(asked_again(page));
            }
        };
        let done = site.app.settle_meeting_notice(&by, of, step).await?;
        done.map(|_| ())
    };
    match done {
        Ok(()) => Ok(Redirect::to(&path.to_string()).into_response()),
        Err(refusal) => match refusal_words(refusal, &visitor)? {
            Ok(words) => {
                let page = page(&site, &visitor, &board, Some(words)).await?;
                Ok(asked_again(page))
            }
            Err(answer) => Ok(answer),
        },
    }
}

pub(crate) async fn print(
    path: MeetingNoticePaperPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let of = OfNotice {
        series: path.id.parse().map_err(|_| PageFault::NotFound)?,
        original: path.day.parse().map_err(|_| PageFault::NotFound)?,
        notice: path.notice.parse().map_err(|_| PageFault::NotFound)?,
    };
    let made = site.app.meeting_notice_on_paper(visitor.principal(), of);
    match found(made.await?, &visitor)? {
        Ok(sheet) => on_paper(&site, &sheet, None).await,
        Err(answer) => Ok(answer),
    }
}
