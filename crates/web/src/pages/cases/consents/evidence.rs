//! The page that came back with somebody's name on it: handed in as a scan, and taken out again by whoever may read
//! the consents. It is never shown inside a page of ours, whatever is in it. A signature that was drawn on the screen
//! is looked at here too: it is drawn anew from its points.

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
use renkei_domain::consent::evidence::{LARGEST_SCAN, Proof, Scan, ScanFault, ScanFormat};
use renkei_domain::consent::given::EvidenceKind;
use renkei_domain::consent::signature::Signature;
use renkei_domain::consent::{Consent, ConsentPurpose, Form as ConsentWay};
use renkei_domain::ids::ConsentId;
use renkei_domain::record::Source;

use super::super::facts::day;
use super::super::name_of;
use super::ask::to_be_asked;
use super::lines::{ScanLine, proof_lines};
use super::signature::{Drawing, MEDIA_TYPE, svg_of};
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
use crate::words::listed;

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
    /// What was drawn on the screen.
    drawn: Vec<Drawing>,
    /// Where a page is handed in; nowhere for what was not given on paper.
    action: Option<EvidencePath>,
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
        drawn: Vec<Drawing>,
        (once, error): (String, Option<String>),
    ) -> Self {
        let case = &view.file.case;
        Self {
            shell,
            trail: Trail::of(view),
            name: name_of(case),
            about: listed(&consent.purposes, ConsentPurpose::plain),
            scans: proof_lines(view, consent, EvidenceKind::ScannedPage),
            drawn,
            action: is_on_paper(consent).then(|| EvidencePath::of(case.id, consent.id)),
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
        Some(Self::of(shell, view, consent, Vec::new(), (once, error)))
    }

    /// The page of a sample with a signature on it, of a consent that was given on the screen.
    pub(super) fn signed_sample(
        shell: Shell,
        view: &ConsentsView,
        consent: ConsentId,
    ) -> Option<Self> {
        let once = "01932f00000070028000000000000001".to_owned();
        let consent = Consent {
            form: ConsentWay::OnScreen,
            ..view.consent(consent)?.clone()
        };
        let name = "120,90 130,340;120,200 320,190;420,80 400,200 330,330;410,160 560,340;700,120";
        let signature = Signature::parse(name).ok()?;
        let drawn = vec![Drawing::of(&signature, "2026年11月20日(金)".to_owned())];
        Some(Self::of(shell, view, &consent, drawn, (once, None)))
    }
}

/// Whether a page can be handed in for it.
fn is_on_paper(consent: &Consent) -> bool {
    consent.form == ConsentWay::Written
}

/// The consent that is meant, where it was given to whoever asks, and on paper or with a signature on the screen.
fn meant<'v>(view: &'v ConsentsView, text: &str) -> Result<&'v Consent, PageFault> {
    let id: ConsentId = text.parse().map_err(|_| PageFault::NotFound)?;
    let is_shown =
        |consent: &&Consent| is_on_paper(consent) || view.evidence_of(consent.id).next().is_some();
    view.consent(id)
        .filter(|consent| consent.provider == view.file.case.lead)
        .filter(is_shown)
        .ok_or(PageFault::NotFound)
}

/// The signatures that show a consent.
async fn drawn_for(
    site: &Site,
    visitor: &Visitor,
    view: &ConsentsView,
    consent: &Consent,
) -> Result<Vec<Drawing>, PageFault> {
    let mut drawn = Vec::new();
    for kept in view.evidence_of(consent.id) {
        if kept.format.kind() != EvidenceKind::ScreenSignature {
            continue;
        }
        let found = site
            .app
            .evidence(visitor.principal(), view.file.case.id, kept.id);
        if let Ok(Proof::Signature(signature)) = found.await? {
            let words = day(kept.kept.at.in_japan().date);
            drawn.push(Drawing::of(&signature, words));
        }
    }
    Ok(drawn)
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
    let drawn = drawn_for(site, visitor, view, consent).await?;
    let page = EvidencePage::of(shell, view, consent, drawn, (once, error));
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
    if !is_on_paper(consent) {
        return Err(PageFault::NotFound);
    }
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

/// A file with what it is and how it is called.
fn given((media_type, disposition): (&'static str, &'static str), bytes: Vec<u8>) -> Response {
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (CONTENT_DISPOSITION, HeaderValue::from_static(disposition)),
    ];
    (headers, bytes).into_response()
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
        Ok(Proof::Page(scan)) => {
            let format = scan.format();
            let file = (format.media_type(), disposition(format));
            Ok(given(file, scan.bytes().to_vec()))
        }
        Ok(Proof::Signature(signature)) => {
            let file = (MEDIA_TYPE, "inline; filename=\"signature.svg\"");
            Ok(given(file, svg_of(&signature).into_bytes()))
        }
        Err(ConsentRefusal::NotAllowed(decision)) => Ok(refused(decision, &visitor)),
        Err(_) => Err(PageFault::NotFound),
    }
}
