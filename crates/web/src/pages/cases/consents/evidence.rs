//! The page that came back with somebody's name on it: handed in as a scan, and taken out again by whoever may read
//! the consents. It is never shown inside a page of ours, whatever is in it.

use askama::Template;
use axum::Extension;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::consent::ConsentRefusal;
use renkei_app::consent::read::ConsentsView;
use renkei_app::writer::{WriteKey, Writer};
use renkei_domain::consent::evidence::{LARGEST_SCAN, Scan, ScanFault, ScanFormat};
use renkei_domain::consent::{Consent, ConsentPurpose, Form as ConsentWay};
use renkei_domain::ids::ConsentId;
use renkei_domain::record::Source;

use super::super::name_of;
use super::ask::to_be_asked;
use super::lines::{ScanLine, listed, scan_lines};
use super::{Trail, words_of};
use crate::Site;
use crate::body_time::BodyTime;
use crate::error::PageFault;
use crate::gate::{asked_again, refused};
use crate::headers::FILE_TIME;
use crate::pages::import::receive::{text, unreadable};
use crate::pages::{Here, Shell, shown};
use crate::paths::{ConsentsPath, EvidencePath, ScanPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "consent_evidence.html")]
pub struct EvidencePage {
    shell: Shell,
    trail: Trail,
    name: String,
    /// What the consent is for.
    about: String,
    scans: Vec<ScanLine>,
    action: EvidencePath,
    once: String,
    megabytes: usize,
    /// Why the file was not taken.
    error: Option<String>,
}

impl EvidencePage {
    fn of(
        shell: Shell,
        view: &ConsentsView,
        consent: &Consent,
        (once, error): (String, Option<String>),
    ) -> Self {
        let case = &view.file.case;
        Self {
            shell,
            trail: Trail::of(view),
            name: name_of(case),
            about: listed(&consent.purposes, ConsentPurpose::plain),
            scans: scan_lines(view, consent),
            action: EvidencePath::of(case.id, consent.id),
            once,
            megabytes: LARGEST_SCAN / (1_024 * 1_024),
            error,
        }
    }

    /// The page of a sample.
    pub(super) fn sample(
        shell: Shell,
        view: &ConsentsView,
        consent: ConsentId,
        error: Option<String>,
    ) -> Option<Self> {
        let once = "01932f00000070028000000000000001".to_owned();
        let consent = view.consent(consent)?;
        Some(Self::of(shell, view, consent, (once, error)))
    }
}

/// The consent that is meant, where it was given on paper to whoever asks.
fn meant<'v>(view: &'v ConsentsView, text: &str) -> Result<&'v Consent, PageFault> {
    let id: ConsentId = text.parse().map_err(|_| PageFault::NotFound)?;
    view.consent(id)
        .filter(|consent| consent.provider == view.file.case.lead)
        .filter(|consent| consent.form == ConsentWay::Written)
        .ok_or(PageFault::NotFound)
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    view: &ConsentsView,
    consent: &Consent,
    error: Option<String>,
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let once = site.app.new_request_id();
    let page = EvidencePage::of(shell, view, consent, (once, error));
    Ok(shown(&page))
}

pub(crate) async fn show(
    path: EvidencePath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    match to_be_asked(&site, &visitor, &path.id).await? {
        Ok(view) => {
            let consent = meant(&view, &path.consent)?;
            asked(&site, &visitor, &view, consent, None).await
        }
        Err(answer) => Ok(answer),
    }
}

/// What came: the file, or why it is none, and what tells this showing of the form from every other.
struct Came {
    scan: Result<Scan, ScanFault>,
    key: Option<WriteKey>,
}

/// Takes the file; of one that is too large the rest is thrown away, so that whoever sent it reads what to do.
async fn came(parts: &mut Multipart) -> Result<Came, PageFault> {
    let mut bytes: Vec<u8> = Vec::new();
    let mut is_too_large = false;
    let mut key = None;
    while let Some(mut field) = parts
        .next_field()
        .await
        .map_err(|fault| unreadable(&fault))?
    {
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "file" => {
                while let Some(piece) = field.chunk().await.map_err(|fault| unreadable(&fault))? {
                    is_too_large |= bytes.len() + piece.len() > LARGEST_SCAN;
                    if is_too_large {
                        bytes.clear();
                    } else {
                        bytes.extend_from_slice(&piece);
                    }
                }
            }
            "once" => key = WriteKey::parse(text(field).await?.trim()).ok(),
            // Nobody asked for it.
            _ => drop(text(field).await?),
        }
    }
    let scan = if is_too_large {
        Err(ScanFault::TooLarge)
    } else {
        Scan::read(bytes)
    };
    Ok(Came { scan, key })
}

pub(crate) async fn keep(
    path: EvidencePath,
    State(site): State<Site>,
    visitor: Visitor,
    Extension(time): Extension<BodyTime>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Response, PageFault> {
    let view = match to_be_asked(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let consent = meant(&view, &path.consent)?;
    // Who may keep a page here is known by now; nobody else holds a connection for so long.
    time.grant(FILE_TIME);
    let mut parts = parts.map_err(|rejection| PageFault::from_status(rejection.status()))?;
    let came = came(&mut parts).await?;
    let fault = match came.scan {
        Err(fault) => ConsentRefusal::Scan(fault),
        Ok(scan) => {
            let principal = visitor.principal().clone();
            let by = Writer::by(principal, Source::Page).once(came.key);
            let id = view.file.case.id;
            match site.app.keep_evidence(&by, id, consent.id, scan).await? {
                Ok(kept) => {
                    let list = ConsentsPath::of(kept.0).to_string();
                    return Ok(Redirect::to(&list).into_response());
                }
                Err(refusal) => refusal,
            }
        }
    };
    let words = match words_of(fault, &visitor)? {
        Ok(words) => words,
        Err(answer) => return Ok(answer),
    };
    let page = asked(&site, &visitor, &view, consent, Some(words));
    let mut answer = asked_again(page.await?);
    if fault == ConsentRefusal::Scan(ScanFault::TooLarge) {
        *answer.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
    }
    Ok(answer)
}

/// What the file is called: no name of a person stands in it.
const fn disposition(format: ScanFormat) -> &'static str {
    match format {
        ScanFormat::Pdf => "attachment; filename=\"consent.pdf\"",
        ScanFormat::Jpeg => "attachment; filename=\"consent.jpg\"",
        ScanFormat::Png => "attachment; filename=\"consent.png\"",
    }
}

pub(crate) async fn take(
    path: ScanPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let id = path.id.parse().map_err(|_| PageFault::NotFound)?;
    let evidence = path.evidence.parse().map_err(|_| PageFault::NotFound)?;
    let found = site.app.evidence(visitor.principal(), id, evidence);
    match found.await? {
        Ok(scan) => {
            let format = scan.format();
            let headers = [
                (CONTENT_TYPE, HeaderValue::from_static(format.media_type())),
                (
                    CONTENT_DISPOSITION,
                    HeaderValue::from_static(disposition(format)),
                ),
            ];
            Ok((headers, scan.bytes().to_vec()).into_response())
        }
        Err(ConsentRefusal::NotAllowed(decision)) => Ok(refused(decision, &visitor)),
        Err(_) => Err(PageFault::NotFound),
    }
}
