//! Forms of a map on paper. Each can be had in color or black and white, with or without ruby, in plain or usual
//! words, with or without 分かち書き.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::current::{CurrentContact, NightNumber};
use super::resource_map::ResourceMap;
use crate::ids::ResourceId;
use crate::words::word_list;

word_list! {
    /// What is printed.
    Sheet {
        /// Everything around the aim, A4 landscape, body 12 pt or more.
        Map = "map", "マップ（A4よこ）";
        /// One after the other, A4, body 14 pt or more.
        List = "list", "大きな字の一覧（A4）";
        /// One card for the wallet, 91 × 55 mm.
        Card = "card", "さいふに入れるカード";
        /// An empty sheet to fill by hand; it needs no map and no account.
        BlankA4 = "blank_a4", "手で書く用紙（A4）";
        /// The same, larger.
        BlankA3 = "blank_a3", "手で書く用紙（A3）";
    }
}

impl Sheet {
    /// Whether it is filled by hand.
    #[must_use]
    pub const fn is_blank(self) -> bool {
        matches!(self, Self::BlankA4 | Self::BlankA3)
    }
}

word_list! {
    /// With which ink.
    Ink {
        BlackWhite = "black_white", "白黒";
        Color = "color", "カラー";
    }
}

word_list! {
    /// Whether readings stand above words.
    Ruby {
        Without = "no_ruby", "ふりがななし";
        With = "ruby", "ふりがなあり";
    }
}

word_list! {
    /// In which words what is not the person's own is written.
    Wording {
        Plain = "plain", "やさしいことば";
        Usual = "usual", "ふつうのことば";
    }
}

word_list! {
    /// Whether words stand apart.
    Spacing {
        Usual = "unspaced", "分かち書きなし";
        Apart = "spaced", "分かち書き";
    }
}

word_list! {
    /// What a card for the wallet carries only where the person chose it: others may find the card.
    CardPart {
        /// What the person calls themselves.
        Name = "name", "名前";
        /// Signs, what helps, and who knows of the illness.
        Illness = "illness", "体調のこと";
    }
}

/// A form on paper, with everything that was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintForm {
    /// What.
    pub sheet: Sheet,
    /// With which ink.
    pub ink: Ink,
    /// With readings or without.
    pub ruby: Ruby,
    /// In which words.
    pub wording: Wording,
    /// With words apart or not.
    pub spacing: Spacing,
    /// What of it a card may carry. Other sheets keep everything.
    pub card: BTreeSet<CardPart>,
}

impl PrintForm {
    /// A sheet in black and white, with readings, in plain words; a card without name and illness.
    #[must_use]
    pub const fn of(sheet: Sheet) -> Self {
        Self {
            sheet,
            ink: Ink::BlackWhite,
            ruby: Ruby::With,
            wording: Wording::Plain,
            spacing: Spacing::Usual,
            card: BTreeSet::new(),
        }
    }

    /// The form in one word for addresses and programs: the codes of what was chosen between points, such as
    /// `card.black_white.ruby.plain.unspaced.name`. It tells nothing of the person.
    #[must_use]
    pub fn code(&self) -> String {
        let mut parts = vec![
            self.sheet.code(),
            self.ink.code(),
            self.ruby.code(),
            self.wording.code(),
            self.spacing.code(),
        ];
        parts.extend(self.card.iter().map(|part| part.code()));
        parts.join(".")
    }

    /// Reads such a word back; what is not said is as in [`Self::of`]. The sheet stands first.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let mut parts = code.split('.');
        let mut form = Self::of(Sheet::from_code(parts.next()?)?);
        for part in parts {
            if let Some(ink) = Ink::from_code(part) {
                form.ink = ink;
            } else if let Some(ruby) = Ruby::from_code(part) {
                form.ruby = ruby;
            } else if let Some(wording) = Wording::from_code(part) {
                form.wording = wording;
            } else if let Some(spacing) = Spacing::from_code(part) {
                form.spacing = spacing;
            } else {
                form.card.insert(CardPart::from_code(part)?);
            }
        }
        Some(form)
    }
}

/// Everything that a sheet needs. A blank one takes of it the form and the day alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedMap {
    /// The map: the person's own with everything, or a shared copy that was cut before.
    pub map: ResourceMap,
    /// What the directory says now of its entries.
    pub current: Vec<CurrentContact>,
    /// Who answers at night in the person's area.
    pub night: Vec<NightNumber>,
    /// The day in Japan on which it is printed: 「○月○日につくりました。半年たったら見なおそう」.
    pub made_on: NaiveDate,
    /// In which form.
    pub form: PrintForm,
}

impl PrintedMap {
    /// What the directory says now of an entry that points to it.
    #[must_use]
    pub fn current_of(&self, resource: ResourceId) -> Option<&CurrentContact> {
        let mut current = self.current.iter();
        current.find(|contact| contact.resource == resource)
    }
}
