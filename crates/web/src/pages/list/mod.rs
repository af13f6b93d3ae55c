//! Lists: found by words, by area, by kind. One page for all, narrowed by the same words.

use std::str::FromStr as _;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::read::{ListRequest, PAGE_SIZE, ResourceList, Viewer};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::time::{era_date, japanese_date};
use renkei_exchange::export;

use super::{Here, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::paths::{AreaPath, AreasPath, EntrancePath, KindPath, SearchCsvPath, SearchPath};

mod narrowing;
mod row;
mod samples;

use narrowing::{Base, CIRCLES, Narrowing};
use row::Row;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "list.html")]
pub struct ListPage {
    shell: Shell,
    home: EntrancePath,
    areas: AreasPath,
    heading: String,
    explanation: String,
    asked: String,
    total: String,
    first: u64,
    rows: Vec<Row>,
    set: Vec<Choice>,
    toggles: Vec<Choice>,
    facets: Vec<Facet>,
    circles: Vec<Choice>,
    previous: Option<String>,
    next: Option<String>,
    page: u64,
    last_page: u64,
    narrows: bool,
    whole: String,
    csv: String,
    decided_at: String,
    printed_on: String,
}

/// A link that narrows, or takes a narrowing back.
#[derive(Debug, Clone)]
struct Choice {
    href: String,
    word: String,
    count: Option<u64>,
    is_set: bool,
}

/// What a list may be narrowed to, by one of its sides.
#[derive(Debug, Clone)]
struct Facet {
    name: &'static str,
    first: Vec<Choice>,
    more: Vec<Choice>,
}

impl Facet {
    /// Shows the first few and folds the others away; what is chosen is never folded away.
    fn of(name: &'static str, mut choices: Vec<Choice>, shown: usize) -> Option<Self> {
        choices.sort_by_key(|choice| !choice.is_set);
        let more = choices.split_off(choices.len().min(shown));
        (!choices.is_empty()).then_some(Self {
            name,
            first: choices,
            more,
        })
    }
}

impl ListPage {
    fn of(shell: Shell, list: &ResourceList, base: Base, narrowing: &Narrowing) -> Self {
        let link = |change: &dyn Fn(&mut Narrowing)| narrowing.with(change).href(base);
        let choice = |href: String, word: String, count: Option<u64>, is_set| Choice {
            href,
            word,
            count,
            is_set,
        };
        let kinds = list.facets.kinds.iter().map(|(kind, count)| {
            let is_set = narrowing.kind == kind.code();
            let code = if is_set { "" } else { kind.code() };
            choice(
                link(&|n| n.kind = code.to_owned()),
                kind.to_string(),
                Some(*count),
                is_set,
            )
        });
        let sectors = list.facets.sectors.iter().map(|(sector, count)| {
            let is_set = narrowing.sector == sector.code();
            let code = if is_set { "" } else { sector.code() };
            choice(
                link(&|n| n.sector = code.to_owned()),
                sector.to_string(),
                Some(*count),
                is_set,
            )
        });
        let places = list
            .facets
            .municipalities
            .iter()
            .filter_map(|(code, count)| {
                let place = list.places.iter().find(|place| place.code == *code)?;
                let href = link(&|n| n.area = code.to_string());
                Some(choice(
                    href,
                    place.name.clone(),
                    Some(*count),
                    narrowing.area == code.to_string(),
                ))
            });
        let has_point = list.area.as_ref().is_some_and(|area| area.point.is_some());
        let circles = CIRCLES.iter().filter(|_| has_point).map(|km| {
            let is_set = narrowing.km == km.to_string();
            let value = if is_set {
                String::new()
            } else {
                km.to_string()
            };
            choice(
                link(&|n| n.km.clone_from(&value)),
                format!("{km}kmまで"),
                None,
                is_set,
            )
        });
        let toggle = |word: &str, is_set: bool, change: &dyn Fn(&mut Narrowing)| {
            choice(link(change), word.to_owned(), None, is_set)
        };
        let open = !narrowing.open.is_empty();
        let capacity = !narrowing.capacity.is_empty();
        let toggles = vec![
            toggle("いま開いている", open, &|n| {
                n.open = if open {
                    String::new()
                } else {
                    "now".to_owned()
                }
            }),
            toggle("空きがある", capacity, &|n| {
                n.capacity = if capacity {
                    String::new()
                } else {
                    "yes".to_owned()
                }
            }),
        ];
        let searching = base == Base::Search;
        let facets = [
            Facet::of("分野", sectors.filter(|_| searching).collect(), 5),
            Facet::of(
                "種類",
                kinds.filter(|_| !matches!(base, Base::Kind(_))).collect(),
                8,
            ),
            Facet::of(
                "市区町村",
                places
                    .filter(|_| searching && list.area.is_none())
                    .collect(),
                6,
            ),
        ];
        let (page, last_page) = (list.request.page, list.last_page());
        let total = list.facets.total;
        Self {
            heading: heading(list, base, narrowing),
            explanation: explanation(list),
            asked: narrowing.q.clone(),
            total: if list.facets.is_exact {
                format!("{total}件")
            } else {
                format!("{total}件より多い")
            },
            first: (page - 1) * PAGE_SIZE + 1,
            rows: list
                .entries
                .iter()
                .map(|entry| Row::of(entry, list.at))
                .collect(),
            set: set(list, base, narrowing),
            toggles,
            facets: facets.into_iter().flatten().collect(),
            circles: circles.collect(),
            previous: (page > 1).then(|| narrowing.on_page(page - 1).href(base)),
            next: (page < last_page).then(|| narrowing.on_page(page + 1).href(base)),
            page,
            last_page,
            narrows: narrowing.narrows(),
            whole: Narrowing {
                q: narrowing.q.clone(),
                ..Narrowing::default()
            }
            .href(base),
            csv: narrowing.csv(base),
            decided_at: format!("{} {} の時点", japanese_date(list.at.date), list.at.minute),
            printed_on: era_date(list.at.date),
            shell: shell.with_typed(&narrowing.q),
            home: EntrancePath,
            areas: AreasPath,
        }
    }
}

