//! The pages of お確かめ without a database.

use chrono::NaiveDate;
use renkei_app::directory::inquiry::InquiryRefusal;
use renkei_app::directory::inquiry::view::{InquiryPage, InquiryRow, InquiryView};
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::inquiry::{
    AnsweredGroup, AskedGroup, Contact, ContactOutcome, GroupState, Inquiry, InquiryAnswer,
    InquiryState, NextStep, ProposedField, ProposedValue, Reopened, Reply, Round, RoundKind, Said,
    StaleBecause,
};
use renkei_domain::ids::{
    AccountId, InquiryAnswerId, InquiryContactId, InquiryId, NetworkId, ResourceId,
};
use renkei_domain::people::PaperCode;
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::{Instant, Minute, Moment};

use super::find::FindInquiryPage;
use super::reply::{InquiryReplyPage, fresh};
use super::view::InquiryViewPage;
use super::{Asked, UpkeepPage};
use crate::form::{Form, Sent};
use crate::pages::cases::faults::Faults;
use crate::pages::inquiry::fields::read;
use crate::pages::inquiry::samples::{LONG, day, due, entry};
use crate::pages::{Here, Samples, Shell, duplicates, samples_of};
use crate::paths::{InquiryReplyPath, Sampled as _, UpkeepPath};

const ONCE: &str = "01932f00000070028000000000000001";
const NURSE: &str = "やまぶき訪問看護ステーション（架空）";
const NETWORK: &str = "たかつき・しまもと障がい者就労支援ネットワーク";

/// Every sample of these pages, rendered.
pub(super) fn every(all: &mut Vec<(String, String)>) -> Result<(), askama::Error> {
    samples_of::<UpkeepPage>("upkeep", all)?;
    samples_of::<FindInquiryPage>("upkeep_find", all)?;
    samples_of::<InquiryViewPage>("upkeep_inquiry", all)?;
    samples_of::<InquiryReplyPage>("upkeep_reply", all)
}

/// The frame of these pages for whoever coordinates one network.
pub(super) fn shell() -> Shell {
    let mut shell = Shell::sample_of("高槻 はるか").at(Here::Upkeep);
    shell.upkeep = vec![(UpkeepPath::sample(), "名簿の手入れ".to_owned())];
    shell
}

fn line(text: &str) -> Option<Line> {
    Line::parse(text).ok()
}

fn at(date: NaiveDate) -> Instant {
    let moment = Moment {
        date,
        minute: Minute::of(10, 5),
    };
    moment.instant()
}

fn row(name: &str, step: NextStep, is_open: bool) -> Option<InquiryRow> {
    Some(InquiryRow {
        resource: ResourceId::from_uuid(Default::default()),
        name: line(name)?,
        kind: "訪問看護".to_owned(),
        round: RoundKind::Autumn,
        groups: due(),
        reopened: vec![Reopened {
            group: FieldGroup::Contact,
            because: StaleBecause::WrongNumber,
            since: day(2026, 11, 2),
        }],
        due: Some(day(2026, 6, 1)),
        used: 7,
        inquiry: is_open.then(|| InquiryId::from_uuid(Default::default())),
        step,
    })
}

/// A mail that should have left.
fn late() -> NextStep {
    NextStep::NotLeaving {
        channels: vec![CallChannel::Fax, CallChannel::Phone],
    }
}

fn list(rows: Vec<InquiryRow>, next: Option<&str>) -> InquiryPage {
    InquiryPage {
        network: NetworkId::from_uuid(Default::default()),
        network_name: NETWORK.to_owned(),
        today: day(2026, 11, 20),
        total: rows.len(),
        to_begin: rows.iter().filter(|row| row.inquiry.is_none()).count(),
        rows,
        next: next.map(str::to_owned),
    }
}

