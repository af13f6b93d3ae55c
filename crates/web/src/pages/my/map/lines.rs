//! What stands on a map, in words: whoever is on it, bad days, and the numbers that answer at night.

use renkei_domain::directory::phone::dial;
use renkei_domain::map::{
    CurrentContact, Entry, Knows, NightNumber, Quadrant, ResourceMap, Tell, Trouble, Turn, WayKind,
    Wording,
};
use renkei_domain::text::Prose;
use renkei_domain::time::{japanese_date, said};

use crate::paths::{MapEntryPath, MapPicturePath};

/// A number to be phoned.
#[derive(Debug, Clone)]
pub(super) struct PhoneLine {
    /// As it is read.
    pub(super) text: String,
    /// As it is dialled, where that is sure.
    pub(super) href: Option<String>,
}

/// Somebody on a map.
#[derive(Debug, Clone)]
pub(super) struct EntryLine {
    pub(super) name: String,
    /// The sign by which it is found, and what it is called.
    pub(super) symbol: Option<(char, &'static str)>,
    pub(super) picture: Option<MapPicturePath>,
    pub(super) who: &'static str,
    pub(super) affiliation: Option<String>,
    pub(super) about: Vec<String>,
    /// What the directory says now goes before what was written.
    pub(super) phones: Vec<PhoneLine>,
    /// The other ways, each with where to.
    pub(super) ways: Vec<(&'static str, Option<String>)>,
    /// When the agency is open, as the directory says.
    pub(super) hours: Option<String>,
    /// Since when it is closed for good.
    pub(super) closed: Option<String>,
    pub(super) when: Vec<&'static str>,
    pub(super) note: Option<String>,
    pub(super) first_words: Vec<String>,
    pub(super) knows: Option<&'static str>,
    pub(super) until: Option<String>,
    /// Where it is changed; absent for others.
    pub(super) edit: Option<MapEntryPath>,
}

/// A quadrant.
#[derive(Debug, Clone)]
pub(super) struct QuadrantCard {
    pub(super) code: &'static str,
    /// The person's own name for it.
    pub(super) own: Option<String>,
    pub(super) plain: &'static str,
    pub(super) usual: &'static str,
    pub(super) entries: Vec<EntryLine>,
    /// Where somebody is added; absent for others.
    pub(super) add: Option<String>,
}

/// Whom to tell.
#[derive(Debug, Clone)]
pub(super) struct TellLine {
    pub(super) turn: &'static str,
    pub(super) name: String,
    pub(super) phones: Vec<PhoneLine>,
    /// How else they are told, and where to, where no number is known.
    pub(super) way: Option<(&'static str, Option<String>)>,
}

/// What to do on a bad day.
#[derive(Debug, Clone, Default)]
pub(super) struct TroubleLines {
    pub(super) i_notice: Vec<String>,
    pub(super) others_notice: Vec<String>,
    pub(super) helps: Vec<String>,
    pub(super) tell: Vec<TellLine>,
}

impl TroubleLines {
    /// Whether nothing was written yet.
    pub(super) fn is_empty(&self) -> bool {
        self.i_notice.is_empty()
            && self.others_notice.is_empty()
            && self.helps.is_empty()
            && self.tell.is_empty()
    }
}

/// A number that answers at night.
#[derive(Debug, Clone)]
pub(super) struct NightLine {
    pub(super) name: String,
    pub(super) phone: PhoneLine,
    pub(super) hours: Option<String>,
}

/// Whose eyes read a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Eyes {
    /// The person's own.
    Own,
    /// Those of others.
    Others,
}

pub(super) fn lines_of(text: Option<&Prose>) -> Vec<String> {
    let lines = text.map(|text| text.as_str().lines().map(str::to_owned).collect());
    lines.unwrap_or_default()
}

/// A number as it is read out: what is dialled stands first, and after a space what is done then.
fn phone(text: &str) -> PhoneLine {
    let first = text.split([' ', '（']).next().unwrap_or_default();
    PhoneLine {
        href: dial(first).map(|digits| format!("tel:{digits}")),
        text: text.to_owned(),
    }
}

/// Somebody on a map, with what the directory says now of the agency.
pub(super) fn entry_line(entry: &Entry, current: &[CurrentContact], eyes: Eyes) -> EntryLine {
    let now = entry
        .resource
        .and_then(|id| current.iter().find(|one| one.resource == id));
    // Nobody answers any more where it closed for good.
    let open = now.filter(|now| now.closed_on.is_none());
    let published = open.iter().flat_map(|open| open.phones.iter());
    let mut phones: Vec<PhoneLine> = published.map(|text| phone(text)).collect();
    let mut ways = Vec::new();
    for way in &entry.ways {
        match (way.kind, &way.to) {
            (WayKind::Phone, Some(to)) => {
                let own = phone(to.as_str());
                let is_known = |known: &PhoneLine| {
                    known.text == own.text || (own.href.is_some() && known.href == own.href)
                };
                if !phones.iter().any(is_known) {
                    phones.push(own);
                }
            }
            // The number stands there already.
            (WayKind::Phone, None) if !phones.is_empty() => {}
            (kind, to) => ways.push((kind.word(), to.as_ref().map(ToString::to_string))),
        }
    }
    let is_own = eyes == Eyes::Own;
    EntryLine {
        name: entry.name.to_string(),
        symbol: entry.symbol.map(|one| (one.glyph(), one.word())),
        picture: entry.picture.filter(|_| is_own).map(MapPicturePath::of),
        who: entry.who.word(),
        affiliation: entry.affiliation.as_ref().map(ToString::to_string),
        about: lines_of(entry.about.as_ref()),
        phones,
        ways,
        hours: open.and_then(|open| open.hours.as_deref()).map(said),
        closed: now.and_then(|now| now.closed_on).map(japanese_date),
        when: entry.reachable.iter().map(|one| one.word()).collect(),
        note: entry.reachable_note.as_ref().map(ToString::to_string),
        first_words: lines_of(entry.first_words.as_ref()),
        knows: (entry.knows != Knows::NotSaid).then(|| entry.knows.word()),
        until: entry.until.map(japanese_date),
        edit: is_own.then(|| MapEntryPath::of(entry.id)),
    }
}

/// The four quadrants.
pub(super) fn cards(
    map: &ResourceMap,
    current: &[CurrentContact],
    eyes: Eyes,
) -> Vec<QuadrantCard> {
    let card = |quadrant: &Quadrant| QuadrantCard {
        code: quadrant.code(),
        own: map.names.get(quadrant).map(ToString::to_string),
        add: None,
        plain: quadrant.named(Wording::Plain),
        usual: quadrant.named(Wording::Usual),
        entries: map
            .entries_of(*quadrant)
            .map(|one| entry_line(one, current, eyes))
            .collect(),
    };
    Quadrant::ALL.iter().map(card).collect()
}

fn tell(
    map: &ResourceMap,
    current: &[CurrentContact],
    (turn, told): (&Turn, &Tell),
) -> Option<TellLine> {
    let (name, to) = told.shown(map)?;
    let phones = match told.entry().and_then(|id| map.entry(id)) {
        Some(entry) => entry_line(entry, current, Eyes::Others).phones,
        None => to.iter().map(|to| phone(to.as_str())).collect(),
    };
    let way = told.way_but_phone(map).filter(|_| phones.is_empty());
    Some(TellLine {
        turn: turn.word(),
        name: name.to_string(),
        phones,
        way: way.map(|way| (way.kind.word(), way.to.as_ref().map(ToString::to_string))),
    })
}

/// What to do on a bad day.
pub(super) fn trouble(map: &ResourceMap, current: &[CurrentContact]) -> TroubleLines {
    let Trouble {
        i_notice,
        others_notice,
        helps,
        tell: told,
    } = &map.trouble;
    TroubleLines {
        i_notice: lines_of(i_notice.as_ref()),
        others_notice: lines_of(others_notice.as_ref()),
        helps: lines_of(helps.as_ref()),
        tell: told
            .iter()
            .filter_map(|one| tell(map, current, one))
            .collect(),
    }
}

/// The numbers that answer when offices are closed, and the others.
pub(super) fn night(numbers: &[NightNumber]) -> [Vec<NightLine>; 2] {
    let line = |one: &NightNumber| NightLine {
        name: one.name.clone(),
        phone: match one.resource {
            Some(_) => phone(&one.number),
            // 119 is no number of an area.
            None => PhoneLine {
                text: one.number.clone(),
                href: Some(format!("tel:{}", one.number)),
            },
        },
        hours: one.hours.as_deref().map(said),
    };
    let (late, by_day): (Vec<&NightNumber>, Vec<&NightNumber>) =
        numbers.iter().partition(|one| one.answers.is_late());
    [late, by_day].map(|some| some.into_iter().map(line).collect())
}
