//! Somebody on one's own map: who they are, what about, how and when. The form is saved as a whole; the picture is sent on
//! its own.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::cases::offered::OfferedAgency;
use renkei_app::map::MapRefusal;
use renkei_app::map::own::OwnMap;
use renkei_domain::ids::{MapEntryId, ResourceId};
use renkei_domain::map::{Entry, MapFault, Quadrant, ResourceMap};
use serde::Deserialize;

use super::super::super::cases::faults::Faults;
use super::{fields, having, own, words_of};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Form, Packed, Sent};
use crate::gate::{asked_again, drafted, forget};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{EntryPicturePath, MapEntryPath, MapPath, MapPicturePath, MapStepPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "map_person.html")]
pub struct EntryPage {
    shell: Shell,
    fault: Option<String>,
    map: MapPath,
    name: Option<String>,
    form: Form,
    /// What can be done with somebody who stands there already.
    known: Option<Known>,
    version: i64,
    once: String,
    step: MapStepPath,
}

/// Somebody who stands on the map.
#[derive(Debug, Clone)]
struct Known {
    id: String,
    picture: Option<MapPicturePath>,
    action: EntryPicturePath,
    is_first: bool,
}

/// What stands behind the question mark: a part of life.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    part: String,
}

const BUTTON: &str = "ほぞんする";

impl EntryPage {
    pub(super) fn of(
        shell: Shell,
        (own, id): (&OwnMap, MapEntryId),
        form: Form,
        (once, fault): (String, Option<String>),
    ) -> Self {
        let entry = own.map.entry(id);
        let is_first =
            |one: &Entry| own.map.entries_of(one.quadrant).next().map(|one| one.id) == Some(id);
        Self {
            shell,
            fault,
            map: MapPath,
            name: entry.map(|one| one.name.to_string()),
            form: form.carrying("version", own.version),
            known: entry.map(|one| Known {
                id: id.to_string(),
                picture: one.picture.map(MapPicturePath::of),
                action: EntryPicturePath::of(id),
                is_first: is_first(one),
            }),
            version: own.version,
            once,
            step: MapStepPath,
        }
    }

    /// The form without a site.
    pub(super) fn sample_form(id: MapEntryId) -> Form {
        Form::sample(MapEntryPath::of(id), BUTTON)
    }
}

/// Agencies of the directory that may be meant.
async fn offered(site: &Site, sent: &Sent) -> Result<Vec<OfferedAgency>, PageFault> {
    match sent.text("agency_name") {
        "" => Ok(Vec::new()),
        name => Ok(site.app.agencies_named(name).await?),
    }
}

/// Shows the form.
pub(super) async fn asked(
    site: &Site,
    visitor: &Visitor,
    (own, id): (&OwnMap, MapEntryId),
    (sent, faults, fault): (&Sent, &Faults, Option<String>),
) -> Result<Response, PageFault> {
    let offered = offered(site, sent).await?;
    let form =
        Form::new(site, MapEntryPath::of(id), BUTTON).with(fields::fields(sent, faults, &offered));
    let shell = Shell::of(site, visitor, Here::Map).await?;
    let said = (site.app.new_request_id(), fault);
    Ok(shown(&EntryPage::of(shell, (own, id), form, said)))
}

/// What the form shows before somebody types.
pub(super) fn packed(own: &OwnMap, id: MapEntryId, part: &str) -> Sent {
    let mut packed = Packed::default();
    match own.map.entry(id) {
        Some(entry) => fields::pack(&mut packed, entry, &own.current),
        None => {
            let part = Quadrant::from_code(part).unwrap_or(Quadrant::Work);
            packed.put("part", part.code());
        }
    }
    packed.sent()
}

pub(crate) async fn show(
    path: MapEntryPath,
    State(site): State<Site>,
    visitor: Visitor,
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(query) = query.map_err(|_| PageFault::BadRequest)?;
    let id: MapEntryId = path.entry.parse().map_err(|_| PageFault::NotFound)?;
    let own = match own(&site, &visitor).await? {
        Ok(own) => own,
        Err(answer) => return Ok(answer),
    };
    let sent = match drafted(&site, &visitor).await? {
        Some(sent) => sent,
        None => packed(&own, id, &query.part),
    };
    let said = (&sent, &Faults::default(), None);
    asked(&site, &visitor, (&own, id), said).await
}

/// Which agency is meant: none, the one that stands there, or the one that was chosen.
pub(super) async fn resource(
    site: &Site,
    sent: &Sent,
    faults: &mut Faults,
) -> Result<Option<ResourceId>, PageFault> {
    let name = sent.text("agency_name");
    if name.is_empty() || sent.text("agency") == fields::NONE {
        return Ok(None);
    }
    let found = site.app.agencies_named(name).await?;
    // One that was chosen under another name is not meant any more.
    if let Ok(id) = sent.text("agency").parse::<ResourceId>()
        && found.iter().any(|agency| agency.id == id)
    {
        return Ok(Some(id));
    }
    let words = if found.is_empty() {
        "名簿に この名前は ありません。名前を直すか、空にしてください。"
    } else {
        "名簿に 似た名前が あります。どれかを えらんでください。"
    };
    faults.say("agency_name", words);
    Ok(None)
}

/// What is wrong, beside its field where there is one.
pub(super) fn beside(refusal: &MapRefusal, faults: &mut Faults) -> bool {
    let MapRefusal::Map(fault @ MapFault::TooLong { place, .. }) = refusal else {
        return false;
    };
    faults.say(place.code(), fault.to_string());
    true
}

/// The map with what was typed.
async fn written(
    site: &Site,
    (own, id): (&OwnMap, MapEntryId),
    (sent, faults): (&Sent, &mut Faults),
) -> Result<Option<ResourceMap>, PageFault> {
    let resource = resource(site, sent, faults).await?;
    let before = own.map.entry(id);
    let entry = fields::read((sent, faults), id, before, resource);
    Ok(entry.map(|entry| {
        let mut map = own.map.clone();
        map.put(entry);
        map
    }))
}

pub(crate) async fn save(
    path: MapEntryPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let id: MapEntryId = path.entry.parse().map_err(|_| PageFault::NotFound)?;
    let own = match own(&site, &visitor).await? {
        Ok(own) => own,
        Err(answer) => return Ok(answer),
    };
    let seen = sent.text("version").parse().unwrap_or(-1);
    let mut faults = Faults::default();
    let mut fault = None;
    if let Some(map) = written(&site, (&own, id), (&sent, &mut faults)).await? {
        let by = writer(&visitor, &sent);
        match site.app.save_map(&by, seen, map).await? {
            Ok(_) => {
                forget(&site, &visitor).await?;
                return Ok(Redirect::to(&having(&MapPath, "saved")).into_response());
            }
            Err(refusal) if beside(&refusal, &mut faults) => {}
            Err(refusal) => match words_of(refusal, &visitor)? {
                Ok(words) => fault = Some(words),
                Err(answer) => return Ok(answer),
            },
        }
    }
    let said = (&sent, &faults, fault);
    let page = asked(&site, &visitor, (&own, id), said).await?;
    Ok(asked_again(page))
}
