//! Choosing what a handbook of a network's area holds (社会資源ハンドブック), how many entries that are and how many of them
//! nobody confirmed lately, and the handbook itself. What is chosen are words of the directory alone, so that it stands in
//! the address.

use std::str::FromStr as _;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use renkei_app::directory::handbook::{
    HandbookOrder, HandbookRefusal, HandbookRequest, HandbookView, MOST_ENTRIES,
};
use renkei_app::paper::Sheet;
use renkei_domain::directory::kind::{ResourceKind, Sector};
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::NetworkId;
use renkei_domain::map::Ruby;

use super::{Here, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Field};
use crate::gate::refused;
use crate::paper::on_paper;
use crate::paths::{EntrancePath, NetworkHandbookPaperPath, NetworkHandbookPath};
use crate::session::Visitor;

mod samples;

/// The fields of the form.
const PLACE: &str = "place";
const SECTOR: &str = "sector";
const KIND: &str = "kind";
const ORDER: &str = "order";
const RUBY: &str = "ruby";

/// So many values are read of an address: more cannot be chosen.
const MOST_VALUES: usize = 400;

/// The page.
#[derive(Debug, Template)]
#[template(path = "handbook.html")]
pub struct HandbookPage {
    shell: Shell,
    home: EntrancePath,
    here: NetworkHandbookPath,
    paper: NetworkHandbookPaperPath,
    /// What can be chosen; nothing where the network looks after no municipality.
    fields: Vec<Field>,
    holds: Holds,
    /// The most entries of one handbook.
    most: usize,
}

/// What it would hold.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Holds {
    /// Nothing: no municipality is the network's.
    NoArea,
    /// Nothing of what was chosen.
    Nothing,
    /// More than a handbook takes: how much, in words.
    TooMuch(String),
    /// So many entries, with how many of them were confirmed too long ago, and how many never.
    Entries(usize, [usize; 2]),
}

impl Holds {
    fn of(view: &HandbookView) -> Self {
        if view.area.is_empty() {
            return Self::NoArea;
        }
        match &view.paper {
            Some(paper) if paper.entries.is_empty() => Self::Nothing,
            Some(paper) => Self::Entries(paper.entries.len(), paper.unconfirmed()),
            None if view.found.is_exact => Self::TooMuch(format!("{}件", view.found.entries)),
            None => Self::TooMuch(format!("{}件より多く", view.found.entries)),
        }
    }
}

/// What whoever hands it out should know before.
fn warning([old, never]: [usize; 2]) -> Option<String> {
    let old = (old > 0).then(|| format!("確かめてから1年より長くたっている機関が {old}件"));
    let never = (never > 0).then(|| format!("まだ確かめていない機関が {never}件"));
    let told: Vec<String> = old.into_iter().chain(never).collect();
    (!told.is_empty()).then(|| format!("連絡先を、{}あります。", told.join("、")))
}

impl HandbookPage {
    fn of(shell: Shell, network: NetworkId, view: &HandbookView, asked: &HandbookRequest) -> Self {
        let holds = Holds::of(view);
        Self {
            shell,
            home: EntrancePath,
            here: NetworkHandbookPath::of(network),
            paper: NetworkHandbookPaperPath::of(network),
            fields: if holds == Holds::NoArea {
                Vec::new()
            } else {
                fields(view, asked)
            },
            holds,
            most: MOST_ENTRIES,
        }
    }

    fn has_no_area(&self) -> bool {
        self.holds == Holds::NoArea
    }

    fn has_nothing(&self) -> bool {
        self.holds == Holds::Nothing
    }

    fn too_much(&self) -> Option<&str> {
        match &self.holds {
            Holds::TooMuch(entries) => Some(entries),
            _ => None,
        }
    }

    /// How many entries it has, and what to know of them.
    fn entries(&self) -> Option<(usize, Option<String>)> {
        match &self.holds {
            Holds::Entries(entries, unconfirmed) => Some((*entries, warning(*unconfirmed))),
            _ => None,
        }
    }
}

