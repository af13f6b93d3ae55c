//! The numbers of an office, the one to call first first. Each has its place in the order, so that it can be
//! moved without a script.

use std::cmp::Ordering;

use renkei_domain::directory::edit::Edit;
use renkei_domain::directory::phone::Phone;
use renkei_domain::text::Line;

use super::super::kit::{self, Faults, Reading, Row, at, filled};
use super::{Known, Shape};
use crate::form::{Field, Group, Sent};

pub(super) const LIST: &str = "phones";
/// The fields without which a row is none.
pub(super) const KEYS: &[&str] = &["written", "label", "extension", "voiceGuideKey"];

pub(super) fn rows(known: &Known) -> Vec<Row> {
    let text = |line: &Option<Line>| line.as_ref().map(ToString::to_string).unwrap_or_default();
    let phones = known.now.facts.phones.iter().enumerate();
    let rows = phones.map(|(place, phone)| Row {
        id: phone.written.to_string(),
        fields: vec![
            ("written", phone.written.to_string()),
            ("label", text(&phone.label)),
            ("extension", text(&phone.extension)),
            ("voiceGuideKey", text(&phone.voice_guide_key)),
            ("order", (place + 1).to_string()),
        ],
    });
    rows.collect()
}

pub(super) fn shape(sent: &Sent, faults: &Faults) -> Shape {
    let group = |row: usize| {
        let name = |field: &str| at(LIST, row, field);
        let value = |field: &str| sent.text(&name(field));
        let line = |field: &'static str, label| {
            Field::sentence(name(field), label, value(field)).wrong(faults.of(&name(field)))
        };
        Group {
            legend: format!("{}つめ", row + 1),
            fields: vec![
                line("written", "電話番号"),
                line("label", "何の番号か").hinted("例: 相談専用。1つめは空でかまいません。"),
                line("extension", "内線"),
                line("voiceGuideKey", "音声案内で押す番号").hinted("例: 32#"),
                Field::count(name("order"), "順番", value("order"))
                    .hinted("はじめにかける番号が 1。空にすると、書いた順になります。")
                    .wrong(faults.of(&name("order"))),
            ],
        }
    };
    Shape {
        groups: (0..kit::rows(sent, LIST)).map(group).collect(),
        ..Shape::default()
    }
}

/// The rows in which something stands, in the order that was asked for. A number that is moved to the place of
/// another goes before it on its way up, and after it on its way down.
pub(super) fn ordered(sent: &Sent) -> Vec<usize> {
    let mut reading = Reading::of(sent);
    let rows = filled(sent, LIST, KEYS).into_iter();
    let mut rows: Vec<(u32, Ordering, usize)> = rows
        .map(|row| {
            let stood = u32::try_from(row + 1).unwrap_or(u32::MAX);
            let place = reading.count(&at(LIST, row, "order")).unwrap_or(stood);
            (place, place.cmp(&stood), row)
        })
        .collect();
    rows.sort_unstable();
    rows.into_iter().map(|(_, _, row)| row).collect()
}

pub(super) fn read(sent: &Sent) -> Result<Edit, Faults> {
    let mut reading = Reading::of(sent);
    let mut phones = Vec::new();
    for row in ordered(sent) {
        let name = |field: &str| at(LIST, row, field);
        // Read once more for the mistake in it.
        reading.count(&name("order"));
        let label = reading.line(&name("label"));
        let extension = reading.line(&name("extension"));
        let voice_guide_key = reading.line(&name("voiceGuideKey"));
        let Some(written) = reading.line(&name("written")) else {
            reading.wrong(
                &name("written"),
                "電話番号を入れてください。消すときは、この番号の欄をすべて空にします。",
            );
            continue;
        };
        phones.push(Phone {
            label,
            extension,
            voice_guide_key,
            ..Phone::published(written)
        });
    }
    reading.end(Edit::Phones(phones))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Packed;

    /// The numbers as they are read, of three with these places.
    fn read_with(places: [&str; 3]) -> Vec<String> {
        let mut packed = Packed::default();
        for (row, place) in places.iter().enumerate() {
            packed.put(at(LIST, row, "written"), format!("072-000-000{}", row + 1));
            packed.put(at(LIST, row, "order"), place);
        }
        packed.put(at(LIST, 3, "order"), "9");
        let Ok(Edit::Phones(phones)) = read(&packed.sent()) else {
            panic!("three numbers");
        };
        let last = phones.iter().map(|phone| phone.written.to_string());
        last.map(|written| written.trim_start_matches("072-000-000").to_owned())
            .collect()
    }

    #[test]
    fn numbers_stand_in_the_order_that_was_asked_for() {
        for (places, stand) in [
            (["1", "2", ""], ["1", "2", "3"]),
            (["2", "1", "3"], ["2", "1", "3"]),
            (["1", "2", "1"], ["3", "1", "2"]),
            (["3", "2", "3"], ["2", "3", "1"]),
        ] {
            assert_eq!(read_with(places), stand, "{places:?}");
        }
    }
}
