//! What a supporter proposes for a map. It stands apart: nothing comes onto the map but by the person, and it is never
//! printed.

use super::entry::Entry;
use crate::ids::{AccountId, MapSuggestionId};
use crate::text::Prose;
use crate::time::Instant;
use crate::words::word_list;

/// The most suggestions that wait at the same time.
pub const SUGGESTIONS: usize = 20;

word_list! {
    /// What became of a suggestion.
    SuggestionState {
        Waiting = "waiting", "まだ えらんでいません";
        Accepted = "accepted", "マップに 入れました";
        Declined = "declined", "入れないことに しました";
    }
}

/// Somebody for the map, proposed by a supporter.
#[derive(Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Its id.
    pub id: MapSuggestionId,
    /// Who proposes it.
    pub from: AccountId,
    /// When.
    pub at: Instant,
    /// What would come onto the map.
    pub entry: Entry,
    /// Why, in the supporter's words to the person.
    pub why: Option<Prose>,
    /// What became of it.
    pub state: SuggestionState,
}

/// Who is to help whom is nobody's to read in a log.
impl std::fmt::Debug for Suggestion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Suggestion({}, {})", self.id, self.state.code())
    }
}

/// Why a suggestion goes nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SuggestionFault {
    /// The person said already what becomes of it.
    #[error("この提案は、もう えらびました。")]
    Decided,
    /// There are too many that wait.
    #[error(
        "本人が まだ えらんでいない 提案が {}あります。 えらんだ あとに 書いてください。",
        SUGGESTIONS
    )]
    TooMany,
}

impl Suggestion {
    /// Decides what becomes of it. A no is taken back by a later yes; what came onto the map is changed there.
    ///
    /// # Errors
    /// [`SuggestionFault::Decided`] when that was decided before.
    pub fn decide(self, state: SuggestionState) -> Result<Self, SuggestionFault> {
        match (self.state, state) {
            (SuggestionState::Waiting, _)
            | (SuggestionState::Declined, SuggestionState::Accepted) => Ok(Self { state, ..self }),
            _ => Err(SuggestionFault::Decided),
        }
    }
}
