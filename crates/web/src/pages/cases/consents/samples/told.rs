//! The pages on which somebody looks ahead at what is told, or writes down what was, and what is due.

use renkei_app::cases::by_category::CaseFact;
use renkei_app::conference::SeenConference;
use renkei_app::conference::material::{CopyToHand, MaterialToHand, NumberedCopy};
use renkei_app::consent::ending::EndingConsent;
use renkei_app::consent::read::ConsentsView;
use renkei_app::provisions::read::RecordsView;
use renkei_app::provisions::told::Withheld;
use renkei_domain::cases::case::About;
use renkei_domain::cases::erasure::ErasurePlan;
use renkei_domain::conference::HandedCopy;
use renkei_domain::consent::{
    Actor, ConsentPurpose, InformationCategory, Means, PartyId, Recipient, decide,
};
use renkei_domain::ids::{ConferenceId, ConsentId, ParticipantId};
use renkei_domain::provisions::ToldHow;

use super::super::super::exceptions::report::{ReportExceptionPage, Tried};
use super::super::super::hold::{button_of, planned_words};
use super::super::super::records::received::ReceivedPage;
use super::super::super::records::samples as records;
use super::super::super::samples::{LONGEST, case, day, id_of, known, shell};
use super::super::ending::{
    DueCopy, DueDecided, DueHandover, DueLine, EndingConsentsPage, EndingLine, OverLine,
};
use super::super::handed::{HandedSheet, ReadySheet};
use super::super::preview::{HeldBack, PreviewPage};
use super::super::told::ToldPage;
use super::{NAME, view};
use crate::pages::Samples;
use crate::paths::{
    CasesPath, ConferencePath, DecisionsPath, EraseHelpedPath, HoldErasurePath, PersonCopyPath,
    RecordsPath, Sampled as _,
};
use crate::words::moment::Day;

/// What may not be told to the first of the team.
fn withheld(view: &ConsentsView, to: Option<PartyId>) -> Option<Withheld> {
    let known = view.here().next()?;
    let recipient = Recipient::Party(known.party.clone());
    let categories = InformationCategory::ALL.iter().copied().collect();
    let purpose = ConsentPurpose::WhenUnwell;
    let decision = decide(
        &view.file.ledger,
        &Actor::Staff(view.teller),
        &recipient,
        &categories,
        purpose,
        Means::Phone,
        view.at,
    );
    Some(Withheld {
        to,
        purpose,
        refusals: decision.into_result().err()?,
    })
}

/// A copy of the material of a conference for each of the team.
fn material(view: &ConsentsView, name: &str) -> MaterialToHand {
    let copies = view.here().map(|known| CopyToHand {
        to: known.party.id,
        name: name.to_owned(),
        told: InformationCategory::ALL.iter().copied().collect(),
        ways: [ToldHow::Document, ToldHow::Fax].into(),
    });
    let numbered = view.here().zip(1_u16..).map(|(_, number)| NumberedCopy {
        to: ParticipantId::from_uuid(id_of(u128::from(number))),
        name: name.to_owned(),
        copy: HandedCopy {
            number,
            collected_on: (number == 1).then(|| day(20)),
        },
    });
    MaterialToHand {
        of: SeenConference {
            case: view.file.case.id,
            id: ConferenceId::from_uuid(id_of(1)),
            version: 1,
        },
        numbered: numbered.collect(),
        purpose: ConsentPurpose::Handover,
        copies: copies.collect(),
    }
}

impl Samples for ToldPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let (usual, many) = (view(1, 2, NAME), view(8, 12, LONGEST));
        let first = usual.here().next().map(|known| known.party.id);
        let missing = withheld(&usual, first);
        let stranger = withheld(&many, None);
        let (mut nameless, mut ended) = (view(1, 2, NAME), view(1, 2, NAME));
        nameless.file.case.about = About::Anonymous;
        ended.file.case.ended_on = Some(day(20));
        let page = |view: &ConsentsView, missing: Option<&Withheld>, told: Option<&RecordsView>| {
            Self::sample(shell(), view, (missing, told), |_| None)
        };
        let handed = |view: &ConsentsView| {
            Self::sample(shell(), view, (None, None), |once| {
                ReadySheet::of(view, &HandedSheet::emergency(), || once.to_owned())
            })
        };
        let material = |view: &ConsentsView, name: &str| {
            Self::sample(shell(), view, (None, None), |once| {
                let material = material(view, name);
                Some(ReadySheet::of_material(&material, || once.to_owned()))
            })
        };
        vec![
            ("usual", page(&usual, None, Some(&records::usual()))),
            ("empty", page(&view(0, 0, NAME), None, None)),
            (
                "longest",
                page(&many, stranger.as_ref(), Some(&records::longest())),
            ),
            ("missing", page(&usual, missing.as_ref(), None)),
            ("nameless", page(&nameless, missing.as_ref(), None)),
            ("ended", page(&ended, missing.as_ref(), None)),
            ("handed", handed(&usual)),
            ("handed_to_nobody", handed(&view(0, 2, NAME))),
            (
                "material",
                material(&usual, "高槻こころのクリニック（架空） 佐藤"),
            ),
            ("material_of_many", material(&many, LONGEST)),
        ]
    }
}

