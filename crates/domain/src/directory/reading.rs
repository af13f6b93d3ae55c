//! Names in the order of the fifty sounds (五十音順), and the row of an index in which each stands. Whether a sound is
//! voiced, small or drawn out decides only between names that are the same without it, as in a Japanese dictionary
//! (JIS X 4061): 「がくえん」 stands beside 「かくえん」, and 「センター」 where 「せんたあ」 would.

use unicode_normalization::UnicodeNormalization as _;

use crate::text::fold;
use crate::words::word_list;

word_list! {
    /// A row of an index.
    KanaRow {
        A = "a", "あ行";
        Ka = "ka", "か行";
        Sa = "sa", "さ行";
        Ta = "ta", "た行";
        Na = "na", "な行";
        Ha = "ha", "は行";
        Ma = "ma", "ま行";
        Ya = "ya", "や行";
        Ra = "ra", "ら行";
        Wa = "wa", "わ行";
        /// Nobody wrote down how the name is read, and it does not begin with kana.
        Unread = "unread", "よみが分からないもの";
    }
}

/// The sounds of each row, in the order of the rows.
const SOUNDS: [(KanaRow, &str); 10] = [
    (KanaRow::A, "あいうえお"),
    (KanaRow::Ka, "かきくけこ"),
    (KanaRow::Sa, "さしすせそ"),
    (KanaRow::Ta, "たちつてと"),
    (KanaRow::Na, "なにぬねの"),
    (KanaRow::Ha, "はひふへほ"),
    (KanaRow::Ma, "まみむめも"),
    (KanaRow::Ya, "やゆよ"),
    (KanaRow::Ra, "らりるれろ"),
    (KanaRow::Wa, "わゐゑをん"),
];

/// Each vowel with the sounds that end in it.
const VOWELS: [(char, &str); 5] = [
    ('あ', "あかさたなはまやらわ"),
    ('い', "いきしちにひみりゐ"),
    ('う', "うくすつぬふむゆる"),
    ('え', "えけせてねへめれゑ"),
    ('お', "おこそとのほもよろを"),
];

/// Small kana, each followed by the large one.
const SMALL: &str = "ぁあぃいぅうぇえぉおっつゃやゅゆょよゎわゕかゖけ";

/// Where a name stands in a list by its reading: the row, then the sounds alone, then how they are written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reading {
    row: KanaRow,
    sounds: String,
    written: String,
}

impl Reading {
    /// The place of a name with its reading, where one was written down; without one, that of a name which begins with
    /// kana itself.
    #[must_use]
    pub fn of(name: &str, kana: Option<&str>) -> Self {
        let known = kana
            .map(fold)
            .filter(|kana| row_of(&sounds(kana)).is_some());
        let written = known.unwrap_or_else(|| fold(name));
        let sounds = sounds(&written);
        Self {
            row: row_of(&sounds).unwrap_or(KanaRow::Unread),
            sounds,
            written,
        }
    }

    /// The row of an index.
    #[must_use]
    pub const fn row(&self) -> KanaRow {
        self.row
    }
}

fn row_of(sounds: &str) -> Option<KanaRow> {
    let first = sounds.chars().next()?;
    let mut rows = SOUNDS.iter();
    rows.find(|(_, sounds)| sounds.contains(first))
        .map(|(row, _)| *row)
}

/// The sounds of a folded text, without what only tells them apart in writing. Signs between them are no sounds.
fn sounds(folded: &str) -> String {
    let mut sounds = String::with_capacity(folded.len());
    // A voiced sound falls apart into the plain one and its mark.
    for c in folded.nfd() {
        let last = sounds.chars().next_back();
        match c {
            '-' => sounds.extend(last.and_then(vowel_of)),
            'ゝ' => sounds.extend(last),
            '\u{3099}' | '\u{309A}' => {}
            c if c.is_alphanumeric() => sounds.push(large(c)),
            _ => {}
        }
    }
    sounds
}

fn vowel_of(sound: char) -> Option<char> {
    let mut vowels = VOWELS.iter();
    vowels
        .find(|(_, sounds)| sounds.contains(sound))
        .map(|(vowel, _)| *vowel)
}

fn large(c: char) -> char {
    let mut after = SMALL.chars().skip_while(|small| *small != c).skip(1);
    match SMALL.chars().step_by(2).any(|small| small == c) {
        true => after.next().unwrap_or(c),
        false => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_the_order_of_their_sounds_however_they_are_written() {
        let order = [
            ["あーと", "アート"],
            ["アート", "ああとら"],
            ["ああとら", "あかり"],
            ["あかり", "ｶｷﾉｷ"],
            ["カキノキ", "がくえん"],
            ["かくえん", "がくえん"],
            ["がくえん", "かくえんじ"],
            ["きつき", "きづき"],
            ["きっき", "きつきの"],
            ["せんたあ", "せんたーまえ"],
            ["はは", "ばば"],
            ["ばば", "ぱぱ"],
            ["ぱぱ", "はひ"],
            ["わた", "ん"],
        ];
        for [before, after] in order {
            let [one, two] = [before, after].map(|kana| Reading::of("会", Some(kana)));
            assert!(one <= two, "{before} {one:?} stands before {after} {two:?}");
        }
    }

    #[test]
    fn a_name_stands_in_the_row_of_its_reading_or_else_of_its_own_kana() {
        for (name, kana, row) in [
            ("高槻の会", Some("たかつきのかい"), KanaRow::Ta),
            ("高槻の会", Some("ダカツキ"), KanaRow::Ta),
            ("柿の木", Some("ｶｷﾉｷ"), KanaRow::Ka),
            ("学園", Some("ｶﾞｸｴﾝ"), KanaRow::Ka),
            ("パン工房", None, KanaRow::Ha),
            ("ヴィレッジ", None, KanaRow::A),
            ("ょんの会", None, KanaRow::Ya),
            ("「ひなた」相談室", None, KanaRow::Ha),
            ("高槻の会", None, KanaRow::Unread),
            ("高槻の会", Some("―"), KanaRow::Unread),
            ("ABCの会", None, KanaRow::Unread),
            ("をかし", None, KanaRow::Wa),
        ] {
            assert_eq!(Reading::of(name, kana).row(), row, "{name} {kana:?}");
        }
    }
}
