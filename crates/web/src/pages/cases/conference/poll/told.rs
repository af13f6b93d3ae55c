//! The messages by which people are asked: what left by which way, what is to be printed or said, and what became of it.

use renkei_app::conference::call::step::ByHand;
use renkei_app::conference::poll::mark::PollMarkForm;
use renkei_app::conference::poll::paper::PollSheet;
use renkei_app::conference::poll::read::PollView;
use renkei_domain::conference::ConferenceState;
use renkei_domain::conference::invitation::{CallChannel, NoticeState, OwnSide, conference_number};
use renkei_domain::conference::poll::{AnswerWay, Asked, Poll, PollNotice, Respondent};
use renkei_domain::ids::{ConferenceId, ParticipantId, RespondentId};
use renkei_domain::text::Line;
use renkei_domain::time::japanese_date;

use super::super::lines::moment;
use crate::form::{Sent, line};
use crate::pages::poll::marks::when;
use crate::paths::{CallWayPath, ConferencePaperPath};

/// The messages to somebody who is asked.
#[derive(Debug, Clone, Default)]
pub(super) struct ToldLine {
    /// Each with where it stands, the oldest first.
    pub(super) notices: Vec<String>,
    /// The newest, where somebody says what became of it.
    pub(super) open: Option<OpenNotice>,
    /// Where another way is chosen, since the newest did not arrive.
    pub(super) other: Option<CallWayPath>,
}

/// A message of which somebody says what became of it.
#[derive(Debug, Clone)]
pub(super) struct OpenNotice {
    pub(super) id: String,
    /// What can be said of it: the step of the form, and the words of its button.
    pub(super) steps: Vec<(&'static str, &'static str)>,
    /// What is said on the phone; empty for other ways.
    pub(super) script: Vec<String>,
}

/// The steps by which somebody says what became of a message.
const MARKS: [(&str, ByHand); 3] = [
    ("mark-sent", ByHand::Sent),
    ("mark-delivered", ByHand::Delivered),
    ("mark-failed", ByHand::Failed),
];

/// What a form says of a message; nothing where it is another form.
pub(super) fn read(view: &PollView, sent: &Sent) -> Option<Result<PollMarkForm, String>> {
    let step = sent.text("step");
    let (_, what) = MARKS.into_iter().find(|(code, _)| *code == step)?;
    let id = sent.text("item").parse().ok();
    let notice = id.and_then(|id| view.notice(id))?;
    let evidence = match sent.text("evidence") {
        "" => Ok(None),
        text => line(text, "").map(Some),
    };
    Some(evidence.map(|evidence: Option<Line>| PollMarkForm {
        notice: notice.id,
        what,
        at: None,
        evidence,
    }))
}

/// Where a message stands, by whom, and what shows it.
fn words(view: &PollView, notice: &PollNotice) -> String {
    let by = notice.mark.by.and_then(|by| view.names.get(&by));
    let by = by.map(|name| format!(" {name}")).unwrap_or_default();
    let evidence = notice.mark.evidence.as_ref();
    let evidence = evidence.map(|line| format!("（{line}）"));
    let target = notice.way.target.as_ref();
    let target = target.map(|line| format!(" {line}")).unwrap_or_default();
    let code = notice
        .code
        .as_ref()
        .map(|code| format!(" 返事の番号 {code}"));
    let code = code.unwrap_or_default();
    format!(
        "{}（{}{target}{code}）: {} {}{by}{}",
        notice.says,
        notice.way.channel,
        notice.mark.state,
        moment(notice.mark.at),
        evidence.unwrap_or_default()
    )
}

