//! Lists: by area and by kind. A row answers whether it is the right kind, what they are good at and
//! how to reach them now.

use std::str::FromStr as _;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::routing::TypedPath;
use renkei_app::directory::read::{
    ListRequest, ListedResource, PAGE_SIZE, Presence, ResourceList, Viewer,
};
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::hours::opening::Openness;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::strength::Valence;
use renkei_domain::time::{era_date, japanese_date};
use serde::{Deserialize, Serialize};

use super::{Here, Samples, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::paths::{AreaPath, EntrancePath, KindPath, ResourcePath};
use crate::words::reach::ReachBox;

/// The page.
#[derive(Debug, Template)]
#[template(path = "list.html")]
pub struct ListPage {
    shell: Shell,
    home: EntrancePath,
    heading: String,
    explanation: String,
    total: u64,
    first: u64,
    rows: Vec<Row>,
    kinds: Vec<Choice>,
    open: Choice,
    previous: Option<String>,
    next: Option<String>,
    page: u64,
    last_page: u64,
    has_filter: bool,
    unfiltered: String,
    decided_at: String,
    printed_on: String,
}

#[derive(Debug, Clone)]
struct Choice {
    href: String,
    word: String,
    count: Option<u64>,
    is_set: bool,
}

#[derive(Debug, Clone)]
struct Row {
    path: ResourcePath,
    name: String,
    kind: String,
    place: String,
    presence: Option<&'static str>,
    openness: Openness,
    reach: ReachBox,
    strong: Vec<String>,
    weak: Vec<String>,
    verified: String,
}

/// What stands behind the question mark.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub(crate) struct Narrowing {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    open: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    page: Option<u64>,
}

/// The address of a list with its narrowing.
fn address(base: &impl TypedPath, kind: Option<ResourceKind>, open_now: bool, page: u64) -> String {
    let mut parts = Vec::new();
    parts.extend(kind.map(|kind| format!("kind={}", kind.code())));
    parts.extend(open_now.then(|| "open=now".to_owned()));
    parts.extend((page > 1).then(|| format!("page={page}")));
    if parts.is_empty() {
        base.to_string()
    } else {
        format!("{base}?{}", parts.join("&"))
    }
}

impl Row {
    fn of(entry: &ListedResource, list: &ResourceList) -> Self {
        let said = |valence, most| {
            let own = entry
                .profile
                .strengths
                .iter()
                .filter(move |strength| strength.valence == valence);
            own.take(most)
                .map(|strength| strength.text.to_string())
                .collect()
        };
        let verified = entry
            .profile
            .verifications
            .iter()
            .rev()
            .find(|done| done.group == FieldGroup::Contact)
            .map_or_else(
                || "連絡先は まだ確かめていません".to_owned(),
                |done| {
                    format!(
                        "連絡先を確かめた日 {}（{}・{}）",
                        japanese_date(done.verified_on),
                        done.method,
                        done.outcome
                    )
                },
            );
        Self {
            path: ResourcePath::of(entry.id),
            name: entry.facts.name.to_string(),
            kind: match &entry.facts.service_name {
                Some(name) => format!("{}（{name}）", entry.facts.kind),
                None => entry.facts.kind.to_string(),
            },
            place: entry.municipality.as_ref().map_or_else(
                || {
                    entry
                        .facts
                        .address
                        .as_ref()
                        .map_or_else(String::new, |address| address.city.to_string())
                },
                |place| place.name.clone(),
            ),
            presence: entry.presence.map(|presence| match presence {
                Presence::Serves => "担当する",
                Presence::StandsIn => "所在する",
            }),
            openness: entry.openness,
            reach: ReachBox::of(&entry.reach, list.at),
            strong: said(Valence::Strong, 2),
            weak: said(Valence::Weak, 1),
            verified,
        }
    }
}

impl ListPage {
    fn of(shell: Shell, list: &ResourceList, base: &impl TypedPath) -> Self {
        let ListRequest {
            kind,
            open_now,
            page,
            ..
        } = list.request;
        let by_area = list.area.is_some();
        // In a list by kind the kind stands in the path.
        let narrowed = if by_area { kind } else { None };
        let heading = match (&list.area, kind) {
            (Some(area), _) => format!("{}の支援機関", area.name),
            (None, Some(kind)) => kind.word().to_owned(),
            (None, None) => "支援機関".to_owned(),
        };
        let explanation = match &list.area {
            Some(area) => format!(
                "{0}を「担当する」と言っている機関と、担当地域をまだ聞いていないが{0}に「所在する」機関です。どちらかは一件ごとに書いてあります。",
                area.name
            ),
            None => "全国の登録から、よみの順に並べています。地域をえらぶと「担当する」機関でしぼれます。".to_owned(),
        };
        let kinds = list.kinds.iter().map(|entry| Choice {
            href: address(base, Some(entry.kind), open_now, 1),
            word: entry.kind.word().to_owned(),
            count: Some(entry.count),
            is_set: narrowed == Some(entry.kind),
        });
        // The chosen kind first, so that it is never among those folded away.
        let mut kinds: Vec<Choice> = kinds.collect();
        kinds.sort_by_key(|choice| !choice.is_set);
        let last_page = list.last_page();
        Self {
            shell,
            home: EntrancePath,
            heading,
            explanation,
            total: list.total,
            first: (page - 1) * PAGE_SIZE + 1,
            rows: list
                .entries
                .iter()
                .map(|entry| Row::of(entry, list))
                .collect(),
            kinds,
            open: Choice {
                href: address(base, narrowed, !open_now, 1),
                word: "いま開いている".to_owned(),
                count: None,
                is_set: open_now,
            },
            previous: (page > 1).then(|| address(base, narrowed, open_now, page - 1)),
            next: (page < last_page).then(|| address(base, narrowed, open_now, page + 1)),
            page,
            last_page,
            has_filter: narrowed.is_some() || open_now,
            unfiltered: base.to_string(),
            decided_at: format!("{} {} の時点", japanese_date(list.at.date), list.at.minute),
            printed_on: era_date(list.at.date),
        }
    }
}

