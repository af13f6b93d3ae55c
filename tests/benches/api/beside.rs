//! Servers on one database, asked the same in turns.

use std::thread::sleep;
use std::time::Duration;

use renkei_app::Place;
use renkei_tests::bench::ground::Base;
use renkei_tests::bench::load::{CLIENTS, Load, SPAN, Target, turn, turns};
use renkei_tests::bench::spent::Spent;
use renkei_tests::bench::times::milliseconds;
use renkei_tests::process::{Serving, processor_time};
use serde_json::json;

use super::alike;
use super::asked::{Question, asking};
use super::makes::Make;
use super::processors::Processors;
use super::walked::{Subjects, Walked};

/// How many turns of each server count.
const ROUNDS: usize = 5;

/// A server that runs and is asked something.
struct Rival<'s> {
    make: Make,
    serving: &'s Serving,
    walked: Walked,
}

/// Ours beside others on one database.
pub(super) fn measure(
    base: Base,
    place: &Place,
    processors: &Processors,
    others: &[Make],
    questions: &[Question],
) {
    println!(
        "\n{}, {CLIENTS} clients, {ROUNDS} rounds of {} s",
        base.word(),
        SPAN.as_secs()
    );
    let start = |make: Make| Some((make, make.start(place, processors)?));
    let makes = std::iter::once(Make::Ours).chain(others.iter().copied());
    let running: Vec<(Make, Serving)> = makes.filter_map(start).collect();
    if running.len() == 1 {
        println!("nobody stands beside ours here: not measured");
        return;
    }
    let subjects = Subjects::draw(place);
    for (_, serving) in &running {
        rest(serving.id());
    }
    let mut lines = Vec::new();
    for question in questions {
        lines.extend(compared(*question, place, &running, &subjects));
    }
    println!(
        "\n| {} | beside | ratio (least to most) | answers a second, ours and theirs | median, p99 of ours | of theirs | aim |",
        base.word()
    );
    println!("|---|---|---|---|---|---|---|");
    for line in lines {
        println!("{line}");
    }
}

/// Waits until a server has done what it does after its start; a minute at most.
fn rest(process: u32) {
    for _ in 0..30 {
        let before = processor_time(process);
        sleep(Duration::from_secs(2));
        if processor_time(process) == before {
            return;
        }
    }
}

/// One question to all of them: a line of the table for each of the others.
fn compared(
    question: Question,
    place: &Place,
    running: &[(Make, Serving)],
    subjects: &Subjects,
) -> Vec<String> {
    let mut rivals: Vec<Rival<'_>> = Vec::new();
    for (make, serving) in running {
        let walked = Walked::through(question, *make, &serving.address, subjects);
        let is_alike = match rivals.first() {
            None => true,
            Some(ours) => alike::are_all(question, *make, &ours.walked, &walked),
        };
        if is_alike {
            rivals.push(Rival {
                make: *make,
                serving,
                walked,
            });
        } else {
            println!("{} answers something else: not measured", make.word());
        }
    }
    let targets: Vec<Target<'_>> = rivals.iter().map(Rival::target).collect();
    let mut rounds = turns(&targets, 1 + ROUNDS);
    for loads in &mut rounds {
        // It warmed the server up.
        loads.remove(0);
    }
    let mut lines = Vec::new();
    let mut falls_short = false;
    for (rival, loads) in rivals.iter().zip(&rounds).skip(1) {
        let ratios = ratios(&rounds[0], loads);
        let (ratio, aim) = (ratios[ratios.len() / 2], question.aim(rival.make));
        falls_short |= ratio < aim;
        let (ours, theirs) = (middle(&rounds[0]), middle(loads));
        let line = format!(
            "| {} | {} | {ratio:.2} × ({:.2} to {:.2}) | {:.0}, {:.0} | {}, {} | {}, {} | {} |",
            question.word(),
            rival.make.word(),
            ratios[0],
            ratios[ratios.len() - 1],
            ours.answers_a_second,
            theirs.answers_a_second,
            milliseconds(ours.median),
            milliseconds(ours.p99),
            milliseconds(theirs.median),
            milliseconds(theirs.p99),
            question.aim_in_words(rival.make),
        );
        println!("{line}");
        lines.push(line);
    }
    if falls_short {
        for rival in &rivals {
            rival.tell_where_time_goes("the whole answer", place, &rival.target());
        }
        rivals[0].take_apart(question, place);
    }
    lines
}

/// How often as many answers as the other ours gave, in each round; the least first.
fn ratios(ours: &[Load], theirs: &[Load]) -> Vec<f64> {
    let mut ratios: Vec<f64> = ours
        .iter()
        .zip(theirs)
        .map(|(ours, theirs)| ours.answers_a_second / theirs.answers_a_second)
        .collect();
    ratios.sort_by(f64::total_cmp);
    ratios
}

/// The turn in the middle.
fn middle(loads: &[Load]) -> Load {
    let mut loads = loads.to_vec();
    loads.sort_by(|a, b| a.answers_a_second.total_cmp(&b.answers_a_second));
    loads[loads.len() / 2]
}

impl Rival<'_> {
    fn target(&self) -> Target<'_> {
        self.asked(self.walked.requests.clone())
    }

    fn asked(&self, requests: Vec<Vec<u8>>) -> Target<'_> {
        Target {
            address: &self.serving.address,
            process: self.serving.id(),
            requests,
        }
    }

    /// Whose processor time an answer takes.
    fn tell_where_time_goes(&self, what: &str, place: &Place, target: &Target<'_>) {
        let before = Spent::look(target.process, place);
        let load = turn(target);
        let spent = Spent::look(target.process, place).since(&before);
        let whole = spent.as_secs_f64() * 1e6 / load.answers as f64;
        let database = match place {
            // It is read in the server's own process.
            Place::Folder(_) => String::new(),
            Place::Postgres(_) => format!(", database {:.0} µs", whole - load.server_micros),
        };
        println!(
            "  {}, {what}: server {:.0} µs{database}, who asks {:.0} µs of processor time an answer",
            self.make.word(),
            load.server_micros,
            load.client_micros,
        );
    }

    /// What less of an answer takes.
    fn take_apart(&self, question: Question, place: &Place) {
        let [(nothing, document), (least, least_document)] = question.steps();
        let target = self.asked(vec![asking(document, &json!({}))]);
        self.tell_where_time_goes(nothing, place, &target);
        let variables = self.walked.variables.iter();
        let requests = variables.map(|variables| asking(least_document, variables));
        let target = self.asked(requests.collect());
        self.tell_where_time_goes(least, place, &target);
    }
}
