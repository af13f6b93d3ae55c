//! Answering an invitation to a conference by its code, without an account: from a link in a mail, or the code on a FAX or a
//! letter. Opening the page answers nothing, since mail programs open links too. It tells who asks, when and where, and
//! never about whom; an answer can be changed by the same code as long as the conference is to come.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use chrono::{NaiveDate, TimeDelta};
use renkei_app::conference::call::guarded::CodeRefusal;
use renkei_app::conference::call::outside::{CallCard, CardRefusal, CardReply, CardStanding};
use renkei_domain::conference::TimeWindow;
use renkei_domain::conference::invitation::{GivenReply, Reply, ReplyKind};
use renkei_domain::text::Line;
use renkei_domain::time::{Instant, Minute, Moment, japanese_date, japanese_moment};

use super::cases::faults::Faults;
use super::poll::marks::{wish_field, wishes};
use super::{Here, Shell, shown};
use crate::Site;
use crate::device::CallingDevice;
use crate::error::PageFault;
use crate::form::{Choice, Field, Form, Sent};
use crate::gate::{asked_again, asked_later, instead};
use crate::paths::AnswerPath;
use crate::session::Visitor;

pub mod enter;
mod samples;

/// The page.
#[derive(Debug, Template)]
#[template(path = "answer.html")]
pub struct AnswerPage {
    shell: Shell,
    number: String,
    name: String,
    caller: String,
    ways: Vec<String>,
    standing: &'static str,
    is_open: bool,
    is_moved: bool,
    when: String,
    place: Option<String>,
    /// By when an answer is in time.
    by: Option<String>,
    /// What was answered, as far as it counts, and when.
    answered: Option<(String, String)>,
    is_looked_at: bool,
    form: Option<Form>,
    /// Why the answer was not taken.
    fault: Option<String>,
}

const BUTTON: &str = "この返事を送る";
const CHANGE: &str = "返事を変える";

/// A minute, in microseconds.
const MINUTE: i64 = 60_000_000;

/// The kinds of answers that this page takes.
fn kinds(card: &CallCard) -> impl Iterator<Item = ReplyKind> {
    let all = [
        ReplyKind::Coming,
        ReplyKind::Part,
        ReplyKind::NotComing,
        ReplyKind::Substitute,
    ];
    let may_send_another = card.may_send_another;
    all.into_iter()
        .filter(move |kind| may_send_another || *kind != ReplyKind::Substitute)
}

fn fields(card: &CallCard, sent: &Sent, faults: &Faults) -> Vec<Field> {
    let kinds = kinds(card).map(|kind| Choice {
        value: kind.code().to_owned(),
        word: match kind {
            ReplyKind::Part => "一部だけ出る".to_owned(),
            kind => kind.word().to_owned(),
        },
        is_chosen: sent.text("reply") == kind.code(),
    });
    let mut fields = vec![Field::one("reply", "返事", kinds.collect()).wrong(faults.of("reply"))];
    fields.push(
        Field::clock(
            "part_from",
            "何時から（一部だけのとき）",
            sent.raw("part_from"),
        )
        .wrong(faults.of("part_from")),
    );
    fields.push(
        Field::clock(
            "part_until",
            "何時まで（一部だけのとき）",
            sent.raw("part_until"),
        )
        .wrong(faults.of("part_until")),
    );
    if card.may_send_another {
        fields.push(
            Field::sentence(
                "substitute",
                "代わりに出る人（代理のとき）",
                sent.raw("substitute"),
            )
            .wrong(faults.of("substitute")),
        );
    }
    fields.push(wish_field(sent));
    fields.push(
        Field::sentence("from", "答えた方のお名前", sent.raw("from"))
            .hinted("書かなくても かまいません。")
            .wrong(faults.of("from")),
    );
    fields.push(
        Field::prose("note", "伝えたいこと", sent.raw("note"))
            .hinted("「10分おくれる」など。利用者のお名前は書かないでください。")
            .wrong(faults.of("note")),
    );
    fields
}

