//! The conferences of cases of a scope: of one case with everything in them, and of many by what stands of them in the
//! open.

use std::collections::HashMap;

use chrono::NaiveDate;
use renkei_domain::access::scope::CaseScope;
use renkei_domain::cases::case::Case;
use renkei_domain::conference::feed::FeedSpan;
use renkei_domain::conference::invitation::{CallChannel, Invitation, NoticeState, Says};
use renkei_domain::conference::poll::PollSays;
use renkei_domain::conference::{
    ConferenceKind, ConferencePurpose, ConferenceState, DecisionKind, DecisionState,
};
use renkei_domain::ids::{AccountId, CaseId, ConferenceId, DecisionId, ReceivedMailId};
use renkei_domain::time::Instant;
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use crate::audit::Inside;
use crate::cases::rows;
use crate::conference::feed::{self, FedConference, FedTo, told_of};
use crate::conference::invitations::read::listed_by;
use crate::conference::keeper::is_open;
use crate::conference::minutes::read::{decisions_of, minutes_of, of_case};
use crate::conference::poll::NOTICE;
use crate::conference::poll::read::polls_of;
use crate::conference::read::conferences_of;
use crate::conference::{ConferencesFile, DueDecision, ListedConference, TABLE};
use crate::directory::words::code;
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;

/// Those that are not over, of whom sees to them, and those that were cancelled and of which somebody still has to be told
/// so before they would have begun.
fn open_of(keeper: Option<AccountId>, now: Instant) -> Sql {
    let mut sql = Sql::new("(");
    sql.add(is_open())
        .push(" OR (state = ")
        .bind(ConferenceState::Cancelled.code())
        .push(" AND id IN (")
        .add(untold_after(now))
        .push(")))");
    if let Some(keeper) = keeper {
        sql.push(" AND keeper_id = ").bind(keeper.uuid());
    }
    sql
}

/// Conferences of which somebody has to tell by hand that they are off: the newest message to whoever was called says so,
/// and waits for a hand or came back.
fn untold_after(now: Instant) -> Sql {
    let word = |code: &str| Value::from(code.to_owned());
    Sql::with(
        "SELECT i.conference_id FROM conference_invitation i \
         JOIN conference_notice n ON n.invitation_id = i.id \
         JOIN conference_mark m ON m.notice_id = n.id \
         WHERE n.begins_at > ? AND n.says IN (?, ?) AND (m.state = ? OR (m.state = ? AND n.channel <> ?)) \
         AND NOT EXISTS (SELECT 1 FROM conference_mark l WHERE l.notice_id = n.id AND l.place > m.place) \
         AND NOT EXISTS (SELECT 1 FROM conference_notice l WHERE l.invitation_id = i.id AND l.place > n.place)",
        [
            Value::from(now.micros()),
            word(Says::Cancellation.code()),
            word(Says::Recall.code()),
            word(NoticeState::Failed.code()),
            word(NoticeState::Prepared.code()),
            word(CallChannel::Mail.code()),
        ],
    )
}

fn read(row: &QueryResult, cases: &[Case]) -> Result<Option<ListedConference>, StoreFault> {
    let case = CaseId::from_uuid(row.try_get_by_index::<Uuid>(1)?);
    let Some(case) = cases.iter().find(|known| known.id == case) else {
        return Ok(None);
    };
    let word = |column: usize| row.try_get_by_index::<String>(column);
    let begins = row.try_get_by_index::<Option<i64>>(6)?;
    Ok(Some(ListedConference {
        case: case.clone(),
        id: ConferenceId::from_uuid(row.try_get_by_index::<Uuid>(0)?),
        keeper: AccountId::from_uuid(row.try_get_by_index::<Uuid>(2)?),
        kind: code(TABLE, ConferenceKind::from_code, &word(3)?)?,
        purpose: code(TABLE, ConferencePurpose::from_code, &word(4)?)?,
        state: code(TABLE, ConferenceState::from_code, &word(5)?)?,
        begins: begins.map(Instant::from_micros),
        ends_on: row.try_get_by_index(7)?,
    }))
}

/// What was decided and is open, up to a day.
fn due_by(until: NaiveDate) -> Sql {
    Sql::with(
        "state = ? AND due_on <= ?",
        [DecisionState::Open.code().into(), Value::from(until)],
    )
}

fn read_due(row: &QueryResult, cases: &[Case]) -> Result<Option<DueDecision>, StoreFault> {
    let case = CaseId::from_uuid(row.try_get_by_index::<Uuid>(1)?);
    let Some(case) = cases.iter().find(|known| known.id == case) else {
        return Ok(None);
    };
    let kind: String = row.try_get_by_index(3)?;
    Ok(Some(DueDecision {
        case: case.clone(),
        id: DecisionId::from_uuid(row.try_get_by_index::<Uuid>(0)?),
        conference: ConferenceId::from_uuid(row.try_get_by_index::<Uuid>(2)?),
        kind: code("conference_decision", DecisionKind::from_code, &kind)?,
        due_on: row.try_get_by_index(4)?,
    }))
}

