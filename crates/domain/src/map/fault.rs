//! Why a map is not kept as it is, in words that say what to do.

use crate::words::word_list;

use super::entry::WAYS;
use super::resource_map::MAP_ENTRIES;

word_list! {
    /// Where on a map something stands. Forms name their fields by its code.
    MapPlace {
        Called = "called", "紙に書く名前";
        Aim = "aim", "目指す姿";
        QuadrantName = "quadrant_name", "4つの名前";
        Name = "name", "だれに";
        Affiliation = "affiliation", "どこの人か";
        About = "about", "なにを相談するか";
        Way = "way", "番号やアドレス";
        Reachable = "reachable", "いつ れんらくできるか";
        FirstWords = "first_words", "はじめに言うこと";
        INotice = "i_notice", "自分で気づくサイン";
        OthersNotice = "others_notice", "まわりの人が気づくサイン";
        Helps = "helps", "こうすると楽になる";
        Tell = "tell", "つたえる人";
    }
}

/// What is wrong with a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MapFault {
    /// A text is longer than paper can take.
    #[error("「{place}」が長すぎます。{limit}文字までにしてください。")]
    TooLong {
        /// Which.
        place: MapPlace,
        /// The most characters.
        limit: usize,
    },
    /// There are too many entries.
    #[error(
        "マップに書けるのは{}までです。もう つかわないものを けしてください。",
        MAP_ENTRIES
    )]
    Full,
    /// There are too many ways to reach somebody.
    #[error("れんらくのしかたは、ひとりに{}つまでです。", WAYS)]
    TooManyWays,
    /// Two entries have one id.
    #[error("おなじ人が 2回 入っています。ページを ひらきなおしてください。")]
    Twice,
    /// Somebody is to be told who stands on the map no more.
    #[error("「つたえる人」が マップに いません。もういちど えらんでください。")]
    UnknownTell,
    /// There is no such entry.
    #[error("この人は マップに いません。もう けしたのかもしれません。")]
    UnknownEntry,
}

impl MapFault {
    /// The code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLong { .. } => "too_long",
            Self::Full => "full",
            Self::TooManyWays => "too_many_ways",
            Self::Twice => "twice",
            Self::UnknownTell => "unknown_tell",
            Self::UnknownEntry => "unknown_entry",
        }
    }
}

/// Refuses a text that is too long.
pub(super) fn too_long(
    place: MapPlace,
    text: Option<&impl std::fmt::Display>,
    limit: usize,
) -> Result<(), MapFault> {
    match text {
        Some(text) if text.to_string().chars().count() > limit => {
            Err(MapFault::TooLong { place, limit })
        }
        _ => Ok(()),
    }
}
