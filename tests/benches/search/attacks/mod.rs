//! What those cost who mean no good: each attack that is a document or a body, on a server that has just
//! begun. Processor time is that of the server and of the processes in which PostgreSQL works for it, where
//! that runs on this machine; the time until the answer stands beside it.

mod bodies;
mod documents;
mod searches;
mod sent;
mod values;

use std::time::Duration;

use renkei_app::Place;
use renkei_tests::bench::spent::Spent;
use renkei_tests::bench::times::{Times, milliseconds, one_by_one};
use renkei_tests::process::{Serving, memory};

use self::sent::send;
use super::documents::{PAGE, asking};
use super::parameters::Parameters;
use super::table::Figure;

/// How often each is sent: the system counts processor time in steps of 10 ms.
const TIMES: u32 = 20;
/// How many of the dearest are shown.
const SHOWN: usize = 8;
/// Search pages that a server answers before its memory is looked at.
const BEFORE: usize = 300;

/// The statuses of what is answered, of what is refused, of what may be either by its depth and cost,
/// and of what is too large to be looked at.
const ANSWERED: &[u16] = &[200];
const REFUSED: &[u16] = &[400];
const PERHAPS: &[u16] = &[200, 400];
const TOO_LARGE: &[u16] = &[413];

/// One attack.
struct Attack {
    what: &'static str,
    request: Vec<u8>,
    /// The statuses that are right.
    expected: &'static [u16],
}

/// What an attack cost.
struct Cost {
    what: &'static str,
    processor: Duration,
    longest: Duration,
}

pub(super) fn measure(place: &Place, drawn: &Parameters) -> Vec<Figure> {
    let serving = Serving::the_command(place);
    let pages = &drawn.pages[..drawn.pages.len().min(BEFORE)];
    // Whatever is held from the first answers on is held before the attacks.
    let _warmed = one_by_one(&serving.address, &asking(PAGE, pages));
    let before = memory(serving.id(), "VmRSS:");
    let all = [
        documents::all(),
        values::all(),
        bodies::all(),
        searches::all(),
    ];
    let mut costs: Vec<Cost> = all
        .iter()
        .flatten()
        .map(|attack| attack.cost(&serving, place))
        .collect();
    let after = memory(serving.id(), "VmRSS:");
    let most = memory(serving.id(), "VmHWM:");
    costs.sort_by_key(|cost| std::cmp::Reverse(cost.processor));
    for cost in costs.iter().take(SHOWN) {
        println!(
            "    {}: {} of processor time, the longest answer after {}",
            cost.what,
            milliseconds(cost.processor),
            milliseconds(cost.longest)
        );
    }
    let Some(worst) = costs.first() else {
        return Vec::new();
    };
    vec![
        Figure::new(
            format!("{} attacks, processor time of the worst", costs.len()),
            format!("{} ({})", milliseconds(worst.processor), worst.what),
            "< 10 ms",
        ),
        Figure::new(
            "memory after all attacks",
            format!(
                "{:+.0} MB ({:+.0} MB at most)",
                after - before,
                most - before
            ),
            "<= +50 MB",
        ),
    ]
}

impl Attack {
    fn cost(&self, serving: &Serving, place: &Place) -> Cost {
        let before = Spent::look(serving.id(), place);
        let times = (0..TIMES).map(|_| {
            let (status, took) = send(&serving.address, &self.request);
            if !self.expected.contains(&status) {
                println!(
                    "    {}: answered {status}, not one of {:?}",
                    self.what, self.expected
                );
            }
            took
        });
        let times = Times::of(times.collect());
        let spent = Spent::look(serving.id(), place).since(&before);
        Cost {
            what: self.what,
            processor: spent / TIMES,
            longest: times.longest(),
        }
    }
}