/// What is said on the phone to somebody who is asked. Whoever takes the call for them hears a name and a number alone.
fn script(view: &PollView, poll: &Poll, notice: &PollNotice) -> Vec<String> {
    let number = conference_number(poll.conference);
    let dates = poll.candidates.iter();
    let dates: Vec<String> = dates.map(|one| when(one.begins, poll.minutes)).collect();
    let until = view.answer_by(AnswerWay::Phone, poll.deadline);
    let code = notice.code.as_ref().map(ToString::to_string);
    vec![
        "取り次ぐ人や留守番電話には、あなたの名前と折り返し先のほかは言いません。".to_owned(),
        format!(
            "「打ち合わせ（{number}）の日程をうかがいたく、お電話しました。長さは{}分です。つぎの日時は、出られそうですか。」",
            poll.minutes
        ),
        format!("候補: {}", dates.join("、")),
        format!(
            "「あとでも かまいません。{}までに、番号 {} とお伝えください。」",
            japanese_date(until),
            code.unwrap_or_default()
        ),
        "だれについての打ち合わせかは、この電話では言いません。".to_owned(),
    ]
}

/// By what somebody who is asked is known among those who are called.
fn seat(one: &Respondent, conference: ConferenceId) -> ParticipantId {
    match one.who {
        Asked::Person => OwnSide::Person.seat(conference),
        Asked::Family => OwnSide::Family.seat(conference),
        Asked::Participant(id) => id,
    }
}

/// The messages to somebody who is asked.
pub(super) fn told(view: &PollView, poll: &Poll, one: &Respondent) -> ToldLine {
    let notices: Vec<&PollNotice> = view.notices_to(one.id).collect();
    let newest = notices.last().filter(|_| view.is_waited_for(one));
    let failed = newest.filter(|notice| notice.mark.state == NoticeState::Failed);
    let open = newest.filter(|notice| notice.is_waiting() || notice.is_out());
    let open = open.filter(|notice| !notice.way.channel.is_carried() || notice.is_out());
    ToldLine {
        notices: notices.iter().map(|one| words(view, one)).collect(),
        other: failed.map(|_| CallWayPath::of(view.view.case().id, view.id, seat(one, view.id))),
        open: open.map(|notice| OpenNotice {
            id: notice.id.to_string(),
            steps: MARKS
                .into_iter()
                .filter(|(_, what)| *what != ByHand::Sent || notice.is_waiting())
                .map(|(code, what)| (code, what.word()))
                .collect(),
            script: match notice.way.channel {
                CallChannel::Phone if notice.is_waiting() => script(view, poll, notice),
                _ => Vec::new(),
            },
        }),
    }
}

/// The same of whom nobody asked.
pub(super) fn told_of(view: &PollView, poll: &Poll, id: Option<RespondentId>) -> ToldLine {
    let one = id.and_then(|id| poll.respondent(id));
    one.map_or_else(ToldLine::default, |one| told(view, poll, one))
}

/// Those who were asked about the dates of a conference that is cancelled, each with how they were asked. Nothing leaves
/// to them by itself.
pub(super) fn to_hear(view: &PollView, poll: &Poll) -> Vec<String> {
    let conference = view.conference();
    let is_off = conference.is_some_and(|one| one.state == ConferenceState::Cancelled);
    if !is_off || !view.view.may_convene {
        return Vec::new();
    }
    let asked = poll.respondents.iter().map(|one| {
        let name = view.name(one.id);
        let out = view.notices_to(one.id).filter(|notice| notice.is_out());
        let Some(way) = out.last().map(|notice| &notice.way) else {
            return name;
        };
        let target = way.target.as_ref();
        let target = target.map(|line| format!(" {line}")).unwrap_or_default();
        format!("{name}（{}{target}）", way.channel)
    });
    asked.collect()
}

/// The forms that are still to be printed.
pub(super) fn papers(view: &PollView, poll: &Poll) -> Vec<(&'static str, ConferencePaperPath)> {
    let waits = |sheet: &PollSheet| {
        poll.respondents.iter().any(|one| {
            let newest = view.notices_to(one.id).last();
            let newest = newest.filter(|notice| notice.is_waiting() && view.is_waited_for(one));
            newest.is_some_and(|notice| notice.way.channel == sheet.channel())
        })
    };
    let sheets = PollSheet::ALL.iter().copied().filter(waits);
    let papers = sheets.map(|sheet| {
        let path = ConferencePaperPath::of(view.view.case().id, view.id, sheet.code());
        (sheet.word(), path)
    });
    papers.collect()
}
