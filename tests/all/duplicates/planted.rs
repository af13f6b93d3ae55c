//! Offices that are written down a second time as people write: with a slip in the phone, another form of a kanji, half
//! width, another building, 株式会社 at the other end, the house number in another way. Nearly all of 500 are found
//! among the rows of the real editions, and hardly any of their neighbours are taken for them.

use std::collections::{BTreeSet, HashMap};

use renkei_domain::directory::duplicate::{Described, find};
use renkei_tests::published::line;
use renkei_tests::shared;

use super::real::Editions;

const PLANTED: usize = 500;

/// The cells of a row that are varied.
const NAME: usize = 12;
const KANA: usize = 13;
const NUMBER: usize = 14;
const REST: usize = 16;
const PHONE: usize = 17;

/// Usual kanji and other forms of them.
const FORMS: &[(char, char)] = &[
    ('高', '髙'),
    ('崎', '﨑'),
    ('沢', '澤'),
    ('浜', '濱'),
    ('広', '廣'),
    ('国', '國'),
    ('学', '學'),
    ('桜', '櫻'),
    ('島', '嶋'),
    ('真', '眞'),
    ('栄', '榮'),
    ('会', '會'),
    ('来', '來'),
    ('気', '氣'),
];

/// Numbers that look random and repeat from run to run (SplitMix64).
struct Dice(u64);

impl Dice {
    /// A number below another one.
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % most as u64).unwrap_or_default()
    }
}

/// A way in which a row is written otherwise; whether it changed anything.
type Way = fn(&mut [String], &mut Dice) -> bool;

const WAYS: &[Way] = &[
    slip_in_the_phone,
    other_kanji,
    other_width,
    without_reading,
    other_building,
    body_at_the_other_end,
    house_in_another_way,
];

fn slip_in_the_phone(cells: &mut [String], dice: &mut Dice) -> bool {
    let digits = cells[PHONE].match_indices(|c: char| c.is_ascii_digit());
    let digits: Vec<(usize, u32)> = digits
        .filter_map(|(at, digit)| Some((at, digit.parse().ok()?)))
        .collect();
    let Some((at, digit)) = digits.iter().rev().nth(dice.below(4)).copied() else {
        return false;
    };
    let slip = ((digit + 1) % 10).to_string();
    cells[PHONE].replace_range(at..=at, &slip);
    true
}

fn other_kanji(cells: &mut [String], _: &mut Dice) -> bool {
    let other = |c: char| {
        let form = FORMS.iter().find(|(usual, _)| *usual == c);
        form.map_or(c, |(_, other)| *other)
    };
    changed(cells, NAME, |name| name.chars().map(other).collect())
}

fn other_width(cells: &mut [String], _: &mut Dice) -> bool {
    let wide = |c: char| match c {
        '!'..='~' => char::from_u32(c as u32 + 0xFEE0).unwrap_or(c),
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    };
    changed(cells, NAME, |name| name.chars().map(wide).collect())
}

fn without_reading(cells: &mut [String], _: &mut Dice) -> bool {
    cells[KANA].clear();
    let katakana = |c: char| match c {
        'ぁ'..='ゖ' => char::from_u32(c as u32 + 0x60).unwrap_or(c),
        c => c,
    };
    changed(cells, NAME, |name| name.chars().map(katakana).collect())
}

fn other_building(cells: &mut [String], _: &mut Dice) -> bool {
    changed(cells, REST, |rest| match rest.split_once('号') {
        Some((house, behind)) if !behind.starts_with(['室', '館', '線', '棟']) => {
            format!("{house}号みほんビル")
        }
        _ if rest.ends_with(|c: char| c.is_ascii_digit()) => format!("{rest} みほんビル"),
        _ => rest.to_owned(),
    })
}

fn body_at_the_other_end(cells: &mut [String], _: &mut Dice) -> bool {
    changed(cells, NAME, |name| match name.strip_prefix("株式会社") {
        Some(rest) => format!("{}株式会社", rest.trim_start()),
        None => format!("株式会社{name}"),
    })
}

fn house_in_another_way(cells: &mut [String], _: &mut Dice) -> bool {
    let ascii = |c: char| match c {
        '０'..='９' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    };
    changed(cells, REST, |rest| {
        let rest: String = rest.chars().map(ascii).collect();
        if rest.contains("丁目") {
            let plain = rest.replacen("丁目", "-", 1).replacen("番地の", "-", 1);
            let plain = plain.replacen("番地", "-", 1).replacen('番', "-", 1);
            return plain.replacen('号', "", 1);
        }
        let Some((town, behind)) = rest.split_once('-') else {
            return rest;
        };
        match behind.split_once('-') {
            Some((block, house)) if block.bytes().all(|b| b.is_ascii_digit()) => {
                format!("{town}丁目{block}番{house}")
            }
            _ => rest,
        }
    })
}

fn changed(cells: &mut [String], place: usize, write: impl FnOnce(&str) -> String) -> bool {
    let written = write(&cells[place]);
    let is_other = written != cells[place];
    cells[place] = written;
    is_other
}

#[test]
fn nearly_all_of_500_offices_that_were_entered_twice_are_found() {
    let Some(data) = shared::data(module_path!()) else {
        return;
    };
    let (editions, offices) = Editions::of(&data);
    let real = offices.len();
    let mut all: Vec<Described> = offices
        .iter()
        .map(|office| office.described.clone())
        .collect();
    let before = find(&all).len();
    let mut dice = Dice(20_261_123);
    let mut origins: HashMap<usize, usize> = HashMap::new();
    while origins.len() < PLANTED {
        let origin = dice.below(real);
        let mut cells = offices[origin].cells.clone();
        let first = WAYS[dice.below(WAYS.len())](&mut cells, &mut dice);
        let second = WAYS[dice.below(WAYS.len())](&mut cells, &mut dice);
        if dice.below(2) == 0 {
            cells[NUMBER].clear();
        }
        if !first && !second {
            continue;
        }
        let Some(planted) = editions.read(&line(cells.iter().map(String::as_str))) else {
            continue;
        };
        origins.insert(all.len(), origin);
        all.push(planted.described);
    }
    let (mut found, mut others) = (BTreeSet::new(), Vec::new());
    let pairs = find(&all);
    let twins: BTreeSet<(usize, usize)> =
        pairs.iter().map(|pair| (pair.first, pair.second)).collect();
    let among_real = pairs.iter().filter(|pair| pair.second < real);
    assert_eq!(among_real.count(), before, "neighbours stay as they were");
    for pair in pairs.iter().filter(|pair| pair.second >= real) {
        let origin = origins[&pair.second];
        let other = origins.get(&pair.first).copied().unwrap_or(pair.first);
        let is_twin = twins.contains(&(origin.min(other), origin.max(other)));
        if pair.first == origin {
            found.insert(pair.second);
        } else if other != origin && !is_twin {
            others.push((pair.first, pair.second));
        }
    }
    assert!(
        found.len() * 10 >= PLANTED * 9,
        "{} of {PLANTED} were found",
        found.len()
    );
    assert!(
        others.len() * 20 <= PLANTED,
        "{} others were taken for one: {others:?}",
        others.len()
    );
}
