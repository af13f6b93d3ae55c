//! Addresses of an entry that became part of another lead to the same of that one: its page, and the page of every form. A
//! form that is sent there was shown for something else, so that nothing of it is written: whoever sent it reads so, and
//! goes on with what they wrote. No answer of ours is kept by a browser, so that an address is its own again once the two
//! are taken apart.

use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_domain::ids::ResourceId;

use crate::Site;
use crate::error::PageFault;
use crate::pages::moved::instead;
use crate::paths::ResourcePath;

/// What stands before the id of an entry.
const ENTRIES: &str = "/resources/";

/// What stands behind the id where a form knows itself what to do with an entry that is gone.
const OF_THE_GONE: [&str; 2] = ["/apart", "/propose"];

/// The entry of an address, and what stands behind it.
fn entry_of(address: &Uri) -> Option<(ResourceId, String)> {
    let below = address.path_and_query()?.as_str().strip_prefix(ENTRIES)?;
    let end = below.find(['/', '?']).unwrap_or(below.len());
    let (id, behind) = below.split_at(end);
    Some((id.parse().ok()?, behind.to_owned()))
}

/// Leads on whoever asks for an entry that is not there any more, because it became part of another; tells whoever sends a
/// form of it.
pub(crate) async fn follow(State(site): State<Site>, request: Request, next: Next) -> Response {
    let Some((id, behind)) = entry_of(request.uri()) else {
        return next.run(request).await;
    };
    let is_form = request.method() == Method::POST;
    if is_form && !OF_THE_GONE.contains(&behind.as_str()) {
        let answer = match site.app.entry_led_to(id).await {
            Ok(Some(current)) => instead(&site, (current, &behind), request).await,
            Ok(None) => return next.run(request).await,
            Err(fault) => Err(PageFault::from(fault)),
        };
        return answer.unwrap_or_else(PageFault::into_response);
    }
    let is_read = [Method::GET, Method::HEAD].contains(request.method());
    let response = next.run(request).await;
    if !is_read || response.status() != StatusCode::NOT_FOUND {
        return response;
    }
    match site.app.entry_led_to(id).await {
        Ok(Some(current)) => {
            let address = format!("{}{behind}", ResourcePath::of(current));
            Redirect::permanent(&address).into_response()
        }
        Ok(None) => response,
        Err(fault) => PageFault::from(fault).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_an_entry_keeps_what_stands_behind_it() {
        let id = "01932f00-0000-7002-8000-000000000001";
        for behind in ["", "/", "?sender=person", "/edit/strengths?item=1"] {
            let address: Uri = format!("/resources/{id}{behind}")
                .parse()
                .expect("an address");
            let (found, rest) = entry_of(&address).expect("an entry");
            assert_eq!((found.to_string().as_str(), rest.as_str()), (id, behind));
        }
        for other in ["/", "/search?q=/resources/", "/resources/1"] {
            assert_eq!(
                entry_of(&other.parse().expect("an address")),
                None,
                "{other}"
            );
        }
    }
}
