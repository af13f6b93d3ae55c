//! 「わたしのマップ」: the aim in the center, the four quadrants, bad days, and the numbers that answer at night. What is
//! pressed on it is taken in [`steps`]; [`walk`] asks a question a page, with the numbers of [`nights`] among the answers
//! and [`more`] after each part, [`entry`] changes somebody, [`about`] the rest.
//! [`versions`] are states that were kept, [`print`] puts it on paper, [`file`] takes it away and brings it back,
//! [`share`] shows it to somebody. What others read of it stands in [`shared`], what supporters propose in [`suggest`].

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use renkei_app::map::MapRefusal;
use renkei_app::map::own::OwnMap;
use renkei_domain::ids::MapEntryId;
use renkei_domain::map::Suggestion;
use renkei_domain::map::current::PRINT_AGAIN;
use renkei_domain::time::{era_date, japanese_date};
use renkei_domain::told::Told;
use serde::Deserialize;

use self::lines::{
    EntryLine, Eyes, NightLine, QuadrantCard, TroubleLines, cards, entry_line, lines_of, night,
    trouble,
};
use self::questions::Question;
use crate::Site;
use crate::error::PageFault;
use crate::gate::refused;
use crate::pages::{Here, Shell, shown};
use crate::paths::{
    MapAboutPath, MapEntryPath, MapFilePath, MapPath, MapPrintPath, MapSharesPath, MapStepPath,
    MapVersionsPath, MapWalkPath, WalkPath,
};
use crate::session::Visitor;

pub mod about;
mod beside;
mod came;
pub mod entry;
mod fields;
pub mod file;
mod lines;
pub mod more;
mod named;
mod nights;
pub(crate) mod picture;
pub mod print;
mod questions;
mod samples;
pub mod share;
pub mod shared;
pub(crate) mod steps;
pub mod suggest;
pub mod versions;
pub mod walk;
mod whom;

/// The page.
#[derive(Debug, Template)]
#[template(path = "map.html")]
pub struct MapPage {
    shell: Shell,
    /// Why the last step was not taken.
    fault: Option<String>,
    /// What was just done.
    did: Option<&'static str>,
    is_empty: bool,
    can_undo: bool,
    aim: Vec<String>,
    cards: Vec<QuadrantCard>,
    trouble: TroubleLines,
    /// Those that answer when offices are closed, and the others.
    night: [Vec<NightLine>; 2],
    knows_area: bool,
    /// What changed in the directory since the person looked.
    changes: Vec<Vec<Told>>,
    /// Whether the paper says otherwise than the directory does now.
    is_paper_old: bool,
    print_again: &'static str,
    gaps: Vec<Vec<Told>>,
    suggestions: Vec<SuggestionLine>,
    /// What was not taken, and can be after all.
    declined: Vec<SuggestionLine>,
    /// To how many it is shown now.
    shown_to: usize,
    changed: Option<String>,
    printed: Option<String>,
    /// Today, for whoever prints the page as it stands.
    printed_today: String,
    version: i64,
    once: String,
    ways: Ways,
}

/// Where the page leads.
#[derive(Debug, Clone)]
struct Ways {
    walk: MapWalkPath,
    trouble: WalkPath,
    about: MapAboutPath,
    versions: MapVersionsPath,
    print: MapPrintPath,
    shares: MapSharesPath,
    file: MapFilePath,
    step: MapStepPath,
}

impl Ways {
    fn all() -> Self {
        Self {
            walk: MapWalkPath,
            trouble: WalkPath::of(Question::INotice.code()),
            about: MapAboutPath,
            versions: MapVersionsPath,
            print: MapPrintPath,
            shares: MapSharesPath,
            file: MapFilePath,
            step: MapStepPath,
        }
    }
}

/// Somebody whom a supporter proposes.
#[derive(Debug, Clone)]
struct SuggestionLine {
    id: String,
    from: String,
    name: String,
    /// What would come onto the map.
    entries: [EntryLine; 1],
    why: Vec<String>,
}

/// What stands behind the question mark: what was just done, and nothing about anybody.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Done {
    did: String,
}

impl Done {
    /// What was done, in words.
    fn words(&self) -> Option<&'static str> {
        Some(match self.did.as_str() {
            "saved" => "ほぞんしました。",
            "out" => "けしました。 もどしたい ときは、 下の ボタンを 押してください。",
            "moved" => "じゅんばんを 変えました。",
            "undone" => "ひとつ前に もどしました。",
            "saw" => "変わった ところを 見ました。",
            "kept" => "いまの マップを とっておきました。",
            "restored" => "とっておいた マップに もどしました。",
            "forgot" => "とっておいた マップを けしました。",
            "deleted" => "マップを ぜんぶ けしました。",
            "accepted" => "マップに 入れました。",
            "declined" => "入れないことに しました。",
            "shown" => "見せることに しました。 いつでも やめられます。",
            "ended" => "見せるのを やめました。 いまから だれも 読めません。",
            "brought" => "ファイルの マップを 入れました。",
            _ => return None,
        })
    }
}

