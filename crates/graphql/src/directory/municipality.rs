//! Municipalities and wards of the reference table.

use std::borrow::Cow;

use async_graphql::{ID, Object};
use renkei_domain::directory::municipality::Municipality;

use crate::scalars::CodeScalar;

/// A municipality or ward.
pub(crate) struct MunicipalityType<'a>(Cow<'a, Municipality>);

impl<'a> MunicipalityType<'a> {
    /// One that stands in a table that lives as long as the answer.
    pub(crate) fn of(place: &'a Municipality) -> Self {
        Self(Cow::Borrowed(place))
    }

    /// One of its own.
    pub(crate) fn owned(place: Municipality) -> Self {
        Self(Cow::Owned(place))
    }
}

/// A municipality (市区町村) or a ward of a large city. Source: the installation's table of
/// 全国地方公共団体コード.
#[Object(name = "Municipality")]
impl MunicipalityType<'_> {
    /// The six digits of `code` once more, as a plain text: by it a federated graph knows the place.
    fn id(&self) -> ID {
        ID(self.0.code.to_string())
    }

    /// 全国地方公共団体コード, six digits.
    fn code(&self) -> CodeScalar {
        CodeScalar(self.0.code)
    }

    /// Name of the prefecture in which the place lies, as 「大阪府」.
    fn prefecture(&self) -> &str {
        &self.0.prefecture
    }

    /// 「高槻市」, or for a ward the city and the ward, as 「札幌市中央区」; without 郡.
    fn name(&self) -> &str {
        &self.0.name
    }

    /// Reading of the name in hiragana. Null where the table gives none.
    fn kana(&self) -> Option<&str> {
        Some(self.0.kana.as_str()).filter(|kana| !kana.is_empty())
    }

    /// Degrees north (WGS 84) of a point that stands for the whole place: its office. Null where the
    /// table gives none. Good as the middle of `ResourceFilter.near`.
    fn latitude(&self) -> Option<f64> {
        self.0.point.map(|point| point.latitude)
    }

    /// Degrees east (WGS 84) of the same point. Null where the table gives none.
    fn longitude(&self) -> Option<f64> {
        self.0.point.map(|point| point.longitude)
    }
}