fn fields(view: &HandbookView, asked: &HandbookRequest) -> Vec<Field> {
    let places = view.area.iter().map(|place| Choice {
        value: place.code.to_string(),
        word: place.name.clone(),
        is_chosen: asked.municipalities.contains(&place.code),
    });
    let sectors = Sector::ALL.iter().map(|sector| Choice {
        value: sector.code().to_owned(),
        word: sector.word().to_owned(),
        is_chosen: asked.sectors.contains(sector),
    });
    // What was chosen stays to be chosen, also where there is none of it.
    let is_offered = |kind: &&ResourceKind| {
        asked.kinds.contains(kind) || view.kinds.iter().any(|(known, _)| known == *kind)
    };
    let kinds = ResourceKind::ALL.iter().filter(is_offered).map(|kind| {
        let counted = view.kinds.iter().find(|(known, _)| known == kind);
        Choice {
            value: kind.code().to_owned(),
            word: format!("{kind}（{}件）", counted.map_or(0, |(_, count)| *count)),
            is_chosen: asked.kinds.contains(kind),
        }
    });
    let orders = HandbookOrder::ALL.iter();
    let orders = orders.map(|order| Choice::of(order.code(), order.word(), asked.order.code()));
    let rubies = Ruby::ALL.iter();
    let rubies = rubies.map(|ruby| Choice::of(ruby.code(), ruby.word(), asked.ruby.code()));
    vec![
        Field::any(PLACE, "市区町村", places.collect())
            .hinted("えらばなければ、担当する地域ぜんぶです。"),
        Field::any(SECTOR, "分野", sectors.collect())
            .hinted("分野も種類もえらばなければ、ぜんぶのせます。"),
        Field::any(KIND, "種類", kinds.collect()).hinted("分野のほかに、この種類ものせます。"),
        Field::one(ORDER, "ならべ方", orders.collect()),
        Field::one(RUBY, "ふりがな", rubies.collect()),
    ]
}

/// Reads what was chosen; what is none of the directory's words leads nowhere.
fn asked(question: Option<&str>) -> Result<HandbookRequest, PageFault> {
    let mut read = HandbookRequest {
        municipalities: Vec::new(),
        sectors: Vec::new(),
        kinds: Vec::new(),
        order: HandbookOrder::Place,
        ruby: Ruby::Without,
    };
    let values = form_urlencoded::parse(question.unwrap_or_default().as_bytes());
    for (number, (name, value)) in values.enumerate() {
        if number >= MOST_VALUES {
            return Err(PageFault::BadRequest);
        }
        match name.as_ref() {
            PLACE => add(
                &mut read.municipalities,
                MunicipalityCode::from_str(&value).ok(),
            )?,
            SECTOR => add(&mut read.sectors, Sector::from_code(&value))?,
            KIND => add(&mut read.kinds, ResourceKind::from_code(&value))?,
            ORDER => read.order = HandbookOrder::from_code(&value).ok_or(PageFault::NotFound)?,
            RUBY => read.ruby = Ruby::from_code(&value).ok_or(PageFault::NotFound)?,
            _ => {}
        }
    }
    Ok(read)
}

fn add<T: PartialEq>(all: &mut Vec<T>, one: Option<T>) -> Result<(), PageFault> {
    let one = one.ok_or(PageFault::NotFound)?;
    if !all.contains(&one) {
        all.push(one);
    }
    Ok(())
}

/// The handbook that is asked for, or the answer for whoever gets none.
async fn made(
    site: &Site,
    visitor: &Visitor,
    network: NetworkId,
    asked: &HandbookRequest,
) -> Result<Result<HandbookView, Response>, PageFault> {
    let made = site
        .app
        .handbook(visitor.principal(), network, asked)
        .await?;
    match made {
        Ok(view) => Ok(Ok(view)),
        Err(HandbookRefusal::NotAllowed(decision)) => Ok(Err(refused(decision, visitor))),
        Err(HandbookRefusal::UnknownNetwork) => Err(PageFault::NotFound),
    }
}

fn network_of(id: &str) -> Result<NetworkId, PageFault> {
    id.parse().map_err(|_| PageFault::NotFound)
}

pub(crate) async fn show(
    path: NetworkHandbookPath,
    State(site): State<Site>,
    visitor: Visitor,
    RawQuery(question): RawQuery,
) -> Result<Response, PageFault> {
    let network = network_of(&path.id)?;
    let asked = asked(question.as_deref())?;
    let view = match made(&site, &visitor, network, &asked).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let shell = Shell::of(&site, &visitor, Here::Directory).await?;
    Ok(shown(&HandbookPage::of(shell, network, &view, &asked)))
}

pub(crate) async fn print(
    path: NetworkHandbookPaperPath,
    State(site): State<Site>,
    visitor: Visitor,
    RawQuery(question): RawQuery,
) -> Result<Response, PageFault> {
    let network = network_of(&path.id)?;
    let asked = asked(question.as_deref())?;
    let view = match made(&site, &visitor, network, &asked).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    // More than fits, or nothing: the page says what to choose instead.
    if !matches!(Holds::of(&view), Holds::Entries(..)) {
        let shell = Shell::of(&site, &visitor, Here::Directory).await?;
        return Ok(shown(&HandbookPage::of(shell, network, &view, &asked)));
    }
    match view.paper {
        Some(paper) => on_paper(&site, &Sheet::Handbook(Box::new(paper)), None).await,
        None => Err(PageFault::NotFound),
    }
}
