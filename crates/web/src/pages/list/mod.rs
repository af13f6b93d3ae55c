//! Lists: found by words, by area, by kind. One page for all, narrowed by the same words.

use std::str::FromStr as _;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::area::FoundArea;
use renkei_app::directory::list::ResourceList;
use renkei_app::directory::search::SearchRefusal;
use renkei_domain::directory::contact::policy::ContactPurpose;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::search::Query;
use renkei_domain::ids::NetworkId;
use renkei_domain::time::era_date;
use renkei_exchange::export::Form;

use super::{Here, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::paths::{
    AreaPath, AreasPath, EntrancePath, KindPath, MonthlyPath, ProposeMissingPath, SearchPath,
};
use crate::session::Visitor;
use crate::words::moment::AsOf;

mod chips;
mod file;
mod narrowing;
mod on_paper;
mod refining;
mod row;
mod samples;

use chips::{Chips, Choice, Facet};
use file::EXPORTED;
pub(crate) use file::{show_csv, show_xlsx};
use narrowing::{Base, Narrowing};
use on_paper::{OnPaper, PRINTED, conditions};
use refining::Refining;
use row::Row;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "list.html")]
pub struct ListPage {
    shell: Shell,
    home: EntrancePath,
    areas: AreasPath,
    missing: ProposeMissingPath,
    heading: String,
    explanation: String,
    asked: String,
    total: String,
    rows: Vec<Row>,
    set: Vec<Choice>,
    /// All that is asked for in one line, for paper, which shows no chips.
    conditions: String,
    toggles: Vec<Choice>,
    facets: Vec<Facet>,
    circles: Vec<Choice>,
    /// The same list farther around, for a list without entries.
    wider: Vec<Choice>,
    refining: Refining,
    /// What was typed as a town and is none, or several.
    town: Option<UnclearTown>,
    /// Whether a day and a time were typed that are none, or one of them alone; the form shows them.
    is_moment_unclear: bool,
    /// The words beyond the most that are looked at.
    left_aside: String,
    /// Why this is the first page although another one was asked for.
    begun_anew: Option<&'static str>,
    /// The first page, where this is another one.
    first: Option<String>,
    previous: Option<String>,
    next: Option<String>,
    narrows: bool,
    whole: String,
    /// The same list as files for spreadsheets, with what each button does.
    sheets: [(String, &'static str); 2],
    /// The whole directory month by month.
    monthly: MonthlyPath,
    on_paper: OnPaper,
    decided_at: AsOf,
    /// What for one gets in touch in the way that a row names.
    purpose: ContactPurpose,
    printed_on: String,
}

/// The name of a town that led to no single one, with those it may mean.
#[derive(Debug, Clone)]
struct UnclearTown {
    typed: String,
    choices: Vec<Choice>,
}

impl ListPage {
    fn of(shell: Shell, list: &ResourceList, base: Base, narrowing: &Narrowing) -> Self {
        let chips = Chips {
            list,
            base,
            narrowing,
        };
        let total = list.facets.total;
        let set = chips.set();
        let (previous, next) = (list.previous.as_ref(), list.next.as_ref());
        Self {
            heading: heading(list, base, narrowing),
            explanation: explanation(list),
            asked: narrowing.q.clone(),
            total: if list.facets.is_exact {
                format!("{total}件")
            } else {
                format!("{total}件より多い")
            },
            rows: list
                .entries
                .iter()
                .map(|entry| Row::of(entry, list.at))
                .collect(),
            conditions: conditions(&set, list, base, narrowing),
            set,
            toggles: chips.toggles(),
            facets: chips.facets(),
            circles: chips.circles(),
            wider: chips.wider(),
            refining: Refining::of(base, narrowing),
            town: None,
            is_moment_unclear: false,
            left_aside: Query::parse(&narrowing.q).left_aside().join("、"),
            begun_anew: list.refusal.map(begun_anew),
            first: (!list.is_first).then(|| narrowing.first_page().href(base)),
            previous: previous.map(|place| narrowing.before(place).href(base)),
            next: next.map(|place| narrowing.after(place).href(base)),
            narrows: narrowing.narrows(),
            whole: Narrowing {
                q: narrowing.q.clone(),
                ..Narrowing::default()
            }
            .href(base),
            sheets: [Form::Xlsx, Form::Csv]
                .map(|form| (narrowing.spreadsheet(base, form), sheet_word(total, form))),
            monthly: MonthlyPath,
            on_paper: OnPaper::of(list, base, narrowing),
            decided_at: AsOf(list.at),
            purpose: ContactPurpose::Introduction,
            printed_on: era_date(list.at.date),
            shell: shell.with_typed(&narrowing.q),
            home: EntrancePath,
            areas: AreasPath,
            missing: ProposeMissingPath,
        }
    }
}

fn heading(list: &ResourceList, base: Base, narrowing: &Narrowing) -> String {
    match (base, &list.area) {
        (Base::Kind(kind), _) => kind.word().to_owned(),
        (Base::Area(_), Some(area)) => format!("{}の支援機関", area.name),
        _ if narrowing.q.trim().is_empty() => match &list.network {
            Some(network) => format!("{network}の地域の機関"),
            None => "機関をさがす".to_owned(),
        },
        _ => format!("「{}」でさがした結果", narrowing.q.trim()),
    }
}

/// What the button for a spreadsheet does. A total that is not exact is far beyond what one gets.
const fn sheet_word(total: u64, form: Form) -> &'static str {
    match (form, total > EXPORTED as u64) {
        (Form::Csv, true) => "はじめの1,000件をCSVで取り出す",
        (Form::Csv, false) => "この一覧を表計算に取り出す（CSV）",
        (Form::Xlsx, true) => "はじめの1,000件をExcelで取り出す",
        (Form::Xlsx, false) => "この一覧をExcelで取り出す",
    }
}

fn explanation(list: &ResourceList) -> String {
    const BY_WORDS: &str = "名称が同じもの、名称がことばで始まるもの、名称の中にことばがあるもの、よみにあるもの、ほかの所にあるもの";
    let has_words = !list.request.text.trim().is_empty();
    match (&list.area, list.request.within_km, has_words) {
        (Some(area), Some(km), false) => format!(
            "{}の役所から {km}km までにある機関を、近い順に並べています。",
            area.name
        ),
        (Some(area), Some(km), true) => format!(
            "{}の役所から {km}km までにある機関です。{BY_WORDS}の順で、同じなら近い順です。",
            area.name
        ),
        (Some(area), None, has_words) => format!(
            "{0}を「担当する」と言っている機関と、担当地域をまだ聞いていないが{0}に「所在する」機関です。{1}。",
            area.name,
            match (has_words, area.point.is_some()) {
                (true, true) => format!("{BY_WORDS}の順で、同じなら役所に近い順です"),
                (true, false) => format!("{BY_WORDS}の順です"),
                (false, _) => "よみの順です".to_owned(),
            }
        ),
        (None, _, false) => format!("{}よみの順です。", of_whom(list)),
        (None, _, true) => format!("{}{BY_WORDS}の順です。", of_whom(list)),
    }
}

/// Whose list it is that is of no single municipality.
fn of_whom(list: &ResourceList) -> String {
    match (&list.network, list.request.is_countrywide) {
        (_, true) => "場所を決めずに、全国のどこからでも使える窓口です。".to_owned(),
        (Some(network), false) => format!(
            "{network}の地域のどこかを「担当する」と言っている機関と、担当地域をまだ聞いていないが そこに「所在する」機関と、全国のどこからでも使える窓口です。"
        ),
        (None, false) => String::new(),
    }
}

const fn begun_anew(refusal: SearchRefusal) -> &'static str {
    match refusal {
        SearchRefusal::CursorUnreadable => {
            "アドレスにある つづきの場所を読みとれなかったので、最初のページを表示しています。"
        }
        SearchRefusal::CursorOfAnotherSearch => {
            "つづきの場所が べつの条件でさがしたときのものだったので、最初のページを表示しています。"
        }
    }
}

