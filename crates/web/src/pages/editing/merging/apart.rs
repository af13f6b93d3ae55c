//! Taking an entry out of the one that it became part of: what will happen, and that it happens.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::edit::merging::MergeRefusal;
use renkei_app::directory::edit::merging::apart::Apart;
use renkei_domain::ids::ResourceId;
use renkei_domain::time::japanese_moment;

use crate::Site;
use crate::error::PageFault;
use crate::form::{Form, Sent};
use crate::gate::conflicting;
use crate::pages::editing::closing::refused_by;
use crate::pages::editing::history::{names_of, who};
use crate::pages::editing::{resource_of, version_of};
use crate::pages::letters::writer;
use crate::pages::{Here, Samples, Shell, shown};
use crate::paths::{ApartPath, EntrancePath, ResourcePath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "apart.html")]
pub struct ApartPage {
    shell: Shell,
    home: EntrancePath,
    resource: ResourcePath,
    name: String,
    /// The entry that would come back, where it can.
    merged: String,
    /// Who made them one, and when.
    made: Option<String>,
    /// What was changed since, and stays.
    stays: Vec<&'static str>,
    /// Why nothing was written.
    refusal: Option<String>,
    form: Form,
}

const APART: &str = "元の ふたつに もどす";

/// Why there is nothing to take apart here, with what comes first where that is why.
#[derive(Debug, Template)]
#[template(path = "apart_first.html")]
pub struct ApartFirstPage {
    shell: Shell,
    home: EntrancePath,
    refusal: String,
    first: ApartPath,
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    apart: Apart,
    refusal: Option<String>,
) -> Result<Response, PageFault> {
    let made = match &apart.act {
        Some(act) => {
            let names = names_of(site, vec![act.actor]).await?;
            let when = japanese_moment(act.at.in_japan());
            Some(format!("{when} {}", who(act.actor, &names)))
        }
        None => None,
    };
    let form = Form::new(site, ApartPath::of(apart.merged), APART);
    Ok(shown(&ApartPage {
        shell: Shell::of(site, visitor, Here::Directory).await?,
        home: EntrancePath,
        resource: ResourcePath::of(apart.survivor.id),
        name: apart.survivor.facts.name.to_string(),
        merged: apart.name.to_string(),
        made,
        stays: apart.stays.iter().map(|question| question.word()).collect(),
        refusal,
        form: form.carrying("version", apart.survivor.version),
    }))
}

/// Answers where nothing can be taken apart.
async fn over(
    site: &Site,
    visitor: &Visitor,
    id: ResourceId,
    refusal: MergeRefusal,
) -> Result<Response, PageFault> {
    match refusal {
        MergeRefusal::FirstApart { first } => Ok(shown(&ApartFirstPage {
            shell: Shell::of(site, visitor, Here::Directory).await?,
            home: EntrancePath,
            refusal: refusal.to_string(),
            first: ApartPath::of(first),
        })),
        MergeRefusal::Entry(refusal) => refused_by(refusal, visitor),
        // It is an entry of its own again.
        _ => Ok(Redirect::to(&ResourcePath::of(id).to_string()).into_response()),
    }
}

pub(crate) async fn show(
    path: ApartPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let id = resource_of(&path.id)?;
    match site.app.apart(visitor.principal(), id).await? {
        Ok(apart) => asked(&site, &visitor, apart, None).await,
        Err(refusal) => over(&site, &visitor, id, refusal).await,
    }
}

pub(crate) async fn take(
    path: ApartPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let id = resource_of(&path.id)?;
    let writer = writer(&visitor, &sent);
    let refusal = match site.app.take_apart(&writer, id, version_of(&sent)).await? {
        Ok(_) => return Ok(Redirect::to(&ResourcePath::of(id).to_string()).into_response()),
        Err(refusal) => refusal,
    };
    if !matches!(refusal, MergeRefusal::Changed | MergeRefusal::KeyReused(_)) {
        return over(&site, &visitor, id, refusal).await;
    }
    match site.app.apart(visitor.principal(), id).await? {
        Ok(apart) => {
            let words = MergeRefusal::Changed.to_string();
            Ok(conflicting(
                asked(&site, &visitor, apart, Some(words)).await?,
            ))
        }
        Err(refusal) => over(&site, &visitor, id, refusal).await,
    }
}

impl Samples for ApartPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let id = ResourceId::from_uuid(Default::default());
        let page = |name: &str, stays: &[&'static str], refusal: Option<&str>| Self {
            shell: Shell::sample_of("高槻 はるか"),
            home: EntrancePath,
            resource: ResourcePath::of(id),
            name: name.to_owned(),
            merged: name.to_owned(),
            made: Some("2026年11月20日(金) 10:00 高槻 はるか".to_owned()),
            stays: stays.to_vec(),
            refusal: refusal.map(str::to_owned),
            form: Form::sample(ApartPath::of(id), APART),
        };
        let long = "障がいのある方の就労と生活と余暇をささえる総合支援".repeat(12);
        vec![
            (
                "usual",
                page("みほん病院（架空）", &["電話番号", "紹介"], None),
            ),
            ("empty", page("みほん作業所（架空）", &[], None)),
            (
                "longest",
                page(&long, &["自分で書いた得意・苦手"; 12], Some(&long)),
            ),
        ]
    }
}

impl Samples for ApartFirstPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |shell: Shell, refusal: String| Self {
            shell,
            home: EntrancePath,
            refusal,
            first: ApartPath::of(ResourceId::from_uuid(Default::default())),
        };
        let first = ResourceId::from_uuid(Default::default());
        let words = MergeRefusal::FirstApart { first }.to_string();
        let shell = || Shell::sample_of("高槻 はるか");
        vec![
            ("usual", page(shell(), words.clone())),
            (
                "empty",
                page(shell(), "先に もどす機関があります。".to_owned()),
            ),
            ("longest", page(shell(), words.repeat(6))),
        ]
    }
}
