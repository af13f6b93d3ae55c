//! What others read of a map that is shown to them: by a link, or by a case in which they support its owner. By a case two
//! states can be laid side by side, and what is missing is named kindly.

use askama::Template;
use axum::extract::State;
use axum::http::header::{HeaderName, REFERRER_POLICY};
use axum::response::{IntoResponse as _, Response};
use renkei_app::map::MapRefusal;
use renkei_app::map::shared::SharedMap;
use renkei_domain::time::japanese_moment;

use super::beside::{Beside, beside};
use super::lines::{Eyes, QuadrantCard, TroubleLines, cards, lines_of, trouble};
use super::words_of;
use crate::Site;
use crate::error::PageFault;
use crate::pages::{Here, Shell, shown};
use crate::paths::{CaseMapPath, CasePath, CaseSharedMapPath, CasesPath, SharedMapPath};
use crate::session::Visitor;

/// The page behind a link.
#[derive(Debug, Template)]
#[template(path = "map_shared.html")]
pub struct SharedMapPage {
    shell: Shell,
    called: Option<String>,
    aim: Vec<String>,
    cards: Vec<QuadrantCard>,
    trouble: TroubleLines,
    until: Option<String>,
}

/// The page of a case.
#[derive(Debug, Template)]
#[template(path = "case_shared_map.html")]
pub struct CaseSharedMapPage {
    shell: Shell,
    /// The case and its map; absent for whoever may not read them.
    case: Option<(CasePath, CaseMapPath)>,
    cases: CasesPath,
    aim: Vec<String>,
    cards: Vec<QuadrantCard>,
    trouble: TroubleLines,
    until: Option<String>,
    gaps: Vec<String>,
    /// Whether the whole map is shown: of one that is cut nobody can say what is missing.
    is_whole: bool,
    changes: Vec<String>,
    /// Of what it tells.
    what: Vec<&'static str>,
    /// Each state that was kept beside the map of today.
    beside: Vec<Beside>,
}

fn until(shared: &SharedMap) -> Option<String> {
    let until = shared.until?.in_japan();
    Some(japanese_moment(until))
}

impl SharedMapPage {
    pub(super) fn of(shell: Shell, shared: &SharedMap) -> Self {
        let map = &shared.map;
        Self {
            shell: shell.while_signing_in(),
            called: map.called.as_ref().map(ToString::to_string),
            aim: lines_of(map.aim.as_ref()),
            cards: cards(map, &shared.current, Eyes::Others),
            trouble: trouble(map, &shared.current),
            until: until(shared),
        }
    }
}

impl CaseSharedMapPage {
    pub(super) fn of(shell: Shell, case: (CasePath, CaseMapPath), shared: &SharedMap) -> Self {
        let map = &shared.map;
        Self {
            shell,
            case: Some(case).filter(|_| shared.may_read_case),
            cases: CasesPath,
            aim: lines_of(map.aim.as_ref()),
            cards: cards(map, &shared.current, Eyes::Others),
            trouble: trouble(map, &shared.current),
            until: until(shared),
            gaps: shared.gaps.iter().map(|gap| gap.said(map)).collect(),
            is_whole: shared.is_whole,
            changes: shared.changes.iter().map(|one| one.said()).collect(),
            what: shared.categories.iter().map(|one| one.word()).collect(),
            beside: shared
                .earlier
                .iter()
                .map(|(at, then)| beside((*at, then), (None, map)))
                .collect(),
        }
    }
}

pub(crate) async fn show_link(
    path: SharedMapPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let Ok(shared) = site.app.map_behind_link(&path.code).await? else {
        return Err(PageFault::NotFound);
    };
    let shell = Shell::of(&site, &visitor, Here::Directory).await?;
    let kept = [
        // The address is a secret: nothing that is followed from here may name it.
        (REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("x-robots-tag"), "noindex"),
    ];
    Ok((kept, shown(&SharedMapPage::of(shell, &shared))).into_response())
}

pub(crate) async fn show(
    path: CaseSharedMapPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let case = path.id.parse().map_err(|_| PageFault::NotFound)?;
    let share = path.share.parse().map_err(|_| PageFault::NotFound)?;
    let found = site
        .app
        .shared_map_in_case(visitor.principal(), (case, share));
    let shared = match found.await? {
        Ok(shared) => shared,
        Err(MapRefusal::NotFound) => return Err(PageFault::NotFound),
        Err(refusal) => match words_of(refusal, &visitor)? {
            Ok(_) => return Err(PageFault::NotFound),
            Err(answer) => return Ok(answer),
        },
    };
    let shell = Shell::of(&site, &visitor, Here::Cases).await?;
    let paths = (CasePath::of(case), CaseMapPath::of(case));
    Ok(shown(&CaseSharedMapPage::of(shell, paths, &shared)))
}
