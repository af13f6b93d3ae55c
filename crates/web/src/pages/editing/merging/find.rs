//! Looking for another entry of the same agency, from the entry itself. What is looked for first is its own name.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use renkei_domain::access::action::Action;
use renkei_domain::ids::ResourceId;
use serde::Deserialize;

use crate::Site;
use crate::error::PageFault;
use crate::pages::editing::closing::agencies_called;
use crate::pages::editing::entry_for;
use crate::pages::{Here, Samples, Shell, shown};
use crate::paths::{DuplicateOfPath, DuplicatePairPath, EntrancePath, ResourcePath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "duplicate_of.html")]
pub struct DuplicateOfPage {
    shell: Shell,
    home: EntrancePath,
    resource: ResourcePath,
    here: DuplicateOfPath,
    name: String,
    words: String,
    /// Where the two are compared, and what the other is called.
    found: Vec<(DuplicatePairPath, String)>,
}

/// What stands behind the question mark of the address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Looked {
    words: Option<String>,
}

pub(crate) async fn show(
    path: DuplicateOfPath,
    State(site): State<Site>,
    visitor: Visitor,
    looked: Result<Query<Looked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let now = match entry_for(&site, &visitor, &path.id, Action::CloseResource).await? {
        Ok(now) => now,
        Err(answer) => return Ok(answer),
    };
    let Query(Looked { words }) = looked.map_err(|_| PageFault::BadRequest)?;
    let name = now.facts.name.to_string();
    let words = words.unwrap_or_else(|| name.clone());
    let found = agencies_called(&site, words.trim(), Some(now.id)).await?;
    let found = found.into_iter().filter_map(|(id, called)| {
        let other: ResourceId = id.parse().ok()?;
        Some((DuplicatePairPath::of(now.id, other), called))
    });
    Ok(shown(&DuplicateOfPage {
        shell: Shell::of(&site, &visitor, Here::Directory).await?,
        home: EntrancePath,
        resource: ResourcePath::of(now.id),
        here: DuplicateOfPath::of(now.id),
        name,
        words,
        found: found.collect(),
    }))
}

impl Samples for DuplicateOfPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let id = ResourceId::from_uuid(Default::default());
        let page = |name: &str, found: &[String]| Self {
            shell: Shell::sample_of("高槻 はるか"),
            home: EntrancePath,
            resource: ResourcePath::of(id),
            here: DuplicateOfPath::of(id),
            name: name.to_owned(),
            words: name.to_owned(),
            found: found
                .iter()
                .map(|called| (DuplicatePairPath::of(id, id), called.clone()))
                .collect(),
        };
        let long = "障がいのある方の就労と生活と余暇をささえる総合支援".repeat(12);
        let hits = ["みほん病院 精神科（医療機関・高槻市）".to_owned()];
        vec![
            ("usual", page("みほん病院（架空）", &hits)),
            ("empty", page("みほん作業所（架空）", &[])),
            ("longest", page(&long, &vec![long.clone(); 10])),
        ]
    }
}
