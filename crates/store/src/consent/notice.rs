//! Letters about consents that end soon: what is due, and that it was written. A row stands for each consent, its
//! last day and each reader, which the database lets nobody write twice, however many processes try.

use chrono::NaiveDate;
use renkei_domain::consent::notice::NoticeReader;
use renkei_domain::ids::{CaseId, ConsentId, ConsentNoticeId, OrganizationId, PersonId};
use renkei_domain::time::Instant;
use sea_orm::Value;
use uuid::Uuid;

use super::ending::{EndingSpan, ends_within};
use crate::cases::{rows, write};
use crate::directory::words::code;
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "consent_notice";

/// A consent of whose end a reader was not told yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueNotice {
    /// Which consent.
    pub consent: ConsentId,
    /// The last day on which it holds.
    pub last_day: NaiveDate,
    /// Who is to be told.
    pub reader: NoticeReader,
    /// The case of its person that goes on with the agency it was given to; the oldest, where there are several.
    pub case: CaseId,
    /// Its person.
    pub person: PersonId,
    /// To whom it was given.
    pub organization: OrganizationId,
}

/// What a letter speaks of, while it still stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StandingNotice {
    /// The case.
    pub case: CaseId,
    /// Who is told.
    pub reader: NoticeReader,
    /// The last day on which the consents hold.
    pub last_day: NaiveDate,
}

/// A consent ends, and who may still have to be told: both are looked at together.
fn due_in(span: EndingSpan) -> Sql {
    let mut sql = Sql::new(
        "SELECT g.id, g.last_day, c.id, g.person_id, g.organization_id, \
         CAST(CASE WHEN EXISTS (SELECT 1 FROM consent_notice t WHERE t.consent_id = g.id \
           AND t.last_day = g.last_day AND t.reader = 'keeper') THEN 0 ELSE 1 END AS BIGINT), \
         CAST(CASE WHEN p.preferred IS NULL OR (p.mail IS NULL AND p.account_id IS NULL) \
           OR EXISTS (SELECT 1 FROM consent_notice t WHERE t.consent_id = g.id \
           AND t.last_day = g.last_day AND t.reader = 'person') THEN 0 ELSE 1 END AS BIGINT) \
         FROM consent g JOIN person p ON p.id = g.person_id \
         JOIN support_case c ON c.organization_id = g.organization_id AND c.ended_on IS NULL \
         AND c.person_id IN (SELECT k.id FROM person k WHERE k.id = p.id OR k.same_as = p.id) WHERE ",
    );
    sql.add(ends_within(span))
        .push(" ORDER BY g.last_day, g.id, c.id");
    sql
}

impl Store {
    /// Who is still to be told of which consents that end within a span. Of persons those are named who may want
    /// to be written to: what they said of it is sealed, and is for whoever writes to open.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn due_consent_notices(
        &self,
        span: EndingSpan,
    ) -> Result<Vec<DueNotice>, StoreFault> {
        let mut due: Vec<DueNotice> = Vec::new();
        let mut seen = None;
        for row in rows(&self.reader, due_in(span)).await? {
            let consent = ConsentId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
            // Its person may have several cases with the agency.
            if seen == Some(consent) {
                continue;
            }
            seen = Some(consent);
            for (place, reader) in [(5, NoticeReader::Keeper), (6, NoticeReader::Person)] {
                if row.try_get_by_index::<i64>(place)? == 0 {
                    continue;
                }
                due.push(DueNotice {
                    consent,
                    last_day: row.try_get_by_index(1)?,
                    reader,
                    case: CaseId::from_uuid(row.try_get_by_index::<Uuid>(2)?),
                    person: PersonId::from_uuid(row.try_get_by_index::<Uuid>(3)?),
                    organization: OrganizationId::from_uuid(row.try_get_by_index::<Uuid>(4)?),
                });
            }
        }
        Ok(due)
    }

    /// In which cases letters about ends were written, and to whom. It tells no more than ids and codes.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn noticed_cases(
        &self,
        ids: &[ConsentNoticeId],
    ) -> Result<Vec<(ConsentNoticeId, CaseId, NoticeReader)>, StoreFault> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut sql = Sql::new(
            "SELECT DISTINCT notice_id, case_id, reader FROM consent_notice WHERE notice_id IN ",
        );
        sql.add(Sql::list(ids.iter().map(|id| Value::from(id.uuid()))));
        let found = rows(&self.reader, sql).await?;
        let noticed = found.iter().map(|row| {
            Ok((
                ConsentNoticeId::from_uuid(row.try_get_by_index::<Uuid>(0)?),
                CaseId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
                reader(&row.try_get_by_index::<String>(2)?)?,
            ))
        });
        noticed.collect()
    }
}

impl Work {
    /// Notes that a letter tells a reader of the end of a consent; says no where one does already.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_consent_notice(
        &self,
        id: ConsentNoticeId,
        due: &DueNotice,
        now: Instant,
    ) -> Result<bool, StoreFault> {
        let mut sql = Sql::new(
            "INSERT INTO consent_notice (consent_id, last_day, reader, notice_id, case_id, person_id, \
             organization_id, made_at) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(due.consent.uuid()),
            Value::from(due.last_day),
            Value::from(due.reader.code()),
            Value::from(id.uuid()),
            Value::from(due.case.uuid()),
            Value::from(due.person.uuid()),
            Value::from(due.organization.uuid()),
            Value::from(now.micros()),
        ]))
        .push(" ON CONFLICT (consent_id, last_day, reader) DO NOTHING");
        Ok(write(self, sql).await? == 1)
    }

    /// What a letter speaks of, where a consent of it still ends within a span and the case goes on: what was
    /// renewed or withdrawn meanwhile is not announced.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn standing_notice(
        &self,
        id: ConsentNoticeId,
        span: EndingSpan,
    ) -> Result<Option<StandingNotice>, StoreFault> {
        let mut sql = Sql::new(
            "SELECT t.case_id, t.reader, g.last_day FROM consent_notice t \
             JOIN consent g ON g.id = t.consent_id JOIN support_case c ON c.id = t.case_id \
             WHERE c.ended_on IS NULL AND t.notice_id = ",
        );
        sql.bind(id.uuid())
            .push(" AND ")
            .add(ends_within(span))
            .push(" LIMIT 1");
        let found = rows(self.connection(), sql).await?;
        let Some(row) = found.first() else {
            return Ok(None);
        };
        Ok(Some(StandingNotice {
            case: CaseId::from_uuid(row.try_get_by_index::<Uuid>(0)?),
            reader: reader(&row.try_get_by_index::<String>(1)?)?,
            last_day: row.try_get_by_index(2)?,
        }))
    }
}

fn reader(word: &str) -> Result<NoticeReader, StoreFault> {
    code(TABLE, NoticeReader::from_code, word)
}
