//! Which face of renkei an address belongs to: people read pages, programs read JSON. It decides how
//! much may be sent there and in which words a fault is told.

use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::response::Response;
use axum_extra::routing::TypedPath as _;

use renkei_domain::people::limits::FORM_BYTES;

use crate::Secretariats;
use crate::error::{self, PageFault};
use crate::graphql::fault::Fault;
use crate::graphql::{self, MediaType};
use crate::headers::RequestId;
use crate::pages::hsds;
use crate::paths::{GraphqlPath, HsdsPath, ReferencePath};

/// A face of renkei.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Face {
    /// Pages, files and what only a status matters of.
    Pages,
    /// `/graphql` and whatever somebody looks for below it, but for the reference, which people read.
    Graphql,
    /// `/hsds` and whatever somebody looks for below it.
    Hsds,
}

impl Face {
    /// The face that a request turns to.
    pub(crate) fn of(request: &Request) -> Self {
        let path = request.uri().path();
        let is_below = |face: &str| {
            let rest = path.strip_prefix(face);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if is_below(ReferencePath::PATH) {
            Self::Pages
        } else if is_below(GraphqlPath::PATH) {
            Self::Graphql
        } else if is_below(HsdsPath::PATH) {
            Self::Hsds
        } else {
            Self::Pages
        }
    }

    /// The most bytes of a request body.
    pub(crate) const fn body_limit(self) -> usize {
        match self {
            Self::Pages | Self::Hsds => FORM_BYTES,
            Self::Graphql => graphql::BODY_LIMIT,
        }
    }

    /// Whether an answer speaks as this face does. One that does not comes from a layer or an
    /// extractor with words of its own.
    pub(crate) fn is_of(self, response: &Response) -> bool {
        let own: &[&[u8]] = match self {
            Self::Pages => &[b"text/html"],
            Self::Graphql => &[b"application/json", b"application/graphql-response+json"],
            Self::Hsds => &[b"application/json"],
        };
        let kind = response.headers().get(header::CONTENT_TYPE);
        kind.is_some_and(|kind| own.iter().any(|own| kind.as_bytes().starts_with(own)))
    }

    /// Tells a fault.
    pub(crate) fn tell(
        self,
        fault: &PageFault,
        status: StatusCode,
        id: &RequestId,
        secretariats: &Secretariats,
    ) -> Response {
        if let PageFault::Broken(why) = fault {
            tracing::error!(id = %id.0, why, "an answer broke");
        }
        match self {
            Self::Pages => error::render(fault, status, id, secretariats),
            Self::Graphql => Fault::from(fault).answer(MediaType::Json, id),
            Self::Hsds => hsds::fault::tell(fault, status, id),
        }
    }
}
