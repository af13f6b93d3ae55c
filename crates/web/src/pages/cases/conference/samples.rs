//! The pages of conferences without a database.

use std::collections::HashMap;
use std::sync::Arc;

use renkei_app::cases::read::Whose;
use renkei_app::conference::list::{ListedConference, OpenConferences};
use renkei_app::conference::read::ConferencesView;
use renkei_domain::cases::case::About;
use renkei_domain::conference::{
    Absence, AbsenceReason, Attendance, Conference, ConferenceKind, ConferencePurpose,
    ConferenceState, FamilyTime, Handover, HandoverView, Host, Invitee, Outline, OwnWish,
    Participant, PersonWords, Presence, Slot, Substitute, TimeWindow, ToBring, WordsFrom,
};
use renkei_domain::directory::people::StaffRole;
use renkei_domain::ids::{AccountId, AgendaItemId, ConferenceId, ParticipantId, TeamMemberId};
use renkei_domain::text::Prose;
use renkei_domain::time::{Instant, Minute, Moment};

use super::super::consents::samples::{own, own_shell, view as consents};
use super::super::samples::{LONGEST, case, day, id_of, known, line, shell};
use super::ConferencesPage;
use super::history::ConferenceHistoryPage;
use super::minutes::samples::held;
use super::of_case::CaseConferencesPage;
use super::own::{OwnConferencePage, OwnConferencesPage};
use super::part::{ConferencePart, ConferencePartPage};
use super::poll::samples::polled;
use super::view::{ConferencePage, ShownMap};
use crate::pages::{Here, Samples};
use crate::paths::{CaseSharedMapPath, Sampled as _};

const NAME: &str = "山田 花子";
const ONCE: &str = "01932f00000070028000000000000001";

fn said() -> (String, Option<String>) {
    (ONCE.to_owned(), None)
}

fn prose(text: &str) -> Option<Prose> {
    Prose::parse(text).ok()
}

fn participant(place: u128) -> Participant {
    Participant {
        id: ParticipantId::from_uuid(id_of(place)),
        who: Invitee::Member(TeamMemberId::from_uuid(id_of(place))),
        role: Some(StaffRole::ConsultationSpecialist),
        attendance: Attendance::Required,
        window: TimeWindow::new(30, 60)
            .ok()
            .filter(|_| place.is_multiple_of(2)),
        substitute: Substitute::SameAgency,
        unwanted_since: place.is_multiple_of(3).then(|| day(19)),
    }
}

/// Somebody of whom a name and a number are known.
fn written(place: u128, name: &str) -> Option<Participant> {
    Some(Participant {
        who: Invitee::Written {
            name: line(name)?,
            fax: line("072-000-0002"),
        },
        ..participant(place)
    })
}

fn slot() -> Option<Slot> {
    let begins = Moment {
        date: day(27),
        minute: Minute::of(15, 0),
    };
    Some(Slot {
        begins: begins.instant(),
        minutes: 60,
        place: line("高槻市役所 3階 会議室2")?,
    })
}

fn handover() -> Handover {
    Handover {
        ends_on: day(30),
        unsolved: prose("休けいの取り方。声をかける人を決めて、ためした。"),
        natural_support: None,
        difference: prose("訪問は月に1回になる。"),
        explained_on: Some(day(18)),
        from_when: None,
        views: [
            (HandoverView::Person, prose("いまの職場で つづけたい。")),
            (HandoverView::Employer, None),
        ]
        .into(),
    }
}

fn conference(place: u128, purpose: ConferencePurpose) -> Conference {
    let about = case(About::Anonymous);
    let mut item = 100 * place;
    let agenda = purpose.agenda(|| {
        item += 1;
        AgendaItemId::from_uuid(id_of(item))
    });
    Conference {
        id: ConferenceId::from_uuid(id_of(place)),
        case: about.id,
        person: about.person,
        organization: about.lead,
        keeper: AccountId::from_uuid(Default::default()),
        outline: Outline {
            kind: ConferenceKind::CaseConference,
            purpose,
            presence: Presence::default(),
            host: Host::Lead,
            to_bring: None,
        },
        state: ConferenceState::Draft,
        slot: None,
        sequence: 0,
        participants: Vec::new(),
        agenda,
        words: PersonWords::default(),
        asks: Default::default(),
        seen_on: None,
        told_on: None,
        handover: None,
        copies: Default::default(),
        why: None,
        made_at: Instant::from_micros(0),
        version: 1,
    }
}

