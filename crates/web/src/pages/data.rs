//! How other systems read the directory: where to ask, and examples to copy. Limits and codes stand in `connect`.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use renkei_graphql::{BY_ID, CHANGE, COUNTING, PER_ID, REGISTERING, SEARCH, SUBGRAPH, TELLING};

use super::example::ExampleText;
use super::{Here, Samples, Shell, shown};
use crate::error::PageFault;
use crate::graphql::OPERATIONS;
use crate::paths::{
    DataPath, EntrancePath, GraphiqlPath, GraphqlPath, HsdsPath, ReferencePath, SourcesPath,
};
use crate::session::Visitor;
use crate::throttle::{POINTS_OF_READING, SOCKETS_OF_ONE, STREAMS_OF_ONE};
use crate::{Origin, Site, assets};

/// What costs how many points, from the first that each call costs to the least.
const PRICES: &[(&str, u64)] = &[
    (
        "問い合わせを一つ送る（断られても、答えがあっても）",
        POINTS_OF_READING,
    ),
    ("送る文を登録する（registerDocuments）", REGISTERING),
    ("さがす（resources）", SEARCH),
    ("ぜんぶ数える（totalCount、facets のそれぞれ）", COUNTING),
    ("スキーマを subgraph として読む（_service）", SUBGRAPH),
    ("書きかえる（mutation の一つずつ）", CHANGE),
    ("番号で読む（resource、node、nodes、_entities）", BY_ID),
    ("変わったことを一つ知らせる（resourceChanged）", TELLING),
    ("nodes か _entities にわたす番号の一つずつ", PER_ID),
    ("そのほかの項目（一覧では、一件ごとに一つずつ）", 1),
];

/// The page.
#[derive(Debug, Template)]
#[template(path = "data.html")]
pub struct DataPage {
    shell: Shell,
    style_of_data: String,
    home: EntrancePath,
    /// Where the reader reaches the installation, if that is known.
    origin: Option<Origin>,
    endpoint: GraphqlPath,
    editor: GraphiqlPath,
    reference: ReferencePath,
    hsds: HsdsPath,
    sources: SourcesPath,
    /// How many things one may watch at once.
    streams: usize,
    /// How many sockets one may have open at once.
    sockets: usize,
    /// How many operations may be under way on one of them.
    operations: usize,
    prices: Vec<(&'static str, u64)>,
    examples: Vec<ExampleText>,
}

impl DataPage {
    fn of(shell: Shell, origin: Option<Origin>, examples: Vec<ExampleText>) -> Self {
        Self {
            shell,
            style_of_data: assets::href("data.css"),
            home: EntrancePath,
            origin,
            endpoint: GraphqlPath,
            editor: GraphiqlPath,
            reference: ReferencePath,
            hsds: HsdsPath,
            sources: SourcesPath,
            streams: STREAMS_OF_ONE,
            sockets: SOCKETS_OF_ONE,
            operations: OPERATIONS,
            prices: PRICES.to_vec(),
            examples,
        }
    }
}

impl Samples for DataPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |origin, examples| Self::of(Shell::sample(Here::Data), origin, examples);
        vec![
            ("usual", page(Some(Origin::sample()), ExampleText::all())),
            ("empty", page(None, Vec::new())),
            ("unknown_address", page(None, ExampleText::all())),
            (
                "longest",
                page(Some(Origin::longest()), ExampleText::longest()),
            ),
        ]
    }
}

pub(crate) async fn show(
    _: DataPath,
    State(site): State<Site>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, PageFault> {
    let shell = Shell::of(&site, &visitor, Here::Data).await?;
    let origin = site.address.origin_for(&headers);
    Ok(shown(&DataPage::of(shell, origin, ExampleText::all())))
}
