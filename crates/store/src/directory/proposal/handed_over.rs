//! Proposals that wait go where it is decided about them: to the network that keeps the entry from now on, or the place where
//! an office is missing. What somebody wrote is sealed anew, under the key of that network.

use std::collections::{BTreeSet, HashMap};

use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::proposal::Proposal;
use renkei_domain::ids::{NetworkId, ProposalId};
use renkei_domain::record::{Change, Subject};
use sea_orm::Value;
use uuid::Uuid;

use super::{GROUP, logged};
use crate::cases::{rows, write};
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::work::Work;

/// What waits elsewhere about an entry that a network keeps: the entry that it became part of stands in its place.
const ELSEWHERE: &str = "SELECT p.id FROM directory_proposal p \
     LEFT JOIN resource_merge g ON g.merged_id = p.resource_id AND g.undone_act_id IS NULL \
     JOIN resource r ON r.id = COALESCE(g.leads_to, p.resource_id) \
     WHERE p.decided_at IS NULL AND p.network_id <> ? AND r.steward_network_id = ? ORDER BY p.id";

const OF_NO_ENTRY: &str = "SELECT id FROM directory_proposal \
     WHERE decided_at IS NULL AND network_id = ? AND resource_id IS NULL ORDER BY id";

impl Work {
    /// Gives a network the proposals that wait about entries that it keeps.
    ///
    /// # Errors
    /// When the database refuses, or what a proposal says does not open.
    pub(in crate::directory) async fn take_over_proposals(
        &self,
        network: NetworkId,
    ) -> Result<(), StoreFault> {
        let of = network.uuid();
        let found = Sql::with(ELSEWHERE, [Value::from(of), Value::from(of)]);
        for id in self.proposals_found(found).await? {
            if let Some(before) = self.proposal(id).await? {
                self.hand_over(&before, network).await?;
            }
        }
        Ok(())
    }

    /// Gives what waits at a network about offices that are missing in some municipalities to those who keep these now.
    ///
    /// # Errors
    /// When the database refuses, or what a proposal says does not open.
    pub(in crate::directory) async fn give_away_missing(
        &self,
        network: NetworkId,
        codes: &BTreeSet<MunicipalityCode>,
        keepers: &HashMap<MunicipalityCode, NetworkId>,
    ) -> Result<(), StoreFault> {
        let found = Sql::with(OF_NO_ENTRY, [Value::from(network.uuid())]);
        for id in self.proposals_found(found).await? {
            let Some(before) = self.proposal(id).await? else {
                continue;
            };
            let place = before.place.as_ref().map(|place| place.municipality);
            let place = place.filter(|code| codes.contains(code));
            if let Some(keeper) = place.and_then(|code| keepers.get(&code)) {
                self.hand_over(&before, *keeper).await?;
            }
        }
        Ok(())
    }

    async fn proposals_found(&self, sql: Sql) -> Result<Vec<ProposalId>, StoreFault> {
        let found = rows(self.connection(), sql).await?;
        let ids = found.iter().map(|row| {
            let id: Uuid = row.try_get_by_index(0)?;
            Ok(ProposalId::from_uuid(id))
        });
        ids.collect()
    }

    /// Hands a proposal over that is held locked. Neither side decided: each line of the log has but one half.
    async fn hand_over(&self, before: &Proposal, to: NetworkId) -> Result<(), StoreFault> {
        if before.decided_at.is_some() {
            return Ok(());
        }
        let tell_to = self.proposer(before.id).await?;
        let after = Proposal {
            network: to,
            ..before.clone()
        };
        let said = self.seal_proposal(&after).await?;
        let tell_to = self.seal_proposer(&after, tell_to.as_ref()).await?;
        let sql = Sql::with(
            "UPDATE directory_proposal SET network_id = ?, said = ?, tell_to = ? WHERE id = ?",
            [
                Value::from(to.uuid()),
                Value::from(said),
                Value::from(tell_to),
                Value::from(after.id.uuid()),
            ],
        );
        write(self, sql).await?;
        self.note(Change {
            subject: Subject::Network(before.network),
            field_group: GROUP.to_owned(),
            before: Some(logged(before)),
            after: None,
        });
        self.note(Change {
            subject: Subject::Network(to),
            field_group: GROUP.to_owned(),
            before: None,
            after: Some(logged(&after)),
        });
        Ok(())
    }
}
