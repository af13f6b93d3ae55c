//! Erasing what tells of the owner of an account. The row stays, since acts, lines of the audit and
//! memberships name it; nothing that is left says who they were. [`super::forgotten`] does the same with
//! invitations.

use renkei_domain::directory::source::Dataset;
use renkei_domain::ids::AccountId;
use renkei_domain::people::erased_name;
use renkei_domain::record::Subject;
use renkei_domain::time::Instant;
use sea_orm::Value;
use uuid::Uuid;

use super::known::KnownAccount;
use super::rows;
use crate::fault::StoreFault;
use crate::keys::KeyOwner;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

/// The tables whose rows are somebody's own, by `account_id`: what they came in by, and what they kept. What
/// belongs to a session goes with it, and so do the messages of a webhook and the documents of a token.
const OWN: &[&str] = &[
    "session",
    "totp",
    "code_sheet",
    "token",
    "passkey",
    "draft",
    "planned_call",
    "relation",
    "entry_code",
    "reset_code",
    "card",
    "card_keeper",
    "address_change",
    "conference_feed",
    "busy_time",
    "busy_calendar",
    "webhook",
    "map_sheet",
    "map_share",
    "map_suggestion",
    "map_picture",
    "map_version",
    "resource_map",
];

/// The columns in which the name of somebody may stand as they typed it, with their tables.
const TYPED_NAMES: &[(&str, &str)] =
    &[("strength", "replied_by_name"), ("verification", "by_name")];

/// The entries in which somebody wrote, and those of the agencies for which they work or worked, as a condition
/// about a column.
fn their_entries(column: &str, id: Uuid) -> Sql {
    Sql::with(
        &format!(
            "({column} IN (SELECT c.subject_id FROM change c JOIN act a ON a.id = c.act_id \
             WHERE c.subject_kind = 'resource' AND a.actor_kind = 'account' AND a.actor_id = ?) \
             OR {column} IN (SELECT f.resource_id FROM resource_facts f \
             JOIN membership m ON m.organization_id = f.organization_id WHERE m.account_id = ?))"
        ),
        [id.into(), id.into()],
    )
}

/// What a file is called of which nobody is to know any more how whoever handed it in called it.
const ERASED_FILE: &str = "（名前は消去ずみ）";

