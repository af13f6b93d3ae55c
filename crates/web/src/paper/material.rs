//! 会議資料: a numbered copy for each who may have one, behind a page with the address where it is posted.

use renkei_app::cases::by_category::CaseFact;
use renkei_app::paper::{MaterialCopy, MaterialLetter, MaterialPaper, Sender};
use renkei_domain::consent::InformationCategory;
use renkei_domain::directory::address::Address;
use renkei_domain::provisions::{ObtainedHow, ToldHow};
use renkei_domain::text::Prose;
use renkei_domain::time::era_date;
use renkei_print::sheets::{AddressPage, MaterialEntry, MaterialSection};
use renkei_print::{Ruby, Words, sheets};

use super::called::{line, parts, to};
use super::conference::{hours, keeper};
use super::{ToPrint, network};
use crate::words::listed;

/// What the person said, where the recipient may read it, or that nobody asked yet.
fn own(copy: &MaterialCopy, category: InformationCategory, said: Option<&Prose>) -> Option<Words> {
    let words = || match said {
        Some(said) => Words::lines(said.as_str()),
        None => "まだ聞いていません。".into(),
    };
    copy.told.contains(&category).then(words)
}

fn section(facts: &[CaseFact]) -> Option<MaterialSection> {
    let first = facts.first()?;
    let entries = facts.iter().map(|fact| MaterialEntry {
        label: Some(fact.label.as_str().into()),
        text: Words::lines(&fact.text),
    });
    Some(MaterialSection {
        heading: first.category.word().into(),
        entries: entries.collect(),
    })
}

/// The page before a copy that is posted: from the same as the call to the conference is.
fn address_page(letter: &MaterialLetter, sender: &Sender) -> AddressPage {
    let target = letter.target.as_ref();
    let (code, address) = target.map(|target| parts(target.as_str())).unzip();
    let known = letter.postal_code.as_ref().map(ToString::to_string);
    let from = keeper(sender);
    AddressPage {
        to: to(
            &letter.to,
            letter.contact.as_ref(),
            letter.ask_for.as_deref(),
        ),
        contact: line(letter.contact.as_ref()),
        postal_code: code.flatten().or(known),
        address: address.map(Words::from),
        from: from.name,
        from_phone: from.phone,
    }
}

fn copy(copy: &MaterialCopy, sender: &Sender, (place, of): (usize, usize)) -> sheets::MaterialCopy {
    let agreed = copy.agreed.iter();
    let agreed: Vec<String> = agreed
        .map(|(on, what)| format!("{} {what}", era_date(*on)))
        .collect();
    let sections = copy
        .facts
        .chunk_by(|one, next| one.category == next.category);
    sheets::MaterialCopy {
        number: format!("{}/{of}", place + 1),
        to: copy.to.as_str().into(),
        wishes: own(copy, InformationCategory::Wishes, copy.wishes.as_ref()),
        can_do: own(copy, InformationCategory::Skills, copy.can_do.as_ref()),
        sections: sections.filter_map(section).collect(),
        agreed: agreed.join("、").into(),
        may_be_faxed: copy.ways.contains(&ToldHow::Fax),
        address_page: copy
            .letter
            .as_ref()
            .map(|letter| address_page(letter, sender)),
        told: listed(&copy.printed(), InformationCategory::word).into(),
    }
}

