//! Who belongs to a network or works for an organization, who is invited, and the ways to change that.

use std::collections::HashMap;
use std::str::FromStr as _;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use chrono::NaiveDate;
use renkei_app::people::{
    MemberView, MembersRefusal, MembersView, OpenInvitation, WithdrawRefusal,
};
use renkei_domain::ids::{AccountId, InvitationId};
use renkei_domain::people::{Circle, Standing};
use renkei_domain::text::Line;
use renkei_domain::time::japanese_date;

use super::invitation::standing_words;
use super::{Here, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::{refused, refused_on};
use crate::next::Next;
use crate::paths::{AccountPath, PostsPath};
use crate::session::Visitor;
use crate::spreadsheet::ListFiles;

pub mod ending;
pub(crate) mod files;
pub mod invite;
pub(crate) mod letter;
pub mod network;
pub mod network_history;
pub mod network_new;
pub mod posts;
mod samples;
mod ways;

use letter::LetterLine;
use ways::{OfCircle, Ways, ending_way};

pub(crate) use ways::members_way;

/// The page.
#[derive(Debug, Template)]
#[template(path = "members.html")]
pub struct MembersPage {
    shell: Shell,
    account: AccountPath,
    /// Why the last step was not taken.
    fault: Option<String>,
    name: String,
    ways: Ways,
    /// Who answers for what in each organization: its name, and the page.
    posts: Vec<(String, PostsPath)>,
    members: Vec<MemberLine>,
    /// The members as a file.
    files: ListFiles,
    invitations: Vec<InvitationLine>,
}

#[derive(Debug, Clone)]
struct MemberLine {
    name: String,
    standing: String,
    mail: String,
    /// From when on and, where that is known, until when.
    days: String,
    is_disabled: bool,
    /// Who takes over when it ends, where somebody is named.
    successor: Option<String>,
    end: String,
}

#[derive(Debug, Clone)]
struct InvitationLine {
    id: InvitationId,
    name: String,
    standing: String,
    invited_by: String,
    /// Whether nobody comes in by it while the account of whoever sent it is stopped.
    is_stopped: bool,
    until: String,
    letter: Option<LetterLine>,
    /// Tells the forms of this row, as they are shown now, from every other.
    once: String,
}

/// The people of a circle, or the answer for whoever may not see them.
async fn members_of(
    site: &Site,
    visitor: &Visitor,
    circle: Circle,
) -> Result<Result<MembersView, Response>, PageFault> {
    let members = site.app.members_of(visitor.principal(), circle);
    Ok(members.await?.map_err(|refusal| match refusal {
        MembersRefusal::NotFound => PageFault::NotFound.into_response(),
        MembersRefusal::NotAllowed(decision) => refused(decision, visitor),
    }))
}

/// What those are called who take over from somebody.
async fn successors_of(
    site: &Site,
    members: &MembersView,
) -> Result<HashMap<AccountId, Line>, PageFault> {
    let successors = members.members.iter().filter_map(|member| member.successor);
    let successors: Vec<AccountId> = successors.collect();
    Ok(site.app.names_of(&successors).await?)
}

/// The days from one on, to the last before another where that is known.
pub(super) fn from_until(since: NaiveDate, until: Option<NaiveDate>) -> String {
    let from = japanese_date(since);
    match until {
        // The day on which something ends is already without it.
        Some(until) => match until.pred_opt().filter(|last| *last >= since) {
            Some(last) => format!("{from} から {} まで", japanese_date(last)),
            None => format!("{from} だけ"),
        },
        None => format!("{from} から"),
    }
}

fn member_line(circle: Circle, view: &MemberView, names: &HashMap<AccountId, Line>) -> MemberLine {
    let membership = &view.membership;
    let successor = view.successor.and_then(|named| names.get(&named));
    MemberLine {
        name: view.name.to_string(),
        standing: standing_words(membership.standing, view.place.as_deref()),
        mail: view.mail.to_string(),
        days: from_until(membership.since, membership.until),
        is_disabled: view.is_disabled,
        successor: successor.map(ToString::to_string),
        end: ending_way(circle, membership.id),
    }
}

fn invitation_line(site: &Site, open: &OpenInvitation) -> InvitationLine {
    let now = site.app.now().in_japan();
    InvitationLine {
        id: open.id,
        name: open.view.name.to_string(),
        standing: standing_words(open.view.standing, open.view.place.as_deref()),
        invited_by: open
            .invited_by
            .clone()
            .unwrap_or_else(|| "運用者".to_owned()),
        is_stopped: open.is_inviter_disabled,
        until: japanese_date(open.view.expires_at.in_japan().date),
        letter: open.letter.as_ref().map(|one| LetterLine::of(one, now)),
        once: site.app.new_request_id(),
    }
}

/// Whether an invitation leads into a circle. That of a person leads nowhere, and is shown to whoever sent it
/// alone.
fn leads_into(open: &OpenInvitation, members: &MembersView) -> bool {
    match open.view.standing {
        Standing::Coordinator(network) => members.circle == Circle::Network(network),
        Standing::Staff(organization) => members
            .organizations
            .iter()
            .any(|(member, _)| *member == organization),
        Standing::Person => true,
        Standing::Operator => false,
    }
}

fn posts_ways(members: &MembersView) -> Vec<(String, PostsPath)> {
    let organizations = members.organizations.iter();
    let ways = organizations.map(|(id, name)| (name.clone(), PostsPath::of(*id)));
    ways.collect()
}

pub(crate) async fn show<P: OfCircle>(
    path: P,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    members_page(&site, &visitor, path.circle()?, None).await
}

/// The page, with why the last step was not taken.
async fn members_page(
    site: &Site,
    visitor: &Visitor,
    circle: Circle,
    fault: Option<String>,
) -> Result<Response, PageFault> {
    let members = match members_of(site, visitor, circle).await? {
        Ok(members) => members,
        Err(answer) => return Ok(answer),
    };
    let invitations = site.app.open_invitations(visitor.principal()).await?;
    let names = successors_of(site, &members).await?;
    Ok(shown(&MembersPage {
        shell: Shell::of(site, visitor, Here::Account).await?,
        account: AccountPath,
        fault,
        name: members.name.to_string(),
        ways: Ways::of(circle),
        posts: posts_ways(&members),
        files: files::of_circle(circle),
        invitations: invitations
            .iter()
            .filter(|open| leads_into(open, &members))
            .map(|open| invitation_line(site, open))
            .collect(),
        members: members
            .members
            .iter()
            .map(|member| member_line(circle, member, &names))
            .collect(),
    }))
}

pub(crate) async fn withdraw<P: OfCircle>(
    path: P,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let page = members_way(path.circle()?);
    let id = InvitationId::from_str(sent.text("invitation")).map_err(|_| PageFault::NotFound)?;
    let withdrawn = site.app.withdraw_invitation(visitor.principal(), id);
    match withdrawn.await? {
        Ok(()) => Ok(Redirect::to(&page).into_response()),
        Err(WithdrawRefusal::NotFound | WithdrawRefusal::InviterDisabled) => {
            Err(PageFault::NotFound)
        }
        Err(WithdrawRefusal::NotAllowed(decision)) => {
            Ok(refused_on(decision, Next::read(&page).as_ref()))
        }
    }
}
