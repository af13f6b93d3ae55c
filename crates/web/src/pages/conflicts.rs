//! What an import found different from what people had put right: both values, for a person to decide, field
//! by field, where they may put the entry right.

use std::collections::HashMap;
use std::str::FromStr as _;

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::conflicts::{
    ConflictChoice, ConflictDecision, ConflictPage, OpenConflict, OpenOrganizationConflict,
    OrganizationDecision,
};
use renkei_app::directory::edit::undecided::may_decide_rows;
use renkei_app::directory::edit::{EditRefusal, Edited};
use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::rule::Decision;
use renkei_domain::directory::correction::{CorrectableField, OrganizationField};
use renkei_domain::ids::{ImportRunId, OrganizationId, ResourceId};
use renkei_domain::text::Line;
use renkei_domain::time::{Instant, japanese_date};
use serde::Deserialize;

use super::{Here, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::{conflicting, is_open, refused};
use crate::pages::letters::writer;
use crate::paths::{
    ConflictsCsvPath, ConflictsPath, ConflictsXlsxPath, DuplicatesPath, EntrancePath,
    OrganizationPath, ResourcePath, SourcesPath, UndecidedPath,
};
use crate::session::Visitor;
use crate::spreadsheet::ListFiles;

pub(crate) mod files;
mod samples;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "conflicts.html")]
pub struct ConflictsPage {
    shell: Shell,
    home: EntrancePath,
    sources: SourcesPath,
    here: ConflictsPath,
    /// Rows of which nobody could tell whose they are: for those who may say it.
    undecided: Option<UndecidedPath>,
    /// Entries that may be one office, for the same people.
    duplicates: DuplicatesPath,
    /// Why a decision was not taken.
    refusal: Option<String>,
    /// Whether somebody may decide anything here.
    decides: bool,
    total: u64,
    page: u64,
    last_page: u64,
    lines: Vec<ConflictLine>,
    /// The same of the 法人 that run entries.
    organizations: Vec<OrganizationLine>,
    previous: Option<String>,
    next: Option<String>,
    /// All of them as a file.
    files: ListFiles,
}

#[derive(Debug, Clone)]
struct ConflictLine {
    path: ResourcePath,
    name: String,
    kind: &'static str,
    field: &'static str,
    ours: String,
    published: String,
    edition: String,
    decide: Option<Decide>,
}

#[derive(Debug, Clone)]
struct OrganizationLine {
    path: OrganizationPath,
    name: String,
    field: &'static str,
    ours: String,
    published: String,
    edition: String,
    decide: Option<DecideOrganization>,
}

/// What the form of a decision about a 法人 sends.
#[derive(Debug, Clone)]
struct DecideOrganization {
    run: ImportRunId,
    organization: OrganizationId,
    field: &'static str,
    once: String,
}

/// The names of the 法人 that conflicts are about.
type Names = HashMap<OrganizationId, Line>;

/// What the form of a decision sends.
#[derive(Debug, Clone)]
struct Decide {
    run: ImportRunId,
    resource: ResourceId,
    field: &'static str,
    once: String,
}

impl ConflictsPage {
    fn of(
        shell: Shell,
        found: &ConflictPage,
        names: &Names,
        decide: impl Fn(&OpenConflict) -> Option<Decide>,
    ) -> Self {
        let (page, last_page) = (found.page, found.last_page());
        let lines: Vec<ConflictLine> = found
            .conflicts
            .iter()
            .map(|conflict| line(conflict, names, decide(conflict)))
            .collect();
        Self {
            shell,
            home: EntrancePath,
            sources: SourcesPath,
            here: ConflictsPath,
            undecided: None,
            duplicates: DuplicatesPath,
            refusal: None,
            decides: lines.iter().any(|line| line.decide.is_some()),
            total: found.total,
            page,
            last_page,
            lines,
            organizations: Vec::new(),
            previous: (page > 1).then(|| address(page - 1)),
            next: (page < last_page).then(|| address(page + 1)),
            files: ListFiles::at(ConflictsXlsxPath, ConflictsCsvPath),
        }
    }
}

fn address(page: u64) -> String {
    match page {
        1 => ConflictsPath.to_string(),
        _ => format!("{ConflictsPath}?page={page}"),
    }
}

