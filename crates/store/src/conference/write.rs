//! Keeping a conference. Who is called and what is talked about keep their rows as long as they stay.

use renkei_domain::conference::{
    AbsenceReason, AgendaItem, Conference, Host, Invitee, Participant, Presenter, WordsFrom,
};
use renkei_domain::directory::people::StaffRole;
use renkei_domain::ids::{ConferenceId, ParticipantId, ResourceId, TeamMemberId};
use sea_orm::{ConnectionTrait as _, Value};
use serde_json::json;
use uuid::Uuid;

use super::read::cell;
use super::said::{Said, SaidOfItem, SaidOfParticipant, written};
use super::{ITEM, PARTICIPANT, TABLE};
use crate::cases::{note_change, write};
use crate::consent::terms::category_codes;
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::keys::KeyOwner;
use crate::sql::Sql;
use crate::work::Work;

/// Writes a row, in the place of the one with its id.
pub(super) async fn put(
    work: &Work,
    table: &str,
    columns: &[&str],
    values: impl IntoIterator<Item = Value>,
) -> Result<(), StoreFault> {
    let names = columns.join(", ");
    let mut sql = Sql::new(&format!("INSERT INTO {table} ({names}) VALUES "));
    sql.add(Sql::row(values));
    let others = columns.iter().filter(|column| **column != "id");
    let kept: Vec<String> = others
        .map(|column| format!("{column} = excluded.{column}"))
        .collect();
    sql.push(" ON CONFLICT (id) DO UPDATE SET ")
        .push(&kept.join(", "));
    write(work, sql).await?;
    Ok(())
}

/// Takes out what stands below a conference and is none of these.
async fn keep_only(
    work: &Work,
    table: &str,
    conference: ConferenceId,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<(), StoreFault> {
    let mut sql = Sql::new(&format!("DELETE FROM {table} WHERE conference_id = "));
    sql.bind(conference.uuid())
        .push(" AND id NOT IN (")
        .add(Sql::ids(work.connection().get_database_backend(), ids))
        .push(")");
    write(work, sql).await?;
    Ok(())
}

fn place_of(place: usize) -> Result<i32, StoreFault> {
    i32::try_from(place).map_err(|_| unreadable(TABLE, place))
}

impl Work {
    /// Keeps a conference, in place of how it was.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_conference(
        &self,
        before: Option<&Conference>,
        conference: &Conference,
    ) -> Result<(), StoreFault> {
        self.put_conference(conference).await?;
        for (place, one) in conference.participants.iter().enumerate() {
            self.put_participant(conference, place_of(place)?, one)
                .await?;
        }
        for (place, item) in conference.agenda.items.iter().enumerate() {
            self.put_item(conference, place_of(place)?, item).await?;
        }
        if before.is_some() {
            let called = conference.participants.iter().map(|one| one.id.uuid());
            keep_only(self, PARTICIPANT, conference.id, called).await?;
            let items = conference.agenda.items.iter().map(|item| item.id.uuid());
            keep_only(self, ITEM, conference.id, items).await?;
        }
        let (was, is) = (before.map(logged), logged(conference));
        note_change(self, conference.case, "conferences", was, Some(is));
        Ok(())
    }

    async fn put_conference(&self, conference: &Conference) -> Result<(), StoreFault> {
        let owner = KeyOwner::Person(conference.person);
        let said = written(TABLE, &Said::of(conference))?;
        let said = self
            .seal_text(owner, cell(TABLE, conference.id.uuid()), &said)
            .await?;
        let (outline, slot) = (&conference.outline, conference.slot.as_ref());
        let (presence, handover) = (&outline.presence, conference.handover.as_ref());
        let absence = presence.absence.as_ref().map(|absence| absence.reason);
        let family = presence.family.as_ref();
        let sequence = i32::try_from(conference.sequence)
            .map_err(|_| unreadable(TABLE, conference.sequence))?;
        let columns = [
            "id",
            "person_id",
            "organization_id",
            "case_id",
            "keeper_id",
            "kind",
            "purpose",
            "state",
            "host_id",
            "absence",
            "family_agreed_on",
            "family_from",
            "family_until",
            "begins_at",
            "minutes",
            "sequence",
            "own_minutes",
            "words_from",
            "seen_on",
            "told_on",
            "ends_on",
            "explained_on",
            "made_at",
            "version",
            "said",
        ];
        let values = [
            Value::from(conference.id.uuid()),
            Value::from(conference.person.uuid()),
            Value::from(conference.organization.uuid()),
            Value::from(conference.case.uuid()),
            Value::from(conference.keeper.uuid()),
            Value::from(outline.kind.code()),
            Value::from(outline.purpose.code()),
            Value::from(conference.state.code()),
            Value::from(host(outline.host).map(TeamMemberId::uuid)),
            Value::from(absence.map(AbsenceReason::code)),
            Value::from(family.map(|family| family.agreed_on)),
            Value::from(family.map(|family| i32::from(family.window.from()))),
            Value::from(family.map(|family| i32::from(family.window.until()))),
            Value::from(slot.map(|slot| slot.begins.micros())),
            Value::from(slot.map(|slot| i32::from(slot.minutes))),
            Value::from(sequence),
            Value::from(i32::from(conference.agenda.own_minutes)),
            Value::from(conference.words.from.map(WordsFrom::code)),
            Value::from(conference.seen_on),
            Value::from(conference.told_on),
            Value::from(handover.map(|handover| handover.ends_on)),
            Value::from(handover.and_then(|handover| handover.explained_on)),
            Value::from(conference.made_at.micros()),
            Value::from(conference.version),
            Value::from(said),
        ];
        put(self, TABLE, &columns, values).await
    }

    async fn put_participant(
        &self,
        conference: &Conference,
        place: i32,
        one: &Participant,
    ) -> Result<(), StoreFault> {
        let owner = KeyOwner::Person(conference.person);
        let said = written(PARTICIPANT, &SaidOfParticipant::of(one))?;
        let said = self
            .seal_text(owner, cell(PARTICIPANT, one.id.uuid()), &said)
            .await?;
        let (member, resource) = ids_of(&one.who);
        let columns = [
            "id",
            "conference_id",
            "person_id",
            "place",
            "member_id",
            "resource_id",
            "role",
            "attendance",
            "window_from",
            "window_until",
            "substitute",
            "unwanted_since",
            "said",
        ];
        let values = [
            Value::from(one.id.uuid()),
            Value::from(conference.id.uuid()),
            Value::from(conference.person.uuid()),
            Value::from(place),
            Value::from(member.map(TeamMemberId::uuid)),
            Value::from(resource.map(ResourceId::uuid)),
            Value::from(one.role.map(StaffRole::code)),
            Value::from(one.attendance.code()),
            Value::from(one.window.map(|window| i32::from(window.from()))),
            Value::from(one.window.map(|window| i32::from(window.until()))),
            Value::from(one.substitute.code()),
            Value::from(one.unwanted_since),
            Value::from(said),
        ];
        put(self, PARTICIPANT, &columns, values).await
    }

    async fn put_item(
        &self,
        conference: &Conference,
        place: i32,
        item: &AgendaItem,
    ) -> Result<(), StoreFault> {
        let owner = KeyOwner::Person(conference.person);
        let said = written(ITEM, &SaidOfItem::of(item))?;
        let said = self
            .seal_text(owner, cell(ITEM, item.id.uuid()), &said)
            .await?;
        let (presenter, participant) = presented_by(item.presenter);
        let columns = [
            "id",
            "conference_id",
            "person_id",
            "place",
            "minutes",
            "presenter",
            "participant_id",
            "aim",
            "said",
        ];
        let values = [
            Value::from(item.id.uuid()),
            Value::from(conference.id.uuid()),
            Value::from(conference.person.uuid()),
            Value::from(place),
            Value::from(i32::from(item.minutes)),
            Value::from(presenter),
            Value::from(participant.map(ParticipantId::uuid)),
            Value::from(item.aim.code()),
            Value::from(said),
        ];
        put(self, ITEM, &columns, values).await
    }
}

