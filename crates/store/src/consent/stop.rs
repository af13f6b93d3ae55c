//! Pausing, taking up again and withdrawing. A halt is a line of its own; what is taken up again says so in it.

use renkei_domain::cases::employment::Voice;
use renkei_domain::consent::{Halt, HaltOf, HaltState, Reach};
use renkei_domain::ids::{AccountId, CaseId, ConsentId, HaltId, OrganizationId, PersonId};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, Value};
use serde_json::json;
use uuid::Uuid;

use super::Kept;
use crate::cases::{note_change, rows, write};
use crate::directory::words::{code, unreadable};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner};
use crate::sql::Sql;
use crate::work::Work;

pub(super) const TABLE: &str = "consent_halt";

const PAUSED: &str = "paused";
const RESUMED: &str = "resumed";
const WITHDRAWN: &str = "withdrawn";

pub(super) fn cell(id: HaltId) -> Cell<'static> {
    Cell::of(TABLE, "reach", id.uuid())
}

/// The word of a state.
const fn word(state: HaltState) -> &'static str {
    match state {
        HaltState::Paused => PAUSED,
        HaltState::Resumed { .. } => RESUMED,
        HaltState::Withdrawn => WITHDRAWN,
    }
}

/// What stands in the row of a halt beside its place; its reach was opened.
pub(super) struct HaltRow<'r> {
    pub(super) id: HaltId,
    pub(super) seq: i64,
    pub(super) consent: Option<Uuid>,
    pub(super) reach: Option<String>,
    pub(super) state: &'r str,
    pub(super) resumed_seq: Option<i64>,
    pub(super) voice: &'r str,
}

impl HaltRow<'_> {
    pub(super) fn read(self) -> Result<Halt, StoreFault> {
        let state = match (self.state, self.resumed_seq) {
            (PAUSED, None) => HaltState::Paused,
            (RESUMED, Some(seq)) => HaltState::Resumed { seq },
            (WITHDRAWN, None) => HaltState::Withdrawn,
            _ => return Err(unreadable(TABLE, self.state)),
        };
        let reach = self.reach.as_deref();
        let reach =
            reach.map(|text| Reach::from_code(text).ok_or_else(|| unreadable(TABLE, "reach")));
        Ok(Halt {
            id: self.id,
            seq: self.seq,
            of: self.consent.map_or(HaltOf::Everything, |id| {
                HaltOf::One(ConsentId::from_uuid(id))
            }),
            reach: reach.transpose()?.unwrap_or(Reach::Whole),
            state,
            by: code(TABLE, Voice::from_code, self.voice)?,
        })
    }
}

/// Who wrote down each halt of a person, in the order of acts.
pub(super) async fn kept_of(
    connection: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Vec<(HaltId, Kept)>, StoreFault> {
    let mut sql =
        Sql::new("SELECT id, recorded_by, recorded_at FROM consent_halt WHERE person_id = ");
    sql.bind(person.uuid()).push(" ORDER BY seq");
    let found = rows(connection, sql).await?;
    let kept = found.iter().map(|row| {
        let kept = Kept {
            by: AccountId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
            at: Instant::from_micros(row.try_get_by_index(2)?),
        };
        Ok((HaltId::from_uuid(row.try_get_by_index::<Uuid>(0)?), kept))
    });
    kept.collect()
}

/// What the log keeps of a halt: not whom or what it names, which stands sealed in its row.
fn logged(halt: &Halt) -> serde_json::Value {
    let consent = match halt.of {
        HaltOf::Everything => None,
        HaltOf::One(id) => Some(id.to_string()),
    };
    json!({
        "id": halt.id.to_string(),
        "consent": consent,
        "state": word(halt.state),
        "voice": halt.by.code(),
    })
}

impl Work {
    /// Keeps a halt of the consents that a person gave an organization, in the place that it names, which was taken
    /// from the head in this act.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_halt(
        &self,
        case: CaseId,
        of: (PersonId, OrganizationId),
        halt: &Halt,
        kept: Kept,
    ) -> Result<(), StoreFault> {
        let (person, organization) = of;
        let owner = KeyOwner::Person(person);
        // One that stops a consent as a whole says so in the open: it is then over, and no list tells of its end.
        let reach = match halt.reach {
            Reach::Whole => None,
            partly => Some(self.seal_text(owner, cell(halt.id), &partly.code()).await?),
        };
        let consent = match halt.of {
            HaltOf::Everything => None,
            HaltOf::One(id) => Some(id.uuid()),
        };
        let resumed = match halt.state {
            HaltState::Resumed { seq } => Some(seq),
            HaltState::Paused | HaltState::Withdrawn => None,
        };
        let mut sql = Sql::new(
            "INSERT INTO consent_halt (id, person_id, organization_id, seq, consent_id, reach, state, \
             resumed_seq, voice, recorded_by, recorded_at) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(halt.id.uuid()),
            Value::from(person.uuid()),
            Value::from(organization.uuid()),
            Value::from(halt.seq),
            Value::from(consent),
            Value::from(reach),
            Value::from(word(halt.state)),
            Value::from(resumed),
            Value::from(halt.by.code()),
            Value::from(kept.by.uuid()),
            Value::from(kept.at.micros()),
        ]));
        write(self, sql).await?;
        note_change(self, case, "consents", None, Some(logged(halt)));
        Ok(())
    }

    /// Keeps that a pause of a person is over.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn resume_halt(
        &self,
        case: CaseId,
        person: PersonId,
        before: &Halt,
        after: &Halt,
        at: Instant,
    ) -> Result<(), StoreFault> {
        let HaltState::Resumed { seq } = after.state else {
            return Err(unreadable(TABLE, word(after.state)));
        };
        let mut sql = Sql::new("UPDATE consent_halt SET state = ");
        sql.bind(RESUMED)
            .push(", resumed_seq = ")
            .bind(seq)
            .push(", resumed_at = ")
            .bind(at.micros())
            .push(" WHERE person_id = ")
            .bind(person.uuid())
            .push(" AND id = ")
            .bind(after.id.uuid());
        write(self, sql).await?;
        let [was, is] = [before, after].map(logged);
        note_change(self, case, "consents", Some(was), Some(is));
        Ok(())
    }
}
