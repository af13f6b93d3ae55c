//! Addresses of the documents that are registered for one token of one's own.

use axum_extra::routing::TypedPath;
use renkei_domain::ids::TokenId;
use serde::Deserialize;

use super::{Sampled, part_paths};

/// An example of the id of a token.
const TOKEN: &str = "01932f00-0000-700d-8000-000000000001";

part_paths! { [token: TokenId = TOKEN]
    /// The documents that its program may ask for by their ids.
    TokenDocumentsPath = "/account/tokens/{token}/documents";
    /// What is pressed there.
    TokenDocumentsStepPath = "/account/tokens/{token}/documents/step";
}
