//! Who helps in a case.

use std::collections::HashMap;

use renkei_domain::cases::case::Case;
use renkei_domain::cases::employment::EmployerTie;
use renkei_domain::cases::team::{MemberAgency, Part, Ring, Seat, TeamMember};
use renkei_domain::directory::people::StaffRole;
use renkei_domain::ids::{CaseId, ResourceId, TeamMemberId};
use renkei_domain::text::{Line, Prose};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde_json::json;
use uuid::Uuid;

use super::{as_far_as_it_opens, line_at, note_change, person_of, prose_at, rows, seal_opt, write};
use crate::directory::words::{code, unreadable};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, KeyRing, Opener};
use crate::sql::Sql;
use crate::work::Work;

const TABLE: &str = "team_member";

const COLUMNS: &str = "SELECT id, resource_id, agency, contact, role, ring, part, employer, does, reach, since, until, \
     address, head FROM team_member WHERE case_id = ";

/// Those that are sealed.
const SEALED: &[usize] = &[2, 3, 8, 9, 12, 13];

fn cell(column: &'static str, id: TeamMemberId) -> Cell<'static> {
    Cell::of(TABLE, column, id.uuid())
}

fn read(row: &QueryResult, opener: &Opener) -> Result<TeamMember, StoreFault> {
    let id = TeamMemberId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
    let written = line_at(opener, TABLE, cell("agency", id), row, 2)?;
    let agency = match (row.try_get_by_index::<Option<Uuid>>(1)?, written) {
        (Some(resource), None) => MemberAgency::Listed(ResourceId::from_uuid(resource)),
        (None, Some(name)) => MemberAgency::Written(name),
        _ => return Err(unreadable(TABLE, id)),
    };
    let said = Said {
        contact: line_at(opener, TABLE, cell("contact", id), row, 3)?,
        does: prose_at(opener, TABLE, cell("does", id), row, 8)?,
        reach: prose_at(opener, TABLE, cell("reach", id), row, 9)?,
        seat: Seat {
            address: line_at(opener, TABLE, cell("address", id), row, 12)?,
            head: line_at(opener, TABLE, cell("head", id), row, 13)?,
        },
    };
    read_open(row, agency, said)
}

/// What is sealed of a member beside the agency.
struct Said {
    contact: Option<Line>,
    does: Option<Prose>,
    reach: Option<Prose>,
    seat: Seat,
}

/// A member by what stands in the open, with what was sealed.
fn read_open(
    row: &QueryResult,
    agency: MemberAgency,
    said: Said,
) -> Result<TeamMember, StoreFault> {
    let role = row.try_get_by_index::<Option<String>>(4)?;
    let word = |column: usize| row.try_get_by_index::<String>(column);
    Ok(TeamMember {
        id: TeamMemberId::from_uuid(row.try_get_by_index::<Uuid>(0)?),
        agency,
        contact: said.contact,
        role: role
            .map(|role| code(TABLE, StaffRole::from_code, &role))
            .transpose()?,
        ring: code(TABLE, Ring::from_code, &word(5)?)?,
        part: code(TABLE, Part::from_code, &word(6)?)?,
        employer: code(TABLE, EmployerTie::from_code, &word(7)?)?,
        does: said.does,
        reach: said.reach,
        seat: said.seat,
        since: row.try_get_by_index(10)?,
        until: row.try_get_by_index(11)?,
    })
}

pub(crate) async fn team_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    case: CaseId,
) -> Result<Vec<TeamMember>, StoreFault> {
    let mut sql = Sql::new(COLUMNS);
    sql.bind(case.uuid()).push(" ORDER BY since, id");
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, SEALED).await?;
    found.iter().map(|row| read(row, &opener)).collect()
}

/// The same of many cases at once, by case.
pub(crate) async fn teams_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    cases: &[CaseId],
) -> Result<HashMap<CaseId, Vec<TeamMember>>, StoreFault> {
    let wanted = cases.iter().map(|id| id.uuid());
    let mut sql = Sql::new(
        "SELECT id, resource_id, agency, contact, role, ring, part, employer, does, reach, since, until, \
         address, head, case_id FROM team_member WHERE case_id IN (",
    );
    sql.add(Sql::ids(connection.get_database_backend(), wanted))
        .push(") ORDER BY since, id");
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_list(connection, &found, SEALED).await?;
    let mut teams: HashMap<CaseId, Vec<TeamMember>> = HashMap::new();
    for row in &found {
        let case = CaseId::from_uuid(row.try_get_by_index::<Uuid>(14)?);
        if let Some(member) = read_listed(row, &opener)? {
            teams.entry(case).or_default().push(member);
        }
    }
    Ok(teams)
}

