//! Phone and FAX numbers.

use async_graphql::Object;
use renkei_domain::directory::phone::{Confirmation, Phone};

use crate::closed_list::{Word, closed_list};

closed_list!(
    Confirmation,
    "Confirmation",
    "Whether something speaks against a number. Whether somebody got through is told of all ways to \
     reach an agency together, in `Resource.freshness`, group CONTACT.",
    |confirmation| match confirmation {
        Confirmation::Published => "as its source or its owner gives it; nothing speaks against it",
        Confirmation::Unconfirmed =>
            "something speaks against it, as a FAX number equal to the phone number: perhaps there is no FAX machine",
    }
);

/// A number.
pub(crate) struct PhoneType<'a>(pub(crate) &'a Phone);

/// A phone or FAX number with what a caller needs after being put through.
#[Object(name = "Phone")]
impl PhoneType<'_> {
    /// The number as its owner or the source writes it, as 「072-686-6663」. For people to read.
    fn written(&self) -> &str {
        self.0.written.as_str()
    }

    /// The same in digits alone, ten or eleven of them, as a telephone takes it. Null where what is
    /// written is no Japanese number (an area code is missing, or a remark stands in the cell).
    fn dial(&self) -> Option<String> {
        self.0.dial()
    }

    /// What the number is for (「相談専用」), where an office has several. Null for the usual number.
    fn label(&self) -> Option<&str> {
        self.0.label.as_ref().map(|text| text.as_str())
    }

    /// 内線: the extension to ask for from the person who answers. Null where there is none.
    fn extension(&self) -> Option<&str> {
        self.0.extension.as_ref().map(|text| text.as_str())
    }

    /// 音声案内番号: the keys to press when a machine answers, as `32#`. Null where people answer.
    fn voice_guide_key(&self) -> Option<&str> {
        self.0.voice_guide_key.as_ref().map(|text| text.as_str())
    }

    /// Whether something speaks against the number. It does not say that somebody tried it.
    fn confirmation(&self) -> Word<Confirmation> {
        Word(self.0.confirmation)
    }
}