fn heading(list: &ResourceList, base: Base, narrowing: &Narrowing) -> String {
    match (base, &list.area) {
        (Base::Kind(kind), _) => kind.word().to_owned(),
        (Base::Area(_), Some(area)) => format!("{}の支援機関", area.name),
        _ if narrowing.q.trim().is_empty() => "機関をさがす".to_owned(),
        _ => format!("「{}」でさがした結果", narrowing.q.trim()),
    }
}

fn explanation(list: &ResourceList) -> String {
    match (&list.area, list.request.within_km) {
        (Some(area), Some(km)) => format!("{}の役所から {km}km までにある機関を、近い順に並べています。", area.name),
        (Some(area), None) => format!(
            "{0}を「担当する」と言っている機関と、担当地域をまだ聞いていないが{0}に「所在する」機関です。どちらかは一件ごとに書いてあります。",
            area.name
        ),
        (None, _) if list.request.text.trim().is_empty() => "登録されている機関を、よみの順に並べています。".to_owned(),
        (None, _) => "名称が同じもの、名称がことばで始まるもの、名称・よみ・そのほかにことばがあるものの順です。".to_owned(),
    }
}

/// What is set beyond words and chips of their own: each can be taken back.
fn set(list: &ResourceList, base: Base, narrowing: &Narrowing) -> Vec<Choice> {
    let taken = |word: String, change: &dyn Fn(&mut Narrowing)| Choice {
        href: narrowing.with(change).href(base),
        word,
        count: None,
        is_set: true,
    };
    let mut set = Vec::new();
    if let (Some(area), false) = (&list.area, narrowing.area.is_empty()) {
        set.push(taken(area.name.clone(), &|n| {
            n.area = String::new();
            n.km = String::new();
        }));
    }
    for topic in &list.request.good_at {
        set.push(taken(
            format!("得意: {}", topic.word().unwrap_or("そのほか")),
            &|n| n.good = String::new(),
        ));
    }
    for program in &list.request.programs {
        set.push(taken(program.to_string(), &|n| n.program = String::new()));
    }
    if let Some(day) = list.request.verified_since {
        set.push(taken(
            format!("{} より後に確かめた", japanese_date(day)),
            &|n| n.since = String::new(),
        ));
    }
    set
}

async fn show(site: &Site, base: Base, narrowing: &Narrowing) -> Result<Response, PageFault> {
    let request = narrowing.request(base)?;
    let page = request.page;
    let list = site
        .app
        .list_resources(&Viewer::Anonymous, request)
        .await?
        .ok_or(PageFault::NotFound)?;
    if page > list.last_page() {
        return Err(PageFault::NotFound);
    }
    Ok(shown(&ListPage::of(
        Shell::of(site, Here::Directory).await?,
        &list,
        base,
        narrowing,
    )))
}

type Narrowed = Result<Query<Narrowing>, axum::extract::rejection::QueryRejection>;

fn read(narrowed: Narrowed) -> Result<Narrowing, PageFault> {
    narrowed
        .map(|Query(narrowing)| narrowing)
        .map_err(|_| PageFault::BadRequest)
}

pub(crate) async fn show_search(
    _: SearchPath,
    State(site): State<Site>,
    narrowed: Narrowed,
) -> Result<Response, PageFault> {
    show(&site, Base::Search, &read(narrowed)?).await
}

pub(crate) async fn show_area(
    path: AreaPath,
    State(site): State<Site>,
    narrowed: Narrowed,
) -> Result<Response, PageFault> {
    let area = MunicipalityCode::from_str(&path.code).map_err(|_| PageFault::NotFound)?;
    if path.code != area.to_string() {
        // Five digits name the same place; one place has one address.
        return Ok(Redirect::permanent(&AreaPath::of(area).to_string()).into_response());
    }
    show(
        &site,
        Base::Area(area),
        &Narrowing {
            area: String::new(),
            ..read(narrowed)?
        },
    )
    .await
}

pub(crate) async fn show_kind(
    path: KindPath,
    State(site): State<Site>,
    narrowed: Narrowed,
) -> Result<Response, PageFault> {
    let kind = ResourceKind::from_code(&path.kind).ok_or(PageFault::NotFound)?;
    show(
        &site,
        Base::Kind(kind),
        &Narrowing {
            kind: String::new(),
            ..read(narrowed)?
        },
    )
    .await
}

pub(crate) async fn show_csv(
    _: SearchCsvPath,
    State(site): State<Site>,
    narrowed: Narrowed,
) -> Result<Response, PageFault> {
    let request = read(narrowed)?.request(Base::Search)?;
    let mut rows = Vec::new();
    for page in 1..=EXPORT_PAGES {
        let request = ListRequest {
            page,
            ..request.clone()
        };
        let found = site
            .app
            .list_resources(&Viewer::Anonymous, request)
            .await?
            .ok_or(PageFault::NotFound)?;
        rows.extend(found.entries.iter().map(row::cells));
        if page >= found.last_page() {
            break;
        }
    }
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"renkei.csv\"; filename*=UTF-8''%E6%A9%9F%E9%96%A2.csv",
        ),
    ];
    Ok((headers, export::csv(&row::COLUMNS, &rows)).into_response())
}

/// How many pages a spreadsheet gets at most: a thousand rows are more than anybody reads.
const EXPORT_PAGES: u64 = 50;
