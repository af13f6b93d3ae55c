//! Making a series and changing what it is.

use axum::extract::State;
use axum::response::Response;
use renkei_app::conference::series::read::{MeetingsView, SeriesView};
use renkei_app::conference::series::{KeptSeries, SeenSeries};

use super::{
    MeetingFormPage, NOT_ABOUT_ANYBODY, list_of, outline, refusal_words, series_of, trail_to_list,
    trail_to_series,
};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Form, Packed, Sent};
use crate::gate::{asked_again, drafted_or, ended, writable};
use crate::pages::cases::faults::Faults;
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{EditSeriesPath, MeetingSeriesPath, NewMeetingsPath};
use crate::session::Visitor;

const NEW: (&str, &str) = ("会議のきまりを作る", "この会議を作る");
const EDIT: (&str, &str) = ("会議のきまりを変える", "変えたことを保存する");

impl MeetingFormPage {
    pub(super) fn new_series(
        shell: Shell,
        view: &MeetingsView,
        form: Form,
        (sent, faults, fault): (&Sent, &Faults, Option<String>),
    ) -> Self {
        Self {
            shell,
            trail: trail_to_list(view.network),
            heading: NEW.0.to_owned(),
            lead: view.name.clone(),
            note: NOT_ABOUT_ANYBODY,
            form: form.with(outline::fields(view, (None, false), (sent, faults))),
            fault,
        }
    }

    pub(super) fn edited_series(
        shell: Shell,
        view: &SeriesView,
        form: Form,
        (sent, faults, fault): (&Sent, &Faults, Option<String>),
    ) -> Self {
        let series = view.series();
        let own = (Some(series.id), view.has_begun());
        Self {
            shell,
            trail: trail_to_series(view),
            heading: EDIT.0.to_owned(),
            lead: series.outline.theme.to_string(),
            note: NOT_ABOUT_ANYBODY,
            form: form.with(outline::fields(&view.all, own, (sent, faults))),
            fault,
        }
    }

    pub(super) fn sample_new(shell: Shell, view: &MeetingsView, fault: Option<String>) -> Self {
        let mut packed = Packed::default();
        outline::pack_new(&mut packed, view.now.in_japan().date);
        let form = Form::sample(NewMeetingsPath::of(view.network), NEW.1);
        let said = (&packed.sent(), &Faults::default(), fault);
        Self::new_series(shell, view, form, said)
    }

    pub(super) fn sample_edited(shell: Shell, view: &SeriesView) -> Self {
        let mut packed = Packed::default();
        outline::pack(&mut packed, &view.series().outline);
        let form = Form::sample(EditSeriesPath::of(view.series().id), EDIT.1);
        let said = (&packed.sent(), &Faults::default(), None);
        Self::edited_series(shell, view, form, said)
    }
}

/// The page of a series that was kept.
fn page_of(kept: KeptSeries) -> String {
    MeetingSeriesPath::of(kept.0).to_string()
}

/// The meetings of a network for whoever may write them.
async fn to_make(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<MeetingsView, Response>, PageFault> {
    writable(list_of(site, visitor, id).await?, |view| view.may_keep)
}

/// A series for whoever may write it.
pub(super) async fn to_change(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<SeriesView, Response>, PageFault> {
    let view = series_of(site, visitor, id).await?;
    writable(view, |view| view.all.may_keep)
}

async fn asked_new(
    site: &Site,
    visitor: &Visitor,
    view: &MeetingsView,
    said: (&Sent, &Faults, Option<String>),
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Meetings).await?;
    let form = Form::new(site, NewMeetingsPath::of(view.network), NEW.1);
    Ok(shown(&MeetingFormPage::new_series(shell, view, form, said)))
}

pub(crate) async fn show_new(
    path: NewMeetingsPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let view = match to_make(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let fresh = || {
        let mut packed = Packed::default();
        outline::pack_new(&mut packed, view.now.in_japan().date);
        packed.sent()
    };
    let sent = drafted_or(&site, &visitor, fresh).await?;
    asked_new(&site, &visitor, &view, (&sent, &Faults::default(), None)).await
}

pub(crate) async fn make(
    path: NewMeetingsPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match to_make(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let mut faults = Faults::default();
    let mut fault = None;
    if let Some(outline) = outline::read(&sent, &mut faults) {
        let by = writer(&visitor, &sent);
        let kept = site.app.plan_meetings(&by, view.network, outline).await?;
        match ended((&site, &visitor), kept, page_of, refusal_words).await? {
            Ok(answer) => return Ok(answer),
            Err(words) => fault = Some(words),
        }
    }
    let page = asked_new(&site, &visitor, &view, (&sent, &faults, fault)).await?;
    Ok(asked_again(page))
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    (view, version): (&SeriesView, i64),
    said: (&Sent, &Faults, Option<String>),
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Meetings).await?;
    let form = Form::new(site, EditSeriesPath::of(view.series().id), EDIT.1);
    let form = form.carrying("version", version);
    Ok(shown(&MeetingFormPage::edited_series(
        shell, view, form, said,
    )))
}

pub(crate) async fn show(
    path: EditSeriesPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let view = match to_change(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let fresh = || {
        let mut packed = Packed::default();
        outline::pack(&mut packed, &view.series().outline);
        packed.sent()
    };
    let sent = drafted_or(&site, &visitor, fresh).await?;
    let of = (&view, view.series().version);
    asked(&site, &visitor, of, (&sent, &Faults::default(), None)).await
}

pub(crate) async fn save(
    path: EditSeriesPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match to_change(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let seen = SeenSeries {
        id: view.series().id,
        version: sent.text("version").parse().unwrap_or(0),
    };
    let mut faults = Faults::default();
    let mut fault = None;
    let from = faults.day_opt(&sent, "change_from");
    if let Some(outline) = outline::read(&sent, &mut faults) {
        let by = writer(&visitor, &sent);
        let kept = site.app.change_meetings(&by, seen, outline, from);
        match ended((&site, &visitor), kept.await?, page_of, refusal_words).await? {
            Ok(answer) => return Ok(answer),
            Err(words) => fault = Some(words),
        }
    }
    // Whoever was second opens the page anew, and sees what the other wrote.
    let of = (&view, seen.version);
    let page = asked(&site, &visitor, of, (&sent, &faults, fault)).await?;
    Ok(asked_again(page))
}
