//! Writing down whom one knows at an agency, that one spoke with them, and that it is over.

use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::Decision;
use renkei_domain::ids::{NetworkId, RelationId, ResourceId};
use renkei_domain::people::relation::{Relation, Spoken};
use renkei_domain::record::Purpose;
use renkei_store::{Stop, Work};

use super::{KeptRelation, RELATIONS_AT_MOST, RelationRefusal, WrittenRelation, decision};
use crate::App;
use crate::directory::register::Outcome;
use crate::writer::Writer;

fn refuse<T>(refusal: RelationRefusal) -> Result<T, Stop<RelationRefusal>> {
    Err(Stop::Refused(refusal))
}

/// A relation that somebody may write, inside an act. One of another network looks as if it were not there.
async fn writable(
    work: &Work,
    principal: &Principal,
    id: RelationId,
) -> Result<Relation, Stop<RelationRefusal>> {
    let Some(relation) = work.relation(id).await? else {
        return refuse(RelationRefusal::NotFound);
    };
    if !principal.networks.contains(&relation.network) {
        return refuse(RelationRefusal::NotFound);
    }
    match decision(principal, relation.network) {
        Decision::Allowed => Ok(relation),
        decision => refuse(RelationRefusal::NotAllowed(decision)),
    }
}

/// Whether whoever is named may go on with a relation.
async fn check_heir(
    work: &Work,
    relation: &Relation,
    today: NaiveDate,
) -> Result<(), Stop<RelationRefusal>> {
    let Some(heir) = relation.heir else {
        return Ok(());
    };
    if heir != relation.holder && work.goes_on(heir, relation.network, today).await? {
        Ok(())
    } else {
        refuse(RelationRefusal::UnfitHeir)
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Writes down whom one knows at an agency.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn add_relation(
        &self,
        writer: &Writer,
        (resource, network): (ResourceId, NetworkId),
        written: WrittenRelation,
    ) -> Outcome<KeptRelation, RelationRefusal> {
        let own = &writer.principal;
        let decision = if own.networks.contains(&network) {
            decision(own, network)
        } else {
            Decision::Refused
        };
        let (Decision::Allowed, Some(holder)) = (decision, own.account()) else {
            return Ok(Err(RelationRefusal::NotAllowed(decision)));
        };
        let today = self.now().in_japan().date;
        if written.since > today {
            return Ok(Err(RelationRefusal::NotYet));
        }
        let asked = format!("{resource} {network} {}", written.asked());
        let relation = Arc::new(Relation {
            id: RelationId::from_uuid(self.new_id()),
            network,
            resource,
            holder,
            heir: written.heir,
            since: written.since,
            last: None,
            person: written.person,
            version: 1,
        });
        self.act_of(writer, Purpose::KeepRelation, &asked, move |work, _| {
            let relation = Arc::clone(&relation);
            Box::pin(async move {
                let Some(agency) = work.resource(relation.resource).await? else {
                    return refuse(RelationRefusal::NotFound);
                };
                // It may have become part of another entry just now.
                let relation = Relation {
                    resource: agency.current,
                    ..Relation::clone(&relation)
                };
                let kept = work.count_relations_at(relation.resource, relation.network);
                if kept.await? >= RELATIONS_AT_MOST {
                    return refuse(RelationRefusal::Full);
                }
                check_heir(work, &relation, today).await?;
                work.add_relation(&relation).await?;
                Ok(KeptRelation(relation.resource))
            })
        })
        .await
    }

    /// Changes what is written of somebody who is known.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn change_relation(
        &self,
        writer: &Writer,
        (id, version): (RelationId, i64),
        written: WrittenRelation,
    ) -> Outcome<KeptRelation, RelationRefusal> {
        let today = self.now().in_japan().date;
        if written.since > today {
            return Ok(Err(RelationRefusal::NotYet));
        }
        let asked = format!("{id} {version} {}", written.asked());
        let given = Arc::new((writer.principal.clone(), written));
        self.act_of(writer, Purpose::KeepRelation, &asked, move |work, _| {
            let given = Arc::clone(&given);
            Box::pin(async move {
                let (principal, written) = &*given;
                let before = writable(work, principal, id).await?;
                if before.version != version {
                    return refuse(RelationRefusal::Overtaken);
                }
                let after = Relation {
                    heir: written.heir,
                    since: written.since,
                    person: written.person.clone(),
                    version: before.version + 1,
                    ..before.clone()
                };
                if after.heir != before.heir {
                    check_heir(work, &after, today).await?;
                }
                kept(work.change_relation(&before, &after).await?, &after)
            })
        })
        .await
    }

    /// Writes down that one spoke with somebody who is known.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn speak_with(
        &self,
        writer: &Writer,
        id: RelationId,
        spoken: Spoken,
    ) -> Outcome<KeptRelation, RelationRefusal> {
        let today = self.now().in_japan().date;
        let asked = format!("{id} {} {}", spoken.on, spoken.by.code());
        let principal = Arc::new(writer.principal.clone());
        self.act_of(writer, Purpose::KeepRelation, &asked, move |work, _| {
            let principal = Arc::clone(&principal);
            Box::pin(async move {
                let before = writable(work, &principal, id).await?;
                let Ok(after) = before.spoken(spoken, today) else {
                    return refuse(RelationRefusal::NotYet);
                };
                kept(work.change_relation(&before, &after).await?, &after)
            })
        })
        .await
    }

    /// Ends a relation: what was known of somebody is forgotten.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn end_relation(
        &self,
        writer: &Writer,
        (id, version): (RelationId, i64),
    ) -> Outcome<KeptRelation, RelationRefusal> {
        let principal = Arc::new(writer.principal.clone());
        let asked = format!("{id} {version}");
        self.act_of(writer, Purpose::EndRelation, &asked, move |work, _| {
            let principal = Arc::clone(&principal);
            Box::pin(async move {
                let relation = writable(work, &principal, id).await?;
                if relation.version != version {
                    return refuse(RelationRefusal::Overtaken);
                }
                kept(work.end_relation(&relation).await?, &relation)
            })
        })
        .await
    }
}

/// What comes of a write that only the first of two does.
fn kept(is_first: bool, relation: &Relation) -> Result<KeptRelation, Stop<RelationRefusal>> {
    if is_first {
        Ok(KeptRelation(relation.resource))
    } else {
        refuse(RelationRefusal::Overtaken)
    }
}
