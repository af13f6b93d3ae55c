//! What became of a conference: who changed what of it, and when.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use renkei_app::conference::history::{
    CONFERENCE_HISTORY_PAGE, CalledThen, ConferenceAct, ConferenceHistoryView, ConferenceThen,
};
use renkei_app::conference::read::ConferencesView;
use renkei_domain::conference::Conference;
use renkei_domain::ids::ParticipantId;
use renkei_domain::record::Purpose;

use super::super::consents::words_of;
use super::super::facts::day;
use super::super::name_of;
use super::super::trail::{TrailStep, number_of, steps_to};
use super::lines::moment;
use super::one;
use crate::Site;
use crate::error::PageFault;
use crate::pages::editing::history::{ActLine, Asked, differs};
use crate::pages::{Here, Shell, shown};
use crate::paths::{CaseConferencesPath, ConferenceHistoryPath, ConferencePath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "conference_history.html")]
pub struct ConferenceHistoryPage {
    shell: Shell,
    steps: [TrailStep; 2],
    list: CaseConferencesPath,
    conference: ConferencePath,
    number: String,
    name: String,
    what: String,
    acts: Vec<ActLine<String>>,
    earlier: Option<String>,
}

fn slot(then: &ConferenceThen) -> Option<String> {
    let (begins, minutes) = then.slot?;
    Some(format!("{}（{minutes}分）", moment(begins)))
}

