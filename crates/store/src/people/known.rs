//! An account as one request needs it: who it is, what it is today and which networks it may look into,
//! in one statement, from the secret that was shown.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use renkei_domain::ids::{AccountId, MembershipId, NetworkId};
use renkei_domain::people::{
    Display, HeldPost, MailAddress, Membership, OrganizationPost, Standing,
};
use renkei_domain::text::Line;
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use super::account::{read_mail, read_name};
use super::session::{self, StoredSession};
use super::token::{self, StoredToken};
use super::{PLACE, SecretHash, read_standing, rows};
use crate::fault::StoreFault;
use crate::keys::{KeyRing, Opener};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

/// An account with what it is on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownAccount {
    /// Its id.
    pub id: AccountId,
    /// The name of its owner.
    pub name: Line,
    /// The address by which it signs in.
    pub mail: MailAddress,
    /// Whether it was disabled.
    pub is_disabled: bool,
    /// Whether it has an authenticator.
    pub has_totp: bool,
    /// Whether it has a passkey, wherever that opens.
    pub has_passkey: bool,
    /// Whether it has a sheet of codes that counts, used up or not.
    pub has_sheet: bool,
    /// How many codes of its sheet are unused.
    pub codes_left: u32,
    /// What it is on that day, the oldest first.
    pub standings: Vec<KnownStanding>,
    /// The networks it may look into: those it coordinates and those its organizations are members of.
    pub networks: Vec<NetworkId>,
    /// What it answers for on that day in the organizations it works for.
    pub posts: Vec<HeldPost>,
    /// How its owner wants pages to look.
    pub display: Display,
}

/// What an account is somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownStanding {
    /// The membership.
    pub membership: Membership,
    /// The name of the network or the 法人.
    pub place: Option<String>,
    /// The networks that it opens.
    pub networks: Vec<NetworkId>,
    /// Who takes over what it brings with it to do, on the day on which it ends.
    pub successor: Option<AccountId>,
}

impl KnownAccount {
    /// Whether it is something on that day of which no end is known: only so may it take on what is to last.
    #[must_use]
    pub fn stays(&self, standing: Standing) -> bool {
        let mut lasting = self.lasting();
        lasting.any(|known| known.membership.standing == standing)
    }

    /// Whether it is something on that day, no more from a day on that is known, and nobody is named who takes over
    /// then.
    #[must_use]
    pub fn leaves_to_nobody(&self, standing: Standing) -> bool {
        let standings = self.standings.iter();
        let mut held = standings.filter(|known| known.membership.standing == standing);
        let goes =
            |known: &KnownStanding| known.membership.until.is_some() && known.successor.is_none();
        held.next()
            .is_some_and(|first| goes(first) && held.all(goes))
    }

    /// Whether it may look into a network on that day by something of which no end is known.
    #[must_use]
    pub fn stays_in(&self, network: NetworkId) -> bool {
        self.lasting()
            .any(|known| known.networks.contains(&network))
    }

    fn lasting(&self) -> impl Iterator<Item = &KnownStanding> {
        let standings = self.standings.iter();
        standings.filter(|known| known.membership.until.is_none())
    }
}

/// How many columns of a row are about the account; what it was found by follows.
const ACCOUNT_COLUMNS: usize = 17;

/// A number where the account holds a post today in the organization of the standing, and else nothing.
fn bit_of(post: OrganizationPost, bit: i64, day: NaiveDate) -> Sql {
    let mut sql = Sql::new(
        "CASE WHEN EXISTS (SELECT 1 FROM organization_post o WHERE o.account_id = a.id \
         AND o.organization_id = m.organization_id AND o.post = ",
    );
    sql.bind(post.code())
        .push(" AND o.since <= ")
        .bind(day)
        .push(" AND (o.until IS NULL OR o.until > ")
        .bind(day)
        .push(&format!(")) THEN {bit} ELSE 0 END"));
    sql
}

