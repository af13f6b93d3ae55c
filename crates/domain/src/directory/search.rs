//! Words as search compares them, the same when a text is written and when it is asked for.
//!
//! A normalised text holds letters and digits alone: width, case, kana, hyphens, long vowels, signs that
//! stand for vowels and spaces do not count, 障がい and 障碍 are 障害, 髙 is 高, 一丁目13番11号 is 1-13-11. A word is found where it stands
//! anywhere in a normalised field, a lone 3丁目 or 9番3号 in the [`block_numbers`] beside it. Indexes hold
//! [`bigrams`] and [`unigrams`]: every pair of neighbouring characters and every one alone, so that one
//! and two kanji are ordinary words.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::char::is_combining_mark;

use crate::directory::kind::ResourceKind;
use crate::directory::phone::dial;
use crate::text::fold;

mod blocks;
mod variants;

pub(in crate::directory) use blocks::number_of;

/// The most characters of a query that are looked at.
const QUERY_CHARACTERS: usize = 100;
/// The most words of a query; what follows them is left aside.
const QUERY_WORDS: usize = 8;

/// A text as search compares it.
#[must_use]
pub fn normalise(text: &str) -> String {
    plain(&blocks::without_signs(&fold(&with_small_ke(text))))
}

/// The letters and digits of a folded text, each in the one way that stands for all.
fn plain(folded: &str) -> String {
    let mut plain = String::with_capacity(folded.len());
    for c in folded.chars() {
        let c = variants::as_usual(c);
        if c.is_alphanumeric() && c != 'ー' && !is_cut(c) {
            plain.push(c);
        }
    }
    plain
        .replace("障碍", "障害")
        .replace("障がい", "障害")
        .replace("しょうがい者", "障害者")
}

/// Letters to Rust and none to the index of SQLite, which would cut words there: vowel signs, letters in
/// filled circles and squares (🅰).
fn is_cut(c: char) -> bool {
    is_combining_mark(c)
        || matches!(
            c,
            '\u{19B0}'..='\u{19C0}' | '\u{19C8}' | '\u{19C9}' | '\u{1CF2}' | '\u{1CF3}'
        )
        || matches!(c, '\u{1F150}'..='\u{1F169}' | '\u{1F170}'..='\u{1F189}')
}

/// The numbers of blocks and houses in a text with the signs that [`normalise`] takes away, one text for
/// those that follow each other: 「1丁目13番11号」. By them 「13番」 and 「丁目」 alone are found. Where kanji
/// stand for a number, the text is there as well as it is written up to 丁目: by it 「江坂町一」 is found while
/// somebody still types.
#[must_use]
pub fn block_numbers(text: &str) -> Vec<String> {
    let folded = fold(&with_small_ke(text));
    let mut found = blocks::runs(&folded);
    found.extend(blocks::with_kanji(&folded).map(plain));
    found
}

/// 龍ケ崎 as 龍ヶ崎: behind a kanji, and with none or another one behind it, ケ is the sign of places that
/// is also written が.
fn with_small_ke(text: &str) -> Cow<'_, str> {
    const LARGE: [char; 2] = ['ケ', 'ｹ'];
    if !text.contains(LARGE) {
        return Cow::Borrowed(text);
    }
    let mut before = None;
    let mut letters = text.chars().peekable();
    let mut written = String::with_capacity(text.len());
    while let Some(c) = letters.next() {
        let is_sign = LARGE.contains(&c)
            && before.is_some_and(is_kanji)
            && letters.peek().is_none_or(|next| is_kanji(*next));
        written.push(if is_sign { 'ヶ' } else { c });
        before = Some(c);
    }
    Cow::Owned(written)
}

const fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '々')
}

/// Every pair of neighbouring characters.
pub fn bigrams(normalised: &str) -> impl Iterator<Item = &str> {
    let starts = normalised.char_indices().map(|(at, _)| at);
    let seconds = normalised.char_indices().skip(1);
    let ends = seconds.map(|(at, second)| at + second.len_utf8());
    starts
        .zip(ends)
        .filter_map(|(start, end)| normalised.get(start..end))
}

