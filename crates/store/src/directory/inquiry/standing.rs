//! What decides whether entries are to be asked: how fresh each part is, what was reopened, what was agreed, and when they
//! were asked last. Whatever the number of entries, each of these costs one statement.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use renkei_domain::conference::series::MeetingOffice;
use renkei_domain::directory::freshness::{FieldGroup, VerificationOutcome};
use renkei_domain::directory::inquiry::{
    CapacityRhythm, GroupDue, Reopened, Round, RoundKind, StaleBecause, Standing,
};
use renkei_domain::ids::{NetworkId, ResourceId};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, DbBackend, Value};
use uuid::Uuid;

use crate::cases::rows;
use crate::directory::words::{code, unreadable};
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

/// The entries that are asked for, each as it is shown, with what became part of it: it was the same agency that was asked.
const ENTRIES: &str = "(SELECT id AS shown, id AS kept FROM wanted UNION ALL \
     SELECT g.leads_to, g.merged_id FROM resource_merge g \
     WHERE g.undone_act_id IS NULL AND g.leads_to IN (SELECT id FROM wanted)) e";

/// Of each part the last attempt, with the last day on which one told what is so.
const ATTEMPTS: [&str; 2] = [
    "SELECT shown, field_group, verified_on, outcome, confirmed_on FROM ( \
     SELECT e.shown, v.field_group, v.verified_on, v.outcome, \
     ROW_NUMBER() OVER (PARTITION BY e.shown, v.field_group \
     ORDER BY v.verified_on DESC, v.ordinal DESC, v.resource_id) AS place, \
     MAX(CASE WHEN v.outcome IN ('confirmed', 'changed') THEN v.verified_on END) \
     OVER (PARTITION BY e.shown, v.field_group) AS confirmed_on FROM ",
    " JOIN verification v ON v.resource_id = e.kept) AS attempts WHERE place = 1",
];

/// What did not arrive bothered nobody.
const LAST_CONTACTS: [&str; 2] = [
    "SELECT e.shown, MAX(c.contacted_at) FROM ",
    " JOIN inquiry i ON i.resource_id = e.kept JOIN inquiry_contact c ON c.inquiry_id = i.id \
     WHERE c.outcome NOT IN ('bounced', 'wrong_number', 'not_sent') GROUP BY e.shown",
];

/// In a round that was called off before anything arrived nobody was asked.
const ROUNDS: [&str; 2] = [
    "SELECT e.shown, i.round, i.round_begins, \
     CASE WHEN EXISTS (SELECT 1 FROM inquiry_group g WHERE g.inquiry_id = i.id AND g.field_group = 'capacity') \
     THEN i.ended_at END FROM ",
    " JOIN inquiry i ON i.resource_id = e.kept WHERE i.state <> 'called_off' OR EXISTS (SELECT 1 FROM inquiry_contact c \
     WHERE c.inquiry_id = i.id AND c.outcome NOT IN ('bounced', 'wrong_number', 'not_sent'))",
];

const REOPENED: [&str; 2] = [
    "SELECT e.shown, r.field_group, r.because, r.since FROM ",
    " JOIN reopened_group r ON r.resource_id = e.kept ORDER BY e.shown, r.field_group, r.since",
];

/// The last row of an entry counts: what was agreed about itself, else what was agreed last of what became part of it.
const RHYTHMS: [&str; 2] = [
    "SELECT e.shown, c.months, c.agreed_on FROM ",
    " JOIN capacity_rhythm c ON c.resource_id = e.kept \
     ORDER BY CASE WHEN e.kept = e.shown THEN 1 ELSE 0 END, c.agreed_on, e.kept",
];

type Confirmed = HashMap<(ResourceId, FieldGroup), GroupDue>;

struct Wanted<'c, C: ConnectionTrait> {
    connection: &'c C,
    ids: &'c [ResourceId],
}

