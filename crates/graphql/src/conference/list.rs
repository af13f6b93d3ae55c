//! The conferences that are not over of all cases, as types of the schema: those that somebody sees to, or all of their
//! agency; and what a code or a number on an answer leads to.

use async_graphql::{Context, ID, Object, Result};
use renkei_app::cases::read::Whose;
use renkei_app::conference::find::{AnswerOf, FoundAnswer};
use renkei_app::conference::list::ListedConference;
use renkei_domain::conference::invitation::conference_number;
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

    /// The number by which letters, sheets and calendars call it (「№345-678」); `conferenceAnswer` takes it.
    async fn number(&self) -> String {
        conference_number(self.row.id)
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

/// What a code or a number leads to, where it leads anywhere for whoever asks.
pub(crate) async fn conference_answer(
    ctx: &Context<'_>,
    number: &str,
) -> Result<Option<FoundAnswerType>> {
    let asked = Asked::of(ctx)?;
    let found = asked.app.find_answer(&asked.principal, number).await;
    Ok(ours(found)?.ok().map(FoundAnswerType))
}

/// What was found.
pub(crate) struct FoundAnswerType(FoundAnswer);

/// Where an answer is written down that came by FAX, post or phone.
#[Object(name = "FoundAnswer")]
impl FoundAnswerType {
    /// The support case (支援ケース) that the conference is about, as the query `case` takes it.
    async fn case(&self) -> ID {
        ID(self.0.case.to_string())
    }

    /// The meeting to which somebody answers, as the query `conference` takes it.
    async fn conference(&self) -> ID {
        ID(self.0.conference.to_string())
    }

    /// Of whom who was called, as `recordReply` takes it. Null: the code is of no call.
    async fn invitation(&self) -> Option<ID> {
        match self.0.of {
            AnswerOf::Called(id) => Some(ID(id.to_string())),
            AnswerOf::Asked(_) | AnswerOf::AskedBefore | AnswerOf::Anybody => None,
        }
    }

    /// Of whom who is asked about dates, as `answerPoll` takes it. Null: the code is of no poll that goes on.
    async fn respondent(&self) -> Option<ID> {
        match self.0.of {
            AnswerOf::Asked(id) => Some(ID(id.to_string())),
            AnswerOf::Called(_) | AnswerOf::AskedBefore | AnswerOf::Anybody => None,
        }
    }
}
