//! The pages of minutes without a database.

use renkei_app::conference::read::ConferencesView;
use renkei_domain::conference::{
    AttendanceLine, ConferenceDecision, ConferenceState, DecisionKind, DecisionState, Inquiry,
    ItemNotes, Minutes, NoteTaker, Presenter, Settled, Turnout,
};
use renkei_domain::ids::{AccountId, AgendaItemId, DecisionId, ResourceId};
use renkei_domain::text::Prose;
use renkei_domain::time::{Instant, Minute, Moment};

use super::copies::MinutesCopyPage;
use super::decisions::DecisionsPage;
use super::half_page::HalfPagePage;
use super::part::{MinutesPart, MinutesPartPage};
use super::view::{BUTTON, MinutesPage, TAKE_OVER, Typed, form_of};
use crate::form::{Form, Packed};
use crate::pages::Samples;
use crate::pages::cases::conference::samples::{bare, longest, usual};
use crate::pages::cases::faults::Faults;
use crate::pages::cases::samples::{LONGEST, day, id_of, line, shell};
use crate::paths::MinutesPath;

const NAME: &str = "職場を訪ねて、休けいの取り方を見る";
const ONCE: &str = "01932f00000070028000000000000001";

fn account(number: u128) -> AccountId {
    AccountId::from_uuid(id_of(number))
}

/// The one whose name is known in samples.
fn known() -> AccountId {
    AccountId::from_uuid(Default::default())
}

fn now() -> Instant {
    let moment = Moment {
        date: day(27),
        minute: Minute::of(15, 42),
    };
    moment.instant()
}

fn notes(item: Option<AgendaItemId>) -> ItemNotes {
    ItemNotes {
        item,
        said: Prose::parse("休けいが取りにくいと、本人が話した。\n声をかける人を決める。").ok(),
        conclusion: Prose::parse("午後に1回、15分の休けいを取る。").ok(),
        remaining: None,
        by: known(),
        at: now(),
        version: 3,
    }
}

fn decision(place: u8, item: Option<AgendaItemId>, what: &str) -> Option<ConferenceDecision> {
    let nth = usize::from(place);
    let kind = DecisionKind::ALL.iter().cycle().nth(nth)?;
    let state = DecisionState::ALL.iter().cycle().nth(nth)?;
    let settled = Settled {
        on: day(28),
        by: known(),
    };
    Some(ConferenceDecision {
        id: DecisionId::from_uuid(id_of(500 + u128::from(place))),
        conference: usual().conferences.first()?.id,
        item,
        kind: *kind,
        by: if place.is_multiple_of(2) {
            Presenter::Host
        } else {
            Presenter::Person
        },
        what: line(what)?,
        how: Prose::parse("電話で日を決めてから行く。").ok(),
        due_on: day(29),
        state: *state,
        settled: (*state != DecisionState::Open).then_some(settled),
        made_at: now(),
        version: 1,
    })
}

/// The same after its conference was held, with minutes and decisions that are called so.
pub(in crate::pages::cases::conference) fn held(
    mut view: ConferencesView,
    what: &str,
) -> ConferencesView {
    for one in &mut view.conferences {
        one.state = ConferenceState::Held;
    }
    let Some(conference) = view.conferences.first() else {
        return view;
    };
    let first = conference.agenda.items.first().map(|item| item.id);
    let asked = Inquiry {
        asked_on: day(18),
        answered_on: Some(day(19)),
        view: Prose::parse("訪問は月に1回でよいと思う。").ok(),
    };
    let called = conference.participants.iter().zip(0_usize..);
    let attendance = called.map(|(one, place)| AttendanceLine {
        participant: one.id,
        turnout: match place % 4 {
            0 => first.map(|from| Turnout::Late { from }),
            1 => line("中村 さくら").map(|name| Turnout::Substitute { name }),
            2 => Some(Turnout::Absent),
            _ => None,
        },
        inquiry: (place % 4 == 2).then(|| asked.clone()),
    });
    view.minutes = vec![Minutes {
        conference: conference.id,
        taker: Some(NoteTaker {
            account: known(),
            since: now(),
        }),
        attendance: attendance.collect(),
        notes: vec![notes(None), notes(first)],
        next: None,
    }];
    let decisions = (0..4).filter_map(|place| decision(place, first, what));
    view.decisions = decisions.collect();
    view
}

