//! Copies of the material (会議資料) of a conference that were handed out, and whether they came back.

use chrono::NaiveDate;

use super::meeting::{Conference, ConferenceFault};
use crate::ids::ParticipantId;

/// A copy that somebody was handed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandedCopy {
    /// The number that stands on it, from 1.
    pub number: u16,
    /// On which day it was collected (回収); nothing as long as it lies with them.
    pub collected_on: Option<NaiveDate>,
}

impl Conference {
    /// The conference with the copy that somebody was handed, in place of what was known of it.
    ///
    /// # Errors
    /// When nobody of that id is called, or it would be collected later than today.
    pub fn handing(
        self,
        to: ParticipantId,
        copy: HandedCopy,
        today: NaiveDate,
    ) -> Result<Self, ConferenceFault> {
        self.participant(to)
            .ok_or(ConferenceFault::NoSuchParticipant)?;
        if copy.collected_on.is_some_and(|on| on > today) {
            return Err(ConferenceFault::Collected);
        }
        let mut conference = self;
        conference.copies.insert(to, copy);
        Ok(conference)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conference::presence::Presence;
    use crate::conference::tests::{conference, day, participant};

    #[test]
    fn a_copy_is_known_by_its_number_and_collected_today_at_the_latest() {
        let one = participant(1);
        let called = conference(Presence::default()).calling(one.clone());
        let called = called.expect("somebody is called");
        let copy = |collected_on| HandedCopy {
            number: 1,
            collected_on,
        };
        let (today, tomorrow) = (day(11, 20), day(11, 21));
        let early = called.clone().handing(one.id, copy(Some(tomorrow)), today);
        assert_eq!(early, Err(ConferenceFault::Collected));
        let handed = called.handing(one.id, copy(None), today).expect("a copy");
        let back = handed.handing(one.id, copy(Some(today)), today);
        let back = back.expect("it came back");
        assert_eq!(back.copies.get(&one.id), Some(&copy(Some(today))));
        let nobody = back.handing(participant(2).id, copy(None), today);
        assert_eq!(nobody, Err(ConferenceFault::NoSuchParticipant));
    }
}
