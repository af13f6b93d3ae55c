//! Published fields. A form sends what it first showed beside what was typed, so that what nobody touched
//! is not written and never undoes what somebody else wrote.

use std::collections::HashMap;

use renkei_app::directory::area::FoundArea;
use renkei_domain::directory::correction::CorrectableField as Fact;
use renkei_domain::directory::edit::{Edit, FactEdit};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::resource::ResourceFacts;

use super::super::kit::{Faults, choices, unreadable_hours};
use super::{Known, Shape, place};
use crate::form::{Field, Packed, Sent};

/// What it is, where it is and how it is reached.
pub(in super::super) const CONTACT: &[Fact] = &[
    Fact::Name,
    Fact::Kana,
    Fact::Kind,
    Fact::City,
    Fact::PostalCode,
    Fact::AddressRest,
    Fact::Location,
    Fact::Phone,
    Fact::Fax,
    Fact::Email,
    Fact::Url,
    Fact::OfficeNumber,
    Fact::Capacity,
];

/// When it is open.
pub(in super::super) const HOURS: &[Fact] = &[Fact::Hours, Fact::HoursNote];

/// A field as a form shows it: a city without its code, and each statement about hours on its line.
fn shown(field: Fact, facts: &ResourceFacts) -> String {
    let value = match field {
        Fact::City => facts
            .address
            .as_ref()
            .map(|address| address.city.to_string()),
        Fact::Hours => field.read(facts).map(|hours| hours.replace("; ", "\n")),
        field => field.read(facts),
    };
    value.unwrap_or_default()
}

fn was(field: Fact) -> String {
    format!("was-{}", field.code())
}

pub(in super::super) fn plain(text: &str) -> String {
    text.trim().replace("\r\n", "\n")
}

/// What was typed into a field, where that differs from what it first showed.
fn typed(field: Fact, sent: &Sent) -> Option<String> {
    let typed = plain(sent.raw(field.code()));
    (typed != plain(sent.raw(&was(field)))).then_some(typed)
}

pub(super) fn pack(fields: &[Fact], facts: &ResourceFacts, packed: &mut Packed) {
    for field in fields {
        if *field == Fact::Location {
            place::pack(facts, packed);
            continue;
        }
        let value = shown(*field, facts);
        packed.put(field.code(), &value);
        packed.put(was(*field), value);
    }
}

pub(super) fn merge(fields: &[Fact], sent: &Sent, now: &ResourceFacts, packed: &mut Packed) {
    for field in fields {
        if *field == Fact::Location {
            place::merge(sent, now, packed);
            continue;
        }
        let value = shown(*field, now);
        if typed(*field, sent).is_none() {
            packed.replace(field.code(), &value);
        }
        packed.replace(&was(*field), value);
    }
}

pub(in super::super) fn places(sent: &Sent) -> Vec<String> {
    let city = typed(Fact::City, sent);
    city.into_iter().filter(|typed| !typed.is_empty()).collect()
}

/// What the form carries beside its fields.
pub(super) fn carried(fields: &[Fact], sent: &Sent) -> Vec<(String, String)> {
    let carried = fields.iter().flat_map(|field| {
        if *field == Fact::Location {
            return place::carried(sent);
        }
        let name = was(*field);
        let value = sent.raw(&name).to_owned();
        vec![(name, value)]
    });
    carried.collect()
}

pub(super) fn shape(sent: &Sent, faults: &Faults) -> Shape {
    Shape {
        fields: fields(sent, faults),
        hidden: carried(CONTACT, sent),
        ..Shape::default()
    }
}

/// The fields of an entry, known or new.
pub(in super::super) fn fields(sent: &Sent, faults: &Faults) -> Vec<Field> {
    let line = |fact: Fact, label| {
        Field::sentence(fact.code(), label, sent.text(fact.code())).wrong(faults.of(fact.code()))
    };
    let kinds = ResourceKind::ALL
        .iter()
        .map(|kind| (kind.code(), kind.word()));
    let kind = choices(Some("選んでください"), kinds, sent.text("kind"));
    let mut fields = vec![
        line(Fact::Name, "名前"),
        line(Fact::Kana, "よみ"),
        Field::listed("kind", "種類", kind).wrong(faults.of("kind")),
        line(Fact::City, "市区町村").hinted("例: 大阪府高槻市。空にすると、住所がすべて消えます。"),
        line(Fact::PostalCode, "郵便番号").hinted("例: 569-0071"),
        line(Fact::AddressRest, "番地から先"),
    ];
    fields.extend(place::fields(sent, faults));
    fields.extend([
        line(Fact::Phone, "電話番号"),
        line(Fact::Fax, "FAX番号"),
        line(Fact::Email, "メールアドレス"),
        line(Fact::Url, "ホームページ").hinted("https:// からはじまるアドレス"),
        line(Fact::OfficeNumber, "事業所番号"),
        Field::count("capacity", "定員（公表）", sent.text("capacity"))
            .wrong(faults.of("capacity")),
    ]);
    fields
}

