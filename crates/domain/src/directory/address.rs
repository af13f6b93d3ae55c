//! Where something stands.

use crate::directory::municipality::{MunicipalityCode, Point};
use crate::text::Line;

/// An address in the two parts in which Japanese tables publish it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// 郵便番号, seven digits with hyphen, where known.
    pub postal_code: Option<Line>,
    /// The municipality it was matched to, where it could be.
    pub municipality: Option<MunicipalityCode>,
    /// Prefecture, city and ward, as written.
    pub city: Line,
    /// Town, block, building.
    pub rest: Option<Line>,
}

impl Address {
    /// The whole address in one line.
    #[must_use]
    pub fn line(&self) -> String {
        match &self.rest {
            Some(rest) => format!("{}{rest}", self.city),
            None => self.city.to_string(),
        }
    }
}

crate::words::word_list! {
    /// How far a point can be trusted.
    Precision {
        Exact = "exact", "正確";
        /// Published points often stand for a town or a building shared by many offices.
        Approximate = "approximate", "およそ";
    }
}

/// A point with its trust.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Location {
    /// Where.
    pub point: Point,
    /// How far to trust it.
    pub precision: Precision,
}
