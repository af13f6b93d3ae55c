//! The sheets of consents, as they are usually, with as little as they can have, and with far too much.

use renkei_domain::consent::package::Package;
use renkei_domain::consent::readings;

use super::{day, options};
use crate::sheets::{
    ConsentCopyItem, ConsentCopySheet, ConsentFormSheet, ConsentOccasion, ConsentQuestion, Sheet,
};
use crate::{Code, Contact, Words, render};

fn question(group: &str) -> ConsentQuestion {
    ConsentQuestion {
        plain: Words::from("てつだう")
            .then_read("人", "ひと")
            .then(format!(
                "どうしの ふだんの れんらくで、あなたの「{group}」のことを "
            ))
            .then_read("話", "はな")
            .then("しても いいですか。"),
        details: vec![
            Words::from("なまえ・")
                .then_read("生", "う")
                .then("まれた")
                .then_read("日", "ひ")
                .then("・れんらくさき"),
            Words::from("くらしのこと・お")
                .then_read("金", "かね")
                .then("のこと"),
        ],
        legal: Words::from(
            "氏名、ふりがな、生年月日、住所、連絡先その他の基本情報／生活状況、収入、年金、手当その他の経済状況に関する情報",
        ),
    }
}

fn occasion(questions: Vec<ConsentQuestion>) -> ConsentOccasion {
    ConsentOccasion {
        heading: Words::read("日常連絡", "にちじょうれんらく"),
        plain: Words::from("まいにちの ぐあいを ")
            .then_read("知", "し")
            .then("っておくため、ぐあいが わるいときに、たすけるため"),
        legal: Words::from(
            "日常の体調の把握及び管理、体調不良時における対応及び連絡調整を目的として、次の個人情報を提供すること",
        ),
        to: vec![Words::from("こもれびこころのクリニック（小森 さん）")],
        means: Words::from("文書・画面、電話"),
        questions,
    }
}

fn form(occasions: Vec<ConsentOccasion>) -> ConsentFormSheet {
    ConsentFormSheet {
        network: Words::from("高槻・島本 はたらく応援ネットワーク"),
        for_whom: Words::from("山﨑 陽 さん"),
        code: Code::in_groups("K7QM2XHD", 4),
        lead: Words::from("社会福祉法人つばさ橋福祉会"),
        occasions,
        last_day: day(),
        ask: Contact {
            name: Words::from("高槻 はるか（社会福祉法人つばさ橋福祉会）"),
            phone: Some("072-000-1234".to_owned()),
            hours: None,
            mail: None,
        },
        version: Words::from("同意の質問 2026年11月"),
    }
}

fn item(plain: &str, legal: &str) -> ConsentCopyItem {
    ConsentCopyItem {
        plain: Words::from(plain),
        legal: Words::from(legal),
    }
}

fn copy(items: Vec<ConsentCopyItem>) -> ConsentCopySheet {
    ConsentCopySheet {
        network: Words::from("高槻・島本 はたらく応援ネットワーク"),
        to: Words::from("こもれびこころのクリニック"),
        for_whom: Words::from("山﨑 陽 さん"),
        lead: Words::from("社会福祉法人つばさ橋福祉会"),
        keeper: Some(Words::from("高槻 はるか")),
        giver: Words::from("本人"),
        given_on: day(),
        how: Words::from("書面で"),
        first_day: day(),
        last_day: day(),
        items,
        purposes: Words::from("日常の体調の把握及び管理、体調不良時における対応及び連絡調整"),
        means: Words::from("文書・画面、電話"),
    }
}

pub fn usual() -> Vec<(&'static str, Sheet)> {
    let items = vec![
        item(
            "なまえ・生まれた日・れんらくさき",
            "氏名、ふりがな、生年月日、住所、連絡先その他の基本情報",
        ),
        item(
            "しょうがいや びょうきの なまえ",
            "障害の種別及び程度、障害者手帳、病歴、傷病名並びに診断に関する情報（要配慮個人情報）",
        ),
        item(
            "くすりのこと・びょういんに かようこと",
            "服薬、通院、診療及び治療の状況に関する情報（要配慮個人情報）",
        ),
    ];
    vec![
        (
            "consent-form",
            Sheet::ConsentForm(form(vec![occasion(vec![question("くらし")])])),
        ),
        ("consent-copy", Sheet::ConsentCopy(copy(items))),
    ]
}

pub fn empty() -> Vec<(&'static str, Sheet)> {
    let bare = ConsentFormSheet {
        ask: Contact {
            name: Words::from("林"),
            phone: None,
            hours: None,
            mail: None,
        },
        ..form(Vec::new())
    };
    let nothing = ConsentCopySheet {
        keeper: None,
        ..copy(Vec::new())
    };
    vec![
        ("consent-form-empty", Sheet::ConsentForm(bare)),
        ("consent-copy-empty", Sheet::ConsentCopy(nothing)),
    ]
}

