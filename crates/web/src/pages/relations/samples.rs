//! Samples of the pages of relations.

use renkei_domain::ids::{AccountId, NetworkId, RelationId, ResourceId};
use renkei_domain::text::Line;

use super::edit::{self, RelationPage, spoken_fields};
use super::fields::{Faults, fields, fresh};
use super::own::{OwnLine, OwnRelationsPage};
use super::{BUTTON, RelationLine, RelationsPage};
use crate::form::{Form, Packed, Sent};
use crate::pages::{Samples, Shell};
use crate::paths::{
    OwnRelationsPath, RelationPath, RelationStepPath, RelationsPath, ResourcePath, SearchPath,
};
use crate::words::moment::AsOf;

fn resource() -> ResourceId {
    ResourceId::from_uuid(Default::default())
}

fn relation() -> RelationId {
    RelationId::from_uuid(Default::default())
}

fn shell() -> Shell {
    Shell::sample_of("高槻 はるか")
}

fn heirs(name: &str, many: usize) -> Vec<(AccountId, Line)> {
    let line = Line::parse(name).ok();
    let one = line.map(|line| (AccountId::from_uuid(Default::default()), line));
    one.into_iter().cycle().take(many).collect()
}

/// A form that was sent with nothing in it.
fn nothing() -> Sent {
    Packed::default().sent()
}

fn faults() -> Faults {
    super::fields::read(&nothing())
        .err()
        .map(|faults| *faults)
        .unwrap_or_default()
}

fn form(sent: &Sent, heirs: &[(AccountId, Line)], faults: &Faults) -> Form {
    let networks = vec![
        (
            NetworkId::from_uuid(Default::default()),
            "高槻・島本の支援ネットワーク".to_owned(),
        );
        heirs.len().min(2)
    ];
    let fields = fields(sent, &networks, heirs, faults);
    Form::sample(RelationsPath::of(resource()), BUTTON).with(fields)
}

fn line(person: &str, place: usize) -> RelationLine {
    RelationLine {
        person: person.to_owned(),
        holder: "あなた".to_owned(),
        since: "2024年4月1日(月)".to_owned(),
        last: "2026年10月2日(金)（電話）".to_owned(),
        introduced_by: Some("ネットワーク会議".to_owned()),
        heir: Some("島本 そら".to_owned()),
        note: Some("午前中がつながりやすい".to_owned()),
        edit: RelationPath::of(resource(), relation()),
        step: RelationStepPath::of(resource(), relation()),
        once: format!("01932f000000700280000000000001{place:02}"),
    }
}

impl Samples for RelationsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |name: &str, lines: Vec<RelationLine>, form: Form, fault: Option<&str>| Self {
            shell: shell(),
            resource: ResourcePath::of(resource()),
            own: OwnRelationsPath,
            name: name.to_owned(),
            lines,
            form,
            fault: fault.map(str::to_owned),
        };
        let empty = || {
            form(
                &fresh(AsOf::sample().0.date),
                &heirs("島本 そら", 1),
                &Faults::default(),
            )
        };
        let long = "とても長い名前".repeat(20);
        let mut longest: Vec<RelationLine> = (0..30).map(|place| line(&long, place)).collect();
        for line in &mut longest {
            line.note = Some("長いメモ".repeat(125));
            line.introduced_by = Some(long.clone());
        }
        let wrong = form(&nothing(), &heirs(&long, 30), &faults());
        vec![
            (
                "usual",
                page(
                    "高槻病院",
                    vec![line("田中 みどり（精神保健福祉士）", 0)],
                    empty(),
                    None,
                ),
            ),
            ("empty", page("高槻病院", Vec::new(), empty(), None)),
            (
                "longest",
                page(&long, longest, wrong, Some("この画面は古くなっています。")),
            ),
        ]
    }
}

impl Samples for RelationPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |person: &str, sent: &Sent, faults: &Faults, fault: Option<&str>| {
            let path = RelationPath::of(resource(), relation());
            let step = RelationStepPath::of(resource(), relation());
            let shown = fields(sent, &[], &heirs(person, 3), faults);
            Self {
                shell: shell(),
                resource: ResourcePath::of(resource()),
                list: RelationsPath::of(resource()),
                name: "高槻病院".to_owned(),
                person: person.to_owned(),
                last: "まだ書いていません".to_owned(),
                form: Form::sample(path, edit::BUTTON)
                    .with(shown)
                    .carrying("version", 1),
                spoken: Form {
                    once: "01932f00000070028000000000000198".to_owned(),
                    ..Form::sample(&step, edit::SPOKEN)
                }
                .with(spoken_fields("2026-11-20"))
                .carrying("step", "spoke"),
                step,
                version: 1,
                once: "01932f00000070028000000000000199".to_owned(),
                fault: fault.map(str::to_owned),
                stands: fault
                    .map(|_| ("知っている人の名前", person.to_owned()))
                    .into_iter()
                    .collect(),
            }
        };
        let usual = fresh(AsOf::sample().0.date);
        let long = "とても長い名前".repeat(20);
        vec![
            (
                "usual",
                page("田中 みどり", &usual, &Faults::default(), None),
            ),
            ("empty", page("田中", &nothing(), &Faults::default(), None)),
            (
                "longest",
                page(
                    &long,
                    &nothing(),
                    &faults(),
                    Some("ほかの人が先に書きかえました。"),
                ),
            ),
        ]
    }
}

impl Samples for OwnRelationsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let line = |person: &str, place: usize| OwnLine {
            person: person.to_owned(),
            agency: "高槻病院".to_owned(),
            is_closed: place % 2 == 1,
            resource: ResourcePath::of(resource()),
            last: "まだ書いていません".to_owned(),
            edit: RelationPath::of(resource(), relation()),
            step: RelationStepPath::of(resource(), relation()),
            once: format!("01932f000000700280000000000002{place:02}"),
        };
        let page = |lines: Vec<OwnLine>| Self {
            shell: shell(),
            search: SearchPath,
            lines,
        };
        let long = "とても長い名前".repeat(20);
        vec![
            (
                "usual",
                page(vec![line("田中 みどり", 0), line("山田 あおい", 1)]),
            ),
            ("empty", page(Vec::new())),
            (
                "longest",
                page((0..60).map(|place| line(&long, place)).collect()),
            ),
        ]
    }
}
