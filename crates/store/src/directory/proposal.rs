//! What anybody proposes to put right in the directory, or to add to it. All that somebody wrote is sealed under the key of
//! the network that decides; where they want to be told stands in a column of its own, which is emptied after a time. The
//! log keeps which fields were proposed and what came of each: no word of what was written. [`listed`] names them for lists,
//! and those that wait go with their entries to another network (`handed_over`).

use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::proposal::{
    MissingPlace, Proposal, ProposalVerdict, ProposedChange, ProposedField,
};
use renkei_domain::ids::{NetworkId, ProposalId, ResourceId};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::people::PaperCode;
use renkei_domain::record::{Change, Subject};
use renkei_domain::text::Prose;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::words::{code, line_opt, prose_opt, unreadable};
use crate::audit::Inside;
use crate::cases::{rows, write};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, KeyRing, Opener};
use crate::people::SecretHash;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

mod handed_over;
pub mod listed;

const TABLE: &str = "directory_proposal";

/// As what proposals stand in the log of a network.
const GROUP: &str = "proposals";

const COLUMNS: &str = "SELECT id, network_id, resource_id, made_at, decided_at, said, tell_to \
     FROM directory_proposal WHERE ";

const SAID: usize = 5;

/// What is sealed of a proposal.
#[derive(Debug, Serialize, Deserialize)]
struct Said {
    code: String,
    basis: String,
    place: Option<SaidOfPlace>,
    changes: Vec<SaidOfChange>,
}

#[derive(Debug, Serialize, Deserialize)]
struct SaidOfPlace {
    kind: String,
    municipality: String,
    phone: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
struct SaidOfChange {
    field: String,
    shown: Option<String>,
    wanted: Option<String>,
    verdict: Option<String>,
}

impl Said {
    fn of(proposal: &Proposal) -> Self {
        let text = |prose: &Option<Prose>| prose.as_ref().map(ToString::to_string);
        Self {
            code: proposal.code.letters().to_owned(),
            basis: proposal.basis.to_string(),
            place: proposal.place.as_ref().map(|place| SaidOfPlace {
                kind: place.kind.code().to_owned(),
                municipality: place.municipality.to_string(),
                phone: place.phone.as_ref().map(ToString::to_string),
            }),
            changes: proposal
                .changes
                .iter()
                .map(|change| SaidOfChange {
                    field: change.field.code().to_owned(),
                    shown: text(&change.shown),
                    wanted: text(&change.wanted),
                    verdict: change.verdict.map(|verdict| verdict.code().to_owned()),
                })
                .collect(),
        }
    }
}

impl SaidOfPlace {
    fn read(self) -> Result<MissingPlace, StoreFault> {
        let municipality = MunicipalityCode::parse(&self.municipality);
        Ok(MissingPlace {
            kind: code(TABLE, ResourceKind::from_code, &self.kind)?,
            municipality: municipality.map_err(|fault| unreadable(TABLE, fault))?,
            phone: line_opt(TABLE, self.phone.as_deref())?,
        })
    }
}

impl SaidOfChange {
    fn read(self) -> Result<ProposedChange, StoreFault> {
        let verdict = self.verdict.as_deref();
        let verdict = verdict.map(|word| code(TABLE, ProposalVerdict::from_code, word));
        Ok(ProposedChange {
            field: code(TABLE, ProposedField::from_code, &self.field)?,
            shown: prose_opt(TABLE, self.shown.as_deref())?,
            wanted: prose_opt(TABLE, self.wanted.as_deref())?,
            verdict: verdict.transpose()?,
        })
    }
}

const fn cell(column: &'static str, id: Uuid) -> Cell<'static> {
    Cell::of(TABLE, column, id)
}

fn read(row: &QueryResult, opener: &Opener) -> Result<Proposal, StoreFault> {
    let id: Uuid = row.try_get_by_index(0)?;
    let text = opener.text_at(&cell("said", id), row, SAID)?;
    // What does not fit may name somebody, and is not repeated.
    let said: Said = serde_json::from_str(&text).map_err(|_| unreadable(TABLE, "said"))?;
    let changes = said.changes.into_iter().map(SaidOfChange::read);
    let basis = Prose::parse(&said.basis).map_err(|_| unreadable(TABLE, "basis"))?;
    let resource: Option<Uuid> = row.try_get_by_index(2)?;
    let decided_at: Option<i64> = row.try_get_by_index(4)?;
    Ok(Proposal {
        id: ProposalId::from_uuid(id),
        network: NetworkId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        resource: resource.map(ResourceId::from_uuid),
        place: said.place.map(SaidOfPlace::read).transpose()?,
        changes: changes.collect::<Result<_, _>>()?,
        basis,
        code: PaperCode::read(&said.code).ok_or_else(|| unreadable(TABLE, "code"))?,
        made_at: Instant::from_micros(row.try_get_by_index(3)?),
        decided_at: decided_at.map(Instant::from_micros),
        is_told: row.try_get_by_index::<Option<Vec<u8>>>(6)?.is_some(),
    })
}

async fn found_by(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    condition: Sql,
) -> Result<Option<Proposal>, StoreFault> {
    let mut sql = Sql::new(COLUMNS);
    sql.add(condition);
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[SAID]).await?;
    found.first().map(|row| read(row, &opener)).transpose()
}

impl Store {
    /// A proposal.
    ///
    /// # Errors
    /// When the database cannot be read, or what it says does not open.
    pub async fn proposal(&self, id: ProposalId) -> Result<Inside<Option<Proposal>>, StoreFault> {
        let it = Sql::with("id = ?", [id.uuid().into()]);
        let found = found_by(&self.reader, &self.keys, it).await?;
        Ok(Inside::of(found))
    }

