//! Writing one's own list of calls: putting an agency on it, noting what became of a call, carrying over what
//! was left, taking one away. The log keeps that it was done, and whom it was about only where a number was wrong.

use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::access::rule::Decision;
use renkei_domain::directory::contact::policy::ContactPurpose;
use renkei_domain::directory::resource::Lifecycle;
use renkei_domain::ids::{AccountId, PlannedCallId, ResourceId};
use renkei_domain::people::limits::CALLS_A_DAY;
use renkei_domain::people::planned_call::{
    CallDayFault, CallMark, CallNote, CallState, PlannedCall, plannable,
};
use renkei_domain::record::Purpose;
use renkei_store::{Stop, Work};

use super::planner;
use crate::App;
use crate::directory::inquiry::astray::number_astray;
use crate::directory::register::Outcome;
use crate::writer::{Answer, KeyReused, Writer};

/// A call to be planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCall {
    /// Which agency is to be called.
    pub resource: ResourceId,
    /// On which day; today where none is said.
    pub day: Option<NaiveDate>,
    /// What for.
    pub purpose: ContactPurpose,
    /// What it is about.
    pub note: Option<CallNote>,
}

/// The day on whose list a call stands now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnList(pub NaiveDate);

impl Answer for OnList {
    fn to_text(&self) -> String {
        self.0.to_string()
    }

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

/// Why a list was not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CallRefusal {
    /// There is no such call on one's own list, or no such agency.
    #[error("その予定は見つかりません。")]
    NotFound,
    /// The rule says no.
    #[error("支援機関の職員か、ネットワークの事務局だけが使えます。")]
    NotAllowed(Decision),
    /// The agency has closed.
    #[error("この機関は閉じています。ほかの機関をさがしてください。")]
    Closed,
    /// No call can be planned for that day.
    #[error(transparent)]
    Day(#[from] CallDayFault),
    /// The list of that day is full.
    #[error("1日に{}件までです。ほかの日に入れてください。", CALLS_A_DAY)]
    Full,
    /// The same form was sent with something else in it.
    #[error("この画面は古くなっています。いまの予定を見て、もう一度えらんでください。")]
    KeyReused,
}

impl From<KeyReused> for CallRefusal {
    fn from(_: KeyReused) -> Self {
        Self::KeyReused
    }
}

impl CallRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::NotAllowed(_) => "NOT_ALLOWED",
            Self::Closed => "RESOURCE_CLOSED",
            Self::Day(CallDayFault::Over) => "DAY_OVER",
            Self::Day(CallDayFault::TooFar) => "DAY_TOO_FAR",
            Self::Full => "LIST_FULL",
            Self::KeyReused => "KEY_REUSED",
        }
    }
}

fn refuse<T>(refusal: CallRefusal) -> Result<T, Stop<CallRefusal>> {
    Err(Stop::Refused(refusal))
}