pub(super) fn read(fields: &[Fact], sent: &Sent, known: &Known) -> Result<Edit, Faults> {
    let (edits, faults) = edits(fields, sent, &known.found);
    if faults.0.is_empty() {
        Ok(Edit::Facts(edits))
    } else {
        Err(faults)
    }
}

/// The fields that were touched, as they should read, and what is wrong with them.
pub(in super::super) fn edits(
    fields: &[Fact],
    sent: &Sent,
    found: &HashMap<String, FoundArea>,
) -> (Vec<FactEdit>, Faults) {
    let (mut edits, mut faults) = (Vec::new(), Faults::default());
    for field in fields {
        if *field == Fact::Location {
            edits.extend(place::edit(sent, &mut faults));
            continue;
        }
        let Some(typed) = typed(*field, sent) else {
            continue;
        };
        let value = if typed.is_empty() {
            None
        } else {
            match written(*field, typed, found) {
                Ok(value) => Some(value),
                Err(words) => {
                    faults.add(field.code(), words);
                    continue;
                }
            }
        };
        edits.push(FactEdit {
            field: *field,
            value,
        });
    }
    (edits, faults)
}

/// What was typed in the field's written form.
fn written(
    field: Fact,
    typed: String,
    found: &HashMap<String, FoundArea>,
) -> Result<String, String> {
    match field {
        Fact::City => one_place(&typed, found).map(|(code, name)| format!("{code} {name}")),
        Fact::Hours => match renkei_domain::directory::hours::Hours::parse(&typed) {
            Ok(_) => Ok(typed),
            Err(fault) => Err(unreadable_hours(&fault.statement)),
        },
        Fact::Capacity => Ok(renkei_domain::text::fold(&typed)),
        _ => Ok(typed),
    }
}

/// The one municipality that a typed name leads to, with its prefecture, or what to do.
pub(in crate::pages) fn one_place(
    typed: &str,
    found: &HashMap<String, FoundArea>,
) -> Result<
    (
        renkei_domain::directory::municipality::MunicipalityCode,
        String,
    ),
    String,
> {
    match found.get(typed) {
        Some(FoundArea::One(place)) => {
            Ok((place.code, format!("{}{}", place.prefecture, place.name)))
        }
        Some(FoundArea::Several(several)) => {
            let names = several.iter().take(6);
            let names: Vec<String> = names
                .map(|place| format!("{}{}", place.prefecture, place.name))
                .collect();
            Err(format!(
                "「{typed}」はいくつもあります。{} のように、都道府県から入れてください。",
                names.join("、")
            ))
        }
        Some(FoundArea::None) | None => Err(format!(
            "「{typed}」という市区町村は見つかりません。「大阪府高槻市」のように入れてください。"
        )),
    }
}

#[cfg(test)]
mod tests {
    use renkei_domain::text::Line;

    use super::*;

    fn office() -> ResourceFacts {
        let name = Line::parse("ひなたの会").expect("a name");
        ResourceFacts::named(ResourceKind::PeerGroup, name)
    }

    #[test]
    fn what_nobody_touched_is_not_written() {
        let mut packed = Packed::default();
        pack(CONTACT, &office(), &mut packed);
        packed.replace("phone", "072-000-0001");
        let (edits, faults) = edits(CONTACT, &packed.sent(), &HashMap::new());
        assert!(faults.0.is_empty());
        let phone = FactEdit {
            field: Fact::Phone,
            value: Some("072-000-0001".to_owned()),
        };
        assert_eq!(edits, [phone]);
    }

    #[test]
    fn who_comes_second_keeps_what_they_typed_and_sees_what_the_first_wrote() {
        let mut packed = Packed::default();
        pack(CONTACT, &office(), &mut packed);
        packed.replace("phone", "072-000-0001");
        let sent = packed.sent();
        let mut now = office();
        now.fax = Some(renkei_domain::directory::phone::Phone::published(
            Line::parse("072-000-0101").expect("a number"),
        ));
        let mut merged = Packed::of(&sent);
        merge(CONTACT, &sent, &now, &mut merged);
        let merged = merged.sent();
        assert_eq!(merged.text("phone"), "072-000-0001");
        assert_eq!(merged.text("fax"), "072-000-0101");
        let (edits, _) = edits(CONTACT, &merged, &HashMap::new());
        assert_eq!(edits.len(), 1, "{edits:?}");
    }
}
