//! Minutes in words: what was noted, who came, what was decided.

use renkei_app::conference::read::ConferencesView;
use renkei_domain::conference::invitation::OwnSide;
use renkei_domain::conference::{
    Conference, ConferenceDecision, DecisionKind, DecisionState, ItemNotes, Minutes, Participant,
    Presenter, Turnout,
};
use renkei_domain::consent::Categories;
use renkei_domain::directory::inquiry::StaleBecause;
use renkei_domain::ids::{AgendaItemId, ResourceId};
use renkei_domain::time::{Instant, japanese_date};

use crate::pages::cases::facts::{Facts, day, fact, lines_of, said, text};
use crate::pages::cases::lines::way;
use crate::pages::cases::part::CasePart;
use crate::pages::resource::stale::learnt;
use crate::paths::{AskConsentPath, MinutesCopyPath, MinutesPartPath};

/// A time of the day at which something was saved.
pub(super) fn saved_at(at: Instant) -> String {
    format!("{} に保存しました", at.in_japan().minute)
}

/// The title of an item with its place; the person's own comes first.
pub(super) fn title(conference: &Conference, item: Option<AgendaItemId>) -> String {
    let Some(id) = item else {
        return "1 本人の話".to_owned();
    };
    let mut items = conference.agenda.items.iter().zip(2..);
    let found = items.find(|(item, _)| item.id == id);
    found.map_or_else(String::new, |(item, place): (_, usize)| {
        format!("{place} {}", item.title)
    })
}

/// What was noted about an item.
pub(super) fn notes(notes: &ItemNotes) -> Facts {
    Facts::of([
        text("話したこと", notes.said.as_ref()),
        text("結論", notes.conclusion.as_ref()),
        text("残ったこと", notes.remaining.as_ref()),
    ])
}

/// Somebody who was called.
#[derive(Debug, Clone)]
pub(super) struct CameLine {
    pub(super) name: String,
    pub(super) came: String,
    pub(super) facts: Facts,
    /// What they heard that no consent covers.
    pub(super) uncovered: Vec<&'static str>,
    /// Where it is written down whether they came.
    pub(super) edit: Option<String>,
    /// Where it is written down what they said beforehand.
    pub(super) ask: Option<String>,
    /// What they get of it; the person takes half a page home instead.
    pub(super) copy: Option<MinutesCopyPath>,
    /// Where one says that the directory has something else of their agency.
    pub(super) stale: Option<String>,
}

fn came(conference: &Conference, turnout: Option<&Turnout>) -> String {
    match turnout {
        None => "出欠は まだ書かれていません".to_owned(),
        Some(Turnout::Late { from }) => {
            format!("おくれて出席（「{}」から）", title(conference, Some(*from)))
        }
        Some(Turnout::Left { after }) => {
            format!("途中まで出席（「{}」まで）", title(conference, *after))
        }
        Some(Turnout::Substitute { name }) => format!("代わりに {name} さんが出席"),
        Some(other) => other.came().word().to_owned(),
    }
}

/// Whether somebody who was called came, and what they said beforehand.
pub(super) fn came_line(
    view: &ConferencesView,
    (conference, minutes): (&Conference, &Minutes),
    (one, agency): (&Participant, Option<ResourceId>),
) -> CameLine {
    let case = view.case().id;
    let line = minutes.line(one.id);
    let inquiry = line.and_then(|line| line.inquiry.as_ref());
    let part = |code: &str| {
        let path = MinutesPartPath::of(case, conference.id, code);
        format!("{path}?item={}", one.id)
    };
    let may_write = view.may_convene && conference.in_minutes().is_ok();
    let may_ask = view.may_convene && !conference.state.is_over() && view.case().is_open();
    // Of themselves the person hears anything, and the family came on the person's yes.
    let is_own = OwnSide::at(conference.id, one.id).is_some();
    let uncovered = match is_own {
        true => Categories::new(),
        false => view.uncovered(conference, minutes, one),
    };
    let turnout = minutes.turnout(one.id);
    let why = match turnout {
        Some(Turnout::Away { why }) => Some(why),
        _ => None,
    };
    CameLine {
        name: view.name(one),
        came: came(conference, turnout),
        facts: Facts::of([
            text("来なかったわけ", why),
            said("前もってきいた日", inquiry.map(|one| day(one.asked_on))),
            said("返事の日", inquiry.and_then(|one| one.answered_on).map(day)),
            text("意見", inquiry.and_then(|one| one.view.as_ref())),
        ]),
        uncovered: uncovered.iter().map(|one| one.word()).collect(),
        edit: may_write.then(|| part("came")),
        ask: (may_ask && !is_own).then(|| part("asked")),
        copy: (!is_own && (conference.in_minutes().is_ok() || turnout.is_some()))
            .then(|| MinutesCopyPath::of(case, conference.id, one.id)),
        stale: agency.map(|agency| learnt(agency, StaleBecause::AtConference)),
    }
}

