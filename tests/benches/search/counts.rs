//! Searches that leave much: a single character, and what is counted.

use renkei_tests::bench::times::one_by_one;
use renkei_tests::process::Serving;

use super::documents::{COUNT, FACETS, PAGE, asking};
use super::parameters::Parameters;
use super::table::Figure;

pub(super) fn measure(serving: &Serving, drawn: &Parameters) -> Vec<Figure> {
    let pages = &drawn.pages[..drawn.pages.len().min(drawn.words.len())];
    [
        (
            "one character, a page of 20",
            PAGE,
            drawn.letters.as_slice(),
            "<= 5 ms",
        ),
        (
            "two characters, a page of 20",
            PAGE,
            drawn.words.as_slice(),
            "",
        ),
        (
            "totalCount of two characters",
            COUNT,
            drawn.words.as_slice(),
            "<= 10 ms",
        ),
        (
            "totalCount and facets of two characters",
            FACETS,
            drawn.words.as_slice(),
            "<= 10 ms",
        ),
        (
            "totalCount and facets of one character",
            FACETS,
            drawn.letters.as_slice(),
            "",
        ),
        (
            "totalCount and facets of the search page",
            FACETS,
            pages,
            "<= 10 ms",
        ),
    ]
    .into_iter()
    .map(|(what, document, variables, aim)| {
        let times = one_by_one(&serving.address, &asking(document, variables));
        Figure::new(what, times, aim)
    })
    .collect()
}
