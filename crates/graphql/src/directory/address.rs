//! Where something stands.

use async_graphql::Object;
use renkei_domain::directory::address::{Address, Location, Precision};
use renkei_domain::directory::municipality::Municipality;

use super::municipality::MunicipalityType;
use crate::closed_list::{Word, closed_list};
use crate::scalars::CodeScalar;

closed_list!(
    Precision,
    "Precision",
    "How far a point on the map can be trusted.",
    |precision| match precision {
        Precision::Exact => "the point is the building's own",
        Precision::Approximate =>
            "published points often stand for a town, or for a building shared by many offices",
    }
);

/// An address, with the municipality it was matched to.
pub(crate) struct AddressType<'a> {
    /// The address.
    pub(crate) address: &'a Address,
    /// Its municipality, where it is in the table.
    pub(crate) municipality: Option<&'a Municipality>,
}

/// An address in the parts in which Japanese tables publish it.
#[Object(name = "Address")]
impl AddressType<'_> {
    /// 郵便番号 of seven digits with a hyphen, as `569-0804`. Null where the source has none.
    fn postal_code(&self) -> Option<&str> {
        self.address.postal_code.as_ref().map(|code| code.as_str())
    }

    /// The municipality the written address was matched to. Null where it could not be matched.
    fn municipality_code(&self) -> Option<CodeScalar> {
        self.address.municipality.map(CodeScalar)
    }

    /// That municipality with its name and reading. Null where the address was not matched, or where
    /// the installation's table has no entry of that code.
    fn municipality(&self) -> Option<MunicipalityType<'_>> {
        self.municipality.map(MunicipalityType::of)
    }

    /// The whole address in one line as written by the source, without 郵便番号: prefecture, city and
    /// ward, then town, block and building where they are known.
    fn line(&self) -> String {
        self.address.line()
    }
}

/// A point on the map.
pub(crate) struct LocationType(pub(crate) Location);

/// A point on the map (WGS 84) with how far to trust it. Source: the published table.
#[Object(name = "Location")]
impl LocationType {
    /// Degrees north.
    fn latitude(&self) -> f64 {
        self.0.point.latitude
    }

    /// Degrees east.
    fn longitude(&self) -> f64 {
        self.0.point.longitude
    }

    /// Whether the point is the office's own or stands for its surroundings.
    fn precision(&self) -> Word<Precision> {
        Word(self.0.precision)
    }
}
