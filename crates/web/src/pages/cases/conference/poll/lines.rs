//! A poll in words: the best dates and why, who said what by which way, and who is still waited for.

use renkei_app::conference::poll::read::{AskedOne, PollProgress, PollView};
use renkei_domain::conference::poll::{AnswerWay, Mark, Poll, PollAnswer, QuorumState, RankedSlot};
use renkei_domain::ids::RespondentId;

use super::super::super::facts::{Facts, day, fact, lined, said};
use super::super::lines::moment;
use super::dates::days_text;
use super::open::code_of;
use super::told::{ToldLine, told_of};
use crate::pages::poll::marks::when;
use crate::paths::{ConferencePartPath, PollAnswerPath};

/// One of the dates.
#[derive(Debug, Clone)]
pub(super) struct DateLine {
    pub(super) when: String,
    pub(super) quorum: Option<&'static str>,
    pub(super) reasons: Vec<String>,
    /// Where it is fixed.
    pub(super) fix: Option<String>,
    pub(super) yes: String,
    pub(super) perhaps: String,
    pub(super) no: String,
    pub(super) waiting: String,
}

/// Names with a mark, or a dash.
fn names(view: &PollView, poll: &Poll, of: impl Fn(Option<&PollAnswer>) -> bool) -> String {
    let respondents = poll.respondents.iter();
    let respondents = respondents.filter(|one| view.counts(one));
    let those = respondents.filter(|one| of(poll.counts(one.id)));
    let those: Vec<String> = those.map(|one| view.name(one.id)).collect();
    match those.is_empty() {
        true => "—".to_owned(),
        false => those.join("、"),
    }
}

/// The dates, the best first.
pub(super) fn date_lines(view: &PollView, poll: &Poll, ranked: &[RankedSlot]) -> Vec<DateLine> {
    let case = view.view.case();
    let may_fix = view.view.may_convene && case.is_open() && {
        let conference = view.conference();
        conference.is_some_and(|one| one.state.is_being_prepared())
    };
    let lines = ranked.iter().map(|slot| {
        let id = slot.candidate.id;
        let marked = |mark: Mark| {
            names(view, poll, |answer| {
                answer.and_then(|answer| answer.mark(id)) == Some(mark)
            })
        };
        let reasons = slot.reasons.iter();
        let to = ConferencePartPath::of(case.id, view.id, "date");
        DateLine {
            when: when(slot.candidate.begins, poll.minutes),
            quorum: (!poll.quorum.is_empty()).then_some(match slot.quorum {
                QuorumState::Met => "かならずいる人が そろいます",
                QuorumState::Waiting => "かならずいる人の答えを待っています",
                QuorumState::Lost => "かならずいる人が そろいません",
            }),
            reasons: reasons.map(|one| one.words(|id| view.name(id))).collect(),
            fix: may_fix.then(|| format!("{to}?item={id}")),
            yes: marked(Mark::Yes),
            perhaps: marked(Mark::Perhaps),
            no: marked(Mark::No),
            waiting: names(view, poll, |answer| {
                answer.and_then(|answer| answer.mark(id)).is_none()
            }),
        }
    });
    lines.collect()
}

/// Somebody who is asked or could be.
#[derive(Debug, Clone)]
pub(super) struct PersonLine {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) state: String,
    pub(super) facts: Facts,
    /// Answers that came by other ways and were said before the one that counts.
    pub(super) earlier: Vec<String>,
    /// Where staff write an answer of theirs down.
    pub(super) answer: Option<String>,
    /// Whether a link can be made for them.
    pub(super) may_link: bool,
    /// The messages to them.
    pub(super) told: ToldLine,
}

/// By which way an answer came, when it was said, and who wrote it down.
fn how(view: &PollView, answer: &PollAnswer) -> String {
    let at = moment(answer.said_at);
    let keeper = answer.kept_by.map(|id| {
        let name = view.names.get(&id).map(ToString::to_string);
        name.unwrap_or_else(|| "職員".to_owned())
    });
    match (answer.way, keeper) {
        (AnswerWay::Link, _) => format!("{at} に、自分でリンクのページから"),
        (way, Some(keeper)) => format!("{at} に {way}で聞いた（書いた人: {keeper}）"),
        (way, None) => format!("{at} に {way}で"),
    }
}

