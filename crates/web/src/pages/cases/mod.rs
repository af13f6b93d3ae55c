//! Cases, for staff of the agency that leads: the list with finding a person by name, which is typed into a form
//! and never stands in an address; [`view`] is a case, [`open`] begins one, [`part`] edits a part of it,
//! [`exceptions`] is what was told without consent, and [`conference`] how those who help come together. By a code of [`link`] the person comes to read it on pages of [`own`]; a [`copy`] of what is kept is theirs to take along.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use renkei_app::cases::CaseRefusal;
use renkei_app::cases::offered::OfferedAgency;
use renkei_app::cases::read::{CaseFilter, CaseList, CaseRow, Course, PAGE, Whose};
use renkei_app::directory::parts::Parts;
use renkei_app::directory::read::Viewer;
use renkei_app::map::drafts::DraftOf;
use renkei_app::map::shared::TeamShare;
use renkei_domain::access::rule::Decision;
use renkei_domain::cases::case::{About, Case};
use renkei_domain::ids::{CaseId, ResourceId};
use renkei_domain::map::MapChange;
use serde::Deserialize;

use self::due::DueLink;
use super::my::map::suggest::drafted_as;
use super::{Here, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Sent};
use crate::gate::{refused, refused_on};
use crate::next::Next;
use crate::paths::{
    AllExceptionsPath, AllRecordsPath, CaseMapPath, CasePath, CasePhonesPath, CaseSharedMapPath,
    CasesPath, FindCasesPath, FindConsentSheetPath, NewCasePath,
};
use crate::session::Visitor;
use crate::spreadsheet::ListFiles;
use crate::words::moment::Day;

pub(super) mod changed_map;
pub mod conference;
pub mod consents;
pub mod copy;
pub(in crate::pages) mod due;
pub mod erase;
pub mod exceptions;
mod facts;
pub(in crate::pages) mod faults;
pub(crate) mod files;
pub mod hold;
mod lines;
pub mod link;
pub mod open;
pub mod own;
pub mod paper;
pub mod part;
mod parts;
pub mod phones;
pub mod records;
mod rings;
mod samples;
mod trail;
pub mod view;
mod when;

/// The page.
#[derive(Debug, Template)]
#[template(path = "cases.html")]
pub struct CasesPage {
    shell: Shell,
    heading: &'static str,
    /// What was looked for by name or number; absent on the list.
    wanted: Option<String>,
    /// The agency that is to be proposed for the map of somebody, with its name.
    proposed: Option<(ResourceId, String)>,
    rows: Vec<CaseLine>,
    /// Maps that persons of cases elsewhere show, as to somebody of their team.
    shown: Vec<TeamMapLine>,
    /// Other lists of cases.
    lists: Vec<OtherList>,
    next: Option<String>,
    /// The list as a file; what was found by a name has none.
    files: Option<ListFiles>,
    list: CasesPath,
    find: FindCasesPath,
    new: NewCasePath,
    phones: CasePhonesPath,
    due: DueLink,
    records: AllRecordsPath,
    sheet: FindConsentSheetPath,
    exceptions: AllExceptionsPath,
}

/// A case in words.
#[derive(Debug, Clone)]
struct CaseLine {
    /// The case, or its map where an agency is to be proposed.
    href: String,
    number: String,
    name: String,
    stage: String,
    keeper: String,
    since: Day,
    until: Option<Day>,
}

/// A map that somebody shows who is helped by a case of another agency.
#[derive(Debug, Clone)]
struct TeamMapLine {
    href: CaseSharedMapPath,
    lead: String,
    since: Day,
    changes: Vec<String>,
}

impl TeamMapLine {
    fn of(shown: &TeamShare) -> Self {
        let line = &shown.line;
        Self {
            href: CaseSharedMapPath::of(shown.case, line.id),
            lead: shown.lead.clone(),
            since: Day(line.since.in_japan().date),
            changes: line.changes.iter().map(MapChange::said).collect(),
        }
    }
}

/// A list that is one press away.
#[derive(Debug, Clone)]
struct OtherList {
    href: String,
    words: &'static str,
    is_shown: bool,
}

/// What stands behind the question mark: words of ours and an id, and nothing about anybody.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    whose: String,
    course: String,
    after: String,
    map: String,
}

