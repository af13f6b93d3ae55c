//! Invitations: what somebody is invited to be, the hashes of the codes that were handed out, and how it
//! ended. Whom it is meant for is sealed under a key of the invitation's own: nobody knows yet whether the
//! person will ever have an account.

use renkei_domain::ids::{AccountId, InvitationId};
use renkei_domain::people::{MailAddress, Standing};
use renkei_domain::record::{Change, Subject};
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

use super::account::{mail, read_name};
use super::forgotten::{read_again, read_invited};
use super::invited::one_open;
use super::{PLACE, SecretHash, count, read_standing, rows, standing_columns};
use crate::audit::Inside;
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, KeyRing, Opener};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "invitation";

/// An invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredInvitation {
    /// Its id.
    pub id: InvitationId,
    /// What one is invited to be.
    pub standing: Standing,
    /// Whom it is meant for, as the inviter knows them; forgotten once it is over.
    pub name: Option<Line>,
    /// Where it was sent, where it was.
    pub mail: Option<MailAddress>,
    /// Who answers for it; absent where a command sent it.
    pub invited_by: Option<AccountId>,
    /// When it was made.
    pub invited_at: Instant,
    /// From when on it is accepted no more.
    pub expires_at: Instant,
}

/// An open invitation as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenInvitation {
    /// The invitation.
    pub invitation: StoredInvitation,
    /// The name of the network or the 法人.
    pub place: Option<String>,
    /// The name of who answers for it.
    pub inviter: Option<String>,
    /// Whether the account of who answers for it was disabled: until somebody else does, or it is enabled
    /// again, nobody comes in by it.
    pub is_inviter_disabled: bool,
}

/// The head of a statement whose rows [`read`] takes.
pub(super) const COLUMNS: &str = "SELECT m.id, m.role, m.network_id, m.organization_id, m.invited_name, m.mail, \
     m.invited_by, m.invited_at, m.expires_at, COALESCE(n.name, f.name), i.name, i.is_disabled \
     FROM invitation m LEFT JOIN account i ON i.id = m.invited_by";

/// Nobody has accepted it, withdrawn it or let it lie too long.
pub(super) const OPEN: &str =
    "m.accepted_at IS NULL AND m.withdrawn_at IS NULL AND m.expires_at > ";

/// The columns that are sealed: those of the invitation, and the name of who answers for it.
const SEALED: &[usize] = &[4, 5, 10];

/// Reads all rows of a statement.
pub(super) async fn read_all(
    keys: &KeyRing,
    connection: &impl ConnectionTrait,
    sql: Sql,
) -> Result<Vec<OpenInvitation>, StoreFault> {
    read_again(|| read_once(keys, connection, sql.clone())).await
}

async fn read_once(
    keys: &KeyRing,
    connection: &impl ConnectionTrait,
    sql: Sql,
) -> Result<Vec<OpenInvitation>, StoreFault> {
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, SEALED).await?;
    found.iter().map(|row| read(row, &opener)).collect()
}

fn invited_name(id: InvitationId) -> Cell<'static> {
    Cell::of(TABLE, "invited_name", id.uuid())
}

fn invited_mail(id: InvitationId) -> Cell<'static> {
    Cell::of(TABLE, "mail", id.uuid())
}

fn read(row: &QueryResult, opener: &Opener) -> Result<OpenInvitation, StoreFault> {
    let id = InvitationId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
    let address = opener.text_opt_at(&invited_mail(id), row, 5)?;
    let invited_by: Option<Uuid> = row.try_get_by_index(6)?;
    let invited_by = invited_by.map(AccountId::from_uuid);
    let inviter = invited_by.map(|inviter| read_name(inviter, row, 10, opener));
    let is_inviter_disabled: Option<bool> = row.try_get_by_index(11)?;
    Ok(OpenInvitation {
        invitation: StoredInvitation {
            id,
            standing: read_standing(
                TABLE,
                &row.try_get_by_index::<String>(1)?,
                row.try_get_by_index(2)?,
                row.try_get_by_index(3)?,
            )?,
            name: read_invited(&invited_name(id), row, 4, opener)?,
            mail: address.map(|text| mail(TABLE, &text)).transpose()?,
            invited_by,
            invited_at: Instant::from_micros(row.try_get_by_index(7)?),
            expires_at: Instant::from_micros(row.try_get_by_index(8)?),
        },
        place: row.try_get_by_index(9)?,
        inviter: inviter.transpose()?.map(|name| name.to_string()),
        is_inviter_disabled: is_inviter_disabled.unwrap_or(false),
    })
}

