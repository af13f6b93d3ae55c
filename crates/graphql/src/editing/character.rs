//! What an agency says of itself.

use async_graphql::{Context, ID, InputObject, Result};
use renkei_domain::directory::edit::{Edit, OwnStrength};
use renkei_domain::directory::strength::{Topic, Valence};

use super::payload::Written;
use super::write::{Aim, Texts, edit};
use crate::closed_list::Word;

/// A statement of an agency about itself.
#[derive(Debug, InputObject)]
#[graphql(name = "StrengthInput")]
pub(crate) struct StrengthInput {
    /// Good at, weak at, or cannot do.
    valence: Word<Valence>,
    /// The disability, stage, program or other matter that the statement speaks of.
    topic: Word<Topic>,
    /// The statement in one line of at most 300 characters.
    text: String,
}

/// Everything an agency says it is good at, weak at and cannot do.
#[derive(Debug, InputObject)]
pub(crate) struct UpdateResourceCharacterInput {
    /// Global id of the entry.
    id: ID,
    /// The version of the entry that the change was written for.
    version: i64,
    /// Every statement that should stand, in order, at most 100. One that stands already keeps its day.
    strengths: Vec<StrengthInput>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl UpdateResourceCharacterInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<Written> {
        let aim = Aim {
            id: self.id,
            version: self.version,
            key: self.idempotency_key,
        };
        let mut texts = Texts::default();
        let mut said = Vec::with_capacity(self.strengths.len());
        for (place, entry) in self.strengths.into_iter().enumerate() {
            let text = texts.required(&format!("strengths[{place}].text"), &entry.text);
            said.extend(text.map(|text| OwnStrength {
                id: None,
                valence: entry.valence.0,
                topic: entry.topic.0,
                text,
            }));
        }
        edit(ctx, aim, texts.end(Edit::Strengths(said))).await
    }
}