/// One that is fixed, with so many who are called.
fn fixed(place: u128, called: u128, name: &str) -> Conference {
    let outside = written(called + 1, name);
    let absence = prose("本人は家で休みたいと言っている。").map(|words| Absence {
        reason: AbsenceReason::PersonDeclined,
        words,
    });
    let family = TimeWindow::new(30, 60).ok().map(|window| FamilyTime {
        agreed_on: day(18),
        window,
    });
    let base = conference(place, ConferencePurpose::Handover);
    Conference {
        outline: Outline {
            presence: Presence { absence, family },
            to_bring: prose("めがね\nお知らせの紙").and_then(|text| ToBring::new(text).ok()),
            ..base.outline.clone()
        },
        state: ConferenceState::Scheduled,
        slot: slot(),
        participants: (1..=called).map(participant).chain(outside).collect(),
        words: PersonWords {
            wishes: prose("いまの仕事をつづけたい。"),
            can_do: prose("毎朝、自分で起きて出かけている。"),
            to_talk: prose("休けいの取り方のこと。"),
            not_to_talk: prose("薬のこと。"),
            from: Some(WordsFrom::Person),
        },
        asks: OwnWish::ALL.iter().copied().collect(),
        seen_on: Some(day(19)),
        handover: Some(handover()),
        ..base
    }
}

fn view(conferences: Vec<Conference>, members: u128, name: &str) -> ConferencesView {
    let consents = consents(members.min(1), members, name);
    ConferencesView {
        names: consents.names.clone(),
        consents,
        conferences,
        minutes: Vec::new(),
        decisions: Vec::new(),
        polls: Vec::new(),
        agencies: HashMap::new(),
        may_convene: true,
        may_speak: false,
        may_read_case: true,
    }
}

pub(super) fn usual() -> ConferencesView {
    let over = Conference {
        state: ConferenceState::Cancelled,
        why: prose("退職したため。"),
        ..fixed(2, 2, NAME)
    };
    let called = fixed(1, 3, "ひまわりクリニック（架空）");
    view(vec![called, over], 2, NAME)
}

pub(super) fn bare() -> ConferencesView {
    let new = conference(1, ConferencePurpose::SetUpSupport);
    view(vec![new], 0, NAME)
}

pub(super) fn longest() -> ConferencesView {
    let all = (1..=6).map(|place| fixed(place, 12, LONGEST));
    view(all.collect(), 12, LONGEST)
}

/// The same as the person sees it.
fn owned(view: ConferencesView) -> ConferencesView {
    ConferencesView {
        consents: own(view.consents),
        may_convene: false,
        may_speak: true,
        ..view
    }
}

fn listed(place: u128, name: &str, state: ConferenceState) -> ListedConference {
    ListedConference {
        case: case(known(name).unwrap_or(About::Anonymous)),
        id: ConferenceId::from_uuid(id_of(place)),
        keeper: AccountId::from_uuid(Default::default()),
        kind: ConferenceKind::CaseConference,
        purpose: ConferencePurpose::Handover,
        state,
        begins: slot().map(|slot| slot.begins),
        ends_on: Some(day(30)),
    }
}

impl Samples for ConferencesPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |rows: Vec<ListedConference>, whose: Whose| {
            let names =
                line("高槻 はるか").map(|name| (AccountId::from_uuid(Default::default()), name));
            let open = OpenConferences {
                rows,
                names: names.into_iter().collect(),
                today: day(20),
            };
            Self::of(shell().at(Here::Conferences), &open, whose)
        };
        let some = [ConferenceState::Scheduled, ConferenceState::Postponed];
        let some = some.into_iter().zip(1..);
        let some = some.map(|(state, place)| listed(place, NAME, state));
        let many = (1..=20).map(|place| listed(place, LONGEST, ConferenceState::Scheduled));
        vec![
            ("usual", page(some.collect(), Whose::Own)),
            ("empty", page(Vec::new(), Whose::Own)),
            ("longest", page(many.collect(), Whose::Everybodys)),
        ]
    }
}

