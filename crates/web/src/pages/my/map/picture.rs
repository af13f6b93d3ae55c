//! A picture of the person's own beside somebody on their map. It is shown to nobody else by these pages.

use std::collections::BTreeSet;

use axum::Extension;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::map::MapRefusal;
use renkei_app::map::own::OwnMap;
use renkei_app::writer::Writer;
use renkei_domain::ids::{MapEntryId, MapPictureId};
use renkei_domain::map::picture::PICTURE_BYTES;
use renkei_domain::map::{Entry, PictureFault};
use renkei_domain::record::Source;

use super::super::super::cases::faults::Faults;
use super::came::Came;
use super::entry::{asked, packed};
use super::{having, own, words_of};
use crate::Site;
use crate::body_time::BodyTime;
use crate::error::PageFault;
use crate::gate::asked_again;
use crate::headers::FILE_TIME;
use crate::paths::{EntryPicturePath, MapPath, MapPicturePath};
use crate::session::Visitor;

pub(crate) async fn show(
    path: MapPicturePath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let id: MapPictureId = path.picture.parse().map_err(|_| PageFault::NotFound)?;
    let pictures = match site.app.map_pictures(visitor.principal()).await? {
        Ok(pictures) => pictures,
        Err(refusal) => match words_of(refusal, &visitor)? {
            Ok(_) => return Err(PageFault::NotFound),
            Err(answer) => return Ok(answer),
        },
    };
    let found = pictures.into_iter().find(|(known, _)| *known == id);
    let (_, picture) = found.ok_or(PageFault::NotFound)?;
    let headers = [(CONTENT_TYPE, picture.format().media_type())];
    Ok((headers, picture.bytes().to_vec()).into_response())
}

/// Puts a picture beside somebody, or takes it away where no file came. What nothing names any more is deleted.
async fn put(
    site: &Site,
    visitor: &Visitor,
    (own, entry): (&OwnMap, &Entry),
    came: Came,
) -> Result<Result<(), MapRefusal>, PageFault> {
    if came.is_too_large {
        return Ok(Err(PictureFault::TooLarge.into()));
    }
    let save = came.writer(visitor, "-map");
    let keep = came.writer(visitor, "");
    let seen = came.seen;
    if own.version != seen {
        return Ok(Err(MapRefusal::Overtaken));
    }
    let picture = if came.file.is_empty() {
        None
    } else {
        match site.app.add_map_picture(&keep, came.file).await? {
            Ok(id) => Some(id),
            Err(refusal) => return Ok(Err(refusal)),
        }
    };
    let mut map = own.map.clone();
    map.put(Entry {
        picture,
        ..entry.clone()
    });
    if let Err(refusal) = site.app.save_map(&save, seen, map).await? {
        return Ok(Err(refusal));
    }
    // The step that can be taken back, and states that were kept, show theirs still.
    let named = own.versions.iter().map(|version| &version.map);
    let named = named.chain([&own.map]).flat_map(|map| &map.entries);
    let mut named: BTreeSet<MapPictureId> = named.filter_map(|one| one.picture).collect();
    named.extend(picture);
    let kept = site.app.map_pictures(visitor.principal()).await?;
    let kept = kept.unwrap_or_default().into_iter().map(|(id, _)| id);
    for id in kept.filter(|id| !named.contains(id)) {
        let by = Writer::by(visitor.principal().clone(), Source::Page);
        // One that is gone already is what was wanted.
        let _ = site.app.delete_map_picture(&by, id).await?;
    }
    Ok(Ok(()))
}

pub(crate) async fn keep(
    path: EntryPicturePath,
    State(site): State<Site>,
    visitor: Visitor,
    Extension(time): Extension<BodyTime>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Response, PageFault> {
    let id: MapEntryId = path.entry.parse().map_err(|_| PageFault::NotFound)?;
    let own = match own(&site, &visitor).await? {
        Ok(own) => own,
        Err(answer) => return Ok(answer),
    };
    let entry = own.map.entry(id).ok_or(PageFault::NotFound)?;
    time.grant(FILE_TIME);
    let mut parts = parts.map_err(|rejection| PageFault::from_status(rejection.status()))?;
    let came = Came::read(&mut parts, PICTURE_BYTES).await?;
    let refusal = match put(&site, &visitor, (&own, entry), came).await? {
        Ok(()) => return Ok(Redirect::to(&having(&MapPath, "saved")).into_response()),
        Err(refusal) => refusal,
    };
    let words = match words_of(refusal, &visitor)? {
        Ok(words) => words,
        Err(answer) => return Ok(answer),
    };
    let sent = packed(&own, id, "");
    let said = (&sent, &Faults::default(), Some(words));
    let page = asked(&site, &visitor, (&own, id), said).await?;
    Ok(asked_again(page))
}
