//! Who changed what of a 法人, when and through which door, newest first.

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide_on_organization};
use renkei_domain::directory::edit::Part;
use renkei_domain::ids::OrganizationId;
use renkei_domain::record::{Change, Subject};
use renkei_store::StoreFault;
use renkei_store::directory::history::organization_value;

use super::change::FACTS;
use crate::App;
use crate::directory::edit::EditRefusal;
use crate::directory::edit::history::{HISTORY_PAGE, HistoryEntry, HistoryPart};
use crate::directory::register::Outcome;

#[renkei_boxed::boxed]
impl App {
    /// The history of a 法人: the newest acts, or those before a place in the order of commits. Whoever may
    /// read the history of an entry in any of its networks may read it.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn organization_history(
        &self,
        principal: &Principal,
        id: OrganizationId,
        before: Option<i64>,
    ) -> Outcome<Vec<HistoryEntry>, EditRefusal> {
        let Some(known) = self.editable_organization(id).await? else {
            return Ok(Err(EditRefusal::NotFound));
        };
        let mut networks = known.networks.iter();
        let reads_one = networks.any(|network| {
            let decision = decide_on_organization(principal, Action::ReadHistory, id, &[*network]);
            decision == Decision::Allowed
        });
        match known.decision(principal, Action::ReadHistory) {
            Decision::Allowed => {}
            _ if reads_one => {}
            decision => return Ok(Err(EditRefusal::of(decision))),
        }
        let subject = Subject::Organization(id);
        let acts = self
            .store
            .history_before(subject, before, &[], HISTORY_PAGE)
            .await?;
        let acts = self.opened(Some(principal), acts).await?;
        let entries = acts.into_iter().map(|recorded| {
            let lines = recorded.changes.iter();
            let of_facts = lines.filter(|line| line.field_group == FACTS);
            Ok(HistoryEntry {
                act: recorded.act,
                of_merged: Vec::new(),
                proposal: None,
                parts: of_facts.map(part_of).collect::<Result<_, StoreFault>>()?,
            })
        });
        Ok(Ok(entries.collect::<Result<_, StoreFault>>()?))
    }
}

fn part_of(line: &Change) -> Result<HistoryPart, StoreFault> {
    let before = organization_value(line.before.as_deref())?;
    let after = organization_value(line.after.as_deref())?;
    Ok(HistoryPart {
        part: Part::Facts,
        is_undoable: before.is_some() && after.is_some(),
        before,
        after,
    })
}
