//! What the host chose of the way to somebody, and which FAX number was confirmed.

use renkei_domain::cases::case::Case;
use renkei_domain::conference::Conference;
use renkei_domain::conference::invitation::{
    CallChannel, CheckedHow, KeptWay, NumberCheck, WayChoice,
};
use renkei_domain::ids::{AccountId, ConferenceId, ParticipantId};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde_json::json;
use uuid::Uuid;

use super::WAY;
use super::said::SaidOfWay;
use crate::cases::{note_change, rows};
use crate::conference::read::cell;
use crate::conference::said::{self, line_of, prose_of, written};
use crate::conference::write::put;
use crate::directory::words::{code, unreadable};
use crate::fault::StoreFault;
use crate::keys::{KeyOwner, KeyRing, Opener};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const COLUMNS: &str = "SELECT id, channel, chosen_by, chosen_at, checked_how, checked_on, checked_by, said \
     FROM conference_way WHERE conference_id IN (SELECT c.id FROM conference c WHERE ";
const SAID: usize = 7;

fn account(row: &QueryResult, column: usize) -> Result<AccountId, StoreFault> {
    Ok(AccountId::from_uuid(row.try_get_by_index::<Uuid>(column)?))
}

fn read(row: &QueryResult, opener: &Opener) -> Result<KeptWay, StoreFault> {
    let id: Uuid = row.try_get_by_index(0)?;
    let text = opener.text_at(&cell(WAY, id), row, SAID)?;
    let said = said::read::<SaidOfWay>(WAY, &text)?;
    let choice = match row.try_get_by_index::<Option<String>>(1)? {
        None => None,
        Some(channel) => Some(WayChoice {
            channel: code(WAY, CallChannel::from_code, &channel)?,
            target: line_of(WAY, said.target)?,
            reason: prose_of(WAY, said.reason)?.ok_or_else(|| unreadable(WAY, "reason"))?,
            by: account(row, 2)?,
            at: Instant::from_micros(row.try_get_by_index(3)?),
        }),
    };
    let check = match row.try_get_by_index::<Option<String>>(4)? {
        None => None,
        Some(how) => Some(NumberCheck {
            number: line_of(WAY, said.number)?.ok_or_else(|| unreadable(WAY, "number"))?,
            how: code(WAY, CheckedHow::from_code, &how)?,
            on: row.try_get_by_index(5)?,
            by: account(row, 6)?,
        }),
    };
    Ok(KeptWay {
        participant: ParticipantId::from_uuid(id),
        choice,
        check,
    })
}

async fn ways_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    of_conference: Sql,
) -> Result<Vec<KeptWay>, StoreFault> {
    let mut sql = Sql::new(COLUMNS);
    sql.add(of_conference).push(") ORDER BY id");
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[SAID]).await?;
    found.iter().map(|row| read(row, &opener)).collect()
}

impl Store {
    /// What the host chose of the ways to those who are called to a conference of a case in hand.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn conference_ways(
        &self,
        case: &Case,
        conference: ConferenceId,
    ) -> Result<Vec<KeptWay>, StoreFault> {
        let mut its = Sql::with("c.id = ? AND c.case_id = ", [conference.uuid().into()]);
        its.bind(case.id.uuid());
        ways_of(&self.reader, &self.keys, its).await
    }
}

impl Work {
    /// The same inside an act that has the case.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn conference_ways(
        &self,
        conference: ConferenceId,
    ) -> Result<Vec<KeptWay>, StoreFault> {
        let its = Sql::with("c.id = ?", [conference.uuid().into()]);
        ways_of(self.connection(), self.keys(), its).await
    }

    /// Keeps what the host chose of the way to somebody.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_conference_way(
        &self,
        conference: &Conference,
        before: Option<&KeptWay>,
        kept: &KeptWay,
    ) -> Result<(), StoreFault> {
        let said = said_of(kept);
        let said = written(WAY, &said)?;
        let id = kept.participant.uuid();
        let owner = KeyOwner::Person(conference.person);
        let said = self.seal_text(owner, cell(WAY, id), &said).await?;
        let (choice, check) = (kept.choice.as_ref(), kept.check.as_ref());
        let columns = [
            "id",
            "conference_id",
            "person_id",
            "channel",
            "chosen_by",
            "chosen_at",
            "checked_how",
            "checked_on",
            "checked_by",
            "said",
        ];
        let values = [
            Value::from(id),
            Value::from(conference.id.uuid()),
            Value::from(conference.person.uuid()),
            Value::from(choice.map(|choice| choice.channel.code())),
            Value::from(choice.map(|choice| choice.by.uuid())),
            Value::from(choice.map(|choice| choice.at.micros())),
            Value::from(check.map(|check| check.how.code())),
            Value::from(check.map(|check| check.on)),
            Value::from(check.map(|check| check.by.uuid())),
            Value::from(said),
        ];
        put(self, WAY, &columns, values).await?;
        let (was, is) = (before.map(logged), logged(kept));
        note_change(self, conference.case, "conference_calls", was, Some(is));
        Ok(())
    }
}

fn said_of(kept: &KeptWay) -> SaidOfWay {
    let choice = kept.choice.as_ref();
    let target = choice.and_then(|choice| choice.target.as_ref());
    SaidOfWay {
        target: target.map(ToString::to_string),
        reason: choice.map(|choice| choice.reason.to_string()),
        number: kept.check.as_ref().map(|check| check.number.to_string()),
    }
}

/// What the log, which is sealed, keeps of it.
fn logged(kept: &KeptWay) -> serde_json::Value {
    let (choice, check) = (kept.choice.as_ref(), kept.check.as_ref());
    json!({
        "participant": kept.participant.to_string(),
        "channel": choice.map(|choice| choice.channel.code()),
        "checked_how": check.map(|check| check.how.code()),
        "said": json!(said_of(kept)),
    })
}
