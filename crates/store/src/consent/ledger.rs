//! Reading the ledger of a person whole: one statement for what was agreed to, stopped and excepted, and one for
//! the employments, which another agency's case may name too. The person of a case is read as in
//! [`crate::access::cases`]: a consultation that was bound to somebody who is known belongs to them.

use chrono::NaiveDate;
use renkei_domain::cases::case::Case;
use renkei_domain::cases::employment::EmploymentDisclosure;
use renkei_domain::consent::{Consent, Form, Ledger, Validity};
use renkei_domain::ids::{
    AccountId, ConsentId, EmploymentId, ExceptionId, HaltId, OrganizationId, PersonId,
};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use super::except::ExceptionRow;
use super::stop::HaltRow;
use super::{except, give, stop, terms};
use crate::cases::employment::{FIELDS, SEALED, read};
use crate::cases::{rows, rows_of_person};
use crate::directory::words::{code, unreadable};
use crate::fault::StoreFault;
use crate::keys::{KeyRing, Opener};
use crate::sql::Sql;
use crate::work::Work;

const CONSENT: &str = "consent";
const HALT: &str = "halt";
const EXCEPTION: &str = "exception";
const KEEPER: &str = "keeper";

/// Each line of a ledger, by its kind, and who keeps a record of the person with the place of the last line. What
/// was excepted while nobody knew whose consultation it was stands beside the person of that time; agreed to and
/// stopped is nothing before a name is known, so that the places of lines come from one head.
const LINES: [&str; 4] = [
    "SELECT 'consent', id, organization_id, seq, terms, form, given_on, first_day, last_day, CAST(NULL AS uuid), \
     CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS TEXT) \
     FROM consent WHERE person_id IN (",
    ") UNION ALL SELECT 'halt', id, organization_id, seq, reach, state, NULL, NULL, NULL, consent_id, \
     resumed_seq, NULL, NULL, voice FROM consent_halt WHERE person_id IN (",
    ") UNION ALL SELECT 'exception', id, organization_id, seq, said, NULL, NULL, NULL, NULL, named_by, \
     named_at, ended_at, released_at, NULL FROM consent_exception WHERE person_id IN (",
    ") UNION ALL SELECT 'keeper', c.id, c.organization_id, COALESCE(h.seq, 0), NULL, NULL, NULL, NULL, NULL, NULL, \
     NULL, NULL, NULL, NULL FROM support_case c JOIN person k ON k.id = c.person_id \
     LEFT JOIN consent_head h ON h.person_id = COALESCE(k.same_as, k.id) WHERE c.person_id IN (",
];

/// The place of what is sealed in a line.
const SAID: usize = 4;

fn instant(row: &QueryResult, column: usize) -> Result<Option<Instant>, StoreFault> {
    let micros = row.try_get_by_index::<Option<i64>>(column)?;
    Ok(micros.map(Instant::from_micros))
}

fn consent(person: PersonId, row: &QueryResult, opener: &Opener) -> Result<Consent, StoreFault> {
    let id = ConsentId::from_uuid(row.try_get_by_index::<Uuid>(1)?);
    let said = terms::from_text(&opener.text_at(&give::cell("terms", id), row, SAID)?)?;
    let validity = Validity::new(row.try_get_by_index(7)?, row.try_get_by_index(8)?);
    Ok(Consent {
        id,
        seq: row.try_get_by_index(3)?,
        person,
        provider: OrganizationId::from_uuid(row.try_get_by_index::<Uuid>(2)?),
        giver: said.giver,
        recipients: said.recipients,
        categories: said.categories,
        purposes: said.purposes,
        means: said.means,
        given_on: row.try_get_by_index(6)?,
        form: code(
            CONSENT,
            Form::from_code,
            &row.try_get_by_index::<String>(5)?,
        )?,
        validity: validity.map_err(|fault| unreadable(CONSENT, fault))?,
    })
}

fn halt(row: &QueryResult, opener: &Opener) -> Result<renkei_domain::consent::Halt, StoreFault> {
    let id = HaltId::from_uuid(row.try_get_by_index::<Uuid>(1)?);
    let (state, voice): (String, String) = (row.try_get_by_index(5)?, row.try_get_by_index(13)?);
    let row = HaltRow {
        id,
        seq: row.try_get_by_index(3)?,
        consent: row.try_get_by_index(9)?,
        reach: opener.text_opt_at(&stop::cell(id), row, SAID)?,
        state: &state,
        resumed_seq: row.try_get_by_index(10)?,
        voice: &voice,
    };
    row.read()
}