impl Store {
    /// What was decided in the cases of a scope that somebody keeps and that go on, is open, and is due by a day: what is
    /// due first comes first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn due_decisions_in_scope(
        &self,
        scope: &CaseScope,
        (keeper, until): (Option<AccountId>, NaiveDate),
    ) -> Result<Inside<Vec<DueDecision>>, StoreFault> {
        let mut due = Vec::new();
        let Some(keeper) = keeper.filter(|_| !scope.scope().is_nothing()) else {
            return Ok(Inside::of(due));
        };
        let mut has_due = Sql::new("c.id IN (SELECT case_id FROM conference_decision WHERE ");
        has_due.add(due_by(until)).push(")");
        let conditions = vec![
            Sql::with("c.keeper_id = ?", [Value::from(keeper.uuid())]),
            Sql::new("c.ended_on IS NULL"),
            has_due,
        ];
        let cases = self.listed_cases(scope, conditions, None).await?;
        let ids = cases.iter().map(|case| case.id.uuid());
        let mut sql = Sql::new(
            "SELECT id, case_id, conference_id, kind, due_on FROM conference_decision WHERE case_id IN (",
        );
        sql.add(Sql::ids(self.reader.get_database_backend(), ids))
            .push(") AND ")
            .add(due_by(until))
            .push(" ORDER BY due_on, made_at, id");
        for row in rows(&self.reader, sql).await? {
            due.extend(read_due(&row, &cases)?);
        }
        Ok(Inside::of(due))
    }

    /// The conferences of a case of a scope.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn conferences_in_scope(
        &self,
        scope: &CaseScope,
        id: CaseId,
    ) -> Result<Inside<Option<ConferencesFile>>, StoreFault> {
        let it = vec![Sql::with("c.id = ?", [Value::from(id.uuid())])];
        let case = self.scoped_cases(scope, it, Some(1)).await?.pop();
        Ok(Inside::of(match case {
            Some(case) => Some(ConferencesFile {
                conferences: conferences_of(&self.reader, &self.keys, case.id).await?,
                minutes: minutes_of(&self.reader, &self.keys, of_case(case.id)).await?,
                decisions: decisions_of(&self.reader, &self.keys, case.id).await?,
                polls: polls_of(&self.reader, &self.keys, case.id).await?,
                case,
            }),
            None => None,
        }))
    }

    /// In which case of a scope a conference stands.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn case_of_conference_in_scope(
        &self,
        scope: &CaseScope,
        id: ConferenceId,
    ) -> Result<Option<CaseId>, StoreFault> {
        let it = vec![Sql::with(
            "c.id IN (SELECT case_id FROM conference WHERE id = ?)",
            [Value::from(id.uuid())],
        )];
        let case = self.scoped_cases(scope, it, Some(1)).await?.pop();
        Ok(case.map(|case| case.id))
    }

    /// In which case of a scope a mail came back, and about which conference.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn place_of_mail_in_scope(
        &self,
        scope: &CaseScope,
        mail: ReceivedMailId,
    ) -> Result<Option<(CaseId, ConferenceId)>, StoreFault> {
        let it = vec![Sql::with(
            "c.id IN (SELECT case_id FROM received_mail WHERE id = ?)",
            [Value::from(mail.uuid())],
        )];
        let Some(case) = self.scoped_cases(scope, it, Some(1)).await?.pop() else {
            return Ok(None);
        };
        let sql = Sql::with(
            "SELECT conference_id FROM received_mail WHERE case_id = ? AND id = ?",
            [Value::from(case.id.uuid()), Value::from(mail.uuid())],
        );
        let found = rows(&self.reader, sql).await?;
        let Some(row) = found.first() else {
            return Ok(None);
        };
        let conference = ConferenceId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
        Ok(Some((case.id, conference)))
    }

    /// The conferences in the cases of a scope that are not over, or off while somebody has to be told so, of whom sees to
    /// them: those with a date first, the earliest before the later ones, then those without.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_conferences_in_scope(
        &self,
        scope: &CaseScope,
        (keeper, now): (Option<AccountId>, Instant),
    ) -> Result<Inside<Vec<ListedConference>>, StoreFault> {
        let mut has_open = Sql::new("c.id IN (SELECT case_id FROM conference WHERE ");
        has_open.add(open_of(keeper, now)).push(")");
        let cases = self.listed_cases(scope, vec![has_open], None).await?;
        let ids = cases.iter().map(|case| case.id.uuid());
        let mut sql = Sql::new(
            "SELECT id, case_id, keeper_id, kind, purpose, state, begins_at, ends_on FROM conference \
             WHERE case_id IN (",
        );
        sql.add(Sql::ids(self.reader.get_database_backend(), ids))
            .push(") AND ")
            .add(open_of(keeper, now))
            .push(
                " ORDER BY CASE WHEN begins_at IS NULL THEN 1 ELSE 0 END, begins_at, made_at, id",
            );
        let mut open = Vec::new();
        for row in rows(&self.reader, sql).await? {
            open.extend(read(&row, &cases)?);
        }
        Ok(Inside::of(open))
    }

    /// What whoever sees to those conferences was told about the answers to their open polls, the newest first. Whoever
    /// asks read the list of them first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn poll_news_in_scope(
        &self,
        scope: &CaseScope,
        (keeper, now): (Option<AccountId>, Instant),
    ) -> Result<Vec<(ConferenceId, PollSays)>, StoreFault> {
        let mut has_open = Sql::new("c.id IN (SELECT case_id FROM conference WHERE ");
        has_open.add(open_of(keeper, now)).push(")");
        let cases = self.listed_cases(scope, vec![has_open], None).await?;
        let ids = cases.iter().map(|case| case.id.uuid());
        let mut sql = Sql::new(
            "SELECT p.conference_id, n.says FROM poll_notice n JOIN poll p ON p.id = n.poll_id \
             WHERE n.respondent_id IS NULL AND p.closed_at IS NULL AND p.case_id IN (",
        );
        sql.add(Sql::ids(self.reader.get_database_backend(), ids))
            .push(") ORDER BY n.made_at DESC, n.id DESC");
        let found = rows(&self.reader, sql).await?;
        let news = found.iter().map(|row| {
            let says = row.try_get_by_index::<String>(1)?;
            Ok((
                ConferenceId::from_uuid(row.try_get_by_index::<Uuid>(0)?),
                code(NOTICE, PollSays::from_code, &says)?,
            ))
        });
        news.collect()
    }

    /// The conferences in the cases of a scope of which a feed tells, the earliest first. What is damaged is left out, and
    /// whoever was erased.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn fed_conferences_in_scope(
        &self,
        scope: &CaseScope,
        (to, span): (FedTo, FeedSpan),
    ) -> Result<Inside<Vec<FedConference>>, StoreFault> {
        let mut has_some = Sql::new("c.id IN (SELECT case_id FROM conference WHERE ");
        has_some.add(told_of(to, span)).push(")");
        let cases = self.listed_cases(scope, vec![has_some], None).await?;
        let cases = cases.into_iter().filter(|case| case.known().is_some());
        let cases: HashMap<CaseId, Case> = cases.map(|case| (case.id, case)).collect();
        let mut sql = Sql::new(feed::COLUMNS);
        let ids = cases.keys().map(|id| id.uuid());
        sql.push("case_id IN (")
            .add(Sql::ids(self.reader.get_database_backend(), ids))
            .push(") AND ")
            .add(told_of(to, span))
            .push(" ORDER BY begins_at, id");
        let found = rows(&self.reader, sql).await?;
        let opener = self
            .keys
            .opener_of_rows(&self.reader, &found, &[feed::SAID]);
        let opener = opener.await?;
        let mut fed = Vec::new();
        for row in &found {
            let case = CaseId::from_uuid(row.try_get_by_index::<Uuid>(1)?);
            if let Some(case) = cases.get(&case) {
                match feed::read(row, case, &opener) {
                    Err(fault) if fault.is_damage() => {
                        tracing::error!(case = %case.id, %fault, "a feed leaves out what is damaged");
                    }
                    one => fed.push(one?),
                }
            }
        }
        Ok(Inside::of(fed))
    }

    /// Everybody who was called to those conferences. Whoever asks read the list of them first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_calls_in_scope(
        &self,
        scope: &CaseScope,
        (keeper, now): (Option<AccountId>, Instant),
    ) -> Result<Vec<Invitation>, StoreFault> {
        let mut has_open = Sql::new("c.id IN (SELECT case_id FROM conference WHERE ");
        has_open.add(open_of(keeper, now)).push(")");
        let cases = self.listed_cases(scope, vec![has_open], None).await?;
        let ids = cases.iter().map(|case| case.id.uuid());
        let mut sql = Sql::new("case_id IN (");
        sql.add(Sql::ids(self.reader.get_database_backend(), ids))
            .push(") AND conference_id IN (SELECT id FROM conference WHERE ")
            .add(open_of(keeper, now))
            .push(")");
        listed_by(&self.reader, &self.keys, sql).await
    }
}
