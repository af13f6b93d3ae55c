//! Global ids: one opaque text for each thing that can be fetched again, whatever its type.

use async_graphql::{ID, Interface};
use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use renkei_domain::ids::ResourceId;

use crate::directory::resource::Resource;

/// What stands before the id of a resource.
const RESOURCE: &str = "resource:";

/// What can be fetched again by its global id, with `node(id:)` or `nodes(ids:)`: the entries of the directory. Other
/// ids are for the fields and inputs that name what they are of.
#[derive(Interface)]
#[graphql(field(
    name = "id",
    ty = "ID",
    desc = "Opaque global id: the same in every answer, for as long as the entry exists. Do not take it apart."
))]
pub(crate) enum Node {
    /// An entry of the directory.
    Resource(Resource),
}

/// The global id of a resource, as the schema's `Resource.id` shows it.
#[must_use]
pub fn global_id(id: ResourceId) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(format!("{RESOURCE}{id}"))
}

/// The resource that a global id names; `None` for a text that is no global id, and for the id of
/// something else.
pub(crate) fn resource_of(id: &ID) -> Option<ResourceId> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(id.as_bytes()).ok()?;
    let text = std::str::from_utf8(&bytes).ok()?;
    text.strip_prefix(RESOURCE)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_comes_back_and_nothing_else_is_one() {
        let plain = "01932f00-0000-7002-8000-000000000301";
        let id: ResourceId = plain.parse().expect("an id");
        assert_eq!(resource_of(&ID(global_id(id))), Some(id));
        for text in [
            String::new(),
            plain.to_owned(),
            format!("{}=", global_id(id)),
            BASE64_URL_SAFE_NO_PAD.encode(plain),
            BASE64_URL_SAFE_NO_PAD.encode(format!("organization:{plain}")),
            BASE64_URL_SAFE_NO_PAD.encode(format!("resource:{}", plain.to_uppercase())),
            BASE64_URL_SAFE_NO_PAD.encode("resource:"),
            "看護".to_owned(),
            "a".repeat(10_000),
        ] {
            assert_eq!(resource_of(&ID(text.clone())), None, "{text}");
        }
    }
}