fn exception(
    person: PersonId,
    row: &QueryResult,
    opener: &Opener,
) -> Result<renkei_domain::consent::Exception, StoreFault> {
    let id = ExceptionId::from_uuid(row.try_get_by_index::<Uuid>(1)?);
    let text = opener.text_at(&except::cell(id), row, SAID)?;
    let named_at = instant(row, 10)?;
    let row = ExceptionRow {
        id,
        person,
        organization: OrganizationId::from_uuid(row.try_get_by_index::<Uuid>(2)?),
        by: AccountId::from_uuid(row.try_get_by_index::<Uuid>(9)?),
        at: named_at.ok_or_else(|| unreadable(except::TABLE, id))?,
        ended_at: instant(row, 11)?,
        released_at: instant(row, 12)?,
    };
    row.read(&text)
}

/// That something stands in a case of a person, whoever keeps it: a person with an account is one person in all of
/// them.
pub(super) fn in_any_case_of(person: PersonId) -> Sql {
    let mut sql = Sql::new(
        "case_id IN (SELECT c.id FROM support_case c JOIN person k ON k.id = c.person_id \
         JOIN person p ON p.id = COALESCE(k.same_as, k.id) WHERE p.id = ",
    );
    sql.bind(person.uuid())
        .push(" OR p.account_id = (SELECT account_id FROM person WHERE id = ")
        .bind(person.uuid())
        .push("))");
    sql
}

/// What the people at work know of a person, in whoever's case it stands.
pub(crate) async fn employments_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    person: PersonId,
) -> Result<Vec<EmploymentDisclosure>, StoreFault> {
    let mut sql = Sql::new(&format!(
        "SELECT {FIELDS}, (SELECT organization_id FROM support_case c WHERE c.id = employment.case_id) \
         FROM employment WHERE "
    ));
    sql.add(in_any_case_of(person)).push(" ORDER BY id");
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, SEALED).await?;
    let employments = found.iter().map(|row| {
        let keeper = OrganizationId::from_uuid(row.try_get_by_index::<Uuid>(10)?);
        Ok(read(row, &opener)?.for_the_rule(keeper))
    });
    employments.collect()
}

/// The last day of each employment that has one, in whoever's case it stands.
pub(super) async fn left_of(
    connection: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Vec<(EmploymentId, NaiveDate)>, StoreFault> {
    let mut sql = Sql::new("SELECT id, left_on FROM employment WHERE left_on IS NOT NULL AND ");
    sql.add(in_any_case_of(person)).push(" ORDER BY id");
    let found = rows(connection, sql).await?;
    let left = found.iter().map(|row| {
        let id = EmploymentId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
        Ok((id, row.try_get_by_index(1)?))
    });
    left.collect()
}

pub(super) async fn ledger_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    person: PersonId,
) -> Result<Ledger, StoreFault> {
    let mut sql = Sql::default();
    for lines in LINES {
        sql.push(lines).add(rows_of_person(person));
    }
    sql.push(") ORDER BY 4, 2");
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[SAID]).await?;
    let mut ledger = Ledger {
        person,
        keepers: Default::default(),
        consents: Vec::new(),
        halts: Vec::new(),
        employments: employments_of(connection, keys, person).await?,
        exceptions: Vec::new(),
        seq: 0,
    };
    for row in &found {
        let kind = row.try_get_by_index::<String>(0)?;
        match kind.as_str() {
            CONSENT => ledger.consents.push(consent(person, row, &opener)?),
            HALT => ledger.halts.push(halt(row, &opener)?),
            EXCEPTION => ledger.exceptions.push(exception(person, row, &opener)?),
            KEEPER => {
                let keeper = row.try_get_by_index::<Uuid>(2)?;
                ledger.keepers.insert(OrganizationId::from_uuid(keeper));
                ledger.seq = row.try_get_by_index(3)?;
            }
            other => return Err(unreadable(CONSENT, other)),
        }
    }
    Ok(ledger)
}

impl Work {
    /// The ledger of the person of a case, as the rule asks for it. Whoever decides by it to tell something takes the head
    /// first ([`Work::hold_consents`]).
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn ledger(&self, case: &Case) -> Result<Ledger, StoreFault> {
        ledger_of(self.connection(), self.keys(), case.person).await
    }
}