impl<C: ConnectionTrait> Wanted<'_, C> {
    /// The rows of a statement of which [`ENTRIES`] stands between head and tail.
    async fn rows(&self, [head, tail]: [&str; 2]) -> Result<Vec<sea_orm::QueryResult>, StoreFault> {
        let backend: DbBackend = self.connection.get_database_backend();
        let mut sql = Sql::wanting(backend, self.ids.iter().map(|id| id.uuid()));
        sql.push(head).push(ENTRIES).push(tail);
        rows(self.connection, sql).await
    }

    async fn confirmed(&self) -> Result<Confirmed, StoreFault> {
        const TABLE: &str = "verification";
        let mut confirmed = Confirmed::new();
        for row in self.rows(ATTEMPTS).await? {
            let id = ResourceId::from_uuid(row.try_get_by_index(0)?);
            let (group, outcome): (String, String) =
                (row.try_get_by_index(1)?, row.try_get_by_index(3)?);
            let group = code(TABLE, FieldGroup::from_code, &group)?;
            let outcome = code(TABLE, VerificationOutcome::from_code, &outcome)?;
            let last: NaiveDate = row.try_get_by_index(2)?;
            let known = GroupDue::of(group, row.try_get_by_index(4)?, Some((last, outcome)));
            confirmed.insert((id, group), known);
        }
        Ok(confirmed)
    }

    async fn reopened(&self) -> Result<HashMap<ResourceId, Vec<Reopened>>, StoreFault> {
        const TABLE: &str = "reopened_group";
        let mut reopened: HashMap<ResourceId, Vec<Reopened>> = HashMap::new();
        for row in self.rows(REOPENED).await? {
            let id = ResourceId::from_uuid(row.try_get_by_index(0)?);
            let (group, because): (String, String) =
                (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
            reopened.entry(id).or_default().push(Reopened {
                group: code(TABLE, FieldGroup::from_code, &group)?,
                because: code(TABLE, StaleBecause::from_code, &because)?,
                since: row.try_get_by_index(3)?,
            });
        }
        Ok(reopened)
    }

    async fn rhythms(&self) -> Result<HashMap<ResourceId, CapacityRhythm>, StoreFault> {
        let mut rhythms = HashMap::new();
        for row in self.rows(RHYTHMS).await? {
            let months: i32 = row.try_get_by_index(1)?;
            let rhythm = u32::try_from(months).ok();
            let agreed_on = row.try_get_by_index(2)?;
            let rhythm = rhythm.and_then(|months| CapacityRhythm::every(months, agreed_on));
            let rhythm = rhythm.ok_or_else(|| unreadable("capacity_rhythm", months))?;
            rhythms.insert(ResourceId::from_uuid(row.try_get_by_index(0)?), rhythm);
        }
        Ok(rhythms)
    }

    async fn rounds(
        &self,
    ) -> Result<HashMap<ResourceId, Vec<(Round, Option<NaiveDate>)>>, StoreFault> {
        let mut rounds: HashMap<ResourceId, Vec<(Round, Option<NaiveDate>)>> = HashMap::new();
        for row in self.rows(ROUNDS).await? {
            let kind: String = row.try_get_by_index(1)?;
            let round = Round {
                kind: code("inquiry", RoundKind::from_code, &kind)?,
                begins: row.try_get_by_index(2)?,
            };
            let ended: Option<i64> = row.try_get_by_index(3)?;
            let ended = ended.map(|at| Instant::from_micros(at).in_japan().date);
            let id = ResourceId::from_uuid(row.try_get_by_index(0)?);
            rounds.entry(id).or_default().push((round, ended));
        }
        Ok(rounds)
    }

    async fn last_contacts(&self) -> Result<HashMap<ResourceId, NaiveDate>, StoreFault> {
        let mut last = HashMap::new();
        for row in self.rows(LAST_CONTACTS).await? {
            let at: i64 = row.try_get_by_index(1)?;
            let id = ResourceId::from_uuid(row.try_get_by_index(0)?);
            last.insert(id, Instant::from_micros(at).in_japan().date);
        }
        Ok(last)
    }

    async fn standings(&self) -> Result<HashMap<ResourceId, Standing>, StoreFault> {
        let confirmed = self.confirmed().await?;
        let mut reopened = self.reopened().await?;
        let mut rhythms = self.rhythms().await?;
        let mut rounds = self.rounds().await?;
        let last = self.last_contacts().await?;
        let standings = self.ids.iter().map(|id| {
            let groups = FieldGroup::ALL.iter().map(|group| {
                let known = confirmed.get(&(*id, *group)).copied();
                known.unwrap_or_else(|| GroupDue::of(*group, None, None))
            });
            let standing = Standing {
                groups: groups.collect(),
                reopened: reopened.remove(id).unwrap_or_default(),
                rhythm: rhythms.remove(id),
                asked_in: rounds.remove(id).unwrap_or_default(),
                last_contact: last.get(id).copied(),
            };
            (*id, standing)
        });
        Ok(standings.collect())
    }
}

/// How often entries are needed in cases: in how many as members of a team of today, and at how many conferences since a
/// moment, each counted once however many of an agency come to it. What became part of another counts as that. Cases of
/// agencies of the network alone count. Nothing of them is read but how many they are, and of employers not even that: who
/// works there is told by no number.
const USES: [&str; 2] = [
    "SELECT s.shown, COUNT(*) FROM ( \
     SELECT DISTINCT COALESCE(g.leads_to, u.resource_id) AS shown, u.needed_in FROM ( \
     SELECT m.resource_id, m.case_id AS needed_in FROM team_member m JOIN support_case c ON c.id = m.case_id \
     JOIN network_member n ON n.organization_id = c.organization_id \
     WHERE m.resource_id IS NOT NULL AND m.until IS NULL AND n.network_id = ? \
     UNION ALL \
     SELECT p.resource_id, p.conference_id FROM conference_participant p JOIN conference f ON f.id = p.conference_id \
     JOIN network_member n ON n.organization_id = f.organization_id \
     WHERE p.resource_id IS NOT NULL AND n.network_id = ? AND f.made_at >= ? \
     UNION ALL \
     SELECT m.resource_id, p.conference_id FROM conference_participant p JOIN conference f ON f.id = p.conference_id \
     JOIN team_member m ON m.id = p.member_id \
     JOIN network_member n ON n.organization_id = f.organization_id \
     WHERE m.resource_id IS NOT NULL AND n.network_id = ? AND f.made_at >= ? \
     ) u LEFT JOIN resource_merge g ON g.merged_id = u.resource_id AND g.undone_act_id IS NULL \
     ) s WHERE NOT EXISTS (SELECT 1 FROM resource_facts f WHERE f.resource_id = s.shown AND f.kind = 'employer' AND ",
    ") GROUP BY s.shown",
];

