//! A file comes in as a browser packs it, without script. It is written down piece by piece; of one that is
//! too large the rest is thrown away, and whoever sent it reads what to do.

use axum::Extension;
use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::import::upload::UploadRefusal;
use renkei_app::import::upload::receive::Receiving;
use renkei_app::writer::{WriteKey, Writer};
use renkei_domain::directory::source::Dataset;
use renkei_domain::ids::NetworkId;
use renkei_domain::record::Source;

use super::{Here, ImportDeskPage, Shell, network_of, shown, turned_away};
use crate::Site;
use crate::body_time::BodyTime;
use crate::error::PageFault;
use crate::gate::asked_again;
use crate::headers::FILE_TIME;
use crate::paths::{ImportDeskPath, UploadPath};
use crate::session::Visitor;

/// The longest text of a field beside the file.
const LONGEST_TEXT: usize = 1_000;

/// What came beside the pieces of the file.
#[derive(Debug, Default)]
struct Came {
    file_name: String,
    /// Tells this showing of the form from every other.
    key: Option<WriteKey>,
    dataset: Option<Dataset>,
}

/// What is answered where the pieces of a form cannot be read.
pub(crate) fn unreadable(fault: &MultipartError) -> PageFault {
    PageFault::from_status(fault.status())
}

/// The text of a field beside a file.
pub(crate) async fn text(mut field: Field<'_>) -> Result<String, PageFault> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(|fault| unreadable(&fault))? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > LONGEST_TEXT {
            return Err(PageFault::BadRequest);
        }
    }
    String::from_utf8(bytes).map_err(|_| PageFault::BadRequest)
}

async fn take(parts: &mut Multipart, receiving: &mut Receiving) -> Result<Came, PageFault> {
    let mut came = Came::default();
    while let Some(mut field) = parts
        .next_field()
        .await
        .map_err(|fault| unreadable(&fault))?
    {
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "file" => {
                came.file_name = field.file_name().unwrap_or_default().to_owned();
                while let Some(piece) = field.chunk().await.map_err(|fault| unreadable(&fault))? {
                    receiving
                        .take(&piece)
                        .await
                        .map_err(|fault| PageFault::Broken(fault.to_string()))?;
                }
            }
            "once" => came.key = WriteKey::parse(text(field).await?.trim()).ok(),
            "dataset" => came.dataset = Dataset::from_code(&text(field).await?),
            // Nobody asked for it.
            _ => drop(text(field).await?),
        }
    }
    Ok(came)
}

pub(crate) async fn receive(
    path: ImportDeskPath,
    State(site): State<Site>,
    visitor: Visitor,
    Extension(time): Extension<BodyTime>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Response, PageFault> {
    let network = network_of(&path.id)?;
    let principal = visitor.principal();
    let mut receiving = match site.app.receive_upload(principal, network).await? {
        Ok(receiving) => receiving,
        Err(refusal) => return asked(&site, &visitor, network, None, &refusal).await,
    };
    // Who may import here is known by now; nobody else holds a connection for so long.
    time.grant(FILE_TIME);
    let mut parts = parts.map_err(|rejection| PageFault::from_status(rejection.status()))?;
    let came = take(&mut parts, &mut receiving).await?;
    let dataset = match came.dataset {
        Some(dataset @ (Dataset::List | Dataset::Wamnet)) => dataset,
        _ => return Err(PageFault::BadRequest),
    };
    let writer = Writer::by(principal.clone(), Source::Page).once(came.key);
    let kept = site
        .app
        .keep_upload(&writer, receiving, &came.file_name, dataset)
        .await?;
    match kept {
        Ok(id) => Ok(Redirect::to(&UploadPath::of(network, id).to_string()).into_response()),
        Err(refusal) => asked(&site, &visitor, network, Some(dataset), &refusal).await,
    }
}

/// Shows the desk again with why the file was not taken.
async fn asked(
    site: &Site,
    visitor: &Visitor,
    network: NetworkId,
    chosen: Option<Dataset>,
    refusal: &UploadRefusal,
) -> Result<Response, PageFault> {
    if let Some(answer) = turned_away(refusal, network) {
        return Ok(answer);
    }
    let desk = site.app.import_desk(visitor.principal(), network).await?;
    let desk = desk.map_err(|_| PageFault::NotFound)?;
    let shell = Shell::of(site, visitor, Here::Account).await?;
    let page = ImportDeskPage {
        chosen,
        error: Some(refusal.to_string()),
        ..ImportDeskPage::of(shell, site.app.new_request_id(), &desk)
    };
    let mut answer = asked_again(shown(&page));
    if *refusal == UploadRefusal::TooLarge {
        *answer.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
    }
    Ok(answer)
}
