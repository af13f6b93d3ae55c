//! Whether a conference changed since somebody looked: for whoever watches one and reads it again only then.

use renkei_domain::access::principal::Principal;
use renkei_domain::ids::ConferenceId;
use renkei_domain::record::Subject;
use renkei_store::StoreFault;

use crate::App;

/// Tells a conference of one moment from that of another: where the case in which it stands is in the order of commits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConferenceMark(i64);

#[renkei_boxed::boxed]
impl App {
    /// The mark of a conference as it is now, for whoever may read it; nothing for anybody else. Nothing about the person
    /// is read by this, so that nothing is noted of it.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn conference_mark(
        &self,
        own: &Principal,
        id: ConferenceId,
    ) -> Result<Option<ConferenceMark>, StoreFault> {
        let Some(case) = self.case_of_conference_alone(own, id).await? else {
            return Ok(None);
        };
        let newest = self.store.newest_act_of(Subject::Case(case)).await?;
        Ok(Some(ConferenceMark(newest)))
    }
}