/// An answer as it was sent, where nothing is wrong with it.
fn read(card: &CallCard, sent: &Sent, faults: &mut Faults) -> Option<CardReply> {
    let kind = kinds(card).find(|kind| kind.code() == sent.text("reply"));
    if kind.is_none() {
        faults.say("reply", "出席・欠席のどれかを選んでください。");
    }
    let substitute = match kind {
        Some(ReplyKind::Substitute) => {
            faults.line(sent, "substitute", "代わりに出る人の名前を入れてください。")
        }
        _ => None,
    };
    let window = match kind {
        Some(ReplyKind::Part) => part(card, sent, faults),
        _ => None,
    };
    let from = faults.line_opt(sent, "from");
    let note = faults.prose_opt(sent, "note");
    let begins = sent.text("begins").parse::<i64>().ok();
    let answer = CardReply {
        reply: reply(kind?, substitute, window)?,
        wishes: wishes(sent),
        note,
        from,
        // Without it nobody knows to which date they answer.
        begins: Instant::from_micros(begins.unwrap_or(0)),
    };
    faults.all_well(Some(answer))
}

/// Each bound of a part: its field, and what is said where it is missing.
const BOUNDS: [(&str, &str); 2] = [
    (
        "part_from",
        "何時から出るかを、15:00 の形で入れてください。",
    ),
    (
        "part_until",
        "何時まで出るかを、15:30 の形で入れてください。",
    ),
];

/// The part of the conference for which somebody comes, from their clock times.
fn part(card: &CallCard, sent: &Sent, faults: &mut Faults) -> Option<TimeWindow> {
    let begins = card.told.begins.in_japan();
    let from_first = |at: Instant| (at.micros() - card.counts_from.micros()) / MINUTE;
    let bounds = BOUNDS.map(|(field, missing)| {
        let minute = Minute::parse(sent.text(field)).filter(|minute| *minute < Minute::END);
        let minute = faults.take(field, minute.ok_or_else(|| missing.to_owned()))?;
        let moment = Moment {
            date: begins.date,
            minute,
        };
        Some(from_first(moment.instant()))
    });
    let first = from_first(card.told.begins);
    let last = first + i64::from(card.told.minutes);
    let [Some(from), Some(until)] = bounds else {
        return None;
    };
    let is_inside = first <= from && until <= last;
    let bounds = (u16::try_from(from), u16::try_from(until));
    let window = match bounds {
        (Ok(from), Ok(until)) if is_inside => TimeWindow::new(from, until).ok(),
        _ => None,
    };
    let outside =
        || "打ち合わせの時間のなかで、「何時から」が先になるように入れてください。".to_owned();
    faults.take("part_from", window.ok_or_else(outside))
}

fn reply(kind: ReplyKind, substitute: Option<Line>, window: Option<TimeWindow>) -> Option<Reply> {
    match kind {
        ReplyKind::Coming => Some(Reply::Coming),
        ReplyKind::NotComing => Some(Reply::NotComing),
        ReplyKind::Substitute => substitute.map(|name| Reply::Substitute { name }),
        ReplyKind::Part => window.map(Reply::Part),
    }
}

fn moment(at: Instant) -> String {
    japanese_moment(at.in_japan())
}

fn answered(card: &CallCard, given: &GivenReply) -> (String, String) {
    let clock = |minutes: u16| {
        let at = card
            .counts_from
            .plus(TimeDelta::minutes(i64::from(minutes)));
        at.in_japan().minute
    };
    let words = match &given.reply {
        Reply::Part(part) => {
            let (from, until) = (clock(part.from()), clock(part.until()));
            format!("{}（{from}〜{until}）", given.reply.kind())
        }
        Reply::Substitute { name } => format!("{}（{name}）", given.reply.kind()),
        reply => reply.kind().to_string(),
    };
    let said = given.wishes.iter().map(|wish| wish.word());
    let words: Vec<&str> = std::iter::once(words.as_str()).chain(said).collect();
    (words.join("、"), moment(given.given_at))
}