impl Store {
    /// The open invitation that a code belongs to.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn invitation_by_code(
        &self,
        hash: &SecretHash,
        now: Instant,
    ) -> Result<Option<OpenInvitation>, StoreFault> {
        let mut sql = Sql::new(COLUMNS);
        sql.push(PLACE)
            .push("JOIN invitation_code c ON c.invitation_id = m.id WHERE ")
            .push(OPEN)
            .bind(now.micros())
            .push(" AND c.code_hash = ")
            .bind(hash.to_vec());
        let found = read_all(&self.keys, &self.reader, sql).await?;
        Ok(found.into_iter().next())
    }

    /// Every open invitation, the newest first. There are as many as people who are expected.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_invitations(
        &self,
        now: Instant,
    ) -> Result<Inside<Vec<OpenInvitation>>, StoreFault> {
        let mut sql = Sql::new(COLUMNS);
        sql.push(PLACE)
            .push("WHERE ")
            .push(OPEN)
            .bind(now.micros())
            .push(" ORDER BY m.invited_at DESC, m.id DESC");
        let open = read_all(&self.keys, &self.reader, sql).await?;
        Ok(Inside::of(open))
    }

    /// One open invitation.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_invitation(
        &self,
        id: InvitationId,
        now: Instant,
    ) -> Result<Option<OpenInvitation>, StoreFault> {
        let found = read_all(&self.keys, &self.reader, one_open(id, now)).await?;
        Ok(found.into_iter().next())
    }
}