#[renkei_boxed::boxed]
impl App {
    /// Puts an agency on one's own list of a day. Two matters with one agency are two calls.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn plan_call(&self, writer: &Writer, new: NewCall) -> Outcome<OnList, CallRefusal> {
        let account = match planner(&writer.principal) {
            Ok(account) => account,
            Err(decision) => return Ok(Err(CallRefusal::NotAllowed(decision))),
        };
        let today = self.now().in_japan().date;
        let day = match plannable(new.day.unwrap_or(today), today) {
            Ok(day) => day,
            Err(fault) => return Ok(Err(fault.into())),
        };
        let note = new.note.as_ref().map_or("", CallNote::as_str);
        let purpose = new.purpose.code();
        let asked = format!("{} {:?} {purpose} {note}", new.resource, new.day);
        let call = Arc::new(PlannedCall {
            id: PlannedCallId::from_uuid(self.new_id()),
            resource: new.resource,
            day,
            purpose: new.purpose,
            note: new.note,
            state: CallState::Waiting,
        });
        self.act_of(writer, Purpose::PlanCall, &asked, move |work, header| {
            let call = Arc::clone(&call);
            Box::pin(async move {
                match work.resource(call.resource).await? {
                    None => return refuse(CallRefusal::NotFound),
                    Some(found) if found.lifecycle == Lifecycle::Closed => {
                        return refuse(CallRefusal::Closed);
                    }
                    Some(_) => {}
                }
                check_room(work, account, call.day, 1).await?;
                work.add_call(account, &call, header.at).await?;
                Ok(OnList(call.day))
            })
        })
        .await
    }

    /// Notes what became of a call. At a number that somebody else has, whoever may say so of the agency has it asked how it
    /// is reached: the log tells that much of whom the call was to.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn mark_call(
        &self,
        writer: &Writer,
        id: PlannedCallId,
        mark: CallMark,
    ) -> Outcome<OnList, CallRefusal> {
        let account = match planner(&writer.principal) {
            Ok(account) => account,
            Err(decision) => return Ok(Err(CallRefusal::NotAllowed(decision))),
        };
        let asked = format!("{id} {mark:?}");
        let principal = Arc::new(writer.principal.clone());
        self.act_of(writer, Purpose::MarkCall, &asked, move |work, header| {
            let principal = Arc::clone(&principal);
            Box::pin(async move {
                let Some(call) = work.planned_call(account, id).await? else {
                    return refuse(CallRefusal::NotFound);
                };
                let marked = match call.clone().marked(mark, header.at) {
                    Ok(marked) => marked,
                    Err(fault) => return refuse(fault.into()),
                };
                if marked.day != call.day {
                    check_room(work, account, marked.day, 1).await?;
                }
                work.change_call(account, &call, &marked).await?;
                if mark == CallMark::WrongNumber {
                    number_astray(work, &principal, call.resource, header.at).await?;
                }
                Ok(OnList(marked.day))
            })
        })
        .await
    }

    /// Carries over to today what was left over on days before. What was made in the meantime, or taken
    /// away, stays as it is.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn carry_calls(
        &self,
        writer: &Writer,
        ids: Vec<PlannedCallId>,
    ) -> Outcome<OnList, CallRefusal> {
        let account = match planner(&writer.principal) {
            Ok(account) => account,
            Err(decision) => return Ok(Err(CallRefusal::NotAllowed(decision))),
        };
        let asked = format!("{ids:?}");
        let ids = Arc::new(ids);
        self.act_of(writer, Purpose::CarryCalls, &asked, move |work, header| {
            let ids = Arc::clone(&ids);
            Box::pin(async move {
                let today = header.at.in_japan().date;
                let mut left_over = Vec::new();
                for id in ids.iter().take(CALLS_A_DAY) {
                    let call = work.planned_call(account, *id).await?;
                    left_over.extend(call.filter(|call| !call.is_over() && call.day < today));
                }
                check_room(work, account, today, left_over.len()).await?;
                for call in &left_over {
                    let carried = call.clone().carried_to(today);
                    work.change_call(account, call, &carried).await?;
                }
                Ok(OnList(today))
            })
        })
        .await
    }

    /// Takes a call from one's own list.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn drop_call(
        &self,
        writer: &Writer,
        id: PlannedCallId,
    ) -> Outcome<OnList, CallRefusal> {
        let account = match planner(&writer.principal) {
            Ok(account) => account,
            Err(decision) => return Ok(Err(CallRefusal::NotAllowed(decision))),
        };
        let asked = id.to_string();
        self.act_of(writer, Purpose::DropCall, &asked, move |work, _| {
            Box::pin(async move {
                let Some(call) = work.planned_call(account, id).await? else {
                    return refuse(CallRefusal::NotFound);
                };
                work.drop_call(account, &call).await?;
                Ok(OnList(call.day))
            })
        })
        .await
    }
}

/// Whether so many more calls find room on the list of a day.
async fn check_room(
    work: &Work,
    account: AccountId,
    day: NaiveDate,
    more: usize,
) -> Result<(), Stop<CallRefusal>> {
    let planned = work.count_calls(account, day).await?;
    if planned + more > CALLS_A_DAY {
        return refuse(CallRefusal::Full);
    }
    Ok(())
}
