//! What lies in a circle: an index finds the square around it, the distance decides.

use renkei_domain::directory::filter::Near;
use renkei_domain::directory::municipality::Point;
use sea_orm::{DbBackend, Value};

use crate::sql::Sql;

/// Kilometres of one degree of latitude.
const DEGREE_KM: f64 = 111.32;

/// The tables that find what lies in a circle, and the conditions that decide it.
pub(super) fn in_circle(near: &Near, backend: DbBackend) -> (Sql, Vec<Sql>) {
    let (south, north, west, east) = bounds(near);
    if backend == DbBackend::Postgres {
        let square = Sql::with(
            "point(f.longitude, f.latitude) <@ box(point(?, ?), point(?, ?))",
            [west, south, east, north].map(Value::from),
        );
        return (Sql::new("resource_facts f"), vec![square, within(near)]);
    }
    let square = Sql::with(
        "n.south <= ? AND n.north >= ? AND n.west <= ? AND n.east >= ?",
        [north, south, east, west].map(Value::from),
    );
    (
        Sql::new("resource_box n CROSS JOIN resource_facts f"),
        vec![square, Sql::new("f.row_id = n.row_id"), within(near)],
    )
}

/// South, north, west and east of a circle, a little wider than it.
fn bounds(near: &Near) -> (f64, f64, f64, f64) {
    let latitude = near.within_km / DEGREE_KM * 1.01;
    let longitude = latitude / near.point.latitude.to_radians().cos().max(0.1);
    let point = near.point;
    (
        point.latitude - latitude,
        point.latitude + latitude,
        point.longitude - longitude,
        point.longitude + longitude,
    )
}

/// Inside the circle, its edge included.
pub(super) fn within(near: &Near) -> Sql {
    let mut inside = squared_distance(near.point);
    inside.push(" <= ").bind(near.within_km * near.within_km);
    inside
}

/// Square kilometres from the middle, on a plane that touches the earth there: inside 50 km wrong by
/// less than half a percent, and the same number on both databases.
pub(super) fn squared_distance(from: Point) -> Sql {
    squared_distance_of("f", from)
}

fn squared_distance_of(row: &str, from: Point) -> Sql {
    let east = DEGREE_KM * from.latitude.to_radians().cos();
    let (latitude, longitude) = (from.latitude, from.longitude);
    Sql::with(
        &format!(
            "(({row}.latitude - ?) * ({row}.latitude - ?) * ? + ({row}.longitude - ?) * ({row}.longitude - ?) * ?)"
        ),
        [
            latitude,
            latitude,
            DEGREE_KM * DEGREE_KM,
            longitude,
            longitude,
            east * east,
        ]
        .map(Value::from),
    )
}

/// The same for entries of which some have no point: those are farther than all others. The points are those
/// of `p`, a second look at the facts that few entries are worth.
pub(super) fn squared_distance_or_far(from: Point) -> Sql {
    let mut known = Sql::new("COALESCE(");
    known
        .add(squared_distance_of("p", from))
        .push(", ")
        .bind(FAR)
        .push(")");
    known
}

/// More square kilometres than lie between any two points on earth.
const FAR: f64 = 1e12;
