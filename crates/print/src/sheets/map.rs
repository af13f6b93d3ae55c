//! The sheets of a person's own map (リソースマップ): the map itself, a list in large type, a card for the wallet, and
//! empty sheets to fill by hand. What people wrote has no reading: that of a name cannot be guessed.

use std::sync::Arc;

use chrono::{Datelike as _, NaiveDate};
use renkei_domain::map::{
    Ink, Knows, PrintForm, ReachTime, Spacing, Turn, WayKind, WhoKind, Wording,
};
use renkei_domain::time::era_year;
use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

/// How a map is printed, apart from readings: in which words and with which ink.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MapForm {
    /// In which words what is not the person's own is written.
    pub wording: Wording,
    /// Whether words stand apart.
    pub spacing: Spacing,
    /// With which ink. What is told by a color is told in words too.
    pub ink: Ink,
}

impl From<&PrintForm> for MapForm {
    fn from(form: &PrintForm) -> Self {
        Self {
            wording: form.wording,
            spacing: form.spacing,
            ink: form.ink,
        }
    }
}

impl Serialize for MapForm {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut form = serializer.serialize_struct("MapForm", 3)?;
        form.serialize_field("plain", &(self.wording == Wording::Plain))?;
        form.serialize_field("spaced", &(self.spacing == Spacing::Apart))?;
        form.serialize_field("color", &(self.ink == Ink::Color))?;
        form.end()
    }
}

/// The map, A4 landscape, and the list: what stands on them is the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MapSheet {
    /// How it is printed.
    pub form: MapForm,
    /// The day on which it was made.
    #[serde(serialize_with = "made_day")]
    pub made_on: NaiveDate,
    /// What the person calls themselves on paper.
    pub called: Option<String>,
    /// 目指す姿.
    pub aim: Option<String>,
    /// しごと, こころとからだ, くらし, たのしみ, in this order.
    pub parts: [MapPart; 4],
    /// 「こまったとき」.
    pub trouble: MapTrouble,
    /// Who answers at night.
    pub night: Vec<MapNight>,
    /// The pictures that entries name by their place here.
    #[serde(skip)]
    pub pictures: Vec<MapImage>,
}

/// A part of a map.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct MapPart {
    /// A name of the person's own.
    pub name: Option<String>,
    /// Who stands in it, in the person's order.
    pub entries: Vec<MapEntry>,
}

/// Somebody, or some place, that the person can ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MapEntry {
    /// A sign to find it by.
    pub symbol: Option<char>,
    /// The place of its picture among those of the sheet.
    pub picture: Option<usize>,
    /// Who it is.
    #[serde(serialize_with = "who_place")]
    pub who: WhoKind,
    /// Their name.
    pub name: String,
    /// Where they belong.
    pub affiliation: Option<String>,
    /// What they can be asked about.
    pub about: Option<String>,
    /// How they are reached, the way that the person likes best first.
    pub ways: Vec<MapWay>,
    /// When they can be reached.
    #[serde(serialize_with = "time_places")]
    pub reachable: Vec<ReachTime>,
    /// The same in the person's words.
    pub reachable_note: Option<String>,
    /// When the office is open, as the directory says.
    pub hours: Option<String>,
    /// What to say first.
    pub first_words: Option<String>,
    /// Whether they know of the illness.
    #[serde(serialize_with = "knows_place")]
    pub knows: Knows,
    /// The last day on which they can be asked.
    #[serde(serialize_with = "made_day_opt")]
    pub until: Option<NaiveDate>,
    /// Since when the office is closed for good.
    #[serde(serialize_with = "made_day_opt")]
    pub closed_on: Option<NaiveDate>,
}

/// A way to reach somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MapWay {
    /// How.
    #[serde(serialize_with = "way_place")]
    pub kind: WayKind,
    /// Numbers or addresses.
    pub to: Vec<String>,
}

/// What to do on a bad day.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct MapTrouble {
    /// Signs that the person notices.
    pub i_notice: Option<String>,
    /// Signs that others notice.
    pub others_notice: Option<String>,
    /// What helps.
    pub helps: Option<String>,
    /// Whom to tell.
    pub tell: Vec<MapTell>,
}