/// To which meetings of a network since a moment each of those was told to come who are called to them.
const MEETINGS: &str = "SELECT DISTINCT series_id, member_id, original_on FROM meeting_notice \
     WHERE network_id = ? AND made_at >= ? AND state <> 'superseded'";

impl Store {
    /// The entries that a network keeps and that are at work.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn entries_kept_by(&self, network: NetworkId) -> Result<Vec<ResourceId>, StoreFault> {
        let sql = Sql::with(
            &format!(
                "SELECT r.id FROM resource r JOIN resource_facts f ON f.resource_id = r.id \
                 WHERE r.steward_network_id = ? AND r.lifecycle = 'active' AND {} ORDER BY r.id",
                crate::publication::IS_SHOWN
            ),
            [Value::from(network.uuid())],
        );
        let found = rows(&self.reader, sql).await?;
        let found = found.iter();
        found
            .map(|row| Ok(ResourceId::from_uuid(row.try_get_by_index(0)?)))
            .collect()
    }

    /// What decides whether some entries are to be asked.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn inquiry_standings(
        &self,
        ids: &[ResourceId],
    ) -> Result<HashMap<ResourceId, Standing>, StoreFault> {
        let connection = &self.reader;
        Wanted { connection, ids }.standings().await
    }

    /// How often entries are needed by the agencies of a network: in teams of today, and at conferences and meetings of the
    /// network since a moment. What became part of another counts as that.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn uses_of_entries(
        &self,
        network: NetworkId,
        since: Instant,
    ) -> Result<HashMap<ResourceId, u64>, StoreFault> {
        let (of, from) = (network.uuid(), since.micros());
        let [head, tail] = USES;
        let sql = Sql::with(
            &format!("{head}{}{tail}", crate::publication::IS_SHOWN),
            [
                Value::from(of),
                Value::from(of),
                Value::from(from),
                Value::from(of),
                Value::from(from),
            ],
        );
        let mut uses = HashMap::new();
        for row in rows(&self.reader, sql).await? {
            let count: i64 = row.try_get_by_index(1)?;
            let id: Uuid = row.try_get_by_index(0)?;
            uses.insert(
                ResourceId::from_uuid(id),
                u64::try_from(count).unwrap_or_default(),
            );
        }
        self.add_meetings(network, since, &mut uses).await?;
        Ok(uses)
    }

    /// Adds the meetings to which entries were called, each once. Who is called to them is sealed with their series.
    async fn add_meetings(
        &self,
        network: NetworkId,
        since: Instant,
        uses: &mut HashMap<ResourceId, u64>,
    ) -> Result<(), StoreFault> {
        let values = [Value::from(network.uuid()), Value::from(since.micros())];
        let mut told: Vec<((Uuid, Uuid), NaiveDate)> = Vec::new();
        for row in rows(&self.reader, Sql::with(MEETINGS, values)).await? {
            let whom = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            told.push((whom, row.try_get_by_index(2)?));
        }
        if told.is_empty() {
            return Ok(());
        }
        let leads = self.every_lead().await?;
        let mut offices: HashMap<(Uuid, Uuid), ResourceId> = HashMap::new();
        for file in self.meetings_of(network).await? {
            for member in &file.series.members {
                if let MeetingOffice::Listed(id) = &member.office {
                    let shown = leads.get(id).copied().unwrap_or(*id);
                    offices.insert((file.series.id.uuid(), member.id.uuid()), shown);
                }
            }
        }
        let mut meetings: HashSet<(ResourceId, Uuid, NaiveDate)> = HashSet::new();
        for (whom, on) in told {
            if let Some(id) = offices.get(&whom) {
                meetings.insert((*id, whom.0, on));
            }
        }
        for (id, _, _) in meetings {
            *uses.entry(id).or_default() += 1;
        }
        Ok(())
    }
}

impl Work {
    /// What decides whether some entries are to be asked, inside an act.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn inquiry_standings(
        &self,
        ids: &[ResourceId],
    ) -> Result<HashMap<ResourceId, Standing>, StoreFault> {
        let connection = self.connection();
        Wanted { connection, ids }.standings().await
    }
}
