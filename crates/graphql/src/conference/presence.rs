//! With whom a conference is held beside those who help, as a type of the schema.

use async_graphql::Object;
use renkei_domain::conference::{AbsenceReason, Presence};

use crate::closed_list::Word;
use crate::scalars::DateScalar;

/// The two switches of a conference.
pub(crate) struct ConferencePresenceType(pub(super) Presence);

/// Whether person and relatives sit at the table, as somebody decided beforehand.
#[Object(name = "ConferencePresence")]
impl ConferencePresenceType {
    /// Why it is held without the person. Null: they are there.
    async fn absence(&self) -> Option<Word<AbsenceReason>> {
        let absence = self.0.absence.as_ref();
        absence.map(|absence| Word(absence.reason))
    }

    /// The same as somebody wrote it for the person. Null: they are there.
    async fn absence_words(&self) -> Option<&str> {
        let absence = self.0.absence.as_ref();
        absence.map(|absence| absence.words.as_str())
    }

    /// On which day the person said that relatives may come. Null: none of them does.
    async fn family_agreed_on(&self) -> Option<DateScalar> {
        let family = self.0.family;
        family.map(|family| DateScalar(family.agreed_on))
    }

    /// From which minute after the beginning relatives sit there. Null: none of them does.
    async fn family_from_minute(&self) -> Option<i32> {
        let family = self.0.family;
        family.map(|family| i32::from(family.window.from()))
    }

    /// Until which minute after the beginning relatives stay. Null: none of them does.
    async fn family_until_minute(&self) -> Option<i32> {
        let family = self.0.family;
        family.map(|family| i32::from(family.window.until()))
    }
}