/// A member of one of many teams. Where what is sealed does not open, the log names it, and an agency of the directory
/// is there without it; of one that was written down by hand nothing is left.
fn read_listed(row: &QueryResult, opener: &Opener) -> Result<Option<TeamMember>, StoreFault> {
    let id: Uuid = row.try_get_by_index(0)?;
    if let Some(member) = as_far_as_it_opens(id, read(row, opener))? {
        return Ok(Some(member));
    }
    let resource = row.try_get_by_index::<Option<Uuid>>(1)?;
    let said = Said {
        contact: None,
        does: None,
        reach: None,
        seat: Seat::default(),
    };
    let member = resource.map(|resource| {
        let agency = MemberAgency::Listed(ResourceId::from_uuid(resource));
        read_open(row, agency, said)
    });
    // What stands in the open may be what cannot be read.
    Ok(match member {
        Some(member) => as_far_as_it_opens(id, member)?,
        None => None,
    })
}

/// What the log keeps of a member.
fn logged(member: &TeamMember) -> serde_json::Value {
    let (resource, agency) = match &member.agency {
        MemberAgency::Listed(id) => (Some(id.to_string()), None),
        MemberAgency::Written(name) => (None, Some(name.to_string())),
    };
    json!({
        "id": member.id.to_string(),
        "resource": resource,
        "agency": agency,
        "contact": member.contact.as_ref().map(ToString::to_string),
        "role": member.role.map(StaffRole::code),
        "ring": member.ring.code(),
        "part": member.part.code(),
        "employer": member.employer.code(),
        "does": member.does.as_ref().map(ToString::to_string),
        "reach": member.reach.as_ref().map(ToString::to_string),
        "address": member.seat.address.as_ref().map(ToString::to_string),
        "head": member.seat.head.as_ref().map(ToString::to_string),
        "since": member.since.to_string(),
        "until": member.until.map(|day| day.to_string()),
    })
}

impl Work {
    /// The team of a case.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn team_of(&self, case: &Case) -> Result<Vec<TeamMember>, StoreFault> {
        team_of(self.connection(), self.keys(), case.id).await
    }

    /// Puts a member into the team of a case, in place of what stood there of it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_team_member(
        &self,
        case: CaseId,
        before: Option<&TeamMember>,
        member: &TeamMember,
    ) -> Result<(), StoreFault> {
        let person = person_of(self, case.uuid()).await?;
        let owner = KeyOwner::Person(person);
        // Who is in the team, and whether they belong to the employer, decides what may be told.
        self.next_consent_seq(person).await?;
        let (resource, agency) = match &member.agency {
            MemberAgency::Listed(id) => (Some(id.uuid()), None),
            MemberAgency::Written(name) => (None, Some(name.as_str())),
        };
        let contact = member.contact.as_ref().map(|name| name.as_str());
        let does = member.does.as_ref().map(|text| text.as_str());
        let reach = member.reach.as_ref().map(|text| text.as_str());
        let address = member.seat.address.as_ref().map(|line| line.as_str());
        let head = member.seat.head.as_ref().map(|line| line.as_str());
        let sealed = SealedMember {
            agency: self
                .seal_of_member(owner, "agency", member.id, agency)
                .await?,
            contact: self
                .seal_of_member(owner, "contact", member.id, contact)
                .await?,
            does: self.seal_of_member(owner, "does", member.id, does).await?,
            reach: self
                .seal_of_member(owner, "reach", member.id, reach)
                .await?,
            address: self
                .seal_of_member(owner, "address", member.id, address)
                .await?,
            head: self.seal_of_member(owner, "head", member.id, head).await?,
        };
        if before.is_some() {
            let mut sql = Sql::new("DELETE FROM team_member WHERE case_id = ");
            sql.bind(case.uuid())
                .push(" AND id = ")
                .bind(member.id.uuid());
            write(self, sql).await?;
        }
        let mut sql = Sql::new(
            "INSERT INTO team_member (id, case_id, resource_id, agency, contact, role, ring, part, employer, \
             does, reach, since, until, address, head) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(member.id.uuid()),
            Value::from(case.uuid()),
            Value::from(resource),
            Value::from(sealed.agency),
            Value::from(sealed.contact),
            Value::from(member.role.map(StaffRole::code)),
            Value::from(member.ring.code()),
            Value::from(member.part.code()),
            Value::from(member.employer.code()),
            Value::from(sealed.does),
            Value::from(sealed.reach),
            Value::from(member.since),
            Value::from(member.until),
            Value::from(sealed.address),
            Value::from(sealed.head),
        ]));
        write(self, sql).await?;
        self.touch_case(case).await?;
        note_change(self, case, "team", before.map(logged), Some(logged(member)));
        Ok(())
    }

    async fn seal_of_member(
        &self,
        owner: KeyOwner,
        column: &'static str,
        id: TeamMemberId,
        text: Option<&str>,
    ) -> Result<Option<Vec<u8>>, StoreFault> {
        seal_opt(self, owner, cell(column, id), text).await
    }
}

/// The sealed columns of a member.
struct SealedMember {
    agency: Option<Vec<u8>>,
    contact: Option<Vec<u8>>,
    does: Option<Vec<u8>>,
    reach: Option<Vec<u8>>,
    address: Option<Vec<u8>>,
    head: Option<Vec<u8>>,
}
