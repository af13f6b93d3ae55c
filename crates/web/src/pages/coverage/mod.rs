//! 地域のすきま: what there is of each kind for each municipality of a network, for anybody, as the lists behind it are:
//! the page holds counts of what these tell everybody. The table is put into words in [`table`], [`spreadsheet`] is the
//! same for programs, and the sheet is set in `paper`.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::coverage::CoverageView;
use renkei_app::directory::secretariat::NamedNetwork;
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::coverage::Gaps;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::ids::NetworkId;
use renkei_domain::time::era_date;
use renkei_exchange::export::Form;
use serde::Deserialize;

use super::{Here, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::paper::on_paper;
use crate::paths::{
    CoverageCsvPath, CoveragePaperPath, CoveragePath, CoverageXlsxPath, EntrancePath, KindPath,
    NetworkCoveragePath,
};
use crate::session::Visitor;
use crate::spreadsheet::Spreadsheet;
use crate::words::moment::AsOf;

mod samples;
mod spreadsheet;
mod table;

use table::{PlacesView, SectorView, TableView};

pub(crate) use table::{ALL, COUNTRY};

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "coverage.html")]
pub struct CoveragePage {
    shell: Shell,
    home: EntrancePath,
    /// The choice between networks, where there are several.
    all_networks: Option<CoveragePath>,
    name: String,
    /// Codes of the area that are in no table.
    unknown: String,
    has_places: bool,
    sectors: Vec<SectorView>,
    sums: Vec<TableView>,
    /// Kinds of which there is nothing anywhere: how many, and the page with them or without.
    empty: Option<EmptyKinds>,
    gaps: Vec<GapView>,
    csv: CoverageCsvPath,
    xlsx: CoverageXlsxPath,
    paper: CoveragePaperPath,
    counted_at: AsOf,
    printed_on: String,
}

/// Kinds of which there is nothing anywhere.
#[derive(Debug, Clone)]
struct EmptyKinds {
    count: usize,
    are_shown: bool,
    other: String,
}

/// Something that is missing, in a sentence, with the kinds of which it is.
#[derive(Debug, Clone)]
struct GapView {
    heading: String,
    /// What to bring to the council.
    ask: &'static str,
    kinds: Vec<(KindPath, &'static str)>,
}

/// The choice between networks.
#[derive(Debug, Clone, Template)]
#[template(path = "coverage_choice.html")]
pub struct CoverageChoicePage {
    shell: Shell,
    home: EntrancePath,
    networks: Vec<(NetworkCoveragePath, String)>,
}

/// What stands behind the question mark.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// Whether kinds of which there is nothing stand in the table too.
    empty: Option<String>,
}

/// What is missing, in sentences: what it is, of what, and what to bring to the council.
pub(crate) fn gap_sentences(gaps: &Gaps) -> Vec<(String, &'static str, &[ResourceKind])> {
    let told = [
        (
            "この地域のどの市区町村にも、1か所もない種類",
            "となりの地域で引き受けてもらえるか、新しくつくるかを話し合う。名簿にのっていないだけなら、名簿に入れる。",
            gaps.nobody.as_slice(),
        ),
        (
            "空きを、どこからも聞いていない種類",
            "だれがいつ聞くかを決める。分からないのは「空きなし」ではない。",
            gaps.places_unknown.as_slice(),
        ),
        (
            "この1年、連絡先を1か所も確かめていない種類",
            "確かめる順番と、手分けを決める。",
            gaps.unconfirmed.as_slice(),
        ),
    ];
    let told = told.into_iter().filter(|(_, _, kinds)| !kinds.is_empty());
    let told = told.map(|(head, ask, kinds)| (format!("{head}（{}）", kinds.len()), ask, kinds));
    told.collect()
}