/// Whom an act put on the list, took from it or called otherwise, and whom the person did not want or did after all.
fn called(
    view: &ConferenceHistoryView,
    (before, after): (&ConferenceThen, &ConferenceThen),
) -> Vec<String> {
    let was = |id: ParticipantId| before.called.iter().find(|one| one.id == id);
    let is = |id: ParticipantId| after.called.iter().find(|one| one.id == id);
    let name = |one: &CalledThen| match &one.who {
        Some(who) => view.conferences.name_of(who),
        None => "名前の残っていない相手".to_owned(),
    };
    let told = |words: &str, all: Vec<String>| {
        (!all.is_empty()).then(|| format!("{words}: {}", all.join("、")))
    };
    let now = || after.called.iter();
    let stays = || now().filter_map(|one| Some((was(one.id)?, one)));
    let new = now().filter(|one| was(one.id).is_none());
    let out = before.called.iter().filter(|one| is(one.id).is_none());
    let otherwise = stays().filter(|(was, one)| !one.is_called_like(was));
    let unwanted = stays().filter(|(was, one)| one.unwanted_since > was.unwanted_since);
    let wanted =
        stays().filter(|(was, one)| was.unwanted_since.is_some() && one.unwanted_since.is_none());
    [
        told("呼ぶ人に入れた", new.map(name).collect()),
        told("呼ぶ人から外した", out.map(name).collect()),
        told(
            "呼び方を変えた",
            otherwise.map(|(_, one)| name(one)).collect(),
        ),
        told(
            "本人が「よばないで」と言った",
            unwanted.map(|(_, one)| name(one)).collect(),
        ),
        told(
            "本人が「よんでもいい」と言った",
            wanted.map(|(_, one)| name(one)).collect(),
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What an act changed, in sentences.
fn changed(view: &ConferenceHistoryView, act: &ConferenceAct) -> Vec<String> {
    let nothing = ConferenceThen::default();
    let invited = (!act.invited.is_empty()).then(|| format!("相手: {}", act.invited.join("、")));
    let Some(after) = &act.after else {
        return invited.into_iter().collect();
    };
    let before = act.before.as_ref().unwrap_or(&nothing);
    let is_new = act.before.is_none();
    let state = |then: &ConferenceThen| then.state.map(|state| state.word().to_owned());
    let keeper = |then: &ConferenceThen| {
        let name = view.names.get(&then.keeper?);
        name.map(ToString::to_string)
    };
    let mut lines: Vec<String> = [
        differs("状態", state(before), state(after)),
        differs("担当", keeper(before), keeper(after)),
        differs("日時", slot(before), slot(after)),
        differs("場所", before.place.clone(), after.place.clone()),
        differs("わけ", before.why.clone(), after.why.clone()),
        differs(
            "もってくるもの",
            before.to_bring.clone(),
            after.to_bring.clone(),
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !is_new && after.is_other_than(before) {
        lines.push("種類・目的・本人と家族・主催のどれかを変えた".to_owned());
    }
    lines.extend(called(view, (before, after)));
    if after.items != before.items {
        lines.push(format!("話すこと: {}", after.items.join("、")));
    } else if !is_new && after.talks_other_than(before) {
        lines.push("議題の長さ・話す人・めあて・話すことの範囲のどれかを変えた".to_owned());
    }
    if !is_new && after.says_other_than(before) {
        lines.push("本人の言葉が変わった".to_owned());
    }
    if !is_new && after.settles_other_than(before) {
        lines.push("引継ぎのことを書いた".to_owned());
    }
    if !is_new && after.hands_other_than(before) {
        lines.push("会議資料の番号か回収を書いた".to_owned());
    }
    let seen = [before, after].map(|then| then.seen_on.map(day));
    match seen {
        [was, Some(on)] if was.as_ref() != Some(&on) => {
            lines.push(format!("本人が見た日: {on}"));
        }
        [Some(_), None] => lines.push("変わったので、本人にもう一度見てもらう".to_owned()),
        _ => {}
    }
    let [was, told] = [before, after].map(|then| then.told_on.map(day));
    lines.extend(differs("本人に伝えた日", was, told));
    lines.extend(invited);
    lines
}

impl ConferenceHistoryPage {
    fn of(shell: Shell, view: &ConferenceHistoryView, conference: &Conference) -> Self {
        let acts = view.acts.iter();
        let acts = acts.map(|one| ActLine::of(&one.act, &view.names, changed(view, one)));
        let acts = acts.collect();
        let goes_on = view.acts.len() as u64 >= CONFERENCE_HISTORY_PAGE;
        let last = view.acts.last().filter(|_| goes_on);
        let earlier = last.map(|last| last.act.seq);
        Self::with(shell, (&view.conferences, conference), acts, earlier)
    }

    fn with(
        shell: Shell,
        (view, conference): (&ConferencesView, &Conference),
        acts: Vec<ActLine<String>>,
        earlier: Option<i64>,
    ) -> Self {
        let (case, outline) = (view.case(), &conference.outline);
        let page = ConferenceHistoryPath::of(case.id, conference.id);
        Self {
            shell,
            steps: steps_to(case, None),
            list: CaseConferencesPath::of(case.id),
            conference: ConferencePath::of(case.id, conference.id),
            number: number_of(case),
            name: name_of(case),
            what: format!("{}（{}）", outline.kind, outline.purpose),
            acts,
            earlier: earlier.map(|seq| format!("{page}?before={seq}")),
        }
    }

    /// A page of a sample: so many acts of somebody.
    pub(super) fn sample(
        shell: Shell,
        of: (&ConferencesView, &Conference),
        (times, name): (usize, &str),
    ) -> Self {
        let changed = vec![
            "状態: 準備中 → 日時が決まった".to_owned(),
            format!("呼ぶ人に入れた: {name}"),
        ];
        let act = ActLine::sample(Purpose::FixConference.word(), name, changed);
        let earlier = (times > 10).then_some(1);
        Self::with(shell, of, vec![act; times], earlier)
    }
}

pub(crate) async fn show(
    path: ConferenceHistoryPath,
    State(site): State<Site>,
    visitor: Visitor,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(Asked { before }) = asked.map_err(|_| PageFault::NotFound)?;
    let case = path.id.parse().map_err(|_| PageFault::NotFound)?;
    let id = path.conference.parse().map_err(|_| PageFault::NotFound)?;
    let of = (case, id);
    let history = site.app.conference_history(visitor.principal(), of, before);
    let view = match history.await? {
        // The person has pages of their own.
        Ok(view) if view.conferences.consents.is_person => return Err(PageFault::NotFound),
        Ok(view) => view,
        Err(refusal) => match words_of(refusal, &visitor)? {
            Ok(_) => return Err(PageFault::NotFound),
            Err(answer) => return Ok(answer),
        },
    };
    let shell = Shell::of(&site, &visitor, Here::Cases).await?;
    let conference = one(&view.conferences, &path.conference)?;
    Ok(shown(&ConferenceHistoryPage::of(shell, &view, conference)))
}
