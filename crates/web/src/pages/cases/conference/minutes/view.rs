//! The page of the minutes.

use std::borrow::Cow;
use std::collections::HashMap;

use askama::Template;
use renkei_app::conference::read::ConferencesView;
use renkei_domain::conference::{
    Conference, ConferenceDecision, ConferenceState, ItemNotes, Minutes,
};
use renkei_domain::ids::{AccountId, AgendaItemId, ParticipantId, ResourceId};

use super::decisions::DecisionRows;
use super::lines::{CameLine, came_line, decision_line, notes, saved_at, title};
use super::{after, all_items, code_of, page_at};
use crate::assets;
use crate::form::{Field, Form, Packed, Sent};
use crate::pages::Shell;
use crate::pages::cases::conference::lines::words;
use crate::pages::cases::facts::{Facts, fact, said};
use crate::pages::cases::faults::Faults;
use crate::pages::cases::name_of;
use crate::pages::cases::trail::{TrailStep, number_of, steps_to};
use crate::paths::{
    CaseConferencesPath, ConferencePath, DecisionsPath, HalfPagePath, MinutesPartPath,
};

pub(super) const BUTTON: &str = "保存する";
pub(super) const TAKE_OVER: &str = "記録を代わって保存する";

/// The page.
#[derive(Debug, Template)]
#[template(path = "minutes.html")]
pub struct MinutesPage {
    shell: Shell,
    steps: [TrailStep; 2],
    list: CaseConferencesPath,
    conference: ConferencePath,
    what: String,
    number: String,
    name: String,
    state: &'static str,
    /// Why nothing can be written.
    closed: Option<String>,
    /// Who takes the notes, where that is somebody.
    taker: Option<String>,
    items: Vec<ItemLink>,
    current: Current,
    /// What is noted; absent where nothing can be written.
    form: Option<Form>,
    /// Whether a script may save by itself: nobody else takes the notes.
    is_own: bool,
    /// When it was saved last.
    saved: Option<String>,
    /// What stands there, where it is not what was typed.
    theirs: Option<Facts>,
    decided: DecisionRows,
    /// What earlier conferences decided and is not done.
    before: DecisionRows,
    decide: Option<String>,
    decisions: DecisionsPath,
    came: Vec<CameLine>,
    half_page: HalfPagePath,
    /// The conference that follows, or where it is begun.
    follows: Option<ConferencePath>,
    begin_next: Option<String>,
    script: String,
    /// Why it was not saved.
    fault: Option<String>,
}

/// An item of the agenda.
#[derive(Debug, Clone)]
struct ItemLink {
    href: String,
    title: String,
    is_current: bool,
    is_written: bool,
}

/// The item that is talked about.
#[derive(Debug, Clone)]
struct Current {
    title: String,
    about: Facts,
    notes: Facts,
    next: Option<String>,
}

/// The fields of what is noted.
fn fields(sent: &Sent, faults: &Faults) -> Vec<Field> {
    vec![
        Field::prose("said", "話したこと", sent.raw("said")).wrong(faults.of("said")),
        Field::prose("conclusion", "結論", sent.raw("conclusion")).wrong(faults.of("conclusion")),
        Field::prose("remaining", "残ったこと", sent.raw("remaining"))
            .hinted("つぎの会議で話すこと、まだ わからないこと。")
            .wrong(faults.of("remaining")),
    ]
}

/// What stands there now.
fn packed(notes: Option<&ItemNotes>) -> Sent {
    let mut packed = Packed::default();
    if let Some(notes) = notes {
        packed.put_some("said", notes.said.as_ref());
        packed.put_some("conclusion", notes.conclusion.as_ref());
        packed.put_some("remaining", notes.remaining.as_ref());
    }
    packed.sent()
}

fn about(view: &ConferencesView, conference: &Conference, item: Option<AgendaItemId>) -> Facts {
    let Some(item) = item.and_then(|id| conference.agenda.item(id)) else {
        return words(&conference.words);
    };
    let told: Vec<&str> = item.categories.iter().map(|one| one.word()).collect();
    Facts::of([
        Some(fact("話す人", view.presenter(conference, item.presenter))),
        Some(fact("めあて", item.aim)),
        Some(fact("時間", format!("{}分", item.minutes))),
        said(
            "本人のことで話すこと",
            (!told.is_empty()).then(|| told.join("、")),
        ),
    ])
}

/// What was typed, and what is wrong with it.
pub(super) struct Typed<'s> {
    pub(super) sent: Option<&'s Sent>,
    pub(super) faults: &'s Faults,
    pub(super) fault: Option<String>,
    /// Whether something else stands there than was seen.
    pub(super) is_overtaken: bool,
}