/// Somebody to tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MapTell {
    /// When.
    #[serde(serialize_with = "turn_place")]
    pub turn: Turn,
    /// On a card, a sign to find them by.
    pub symbol: Option<char>,
    /// On a card, the place of their picture among those of the sheet.
    pub picture: Option<usize>,
    /// Who; nothing on a card that would say too much by it.
    pub name: Option<String>,
    /// How they are told where no number is known.
    #[serde(serialize_with = "way_place_opt")]
    pub way: Option<WayKind>,
    /// Their numbers or addresses.
    pub to: Vec<String>,
}

/// Who answers at night.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MapNight {
    /// Who; nothing on a card that would say too much by it.
    pub name: Option<String>,
    /// The number.
    pub number: String,
    /// When it answers.
    pub hours: Option<String>,
}

/// A picture of the person's own, JPEG or PNG.
#[derive(Clone, PartialEq, Eq)]
pub struct MapImage(pub Arc<[u8]>);

/// Who is on a picture is nobody's to read in a log.
impl std::fmt::Debug for MapImage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MapImage({} bytes)", self.0.len())
    }
}

/// A card for the wallet, 91 × 55 mm, to be cut out and folded. What needs more room goes on further cards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MapCardSheet {
    /// How it is printed.
    pub form: MapForm,
    /// The day on which it was made.
    #[serde(serialize_with = "made_day")]
    pub made_on: NaiveDate,
    /// What the person calls themselves, where they chose it.
    pub called: Option<String>,
    /// Whom to tell.
    pub tell: Vec<MapTell>,
    /// Who answers at night.
    pub night: Vec<MapNight>,
    /// Signs that the person notices, where they chose it.
    pub i_notice: Option<String>,
    /// Signs that others notice, the same.
    pub others_notice: Option<String>,
    /// What helps, the same.
    pub helps: Option<String>,
    /// Who knows of the illness, the same.
    pub know: Vec<String>,
    /// The pictures that those to tell name by their place here.
    #[serde(skip)]
    pub pictures: Vec<MapImage>,
}

/// An empty sheet to fill by hand. Nobody stands on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MapBlankSheet {
    /// How it is printed.
    pub form: MapForm,
}

/// The place of a word in its list: the template holds its words in the same order.
fn place<T: Copy + PartialEq, S: Serializer>(
    all: &[T],
    one: T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    all.iter()
        .position(|word| *word == one)
        .serialize(serializer)
}

fn who_place<S: Serializer>(value: &WhoKind, serializer: S) -> Result<S::Ok, S::Error> {
    place(WhoKind::ALL, *value, serializer)
}

fn way_place<S: Serializer>(value: &WayKind, serializer: S) -> Result<S::Ok, S::Error> {
    place(WayKind::ALL, *value, serializer)
}

fn way_place_opt<S: Serializer>(value: &Option<WayKind>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => way_place(value, serializer),
        None => serializer.serialize_none(),
    }
}

fn knows_place<S: Serializer>(value: &Knows, serializer: S) -> Result<S::Ok, S::Error> {
    place(Knows::ALL, *value, serializer)
}

fn turn_place<S: Serializer>(value: &Turn, serializer: S) -> Result<S::Ok, S::Error> {
    place(Turn::ALL, *value, serializer)
}

fn time_places<S: Serializer>(value: &[ReachTime], serializer: S) -> Result<S::Ok, S::Error> {
    let place = |one: &ReachTime| ReachTime::ALL.iter().position(|word| word == one);
    serializer.collect_seq(value.iter().filter_map(place))
}

/// 「令和8年12月4日」: what follows it tells of no day of the week.
fn made_day<S: Serializer>(value: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!(
        "{}{}月{}日",
        era_year(*value),
        value.month(),
        value.day()
    ))
}

/// The same of a day that may be missing.
fn made_day_opt<S: Serializer>(
    value: &Option<NaiveDate>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => made_day(value, serializer),
        None => serializer.serialize_none(),
    }
}