/// `from` names the account `a`, `found_by` narrows to one.
fn statement(more_columns: &str, from: &str, found_by: Sql, day: NaiveDate) -> Sql {
    let mut sql = Sql::new(
        "SELECT a.id, a.name, a.mail, a.is_disabled, \
         CAST(CASE WHEN EXISTS (SELECT 1 FROM totp WHERE totp.account_id = a.id) THEN 1 ELSE 0 END \
         + CASE WHEN EXISTS (SELECT 1 FROM code_sheet c WHERE c.account_id = a.id \
           AND c.confirmed_at IS NOT NULL) THEN 2 ELSE 0 END \
         + CASE WHEN EXISTS (SELECT 1 FROM passkey p WHERE p.account_id = a.id) THEN 4 ELSE 0 END \
         AS BIGINT), \
         (SELECT COUNT(*) FROM code_sheet c WHERE c.account_id = a.id \
           AND c.confirmed_at IS NOT NULL AND c.used_at IS NULL), \
         m.id, m.role, m.network_id, m.organization_id, m.since, m.until, \
         COALESCE(n.name, f.name), nm.network_id, CAST(",
    );
    for (place, post) in OrganizationPost::ALL.iter().enumerate() {
        sql.push(if place == 0 { "" } else { " + " })
            .add(bit_of(*post, 1_i64 << place, day));
    }
    sql.push(" AS BIGINT), m.successor_id, a.display")
        .push(more_columns)
        .push(" FROM ")
        .push(from)
        .push(" LEFT JOIN membership m ON m.account_id = a.id AND m.since <= ")
        .bind(day)
        .push(" AND (m.until IS NULL OR m.until > ")
        .bind(day)
        .push(")")
        .push(PLACE)
        .push(
            " LEFT JOIN network_member nm ON nm.organization_id = m.organization_id \
             WHERE a.erased_at IS NULL AND ",
        )
        .add(found_by)
        .push(" ORDER BY m.since, m.id, nm.network_id");
    sql
}

/// What opens the name and the address in these rows, and one more column.
async fn opener(
    keys: &KeyRing,
    connection: &impl ConnectionTrait,
    rows: &[QueryResult],
    more: Option<usize>,
) -> Result<Opener, StoreFault> {
    let columns: Vec<usize> = [1, 2].into_iter().chain(more).collect();
    // All rows tell the same of the account.
    let first = rows.get(..1).unwrap_or_default();
    keys.opener_of_rows(connection, first, &columns).await
}

/// Reads the rows of one account: one for each standing and network it opens.
fn read(rows: &[QueryResult], opener: &Opener) -> Result<Option<KnownAccount>, StoreFault> {
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let second_factors: i64 = row.try_get_by_index(4)?;
    let codes_left: i64 = row.try_get_by_index(5)?;
    let mut standings: Vec<KnownStanding> = Vec::new();
    let mut networks = BTreeSet::new();
    let mut held = BTreeSet::new();
    for row in rows {
        let Some(id) = row.try_get_by_index::<Option<Uuid>>(6)? else {
            continue;
        };
        let id = MembershipId::from_uuid(id);
        if standings.last().is_none_or(|last| last.membership.id != id) {
            let standing = read_standing(
                "membership",
                &row.try_get_by_index::<String>(7)?,
                row.try_get_by_index(8)?,
                row.try_get_by_index(9)?,
            )?;
            let coordinated = match standing {
                Standing::Coordinator(network) => Some(network),
                Standing::Staff(_) | Standing::Person | Standing::Operator => None,
            };
            networks.extend(coordinated);
            if let Standing::Staff(organization) = standing {
                let bits: i64 = row.try_get_by_index(14)?;
                let posts = OrganizationPost::ALL.iter().enumerate();
                let posts = posts.filter(|(place, _)| bits & (1_i64 << *place) != 0);
                held.extend(posts.map(|(_, post)| HeldPost {
                    organization,
                    post: *post,
                }));
            }
            standings.push(KnownStanding {
                membership: Membership {
                    id,
                    standing,
                    since: row.try_get_by_index(10)?,
                    until: row.try_get_by_index(11)?,
                },
                place: row.try_get_by_index(12)?,
                networks: coordinated.into_iter().collect(),
                successor: row
                    .try_get_by_index::<Option<Uuid>>(15)?
                    .map(AccountId::from_uuid),
            });
        }
        let opens: Option<Uuid> = row.try_get_by_index(13)?;
        let opens = opens.map(NetworkId::from_uuid);
        networks.extend(opens);
        if let Some(standing) = standings.last_mut() {
            standing.networks.extend(opens);
        }
    }
    let id = AccountId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
    Ok(Some(KnownAccount {
        id,
        name: read_name(id, row, 1, opener)?,
        mail: read_mail(id, row, 2, opener)?,
        is_disabled: row.try_get_by_index(3)?,
        has_totp: second_factors & 1 != 0,
        has_sheet: second_factors & 2 != 0,
        has_passkey: second_factors & 4 != 0,
        codes_left: u32::try_from(codes_left).unwrap_or(0),
        standings,
        networks: networks.into_iter().collect(),
        posts: held.into_iter().collect(),
        display: Display::from_code(&row.try_get_by_index::<String>(16)?),
    }))
}

