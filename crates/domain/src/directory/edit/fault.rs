//! What is wrong with something a person entered, named by its field.

use crate::directory::correction::CorrectionFault;
use crate::directory::organization::CorporateNumberFault;
use crate::text::TextFault;

/// One mistake in what was entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    /// The field: the name of an input, with places in lists counted from 0 (`notices[1].until`).
    pub field: String,
    /// The stable code for programs.
    pub code: &'static str,
    /// The mistake in a Japanese sentence that says what to do.
    pub message: String,
}

impl FieldFault {
    /// A mistake in a field.
    #[must_use]
    pub fn new(field: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            code,
            message: message.into(),
        }
    }

    /// A text that no field takes.
    #[must_use]
    pub fn of_text(field: impl Into<String>, fault: &TextFault) -> Self {
        let code = match fault {
            TextFault::Empty => "EMPTY",
            TextFault::Control(_) => "CONTROL_CHARACTER",
            TextFault::TooLong { .. } => "TOO_LONG",
        };
        Self::new(field, code, text_words(fault))
    }

    /// Somebody who is none of the contact persons whom the writer knows.
    #[must_use]
    pub fn unknown_person(field: impl Into<String>) -> Self {
        let message = "この担当の人は登録されていません。一覧から選んでください。";
        Self::new(field, "UNKNOWN_ID", message)
    }

    /// A value that a published field does not take.
    #[must_use]
    pub fn of_correction(field: impl Into<String>, fault: &CorrectionFault) -> Self {
        match fault {
            CorrectionFault::Text(fault) => Self::of_text(field, fault),
            fault => Self::new(field, correction_code(fault), correction_words(fault)),
        }
    }
}

fn text_words(fault: &TextFault) -> String {
    match fault {
        TextFault::Empty => "入力してください。".to_owned(),
        TextFault::Control(code) => {
            format!("使えない文字（U+{code:04X}）があります。消してください。")
        }
        TextFault::TooLong { limit } => format!("{limit}文字以内で書いてください。"),
    }
}

const fn correction_code(fault: &CorrectionFault) -> &'static str {
    match fault {
        CorrectionFault::Text(_) => "TEXT",
        CorrectionFault::Hours(_) => "HOURS",
        CorrectionFault::Number => "NUMBER",
        CorrectionFault::Required => "REQUIRED",
        CorrectionFault::NoAddress => "NO_ADDRESS",
        CorrectionFault::Kind => "KIND",
        CorrectionFault::OfficeNumber => "OFFICE_NUMBER",
        CorrectionFault::Municipality(_) => "MUNICIPALITY_CODE",
        CorrectionFault::City => "CITY",
        CorrectionFault::PostalCode => "POSTAL_CODE",
        CorrectionFault::Location => "LOCATION",
        CorrectionFault::CorporateNumber(_) => "CORPORATE_NUMBER",
        CorrectionFault::Organization => "UNKNOWN_ORGANIZATION",
    }
}

fn correction_words(fault: &CorrectionFault) -> String {
    match fault {
        CorrectionFault::Text(fault) => return text_words(fault),
        CorrectionFault::Hours(_) => "時間は「月-金 09:00-17:00; 祝 休み」のように書いてください。",
        CorrectionFault::Number => "100,000以下の数を数字で入れてください。",
        CorrectionFault::Required => "空にできません。入力してください。",
        CorrectionFault::NoAddress => "先に市区町村を入れてください。",
        CorrectionFault::Kind => "種類を一覧から選んでください。",
        CorrectionFault::OfficeNumber => "事業所番号は数字を入れてください。",
        CorrectionFault::Municipality(_) => "市区町村コードを確かめてください。",
        CorrectionFault::City => "市区町村コードと市区町村名を入れてください。",
        CorrectionFault::PostalCode => "郵便番号は7けたの数字で入れてください。",
        CorrectionFault::Location => "日本の中の緯度と経度を入れてください。",
        CorrectionFault::CorporateNumber(CorporateNumberFault::Digits) => {
            "法人番号は13けたの数字で入れてください。わからないときは、空にします。"
        }
        CorrectionFault::CorporateNumber(CorporateNumberFault::CheckDigit { .. }) => {
            "法人番号のどこかが違います。国税庁の法人番号公表サイトで確かめて、入れなおしてください。"
        }
        CorrectionFault::Organization => {
            "その法人はまだ登録されていません。先に登録してください。"
        }
    }
    .to_owned()
}