impl MinutesPage {
    pub(super) fn of(
        shell: Shell,
        (view, conference): (&ConferencesView, &Conference),
        item: Option<AgendaItemId>,
        (form, typed, own): (Form, &Typed<'_>, Option<AccountId>),
        agencies: &HashMap<ParticipantId, ResourceId>,
    ) -> Self {
        let (case, outline) = (view.case(), &conference.outline);
        let minutes = view.minutes(conference.id);
        let known = minutes.notes_of(item);
        let closed = conference.in_minutes().err();
        let may_write = view.may_convene && closed.is_none();
        let taker = minutes.taker.map(|taker| taker.account);
        let is_own = taker.is_none() || taker == own;
        let name = taker.and_then(|taker| view.names.get(&taker));
        let part = |code: &str| {
            let path = MinutesPartPath::of(case.id, conference.id, code);
            format!("{path}?item={}", code_of(item))
        };
        let links = all_items(conference).into_iter().map(|one| ItemLink {
            href: page_at(conference, one),
            title: title(conference, one),
            is_current: one == item,
            is_written: minutes.notes_of(one).is_some(),
        });
        let decided = view.decided(conference.id);
        let before = view.open_before(conference.id);
        let once = form.once.clone();
        let rows = |some: Vec<&ConferenceDecision>, mark, names_conference| DecisionRows {
            rows: some
                .into_iter()
                .map(|one| decision_line(view, one, names_conference))
                .collect(),
            settle: view.may_convene.then(|| DecisionsPath::of(case.id)),
            once: once.clone(),
            mark,
            next: page_at(conference, item),
        };
        let called = conference.participants.iter();
        let called = called.filter(|one| one.unwanted_since.is_none());
        let own = conference.own_side().map(Cow::Owned);
        let called = own.chain(called.map(Cow::Borrowed));
        let is_closed = conference.state == ConferenceState::Closed;
        let may_go_on = may_write || (view.may_convene && is_closed);
        Self {
            shell,
            steps: steps_to(case, None),
            list: CaseConferencesPath::of(case.id),
            conference: ConferencePath::of(case.id, conference.id),
            what: format!("{}（{}）", outline.kind, outline.purpose),
            number: number_of(case),
            name: name_of(case),
            state: conference.state.word(),
            closed: closed.map(|fault| fault.to_string()),
            taker: name.map(ToString::to_string),
            items: links.collect(),
            current: Current {
                title: title(conference, item),
                about: about(view, conference, item),
                notes: known.map(notes).unwrap_or_default(),
                next: after(conference, item).map(|next| page_at(conference, next)),
            },
            form: may_write.then_some(form),
            is_own,
            saved: known.map(|known| saved_at(known.at)),
            theirs: known.filter(|_| typed.is_overtaken).map(notes),
            decided: rows(decided, "-d", false),
            before: rows(before, "-b", true),
            decide: may_write.then(|| part("decision")),
            decisions: DecisionsPath::of(case.id),
            came: called
                .map(|one| {
                    let agency = agencies.get(&one.id).copied();
                    came_line(view, (conference, &minutes), (one.as_ref(), agency))
                })
                .collect(),
            half_page: HalfPagePath::of(case.id, conference.id),
            follows: minutes.next.map(|next| ConferencePath::of(case.id, next)),
            begin_next: (may_go_on && minutes.next.is_none() && case.is_open())
                .then(|| MinutesPartPath::of(case.id, conference.id, "next").to_string()),
            script: assets::href("minutes.js"),
            fault: typed.fault.clone(),
        }
    }
}

/// The form of an item with what was typed, or else with what stands there.
pub(super) fn form_of(
    form: Form,
    minutes: &Minutes,
    item: Option<AgendaItemId>,
    (typed, own): (&Typed<'_>, Option<AccountId>),
) -> Form {
    let stands = packed(minutes.notes_of(item));
    let taker = minutes.taker.map(|taker| taker.account);
    let form = form
        .with(fields(typed.sent.unwrap_or(&stands), typed.faults))
        .carrying("item", code_of(item))
        .carrying("version", minutes.version_of(item));
    if taker.is_some() && taker != own {
        form.carrying("take", "1")
    } else {
        form
    }
}

pub(super) fn button(minutes: &Minutes, own: Option<AccountId>) -> &'static str {
    match minutes.taker {
        Some(taker) if Some(taker.account) != own => TAKE_OVER,
        _ => BUTTON,
    }
}
