//! Maps of people of whom they can ask, as types of the schema: one's own, and one that its owner shows to the caller.
//! No token opens either. [`words`] holds the closed lists, [`write`] inputs and payloads, [`sheet`] those of a
//! PDF, and [`shares`] to whom a map is shown.

use async_graphql::{Context, ID, Object, Result};
use renkei_app::map::own::{OwnMap, StoredShare};
use renkei_app::map::shared::SharedMap;
use renkei_app::map::take_away::document;
use renkei_domain::ids::MapShareId;
use renkei_domain::map::form::Wording;
use renkei_domain::map::{
    CurrentContact, Entry, Gap, Knows, MapChange, NightNumber, Quadrant, ReachTime, ResourceMap,
    Symbol, Tell, Turn, Way, WayKind, WhoKind,
};
use renkei_domain::time::Instant;

use self::shares::{MapReaderType, MapShareType, map_readers};
use crate::closed_list::Word;
use crate::directory::loaded::{Asked, ours};
use crate::scalars::DateScalar;

pub(crate) mod mutation;
pub(crate) mod shares;
mod sheet;
mod words;
pub(crate) mod write;

/// The caller's own map, where they may keep one by this door.
pub(crate) async fn my_resource_map(ctx: &Context<'_>) -> Result<Option<ResourceMapType>> {
    let asked = Asked::of(ctx)?;
    let found = ours(asked.app.own_map(&asked.principal).await)?;
    Ok(found.ok().map(ResourceMapType::own))
}

/// A map that is shown to the caller.
pub(crate) async fn resource_map(ctx: &Context<'_>, id: &ID) -> Result<Option<ResourceMapType>> {
    let asked = Asked::of(ctx)?;
    let Ok(id) = id.as_str().parse::<MapShareId>() else {
        return Ok(None);
    };
    let found = ours(asked.app.shared_map(&asked.principal, id).await)?;
    Ok(found.ok().map(ResourceMapType::shared))
}

/// A map.
#[derive(Debug, Clone)]
pub(crate) struct ResourceMapType {
    map: ResourceMap,
    version: Option<i64>,
    current: Vec<CurrentContact>,
    changes: Vec<MapChange>,
    gaps: Vec<Gap>,
    night: Vec<NightNumber>,
    shares: Vec<StoredShare>,
    now: Option<Instant>,
}

impl ResourceMapType {
    fn own(own: OwnMap) -> Self {
        Self {
            version: Some(own.version),
            shares: own.shares,
            now: Some(own.now),
            map: own.map,
            current: own.current,
            changes: own.changes,
            gaps: own.gaps,
            night: own.night,
        }
    }

    fn shared(shared: SharedMap) -> Self {
        Self {
            version: None,
            map: shared.map,
            current: shared.current,
            changes: shared.changes,
            gaps: shared.gaps,
            night: Vec::new(),
            shares: Vec::new(),
            now: None,
        }
    }
}

/// Whom somebody can ask, about what and how: their own map (リソースマップ), or as much of it as they show.
#[Object(name = "ResourceMap")]
impl ResourceMapType {
    /// The version that `saveResourceMap` names as seen; 0 before anything was saved. Null on a map of somebody else.
    async fn version(&self) -> Option<i32> {
        self.version
            .map(|version| i32::try_from(version).unwrap_or(i32::MAX))
    }

    /// All of it as JSON in the form that `saveResourceMap` takes, with nothing lost.
    async fn document(&self) -> String {
        document(&self.map)
    }

    /// 目指す姿, in the center: the life that its owner aims for. Null where nothing was written, or shown.
    async fn aim(&self) -> Option<String> {
        self.map.aim.as_ref().map(ToString::to_string)
    }

    /// The four parts of life, in their order, with who can be asked there.
    async fn quadrants(&self) -> Vec<MapPartType> {
        let quadrants = Quadrant::ALL.iter();
        quadrants
            .map(|quadrant| MapPartType {
                quadrant: *quadrant,
                name: self.map.name_of(*quadrant, Wording::Plain).to_owned(),
                entries: self
                    .map
                    .entries_of(*quadrant)
                    .map(|entry| self.entry(entry))
                    .collect(),
            })
            .collect()
    }

