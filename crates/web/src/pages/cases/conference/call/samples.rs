//! The pages of calling people without a database.

use renkei_app::conference::call::draft::CallDraft;
use renkei_app::conference::call::view::{CallRow, CallsView};
use renkei_app::conference::read::{Called, ConferencesView};
use renkei_domain::conference::Conference;
use renkei_domain::conference::invitation::{
    AboutHow, AnswerChannel, CallChannel, CallVersion, CallWay, Doubt, GivenReply, Invitation,
    MailDoubt, MailStanding, Mark, NextStep, Notice, NoticeState, PhoneOutcome, PreparedWay,
    ReceivedMail, Reply, ReplyStanding, Says, Told, ToldAbout, WayBasis,
};
use renkei_domain::conference::poll::Wish;
use renkei_domain::directory::hours::Hours;
use renkei_domain::ids::{
    AccountId, ConferenceId, ConferenceInvitationId, ConferenceMarkId, ConferenceNoticeId,
    ConferenceReplyId, ProvisionId, ReceivedMailId,
};
use renkei_domain::people::PaperCode;
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::{Instant, Minute, Moment};

use super::super::super::samples::{LONGEST, day, id_of, line, shell};
use super::super::samples::{bare, longest, usual};
use super::CallsPage;
use super::draft::CallDraftPage;
use super::parts::StepKind;
use super::received::ConferenceMailPage;
use super::step::CallStepPage;
use super::way::CallWayPage;
use crate::pages::Samples;

mod invited;
mod own_side;

const ONCE: &str = "01932f00000070028000000000000001";

fn said() -> (String, Option<String>) {
    (ONCE.to_owned(), None)
}

fn at(hour: u32) -> Instant {
    let moment = Moment {
        date: day(20),
        minute: Minute::of(hour, 5),
    };
    moment.instant()
}

fn account() -> AccountId {
    AccountId::from_uuid(Default::default())
}

fn mark(place: u128, state: NoticeState, hour: u32) -> Mark {
    Mark {
        id: ConferenceMarkId::from_uuid(id_of(place)),
        state,
        phone: None,
        at: at(hour),
        by: Some(account()),
        evidence: line("送信レポート 11/20 10:05"),
    }
}

/// What became of a message that went by a channel.
fn marks(channel: CallChannel) -> Vec<Mark> {
    let prepared = mark(1, NoticeState::Prepared, 9);
    match channel {
        CallChannel::Mail => vec![prepared, mark(2, NoticeState::MaybeTwice, 10)],
        CallChannel::Fax => vec![prepared, mark(2, NoticeState::Sent, 10)],
        CallChannel::Phone => vec![
            prepared,
            Mark {
                phone: Some(PhoneOutcome::CallBack),
                ..mark(2, NoticeState::Prepared, 16)
            },
        ],
        CallChannel::Letter | CallChannel::InPerson => vec![prepared],
    }
}

fn reply(place: u128, reply: Reply, standing: ReplyStanding) -> GivenReply {
    GivenReply {
        id: ConferenceReplyId::from_uuid(id_of(place)),
        reply,
        wishes: [Wish::Online].into(),
        note: Prose::parse("10分ほど おくれます。").ok(),
        from: line("受付"),
        channel: AnswerChannel::Fax,
        sequence: 0,
        given_at: at(11),
        noted_at: at(12),
        by: Some(account()),
        standing,
        doubt: (standing == ReplyStanding::Waits).then_some(Doubt::OtherChannel),
        decided_by: None,
    }
}

/// The answers to a message that went by a channel.
fn replies(channel: CallChannel) -> Vec<GivenReply> {
    match channel {
        CallChannel::Mail => vec![reply(1, Reply::Coming, ReplyStanding::Counts)],
        CallChannel::Fax => vec![
            reply(1, Reply::Coming, ReplyStanding::Counts),
            reply(2, Reply::NotComing, ReplyStanding::Waits),
        ],
        CallChannel::Phone | CallChannel::Letter | CallChannel::InPerson => Vec::new(),
    }
}

