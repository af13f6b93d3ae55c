//! Beginning a conference: what it is and what it is for.

use axum::extract::State;
use axum::response::Response;
use renkei_app::conference::KeptConference;
use renkei_app::conference::begin::NewConference;
use renkei_app::conference::read::ConferencesView;

use super::super::faults::Faults;
use super::super::name_of;
use super::super::trail::{number_of, steps_to};
use super::part::ConferencePartPage;
use super::parts::outline;
use super::{at_the_desk, refusal_words};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Form, Packed, Sent};
use crate::gate::{asked_again, drafted_or, ended, writable};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{CaseConferencesPath, ConferencePath, NewConferencePath};
use crate::session::Visitor;

const NEW: (&str, &str) = ("会議を用意する", "会議の準備をはじめる");

impl ConferencePartPage {
    fn begin(
        shell: Shell,
        view: &ConferencesView,
        form: Form,
        (sent, faults, fault): (&Sent, &Faults, Option<String>),
    ) -> Self {
        let case = view.case();
        Self {
            shell,
            steps: steps_to(case, None),
            list: CaseConferencesPath::of(case.id),
            conference: None,
            number: number_of(case),
            heading: NEW.0,
            lead: name_of(case),
            note: "ここで作るのは準備です。だれにも送られません。議題のひな形は、あとで直せます。",
            form: form.with(outline::fields(view, sent, faults)),
            fault,
        }
    }

    /// The page of a sample on which one is begun.
    pub(super) fn sample_new(shell: Shell, view: &ConferencesView, fault: Option<String>) -> Self {
        let mut packed = Packed::default();
        outline::pack_new(&mut packed);
        let form = Form::sample(NewConferencePath::of(view.case().id), NEW.1);
        let said = (&packed.sent(), &Faults::default(), fault);
        Self::begin(shell, view, form, said)
    }
}

async fn asked_new(
    site: &Site,
    visitor: &Visitor,
    view: &ConferencesView,
    said: (&Sent, &Faults, Option<String>),
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let form = Form::new(site, NewConferencePath::of(view.case().id), NEW.1);
    Ok(shown(&ConferencePartPage::begin(shell, view, form, said)))
}

/// The conferences of a case for whoever may begin one.
pub(super) async fn to_begin(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<ConferencesView, Response>, PageFault> {
    let view = at_the_desk(site, visitor, id).await?;
    writable(view, |view| view.may_convene)
}

pub(crate) async fn show_new(
    path: NewConferencePath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let view = match to_begin(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let fresh = || {
        let mut packed = Packed::default();
        outline::pack_new(&mut packed);
        packed.sent()
    };
    let sent = drafted_or(&site, &visitor, fresh).await?;
    let said = (&sent, &Faults::default(), None);
    asked_new(&site, &visitor, &view, said).await
}

pub(crate) async fn begin(
    path: NewConferencePath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match to_begin(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let id = view.case().id;
    let mut faults = Faults::default();
    let mut fault = None;
    if let Some(sketch) = outline::read(&view, &sent, &mut faults) {
        let new = NewConference {
            kind: sketch.kind,
            purpose: sketch.purpose,
            presence: sketch.presence,
            host: sketch.host,
            to_bring: sketch.to_bring,
        };
        let by = writer(&visitor, &sent);
        let kept = site.app.begin_conference(&by, id, new).await?;
        let page = |kept: KeptConference| ConferencePath::of(id, kept.0).to_string();
        match ended((&site, &visitor), kept, page, refusal_words).await? {
            Ok(answer) => return Ok(answer),
            Err(words) => fault = Some(words),
        }
    }
    let said = (&sent, &faults, fault);
    Ok(asked_again(asked_new(&site, &visitor, &view, said).await?))
}
