//! To whom a map is shown. Each row is the consent of its owner and its record at once: who sees it, of what, from when
//! until when, and how often it was read. What is read by it comes closed.

use chrono::NaiveDate;
use renkei_domain::cases::number::CaseNumber;
use renkei_domain::conference::ConferenceState;
use renkei_domain::consent::Categories;
use renkei_domain::ids::{AccountId, CaseId, ConferenceId, MapShareId, OrganizationId, PersonId};
use renkei_domain::map::{MapShare, SharedWith};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{count, owner, read, written};
use crate::cases::{rows, write};
use crate::consent::terms::{categories, category_codes};
use crate::directory::words::{code, unreadable};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyRing, Opener};
use crate::people::SecretHash;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "map_share";

/// A share as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredShare {
    /// The share.
    pub share: MapShare,
    /// Whose map.
    pub account: AccountId,
    /// The case by which somebody sees it; nothing for a link.
    pub share_case: Option<CaseId>,
    /// Who sees it, as the person was told.
    pub name: String,
    /// For which agency of the team somebody is shown it; nothing for the one that leads the case.
    pub agency: Option<OrganizationId>,
    /// Of what it may tell.
    pub categories: Categories,
    /// How often it was read.
    pub readings: i64,
    /// The last day in Japan on which it was.
    pub last_read_on: Option<NaiveDate>,
}

/// As much as decides whether somebody may read by a share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareHead {
    /// The share.
    pub stored: StoredShare,
    /// Who leads the case by which it is seen, as long as the case is about the owner of the map.
    pub lead: Option<OrganizationId>,
    /// For which organization a supporter reads: of the team, or the one that leads; as long as the case is about the
    /// owner of the map.
    pub reads_at: Option<OrganizationId>,
    /// In what state the conference is for which it is shown.
    pub conference: Option<ConferenceState>,
    /// Who keeps that case.
    pub keeper: Option<AccountId>,
    /// Its number.
    pub number: Option<CaseNumber>,
}

impl ShareHead {
    /// The share as its owner is told of it: what nobody can read any more, because the conference is over or the case
    /// is not about them any more, does not stand open.
    fn told(self) -> StoredShare {
        let has_case = self.lead.is_some();
        let can_be_read = match self.stored.share.with {
            SharedWith::Link => true,
            SharedWith::Supporter(_) => has_case,
            SharedWith::Conference(_) => {
                has_case && self.conference.is_some_and(|state| !state.is_over())
            }
        };
        let mut told = self.stored;
        if !can_be_read && told.share.ended.is_none() {
            told.share.until = Some(told.share.since);
        }
        told
    }
}

/// By what somebody reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SharedBy {
    /// Its id.
    Id(MapShareId),
    /// The secret of a link.
    Secret(SecretHash),
}

#[derive(Serialize, Deserialize)]
struct Said {
    name: String,
    categories: Vec<String>,
}

const COLUMNS: &str = "SELECT s.id, s.account_id, s.kind, s.case_id, s.supporter_id, s.conference_id, s.said, \
     s.since, s.until, s.ended_at, s.readings, s.last_read_on, c.organization_id, p.account_id, f.state, \
     s.agency_id, c.keeper_id, c.number \
     FROM map_share s LEFT JOIN support_case c ON c.id = s.case_id \
     LEFT JOIN person k ON k.id = c.person_id \
     LEFT JOIN person p ON p.id = COALESCE(k.same_as, k.id) \
     LEFT JOIN conference f ON f.id = s.conference_id WHERE ";

fn cell(id: MapShareId) -> Cell<'static> {
    Cell::of(TABLE, "said", id.uuid())
}