/// The list of a kind in a municipality.
pub(in crate::pages) fn of_kind_in(kind: ResourceKind, code: MunicipalityCode) -> String {
    let narrowing = Narrowing {
        area: code.to_string(),
        ..Narrowing::default()
    };
    narrowing.href(Base::Kind(kind))
}

/// The list of a kind, or of all of them, in the area of a network.
pub(in crate::pages) fn of_network(kind: Option<ResourceKind>, network: NetworkId) -> String {
    let narrowing = Narrowing {
        network: network.to_string(),
        ..Narrowing::default()
    };
    narrowing.href(kind.map_or(Base::Search, Base::Kind))
}

/// The list of what is for the whole country.
pub(in crate::pages) fn of_country(kind: Option<ResourceKind>) -> String {
    let narrowing = Narrowing {
        country: "yes".to_owned(),
        ..Narrowing::default()
    };
    narrowing.href(kind.map_or(Base::Search, Base::Kind))
}

async fn show(
    site: &Site,
    visitor: &Visitor,
    base: Base,
    narrowing: &Narrowing,
) -> Result<Response, PageFault> {
    show_with(site, visitor, base, narrowing, None).await
}

async fn show_with(
    site: &Site,
    visitor: &Visitor,
    base: Base,
    narrowing: &Narrowing,
    town: Option<UnclearTown>,
) -> Result<Response, PageFault> {
    let is_moment_unclear = narrowing.names_moment() && narrowing.moment().is_none();
    // A day without a time, or either misspelt: the list stands without them, and the form says why.
    let understood = if is_moment_unclear {
        &narrowing.with(|changed| {
            changed.day.clear();
            changed.time.clear();
        })
    } else {
        narrowing
    };
    let (is_printed, first) = (narrowing.is_printed()?, understood.first_page());
    let understood = if is_printed { &first } else { understood };
    let list = site
        .app
        .list_resources(&visitor.viewer(), understood.request(base)?)
        .await?
        .ok_or(PageFault::NotFound)?;
    let shell = Shell::of(site, visitor, Here::Directory).await?;
    let page = ListPage {
        town,
        is_moment_unclear,
        refining: Refining::of(base, narrowing),
        ..ListPage::of(shell, &list, base, understood)
    };
    if !is_printed {
        return Ok(shown(&page));
    }
    let all = site
        .app
        .list_beginning(&visitor.viewer(), &list.request, PRINTED + 1)
        .await?
        .ok_or(PageFault::NotFound)?;
    Ok(shown(&page.laid_out(&all, &list, understood.href(base))))
}

