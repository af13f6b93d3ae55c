//! By what means something is told.

use std::collections::BTreeSet;

use crate::words::word_list;

word_list! {
    /// A means. A consent names each it holds for; FAX is never among them unless the person was asked for it.
    Means {
        Meeting = "meeting", "会議";
        Document = "document", "文書・画面";
        Phone = "phone", "電話";
        Fax = "fax", "FAX";
    }
}

impl Means {
    /// For everybody, in easy words. Whoever talks face to face tells as in a meeting.
    #[must_use]
    pub const fn plain(self) -> &'static str {
        match self {
            Self::Meeting => "会って話す（会議も）",
            Self::Document => "紙や 画面",
            Self::Phone => "電話",
            Self::Fax => "FAX",
        }
    }
}

/// Some means.
pub type MeansSet = BTreeSet<Means>;
