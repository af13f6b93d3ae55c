//! One's own calendar: addresses by which it, or one of one's agency, reads of conferences, each shown in answer to the
//! form that made it and never again, and the calendar whose times count when dates are sought.

use std::str::FromStr as _;

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::conference::feed::{FeedRefusal, FeedView};
use renkei_app::people::BusyRefusal;
use renkei_app::people::busy::{StoredBusyCalendar, may_keep_calendar};
use renkei_app::writer::Writer;
use renkei_domain::access::rule::Decision;
use renkei_domain::conference::feed::CalendarProgram;
use renkei_domain::ids::FeedId;
use renkei_domain::people::{BusyAddress, BusyFault};
use renkei_domain::record::Source;
use renkei_domain::time::{Instant, japanese_date, japanese_moment};

use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Field, Form, Sent};
use crate::gate::{asked_again, drafted, forget, keep_draft, refused, refused_on};
use crate::next::Next;
use crate::pages::feed::ENDING;
use crate::pages::{Here, Shell, shown};
use crate::paths::{
    AccountPath, BusyCalendarPath, CalendarPath, FeedPath, RefreshBusyPath, RemoveBusyPath,
    RevokeFeedPath,
};
use crate::session::{Session, Visitor};

mod samples;
mod steps;
mod whose;

use self::steps::steps;
use self::whose::{Agencies, agency_of, whose, whose_field};

/// The page.
#[derive(Debug, Template)]
#[template(path = "calendar.html")]
pub struct CalendarPage {
    shell: Shell,
    account: AccountPath,
    revoke: RevokeFeedPath,
    form: Form,
    lines: Vec<FeedLine>,
    /// The address that was just made, which is shown once.
    made: Option<MadeAddress>,
    /// What is said where a form was sent before, or what it asked for was not done.
    before: Option<String>,
    busy: Option<BusyLines>,
    busy_form: Form,
    refresh: RefreshBusyPath,
    remove: RemoveBusyPath,
}

#[derive(Debug)]
struct FeedLine {
    id: FeedId,
    program: &'static str,
    /// What it tells of.
    whose: String,
    made: String,
    read: String,
    is_revoked: bool,
}

/// An address with how one subscribes to it.
#[derive(Debug)]
struct MadeAddress {
    address: String,
    /// The same for a program on this device that subscribes when it is followed; none where the installation does not
    /// know its own address.
    webcal: Option<String>,
    program: &'static str,
    steps: &'static [&'static str],
}

/// How reading one's own calendar goes.
#[derive(Debug)]
struct BusyLines {
    host: String,
    read: String,
    fault: Option<&'static str>,
    untold: u32,
    times: u32,
}

/// What is said above the forms.
#[derive(Debug, Default)]
struct Said {
    made: Option<MadeAddress>,
    before: Option<String>,
}

/// What somebody typed, and what is wrong with it.
#[derive(Debug, Default)]
struct Tried {
    program: Option<CalendarProgram>,
    program_fault: Option<String>,
    /// For whom, as it was sent.
    whose: String,
    whose_fault: Option<String>,
    address: String,
    address_fault: Option<String>,
}

impl Tried {
    fn of(sent: &Sent) -> Self {
        Self {
            program: CalendarProgram::from_code(sent.text("program")),
            whose: sent.text("whose").to_owned(),
            address: sent.text("address").to_owned(),
            ..Self::default()
        }
    }
}

impl MadeAddress {
    fn of(address: String, program: CalendarProgram) -> Self {
        Self {
            webcal: webcal(&address),
            address,
            program: program.word(),
            steps: steps(program),
        }
    }
}

/// An address as programs take it that subscribe to a calendar.
fn webcal(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    Some(format!("webcal://{rest}"))
}

const MAKE: &str = "アドレスをつくる";
const KEEP: &str = "このカレンダーとつなぐ";

