//! What ten times as many offices cost a search that finds few of them.

use std::time::Duration;

use renkei_app::Place;
use renkei_tests::bench::client::Connection;
use renkei_tests::bench::times::{Times, WARMING, milliseconds, timed};
use renkei_tests::process::Serving;
use serde_json::Value;

use super::documents::{PAGE, asking};
use super::parameters::Parameters;
use super::table::Figure;

/// Asks the same of both, by turns.
pub(super) fn measure(many: &Serving, few: &Place) -> Vec<Figure> {
    let (once, often) = Parameters::rare(few);
    let few = Serving::the_command(few);
    [
        (
            "20,000 to 200,000 offices, a rare word that finds as many as before",
            once,
            "<= 2 x",
        ),
        (
            "the same, a rare word that finds ten times as many",
            often,
            "",
        ),
    ]
    .into_iter()
    .map(|(what, words, aim)| {
        let (before, after) = compared(&few, many, &words);
        let ratio = after.as_secs_f64() / before.as_secs_f64();
        let value = format!(
            "{ratio:.2} x ({} to {})",
            milliseconds(before),
            milliseconds(after)
        );
        Figure::new(what, value, aim)
    })
    .collect()
}

/// The medians.
fn compared(few: &Serving, many: &Serving, words: &[Value]) -> (Duration, Duration) {
    let requests = asking(PAGE, words);
    let mut connections = [few, many].map(|serving| Connection::open(&serving.address));
    for connection in &mut connections {
        for request in requests.iter().take(WARMING) {
            connection.ask(request);
        }
    }
    let mut times = [Vec::new(), Vec::new()];
    for request in &requests {
        for (connection, times) in connections.iter_mut().zip(&mut times) {
            times.push(timed(connection, request));
        }
    }
    let [few, many] = times.map(|times| Times::of(times).median());
    (few, many)
}
