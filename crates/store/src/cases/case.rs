//! A case and its person.

use chrono::NaiveDate;
use renkei_domain::cases::case::{About, AgreedHow, Agreement, Case, PlanMaker};
use renkei_domain::cases::number::CaseNumber;
use renkei_domain::cases::person::{Person, PreferredContact};
use renkei_domain::cases::stage::{CareStage, JobCoachPhase, RetentionStage, Standing};
use renkei_domain::ids::{AccountId, CaseId, OrganizationId, PersonId};
use renkei_domain::text::Line;
use sea_orm::{QueryResult, Value};
use serde_json::json;
use uuid::Uuid;

use super::texts::{logged, logged_person, texts};
use super::{
    as_far_as_it_opens, line_at, note_change, prose_at, rows, rows_of_person, seal_opt, write,
};
use crate::directory::words::{code, line, unreadable};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, Opener};
use crate::sql::Sql;
use crate::work::Work;

const TABLE: &str = "support_case";
const PERSON: &str = "person";

pub(crate) const COLUMNS: &str = "SELECT c.id, c.organization_id, p.id, c.number, c.keeper_id, c.agreed_on, c.agreed_how, \
     c.topic, c.care, c.retention, c.job_coach, c.plan_maker, c.started_on, c.ended_on, c.version, \
     p.account_id, p.name, p.kana, p.birth_date, p.phone, p.mail, p.address, p.preferred, \
     p.contact_note, p.helps, p.erased_at FROM support_case c JOIN person k ON k.id = c.person_id \
     JOIN person p ON p.id = COALESCE(k.same_as, k.id) WHERE ";

/// The place of the topic, of the first column of the person, and of when they were erased.
const TOPIC: usize = 7;
const FIRST: usize = 16;
const ERASED_AT: usize = 25;

/// Those that are sealed.
pub(crate) const SEALED: &[usize] = &[TOPIC, 16, 17, 18, 19, 20, 21, 22, 23, 24];

/// The sealed columns of a person, in the order in which they are read.
pub(super) const OF_PERSON: [&str; 9] = [
    "name",
    "kana",
    "birth_date",
    "phone",
    "mail",
    "address",
    "preferred",
    "contact_note",
    "helps",
];

/// Whether nobody can read any more what was kept of a person: it was erased, or is at this moment, and the key
/// went first. One key seals all of a person, so that where another value of theirs still has it, one that lacks
/// its own is damaged: that is a fault to be told, and no erasure.
fn is_erased(row: &QueryResult, opener: &Opener) -> Result<bool, StoreFault> {
    if row.try_get_by_index::<Option<i64>>(ERASED_AT)?.is_some() {
        return Ok(true);
    }
    let mut is_lacking = false;
    for column in SEALED {
        let Some(sealed) = row.try_get_by_index::<Option<Vec<u8>>>(*column)? else {
            continue;
        };
        if opener.lacks_key_of(&sealed) {
            is_lacking = true;
        } else if *column != TOPIC {
            return Ok(false);
        }
    }
    Ok(is_lacking)
}

fn read_about(id: PersonId, row: &QueryResult, opener: &Opener) -> Result<About, StoreFault> {
    if is_erased(row, opener)? {
        return Ok(About::Erased);
    }
    let cell = |place: usize| Cell::of(PERSON, OF_PERSON[place], id.uuid());
    let text = |place: usize| opener.text_opt_at(&cell(place), row, FIRST + place);
    let one_line = |place: usize| line_at(opener, PERSON, cell(place), row, FIRST + place);
    let lines = |place: usize| prose_at(opener, PERSON, cell(place), row, FIRST + place);
    let Some(name) = one_line(0)? else {
        return Ok(About::Anonymous);
    };
    let birth_date = text(2)?.map(|day| day.parse::<NaiveDate>()).transpose();
    let preferred = text(6)?
        .map(|word| code(PERSON, PreferredContact::from_code, &word))
        .transpose()?;
    Ok(About::Person(Box::new(Person {
        name,
        kana: one_line(1)?,
        birth_date: birth_date.map_err(|fault| unreadable(PERSON, fault))?,
        phone: one_line(3)?,
        mail: one_line(4)?,
        address: one_line(5)?,
        preferred,
        contact_note: lines(7)?,
        helps: lines(8)?,
    })))
}

fn read_standing(row: &QueryResult) -> Result<Standing, StoreFault> {
    let retention = row.try_get_by_index::<Option<String>>(9)?;
    let job_coach = row.try_get_by_index::<Option<String>>(10)?;
    Ok(Standing {
        care: code(
            TABLE,
            CareStage::from_code,
            &row.try_get_by_index::<String>(8)?,
        )?,
        retention: retention
            .map(|word| code(TABLE, RetentionStage::from_code, &word))
            .transpose()?,
        job_coach: job_coach
            .map(|word| code(TABLE, JobCoachPhase::from_code, &word))
            .transpose()?,
    })
}

