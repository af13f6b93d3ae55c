//! The narrowings that are chosen from long lists, folded away in a form that needs no script.

use renkei_domain::directory::program::ProgramKind;
use renkei_domain::directory::strength::{Disability, PyramidLayer, Stage, Topic};

use super::narrowing::{Base, CIRCLES, Narrowing};

/// The form.
#[derive(Debug, Clone)]
pub(super) struct Refining {
    /// Where it is sent.
    pub(super) action: String,
    /// What is set elsewhere and stays.
    pub(super) kept: Vec<(&'static str, String)>,
    pub(super) programs: Vec<Offer>,
    pub(super) topics: Vec<(&'static str, Vec<Offer>)>,
    pub(super) since: String,
    /// When it must be open.
    pub(super) day: String,
    pub(super) time: String,
    /// Whether it asks for a town: a list of one area has its own.
    pub(super) asks_town: bool,
    /// How far around the town that is asked for; a town that is set already has chips for it.
    pub(super) circles: Vec<Circle>,
}

/// A circle to be chosen together with a town.
#[derive(Debug, Clone)]
pub(super) struct Circle {
    pub(super) km: u32,
    pub(super) is_chosen: bool,
}

/// Something to be chosen.
#[derive(Debug, Clone)]
pub(super) struct Offer {
    pub(super) code: String,
    pub(super) word: &'static str,
    pub(super) is_chosen: bool,
}

/// The names of the form's own fields.
const OWN: [&str; 6] = ["town", "program", "good", "since", "day", "time"];

impl Refining {
    pub(super) fn of(base: Base, narrowing: &Narrowing) -> Self {
        let first = narrowing.first_page();
        let asks_town = !matches!(base, Base::Area(_));
        let circles: &[u32] = if asks_town && narrowing.area.is_empty() {
            &CIRCLES
        } else {
            &[]
        };
        let is_own = |name: &str| OWN.contains(&name) || (name == "km" && !circles.is_empty());
        let kept = first
            .parts()
            .into_iter()
            .filter(|(name, _)| !is_own(name))
            .map(|(name, value)| (name, value.to_owned()));
        let offer = |code: String, word: &'static str, chosen: &str| Offer {
            is_chosen: code == chosen,
            code,
            word,
        };
        let program =
            |kind: &ProgramKind| offer(kind.code().to_owned(), kind.word(), &narrowing.program);
        let topics = |all: Vec<Topic>| -> Vec<Offer> {
            let offers = all
                .into_iter()
                .filter_map(|topic| Some(offer(topic.code(), topic.word()?, &narrowing.good)));
            offers.collect()
        };
        Self {
            action: base.path(),
            kept: kept.collect(),
            programs: ProgramKind::ALL.iter().map(program).collect(),
            topics: vec![
                (
                    "障害・病気",
                    topics(each(Disability::ALL, Topic::Disability)),
                ),
                ("働く時期", topics(each(Stage::ALL, Topic::Stage))),
                (
                    "働くための準備",
                    topics(each(PyramidLayer::ALL, Topic::PyramidLayer)),
                ),
                ("プログラム", topics(each(ProgramKind::ALL, Topic::Program))),
            ],
            asks_town,
            circles: circles
                .iter()
                .map(|km| Circle {
                    km: *km,
                    is_chosen: narrowing.km == km.to_string(),
                })
                .collect(),
            since: narrowing.since.replace('/', "-"),
            day: narrowing.day.replace('/', "-"),
            time: narrowing.time.clone(),
        }
    }
}

fn each<T: Copy>(words: &[T], topic: fn(T) -> Topic) -> Vec<Topic> {
    words.iter().map(|word| topic(*word)).collect()
}
