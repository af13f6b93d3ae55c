//! Whom the people of a network know at agencies. Every statement names the networks whose own it is; who is known, by
//! whom they were introduced and what is noted stand together in `said`, sealed under the key of the network. The log
//! tells that a relation was written or ended, and of which agency, never with whom.

use chrono::NaiveDate;
use renkei_domain::ids::{AccountId, NetworkId, RelationId, ResourceId};
use renkei_domain::people::Standing;
use renkei_domain::people::relation::{KnownPerson, Relation, Spoken, SpokenBy};
use renkei_domain::record::{Change, Subject};
use renkei_domain::text::Prose;
use sea_orm::{QueryResult, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{count, rows};
use crate::audit::Inside;
use crate::directory::merging::itself_or_merged;
use crate::directory::words::{code, line, unreadable};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, Opener};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "relation";

const COLUMNS: &str = "SELECT id, network_id, resource_id, account_id, heir_id, since, last_on, last_by, version, said \
     FROM relation WHERE ";

/// The place of the one among them that is sealed.
const SAID: usize = 9;

/// What is sealed of a relation.
#[derive(Debug, Serialize, Deserialize)]
struct Said {
    name: String,
    role: Option<String>,
    introduced_by: Option<String>,
    note: Option<String>,
}

impl Said {
    fn of(person: &KnownPerson) -> Self {
        Self {
            name: person.name.to_string(),
            role: person.role.as_ref().map(ToString::to_string),
            introduced_by: person.introduced_by.as_ref().map(ToString::to_string),
            note: person.note.as_ref().map(ToString::to_string),
        }
    }

    fn read(text: &str) -> Result<KnownPerson, StoreFault> {
        // What a fault says of sealed text could tell of somebody.
        let said: Self = serde_json::from_str(text).map_err(|_| unreadable(TABLE, "said"))?;
        let optional = |text: Option<String>| text.map(|text| line(TABLE, &text)).transpose();
        let note = said.note.map(|note| Prose::parse(&note)).transpose();
        Ok(KnownPerson {
            name: line(TABLE, &said.name)?,
            role: optional(said.role)?,
            introduced_by: optional(said.introduced_by)?,
            note: note.map_err(|fault| unreadable(TABLE, fault))?,
        })
    }
}

fn said_of(id: RelationId) -> Cell<'static> {
    Cell::of(TABLE, "said", id.uuid())
}

fn read(row: &QueryResult, opener: &Opener) -> Result<Relation, StoreFault> {
    let id = RelationId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
    let heir = row.try_get_by_index::<Option<Uuid>>(4)?;
    let last_on = row.try_get_by_index::<Option<NaiveDate>>(6)?;
    let last_by = row.try_get_by_index::<Option<String>>(7)?;
    let last = match (last_on, last_by) {
        (Some(on), Some(by)) => Some(Spoken {
            on,
            by: code(TABLE, SpokenBy::from_code, &by)?,
        }),
        _ => None,
    };
    Ok(Relation {
        id,
        network: NetworkId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        resource: ResourceId::from_uuid(row.try_get_by_index::<Uuid>(2)?),
        holder: AccountId::from_uuid(row.try_get_by_index::<Uuid>(3)?),
        heir: heir.map(AccountId::from_uuid),
        since: row.try_get_by_index(5)?,
        last,
        version: row.try_get_by_index(8)?,
        person: Said::read(&opener.text_at(&said_of(id), row, SAID)?)?,
    })
}

fn told(relation: &Relation) -> String {
    serde_json::json!({
        "relation": relation.id.to_string(),
        "agency": relation.resource.to_string(),
        "version": relation.version,
    })
    .to_string()
}

fn change(network: NetworkId, before: Option<String>, after: Option<String>) -> Change {
    Change {
        subject: Subject::Network(network),
        field_group: "relations".to_owned(),
        before,
        after,
    }
}