fn invitation(
    conference: &Conference,
    called: &Called,
    (place, channel): (u128, CallChannel),
) -> Option<Invitation> {
    let begins = conference.slot.as_ref()?.begins;
    let name: String = called.name.chars().take(Line::LIMIT).collect();
    Some(Invitation {
        id: ConferenceInvitationId::from_uuid(id_of(place)),
        conference: conference.id,
        case: conference.case,
        person: conference.person,
        organization: conference.organization,
        participant: called.participant.id,
        name: line(&name)?,
        code: PaperCode::read("ABCD-EFGH")?,
        notices: vec![Notice {
            id: ConferenceNoticeId::from_uuid(id_of(place)),
            says: Says::Invitation,
            version: CallVersion {
                sequence: 0,
                stamped_at: at(9),
            },
            told: Told {
                begins,
                minutes: 60,
                of_conference: 0,
            },
            way: PreparedWay {
                channel,
                target: target(channel),
            },
            leaves_at: at(9),
            marks: marks(channel),
        }],
        replies: replies(channel),
        told: (channel == CallChannel::Fax).then(|| ToldAbout {
            how: AboutHow::Phone,
            at: at(13),
            by: account(),
            heard_by: line("担当の人"),
            record: ProvisionId::from_uuid(id_of(1)),
        }),
        made_by: account(),
        made_at: at(9),
        version: 1,
    })
}

fn target(channel: CallChannel) -> Option<Line> {
    let target = match channel {
        CallChannel::InPerson => return None,
        CallChannel::Mail => "renkei@example.jp",
        CallChannel::Fax => "072-000-0002",
        CallChannel::Phone => "072-000-0001",
        CallChannel::Letter => "大阪府高槻市桃園町2-1",
    };
    line(target)
}

fn way(channel: CallChannel) -> CallWay {
    CallWay {
        channel,
        target: target(channel),
        after_dialling: vec!["内線 21".to_owned()],
        ask_for: Some("地域連携室".to_owned()),
        hours: Hours::parse("月-金 16:00-17:00; 土日 休み; 祝 休み; 年末年始 休み").ok(),
        etiquette: line("はじめに「ご相談です」と言うと、取り次ぎが早いです"),
        never: line("職場には かけない").into_iter().collect(),
        basis: WayBasis::Policy,
        reason: None,
        is_unconfirmed: channel == CallChannel::Fax,
    }
}

fn row(conference: &Conference, called: Called, place: u128) -> CallRow {
    let all = CallChannel::ALL.iter().copied();
    let all: Vec<CallChannel> = all.filter(|channel| channel.has_target()).collect();
    let channel = usize::try_from(place).map_or(CallChannel::Mail, |place| all[place % all.len()]);
    row_by(conference, called, (place, channel))
}

fn row_by(
    conference: &Conference,
    called: Called,
    (place, channel): (u128, CallChannel),
) -> CallRow {
    let invitation = invitation(conference, &called, (place, channel));
    let way = way(channel);
    let due = (channel == CallChannel::Letter).then_some(Says::Change);
    CallRow {
        next: NextStep::of(&way, due, invitation.as_ref()),
        way,
        kept: None,
        instead: None,
        invitation,
        due,
        called,
    }
}

/// How everybody is called to the first of some conferences.
fn view(conferences: ConferencesView) -> CallsView {
    let first = conferences.conferences.first();
    let rows = first.map(|conference| {
        let called = conferences.called(conference).into_iter();
        let rows = called.zip(0..);
        rows.map(|(called, place)| row(conference, called, place))
            .collect()
    });
    let id = first.map_or_else(
        || ConferenceId::from_uuid(Default::default()),
        |conference| conference.id,
    );
    let own = first.map(own_side::rows).unwrap_or_default();
    let mut rows: Vec<CallRow> = rows.unwrap_or_default();
    let gone = rows.last_mut().and_then(|row| row.invitation.take());
    CallsView {
        names: line("高槻 はるか")
            .map(|name| (account(), name))
            .into_iter()
            .collect(),
        conferences,
        id,
        own,
        rows,
        gone: gone.into_iter().collect(),
        mails: Vec::new(),
        links: Vec::new(),
    }
}

