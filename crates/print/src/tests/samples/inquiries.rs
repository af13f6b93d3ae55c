//! The sheets by which agencies are asked about their entries.

use super::{day, moment, network};
use crate::sheets::{
    InquiryFax, InquiryForm, InquiryLetter, InquiryQuestion, InquiryScript, InquiryScriptSheet,
    InquirySheet, Sheet,
};
use crate::{Code, Contact, Words};

fn question(asks: &str, facts: &[&str]) -> InquiryQuestion {
    InquiryQuestion {
        asks: Words::from(asks),
        facts: facts.iter().map(|fact| Words::from(*fact)).collect(),
    }
}

fn questions() -> Vec<InquiryQuestion> {
    vec![
        question(
            "連絡先",
            &["電話 072-000-2222", "FAX 072-000-2223", "窓口 相談室 佐藤"],
        ),
        question("時間", &["月-金 9:00-17:00、土日 休み、祝 休み"]),
        question("空き", &["あり（2026年9月2日 現在）"]),
        question("利用条件", &["高槻市・島本町の18歳以上の方、医師の指示書"]),
        question(
            "得意・苦手",
            &["得意: 精神科訪問看護、24時間の連絡", "できないこと: 児童"],
        ),
    ]
}

fn ask() -> Contact {
    Contact {
        name: Words::from("高槻 はるか（つばさ橋福祉会）"),
        phone: Some("072-000-1234".to_owned()),
        hours: Some("月〜金 9:00〜17:30".to_owned()),
        mail: None,
    }
}

/// One that goes by FAX.
pub fn by_fax() -> InquiryForm {
    InquiryForm {
        fax: Some(InquiryFax {
            to: Words::from("訪問看護ステーションB"),
            contact: Some(Words::from("佐藤")),
            fax: "072-000-2222".to_owned(),
            from_fax: Some("072-000-1235".to_owned()),
        }),
        letter: None,
        entry: Words::from("訪問看護ステーションB（訪問看護）"),
        is_reminder: false,
        questions: questions(),
        answer_by: moment().date,
        ask: ask(),
        answer_fax: Some("072-000-1235".to_owned()),
        code: Code::in_groups("K7QM2XHD", 4),
    }
}

/// The same by post.
pub fn by_post() -> InquiryForm {
    InquiryForm {
        fax: None,
        letter: Some(InquiryLetter {
            to: Words::from("訪問看護ステーションB"),
            contact: Some(Words::from("佐藤")),
            postal_code: Some("569-0000".to_owned()),
            address: Some(Words::from("大阪府高槻市見本町1-2-3 みほんビル4階")),
            return_address: Some(Words::from("〒569-0001 大阪府高槻市みほん町9-9")),
        }),
        ..by_fax()
    }
}

/// The forms as one sheet.
pub fn sheet(forms: Vec<InquiryForm>) -> Sheet {
    Sheet::Inquiry(InquirySheet {
        network: network(),
        forms,
    })
}

fn script() -> InquiryScript {
    InquiryScript {
        to: Words::from("訪問看護ステーションB"),
        number: "072-000-1111".to_owned(),
        after_number: Some("内線 12".to_owned()),
        when: Some(Words::from("月-金 16:00-17:00、土日 休み、祝 休み")),
        how: Some(Words::from("はじめに「ご相談です」と言う")),
        avoid: Some(Words::from("午前の外来中")),
        questions: questions(),
        ask: ask(),
        code: Code::in_groups("K7QM2XHD", 4),
    }
}

fn scripts(calls: Vec<InquiryScript>) -> Sheet {
    Sheet::InquiryScript(InquiryScriptSheet {
        network: network(),
        calls,
    })
}

pub fn usual() -> Vec<(&'static str, Sheet)> {
    vec![
        ("inquiry-fax", sheet(vec![by_fax()])),
        ("inquiry-letter", sheet(vec![by_post()])),
        ("inquiry-script", scripts(vec![script()])),
    ]
}

pub fn empty() -> Vec<(&'static str, Sheet)> {
    let nobody = || Contact {
        name: Words::from("林"),
        phone: None,
        hours: None,
        mail: None,
    };
    let form = InquiryForm {
        fax: None,
        questions: vec![question("空き", &[])],
        ask: nobody(),
        answer_fax: None,
        ..by_fax()
    };
    let call = InquiryScript {
        after_number: None,
        when: None,
        how: None,
        avoid: None,
        questions: vec![question("空き", &[])],
        ask: nobody(),
        ..script()
    };
    vec![
        ("inquiry-bare", sheet(vec![form])),
        ("inquiry-none", sheet(Vec::new())),
        ("inquiry-script-bare", scripts(vec![call])),
        ("inquiry-script-none", scripts(Vec::new())),
    ]
}

/// The sheets with one text in every place where a text can stand.
pub fn filled(text: &str) -> Vec<(&'static str, Sheet)> {
    let words = || Words::from(text).then_read(text, text);
    let ask = || Contact {
        name: words(),
        phone: Some(text.to_owned()),
        hours: Some(text.to_owned()),
        mail: Some(text.to_owned()),
    };
    let questions = || -> Vec<InquiryQuestion> {
        let question = || InquiryQuestion {
            asks: words(),
            facts: vec![words(); 3],
        };
        (0..5).map(|_| question()).collect()
    };
    let fax = InquiryForm {
        fax: Some(InquiryFax {
            to: words(),
            contact: Some(words()),
            fax: text.to_owned(),
            from_fax: Some(text.to_owned()),
        }),
        letter: None,
        entry: words(),
        is_reminder: true,
        questions: questions(),
        answer_by: day(),
        ask: ask(),
        answer_fax: Some(text.to_owned()),
        code: Code::in_groups(text, 4),
    };
    let letter = InquiryForm {
        fax: None,
        letter: Some(InquiryLetter {
            to: words(),
            contact: Some(words()),
            postal_code: Some(text.to_owned()),
            address: Some(words()),
            return_address: Some(words()),
        }),
        ..fax.clone()
    };
    let script = InquiryScript {
        to: words(),
        number: text.to_owned(),
        after_number: Some(text.to_owned()),
        when: Some(words()),
        how: Some(words()),
        avoid: Some(words()),
        questions: questions(),
        ask: ask(),
        code: Code::in_groups(text, 4),
    };
    let sheet = |forms| {
        Sheet::Inquiry(InquirySheet {
            network: words(),
            forms,
        })
    };
    let script = Sheet::InquiryScript(InquiryScriptSheet {
        network: words(),
        calls: vec![script],
    });
    vec![
        ("inquiry-fax-filled", sheet(vec![fax])),
        ("inquiry-letter-filled", sheet(vec![letter])),
        ("inquiry-script-filled", script),
    ]
}
