//! The shorter parts: a description, names of places, words to tick.

use renkei_domain::directory::comparison::{AccessFeature, Language};
use renkei_domain::directory::edit::Edit;
use renkei_domain::directory::people::StaffRole;

use super::super::kit::{Faults, Reading, ticks};
use super::{Known, Shape, Sheet, facts};
use crate::form::{Field, Packed, Sent};

/// The field in which places are typed.
const PLACES: &str = "serviceArea";
/// The field in which words are ticked.
const WORDS: &str = "words";

pub(super) fn shape_description(sent: &Sent, faults: &Faults) -> Shape {
    let field = Field::prose("description", "何をするところか", sent.text("description"));
    Shape {
        fields: vec![field.wrong(faults.of("description"))],
        ..Shape::default()
    }
}

pub(super) fn read_description(sent: &Sent) -> Result<Edit, Faults> {
    let mut reading = Reading::of(sent);
    let text = reading.prose("description");
    reading.end(Edit::Description(text))
}

pub(super) fn pack_area(known: &Known, packed: &mut Packed) {
    let names: Vec<&str> = known.served.iter().map(|(_, name)| name.as_str()).collect();
    packed.put(PLACES, names.join("\n"));
}

pub(super) fn shape_area(sent: &Sent, faults: &Faults) -> Shape {
    let field = Field::prose(PLACES, "市区町村", sent.text(PLACES));
    Shape {
        fields: vec![field.hinted("例: 大阪府高槻市").wrong(faults.of(PLACES))],
        ..Shape::default()
    }
}

/// The places that were typed, each once.
pub(super) fn places(sent: &Sent) -> Vec<String> {
    let mut places: Vec<String> = Vec::new();
    for line in sent.text(PLACES).lines() {
        let typed = line.trim();
        if !typed.is_empty() && !places.iter().any(|known| known == typed) {
            places.push(typed.to_owned());
        }
    }
    places
}

pub(super) fn read_area(sent: &Sent, known: &Known) -> Result<Edit, Faults> {
    let mut area = Vec::new();
    for typed in places(sent) {
        // What stood there already means what it meant, even where its name leads to several.
        if let Some((code, _)) = known.served.iter().find(|(_, name)| *name == typed) {
            area.push(*code);
            continue;
        }
        match facts::one_place(&typed, &known.found) {
            Ok((code, _)) => area.push(code),
            Err(words) => return Err(Faults::one(PLACES, words)),
        }
    }
    Ok(Edit::ServiceArea(area))
}

pub(super) fn pack_words<'w>(codes: impl Iterator<Item = &'w str>, packed: &mut Packed) {
    for code in codes {
        packed.put(WORDS, code);
    }
}

pub(super) fn shape_words(sheet: Sheet, sent: &Sent, faults: &Faults) -> Shape {
    let words: Vec<(&str, &str)> = match sheet {
        Sheet::Roles => StaffRole::ALL
            .iter()
            .map(|word| (word.code(), word.word()))
            .collect(),
        Sheet::Languages => Language::ALL
            .iter()
            .map(|word| (word.code(), word.word()))
            .collect(),
        _ => AccessFeature::ALL
            .iter()
            .map(|word| (word.code(), word.word()))
            .collect(),
    };
    let field = Field::any(WORDS, sheet.word(), ticks(words, sent, WORDS));
    Shape {
        fields: vec![field.wrong(faults.of(WORDS))],
        ..Shape::default()
    }
}

pub(super) fn read_words(sheet: Sheet, sent: &Sent) -> Result<Edit, Faults> {
    // Whatever is no word of the list was never offered.
    Ok(match sheet {
        Sheet::Roles => Edit::Roles(sent.all(WORDS).filter_map(StaffRole::from_code).collect()),
        Sheet::Languages => {
            Edit::Languages(sent.all(WORDS).filter_map(Language::from_code).collect())
        }
        _ => Edit::Access(
            sent.all(WORDS)
                .filter_map(AccessFeature::from_code)
                .collect(),
        ),
    })
}
