//! Where the person of a case works or worked, and what the people there may know.

use std::collections::BTreeSet;

use renkei_domain::cases::case::Case;
use renkei_domain::cases::employment::{Disclosure, HiringFrame, Insider, Opened, Openness};
use renkei_domain::cases::workplace::{Employment, WeeklyHours};
use renkei_domain::directory::organization::CorporateNumber;
use renkei_domain::ids::{CaseId, EmploymentId};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde_json::json;
use uuid::Uuid;

use super::{line_at, note_change, person_of, rows, seal_opt, write};
use crate::directory::words::{code, unreadable};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, KeyRing, Opener};
use crate::sql::Sql;
use crate::work::Work;

const TABLE: &str = "employment";

/// What is read of an employment, in the order in which it is read.
pub(crate) const FIELDS: &str = "id, employer, corporate_number, hired_on, left_on, frame, weekly_hours, disclosure, opened_to, \
     opened_what";

/// Those that are sealed.
pub(crate) const SEALED: &[usize] = &[1, 2];

/// The words for what stands in the column of disclosure.
const NOT_ASKED: &str = "not_asked";
const CLOSED: &str = "closed";
const OPEN: &str = "open";

fn cell(column: &'static str, id: EmploymentId) -> Cell<'static> {
    Cell::of(TABLE, column, id.uuid())
}

pub(crate) fn read(row: &QueryResult, opener: &Opener) -> Result<Employment, StoreFault> {
    let id = EmploymentId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
    let employer = line_at(opener, TABLE, cell("employer", id), row, 1)?;
    let number = opener.text_opt_at(&cell("corporate_number", id), row, 2)?;
    let number = number.map(|digits| CorporateNumber::parse(&digits));
    let hours = row.try_get_by_index::<Option<i32>>(6)?;
    let hours = hours.map(|hours| {
        let known = u8::try_from(hours).ok().and_then(WeeklyHours::new);
        known.ok_or_else(|| unreadable(TABLE, hours))
    });
    Ok(Employment {
        id,
        employer: employer.ok_or_else(|| unreadable(TABLE, id))?,
        number: number
            .transpose()
            .map_err(|fault| unreadable(TABLE, fault))?,
        hired_on: row.try_get_by_index(3)?,
        left_on: row.try_get_by_index(4)?,
        frame: code(
            TABLE,
            HiringFrame::from_code,
            &row.try_get_by_index::<String>(5)?,
        )?,
        hours: hours.transpose()?,
        disclosure: read_disclosure(row)?,
    })
}

fn read_disclosure(row: &QueryResult) -> Result<Disclosure, StoreFault> {
    let state = row.try_get_by_index::<String>(7)?;
    let to = row.try_get_by_index::<Option<String>>(8)?;
    let what = row.try_get_by_index::<Option<String>>(9)?;
    match (state.as_str(), to, what) {
        (NOT_ASKED, None, None) => Ok(Disclosure::NotAsked),
        (CLOSED, None, None) => Ok(Disclosure::Closed),
        (OPEN, Some(to), Some(what)) => {
            let insiders = to
                .split(' ')
                .map(|word| code(TABLE, Insider::from_code, word));
            Ok(Disclosure::Open(Opened {
                to: insiders.collect::<Result<BTreeSet<Insider>, _>>()?,
                what: code(TABLE, Openness::from_code, &what)?,
            }))
        }
        _ => Err(unreadable(TABLE, state)),
    }
}

/// The columns of a disclosure: its state, to whom it is open, and how much they may know.
fn disclosure_columns(
    disclosure: &Disclosure,
) -> (&'static str, Option<String>, Option<&'static str>) {
    match disclosure {
        Disclosure::NotAsked => (NOT_ASKED, None, None),
        Disclosure::Closed => (CLOSED, None, None),
        Disclosure::Open(opened) => {
            let to: Vec<&str> = opened.to.iter().map(|insider| insider.code()).collect();
            (OPEN, Some(to.join(" ")), Some(opened.what.code()))
        }
    }
}

pub(super) async fn employments_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    case: CaseId,
) -> Result<Vec<Employment>, StoreFault> {
    let mut sql = Sql::new(&format!("SELECT {FIELDS} FROM employment WHERE case_id = "));
    sql.bind(case.uuid())
        .push(" ORDER BY hired_on DESC, id DESC");
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, SEALED).await?;
    found.iter().map(|row| read(row, &opener)).collect()
}

