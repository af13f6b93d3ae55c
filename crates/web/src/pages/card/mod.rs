//! A person's own card: made and stopped here, named keeper in [`keeper`], made anew by that keeper in
//! [`entrusted`], and shown to come in at [`entry`].
//!
//! Whoever comes in by a card held it and knew its PIN, which is no evidence of the person's will: staff
//! keep cards for people. The pages say so where it matters, and such a session changes nothing about the
//! card but to stop it.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::paper::NameOnCard;
use renkei_app::people::{CardRefusal, CardState, CardView, MadeCard};
use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::people::Factors;
use renkei_domain::time::{Moment, japanese_date};

use super::{Here, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Sent};
use crate::gate::{asked_again, is_open, refused, refused_on};
use crate::next::Next;
use crate::paper::on_paper;
use crate::paths::{AccountPath, CardEntryPath, CardPath, KeeperPath, PrintCardPath, StopCardPath};
use crate::session::{Session, Visitor};
use crate::words::moment;

pub mod entrusted;
pub mod entry;
pub mod keeper;
mod samples;

/// The page.
#[derive(Debug, Template)]
#[template(path = "card.html")]
pub struct CardPage {
    shell: Shell,
    account: AccountPath,
    form: Form,
    /// The card that was just made, which is shown once.
    made: Option<Made>,
    /// What is said where the form was sent before.
    before: Option<String>,
    lines: Vec<CardLine>,
    is_in_use: bool,
    /// Whether this session was opened by a card.
    by_card: bool,
    /// Who may make it anew.
    asked: Option<String>,
    stop: StopCardPath,
    keeper: KeeperPath,
}

/// What became of the form that was sent.
#[derive(Debug)]
enum Told {
    Nothing,
    Wrong(String),
    Made(MadeCard),
    Before(String),
}

impl Told {
    /// What stands beside the field.
    fn fault(&self) -> Option<&str> {
        match self {
            Self::Wrong(words) => Some(words),
            Self::Nothing | Self::Made(_) | Self::Before(_) => None,
        }
    }

    /// The card that is shown this once.
    fn made(&self) -> Option<Made> {
        match self {
            Self::Made(made) => Some(Made::of(made)),
            Self::Nothing | Self::Wrong(_) | Self::Before(_) => None,
        }
    }

    /// What is said where the form was sent before.
    fn before(self) -> Option<String> {
        match self {
            Self::Before(words) => Some(words),
            Self::Nothing | Self::Wrong(_) | Self::Made(_) => None,
        }
    }
}

/// A card that was just made.
#[derive(Debug)]
struct Made {
    code: String,
    entry: CardEntryPath,
    print: PrintCardPath,
}

#[derive(Debug, Clone)]
struct CardLine {
    made: String,
    made_by: String,
    used: String,
    state: &'static str,
}

const BUTTON: &str = "カードを作る";
const MISSING: &str = "暗証番号を入れてください。";

fn fields(fault: Option<&str>) -> [Field; 1] {
    [Field::digits("pin", "暗証番号")
        .hinted("4けたから6けたの数字。まわりに人がいないときに、自分で決めて、おぼえておきます。誕生日や電話番号は、ほかの人にも わかります。")
        .wrong(fault)]
}

impl Made {
    fn of(made: &MadeCard) -> Self {
        Self {
            code: made.code.clone(),
            entry: CardEntryPath::of(&made.code),
            print: PrintCardPath,
        }
    }
}

fn card_line(view: &CardView, today: Moment) -> CardLine {
    let maker = view.made_by.as_ref();
    let used = view.last_used_at.map(|at| {
        let at = at.in_japan();
        format!("{} {}", moment::day_near(at.date, today.date), at.minute)
    });
    CardLine {
        made: japanese_date(view.made_at.in_japan().date),
        made_by: maker.map_or_else(|| "自分".to_owned(), |name| format!("{name} さん")),
        used: used.unwrap_or_else(|| "まだ".to_owned()),
        state: match view.state {
            CardState::InUse => "使えます",
            CardState::Blocked => "暗証番号のまちがいが続いたので、止まっています",
            CardState::Stopped => "止めました",
        },
    }
}

