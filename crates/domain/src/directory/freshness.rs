//! How fresh each part of an entry is. A whole entry is never "verified": a phone number may have
//! been used this morning while the hours are a year old.

use chrono::{Days, Months, NaiveDate};

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
        Letter = "letter", "郵送";
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

    /// The day from which a part should be asked about again after an attempt on a day.
    #[must_use]
    pub fn due_after(self, day: NaiveDate, outcome: VerificationOutcome) -> NaiveDate {
        let due = if outcome.confirms() {
            day.checked_add_months(Months::new(self.months_until_due()))
        } else {
            day.checked_add_days(Days::new(21))
        };
        due.unwrap_or(NaiveDate::MAX)
    }
}

impl VerificationOutcome {
    /// Whether it tells what is so. Silence and a refusal to answer confirm nothing.
    #[must_use]
    pub const fn confirms(self) -> bool {
        matches!(self, Self::Confirmed | Self::Changed)
    }
}

/// One attempt to confirm one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// Which part.
    pub group: FieldGroup,
    /// On which day.
    pub verified_on: NaiveDate,
    /// Who did it: a name, where it is told to whoever reads.
    pub by_name: Option<Line>,
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
        self.group.due_after(self.verified_on, self.outcome)
    }
}

/// How fresh one part is. Being confirmed and being tried are two things: an attempt that reached
/// nobody leaves the last confirmation as old as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Freshness<'v> {
    /// The last attempt that told what is so.
    pub confirmed: Option<&'v Verification>,
    /// The last attempt since then that told nothing.
    pub tried: Option<&'v Verification>,
}

impl<'v> Freshness<'v> {
    /// How fresh a part is, from every attempt in the order in which they were recorded: of one day's
    /// attempts the one recorded last counts.
    #[must_use]
    pub fn of(group: FieldGroup, attempts: &'v [Verification]) -> Self {
        let last = |confirms: bool| {
            attempts
                .iter()
                .enumerate()
                .filter(|(_, done)| done.group == group && done.outcome.confirms() == confirms)
                .max_by_key(|(place, done)| (done.verified_on, *place))
                .map(|(place, done)| ((done.verified_on, place), done))
        };
        let (confirmed, tried) = (last(true), last(false));
        Self {
            confirmed: confirmed.map(|(_, done)| done),
            tried: tried
                .filter(|(when, _)| confirmed.is_none_or(|(before, _)| *when > before))
                .map(|(_, done)| done),
        }
    }

    /// The day from which it should be asked about again: the last attempt decides. `None` when nobody
    /// ever asked.
    #[must_use]
    pub fn due(&self) -> Option<NaiveDate> {
        self.tried.or(self.confirmed).map(Verification::due)
    }

    /// Whether the last confirmation still holds on a day.
    #[must_use]
    pub fn is_confirmed_on(&self, day: NaiveDate) -> bool {
        self.confirmed.is_some_and(|done| day < done.due())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::TextFault;

    fn day(text: &str) -> NaiveDate {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap_or_default()
    }

    fn attempt(
        group: FieldGroup,
        on: &str,
        outcome: VerificationOutcome,
    ) -> Result<Verification, TextFault> {
        Ok(Verification {
            group,
            verified_on: day(on),
            by_name: Some(Line::parse("見本 はなこ")?),
            by_role: Line::parse("みほん支援センター")?,
            method: VerificationMethod::Phone,
            outcome,
        })
    }

    #[test]
    fn an_attempt_in_vain_does_not_make_a_part_confirmed() -> Result<(), TextFault> {
        use FieldGroup::{Contact, Hours};
        use VerificationOutcome::{Changed, Confirmed, NoAnswer, Refused};
        let attempts = [
            attempt(Contact, "2025-06-01", Confirmed)?,
            attempt(Contact, "2026-10-01", NoAnswer)?,
            attempt(Contact, "2026-10-01", Refused)?,
            attempt(Hours, "2026-09-01", NoAnswer)?,
            attempt(Hours, "2026-09-01", Changed)?,
        ];
        let contact = Freshness::of(Contact, &attempts);
        assert_eq!(contact.confirmed, Some(&attempts[0]));
        assert_eq!(contact.tried, Some(&attempts[2]), "the last of that day");
        assert_eq!(contact.due(), Some(day("2026-10-22")));
        assert!(
            !contact.is_confirmed_on(day("2026-10-02")),
            "a year is over"
        );
        assert!(contact.is_confirmed_on(day("2026-05-31")));

        let hours = Freshness::of(Hours, &attempts);
        assert_eq!((hours.confirmed, hours.tried), (Some(&attempts[4]), None));
        assert_eq!(hours.due(), Some(day("2027-09-01")));

        let never = Freshness::of(FieldGroup::Capacity, &attempts);
        assert_eq!(
            (never.confirmed, never.tried, never.due()),
            (None, None, None)
        );
        assert!(!never.is_confirmed_on(day("2026-10-02")));
        Ok(())
    }
}
