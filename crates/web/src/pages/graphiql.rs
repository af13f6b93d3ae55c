//! GraphiQL, the editor for those who try GraphQL out, with the examples beside it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::example::ExampleText;
use super::{Here, Samples, Shell, shown};
use crate::error::PageFault;
use crate::headers::ContentPolicy;
use crate::paths::{DataPath, EntrancePath, GraphiqlPath, GraphqlPath};
use crate::{Site, assets};

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
    endpoint: GraphqlPath,
    examples: Vec<ExampleText>,
}

impl GraphiqlPage {
    fn of(shell: Shell, examples: Vec<ExampleText>) -> Self {
        Self {
            shell,
            styles: ["graphiql/graphiql.min.css", "data.css"].map(assets::href),
            scripts: SCRIPTS.map(assets::href),
            start: assets::href("graphiql/start.js"),
            home: EntrancePath,
            data: DataPath,
            endpoint: GraphqlPath,
            examples,
        }
    }
}

impl Samples for GraphiqlPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |examples| Self::of(Shell::sample(Here::Data), examples);
        vec![
            ("usual", page(ExampleText::all())),
            ("empty", page(Vec::new())),
            ("longest", page(ExampleText::longest())),
        ]
    }
}

pub(crate) async fn show(_: GraphiqlPath, State(site): State<Site>) -> Result<Response, PageFault> {
    let shell = Shell::of(&site, Here::Data).await?;
    let mut response = shown(&GraphiqlPage::of(shell, ExampleText::all()));
    response.extensions_mut().insert(ContentPolicy::Editor);
    Ok(response)
}
