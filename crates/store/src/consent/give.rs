//! Keeping a consent. None is ever edited: a renewed one stands beside the one before.

use renkei_domain::consent::given::ConsentRecord;
use renkei_domain::ids::{CaseId, ConsentId, PersonId};
use sea_orm::{ConnectionTrait, Value};
use serde_json::json;
use uuid::Uuid;

use super::{Kept, KeptAsking, asking, terms};
use crate::cases::{note_change, rows, write};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, KeyRing};
use crate::sql::Sql;
use crate::work::Work;
use renkei_domain::ids::AccountId;
use renkei_domain::time::Instant;

const TABLE: &str = "consent";

/// The place of what is sealed of an asking.
const ASKING: usize = 1;

pub(super) fn cell(column: &'static str, id: ConsentId) -> Cell<'static> {
    Cell::of(TABLE, column, id.uuid())
}

/// How each consent of a person was given, in the order of acts.
pub(super) async fn askings_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    person: PersonId,
) -> Result<Vec<KeptAsking>, StoreFault> {
    let mut sql = Sql::new(
        "SELECT id, asking, renews_id, recorded_by, recorded_at FROM consent WHERE person_id = ",
    );
    sql.bind(person.uuid()).push(" ORDER BY seq");
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[ASKING]).await?;
    let askings = found.iter().map(|row| {
        let id = ConsentId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
        let text = opener.text_at(&cell("asking", id), row, ASKING)?;
        let renews = row.try_get_by_index::<Option<Uuid>>(2)?;
        Ok(KeptAsking {
            id,
            asking: asking::from_text(&text)?,
            renews: renews.map(ConsentId::from_uuid),
            kept: Kept {
                by: AccountId::from_uuid(row.try_get_by_index::<Uuid>(3)?),
                at: Instant::from_micros(row.try_get_by_index(4)?),
            },
        })
    });
    askings.collect()
}

impl Work {
    /// Whether a consent was given in the place of another already. Who asks has the head of its person, so that none
    /// comes in between.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn is_renewed(&self, consent: ConsentId) -> Result<bool, StoreFault> {
        let mut sql = Sql::new("SELECT id FROM consent WHERE renews_id = ");
        sql.bind(consent.uuid());
        Ok(!rows(self.connection(), sql).await?.is_empty())
    }

    /// Keeps a consent in the place that its terms name, which was taken from the head in this act. What it says
    /// stands in its row alone, which nothing changes.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_consent(
        &self,
        case: CaseId,
        record: &ConsentRecord,
        renews: Option<ConsentId>,
        kept: Kept,
    ) -> Result<(), StoreFault> {
        let given = &record.terms;
        let owner = KeyOwner::Person(given.person);
        let said = terms::to_text(given)?;
        let told = asking::to_text(&record.asking)?;
        let said = self
            .seal_text(owner, cell("terms", given.id), &said)
            .await?;
        let told = self
            .seal_text(owner, cell("asking", given.id), &told)
            .await?;
        let mut sql = Sql::new(
            "INSERT INTO consent (id, person_id, organization_id, seq, form, given_on, first_day, last_day, \
             terms, asking, renews_id, recorded_by, recorded_at) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(given.id.uuid()),
            Value::from(given.person.uuid()),
            Value::from(given.provider.uuid()),
            Value::from(given.seq),
            Value::from(given.form.code()),
            Value::from(given.given_on),
            Value::from(given.validity.first_day()),
            Value::from(given.validity.last_day()),
            Value::from(said),
            Value::from(told),
            Value::from(renews.map(ConsentId::uuid)),
            Value::from(kept.by.uuid()),
            Value::from(kept.at.micros()),
        ]));
        write(self, sql).await?;
        let after = json!({
            "id": given.id.to_string(),
            "form": given.form.code(),
            "first_day": given.validity.first_day().to_string(),
            "last_day": given.validity.last_day().to_string(),
            "renews": renews.map(|id| id.to_string()),
        });
        note_change(self, case, "consents", None, Some(after));
        Ok(())
    }
}
