//! What a form asks of a 法人. A form sends what it first showed beside what was typed, so that what nobody
//! touched is not written and never undoes what somebody else wrote.

use std::collections::HashMap;

use renkei_domain::directory::correction::OrganizationField as Fact;
use renkei_domain::directory::edit::OrganizationEdit;
use renkei_domain::directory::organization::OrganizationFacts;

use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Packed, Sent};
use crate::pages::editing::kit::Faults;
use crate::pages::editing::sheet::facts::{one_place, plain};

/// A field as a form shows it: a city without its code.
fn shown(field: Fact, facts: &OrganizationFacts) -> String {
    let value = match field {
        Fact::City => facts
            .address
            .as_ref()
            .map(|address| address.city.to_string()),
        field => field.read(facts),
    };
    value.unwrap_or_default()
}

fn was(field: Fact) -> String {
    format!("was-{}", field.code())
}

/// What was typed into a field, where that differs from what it first showed.
fn typed(field: Fact, sent: &Sent) -> Option<String> {
    let typed = plain(sent.raw(field.code()));
    (typed != plain(sent.raw(&was(field)))).then_some(typed)
}

pub(super) fn pack(facts: &OrganizationFacts, packed: &mut Packed) {
    for field in Fact::ALL {
        let value = shown(*field, facts);
        packed.put(field.code(), &value);
        packed.put(was(*field), value);
    }
}

pub(super) fn merge(sent: &Sent, now: &OrganizationFacts, packed: &mut Packed) {
    for field in Fact::ALL {
        let value = shown(*field, now);
        if typed(*field, sent).is_none() {
            packed.replace(field.code(), &value);
        }
        packed.replace(&was(*field), value);
    }
}

/// What the form carries beside its fields.
pub(super) fn carried(sent: &Sent) -> Vec<(String, String)> {
    let carried = Fact::ALL.iter().map(|field| {
        let name = was(*field);
        let value = sent.raw(&name).to_owned();
        (name, value)
    });
    carried.collect()
}

/// The fields, filled in.
pub(super) fn shape(sent: &Sent, faults: &Faults) -> Vec<Field> {
    let line = |fact: Fact, label| {
        Field::sentence(fact.code(), label, sent.text(fact.code())).wrong(faults.of(fact.code()))
    };
    vec![
        line(Fact::Name, "法人の正式な名前").hinted("例: 社会福祉法人ひなた会"),
        line(Fact::Kana, "よみ"),
        line(Fact::CorporateNumber, "法人番号").hinted("13けた。わからないときは、空にします。"),
        line(Fact::HeadOfBody, "代表者")
            .hinted("役職と名前。本人のことを伝えた記録に、法人の住所といっしょに要ります。"),
        line(Fact::City, "法人の住所: 市区町村")
            .hinted("例: 大阪府高槻市。空にすると、法人の住所がすべて消えます。"),
        line(Fact::PostalCode, "法人の住所: 郵便番号").hinted("例: 569-0071"),
        line(Fact::AddressRest, "法人の住所: 番地から先"),
        line(Fact::Phone, "法人の電話番号"),
        line(Fact::Fax, "法人のFAX番号"),
        line(Fact::Url, "法人のホームページ").hinted("https:// からはじまるアドレス"),
    ]
}

/// The fields that were touched, as they should read, and what is wrong with them.
pub(super) async fn edits(
    site: &Site,
    sent: &Sent,
) -> Result<(Vec<OrganizationEdit>, Faults), PageFault> {
    let mut found = HashMap::new();
    if let Some(city) = typed(Fact::City, sent).filter(|typed| !typed.is_empty()) {
        let area = site.app.find_area(&city).await?;
        found.insert(city, area);
    }
    let (mut edits, mut faults) = (Vec::new(), Faults::default());
    for field in Fact::ALL {
        let Some(typed) = typed(*field, sent) else {
            continue;
        };
        let value = match field {
            _ if typed.is_empty() => None,
            Fact::City => match one_place(&typed, &found) {
                Ok((code, name)) => Some(format!("{code} {name}")),
                Err(words) => {
                    faults.add(field.code(), words);
                    continue;
                }
            },
            _ => Some(typed),
        };
        edits.push(OrganizationEdit {
            field: *field,
            value,
        });
    }
    Ok((edits, faults))
}
