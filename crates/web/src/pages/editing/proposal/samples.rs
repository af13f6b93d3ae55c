//! The pages of proposals, without a database.

use renkei_domain::directory::proposal::{
    Proposal, ProposalVerdict, ProposedChange, ProposedField,
};
use renkei_domain::ids::{NetworkId, ProposalId, ResourceId};
use renkei_domain::people::PaperCode;
use renkei_domain::text::Prose;
use renkei_domain::time::Instant;

use super::decide::{self, DecideProposalPage, ProposedLine};
use super::enter::{self, EnterProposalPage};
use super::make::{self, ProposePage};
use super::missing;
use super::own::{OwnLine, OwnProposalPage};
use super::waiting::{ProposalsPage, WaitingLine};
use crate::form::{Form, Packed, Sent};
use crate::pages::editing::kit::Faults;
use crate::pages::{Here, Samples, Shell};
use crate::paths::{
    EntrancePath, OwnProposalsPath, ProposalPath, ProposalsCsvPath, ProposalsPath,
    ProposalsXlsxPath, ProposeMissingPath, ProposePath, ResourcePath, Sampled as _,
};
use crate::spreadsheet::ListFiles;

const NAME: &str = "みほん作業所（架空）";
const DAY: &str = "2026年11月20日(金)";

fn long() -> String {
    "障がいのある方の就労と生活と余暇をささえる総合支援".repeat(12)
}

fn typed(value: &str) -> Sent {
    let mut packed = Packed::default();
    for field in ProposedField::of_an_entry() {
        let value = if field == ProposedField::Gone {
            ""
        } else {
            value
        };
        packed.put(field.code(), value);
    }
    for name in ["place", "basis", "mail"] {
        packed.put(name, value);
    }
    packed.sent()
}

fn wrong() -> Faults {
    Faults(vec![
        ("name".to_owned(), "名前は空にできません。".to_owned()),
        (
            "mail".to_owned(),
            "メールアドレスを確かめてください。".to_owned(),
        ),
    ])
}

impl Samples for ProposePage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |name: &str, form: Option<Form>, refusal: Option<&str>| Self {
            shell: Shell::sample(Here::Directory),
            home: EntrancePath,
            own: OwnProposalsPath,
            entry: Some((ResourcePath::sample(), name.to_owned())),
            refusal: refusal.map(str::to_owned),
            form,
        };
        let form = |value: &str, faults: &Faults| {
            let form = Form::sample(ProposePath::sample(), make::BUTTON);
            Some(make::filled(form, &typed(value), faults))
        };
        let missing = |value: &str, faults: &Faults| Self {
            entry: None,
            form: Some(
                Form::sample(ProposeMissingPath, make::BUTTON)
                    .with(missing::fields(&typed(value), faults)),
            ),
            ..page("", None, None)
        };
        let none = Faults::default();
        let unkept = "ここを手入れするネットワークは、まだありません。";
        vec![
            ("usual", page(NAME, form("みほん", &none), None)),
            ("empty", page(NAME, form("", &wrong()), None)),
            ("unkept", page(NAME, None, Some(unkept))),
            ("missing", missing("", &none)),
            ("missing_wrong", missing("", &wrong())),
            (
                "longest",
                page(&long(), form(&long(), &wrong()), Some(&long())),
            ),
        ]
    }
}

impl Samples for EnterProposalPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |fault: Option<&str>| Self {
            shell: Shell::sample(Here::Directory),
            form: Form::sample(OwnProposalsPath, enter::BUTTON).with(enter::fields(fault)),
        };
        vec![
            ("usual", page(None)),
            ("empty", page(Some(enter::EMPTY))),
            ("longest", page(Some(enter::UNKNOWN))),
        ]
    }
}

impl Samples for OwnProposalPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let line = |field: ProposedField, wanted: &str, came: &'static str| OwnLine {
            field: field.word(),
            wanted: wanted.to_owned(),
            came,
        };
        let page = |name: Option<&str>, lines: Vec<OwnLine>, is_sent: bool| Self {
            shell: Shell::sample(Here::Directory),
            enter: OwnProposalsPath,
            is_sent,
            code: "ABCD-EFGH-JKMN-PQRS".to_owned(),
            entry: name.map(|name| (ResourcePath::sample(), name.to_owned())),
            made: DAY.to_owned(),
            decided: (!is_sent).then(|| DAY.to_owned()),
            is_told: true,
            lines,
        };
        let waits = "まだ確かめています";
        let came = [ProposalVerdict::Accepted, ProposalVerdict::AsItStands].map(|came| came.word());
        let every = ProposedField::ALL.iter();
        vec![
            (
                "usual",
                page(
                    Some(NAME),
                    vec![
                        line(ProposedField::Phone, "072-000-0002", came[0]),
                        line(ProposedField::Hours, "月-金 9:00-17:00", came[1]),
                    ],
                    false,
                ),
            ),
            (
                "empty",
                page(None, vec![line(ProposedField::Missing, NAME, waits)], true),
            ),
            (
                "longest",
                page(
                    Some(&long()),
                    every.map(|field| line(*field, &long(), came[1])).collect(),
                    false,
                ),
            ),
        ]
    }
}

