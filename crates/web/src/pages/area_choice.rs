//! Choosing an area by typing its name, or from the towns of the networks. One match leads on; several
//! are offered; none is said with what to do.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::area::FoundArea;
use serde::Deserialize;

use super::{Here, Samples, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::paths::{AreaPath, AreasPath};
use crate::session::Visitor;

/// The form, wherever it stands.
#[derive(Debug, Clone)]
pub struct AreaForm {
    pub(super) action: AreasPath,
    pub(super) typed: String,
    pub(super) error: Option<String>,
}

impl AreaForm {
    pub(super) const fn empty() -> Self {
        Self {
            action: AreasPath,
            typed: String::new(),
            error: None,
        }
    }
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "area_choice.html")]
pub struct AreaChoicePage {
    shell: Shell,
    form: AreaForm,
    choices: Vec<(AreaPath, String)>,
    /// The towns of the networks, where no name was typed.
    towns: Vec<(AreaPath, String)>,
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub(crate) struct Typed {
    name: Option<String>,
}

impl Samples for AreaChoicePage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |typed: &str, error: Option<String>, choices| Self {
            shell: Shell::sample(Here::Directory),
            form: AreaForm {
                typed: typed.to_owned(),
                error,
                ..AreaForm::empty()
            },
            choices,
            towns: Vec::new(),
        };
        let mut unasked = page("", None, Vec::new());
        unasked.towns = vec![(
            AreaPath {
                code: "272078".to_owned(),
            },
            "大阪府 高槻市".to_owned(),
        )];
        let several = (1..=24).map(|n| {
            (
                AreaPath {
                    code: format!("2712{n:02}"),
                },
                format!("大阪府 大阪市とても長い名前の区その{n}"),
            )
        });
        vec![
            (
                "usual",
                page(
                    "府中市",
                    None,
                    vec![
                        (
                            AreaPath {
                                code: "132063".to_owned(),
                            },
                            "東京都 府中市".to_owned(),
                        ),
                        (
                            AreaPath {
                                code: "342084".to_owned(),
                            },
                            "広島県 府中市".to_owned(),
                        ),
                    ],
                ),
            ),
            ("unasked", unasked),
            ("empty", page("", Some(missing("")), Vec::new())),
            (
                "mistyped",
                page("ないまち", Some(missing("ないまち")), Vec::new()),
            ),
            (
                "longest",
                page(
                    &"あ".repeat(40),
                    Some(missing(&"あ".repeat(40))),
                    several.collect(),
                ),
            ),
        ]
    }
}

fn missing(typed: &str) -> String {
    if typed.is_empty() {
        "市区町村の名前を入れてください。".to_owned()
    } else {
        let shortened: String = typed.chars().take(40).collect();
        format!(
            "「{shortened}」という市区町村は見つかりません。「高槻市」のように、市・区・町・村までの名前を入れてください。"
        )
    }
}

pub(crate) async fn show(
    _: AreasPath,
    State(site): State<Site>,
    visitor: Visitor,
    typed: Result<Query<Typed>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, PageFault> {
    // Whoever only follows a link here has not typed anything wrong.
    let typed = match typed {
        Ok(Query(Typed { name: Some(name) })) => name.trim().to_owned(),
        Ok(Query(Typed { name: None })) => return offer_towns(&site, &visitor).await,
        Err(_) => String::new(),
    };
    let (error, choices) = match site.app.find_area(&typed).await? {
        FoundArea::One(area) => {
            return Ok(Redirect::to(&AreaPath::of(area.code).to_string()).into_response());
        }
        FoundArea::Several(several) => {
            let choices = several.iter().map(|entry| {
                (
                    AreaPath::of(entry.code),
                    format!("{} {}", entry.prefecture, entry.name),
                )
            });
            (None, choices.collect())
        }
        FoundArea::None => (Some(missing(&typed)), Vec::new()),
    };
    let form = AreaForm {
        typed,
        error,
        ..AreaForm::empty()
    };
    Ok(shown(&AreaChoicePage {
        shell: Shell::of(&site, &visitor, Here::Directory).await?,
        form,
        choices,
        towns: Vec::new(),
    }))
}

async fn offer_towns(site: &Site, visitor: &Visitor) -> Result<Response, PageFault> {
    let mut towns: Vec<(AreaPath, String)> = Vec::new();
    let networks = site.app.entrance().await?.networks;
    for town in networks.iter().flat_map(|network| &network.area) {
        let path = AreaPath::of(town.code);
        // Networks may share a town.
        if !towns.iter().any(|(known, _)| known.code == path.code) {
            towns.push((path, format!("{} {}", town.prefecture, town.name)));
        }
    }
    Ok(shown(&AreaChoicePage {
        shell: Shell::of(site, visitor, Here::Directory).await?,
        form: AreaForm::empty(),
        choices: Vec::new(),
        towns,
    }))
}