/// Something that was decided.
#[derive(Debug, Clone)]
pub(in crate::pages::cases::conference) struct DecisionLine {
    pub(in crate::pages::cases::conference) id: String,
    pub(in crate::pages::cases::conference) version: i64,
    pub(in crate::pages::cases::conference) what: String,
    pub(in crate::pages::cases::conference) state: String,
    pub(in crate::pages::cases::conference) facts: Facts,
    /// Whether it should have been done.
    pub(in crate::pages::cases::conference) is_late: bool,
    pub(in crate::pages::cases::conference) is_open: bool,
    /// Where it begins: its address and what one does there.
    pub(in crate::pages::cases::conference) begin: Option<(String, &'static str)>,
}

fn state(decision: &ConferenceDecision) -> String {
    match decision.settled {
        Some(settled) => format!("{}（{}）", decision.state, day(settled.on)),
        None => decision.state.word().to_owned(),
    }
}

/// Something that was decided, with which conference it was where that is not clear from the page.
pub(in crate::pages::cases::conference) fn decision_line(
    view: &ConferencesView,
    decision: &ConferenceDecision,
    names_conference: bool,
) -> DecisionLine {
    let conference = view.conference(decision.conference);
    let held_on = conference.and_then(|one| one.slot.as_ref());
    let held_on = held_on.map(|slot| day(slot.begins.in_japan().date));
    let case = view.case();
    let may_begin = view.may_convene && case.is_open() && decision.is_open();
    let begin = match decision.kind {
        DecisionKind::ChangeTeam => {
            Some((way(case.id, CasePart::Team, None), "支援チームを変える"))
        }
        DecisionKind::AskConsent => {
            Some((AskConsentPath::of(case.id).to_string(), "同意をお願いする"))
        }
        DecisionKind::Act | DecisionKind::StartReferral => None,
    };
    let kind = (decision.kind != DecisionKind::Act).then_some(decision.kind);
    DecisionLine {
        id: decision.id.to_string(),
        version: decision.version,
        what: decision.what.to_string(),
        state: state(decision),
        facts: Facts::of([
            Some(fact("だれが", view.doer(decision))),
            Some(fact("いつまでに", day(decision.due_on))),
            text("どのように", decision.how.as_ref()),
            said("種類", kind),
            said("会議", held_on.filter(|_| names_conference)),
        ]),
        is_late: decision.is_late(view.consents.now.date),
        is_open: decision.is_open(),
        begin: begin.filter(|_| may_begin),
    }
}

/// The same for the person, in plain words.
#[derive(Debug, Clone)]
pub(in crate::pages::cases::conference) struct PlainDecision {
    pub(in crate::pages::cases::conference) who: String,
    pub(in crate::pages::cases::conference) until: String,
    pub(in crate::pages::cases::conference) what: String,
    pub(in crate::pages::cases::conference) how: Vec<String>,
    pub(in crate::pages::cases::conference) state: &'static str,
}

/// Something that was decided, as the person reads it; what they do themselves is said to them.
pub(in crate::pages::cases::conference) fn plain_decision(
    decision: &ConferenceDecision,
    who: &str,
) -> PlainDecision {
    PlainDecision {
        who: match decision.by {
            Presenter::Person => "あなた".to_owned(),
            Presenter::Host | Presenter::Participant(_) => who.to_owned(),
        },
        until: japanese_date(decision.due_on),
        what: decision.what.to_string(),
        how: decision.how.as_ref().map(lines_of).unwrap_or_default(),
        state: match decision.state {
            DecisionState::Open => "まだ",
            DecisionState::Done => "できた",
            DecisionState::Dropped => "しないことにした",
        },
    }
}
