//! What the person takes home: who does what until when, when people meet again, and whom to ask. Their name does not
//! stand on it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::conference::paper::ConferencePaper;
use renkei_app::conference::read::ConferencesView;
use renkei_domain::conference::Conference;
use renkei_domain::time::japanese_date;

use super::lines::{PlainDecision, plain_decision};
use crate::Site;
use crate::error::PageFault;
use crate::pages::cases::conference::lines::{moment, to_bring};
use crate::pages::cases::conference::{at_the_desk, one};
use crate::pages::cases::trail::{TrailStep, number_of, steps_to};
use crate::pages::{Here, Shell, shown};
use crate::paths::{CaseConferencesPath, ConferencePaperPath, ConferencePath, HalfPagePath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "half_page.html")]
pub struct HalfPagePage {
    shell: Shell,
    steps: [TrailStep; 2],
    list: CaseConferencesPath,
    conference: ConferencePath,
    /// The same as PDF; absent before it was held.
    paper: Option<ConferencePaperPath>,
    what: String,
    number: String,
    on: Option<String>,
    decisions: Vec<PlainDecision>,
    next: Option<(String, String)>,
    /// What the person brings along then, a thing on each line.
    to_bring: Vec<String>,
    lead: String,
    ask: String,
}

impl HalfPagePage {
    pub(super) fn of(shell: Shell, (view, conference): (&ConferencesView, &Conference)) -> Self {
        let (case, outline) = (view.case(), &conference.outline);
        let half = view.half_page(conference);
        let slot = conference.slot.as_ref();
        let decisions = half.decisions.iter();
        let sheet = ConferencePaper::HalfPage;
        let has_paper = ConferencePaper::of(conference).any(|known| known == sheet);
        Self {
            shell,
            steps: steps_to(case, None),
            list: CaseConferencesPath::of(case.id),
            conference: ConferencePath::of(case.id, conference.id),
            paper: has_paper.then(|| ConferencePaperPath::of(case.id, conference.id, sheet.code())),
            what: format!("{}（{}）", outline.kind, outline.purpose),
            number: number_of(case),
            on: slot.map(|slot| japanese_date(slot.begins.in_japan().date)),
            decisions: decisions
                .map(|(one, who)| plain_decision(one, who))
                .collect(),
            next: half
                .next
                .map(|slot| (moment(slot.begins), slot.place.to_string())),
            to_bring: to_bring(half.to_bring),
            lead: half.lead.to_owned(),
            ask: half.ask,
        }
    }
}

pub(crate) async fn show(
    path: HalfPagePath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let view = match at_the_desk(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let conference = one(&view, &path.conference)?;
    let shell = Shell::of(&site, &visitor, Here::Cases).await?;
    Ok(shown(&HalfPagePage::of(shell, (&view, conference))))
}