/// The relations that go with a standing of somebody: those of the network at whose desk they sit, or all that they do
/// not have by sitting at a desk.
fn by_standing(account: AccountId, standing: Standing) -> Option<Sql> {
    let mut sql = Sql::with("account_id = ?", [account.uuid().into()]);
    match standing {
        Standing::Coordinator(network) => {
            sql.push(" AND network_id = ").bind(network.uuid());
        }
        Standing::Staff(_) => {
            sql.push(
                " AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.account_id = relation.account_id \
                 AND m.network_id = relation.network_id AND m.until IS NULL)",
            );
        }
        Standing::Person | Standing::Operator => return None,
    }
    Some(sql)
}

impl Store {
    /// Whom the people of some networks know at an agency, under whatever entry they wrote it down.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn relations_at(
        &self,
        resource: ResourceId,
        networks: &[NetworkId],
    ) -> Result<Inside<Vec<Relation>>, StoreFault> {
        let at = itself_or_merged("resource_id", resource);
        self.relations(at, networks).await
    }

    /// Whom somebody knows by some networks.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn relations_of(
        &self,
        holder: AccountId,
        networks: &[NetworkId],
    ) -> Result<Inside<Vec<Relation>>, StoreFault> {
        let of = Sql::with("account_id = ?", [holder.uuid().into()]);
        self.relations(of, networks).await
    }

    async fn relations(
        &self,
        narrowed: Sql,
        networks: &[NetworkId],
    ) -> Result<Inside<Vec<Relation>>, StoreFault> {
        if networks.is_empty() {
            return Ok(Inside::of(Vec::new()));
        }
        let mut sql = Sql::new(COLUMNS);
        sql.add(narrowed).push(" AND network_id IN ").add(Sql::list(
            networks.iter().map(|network| Value::from(network.uuid())),
        ));
        let found = rows(&self.reader, sql).await?;
        let opener = self.keys.opener_of_rows(&self.reader, &found, &[SAID]);
        let opener = opener.await?;
        let read = found.iter().map(|row| read(row, &opener));
        let mut relations = read.collect::<Result<Vec<Relation>, StoreFault>>()?;
        relations.sort_by_key(Relation::rank);
        Ok(Inside::of(relations))
    }
}

