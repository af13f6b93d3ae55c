//! Addresses and points.

use renkei_domain::directory::address::{Address, Location, Precision};
use renkei_domain::directory::municipality::Point;
use renkei_domain::text::{Line, fold};

use super::{Cell, Column, Notebook};
use crate::finding::FindingKind;
use crate::municipality_table::{AddressHead, MunicipalityMatch, prefecture_of};

/// Prefecture, city and ward as published, with the municipality they were matched to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CityCell<'a> {
    pub(crate) cell: Cell<'a>,
    pub(crate) matched: MunicipalityMatch,
}

impl Notebook {
    /// The address of an office, everything about it reported.
    pub(crate) fn office_address(&mut self, city: CityCell<'_>, rest: Cell<'_>) -> Option<Address> {
        if city.cell.is_blank() {
            self.note(
                city.cell,
                FindingKind::AddressMissing,
                "所在地なしで取り込んだ",
            );
            return None;
        }
        if let Some((kind, done)) = city.matched.finding() {
            self.note(city.cell, kind, done);
        }
        let is_whole = rest.is_blank() && city.matched == MunicipalityMatch::NotFound;
        if !is_whole && !rest.text.chars().any(is_number) {
            self.note(
                rest,
                FindingKind::AddressWithoutNumber,
                "公表のまま取り込んだ",
            );
        }
        let rest = self.behind(city.cell, rest);
        let city_line = self.line(city.cell)?;
        let rest = self.line(rest);
        Some(address(city.matched, city_line, rest))
    }

    /// As [`Self::office_address`], for an address whose parts do not stand in cells of their own; the
    /// columns are those that its parts were taken from.
    pub(crate) fn parted_address(
        &mut self,
        head: &AddressHead,
        city: Column<'_>,
        rest: Column<'_>,
    ) -> Option<Address> {
        let city = Cell {
            column: city,
            text: &head.city,
        };
        let rest = Cell {
            column: rest,
            text: &head.rest,
        };
        let matched = head.matched;
        self.office_address(
            CityCell {
                cell: city,
                matched,
            },
            rest,
        )
    }

    /// The registered address of a 法人. Its municipality is matched in silence: it decides nothing.
    pub(crate) fn registered_address(
        &mut self,
        city: CityCell<'_>,
        rest: Cell<'_>,
    ) -> Option<Address> {
        let city_line = self.line(city.cell)?;
        let rest = self.behind(city.cell, rest);
        let rest = self.line(rest);
        Some(address(city.matched, city_line, rest))
    }

    /// The cell behind the city, without what it repeats of it.
    fn behind<'a>(&mut self, city: Cell<'_>, rest: Cell<'a>) -> Cell<'a> {
        let behind = behind_city(city.text, rest.text);
        match behind {
            BehindCity::Once(_) => {}
            BehindCity::Repeated(_) => self.note(
                rest,
                FindingKind::AddressRepeated,
                "重なる所在地を番地の欄から取りのぞいた",
            ),
            BehindCity::Twice(_) => self.note(
                rest,
                FindingKind::AddressTwice,
                "公表のまま残した。どちらが正しいか確かめて直す",
            ),
        }
        Cell {
            text: behind.text(),
            ..rest
        }
    }

    /// A point, where both numbers are there and lie in Japan. `0.0` is how tables write "unknown".
    pub(crate) fn location(
        &mut self,
        latitude: Cell<'_>,
        longitude: Cell<'_>,
        precision: Precision,
    ) -> Option<Location> {
        let number = |cell: Cell<'_>| {
            cell.text
                .trim()
                .parse::<f64>()
                .ok()
                .filter(|degrees| degrees.is_finite() && *degrees != 0.0)
        };
        let (Some(north), Some(east)) = (number(latitude), number(longitude)) else {
            self.note(
                latitude,
                FindingKind::LocationMissing,
                "地図の位置なしで取り込んだ",
            );
            return None;
        };
        let Some(point) = Point::in_japan(north, east) else {
            self.note(
                latitude,
                FindingKind::LocationOutsideJapan,
                "地図の位置なしで取り込んだ",
            );
            return None;
        };
        Some(Location { point, precision })
    }
}

fn address(matched: MunicipalityMatch, city: Line, rest: Option<Line>) -> Address {
    Address {
        postal_code: None,
        municipality: matched.code(),
        city,
        rest,
    }
}

/// What stands behind the city.
#[derive(Clone, Copy)]
enum BehindCity<'a> {
    /// The address goes on, as it should.
    Once(&'a str),
    /// The address began anew; this is left of it when the repetition is gone.
    Repeated(&'a str),
    /// Two addresses that differ: neither is known to be the right one.
    Twice(&'a str),
}

impl<'a> BehindCity<'a> {
    fn text(self) -> &'a str {
        match self {
            Self::Once(text) | Self::Repeated(text) | Self::Twice(text) => text,
        }
    }
}

/// Looks for the city in the cell behind it: in front (「高槻市城北町1」), or behind the whole address
/// (「城北町1大阪府高槻市城北町1」). The name of a town alone repeats nothing there: it begins that of
/// many a building (「紺屋町2高槻市役所内」).
fn behind_city<'a>(city: &str, rest: &'a str) -> BehindCity<'a> {
    let (city, start) = (city.trim(), rest.trim());
    let town = &city[prefecture_of(city).len()..];
    for head in [city, town].into_iter().filter(|head| !head.is_empty()) {
        if let Some(shorter) = start.strip_prefix(head) {
            return BehindCity::Repeated(shorter.trim());
        }
        if let Some((first, again)) = start.split_once(head)
            && says_again(first, again)
        {
            return BehindCity::Repeated(again.trim());
        }
    }
    if !city.is_empty() && city != town && start.contains(city) {
        BehindCity::Twice(rest)
    } else {
        BehindCity::Once(rest)
    }
}

/// Whether the second text begins with the first in whatever letters and digits; 「5」 does not begin
/// 「53番」.
fn says_again(first: &str, again: &str) -> bool {
    // What folds alike has no spaces, and a space ends a number.
    let begins = again.trim().split(char::is_whitespace).next();
    let (first, again, begins) = (fold(first), fold(again), fold(begins.unwrap_or_default()));
    if !first.is_empty() && begins == first {
        return true;
    }
    !first.is_empty()
        && again
            .strip_prefix(&first)
            .is_some_and(|more| !(first.ends_with(is_number) && more.starts_with(is_number)))
}

fn is_number(c: char) -> bool {
    c.is_numeric() || "〇一二三四五六七八九十".contains(c)
}