/// What stands in the directory, and what was published.
fn values(conflict: &OpenConflict, names: &Names) -> [String; 2] {
    let named = |value: &str| {
        let id: OrganizationId = value.parse().ok()?;
        names.get(&id).map(ToString::to_string)
    };
    let said = |value: &Option<String>| match value {
        Some(value) if conflict.field == CorrectableField::Organization => {
            named(value).unwrap_or_else(|| conflict.field.in_words(value))
        }
        Some(value) => conflict.field.in_words(value),
        None => NOTHING.to_owned(),
    };
    [&conflict.corrected_value, &conflict.source_value].map(said)
}

/// The same of a 法人.
fn organization_values(conflict: &OpenOrganizationConflict) -> [String; 2] {
    let said = |value: &Option<String>| match value {
        Some(value) => conflict.field.in_words(value),
        None => NOTHING.to_owned(),
    };
    [&conflict.corrected_value, &conflict.source_value].map(said)
}

/// The names of the 法人 that conflicts are about.
async fn names_of(site: &Site, conflicts: &[OpenConflict]) -> Result<Names, PageFault> {
    let tied = conflicts
        .iter()
        .filter(|conflict| conflict.field == CorrectableField::Organization);
    let values = tied.flat_map(|conflict| [&conflict.source_value, &conflict.corrected_value]);
    let ids: Vec<OrganizationId> = values
        .filter_map(|value| value.as_deref()?.parse().ok())
        .collect();
    Ok(site.app.organization_names(&ids).await?)
}

fn line(conflict: &OpenConflict, names: &Names, decide: Option<Decide>) -> ConflictLine {
    let [ours, published] = values(conflict, names);
    ConflictLine {
        path: ResourcePath::of(conflict.resource),
        name: conflict.name.clone(),
        kind: conflict.kind.word(),
        field: conflict.field.word(),
        ours,
        published,
        edition: edition(&conflict.edition, conflict.seen_at),
        decide,
    }
}

fn organization_line(
    conflict: &OpenOrganizationConflict,
    decide: Option<DecideOrganization>,
) -> OrganizationLine {
    let [ours, published] = organization_values(conflict);
    OrganizationLine {
        path: OrganizationPath::of(conflict.organization),
        name: conflict.name.clone(),
        field: conflict.field.word(),
        ours,
        published,
        edition: edition(&conflict.edition, conflict.seen_at),
        decide,
    }
}

/// What stands where nothing does.
const NOTHING: &str = "（空欄）";

/// An edition, with the day on which it was read.
fn edition(name: &str, seen_at: Option<Instant>) -> String {
    match seen_at {
        Some(at) => format!("{name}（{} に取り込み）", japanese_date(at.in_japan().date)),
        None => name.to_owned(),
    }
}

/// The form of a decision under a key of its own.
fn decided_by(conflict: &OpenConflict, once: String) -> Decide {
    Decide {
        run: conflict.run,
        resource: conflict.resource,
        field: conflict.field.code(),
        once,
    }
}

/// What stands behind the question mark of the address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    page: Option<u64>,
}

pub(crate) async fn show(
    _: ConflictsPath,
    State(site): State<Site>,
    visitor: Visitor,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(asked) = asked.map_err(|_| PageFault::NotFound)?;
    let page = asked.page.unwrap_or(1);
    if page == 0 {
        return Err(PageFault::NotFound);
    }
    let page = listed(&site, &visitor, page).await?;
    Ok(shown(&page.ok_or(PageFault::NotFound)?))
}

/// A page of the list for somebody's eyes; nothing beyond the last.
async fn listed(
    site: &Site,
    visitor: &Visitor,
    page: u64,
) -> Result<Option<ConflictsPage>, PageFault> {
    let found = site.app.open_conflicts(page).await?;
    if page > found.last_page() {
        return Ok(None);
    }
    let shell = Shell::of(site, visitor, Here::Sources).await?;
    let decide = |conflict: &OpenConflict| {
        let action = match conflict.field {
            CorrectableField::Organization => Action::AssignOrganization,
            _ => Action::EditFacts,
        };
        is_open(visitor, action, &Object::Resource(conflict.owners))
            .then(|| decided_by(conflict, site.app.new_request_id()))
    };
    let names = names_of(site, &found.conflicts).await?;
    let mut listed = ConflictsPage::of(shell, &found, &names, decide);
    listed.undecided = may_decide_rows(visitor.principal())
        .is_ok()
        .then_some(UndecidedPath);
    listed.organizations = of_organizations(site, visitor).await?;
    listed.total += listed.organizations.len() as u64;
    let mut decided = listed.organizations.iter();
    listed.decides |= decided.any(|line| line.decide.is_some());
    Ok(Some(listed))
}