/// Every character as a text of its own.
pub fn unigrams(normalised: &str) -> impl Iterator<Item = &str> {
    let starts = normalised.char_indices();
    starts.filter_map(|(at, letter)| normalised.get(at..at + letter.len_utf8()))
}

/// A word that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    normalised: String,
    kinds: Vec<ResourceKind>,
}

impl Word {
    /// The word as texts are compared with it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.normalised
    }

    /// The kinds that the word is a name for (「なかぽつ」): whoever is of such a kind is found as well.
    #[must_use]
    pub fn kinds(&self) -> &[ResourceKind] {
        &self.kinds
    }

    /// The pairs that a text holding the word must hold, or `None` for a single character.
    #[must_use]
    pub fn pairs(&self) -> Option<Vec<String>> {
        let pairs: Vec<String> = bigrams(&self.normalised).map(str::to_owned).collect();
        (!pairs.is_empty()).then_some(pairs)
    }
}

/// The words that are asked for; all must be found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    words: Vec<Word>,
    left_aside: Vec<String>,
    asked: bool,
}

impl Query {
    /// Reads what a person typed. Spaces, commas, strokes and bars part words. Other signs, control
    /// characters and whatever else is no letter or digit part nothing and mean nothing.
    #[must_use]
    pub fn parse(typed: &str) -> Self {
        let (looked_at, beyond) = typed
            .char_indices()
            .nth(QUERY_CHARACTERS)
            .map_or((typed, ""), |(at, _)| typed.split_at(at));
        let mut words: Vec<Word> = Vec::new();
        let mut left_aside: Vec<String> = Vec::new();
        // The spaces within a phone number part nothing.
        let parts: Vec<&str> = match international(looked_at) {
            Some(_) => vec![looked_at],
            None => looked_at.split(parts_words).collect(),
        };
        for part in parts {
            let normalised = international(part).unwrap_or_else(|| normalise(part));
            if normalised.is_empty() || words.iter().any(|word| word.normalised == normalised) {
                continue;
            }
            if words.len() < QUERY_WORDS {
                let kinds = kinds_named(&normalised);
                words.push(Word { normalised, kinds });
            } else {
                left_aside.push(part.to_owned());
            }
        }
        // Nobody reads a list of thousands of words.
        let beyond: String = beyond.chars().take(QUERY_CHARACTERS).collect();
        let beyond = beyond.split(parts_words).map(str::to_owned);
        left_aside.extend(beyond.filter(|part| !normalise(part).is_empty()));
        Self {
            words,
            left_aside,
            asked: !looked_at.trim().is_empty(),
        }
    }

    /// What was typed beyond the most that is looked at, as it was typed: nothing is searched by it. It
    /// may begin within a word, and is itself cut where it is very long.
    #[must_use]
    pub fn left_aside(&self) -> &[String] {
        &self.left_aside
    }

    /// The words.
    #[must_use]
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// Whether something was typed that holds no letter and no digit: nothing can be found by it.
    #[must_use]
    pub fn is_only_signs(&self) -> bool {
        self.asked && self.words.is_empty()
    }

    /// The whole query as one text: a name that equals it or begins with it comes first.
    #[must_use]
    pub fn joined(&self) -> String {
        self.words.iter().map(Word::as_str).collect()
    }
}

/// The digits of a phone number as a caller from abroad, or a mobile phone, shows it: +81-72-….
fn international(part: &str) -> Option<String> {
    let is_one = part.trim_start().starts_with(['+', '＋']);
    is_one.then(|| dial(part)).flatten()
}

/// Whether a character stands between words. 「・」 does not: it stands inside names.
fn parts_words(c: char) -> bool {
    c.is_whitespace() || "、，,/／｜|".contains(c)
}