impl Work {
    /// Erases what tells of the owner of an account, for good. The memberships have to be ended before.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn erase_account(
        &self,
        person: &KnownAccount,
        now: Instant,
    ) -> Result<(), StoreFault> {
        let id = person.id;
        // First: whoever keeps something for them at this moment ends before this, and it is found below;
        // whoever comes later has no key to seal it with.
        self.destroy_keys_of(KeyOwner::Account(id)).await?;
        for table in OWN {
            let mut sql = Sql::new(&format!("DELETE FROM {table} WHERE account_id = "));
            sql.bind(id.uuid());
            self.write(sql).await?;
        }
        self.leave_relations_of_others(id).await?;
        self.leave_cards_of_others(id).await?;
        self.unlink_cases_of(id).await?;
        self.empty_account(id, now).await?;
        self.erase_traces_of(person).await?;
        // The log keeps that there were changes, when and by whom.
        let mut sql = Sql::new(
            "UPDATE change SET before_value = NULL, after_value = NULL, before_sealed = NULL, \
             after_sealed = NULL WHERE subject_kind = 'account' AND subject_id = ",
        );
        sql.bind(id.uuid());
        self.write(sql).await?;
        self.hush(Subject::Account(id));
        self.note_account(id, "account", None, Some("erased"));
        Ok(())
    }

    /// Nobody waits for them to go on with what others know.
    async fn leave_relations_of_others(&self, id: AccountId) -> Result<(), StoreFault> {
        let sql = Sql::with(
            "UPDATE relation SET heir_id = NULL, version = version + 1 WHERE heir_id = ?",
            [Value::from(id.uuid())],
        );
        self.write(sql).await?;
        Ok(())
    }

    /// Nobody makes anew the cards that somebody was asked to look after, until their owners ask another.
    async fn leave_cards_of_others(&self, id: AccountId) -> Result<(), StoreFault> {
        let mut sql = Sql::new("DELETE FROM card_keeper WHERE keeper_id = ");
        sql.bind(id.uuid()).push(" RETURNING account_id");
        let mut owners = rows(self.connection(), sql)
            .await?
            .iter()
            .map(|row| row.try_get_by_index::<Uuid>(0))
            .collect::<Result<Vec<Uuid>, _>>()?;
        // Both databases write them down in the same order.
        owners.sort_unstable();
        for owner in owners {
            let owner = AccountId::from_uuid(owner);
            self.note_account(owner, "card_keeper", Some("named"), None);
        }
        Ok(())
    }

    /// Takes out of the row what tells of its owner. By the id, which is no hash of any address, nobody is
    /// found who signs in.
    async fn empty_account(&self, id: AccountId, now: Instant) -> Result<(), StoreFault> {
        let sql = Sql::with(
            "UPDATE account SET name = ?, mail = ?, mail_key = ?, password_hash = '', display = '', is_disabled = ?, \
             erased_at = ? WHERE id = ?",
            [
                Value::from(Vec::<u8>::new()),
                Value::from(Vec::<u8>::new()),
                Value::from(id.uuid().as_bytes().to_vec()),
                Value::from(true),
                Value::from(now.micros()),
                Value::from(id.uuid()),
            ],
        );
        self.write(sql).await?;
        Ok(())
    }

    /// Erases what stands under no key of theirs: from where they asked, what their files were called, and
    /// their name where they, or their agency, typed it.
    async fn erase_traces_of(&self, person: &KnownAccount) -> Result<(), StoreFault> {
        let id = person.id.uuid();
        let of_their_requests = Sql::with(
            "DELETE FROM audit_detail WHERE request_id IN \
             (SELECT request_id FROM audit WHERE account_id = ?)",
            [id.into()],
        );
        self.write(of_their_requests).await?;
        let answers = Sql::with("DELETE FROM idempotency WHERE caller_id = ?", [id.into()]);
        self.write(answers).await?;
        self.erase_file_names(id).await?;
        let nobody = erased_name();
        for (table, column) in TYPED_NAMES {
            let mut sql = Sql::with(
                &format!("UPDATE {table} SET {column} = ? WHERE {column} = ? AND "),
                [nobody.as_str().into(), person.name.as_str().into()],
            );
            sql.add(their_entries("resource_id", id));
            self.write(sql).await?;
        }
        // The log holds the same rows as they stood, sealed, and not under a key of theirs.
        self.erase_logged_name(&person.name, &their_entries("subject_id", id))
            .await
    }

    /// Erases what somebody's files were called. What a file of published data is called stays where its
    /// edition is shown: that is its publisher's word.
    async fn erase_file_names(&self, id: Uuid) -> Result<(), StoreFault> {
        let account = AccountId::from_uuid(id);
        self.rename_files_of(account, ERASED_FILE, nameless).await?;
        // Earlier versions called the run of somebody's own list as its file.
        let runs = Sql::with(
            "UPDATE import_run SET edition = ? WHERE dataset = ? \
             AND id IN (SELECT run_id FROM upload WHERE account_id = ?)",
            [
                Dataset::List.word().into(),
                Dataset::List.code().into(),
                id.into(),
            ],
        );
        self.write(runs).await?;
        Ok(())
    }
}

/// A report that does not say any more what its file was called; nothing of one that cannot be read.
fn nameless(report: &str) -> Option<String> {
    let mut report: serde_json::Value = serde_json::from_str(report).ok()?;
    let name = report.as_object_mut()?.get_mut("edition");
    if let Some(name) = name {
        *name = ERASED_FILE.into();
    }
    Some(report.to_string())
}

impl Store {
    /// Erases from where requests came of people who were erased: one that was being answered at that moment
    /// may have left its detail afterwards. Says how many.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn erase_details_of_erased(&self) -> Result<u64, StoreFault> {
        let sql = Sql::new(
            "DELETE FROM audit_detail WHERE request_id IN (SELECT a.request_id FROM audit a \
             JOIN account c ON c.id = a.account_id WHERE c.erased_at IS NOT NULL)",
        );
        self.alone(sql.statement(&self.writer)).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_loses_the_name_of_its_file_and_nothing_else() {
        let said = |name: &str| serde_json::json!({ "edition": name, "rows_read": 1, "findings": [{ "raw": "1e" }] });
        for name in ["e", "1", "\"", "花 \"2\".csv / 一覧"] {
            let left = nameless(&said(name).to_string()).expect("a report");
            let left: serde_json::Value = serde_json::from_str(&left).expect("JSON");
            assert_eq!(left, said(ERASED_FILE), "{name}");
        }
        assert_eq!(nameless("not a report"), None);
    }
}
