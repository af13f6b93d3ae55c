//! A call in words: whom, until when, by which number, whom to ask for, what not to do.

use chrono::NaiveDate;
use renkei_app::people::calls::{CallDay, CallView, CalledAgency};
use renkei_domain::directory::contact::reach::Way;
use renkei_domain::directory::contact::reach::phoning::Phoning;
use renkei_domain::directory::hours::opening::NextOpening;
use renkei_domain::directory::resource::Lifecycle;
use renkei_domain::ids::PlannedCallId;
use renkei_domain::people::planned_call::CallState;
use renkei_domain::time::Instant;

use super::near;
use crate::paths::ResourcePath;
use crate::words::moment;
use crate::words::reach::{ReachBox, ReachLine, line as way_line};

/// A call that is to be made, or was.
#[derive(Debug, Clone)]
pub(super) struct CallLine {
    pub(super) id: PlannedCallId,
    pub(super) path: ResourcePath,
    pub(super) name: String,
    /// When somebody answers.
    pub(super) when: String,
    /// The number with whom to ask for.
    pub(super) phone: Option<ReachLine>,
    /// The hours of the day.
    pub(super) hours: String,
    pub(super) purpose: &'static str,
    pub(super) note: Option<String>,
    /// What became of it so far.
    pub(super) result: Option<String>,
    /// What else can be done, where nobody answers the phone.
    pub(super) instead: Vec<String>,
    pub(super) never: Vec<String>,
    /// Where the advice comes from.
    pub(super) why: &'static str,
    /// The day on which it is called again if nothing else is chosen.
    pub(super) again: String,
    /// Tells the forms of this call, as they are shown now, from every other.
    pub(super) once: String,
}

/// A call that was left over.
#[derive(Debug, Clone)]
pub(super) struct LeftOver {
    pub(super) id: PlannedCallId,
    pub(super) name: String,
    pub(super) day: String,
    pub(super) note: Option<String>,
}

const UNKNOWN: &str = "名簿にない機関";

fn name_of(view: &CallView) -> String {
    let agency = view.agency.as_ref();
    agency.map_or_else(|| UNKNOWN.to_owned(), |agency| agency.name.to_string())
}

/// Whether its agency takes nobody any more.
pub(super) fn is_gone(view: &CallView) -> bool {
    let agency = view.agency.as_ref();
    agency.is_none_or(|agency| agency.lifecycle == Lifecycle::Closed)
}

impl LeftOver {
    pub(super) fn of(view: &CallView, today: NaiveDate) -> Self {
        Self {
            id: view.call.id,
            name: name_of(view),
            day: near(view.call.day, today),
            note: view.call.note.as_ref().map(|note| note.as_str().to_owned()),
        }
    }
}

impl CallLine {
    pub(super) fn of(view: &CallView, day: &CallDay, once: String) -> Self {
        let call = &view.call;
        let agency = view.agency.as_ref().filter(|_| !is_gone(view));
        // Names of contact persons are not read here: each reading of them leaves a line of its own.
        let answer = agency.map(|agency| ReachBox::of(&agency.reach, &[], day.now));
        let (when, phone) = agency.map_or_else(
            || ("この機関には もう連絡できません".to_owned(), None),
            |agency| phone(agency, day),
        );
        let can_be_phoned =
            agency.is_some_and(|agency| !matches!(agency.phone.phoning, Phoning::NotThatDay(_)));
        let instead = agency.filter(|_| !can_be_phoned);
        Self {
            id: call.id,
            path: ResourcePath::of(call.resource),
            name: name_of(view),
            when,
            phone,
            hours: agency.map(hours).unwrap_or_default(),
            purpose: call.purpose.word(),
            note: call.note.as_ref().map(|note| note.as_str().to_owned()),
            result: result(call.state, day),
            instead: instead
                .map(|agency| ReachBox::instead_of_phoning(&agency.reach, day.now))
                .unwrap_or_default(),
            why: answer.as_ref().map_or("", |answer| answer.why),
            never: answer.map(|answer| answer.never).unwrap_or_default(),
            again: again(day).to_string(),
            once,
        }
    }
}

/// The day after this one, where it is still to come: who was not in today is called tomorrow.
fn again(day: &CallDay) -> NaiveDate {
    let from = day.day.max(day.now.date);
    from.succ_opt().unwrap_or(from)
}

/// When somebody answers, and by which number.
fn phone(agency: &CalledAgency, day: &CallDay) -> (String, Option<ReachLine>) {
    let by = |way: &Way| Some(way_line(way, &[], String::new()));
    match &agency.phone.phoning {
        Phoning::Now(now) => {
            let when = match (now.is_certain, now.until) {
                (false, _) => moment::perhaps(now.next, day.now),
                (true, None) => "いつでも".to_owned(),
                (true, Some(end)) if day.at == day.now => moment::until(end, day.now),
                (true, Some(end)) if end.date == day.day => format!("{} まで", end.minute),
                (true, Some(_)) => "一日じゅう".to_owned(),
            };
            (when, by(&now.way))
        }
        Phoning::Later(later) => {
            let when = match later.next {
                NextOpening::At {
                    moment,
                    perhaps_earlier: false,
                } => format!("{} から", moment.minute),
                next => moment::next(next, day.now),
            };
            (when, by(&later.way))
        }
        Phoning::NotThatDay(Some(later)) => {
            let when = moment::next(later.next, day.now);
            (format!("次に電話できるのは: {when}"), by(&later.way))
        }
        Phoning::NotThatDay(None) => ("電話では つながりません".to_owned(), None),
    }
}

/// 「9:00〜12:00、13:00〜17:00」.
fn hours(agency: &CalledAgency) -> String {
    let spans = agency.phone.hours.iter();
    let spans: Vec<String> = spans
        .map(|span| format!("{}〜{}", span.opens, span.closes))
        .collect();
    spans.join("、")
}

fn result(state: CallState, day: &CallDay) -> Option<String> {
    let said = |at: Instant| {
        let at = at.in_japan();
        format!("{} {}", near(at.date, day.now.date), at.minute)
    };
    let word = state.result().word();
    match state {
        CallState::Waiting => None,
        CallState::Reached(at) | CallState::Absent(at) | CallState::WrongNumber(at) => {
            Some(format!("{word}（{}）", said(at)))
        }
        CallState::Again {
            from: Some(from), ..
        } => Some(format!("{word}（{from} ごろ）")),
        CallState::Again { from: None, .. } => Some(word.to_owned()),
    }
}
