//! Entries that may be one office written down twice.
//!
//! A [`Described`] is what of an entry is compared; [`Described::compare`] says how likely two are one, with reasons
//! for people to read, and [`find()`] looks for such pairs among any number of entries. Nothing is decided here: a
//! person looks at both.
//!
//! An office with several kinds is several entries, so that entries of different kinds are no pair. Offices of one
//! body share its phone, branches share a number, and 第1 and 第2 share nearly the whole name: what speaks for two
//! houses weighs more than what they share.

mod find;
mod name;
mod place;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::directory::kind::ResourceKind;
use crate::directory::phone::{Phone, dial};
use crate::directory::resource::ResourceFacts;
use crate::directory::search::normalise;
use crate::ids::OrganizationId;
use crate::text::{Line, fold};
use crate::words::word_list;

pub use self::find::{Found, find};
pub use self::name::letters_apart;
use self::name::{Name, NameLikeness};
use self::place::{Place, PlaceLikeness};

word_list! {
    /// What two entries have in common, or nearly.
    Reason {
        SameName = "same_name", "名前が同じ";
        /// Width, kana, spaces or the form of a kanji.
        SameWriting = "same_writing", "名前の書きかただけがちがう";
        /// 法人の形 or the kind of the service stands in one of them, or elsewhere.
        SameCore = "same_core", "名前の 法人や事業の種類のところだけがちがう";
        NearName = "near_name", "名前が1・2字だけちがう";
        PartOfName = "part_of_name", "名前の一部が同じ";
        SameKana = "same_kana", "よみが同じ";
        SamePhone = "same_phone", "電話が同じ";
        NearPhone = "near_phone", "電話が1字だけちがう";
        SameFax = "same_fax", "FAXが同じ";
        SamePlace = "same_place", "住所が同じ";
        /// Another floor or room.
        SameHouse = "same_house", "建物が同じ（階・部屋はちがう）";
        NearPlace = "near_place", "住所が近い";
        SameNumber = "same_number", "事業所番号が同じ";
        /// Another body runs it: perhaps the one took over from the other.
        OtherRunner = "other_runner", "法人がちがう（引きつぎかもしれません）";
    }
}

/// What of an entry is compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Described {
    kind: ResourceKind,
    /// The official name of the service, where the kind alone does not say it.
    service: Option<String>,
    run_by: Option<OrganizationId>,
    name: Name,
    kana: String,
    phones: Vec<String>,
    fax: Option<String>,
    number: Option<String>,
    place: Place,
}

/// How likely two entries are one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    /// The more the likelier; from [`Likeness::LINE`] on people are asked.
    pub score: i32,
    /// Why, the weightiest first.
    pub reasons: BTreeSet<Reason>,
}

impl Likeness {
    /// The least score that is shown to people. On the real editions of WAM NET all above it are one office, and
    /// branches begin below.
    pub const LINE: i32 = 60;
}

impl Described {
    /// Makes the facts of an entry ready to be compared.
    #[must_use]
    pub fn of(facts: &ResourceFacts) -> Self {
        let kind = facts.kind;
        let service = facts.service_name.as_ref().map(|name| fold(name.as_str()));
        let mut phones: Vec<String> = facts.phones.iter().filter_map(digits).collect();
        phones.sort_unstable();
        phones.dedup();
        let number = facts.office_number.as_ref().map(Line::as_str).map(fold);
        Self {
            kind,
            service: service.filter(|name| *name != fold(kind.service_name())),
            run_by: facts.organization,
            name: Name::of(facts.name.as_str()),
            kana: facts.kana.as_ref().map_or_else(String::new, kana),
            phones,
            fax: facts.fax.as_ref().and_then(digits),
            number: number.filter(|number| !number.is_empty()),
            place: Place::of(facts.address.as_ref(), facts.location),
        }
    }

    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> ResourceKind {
        self.kind
    }

    /// All that is compared, in one text: where that stays as it is, what somebody said of a pair stays true.
    #[must_use]
    pub fn told(&self) -> String {
        let told = [
            self.kind.code().to_owned(),
            self.service.clone().unwrap_or_default(),
            self.run_by.map(|id| id.to_string()).unwrap_or_default(),
            self.name.normalised(),
            self.kana.clone(),
            self.phones.join(" "),
            self.fax.clone().unwrap_or_default(),
            self.number.clone().unwrap_or_default(),
            self.place.told(),
        ];
        told.join("\n")
    }

