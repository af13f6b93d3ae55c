//! Showing one's own map to somebody: first to whom and what, then exactly what they would read, then the press that
//! shows it. One press ends it.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::map::own::{OwnMap, StoredShare};
use renkei_app::map::preview::MapPreview;
use renkei_app::map::share::{MadeShare, ShareForm, ShareTo};
use renkei_domain::consent::Categories;
use renkei_domain::map::share::SHARE_PURPOSE;
use renkei_domain::time::{japanese_date, japanese_moment};

use super::lines::{Eyes, QuadrantCard, TroubleLines, cards, lines_of, trouble};
use super::whom::{Offered, code, fields, read, whom};
use super::{Done, having, own, words_of};
use crate::error::PageFault;
use crate::form::{Form, Sent};
use crate::gate::{asked_again, drafted_or, forget};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{MapPath, MapShareLookPath, MapSharesPath, MapStepPath, SharedMapPath};
use crate::qr::QrImage;
use crate::session::Visitor;
use crate::{Origin, Site};

/// The page with those who see it, and the first step to another.
#[derive(Debug, Template)]
#[template(path = "map_shares.html")]
pub struct MapSharesPage {
    pub(super) shell: Shell,
    pub(super) fault: Option<String>,
    pub(super) did: Option<&'static str>,
    pub(super) map: MapPath,
    pub(super) step: MapStepPath,
    pub(super) open: Vec<ShareLine>,
    pub(super) over: Vec<ShareLine>,
    /// Absent where nothing stands on the map.
    pub(super) form: Option<Form>,
    pub(super) once: String,
}

/// Somebody to whom it is or was shown.
#[derive(Debug, Clone)]
pub(super) struct ShareLine {
    id: String,
    name: String,
    since: String,
    until: Option<String>,
    /// Why nobody reads any more.
    over: Option<&'static str>,
    /// Of what it tells: the plain words, and those of consents.
    what: Vec<(&'static str, &'static str)>,
    readings: i64,
    last: Option<String>,
}

/// What somebody would read, before it is shown.
#[derive(Debug, Template)]
#[template(path = "map_share_look.html")]
pub struct ShareLookPage {
    shell: Shell,
    fault: Option<String>,
    map: MapPath,
    shares: MapSharesPath,
    to: String,
    until: String,
    /// Whether an agency keeps a record of it.
    is_noted: bool,
    /// Whether it is shown for a conference: who prepares that reads it, and nobody else who comes.
    is_for_conference: bool,
    /// What it is shown for, likewise.
    purpose: (&'static str, &'static str),
    /// Of what it tells: the plain words, and those of consents.
    what: Vec<(&'static str, &'static str)>,
    aim: Vec<String>,
    cards: Vec<QuadrantCard>,
    trouble: TroubleLines,
    /// Who is not on what they see.
    left_out: Vec<String>,
    form: Form,
}

/// The link that was just made: it is told this once.
#[derive(Debug, Template)]
#[template(path = "map_link.html")]
pub struct MapLinkPage {
    shell: Shell,
    shares: MapSharesPath,
    address: String,
    qr: Option<QrImage>,
    until: Option<String>,
}

const LOOK: &str = "どう見えるか たしかめる";
const SHOW: &str = "見せる";

/// Categories in plain words, and in those of consents.
fn shown_words(categories: &Categories) -> Vec<(&'static str, &'static str)> {
    let words = categories.iter().map(|one| (one.plain(), one.word()));
    words.collect()
}

fn line(own: &OwnMap, stored: &StoredShare) -> ShareLine {
    let share = &stored.share;
    ShareLine {
        id: share.id.to_string(),
        name: stored.name.clone(),
        since: japanese_date(share.since.in_japan().date),
        until: share.until.map(|at| japanese_moment(at.in_japan())),
        over: share.over(own.now).map(|end| end.word()),
        what: shown_words(&stored.categories),
        readings: stored.readings,
        last: stored.last_read_on.map(japanese_date),
    }
}

impl MapSharesPage {
    pub(super) fn of(
        shell: Shell,
        own: &OwnMap,
        form: Form,
        once: String,
        (did, fault): (Option<&'static str>, Option<String>),
    ) -> Self {
        let lines = own.shares.iter().map(|stored| line(own, stored));
        let (open, over) = lines.partition(|line: &ShareLine| line.over.is_none());
        Self {
            shell,
            fault,
            did,
            map: MapPath,
            step: MapStepPath,
            open,
            over,
            form: (!own.map.is_empty()).then_some(form),
            once,
        }
    }

    /// The form without a site.
    pub(super) fn sample_form(whom: &[Offered], could_show: &Categories) -> Form {
        let sent = Sent::read(String::new());
        Form::sample(MapShareLookPath, LOOK).with(fields(whom, could_show, &sent, None))
    }
}

impl ShareLookPage {
    pub(super) fn of(
        shell: Shell,
        preview: &MapPreview,
        (form, to): (&ShareForm, Offered),
        shown: Form,
        fault: Option<String>,
    ) -> Self {
        let mut shown = shown
            .carrying("to", code(form.to))
            .carrying("days", form.days.unwrap_or(7));
        for one in &form.categories {
            shown = shown.carrying("category", one.code());
        }
        Self {
            shell,
            fault,
            map: MapPath,
            shares: MapSharesPath,
            to: to.words,
            until: format!("{}日", form.days.unwrap_or(7)),
            is_noted: to.is_noted,
            is_for_conference: matches!(form.to, ShareTo::Conference { .. }),
            purpose: (SHARE_PURPOSE.plain(), SHARE_PURPOSE.word()),
            what: shown_words(&form.categories),
            aim: lines_of(preview.map.aim.as_ref()),
            cards: cards(&preview.map, &preview.current, Eyes::Others),
            trouble: trouble(&preview.map, &preview.current),
            left_out: preview.left_out.iter().map(ToString::to_string).collect(),
            form: shown,
        }
    }

