//! Samples of the page of members.

use renkei_app::letters::board::StoredLetter;
use renkei_domain::ids::{InvitationId, LetterId, MembershipId, NetworkId, OrganizationId};
use renkei_domain::letters::delivery::{Delivery, DeliveryOutcome};
use renkei_domain::letters::kind::LetterSubject;
use renkei_domain::letters::state::LetterState;
use renkei_domain::people::Circle;

use super::letter::LetterLine;
use super::{InvitationLine, MemberLine, MembersPage, Ways, ending_way, files};
use crate::pages::{Samples, Shell};
use crate::paths::{AccountPath, PostsPath, Sampled as _};
use crate::words::moment::AsOf;

/// A letter whose last try has ended.
fn sent(state: LetterState, outcome: DeliveryOutcome) -> StoredLetter {
    let at = AsOf::sample().0.instant();
    StoredLetter {
        id: LetterId::from_uuid(Default::default()),
        subject: LetterSubject::Invitation(InvitationId::from_uuid(Default::default())),
        state,
        tries: 1,
        next_try: None,
        is_second_copy_possible: outcome == DeliveryOutcome::AnswerMissing,
        last: Some(Delivery::without_reply(outcome)),
        created_at: at,
        sent_at: (state == LetterState::Sent).then_some(at),
    }
}

impl Samples for MembersPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let circle = Circle::Network(NetworkId::from_uuid(Default::default()));
        let member = |name: &str, standing: &str, is_disabled| MemberLine {
            name: name.to_owned(),
            standing: standing.to_owned(),
            mail: "haruka@example.jp".to_owned(),
            days: if is_disabled {
                "2026年4月1日(水) から 2027年3月31日(水) まで".to_owned()
            } else {
                "2026年4月1日(水) から".to_owned()
            },
            is_disabled,
            successor: is_disabled.then(|| "高槻 はるか".to_owned()),
            end: ending_way(circle, MembershipId::from_uuid(Default::default())),
        };
        let invitation = |name: &str, standing: &str| InvitationLine {
            id: InvitationId::from_uuid(Default::default()),
            name: name.to_owned(),
            standing: standing.to_owned(),
            invited_by: "高槻 はるか".to_owned(),
            is_stopped: false,
            until: "2026年12月5日(土)".to_owned(),
            letter: None,
            once: "01932f00000070028000000000000001".to_owned(),
        };
        let with_letter = |invitation: InvitationLine, letter: LetterLine| InvitationLine {
            letter: Some(letter),
            ..invitation
        };
        let stopped = |invitation: InvitationLine| InvitationLine {
            is_stopped: true,
            ..invitation
        };
        let now = AsOf::sample().0;
        let letter = |state, outcome| LetterLine::of(&sent(state, outcome), now);
        let arrived = letter(LetterState::Sent, DeliveryOutcome::Accepted);
        let lost = letter(LetterState::Undeliverable, DeliveryOutcome::Refused);
        let doubtful = letter(LetterState::Waiting, DeliveryOutcome::AnswerMissing);
        let page = |name: &str, members: Vec<MemberLine>, invitations: Vec<InvitationLine>| Self {
            shell: Shell::sample_of("高槻 はるか"),
            account: AccountPath,
            fault: None,
            name: name.to_owned(),
            ways: Ways::of(circle),
            posts: vec![(name.to_owned(), PostsPath::sample())],
            members,
            files: files::of_circle(circle),
            invitations,
        };
        let name = "たかつき・しまもと障がい者就労支援ネットワーク";
        let coordinator = member("高槻 はるか", &format!("{name} の 事務局"), false);
        let staff = member("島本 そら", "ひなた就労支援室 の 職員", true);
        let long = name.repeat(6);
        let many = vec![member(&long, &long, false); 20];
        vec![
            (
                "usual",
                page(
                    name,
                    vec![coordinator, staff],
                    vec![
                        invitation("摂津 みのり", "ひなた就労支援室 の 職員"),
                        with_letter(invitation("茨木 あお", "ひなた就労支援室 の 職員"), arrived),
                        with_letter(invitation("吹田 みなと", "ひなた就労支援室 の 職員"), lost),
                        stopped(invitation("豊中 ゆう", "ひなた就労支援室 の 職員")),
                    ],
                ),
            ),
            ("empty", page(name, Vec::new(), Vec::new())),
            (
                "organization",
                Self {
                    ways: Ways::of(Circle::Organization(OrganizationId::from_uuid(
                        Default::default(),
                    ))),
                    ..page(
                        "社会福祉法人ひなた会（架空）",
                        vec![member(
                            "島本 そら",
                            "社会福祉法人ひなた会（架空） の 職員",
                            false,
                        )],
                        Vec::new(),
                    )
                },
            ),
            (
                "longest",
                Self {
                    fault: Some(long.clone()),
                    ..page(
                        &long,
                        many,
                        vec![with_letter(invitation(&long, &long), doubtful); 20],
                    )
                },
            ),
        ]
    }
}