/// What people call kinds of resources.
const NICKNAMES: &[(&str, &[ResourceKind])] = {
    use ResourceKind as K;
    &[
        ("就ポツ", &[K::EmploymentLifeSupportCenter]),
        ("就労ポツ", &[K::EmploymentLifeSupportCenter]),
        ("なかぽつ", &[K::EmploymentLifeSupportCenter]),
        ("中ポツ", &[K::EmploymentLifeSupportCenter]),
        ("就ポツセンター", &[K::EmploymentLifeSupportCenter]),
        ("就労ポツセンター", &[K::EmploymentLifeSupportCenter]),
        ("なかぽつセンター", &[K::EmploymentLifeSupportCenter]),
        ("中ポツセンター", &[K::EmploymentLifeSupportCenter]),
        ("就業生活支援センター", &[K::EmploymentLifeSupportCenter]),
        ("職安", &[K::HelloWork]),
        ("公共職業安定所", &[K::HelloWork]),
        ("職業安定所", &[K::HelloWork]),
        ("ハロワ", &[K::HelloWork]),
        // A section of it, not a kind of its own.
        ("専門援助部門", &[K::HelloWork]),
        (
            "高齢・障害者雇用支援センター",
            &[K::EmploymentSubsidyOffice],
        ),
        ("職業センター", &[K::RegionalVocationalCenter]),
        ("職セン", &[K::RegionalVocationalCenter]),
        ("能開校", &[K::VocationalAbilityDevelopmentSchool]),
        ("発障センター", &[K::DevelopmentalDisabilityCenter]),
        ("病院", &[K::MedicalInstitution]),
        ("クリニック", &[K::MedicalInstitution]),
        ("医院", &[K::MedicalInstitution]),
        ("訪看", &[K::VisitingNursing, K::PsychiatricVisitingNursing]),
        ("訪リハ", &[K::VisitingRehab]),
        ("精保センター", &[K::MentalHealthWelfareCenter]),
        ("デイケア", &[K::PsychiatricDayCare]),
        ("基幹", &[K::CoreConsultationCenter]),
        ("計画相談", &[K::ServicePlanConsultation]),
        ("特定相談", &[K::ServicePlanConsultation]),
        (
            "相談支援",
            &[
                K::CoreConsultationCenter,
                K::CommissionedConsultation,
                K::ServicePlanConsultation,
            ],
        ),
        ("移行", &[K::EmploymentTransition]),
        ("A型", &[K::ContinuousEmploymentA]),
        ("B型", &[K::ContinuousEmploymentB]),
        (
            "作業所",
            &[K::ContinuousEmploymentB, K::CommunityActivityCenter],
        ),
        ("定着", &[K::EmploymentRetention]),
        ("就労選択", &[K::EmploymentChoice]),
        ("生活訓練", &[K::LifeTraining]),
        ("機能訓練", &[K::FunctionalTraining]),
        ("グルホ", &[K::GroupHome]),
        ("GH", &[K::GroupHome]),
        ("共同生活援助", &[K::GroupHome]),
        ("ヘルパー", &[K::HomeHelp]),
        ("ショートステイ", &[K::ShortStay]),
        ("放デイ", &[K::AfterSchoolDayService]),
        ("児発", &[K::ChildDevelopment]),
        ("地活", &[K::CommunityActivityCenter]),
        ("社協", &[K::SocialWelfareCouncil]),
        ("支援学校", &[K::SpecialNeedsSchool]),
        ("養護学校", &[K::SpecialNeedsSchool]),
        ("サポステ", &[K::YouthSupportStation]),
        ("社労士", &[K::LaborSocialSecurityAttorney]),
        ("後見", &[K::RightsAdvocacy]),
        ("成年後見", &[K::RightsAdvocacy]),
        ("日常生活自立支援", &[K::RightsAdvocacy]),
        ("当事者会", &[K::PeerGroup]),
    ]
};

fn kinds_named(normalised: &str) -> Vec<ResourceKind> {
    static BY_NAME: LazyLock<HashMap<String, Vec<ResourceKind>>> = LazyLock::new(|| {
        let mut by_name: HashMap<String, Vec<ResourceKind>> = HashMap::new();
        for (name, kinds) in NICKNAMES {
            by_name.entry(normalise(name)).or_default().extend(*kinds);
        }
        by_name
    });
    BY_NAME.get(normalised).cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests;