impl Samples for CaseConferencesPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |view: &ConferencesView| Self::of(shell(), view);
        vec![
            ("usual", page(&usual())),
            ("empty", page(&view(Vec::new(), 0, NAME))),
            ("longest", page(&longest())),
        ]
    }
}

impl Samples for ConferencePage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |view: &ConferencesView, (once, fault): (String, Option<String>)| {
            let conference = view.conferences.first()?;
            // Whoever said what they want to talk about shows their map too.
            let map = (!conference.words.is_empty()).then(|| ShownMap {
                path: CaseSharedMapPath::sample(),
                until: Some("2026年12月4日(金) 17:00".to_owned()),
            });
            Some(Self::of(shell(), view, conference, (once, fault, map)))
        };
        let mut held = usual();
        for one in &mut held.conferences {
            one.state = ConferenceState::Held;
        }
        let late = "ほかの人が先に書きかえました。いまの内容を見て、もう一度してください。";
        let refused = (ONCE.to_owned(), Some(late.to_owned()));
        let pages = [
            ("usual", page(&usual(), said())),
            ("empty", page(&bare(), said())),
            ("longest", page(&longest(), said())),
            ("held", page(&held, said())),
            ("refused", page(&usual(), refused)),
        ];
        let pages = pages.into_iter();
        pages
            .filter_map(|(name, page)| Some((name, page?)))
            .collect()
    }
}

impl Samples for ConferenceHistoryPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |view: &ConferencesView, acts: (usize, &str)| {
            let conference = view.conferences.first()?;
            Some(Self::sample(shell(), (view, conference), acts))
        };
        let pages = [
            ("usual", page(&usual(), (3, "高槻 はるか"))),
            ("empty", page(&bare(), (0, NAME))),
            ("longest", page(&longest(), (20, LONGEST))),
        ];
        let pages = pages.into_iter();
        pages
            .filter_map(|(name, page)| Some((name, page?)))
            .collect()
    }
}

impl Samples for ConferencePartPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let rule = "個別支援会議は、本人といっしょに開く会議です。".to_owned();
        let mut all = vec![
            ("usual", Self::sample_new(shell(), &usual(), None)),
            ("empty", Self::sample_new(shell(), &bare(), None)),
            ("longest", Self::sample_new(shell(), &longest(), Some(rule))),
        ];
        let names = [
            "outline", "team", "other", "call", "item", "own", "words", "date", "postpone",
            "cancel", "shown", "told", "handover",
        ];
        for (name, part) in names.into_iter().zip(ConferencePart::ALL) {
            let page = Self::sample(shell(), &usual(), part);
            all.extend(page.map(|page| (name, page)));
        }
        all
    }
}

impl Samples for OwnConferencesPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |view: ConferencesView| Self::of(own_shell(), &owned(view));
        vec![
            ("usual", page(usual())),
            ("empty", page(view(Vec::new(), 0, NAME))),
            ("longest", page(longest())),
            ("held", page(held(usual(), NAME))),
        ]
    }
}

impl Samples for OwnConferencePage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |view: ConferencesView| Self::sample(own_shell(), &owned(view), said());
        let mut held = held(usual(), NAME);
        for one in &mut held.conferences {
            one.told_on = Some(day(20));
        }
        let pages = [
            ("usual", page(usual())),
            ("empty", page(bare())),
            ("longest", page(longest())),
            ("held", page(held)),
            (
                "polled",
                polled(usual(), 3, "午後なら")
                    .and_then(|asked| page(Arc::unwrap_or_clone(asked.view))),
            ),
            (
                "asked_much",
                polled(longest(), 60, LONGEST)
                    .and_then(|asked| page(Arc::unwrap_or_clone(asked.view))),
            ),
        ];
        let pages = pages.into_iter();
        pages
            .filter_map(|(name, page)| Some((name, page?)))
            .collect()
    }
}