    /// Signs of a bad day that its owner notices. Null where nothing was written, or shown.
    async fn signs_noticed(&self) -> Option<String> {
        self.map.trouble.i_notice.as_ref().map(ToString::to_string)
    }

    /// Signs of a bad day that people around notice. Null where nothing was written, or shown.
    async fn signs_others_notice(&self) -> Option<String> {
        let said = self.map.trouble.others_notice.as_ref();
        said.map(ToString::to_string)
    }

    /// What makes such a day easier. Null where nothing was written, or shown.
    async fn helps(&self) -> Option<String> {
        self.map.trouble.helps.as_ref().map(ToString::to_string)
    }

    /// Who is to be told on such a day, in their order.
    async fn tell(&self) -> Vec<MapTellType> {
        let told = self.map.trouble.tell.iter();
        told.filter_map(|(turn, tell)| MapTellType::of(&self.map, *turn, tell))
            .collect()
    }

    /// What changed in the directory since its owner looked: plain Japanese sentences, and empty where nothing did.
    async fn changed(&self) -> Vec<String> {
        self.changes.iter().map(MapChange::said).collect()
    }

    /// What could still be added, said kindly in plain Japanese. Empty where parts of the map are not shown.
    async fn gaps(&self) -> Vec<String> {
        self.gaps.iter().map(|gap| gap.said(&self.map)).collect()
    }

    /// Who answers when offices are closed: 119 is always the first, then lines of the directory for all of Japan and for
    /// the area of its owner, open at night before others. Empty on a map of somebody else.
    async fn night_numbers(&self) -> Vec<MapNightNumberType> {
        self.night.iter().cloned().map(MapNightNumberType).collect()
    }

    /// To whom the caller shows or showed it, the newest first. Empty on a map of somebody else.
    async fn shares(&self) -> Vec<MapShareType> {
        let shares = self.now.into_iter().flat_map(|now| {
            let shares = self.shares.iter().cloned();
            shares.map(move |stored| MapShareType { stored, now })
        });
        shares.collect()
    }

    /// To whom the caller may show it by name. Empty on a map of somebody else. Null only with an error: `INTERNAL`.
    async fn readers(&self, ctx: &Context<'_>) -> Option<Result<Vec<MapReaderType>>> {
        if self.version.is_none() {
            return Some(Ok(Vec::new()));
        }
        Some(map_readers(ctx).await)
    }
}

impl ResourceMapType {
    fn entry(&self, entry: &Entry) -> MapEntryType {
        let current = entry.resource.and_then(|id| {
            let mut current = self.current.iter();
            current.find(|contact| contact.resource == id).cloned()
        });
        MapEntryType {
            entry: entry.clone(),
            current,
        }
    }
}

/// One of four.
#[derive(Debug)]
pub(crate) struct MapPartType {
    quadrant: Quadrant,
    name: String,
    entries: Vec<MapEntryType>,
}

/// One of four fields around the aim, with the people who help there.
#[Object(name = "MapPart")]
impl MapPartType {
    /// Which of the four parts of life it is.
    async fn quadrant(&self) -> Word<Quadrant> {
        Word(self.quadrant)
    }

    /// What its owner calls it, or its plain name.
    async fn name(&self) -> &str {
        &self.name
    }

    /// Who can be asked there, in the order of the map's owner.
    async fn people(&self) -> Vec<MapEntryType> {
        self.entries.clone()
    }
}

/// Somebody on a map.
#[derive(Debug, Clone)]
pub(crate) struct MapEntryType {
    entry: Entry,
    current: Option<CurrentContact>,
}

/// Somebody, or some place, that the owner of a map can ask.
#[Object(name = "MapEntry")]
impl MapEntryType {
    /// By what the entry is known on its map, for as long as it stands there.
    async fn id(&self) -> ID {
        ID(self.entry.id.to_string())
    }

    /// What kind of helper it is.
    async fn who(&self) -> Word<WhoKind> {
        Word(self.entry.who)
    }

    /// What the owner of the map calls them.
    async fn name(&self) -> String {
        self.entry.name.to_string()
    }

    /// Where they belong, as written by hand. Null where that was left open.
    async fn affiliation(&self) -> Option<String> {
        self.entry.affiliation.as_ref().map(ToString::to_string)
    }

