//! The pages of a copy without a database.

use std::collections::BTreeSet;

use renkei_app::person_copy::entries::Known;
use renkei_app::person_copy::read::{CopyParts, PersonCopyView, ToDecide, WithheldThing};
use renkei_domain::cases::case::About;
use renkei_domain::ids::{AccountId, CaseId, CopyItemId, CopyRequestId, OrganizationId, PersonId};
use renkei_domain::person_copy::{
    CopyAskedHow, CopyDecision, CopyEntry, CopyFact, CopyItem, CopyKind, CopyRelease, CopyRequest,
    CopyTakenBack,
};
use renkei_domain::text::Prose;
use renkei_domain::time::{Minute, Moment};

use super::own::OwnCopyPage;
use super::steps::Typed;
use super::{BUTTON, PersonCopyPage, Said, blank, fields};
use crate::form::{Form, Packed};
use crate::pages::cases::faults::Faults;
use crate::pages::cases::samples::{LONGEST, case, day, id_of, known, line, shell};
use crate::pages::{Samples, Shell};
use crate::paths::PersonCopyPath;

const NAME: &str = "山田 花子";
const ONCE: &str = "01932f00000070028000000000000001";

fn now() -> Moment {
    Moment {
        date: day(20),
        minute: Minute::of(10, 0),
    }
}

fn person(name: &str) -> CopyEntry {
    let facts = [
        CopyFact::said("name", "名前", Some(name)),
        CopyFact::day("started_on", "始まった日", Some(day(2))),
        CopyFact::said(
            "helps",
            "話すときに助けになること",
            Some("ゆっくり話す。\n紙に書く。"),
        ),
    ];
    CopyEntry::of((CopyKind::Person, id_of(1)), format!("{name} さん"), facts)
}

fn note(place: u128, heading: &str, body: &str) -> CopyEntry {
    let facts = [
        CopyFact::day("on", "日", Some(day(18))),
        CopyFact::word("category", "種類", ("workplace", "職場")),
        CopyFact::said("body", "内容", Some(body)),
    ];
    CopyEntry::of((CopyKind::Note, id_of(place)), heading, facts)
}

fn account() -> AccountId {
    AccountId::from_uuid(Default::default())
}

fn decided(entry: CopyEntry, decision: CopyDecision) -> Option<CopyItem> {
    let id = CopyItemId::from_uuid(entry.source);
    let reason = Prose::parse("主治医の言葉があるため。").ok();
    CopyItem::new(id, entry, (decision, reason), (account(), now().instant())).ok()
}

fn request(asked: u32, items: Vec<CopyItem>) -> CopyRequest {
    CopyRequest {
        id: CopyRequestId::from_uuid(id_of(u128::from(asked))),
        case: CaseId::from_uuid(Default::default()),
        person: PersonId::from_uuid(Default::default()),
        organization: OrganizationId::from_uuid(Default::default()),
        how: CopyAskedHow::Oral,
        asked_on: day(asked),
        said: Prose::parse("会って、顔を知っている。").ok(),
        noted_by: account(),
        noted_at: now().instant(),
        released: None,
        taken_back: None,
        items,
    }
}

fn view(name: &str, parts: CopyParts, requests: Vec<CopyRequest>) -> PersonCopyView {
    let names = line("高槻 はるか").map(|name| (account(), name));
    PersonCopyView {
        case: case(known(name).unwrap_or(About::Anonymous)),
        lead: if name == LONGEST {
            LONGEST.to_owned()
        } else {
            "社会福祉法人ひなた（架空）".to_owned()
        },
        parts,
        requests,
        to_decide: Vec::new(),
        known: Known {
            names: names.into_iter().collect(),
            parties: Vec::new(),
            agencies: Default::default(),
            lookers: Default::default(),
            looked_since: day(1),
            gone: BTreeSet::new(),
            today: day(20),
        },
        may_keep: true,
        is_person: false,
        now: now(),
    }
}

/// A case of which nothing is there.
pub(super) fn bare() -> PersonCopyView {
    view(NAME, CopyParts::default(), Vec::new())
}

fn usual() -> PersonCopyView {
    let parts = CopyParts {
        at_once: vec![person(NAME), note(2, "2026年11月18日 面談", "よく話した。")],
        ..CopyParts::default()
    };
    view(NAME, parts, Vec::new())
}

/// One of which something was released and something withheld.
pub(super) fn released() -> PersonCopyView {
    let given = note(
        3,
        "2026年11月18日 職場",
        "職場を訪問。休けいの取り方を決めた。",
    );
    let heard = CopyEntry::of((CopyKind::Receipt, id_of(4)), "クリニック", []);
    let items = [
        decided(given.clone(), CopyDecision::Given),
        decided(heard, CopyDecision::ThirdPerson),
    ];
    let done = CopyRequest {
        released: Some(CopyRelease {
            by: account(),
            at: now().instant(),
        }),
        ..request(5, items.into_iter().flatten().collect())
    };
    let mut view = usual();
    view.parts.released = vec![given];
    view.parts.withheld = vec![WithheldThing {
        kind: CopyKind::Receipt,
        decision: CopyDecision::ThirdPerson,
        reason: Prose::parse("主治医の言葉があるため。").ok(),
        on: day(20),
    }];
    view.requests = vec![done];
    view
}