fn with(row: &QueryResult) -> Result<SharedWith, StoreFault> {
    let kind: String = row.try_get_by_index(2)?;
    let supporter: Option<Uuid> = row.try_get_by_index(4)?;
    let conference: Option<Uuid> = row.try_get_by_index(5)?;
    Ok(match (kind.as_str(), supporter) {
        ("supporter", Some(id)) => SharedWith::Supporter(AccountId::from_uuid(id)),
        // Where the conference was erased the nil id names none.
        ("conference", _) => {
            SharedWith::Conference(ConferenceId::from_uuid(conference.unwrap_or_default()))
        }
        ("link", _) => SharedWith::Link,
        _ => return Err(unreadable(TABLE, kind)),
    })
}

fn head(row: &QueryResult, opener: &Opener) -> Result<ShareHead, StoreFault> {
    let id = MapShareId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
    let account: Uuid = row.try_get_by_index(1)?;
    let text = opener.text_at(&cell(id), row, 6)?;
    let said: Said = read(TABLE, &text)?;
    let instant = |column: usize| -> Result<Option<Instant>, StoreFault> {
        let micros = row.try_get_by_index::<Option<i64>>(column)?;
        Ok(micros.map(Instant::from_micros))
    };
    let case: Option<Uuid> = row.try_get_by_index(3)?;
    let lead: Option<Uuid> = row.try_get_by_index(12)?;
    let person: Option<Uuid> = row.try_get_by_index(13)?;
    let state: Option<String> = row.try_get_by_index(14)?;
    let state = state.map(|state| code("conference", ConferenceState::from_code, &state));
    let agency: Option<Uuid> = row.try_get_by_index(15)?;
    let number: Option<i32> = row.try_get_by_index(17)?;
    let lead = lead.filter(|_| person == Some(account));
    Ok(ShareHead {
        stored: StoredShare {
            share: MapShare {
                id,
                with: with(row)?,
                since: Instant::from_micros(row.try_get_by_index(7)?),
                until: instant(8)?,
                ended: instant(9)?,
            },
            account: AccountId::from_uuid(account),
            share_case: case.map(CaseId::from_uuid),
            name: said.name,
            agency: agency.map(OrganizationId::from_uuid),
            categories: categories(TABLE, &said.categories)?,
            readings: row.try_get_by_index(10)?,
            last_read_on: row.try_get_by_index(11)?,
        },
        lead: lead.map(OrganizationId::from_uuid),
        reads_at: lead
            .map(|lead| agency.unwrap_or(lead))
            .map(OrganizationId::from_uuid),
        conference: state.transpose()?,
        keeper: row
            .try_get_by_index::<Option<Uuid>>(16)?
            .map(AccountId::from_uuid),
        number: number.and_then(|number| CaseNumber::new(u32::try_from(number).ok()?)),
    })
}

/// What ends the open shares of an account; what is put behind it says which of them.
pub(super) fn ending(account: AccountId, now: Instant) -> Sql {
    let mut sql = Sql::new("UPDATE map_share SET ended_at = ");
    sql.bind(now.micros())
        .push(" WHERE ended_at IS NULL AND account_id = ")
        .bind(account.uuid());
    sql
}

pub(crate) async fn found(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    of: Sql,
) -> Result<Vec<ShareHead>, StoreFault> {
    let mut sql = Sql::new(COLUMNS);
    sql.add(of).push(" ORDER BY s.since DESC, s.id DESC");
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[6]).await?;
    found.iter().map(|row| head(row, &opener)).collect()
}

/// What the person of a case shows or showed by it, the newest first, as long as the case is about them.
pub(crate) async fn shown_by(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    case: CaseId,
) -> Result<Vec<StoredShare>, StoreFault> {
    let of = Sql::with("s.case_id = ?", [case.uuid().into()]);
    let heads = found(connection, keys, of).await?.into_iter();
    // What was shown at another agency of the team is not the lead's to know.
    let own = heads.filter(|head| head.lead.is_some() && head.stored.agency.is_none());
    Ok(own.map(ShareHead::told).collect())
}