/// An address that tells what was just done.
fn having(page: &impl std::fmt::Display, did: &'static str) -> String {
    format!("{page}?did={did}")
}

/// The words for what a use case refused, or how the page answers instead.
fn words_of(refusal: MapRefusal, visitor: &Visitor) -> Result<Result<String, Response>, PageFault> {
    match refusal {
        MapRefusal::NotAllowed(decision) => Ok(Err(refused(decision, visitor))),
        MapRefusal::NotFound => Err(PageFault::NotFound),
        MapRefusal::Case(refusal) => super::super::cases::consents::words_of(refusal, visitor),
        other => Ok(Ok(other.to_string())),
    }
}

/// One's own map, or how the page answers instead.
async fn own(site: &Site, visitor: &Visitor) -> Result<Result<OwnMap, Response>, PageFault> {
    match site.app.own_map(visitor.principal()).await? {
        Ok(own) => Ok(Ok(own)),
        Err(refusal) => match words_of(refusal, visitor)? {
            Ok(_) => Err(PageFault::NotFound),
            Err(answer) => Ok(Err(answer)),
        },
    }
}

fn suggestion(own: &OwnMap, one: &Suggestion) -> SuggestionLine {
    let from = own.names.get(&one.from);
    let mut entry = entry_line(&one.entry, &own.current, Eyes::Others);
    entry.edit = None;
    SuggestionLine {
        id: one.id.to_string(),
        from: from.map(ToString::to_string).unwrap_or_default(),
        name: entry.name.clone(),
        entries: [entry],
        why: lines_of(one.why.as_ref()),
    }
}

/// Who comes next, what was just done, and why the last step was not taken.
type Said = (MapEntryId, Option<&'static str>, Option<String>);

impl MapPage {
    fn of(shell: Shell, own: &OwnMap, once: String, (new, did, fault): Said) -> Self {
        let mut cards = cards(&own.map, &own.current, Eyes::Own);
        for card in &mut cards {
            card.add = Some(format!("{}?part={}", MapEntryPath::of(new), card.code));
        }
        let open = own.shares.iter();
        let open = open.filter(|stored| stored.share.over(own.now).is_none());
        Self {
            shell,
            fault,
            did,
            is_empty: own.map.is_empty(),
            can_undo: own.can_undo,
            aim: lines_of(own.map.aim.as_ref()),
            cards,
            trouble: trouble(&own.map, &own.current),
            night: night(&own.night),
            knows_area: own.map.area.is_some(),
            changes: own.changes.iter().map(|one| one.told()).collect(),
            is_paper_old: !own.on_paper.is_empty(),
            print_again: PRINT_AGAIN,
            gaps: own.gaps.iter().map(|gap| gap.told(&own.map)).collect(),
            suggestions: own
                .suggestions
                .iter()
                .map(|one| suggestion(own, one))
                .collect(),
            declined: own
                .declined
                .iter()
                .map(|one| suggestion(own, one))
                .collect(),
            shown_to: open.count(),
            changed: own.changed_at.map(|at| japanese_date(at.in_japan().date)),
            printed: own.printed_on.map(japanese_date),
            printed_today: era_date(own.now.in_japan().date),
            version: own.version,
            once,
            ways: Ways::all(),
        }
    }
}

/// Shows the map, with what was just done or why not.
async fn asked(
    site: &Site,
    visitor: &Visitor,
    (did, fault): (Option<&'static str>, Option<String>),
) -> Result<Response, PageFault> {
    let own = match own(site, visitor).await? {
        Ok(own) => own,
        Err(answer) => return Ok(answer),
    };
    let shell = Shell::of(site, visitor, Here::Map).await?;
    let once = site.app.new_request_id();
    let said = (site.app.new_map_entry(), did, fault);
    Ok(shown(&MapPage::of(shell, &own, once, said)))
}

pub(crate) async fn show(
    _: MapPath,
    State(site): State<Site>,
    visitor: Visitor,
    done: Result<Query<Done>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(done) = done.map_err(|_| PageFault::BadRequest)?;
    asked(&site, &visitor, (done.words(), None)).await
}
