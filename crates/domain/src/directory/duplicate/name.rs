//! How alike two names are, once what says only which kind of body or service they are is set aside.

use crate::directory::search::normalise;

/// Signs for a form of body, as they stand in names.
const SIGNS_OF_BODIES: &[&str] = &[
    "㈱",
    "㈲",
    "㈳",
    "㈶",
    "(株)",
    "（株）",
    "(有)",
    "（有）",
    "(合)",
    "（合）",
    "(同)",
    "（同）",
    "(福)",
    "（福）",
    "(医)",
    "（医）",
    "(社)",
    "（社）",
    "(特非)",
    "（特非）",
    "(一社)",
    "（一社）",
];

/// Forms of bodies as normalised names hold them, the longer ones first.
const BODIES: &[&str] = &[
    "特定非営利活動法人",
    "地方独立行政法人",
    "労働者協同組合",
    "独立行政法人",
    "社会福祉法人",
    "社会医療法人",
    "医療法人社団",
    "医療法人財団",
    "一般社団法人",
    "一般財団法人",
    "公益社団法人",
    "公益財団法人",
    "医療法人",
    "株式会社",
    "有限会社",
    "合同会社",
    "合資会社",
    "合名会社",
    "npo法人",
];

/// What offices write of their services before or behind their names, as normalised names hold it; the longer ones first.
const SERVICES: &[&str] = &[
    "就労継続支援a型b型事業所",
    "指定障害福祉さびす事業所",
    "障害者福祉さびす事業所",
    "就労継続支援a型事業所",
    "就労継続支援b型事業所",
    "障害福祉さびす事業所",
    "多機能型就労支援事業所",
    "就労継続支援事業所",
    "就労移行支援事業所",
    "就労定着支援事業所",
    "就労継続支援a型",
    "就労継続支援b型",
    "多機能型就労支援",
    "就労支援事業所",
    "多機能型事業所",
    "障害福祉さびす",
    "就労継続支援",
    "就労移行支援",
    "就労定着支援",
    "多機能型",
    "事業所",
];

/// Words by which offices of one body tell each other apart, as normalised names hold them. Numbers and lone letters
/// do so too.
const TELLING: &[&str] = &[
    "分室",
    "分場",
    "分校",
    "支店",
    "支所",
    "本店",
    "本館",
    "別館",
    "新館",
    "号館",
    "出張所",
    "工場",
    "従たる",
    "主たる",
    "さてらいと",
    "うえすと",
    "いすと",
    "うぇすと",
    "ねくすと",
    "せかんど",
    "ぷらす",
    "west",
    "east",
    "north",
    "south",
    "next",
    "second",
    "plus",
    "店",
    "校",
    "棟",
    "荘",
    "寮",
    "東",
    "西",
    "南",
    "北",
    "中",
    "大",
    "小",
    "新",
    "旧",
    "上",
    "下",
    "前",
    "男",
    "女",
    "左",
    "右",
    "第",
    "壱",
    "弐",
    "参",
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
];

/// A name made ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// As it is written, without spaces around it.
    written: String,
    /// As search compares it.
    whole: Box<[char]>,
    /// The same without the words for the body and the service.
    core: Box<[char]>,
}

/// How alike two names are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameLikeness {
    /// Letter by letter.
    Same,
    /// But for width, case, kana, spaces or the form of a kanji.
    Written,
    /// But for the words that say which body or service it is.
    Core,
    /// But for one letter, or two of a long name.
    Near,
    /// One holds the other.
    Within,
    /// One tells itself from the other by a number, a side, a branch.
    Sibling,
    /// They have nothing to do with each other.
    Other,
}

impl Name {
    pub(super) fn of(written: &str) -> Self {
        let whole = normalise(written);
        let mut core = written.to_owned();
        take_out(&mut core, SIGNS_OF_BODIES);
        core = normalise(&core);
        take_out(&mut core, BODIES);
        take_out(&mut core, SERVICES);
        let whole: Box<[char]> = whole.chars().collect();
        let core: Box<[char]> = core.chars().collect();
        Self {
            written: written.trim().to_owned(),
            // 「就労移行支援事業所」 alone is a name as well.
            core: if core.len() < 2 { whole.clone() } else { core },
            whole,
        }
    }

    /// What two names that are worth comparing have in common.
    pub(super) fn core(&self) -> &[char] {
        &self.core
    }

    /// As search compares it.
    pub(super) fn normalised(&self) -> String {
        self.whole.iter().collect()
    }

    pub(super) fn compare(&self, other: &Self) -> NameLikeness {
        if self.written == other.written {
            return NameLikeness::Same;
        }
        if self.whole == other.whole {
            return NameLikeness::Written;
        }
        if self.core == other.core {
            return NameLikeness::Core;
        }
        if are_siblings(&self.whole, &other.whole) && are_siblings(&self.core, &other.core) {
            return NameLikeness::Sibling;
        }
        if is_near(&self.core, &other.core) {
            return NameLikeness::Near;
        }
        let (short, long) = by_length(&self.core, &other.core);
        if short.len() >= 3 && long.windows(short.len()).any(|part| part == short) {
            NameLikeness::Within
        } else {
            NameLikeness::Other
        }
    }
}

