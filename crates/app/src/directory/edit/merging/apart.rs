//! Taking apart what was made into one. The entry that was gone comes back as it is kept. In the other, what the act wrote
//! that made them one is put back; whatever was changed there since stays there.

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::merging::Question;
use renkei_domain::ids::ResourceId;
use renkei_domain::record::{Act, Purpose, Subject};
use renkei_domain::text::Line;
use renkei_store::directory::merging::Merging;
use renkei_store::directory::profile::Audience;
use renkei_store::{ActHeader, Stop, Work};

use super::plan::Plan;
use super::{Held, MergeRefusal, of_entry};
use crate::App;
use crate::directory::correct::{TakenBack, put_back, put_phones};
use crate::directory::edit::open::{Depth, Editable};
use crate::directory::edit::{EditRefusal, Edited, invalid_facts};
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// What would come of taking two apart.
#[derive(Debug, Clone)]
pub struct Apart {
    /// The entry that would come back.
    pub merged: ResourceId,
    /// The name that it had.
    pub name: Line,
    /// The entry that it became part of.
    pub survivor: Editable,
    /// Who made them one, and when.
    pub act: Option<Act>,
    /// What was changed since in the one that stayed, and stays there.
    pub stays: Vec<Question>,
}

#[renkei_boxed::boxed]
impl App {
    /// What would come of taking an entry out of the one that it became part of.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn apart(
        &self,
        principal: &Principal,
        merged: ResourceId,
    ) -> Outcome<Apart, MergeRefusal> {
        let leads_to = self.store.leads_to(merged).await?;
        if let Some(refusal) = self
            .may_merge(principal, leads_to.unwrap_or(merged))
            .await?
        {
            return Ok(Err(refusal.into()));
        }
        let Some(merging) = self.store.merging_of(merged).await? else {
            return Ok(Err(MergeRefusal::NotMerged));
        };
        let (id, subject) = (merging.survivor, Subject::Resource(merging.survivor));
        if leads_to != Some(id) {
            return Ok(Err(MergeRefusal::FirstApart { first: id }));
        }
        let into = self.store.merged_into(id).await?;
        let newest = into.iter().find(|one| one.survivor == id);
        if let Some(newest) = newest.filter(|newest| newest.merged != merged) {
            return Ok(Err(MergeRefusal::FirstApart {
                first: newest.merged,
            }));
        }
        let Some(survivor) = self.editable(principal, id, Depth::Outside).await? else {
            return Ok(Err(EditRefusal::NotFound.into()));
        };
        let kept = self.store.resources_kept(&[merged]).await?.pop();
        let Some(kept) = kept else {
            return Ok(Err(EditRefusal::NotFound.into()));
        };
        let acts = self.store.act_on(merging.act, subject).await?;
        let act = self.opened(Some(principal), acts).await?.pop();
        let lines = act.as_ref().map_or(&[][..], |act| act.changes.as_slice());
        let corrections = self.store.corrections(&[id]).await?.remove(&id);
        let corrections = corrections.unwrap_or_default().into_iter();
        let corrections: Vec<_> = corrections.map(|kept| kept.correction).collect();
        let now = (&survivor.facts, &survivor.profile);
        let plan = Plan::of(now, (&merging, lines), &corrections)?;
        Ok(Ok(Apart {
            merged,
            name: kept.facts.name,
            survivor,
            act: act.map(|recorded| recorded.act),
            stays: plan.stays,
        }))
    }

    /// Takes an entry out of the one that it became part of, for somebody who saw a version of that: both are what they
    /// were, but for what was changed since in the one that stayed. Tells its version.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn take_apart(
        &self,
        writer: &Writer,
        merged: ResourceId,
        expected: i64,
    ) -> Outcome<Edited, MergeRefusal> {
        let asked = format!("{merged} {expected}");
        let principal = Arc::new(writer.principal.clone());
        self.act_of(
            writer,
            Purpose::SplitResources,
            &asked,
            move |work, header| {
                let principal = Arc::clone(&principal);
                Box::pin(
                    async move { apart_in(work, &header, &principal, (merged, expected)).await },
                )
            },
        )
        .await
    }
}

/// What an entry became part of, with both locked, where nothing has to come apart before.
async fn first_in_turn(
    work: &Work,
    principal: &Principal,
    merged: ResourceId,
) -> Result<(Merging, Held), Stop<MergeRefusal>> {
    if let Some(merging) = work.merging_of(merged).await? {
        work.lock_resources(&[merging.survivor, merged]).await?;
    }
    // Somebody may have been first.
    let Some(merging) = work.merging_of(merged).await? else {
        let own = Held::take(work, merged).await.map_err(of_entry)?;
        own.check_rights(principal, Action::CloseResource, None)
            .map_err(of_entry)?;
        return Err(Stop::Refused(MergeRefusal::NotMerged));
    };
    let id = merging.survivor;
    if work.merging_of(id).await?.is_some() {
        return Err(Stop::Refused(MergeRefusal::FirstApart { first: id }));
    }
    let newest = work.last_merged_into(id).await?;
    if let Some(newest) = newest.filter(|newest| newest.merged != merged) {
        return Err(Stop::Refused(MergeRefusal::FirstApart {
            first: newest.merged,
        }));
    }
    let own = Held::take(work, id).await.map_err(of_entry)?;
    Ok((merging, own))
}

async fn apart_in(
    work: &Work,
    header: &ActHeader,
    principal: &Principal,
    (merged, expected): (ResourceId, i64),
) -> Result<Edited, Stop<MergeRefusal>> {
    let (merging, own) = first_in_turn(work, principal, merged).await?;
    let id = merging.survivor;
    own.check_rights(principal, Action::CloseResource, None)
        .map_err(of_entry)?;
    if own.stored.version != expected {
        return Err(Stop::Refused(MergeRefusal::Changed));
    }
    let lines = work
        .logged_changes(merging.act, Subject::Resource(id))
        .await?;
    let shown = &own.stored.facts;
    let mut standing = work.profile(id, &Audience::Public).await?;
    let corrections = work.corrections(&[id]).await?.remove(&id);
    let corrections = corrections.unwrap_or_default();
    let plan = Plan::of((shown, &standing), (&merging, &lines), &corrections)?;
    if let Some((before, after)) = &plan.facts {
        own.check_fields(principal, plan.fields.iter().map(|edit| edit.field))
            .map_err(of_entry)?;
        let change = TakenBack { before, after };
        match put_back(work, id, shown, (&plan.fields, change), header).await? {
            Ok(_) => {}
            Err(faults) => return Err(Stop::Refused(invalid_facts(faults).into())),
        }
        if let Some(phones) = &plan.phones {
            put_phones(work, id, shown, phones, header).await?;
        }
        work.put_right_again(&merging, &plan.fields_back()).await?;
    }
    for (part, was) in &plan.parts {
        let mut back = standing.clone();
        part.put(was, &mut back);
        work.replace_part(id, *part, &standing, &back).await?;
        standing = back;
    }
    work.split_resource(header, &merging).await?;
    work.count_edit(id).await?;
    work.count_edit(merged).await?;
    Ok(Edited {
        version: own.stored.version + 1,
    })
}