async fn known_by_id(
    keys: &KeyRing,
    connection: &impl ConnectionTrait,
    id: AccountId,
    day: NaiveDate,
) -> Result<Option<KnownAccount>, StoreFault> {
    let mut found_by = Sql::new("a.id = ");
    found_by.bind(id.uuid());
    let rows = rows(connection, statement("", "account a", found_by, day)).await?;
    read(&rows, &opener(keys, connection, &rows, None).await?)
}

impl Store {
    /// The session that a secret opens, and its account; whether it still holds is for others to say.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn known_by_session(
        &self,
        hash: &SecretHash,
        day: NaiveDate,
    ) -> Result<Option<(StoredSession, KnownAccount)>, StoreFault> {
        let mut found_by = Sql::new("s.secret_hash = ");
        found_by.bind(hash.to_vec());
        let mut columns = String::from(", ");
        columns.push_str(session::COLUMNS);
        let from = "session s JOIN account a ON a.id = s.account_id";
        let rows = rows(&self.reader, statement(&columns, from, found_by, day)).await?;
        let device = ACCOUNT_COLUMNS + session::DEVICE;
        let opener = opener(&self.keys, &self.reader, &rows, Some(device)).await?;
        let Some((row, account)) = rows.first().zip(read(&rows, &opener)?) else {
            return Ok(None);
        };
        let session = session::read(row, ACCOUNT_COLUMNS, &opener)?;
        Ok(Some((session, account)))
    }

    /// The token that a secret is, and its account; whether it still holds is for others to say.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn known_by_token(
        &self,
        hash: &SecretHash,
        day: NaiveDate,
    ) -> Result<Option<(StoredToken, KnownAccount)>, StoreFault> {
        let mut found_by = Sql::new("k.secret_hash = ");
        found_by.bind(hash.to_vec());
        let mut columns = String::from(", ");
        columns.push_str(token::COLUMNS);
        let from = "token k JOIN account a ON a.id = k.account_id";
        let rows = rows(&self.reader, statement(&columns, from, found_by, day)).await?;
        let name = ACCOUNT_COLUMNS + token::NAME;
        let opener = opener(&self.keys, &self.reader, &rows, Some(name)).await?;
        let Some((row, account)) = rows.first().zip(read(&rows, &opener)?) else {
            return Ok(None);
        };
        let token = token::read(row, ACCOUNT_COLUMNS, &opener)?;
        Ok(Some((token, account)))
    }

    /// An account as it is on a day; one that was erased is none.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn known_account(
        &self,
        id: AccountId,
        day: NaiveDate,
    ) -> Result<Option<KnownAccount>, StoreFault> {
        known_by_id(&self.keys, &self.reader, id, day).await
    }
}

impl Work {
    /// An account as it is on a day, read inside an act.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn known_account(
        &self,
        id: AccountId,
        day: NaiveDate,
    ) -> Result<Option<KnownAccount>, StoreFault> {
        known_by_id(self.keys(), self.connection(), id, day).await
    }
}
