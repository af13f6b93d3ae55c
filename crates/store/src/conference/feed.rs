//! What a feed needs of conferences: when and where each is, without who is called and what is talked about.

use renkei_domain::cases::case::Case;
use renkei_domain::conference::feed::{Fed, FeedSpan};
use renkei_domain::conference::{ConferenceState, Slot};
use renkei_domain::ids::{AccountId, ConferenceId};
use renkei_domain::time::Instant;
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use super::TABLE;
use super::read::{cell, word};
use super::said::{self, Said};
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::keys::Opener;
use crate::sql::Sql;

/// A conference with a date, in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FedConference {
    /// The case.
    pub case: Case,
    /// Which.
    pub id: ConferenceId,
    /// In what state it is.
    pub state: ConferenceState,
    /// When and where.
    pub slot: Slot,
    /// How often a date was given out anew or taken back.
    pub sequence: u32,
    /// When it was begun.
    pub made_at: Instant,
}

/// Which conferences are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FedTo {
    /// Those that this account sees to.
    Keeper(AccountId),
    /// Every one in the cases that an agency leads.
    Agency,
    /// Those that are held with the person.
    Person,
}

/// Those with a date within a span.
pub(crate) fn told_of(to: FedTo, span: FeedSpan) -> Sql {
    let mut sql = Sql::with(
        "begins_at >= ? AND begins_at < ? AND state IN ",
        [span.from.micros().into(), span.to.micros().into()],
    );
    sql.add(Sql::list(
        Fed::states().map(|state| Value::from(state.code())),
    ));
    match to {
        FedTo::Keeper(keeper) => {
            sql.push(" AND keeper_id = ").bind(keeper.uuid());
        }
        FedTo::Agency => {}
        FedTo::Person => {
            sql.push(" AND absence IS NULL");
        }
    }
    sql
}

/// What is read of each, in the order in which [`read`] takes it.
pub(crate) const COLUMNS: &str = "SELECT id, case_id, state, begins_at, minutes, sequence, made_at, said \
     FROM conference WHERE ";

/// The place of what is sealed.
pub(crate) const SAID: usize = 7;

/// Reads one of a case.
pub(crate) fn read(
    row: &QueryResult,
    case: &Case,
    opener: &Opener,
) -> Result<FedConference, StoreFault> {
    let id: Uuid = row.try_get_by_index(0)?;
    let text = opener.text_at(&cell(TABLE, id), row, SAID)?;
    let place = said::read::<Said>(TABLE, &text)?.place()?;
    let minutes: i32 = row.try_get_by_index(4)?;
    let sequence: i32 = row.try_get_by_index(5)?;
    Ok(FedConference {
        case: case.clone(),
        id: ConferenceId::from_uuid(id),
        state: word(TABLE, row, 2, ConferenceState::from_code)?,
        slot: Slot {
            begins: Instant::from_micros(row.try_get_by_index(3)?),
            minutes: u16::try_from(minutes).map_err(|_| unreadable(TABLE, minutes))?,
            place: place.ok_or_else(|| unreadable(TABLE, "slot"))?,
        },
        sequence: u32::try_from(sequence).map_err(|_| unreadable(TABLE, sequence))?,
        made_at: Instant::from_micros(row.try_get_by_index(6)?),
    })
}
