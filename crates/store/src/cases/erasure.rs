//! Erasing what tells of somebody who is helped. Their cases stay, with number, days and stages, for the acts and
//! lines of the audit that name them; nothing that is left says who it was.

use renkei_domain::ids::{CaseId, PersonId};
use renkei_domain::record::Subject;
use renkei_domain::time::Instant;
use uuid::Uuid;

use super::case::OF_PERSON;
use super::{note_change, rows, rows_of_person, write};
use crate::fault::StoreFault;
use crate::keys::KeyOwner;
use crate::sql::Sql;
use crate::work::Work;

/// What stands in a case, by `case_id`, and tells of its person.
const IN_CASES: &[&str] = &["employment", "team_member", "case_note", "emergency_sheet"];

/// What stands beside their cases, by `person_id`; what is named by another comes after it.
const OF_PERSONS: &[&str] = &[
    "received_mail_piece",
    "received_mail",
    "about_link_address",
    "about_link",
    "conference_reply",
    "conference_mark",
    "conference_notice",
    "conference_invitation",
    "conference_way",
    "conference_decision",
    "conference_attendance",
    "minutes_item",
    "minutes",
    "poll_notice",
    "poll_answer",
    "poll_link",
    "poll",
    "agenda_item",
    "conference_participant",
    "conference",
    "copy_item",
    "copy_request",
    "incident",
    "provision",
    "receipt",
    "evidence_piece",
    "evidence_of_consent",
    "evidence",
    "consent_notice",
    "consent_sheet_answer",
    "consent_sheet",
    "consent_halt",
    "exception_step",
    "consent_exception",
    "consent",
    "consent_head",
];

impl Work {
    /// Erases what tells of a person and stands in their cases, for good. Whether the law lets the cases go, and
    /// what was told of them, is asked here, since nothing may shorten that.
    ///
    /// # Errors
    /// [`StoreFault::CaseGoesOn`] while one of their cases has not ended, [`StoreFault::KeptByLaw`] with the last
    /// day on which the law asks to keep a record of them, or when the database refuses.
    pub async fn erase_person(&self, id: PersonId, now: Instant) -> Result<(), StoreFault> {
        // First: whoever writes something down of them at this moment ends before this, and it is found below;
        // whoever comes later has no key to seal it with.
        self.destroy_keys_of(KeyOwner::Person(id)).await?;
        // Consultations that turned out to be of the same person are sealed under keys of their own.
        let mut sql = Sql::new("SELECT id FROM person WHERE same_as = ");
        sql.bind(id.uuid()).push(" ORDER BY id");
        for row in rows(self.connection(), sql).await? {
            let same = PersonId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
            self.destroy_keys_of(KeyOwner::Person(same)).await?;
        }
        if let Some(until) = self.kept_until(id).await?
            && now.in_japan().date <= until
        {
            return Err(StoreFault::KeptByLaw(until));
        }
        let mut sql = Sql::new("UPDATE person SET account_id = NULL");
        for column in OF_PERSON {
            sql.push(&format!(", {column} = NULL"));
        }
        sql.push(", erased_at = ")
            .bind(now.micros())
            .push(" WHERE id = ")
            .bind(id.uuid())
            .push(" OR same_as = ")
            .bind(id.uuid());
        write(self, sql).await?;
        let mut sql = Sql::new(
            "UPDATE support_case SET version = version + 1, topic = NULL, link_hash = NULL, \
             link_until = NULL WHERE person_id IN (",
        );
        sql.add(rows_of_person(id)).push(") RETURNING id");
        let mut cases = rows(self.connection(), sql)
            .await?
            .iter()
            .map(|row| row.try_get_by_index::<Uuid>(0))
            .collect::<Result<Vec<Uuid>, _>>()?;
        for table in OF_PERSONS {
            let mut sql = Sql::new(&format!("DELETE FROM {table} WHERE person_id IN ("));
            sql.add(rows_of_person(id)).push(")");
            write(self, sql).await?;
        }
        self.settle_erasure_plan(id, now).await?;
        // Both databases write them down in the same order.
        cases.sort_unstable();
        for case in cases {
            self.empty_case(CaseId::from_uuid(case)).await?;
        }
        Ok(())
    }

    /// Takes out of a case, and of what the log keeps of it, what tells of its person. The log keeps that there
    /// were changes, when and by whom.
    async fn empty_case(&self, case: CaseId) -> Result<(), StoreFault> {
        for table in IN_CASES {
            let mut sql = Sql::new(&format!("DELETE FROM {table} WHERE case_id = "));
            sql.bind(case.uuid());
            write(self, sql).await?;
        }
        self.drop_drafts_about(case).await?;
        let mut sql = Sql::new(
            "UPDATE change SET before_value = NULL, after_value = NULL, before_sealed = NULL, \
             after_sealed = NULL WHERE subject_kind = 'case' AND subject_id = ",
        );
        sql.bind(case.uuid());
        write(self, sql).await?;
        self.hush(Subject::Case(case));
        note_change(self, case, "person", None, None);
        Ok(())
    }

    /// Drops what somebody had typed into a form of a case, the person themselves too, or into that for a new one of
    /// the same agency, where they may have named its person. A draft is a courtesy, and sealed under the key of
    /// whoever typed.
    async fn drop_drafts_about(&self, case: CaseId) -> Result<(), StoreFault> {
        let mut sql = Sql::new("DELETE FROM draft WHERE form LIKE ");
        sql.bind(format!("/cases/{case}/%"))
            .push(" OR form LIKE ")
            .bind(format!("/my/cases/{case}/%"))
            .push(
            " OR (form LIKE '/cases/new%' AND account_id IN (SELECT m.account_id FROM membership m \
             JOIN support_case c ON c.organization_id = m.organization_id WHERE c.id = ",
        );
        sql.bind(case.uuid()).push("))");
        write(self, sql).await?;
        Ok(())
    }
}
