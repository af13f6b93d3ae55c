//! What the agency is good at, weak at and cannot do: its own words and what others observed, apart.

use renkei_app::directory::read::ResourceView;
use renkei_domain::directory::strength::{Reply, Strength, Valence, Voice};

use crate::words::moment::Day;

#[derive(Debug, Clone)]
pub(super) struct CharacterBlock {
    pub(super) valence: Valence,
    pub(super) own: Vec<Statement>,
    pub(super) observed: Vec<Statement>,
}

#[derive(Debug, Clone)]
pub(super) struct Statement {
    pub(super) topic: Option<&'static str>,
    pub(super) text: String,
    pub(super) said_by: String,
    pub(super) said_on: Day,
    pub(super) reply: Option<ReplyLine>,
}

/// The agency's own answer, with who gave it and when: only members read it.
#[derive(Debug, Clone)]
pub(super) struct ReplyLine {
    pub(super) text: String,
    pub(super) on: Day,
    pub(super) by: String,
}

pub(super) fn block(valence: Valence, view: &ResourceView) -> CharacterBlock {
    let statement = |strength: &Strength| {
        let (said_by, reply) = match &strength.voice {
            Voice::SelfDeclared => ("この機関のことば".to_owned(), None),
            Voice::Observed { by, reply, .. } => (
                format!(
                    "{} が見たところ",
                    view.observers.get(by).map_or("ほかの機関", String::as_str)
                ),
                reply.as_ref().map(answer),
            ),
        };
        Statement {
            topic: strength.topic.word(),
            text: strength.text.to_string(),
            said_by,
            said_on: Day(strength.stated_on),
            reply,
        }
    };
    let of_valence = || {
        view.profile
            .strengths
            .iter()
            .filter(|strength| strength.valence == valence)
    };
    let is_own = |strength: &&Strength| strength.voice == Voice::SelfDeclared;
    CharacterBlock {
        valence,
        own: of_valence().filter(is_own).map(statement).collect(),
        observed: of_valence()
            .filter(|strength| !is_own(strength))
            .map(statement)
            .collect(),
    }
}

fn answer(reply: &Reply) -> ReplyLine {
    ReplyLine {
        text: reply.text.to_string(),
        on: Day(reply.on),
        by: format!("{} {}", reply.by_role, reply.by_name),
    }
}