fn program_field(tried: &Tried) -> Field {
    let programs = CalendarProgram::ALL.iter().map(|program| Choice {
        value: program.code().to_owned(),
        word: program.word().to_owned(),
        is_chosen: tried.program == Some(*program),
    });
    Field::one("program", "どのカレンダーに入れますか", programs.collect())
        .hinted("カレンダーごとに1つ つくると、あとで1つだけ やめられます。")
        .wrong(tried.program_fault.as_deref())
}

fn address_field(tried: &Tried) -> Field {
    Field::link("address", "カレンダーの公開アドレス（ICS）", &tried.address)
        .hinted("https:// か webcal:// で始まるもの。Google では「iCal 形式の限定公開 URL」、Outlook では「予定表の公開」の ICS のリンクです。")
        .wrong(tried.address_fault.as_deref())
}

fn feed_line(feed: &FeedView, agencies: &Agencies) -> FeedLine {
    FeedLine {
        id: feed.id,
        program: feed.program.word(),
        whose: whose(feed.agency, agencies),
        made: japanese_date(feed.made_at.in_japan().date),
        read: feed
            .last_read_on
            .map_or_else(|| "まだ".to_owned(), japanese_date),
        is_revoked: feed.revoked_at.is_some(),
    }
}

fn at(instant: Instant) -> String {
    japanese_moment(instant.in_japan())
}

fn busy_lines(known: &StoredBusyCalendar) -> BusyLines {
    BusyLines {
        host: known.address.host().to_owned(),
        read: known.read_at.map_or_else(|| "まだ".to_owned(), at),
        fault: known.fault.map(BusyFault::word),
        untold: known.untold,
        times: known.times,
    }
}

async fn page(
    site: &Site,
    visitor: &Visitor,
    tried: &Tried,
    said: Said,
) -> Result<Response, PageFault> {
    let feeds = site.app.feeds(visitor.principal()).await?;
    let busy = site.app.busy_calendar(visitor.principal()).await?;
    let agencies = site.app.case_workplaces(visitor.principal()).await?;
    let asked = [program_field(tried)].into_iter();
    let asked = asked.chain(whose_field(tried, &agencies));
    Ok(shown(&CalendarPage {
        shell: Shell::of(site, visitor, Here::Account).await?,
        account: AccountPath,
        revoke: RevokeFeedPath,
        form: Form::new(site, CalendarPath, MAKE).with(asked),
        lines: feeds
            .iter()
            .map(|feed| feed_line(feed, &agencies))
            .collect(),
        made: said.made,
        before: said.before,
        busy: busy.as_ref().map(busy_lines),
        busy_form: Form::new(site, BusyCalendarPath, KEEP).with([address_field(tried)]),
        refresh: RefreshBusyPath,
        remove: RemoveBusyPath,
    }))
}

pub(crate) async fn show(
    _: CalendarPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    if let Err(decision) = may_keep_calendar(visitor.principal()) {
        return Ok(refused(decision, &visitor));
    }
    let kept = drafted(&site, &visitor).await?;
    let tried = kept.as_ref().map_or_else(Tried::default, Tried::of);
    page(&site, &visitor, &tried, Said::default()).await
}

