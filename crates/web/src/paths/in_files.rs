//! Addresses of files that come with the product.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

use super::Sampled;

/// A file of the product itself: style, fonts, mark.
#[derive(Debug, Clone, TypedPath, Deserialize)]
#[typed_path("/assets/{name}")]
pub struct AssetPath {
    /// The file's name.
    pub name: String,
}

impl Sampled for AssetPath {
    fn sample() -> Self {
        Self {
            name: "renkei.css".to_owned(),
        }
    }
}

/// A file of GraphiQL, which keeps to its own folder.
#[derive(Debug, Clone, TypedPath, Deserialize)]
#[typed_path("/assets/graphiql/{name}")]
pub struct GraphiqlAssetPath {
    /// The file's name.
    pub name: String,
}

impl Sampled for GraphiqlAssetPath {
    fn sample() -> Self {
        Self {
            name: "graphiql.min.css".to_owned(),
        }
    }
}