/// One of which what was asked for was taken back.
fn taken_back() -> PersonCopyView {
    let mut view = usual();
    view.requests = vec![CopyRequest {
        taken_back: Some(CopyTakenBack {
            by: account(),
            at: now().instant(),
        }),
        ..request(5, Vec::new())
    }];
    view
}

fn to_decide(entry: CopyEntry, decided: Option<CopyItem>) -> ToDecide {
    ToDecide {
        entry,
        mark: "0123456789abcdef0123456789abcdef".to_owned(),
        reader: None,
        left_by: None,
        decided,
    }
}

/// One that was asked for, with so much to decide.
fn open(name: &str, things: u128, says: &str) -> PersonCopyView {
    let asked = request(2, Vec::new());
    let parts = CopyParts {
        at_once: vec![person(name)],
        open: Some((asked.asked_on, asked.due())),
        ..CopyParts::default()
    };
    let mut view = view(name, parts, vec![asked]);
    let heading = |place: u128| format!("2026年11月18日 記録{place}");
    let all = (10..10 + things).map(|place| {
        let entry = note(place, &heading(place), says);
        let item = decided(entry.clone(), CopyDecision::Harm).filter(|_| place.is_multiple_of(3));
        to_decide(entry, item)
    });
    view.to_decide = all.collect();
    let own = note(9, "2026年11月19日 面談", "").unread();
    view.to_decide.push(ToDecide {
        reader: Some(account()),
        ..to_decide(own, None)
    });
    let left = note(8, "2026年11月17日 面談", "自分のおぼえ書き。");
    view.to_decide.push(ToDecide {
        left_by: Some(account()),
        ..to_decide(left, None)
    });
    view
}

fn page(view: &PersonCopyView, fault: Option<String>) -> PersonCopyPage {
    let sent = blank(view);
    let form = Form::sample(PersonCopyPath::of(view.case.id), BUTTON);
    let said = Said {
        once: ONCE.to_owned(),
        fault,
        typed: None,
        form: Some(form.with(fields(&sent, &Faults::default()))),
    };
    PersonCopyPage::of(shell(), view, said)
}

impl Samples for PersonCopyPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let mut wrong = Faults::default();
        wrong.say("said", "どう確かめたかを書いてください。");
        let mut packed = Packed::default();
        packed.put("how", "oral");
        let sent = packed.sent();
        let (blank, asked) = (bare(), open(NAME, 4, "職場を訪問。"));
        let form = Form::sample(PersonCopyPath::of(blank.case.id), BUTTON);
        let unread = Said {
            once: ONCE.to_owned(),
            form: Some(form.with(fields(&sent, &wrong))),
            ..Said::default()
        };
        let item = id_of(11).to_string();
        let refused = Said {
            once: ONCE.to_owned(),
            fault: Some("わたさないわけを書いてください。本人が読みます。".to_owned()),
            typed: Some(Typed {
                kind: "note",
                item: &item,
                decision: "hindrance",
                reason: "",
            }),
            form: None,
        };
        vec![
            ("usual", page(&asked, None)),
            ("empty", page(&blank, None)),
            (
                "longest",
                page(&open(LONGEST, 40, &LONGEST.repeat(8)), None),
            ),
            ("released", page(&released(), None)),
            ("taken_back", page(&taken_back(), None)),
            ("unread", Self::of(shell(), &blank, unread)),
            ("refused", Self::of(shell(), &asked, refused)),
        ]
    }
}

impl Samples for OwnCopyPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let own = |view: &PersonCopyView, fault: Option<&str>| {
            let said = (ONCE.to_owned(), fault.map(str::to_owned));
            Self::of(Shell::sample_of_person(NAME), view, said)
        };
        let again = Some("写しは、もう たのまれています。できるまで お待ちください。");
        let mut long = open(LONGEST, 0, "");
        let many = (0..60).map(|place| note(place, LONGEST, &LONGEST.repeat(8)));
        long.parts.at_once.extend(many);
        let withheld = released().parts.withheld;
        long.parts.withheld = std::iter::repeat_n(withheld, 20).flatten().collect();
        vec![
            ("usual", own(&usual(), None)),
            ("empty", own(&bare(), None)),
            ("longest", own(&long, None)),
            ("asked", own(&open(NAME, 0, ""), again)),
            ("released", own(&released(), None)),
            ("taken_back", own(&taken_back(), None)),
        ]
    }
}
