//! Records in words.

use renkei_app::provisions::read::RecordsView;
use renkei_domain::consent::{Categories, ConsentPurpose, InformationCategory};
use renkei_domain::provisions::{KeptProvision, ProvisionBasis};

use super::super::facts::{Fact, Facts, day, fact, said};

/// A record.
#[derive(Debug, Clone)]
pub(super) struct RecordLine {
    pub(super) heading: String,
    pub(super) facts: Facts,
}

/// The words for what was told: plain ones for the person.
fn categories(view: &RecordsView, told: &Categories) -> Vec<String> {
    let word: fn(InformationCategory) -> &'static str = if view.is_person {
        InformationCategory::plain
    } else {
        InformationCategory::word
    };
    told.iter().map(|one| word(*one).to_owned()).collect()
}

fn purpose(view: &RecordsView, purpose: ConsentPurpose) -> &'static str {
    if view.is_person {
        purpose.plain()
    } else {
        purpose.word()
    }
}

/// By what it could be told.
pub(super) fn basis(kept: &KeptProvision) -> &'static str {
    let mut told = kept.record.told.iter();
    if told.any(|(_, basis)| matches!(basis, ProvisionBasis::Exception(_))) {
        "法律で決められた場合（同意なし）"
    } else {
        "本人の同意"
    }
}

/// A record of what was told.
pub(super) fn provision_line(view: &RecordsView, kept: &KeptProvision) -> RecordLine {
    let record = &kept.record;
    let heard = &record.recipient;
    let moment = record.at.in_japan();
    let facts = [
        Some(fact(
            "日",
            format!("{} {}", day(moment.date), moment.minute),
        )),
        Some(Fact {
            name: "伝えたこと",
            lines: categories(view, &record.categories()),
        }),
        Some(fact("なんのため", purpose(view, record.purpose))),
        Some(fact("方法", record.means)),
        Some(fact("もとになること", basis(kept))),
        said("聞いた人", heard.heard_by.as_ref()),
        said("法人", heard.body.as_ref()),
        said("代表者", heard.head.as_ref()),
        said("住所", heard.address.as_ref()),
        Some(fact("話した人", view.name_of(record.told_by))),
    ];
    RecordLine {
        heading: heard.name.clone(),
        facts: Facts::of(facts),
    }
}
