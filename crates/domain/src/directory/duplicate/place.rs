//! Whether two addresses are one place. The town, the numbers of block and house and what stands behind them (a
//! building, a floor, a room) are looked at one after another, however the numbers are written.

use crate::directory::address::{Address, Location, Precision};
use crate::directory::municipality::MunicipalityCode;
use crate::directory::search::{normalise, number_of};
use crate::text::fold;

/// Signs behind a number that say no more than a hyphen; of two that fit the longer one stands first.
const SIGNS: &[&str] = &["丁目", "丁", "番地", "番", "号", "-", "の"];

/// What goes on with the town behind a number: 南2条西9丁目, 1線, 3区.
const TOWN_GOES_ON: &[char] = &['条', '線', '区', '町', '通', '組', '地', '割'];

/// Kanji that are numbers.
const KANJI: &str = "〇一二三四五六七八九十";

/// Signs before which they are read so.
const NUMBERED: &[&str] = &["丁目", "条", "番", "号", "-"];

/// Metres between points that may be one house.
const BESIDE: f64 = 50.0;

/// An address made ready to be compared.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Place {
    municipality: Option<MunicipalityCode>,
    /// Prefecture and city as written.
    city: String,
    /// The town, with 0 for each number inside its name.
    town: String,
    /// The numbers of block and house.
    blocks: Vec<u32>,
    /// The numbers behind them: floor and room.
    rooms: Vec<u32>,
    /// A point that stands for the house itself.
    exact: Option<(f64, f64)>,
}

/// How alike two places are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PlaceLikeness {
    /// One house, and no other room.
    Same,
    /// One house, another floor or room.
    House,
    /// As far as the shorter of the addresses goes, or by the map.
    Near,
    /// One of them does not say enough.
    Unknown,
    /// Two places.
    Elsewhere,
}

impl Place {
    pub(super) fn of(address: Option<&Address>, location: Option<Location>) -> Self {
        let exact = location.filter(|location| location.precision == Precision::Exact);
        let exact = exact.map(|location| (location.point.latitude, location.point.longitude));
        let Some(address) = address else {
            return Self {
                exact,
                ..Self::default()
            };
        };
        let city = fold(address.city.as_str());
        let rest = address.rest.as_ref().map(|rest| fold(rest.as_str()));
        let rest = rest.unwrap_or_default();
        let (town, blocks, rooms) = read(without_city(&city, &rest));
        Self {
            municipality: address.municipality,
            city,
            town: normalise(&town),
            blocks,
            rooms,
            exact,
        }
    }

    /// What entries at one place share: city, town and the first numbers; nothing where no number is known.
    pub(super) fn key(&self) -> Option<(u32, &str, &[u32])> {
        let first = self.blocks.get(..self.blocks.len().min(2))?;
        let code = self.municipality.map_or(0, MunicipalityCode::number);
        (!first.is_empty()).then_some((code, self.town.as_str(), first))
    }

    /// The municipality, where it is known.
    pub(super) const fn municipality(&self) -> Option<MunicipalityCode> {
        self.municipality
    }

    /// All that is compared, in one text.
    pub(super) fn told(&self) -> String {
        let code = self.municipality.map_or(0, MunicipalityCode::number);
        format!(
            "{code} {} {:?} {:?} {:?}",
            self.town, self.blocks, self.rooms, self.exact
        )
    }

    pub(super) fn compare(&self, other: &Self) -> PlaceLikeness {
        if self.city.is_empty() || other.city.is_empty() {
            return self.by_map(other);
        }
        if !self.is_in_city_of(other) {
            return PlaceLikeness::Elsewhere;
        }
        if !self.says_where() || !other.says_where() {
            return self.by_map(other);
        }
        if !self.blocks.is_empty() && self.blocks == other.blocks && self.is_in_town_of(other) {
            return self.by_room(other);
        }
        if self.town != other.town {
            return PlaceLikeness::Elsewhere;
        }
        let both = self.blocks.iter().zip(&other.blocks);
        let shared = self.blocks.len().min(other.blocks.len());
        match both.take_while(|(one, other)| one == other).count() {
            _ if self.blocks == other.blocks => self.by_room(other),
            _ if shared == 0 => self.by_map(other),
            same if same == shared && shared >= 2 => PlaceLikeness::Near,
            _ => PlaceLikeness::Elsewhere,
        }
    }

    fn says_where(&self) -> bool {
        !self.town.is_empty() || !self.blocks.is_empty()
    }

    /// One may write the prefecture and the other leave it out.
    fn is_in_city_of(&self, other: &Self) -> bool {
        match (self.municipality, other.municipality) {
            (Some(one), Some(two)) => one == two,
            _ => self.city.ends_with(&other.city) || other.city.ends_with(&self.city),
        }
    }

    /// One may write 大字 or the district before the town, the other leaves it out.
    fn is_in_town_of(&self, other: &Self) -> bool {
        self.town.ends_with(&other.town) || other.town.ends_with(&self.town)
    }

    fn by_room(&self, other: &Self) -> PlaceLikeness {
        let all = |some: &[u32], of: &[u32]| some.iter().all(|room| of.contains(room));
        let is_one = all(&self.rooms, &other.rooms) || all(&other.rooms, &self.rooms);
        if is_one {
            PlaceLikeness::Same
        } else {
            PlaceLikeness::House
        }
    }

    /// What the map says of addresses that do not say enough.
    fn by_map(&self, other: &Self) -> PlaceLikeness {
        match (self.exact, other.exact) {
            (Some(one), Some(two)) if metres(one, two) <= BESIDE => PlaceLikeness::Near,
            _ => PlaceLikeness::Unknown,
        }
    }
}

