//! What an agency says of itself: good at, weak at, cannot do.

use renkei_domain::directory::edit::{Edit, OwnStrength};
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::program::ProgramKind;
use renkei_domain::directory::strength::{
    Disability, PyramidLayer, Stage, Strength, Topic, Valence, Voice,
};

use super::super::kit::{self, Faults, Reading, Row, at, choices, filled};
use super::Shape;
use crate::form::{Field, Group, Sent};

pub(super) const LIST: &str = "strengths";

fn own(profile: &Profile) -> impl Iterator<Item = &Strength> {
    let said = profile.strengths.iter();
    said.filter(|said| said.voice == Voice::SelfDeclared)
}

pub(super) fn rows(profile: &Profile) -> Vec<Row> {
    own(profile)
        .map(|said| Row {
            id: said.id.to_string(),
            fields: vec![
                ("valence", said.valence.code().to_owned()),
                ("topic", said.topic.code()),
                ("text", said.text.to_string()),
            ],
        })
        .collect()
}

/// Every topic with its word.
pub(in super::super) fn topics() -> Vec<(String, &'static str)> {
    let listed = Disability::ALL.iter().map(|word| Topic::Disability(*word));
    let listed = listed
        .chain(Stage::ALL.iter().map(|word| Topic::Stage(*word)))
        .chain(
            PyramidLayer::ALL
                .iter()
                .map(|word| Topic::PyramidLayer(*word)),
        )
        .chain(ProgramKind::ALL.iter().map(|word| Topic::Program(*word)));
    let general = (Topic::General.code(), "とくに分けない");
    std::iter::once(general)
        .chain(listed.map(|topic| (topic.code(), topic.word().unwrap_or_default())))
        .collect()
}

pub(super) fn shape(sent: &Sent, faults: &Faults) -> Shape {
    let topics = topics();
    let group = |row: usize| {
        let name = |field: &str| at(LIST, row, field);
        let value = |field: &str| sent.text(&name(field));
        let valences = Valence::ALL.iter().map(|word| (word.code(), word.word()));
        let chosen = match value("valence") {
            "" => Valence::Strong.code(),
            chosen => chosen,
        };
        let topics = topics.iter().map(|(code, word)| (code.as_str(), *word));
        let topic = match value("topic") {
            "" => "general",
            chosen => chosen,
        };
        Group {
            legend: format!("{}つめ", row + 1),
            fields: vec![
                Field::listed(
                    name("valence"),
                    "どれですか",
                    choices(None, valences, chosen),
                )
                .wrong(faults.of(&name("valence"))),
                Field::listed(name("topic"), "何について", choices(None, topics, topic))
                    .wrong(faults.of(&name("topic"))),
                Field::sentence(name("text"), "ことば", value("text"))
                    .hinted("例: 休職から復職までの診察と、職場への説明の同席")
                    .wrong(faults.of(&name("text"))),
            ],
        }
    };
    Shape {
        groups: (0..kit::rows(sent, LIST)).map(group).collect(),
        ..Shape::default()
    }
}

pub(super) fn read(sent: &Sent, profile: &Profile) -> Result<Edit, Faults> {
    let mut reading = Reading::of(sent);
    let mut said = Vec::new();
    for row in filled(sent, LIST, &["text"]) {
        let name = |field: &str| at(LIST, row, field);
        let id = sent.text(&name("id"));
        // What somebody else took away in between is written anew.
        let known = own(profile).find(|known| known.id.to_string() == id);
        let text = reading.line(&name("text"));
        let valence = reading.word(&name("valence"), Valence::from_code);
        let topic = reading.word(&name("topic"), Topic::from_code);
        said.extend(text.map(|text| OwnStrength {
            id: known.map(|known| known.id),
            valence: valence.unwrap_or(Valence::Strong),
            topic: topic.unwrap_or(Topic::General),
            text,
        }));
    }
    reading.end(Edit::Strengths(said))
}
