//! Addresses and points.

use std::borrow::Cow;

use renkei_domain::directory::address::{Address, Location, Precision};
use renkei_domain::directory::municipality::Point;
use renkei_domain::text::Line;

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
        let shorter = without_repetition(city.cell.text, rest.text);
        if let Cow::Owned(_) = shorter {
            self.note(
                rest,
                FindingKind::AddressRepeated,
                "重なる市区町村を番地の欄から取りのぞいた",
            );
        }
        let city_line = self.line(city.cell)?;
        let rest = self.line(Cell {
            column: rest.column,
            text: &shorter,
        });
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
        let rest = self.line(rest);
        Some(address(city.matched, city_line, rest))
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

/// The part after the city, without the city in front of it once more.
fn without_repetition<'a>(city: &str, rest: &'a str) -> Cow<'a, str> {
    let (city, start) = (city.trim(), rest.trim_start());
    let town = &city[prefecture_of(city).len()..];
    for head in [city, town] {
        if !head.is_empty()
            && let Some(shorter) = start.strip_prefix(head)
        {
            return Cow::Owned(shorter.trim().to_owned());
        }
    }
    Cow::Borrowed(rest)
}

fn is_number(c: char) -> bool {
    c.is_numeric() || "〇一二三四五六七八九十".contains(c)
}
