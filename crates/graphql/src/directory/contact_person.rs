//! Named professionals of a resource, for signed-in members alone.

use async_graphql::{ID, Object};
use renkei_domain::directory::people::{ContactPerson, StaffRole};

use super::phone::PhoneType;
use super::role_notes;
use crate::closed_list::{Word, closed_list};

closed_list!(
    StaffRole,
    "StaffRole",
    "Titles of specialist staff, as law, 地域障害者職業センター and agencies use them. An agency says by \
     them whom to ask for.",
    role_notes::note
);

/// A named person.
pub(crate) struct ContactPersonType<'a>(pub(crate) &'a ContactPerson);

/// A named professional to ask for: only what the work needs is kept. Shown to signed-in members of a
/// network alone.
#[Object(name = "ContactPerson")]
impl ContactPersonType<'_> {
    /// Tells them from the others: ways of contact name somebody by it (`ContactWay.person`).
    fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    /// The id of the network whose members know them, for `updateContactPersons`.
    fn network(&self) -> ID {
        ID(self.0.network.to_string())
    }

    /// Name as used at work.
    fn name(&self) -> &str {
        self.0.name.as_str()
    }

    /// Reading of the name in kana. Null where it is not known.
    fn kana(&self) -> Option<&str> {
        self.0.kana.as_ref().map(|kana| kana.as_str())
    }

    /// Role. Null where it is none of the list.
    fn role(&self) -> Option<Word<StaffRole>> {
        self.0.role.map(Word)
    }

    /// Department and title in the office's own words. Null where they are not known.
    fn title(&self) -> Option<&str> {
        self.0.title.as_ref().map(|title| title.as_str())
    }

    /// A number of their own. Null where the office's number is to be used.
    fn phone(&self) -> Option<PhoneType<'_>> {
        self.0.phone.as_ref().map(PhoneType)
    }

    /// A work mail address. Null where the office's address is to be used.
    fn email(&self) -> Option<&str> {
        self.0.email.as_ref().map(|email| email.as_str())
    }
}
