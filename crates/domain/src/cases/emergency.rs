//! What to do when something happens (S3 §29(3)): whom to phone, what helps on a bad day, how leave is taken. It
//! is agreed with the person while all is well.

use chrono::NaiveDate;

use crate::text::{Line, Prose};

/// The emergency sheet of a case.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct EmergencySheet {
    /// 主治医: name and hospital.
    pub doctor: Option<Line>,
    /// How to reach them.
    pub doctor_phone: Option<Line>,
    /// Whom else to phone, in which order.
    pub contacts: Option<Prose>,
    /// What to do on a seizure.
    pub on_seizure: Option<Prose>,
    /// What to do on a bad day.
    pub on_bad_day: Option<Prose>,
    /// The steps of 休職, one after the other.
    pub leave_steps: Option<Prose>,
    /// When the person agreed to what stands here.
    pub agreed_on: Option<NaiveDate>,
}

/// What is agreed for an emergency is nobody's to read in a log.
impl std::fmt::Debug for EmergencySheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EmergencySheet(..)")
    }
}

/// Why a sheet is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SheetFault {
    /// Nothing stands on it.
    #[error("どれか1つは書いてください。")]
    Empty,
    /// The person agreed on a day to come.
    #[error("本人と確かめた日は、きょうまでの日にしてください。")]
    Day,
}

impl EmergencySheet {
    /// Checks a sheet.
    ///
    /// # Errors
    /// Says what is wrong.
    pub fn checked(self, today: NaiveDate) -> Result<Self, SheetFault> {
        let lines = [&self.doctor, &self.doctor_phone];
        let texts = [
            &self.contacts,
            &self.on_seizure,
            &self.on_bad_day,
            &self.leave_steps,
        ];
        if lines.iter().all(|line| line.is_none()) && texts.iter().all(|text| text.is_none()) {
            return Err(SheetFault::Empty);
        }
        match self.agreed_on {
            Some(on) if on > today => Err(SheetFault::Day),
            _ => Ok(self),
        }
    }

    /// The sheet in place of the one before. The day on which the person agreed stays with the words that they agreed
    /// to: where something else stands here it is asked for anew.
    #[must_use]
    pub fn in_place_of(self, before: Option<&Self>) -> Self {
        let same = before.filter(|before| {
            let agreed_on = before.agreed_on;
            Self {
                agreed_on,
                ..self.clone()
            } == **before
        });
        let agreed_on = self.agreed_on.or(same.and_then(|same| same.agreed_on));
        Self { agreed_on, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")
    }

    #[test]
    fn a_sheet_says_something_and_was_agreed_on_a_day_that_was() {
        let empty = EmergencySheet {
            agreed_on: Some(day(20)),
            ..EmergencySheet::default()
        };
        assert_eq!(empty.checked(day(20)).map(|_| ()), Err(SheetFault::Empty));
        let agreed = |on| EmergencySheet {
            on_bad_day: Prose::parse("しずかな部屋で休む").ok(),
            agreed_on: on,
            ..EmergencySheet::default()
        };
        for (on, answer) in [
            (None, Ok(())),
            (Some(day(20)), Ok(())),
            (Some(day(21)), Err(SheetFault::Day)),
        ] {
            assert_eq!(agreed(on).checked(day(20)).map(|_| ()), answer, "{on:?}");
        }
        assert!(!format!("{:?}", agreed(None)).contains("しずか"));
    }

    #[test]
    fn a_day_of_agreement_stays_with_the_words_that_were_agreed_to() {
        let sheet = |words: &str, agreed_on| EmergencySheet {
            on_bad_day: Prose::parse(words).ok(),
            agreed_on,
            ..EmergencySheet::default()
        };
        let before = sheet("しずかな部屋で休む", Some(day(10)));
        for (after, on) in [
            (sheet("しずかな部屋で休む", None), Some(day(10))),
            (sheet("しずかな部屋で休む", Some(day(20))), Some(day(20))),
            (sheet("すぐに帰る", None), None),
            (sheet("すぐに帰る", Some(day(20))), Some(day(20))),
        ] {
            assert_eq!(after.clone().in_place_of(Some(&before)).agreed_on, on);
            assert_eq!(after.clone().in_place_of(None), after);
        }
    }
}
