//! Choosing an area by typing its name. One match leads on; several are offered; none is said with
//! what to do.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::area::FoundArea;
use serde::Deserialize;

use super::{Here, Samples, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::paths::{AreaPath, AreasPath};

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
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    name: String,
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
        };
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
    typed: Result<Query<Typed>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, PageFault> {
    let typed = typed
        .map(|Query(typed)| typed.name.trim().to_owned())
        .unwrap_or_default();
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
        shell: Shell::of(&site, Here::Directory).await?,
        form,
        choices,
    }))
}