/// What the log keeps of an employment.
fn logged(employment: &Employment) -> serde_json::Value {
    let (state, to, what) = disclosure_columns(&employment.disclosure);
    json!({
        "id": employment.id.to_string(),
        "employer": employment.employer.to_string(),
        "corporate_number": employment.number.map(|number| number.to_string()),
        "hired_on": employment.hired_on.to_string(),
        "left_on": employment.left_on.map(|day| day.to_string()),
        "frame": employment.frame.code(),
        "weekly_hours": employment.hours.map(WeeklyHours::get),
        "disclosure": state,
        "opened_to": to,
        "opened_what": what,
    })
}

impl Work {
    /// The employments of a case, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn employments_of(&self, case: &Case) -> Result<Vec<Employment>, StoreFault> {
        employments_of(self.connection(), self.keys(), case.id).await
    }

    /// Since when what the people at work may know stands as it does, where that is known.
    async fn disclosed_at(&self, id: EmploymentId) -> Result<Option<i64>, StoreFault> {
        let mut sql = Sql::new("SELECT disclosed_at FROM employment WHERE id = ");
        sql.bind(id.uuid());
        let found = rows(self.connection(), sql).await?;
        let at = found
            .first()
            .map(|row| row.try_get_by_index::<Option<i64>>(0));
        Ok(at.transpose()?.flatten())
    }

    /// Keeps an employment in a case, in place of what stood there of it, at a moment from which on what its people
    /// may know counts, where that changed.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_employment(
        &self,
        case: CaseId,
        before: Option<&Employment>,
        employment: &Employment,
        at: Instant,
    ) -> Result<(), StoreFault> {
        let person = person_of(self, case.uuid()).await?;
        let owner = KeyOwner::Person(person);
        // What the people at work may know decides what may be told.
        self.next_consent_seq(person).await?;
        // And what other agencies may tell of whoever has the same account.
        let mut sql = Sql::new(
            "UPDATE consent_head SET seq = seq + 1 WHERE person_id IN (SELECT o.id FROM person o \
             JOIN person p ON p.account_id = o.account_id \
             JOIN person k ON COALESCE(k.same_as, k.id) = p.id WHERE o.id <> p.id AND k.id = ",
        );
        sql.bind(person.uuid()).push(")");
        write(self, sql).await?;
        let employer = cell("employer", employment.id);
        let employer = self
            .seal_text(owner, employer, employment.employer.as_str())
            .await?;
        let number = employment.number.map(|number| number.to_string());
        let cell = cell("corporate_number", employment.id);
        let number = seal_opt(self, owner, cell, number.as_deref()).await?;
        let stood = before.filter(|before| {
            before.disclosure == employment.disclosure
                && before.employer == employment.employer
                && before.number == employment.number
        });
        let disclosed_at = match stood {
            Some(stood) => self.disclosed_at(stood.id).await?,
            None => Some(at.micros()),
        };
        if before.is_some() {
            let mut sql = Sql::new("DELETE FROM employment WHERE case_id = ");
            sql.bind(case.uuid())
                .push(" AND id = ")
                .bind(employment.id.uuid());
            write(self, sql).await?;
        }
        let (state, to, what) = disclosure_columns(&employment.disclosure);
        let mut sql = Sql::new(
            "INSERT INTO employment (id, case_id, employer, corporate_number, hired_on, left_on, frame, \
             weekly_hours, disclosure, opened_to, opened_what, disclosed_at) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(employment.id.uuid()),
            Value::from(case.uuid()),
            Value::from(employer),
            Value::from(number),
            Value::from(employment.hired_on),
            Value::from(employment.left_on),
            Value::from(employment.frame.code()),
            Value::from(employment.hours.map(|hours| i32::from(hours.get()))),
            Value::from(state),
            Value::from(to),
            Value::from(what),
            Value::from(disclosed_at),
        ]));
        write(self, sql).await?;
        self.touch_case(case).await?;
        note_change(
            self,
            case,
            "employments",
            before.map(logged),
            Some(logged(employment)),
        );
        Ok(())
    }
}