impl Store {
    /// To whom the map of an account is or was shown, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn map_shares(&self, account: AccountId) -> Result<Vec<StoredShare>, StoreFault> {
        let of = Sql::with("s.account_id = ?", [account.uuid().into()]);
        let heads = found(&self.reader, &self.keys, of).await?;
        Ok(heads.into_iter().map(ShareHead::told).collect())
    }

    /// A share, for the rule.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn map_share(&self, by: SharedBy) -> Result<Option<ShareHead>, StoreFault> {
        let of = match by {
            SharedBy::Id(id) => Sql::with("s.id = ?", [id.uuid().into()]),
            SharedBy::Secret(hash) => Sql::with("s.secret_hash = ?", [hash.to_vec().into()]),
        };
        let heads = found(&self.reader, &self.keys, of).await?;
        Ok(heads.into_iter().next())
    }
}

impl Work {
    /// How many shares of an account stand open.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_map_shares(
        &self,
        account: AccountId,
        now: Instant,
    ) -> Result<i64, StoreFault> {
        let of = format!(
            "map_share WHERE ended_at IS NULL AND (until IS NULL OR until > {}) AND account_id = ?",
            now.micros()
        );
        count(self, &of, account).await
    }

    /// Keeps a new share.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_map_share(
        &self,
        stored: &StoredShare,
        secret: Option<&SecretHash>,
    ) -> Result<(), StoreFault> {
        let share = &stored.share;
        let said = Said {
            name: stored.name.clone(),
            categories: category_codes(&stored.categories),
        };
        let text = written(TABLE, &said)?;
        let sealed = self.seal_text(owner(stored.account), cell(share.id), &text);
        let sealed = sealed.await?;
        let (supporter, conference) = match share.with {
            SharedWith::Supporter(id) => (Some(id.uuid()), None),
            SharedWith::Conference(id) => (None, Some(id.uuid())),
            SharedWith::Link => (None, None),
        };
        let mut sql = Sql::new(
            "INSERT INTO map_share (id, account_id, kind, case_id, supporter_id, conference_id, secret_hash, \
             said, since, until, readings, agency_id) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(share.id.uuid()),
            Value::from(stored.account.uuid()),
            Value::from(share.with.code()),
            Value::from(stored.share_case.map(CaseId::uuid)),
            Value::from(supporter),
            Value::from(conference),
            Value::from(secret.map(|hash| hash.to_vec())),
            Value::from(sealed),
            Value::from(share.since.micros()),
            Value::from(share.until.map(Instant::micros)),
            Value::from(0_i64),
            Value::from(stored.agency.map(OrganizationId::uuid)),
        ]));
        write(self, sql).await?;
        self.note_account(stored.account, TABLE, None, Some(share.with.code()));
        Ok(())
    }

    /// Ends a share of an account; another's stays. Says whether it stood open until now.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn end_map_share(
        &self,
        account: AccountId,
        id: MapShareId,
        now: Instant,
    ) -> Result<bool, StoreFault> {
        let mut sql = ending(account, now);
        sql.push(" AND id = ").bind(id.uuid());
        let is_ended = write(self, sql).await? == 1;
        if is_ended {
            self.note_account(account, TABLE, Some("open"), Some("ended"));
        }
        Ok(is_ended)
    }

    /// Ends what an account shows by the cases of a person: whoever leaves them takes their map along.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn end_map_shares_of_person(
        &self,
        account: AccountId,
        person: PersonId,
        now: Instant,
    ) -> Result<(), StoreFault> {
        let mut sql = ending(account, now);
        sql.push(
                " AND case_id IN (SELECT c.id FROM support_case c JOIN person k ON k.id = c.person_id \
                 WHERE COALESCE(k.same_as, k.id) = (SELECT COALESCE(same_as, id) FROM person WHERE id = ",
            )
            .bind(person.uuid())
            .push("))");
        if write(self, sql).await? > 0 {
            self.note_account(account, TABLE, Some("open"), Some("ended"));
        }
        Ok(())
    }
}