impl Asked {
    fn filter(&self) -> Result<CaseFilter, PageFault> {
        let after = match self.after.as_str() {
            "" => None,
            id => Some(id.parse().map_err(|_| PageFault::NotFound)?),
        };
        Ok(CaseFilter {
            whose: match self.whose.as_str() {
                "all" => Whose::Everybodys,
                _ => Whose::Own,
            },
            course: match self.course.as_str() {
                "ended" => Course::Ended,
                _ => Course::Open,
            },
            after,
            most: PAGE,
        })
    }
}

/// Which list is asked for.
fn asked_of((whose, course): (Whose, Course)) -> String {
    let whose = match whose {
        Whose::Own => "own",
        Whose::Everybodys => "all",
    };
    let course = match course {
        Course::Open => "open",
        Course::Ended => "ended",
    };
    format!("whose={whose}&course={course}")
}

/// The address of a list, where an agency is to be proposed with its id.
fn address(of: (Whose, Course), after: Option<CaseId>, proposed: Option<ResourceId>) -> String {
    let after = after.map(|id| format!("&after={id}"));
    let proposed = proposed.map(|id| format!("&map={id}"));
    format!(
        "{CasesPath}?{}{}{}",
        asked_of(of),
        after.unwrap_or_default(),
        proposed.unwrap_or_default()
    )
}

const fn heading(filter: CaseFilter) -> &'static str {
    match (filter.whose, filter.course) {
        (Whose::Own, Course::Open) => "担当しているケース",
        (Whose::Own, Course::Ended) => "担当していたケース",
        (Whose::Everybodys, Course::Open) => "法人のケース",
        (Whose::Everybodys, Course::Ended) => "終わったケース",
    }
}

/// The other lists, with the one that is shown.
fn lists(shown: Option<CaseFilter>, proposed: Option<ResourceId>) -> Vec<OtherList> {
    let all = [
        (Whose::Own, Course::Open, "自分の担当"),
        (Whose::Everybodys, Course::Open, "法人のすべて"),
        (Whose::Own, Course::Ended, "担当して終わったもの"),
        (Whose::Everybodys, Course::Ended, "終わったものすべて"),
    ];
    let lists = all.into_iter().map(|(whose, course, words)| OtherList {
        href: address((whose, course), None, proposed),
        words,
        is_shown: shown.is_some_and(|shown| shown.whose == whose && shown.course == course),
    });
    lists.collect()
}

/// What stands in the place of a name that does not open. Whoever reads it cannot mend it.
const DAMAGED: &str = "読めません（鍵か記録が こわれています。管理者に れんらくしてください）";

/// Whom a case is about, in words.
fn name_of(case: &Case) -> String {
    match &case.about {
        About::Person(person) => format!("{} さん", person.name),
        About::Anonymous => "匿名の相談".to_owned(),
        About::Erased => "消去ずみ".to_owned(),
        About::Damaged => DAMAGED.to_owned(),
    }
}

impl CaseLine {
    fn of(row: &CaseRow, proposed: Option<ResourceId>) -> Self {
        let case = &row.case;
        let care = case.standing.care;
        let retention = case.standing.retention.map(|stage| stage.word());
        let stages = [Some(care.word()), retention].into_iter().flatten();
        let keeper = row.keeper.as_ref().map(ToString::to_string);
        Self {
            href: proposed.map_or_else(
                || CasePath::of(case.id).to_string(),
                |id| drafted_as(CaseMapPath::of(case.id), DraftOf::Agency(id)),
            ),
            number: case.number.to_string(),
            name: name_of(case),
            stage: stages.collect::<Vec<_>>().join("・"),
            keeper: keeper.unwrap_or_default(),
            since: Day(case.started_on),
            until: case.ended_on.map(Day),
        }
    }
}

/// What the rule says instead of a list.
fn led(decision: Decision) -> Response {
    refused_on(decision, Next::read(&CasesPath.to_string()).as_ref())
}

/// The agency that is to be proposed.
async fn proposed(site: &Site, id: &str) -> Result<Option<(ResourceId, String)>, PageFault> {
    if id.is_empty() {
        return Ok(None);
    }
    let id: ResourceId = id.parse().map_err(|_| PageFault::NotFound)?;
    let read = site
        .app
        .read_resources(&Viewer::Anonymous, &[id], Parts::NONE)
        .await?;
    let read = read.into_iter().flatten().next();
    let read = read.ok_or(PageFault::NotFound)?;
    Ok(Some((id, read.facts.name.to_string())))
}