/// The same with mail that came back.
fn with_mail(view: CallsView, text: &str) -> CallsView {
    let invited = view.invitations().next().map(|one| one.id);
    let mail = |place: u128, standing: MailStanding, doubt: MailDoubt| {
        let conference = view.conference()?;
        let is_waiting = standing == MailStanding::Waits;
        Some(ReceivedMail {
            id: ReceivedMailId::from_uuid(id_of(place)),
            conference: conference.id,
            case: conference.case,
            person: conference.person,
            organization: conference.organization,
            invitation: invited.filter(|_| place > 1),
            arrived_at: at(13),
            from: line("山田 <yamada@example.jp>"),
            subject: line("Re: 打ち合わせのご案内 №123-456"),
            text: Prose::parse(text).ok(),
            doubt: Some(doubt),
            standing,
            reply: None,
            settled: (!is_waiting).then(|| (account(), at(14))),
            version: 1,
        })
    };
    let mails = [
        mail(1, MailStanding::Waits, MailDoubt::PlainText),
        mail(2, MailStanding::Waits, MailDoubt::Alias),
        mail(3, MailStanding::Undecided, MailDoubt::Tentative),
    ];
    let mails = mails.into_iter().flatten().collect();
    CallsView { mails, ..view }
}

/// Samples that are there.
fn some<P>(pages: impl IntoIterator<Item = (&'static str, Option<P>)>) -> Vec<(&'static str, P)> {
    let pages = pages.into_iter();
    pages
        .filter_map(|(name, page)| Some((name, page?)))
        .collect()
}

impl Samples for CallsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |conferences: ConferencesView, said: (String, Option<String>)| {
            let view = view(conferences);
            Some(Self::of(
                shell(),
                &view,
                view.conference()?,
                (Some(day(20)), Some(day(24))),
                said,
            ))
        };
        let late = "ほかの人が先に書きかえました。いまの内容を見て、もう一度してください。";
        let refused = (ONCE.to_owned(), Some(late.to_owned()));
        let answered = with_mail(view(usual()), "出席します。");
        let days = (Some(day(20)), Some(day(24)));
        let mailed = answered
            .conference()
            .map(|conference| Self::of(shell(), &answered, conference, days, said()));
        some([
            ("usual", page(usual(), said())),
            ("empty", page(bare(), said())),
            ("longest", page(longest(), said())),
            ("refused", page(usual(), refused)),
            ("mail", mailed),
        ])
    }
}

impl Samples for CallWayPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |conferences: ConferencesView, place: usize| {
            let view = view(conferences);
            Self::sample(shell(), &view, view.rows.get(place)?)
        };
        some([
            ("usual", page(usual(), 0)),
            ("unconfirmed", page(usual(), 1)),
            ("longest", page(longest(), 2)),
        ])
    }
}

impl Samples for CallDraftPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page =
            |conferences: ConferencesView, place: usize, draft: Result<CallDraft, String>| {
                let view = view(conferences);
                let row = view.rows.get(place)?;
                let of = (&view, view.conference()?);
                Some(Self::of(shell(), of, row, draft))
            };
        let draft = |text: &str| {
            Ok(CallDraft {
                subject: "打ち合わせのご案内 №123-456".to_owned(),
                text: text.to_owned(),
            })
        };
        let text = "■ 打ち合わせ\n番号: №123-456\n日時: 2026年11月27日(金) 15:00〜16:00";
        let none = "日時と場所が決まっていません。さきに決めてから、案内を送ってください。";
        some([
            ("usual", page(usual(), 0, draft(text))),
            ("fax", page(usual(), 1, Err(none.to_owned()))),
            ("longest", page(longest(), 2, draft(LONGEST))),
        ])
    }
}

impl Samples for ConferenceMailPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |view: CallsView, fault: Option<&str>| {
            let said = (ONCE.to_owned(), fault.map(str::to_owned));
            Some(Self::of(shell(), (&view, view.conference()?), said))
        };
        let words = "出席します。\n少し遅れます。";
        some([
            ("usual", page(with_mail(view(usual()), words), None)),
            ("empty", page(view(usual()), None)),
            (
                "longest",
                page(with_mail(view(longest()), LONGEST), Some(LONGEST)),
            ),
        ])
    }
}

impl Samples for CallStepPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |conferences: ConferencesView, place: usize, kind: StepKind| {
            let view = view(conferences);
            let row = view.rows.get(place)?;
            Self::sample(shell(), &view, (row.invitation.as_ref()?, kind))
        };
        some([
            ("usual", page(usual(), 1, StepKind::Mark)),
            ("phone", page(usual(), 2, StepKind::Phone)),
            ("reply", page(usual(), 1, StepKind::Reply)),
            ("about", page(usual(), 2, StepKind::About)),
            ("longest", page(longest(), 2, StepKind::Phone)),
        ])
    }
}
