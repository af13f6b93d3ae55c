//! What an answer says of its cost, in its `extensions.cost`.

use serde::Serialize;

use crate::guard::Bound;

/// What a call cost, and what its sender has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CallCost {
    requested: u64,
    actual: u64,
    limit: u64,
    #[serde(flatten)]
    purse: Option<Purse>,
}

/// What a caller has left of the points of a minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Purse {
    /// How many.
    pub left: u32,
    /// How many there are in a minute.
    pub points_per_minute: u32,
    /// The seconds until all of them are there again; of a call that was refused for want of them, until it may be
    /// sent again.
    pub reset_seconds: u64,
}

impl CallCost {
    /// What an operation asks for, known before it is executed; what of that was spent on it; and what is left, where
    /// there is a limit.
    #[must_use]
    pub const fn new(requested: u64, actual: u64, purse: Option<Purse>) -> Self {
        Self {
            requested,
            actual,
            limit: Bound::Cost.limit(),
            purse,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_partner_reads_what_is_left_where_there_is_a_limit() {
        let purse = Purse {
            left: 2_985_896,
            points_per_minute: 3_000_000,
            reset_seconds: 1,
        };
        assert_eq!(
            json!(CallCost::new(14_101, 14_004, Some(purse))),
            json!({
                "requested": 14_101, "actual": 14_004, "limit": 150_000,
                "left": 2_985_896, "pointsPerMinute": 3_000_000, "resetSeconds": 1,
            })
        );
        assert_eq!(
            json!(CallCost::new(7, 7, None)),
            json!({ "requested": 7, "actual": 7, "limit": 150_000 })
        );
    }
}
