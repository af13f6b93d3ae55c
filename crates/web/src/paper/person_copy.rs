//! The sheet of the person's copy.

use renkei_app::paper::PersonCopyPaper;
use renkei_app::person_copy::read::WithheldThing;
use renkei_domain::person_copy::{CopyEntry, CopyFact, CopyKind, CopyValue};
use renkei_print::{Contact, Ruby, Words, sheets};

use super::{ToPrint, network};

/// How our own words are read that stand above others. Names and what people typed have no reading here: that of a
/// name cannot be guessed.
const READINGS: &[(&str, &str)] = &[
    ("仕事", "しごと"),
    ("同意", "どうい"),
    ("支援の記録", "しえんのきろく"),
    ("名前", "なまえ"),
    ("読み", "よみ"),
    ("生年月日", "せいねんがっぴ"),
    ("電話", "でんわ"),
    ("住所", "じゅうしょ"),
    ("日", "ひ"),
    ("月", "つき"),
    ("種類", "しゅるい"),
    ("内容", "ないよう"),
    ("方法", "ほうほう"),
    ("時刻", "じこく"),
    ("枠", "わく"),
    ("輪", "わ"),
    ("職種", "しょくしゅ"),
    ("主治医", "しゅじい"),
    ("見た人", "みたひと"),
    ("見た回数", "みたかいすう"),
    ("書いた人", "かいたひと"),
    ("書いた日", "かいたひ"),
    ("話した人", "はなしたひと"),
    ("聞いた人", "きいたひと"),
    ("担当の人", "たんとうのひと"),
    ("働く時間", "はたらくじかん"),
    ("入社した日", "にゅうしゃしたひ"),
    ("伝える方法", "つたえるほうほう"),
    ("同意した人", "どういしたひと"),
    ("同意した日", "どういしたひ"),
    ("説明した人", "せつめいしたひと"),
];

/// Words of ours.
fn ours(text: &str) -> Words {
    let mut known = READINGS.iter();
    match known.find(|(word, _)| *word == text) {
        Some((word, reading)) => Words::read(*word, *reading),
        None => text.into(),
    }
}

fn value(value: &CopyValue) -> Words {
    Words::lines(&value.text)
}

fn fact(fact: &CopyFact) -> sheets::CopyFact {
    sheets::CopyFact {
        label: ours(&fact.label),
        lines: fact.values.iter().map(value).collect(),
    }
}

fn entry(entry: &CopyEntry) -> sheets::CopyEntry {
    sheets::CopyEntry {
        heading: entry.heading.as_str().into(),
        facts: entry.facts.iter().map(fact).collect(),
    }
}

/// Things, gathered by their kind.
fn sections(entries: &[CopyEntry]) -> Vec<sheets::CopySection> {
    let mut sections = Vec::new();
    for kind in CopyKind::ALL {
        let of_kind = entries.iter().filter(|entry| entry.kind == *kind);
        let entries: Vec<sheets::CopyEntry> = of_kind.map(entry).collect();
        if !entries.is_empty() {
            sections.push(sheets::CopySection {
                heading: ours(kind.word()),
                entries,
            });
        }
    }
    sections
}

fn withheld(one: &WithheldThing) -> sheets::CopyWithheld {
    let reason = one.reason.as_ref();
    sheets::CopyWithheld {
        kind: ours(one.kind.word()),
        why: one.decision.plain().into(),
        ground: one.decision.ground().map(Words::from),
        reason: reason.map(|reason| Words::lines(reason.as_str())),
        on: one.on,
    }
}

pub(super) fn copy(paper: &PersonCopyPaper) -> ToPrint {
    let parts = &paper.parts;
    let ask = match &paper.keeper {
        Some(keeper) => format!("{keeper}（{}）", paper.lead),
        None => paper.lead.clone(),
    };
    ToPrint {
        sheet: renkei_print::Sheet::PersonCopy(sheets::PersonCopySheet {
            network: network(&paper.head),
            for_whom: paper.for_whom.as_str().into(),
            lead: paper.lead.as_str().into(),
            as_of: paper.as_of,
            at_once: sections(&parts.at_once),
            released: sections(&parts.released),
            withheld: parts.withheld.iter().map(withheld).collect(),
            due: parts.open.map(|(_, due)| due),
            ask: Contact {
                name: ask.into(),
                phone: None,
                hours: None,
                mail: None,
            },
        }),
        ruby: Ruby::On,
        name: "わたしの写し.pdf",
        plain_name: "copy.pdf",
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use renkei_app::paper::Letterhead;
    use renkei_app::person_copy::read::CopyParts;
    use renkei_domain::person_copy::CopyDecision;
    use renkei_domain::text::Prose;

    use super::*;

    #[test]
    fn a_copy_tells_every_kind_once_in_its_order_and_its_file_names_nobody() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
        let thing = |kind, heading: &str| {
            let facts = [CopyFact::said("body", "内容", Some("よく話した"))];
            CopyEntry::of((kind, Default::default()), heading, facts)
        };
        let paper = PersonCopyPaper {
            head: Letterhead::default(),
            for_whom: "山田 花子 さん".to_owned(),
            lead: "ひなた".to_owned(),
            keeper: None,
            as_of: day,
            parts: CopyParts {
                at_once: vec![
                    thing(CopyKind::Note, "面談"),
                    thing(CopyKind::Person, "山田 花子 さん"),
                    thing(CopyKind::Note, "電話"),
                ],
                released: Vec::new(),
                withheld: vec![WithheldThing {
                    kind: CopyKind::Receipt,
                    decision: CopyDecision::ThirdPerson,
                    reason: Prose::parse("医師の言葉があるため").ok(),
                    on: day,
                }],
                open: Some((day, day)),
            },
        };
        let to_print = copy(&paper);
        assert!(!to_print.name.contains("花子"), "files lie about");
        let renkei_print::Sheet::PersonCopy(made) = to_print.sheet else {
            panic!("another sheet");
        };
        let told: Vec<(Words, usize)> = made
            .at_once
            .iter()
            .map(|section| (section.heading.clone(), section.entries.len()))
            .collect();
        let notes = Words::read("支援の記録", "しえんのきろく");
        assert_eq!(told, [(Words::from("あなたのこと"), 1), (notes, 2)]);
        assert_eq!(
            made.withheld[0].ground,
            Some(Words::from("個人情報保護法33条2項1号"))
        );
        assert_eq!(made.due, Some(day));
        assert_eq!(
            made.at_once[0].entries[0].facts[0].label,
            Words::read("内容", "ないよう")
        );
    }
}