pub(super) fn material(paper: &MaterialPaper) -> ToPrint {
    let (slot, sender) = (paper.slot.as_ref(), &paper.sender);
    let copies = paper.copies.iter().enumerate();
    let of = paper.copies.len();
    let address = sender.address.as_ref().map(Address::line);
    let head = sender.head_of_body.as_ref().map(ToString::to_string);
    let known = |said: Option<String>| said.unwrap_or_else(|| "（わかっていません）".to_owned());
    ToPrint {
        sheet: renkei_print::Sheet::Material(sheets::MaterialSheet {
            network: network(&paper.head),
            for_whom: paper.for_whom.as_str().into(),
            on: slot.map(|slot| slot.begins.in_japan().date),
            hours: slot.map(hours),
            lead: sender.lead.as_str().into(),
            lead_address: Some(known(address).into()),
            lead_head: Some(known(head).into()),
            obtained: ObtainedHow::InTheirWork.word().into(),
            purpose: paper.purpose.consent().word().into(),
            copies: copies
                .map(|(place, one)| copy(one, sender, (place, of)))
                .collect(),
        }),
        ruby: Ruby::Off,
        name: "会議資料.pdf",
        plain_name: "material.pdf",
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use renkei_domain::directory::phone::Phone;
    use renkei_domain::text::Line;

    use super::*;

    fn text(text: &str) -> Line {
        Line::parse(text).expect("a line")
    }

    fn sender() -> Sender {
        Sender {
            lead: "つばさ橋".to_owned(),
            keeper: Some(text("高槻 はるか")),
            phone: Some(Phone::published(text("072-000-1234"))),
            fax: None,
            mail: None,
            address: None,
            head_of_body: None,
        }
    }

    #[test]
    fn a_copy_opens_with_what_its_recipient_may_read_and_keeps_categories_together() {
        use InformationCategory as C;
        let fact = |category, label: &str| CaseFact {
            category,
            label: label.to_owned(),
            text: "文".to_owned(),
        };
        let cut = MaterialCopy {
            to: "病院".to_owned(),
            told: [C::Basic, C::Wishes, C::Accommodations, C::History].into(),
            wishes: None,
            can_do: None,
            facts: vec![
                fact(C::Basic, "生年月日"),
                fact(C::History, "課題"),
                fact(C::History, "記録"),
            ],
            agreed: vec![(
                NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day"),
                "本人の同意",
            )],
            ways: [ToldHow::Document].into(),
            letter: None,
        };
        let made = copy(&cut, &sender(), (1, 3));
        assert_eq!(made.number, "2/3");
        assert!(!made.may_be_faxed, "no consent names FAX");
        assert_eq!(made.wishes, Some("まだ聞いていません。".into()));
        assert_eq!(made.can_do, None, "it is not theirs to read");
        let sections: Vec<usize> = made.sections.iter().map(|one| one.entries.len()).collect();
        assert_eq!(sections, [1, 2]);
        assert_eq!(made.agreed, Words::from("令和8年11月20日(金) 本人の同意"));
        assert_eq!(
            made.told,
            Words::from("基本情報、経過・記録"),
            "what nobody wrote down was given to nobody"
        );
        assert_eq!(made.address_page, None, "it is handed over");
    }

    #[test]
    fn the_address_page_has_the_address_in_its_parts_and_the_sender_of_the_call() {
        let letter = MaterialLetter {
            to: "高槻病院".to_owned(),
            contact: None,
            ask_for: Some("地域連携室".to_owned()),
            target: Some(text("〒569-0000 大阪府高槻市1-2")),
            postal_code: None,
        };
        let page = address_page(&letter, &sender());
        assert_eq!(page.to, Words::from("高槻病院 地域連携室"));
        assert_eq!(page.postal_code.as_deref(), Some("569-0000"));
        assert_eq!(page.address, Some("大阪府高槻市1-2".into()));
        assert_eq!(page.from, Words::from("高槻 はるか（つばさ橋）"));
        assert_eq!(page.from_phone.as_deref(), Some("072-000-1234"));

        let known = MaterialLetter {
            contact: Some(text("田中")),
            target: Some(text("大阪府高槻市1-2")),
            postal_code: Some(text("569-0001")),
            ..letter.clone()
        };
        let page = address_page(&known, &sender());
        assert_eq!(page.to, Words::from("高槻病院"));
        assert_eq!(page.contact, Some("田中".into()));
        assert_eq!(page.postal_code.as_deref(), Some("569-0001"));

        let unknown = MaterialLetter {
            target: None,
            ..letter
        };
        let page = address_page(&unknown, &sender());
        assert_eq!((page.postal_code, page.address), (None, None));
    }
}