impl AnswerPage {
    fn of(
        shell: Shell,
        card: &CallCard,
        (form, by): (Form, Option<NaiveDate>),
        fault: Option<String>,
    ) -> Self {
        let is_open = card.standing == CardStanding::Open;
        Self {
            shell: shell.while_signing_in(),
            number: card.number.clone(),
            name: card.name.to_string(),
            caller: card.caller.clone(),
            ways: card.ways.clone(),
            standing: card.standing.word(),
            is_open,
            is_moved: card.is_moved,
            when: format!("{}（{}分）", moment(card.told.begins), card.told.minutes),
            place: card.place.as_ref().map(ToString::to_string),
            by: by.map(japanese_date),
            answered: card.reply.as_ref().map(|given| answered(card, given)),
            is_looked_at: card.is_looked_at,
            form: is_open.then_some(form),
            fault,
        }
    }
}

/// What the button does.
const fn button(card: &CallCard) -> &'static str {
    if card.reply.is_some() { CHANGE } else { BUTTON }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    (path, card): (&AnswerPath, &CallCard),
    (sent, faults, fault): (&Sent, &Faults, Option<String>),
) -> Result<Response, PageFault> {
    let form = Form::new(site, path, button(card))
        .with(fields(card, sent, faults))
        .carrying("begins", card.told.begins.micros());
    let shell = Shell::of(site, visitor, Here::Account).await?;
    let by = site.app.answers_by(card.told.begins).await?;
    Ok(shown(&AnswerPage::of(shell, card, (form, by), fault)))
}

/// Answers where a code opens nothing, or not now.
async fn refused(
    site: &Site,
    visitor: &Visitor,
    refusal: CodeRefusal,
) -> Result<Response, PageFault> {
    let page = enter::asked(site, visitor, Some(&refusal.to_string())).await?;
    if let CodeRefusal::TooMany { retry_after } = refusal {
        return Ok(asked_later(page, retry_after));
    }
    Ok(instead(page, StatusCode::NOT_FOUND))
}

pub(crate) async fn show(
    path: AnswerPath,
    State(site): State<Site>,
    visitor: Visitor,
    CallingDevice(device): CallingDevice,
) -> Result<Response, PageFault> {
    let card = site.app.call_card_from(device.address, &path.code);
    let card = match card.await? {
        Ok(card) => card,
        Err(refusal) => return refused(&site, &visitor, refusal).await,
    };
    let nothing = Sent::read(String::new());
    let said = (&nothing, &Faults::default(), None);
    asked(&site, &visitor, (&path, &card), said).await
}

pub(crate) async fn save(
    path: AnswerPath,
    State(site): State<Site>,
    visitor: Visitor,
    CallingDevice(device): CallingDevice,
    sent: Sent,
) -> Result<Response, PageFault> {
    let card = site.app.call_card_from(device.address, &path.code);
    let card = match card.await? {
        Ok(card) => card,
        Err(refusal) => return refused(&site, &visitor, refusal).await,
    };
    let mut faults = Faults::default();
    let mut fault = None;
    if let Some(answer) = read(&card, &sent, &mut faults) {
        let taken = site
            .app
            .answer_call_from(device.address, &path.code, answer);
        match taken.await? {
            Ok(_) => return Ok(Redirect::to(&path.to_string()).into_response()),
            Err(CodeRefusal::Card(CardRefusal::NotOpen)) => {
                fault = Some(CardRefusal::NotOpen.to_string());
            }
            Err(refusal) => return refused(&site, &visitor, refusal).await,
        }
    }
    let said = (&sent, &faults, fault);
    let page = asked(&site, &visitor, (&path, &card), said).await?;
    Ok(asked_again(page))
}