impl Samples for ReceivedPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let later = Some("聞いた日は、きょうまでの日にしてください。".to_owned());
        vec![
            ("usual", Self::sample(shell(), &view(0, 2, NAME), None)),
            ("empty", Self::sample(shell(), &view(0, 0, NAME), later)),
            (
                "longest",
                Self::sample(shell(), &view(0, 24, LONGEST), None),
            ),
        ]
    }
}

impl Samples for ReportExceptionPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let (usual, many) = (view(0, 2, NAME), view(0, 24, LONGEST));
        let at_work = withheld(&usual, None);
        let held_back = at_work.iter().flat_map(|one| one.refusals.as_slice());
        let held_back: Vec<HeldBack> = held_back
            .map(|one| HeldBack::of(&usual, None, one))
            .collect();
        let page = |view: &ConsentsView, held_back: Vec<HeldBack>, tried: Tried| {
            Self::sample(shell(), view, (held_back, tried))
        };
        vec![
            ("usual", page(&usual, Vec::new(), Tried::NotYet)),
            ("empty", page(&view(0, 0, NAME), Vec::new(), Tried::Once)),
            ("longest", page(&many, held_back.clone(), Tried::Once)),
            ("at_work", page(&usual, held_back, Tried::NotYet)),
        ]
    }
}

/// So much of each category that stands in a case.
fn facts(of_each: usize, text: &str) -> Vec<CaseFact> {
    let each = InformationCategory::ALL.iter();
    let facts = each.flat_map(|category| {
        let one = CaseFact {
            category: *category,
            label: "2026年11月18日(水) 面談".to_owned(),
            text: text.to_owned(),
        };
        std::iter::repeat_n(one, of_each)
    });
    facts.collect()
}

impl Samples for PreviewPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let some = facts(
            2,
            "朝のくすりを のみわすれることがある。\nつぎの通院は12月。",
        );
        let much = facts(40, LONGEST);
        vec![
            ("usual", Self::sample(shell(), &view(1, 2, NAME), &some)),
            ("unwritten", Self::sample(shell(), &view(1, 2, NAME), &[])),
            ("empty", Self::sample(shell(), &view(0, 0, NAME), &[])),
            (
                "longest",
                Self::sample(shell(), &view(8, 24, LONGEST), &much),
            ),
        ]
    }
}

/// So many things that are to be reported.
fn due(name: &str, lines: usize) -> Vec<DueLine> {
    let case = case(known(name).unwrap_or(About::Anonymous));
    let line = DueLine {
        path: RecordsPath::of(case.id),
        name: super::super::super::name_of(&case),
        number: case.number.to_string(),
        left: vec!["本人に知らせた（できるだけ早く）".to_owned()],
    };
    vec![line; lines]
}

/// So many copies that are to be released.
fn copies(name: &str, lines: usize) -> Vec<DueCopy> {
    let case = case(known(name).unwrap_or(About::Anonymous));
    let line = DueCopy {
        path: PersonCopyPath::of(case.id),
        name: format!("{name} さん"),
        number: case.number.to_string(),
        asked_on: Day(day(19)),
        due: Day(day(30)),
        is_over: true,
    };
    vec![line; lines]
}

/// So many things that were decided, of which every second should have been done.
fn decided(name: &str, lines: usize) -> Vec<DueDecided> {
    let case = case(known(name).unwrap_or(About::Anonymous));
    let line = |place: usize| DueDecided {
        path: DecisionsPath::of(case.id),
        name: super::super::super::name_of(&case),
        number: case.number.to_string(),
        kind: "すること",
        due: Day(day(30)),
        is_over: place.is_multiple_of(2),
    };
    (0..lines).map(line).collect()
}

/// So many services that are to be handed over.
fn handovers(name: &str, lines: usize) -> Vec<DueHandover> {
    let case = case(known(name).unwrap_or(About::Anonymous));
    let line = DueHandover {
        path: ConferencePath::sample(),
        name: super::super::super::name_of(&case),
        number: case.number.to_string(),
        words: "支援の終わりまで6か月を切りました。".to_owned(),
    };
    vec![line; lines]
}

/// Those who are to be erased: every second by somebody else.
fn over(lines: usize) -> Vec<OverLine> {
    let line = |place: usize| OverLine {
        numbers: vec!["101-646".to_owned(); 1 + place % 3],
        planned: planned_words(Some(&ErasurePlan::announced(day(2))), None),
        waits: place.is_multiple_of(3),
        hold: Some((HoldErasurePath::sample(), button_of(false))),
        erase: place.is_multiple_of(2).then(EraseHelpedPath::sample),
    };
    (0..lines).map(line).collect()
}

impl Samples for EndingConsentsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |name: &str, rows: u128, incidents: usize| {
            let rows = (0..rows).map(|place| EndingConsent {
                case: case(known(name).unwrap_or(About::Anonymous)),
                consent: ConsentId::from_uuid(id_of(place)),
                last_day: day(30),
            });
            Self {
                shell: shell(),
                list: CasesPath,
                rows: rows.map(|one| EndingLine::of(&one)).collect(),
                incidents: due(name, incidents),
                copies: copies(name, incidents),
                decided: decided(name, incidents),
                handovers: handovers(name, incidents),
                over: over(incidents),
            }
        };
        vec![
            ("usual", page(NAME, 2, 1)),
            ("empty", page(NAME, 0, 0)),
            ("longest", page(LONGEST, 40, 10)),
        ]
    }
}
