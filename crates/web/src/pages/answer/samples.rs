//! The page on which somebody answers, without a database.

use renkei_app::conference::call::outside::{CallCard, CardStanding};
use renkei_domain::conference::TimeWindow;
use renkei_domain::conference::invitation::{
    AnswerChannel, GivenReply, Reply, ReplyStanding, Told,
};
use renkei_domain::conference::poll::Wish;
use renkei_domain::ids::ConferenceReplyId;
use renkei_domain::text::Line;
use renkei_domain::time::{Instant, Minute, Moment};

use super::{AnswerPage, Faults, button, fields};
use crate::form::{Form, Sent};
use crate::pages::{Here, Samples, Shell};
use crate::paths::{AnswerPath, Sampled as _};
use crate::words::moment::AsOf;

fn line(text: &str) -> Option<Line> {
    Line::parse(text).ok()
}

fn begins() -> Instant {
    let moment = Moment {
        date: AsOf::sample().0.date,
        minute: Minute::of(15, 0),
    };
    moment.instant()
}

fn card(name: &str, standing: CardStanding) -> Option<CallCard> {
    Some(CallCard {
        number: "№123-456".to_owned(),
        name: line(name)?,
        caller: "就業・生活支援センター つばさ橋（架空）".to_owned(),
        ways: vec![
            "電話 072-000-0167".to_owned(),
            "FAX 072-000-0167".to_owned(),
        ],
        standing,
        told: Told {
            begins: begins(),
            minutes: 60,
            of_conference: 0,
        },
        counts_from: begins(),
        place: line("高槻市桃園町2-1 高槻市役所 3階 会議室2"),
        is_moved: false,
        may_send_another: true,
        reply: None,
        is_looked_at: false,
    })
}

/// Somebody who comes for the first half.
fn for_a_part(card: CallCard) -> Option<CallCard> {
    let mut card = answered(card);
    if let Some(given) = &mut card.reply {
        given.reply = Reply::Part(TimeWindow::new(0, 30).ok()?);
    }
    Some(card)
}

fn answered(card: CallCard) -> CallCard {
    CallCard {
        reply: Some(GivenReply {
            id: ConferenceReplyId::from_uuid(Default::default()),
            reply: Reply::Coming,
            wishes: [Wish::WithRests].into(),
            note: None,
            from: None,
            channel: AnswerChannel::Page,
            sequence: 0,
            given_at: begins(),
            noted_at: begins(),
            by: None,
            standing: ReplyStanding::Counts,
            doubt: None,
            decided_by: None,
        }),
        is_looked_at: true,
        is_moved: true,
        ..card
    }
}

impl AnswerPage {
    fn sample(card: &CallCard, faults: &Faults, fault: Option<String>) -> Self {
        let sent = Sent::read(String::new());
        let form = Form::sample(AnswerPath::sample(), button(card));
        let form = form.with(fields(card, &sent, faults));
        let by = AsOf::sample().0.date;
        Self::of(Shell::sample(Here::Account), card, (form, Some(by)), fault)
    }
}

impl Samples for AnswerPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |card: Option<CallCard>, faults: &Faults, fault: Option<&str>| {
            card.map(|card| Self::sample(&card, faults, fault.map(str::to_owned)))
        };
        let (none, open) = (Faults::default(), CardStanding::Open);
        let mut wrong = Faults::default();
        wrong.say("reply", "出席・欠席のどれかを選んでください。");
        let nurse = "やまぶき訪問看護ステーション（架空） 山吹";
        let long = "とても長い名前の機関".repeat(12);
        let pages = [
            ("usual", page(card(nurse, open), &none, None)),
            (
                "empty",
                page(card(nurse, CardStanding::Cancelled), &none, None),
            ),
            (
                "answered",
                page(card(nurse, open).map(answered), &none, None),
            ),
            (
                "part",
                page(card(nurse, open).and_then(for_a_part), &none, None),
            ),
            ("wrong", page(card(nurse, open), &wrong, None)),
            ("longest", page(card(&long, open), &none, Some(&long))),
        ];
        let pages = pages.into_iter();
        pages
            .filter_map(|(name, page)| Some((name, page?)))
            .collect()
    }
}