impl Samples for ListPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let row = |name: &str, openness, strong: Vec<&str>, weak: Vec<&str>| Row {
            path: ResourcePath {
                id: "01932f00-0000-7002-8000-000000000001".to_owned(),
            },
            name: name.to_owned(),
            kind: ResourceKind::VisitingNursing.to_string(),
            place: "高槻市".to_owned(),
            presence: Some("担当する"),
            openness,
            reach: ReachBox {
                now: None,
                later: Vec::new(),
                why: "",
                never: Vec::new(),
            },
            strong: strong.into_iter().map(str::to_owned).collect(),
            weak: weak.into_iter().map(str::to_owned).collect(),
            verified: "連絡先を確かめた日 2026年9月2日(水)（電話・その通りだった）".to_owned(),
        };
        let page = |rows: Vec<Row>, total, number, last_page, has_filter| Self {
            shell: Shell::sample(Here::Directory),
            home: EntrancePath,
            heading: "高槻市の支援機関".to_owned(),
            explanation: "高槻市を「担当する」と言っている機関と、高槻市に「所在する」機関です。"
                .to_owned(),
            total,
            first: 1,
            rows,
            kinds: vec![Choice {
                href: "/areas/272078?kind=visiting_nursing".to_owned(),
                word: "訪問看護".to_owned(),
                count: Some(total),
                is_set: has_filter,
            }],
            open: Choice {
                href: "/areas/272078?open=now".to_owned(),
                word: "いま開いている".to_owned(),
                count: None,
                is_set: false,
            },
            previous: (number > 1).then(|| "/areas/272078".to_owned()),
            next: (number < last_page).then(|| "/areas/272078?page=3".to_owned()),
            page: number,
            last_page,
            has_filter,
            unfiltered: "/areas/272078".to_owned(),
            decided_at: "2026年11月20日(金) 10:00 の時点".to_owned(),
            printed_on: "令和8年11月20日(金)".to_owned(),
        };
        let usual = row(
            "訪問看護ステーションみほん（架空）",
            Openness::Open,
            vec!["精神科訪問看護"],
            vec!["児童"],
        );
        let unknown = row(
            "計画相談みほん（架空）",
            Openness::Unknown,
            Vec::new(),
            Vec::new(),
        );
        let long_name = "社会福祉法人とてもながい名前の福祉会が運営する地域活動と就労と生活と余暇の総合支援センターうめがおか第二分室".repeat(3);
        let long_text = "ひとりで外に出るのが むずかしい方の、家の近くから始める通所の練習と、そのあとの通勤の練習".repeat(3);
        let longest = row(
            &long_name,
            Openness::Closed,
            vec![&long_text, &long_text],
            vec![&long_text],
        );
        vec![
            ("usual", page(vec![usual.clone(), unknown], 2, 1, 1, false)),
            ("empty", page(Vec::new(), 0, 1, 1, true)),
            ("longest", page(vec![longest; 20], 19_910, 2, 996, true)),
        ]
    }
}

fn request(narrowing: &Narrowing) -> Result<ListRequest, PageFault> {
    let kind = match narrowing.kind.as_deref() {
        None | Some("") => None,
        Some(code) => Some(ResourceKind::from_code(code).ok_or(PageFault::NotFound)?),
    };
    let page = narrowing.page.unwrap_or(1);
    // Beyond this no list reaches, and the database counts in 64 bits.
    if !(1..=1_000_000).contains(&page) {
        return Err(PageFault::NotFound);
    }
    Ok(ListRequest {
        kind,
        area: None,
        open_now: narrowing.open.as_deref() == Some("now"),
        page,
    })
}

async fn show(
    site: &Site,
    request: ListRequest,
    base: &impl TypedPath,
) -> Result<Response, PageFault> {
    let list = site
        .app
        .list_resources(&Viewer::Anonymous, request)
        .await?
        .ok_or(PageFault::NotFound)?;
    if request.page > list.last_page() {
        return Err(PageFault::NotFound);
    }
    Ok(shown(&ListPage::of(
        Shell::of(site, Here::Directory).await?,
        &list,
        base,
    )))
}

type Narrowed = Result<Query<Narrowing>, axum::extract::rejection::QueryRejection>;

pub(crate) async fn show_area(
    path: AreaPath,
    State(site): State<Site>,
    narrowed: Narrowed,
) -> Result<Response, PageFault> {
    let Query(narrowing) = narrowed.map_err(|_| PageFault::BadRequest)?;
    let area = MunicipalityCode::from_str(&path.code).map_err(|_| PageFault::NotFound)?;
    if path.code != area.to_string() {
        // Five digits name the same place; one place has one address.
        return Ok(Redirect::permanent(&AreaPath::of(area).to_string()).into_response());
    }
    let request = ListRequest {
        area: Some(area),
        ..request(&narrowing)?
    };
    show(&site, request, &AreaPath::of(area)).await
}

pub(crate) async fn show_kind(
    path: KindPath,
    State(site): State<Site>,
    narrowed: Narrowed,
) -> Result<Response, PageFault> {
    let Query(narrowing) = narrowed.map_err(|_| PageFault::BadRequest)?;
    let kind = ResourceKind::from_code(&path.kind).ok_or(PageFault::NotFound)?;
    let request = ListRequest {
        kind: Some(kind),
        ..request(&narrowing)?
    };
    show(&site, request, &path).await
}
