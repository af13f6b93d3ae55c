//! The pages of finding a date without a database.

use std::collections::HashMap;
use std::sync::Arc;

use renkei_app::conference::poll::read::{KnownTimes, PollView};
use renkei_app::conference::read::ConferencesView;
use renkei_domain::conference::invitation::{CallChannel, NoticeState, PreparedWay};
use renkei_domain::conference::poll::notice::PollMark;
use renkei_domain::conference::poll::{
    AnswerWay, Asked, Candidate, Mark, Marked, NamesShown, Need, PersonTimes, Poll, PollAnswer,
    PollNotice, PollSays, PollState, QuorumPart, QuorumWho, Respondent, Wish,
};
use renkei_domain::conference::{ConferenceState, Presence};
use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::people::StaffRole;
use renkei_domain::ids::{
    AccountId, CandidateId, PollAnswerId, PollId, PollNoticeId, RespondentId,
};
use renkei_domain::people::PaperCode;
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::{Instant, Minute, Moment};

use super::super::super::faults::Faults;
use super::super::super::samples::{LONGEST, day, id_of, line, shell};
use super::super::samples::{bare, longest, usual};
use super::heard::{self, HeardAnswerPage};
use super::{ConferencePollPage, LinkLine, Told, open};
use crate::form::{Form, Sent};
use crate::pages::Samples;
use crate::paths::{ConferencePollPath, PollAnswerPath, PollStepPath};

fn at(hour: u32) -> Instant {
    let moment = Moment {
        date: day(27),
        minute: Minute::of(hour, 0),
    };
    moment.instant()
}

fn answer(
    respondent: &Respondent,
    candidates: &[Candidate],
    (way, place): (AnswerWay, u128),
    note: &str,
) -> PollAnswer {
    let marks = candidates.iter().zip(Mark::ALL.iter().cycle());
    let marks = marks.map(|(date, mark)| {
        let note = Line::parse(note).ok();
        (date.id, Marked { mark: *mark, note })
    });
    let is_by_hand = way != AnswerWay::Link;
    PollAnswer {
        id: PollAnswerId::from_uuid(id_of(place)),
        respondent: respondent.id,
        marks: marks.collect(),
        wishes: [Wish::WithRests].into(),
        note: Prose::parse(note).ok(),
        way,
        said_at: at(9),
        kept_at: at(10),
        kept_by: is_by_hand.then(|| AccountId::from_uuid(Default::default())),
    }
}

/// A poll of the first conference, with every second answered by several ways.
pub(in crate::pages::cases::conference) fn polled(
    mut view: ConferencesView,
    dates: u32,
    note: &str,
) -> Option<PollView> {
    let conference = view.conferences.first_mut()?;
    conference.state = ConferenceState::Polling;
    conference.outline.presence = Presence::default();
    let candidates = (0..dates).map(|number| Candidate {
        id: CandidateId::from_uuid(id_of(u128::from(number) + 1)),
        begins: at(10).plus(chrono::TimeDelta::hours(i64::from(number))),
    });
    let candidates: Vec<Candidate> = candidates.collect();
    let called = conference.participants.iter();
    let called = called.map(|one| Asked::Participant(one.id));
    let asked = [Asked::Person].into_iter().chain(called).zip(1..);
    let respondents = asked.map(|(who, place)| Respondent {
        id: RespondentId::from_uuid(id_of(place)),
        who,
        shown_as: None,
        meets: Hours::default(),
    });
    let respondents: Vec<Respondent> = respondents.collect();
    let mut answers = Vec::new();
    for (place, one) in respondents.iter().enumerate().step_by(2) {
        let place = 2 * place as u128;
        let mail = (AnswerWay::Mail, place);
        let phone = (AnswerWay::Phone, place + 1);
        answers.push(answer(one, &candidates, mail, note));
        answers.push(PollAnswer {
            said_at: at(11),
            ..answer(one, &candidates, phone, note)
        });
    }
    let consultation = QuorumWho::Role(StaffRole::ConsultationSpecialist);
    let part = |who, need| QuorumPart { who, need };
    let poll = Poll {
        id: PollId::from_uuid(id_of(1)),
        conference: conference.id,
        person: conference.person,
        organization: conference.organization,
        state: PollState::Open,
        minutes: 60,
        candidates,
        hardest: respondents.get(1).map(|one| one.id),
        respondents,
        answers,
        names: NamesShown::Hidden,
        deadline: day(25),
        quorum: vec![
            part(QuorumWho::Person, Need::Always),
            part(consultation, Need::IfThere),
        ],
        person_times: PersonTimes {
            works: Hours::parse("月-金 9:00-16:00").unwrap_or_default(),
            sees_doctor: [day(27)].into(),
        },
        opened_at: at(8),
        closed_at: None,
    };
    let notices = told(&poll, note);
    view.polls = vec![poll];
    Some(seen(view)?.told(notices))
}