impl Samples for UpkeepPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |found: &InquiryPage, asked: Asked, fault: Option<String>| Self {
            duplicates: Some(duplicates::way(2)),
            ..Self::of(shell(), found, &asked, (ONCE.to_owned(), fault))
        };
        let contact = |channel| NextStep::Contact {
            channels: vec![channel],
        };
        let rows = [
            row(NURSE, contact(CallChannel::Mail), false),
            row("みほん病院 精神科（架空）", contact(CallChannel::Fax), true),
            row("みほん作業所（架空）", NextStep::AnswerCame, true),
            row("みほん相談室（架空）", NextStep::CallAgain, true),
            row("みほん支援室（架空）", NextStep::NoWay, true),
            row("みほん診療所（架空）", late(), true),
        ];
        let rows: Vec<InquiryRow> = rows.into_iter().flatten().collect();
        let waiting = [
            row(NURSE, NextStep::WaitUntil(day(2026, 12, 4)), true),
            row(NURSE, NextStep::Leaving, true),
            row(NURSE, NextStep::GiveUp, true),
        ];
        let waiting: Vec<InquiryRow> = waiting.into_iter().flatten().collect();
        let long = row(&LONG.repeat(4), contact(CallChannel::Letter), false);
        let long: Vec<InquiryRow> = long.into_iter().cycle().take(50).collect();
        let all = || Asked {
            show: super::ALL.to_owned(),
            after: "x".to_owned(),
            ..Asked::default()
        };
        let begun = Asked {
            begun: Some(200),
            mails: Some(120),
            left: Some(31),
            ..Asked::default()
        };
        let fault = InquiryRefusal::NothingDue.to_string();
        vec![
            ("usual", page(&list(rows, None), Asked::default(), None)),
            (
                "empty",
                page(&list(Vec::new(), None), Asked::default(), None),
            ),
            ("waiting", page(&list(waiting, None), all(), None)),
            ("begun", page(&list(Vec::new(), None), begun, None)),
            (
                "longest",
                page(&list(long, Some("2026&x")), Asked::default(), Some(fault)),
            ),
        ]
    }
}

fn inquiry(state: InquiryState, group: GroupState) -> Option<Inquiry> {
    let groups = FieldGroup::ALL.iter().map(|one| AskedGroup {
        group: *one,
        state: group,
    });
    Some(Inquiry {
        id: InquiryId::from_uuid(Default::default()),
        resource: ResourceId::from_uuid(Default::default()),
        network: NetworkId::from_uuid(Default::default()),
        round: Round {
            kind: RoundKind::Autumn,
            begins: day(2026, 10, 1),
        },
        groups: groups.collect(),
        opened_at: at(day(2026, 10, 2)),
        state,
        ended_at: None,
        code: PaperCode::read("K7QM-2XHD")?,
        version: 4,
    })
}

fn contact(channel: CallChannel, outcome: ContactOutcome, note: &str) -> Contact {
    Contact {
        id: InquiryContactId::from_uuid(Default::default()),
        inquiry: InquiryId::from_uuid(Default::default()),
        channel,
        outcome,
        at: at(day(2026, 10, 5)),
        by: Some(AccountId::from_uuid(Default::default())),
        groups: FieldGroup::ALL.to_vec(),
        note: Prose::parse(note).ok(),
    }
}

/// An answer that says something else of every part.
fn answer(new: &str) -> Option<InquiryAnswer> {
    let groups = FieldGroup::ALL.iter().map(|group| {
        let fields = ProposedField::ALL.iter().copied();
        let fields = fields.filter(|field| field.group() == *group);
        let values = fields.filter_map(|field| {
            Some(ProposedValue {
                field,
                // One is gone.
                value: if field == ProposedField::Website {
                    None
                } else {
                    Some(line(new)?)
                },
            })
        });
        AnsweredGroup {
            group: *group,
            said: Said::Changed {
                values: values.collect(),
                words: Prose::parse(new).ok(),
            },
        }
    });
    Some(InquiryAnswer {
        id: InquiryAnswerId::from_uuid(Default::default()),
        inquiry: InquiryId::from_uuid(Default::default()),
        at: at(day(2026, 10, 9)),
        channel: CallChannel::Fax,
        taken_by: Some(AccountId::from_uuid(Default::default())),
        reply: Reply {
            groups: groups.collect(),
            without_names: true,
            fax_only: true,
            name: line("佐藤"),
            role: line("管理者"),
        },
        taken: None,
    })
}

