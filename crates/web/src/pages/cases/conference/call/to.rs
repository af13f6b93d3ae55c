//! One invitation: every message with what became of it, that they know who it is about, and every answer. Answers that
//! somebody has to look at are decided here by one press.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::conference::call::about_link::HandedNumber;
use renkei_app::conference::call::view::CallsView;
use renkei_domain::conference::Conference;
use renkei_domain::conference::invitation::{
    CallChannel, GivenReply, Invitation, NoticeState, ReplyStanding,
};

use super::super::lines::moment;
use super::about_link::LinkButtons;
use super::lines::{mark_words, print, reply_words, told_lines, wish_words};
use super::{CallHead, seen};
use crate::Site;
use crate::error::PageFault;
use crate::pages::{Here, Shell, shown};
use crate::paths::{CallPaperPath, InvitedPath, InvitedStepPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "conference_invited.html")]
pub struct InvitedPage {
    shell: Shell,
    head: CallHead,
    whom: String,
    /// The short code by which they answer.
    code: String,
    notices: Vec<NoticeLine>,
    told: Vec<String>,
    link: LinkButtons,
    replies: Vec<ReplyLine>,
    ways: Ways,
    decide: InvitedStepPath,
    version: i64,
    once: String,
    fault: Option<String>,
}

/// A message.
#[derive(Debug, Clone)]
struct NoticeLine {
    says: &'static str,
    channel: &'static str,
    target: String,
    is_old: bool,
    marks: Vec<String>,
}

/// An answer.
#[derive(Debug, Clone)]
struct ReplyLine {
    id: String,
    words: String,
    wishes: Option<String>,
    given: String,
    note: Option<String>,
    standing: &'static str,
    doubt: Option<&'static str>,
    is_waiting: bool,
}

/// What can be written down.
#[derive(Debug, Clone)]
struct Ways {
    mark: Option<InvitedStepPath>,
    phone: Option<InvitedStepPath>,
    about: Option<InvitedStepPath>,
    reply: Option<InvitedStepPath>,
    /// The sheet that tells them the newest message, as long as it still has to leave.
    print: Option<CallPaperPath>,
}

fn reply_line(view: &CallsView, given: &GivenReply) -> ReplyLine {
    let by = given.by.map(|by| view.name_of(by));
    let entered = match by.filter(|name| !name.is_empty()) {
        Some(name) => format!("、{name} が書いた"),
        None => String::new(),
    };
    let from = given.from.as_ref();
    let from = from.map(|from| format!("、{from}")).unwrap_or_default();
    ReplyLine {
        id: given.id.to_string(),
        words: reply_words(&given.reply),
        wishes: wish_words(given),
        given: format!(
            "{} {}{from}{entered}",
            moment(given.given_at),
            given.channel
        ),
        note: given.note.as_ref().map(ToString::to_string),
        standing: given.standing.word(),
        doubt: given.doubt.map(|doubt| doubt.word()),
        is_waiting: given.standing == ReplyStanding::Waits,
    }
}

fn ways(of: &InvitedPath, conference: &Conference, invitation: &Invitation) -> Ways {
    let to = |may: bool, step: &str| may.then(|| InvitedStepPath::of(of, step));
    let is_open = conference.state.is_being_prepared();
    let notice = invitation.notice();
    let channel = notice.map(|notice| notice.way.channel);
    let was_tried =
        notice.is_some_and(|notice| notice.is_out() || notice.state() == NoticeState::Failed);
    let is_mail = channel == Some(CallChannel::Mail);
    let is_calling = invitation.is_calling() && is_open;
    Ways {
        mark: to(notice.is_some() && (!is_mail || was_tried), "mark"),
        phone: to(channel == Some(CallChannel::Phone), "phone"),
        about: to(
            is_calling && invitation.told.is_none() && invitation.own_side().is_none(),
            "about",
        ),
        reply: to(is_calling, "reply"),
        print: print(invitation),
    }
}

impl InvitedPage {
    /// The same with a number that was just made.
    pub(super) fn handing(mut self, number: &str) -> Self {
        self.link.number = Some(number.to_owned());
        self
    }

    pub(super) fn of(
        shell: Shell,
        (view, conference): (&CallsView, &Conference),
        invitation: &Invitation,
        (once, fault): (String, Option<String>),
    ) -> Self {
        let path = InvitedPath::of(conference.case, conference.id, invitation.id);
        let notices = invitation.notices.iter().rev().map(|notice| NoticeLine {
            says: notice.says.word(),
            channel: notice.way.channel.word(),
            target: notice
                .way
                .target
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            is_old: notice.state().is_superseded(),
            marks: notice
                .marks
                .iter()
                .map(|mark| mark_words(view, mark))
                .collect(),
        });
        let replies = invitation.replies.iter().rev();
        Self {
            shell,
            head: CallHead::of(view, conference),
            whom: invitation.name.to_string(),
            code: invitation.code.to_string(),
            notices: notices.collect(),
            told: told_lines(view, invitation),
            link: LinkButtons::of(view, (conference, invitation), &path),
            replies: replies.map(|given| reply_line(view, given)).collect(),
            ways: ways(&path, conference, invitation),
            decide: InvitedStepPath::of(&path, "decide"),
            version: invitation.version,
            once,
            fault,
        }
    }
}

/// Shows an invitation, with why the last step was not taken.
pub(super) async fn with_fault(
    site: &Site,
    visitor: &Visitor,
    (view, invitation): (&CallsView, &Invitation),
    fault: Option<String>,
) -> Result<Response, PageFault> {
    let conference = view.conference().ok_or(PageFault::NotFound)?;
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let said = (site.app.new_request_id(), fault);
    let of = (view, conference);
    Ok(shown(&InvitedPage::of(shell, of, invitation, said)))
}

/// Shows an invitation with the number of a link that was just sent: this once.
pub(super) async fn with_number(
    site: &Site,
    visitor: &Visitor,
    (view, invitation): (&CallsView, &Invitation),
    number: &HandedNumber,
) -> Result<Response, PageFault> {
    let conference = view.conference().ok_or(PageFault::NotFound)?;
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let said = (site.app.new_request_id(), None);
    let page = InvitedPage::of(shell, (view, conference), invitation, said);
    Ok(shown(&page.handing(&number.0.to_string())))
}

/// An invitation of an address.
pub(super) fn invited<'v>(view: &'v CallsView, id: &str) -> Result<&'v Invitation, PageFault> {
    let id = id.parse().map_err(|_| PageFault::NotFound)?;
    view.invitation(id).ok_or(PageFault::NotFound)
}

pub(crate) async fn show(
    path: InvitedPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let view = match seen(&site, &visitor, (&path.id, &path.conference)).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let invitation = invited(&view, &path.invited)?;
    with_fault(&site, &visitor, (&view, invitation), None).await
}
