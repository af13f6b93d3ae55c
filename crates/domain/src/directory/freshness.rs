//! How fresh each part of an entry is. A whole entry is never "verified": a phone number may have
//! been used this morning while the hours are a year old.

use chrono::{Months, NaiveDate};

use crate::text::Line;

crate::words::word_list! {
    /// The parts of an entry that are confirmed separately.
    FieldGroup {
        Contact = "contact", "連絡先";
        Hours = "hours", "時間";
        Capacity = "capacity", "空き";
        Eligibility = "eligibility", "利用条件";
        Character = "character", "得意・苦手";
    }
}

crate::words::word_list! {
    /// How something was confirmed.
    VerificationMethod {
        Phone = "phone", "電話";
        Visit = "visit", "訪問";
        Fax = "fax", "FAX";
        Mail = "mail", "メール";
        Meeting = "meeting", "会議";
        Referral = "referral", "紹介してみて";
        OpenData = "open_data", "公表データ";
    }
}

crate::words::word_list! {
    /// What came of it.
    VerificationOutcome {
        Confirmed = "confirmed", "その通りだった";
        Changed = "changed", "変わっていた";
        NoAnswer = "no_answer", "返事がなかった";
        Refused = "refused", "答えないとのこと";
    }
}

impl FieldGroup {
    /// After how many months a part should be asked about again: places change fastest, hours and
    /// numbers yearly as 211 services do, character with the half-yearly cycle of the open data.
    #[must_use]
    pub const fn months_until_due(self) -> u32 {
        match self {
            Self::Capacity => 3,
            Self::Character => 6,
            Self::Contact | Self::Hours | Self::Eligibility => 12,
        }
    }
}

/// One confirmation of one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// Which part.
    pub group: FieldGroup,
    /// On which day.
    pub verified_on: NaiveDate,
    /// Who did it: a name.
    pub by_name: Line,
    /// Who did it: role or agency.
    pub by_role: Line,
    /// How.
    pub method: VerificationMethod,
    /// With what outcome.
    pub outcome: VerificationOutcome,
}

impl Verification {
    /// The day from which the part should be asked about again. An attempt without an answer
    /// confirms nothing: it is due again after three weeks.
    #[must_use]
    pub fn due(&self) -> NaiveDate {
        match self.outcome {
            VerificationOutcome::Confirmed | VerificationOutcome::Changed => self
                .verified_on
                .checked_add_months(Months::new(self.group.months_until_due()))
                .unwrap_or(NaiveDate::MAX),
            VerificationOutcome::NoAnswer | VerificationOutcome::Refused => self
                .verified_on
                .checked_add_days(chrono::Days::new(21))
                .unwrap_or(NaiveDate::MAX),
        }
    }
}