    /// How likely two entries are one; nothing where nobody need be asked.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Option<Likeness> {
        if self.kind != other.kind || differ(self.service.as_ref(), other.service.as_ref()) {
            return None;
        }
        let place = self.place.compare(&other.place);
        // Whatever else they share, two houses are two offices: branches share number, name and phone.
        if place == PlaceLikeness::Elsewhere {
            return None;
        }
        let name = self.name.compare(&other.name);
        if name == NameLikeness::Sibling {
            return None;
        }
        let mut sum = Sum::default();
        sum.place(place);
        self.add_name(other, name, &mut sum);
        self.add_lines(other, &mut sum);
        sum.finish()
    }

    fn add_name(&self, other: &Self, name: NameLikeness, sum: &mut Sum) {
        let same_kana = !self.kana.is_empty() && self.kana == other.kana;
        let run_by = (self.run_by, other.run_by);
        let is_other_body = matches!(run_by, (Some(one), Some(two)) if one != two);
        match name {
            NameLikeness::Same => sum.add(35, Reason::SameName),
            NameLikeness::Written => sum.add(35, Reason::SameWriting),
            NameLikeness::Core => sum.add(30, Reason::SameCore),
            NameLikeness::Near => sum.add(25, Reason::NearName),
            NameLikeness::Within | NameLikeness::Other if same_kana => {
                sum.add(15, Reason::SameKana);
            }
            NameLikeness::Within => sum.add(5, Reason::PartOfName),
            NameLikeness::Other | NameLikeness::Sibling => {}
        }
        if same_kana {
            sum.add(5, Reason::SameKana);
        } else if matches!(name, NameLikeness::Within | NameLikeness::Other) {
            // Units of one body under one roof have names of their own; where another body has the place and the
            // phone, it took the office over.
            sum.score -= match run_by {
                (Some(one), Some(two)) if one == two => 30,
                (Some(_), Some(_)) => 0,
                _ => 10,
            };
        }
        if is_other_body {
            sum.reasons.insert(Reason::OtherRunner);
        }
    }

    fn add_lines(&self, other: &Self, sum: &mut Sum) {
        let both = || each_with_each(&self.phones, &other.phones);
        if both().any(|(one, two)| one == two) {
            sum.add(30, Reason::SamePhone);
        } else if both().any(|(one, two)| is_slip(one, two)) {
            sum.add(15, Reason::NearPhone);
        } else if both().next().is_some() {
            sum.score -= 5;
        }
        if self.fax.is_some() && self.fax == other.fax {
            sum.add(5, Reason::SameFax);
        }
        if differ(self.number.as_ref(), other.number.as_ref()) {
            sum.score -= 5;
        } else if self.number.is_some() && other.number.is_some() {
            sum.add(15, Reason::SameNumber);
        }
    }
}

/// What adds up.
#[derive(Debug, Default)]
struct Sum {
    score: i32,
    reasons: BTreeSet<Reason>,
}

impl Sum {
    fn add(&mut self, score: i32, reason: Reason) {
        self.score += score;
        self.reasons.insert(reason);
    }

    fn place(&mut self, place: PlaceLikeness) {
        match place {
            PlaceLikeness::Same => self.add(35, Reason::SamePlace),
            PlaceLikeness::Near => self.add(20, Reason::NearPlace),
            PlaceLikeness::House => self.add(10, Reason::SameHouse),
            PlaceLikeness::Unknown | PlaceLikeness::Elsewhere => {}
        }
    }

    fn finish(self) -> Option<Likeness> {
        (self.score >= Likeness::LINE).then_some(Likeness {
            score: self.score,
            reasons: self.reasons,
        })
    }
}

/// Whether both are known and say different things.
fn differ(one: Option<&String>, other: Option<&String>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if one != other)
}

fn digits(phone: &Phone) -> Option<String> {
    dial(phone.written.as_str())
}

/// A reading as it is compared: small kana and marks are heard alike.
fn kana(reading: &Line) -> String {
    normalise(reading.as_str())
}

fn each_with_each<'p>(
    one: &'p [String],
    other: &'p [String],
) -> impl Iterator<Item = (&'p String, &'p String)> {
    let pairs = move |mine| other.iter().map(move |theirs| (mine, theirs));
    one.iter().flat_map(pairs)
}

/// Whether one digit is another, or two neighbours changed places.
fn is_slip(one: &str, other: &str) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let parts: Vec<usize> = (0..one.len()).filter(|at| one[*at] != other[*at]).collect();
    match parts[..] {
        [_] => true,
        [first, second] => {
            second == first + 1 && one[first] == other[second] && one[second] == other[first]
        }
        _ => false,
    }
}
