//! Which dates are asked of whom: those of whoever is the hardest to meet may be fixed first, and only they offered.

use super::answer::Mark;
use super::asked::{Asked, Candidate, Poll, PollFault};
use crate::words::word_list;

word_list! {
    /// Which dates are asked of whom.
    PollOffer {
        Everybody = "everybody", "呼べる人みんなに、書いた候補をぜんぶ きく";
        HardestFirst = "hardest_first", "いちばん合わせにくい人だけに、先に きく";
        HardestDates = "hardest_dates", "いちばん合わせにくい人が ○ にした日時だけを、みんなに きく";
    }
}

impl PollOffer {
    /// Whether somebody is asked now, where somebody's dates are the hardest to meet.
    #[must_use]
    pub fn asks(self, who: Asked, hardest: Option<Asked>) -> bool {
        self != Self::HardestFirst || hardest == Some(who)
    }

    /// What is offered of some dates, by what was asked before.
    ///
    /// # Errors
    /// Where it is about the one who is the hardest to meet, and nobody is named, or they said yes to none of the dates.
    pub fn of(
        self,
        mut dates: Vec<Candidate>,
        hardest: Option<Asked>,
        before: Option<&Poll>,
    ) -> Result<Vec<Candidate>, PollFault> {
        if self == Self::Everybody {
            return Ok(dates);
        }
        let hardest = hardest.ok_or(PollFault::NoHardest)?;
        if self == Self::HardestDates {
            let theirs = before
                .map(|poll| poll.dates_of(hardest))
                .unwrap_or_default();
            dates.retain(|date| theirs.iter().any(|one| one.begins == date.begins));
            if dates.is_empty() {
                return Err(PollFault::NoneOfTheirs);
            }
        }
        Ok(dates)
    }
}

impl Poll {
    /// The dates on which somebody can come, as they said last.
    #[must_use]
    pub fn dates_of(&self, who: Asked) -> Vec<Candidate> {
        let answer = self.respondent_of(who).and_then(|one| self.counts(one.id));
        let is_yes = |date: &&Candidate| {
            let marked = answer.and_then(|answer| answer.marks.get(&date.id));
            marked.is_some_and(|marked| marked.mark == Mark::Yes)
        };
        self.candidates.iter().filter(is_yes).copied().collect()
    }
}
