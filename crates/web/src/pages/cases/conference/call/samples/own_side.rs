//! The person and their family on the pages of calling people, without a database.

use renkei_app::conference::call::view::CallRow;
use renkei_app::conference::read::Called;
use renkei_domain::conference::invitation::{CallChannel, OwnSide};
use renkei_domain::conference::{Coming, Conference};

use super::row_by;

/// The person and their family, who are handed a sheet.
pub(super) fn rows(conference: &Conference) -> Vec<CallRow> {
    let side = conference.own_side().zip(100..);
    let rows = side.map(|(participant, place)| {
        let called = Called {
            name: OwnSide::at(conference.id, participant.id)
                .map(|side| side.word().to_owned())
                .unwrap_or_default(),
            party: None,
            coming: Coming::May {
                hears: Default::default(),
                not: Vec::new(),
            },
            participant,
        };
        row_by(conference, called, (place, CallChannel::InPerson))
    });
    rows.collect()
}
