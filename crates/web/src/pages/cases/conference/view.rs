//! A conference, for staff of the agency that leads: what it is, who is called and who may not be yet, when it is, what
//! is talked about, and what the person saw and said of it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::conference::paper::ConferencePaper;
use renkei_app::conference::read::ConferencesView;
use renkei_domain::conference::{
    Conference, ConferenceMove, ConferencePurpose, ConferenceState, Fit,
};
use renkei_domain::map::SharedWith;

use super::super::consents::handed::material_handed;
use super::super::facts::{Facts, day, fact, lines_of};
use super::super::name_of;
use super::super::trail::{TrailStep, number_of, steps_to};
use super::lines::{
    CalledLine, ItemLine, called_line, fit, handover, item_lines, moment, outline, warning, words,
};
use super::{at_the_desk, one};
use crate::Site;
use crate::error::PageFault;
use crate::pages::{Here, Shell, shown};
use crate::paths::{
    CallsPath, CaseConferencesPath, CaseSharedMapPath, ConferenceHistoryPath, ConferencePaperPath,
    ConferencePartPath, ConferencePath, ConferencePollPath, ConferenceStepPath, MinutesPath,
};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "conference.html")]
pub struct ConferencePage {
    shell: Shell,
    steps: [TrailStep; 2],
    list: CaseConferencesPath,
    history: ConferenceHistoryPath,
    number: String,
    name: String,
    what: String,
    state: &'static str,
    why: Vec<String>,
    /// What is still to be done, in sentences.
    missing: Vec<String>,
    /// What the person asks for by one press.
    asks: Vec<&'static str>,
    outline: Facts,
    called: Vec<CalledLine>,
    slot: Facts,
    own_minutes: u16,
    words: Facts,
    items: Vec<ItemLine>,
    fit: String,
    seen: Option<String>,
    told: Option<String>,
    /// What a handover settles; absent where nothing is handed over.
    handover: Option<Facts>,
    warning: Option<String>,
    /// Its sheets as PDF, each with what it is.
    papers: Vec<(ConferencePaperPath, &'static str)>,
    /// Where it is written down that its material was handed over.
    handed: String,
    /// The map that the person shows for it.
    map: Option<ShownMap>,
    /// Who came, what was noted and what was decided.
    minutes: MinutesPath,
    /// Where it is changed; absent for whoever only reads.
    ways: Option<Ways>,
    /// Why the last step was not taken.
    fault: Option<String>,
}

/// The map that the person shows for a conference.
#[derive(Debug, Clone)]
pub(super) struct ShownMap {
    pub(super) path: CaseSharedMapPath,
    /// The last moment at which it is shown, where the person said one.
    pub(super) until: Option<String>,
}

/// That of a conference, where whoever looks may read one.
async fn shown_map(
    site: &Site,
    visitor: &Visitor,
    conference: &Conference,
) -> Result<Option<ShownMap>, PageFault> {
    let case = conference.case;
    let shown = site.app.maps_shown_in_case(visitor.principal(), case);
    let shown = shown.await?.into_iter();
    let mut for_it = shown.filter(|line| line.with == SharedWith::Conference(conference.id));
    Ok(for_it.next().map(|line| ShownMap {
        path: CaseSharedMapPath::of(case, line.id),
        until: line.until.map(moment),
    }))
}

/// Where a conference is changed.
#[derive(Debug, Clone)]
struct Ways {
    step: ConferenceStepPath,
    version: i64,
    once: String,
    /// Whether who is called and what is talked about may still change.
    may_prepare: bool,
    /// Whether the person has an account: whom they do not want, they alone take back.
    is_linked: bool,
    outline: String,
    team: String,
    other: String,
    /// How everybody is called, and what they answered.
    calls: CallsPath,
    item: String,
    own: String,
    words: String,
    date: Option<(String, &'static str)>,
    /// Where people are asked when they can, and what they answered.
    poll: Option<String>,
    postpone: Option<String>,
    cancel: Option<String>,
    shown: String,
    told: Option<String>,
    handover: Option<String>,
    may_hold: bool,
    may_close: bool,
}

fn ways(view: &ConferencesView, conference: &Conference, once: String) -> Option<Ways> {
    let case = view.case();
    if !view.may_convene {
        return None;
    }
    let state = conference.state;
    let to = |part: &str| ConferencePartPath::of(case.id, conference.id, part).to_string();
    let may_prepare = state.is_being_prepared() && case.is_open();
    let date = match state {
        ConferenceState::Scheduled => "日時を変える",
        _ => "日時を決める",
    };
    let is_handover = conference.outline.purpose == ConferencePurpose::Handover;
    let may_ask = state.may(ConferenceMove::OpenPoll) && case.is_open();
    let has_poll = may_ask || view.poll(conference.id).is_some();
    let poll = ConferencePollPath::of(case.id, conference.id);
    Some(Ways {
        step: ConferenceStepPath::of(case.id, conference.id),
        version: conference.version,
        once,
        may_prepare,
        is_linked: case.account.is_some(),
        outline: to("outline"),
        team: to("team"),
        other: to("other"),
        calls: CallsPath::of(case.id, conference.id),
        item: to("item"),
        own: to("own"),
        words: to("words"),
        date: may_prepare.then(|| (to("date"), date)),
        poll: has_poll.then(|| poll.to_string()),
        postpone: (state.may(ConferenceMove::Postpone) && case.is_open()).then(|| to("postpone")),
        cancel: state.may(ConferenceMove::Cancel).then(|| to("cancel")),
        shown: to("shown"),
        told: (state == ConferenceState::Held).then(|| to("told")),
        handover: (is_handover && !state.is_over() && case.is_open()).then(|| to("handover")),
        may_hold: state.may(ConferenceMove::Hold),
        may_close: state.may(ConferenceMove::Close),
    })
}

/// What is still to be done before it is held, or after.
fn missing(view: &ConferencesView, conference: &Conference, called: &[CalledLine]) -> Vec<String> {
    let mut missing = Vec::new();
    let minutes = conference.slot.as_ref().map(|slot| slot.minutes);
    let stayed_away = view.minutes(conference.id).person_stayed_away(conference);
    let is_without = !conference.outline.presence.is_with_person() || stayed_away;
    if conference.state.is_being_prepared() {
        let waiting = called
            .iter()
            .filter(|one| !one.held.is_empty() && !one.is_unwanted);
        let waiting = waiting.count();
        if called.is_empty() {
            missing.push("呼ぶ人が、まだ選ばれていません。".to_owned());
        }
        if waiting > 0 {
            missing.push(format!(
                "{waiting}人に、本人の同意が足りません。足りない分は、同意があるまで伝えません。"
            ));
        }
        if conference.words.is_empty() {
            missing.push(
                "本人の「話したいこと・話さないでほしいこと」を、まだ聞いていません。".to_owned(),
            );
        }
        if let Some(Fit::Over(over)) = minutes.map(|minutes| conference.agenda.fit(minutes)) {
            missing.push(format!(
                "話すことが、会議の時間に {over}分 入りきりません。議題をへらすか、時間をのばしてください。"
            ));
        }
        let cut = called.iter().filter(|one| one.is_cut);
        missing.extend(cut.map(|one| {
            format!(
                "{} の出る時間が、議題の とちゅうで切れています。議題を動かしたときは、出る時間も直してください。",
                one.name
            )
        }));
        if conference.seen_on.is_none() {
            missing.push("だれを呼び何を話すかを、まだ本人に見てもらっていません。".to_owned());
        }
    }
    if conference.state == ConferenceState::Held && is_without && conference.told_on.is_none() {
        missing.push("決まったことを、まだ本人に伝えていません。".to_owned());
    }
    missing
}

/// The sheets that there are of it now.
fn papers(conference: &Conference) -> Vec<(ConferencePaperPath, &'static str)> {
    let (case, id) = (conference.case, conference.id);
    let papers = ConferencePaper::of(conference);
    papers
        .map(|paper| {
            (
                ConferencePaperPath::of(case, id, paper.code()),
                paper.word(),
            )
        })
        .collect()
}

fn slot(conference: &Conference) -> Facts {
    let Some(slot) = &conference.slot else {
        return Facts::default();
    };
    let name = match conference.state {
        ConferenceState::Postponed => "前の日時（とりやめ）",
        _ => "日時",
    };
    Facts::of([
        Some(fact(
            name,
            format!("{}（{}分）", moment(slot.begins), slot.minutes),
        )),
        Some(fact("場所", &slot.place)),
    ])
}

impl ConferencePage {
    pub(super) fn of(
        shell: Shell,
        view: &ConferencesView,
        conference: &Conference,
        (once, fault, map): (String, Option<String>, Option<ShownMap>),
    ) -> Self {
        let case = view.case();
        let called = view.called(conference);
        let called: Vec<CalledLine> = called
            .iter()
            .map(|one| called_line(view, conference, one))
            .collect();
        let is_handover = conference.outline.purpose == ConferencePurpose::Handover;
        let settled = conference.handover.as_ref();
        let settled = settled.map(|settled| handover(view, settled));
        let why = conference.why.as_ref();
        let near = conference.handover_warning(view.consents.now.date);
        Self {
            shell,
            steps: steps_to(case, None),
            list: CaseConferencesPath::of(case.id),
            history: ConferenceHistoryPath::of(case.id, conference.id),
            number: number_of(case),
            name: name_of(case),
            what: format!(
                "{}（{}）",
                conference.outline.kind, conference.outline.purpose
            ),
            state: conference.state.word(),
            why: why.map(lines_of).unwrap_or_default(),
            missing: missing(view, conference, &called),
            asks: conference.asks.iter().map(|wish| wish.word()).collect(),
            outline: outline(view, conference),
            slot: slot(conference),
            own_minutes: conference.agenda.own_minutes,
            words: words(&conference.words),
            items: item_lines(view, conference, false),
            fit: fit(
                &conference.agenda,
                conference.slot.as_ref().map(|slot| slot.minutes),
            ),
            seen: conference.seen_on.map(day),
            told: conference.told_on.map(day),
            handover: is_handover.then(|| settled.unwrap_or_default()),
            warning: near.map(warning),
            papers: papers(conference),
            handed: material_handed(case.id, conference.id),
            map,
            minutes: MinutesPath::of(case.id, conference.id),
            ways: ways(view, conference, once),
            fault,
            called,
        }
    }
}

/// Shows a conference, with why the last step was not taken.
pub(super) async fn with_fault(
    site: &Site,
    visitor: &Visitor,
    (view, conference): (&ConferencesView, &Conference),
    fault: Option<String>,
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let map = shown_map(site, visitor, conference).await?;
    let said = (site.app.new_request_id(), fault, map);
    Ok(shown(&ConferencePage::of(shell, view, conference, said)))
}

pub(crate) async fn show(
    path: ConferencePath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let view = match at_the_desk(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let conference = one(&view, &path.conference)?;
    with_fault(&site, &visitor, (&view, conference), None).await
}
