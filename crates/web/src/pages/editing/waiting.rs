//! What was observed in a network and is not released yet, for its desk: what is to be done about it, and where.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use renkei_app::directory::edit::observed::ReadObservation;
use renkei_app::directory::edit::waiting::WaitingObservation;

use super::observations::{is_to_be_told, standing_of};
use crate::Site;
use crate::error::PageFault;
use crate::pages::{Here, Samples, Shell, shown};
use crate::paths::{ObservationsPath, WaitingObservationsPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "observations_waiting.html")]
pub struct WaitingObservationsPage {
    shell: Shell,
    lines: Vec<WaitingLine>,
    /// How many wait beside these.
    more: u64,
}

/// One that waits.
#[derive(Debug, Clone)]
struct WaitingLine {
    agency: String,
    page: ObservationsPath,
    text: String,
    by: String,
    standing: String,
    /// What the desk does next, where that is not waiting.
    to_do: Option<&'static str>,
}

/// What the desk does next about an observation.
fn to_do(read: &ReadObservation, today: NaiveDate) -> Option<&'static str> {
    match read.observation.releasable_from() {
        Some(from) if from <= today => Some("公開できます"),
        None if is_to_be_told(read) => Some("機関に知らせてください"),
        Some(_) | None => None,
    }
}

fn line(one: &WaitingObservation, today: NaiveDate) -> WaitingLine {
    let observation = &one.read.observation;
    WaitingLine {
        agency: one.agency.to_string(),
        page: ObservationsPath::of(observation.resource),
        text: observation.text.to_string(),
        by: one
            .read
            .by
            .clone()
            .unwrap_or_else(|| "ほかの機関".to_owned()),
        standing: standing_of(&one.read),
        to_do: to_do(&one.read, today),
    }
}

pub(crate) async fn show(
    _: WaitingObservationsPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let waiting = site.app.waiting_observations(visitor.principal()).await?;
    let waiting = waiting.ok_or(PageFault::NotAllowed)?;
    let today = site.app.now().in_japan().date;
    Ok(shown(&WaitingObservationsPage {
        shell: Shell::of(&site, &visitor, Here::Observations).await?,
        lines: waiting.oldest.iter().map(|one| line(one, today)).collect(),
        more: waiting.more,
    }))
}

impl Samples for WaitingObservationsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |lines: Vec<WaitingLine>| Self {
            shell: Shell::sample_of("高槻 はるか"),
            lines,
            more: 0,
        };
        let line = |agency: &str, standing: &str, to_do| WaitingLine {
            agency: agency.to_owned(),
            page: ObservationsPath::of(renkei_domain::ids::ResourceId::from_uuid(
                Default::default(),
            )),
            text: "午前の電話がつながりやすい".to_owned(),
            by: "ひなた就労支援室".to_owned(),
            standing: standing.to_owned(),
            to_do,
        };
        let long = "障がいのある方の就労と生活と余暇をささえる総合支援".repeat(12);
        let longest = WaitingLine {
            text: long.clone(),
            by: long.clone(),
            ..line(&long, &long, Some("公開できます"))
        };
        vec![
            (
                "usual",
                page(vec![
                    line(
                        "みほん病院 精神科（架空）",
                        "この機関には、まだ知らせていません。",
                        Some("機関に知らせてください"),
                    ),
                    line(
                        "みほん作業所（架空）",
                        "2026年11月5日(木)に、この機関に知らせました。2026年11月19日(木)から公開できます。",
                        Some("公開できます"),
                    ),
                ]),
            ),
            ("empty", page(Vec::new())),
            (
                "longest",
                Self {
                    more: 12_345,
                    ..page(vec![longest; 30])
                },
            ),
        ]
    }
}
