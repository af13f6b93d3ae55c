//! What whoever reads who sent a form of an entry that became part of another meanwhile: nothing of it was written, and
//! where they go on.

use askama::Template;
use axum::extract::{FromRequest as _, FromRequestParts as _, Request};
use axum::response::Response;
use renkei_app::directory::edit::open::Depth;
use renkei_domain::ids::ResourceId;

use super::{Here, Samples, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::{conflicting, keep_draft};
use crate::paths::ResourcePath;
use crate::session::{self, Visitor};

/// The page.
#[derive(Debug, Template)]
#[template(path = "moved.html")]
pub struct MovedPage {
    shell: Shell,
    /// The entry that stays.
    name: String,
    resource: ResourcePath,
    /// The page of the same form there, where it has one.
    page: Option<String>,
    /// Whether what was written is kept for that page.
    is_kept: bool,
}

impl Samples for MovedPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let resource = || ResourcePath::of(ResourceId::from_uuid(Default::default()));
        let page = |name: &str, page: Option<&str>| Self {
            shell: Shell::sample_of("高槻 はるか"),
            name: name.to_owned(),
            resource: resource(),
            page: page.map(|behind| format!("{}{behind}", resource())),
            is_kept: page.is_some(),
        };
        let long = "障がいのある方の就労と生活と余暇をささえる総合支援".repeat(12);
        vec![
            (
                "usual",
                page("みほん病院 精神科（架空）", Some("/edit/description")),
            ),
            ("empty", page("みほん病院 精神科（架空）", None)),
            ("longest", page(&long, Some("/edit/description"))),
        ]
    }
}

/// Answers a form of an entry that became part of another, in place of whoever would have taken it. What was written is
/// kept for the same page of the one that stays, but for the version that was seen: that was of something else.
pub(crate) async fn instead(
    site: &Site,
    (current, behind): (ResourceId, &str),
    request: Request,
) -> Result<Response, PageFault> {
    let (mut parts, body) = request.into_parts();
    let resource = ResourcePath::of(current);
    let there = format!("{resource}{behind}");
    parts.uri = there.parse().map_err(|_| PageFault::BadRequest)?;
    let visitor = Visitor::from_request_parts(&mut parts, site).await?;
    let secret = session::secret(&parts.headers);
    let sent = Sent::from_request(Request::from_parts(parts, body), site).await?;
    let is_kept = match (secret, visitor.address()) {
        (Some(secret), Some(page)) => {
            keep_draft(site, &secret, page, &sent.leaving_out(&["version"])).await;
            true
        }
        _ => false,
    };
    let now = site
        .app
        .editable(visitor.principal(), current, Depth::Outside)
        .await?;
    let now = now.ok_or(PageFault::NotFound)?;
    Ok(conflicting(shown(&MovedPage {
        shell: Shell::of(site, &visitor, Here::Directory).await?,
        name: now.facts.name.to_string(),
        resource,
        page: visitor.address().map(ToString::to_string),
        is_kept,
    })))
}