impl Samples for ProposalsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let line = |what: &str| WaitingLine {
            path: ProposalPath::sample(),
            what: what.to_owned(),
            made: DAY.to_owned(),
            decided: None,
        };
        let decided = |what: &str| WaitingLine {
            decided: Some(DAY.to_owned()),
            ..line(what)
        };
        let page = |lines: Vec<WaitingLine>, next: Option<String>| Self {
            shell: Shell::sample_of("高槻 はるか"),
            all: lines.len() as u64,
            lines,
            is_continued: next.is_some(),
            first: ProposalsPath,
            next,
            files: ListFiles::at(ProposalsXlsxPath, ProposalsCsvPath),
            decided: Vec::new(),
        };
        let usual = Self {
            decided: vec![decided(NAME), decided("名簿にない機関")],
            ..page(vec![line(NAME), line("名簿にない機関")], None)
        };
        let after = format!("{ProposalsPath}?after=01932f00-0000-700b-8000-000000000001");
        let longest = Self {
            decided: vec![decided(&long()); 30],
            ..page(vec![line(&long()); 50], Some(after.clone()))
        };
        vec![
            ("usual", usual),
            ("empty", page(Vec::new(), None)),
            ("over", page(Vec::new(), Some(after))),
            ("longest", longest),
        ]
    }
}

fn change(field: ProposedField, wanted: &str, verdict: Option<ProposalVerdict>) -> ProposedChange {
    ProposedChange {
        field,
        shown: None,
        wanted: Prose::parse(wanted).ok(),
        verdict,
    }
}

fn proposal(changes: Vec<ProposedChange>) -> Option<Proposal> {
    Some(Proposal {
        id: ProposalId::from_uuid(Default::default()),
        network: NetworkId::from_uuid(Default::default()),
        resource: Some(ResourceId::from_uuid(Default::default())),
        place: None,
        changes,
        basis: Prose::parse("きょう電話をして聞いた").ok()?,
        code: PaperCode::read("ABCD-EFGH-JKMN-PQRS")?,
        made_at: Instant::from_micros(0),
        decided_at: None,
        is_told: true,
    })
}

fn deciding(
    name: &str,
    text: &str,
    (changes, faults): (Vec<ProposedChange>, &Faults),
    is_decided: bool,
) -> Option<DecideProposalPage> {
    let proposal = proposal(changes)?;
    let mut packed = Packed::default();
    for change in &proposal.changes {
        packed.put(format!("value-{}", change.field.code()), text);
    }
    let sent = packed.sent();
    let form = Form::sample(ProposalPath::sample(), decide::BUTTON);
    let lines = proposal.changes.iter().map(|change| ProposedLine {
        field: change.field.word(),
        now: text.to_owned(),
        was: Some(text.to_owned()),
        wanted: text.to_owned(),
        source: Some(text.to_owned()),
        came: change.verdict.map(ProposalVerdict::word),
    });
    Some(DecideProposalPage {
        shell: Shell::sample_of("高槻 はるか"),
        list: ProposalsPath,
        what: name.to_owned(),
        entry: Some(ResourcePath::sample()),
        state: None,
        place: Vec::new(),
        made: DAY.to_owned(),
        basis: text.to_owned(),
        is_told: true,
        lines: lines.collect(),
        decided: is_decided.then(|| DAY.to_owned()),
        refusal: None,
        form: (!is_decided).then(|| decide::filled(form, &proposal, true, (&sent, faults))),
    })
}

impl Samples for DecideProposalPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let none = Faults::default();
        let left_out = Faults(vec![(
            "verdict-phone".to_owned(),
            "どうするかを選んでください。".to_owned(),
        )]);
        let phone = |verdict| vec![change(ProposedField::Phone, "072-000-0002", verdict)];
        let every = ProposedField::of_an_entry();
        let every: Vec<ProposedChange> = every.map(|field| change(field, &long(), None)).collect();
        let accepted = Some(ProposalVerdict::Accepted);
        let gone = deciding(NAME, "072-000-0002", (phone(None), &none), false);
        let gone = gone.map(|page| Self {
            entry: None,
            state: Some("この機関は、もう名簿にありません。受け入れることはできません。"),
            place: vec![("種類", "グループホーム".to_owned())],
            refusal: Some("この提案は、ほかの人が先に決めました。".to_owned()),
            ..page
        });
        let pages = [
            (
                "usual",
                deciding(NAME, "072-000-0002", (phone(None), &none), false),
            ),
            ("empty", deciding(NAME, "", (phone(None), &left_out), false)),
            (
                "decided",
                deciding(NAME, "072-000-0002", (phone(accepted), &none), true),
            ),
            ("gone", gone),
            (
                "longest",
                deciding(&long(), &long(), (every, &left_out), false),
            ),
        ];
        let pages = pages.into_iter();
        pages
            .filter_map(|(name, page)| Some((name, page?)))
            .collect()
    }
}
