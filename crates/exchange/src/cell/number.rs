//! Cells that hold a number people dial or are known by.

use renkei_domain::directory::organization::CorporateNumber;
use renkei_domain::directory::phone::{Confirmation, Phone, dial};
use renkei_domain::text::Line;

use super::{Cell, Notebook, half_width};
use crate::finding::FindingKind;

impl Notebook {
    /// A phone number as written.
    pub(crate) fn phone(&mut self, cell: Cell<'_>) -> Option<Phone> {
        let written = self.line(cell)?;
        if !written.as_str().chars().any(char::is_numeric) {
            self.note(
                cell,
                FindingKind::PhoneUnparsable,
                "数字がないため取り込まなかった",
            );
            return None;
        }
        if dial(written.as_str()).is_none() {
            self.note(
                cell,
                FindingKind::PhoneUnparsable,
                "表記のまま残し、発信用の番号はつけなかった",
            );
        } else if !is_usual_form(written.as_str()) {
            self.note(
                cell,
                FindingKind::PhoneNormalised,
                "発信用の数字をそろえ、表記はそのまま残した",
            );
        }
        Some(Phone::published(written))
    }

    /// A FAX number beside the phone numbers of the row.
    pub(crate) fn fax(&mut self, cell: Cell<'_>, phones: &[Phone]) -> Option<Phone> {
        let fax = self.phone(cell)?;
        Some(self.fax_beside(cell, fax, phones))
    }

    /// A FAX number that was read from a cell. Where it equals a phone number, nobody may rely on a machine
    /// being there.
    pub(crate) fn fax_beside(&mut self, cell: Cell<'_>, fax: Phone, phones: &[Phone]) -> Phone {
        let fax = fax.doubted_beside(phones);
        if fax.confirmation == Confirmation::Unconfirmed {
            self.note(
                cell,
                FindingKind::FaxEqualsPhone,
                "未確認の番号とした。FAXの有無を確かめてから送る",
            );
        }
        fax
    }

    /// A 法人番号 whose check digit holds.
    pub(crate) fn corporate_number(&mut self, cell: Cell<'_>) -> Option<CorporateNumber> {
        if cell.is_blank() {
            self.note(
                cell,
                FindingKind::CorporateNumberMissing,
                "法人番号なしで取り込んだ",
            );
            return None;
        }
        if cell.text.trim().len() != cell.text.len() {
            self.note(
                cell,
                FindingKind::WhitespaceTrimmed,
                "前後の空白を取りのぞいて読んだ",
            );
        }
        if let Ok(number) = CorporateNumber::parse(&half_width(cell.text)) {
            return Some(number);
        }
        self.note(
            cell,
            FindingKind::CorporateNumberInvalid,
            "公表の値は残し、法人番号としては使わない",
        );
        None
    }

    /// 定員. An empty cell is "not published", never 0.
    pub(crate) fn capacity(&mut self, cell: Cell<'_>) -> Option<u32> {
        if cell.is_blank() {
            self.note(cell, FindingKind::CapacityMissing, "定員なしで取り込んだ");
            return None;
        }
        let text = half_width(cell.text);
        let digits = text.trim().trim_end_matches(['人', '名']).trim_end();
        match digits.parse() {
            Ok(capacity @ 1..=9_999) => Some(capacity),
            _ => {
                self.note(
                    cell,
                    FindingKind::CapacityUnreadable,
                    "定員なしで取り込んだ",
                );
                None
            }
        }
    }

    /// 事業所番号 or another id, kept as text.
    pub(crate) fn office_number(&mut self, cell: Cell<'_>) -> Option<Line> {
        if cell.is_blank() {
            self.note(
                cell,
                FindingKind::OfficeNumberMissing,
                "番号なしで取り込んだ。次の更新では名称・所在地で照合する",
            );
        }
        self.line(cell)
    }
}

/// Three groups of ASCII digits joined by hyphens.
fn is_usual_form(written: &str) -> bool {
    let mut groups = written.split('-');
    groups.clone().count() == 3
        && groups.all(|group| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit()))
}