/// Everybody was asked, each by another way: by phone nobody did yet, the FAX left, and of the mail nobody knows.
fn told(poll: &Poll, evidence: &str) -> Vec<PollNotice> {
    let ways = [
        (CallChannel::Phone, NoticeState::Prepared),
        (CallChannel::Fax, NoticeState::Prepared),
        (CallChannel::Mail, NoticeState::Sent),
    ];
    let asked = poll.respondents.iter().zip(ways.into_iter().cycle());
    let notices = asked
        .zip(1..)
        .map(|((one, (channel, state)), place)| PollNotice {
            id: PollNoticeId::from_uuid(id_of(place)),
            poll: poll.id,
            person: poll.person,
            to: Some(one.id),
            says: PollSays::Ask,
            way: PreparedWay {
                channel,
                target: Line::parse("072-000-0001").ok(),
            },
            code: PaperCode::read("K7QM-2XHD"),
            made_at: at(8),
            mark: PollMark {
                state,
                at: at(8),
                by: None,
                evidence: Line::parse(evidence).ok(),
            },
        });
    notices.collect()
}

/// The first conference.
fn seen(view: ConferencesView) -> Option<PollView> {
    let id = view.conferences.first()?.id;
    let keeper = line("高槻 はるか").map(|name| (AccountId::from_uuid(Default::default()), name));
    let names: HashMap<AccountId, Line> = keeper.into_iter().collect();
    Some(PollView::new(view, id, KnownTimes::default(), names))
}

/// The same once the person saw who is called.
fn shown_to_them(mut view: ConferencesView) -> ConferencesView {
    for conference in &mut view.conferences {
        conference.seen_on = Some(day(20));
    }
    view
}

fn page(view: &PollView, told: Told) -> Option<ConferencePollPage> {
    let conference = view.conference()?;
    let sent = open::pack(view, conference);
    let action = ConferencePollPath::of(view.view.case().id, view.id);
    let fields = open::fields(view, &sent, &Faults::default());
    let form = Form::sample(action, super::BUTTON).with(fields);
    let told = Told {
        once: "01932f00000070028000000000000001".to_owned(),
        ..told
    };
    Some(ConferencePollPage::of(
        shell(),
        (view, conference),
        form,
        told,
    ))
}

fn link(name: &str, address: Option<&str>) -> LinkLine {
    LinkLine {
        name: name.to_owned(),
        code: "ABCD-EFGH-JKMN-PQRS".to_owned(),
        address: address.map(str::to_owned),
    }
}

impl Samples for ConferencePollPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let of = |view: Option<PollView>, told: Told| page(&view?, told);
        let address = "https://renkei.example.jp/poll/ABCD-EFGH-JKMN-PQRS";
        let handed = Told {
            links: vec![link("本人", Some(address)), link(LONGEST, None)],
            ..Told::default()
        };
        let refused = Told {
            fault: Some("候補の日時は、いまより後にしてください。".to_owned()),
            ..Told::default()
        };
        let mut closed = polled(usual(), 3, "午後なら");
        if let Some(poll) = closed
            .iter_mut()
            .flat_map(|view| &mut Arc::make_mut(&mut view.view).polls)
            .next()
        {
            poll.state = PollState::Closed;
            poll.closed_at = Some(at(12));
        }
        let mut off = closed.clone();
        if let Some(conference) = off
            .iter_mut()
            .flat_map(|view| &mut Arc::make_mut(&mut view.view).conferences)
            .next()
        {
            conference.state = ConferenceState::Cancelled;
        }
        let pages = [
            ("usual", of(polled(usual(), 3, "午後なら"), Told::default())),
            ("empty", of(seen(bare()), Told::default())),
            (
                "longest",
                of(polled(longest(), 60, LONGEST), Told::default()),
            ),
            ("handed", of(polled(usual(), 2, ""), handed)),
            ("refused", of(seen(shown_to_them(bare())), refused)),
            ("closed", of(closed, Told::default())),
            ("off", of(off, Told::default())),
        ];
        let pages = pages.into_iter();
        pages
            .filter_map(|(name, page)| Some((name, page?)))
            .collect()
    }
}

fn heard(
    view: Option<PollView>,
    sent: Option<Sent>,
    fault: Option<&str>,
) -> Option<HeardAnswerPage> {
    let view = view?;
    let poll = view.poll()?;
    let respondent = poll.respondents.first()?;
    let sent = sent.unwrap_or_else(|| heard::pack(poll, respondent, at(12)));
    let action = PollAnswerPath::of(view.view.case().id, view.id);
    let form = Form::sample(action, heard::BUTTON);
    let form = heard::filled(form, poll, (&sent, &Faults::default()));
    let step = PollStepPath::of(view.view.case().id, view.id);
    let times = heard::times(Form::sample(step, heard::TIMES), respondent);
    let fault = fault.map(str::to_owned);
    Some(HeardAnswerPage::of(
        shell(),
        &view,
        respondent,
        (form, times, fault),
    ))
}

impl Samples for HeardAnswerPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let empty = "○・△・×を、1つは選んでください。";
        let nothing = Some(Sent::read(String::new()));
        let pages = [
            ("usual", heard(polled(usual(), 3, "午後なら"), None, None)),
            ("empty", heard(polled(usual(), 1, ""), nothing, Some(empty))),
            ("longest", heard(polled(longest(), 60, LONGEST), None, None)),
        ];
        let pages = pages.into_iter();
        pages
            .filter_map(|(name, page)| Some((name, page?)))
            .collect()
    }
}