const fn host(host: Host) -> Option<TeamMemberId> {
    match host {
        Host::Lead => None,
        Host::Member(id) => Some(id),
    }
}

const fn ids_of(who: &Invitee) -> (Option<TeamMemberId>, Option<ResourceId>) {
    match who {
        Invitee::Member(id) => (Some(*id), None),
        Invitee::Listed { resource, .. } => (None, Some(*resource)),
        Invitee::Written { .. } => (None, None),
    }
}

const fn presented_by(presenter: Presenter) -> (&'static str, Option<ParticipantId>) {
    match presenter {
        Presenter::Person => ("person", None),
        Presenter::Host => ("host", None),
        Presenter::Participant(id) => ("participant", Some(id)),
    }
}

/// What the log, which is sealed, keeps of a conference.
fn logged(conference: &Conference) -> serde_json::Value {
    let outline = &conference.outline;
    let slot = conference.slot.as_ref();
    let called = conference.participants.iter().map(|one| {
        let (member, resource) = ids_of(&one.who);
        json!({
            "id": one.id.to_string(),
            "member": member.map(|id| id.to_string()),
            "resource": resource.map(|id| id.to_string()),
            "said": json!(SaidOfParticipant::of(one)),
            "role": one.role.map(StaffRole::code),
            "attendance": one.attendance.code(),
            "window": one.window.map(|window| [window.from(), window.until()]),
            "substitute": one.substitute.code(),
            "unwanted_since": one.unwanted_since.map(|day| day.to_string()),
        })
    });
    let items = conference.agenda.items.iter().map(|item| {
        let (presenter, participant) = presented_by(item.presenter);
        json!({
            "id": item.id.to_string(),
            "title": item.title.to_string(),
            "minutes": item.minutes,
            "presenter": presenter,
            "participant": participant.map(|id| id.to_string()),
            "aim": item.aim.code(),
            "categories": category_codes(&item.categories),
        })
    });
    let family = outline.presence.family.as_ref();
    json!({
        "id": conference.id.to_string(),
        "keeper": conference.keeper.to_string(),
        "kind": outline.kind.code(),
        "purpose": outline.purpose.code(),
        "state": conference.state.code(),
        "host": host(outline.host).map(|id| id.to_string()),
        "absence": outline.presence.absence.as_ref().map(|absence| absence.reason.code()),
        "family_agreed_on": family.map(|family| family.agreed_on.to_string()),
        "family_window": family.map(|family| [family.window.from(), family.window.until()]),
        "begins_at": slot.map(|slot| slot.begins.rfc3339()),
        "minutes": slot.map(|slot| slot.minutes),
        "sequence": conference.sequence,
        "participants": called.collect::<Vec<_>>(),
        "own_minutes": conference.agenda.own_minutes,
        "items": items.collect::<Vec<_>>(),
        "words_from": conference.words.from.map(WordsFrom::code),
        "seen_on": conference.seen_on.map(|day| day.to_string()),
        "told_on": conference.told_on.map(|day| day.to_string()),
        "ends_on": conference.handover.as_ref().map(|one| one.ends_on.to_string()),
        "said": json!(Said::of(conference)),
    })
}