fn view(name: &str, inquiry: Option<Inquiry>, step: NextStep) -> Option<InquiryView> {
    let inquiry = inquiry?;
    Some(InquiryView {
        network: inquiry.network,
        inquiry,
        entry: entry(name, 1)?,
        network_name: NETWORK.to_owned(),
        contacts: Vec::new(),
        answers: Vec::new(),
        groups: due(),
        step,
        astray: Vec::new(),
        names: vec![(
            AccountId::from_uuid(Default::default()),
            "高槻 はるか".to_owned(),
        )],
        link_until: None,
        now: at(day(2026, 11, 20)),
    })
}

impl Samples for InquiryViewPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |view: Option<InquiryView>, fault: Option<String>| {
            Some(Self::of(shell(), &view?, (ONCE.to_owned(), fault)))
        };
        let open = || inquiry(InquiryState::Open, GroupState::Asked);
        let replied = || inquiry(InquiryState::Replied, GroupState::Proposed);
        let channels = vec![
            CallChannel::Mail,
            CallChannel::Fax,
            CallChannel::Phone,
            CallChannel::Letter,
        ];
        let asking = view(NURSE, open(), NextStep::Contact { channels });
        let asking = asking.map(|view| InquiryView {
            contacts: vec![
                contact(CallChannel::Mail, ContactOutcome::Bounced, ""),
                contact(CallChannel::Fax, ContactOutcome::Sent, "11枚めに送った"),
            ],
            link_until: Some(day(2026, 12, 20)),
            astray: vec![CallChannel::Letter],
            ..view
        });
        let answered = |name: &str, new: &str| {
            let seen = view(name, replied(), NextStep::AnswerCame);
            seen.map(|seen| InquiryView {
                answers: answer(new).into_iter().collect(),
                contacts: vec![contact(CallChannel::Phone, ContactOutcome::CallBack, new); 3],
                ..seen
            })
        };
        let over = inquiry(InquiryState::Answered, GroupState::Confirmed);
        let over = view(NURSE, over, NextStep::Over).map(|seen| InquiryView {
            answers: answer("072-000-9999").into_iter().collect(),
            ..seen
        });
        let typed = |sent: &str| {
            let mut page = page(asking.clone(), Some(InquiryRefusal::Changed.to_string()))?;
            page.typed(&Sent::read(sent.to_owned()));
            Some(page)
        };
        let pages = [
            ("usual", page(asking.clone(), None)),
            ("typed", typed("step=sent&channel=fax&note=ABC")),
            ("off", typed("step=call_off&note=ABC")),
            (
                "left",
                typed("step=reached_nobody&channel=in_person&note=ABC"),
            ),
            ("empty", page(view(NURSE, open(), NextStep::NoWay), None)),
            ("answered", page(answered(NURSE, "072-000-9999"), None)),
            ("late", page(view(NURSE, open(), late()), None)),
            ("over", page(over, None)),
            (
                "longest",
                page(
                    answered(&LONG.repeat(4), &LONG.repeat(6)),
                    Some(InquiryRefusal::Changed.to_string()),
                ),
            ),
        ];
        let pages = pages.into_iter();
        pages
            .filter_map(|(name, page)| Some((name, page?)))
            .collect()
    }
}

impl Samples for InquiryReplyPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |view: Option<InquiryView>, sent: Option<Sent>, fault: Option<String>| {
            let view = view?;
            let mut faults = Faults::default();
            let sent = sent.unwrap_or_else(|| fresh(&view));
            let _ = read(&view.inquiry.asked(), &sent, &mut faults);
            let form = Form::sample(InquiryReplyPath::sample(), super::reply::BUTTON);
            Some(Self::of((shell(), form), &view, (&sent, &faults), fault))
        };
        let open = || inquiry(InquiryState::Open, GroupState::Asked);
        let over = inquiry(InquiryState::Answered, GroupState::Confirmed);
        let waiting = NextStep::WaitUntil(day(2026, 12, 4));
        let wrong = Sent::read("hours=changed&available=many".to_owned());
        let usual = view(NURSE, open(), waiting.clone());
        let long = view(&LONG.repeat(4), open(), waiting.clone());
        let pages = [
            ("usual", page(usual.clone(), None, None)),
            ("empty", page(view(NURSE, over, waiting), None, None)),
            ("wrong", page(usual, Some(wrong), None)),
            ("longest", page(long, None, Some(LONG.repeat(4)))),
        ];
        let pages = pages.into_iter();
        pages
            .filter_map(|(name, page)| Some((name, page?)))
            .collect()
    }
}
