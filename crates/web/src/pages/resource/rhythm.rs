//! How often an agency agreed to be asked about free places, on its page for whoever asks.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::inquiry::InquiryRefusal;
use renkei_domain::directory::inquiry::CapacityRhythm;
use renkei_domain::ids::ResourceId;

use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Field, Form, Sent};
use crate::gate::refused;
use crate::pages::letters::writer;
use crate::paths::{ResourcePath, RhythmPath};
use crate::session::Visitor;

const BUTTON: &str = "この間かくにする";

/// The field, with what was agreed.
fn field(rhythm: Option<CapacityRhythm>) -> Field {
    let known = rhythm.map(|rhythm| rhythm.months().to_string());
    let known = known.unwrap_or_default();
    let every = (1..=12)
        .map(|months: u32| Choice::of(months.to_string(), format!("{months}か月ごと"), &known));
    let as_usual = Choice::of("", "ほかの機関と同じ（4月・5月と10月）", &known);
    let choices = std::iter::once(as_usual).chain(every);
    Field::listed("months", "空きを たずねる間かく", choices.collect())
        .hinted("この機関と きめたときだけ、変えてください。")
}

/// The form.
pub(super) fn form(site: &Site, id: ResourceId, rhythm: Option<CapacityRhythm>) -> Form {
    Form::new(site, RhythmPath::of(id), BUTTON).with([field(rhythm)])
}

/// The same for a page that is shown without a site.
pub(super) fn sample() -> Form {
    use crate::paths::Sampled as _;
    Form::sample(RhythmPath::sample(), BUTTON).with([field(None)])
}

pub(crate) async fn agree(
    path: RhythmPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let id: ResourceId = path.id.parse().map_err(|_| PageFault::NotFound)?;
    let months = match sent.text("months") {
        "" => None,
        text => Some(text.parse().map_err(|_| PageFault::BadRequest)?),
    };
    let by = writer(&visitor, &sent);
    match site.app.agree_capacity_rhythm(&by, id, months).await? {
        Ok(()) => {
            let to = ResourcePath::of(id).to_string();
            Ok(Redirect::to(&to).into_response())
        }
        Err(InquiryRefusal::NotFound) => Err(PageFault::NotFound),
        Err(InquiryRefusal::NotAllowed(decision)) => Ok(refused(decision, &visitor)),
        // No form of ours sends anything else.
        Err(_) => Err(PageFault::BadRequest),
    }
}