    /// The telephone numbers that the directory publishes today, as they are read out. Null for whoever is not linked
    /// with an entry of it.
    async fn listed_phones(&self) -> Option<Vec<String>> {
        self.current.as_ref().map(|contact| contact.phones.clone())
    }

    /// The opening hours that the directory publishes today, in one Japanese line. Null for whoever is not linked with
    /// an entry of it, and where nobody knows them.
    async fn listed_hours(&self) -> Option<String> {
        self.current
            .as_ref()
            .and_then(|contact| contact.hours.clone())
    }

    /// What they can be asked about (何を). Null where that was left open.
    async fn about(&self) -> Option<String> {
        self.entry.about.as_ref().map(ToString::to_string)
    }

    /// How to get in touch (どのように), the way that its owner likes best first.
    async fn ways(&self) -> Vec<MapWayType> {
        self.entry.ways.iter().cloned().map(MapWayType).collect()
    }

    /// When they can be reached. Empty where its owner did not say.
    async fn reachable(&self) -> Vec<Word<ReachTime>> {
        self.entry.reachable.iter().copied().map(Word).collect()
    }

    /// The same in its owner's words, such as 「午後2時から」. Null where nothing was added.
    async fn reachable_note(&self) -> Option<String> {
        self.entry.reachable_note.as_ref().map(ToString::to_string)
    }

    /// A sentence to begin with. Null where none was prepared.
    async fn first_words(&self) -> Option<String> {
        self.entry.first_words.as_ref().map(ToString::to_string)
    }

    /// Whether they know of an illness; left open too where that is not shown.
    async fn knows(&self) -> Word<Knows> {
        Word(self.entry.knows)
    }

    /// The last day in Japan on which they can be asked. Null where no end is known.
    async fn until(&self) -> Option<DateScalar> {
        self.entry.until.map(DateScalar)
    }

    /// A sign to find it by. Null where none was chosen.
    async fn symbol(&self) -> Option<Word<Symbol>> {
        self.entry.symbol.map(Word)
    }
}

/// A way.
#[derive(Debug)]
pub(crate) struct MapWayType(Way);

/// A way to get in touch with somebody on a map.
#[Object(name = "MapWay")]
impl MapWayType {
    /// By which means they are reached.
    async fn kind(&self) -> Word<WayKind> {
        Word(self.0.kind)
    }

    /// Number, address or name as the owner of the map wrote it. Null where none is needed.
    async fn to(&self) -> Option<String> {
        self.0.to.as_ref().map(ToString::to_string)
    }
}

/// Somebody to tell.
#[derive(Debug)]
pub(crate) struct MapTellType {
    turn: Turn,
    name: String,
    to: Option<String>,
    way: Option<Way>,
}

impl MapTellType {
    fn of(map: &ResourceMap, turn: Turn, tell: &Tell) -> Option<Self> {
        let (name, to) = tell.shown(map)?;
        Some(Self {
            turn,
            name: name.to_string(),
            to: to.map(ToString::to_string),
            way: tell.way_but_phone(map).filter(|_| to.is_none()).cloned(),
        })
    }
}

/// Somebody to be told on a bad day.
#[Object(name = "MapTell")]
impl MapTellType {
    /// When on a bad day it comes to them.
    async fn turn(&self) -> Word<Turn> {
        Word(self.turn)
    }

    /// What the owner of the map calls them.
    async fn name(&self) -> &str {
        &self.name
    }

    /// Their number as it was written. Null where none stands there.
    async fn to(&self) -> Option<&str> {
        self.to.as_deref()
    }

    /// How they are told instead: the first of their ways that is no phone. Null where a number was written, and where
    /// there is no such way.
    async fn way(&self) -> Option<MapWayType> {
        self.way.clone().map(MapWayType)
    }
}

/// A number.
#[derive(Debug)]
pub(crate) struct MapNightNumberType(NightNumber);

/// A number that answers when offices are closed.
#[Object(name = "MapNightNumber")]
impl MapNightNumberType {
    /// Which office or service answers there.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// What to dial, as it is read out.
    async fn number(&self) -> &str {
        &self.0.number
    }

    /// When it answers, in one Japanese line. Null where nobody knows.
    async fn open(&self) -> Option<&str> {
        self.0.hours.as_deref()
    }
}
