//! Forms of consent, and copies of a consent for one recipient.

use renkei_app::paper::{ConsentCopyPaper, ConsentFormPaper};
use renkei_domain::consent::package::Question;
use renkei_domain::consent::readings::read;
use renkei_domain::consent::sheet::AskedOccasion;
use renkei_domain::consent::{ConsentPurpose, InformationCategory, Means};
use renkei_print::{Contact, Ruby, Words, sheets};

use super::{ToPrint, code, network};
use crate::words::listed;

/// A text of ours with its readings.
pub(super) fn easy(text: &str) -> Words {
    let pieces = read(text).into_iter();
    pieces.fold(Words::default(), |words, piece| match piece.reading {
        Some(reading) => words.then_read(piece.text, reading),
        None => words.then(piece.text),
    })
}

fn question(question: Question) -> sheets::ConsentQuestion {
    let categories = question.group.categories();
    let legal: Vec<&str> = categories.iter().map(|one| one.legal()).collect();
    sheets::ConsentQuestion {
        plain: easy(&question.plain()),
        details: question.details().into_iter().map(easy).collect(),
        legal: legal.join("／").into(),
    }
}

fn occasion(asked: &AskedOccasion, to: &[String]) -> sheets::ConsentOccasion {
    let package = asked.package;
    let purposes = &asked.purposes;
    sheets::ConsentOccasion {
        heading: easy(package.word()),
        plain: easy(&listed(purposes, ConsentPurpose::plain)),
        legal: format!(
            "{}を目的として、下の個人情報を提供することについての同意",
            listed(purposes, ConsentPurpose::legal)
        )
        .into(),
        to: to.iter().map(|name| name.as_str().into()).collect(),
        means: easy(&listed(&asked.means, Means::plain)),
        questions: package.questions().map(question).collect(),
    }
}

pub(super) fn form(paper: &ConsentFormPaper) -> ToPrint {
    let sheet = &paper.sheet;
    let occasions = sheet.occasions.iter().zip(&paper.to);
    let ask = match &paper.keeper {
        Some(keeper) => format!("{keeper}（{}）", paper.lead),
        None => paper.lead.clone(),
    };
    ToPrint {
        sheet: renkei_print::Sheet::ConsentForm(sheets::ConsentFormSheet {
            network: network(&paper.head),
            for_whom: paper.for_whom.as_str().into(),
            code: code(&sheet.code),
            lead: paper.lead.as_str().into(),
            occasions: occasions.map(|(asked, to)| occasion(asked, to)).collect(),
            last_day: sheet.last_day,
            ask: Contact {
                name: ask.into(),
                phone: None,
                hours: None,
                mail: None,
            },
            version: sheet.text_version.as_str().into(),
        }),
        ruby: Ruby::On,
        name: "同意の用紙.pdf",
        plain_name: "consent-form.pdf",
    }
}

fn item(category: InformationCategory) -> sheets::ConsentCopyItem {
    sheets::ConsentCopyItem {
        plain: easy(category.plain()),
        legal: category.legal().into(),
    }
}

pub(super) fn copy(paper: &ConsentCopyPaper) -> ToPrint {
    let consent = &paper.consent;
    ToPrint {
        sheet: renkei_print::Sheet::ConsentCopy(sheets::ConsentCopySheet {
            network: network(&paper.head),
            to: paper.to.as_str().into(),
            for_whom: paper.for_whom.as_str().into(),
            lead: paper.lead.as_str().into(),
            keeper: paper.keeper.as_ref().map(|name| name.as_str().into()),
            giver: consent.giver.with_basis().into(),
            given_on: consent.given_on,
            how: consent.form.word().into(),
            first_day: consent.validity.first_day(),
            last_day: consent.validity.last_day(),
            items: paper.categories.iter().copied().map(item).collect(),
            purposes: listed(&consent.purposes, ConsentPurpose::legal).into(),
            means: listed(&consent.means, Means::word).into(),
        }),
        ruby: Ruby::Off,
        name: "同意の写し.pdf",
        plain_name: "consent-copy.pdf",
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use renkei_app::paper::Letterhead;
    use renkei_domain::consent::package::Package;
    use renkei_domain::consent::sheet::ConsentSheet;
    use renkei_domain::consent::{ConsentRecipient, RecipientKind};
    use renkei_domain::ids::ConsentSheetId;
    use renkei_domain::people::PaperCode;
    use renkei_domain::text::Line;

    use super::*;

    #[test]
    fn a_form_asks_what_was_chosen_in_both_wordings_and_its_file_names_nobody() {
        let package = Package::MedicalCooperation;
        let kind = ConsentRecipient::KindInTeam(RecipientKind::Medical);
        let paper = ConsentFormPaper {
            head: Letterhead::default(),
            for_whom: "山田 花子 さん".to_owned(),
            lead: "ひなた".to_owned(),
            keeper: None,
            sheet: ConsentSheet {
                id: ConsentSheetId::from_uuid(Default::default()),
                code: PaperCode::read("K7QM-2XHD").expect("a code"),
                occasions: vec![AskedOccasion {
                    package,
                    recipients: [kind].into_iter().collect(),
                    purposes: package.purposes(),
                    means: package.means(),
                }],
                last_day: NaiveDate::from_ymd_opt(2027, 11, 19).expect("a day"),
                text_version: Line::parse("同意の質問").expect("a line"),
            },
            to: vec![vec!["みほん病院".to_owned()]],
        };
        let to_print = form(&paper);
        assert!(!to_print.name.contains("花子"), "files lie about");
        let renkei_print::Sheet::ConsentForm(made) = to_print.sheet else {
            panic!("another sheet");
        };
        assert_eq!(made.code.groups(), ["K7QM", "2XHD"]);
        assert_eq!(made.occasions.len(), 1);
        let occasion = &made.occasions[0];
        assert_eq!(occasion.to, [Words::from("みほん病院")]);
        assert_eq!(occasion.questions.len(), package.questions().count());
        let expected = Words::read("医療連携", "いりょうれんけい");
        assert_eq!(occasion.heading, expected);
        for asked in &occasion.questions {
            assert!(!asked.details.is_empty() && asked.legal != Words::default());
        }
    }
}
