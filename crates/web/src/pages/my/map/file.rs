//! One's own map as a file, whole: taken away, and brought back here or elsewhere.

use askama::Template;
use axum::Extension;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::map::MapRefusal;
use renkei_app::map::take_away::MAP_FILE_BYTES;

use super::came::Came;
use super::{having, own, words_of};
use crate::Site;
use crate::body_time::BodyTime;
use crate::error::PageFault;
use crate::gate::asked_again;
use crate::headers::FILE_TIME;
use crate::pages::{Here, Samples, Shell, shown};
use crate::paper::disposition;
use crate::paths::{MapFilePath, MapJsonPath, MapPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "map_file.html")]
pub struct MapFilePage {
    shell: Shell,
    fault: Option<String>,
    map: MapPath,
    action: MapFilePath,
    json: MapJsonPath,
    is_empty: bool,
    version: i64,
    once: String,
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    fault: Option<String>,
) -> Result<Response, PageFault> {
    let own = match own(site, visitor).await? {
        Ok(own) => own,
        Err(answer) => return Ok(answer),
    };
    Ok(shown(&MapFilePage {
        shell: Shell::of(site, visitor, Here::Map).await?,
        fault,
        map: MapPath,
        action: MapFilePath,
        json: MapJsonPath,
        is_empty: own.version == 0,
        version: own.version,
        once: site.app.new_request_id(),
    }))
}

pub(crate) async fn show(
    _: MapFilePath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    asked(&site, &visitor, None).await
}

pub(crate) async fn take(
    _: MapJsonPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let text = match site.app.export_map(visitor.principal()).await? {
        Ok(text) => text,
        Err(refusal) => match words_of(refusal, &visitor)? {
            Ok(words) => return asked(&site, &visitor, Some(words)).await,
            Err(answer) => return Ok(answer),
        },
    };
    let disposition = disposition("map.json", "わたしのマップ.json");
    let disposition = HeaderValue::from_str(&disposition)
        .map_err(|fault| PageFault::Broken(fault.to_string()))?;
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, text).into_response())
}

pub(crate) async fn bring(
    _: MapFilePath,
    State(site): State<Site>,
    visitor: Visitor,
    Extension(time): Extension<BodyTime>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Response, PageFault> {
    if let Err(answer) = own(&site, &visitor).await? {
        return Ok(answer);
    }
    time.grant(FILE_TIME);
    let mut parts = parts.map_err(|rejection| PageFault::from_status(rejection.status()))?;
    let came = Came::read(&mut parts, MAP_FILE_BYTES).await?;
    let (by, seen) = (came.writer(&visitor, ""), came.seen);
    let done = match String::from_utf8(came.file) {
        Ok(text) if !came.is_too_large => site.app.import_map(&by, seen, &text).await?,
        _ => Err(MapRefusal::NotAMap),
    };
    match done {
        Ok(_) => Ok(Redirect::to(&having(&MapPath, "brought")).into_response()),
        Err(refusal) => match words_of(refusal, &visitor)? {
            Ok(words) => Ok(asked_again(asked(&site, &visitor, Some(words)).await?)),
            Err(answer) => Ok(answer),
        },
    }
}

impl Samples for MapFilePage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |name: &str, is_empty: bool, fault: Option<String>| Self {
            shell: Shell::sample_of_person(name).at(Here::Map),
            fault,
            map: MapPath,
            action: MapFilePath,
            json: MapJsonPath,
            is_empty,
            version: 3,
            once: "01932f00000070028000000000000001".to_owned(),
        };
        let wrong = MapRefusal::NotAMap.to_string();
        vec![
            ("usual", page("島本 ひなた", false, None)),
            ("empty", page("", true, None)),
            (
                "longest",
                page(&"とても長い名前".repeat(14), false, Some(wrong)),
            ),
        ]
    }
}