/// The sheets with one text in every place where a text can stand.
pub fn filled(text: &str) -> Vec<(&'static str, Sheet)> {
    let words = || Words::from(text).then_read(text, text);
    let question = ConsentQuestion {
        plain: words(),
        details: vec![words()],
        legal: words(),
    };
    let form = ConsentFormSheet {
        network: words(),
        for_whom: words(),
        code: Code::in_groups(text, 4),
        lead: words(),
        occasions: vec![ConsentOccasion {
            heading: words(),
            plain: words(),
            legal: words(),
            to: vec![words(), words()],
            means: words(),
            questions: vec![question],
        }],
        last_day: day(),
        ask: Contact {
            name: words(),
            phone: Some(text.to_owned()),
            hours: Some(text.to_owned()),
            mail: Some(text.to_owned()),
        },
        version: words(),
    };
    let copy = ConsentCopySheet {
        network: words(),
        to: words(),
        for_whom: words(),
        lead: words(),
        keeper: Some(words()),
        giver: words(),
        given_on: day(),
        how: words(),
        first_day: day(),
        last_day: day(),
        items: vec![ConsentCopyItem {
            plain: words(),
            legal: words(),
        }],
        purposes: words(),
        means: words(),
    };
    vec![
        ("consent-form-filled", Sheet::ConsentForm(form)),
        ("consent-copy-filled", Sheet::ConsentCopy(copy)),
    ]
}

/// A form with as many questions as are asked at a time, to a whole team, has no more pages than a hand can hold.
#[test]
fn a_form_with_every_question_stays_a_few_sheets() {
    use crate::render::set;
    use crate::tests::look::faults;
    use crate::{PrintOptions, Ruby};
    let one = ConsentOccasion {
        to: vec![
            Words::from("社会福祉法人たかつき障がい者就労支援センターひなたぼっこ");
            4
        ],
        ..occasion(vec![question("しごと"), question("くらし")])
    };
    let sheet = Sheet::ConsentForm(form(vec![one; 4]));
    for (ruby, most) in [(Ruby::Off, 2), (Ruby::On, 3)] {
        let way = PrintOptions { ruby, ..options() };
        let (document, _) = set(&sheet, &way).expect("a sheet");
        let found = faults(&document);
        assert!(found.is_empty(), "{ruby:?}: {found:#?}");
        assert!(document.pages().len() <= most, "{ruby:?}");
    }
}

/// A text of ours with its readings.
fn easy(text: &str) -> Words {
    let pieces = readings::read(text).into_iter();
    pieces.fold(Words::default(), |words, piece| match piece.reading {
        Some(reading) => words.then_read(piece.text, reading),
        None => words.then(piece.text),
    })
}

/// All that is really asked on an occasion, in both wordings.
fn really_asked(package: Package) -> ConsentOccasion {
    let purposes = package.purposes();
    let plain: Vec<&str> = purposes.iter().map(|one| one.plain()).collect();
    let legal: Vec<&str> = purposes.iter().map(|one| one.legal()).collect();
    let means: Vec<&str> = package.means().iter().map(|one| one.plain()).collect();
    let questions = package.questions().map(|question| {
        let categories = question.group.categories();
        let legal: Vec<&str> = categories.iter().map(|one| one.legal()).collect();
        ConsentQuestion {
            plain: easy(&question.plain()),
            details: question.details().into_iter().map(easy).collect(),
            legal: Words::from(legal.join("／")),
        }
    });
    ConsentOccasion {
        heading: easy(package.word()),
        plain: easy(&plain.join("、")),
        legal: Words::from(format!(
            "{}を目的として、下の個人情報を提供することについての同意",
            legal.join("、")
        )),
        to: vec![Words::from("こもれびこころのクリニック（小森 さん）")],
        means: easy(&means.join("、")),
        questions: questions.collect(),
    }
}

#[test]
fn a_person_gets_two_questions_on_one_side_and_all_eight_on_both_of_one_sheet() {
    use crate::render::set;
    use crate::tests::look::faults;
    use crate::{PrintOptions, Ruby};
    let all = || Package::ALL.iter().copied().map(really_asked);
    let questions: usize = all().map(|one| one.questions.len()).sum();
    assert_eq!(questions, 8);
    for (occasions, plain, read) in [
        (vec![really_asked(Package::MedicalCooperation)], 1, 1),
        (vec![really_asked(Package::DailyContact)], 1, 1),
        (all().collect(), 2, 3),
    ] {
        let sheet = Sheet::ConsentForm(ConsentFormSheet {
            ask: Contact {
                name: Words::from("高槻 はるか（社会福祉法人つばさ橋福祉会）"),
                phone: None,
                hours: None,
                mail: None,
            },
            ..form(occasions)
        });
        for (ruby, most) in [(Ruby::Off, plain), (Ruby::On, read)] {
            let way = PrintOptions { ruby, ..options() };
            let (document, _) = set(&sheet, &way).expect("a sheet");
            let found = faults(&document);
            assert!(found.is_empty(), "{ruby:?}: {found:#?}");
            assert!(document.pages().len() <= most, "{ruby:?}");
        }
    }
}

#[test]
fn a_clinic_gets_a_copy_on_one_page_however_much_it_may_be_told() {
    let one = item(
        "くすりのこと・びょういんに かようこと",
        "障害の種別及び程度、障害者手帳、病歴、傷病名並びに診断に関する情報（要配慮個人情報）",
    );
    // There are no more than thirteen kinds of information.
    let sheet = Sheet::ConsentCopy(copy(vec![one; 13]));
    let printed = render(&sheet, &options()).expect("a sheet");
    assert_eq!(printed.pages, 1);
}
