//! The conferences that are not over of all cases, as types of the schema: those that somebody sees to, or all of their
//! agency.

use async_graphql::{Context, ID, Object, Result};
use renkei_app::cases::read::Whose;
use renkei_app::conference::list::ListedConference;
use renkei_domain::conference::{ConferenceKind, ConferencePurpose, ConferenceState};
use renkei_domain::text::Line;

use crate::closed_list::Word;
use crate::directory::loaded::{Asked, ours};
use crate::scalars::{DateScalar, DateTimeScalar};

/// The conferences that are not over; none for whoever may prepare none.
pub(crate) async fn open_conferences(
    ctx: &Context<'_>,
    is_own: bool,
) -> Result<Vec<OpenConferenceType>> {
    let asked = Asked::of(ctx)?;
    let whose = if is_own {
        Whose::Own
    } else {
        Whose::Everybodys
    };
    let found = asked.app.open_conferences(&asked.principal, whose).await;
    let Ok(open) = ours(found)? else {
        return Ok(Vec::new());
    };
    let rows = open.rows.into_iter().map(|row| OpenConferenceType {
        keeper: open.names.get(&row.keeper).cloned(),
        row,
    });
    Ok(rows.collect())
}

/// A conference of the list.
#[derive(Debug)]
pub(crate) struct OpenConferenceType {
    row: ListedConference,
    keeper: Option<Line>,
}

/// A conference that is not over, or of which somebody still has to hear that it is off.
#[Object(name = "OpenConference")]
impl OpenConferenceType {
    /// Which it is among all of them; `conference` takes it.
    async fn id(&self) -> ID {
        ID(self.row.id.to_string())
    }

    /// The case about whose person people meet, as `case` takes it.
    async fn case(&self) -> ID {
        ID(self.row.case.id.to_string())
    }

    /// Whether it is any meeting of helpers, or one that the rules of a service ask for.
    async fn kind(&self) -> Word<ConferenceKind> {
        Word(self.row.kind)
    }

    /// What it should bring about.
    async fn purpose(&self) -> Word<ConferencePurpose> {
        Word(self.row.purpose)
    }

    /// How far it has come, from draft to closed.
    async fn state(&self) -> Word<ConferenceState> {
        Word(self.row.state)
    }

    /// Its first minute. Null as long as no date was fixed.
    async fn begins(&self) -> Option<DateTimeScalar> {
        self.row.begins.map(DateTimeScalar)
    }

    /// Who of the leading agency sees to it. Null where their name is not known any more.
    async fn keeper(&self) -> Option<&str> {
        self.keeper.as_ref().map(Line::as_str)
    }

    /// The last day of a service that is handed over there. Null: it is about no handover, or nobody wrote that yet.
    async fn ends_on(&self) -> Option<DateScalar> {
        self.row.ends_on.map(DateScalar)
    }
}
