//! That somebody who is called was told who it is about: apart from the message, under consent, with a record.

use crate::ids::{AccountId, ProvisionId};
use crate::provisions::ToldHow;
use crate::text::Line;
use crate::time::Instant;
use crate::words::word_list;

word_list! {
    /// How somebody is told who it is about.
    AboutHow {
        Phone = "phone", "電話で、担当の人に話した";
        SealedLetter = "sealed_letter", "親展の手紙で知らせた";
        LinkAndCode = "link_and_code", "リンクと番号を、別々に知らせた";
        FaceToFace = "face_to_face", "会って話した";
    }
}

impl AboutHow {
    /// The same as a record names it.
    #[must_use]
    pub const fn told_how(self) -> ToldHow {
        match self {
            Self::Phone => ToldHow::Phone,
            Self::SealedLetter | Self::LinkAndCode => ToldHow::Document,
            Self::FaceToFace => ToldHow::FaceToFace,
        }
    }
}

/// That somebody was told who it is about.
#[derive(Clone, PartialEq, Eq)]
pub struct ToldAbout {
    /// How.
    pub how: AboutHow,
    /// When.
    pub at: Instant,
    /// Who told them.
    pub by: AccountId,
    /// Who listened.
    pub heard_by: Option<Line>,
    /// The record of it.
    pub record: ProvisionId,
}