fn take_out(text: &mut String, words: &[&str]) {
    for word in words {
        if text.contains(*word) {
            *text = text.replace(*word, "");
        }
    }
}

fn by_length<'n>(one: &'n [char], other: &'n [char]) -> (&'n [char], &'n [char]) {
    if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    }
}

/// What stands between the common beginning and the common end of two texts.
fn between<'n>(one: &'n [char], other: &'n [char]) -> (&'n [char], &'n [char]) {
    let same = |(a, b): &(&char, &char)| a == b;
    let begin = one.iter().zip(other).take_while(same).count();
    let (one, other) = (&one[begin..], &other[begin..]);
    let end = one.iter().rev().zip(other.iter().rev());
    let end = end.take_while(same).count();
    (&one[..one.len() - end], &other[..other.len() - end])
}

/// Whether names that are mostly the same part by what tells offices of one body apart.
fn are_siblings(one: &[char], other: &[char]) -> bool {
    let (mine, theirs) = between(one, other);
    let shared = one.len() - mine.len();
    if shared < 3 || shared * 2 < one.len().min(other.len()) {
        return false;
    }
    tells_apart(mine) || tells_apart(theirs)
}

fn tells_apart(part: &[char]) -> bool {
    if part.is_empty() {
        return false;
    }
    let is_letters = part.len() <= 3 && part.iter().all(char::is_ascii_alphabetic);
    if is_letters || part.iter().any(|c| c.is_numeric()) {
        return true;
    }
    let text: String = part.iter().collect();
    TELLING.iter().any(|word| text.contains(*word))
}

/// Whether one letter more, less or other makes one text the other, or two where both are long.
fn is_near(one: &[char], other: &[char]) -> bool {
    let (short, long) = by_length(one, other);
    let most = if short.len() < 8 { 1 } else { 2 };
    short.len() >= 4 && long.len() - short.len() <= most && steps(short, long) <= most
}

/// How many letters have to be put in, taken out or replaced.
fn steps(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, a) in one.iter().enumerate() {
        let mut above_left = line;
        let mut left = line + 1;
        row[0] = left;
        for (cell, b) in row.iter_mut().skip(1).zip(other) {
            let above = *cell;
            let replaced = above_left + usize::from(a != b);
            left = replaced.min(above + 1).min(left + 1);
            *cell = left;
            above_left = above;
        }
    }
    row[other.len()]
}

/// The letters in which two names part, where they are few: 「高」 and 「髙」.
#[must_use]
pub fn letters_apart(one: &str, other: &str) -> Option<(String, String)> {
    const FEW: usize = 3;
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (mine, theirs) = between(&one, &other);
    let is_told = mine.len().max(theirs.len()) <= FEW && !(mine.is_empty() && theirs.is_empty());
    is_told.then(|| (mine.iter().collect(), theirs.iter().collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_set_aside_are_written_as_they_are_looked_for() {
        for word in BODIES.iter().chain(SERVICES).chain(TELLING) {
            assert_eq!(normalise(word), **word);
        }
    }

    #[test]
    fn names_are_compared_as_people_read_them() {
        use NameLikeness as L;
        for (one, other, likeness) in [
            ("みほん作業所", " みほん作業所", L::Same),
            ("髙槻みほんの家", "高槻みほんの家", L::Written),
            ("ミホンﾜｰｸｽ", "みほんわーくす", L::Written),
            ("株式会社みほん工房", "みほん工房株式会社", L::Core),
            ("（株）みほん工房", "みほん工房", L::Core),
            ("多機能型事業所 みほん工房", "みほん工房", L::Core),
            ("みほん工房ひなた", "みほん工房ひなだ", L::Near),
            ("みほん工房", "みほん工房高槻", L::Within),
            ("みほん工房", "みほん工房２", L::Sibling),
            ("みほん工房Ⅰ", "みほん工房Ⅱ", L::Sibling),
            ("みほん工房第一", "みほん工房第二", L::Sibling),
            ("みほん工房東", "みほん工房西", L::Sibling),
            ("みほん工房", "みほん工房 分室", L::Sibling),
            ("みほん工房", "みほん工房サテライト", L::Sibling),
            ("みほん工房A", "みほん工房B", L::Sibling),
            ("みほん工房", "かえでの家", L::Other),
        ] {
            assert_eq!(
                Name::of(one).compare(&Name::of(other)),
                likeness,
                "{one} {other}"
            );
            assert_eq!(
                Name::of(other).compare(&Name::of(one)),
                likeness,
                "{other} {one}"
            );
        }
    }

    #[test]
    fn the_letters_in_which_names_part_are_told_where_they_are_few() {
        let apart = |one, other| letters_apart(one, other);
        let pair = |one: &str, other: &str| Some((one.to_owned(), other.to_owned()));
        assert_eq!(apart("髙槻の家", "高槻の家"), pair("髙", "高"));
        assert_eq!(apart("みほん工房", "みほん工房2"), pair("", "2"));
        assert_eq!(apart("みほん", "みほん"), None);
        assert_eq!(apart("みほん工房", "かえでの家です"), None);
    }
}