/// The page of the first conference, as somebody sees it.
fn page(view: &ConferencesView, own: AccountId, typed: &Typed<'_>) -> Option<MinutesPage> {
    let conference = view.conferences.first()?;
    let minutes = view.minutes(conference.id);
    let item = conference.agenda.items.first().map(|item| item.id);
    let is_own = minutes.taker.is_none_or(|taker| taker.account == own);
    let action = MinutesPath::of(conference.case, conference.id);
    let form = Form::sample(action, if is_own { BUTTON } else { TAKE_OVER });
    let form = form_of(form, &minutes, item, (typed, Some(own)));
    let of = (view, conference);
    let called = conference.participants.iter();
    let agencies = called.map(|one| (one.id, ResourceId::from_uuid(Default::default())));
    let said = (form, typed, Some(own));
    Some(MinutesPage::of(
        shell(),
        of,
        item,
        said,
        &agencies.collect(),
    ))
}

impl Samples for MinutesPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let faults = Faults::default();
        let nothing = Typed {
            sent: None,
            faults: &faults,
            fault: None,
            is_overtaken: false,
        };
        let mut packed = Packed::default();
        packed.put("said", "午後の休けいのことを話した。");
        let sent = packed.sent();
        let overtaken = Typed {
            sent: Some(&sent),
            faults: &faults,
            fault: Some("ほかの人が先に書きかえました。".to_owned()),
            is_overtaken: true,
        };
        let held_usual = held(usual(), NAME);
        let pages = [
            ("usual", page(&held_usual, known(), &nothing)),
            ("empty", page(&bare(), known(), &nothing)),
            (
                "longest",
                page(&held(longest(), LONGEST), known(), &nothing),
            ),
            ("other_taker", page(&held_usual, account(9), &nothing)),
            ("overtaken", page(&held_usual, account(9), &overtaken)),
        ];
        let pages = pages.into_iter();
        pages
            .filter_map(|(name, page)| Some((name, page?)))
            .collect()
    }
}

impl Samples for MinutesPartPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let names = ["came", "asked", "decision", "next"];
        let usual = held(usual(), NAME);
        let parts = names.into_iter().zip(MinutesPart::ALL);
        let mut all: Vec<(&'static str, Self)> = parts
            .filter_map(|(name, part)| Some((name, Self::sample(shell(), &usual, part)?)))
            .collect();
        let longest = held(longest(), LONGEST);
        let others = [
            ("usual", &usual, MinutesPart::Decision),
            ("empty", &usual, MinutesPart::Next),
            ("longest", &longest, MinutesPart::Decision),
        ];
        all.extend(
            others
                .into_iter()
                .filter_map(|(name, view, part)| Some((name, Self::sample(shell(), view, part)?))),
        );
        all
    }
}

/// The same where the first who was called was there for everything.
fn heard_whole(mut view: ConferencesView) -> ConferencesView {
    let called = view.conferences.first_mut();
    if let Some(one) = called.and_then(|conference| conference.participants.first_mut()) {
        one.window = None;
    }
    let minutes = view.minutes.first_mut();
    if let Some(line) = minutes.and_then(|minutes| minutes.attendance.first_mut()) {
        line.turnout = Some(Turnout::Present);
    }
    view
}

impl Samples for MinutesCopyPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let usual = held(usual(), NAME);
        let longest = held(longest(), LONGEST);
        let whole = [usual.clone(), longest.clone()].map(heard_whole);
        let pages = [
            ("usual", Self::sample(shell(), &usual, 0)),
            ("empty", Self::sample(shell(), &usual, 2)),
            ("longest", Self::sample(shell(), &longest, 0)),
            ("absent", Self::sample_of_absentee(shell(), &usual)),
            ("heard_whole", Self::sample(shell(), &whole[0], 0)),
            ("longest_whole", Self::sample(shell(), &whole[1], 0)),
        ];
        let pages = pages.into_iter();
        pages
            .filter_map(|(name, page)| Some((name, page?)))
            .collect()
    }
}

impl Samples for HalfPagePage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |view: &ConferencesView| {
            let conference = view.conferences.first()?;
            Some(Self::of(shell(), (view, conference)))
        };
        let pages = [
            ("usual", page(&held(usual(), NAME))),
            ("empty", page(&bare())),
            ("longest", page(&held(longest(), LONGEST))),
        ];
        let pages = pages.into_iter();
        pages
            .filter_map(|(name, page)| Some((name, page?)))
            .collect()
    }
}

impl Samples for DecisionsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |view: &ConferencesView, fault: Option<&str>| {
            let fault = fault.map(str::to_owned);
            Self::of(shell(), view, (ONCE, fault))
        };
        let late = "ほかの人が先に書きかえました。いまの内容を見てください。";
        vec![
            ("usual", page(&held(usual(), NAME), None)),
            ("empty", page(&bare(), None)),
            ("longest", page(&held(longest(), LONGEST), None)),
            ("refused", page(&held(usual(), NAME), Some(late))),
        ]
    }
}
