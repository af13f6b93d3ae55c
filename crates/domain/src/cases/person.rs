//! The person a case is about, as one agency knows them. Nothing of it is kept for an anonymous consultation.

use chrono::NaiveDate;

use crate::text::{Line, Prose, fold};

crate::words::word_list! {
    /// How a person wants to be contacted.
    PreferredContact {
        Phone = "phone", "電話";
        Message = "message", "メール・メッセージ";
        Letter = "letter", "手紙";
        Visit = "visit", "会って話す";
        ThroughFamily = "through_family", "家族を通して";
        ThroughSupporter = "through_supporter", "支援者を通して";
    }
}

/// Who the person is and how to speak with them.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// Name.
    pub name: Line,
    /// Reading of the name.
    pub kana: Option<Line>,
    /// Birthday.
    pub birth_date: Option<NaiveDate>,
    /// A phone number, as the person gave it.
    pub phone: Option<Line>,
    /// A mail address, as the person gave it.
    pub mail: Option<Line>,
    /// Where the person lives, as far as it is needed.
    pub address: Option<Line>,
    /// How the person wants to be contacted.
    pub preferred: Option<PreferredContact>,
    /// When, through whom, and what not to do: in the person's words.
    pub contact_note: Option<Prose>,
    /// What helps when speaking with the person.
    pub helps: Option<Prose>,
}

/// A person is nobody's to read in a log.
impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Person(..)")
    }
}

/// What is wrong with what was said of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PersonFault {
    /// The birthday is still to come, or longer ago than anybody lives.
    #[error("生年月日を確かめてください。")]
    BirthDate,
}

/// The most years ago that somebody living was born.
const YEARS: i32 = 120;

impl Person {
    /// A person of whom only the name is known.
    #[must_use]
    pub const fn named(name: Line) -> Self {
        Self {
            name,
            kana: None,
            birth_date: None,
            phone: None,
            mail: None,
            address: None,
            preferred: None,
            contact_note: None,
            helps: None,
        }
    }

    /// Checks what cannot be.
    ///
    /// # Errors
    /// Says what is wrong.
    pub fn checked(self, today: NaiveDate) -> Result<Self, PersonFault> {
        use chrono::Datelike as _;
        match self.birth_date {
            Some(born) if born > today || today.year() - born.year() > YEARS => {
                Err(PersonFault::BirthDate)
            }
            _ => Ok(self),
        }
    }

    /// Whether the person wants to be written to by mail. Whom nobody asked does not.
    #[must_use]
    pub fn takes_mail(&self) -> bool {
        self.preferred == Some(PreferredContact::Message)
    }

    /// Whether the name or its reading holds a text that somebody looks for. Nobody is found by nothing.
    #[must_use]
    pub fn is_found_by(&self, text: &str) -> bool {
        let wanted = fold(text);
        let holds = |line: &Line| fold(line.as_str()).contains(&wanted);
        !wanted.is_empty() && (holds(&self.name) || self.kana.as_ref().is_some_and(holds))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person() -> Person {
        Person {
            kana: Line::parse("ヤマダ ハナコ").ok(),
            ..Person::named(Line::parse("山田 花子").expect("a name"))
        }
    }

    fn day(year: i32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, 4, 1).expect("a day")
    }

    #[test]
    fn a_person_is_found_by_part_of_the_name_or_of_its_reading() {
        for (text, is_found) in [
            ("山田", true),
            ("山田花子", true),
            ("はなこ", true),
            ("ﾔﾏﾀﾞ", true),
            ("鈴木", false),
            ("", false),
            ("\u{3000} ", false),
        ] {
            assert_eq!(person().is_found_by(text), is_found, "{text}");
        }
    }

    #[test]
    fn nobody_is_born_tomorrow_or_older_than_anybody() {
        let today = day(2026);
        for (born, is_fine) in [(2026, true), (2027, false), (1906, true), (1905, false)] {
            let person = Person {
                birth_date: Some(day(born)),
                ..person()
            };
            assert_eq!(person.checked(today).is_ok(), is_fine, "{born}");
        }
    }

    #[test]
    fn mail_goes_only_to_whom_said_that_it_may() {
        assert!(!person().takes_mail(), "nobody asked");
        for way in PreferredContact::ALL {
            let asked = Person {
                preferred: Some(*way),
                ..person()
            };
            assert_eq!(
                asked.takes_mail(),
                *way == PreferredContact::Message,
                "{way}"
            );
        }
    }

    #[test]
    fn a_person_shows_themselves_to_no_log() {
        assert_eq!(format!("{:?}", person()), "Person(..)");
    }
}
