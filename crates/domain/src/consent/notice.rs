//! Who is written to because a consent ends soon.

use crate::words::word_list;

word_list! {
    /// Whoever is told by a letter that a consent ends within 30 days.
    NoticeReader {
        /// Whom of the agency to ask about the case.
        Keeper = "keeper", "担当の人";
        /// The person themselves, where they want to be written to by mail.
        Person = "person", "本人";
    }
}
