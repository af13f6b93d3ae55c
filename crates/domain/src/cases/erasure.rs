//! When somebody who was helped is erased by itself: once no law asks to keep anything of them, the agency that leads is
//! told the day, and may hold it back for a reason of [`HoldReason`] until a day (個人情報保護法22条).

use chrono::{Days, Months, NaiveDate};

use crate::ids::AccountId;
use crate::words::word_list;

/// The agency knows the day for so long before it.
pub const ERASURE_ANNOUNCED: Days = Days::new(30);

/// Somebody is held back for so long at most; whoever needs it longer says so again.
pub const HELD_AT_MOST: Months = Months::new(12);

word_list! {
    /// Why somebody is kept of whom no law asks to keep anything.
    HoldReason {
        Dispute = "dispute", "苦情・もめごと・裁判がある";
        Asked = "asked", "写し（開示）など、本人の求めに こたえている";
        HelpedAgain = "helped_again", "また本人を支援している";
        LocalRule = "local_rule", "自治体や補助金の決まりで、もっと長く残す";
        Inspection = "inspection", "指導や監査で見せる";
    }
}

/// That somebody is held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hold {
    /// Why.
    pub reason: HoldReason,
    /// The last day on which they are.
    pub until: NaiveDate,
    /// Who said so.
    pub by: AccountId,
}

/// Until when nobody can be held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HoldFault {
    /// It is over already.
    #[error("いつまで止めるかは、きょうか、それより後の日を入れてください。")]
    Over,
    /// It is too far away.
    #[error(
        "止められるのは、きょうから12か月までです。まだ残すときは、そのとき もう一度止めてください。"
    )]
    TooLong,
}

impl HoldFault {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Over => "HOLD_OVER",
            Self::TooLong => "HOLD_TOO_LONG",
        }
    }
}

/// What is planned for somebody of whom no law asks to keep anything any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErasurePlan {
    /// Since which day the agency knows.
    pub announced_on: NaiveDate,
    /// Whether they are held back, and why.
    pub hold: Option<Hold>,
}

impl ErasurePlan {
    /// As it is told on a day.
    #[must_use]
    pub const fn announced(today: NaiveDate) -> Self {
        Self {
            announced_on: today,
            hold: None,
        }
    }

    /// The first day on which they are erased: 30 days after the agency was told, and after whoever held them back let
    /// them go.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        let told = self.announced_on.checked_add_days(ERASURE_ANNOUNCED);
        let told = told.unwrap_or(NaiveDate::MAX);
        match self.hold {
            Some(hold) => told.max(hold.until.succ_opt().unwrap_or(NaiveDate::MAX)),
            None => told,
        }
    }

    /// Whether they are erased on a day.
    #[must_use]
    pub fn is_due(&self, today: NaiveDate) -> bool {
        self.day() <= today
    }

    /// The same, held back from a day on.
    ///
    /// # Errors
    /// When that is over already, or too long.
    pub fn held(self, hold: Hold, today: NaiveDate) -> Result<Self, HoldFault> {
        if hold.until < today {
            return Err(HoldFault::Over);
        }
        let latest = today.checked_add_months(HELD_AT_MOST);
        if latest.is_some_and(|latest| hold.until > latest) {
            return Err(HoldFault::TooLong);
        }
        Ok(Self {
            hold: Some(hold),
            ..self
        })
    }

    /// The same, held back no more: whoever let them go is told the day anew.
    #[must_use]
    pub const fn going_on(self, today: NaiveDate) -> Self {
        match self.hold {
            Some(_) => Self::announced(today),
            None => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn until(text: &str) -> Hold {
        Hold {
            reason: HoldReason::Dispute,
            until: day(text),
            by: AccountId::from_uuid(uuid::Uuid::nil()),
        }
    }

    #[test]
    fn nobody_goes_before_thirty_days_have_passed_or_before_they_are_let_go() {
        let plan = ErasurePlan::announced(day("2032-02-10"));
        assert_eq!(plan.day(), day("2032-03-11"));
        assert!(!plan.is_due(day("2032-03-10")) && plan.is_due(day("2032-03-11")));
        let today = day("2032-03-01");
        let short = plan.held(until("2032-03-02"), today).expect("held");
        assert_eq!(short.day(), day("2032-03-11"));
        let held = plan.held(until("2032-06-30"), today).expect("held");
        assert_eq!(held.day(), day("2032-07-01"));
        assert_eq!(held.going_on(day("2032-05-01")).day(), day("2032-05-31"));
        assert_eq!(
            plan.going_on(today),
            plan,
            "who was not held back is not told anew"
        );
    }

    #[test]
    fn nobody_is_held_back_until_a_day_that_is_over_or_for_ever() {
        let plan = ErasurePlan::announced(day("2032-02-10"));
        let held = |text: &str| {
            plan.held(until(text), day("2032-03-01"))
                .map(|plan| plan.day())
        };
        assert_eq!(held("2032-02-29"), Err(HoldFault::Over));
        assert_eq!(held("2032-03-01"), Ok(day("2032-03-11")));
        assert_eq!(held("2033-03-01"), Ok(day("2033-03-02")));
        assert_eq!(held("2033-03-02"), Err(HoldFault::TooLong));
    }
}