async fn listed(
    site: &Site,
    visitor: &Visitor,
    found: CaseList,
    filter: Option<CaseFilter>,
    (wanted, proposed): (Option<String>, Option<(ResourceId, String)>),
) -> Result<Response, PageFault> {
    let id = proposed.as_ref().map(|(id, _)| *id);
    let next = filter.and_then(|filter| {
        let after = found.next?;
        Some(address((filter.whose, filter.course), Some(after), id))
    });
    let rows = found.rows.iter().map(|row| CaseLine::of(row, id));
    let shown_maps = site.app.maps_shown_to_team(visitor.principal()).await?;
    Ok(shown(&CasesPage {
        shell: Shell::of(site, visitor, Here::Cases).await?,
        heading: filter.map_or("ケースをさがす", heading),
        wanted,
        rows: rows.collect(),
        shown: shown_maps.iter().map(TeamMapLine::of).collect(),
        lists: lists(filter, id),
        proposed,
        next,
        files: filter.map(files::of_list),
        list: CasesPath,
        find: FindCasesPath,
        new: NewCasePath,
        phones: CasePhonesPath,
        due: DueLink::for_visitor(site, visitor).await?,
        records: AllRecordsPath,
        sheet: FindConsentSheetPath,
        exceptions: AllExceptionsPath,
    }))
}

pub(crate) async fn show(
    _: CasesPath,
    State(site): State<Site>,
    visitor: Visitor,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(asked) = asked.map_err(|_| PageFault::BadRequest)?;
    let filter = asked.filter()?;
    match site.app.cases(visitor.principal(), filter).await? {
        Ok(found) => {
            let proposed = proposed(&site, &asked.map).await?;
            listed(&site, &visitor, found, Some(filter), (None, proposed)).await
        }
        Err(decision) => Ok(led(decision)),
    }
}

pub(crate) async fn find(
    _: FindCasesPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let wanted: String = sent.text("who").chars().take(100).collect();
    match site.app.find_cases(visitor.principal(), &wanted).await? {
        Ok(found) => {
            let proposed = proposed(&site, sent.text("map")).await?;
            listed(&site, &visitor, found, None, (Some(wanted), proposed)).await
        }
        Err(decision) => Ok(led(decision)),
    }
}

/// The words of a list to choose one from.
pub(in crate::pages) fn choices<T: Copy>(
    all: &[T],
    code: fn(T) -> &'static str,
    word: impl Fn(T) -> String,
    chosen: &str,
) -> Vec<Choice> {
    let choices = all.iter();
    let choices = choices.map(|one| Choice::of(code(*one), word(*one), chosen));
    choices.collect()
}

/// The agencies of the directory that were found by a name, and last what says that it is none of them.
pub(in crate::pages) fn agencies(
    offered: &[OfferedAgency],
    none_of_them: (&str, &str),
    chosen: &str,
) -> Vec<Choice> {
    let known = offered.iter().map(|agency| {
        let word = format!("{}（{}）", agency.name, agency.about);
        Choice::of(agency.id.to_string(), word, chosen)
    });
    let (value, word) = none_of_them;
    known.chain([Choice::of(value, word, chosen)]).collect()
}

/// A choice that says nothing, before others.
pub(in crate::pages) fn none(words: &str, others: Vec<Choice>) -> Vec<Choice> {
    let is_chosen = !others.iter().any(|choice| choice.is_chosen);
    let nothing = Choice {
        value: String::new(),
        word: words.to_owned(),
        is_chosen,
    };
    [vec![nothing], others].concat()
}

/// The words for what a use case refused, or how the page answers instead.
fn words_of(
    refusal: CaseRefusal,
    visitor: &Visitor,
) -> Result<Result<String, Response>, PageFault> {
    match refusal {
        CaseRefusal::NotFound => Err(PageFault::NotFound),
        CaseRefusal::NotAllowed(decision) => Ok(Err(refused(decision, visitor))),
        other => Ok(Ok(other.to_string())),
    }
}
