//! The page of a link without a database.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use renkei_app::conference::poll::answer::{OtherAnswer, PollByLink};
use renkei_domain::conference::poll::{
    AnswerWay, Asked, Candidate, Mark, Marked, PollAnswer, Tally, Wish,
};
use renkei_domain::ids::{CandidateId, ParticipantId, PollAnswerId, RespondentId};
use renkei_domain::text::Line;
use renkei_domain::time::{Instant, Minute, Moment};
use uuid::Uuid;

use super::{BUTTON, PollLinkPage, filled, packed};
use crate::form::{Form, Sent};
use crate::pages::{Here, Samples, Shell};
use crate::paths::PollLinkPath;

const LONG: &str = "とても長い名前の障がい者就業・生活支援センター";

fn day(ahead: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, 1).unwrap_or_default() + Days::new(ahead)
}

fn at(ahead: u64) -> Instant {
    let moment = Moment {
        date: day(ahead),
        minute: Minute::of(15, 0),
    };
    moment.instant()
}

fn candidates(how_many: u64) -> Vec<Candidate> {
    let dates = (0..how_many).map(|number| Candidate {
        id: CandidateId::from_uuid(Uuid::from_u128(u128::from(number) + 1)),
        begins: at(number + 2),
    });
    dates.collect()
}

fn answer(candidates: &[Candidate], way: AnswerWay, note: &str) -> PollAnswer {
    let marks = candidates.iter().zip(Mark::ALL.iter().cycle());
    let marks = marks.map(|(date, mark)| {
        let note = Line::parse(note).ok();
        (date.id, Marked { mark: *mark, note })
    });
    PollAnswer {
        id: PollAnswerId::from_uuid(Uuid::from_u128(1)),
        respondent: RespondentId::from_uuid(Uuid::from_u128(1)),
        marks: marks.collect(),
        wishes: [Wish::Online].into(),
        note: None,
        way,
        said_at: at(0),
        kept_at: at(0),
        kept_by: None,
    }
}

fn seen(how_many: u64) -> PollByLink {
    let candidates = candidates(how_many);
    let tally = Tally {
        yes: 2,
        perhaps: 1,
        no: 0,
        waiting: 1,
    };
    PollByLink {
        who: Asked::Participant(ParticipantId::from_uuid(Uuid::from_u128(1))),
        asks: "ひなた就労支援室（架空）".to_owned(),
        keeper: Line::parse("高槻 はるか").ok(),
        minutes: 60,
        tallies: candidates.iter().map(|date| (date.id, tally)).collect(),
        candidates,
        deadline: day(1),
        is_open: true,
        is_off: false,
        own: None,
        others: Vec::new(),
        now: at(0),
    }
}

fn others(candidates: &[Candidate], how_many: usize) -> Vec<OtherAnswer> {
    let marks: BTreeMap<CandidateId, Marked> =
        answer(candidates, AnswerWay::Link, "").marks.clone();
    let other = OtherAnswer {
        name: Line::parse("島本 あおい").ok(),
        marks: Some(marks),
    };
    let silent = OtherAnswer {
        name: None,
        marks: None,
    };
    let all = [other, silent].into_iter().cycle();
    all.take(how_many).collect()
}

impl Samples for PollLinkPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |seen: PollByLink, sent: Option<Sent>, said: (bool, Option<String>)| {
            let form = Form::sample(PollLinkPath::of("ABCD-EFGH-JKMN-PQRS"), BUTTON);
            let sent = sent.unwrap_or_else(|| packed(&seen));
            let form = filled(form, &seen, &sent);
            Self::of(Shell::sample(Here::Conferences), &seen, form, said)
        };
        let answered = |mut seen: PollByLink, way: AnswerWay, note: &str| {
            seen.own = Some(answer(&seen.candidates, way, note));
            seen
        };
        let kept = answered(seen(3), AnswerWay::Link, "");
        let by_phone = PollByLink {
            others: others(&candidates(3), 3),
            ..answered(seen(3), AnswerWay::Phone, "午後なら")
        };
        let closed = PollByLink {
            is_open: false,
            ..answered(seen(3), AnswerWay::Link, "")
        };
        let off = PollByLink {
            is_open: false,
            is_off: true,
            ..answered(seen(3), AnswerWay::Link, "")
        };
        let person = PollByLink {
            who: Asked::Person,
            ..seen(2)
        };
        let longest = PollByLink {
            asks: LONG.repeat(4),
            others: others(&candidates(60), 29),
            now: at(9),
            ..answered(seen(60), AnswerWay::Letter, &LONG.repeat(3))
        };
        let empty = "○・△・×を、1つは選んでください。".to_owned();
        vec![
            ("usual", page(seen(3), None, (false, None))),
            (
                "empty",
                page(
                    seen(1),
                    Some(Sent::read(String::new())),
                    (false, Some(empty)),
                ),
            ),
            ("longest", page(longest, None, (false, None))),
            ("kept", page(kept, None, (true, None))),
            ("heard", page(by_phone, None, (false, None))),
            ("closed", page(closed, None, (false, None))),
            ("off", page(off, None, (false, None))),
            ("person", page(person, None, (false, None))),
        ]
    }
}
