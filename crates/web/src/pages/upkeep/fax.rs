//! The FAX sheets of all whom a network is to ask by FAX next and whose inquiry is prepared, in one file. Printing them
//! changes nothing: that one was sent is said on the page of its inquiry.

use axum::extract::State;
use axum::response::Response;
use renkei_app::directory::inquiry::view::{InquiryQuery, InquiryRow};
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::inquiry::NextStep;
use renkei_domain::ids::{InquiryId, NetworkId};

use super::{Asked, found, list};
use crate::Site;
use crate::error::PageFault;
use crate::paper::inquiry::fax_forms_on_paper;
use crate::paths::{UpkeepPaperPath, UpkeepPath};
use crate::session::Visitor;

/// So many sheets are printed at once: as many as somebody sends on a morning. Those that were sent leave the list, and
/// the next come.
const AT_ONCE: usize = 50;

const NOTHING: &str = "FAXでたずねる用意のできた所は、いまありません。一覧の「たずねる用意をする」を押すと、用意ができます。";

/// The inquiry of a row that is to leave by FAX next.
pub(super) fn by_fax(row: &InquiryRow) -> Option<InquiryId> {
    let NextStep::Contact { channels } = &row.step else {
        return None;
    };
    let is_fax = channels.first() == Some(&CallChannel::Fax);
    row.inquiry.filter(|_| is_fax)
}

pub(crate) async fn print(
    path: UpkeepPaperPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let network: NetworkId = path.id.parse().map_err(|_| PageFault::NotFound)?;
    let mut query = InquiryQuery {
        after: None,
        limit: Some(AT_ONCE),
        only_to_do: true,
    };
    let mut prepared: Vec<InquiryId> = Vec::new();
    while prepared.len() < AT_ONCE {
        let due = site.app.inquiries_due(visitor.principal(), network, &query);
        let page = match found(due.await?, &visitor)? {
            Ok(page) => page,
            Err(answer) => return Ok(answer),
        };
        prepared.extend(page.rows.iter().filter_map(by_fax));
        match page.next {
            Some(after) => query.after = Some(after),
            None => break,
        }
    }
    prepared.truncate(AT_ONCE);
    let mut views = Vec::with_capacity(prepared.len());
    for id in prepared {
        let view = site.app.inquiry(visitor.principal(), id).await?;
        // Somebody may have ended one since the list was read.
        views.extend(view.ok());
    }
    if let Some(paper) = fax_forms_on_paper(&site, &views).await? {
        return Ok(paper);
    }
    let (here, asked) = (UpkeepPath::of(network), Asked::default());
    list(&site, &visitor, (&here, &asked), Some(NOTHING.to_owned())).await
}
