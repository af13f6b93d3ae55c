//! What members of a network observed of an agency that is not theirs, on its way to the other members.
//! The agency is told first and has fourteen days to answer; then the network's desk may release it. It
//! says what to know before asking, never anything about a person.

use chrono::{Days, NaiveDate};

use crate::directory::strength::{Reply, Topic, Valence};
use crate::ids::{NetworkId, OrganizationId, ResourceId, StrengthId};
use crate::text::Line;
use crate::words::word_list;

/// For how many days the agency reads an observation before members do.
pub const DAYS_TO_ANSWER: u64 = 14;

word_list! {
    /// How an observation on paper comes to the agency.
    PaperWay {
        Fax = "fax", "FAXで送った";
        Post = "post", "郵便で送った";
        Hand = "hand", "手わたした";
    }
}

/// An observation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// Its id.
    pub id: StrengthId,
    /// Of which resource.
    pub resource: ResourceId,
    /// The network whose members may read it.
    pub network: NetworkId,
    /// The agency that observed it.
    pub by: OrganizationId,
    /// Which way it points.
    pub valence: Valence,
    /// What it is about.
    pub topic: Topic,
    /// The statement: when to ask, how to ask.
    pub text: Line,
    /// What it rests on, such as how often they worked together. Absent from what was entered whole.
    pub basis: Option<Line>,
    /// On which day it was said.
    pub stated_on: NaiveDate,
    /// On which day it was written down here. Nobody told the agency of it before.
    pub written_on: NaiveDate,
    /// On which day the agency was told.
    pub told_on: Option<NaiveDate>,
    /// What the agency answered.
    pub reply: Option<Reply>,
    /// From which day on members read it.
    pub released_on: Option<NaiveDate>,
    /// That it was taken back: members read it no more, and nothing further becomes of it.
    pub withdrawn: Option<Withdrawal>,
}

/// That an observation was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// On which day.
    pub on: NaiveDate,
    /// Why, for whoever read it.
    pub reason: Line,
}

/// Why an observation cannot be released.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotReleased {
    /// Members read it already.
    Already,
    /// The agency has not been told.
    Untold,
    /// The agency still has time to answer.
    Until(NaiveDate),
}

impl Observation {
    /// The first day on which it may be released.
    #[must_use]
    pub fn releasable_from(&self) -> Option<NaiveDate> {
        self.told_on.map(Self::readable_if_told)
    }

    /// The first day on which members may read it where the agency is told on a day.
    #[must_use]
    pub fn readable_if_told(told: NaiveDate) -> NaiveDate {
        told.checked_add_days(Days::new(DAYS_TO_ANSWER))
            .unwrap_or(told)
    }

    /// What it is about, in words: which way it points, and the matter where there is one.
    #[must_use]
    pub fn head(&self) -> String {
        match self.topic.word() {
            Some(topic) => format!("{}・{topic}", self.valence),
            None => self.valence.to_string(),
        }
    }

    /// Notes on which day the agency was told: not before it was written down, or the days it has for its
    /// answer would have begun before there was anything to answer.
    #[must_use]
    pub fn told(&self, on: NaiveDate, today: NaiveDate) -> Option<Self> {
        (self.written_on..=today).contains(&on).then(|| Self {
            told_on: Some(on),
            ..self.clone()
        })
    }

    /// Lets members read it from a day on.
    ///
    /// # Errors
    /// Why it stays with the agency.
    pub fn release(&self, day: NaiveDate) -> Result<Self, NotReleased> {
        if self.released_on.is_some() {
            return Err(NotReleased::Already);
        }
        match self.releasable_from() {
            None => Err(NotReleased::Untold),
            Some(from) if day < from => Err(NotReleased::Until(from)),
            Some(_) => Ok(Self {
                released_on: Some(day),
                ..self.clone()
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn an_agency_has_fourteen_days_from_the_day_it_is_told() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).expect("a day");
        let mut observation = Observation {
            id: StrengthId::from_uuid(Uuid::nil()),
            resource: ResourceId::from_uuid(Uuid::nil()),
            network: NetworkId::from_uuid(Uuid::nil()),
            by: OrganizationId::from_uuid(Uuid::nil()),
            valence: Valence::Strong,
            topic: Topic::General,
            text: Line::parse("午前の電話がつながりやすい").expect("text"),
            basis: None,
            stated_on: day(1),
            written_on: day(2),
            told_on: None,
            reply: None,
            released_on: None,
            withdrawn: None,
        };
        assert_eq!(observation.release(day(30)), Err(NotReleased::Untold));
        for (on, is_taken) in [(1, false), (2, true), (3, true), (4, false)] {
            let told = observation.told(day(on), day(3));
            assert_eq!(told.is_some(), is_taken, "{on}");
        }
        observation.told_on = Some(day(2));
        assert_eq!(
            observation.release(day(15)),
            Err(NotReleased::Until(day(16)))
        );
        let released = observation.release(day(16)).expect("time is over");
        assert_eq!(released.released_on, Some(day(16)));
        assert_eq!(released.release(day(17)), Err(NotReleased::Already));
    }
}