/// The list of a town whose name was typed, or the list without it and a word why.
async fn show_town(
    site: &Site,
    visitor: &Visitor,
    base: Base,
    narrowing: &Narrowing,
) -> Result<Response, PageFault> {
    let typed: String = narrowing.town.trim().chars().take(41).collect();
    let without = narrowing.with(|changed| changed.town = String::new());
    let of_town = |code: MunicipalityCode| {
        let with_town = without.with(|changed| changed.area = code.to_string());
        with_town.href(base)
    };
    let several = match site.app.find_area(&typed).await? {
        FoundArea::One(town) => return Ok(Redirect::to(&of_town(town.code)).into_response()),
        FoundArea::Several(several) => several,
        FoundArea::None => Vec::new(),
    };
    let choices = several.iter().map(|town| Choice {
        href: of_town(town.code),
        word: format!("{} {}", town.prefecture, town.name),
        count: None,
        is_set: false,
    });
    let choices = choices.collect();
    let unclear = UnclearTown { typed, choices };
    show_with(site, visitor, base, &without, Some(unclear)).await
}

pub(crate) async fn show_search(
    _: SearchPath,
    State(site): State<Site>,
    visitor: Visitor,
    RawQuery(question): RawQuery,
) -> Result<Response, PageFault> {
    let narrowing = Narrowing::read(question.as_deref())?;
    show_anywhere(&site, &visitor, Base::Search, narrowing).await
}

/// A list that may be narrowed to a town.
async fn show_anywhere(
    site: &Site,
    visitor: &Visitor,
    base: Base,
    mut narrowing: Narrowing,
) -> Result<Response, PageFault> {
    if !narrowing.town.trim().is_empty() {
        return show_town(site, visitor, base, &narrowing).await;
    }
    if narrowing.area.is_empty() {
        // Nobody can tell how far from nowhere is.
        narrowing.km.clear();
    }
    show(site, visitor, base, &narrowing).await
}

pub(crate) async fn show_area(
    path: AreaPath,
    State(site): State<Site>,
    visitor: Visitor,
    RawQuery(question): RawQuery,
) -> Result<Response, PageFault> {
    let area = MunicipalityCode::from_str(&path.code).map_err(|_| PageFault::NotFound)?;
    if path.code != area.to_string() {
        // Five digits name the same place; one place has one address.
        return Ok(Redirect::permanent(&AreaPath::of(area).to_string()).into_response());
    }
    let narrowing = Narrowing {
        area: String::new(),
        network: String::new(),
        ..Narrowing::read(question.as_deref())?
    };
    show(&site, &visitor, Base::Area(area), &narrowing).await
}

pub(crate) async fn show_kind(
    path: KindPath,
    State(site): State<Site>,
    visitor: Visitor,
    RawQuery(question): RawQuery,
) -> Result<Response, PageFault> {
    let kind = ResourceKind::from_code(&path.kind).ok_or(PageFault::NotFound)?;
    let narrowing = Narrowing {
        kinds: Vec::new(),
        ..Narrowing::read(question.as_deref())?
    };
    show_anywhere(&site, &visitor, Base::Kind(kind), narrowing).await
}
