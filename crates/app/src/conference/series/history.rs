//! How a series came to be as it is: every act that changed it, one of its meetings or a message about one, with who did it
//! and when.

use std::collections::{BTreeSet, HashMap};

use renkei_domain::access::principal::Principal;
use renkei_domain::ids::{AccountId, MeetingSeriesId};
use renkei_domain::text::Line;
use renkei_store::StoreFault;
use renkei_store::conference::series::history::meeting_act;
pub use renkei_store::conference::series::history::{
    MEETING_HISTORY_PAGE, MeetingAct, MeetingChange, MeetingThen, NoticeThen, SeriesThen,
};

use super::MeetingRefusal;
use super::read::SeriesView;
use crate::App;
use crate::directory::register::Outcome;

/// The history of a series.
#[derive(Debug, Clone)]
pub struct MeetingHistoryView {
    /// The series, as it is now.
    pub series: SeriesView,
    /// The acts, newest first.
    pub acts: Vec<MeetingAct>,
    /// Names of those who did them.
    pub names: HashMap<AccountId, Line>,
}

#[renkei_boxed::boxed]
impl App {
    /// The newest acts that changed a series, or those before a place in the order of commits, for whoever may read it.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn meeting_history(
        &self,
        own: &Principal,
        id: MeetingSeriesId,
        before: Option<i64>,
    ) -> Outcome<MeetingHistoryView, MeetingRefusal> {
        let series = match self.meeting_series(own, id).await? {
            Ok(series) => series,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let of = (series.all.network, id);
        let found = self.store.meeting_history(of, before).await?;
        let recorded = self.opened(Some(own), found).await?;
        let acts = recorded.iter().map(meeting_act);
        let acts = acts.collect::<Result<Vec<MeetingAct>, StoreFault>>()?;
        let people: BTreeSet<AccountId> = acts
            .iter()
            .filter_map(|one| one.act.actor.account())
            .collect();
        let people: Vec<AccountId> = people.into_iter().collect();
        Ok(Ok(MeetingHistoryView {
            names: self.store.account_names(&people).await?,
            series,
            acts,
        }))
    }
}
