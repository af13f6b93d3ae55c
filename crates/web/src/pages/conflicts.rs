//! What an import found different from what people had put right: both values, for a person to decide, field
//! by field, where they may put the entry right.

use std::str::FromStr as _;

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::conflicts::{
    ConflictChoice, ConflictDecision, ConflictPage, OpenConflict,
};
use renkei_app::directory::edit::EditRefusal;
use renkei_app::writer::{WriteKey, Writer};
use renkei_domain::access::action::Action;
use renkei_domain::access::object::{Object, ResourceOwners};
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::source::Dataset;
use renkei_domain::ids::{ImportRunId, ResourceId};
use renkei_domain::record::Source;
use renkei_domain::time::japanese_date;
use serde::Deserialize;

use super::{Here, Samples, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::{is_open, refused};
use crate::paths::{ConflictsPath, EntrancePath, ResourcePath, SourcesPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "conflicts.html")]
pub struct ConflictsPage {
    shell: Shell,
    home: EntrancePath,
    sources: SourcesPath,
    here: ConflictsPath,
    /// Why a decision was not taken.
    refusal: Option<String>,
    /// Whether somebody may decide anything here.
    decides: bool,
    total: u64,
    page: u64,
    last_page: u64,
    lines: Vec<ConflictLine>,
    previous: Option<String>,
    next: Option<String>,
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
        decide: impl Fn(&OpenConflict) -> Option<Decide>,
    ) -> Self {
        let (page, last_page) = (found.page, found.last_page());
        let lines: Vec<ConflictLine> = found
            .conflicts
            .iter()
            .map(|conflict| line(conflict, decide(conflict)))
            .collect();
        Self {
            shell,
            home: EntrancePath,
            sources: SourcesPath,
            here: ConflictsPath,
            refusal: None,
            decides: lines.iter().any(|line| line.decide.is_some()),
            total: found.total,
            page,
            last_page,
            lines,
            previous: (page > 1).then(|| address(page - 1)),
            next: (page < last_page).then(|| address(page + 1)),
        }
    }
}

fn address(page: u64) -> String {
    match page {
        1 => ConflictsPath.to_string(),
        _ => format!("{ConflictsPath}?page={page}"),
    }
}

fn line(conflict: &OpenConflict, decide: Option<Decide>) -> ConflictLine {
    let said = |value: &Option<String>| match value {
        Some(value) => conflict.field.in_words(value),
        None => "（空欄）".to_owned(),
    };
    ConflictLine {
        path: ResourcePath::of(conflict.resource),
        name: conflict.name.clone(),
        kind: conflict.kind.word(),
        field: conflict.field.word(),
        ours: said(&conflict.corrected_value),
        published: said(&conflict.source_value),
        edition: match conflict.seen_at {
            Some(at) => format!(
                "{}（{} に取り込み）",
                conflict.edition,
                japanese_date(at.in_japan().date)
            ),
            None => conflict.edition.clone(),
        },
        decide,
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

impl Samples for ConflictsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let conflict = |field, source_value: &str, corrected_value: &str| OpenConflict {
            run: ImportRunId::from_uuid(Default::default()),
            owners: ResourceOwners {
                run_by: None,
                steward: None,
            },
            resource: ResourceId::from_uuid(Default::default()),
            name: "みほんワークス（架空）".to_owned(),
            kind: ResourceKind::EmploymentTransition,
            field,
            source_value: Some(source_value.to_owned()),
            corrected_value: Some(corrected_value.to_owned()),
            dataset: Dataset::Wamnet,
            edition: "csvdownload060.csv".to_owned(),
            seen_at: None,
        };
        let page = |conflicts: Vec<OpenConflict>, total, page| {
            let found = ConflictPage {
                conflicts,
                total,
                page,
            };
            Self::of(Shell::sample(Here::Sources), &found, |_| None)
        };
        let decided = |conflicts: Vec<OpenConflict>| {
            let found = ConflictPage {
                total: conflicts.len() as u64,
                conflicts,
                page: 1,
            };
            let shell = Shell {
                name: Some("高槻 はるか".to_owned()),
                sign_in: None,
                ..Shell::sample(Here::Sources)
            };
            let once = || "01932f00000070028000000000000001".to_owned();
            Self {
                refusal: Some(TOO_LATE.to_owned()),
                ..Self::of(shell, &found, |conflict| Some(decided_by(conflict, once())))
            }
        };
        let usual = vec![
            conflict(CorrectableField::Capacity, "40", "30"),
            conflict(
                CorrectableField::City,
                "272078 大阪府高槻市",
                "273015 大阪府三島郡島本町",
            ),
            OpenConflict {
                source_value: None,
                ..conflict(CorrectableField::Fax, "", "072-000-0101")
            },
        ];
        let unbroken = "0123456789abcdef".repeat(18);
        let long = OpenConflict {
            name: "障がいのある方の就労と生活をささえる総合支援センター".repeat(10),
            edition: unbroken.clone(),
            ..conflict(
                CorrectableField::HoursNote,
                &unbroken,
                &"祝日は事前に連絡を。".repeat(400),
            )
        };
        vec![
            ("usual", page(usual.clone(), 3, 1)),
            ("decided", decided(usual)),
            ("empty", page(Vec::new(), 0, 1)),
            ("longest", page(vec![long; 5], 140, 2)),
        ]
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
        is_open(
            visitor,
            Action::EditFacts,
            &Object::Resource(conflict.owners),
        )
        .then(|| decided_by(conflict, site.app.new_request_id()))
    };
    Ok(Some(ConflictsPage::of(shell, &found, decide)))
}

/// What is told of a conflict that is not open any more.
const TOO_LATE: &str =
    "ほかの人が先に決めたか、あとの取り込みで変わりました。いま残っている食い違いを出しています。";

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
    let decision = ConflictDecision {
        run: ImportRunId::from_str(sent.text("run")).map_err(|_| PageFault::NotFound)?,
        resource: ResourceId::from_str(sent.text("resource")).map_err(|_| PageFault::NotFound)?,
        field: CorrectableField::from_code(sent.text("field")).ok_or(PageFault::NotFound)?,
        choice,
    };
    let page = sent.text("page").parse::<u64>().unwrap_or(1).max(1);
    let writer = Writer::by(visitor.principal().clone(), Source::Page)
        .once(WriteKey::parse(sent.text("once")).ok());
    let refusal = match site.app.decide_conflict(&writer, decision).await? {
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
    let mut answer = shown(&page);
    if answer.status() == StatusCode::OK {
        *answer.status_mut() = StatusCode::CONFLICT;
    }
    Ok(answer)
}