pub(crate) async fn make(
    _: CalendarPath,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, PageFault> {
    let mut tried = Tried::of(&sent);
    let Some(program) = tried.program else {
        tried.program_fault = Some("どのカレンダーに入れるかを えらんでください。".to_owned());
        let again = page(&site, &visitor, &tried, Said::default()).await?;
        return Ok(asked_again(again));
    };
    let agencies = site.app.case_workplaces(visitor.principal()).await?;
    let agency = match agency_of(&tried, &agencies) {
        Ok(agency) => agency,
        Err(words) => {
            tried.whose_fault = Some(words);
            let again = page(&site, &visitor, &tried, Said::default()).await?;
            return Ok(asked_again(again));
        }
    };
    let writer = writer(&visitor).once(sent.key());
    let done = match agency {
        Some(agency) => site.app.make_agency_feed(&writer, program, agency).await?,
        None => site.app.make_feed(&writer, program).await?,
    };
    match done {
        Ok(made) => {
            forget(&site, &visitor).await?;
            let origin = site.address.origin_for(&headers);
            let origin = origin.map(|origin| origin.to_string()).unwrap_or_default();
            let path = FeedPath::of(&format!("{}{ENDING}", made.secret));
            let said = Said {
                made: Some(MadeAddress::of(format!("{origin}{path}"), program)),
                before: None,
            };
            page(&site, &visitor, &Tried::default(), said).await
        }
        Err(FeedRefusal::NotAllowed(decision)) => {
            if let Some(page) = visitor.address() {
                keep_draft(&site, &session.secret, page, &sent).await;
            }
            Ok(refused(decision, &visitor))
        }
        Err(refusal @ FeedRefusal::MadeBefore) => {
            let said = Said {
                before: Some(refusal.to_string()),
                made: None,
            };
            page(&site, &visitor, &tried, said).await
        }
        Err(refusal) => {
            tried.program_fault = Some(refusal.to_string());
            let again = page(&site, &visitor, &tried, Said::default()).await?;
            Ok(asked_again(again))
        }
    }
}

/// Whoever sets what it says: a second time it is so already.
fn writer(visitor: &Visitor) -> Writer {
    Writer::by(visitor.principal().clone(), Source::Page)
}

fn back() -> Response {
    Redirect::to(&CalendarPath.to_string()).into_response()
}

fn refused_here(decision: Decision) -> Response {
    refused_on(decision, Next::read(&CalendarPath.to_string()).as_ref())
}

pub(crate) async fn revoke(
    _: RevokeFeedPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let id = FeedId::from_str(sent.text("feed")).map_err(|_| PageFault::NotFound)?;
    match site.app.revoke_feed(&writer(&visitor), id).await? {
        Ok(()) => Ok(back()),
        Err(FeedRefusal::NotAllowed(decision)) => Ok(refused_here(decision)),
        // One of one's own that was revoked already is as it should be.
        Err(_) => {
            let feeds = site.app.feeds(visitor.principal()).await?;
            if feeds.iter().any(|feed| feed.id == id) {
                Ok(back())
            } else {
                Err(PageFault::NotFound)
            }
        }
    }
}

pub(crate) async fn set(
    _: BusyCalendarPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let mut tried = Tried::of(&sent);
    let address = match BusyAddress::parse(&tried.address) {
        Ok(address) => address,
        Err(fault) => {
            tried.address_fault = Some(fault.to_string());
            let again = page(&site, &visitor, &tried, Said::default()).await?;
            return Ok(asked_again(again));
        }
    };
    match site
        .app
        .set_busy_calendar(&writer(&visitor), address)
        .await?
    {
        Ok(()) => Ok(back()),
        Err(refusal) => not_done(&site, &visitor, refusal).await,
    }
}

async fn not_done(
    site: &Site,
    visitor: &Visitor,
    refusal: BusyRefusal,
) -> Result<Response, PageFault> {
    if let BusyRefusal::NotAllowed(decision) = refusal {
        return Ok(refused_here(decision));
    }
    let said = Said {
        before: Some(refusal.to_string()),
        made: None,
    };
    let again = page(site, visitor, &Tried::default(), said).await?;
    Ok(asked_again(again))
}

pub(crate) async fn refresh(
    _: RefreshBusyPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    match site.app.refresh_busy_calendar(&writer(&visitor)).await? {
        Ok(()) => Ok(back()),
        Err(refusal) => not_done(&site, &visitor, refusal).await,
    }
}

pub(crate) async fn remove(
    _: RemoveBusyPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    match site.app.remove_busy_calendar(&writer(&visitor)).await? {
        // What is gone already is as it should be.
        Ok(()) | Err(BusyRefusal::NotFound) => Ok(back()),
        Err(refusal) => not_done(&site, &visitor, refusal).await,
    }
}
