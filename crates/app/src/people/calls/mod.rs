//! 「きょうの予定・電話」: whom somebody who is out means to phone on a day, each with how to reach them at this
//! moment. The list is its owner's alone; writing it is in [`plan`].

use std::collections::HashMap;

use chrono::NaiveDate;
use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::directory::contact::policy::SenderKind;
use renkei_domain::directory::contact::reach::phoning::{PhoneDay, phone_day};
use renkei_domain::directory::contact::reach::{ReachAnswer, ReachQuestion, how_to_reach};
use renkei_domain::directory::hours::HolidayTable;
use renkei_domain::directory::resource::Lifecycle;
use renkei_domain::ids::{AccountId, ResourceId};
use renkei_domain::people::limits::CALLS_OFFERED;
use renkei_domain::people::planned_call::PlannedCall;
use renkei_domain::text::Line;
use renkei_domain::time::{Minute, Moment};
use renkei_store::StoreFault;

use super::view::SignedInView;
use crate::App;
use crate::directory::parts::{Parts, ReadResource};
use crate::directory::read::Viewer;
use crate::directory::register::Outcome;
use crate::paper::{CallSheet, Sheet};

pub mod plan;

/// A day with its calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallDay {
    /// The day.
    pub day: NaiveDate,
    /// This moment.
    pub now: Moment,
    /// The moment for which it was decided who can be phoned: this one, and for a day to come its beginning.
    pub at: Moment,
    /// The calls that are still to be made, in the order in which to make them.
    pub open: Vec<CallView>,
    /// The calls that were made, in the order in which they were planned.
    pub over: Vec<CallView>,
    /// What was left over on days before and may be carried over; of today alone.
    pub left_over: Vec<CallView>,
}

/// A call with the agency that is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallView {
    /// The call.
    pub call: PlannedCall,
    /// The agency; `None` where it is no longer in the directory.
    pub agency: Option<CalledAgency>,
}

/// An agency that is to be phoned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalledAgency {
    /// Its name.
    pub name: Line,
    /// Whether it still takes anybody.
    pub lifecycle: Lifecycle,
    /// Whether and when it can be phoned.
    pub phone: PhoneDay,
    /// Every way to reach it, for what is left when nobody answers the phone, and what never to do.
    pub reach: ReachAnswer,
}

impl CallDay {
    /// Whether it is today.
    #[must_use]
    pub fn is_today(&self) -> bool {
        self.day == self.now.date
    }
}

impl CallView {
    /// Where it stands among the calls of a day: by when its agency can be phoned, closed ones last.
    fn rank(&self) -> (u8, i64) {
        match &self.agency {
            Some(agency) if agency.lifecycle == Lifecycle::Active => agency.phone.phoning.rank(),
            _ => (u8::MAX, 0),
        }
    }
}

/// Whose list somebody may have: their own, where the rule lets them have one.
fn planner(own: &Principal) -> Result<AccountId, Decision> {
    match decide(own, Action::PlanCalls, &Object::Installation) {
        Decision::Allowed => own.account().ok_or(Decision::Refused),
        decision => Err(decision),
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Whom somebody means to phone on a day, today where none is said.
    ///
    /// # Errors
    /// A fault of the store; what the rule says is in the outcome.
    pub async fn call_day(
        &self,
        own: &Principal,
        day: Option<NaiveDate>,
    ) -> Outcome<CallDay, Decision> {
        let account = match planner(own) {
            Ok(account) => account,
            Err(decision) => return Ok(Err(decision)),
        };
        let now = self.now().in_japan();
        let day = day.unwrap_or(now.date);
        let since = if day == now.date {
            day - CALLS_OFFERED
        } else {
            day
        };
        let planned = self.store.planned_calls(account, since..=day).await?;
        let at = if day > now.date {
            Moment {
                date: day,
                minute: Minute::START,
            }
        } else {
            now
        };
        let agencies = self.called(own, &planned).await?;
        let reference = self.reference().await?;
        let mut found = CallDay {
            day,
            now,
            at,
            open: Vec::new(),
            over: Vec::new(),
            left_over: Vec::new(),
        };
        for call in planned {
            let read = agencies.get(&call.resource);
            let agency = read.map(|read| called_agency(read, &call, &reference.holidays, at));
            let (is_of_the_day, is_over) = (call.day == day, call.is_over());
            let view = CallView { call, agency };
            match (is_of_the_day, is_over) {
                (true, false) => found.open.push(view),
                (true, true) => found.over.push(view),
                (false, false) => found.left_over.push(view),
                (false, true) => {}
            }
        }
        // The sort is stable: among equals the one that was planned first comes first.
        found.open.sort_by_key(CallView::rank);
        Ok(Ok(found))
    }

    /// The same on paper.
    ///
    /// # Errors
    /// A fault of the store; what the rule says is in the outcome.
    pub async fn calls_on_paper(
        &self,
        own: &SignedInView,
        day: Option<NaiveDate>,
    ) -> Outcome<Sheet, Decision> {
        let day = match self.call_day(&own.principal, day).await? {
            Ok(day) => day,
            Err(decision) => return Ok(Err(decision)),
        };
        Ok(Ok(Sheet::Calls(CallSheet {
            head: self.letterhead(&own.principal.networks).await?,
            name: own.account.name.clone(),
            day,
        })))
    }

    async fn called(
        &self,
        own: &Principal,
        planned: &[PlannedCall],
    ) -> Result<HashMap<ResourceId, ReadResource>, StoreFault> {
        let mut ids: Vec<ResourceId> = planned.iter().map(|call| call.resource).collect();
        ids.sort_unstable();
        ids.dedup();
        // Whom to ask for is told by desk and role. The names behind them are read on the agency's own page:
        // every reading of them is kept note of, and a list is looked at all day.
        let parts = Parts {
            profile: true,
            ..Parts::NONE
        };
        let read = self.read_resources(&Viewer::of(own), &ids, parts).await?;
        Ok(read
            .into_iter()
            .flatten()
            .map(|read| (read.asked, read))
            .collect())
    }
}

fn called_agency(
    read: &ReadResource,
    call: &PlannedCall,
    holidays: &HolidayTable,
    at: Moment,
) -> CalledAgency {
    let question = ReachQuestion {
        purpose: call.purpose,
        sender: SenderKind::Supporter,
        at,
    };
    let profile = read.profile.clone().unwrap_or_default();
    let policy = &profile.contact_policy;
    CalledAgency {
        name: read.facts.name.clone(),
        lifecycle: read.lifecycle,
        phone: phone_day(&read.facts, policy, holidays, question),
        reach: how_to_reach(&read.facts, policy, holidays, question),
    }
}
