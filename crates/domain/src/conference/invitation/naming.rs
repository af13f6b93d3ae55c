//! Whether the place of a conference may stand in a message, a calendar or on a sheet: it tells neither who is meant nor
//! what is the matter with them. People meet at an office of whatever kind all the same; its address and room say where.

use super::InvitationFault;
use crate::cases::case::Case;
use crate::cases::number::CaseNumber;
use crate::conference::slot::Slot;
use crate::text::{Line, fold};

/// What stands after a name where somebody is spoken of, or lives.
const AFTER_A_NAME: [&str; 6] = ["さん", "様", "氏", "宅", "方", "くん"];

/// Words for what somebody has.
const ILLNESS_WORDS: [&str; 13] = [
    "精神",
    "障害",
    "障がい",
    "障碍",
    "統合失調",
    "うつ病",
    "双極性",
    "てんかん",
    "認知症",
    "依存症",
    "発達支援",
    "自閉",
    "ひきこもり",
];

/// Words for agencies of which whoever goes there tells what they need.
const KIND_WORDS: [&str; 9] = [
    "心療内科",
    "メンタル",
    "デイケア",
    "訪問看護",
    "就労",
    "作業所",
    "相談支援",
    "地域活動支援",
    "生活保護",
];

/// By what a place tells of somebody: for many places, which are compared with it.
#[derive(Clone)]
pub struct Naming {
    names: Vec<String>,
    number: CaseNumber,
}

/// Who is named is nobody's to read in a log.
impl std::fmt::Debug for Naming {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Naming(..)")
    }
}

impl Naming {
    /// How the person of a case is named. Nobody is by a name, where none is known.
    #[must_use]
    pub fn of_case(case: &Case) -> Self {
        Self::of(case.known().map(|person| &person.name), case.number)
    }

    pub(super) fn of(person: Option<&Line>, number: CaseNumber) -> Self {
        let whole = person.into_iter().map(|name| fold(name.as_str()));
        let parts = person.into_iter().flat_map(|name| {
            let words = name.as_str().split_whitespace();
            words.flat_map(|word| AFTER_A_NAME.map(|after| fold(&format!("{word}{after}"))))
        });
        Self {
            names: whole.chain(parts).collect(),
            number,
        }
    }

    /// Whether the place of a conference names them, their case, what they have, or of what kind those are who help. A part
    /// of their name alone may be that of a town.
    #[must_use]
    pub fn is_in(&self, slot: &Slot) -> bool {
        let place = fold(slot.place.as_str());
        let has = |word: &str| place.contains(&fold(word));
        let mut words = ILLNESS_WORDS.iter().chain(&KIND_WORDS);
        self.names.iter().any(|name| place.contains(name))
            || words.any(|word| has(word))
            || is_numbered(slot.place.as_str(), self.number)
    }
}

/// Whether the six digits of a case stand there by themselves, however they are parted: folding joins what spaces part,
/// so that each word is looked at too.
fn is_numbered(place: &str, number: CaseNumber) -> bool {
    let own = format!("{:06}", number.get());
    let stands_in = |text: &str| {
        let folded = fold(text);
        let mut runs = folded.split(|c: char| !c.is_ascii_digit() && c != '-');
        runs.any(|run| run.replace('-', "") == own)
    };
    stands_in(place) || place.split_whitespace().any(stands_in)
}

/// Whether the place of a conference of a case may stand in a message.
///
/// # Errors
/// When it names the person, the case, what they have, or of what kind those are who help.
pub fn neutral(slot: &Slot, case: &Case) -> Result<(), InvitationFault> {
    match Naming::of_case(case).is_in(slot) {
        true => Err(InvitationFault::PlaceTells),
        false => Ok(()),
    }
}