    /// The form without a site.
    pub(super) fn sample_form() -> Form {
        Form::sample(MapSharesPath, SHOW)
    }
}

impl MapLinkPage {
    pub(super) fn of(
        shell: Shell,
        origin: Option<&Origin>,
        secret: &str,
        until: Option<String>,
    ) -> Self {
        let path = SharedMapPath::of(secret);
        let address = match origin {
            Some(origin) => format!("{origin}{path}"),
            None => path.to_string(),
        };
        Self {
            shell,
            shares: MapSharesPath,
            qr: origin.and_then(|_| QrImage::of(&address)),
            address,
            until,
        }
    }
}

/// Shows to whom the map is shown.
async fn asked(
    site: &Site,
    visitor: &Visitor,
    sent: &Sent,
    (did, fault): (Option<&'static str>, Option<String>),
) -> Result<Response, PageFault> {
    let own = match own(site, visitor).await? {
        Ok(own) => own,
        Err(answer) => return Ok(answer),
    };
    let nothing = Categories::new();
    let preview = site.app.preview_map(visitor.principal(), &nothing);
    let could_show = match preview.await? {
        Ok(preview) => preview.could_show,
        Err(_) => Categories::new(),
    };
    let whom = whom(site, visitor).await?;
    let form = Form::new(site, MapShareLookPath, LOOK);
    let form = form.with(fields(&whom, &could_show, sent, fault.as_deref()));
    let shell = Shell::of(site, visitor, Here::Map).await?;
    let once = site.app.new_request_id();
    let said = (did, fault);
    Ok(shown(&MapSharesPage::of(shell, &own, form, once, said)))
}

pub(crate) async fn show(
    _: MapSharesPath,
    State(site): State<Site>,
    visitor: Visitor,
    done: Result<Query<Done>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(done) = done.map_err(|_| PageFault::BadRequest)?;
    let sent = drafted_or(&site, &visitor, || Sent::read(String::new())).await?;
    asked(&site, &visitor, &sent, (done.words(), None)).await
}

const MISSING: &str = "だれに見せるかを えらんでください。";

/// Shows what somebody would read.
async fn looked(
    site: &Site,
    visitor: &Visitor,
    (sent, fault): (&Sent, Option<String>),
) -> Result<Response, PageFault> {
    let Some(form) = read(sent) else {
        let page = asked(site, visitor, sent, (None, Some(MISSING.to_owned())));
        return Ok(asked_again(page.await?));
    };
    let mut offered = whom(site, visitor).await?.into_iter();
    let to = offered.find(|one| one.to == form.to);
    let to = to.ok_or(PageFault::NotFound)?;
    let preview = site.app.preview_map(visitor.principal(), &form.categories);
    match preview.await? {
        Ok(preview) => {
            let shell = Shell::of(site, visitor, Here::Map).await?;
            let button = Form::new(site, MapSharesPath, SHOW);
            let page = ShareLookPage::of(shell, &preview, (&form, to), button, fault);
            Ok(shown(&page))
        }
        Err(refusal) => match words_of(refusal, visitor)? {
            Ok(words) => asked(site, visitor, sent, (None, Some(words))).await,
            Err(answer) => Ok(answer),
        },
    }
}

pub(crate) async fn look(
    _: MapShareLookPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    looked(&site, &visitor, (&sent, None)).await
}

/// What comes after a share was made: the link, which is told this once, or the list.
async fn made(
    site: &Site,
    visitor: &Visitor,
    headers: &HeaderMap,
    made: MadeShare,
) -> Result<Response, PageFault> {
    let Some(secret) = made.secret else {
        let list = having(&MapSharesPath, "shown");
        return Ok(Redirect::to(&list).into_response());
    };
    let shell = Shell::of(site, visitor, Here::Map).await?;
    let origin = site.address.origin_for(headers);
    let until = made.until.map(|at| japanese_date(at.in_japan().date));
    Ok(shown(&MapLinkPage::of(
        shell,
        origin.as_ref(),
        &secret,
        until,
    )))
}

pub(crate) async fn share(
    _: MapSharesPath,
    State(site): State<Site>,
    visitor: Visitor,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, PageFault> {
    let Some(form) = read(&sent) else {
        return looked(&site, &visitor, (&sent, None)).await;
    };
    let by = writer(&visitor, &sent);
    match site.app.share_map(&by, form).await? {
        Ok(share) => {
            forget(&site, &visitor).await?;
            made(&site, &visitor, &headers, share).await
        }
        Err(refusal) => match words_of(refusal, &visitor)? {
            Ok(words) => {
                let page = looked(&site, &visitor, (&sent, Some(words))).await?;
                Ok(asked_again(page))
            }
            Err(answer) => Ok(answer),
        },
    }
}
