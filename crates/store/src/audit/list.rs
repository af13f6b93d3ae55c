//! Lines as they are shown, and erasing what tells of a person.

use renkei_domain::audit::{KnownBy, LineAction, Seen, SeenKind};
use renkei_domain::ids::AccountId;
use renkei_domain::record::Actor;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait as _, QueryResult};
use uuid::Uuid;

use super::inside::{Inside, Restricted};
use super::items::{self, ItemGroup};
use super::line::{COLUMN_COUNT, COLUMNS, StoredLine};
use crate::directory::words::code;
use crate::fault::StoreFault;
use crate::keys::Opener;
use crate::people::account::read_name;
use crate::record::actor_from_parts;
use crate::sql::Sql;
use crate::store::Store;

/// Which lines are asked for. Whatever is left out narrows nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// What this account read and did.
    pub account: Option<AccountId>,
    /// What was read of this, or done with it.
    pub subject: Option<Uuid>,
    /// Not before this.
    pub from: Option<Instant>,
    /// Before this.
    pub until: Option<Instant>,
    /// What comes after this line, in the order of the newest first.
    pub after: Option<Uuid>,
    /// The most lines.
    pub limit: u32,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its id; that of an act has the act's.
    pub id: Uuid,
    /// When.
    pub at: Instant,
    /// Whether somebody read or did something.
    pub action: LineAction,
    /// Why: of an act its purpose, of a reading the rights by which it was read.
    pub purpose: String,
    /// Who; `None` where nobody said so.
    pub actor: Option<Actor>,
    /// The name of the account, while there is one.
    pub name: Option<String>,
    /// By what they were known.
    pub known_by: Option<KnownBy>,
    /// The request, as the log names it too.
    pub request: Option<Uuid>,
    /// What it is about.
    pub items: Vec<ItemGroup>,
    /// Where the request came from, as JSON; `None` once it was erased.
    pub detail: Option<String>,
    /// Whether it is chained.
    pub is_sealed: bool,
}

/// Lines, with who reads them: one's own are nobody's secret.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditLines {
    /// Who reads.
    pub reader: Option<AccountId>,
    /// The lines, the newest first.
    pub lines: Vec<AuditEntry>,
}

impl Restricted for AuditLines {
    fn seen(&self, seen: &mut Vec<Seen>) {
        let is_own = |entry: &AuditEntry| {
            let own = self.reader.map(Actor::Account);
            own.is_some() && entry.actor == own
        };
        let others = self.lines.iter().filter(|entry| !is_own(entry));
        seen.extend(others.map(|entry| Seen {
            kind: SeenKind::AuditLine,
            of: None,
            id: entry.id,
        }));
    }
}

impl Store {
    /// Lines, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn audit_lines(
        &self,
        reader: Option<AccountId>,
        query: &AuditQuery,
    ) -> Result<Inside<AuditLines>, StoreFault> {
        let mut conditions = Vec::new();
        if let Some(account) = query.account {
            conditions.push(Sql::with("a.account_id = ?", [account.uuid().into()]));
        }
        if let Some(subject) = query.subject {
            conditions.push(Sql::with(
                "a.id IN (SELECT audit_id FROM audit_subject WHERE subject_id = ?)",
                [subject.into()],
            ));
        }
        if let Some(from) = query.from {
            conditions.push(Sql::with("a.at >= ?", [from.micros().into()]));
        }
        if let Some(until) = query.until {
            conditions.push(Sql::with("a.at < ?", [until.micros().into()]));
        }
        if let Some(after) = query.after {
            conditions.push(Sql::with("a.id < ?", [after.into()]));
        }
        let mut sql = Sql::new("SELECT ");
        // Ids begin with the time at which they were made.
        sql.push(COLUMNS)
            .push(
                ", d.body, c.name FROM audit a \
                 LEFT JOIN audit_detail d ON d.request_id = a.request_id \
                 LEFT JOIN account c ON c.id = a.account_id WHERE ",
            )
            .add(Sql::joined(conditions, " AND ", "1 = 1"))
            .push(" ORDER BY a.id DESC LIMIT ")
            .bind(i64::from(query.limit));
        let rows = self.reader.query_all_raw(sql.statement(&self.reader));
        let rows = rows.await?;
        let opener = self.keys.opener_of_rows(&self.reader, &rows, &[NAME]);
        let opener = opener.await?;
        let lines = rows.iter().map(|row| read(row, &opener));
        let lines = lines.collect::<Result<_, _>>()?;
        Ok(Inside::of(AuditLines { reader, lines }))
    }

    /// Erases what tells of persons where requests before an instant came from; the lines stay, and so
    /// does their chain. Says how many.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn erase_audit_details(&self, before: Instant) -> Result<u64, StoreFault> {
        let sql = Sql::with(
            "DELETE FROM audit_detail WHERE made_at < ?",
            [before.micros().into()],
        );
        self.alone(sql.statement(&self.writer)).await
    }
}

/// The place of the name of the account.
const NAME: usize = COLUMN_COUNT + 1;

fn read(row: &QueryResult, opener: &Opener) -> Result<AuditEntry, StoreFault> {
    let stored = StoredLine::read(row)?;
    let line = stored.line;
    let sealed: Option<Vec<u8>> = row.try_get_by_index(NAME)?;
    let name = match line.account.filter(|_| sealed.is_some()) {
        Some(account) => {
            let account = AccountId::from_uuid(account);
            Some(read_name(account, row, NAME, opener)?.to_string())
        }
        None => None,
    };
    let known_by = line.known_by.as_deref().zip(line.known_by_id);
    Ok(AuditEntry {
        id: line.id,
        at: Instant::from_micros(line.at),
        action: code("audit", LineAction::from_code, &line.action)?,
        purpose: line.purpose,
        actor: actor_from_parts(&line.actor_kind, line.account),
        name,
        known_by: known_by.and_then(|(code, id)| KnownBy::from_parts(code, id)),
        request: line.request,
        items: items::read(&line.items),
        detail: row.try_get_by_index(COLUMN_COUNT)?,
        is_sealed: stored.seal.is_some(),
    })
}
