//! The notice of a meeting of a network as PDF, by an address that holds for some minutes as that of a conference does.

use async_graphql::{Context, ID, InputObject, Object, Result};
use renkei_app::conference::series::paper::MeetingSheetOf;
use renkei_app::map::sheet::MadeSheet;
use renkei_domain::conference::series::SeriesFault;
use renkei_domain::ids::MeetingNoticeId;

use super::write::{MeetingRefusalType, Ready, Refused, known, writer};
use crate::directory::loaded::{Asked, ours};
use crate::scalars::{DateScalar, DateTimeScalar};

/// What came of asking for the notice of a meeting on paper.
#[derive(Debug)]
pub(crate) struct MeetingPdfPayload(std::result::Result<MadeSheet, Refused>);

/// What came of asking for the notice of a meeting on paper.
#[Object]
impl MeetingPdfPayload {
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
    async fn refusal(&self) -> Option<MeetingRefusalType<'_>> {
        self.0.as_ref().err().map(MeetingRefusalType)
    }
}

/// The notice of a meeting that is to be fetched. Printing sends nothing and tells nobody.
#[derive(Debug, InputObject)]
pub(crate) struct MeetingPdfInput {
    /// Which series, as `MeetingSeries.id` shows it.
    id: ID,
    /// The day on which the rule alone has the meeting, as `MeetingDay.original` shows it.
    day: DateScalar,
    /// Which message by FAX or letter, as `MeetingNotice.id` shows it; its secretariat alone prints one. Null: the notice
    /// for everybody.
    notice: Option<ID>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl MeetingPdfInput {
    fn sheet(&self) -> Ready<MeetingSheetOf> {
        let no_such = || Refused::By(SeriesFault::NoSuchNotice.into());
        let notice = self.notice.as_ref();
        let notice = notice.map(|id| id.as_str().parse::<MeetingNoticeId>());
        Ok(MeetingSheetOf {
            series: known(&self.id)?,
            original: self.day.0,
            notice: notice.transpose().map_err(|_| no_such())?,
        })
    }

    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<MeetingPdfPayload> {
        let asked = Asked::of(ctx)?;
        let key = self.idempotency_key.as_deref();
        let ready = self.sheet().and_then(|of| Ok((of, writer(asked, key)?)));
        let (of, writer) = match ready {
            Ok(ready) => ready,
            Err(refusal) => return Ok(MeetingPdfPayload(Err(refusal))),
        };
        let made = asked.app.offer_meeting_sheet(&writer, of).await;
        Ok(MeetingPdfPayload(ours(made)?.map_err(Refused::By)))
    }
}
