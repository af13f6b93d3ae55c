//! The sheet of what was told of a person and what came in.

use renkei_app::paper::RecordsPaper;
use renkei_domain::consent::Categories;
use renkei_domain::provisions::{KeptProvision, NamedAgency, Provision, Receipt};
use renkei_domain::time::japanese_date;
use renkei_print::sheets::{self, RecordEntry};
use renkei_print::{Ruby, Words};

use super::{ToPrint, network};
use crate::pages::cases::records::{asked_by_law, basis, head_words};

fn words(text: Option<&impl ToString>) -> Option<Words> {
    text.map(|text| Words::lines(&text.to_string()))
}

/// The 法人 of an agency, as far as it is known, with its head, or that nobody knows it.
fn body(agency: &NamedAgency) -> Words {
    let head = format!("代表者 {}", head_words(agency));
    let parts: Vec<String> = agency.body.clone().into_iter().chain([head]).collect();
    parts.join("　").into()
}

/// Where an agency is, or that nobody knows it.
fn address(agency: &NamedAgency) -> Words {
    Words::lines(&asked_by_law(agency.address.as_ref()))
}

fn categories(told: &Categories) -> Words {
    let words: Vec<&str> = told.iter().map(|one| one.word()).collect();
    words.join("、").into()
}

/// Who told it, and when they wrote that down, where that was on a later day.
fn written_by(record: &Provision, by: &str) -> Words {
    let (told, noted) = (record.at.in_japan().date, record.noted_at.in_japan().date);
    if told == noted {
        by.into()
    } else {
        format!("{by}（{} に書いた）", japanese_date(noted)).into()
    }
}

fn told((kept, by): &(KeptProvision, String)) -> RecordEntry {
    let record = &kept.record;
    let agency = &record.recipient;
    RecordEntry {
        on: record.at.in_japan().date,
        agency: agency.name.as_str().into(),
        contact: words(agency.contact.as_ref()),
        body: Some(body(agency)),
        address: Some(address(agency)),
        of: words(record.name.as_ref()),
        what: categories(&record.categories()),
        said: None,
        purpose: Some(record.purpose.word().into()),
        means: record.means.word().into(),
        basis: basis(kept).into(),
        obtained: None,
        by: written_by(record, by),
    }
}

fn heard((receipt, by): &(Receipt, String)) -> RecordEntry {
    let agency = &receipt.from;
    RecordEntry {
        on: receipt.on,
        agency: agency.name.as_str().into(),
        contact: words(agency.contact.as_ref()),
        body: Some(body(agency)),
        address: Some(address(agency)),
        of: words(receipt.name.as_ref()),
        what: categories(&receipt.categories),
        said: words(receipt.what.as_ref()),
        purpose: None,
        means: receipt.means.word().into(),
        basis: receipt.ground.word().into(),
        obtained: Some(receipt.obtained.word().into()),
        by: by.as_str().into(),
    }
}

pub(super) fn records(sheet: &RecordsPaper) -> ToPrint {
    let until = sheet.span.until.unwrap_or(sheet.as_of);
    ToPrint {
        sheet: renkei_print::Sheet::Records(sheets::RecordsSheet {
            network: network(&sheet.head),
            for_whom: sheet.for_whom.as_str().into(),
            lead: sheet.lead.as_str().into(),
            lead_place: words(sheet.lead_place.as_ref()),
            from: sheet.span.from,
            until,
            told: sheet.told.iter().map(told).collect(),
            heard: sheet.heard.iter().map(heard).collect(),
        }),
        ruby: Ruby::On,
        name: "伝えた記録.pdf",
        plain_name: "records.pdf",
    }
}

#[cfg(test)]
mod tests {
    use renkei_domain::consent::InformationCategory;

    use super::*;

    #[test]
    fn an_agency_is_told_with_its_body_and_head_or_without() {
        let agency = |of: Option<&str>, head: Option<&str>| NamedAgency {
            name: "クリニック".to_owned(),
            contact: None,
            address: None,
            body: of.map(str::to_owned),
            head: head.map(str::to_owned),
        };
        let nothing = agency(None, None);
        let unknown = "代表者 （法人のとき。わかっていません）";
        assert_eq!(body(&nothing), Words::from(unknown));
        let headless = body(&agency(Some("医療法人"), None));
        assert_eq!(
            headless,
            Words::from("医療法人　代表者 （わかっていません）")
        );
        assert_eq!(address(&nothing), Words::from("（わかっていません）"));
        let whole = body(&agency(Some("医療法人"), Some("小森")));
        assert_eq!(whole, Words::from("医療法人　代表者 小森"));
        let told: Categories = [InformationCategory::Basic, InformationCategory::Skills].into();
        assert_eq!(categories(&told), Words::from("基本情報、技能習得"));
    }
}