/// The visitor's own card, as the rule sees it; `None` for whoever may have none.
fn own_card(visitor: &Visitor) -> Option<Object> {
    let card = Object::Card {
        owner: visitor.principal().account()?,
        keeper: None,
    };
    is_open(visitor, Action::ManageCard, &card).then_some(card)
}

/// The way to one's own card, for whoever may have one.
pub(super) fn way(visitor: &Visitor) -> Option<CardPath> {
    own_card(visitor).map(|_| CardPath)
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    session: &Session,
    told: Told,
) -> Result<Response, PageFault> {
    if own_card(visitor).is_none() {
        return Err(PageFault::NotFound);
    }
    let cards = site.app.cards(visitor.principal()).await?;
    let now = site.app.now().in_japan();
    let mut states = cards.cards.iter().map(|card| card.state);
    Ok(shown(&CardPage {
        shell: Shell::of(site, visitor, Here::Account).await?,
        account: AccountPath,
        form: Form::new(site, CardPath, BUTTON).with(fields(told.fault())),
        made: told.made(),
        before: told.before(),
        is_in_use: states.any(|state| state != CardState::Stopped),
        lines: cards
            .cards
            .iter()
            .map(|card| card_line(card, now))
            .collect(),
        by_card: session.view.shown == Factors::Card,
        asked: cards.keeper.map(|name| name.to_string()),
        stop: StopCardPath,
        keeper: KeeperPath,
    }))
}

pub(crate) async fn show(
    _: CardPath,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
) -> Result<Response, PageFault> {
    asked(&site, &visitor, &session, Told::Nothing).await
}

pub(crate) async fn make(
    _: CardPath,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
    sent: Sent,
) -> Result<Response, PageFault> {
    let pin = sent.text("pin");
    let fault = if pin.is_empty() {
        MISSING.to_owned()
    } else {
        let made = site.app.make_card(&session.view, pin, sent.key());
        match made.await? {
            Ok(made) => return asked(&site, &visitor, &session, Told::Made(made)).await,
            Err(refusal @ CardRefusal::MadeBefore) => {
                let before = Told::Before(refusal.to_string());
                return asked(&site, &visitor, &session, before).await;
            }
            Err(CardRefusal::NotAllowed(decision)) => return Ok(refused(decision, &visitor)),
            Err(CardRefusal::NotFound) => return Err(PageFault::NotFound),
            Err(refusal) => refusal.to_string(),
        }
    };
    let page = asked(&site, &visitor, &session, Told::Wrong(fault)).await?;
    Ok(asked_again(page))
}

pub(crate) async fn stop(
    _: StopCardPath,
    State(site): State<Site>,
    session: Session,
) -> Result<Response, PageFault> {
    let page = CardPath.to_string();
    match site.app.stop_card(&session.view).await? {
        // One that was stopped already is as it should be.
        Ok(()) | Err(CardRefusal::NotFound) => Ok(Redirect::to(&page).into_response()),
        Err(CardRefusal::NotAllowed(decision)) => {
            Ok(refused_on(decision, Next::read(&page).as_ref()))
        }
        Err(_) => Err(PageFault::NotFound),
    }
}

/// Sets a card on paper, for its owner or whoever made it anew. Its code comes back with the form, as
/// nothing but its hash is kept.
pub(crate) async fn print(
    _: PrintCardPath,
    State(site): State<Site>,
    visitor: Visitor,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, PageFault> {
    let named = match sent.text("named") {
        "" => NameOnCard::Left,
        _ => NameOnCard::Written,
    };
    let sheet = site
        .app
        .card_on_paper(visitor.principal(), sent.text("code"), named);
    let sheet = sheet.await?.ok_or(PageFault::NotFound)?;
    // A card without an address opens nothing: without a stated one it leads to where this browser is.
    let origin = site.address.origin_for(&headers);
    on_paper(&site, &sheet, origin.as_ref()).await
}