/// The distance of two points near each other.
fn metres(one: (f64, f64), two: (f64, f64)) -> f64 {
    const METRES_OF_A_DEGREE: f64 = 111_320.0;
    let north = (one.0 - two.0) * METRES_OF_A_DEGREE;
    let east = (one.1 - two.1) * METRES_OF_A_DEGREE * one.0.to_radians().cos();
    north.hypot(east)
}

/// What stands behind the city, also where tables write the city a second time before the town.
fn without_city<'r>(city: &str, rest: &'r str) -> &'r str {
    const SHORTEST: usize = 3;
    let starts = city.char_indices().map(|(at, _)| at);
    let mut ends = starts.filter_map(|at| city.get(at..));
    let twice = ends.find_map(|end| {
        let is_name = end.chars().count() >= SHORTEST;
        rest.strip_prefix(end).filter(|_| is_name)
    });
    twice.unwrap_or(rest)
}

/// The town, the numbers of block and house, and the numbers behind them.
fn read(rest: &str) -> (String, Vec<u32>, Vec<u32>) {
    let rest = in_digits(rest).replace("大字", "").replace('字', "");
    let (mut town, mut blocks) = (String::new(), Vec::new());
    let mut left = rest.as_str();
    while let Some(first) = left.chars().next() {
        if !first.is_ascii_digit() {
            town.push(first);
            left = left.get(first.len_utf8()..).unwrap_or_default();
            continue;
        }
        left = read_chain(left, &mut blocks);
        town.push('0');
        if !left.starts_with(TOWN_GOES_ON) {
            break;
        }
    }
    // Digits with nothing before them are no town.
    let town = town.strip_suffix('0').map(str::to_owned).unwrap_or(town);
    (town, blocks, numbers(left))
}

/// Reads numbers that follow each other, and the signs between and behind them; what follows is left.
fn read_chain<'t>(text: &'t str, numbers: &mut Vec<u32>) -> &'t str {
    let mut left = text;
    loop {
        let end = left.find(|c: char| !c.is_ascii_digit());
        let (digits, behind) = left.split_at(end.unwrap_or(left.len()));
        numbers.push(digits.parse().unwrap_or(u32::MAX));
        let mut next = behind;
        while let Some(further) = SIGNS.iter().find_map(|sign| next.strip_prefix(*sign)) {
            next = further;
        }
        if !next.starts_with(|c: char| c.is_ascii_digit()) {
            return next;
        }
        // Digits go on only behind a sign.
        left = next;
    }
}

/// The numbers of a text, in their order.
fn numbers(text: &str) -> Vec<u32> {
    let runs = text.split(|c: char| !c.is_ascii_digit());
    let runs = runs.filter(|run| !run.is_empty());
    runs.map(|run| run.parse().unwrap_or(u32::MAX)).collect()
}

/// Kanji before 丁目, 条, 番, 号 and hyphens as digits: 南七条西 is 南7条西.
fn in_digits(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut left = text;
    while let Some(first) = left.chars().next() {
        let is_kanji = |c: char| KANJI.contains(c);
        let end = if is_kanji(first) {
            left.find(|c: char| !is_kanji(c)).unwrap_or(left.len())
        } else {
            first.len_utf8()
        };
        let (piece, behind) = left.split_at(end);
        let is_number = is_kanji(first) && NUMBERED.iter().any(|sign| behind.starts_with(*sign));
        match number_of(piece).filter(|_| is_number) {
            Some(number) => written.push_str(&number),
            None => written.push_str(piece),
        }
        left = behind;
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Line, TextFault};

    fn place(city: &str, rest: &str) -> Result<Place, TextFault> {
        let address = Address {
            postal_code: None,
            municipality: None,
            city: Line::parse(city)?,
            rest: Line::parse(rest).ok(),
        };
        Ok(Place::of(Some(&address), None))
    }

    #[test]
    fn one_house_is_one_house_however_it_is_written() -> Result<(), TextFault> {
        use PlaceLikeness as L;
        for (one, other, likeness) in [
            ("みほん町1丁目2番3号", "みほん町一丁目２−３", L::Same),
            ("みほん町1-2-3", "みほん町1丁目2番地の3", L::Same),
            ("みほん町1-2-3みほんビル2F", "みほん町1-2-3", L::Same),
            (
                "みほん町1-2-3 みほんビル2階",
                "みほん町1-2-3別のビル2F",
                L::Same,
            ),
            ("みほん町1-2-3-501", "みほん町1-2-3", L::Near),
            ("みほん町1-2-3ビル501", "みほん町1-2-3ビル503", L::House),
            ("大字みほん字北12", "みほん北12", L::Same),
            ("高槻市みほん町9-1", "みほん町9-1", L::Same),
            ("南七条西１丁目２−３", "南7条西1-2-3", L::Same),
            ("みほん町1-2-3", "みほん町1-2-4", L::Elsewhere),
            ("みほん町1-2-3", "かえで町1-2-3", L::Elsewhere),
            ("みほん町11-3", "みほん町1-13", L::Elsewhere),
            ("みほん町", "みほん町1-13", L::Unknown),
        ] {
            let (one, other) = (place("大阪府高槻市", one)?, place("大阪府高槻市", other)?);
            assert_eq!(one.compare(&other), likeness, "{one:?} {other:?}");
            assert_eq!(other.compare(&one), likeness, "{other:?} {one:?}");
        }
        let (whole, short) = (
            place("大阪府高槻市", "本町2-1")?,
            place("高槻市", "本町2-1")?,
        );
        assert_eq!(whole.compare(&short), L::Same);
        let there = place("大阪府茨木市", "本町2-1")?;
        assert_eq!(whole.compare(&there), L::Elsewhere);
        assert_eq!(Place::of(None, None).compare(&whole), L::Unknown);
        Ok(())
    }
}