fn answer_facts(view: &PollView, poll: &Poll, answer: &PollAnswer) -> Facts {
    let marks = poll.candidates.iter().filter_map(|date| {
        let marked = answer.marks.get(&date.id)?;
        let note = marked.note.as_ref().map(|note| format!("（{note}）"));
        let when = when(date.begins, poll.minutes);
        Some(format!(
            "{} {when}{}",
            marked.mark,
            note.unwrap_or_default()
        ))
    });
    let marks: Vec<String> = marks.collect();
    let wishes: Vec<&str> = answer.wishes.iter().map(|wish| wish.word()).collect();
    Facts::of([
        Some(fact("どのように", how(view, answer))),
        Some(lined("答え", marks)),
        said("出かた", (!wishes.is_empty()).then(|| wishes.join("、"))),
        super::super::super::facts::text("伝えたいこと", answer.note.as_ref()),
    ])
}

/// The answers of somebody that do not count any more.
fn earlier(view: &PollView, poll: &Poll, respondent: RespondentId) -> Vec<String> {
    let counts = poll.counts(respondent).map(|answer| answer.id);
    let theirs = poll.answers.iter();
    let theirs = theirs.filter(|one| one.respondent == respondent && Some(one.id) != counts);
    theirs.map(|one| how(view, one)).collect()
}

/// Everybody of the conference.
pub(super) fn person_lines(view: &PollView, poll: &Poll) -> Vec<PersonLine> {
    let case = view.view.case();
    let is_open = poll.taking().is_ok() && view.view.may_convene && case.is_open();
    let line = |one: &AskedOne| {
        let answer = one.respondent.and_then(|id| poll.counts(id));
        let state = match (one.respondent, answer) {
            (_, Some(_)) => "答えました",
            (Some(_), None) => "まだ答えていません",
            (None, None) if one.may_be_asked => "まだ きいていません",
            (None, None) => "まだ呼べません。日程も ききません（わけは会議のページ）",
        };
        let to = one.respondent.filter(|_| is_open);
        PersonLine {
            code: code_of(one.who),
            name: one.name.clone(),
            state: state.to_owned(),
            facts: answer.map_or_else(Facts::default, |answer| answer_facts(view, poll, answer)),
            earlier: one
                .respondent
                .map(|id| earlier(view, poll, id))
                .unwrap_or_default(),
            answer: to.map(|id| {
                let path = PollAnswerPath::of(case.id, view.id);
                format!("{path}?item={id}")
            }),
            may_link: is_open && one.may_be_asked,
            told: told_of(view, poll, one.respondent),
        }
    };
    view.everybody().iter().map(line).collect()
}

/// What the host learns at once.
pub(super) fn news(view: &PollView, poll: &Poll, progress: &PollProgress) -> Vec<String> {
    let asked = progress.asked;
    let answered = asked.saturating_sub(progress.waiting.len());
    let mut news = vec![format!("{asked}人のうち、{answered}人が答えました。")];
    if progress.is_complete() {
        news.push("全員が答えました。".to_owned());
    } else {
        let waiting = progress.waiting.iter().map(|id| view.name(*id));
        let waiting: Vec<String> = waiting.collect();
        news.push(format!("まだ答えていない人: {}", waiting.join("、")));
    }
    if !poll.quorum.is_empty() {
        news.push(match progress.is_quorum_met {
            true => "かならずいる人が そろう日時があります。".to_owned(),
            false => "かならずいる人が そろう日時は、まだありません。".to_owned(),
        });
    }
    news
}

/// What was asked.
pub(super) fn settings(view: &PollView, poll: &Poll) -> Facts {
    let until = |way: AnswerWay| day(view.answer_by(way, poll.deadline));
    let quorum: Vec<&str> = poll.quorum.iter().map(|part| part.who.word()).collect();
    let times = &poll.person_times;
    let works = (!times.works.is_unknown()).then(|| times.works.to_string());
    let doctor = days_text(times.sees_doctor.iter().copied());
    Facts::of([
        Some(fact("長さ", format!("{}分", poll.minutes))),
        Some(fact(
            "しめきり（リンク・メール・電話）",
            until(AnswerWay::Link),
        )),
        Some(fact("しめきり（FAX）", until(AnswerWay::Fax))),
        Some(fact("しめきり（郵便で出す日）", until(AnswerWay::Letter))),
        Some(fact("答える人に見せるもの", poll.names)),
        said(
            "かならずいてほしい人",
            (!quorum.is_empty()).then(|| quorum.join("、")),
        ),
        said(
            "いちばん合わせにくい人",
            poll.hardest.map(|id| view.name(id)),
        ),
        said("本人の勤務", works),
        said("本人の受診日", (!doctor.is_empty()).then_some(doctor)),
        Some(fact("きいた日", moment(poll.opened_at))),
        said("しめきった日", poll.closed_at.map(moment)),
    ])
}