fn read_agreement(row: &QueryResult) -> Result<Option<Agreement>, StoreFault> {
    let on = row.try_get_by_index::<Option<NaiveDate>>(5)?;
    let how = row.try_get_by_index::<Option<String>>(6)?;
    match (on, how) {
        (Some(on), Some(how)) => Ok(Some(Agreement {
            on,
            how: code(TABLE, AgreedHow::from_code, &how)?,
        })),
        _ => Ok(None),
    }
}

pub(crate) fn read(row: &QueryResult, opener: &Opener) -> Result<Case, StoreFault> {
    let (about, topic) = read_sealed(row, opener)?;
    read_open(row, about, topic)
}

/// The same in a list of cases: where what is sealed of one does not open, the log names it, and it stands there
/// without a name, so that the others do with theirs.
pub(crate) fn read_listed(row: &QueryResult, opener: &Opener) -> Result<Case, StoreFault> {
    let sealed = as_far_as_it_opens(row.try_get_by_index(0)?, read_sealed(row, opener))?;
    let (about, topic) = sealed.unwrap_or((About::Damaged, None));
    read_open(row, about, topic)
}

/// What is sealed of a case: whom it is about, and what.
fn read_sealed(row: &QueryResult, opener: &Opener) -> Result<(About, Option<Line>), StoreFault> {
    let id = CaseId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
    let person = PersonId::from_uuid(row.try_get_by_index::<Uuid>(2)?);
    let about = read_about(person, row, opener)?;
    let topic = match about {
        About::Erased | About::Damaged => None,
        About::Anonymous | About::Person(_) => opener.text_opt_at(&topic(id), row, TOPIC)?,
    };
    let topic = topic.map(|text| line(TABLE, &text)).transpose()?;
    Ok((about, topic))
}

/// A case by what stands in the open, with what was sealed.
fn read_open(row: &QueryResult, about: About, topic: Option<Line>) -> Result<Case, StoreFault> {
    let person = PersonId::from_uuid(row.try_get_by_index::<Uuid>(2)?);
    let number = row.try_get_by_index::<i32>(3)?;
    let known = u32::try_from(number).ok().and_then(CaseNumber::new);
    let account = row.try_get_by_index::<Option<Uuid>>(15)?;
    Ok(Case {
        id: CaseId::from_uuid(row.try_get_by_index::<Uuid>(0)?),
        number: known.ok_or_else(|| unreadable(TABLE, number))?,
        person,
        account: account.map(AccountId::from_uuid),
        lead: OrganizationId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        keeper: AccountId::from_uuid(row.try_get_by_index::<Uuid>(4)?),
        about,
        agreement: read_agreement(row)?,
        topic,
        standing: read_standing(row)?,
        plan_maker: code(
            TABLE,
            PlanMaker::from_code,
            &row.try_get_by_index::<String>(11)?,
        )?,
        started_on: row.try_get_by_index(12)?,
        ended_on: row.try_get_by_index(13)?,
        version: row.try_get_by_index(14)?,
    })
}

fn topic(id: CaseId) -> Cell<'static> {
    Cell::of(TABLE, "topic", id.uuid())
}

