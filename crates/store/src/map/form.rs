//! A map as text: what stands sealed in its rows, and what the person takes away and brings back. Nothing of it is lost
//! either way. The text says its format and version; one with a word that this version does not know is refused, so
//! that nothing is dropped without a sign.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use renkei_domain::cases::employment::EmployerTie;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::{MapEntryId, MapPictureId, ResourceId};
use renkei_domain::map::{
    CurrentContact, Entry, Knows, Quadrant, ReachTime, ResourceMap, Symbol, Tell, Trouble, Turn,
    Way, WayKind, WhoKind,
};
use renkei_domain::text::{Line, Prose};
use serde::{Deserialize, Serialize};

/// The version of the format that is written.
pub const FORMAT_VERSION: u32 = 1;

/// A text is no map of a format that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a map of a known format")]
pub struct NotAMap;

/// A map as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenMap {
    version: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    called: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    aim: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    names: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    entries: Vec<WrittenEntry>,
    #[serde(default)]
    trouble: WrittenTrouble,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    area: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    service_ends: Option<NaiveDate>,
}

/// What a person wrote is nobody's to read in a log.
impl std::fmt::Debug for WrittenMap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WrittenMap(..)")
    }
}

/// An entry as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenEntry {
    id: String,
    quadrant: String,
    who: String,
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    affiliation: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    resource: Option<String>,
    employer: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    about: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    ways: Vec<WrittenWay>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    reachable: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reachable_note: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    first_words: Option<String>,
    knows: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    symbol: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    picture: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenWay {
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to: Option<String>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct WrittenTrouble {
    #[serde(skip_serializing_if = "Option::is_none")]
    i_notice: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    others_notice: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    helps: Option<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    tell: BTreeMap<String, WrittenTell>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum WrittenTell {
    Entry(String),
    Written {
        name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<String>,
        employer: String,
    },
}

/// What the directory said of an entry, as it is written.
#[derive(Serialize, Deserialize)]
pub(super) struct WrittenContact {
    resource: String,
    name: String,
    phones: Vec<String>,
    hours: Option<String>,
    closed_on: Option<NaiveDate>,
    /// Maps that were kept before numbers for the night were have none of them.
    #[serde(default)]
    at_night: bool,
}

fn text(value: Option<&impl ToString>) -> Option<String> {
    value.map(ToString::to_string)
}

fn line(text: &str) -> Result<Line, NotAMap> {
    Line::parse(text).map_err(|_| NotAMap)
}

fn line_opt(text: Option<&String>) -> Result<Option<Line>, NotAMap> {
    text.map(|text| line(text)).transpose()
}

fn prose_opt(text: Option<&String>) -> Result<Option<Prose>, NotAMap> {
    let prose = text.map(|text| Prose::parse(text)).transpose();
    prose.map_err(|_| NotAMap)
}

fn word<T>(from_code: fn(&str) -> Option<T>, code: &str) -> Result<T, NotAMap> {
    from_code(code).ok_or(NotAMap)
}

fn id<T: std::str::FromStr>(text: &str) -> Result<T, NotAMap> {
    text.parse().map_err(|_| NotAMap)
}

impl WrittenMap {
    /// A map as it is written.
    #[must_use]
    pub fn of(map: &ResourceMap) -> Self {
        let names = map.names.iter();
        Self {
            version: FORMAT_VERSION,
            called: text(map.called.as_ref()),
            aim: text(map.aim.as_ref()),
            names: names
                .map(|(quadrant, name)| (quadrant.code().to_owned(), name.to_string()))
                .collect(),
            entries: map.entries.iter().map(WrittenEntry::of).collect(),
            trouble: WrittenTrouble::of(&map.trouble),
            area: map.area.map(MunicipalityCode::number),
            service_ends: map.service_ends,
        }
    }

    /// Reads it back. Whether it can be kept is asked of the map.
    ///
    /// # Errors
    /// When it is of another version, or something in it is no word of this one.
    pub fn read(&self) -> Result<ResourceMap, NotAMap> {
        if self.version != FORMAT_VERSION {
            return Err(NotAMap);
        }
        let names = self.names.iter().map(|(code, name)| {
            let quadrant = word(Quadrant::from_code, code)?;
            Ok((quadrant, line(name)?))
        });
        let area = self
            .area
            .map(|code| MunicipalityCode::parse(&format!("{code:06}")));
        Ok(ResourceMap {
            called: line_opt(self.called.as_ref())?,
            aim: prose_opt(self.aim.as_ref())?,
            names: names.collect::<Result<_, NotAMap>>()?,
            entries: self
                .entries
                .iter()
                .map(WrittenEntry::read)
                .collect::<Result<_, NotAMap>>()?,
            trouble: self.trouble.read()?,
            area: area.transpose().map_err(|_| NotAMap)?,
            service_ends: self.service_ends,
        })
    }
}

impl WrittenEntry {
    pub(super) fn of(entry: &Entry) -> Self {
        let ways = entry.ways.iter().map(|way| WrittenWay {
            kind: way.kind.code().to_owned(),
            to: text(way.to.as_ref()),
        });
        let reachable = entry.reachable.iter();
        Self {
            id: entry.id.to_string(),
            quadrant: entry.quadrant.code().to_owned(),
            who: entry.who.code().to_owned(),
            name: entry.name.to_string(),
            affiliation: text(entry.affiliation.as_ref()),
            resource: text(entry.resource.as_ref()),
            employer: entry.employer.code().to_owned(),
            about: text(entry.about.as_ref()),
            ways: ways.collect(),
            reachable: reachable.map(|time| time.code().to_owned()).collect(),
            reachable_note: text(entry.reachable_note.as_ref()),
            first_words: text(entry.first_words.as_ref()),
            knows: entry.knows.code().to_owned(),
            until: entry.until,
            symbol: entry.symbol.map(|symbol| symbol.code().to_owned()),
            picture: text(entry.picture.as_ref()),
        }
    }

    pub(super) fn read(&self) -> Result<Entry, NotAMap> {
        let resource = self.resource.as_ref().map(|text| id::<ResourceId>(text));
        let picture = self.picture.as_ref().map(|text| id::<MapPictureId>(text));
        let symbol = self.symbol.as_ref();
        let reachable = self.reachable.iter();
        let ways = self.ways.iter().map(|way| {
            Ok(Way {
                kind: word(WayKind::from_code, &way.kind)?,
                to: line_opt(way.to.as_ref())?,
            })
        });
        Ok(Entry {
            id: id::<MapEntryId>(&self.id)?,
            quadrant: word(Quadrant::from_code, &self.quadrant)?,
            who: word(WhoKind::from_code, &self.who)?,
            name: line(&self.name)?,
            affiliation: line_opt(self.affiliation.as_ref())?,
            resource: resource.transpose()?,
            employer: word(EmployerTie::from_code, &self.employer)?,
            about: prose_opt(self.about.as_ref())?,
            ways: ways.collect::<Result<_, NotAMap>>()?,
            reachable: reachable
                .map(|code| word(ReachTime::from_code, code))
                .collect::<Result<BTreeSet<_>, NotAMap>>()?,
            reachable_note: line_opt(self.reachable_note.as_ref())?,
            first_words: prose_opt(self.first_words.as_ref())?,
            knows: word(Knows::from_code, &self.knows)?,
            until: self.until,
            symbol: symbol
                .map(|code| word(Symbol::from_code, code))
                .transpose()?,
            picture: picture.transpose()?,
        })
    }
}

impl WrittenTrouble {
    fn of(trouble: &Trouble) -> Self {
        let tell = trouble.tell.iter().map(|(turn, tell)| {
            let tell = match tell {
                Tell::Entry(id) => WrittenTell::Entry(id.to_string()),
                Tell::Written { name, to, employer } => WrittenTell::Written {
                    name: name.to_string(),
                    to: text(to.as_ref()),
                    employer: employer.code().to_owned(),
                },
            };
            (turn.code().to_owned(), tell)
        });
        Self {
            i_notice: text(trouble.i_notice.as_ref()),
            others_notice: text(trouble.others_notice.as_ref()),
            helps: text(trouble.helps.as_ref()),
            tell: tell.collect(),
        }
    }

    fn read(&self) -> Result<Trouble, NotAMap> {
        let tell = self.tell.iter().map(|(turn, tell)| {
            let tell = match tell {
                WrittenTell::Entry(entry) => Tell::Entry(id(entry)?),
                WrittenTell::Written { name, to, employer } => Tell::Written {
                    name: line(name)?,
                    to: line_opt(to.as_ref())?,
                    employer: word(EmployerTie::from_code, employer)?,
                },
            };
            Ok((word(Turn::from_code, turn)?, tell))
        });
        Ok(Trouble {
            i_notice: prose_opt(self.i_notice.as_ref())?,
            others_notice: prose_opt(self.others_notice.as_ref())?,
            helps: prose_opt(self.helps.as_ref())?,
            tell: tell.collect::<Result<_, NotAMap>>()?,
        })
    }
}

impl WrittenContact {
    pub(super) fn of(contact: &CurrentContact) -> Self {
        Self {
            resource: contact.resource.to_string(),
            name: contact.name.to_string(),
            phones: contact.phones.clone(),
            hours: contact.hours.clone(),
            closed_on: contact.closed_on,
            at_night: contact.at_night,
        }
    }

    pub(super) fn read(&self) -> Result<CurrentContact, NotAMap> {
        Ok(CurrentContact {
            resource: id(&self.resource)?,
            name: line(&self.name)?,
            phones: self.phones.clone(),
            hours: self.hours.clone(),
            closed_on: self.closed_on,
            at_night: self.at_night,
        })
    }
}

#[cfg(test)]
mod tests;