impl CoveragePage {
    fn of(shell: Shell, view: &CoverageView, with_empty: bool) -> Self {
        let gaps = view.coverage.gaps();
        let path = NetworkCoveragePath::of(view.network);
        let rows = view.coverage.rows.iter();
        let count = rows.filter(|row| row.all.is_empty()).count();
        let other = if with_empty {
            path.to_string()
        } else {
            format!("{path}?empty=all")
        };
        let unknown: Vec<String> = view.unknown.iter().map(ToString::to_string).collect();
        let kind = |kind: &ResourceKind| (KindPath::of(*kind), kind.word());
        Self {
            shell,
            home: EntrancePath,
            all_networks: None,
            name: view.name.clone(),
            unknown: unknown.join("、"),
            has_places: !view.places.is_empty(),
            sectors: table::sectors(view, with_empty),
            sums: table::sums(view),
            empty: (count > 0).then_some(EmptyKinds {
                count,
                are_shown: with_empty,
                other,
            }),
            gaps: gap_sentences(&gaps)
                .into_iter()
                .map(|(heading, ask, kinds)| GapView {
                    heading,
                    ask,
                    kinds: kinds.iter().map(kind).collect(),
                })
                .collect(),
            csv: CoverageCsvPath::of(view.network),
            xlsx: CoverageXlsxPath::of(view.network),
            paper: CoveragePaperPath::of(view.network),
            counted_at: AsOf(view.at),
            printed_on: era_date(view.at.date),
        }
    }
}

/// The ways to the tables of the networks that somebody coordinates, each with its words.
pub(super) fn of_coordinator(
    principal: &Principal,
    networks: &[NamedNetwork],
) -> Vec<(NetworkCoveragePath, String)> {
    let coordinated = principal.coordinated();
    let own = networks.iter();
    let own = own.filter(|network| coordinated.contains(&network.id));
    let way = |network: &NamedNetwork| {
        let words = match coordinated.len() {
            1 => "地域のすきま".to_owned(),
            _ => format!("地域のすきま: {}", network.name),
        };
        (NetworkCoveragePath::of(network.id), words)
    };
    own.map(way).collect()
}

async fn view_of(site: &Site, id: &str) -> Result<CoverageView, PageFault> {
    let network: NetworkId = id.parse().map_err(|_| PageFault::NotFound)?;
    let view = site.app.coverage(network).await?;
    view.ok_or(PageFault::NotFound)
}

/// The table of the only network, or the choice between several.
pub(crate) async fn choose(
    _: CoveragePath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let networks = site.app.named_networks().await?;
    if let [only] = networks.as_slice() {
        let path = NetworkCoveragePath::of(only.id).to_string();
        return Ok(Redirect::to(&path).into_response());
    }
    let networks = networks.into_iter();
    let networks = networks.map(|network| (NetworkCoveragePath::of(network.id), network.name));
    Ok(shown(&CoverageChoicePage {
        shell: Shell::of(&site, &visitor, Here::Coverage).await?,
        home: EntrancePath,
        networks: networks.collect(),
    }))
}

pub(crate) async fn show(
    path: NetworkCoveragePath,
    State(site): State<Site>,
    visitor: Visitor,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(asked) = asked.map_err(|_| PageFault::BadRequest)?;
    let with_empty = match asked.empty.as_deref() {
        None | Some("") => false,
        Some("all") => true,
        Some(_) => return Err(PageFault::NotFound),
    };
    let view = view_of(&site, &path.id).await?;
    let are_several = site.app.named_networks().await?.len() > 1;
    let shell = Shell::of(&site, &visitor, Here::Coverage).await?;
    Ok(shown(&CoveragePage {
        all_networks: are_several.then_some(CoveragePath),
        ..CoveragePage::of(shell, &view, with_empty)
    }))
}

pub(crate) async fn csv(
    path: CoverageCsvPath,
    State(site): State<Site>,
) -> Result<Response, PageFault> {
    file(&site, &path.id, Form::Csv).await
}

pub(crate) async fn xlsx(
    path: CoverageXlsxPath,
    State(site): State<Site>,
) -> Result<Response, PageFault> {
    file(&site, &path.id, Form::Xlsx).await
}

async fn file(site: &Site, network: &str, form: Form) -> Result<Response, PageFault> {
    let view = view_of(site, network).await?;
    let list = Spreadsheet {
        name: "地域のすきま",
        plain_name: "coverage",
        columns: &spreadsheet::COLUMNS,
        rows: spreadsheet::rows(&view),
    };
    list.answer(site, form).await
}

pub(crate) async fn print(
    path: CoveragePaperPath,
    State(site): State<Site>,
) -> Result<Response, PageFault> {
    let network: NetworkId = path.id.parse().map_err(|_| PageFault::NotFound)?;
    let sheet = site.app.coverage_on_paper(network).await?;
    on_paper(&site, &sheet.ok_or(PageFault::NotFound)?, None).await
}