/// The conflicts of 法人, with the form of a decision for whoever may take it.
async fn of_organizations(
    site: &Site,
    visitor: &Visitor,
) -> Result<Vec<OrganizationLine>, PageFault> {
    let mut lines = Vec::new();
    for conflict in site.app.open_organization_conflicts().await? {
        let id = conflict.organization;
        // Visitors who are not signed in are not even asked about.
        let known = match visitor.session() {
            Some(_) => site.app.editable_organization(id).await?,
            None => None,
        };
        let decides = known.is_some_and(|known| {
            known.decision(visitor.principal(), Action::EditFacts) == Decision::Allowed
        });
        let decide = decides.then(|| DecideOrganization {
            run: conflict.run,
            organization: id,
            field: conflict.field.code(),
            once: site.app.new_request_id(),
        });
        lines.push(organization_line(&conflict, decide));
    }
    Ok(lines)
}

/// What is told of a conflict that is not open any more.
const TOO_LATE: &str =
    "ほかの人が先に決めたか、あとの取り込みで変わりました。いま残っている食い違いを出しています。";

/// Takes a decision about a field of an entry, or of a 法人 where the form names one.
async fn decided(
    site: &Site,
    visitor: &Visitor,
    sent: &Sent,
    choice: ConflictChoice,
) -> Result<Result<Edited, EditRefusal>, PageFault> {
    let writer = writer(visitor, sent);
    let run = ImportRunId::from_str(sent.text("run")).map_err(|_| PageFault::NotFound)?;
    if let Ok(organization) = OrganizationId::from_str(sent.text("organization")) {
        let field = OrganizationField::from_code(sent.text("field"));
        let decision = OrganizationDecision {
            run,
            organization,
            field: field.ok_or(PageFault::NotFound)?,
            choice,
        };
        let done = site.app.decide_organization_conflict(&writer, decision);
        return Ok(done.await?);
    }
    let decision = ConflictDecision {
        run,
        resource: ResourceId::from_str(sent.text("resource")).map_err(|_| PageFault::NotFound)?,
        field: CorrectableField::from_code(sent.text("field")).ok_or(PageFault::NotFound)?,
        choice,
    };
    Ok(site.app.decide_conflict(&writer, decision).await?)
}

pub(crate) async fn decide(
    _: ConflictsPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let choice = match sent.text("choice") {
        "source" => ConflictChoice::TakeSource,
        "ours" => ConflictChoice::KeepOurs,
        _ => return Err(PageFault::BadRequest),
    };
    let page = sent.text("page").parse::<u64>().unwrap_or(1).max(1);
    let refusal = match decided(&site, &visitor, &sent, choice).await? {
        Ok(_) => {
            // Whoever decides the last one of a page goes on from the first.
            let is_there = listed(&site, &visitor, page).await?.is_some();
            let on = address(if is_there { page } else { 1 });
            return Ok(Redirect::to(&on).into_response());
        }
        Err(refusal) => refusal,
    };
    let words = match refusal {
        EditRefusal::NotFound => return Err(PageFault::NotFound),
        EditRefusal::NotAllowed(decision) => return Ok(refused(decision, &visitor)),
        EditRefusal::NothingToChange | EditRefusal::KeyReused(_) => TOO_LATE.to_owned(),
        EditRefusal::Invalid(faults) => {
            let said: Vec<String> = faults.into_iter().map(|fault| fault.message).collect();
            format!("この公表値は名簿に入れられません。{}", said.join(""))
        }
        other => other.to_string(),
    };
    let Some(mut page) = listed(&site, &visitor, 1).await? else {
        return Err(PageFault::NotFound);
    };
    page.refusal = Some(words);
    Ok(conflicting(shown(&page)))
}
