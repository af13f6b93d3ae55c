//! The page as it looks when something about the agency or its reader is out of the ordinary.

use renkei_domain::directory::contact::policy::SenderKind;
use renkei_domain::directory::resource::Lifecycle;
use renkei_domain::directory::source::Dataset;

use super::{line, usual};
use crate::pages::resource::ClosedLine;
use crate::pages::resource::ResourcePage;
use crate::pages::resource::character::{ReplyLine, Statement};
use crate::pages::resource::contacts::PersonLine;
use crate::pages::resource::freshness::{AskedRound, AskingLine};
use crate::pages::resource::reach;
use crate::pages::resource::rhythm;
use crate::pages::resource::sources::{self, SourceLine};
use crate::pages::resource::ways::Ways;
use crate::paths::{InquiryPath, ResourcePath, Sampled as _};
use crate::words::moment::Day;
use crate::words::reach::{ReachBox, ReachLine};

pub(super) fn all() -> [(&'static str, ResourcePage); 9] {
    [
        ("closed", closed()),
        ("editable", editable()),
        ("corrected", corrected()),
        ("observed", observed()),
        ("own_list", own_list()),
        ("employer", employer()),
        ("others_now", others_now()),
        ("number_missing", number_missing()),
        (
            "number_missing_and_forbidden",
            number_missing_and_forbidden(),
        ),
    ]
}

fn round(words: &str, state: &'static str) -> AskedRound {
    AskedRound {
        inquiry: InquiryPath::sample(),
        words: words.to_owned(),
        state,
    }
}

/// As whoever keeps it reads it.
fn editable() -> ResourcePage {
    ResourcePage {
        ways: Ways::sample(),
        asking: Some(AskingLine {
            inquiry: Some(InquiryPath::sample()),
            since: "2026年10月2日(金)".to_owned(),
            reopened: vec!["連絡先（番号がちがった・2026年11月2日(月)から）".to_owned()],
            rounds: vec![
                round(
                    "もう一度のお確かめ 2026年10月2日(金)から",
                    "答えを待っている",
                ),
                round(
                    "異動のあとのお確かめ 2026年4月6日(月)から2026年6月8日(月)まで",
                    "確かめられなかった",
                ),
            ],
            rhythm: rhythm::sample(),
        }),
        has_told: true,
        ..usual()
    }
}

/// An office that is no longer there.
fn closed() -> ResourcePage {
    ResourcePage {
        lifecycle: Lifecycle::Closed,
        closed: Some(ClosedLine {
            on: Day::sample(2026, 10, 1),
            reason: Some("移転して、新しい事業所になりました。".to_owned()),
            successor: Some((ResourcePath::sample(), "みほん第二病院（架空）".to_owned())),
        }),
        notices: Vec::new(),
        ..usual()
    }
}

/// As members read it.
fn observed() -> ResourcePage {
    let mut page = usual();
    page.character[1].observed.push(Statement {
        topic: Some("体調不良・緊急"),
        text: "夕方の急な相談は、先に電話で予約をとると つながりやすい".to_owned(),
        said_by: "みほん支援センター（架空） が見たところ".to_owned(),
        said_on: Day::sample(2026, 8, 3),
        reply: Some(ReplyLine {
            text: "17時以降は当番が一人のため、予約をお願いしています。".to_owned(),
            on: Day::sample(2026, 8, 20),
            by: "精神保健福祉士 見本 はなこ".to_owned(),
        }),
    });
    page.people.push(PersonLine {
        name: "見本 はなこ（みほん はなこ）".to_owned(),
        role: "地域連携室・精神保健福祉士".to_owned(),
        contact: "072-000-0001".to_owned(),
    });
    page
}

/// From the list of somebody who may have written more into it than everybody should read.
fn own_list() -> ResourcePage {
    ResourcePage {
        sources: vec![SourceLine {
            credit: Dataset::List.word(),
            edition: Dataset::List.public_name("march.csv"),
            seen_on: Day::sample(2026, 11, 1),
            summary: sources::summary(Dataset::List),
            raw: Vec::new(),
            is_for_members: true,
        }],
        ..usual()
    }
}

/// Asked by a company, which is answered through somebody else.
fn employer() -> ResourcePage {
    ResourcePage {
        senders: reach::senders(&ResourcePath::sample(), SenderKind::Employer),
        sender: SenderKind::Employer.word(),
        reach: ReachBox {
            now: Some(ReachLine {
                target: None,
                href: None,
                after: String::new(),
                ask: String::new(),
                etiquette: Some("本人か支援機関から伝えてもらう".to_owned()),
                ..line("ほかの人を通じて", "", "いつでも")
            }),
            later: Vec::new(),
            ..usual().reach
        },
        ..usual()
    }
}

/// Introductions have to wait while other purposes have a way.
fn others_now() -> ResourcePage {
    let page = usual();
    ResourcePage {
        reach: ReachBox {
            now: None,
            later: vec![line("電話", "072-000-0001", "11月24日(火) 9:00 から")],
            ..page.reach
        },
        ..page
    }
}

/// 「連絡はFAXのみ」, and nobody knows the number.
fn number_missing() -> ResourcePage {
    ResourcePage {
        reach: ReachBox {
            missing: Some("FAXを希望していますが、FAX番号が まだ わかりません".to_owned()),
            ask_first: Some(ReachLine {
                after: String::new(),
                ask: String::new(),
                etiquette: None,
                ..line("電話", "072-000-0001", "")
            }),
            ..ReachBox::default()
        },
        ..usual()
    }
}

fn number_missing_and_forbidden() -> ResourcePage {
    let page = number_missing();
    ResourcePage {
        reach: ReachBox {
            ask_first: None,
            never: vec!["電話をかけない".to_owned()],
            ..page.reach
        },
        ..page
    }
}

/// Two fields that say something else than what is published.
fn corrected() -> ResourcePage {
    let corrections = [
        "電話番号を2026年11月2日(月)にこの名簿の運用者が「072-000-0001」に直した（公表値: 072-000-0009）",
        "定員は2026年10月1日(木)の取り込みで 公表値と違っていたので、前からの「（空欄）」を残した（公表値: 20）",
    ];
    ResourcePage {
        corrections: corrections.map(str::to_owned).to_vec(),
        ..usual()
    }
}
