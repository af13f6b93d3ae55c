//! What a statement about an agency is about: words of four lists under one name.

use std::sync::LazyLock;

use renkei_domain::directory::program::ProgramKind;
use renkei_domain::directory::strength::{Disability, PyramidLayer, Stage, Topic};

use super::{program_notes, topic_notes};
use crate::closed_list::{ClosedList, ListValue};

/// The domain's topic is one of four lists with a word of it. A schema has no such thing that may
/// both be asked for and be answered, so every pair has a value of its own.
impl ClosedList for Topic {
    const NAME: &'static str = "Topic";
    const MEANING: &'static str = "What a strength, a weakness or a limit is about: a disability or \
        condition, a stage of working life, a layer of the 職業準備性ピラミッド, a program, or nothing of \
        these lists.";

    fn values() -> &'static [ListValue<Self>] {
        static VALUES: LazyLock<Vec<ListValue<Topic>>> =
            LazyLock::new(|| every_topic().map(shown).collect());
        &VALUES
    }
}

/// Every topic there is, list by list.
fn every_topic() -> impl Iterator<Item = Topic> {
    let disabilities = Disability::ALL.iter().copied().map(Topic::Disability);
    let stages = Stage::ALL.iter().copied().map(Topic::Stage);
    let layers = PyramidLayer::ALL.iter().copied().map(Topic::PyramidLayer);
    let programs = ProgramKind::ALL.iter().copied().map(Topic::Program);
    disabilities
        .chain(stages)
        .chain(layers)
        .chain(programs)
        .chain([Topic::General])
}

fn shown(topic: Topic) -> ListValue<Topic> {
    let (list, note) = match topic {
        Topic::Disability(one) => ("disability or condition", topic_notes::disability(one)),
        Topic::Stage(one) => ("stage of working life", topic_notes::stage(one)),
        Topic::PyramidLayer(one) => ("layer of the 職業準備性ピラミッド", topic_notes::layer(one)),
        Topic::Program(one) => ("program", program_notes::note(one)),
        Topic::General => ("none of the lists", "the text of the statement says it"),
    };
    let word = topic.word().unwrap_or("全般");
    ListValue::new(topic, &topic.code(), word, &format!("{list}: {note}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::closed_list::tests::shows_all;

    #[test]
    fn a_program_of_a_partner_finds_every_topic_by_one_name() {
        let all: Vec<Topic> = every_topic().collect();
        for topic in &all {
            assert_eq!(Topic::from_code(&topic.code()), Some(*topic));
        }
        let lists = [
            Disability::ALL.len(),
            Stage::ALL.len(),
            PyramidLayer::ALL.len(),
            ProgramKind::ALL.len(),
        ];
        assert_eq!(all.len(), lists.iter().sum::<usize>() + 1);
        shows_all(&all);
    }
}