    /// A proposal for whoever made it: they hold its code, and read what they wrote.
    ///
    /// # Errors
    /// When the database cannot be read, or what it says does not open.
    pub async fn own_proposal(&self, hash: &SecretHash) -> Result<Option<Proposal>, StoreFault> {
        let it = Sql::with("code_hash = ?", [hash.to_vec().into()]);
        found_by(&self.reader, &self.keys, it).await
    }

    /// Forgets where they wanted to be told whose proposals were decided before an instant, or made before it and never
    /// decided.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_proposers(&self, before: Instant) -> Result<u64, StoreFault> {
        let sql = Sql::with(
            "UPDATE directory_proposal SET tell_to = NULL \
             WHERE tell_to IS NOT NULL AND COALESCE(decided_at, made_at) < ?",
            [before.micros().into()],
        );
        self.alone(sql.statement(&self.writer)).await
    }
}

impl Work {
    /// Takes the lock of a proposal and reads it.
    ///
    /// # Errors
    /// When the database refuses, or what it says does not open.
    pub async fn proposal(&self, id: ProposalId) -> Result<Option<Proposal>, StoreFault> {
        let lock = Sql::with(
            "UPDATE directory_proposal SET decided_at = decided_at WHERE id = ?",
            [id.uuid().into()],
        );
        if write(self, lock).await? == 0 {
            return Ok(None);
        }
        let it = Sql::with("id = ?", [id.uuid().into()]);
        found_by(self.connection(), self.keys(), it).await
    }

    /// Where whoever made a proposal wants to be told, as long as that is known.
    ///
    /// # Errors
    /// When the database cannot be read, or the address does not open.
    pub async fn proposer(&self, id: ProposalId) -> Result<Option<MailAddress>, StoreFault> {
        let sql = Sql::with(
            "SELECT tell_to FROM directory_proposal WHERE id = ?",
            [id.uuid().into()],
        );
        let found = rows(self.connection(), sql).await?;
        let opener = self
            .keys()
            .opener_of_rows(self.connection(), &found, &[0])
            .await?;
        let Some(row) = found.first() else {
            return Ok(None);
        };
        let text = opener.text_opt_at(&cell("tell_to", id.uuid()), row, 0)?;
        let address = text.map(|text| MailAddress::parse(&text));
        // Whatever is wrong with the address, the log does not repeat it.
        address
            .transpose()
            .map_err(|fault| unreadable(TABLE, fault))
    }

    /// Keeps a proposal that just came, with the hash of its code and where whoever made it wants to be told.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_proposal(
        &self,
        proposal: &Proposal,
        hash: &SecretHash,
        tell_to: Option<&MailAddress>,
    ) -> Result<(), StoreFault> {
        let said = self.seal_proposal(proposal).await?;
        let tell_to = self.seal_proposer(proposal, tell_to).await?;
        let mut sql = Sql::new(
            "INSERT INTO directory_proposal (id, network_id, resource_id, code_hash, made_at, said, tell_to) \
             VALUES ",
        );
        sql.add(Sql::row([
            Value::from(proposal.id.uuid()),
            Value::from(proposal.network.uuid()),
            Value::from(proposal.resource.map(ResourceId::uuid)),
            Value::from(hash.to_vec()),
            Value::from(proposal.made_at.micros()),
            Value::from(said),
            Value::from(tell_to),
        ]));
        write(self, sql).await?;
        self.note(Change {
            subject: Subject::Network(proposal.network),
            field_group: GROUP.to_owned(),
            before: None,
            after: Some(logged(proposal)),
        });
        Ok(())
    }

    /// Keeps what was decided about a proposal, with the entry that one became that was missing.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn decide_proposal(
        &self,
        before: &Proposal,
        decided: &Proposal,
    ) -> Result<(), StoreFault> {
        let said = self.seal_proposal(decided).await?;
        let sql = Sql::with(
            "UPDATE directory_proposal SET decided_at = ?, resource_id = ?, said = ? WHERE id = ?",
            [
                Value::from(decided.decided_at.map(Instant::micros)),
                Value::from(decided.resource.map(ResourceId::uuid)),
                Value::from(said),
                Value::from(decided.id.uuid()),
            ],
        );
        write(self, sql).await?;
        self.note(Change {
            subject: Subject::Network(decided.network),
            field_group: GROUP.to_owned(),
            before: Some(logged(before)),
            after: Some(logged(decided)),
        });
        Ok(())
    }

    async fn seal_proposal(&self, proposal: &Proposal) -> Result<Vec<u8>, StoreFault> {
        let said = serde_json::to_string(&Said::of(proposal));
        let said = said.map_err(|fault| unreadable(TABLE, fault))?;
        let owner = KeyOwner::Network(proposal.network);
        self.seal_text(owner, cell("said", proposal.id.uuid()), &said)
            .await
    }

    async fn seal_proposer(
        &self,
        proposal: &Proposal,
        tell_to: Option<&MailAddress>,
    ) -> Result<Option<Vec<u8>>, StoreFault> {
        let Some(address) = tell_to else {
            return Ok(None);
        };
        let owner = KeyOwner::Network(proposal.network);
        let cell = cell("tell_to", proposal.id.uuid());
        let sealed = self.seal_text(owner, cell, &address.to_string()).await?;
        Ok(Some(sealed))
    }
}

/// What the log keeps of a proposal: which fields of which entry, and what came of each.
fn logged(proposal: &Proposal) -> String {
    let fields = proposal.changes.iter().map(|change| {
        json!({
            "field": change.field.code(),
            "verdict": change.verdict.map(ProposalVerdict::code),
        })
    });
    json!({
        "proposal": proposal.id.to_string(),
        "resource": proposal.resource.map(|id| id.to_string()),
        "fields": fields.collect::<Vec<_>>(),
    })
    .to_string()
}