impl Work {
    /// Keeps a new invitation.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_invitation(&self, invitation: &StoredInvitation) -> Result<(), StoreFault> {
        let (role, network, organization) = standing_columns(invitation.standing);
        let owner = KeyOwner::Invitation(invitation.id);
        let name = match &invitation.name {
            Some(name) => {
                let cell = invited_name(invitation.id);
                self.seal_text(owner, cell, name.as_str()).await?
            }
            None => Vec::new(),
        };
        let mail = match &invitation.mail {
            Some(mail) => {
                let cell = invited_mail(invitation.id);
                Some(self.seal_text(owner, cell, mail.as_str()).await?)
            }
            None => None,
        };
        let mut sql = Sql::new(
            "INSERT INTO invitation (id, role, network_id, organization_id, invited_name, mail, invited_by, \
             invited_at, expires_at) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(invitation.id.uuid()),
            Value::from(role),
            Value::from(network),
            Value::from(organization),
            Value::from(name),
            Value::from(mail),
            Value::from(invitation.invited_by.map(AccountId::uuid)),
            Value::from(invitation.invited_at.micros()),
            Value::from(invitation.expires_at.micros()),
        ]));
        self.write(sql).await?;
        let line = serde_json::json!({
            "state": "open",
            "role": role,
            "network": network.map(|id| id.to_string()),
            "organization": organization.map(|id| id.to_string()),
        });
        self.note(Change {
            subject: Subject::Invitation(invitation.id),
            field_group: "invitation".to_owned(),
            before: None,
            after: Some(line.to_string()),
        });
        Ok(())
    }

    /// Keeps the hash of a code that opens an invitation.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_invitation_code(
        &self,
        id: InvitationId,
        hash: &SecretHash,
        now: Instant,
    ) -> Result<(), StoreFault> {
        let mut sql =
            Sql::new("INSERT INTO invitation_code (code_hash, invitation_id, made_at) VALUES ");
        sql.add(Sql::row([
            Value::from(hash.to_vec()),
            Value::from(id.uuid()),
            Value::from(now.micros()),
        ]));
        self.write(sql).await?;
        self.note(Change {
            subject: Subject::Invitation(id),
            field_group: "code".to_owned(),
            before: None,
            after: Some(serde_json::json!({ "state": "made" }).to_string()),
        });
        Ok(())
    }

    /// Accepts an open invitation whose sender's account is in use; of several at once one succeeds.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn take_invitation(
        &self,
        id: InvitationId,
        account: AccountId,
        now: Instant,
    ) -> Result<bool, StoreFault> {
        let mut sql = Sql::new("UPDATE invitation SET accepted_at = ");
        sql.bind(now.micros())
            .push(", accepted_by = ")
            .bind(account.uuid());
        let in_use = " AND NOT EXISTS (SELECT 1 FROM account i \
             WHERE i.id = invitation.invited_by AND i.is_disabled)";
        self.close_invitation(sql, id, now, ("accepted", in_use))
            .await
    }

    /// Withdraws an open invitation.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn withdraw_invitation(
        &self,
        id: InvitationId,
        now: Instant,
    ) -> Result<bool, StoreFault> {
        let mut sql = Sql::new("UPDATE invitation SET withdrawn_at = ");
        sql.bind(now.micros());
        self.close_invitation(sql, id, now, ("withdrawn", "")).await
    }

    async fn close_invitation(
        &self,
        mut update: Sql,
        id: InvitationId,
        now: Instant,
        (state, condition): (&str, &str),
    ) -> Result<bool, StoreFault> {
        update
            .push(" WHERE accepted_at IS NULL AND withdrawn_at IS NULL AND expires_at > ")
            .bind(now.micros())
            .push(" AND id = ")
            .bind(id.uuid())
            .push(condition);
        let is_closed = self.write(update).await? == 1;
        if is_closed {
            self.note(Change {
                subject: Subject::Invitation(id),
                field_group: "invitation".to_owned(),
                before: Some(serde_json::json!({ "state": "open" }).to_string()),
                after: Some(serde_json::json!({ "state": state }).to_string()),
            });
        }
        Ok(is_closed)
    }

    /// How many open invitations an account answers for because of a standing: those to the same place,
    /// a network's member organizations included, and those of persons.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn count_invitations_of(
        &self,
        account: AccountId,
        standing: Standing,
        now: Instant,
    ) -> Result<i64, StoreFault> {
        let mut sql = Sql::new("SELECT COUNT(*) FROM invitation m WHERE ");
        sql.add(of_standing(account, standing, now));
        count(self.connection(), sql).await
    }

    /// Makes a successor answer for those invitations.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn hand_over_invitations(
        &self,
        account: AccountId,
        standing: Standing,
        successor: AccountId,
        now: Instant,
    ) -> Result<(), StoreFault> {
        let mut sql = Sql::new("UPDATE invitation SET invited_by = ");
        sql.bind(successor.uuid())
            .push(" WHERE id IN (SELECT m.id FROM invitation m WHERE ")
            .add(of_standing(account, standing, now))
            .push(") RETURNING id");
        let mut handed = rows(self.connection(), sql)
            .await?
            .iter()
            .map(|row| row.try_get_by_index::<Uuid>(0))
            .collect::<Result<Vec<Uuid>, _>>()?;
        // Both databases write them down in the same order.
        handed.sort_unstable();
        let keeper = |id: AccountId| serde_json::json!({ "keeper": id.to_string() }).to_string();
        for id in handed {
            self.note(Change {
                subject: Subject::Invitation(InvitationId::from_uuid(id)),
                field_group: "keeper".to_owned(),
                before: Some(keeper(account)),
                after: Some(keeper(successor)),
            });
        }
        Ok(())
    }
}

/// The open invitations that an account answers for because of a standing.
fn of_standing(account: AccountId, standing: Standing, now: Instant) -> Sql {
    let mut sql = Sql::new(OPEN);
    sql.bind(now.micros())
        .push(" AND m.invited_by = ")
        .bind(account.uuid());
    match standing {
        Standing::Coordinator(network) => sql
            .push(" AND (m.role = 'person' OR m.network_id = ")
            .bind(network.uuid())
            .push(
                " OR m.organization_id IN \
                 (SELECT organization_id FROM network_member WHERE network_id = ",
            )
            .bind(network.uuid())
            .push("))"),
        Standing::Staff(organization) => sql
            .push(" AND (m.role = 'person' OR m.organization_id = ")
            .bind(organization.uuid())
            .push(")"),
        // Whoever runs the installation invites everywhere.
        Standing::Operator => &mut sql,
        // A person invites nobody.
        Standing::Person => sql.push(" AND 1 = 0"),
    };
    sql
}
