//! An item of the agenda of a conference, as a type of the schema.

use async_graphql::{ID, Object};
use renkei_domain::conference::{AgendaItem, Aim};
use renkei_domain::consent::InformationCategory;

use crate::closed_list::Word;

/// An item.
pub(crate) struct AgendaItemType {
    pub(super) item: AgendaItem,
    pub(super) presenter: String,
}

/// Something that a conference talks about.
#[Object(name = "ConferenceItem")]
impl AgendaItemType {
    /// Which entry of the agenda it is; recording takes it.
    async fn id(&self) -> ID {
        ID(self.item.id.to_string())
    }

    /// What it is called, in the words of whoever prepared it or of a template.
    async fn title(&self) -> &str {
        self.item.title.as_str()
    }

    /// How long it may take, counted in whole minutes.
    async fn minutes(&self) -> i32 {
        i32::from(self.item.minutes)
    }

    /// Who brings it in, by name; the person is called 本人.
    async fn presenter(&self) -> &str {
        &self.presenter
    }

    /// Whether people share news, discuss, or settle something.
    async fn aim(&self) -> Word<Aim> {
        Word(self.item.aim)
    }

    /// Which information about the person comes up in it; each listener needs a consent for that.
    async fn categories(&self) -> Vec<Word<InformationCategory>> {
        self.item.categories.iter().copied().map(Word).collect()
    }
}
