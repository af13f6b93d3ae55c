//! One type: what is in it, with types as links, and where it is used.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use renkei_graphql::reference::{Member, Place, Reference, TypeEntry, TypeKind};

use super::super::{Here, Shell};
use super::kept;
use super::text::{Around, DeprecatedLine, ShapeLine, Text, part};
use crate::Site;
use crate::error::PageFault;
use crate::paths::{DataPath, EntrancePath, ReferencePath, ReferenceTypePath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "reference_type.html")]
pub struct ReferenceTypePage {
    shell: Shell,
    home: EntrancePath,
    data: DataPath,
    index: ReferencePath,
    name: String,
    kind: &'static str,
    description: Text,
    /// Whether exactly one part is sent.
    is_one_of: bool,
    /// Where the form of a value is laid down.
    specified_by: Option<String>,
    implements: Vec<Linked>,
    possible: Vec<Linked>,
    /// What its members are.
    inside: &'static str,
    members: Vec<MemberLine>,
    uses: Vec<Linked>,
}

#[derive(Debug, Clone)]
struct Linked {
    words: String,
    href: String,
}

#[derive(Debug, Clone)]
struct MemberLine {
    name: String,
    shape: Option<ShapeLine>,
    description: Text,
    /// What holds where it is not given.
    unsaid: Option<String>,
    deprecated: Option<DeprecatedLine>,
    arguments: Vec<MemberLine>,
}

impl ReferenceTypePage {
    pub(super) fn of(shell: Shell, reference: &Reference, one: &TypeEntry) -> Self {
        let around = Around {
            reference,
            owner: Some(one),
        };
        let (kind, inside) = words(one.kind);
        let members = one.members.iter();
        Self {
            shell,
            home: EntrancePath,
            data: DataPath,
            index: ReferencePath,
            name: one.name.clone(),
            kind,
            description: around.text(&one.description),
            is_one_of: one.is_one_of,
            specified_by: one.specified_by.clone(),
            implements: linked(&one.implements),
            possible: linked(&one.possible),
            inside,
            members: members
                .map(|member| MemberLine::of(around, member))
                .collect(),
            uses: one.uses.iter().map(Linked::of_place).collect(),
        }
    }
}

/// What a kind of type is called, and what is in it.
const fn words(kind: TypeKind) -> (&'static str, &'static str) {
    match kind {
        TypeKind::Query => ("問い合わせ（query）で はじめに使う型", "項目"),
        TypeKind::Mutation => ("変更（mutation）で はじめに使う型", "項目"),
        TypeKind::Subscription => (
            "変わったことの知らせ（subscription）で はじめに使う型",
            "項目",
        ),
        TypeKind::Object => ("答えの型（type）", "項目"),
        TypeKind::Interface => ("いくつもの型に共通する項目（interface）", "項目"),
        TypeKind::Union => ("いくつかの型のどれか（union）", "項目"),
        TypeKind::Input => ("送る型（input）", "送る項目"),
        TypeKind::Enum => ("えらぶ値（enum）", "値"),
        TypeKind::Scalar => ("値の書きかた（scalar）", "項目"),
    }
}

fn linked(types: &[String]) -> Vec<Linked> {
    types.iter().map(|name| Linked::of_type(name)).collect()
}

impl Linked {
    fn of_type(name: &str) -> Self {
        Self {
            words: name.to_owned(),
            href: ReferenceTypePath::of(name).to_string(),
        }
    }

    fn of_place(place: &Place) -> Self {
        Self {
            words: place.to_string(),
            href: part(&place.owner, &place.member),
        }
    }
}

impl MemberLine {
    fn of(around: Around<'_>, member: &Member) -> Self {
        let arguments = member.arguments.iter();
        let deprecation = member.deprecation.as_ref();
        Self {
            name: member.name.clone(),
            shape: member.shape.as_ref().map(|shape| around.shape(shape)),
            description: around.text(&member.description),
            unsaid: member.default.clone(),
            deprecated: deprecation.map(|deprecation| around.deprecated(deprecation)),
            arguments: arguments.map(|one| Self::of(around, one)).collect(),
        }
    }
}

pub(crate) async fn show(
    path: ReferenceTypePath,
    State(site): State<Site>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, PageFault> {
    let reference = Reference::current();
    let one = reference.get(&path.name).ok_or(PageFault::NotFound)?;
    let shell = Shell::of(&site, &visitor, Here::Data).await?;
    let page = ReferenceTypePage::of(shell, reference, one);
    Ok(kept(&visitor, &headers, &page))
}
