//! The reference of the schema, for people who write programs: an index of all types, and a page for each. It is made
//! from the SDL that the running schema prints. Whatever stands in that is for everybody
//! (`renkei_graphql::reference` says why), and so are these pages.

pub mod one;
mod samples;
mod text;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{Html, IntoResponse as _, Response};
use renkei_graphql::reference::{Reference, TypeKind};
use renkei_graphql::{FieldCode, RefusalCode};
use sha2::{Digest as _, Sha256};

use self::text::{Around, Text};
use super::{Here, Shell, open_data, shown};
use crate::Site;
use crate::error::PageFault;
use crate::paths::{DataPath, EntrancePath, ReferencePath, ReferenceTypePath};
use crate::session::Visitor;

/// The parts of the index: where each stands on the page, what it is called, and the kinds in it.
const GROUPS: [(&str, &str, &[TypeKind]); 6] = [
    (
        "kind-begin",
        "はじめに使う型",
        &[TypeKind::Query, TypeKind::Mutation, TypeKind::Subscription],
    ),
    ("kind-object", "答えの型（type）", &[TypeKind::Object]),
    (
        "kind-interface",
        "まとめた型（interface・union）",
        &[TypeKind::Interface, TypeKind::Union],
    ),
    ("kind-input", "送る型（input）", &[TypeKind::Input]),
    ("kind-enum", "えらぶ値（enum）", &[TypeKind::Enum]),
    ("kind-scalar", "値の書きかた（scalar）", &[TypeKind::Scalar]),
];

/// The type that lists why a change is refused.
const REFUSALS: &str = "RefusalCode";

/// The index.
#[derive(Debug, Template)]
#[template(path = "reference.html")]
pub struct ReferenceIndexPage {
    shell: Shell,
    home: EntrancePath,
    data: DataPath,
    groups: Vec<Group>,
    /// Codes of what one field could not answer, and of a call that was refused.
    of_fields: Vec<CodeLine>,
    of_calls: Vec<CodeLine>,
    /// Where it stands why a change is refused.
    refusals: Option<ReferenceTypePath>,
}

#[derive(Debug, Clone)]
struct Group {
    id: &'static str,
    words: &'static str,
    rows: Vec<Row>,
}

#[derive(Debug, Clone)]
struct Row {
    name: String,
    path: ReferenceTypePath,
    summary: Text,
}

#[derive(Debug, Clone)]
struct CodeLine {
    code: &'static str,
    meaning: Text,
}

impl ReferenceIndexPage {
    fn of(shell: Shell, reference: &Reference) -> Self {
        let around = Around {
            reference,
            owner: None,
        };
        let groups = GROUPS.into_iter().map(|(id, words, kinds)| Group {
            id,
            words,
            rows: rows(around, kinds),
        });
        let line = |code: &'static str, meaning: &str| CodeLine {
            code,
            meaning: around.text(meaning),
        };
        let of_fields = FieldCode::ALL.iter();
        let of_calls = RefusalCode::ALL.iter();
        Self {
            shell,
            home: EntrancePath,
            data: DataPath,
            groups: groups.filter(|group| !group.rows.is_empty()).collect(),
            of_fields: of_fields
                .map(|one| line(one.code(), one.meaning()))
                .collect(),
            of_calls: of_calls
                .map(|one| line(one.code(), one.meaning()))
                .collect(),
            refusals: reference
                .get(REFUSALS)
                .map(|one| ReferenceTypePath::of(&one.name)),
        }
    }
}

fn rows(around: Around<'_>, kinds: &[TypeKind]) -> Vec<Row> {
    let types = around.reference.types().iter();
    let types = types.filter(|one| kinds.contains(&one.kind));
    let rows = types.map(|one| Row {
        name: one.name.clone(),
        path: ReferenceTypePath::of(&one.name),
        summary: around.text(one.summary()),
    });
    rows.collect()
}

/// Shows a page of the reference. For whoever is not signed in it is the same until the schema changes, so that they may
/// keep it and ask by its tag; what bears somebody's name is kept nowhere.
fn kept(visitor: &Visitor, headers: &HeaderMap, page: &impl Template) -> Response {
    if visitor.session().is_some() {
        return shown(page);
    }
    let html = match page.render() {
        Ok(html) => html,
        Err(fault) => return PageFault::Broken(fault.to_string()).into_response(),
    };
    let digest = Sha256::digest(html.as_bytes());
    let tag = digest.iter().take(16);
    let tag: String = tag.map(|byte| format!("{byte:02x}")).collect();
    let by_cookie = [(header::VARY, "cookie")];
    match open_data::known(headers, &tag) {
        Some(answer) => (by_cookie, answer).into_response(),
        None => (by_cookie, open_data::kept(&tag), Html(html)).into_response(),
    }
}

pub(crate) async fn show(
    _: ReferencePath,
    State(site): State<Site>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, PageFault> {
    let shell = Shell::of(&site, &visitor, Here::Data).await?;
    let page = ReferenceIndexPage::of(shell, Reference::current());
    Ok(kept(&visitor, &headers, &page))
}