impl Work {
    /// A case by its id. Whoever asks has to be asked about first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn case(&self, id: CaseId) -> Result<Option<Case>, StoreFault> {
        let mut sql = Sql::new(COLUMNS);
        sql.push("c.id = ").bind(id.uuid());
        let found = rows(self.connection(), sql).await?;
        let opener = self
            .keys()
            .opener_of_rows(self.connection(), &found, SEALED);
        let opener = opener.await?;
        found.first().map(|row| read(row, &opener)).transpose()
    }

    /// Locks a case until the act ends, so that two acts about it follow each other.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn lock_case(&self, id: CaseId) -> Result<(), StoreFault> {
        // The embedded database has one writer at a time anyway.
        if self.is_postgres() {
            let mut sql = Sql::new("SELECT id FROM support_case WHERE id = ");
            sql.bind(id.uuid()).push(" FOR UPDATE");
            rows(self.connection(), sql).await?;
        }
        Ok(())
    }

    /// Whether a number is still free among the cases of an organization.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn is_case_number_free(
        &self,
        lead: OrganizationId,
        number: CaseNumber,
    ) -> Result<bool, StoreFault> {
        let mut sql = Sql::new("SELECT 1 FROM support_case WHERE organization_id = ");
        sql.bind(lead.uuid())
            .push(" AND number = ")
            .bind(number_column(number));
        Ok(rows(self.connection(), sql).await?.is_empty())
    }

    /// Makes a case and its person.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_case(&self, case: &Case) -> Result<(), StoreFault> {
        let owner = KeyOwner::Person(case.person);
        let mut values = vec![
            Value::from(case.person.uuid()),
            Value::from(case.lead.uuid()),
            Value::from(case.account.map(AccountId::uuid)),
        ];
        for (column, text) in OF_PERSON.into_iter().zip(texts(&case.about)) {
            let cell = Cell::of(PERSON, column, case.person.uuid());
            let sealed = seal_opt(self, owner, cell, text.as_deref()).await?;
            values.push(Value::from(sealed));
        }
        let mut sql = Sql::new("INSERT INTO person (id, organization_id, account_id, ");
        sql.push(&OF_PERSON.join(", "))
            .push(") VALUES ")
            .add(Sql::row(values));
        write(self, sql).await?;

        let words = case.topic.as_ref().map(|topic| topic.as_str());
        let sealed = seal_opt(self, owner, topic(case.id), words).await?;
        let mut sql = Sql::new(
            "INSERT INTO support_case (id, organization_id, person_id, number, keeper_id, agreed_on, agreed_how, \
             topic, care, retention, job_coach, plan_maker, started_on, ended_on, version) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(case.id.uuid()),
            Value::from(case.lead.uuid()),
            Value::from(case.person.uuid()),
            Value::from(number_column(case.number)),
            Value::from(case.keeper.uuid()),
            Value::from(case.agreement.map(|agreement| agreement.on)),
            Value::from(case.agreement.map(|agreement| agreement.how.code())),
            Value::from(sealed),
            Value::from(case.standing.care.code()),
            Value::from(case.standing.retention.map(RetentionStage::code)),
            Value::from(case.standing.job_coach.map(JobCoachPhase::code)),
            Value::from(case.plan_maker.code()),
            Value::from(case.started_on),
            Value::from(case.ended_on),
            Value::from(case.version),
        ]));
        write(self, sql).await?;
        note_change(self, case.id, "case", None, Some(logged(case)));
        let person = logged_person(&case.about);
        if person.is_some() {
            note_change(self, case.id, "person", None, person);
        }
        Ok(())
    }

    /// Writes a case, and what is known of its person, anew. Its version rises.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn change_case(&self, before: &Case, after: &Case) -> Result<(), StoreFault> {
        let owner = KeyOwner::Person(after.person);
        if before.about != after.about {
            for (column, text) in OF_PERSON.into_iter().zip(texts(&after.about)) {
                let cell = Cell::of(PERSON, column, after.person.uuid());
                let sealed = seal_opt(self, owner, cell, text.as_deref()).await?;
                let mut sql = Sql::new("UPDATE person SET ");
                sql.push(column)
                    .push(" = ")
                    .bind(sealed)
                    .push(" WHERE id = ")
                    .bind(after.person.uuid());
                write(self, sql).await?;
            }
            // Whoever writes in another case of this person has read what no longer stands there.
            let mut sql = Sql::new("UPDATE support_case SET version = version + 1 WHERE id <> ");
            sql.bind(after.id.uuid())
                .push(" AND person_id IN (")
                .add(rows_of_person(after.person))
                .push(")");
            write(self, sql).await?;
            let [was, is] = [before, after].map(|case| logged_person(&case.about));
            note_change(self, after.id, "person", was, is);
        }
        if before.account != after.account {
            // By their account the ledger knows what other agencies keep of their work.
            self.next_consent_seq(after.person).await?;
            let mut sql = Sql::new("UPDATE person SET account_id = ");
            sql.bind(after.account.map(AccountId::uuid))
                .push(" WHERE id = ")
                .bind(after.person.uuid());
            write(self, sql).await?;
            let [was, is] =
                [before, after].map(|case| case.account.map(|account| json!(account.to_string())));
            note_change(self, after.id, "account", was, is);
        }
        let mut sql = Sql::new("UPDATE support_case SET version = version + 1, keeper_id = ");
        sql.bind(after.keeper.uuid())
            .push(", agreed_on = ")
            .bind(after.agreement.map(|agreement| agreement.on))
            .push(", agreed_how = ")
            .bind(after.agreement.map(|agreement| agreement.how.code()))
            .push(", care = ")
            .bind(after.standing.care.code())
            .push(", retention = ")
            .bind(after.standing.retention.map(RetentionStage::code))
            .push(", job_coach = ")
            .bind(after.standing.job_coach.map(JobCoachPhase::code))
            .push(", plan_maker = ")
            .bind(after.plan_maker.code())
            .push(", ended_on = ")
            .bind(after.ended_on)
            .push(" WHERE id = ")
            .bind(after.id.uuid());
        write(self, sql).await?;
        let [was, is] = [before, after].map(logged);
        if was != is {
            note_change(self, after.id, "case", Some(was), Some(is));
        }
        Ok(())
    }

    /// Lets the version of a case rise, because something that stands in it changed.
    pub(super) async fn touch_case(&self, id: CaseId) -> Result<(), StoreFault> {
        let mut sql = Sql::new("UPDATE support_case SET version = version + 1 WHERE id = ");
        sql.bind(id.uuid());
        write(self, sql).await?;
        Ok(())
    }
}

/// A number as it stands in its column.
pub(crate) fn number_column(number: CaseNumber) -> i32 {
    // Six digits fit.
    number.get() as i32
}
