//! A sheet of a conference as PDF, by an address that holds for some minutes as that of a map does.

use async_graphql::{Context, ID, InputObject, Object, Result};
use renkei_app::conference::sheet::{ConferenceSheet, SheetOf};
use renkei_app::map::sheet::MadeSheet;

use super::record::participant;
use super::write::{ConferenceRefusalType, Refused, missing, place_of, writer};
use crate::closed_list::{Word, closed_list};
use crate::directory::loaded::{Asked, ours};
use crate::scalars::DateTimeScalar;

closed_list!(
    ConferenceSheet,
    "ConferenceSheet",
    "What can be put on paper about a conference.",
    |sheet| match sheet.code() {
        "agenda" => "list and topics as the desk reads them",
        "person-agenda" => "topics in easy words, for whom people meet about",
        "person-call" => "tells them day, time and place",
        "family-call" => "tells relatives when they are expected",
        "material" => "one numbered copy for each recipient, cut to their consent",
        "half-page" => "who does what until when, to take home",
        "handover-record" => "shows authorities that an office shared in time",
        "fax" => "invitations that are also reply forms; one, or all that still have to leave",
        "fax-test" =>
            "asks whether a number belongs to somebody, before anything else is sent there",
        "letter" => "posted invitations; one, or all that still have to leave",
        "phone" => "what to say when dialling; to one, or to all who are still to be phoned",
        "hand" => "given to the person or relatives face to face",
        "poll-fax" => "possible dates with boxes to tick, faxed to all who are still to be asked",
        _ => "possible dates with boxes to tick, posted to all who are still to be asked",
    }
);

/// What came of asking for a sheet of a conference.
#[derive(Debug)]
pub(crate) struct ConferencePdfPayload(std::result::Result<MadeSheet, Refused>);

/// What came of asking for a sheet of a conference.
#[Object]
impl ConferencePdfPayload {
    /// What the address of the PDF is behind the installation's own, told this once; whoever holds it may fetch it. Null
    /// where none was made.
    async fn path(&self) -> Option<String> {
        let made = self.0.as_ref().ok()?;
        Some(format!("/conference/sheet/{}", made.secret))
    }

    /// The moment from which it is there no more, 10 minutes after it was asked for. Null where none was made.
    async fn until(&self) -> Option<DateTimeScalar> {
        let made = self.0.as_ref().ok()?;
        Some(DateTimeScalar(made.until))
    }

    /// Why none was made. Null: it was.
    async fn refusal(&self) -> Option<ConferenceRefusalType<'_>> {
        self.0.as_ref().err().map(ConferenceRefusalType)
    }
}

/// A sheet of a conference that is to be fetched. Printing sends nothing and tells nobody.
#[derive(Debug, InputObject)]
pub(crate) struct ConferencePdfInput {
    /// Which conference, as `Conference.id` or `OwnConference.id` shows it.
    id: ID,
    /// What is put on the paper.
    sheet: Word<ConferenceSheet>,
    /// Who is called by it, as `ConferenceParticipant.id` or `ConferenceCall.participant` shows it; needed for a test of a
    /// FAX number. Null: all to whom such a sheet still has to leave, or the sheet is for everybody.
    participant: Option<ID>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl ConferencePdfInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<ConferencePdfPayload> {
        let asked = Asked::of(ctx)?;
        let Some((case, id)) = place_of(asked, &self.id).await? else {
            return Ok(ConferencePdfPayload(Err(missing(asked))));
        };
        let who = self.participant.as_ref().map(participant).transpose();
        let ready =
            writer(asked, self.idempotency_key.as_deref()).and_then(|writer| Ok((writer, who?)));
        let (writer, who) = match ready {
            Ok(ready) => ready,
            Err(refusal) => return Ok(ConferencePdfPayload(Err(refusal))),
        };
        let of = SheetOf {
            case,
            id,
            sheet: self.sheet.0,
            participant: who,
        };
        let made = asked.app.offer_conference_sheet(&writer, of).await;
        Ok(ConferencePdfPayload(ours(made)?.map_err(Refused::By)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::closed_list::tests::shows_all;

    #[test]
    fn every_sheet_is_a_value_of_the_schema() {
        shows_all(ConferenceSheet::ALL);
    }
}
