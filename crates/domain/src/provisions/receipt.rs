//! Something that somebody else told about a person. Whoever receives it asks how it was obtained, and keeps from whom
//! it came, with address and head, what it was and on which day (個人情報保護法30条, 同施行規則 22条・24条).

use chrono::NaiveDate;

use super::agency::NamedAgency;
use crate::consent::{Categories, Means};
use crate::ids::{AccountId, CaseId, OrganizationId, PersonId, ReceiptId};
use crate::text::{Line, Prose};
use crate::time::Instant;
use crate::words::word_list;

word_list! {
    /// How whoever told it had obtained it (取得の経緯).
    ObtainedHow {
        FromPerson = "from_person", "本人から聞いた";
        FromFamily = "from_family", "家族から聞いた";
        InTheirWork = "in_their_work", "自分の支援や診療のなかで知った";
        FromOthers = "from_others", "ほかの機関から聞いた";
        NotSaid = "not_said", "聞いたが、わからなかった";
    }
}

word_list! {
    /// By what they could tell it, as they said.
    ReceivedBy {
        Consent = "consent", "本人の同意";
        Law = "law", "法律で決められた場合";
        NotAsked = "not_asked", "まだ確かめていない";
    }
}

/// A receipt record (受領記録).
#[derive(Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Its id.
    pub id: ReceiptId,
    /// In which case it is kept.
    pub case: CaseId,
    /// Of whom it tells.
    pub person: PersonId,
    /// The same by name, as far as it was known.
    pub name: Option<Line>,
    /// Who received it.
    pub organization: OrganizationId,
    /// From whom it came.
    pub from: NamedAgency,
    /// How they had obtained it.
    pub obtained: ObtainedHow,
    /// By what they could tell it.
    pub ground: ReceivedBy,
    /// What it was about.
    pub categories: Categories,
    /// What it said.
    pub what: Option<Prose>,
    /// By what means it came.
    pub means: Means,
    /// On which day.
    pub on: NaiveDate,
    /// Who wrote it down.
    pub noted_by: AccountId,
    /// When.
    pub noted_at: Instant,
}

/// What was heard of whom is nobody's to read in a log.
impl std::fmt::Debug for Receipt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Receipt({})", self.id)
    }
}

/// Why a receipt is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptFault {
    /// It is about nothing.
    #[error("なにを聞いたかを選んでください。")]
    NothingNamed,
    /// It came later than today.
    #[error("聞いた日は、きょうまでの日にしてください。")]
    Later,
}

impl Receipt {
    /// Whether it can be kept.
    ///
    /// # Errors
    /// Says why it cannot.
    pub fn check(&self) -> Result<(), ReceiptFault> {
        if self.categories.is_empty() {
            return Err(ReceiptFault::NothingNamed);
        }
        if self.on > self.noted_at.in_japan().date {
            return Err(ReceiptFault::Later);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::consent::InformationCategory;

    fn receipt(on: &str, categories: &[InformationCategory]) -> Receipt {
        let id = Uuid::from_u128(1);
        let noon = "2026-11-20T12:00:00".parse().expect("a time");
        Receipt {
            id: ReceiptId::from_uuid(id),
            case: CaseId::from_uuid(id),
            person: PersonId::from_uuid(id),
            name: None,
            organization: OrganizationId::from_uuid(id),
            from: NamedAgency {
                name: "医師".to_owned(),
                contact: None,
                address: None,
                body: None,
                head: None,
            },
            obtained: ObtainedHow::InTheirWork,
            ground: ReceivedBy::Consent,
            categories: categories.iter().copied().collect(),
            what: None,
            means: Means::Phone,
            on: on.parse().expect("a day"),
            noted_by: AccountId::from_uuid(id),
            noted_at: Instant::from_japan(noon),
        }
    }

    #[test]
    fn a_receipt_is_about_something_and_of_a_day_that_has_come() {
        let about = &[InformationCategory::Skills];
        assert_eq!(receipt("2026-11-20", about).check(), Ok(()));
        let later = receipt("2026-11-21", about);
        assert_eq!(later.check(), Err(ReceiptFault::Later));
        let nothing = receipt("2026-11-20", &[]);
        assert_eq!(nothing.check(), Err(ReceiptFault::NothingNamed));
        assert!(!format!("{later:?} {:?}", later.from).contains("医師"));
    }
}
