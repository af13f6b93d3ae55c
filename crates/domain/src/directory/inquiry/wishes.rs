//! What an agency wishes of its entry beside what stands there: that its people are not named, that nothing but FAX is used.
//! Whoever types an answer in takes its wishes with it; those that came by a link wait until somebody decides.

use super::answer::{InquiryAnswer, Reply};
use super::course::Wishes;

/// What is wished, or what of that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wished {
    /// 「担当者名を載せない」.
    pub without_names: bool,
    /// 「連絡はFAXのみ」.
    pub fax_only: bool,
}

impl Wished {
    /// Whether it is anything at all.
    #[must_use]
    pub const fn is_any(self) -> bool {
        self.without_names || self.fax_only
    }

    /// What stands in both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            without_names: self.without_names && other.without_names,
            fax_only: self.fax_only && other.fax_only,
        }
    }

    /// What stands in either.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self {
            without_names: self.without_names || other.without_names,
            fax_only: self.fax_only || other.fax_only,
        }
    }

    /// What of it does not stand in the other.
    #[must_use]
    pub const fn beside(self, other: Self) -> Self {
        Self {
            without_names: self.without_names && !other.without_names,
            fax_only: self.fax_only && !other.fax_only,
        }
    }

    /// What of an inquiry's answers, the oldest first, nobody decided about. A wish that was taken from a later answer waits
    /// no longer; one that was declined comes again only with an answer that says so again.
    #[must_use]
    pub fn waiting(answers: &[InquiryAnswer]) -> Self {
        let answers = answers.iter();
        answers.fold(Self::default(), |waiting, answer| match answer.taken {
            None => waiting.or(answer.reply.wished()),
            Some(taken) => waiting.beside(taken),
        })
    }
}

impl Reply {
    /// What it wishes.
    #[must_use]
    pub const fn wished(&self) -> Wished {
        Wished {
            without_names: self.without_names,
            fax_only: self.fax_only,
        }
    }
}

impl From<Wished> for Wishes {
    /// Whether what nobody decided about is anything.
    fn from(waiting: Wished) -> Self {
        if waiting.is_any() {
            Self::Wait
        } else {
            Self::None
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::conference::invitation::CallChannel;
    use crate::ids::{InquiryAnswerId, InquiryId};
    use crate::time::Instant;

    const NAMES: Wished = Wished {
        without_names: true,
        fax_only: false,
    };
    const FAX: Wished = Wished {
        without_names: false,
        fax_only: true,
    };
    const NOTHING: Wished = Wished {
        without_names: false,
        fax_only: false,
    };

    fn answer(wished: Wished, taken: Option<Wished>) -> InquiryAnswer {
        InquiryAnswer {
            id: InquiryAnswerId::from_uuid(Uuid::from_u128(1)),
            inquiry: InquiryId::from_uuid(Uuid::from_u128(2)),
            at: Instant::from_micros(0),
            channel: CallChannel::Mail,
            taken_by: None,
            reply: Reply {
                without_names: wished.without_names,
                fax_only: wished.fax_only,
                ..Reply::default()
            },
            taken,
        }
    }

    #[test]
    fn a_wish_waits_until_somebody_decides_whatever_is_answered_since() {
        let waits = answer(FAX, None);
        for (answers, waiting) in [
            (vec![waits.clone(), answer(NOTHING, None)], FAX),
            (vec![waits.clone(), answer(NAMES, None)], FAX.or(NAMES)),
            (vec![waits.clone(), answer(NAMES, Some(NAMES))], FAX),
            (vec![waits.clone(), answer(FAX, Some(FAX))], NOTHING),
            (vec![answer(FAX, Some(NOTHING)), answer(NAMES, None)], NAMES),
            (vec![answer(FAX, Some(NOTHING)), waits], FAX),
        ] {
            assert_eq!(Wished::waiting(&answers), waiting, "{answers:?}");
        }
    }
}
