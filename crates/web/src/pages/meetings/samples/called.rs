//! How those who are called hear of a meeting, without a database.

use std::collections::HashMap;

use renkei_app::conference::series::board::{MeetingBoard, MeetingCallRow};
use renkei_app::conference::series::read::MeetingView;
use renkei_domain::conference::invitation::{
    CallChannel, CallWay, KeptWay, MailDoubt, MailStanding, MailVerdict, NoticeState, PreparedWay,
    Reachable, Says, WayChoice,
};
use renkei_domain::conference::series::{
    MeetingAnswer, MeetingCame, MeetingMail, MeetingNotice, NoticeMark, ToldMember,
};
use renkei_domain::ids::{AccountId, MeetingMailId, MeetingNoticeId, ParticipantId};
use renkei_domain::people::PaperCode;
use renkei_domain::text::{Line, Prose};
use uuid::Uuid;

use super::super::notices::MeetingNoticesPage;
use super::super::way::MemberWayPage;
use super::{LONG, ONCE, day, line, meeting, named, shell, view};
use crate::pages::Samples;

const CHANNELS: [(CallChannel, &str); 4] = [
    (CallChannel::Mail, "office@example.jp"),
    (CallChannel::Fax, "072-000-0003"),
    (CallChannel::Phone, "072-000-0004"),
    (CallChannel::Letter, "大阪府高槻市城北町1-1"),
];

fn account() -> AccountId {
    AccountId::from_uuid(Uuid::from_u128(9))
}

/// A way that was chosen.
fn way(place: usize) -> Option<(CallWay, KeptWay)> {
    let (channel, target) = CHANNELS[place % CHANNELS.len()];
    let kept = KeptWay {
        participant: ParticipantId::from_uuid(Uuid::from_u128(100)),
        choice: Some(WayChoice {
            channel,
            target: line(target),
            reason: Prose::parse("電話で聞いた").ok()?,
            by: account(),
            at: super::list(Vec::new(), true).now,
        }),
        check: None,
    };
    let nothing = Reachable::Written {
        fax: None,
        address: None,
    };
    Some((CallWay::to(nothing, Some(&kept)), kept))
}

/// The board of the meeting of 8 December, on which each stands otherwise.
fn board(theme: &str, members: usize, is_told: bool) -> Option<MeetingBoard> {
    let view = meeting(view(theme, members, 3, true)?, day(12, 8), None)?;
    let states = [
        NoticeState::Sent,
        NoticeState::Prepared,
        NoticeState::Prepared,
        NoticeState::Failed,
        NoticeState::MaybeTwice,
    ];
    let series = view.series.series();
    let now = view.series.all.now;
    let rows = series
        .members
        .iter()
        .enumerate()
        .filter_map(|(place, member)| {
            let (way, _) = way(place)?;
            let number = u128::try_from(place).unwrap_or(0);
            let notice = MeetingNotice {
                id: MeetingNoticeId::from_uuid(Uuid::from_u128(number)),
                network: series.network,
                series: series.id,
                original: view.meeting.original,
                member: member.id,
                says: Says::Invitation,
                told: view.meeting.told(),
                way: PreparedWay {
                    channel: way.channel,
                    target: way.target.clone(),
                },
                code: PaperCode::read("ABCD-EFGH"),
                sequence: 0,
                made_at: now,
                leaves_at: now,
                mark: NoticeMark {
                    state: states[place % states.len()],
                    at: now,
                    by: Some(account()),
                    evidence: line(theme),
                },
                answer: (place == 0).then(|| MeetingAnswer {
                    comes: MeetingCame::Came,
                    at: now,
                    by: (members < 10).then(account),
                }),
            };
            let told = ToldMember::of(&[notice], member.id);
            let told = if is_told { told } else { ToldMember::default() };
            let due = told.due((&view.meeting, true), Some(&way));
            Some(MeetingCallRow {
                member: member.clone(),
                name: view.series.name_of(member),
                next: told.next(due, &way),
                way,
                told,
                due,
            })
        });
    let rows = rows.collect();
    let name = Line::parse("高槻 はるか").ok()?;
    Some(MeetingBoard {
        rows,
        names: HashMap::from([(account(), name)]),
        mails: if is_told {
            mails(&view, theme)?
        } else {
            Vec::new()
        },
        meeting: view,
    })
}

/// Mail that waits, one of nobody, and one about which somebody decided.
fn mails(view: &MeetingView, words: &str) -> Option<Vec<MeetingMail>> {
    let series = view.series.series();
    let now = view.series.all.now;
    let first = series.members.first().map(|member| member.id);
    let mail = MeetingMail {
        id: MeetingMailId::from_uuid(Uuid::from_u128(1)),
        network: series.network,
        series: series.id,
        original: view.meeting.original,
        member: first,
        arrived_at: now,
        from: line("受付 <office@example.jp>"),
        subject: line(words),
        text: Prose::parse("出席します。\n少し遅れます。").ok(),
        doubt: Some(MailDoubt::PlainText),
        standing: MailStanding::Waits,
        settled: None,
        version: 1,
    };
    let stranger = MeetingMail {
        id: MeetingMailId::from_uuid(Uuid::from_u128(2)),
        member: None,
        from: None,
        subject: None,
        text: None,
        doubt: Some(MailDoubt::NoToken),
        ..mail.clone()
    };
    let decided = mail
        .clone()
        .settled(MailVerdict::Coming, first, (account(), now));
    Some(vec![mail, stranger, decided.ok()?])
}

impl Samples for MeetingNoticesPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let of = |board: MeetingBoard, fault: Option<&str>| {
            let said = (ONCE.to_owned(), fault.map(str::to_owned));
            Self::of(shell(), &board, said)
        };
        named([
            (
                "usual",
                board("高槻の定例会", 5, true).map(|board| of(board, None)),
            ),
            (
                "empty",
                board("会議", 0, false).map(|board| of(board, None)),
            ),
            (
                "untold",
                board("高槻の定例会", 5, false).map(|board| of(board, None)),
            ),
            (
                "longest",
                board(LONG, 60, true).map(|board| of(board, Some(LONG))),
            ),
        ])
    }
}

impl Samples for MemberWayPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let of = |theme: &str, place: Option<usize>, fault: Option<&str>| {
            let mut view = view(theme, 1, 0, true)?;
            let nothing = Reachable::Written {
                fax: None,
                address: None,
            };
            let mut known = CallWay::to(nothing, None);
            if let Some(place) = place {
                let (chosen, kept) = way(place)?;
                known = chosen;
                view.file.series.members[0].way = Some(kept);
            }
            Self::sample(shell(), &view, &known, fault.map(str::to_owned))
        };
        named([
            ("usual", of("高槻の定例会", Some(1), None)),
            ("empty", of("会議", None, None)),
            ("longest", of(LONG, Some(3), Some(LONG))),
        ])
    }
}
