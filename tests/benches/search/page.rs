//! The search page: 20 entries by two characters, a kind and a municipality.

use renkei_app::Place;
use renkei_tests::bench::client::Connection;
use renkei_tests::bench::ground::Base;
use renkei_tests::bench::load::{Load, Target, in_turns};
use renkei_tests::bench::times::one_by_one;
use renkei_tests::process::Serving;

use super::documents::{PAGE, asking};
use super::handler::{self, Driver, Way};
use super::parameters::Parameters;
use super::table::Figure;

/// How many pages of a handler are compared with those of GraphQL, byte for byte.
const COMPARED: usize = 64;

/// A handler that runs, asked in one of its ways.
struct Rival<'h> {
    driver: Driver,
    way: Way,
    serving: &'h Serving,
    requests: Vec<Vec<u8>>,
}

pub(super) fn measure(
    base: Base,
    place: &Place,
    graphql: &Serving,
    drawn: &Parameters,
) -> Vec<Figure> {
    let requests = asking(PAGE, &drawn.pages);
    let alone = one_by_one(&graphql.address, &requests);
    let mut figures = vec![Figure::new(
        "search page of 20, one client",
        alone,
        "median <= 2 ms",
    )];
    let running: Vec<(Driver, Serving)> = Driver::of(base)
        .iter()
        .map(|driver| (*driver, handler::start(*driver, place)))
        .collect();
    let rivals: Vec<Rival<'_>> = running
        .iter()
        .flat_map(|(driver, serving)| {
            Way::ALL.map(|way| Rival {
                driver: *driver,
                way,
                serving,
                requests: way.asking(&drawn.pages),
            })
        })
        .collect();
    for rival in &rivals {
        figures.push(rival.compared(graphql, &requests));
    }
    let mut targets = vec![Target {
        address: &graphql.address,
        process: graphql.id(),
        requests,
    }];
    targets.extend(rivals.iter().map(|rival| Target {
        address: &rival.serving.address,
        process: rival.serving.id(),
        requests: rival.requests.clone(),
    }));
    let loads = in_turns(&targets);
    figures.push(Figure::new("search page, 32 clients", loads[0], ""));
    for (rival, load) in rivals.iter().zip(&loads[1..]) {
        figures.push(Figure::new(rival.word(), load, ""));
    }
    for (driver, _) in &running {
        let of_driver = rivals.iter().zip(&loads[1..]);
        let faster = of_driver
            .filter(|(rival, _)| rival.driver == *driver)
            .map(|(_, load)| load)
            .max_by(|a, b| a.answers_a_second.total_cmp(&b.answers_a_second));
        if let Some(faster) = faster {
            figures.push(ratio(*driver, &loads[0], faster));
        }
    }
    figures
}

fn ratio(driver: Driver, graphql: &Load, faster: &Load) -> Figure {
    let value = format!(
        "{:.2} x (processor time of the server {:.2} x)",
        graphql.answers_a_second / faster.answers_a_second,
        graphql.server_micros / faster.server_micros
    );
    let what = format!("answers a second: GraphQL / {}, faster way", driver.word());
    Figure::new(what, value, driver.aim())
}

impl Rival<'_> {
    fn word(&self) -> String {
        format!("{}, {}, 32 clients", self.driver.word(), self.way.word())
    }

    /// How many of its pages are those of GraphQL; the first that is not is shown. A page says what is
    /// open now, and a minute may end between the two: then both are asked again.
    fn compared(&self, graphql: &Serving, requests: &[Vec<u8>]) -> Figure {
        let mut theirs = Connection::open(&graphql.address);
        let mut ours = Connection::open(&self.serving.address);
        let mut pair = |place: usize| {
            let theirs = data(theirs.ask(&requests[place])).to_owned();
            (theirs, data(ours.ask(&self.requests[place])).to_owned())
        };
        let compared = requests.len().min(COMPARED);
        let (mut equal, mut entries) = (0, 0);
        let mut shown = false;
        for place in 0..compared {
            let (mut theirs, mut ours) = pair(place);
            if theirs != ours {
                (theirs, ours) = pair(place);
            }
            entries += theirs.matches("\"cursor\":").count();
            if theirs == ours {
                equal += 1;
            } else if !shown {
                shown = true;
                println!("{}", difference(&theirs, &ours));
            }
        }
        let value = format!(
            "{equal} of {compared} ({:.1} entries a page)",
            entries as f64 / compared.max(1) as f64
        );
        Figure::new(
            format!(
                "pages of {}, {} equal to GraphQL's",
                self.driver.word(),
                self.way.word()
            ),
            value,
            "all",
        )
    }
}

/// The value of `data` as it stands in an answer: GraphQL says behind it what the call cost.
fn data(answer: &[u8]) -> &str {
    let text = std::str::from_utf8(answer).unwrap_or_default();
    let text = text.strip_prefix("{\"data\":").unwrap_or(text);
    match text.rsplit_once(",\"extensions\":") {
        Some((data, _)) => data,
        None => text.strip_suffix('}').unwrap_or(text),
    }
}

/// Where two texts part.
fn difference(theirs: &str, ours: &str) -> String {
    let alike = theirs
        .chars()
        .zip(ours.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let around = |text: &str| -> String {
        text.chars()
            .skip(alike.saturating_sub(80))
            .take(200)
            .collect()
    };
    format!(
        "not equal:\n  GraphQL {}\n  handler {}",
        around(theirs),
        around(ours)
    )
}
