//! Rows of published data that could be of several entries, or of one or none. Nobody guesses: a person says
//! whose they are.

use crate::words::word_list;

word_list! {
    /// What a person said about a row.
    RowChoice {
        /// It speaks of an entry that is there: the entry says what the row says, and later editions find it by
        /// the row's number, name and address.
        Same = "same", "名簿にある機関のこと";
        /// It speaks of an office that is not there yet: an entry is made of it.
        New = "new", "名簿にない新しい機関のこと";
        /// Nothing is done with it, and the same row of a later edition is not asked about again.
        Leave = "leave", "入れないでおく";
    }
}
