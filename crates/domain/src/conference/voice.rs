//! The person's own words before a conference: what they wish and what they can do, with which its material opens,
//! what they want to talk about, and what they do not want to be talked about.

use crate::text::Prose;
use crate::words::word_list;

word_list! {
    /// By whom the words of the person came here.
    WordsFrom {
        Person = "person", "本人が書いた";
        TakenDown = "taken_down", "職員が本人から聞いて書いた";
    }
}

word_list! {
    /// What the person says by one press, and takes back by another.
    OwnWish {
        Rest = "rest", "この会議は 休みます。";
        Together = "together", "だれか いっしょに 来てほしいです。";
    }
}

/// What the person says before a conference.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct PersonWords {
    /// 希望: how they want to live and work.
    pub wishes: Option<Prose>,
    /// できていること.
    pub can_do: Option<Prose>,
    /// 話したいこと.
    pub to_talk: Option<Prose>,
    /// 話さないでほしいこと.
    pub not_to_talk: Option<Prose>,
    /// By whom they came here; absent as long as nothing was said.
    pub from: Option<WordsFrom>,
}

/// What somebody says is nobody's to read in a log.
impl std::fmt::Debug for PersonWords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PersonWords(..)")
    }
}

impl PersonWords {
    /// Whether nothing was said yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let texts = [&self.wishes, &self.can_do, &self.to_talk, &self.not_to_talk];
        texts.iter().all(|text| text.is_none())
    }
}
