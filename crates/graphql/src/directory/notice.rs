//! Short-lived notices.

use async_graphql::{ID, Object};
use renkei_domain::directory::notice::Notice;

use crate::scalars::DateScalar;

/// A notice.
pub(crate) struct NoticeType<'a>(pub(crate) &'a Notice);

/// A short-lived notice: a move, a closure for the flu, a day when the phone is cut off. Only notices
/// whose days include today are answered.
#[Object(name = "Notice")]
impl NoticeType<'_> {
    /// Tells it from the others: `updateNotices` replaces it by this.
    fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    /// What to know, in the words of whoever wrote it; may have several lines.
    fn text(&self) -> &str {
        self.0.text.as_str()
    }

    /// The first day on which it is shown.
    fn from(&self) -> DateScalar {
        DateScalar(self.0.from)
    }

    /// The last day on which it is shown; it disappears by itself.
    fn until(&self) -> DateScalar {
        DateScalar(self.0.until)
    }
}
