//! The twenty nearest in the middle of cities, where most lies close by.

use renkei_tests::bench::times::one_by_one;
use renkei_tests::process::Serving;

use super::documents::{NEAREST, asking};
use super::parameters::Parameters;
use super::table::Figure;

pub(super) fn measure(serving: &Serving, drawn: &Parameters) -> Vec<Figure> {
    if drawn.circles.is_empty() {
        return Vec::new();
    }
    let times = one_by_one(&serving.address, &asking(NEAREST, &drawn.circles));
    vec![Figure::new(
        "nearest 20 in the middle of a city",
        times,
        "p99 <= 5 ms",
    )]
}
