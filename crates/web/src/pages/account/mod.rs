//! One's own account: what one is where, how one signs in, and on which devices one is signed in.

use std::str::FromStr as _;

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::people::{SessionView, StandingView};
use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::ids::SessionId;
use renkei_domain::people::{Circle, Standing};
use renkei_domain::time::Moment;

use self::passkeys::Passkeys;
use super::invitation::standing_words;
use super::members::{from_until, members_way};
use super::{Here, Shell, card, shown};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::is_open;
use crate::paths::{
    AccountPath, AddressPath, AuditPath, CalendarPath, CardPath, CodeSheetPath, EndSessionPath,
    EntrustedCardPath, ImportDeskPath, InvitationsPath, MembersPath, NamePath, NetworkMeetingsPath,
    NewNetworkPath, PasswordPath, SetUpPath, TokensPath, WebhooksPath,
};
use crate::session::{self, Session, Visitor};
use crate::words::moment;

pub mod calendar;
pub mod changed;
pub mod documents;
pub mod own;
pub mod passkeys;
pub mod password;
mod samples;
pub mod tokens;
pub mod webhooks;

/// The page.
#[derive(Debug, Template)]
#[template(path = "account.html")]
pub struct AccountPage {
    shell: Shell,
    name: String,
    mail: String,
    standings: Vec<StandingLine>,
    /// The other networks to which they may invite: whoever runs the installation invites to all.
    networks: Vec<NetworkLine>,
    /// Where another network is founded, for whoever may.
    found: Option<NewNetworkPath>,
    meetings: Vec<MeetingsLine>,
    has_totp: bool,
    codes_left: u32,
    passkeys: Passkeys,
    sessions: Vec<SessionLine>,
    entrusted: Vec<EntrustedLine>,
    ways: Ways,
}

/// Where the page leads.
#[derive(Debug)]
struct Ways {
    name: NamePath,
    address: AddressPath,
    password: PasswordPath,
    set_up: SetUpPath,
    code_sheet: CodeSheetPath,
    end_session: EndSessionPath,
    invitations: InvitationsPath,
    audit: AuditPath,
    tokens: Option<(TokensPath, WebhooksPath)>,
    calendar: Option<CalendarPath>,
    card: Option<CardPath>,
}

/// Somebody who asked one to make their card anew.
#[derive(Debug, Clone)]
struct EntrustedLine {
    name: String,
    card: EntrustedCardPath,
}

#[derive(Debug, Clone)]
struct NetworkLine {
    name: String,
    members: MembersPath,
}

#[derive(Debug)]
struct StandingLine {
    words: String,
    since: String,
    members: Option<String>,
    import: Option<ImportDeskPath>,
}

/// A network whose meetings one reads.
#[derive(Debug, Clone)]
struct MeetingsLine {
    name: String,
    path: NetworkMeetingsPath,
}

#[derive(Debug)]
struct SessionLine {
    id: SessionId,
    device: String,
    seen: String,
    until: String,
    is_this: bool,
}

impl Ways {
    fn with(
        tokens: Option<TokensPath>,
        calendar: Option<CalendarPath>,
        card: Option<CardPath>,
    ) -> Self {
        Self {
            name: NamePath,
            address: AddressPath,
            password: PasswordPath,
            set_up: SetUpPath,
            code_sheet: CodeSheetPath,
            end_session: EndSessionPath,
            invitations: InvitationsPath,
            audit: AuditPath,
            tokens: tokens.map(|tokens| (tokens, WebhooksPath)),
            calendar,
            card,
        }
    }
}

fn standing_line(view: &StandingView) -> StandingLine {
    let membership = &view.membership;
    StandingLine {
        words: standing_words(membership.standing, view.place.as_deref()),
        since: from_until(membership.since, membership.until),
        members: Circle::of(membership.standing).map(members_way),
        import: match membership.standing {
            Standing::Coordinator(network) => Some(ImportDeskPath::of(network)),
            Standing::Staff(_) | Standing::Person | Standing::Operator => None,
        },
    }
}

fn session_line(view: &SessionView, this: SessionId, now: Moment) -> SessionLine {
    let said = |at: Moment| format!("{} {}", moment::day_near(at.date, now.date), at.minute);
    SessionLine {
        id: view.id,
        device: view.device.clone(),
        seen: said(view.seen_at.in_japan()),
        until: said(view.expires_at.in_japan()),
        is_this: view.id == this,
    }
}

pub(crate) async fn show(
    _: AccountPath,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
    headers: HeaderMap,
) -> Result<Response, PageFault> {
    let passkeys = Passkeys::of(&site, &visitor, &headers, None).await?;
    page(&site, &visitor, &session, passkeys).await
}

async fn page(
    site: &Site,
    visitor: &Visitor,
    session: &Session,
    passkeys: Passkeys,
) -> Result<Response, PageFault> {
    let account = &session.view.account;
    let sessions = site.app.sessions(visitor.principal()).await?;
    let entrusted = site.app.entrusted_cards(visitor.principal()).await?;
    let now = site.app.now().in_japan();
    // Those of a coordinator stand with what they are.
    let coordinated = visitor.principal().coordinated();
    let mut networks = site.app.managed_networks(visitor.principal()).await?;
    networks.retain(|network| !coordinated.contains(&network.id));
    let meetings = site.app.networks_that_meet(visitor.principal()).await?;
    let meetings = meetings.into_iter().map(|(id, name)| MeetingsLine {
        path: NetworkMeetingsPath::of(id),
        name,
    });
    let meetings = meetings.collect();
    let may_make_tokens = is_open(visitor, Action::ManageOwnTokens, &Object::Installation);
    let may_found = is_open(visitor, Action::FoundNetwork, &Object::Installation);
    let may_keep_calendar = is_open(visitor, Action::KeepOwnCalendar, &Object::Installation);
    Ok(shown(&AccountPage {
        shell: Shell::of(site, visitor, Here::Account).await?,
        name: account.name.to_string(),
        mail: account.mail.to_string(),
        standings: account.standings.iter().map(standing_line).collect(),
        networks: networks
            .into_iter()
            .map(|network| NetworkLine {
                members: MembersPath::of(network.id),
                name: network.name,
            })
            .collect(),
        found: may_found.then_some(NewNetworkPath),
        meetings,
        has_totp: account.second_factors.has_totp,
        codes_left: account.second_factors.codes_left,
        passkeys,
        sessions: sessions
            .iter()
            .map(|view| session_line(view, session.view.session, now))
            .collect(),
        entrusted: entrusted
            .into_iter()
            .map(|(owner, name)| EntrustedLine {
                name: name.to_string(),
                card: EntrustedCardPath::of(owner),
            })
            .collect(),
        ways: Ways::with(
            may_make_tokens.then_some(TokensPath),
            may_keep_calendar.then_some(CalendarPath),
            card::way(visitor),
        ),
    }))
}

pub(crate) async fn end_session(
    _: EndSessionPath,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
    sent: Sent,
) -> Result<Response, PageFault> {
    let back = Redirect::to(&AccountPath.to_string()).into_response();
    if sent.text("session") == "all" {
        site.app.end_all_sessions(visitor.principal()).await?;
        return Ok(session::ended(back));
    }
    let id = SessionId::from_str(sent.text("session")).map_err(|_| PageFault::NotFound)?;
    site.app
        .end_session(visitor.principal(), id)
        .await?
        .map_err(|_| PageFault::NotFound)?;
    Ok(if id == session.view.session {
        session::ended(back)
    } else {
        back
    })
}
