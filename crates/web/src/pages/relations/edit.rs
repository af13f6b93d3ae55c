//! One relation: putting right what is written, writing down a talk of another day, and ending it.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::people::relations::{RelationRefusal, RelationView, RelationsAt};
use renkei_domain::ids::RelationId;
use renkei_domain::people::relation::SpokenBy;
use renkei_domain::text::Line;
use renkei_domain::time::japanese_date;

use super::fields::{FIELDS, Faults, Written, fields, of, read};
use super::{agency, last_words, seen};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Field, Form, Packed, Sent};
use crate::gate::{asked_again, drafted_or, forget};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{RelationPath, RelationStepPath, RelationsPath, ResourcePath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "relation.html")]
pub struct RelationPage {
    pub(super) shell: Shell,
    pub(super) resource: ResourcePath,
    pub(super) list: RelationsPath,
    pub(super) name: String,
    pub(super) person: String,
    pub(super) last: String,
    pub(super) form: Form,
    /// Writing down a talk.
    pub(super) spoken: Form,
    /// Where it is ended, and what the form says.
    pub(super) step: RelationStepPath,
    pub(super) version: i64,
    pub(super) once: String,
    pub(super) fault: Option<String>,
    /// What stands by now in the fields in which whoever was second wrote something else.
    pub(super) stands: Vec<(&'static str, String)>,
}

pub(super) const BUTTON: &str = "直した内容を保存する";
pub(super) const SPOKEN: &str = "話した日を書く";

/// The fields of a talk.
pub(super) fn spoken_fields(today: &str) -> [Field; 2] {
    let ways = SpokenBy::ALL
        .iter()
        .map(|by| Choice::of(by.code(), by.word(), SpokenBy::Phone.code()));
    [
        Field::day("on", "話した日", today),
        Field::listed("how", "どうやって", ways.collect()),
    ]
}

fn relation_of<'v>(view: &'v RelationsAt, id: &str) -> Option<&'v RelationView> {
    let id: RelationId = id.parse().ok()?;
    view.relations.iter().find(|known| known.relation.id == id)
}

/// What stands in the fields in which somebody wrote something else.
fn stands(known: &RelationView, sent: &Sent) -> Vec<(&'static str, String)> {
    let now = of(&known.relation);
    let is_other = |name: &str| now.text(name) != sent.text(name).replace("\r\n", "\n");
    let others = FIELDS.iter().filter(|(name, _)| is_other(name));
    let others = others.map(|(name, word)| {
        let value = match *name {
            "since" => japanese_date(known.relation.since),
            "successor" => known.heir.clone().unwrap_or_default(),
            name => now.text(name).to_owned(),
        };
        let value = Some(value).filter(|value| !value.is_empty());
        (*word, value.unwrap_or_else(|| "（なし）".to_owned()))
    });
    others.collect()
}

async fn page(
    (site, visitor): (&Site, &Visitor),
    (view, known): (&RelationsAt, &RelationView),
    sent: &Sent,
    (faults, fault): (&Faults, Option<String>),
) -> Result<RelationPage, PageFault> {
    let relation = &known.relation;
    let (resource, id) = (relation.resource, relation.id);
    let today = site.app.now().in_japan().date.to_string();
    let seen = sent.text("version").to_owned();
    // Whoever is named now may be of another agency than whoever looks.
    let named = relation.heir.zip(known.heir.as_deref());
    let named = named.and_then(|(id, name)| Some((id, Line::parse(name).ok()?)));
    let mut heirs = view.heirs.clone();
    heirs.extend(named.filter(|(id, _)| !view.heirs.iter().any(|(other, _)| other == id)));
    Ok(RelationPage {
        shell: Shell::of(site, visitor, Here::Directory).await?,
        resource: ResourcePath::of(resource),
        list: RelationsPath::of(resource),
        name: view.name.clone(),
        person: relation.person.name.to_string(),
        last: last_words(relation.last),
        form: Form::new(site, RelationPath::of(resource, id), BUTTON)
            .with(fields(sent, &[], &heirs, faults))
            .carrying("version", seen),
        spoken: Form::new(site, RelationStepPath::of(resource, id), SPOKEN)
            .with(spoken_fields(&today))
            .carrying("step", "spoke"),
        step: RelationStepPath::of(resource, id),
        version: relation.version,
        once: site.app.new_request_id(),
        fault,
        stands: Vec::new(),
    })
}

/// Answers whoever was second with what stands by now, and with a form that goes on from there.
async fn overtaken(
    (site, visitor): (&Site, &Visitor),
    path: &RelationPath,
    sent: &Sent,
) -> Result<Response, PageFault> {
    let view = match seen(site, visitor, agency(&path.id)?).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let known = relation_of(&view, &path.relation).ok_or(PageFault::NotFound)?;
    let mut again = Packed::of(sent);
    again.replace("version", known.relation.version);
    let again = again.sent();
    let told = (
        &Faults::default(),
        Some(RelationRefusal::Overtaken.to_string()),
    );
    let mut page = page((site, visitor), (&view, known), &again, told).await?;
    page.stands = stands(known, &again);
    Ok(asked_again(shown(&page)))
}

pub(crate) async fn show(
    path: RelationPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let view = match seen(&site, &visitor, agency(&path.id)?).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let known = relation_of(&view, &path.relation).ok_or(PageFault::NotFound)?;
    let sent = drafted_or(&site, &visitor, || of(&known.relation)).await?;
    let told = (&Faults::default(), None);
    let page = page((&site, &visitor), (&view, known), &sent, told).await?;
    Ok(shown(&page))
}

pub(crate) async fn save(
    path: RelationPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match seen(&site, &visitor, agency(&path.id)?).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let known = relation_of(&view, &path.relation).ok_or(PageFault::NotFound)?;
    let version = sent.text("version").parse().unwrap_or(0);
    let (faults, fault) = match read(&sent) {
        Err(faults) => (*faults, None),
        Ok(written) => {
            let by = writer(&visitor, &sent);
            let asked = (known.relation.id, version);
            match site.app.change_relation(&by, asked, written).await? {
                Ok(kept) => {
                    forget(&site, &visitor).await?;
                    let back = RelationsPath::of(kept.0).to_string();
                    return Ok(Redirect::to(&back).into_response());
                }
                Err(RelationRefusal::Overtaken) => {
                    return overtaken((&site, &visitor), &path, &sent).await;
                }
                Err(refusal) => match Written::refused(refusal, &visitor)? {
                    Written::Wrong(faults, fault) => (*faults, fault),
                    Written::Answered(answer) => return Ok(answer),
                },
            }
        }
    };
    let answer = page((&site, &visitor), (&view, known), &sent, (&faults, fault)).await?;
    Ok(asked_again(shown(&answer)))
}