impl Work {
    /// A relation, read inside an act.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn relation(&self, id: RelationId) -> Result<Option<Relation>, StoreFault> {
        let mut sql = Sql::new(COLUMNS);
        sql.push("id = ").bind(id.uuid());
        let found = rows(self.connection(), sql).await?;
        let opener = self
            .keys()
            .opener_of_rows(self.connection(), &found, &[SAID]);
        let opener = opener.await?;
        found.first().map(|row| read(row, &opener)).transpose()
    }

    /// How many relations a network has with an agency.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_relations_at(
        &self,
        resource: ResourceId,
        network: NetworkId,
    ) -> Result<i64, StoreFault> {
        let mut sql = Sql::new("SELECT COUNT(*) FROM relation WHERE ");
        sql.add(itself_or_merged("resource_id", resource))
            .push(" AND network_id = ")
            .bind(network.uuid());
        count(self.connection(), sql).await
    }

    /// Keeps a relation that was not there.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_relation(&self, relation: &Relation) -> Result<(), StoreFault> {
        let mut sql = Sql::new(
            "INSERT INTO relation (id, network_id, resource_id, account_id, heir_id, since, last_on, last_by, \
             version, said) VALUES ",
        );
        let [heir, since, last_on, last_by, version, said] =
            self.relation_columns(relation).await?;
        sql.add(Sql::row([
            Value::from(relation.id.uuid()),
            Value::from(relation.network.uuid()),
            Value::from(relation.resource.uuid()),
            Value::from(relation.holder.uuid()),
            heir,
            since,
            last_on,
            last_by,
            version,
            said,
        ]));
        self.write(sql).await?;
        self.note(change(relation.network, None, Some(told(relation))));
        Ok(())
    }

    /// Keeps a relation in place of how it was; says no where somebody else was first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn change_relation(
        &self,
        before: &Relation,
        after: &Relation,
    ) -> Result<bool, StoreFault> {
        let [heir, since, last_on, last_by, version, said] = self.relation_columns(after).await?;
        let sql = Sql::with(
            "UPDATE relation SET heir_id = ?, since = ?, last_on = ?, last_by = ?, version = ?, said = ? \
             WHERE id = ? AND version = ?",
            [
                heir,
                since,
                last_on,
                last_by,
                version,
                said,
                Value::from(after.id.uuid()),
                Value::from(before.version),
            ],
        );
        let is_first = self.write(sql).await? == 1;
        if is_first {
            self.note(change(after.network, Some(told(before)), Some(told(after))));
        }
        Ok(is_first)
    }

    /// Forgets a relation that has ended; says no where somebody else was first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn end_relation(&self, relation: &Relation) -> Result<bool, StoreFault> {
        let sql = Sql::with(
            "DELETE FROM relation WHERE id = ? AND version = ?",
            [relation.id.uuid().into(), relation.version.into()],
        );
        let is_first = self.write(sql).await? == 1;
        if is_first {
            self.note(change(relation.network, Some(told(relation)), None));
        }
        Ok(is_first)
    }

    /// The columns of a relation that change.
    async fn relation_columns(&self, relation: &Relation) -> Result<[Value; 6], StoreFault> {
        let said = serde_json::to_string(&Said::of(&relation.person));
        let said = said.map_err(|_| unreadable(TABLE, "said"))?;
        let owner = KeyOwner::Network(relation.network);
        let said = self.seal_text(owner, said_of(relation.id), &said).await?;
        Ok([
            Value::from(relation.heir.map(|heir| heir.uuid())),
            Value::from(relation.since),
            Value::from(relation.last.map(|last| last.on)),
            Value::from(relation.last.map(|last| last.by.code())),
            Value::from(relation.version),
            Value::from(said),
        ])
    }

    /// How many relations go with a standing of somebody.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_relations_of(
        &self,
        holder: AccountId,
        standing: Standing,
    ) -> Result<i64, StoreFault> {
        let Some(theirs) = by_standing(holder, standing) else {
            return Ok(0);
        };
        let mut sql = Sql::new("SELECT COUNT(*) FROM relation WHERE ");
        sql.add(theirs);
        count(self.connection(), sql).await
    }

    /// Gives the relations that go with a standing of somebody to whom each names, and the others to their successor. Whoever
    /// was named and is not of the network any more, or leaves too, is passed over.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn hand_over_relations(
        &self,
        holder: AccountId,
        standing: Standing,
        successor: AccountId,
        today: NaiveDate,
    ) -> Result<(), StoreFault> {
        let Some(theirs) = by_standing(holder, standing) else {
            return Ok(());
        };
        let mut sql = Sql::new("SELECT id, network_id, heir_id FROM relation WHERE ");
        sql.add(theirs).push(" ORDER BY id");
        let found = rows(self.connection(), sql).await?;
        let theirs = found.iter().map(|row| {
            Ok((
                row.try_get_by_index::<Uuid>(0)?,
                NetworkId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
                row.try_get_by_index::<Option<Uuid>>(2)?,
            ))
        });
        let theirs = theirs.collect::<Result<Vec<_>, StoreFault>>()?;
        for (id, network, heir) in theirs {
            let heir = heir.map(AccountId::from_uuid);
            let mut next = successor;
            if let Some(heir) = heir.filter(|heir| *heir != holder)
                && self.goes_on(heir, network, today).await?
            {
                next = heir;
            }
            let sql = Sql::with(
                "UPDATE relation SET account_id = ?, heir_id = NULL, version = version + 1 WHERE id = ?",
                [Value::from(next.uuid()), Value::from(id)],
            );
            self.write(sql).await?;
            self.note_account(holder, TABLE, Some("held"), Some("handed over"));
            self.note_account(next, TABLE, None, Some("held"));
        }
        Ok(())
    }

    /// Whether somebody may take over what is a network's.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn goes_on(
        &self,
        account: AccountId,
        network: NetworkId,
        today: NaiveDate,
    ) -> Result<bool, StoreFault> {
        let known = self.known_account(account, today).await?;
        Ok(known.is_some_and(|known| !known.is_disabled && known.stays_in(network)))
    }
}
