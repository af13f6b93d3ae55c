//! GraphiQL, the editor for those who try GraphQL out, with the examples beside it.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::example::ExampleText;
use super::{Here, Samples, Shell, shown};
use crate::error::PageFault;
use crate::headers::ContentPolicy;
use crate::paths::{DataPath, EntrancePath, GraphiqlPath, GraphqlPath};
use crate::session::Visitor;
use crate::{Origin, Site, assets};

/// What the editor is made of, in the order in which it is loaded.
const SCRIPTS: [&str; 3] = [
    "graphiql/react.production.min.js",
    "graphiql/react-dom.production.min.js",
    "graphiql/graphiql.min.js",
];

/// The page.
#[derive(Debug, Template)]
#[template(path = "graphiql.html")]
pub struct GraphiqlPage {
    shell: Shell,
    styles: [String; 2],
    scripts: [String; 3],
    start: String,
    home: EntrancePath,
    data: DataPath,
    /// Where the reader reaches the installation, if that is known.
    origin: Option<Origin>,
    endpoint: GraphqlPath,
    examples: Vec<ExampleText>,
}

impl GraphiqlPage {
    fn of(shell: Shell, origin: Option<Origin>, examples: Vec<ExampleText>) -> Self {
        Self {
            shell,
            styles: ["graphiql/graphiql.min.css", "data.css"].map(assets::href),
            scripts: SCRIPTS.map(assets::href),
            start: assets::href("graphiql/start.js"),
            home: EntrancePath,
            data: DataPath,
            origin,
            endpoint: GraphqlPath,
            examples,
        }
    }
}

impl Samples for GraphiqlPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |origin, examples| Self::of(Shell::sample(Here::Data), origin, examples);
        vec![
            ("usual", page(Some(Origin::sample()), ExampleText::all())),
            ("empty", page(None, Vec::new())),
            (
                "longest",
                page(Some(Origin::longest()), ExampleText::longest()),
            ),
        ]
    }
}

pub(crate) async fn show(
    _: GraphiqlPath,
    State(site): State<Site>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, PageFault> {
    let shell = Shell::of(&site, &visitor, Here::Data).await?;
    let origin = site.address.origin_for(&headers);
    let mut response = shown(&GraphiqlPage::of(shell, origin, ExampleText::all()));
    response.extensions_mut().insert(ContentPolicy::Editor);
    Ok(response)
}
