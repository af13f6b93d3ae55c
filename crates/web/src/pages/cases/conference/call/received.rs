//! The mail that came back about a conference: what waits for somebody to decide about it, why, and what was decided. One
//! press makes an answer of it or sets it aside; the message as it came can be taken out.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::conference::call::view::CallsView;
use renkei_app::conference::replies::SeenMail;
use renkei_app::conference::replies::settle::SettleForm;
use renkei_domain::conference::Conference;
use renkei_domain::conference::invitation::{MailVerdict, ReceivedMail};
use renkei_domain::ids::ConferenceInvitationId;

use super::super::lines::moment;
use super::super::refusal_words;
use super::{CallHead, seen};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::asked_again;
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{ConferenceMailPath, InvitedPath, ReceivedMailPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "conference_mail.html")]
pub struct ConferenceMailPage {
    shell: Shell,
    head: CallHead,
    /// What somebody has to decide about, the oldest first.
    waiting: Vec<MailLine>,
    /// Everything else, the newest first.
    done: Vec<MailLine>,
    /// What can be decided, each by its code.
    verdicts: Vec<(&'static str, &'static str)>,
    action: ConferenceMailPath,
    once: String,
    fault: Option<String>,
}

/// A mail.
#[derive(Debug, Clone)]
struct MailLine {
    /// Who was called, where that is known.
    whom: Option<(String, InvitedPath)>,
    arrived: String,
    from: String,
    subject: String,
    /// Its words by the line; none where none can be read.
    lines: Vec<String>,
    doubt: Option<&'static str>,
    standing: &'static str,
    settled: Option<String>,
    as_it_came: ReceivedMailPath,
    id: String,
    version: i64,
    /// Whose answer it may be.
    invited: Vec<InvitedChoice>,
}

/// Somebody whose answer a mail may be.
#[derive(Debug, Clone)]
struct InvitedChoice {
    id: String,
    name: String,
    is_chosen: bool,
}

fn line(view: &CallsView, conference: &Conference, mail: &ReceivedMail) -> MailLine {
    let invitation = mail.invitation.and_then(|id| view.invitation(id));
    let text = |line: Option<&renkei_domain::text::Line>| {
        line.map_or_else(|| "（書かれていません）".to_owned(), ToString::to_string)
    };
    let settled = mail.settled.map(|(by, at)| {
        let name = view.name_of(by);
        format!("{} {name}", moment(at))
    });
    MailLine {
        whom: invitation.map(|one| {
            let path = InvitedPath::of(conference.case, conference.id, one.id);
            (one.name.to_string(), path)
        }),
        arrived: moment(mail.arrived_at),
        from: text(mail.from.as_ref()),
        subject: text(mail.subject.as_ref()),
        lines: mail
            .text
            .iter()
            .flat_map(|text| text.as_str().lines().map(ToOwned::to_owned))
            .collect(),
        doubt: mail.doubt.map(|doubt| doubt.word()),
        standing: mail.standing.word(),
        settled,
        as_it_came: ReceivedMailPath::of(conference.case, conference.id, mail.id),
        id: mail.id.to_string(),
        version: mail.version,
        invited: view
            .invitations()
            .map(|one| InvitedChoice {
                id: one.id.to_string(),
                name: one.name.to_string(),
                is_chosen: mail.invitation == Some(one.id),
            })
            .collect(),
    }
}

impl ConferenceMailPage {
    pub(super) fn of(
        shell: Shell,
        (view, conference): (&CallsView, &Conference),
        (once, fault): (String, Option<String>),
    ) -> Self {
        let mails = view.mails.iter();
        let waits = mails.clone().filter(|mail| mail.is_waiting()).rev();
        let done = mails.filter(|mail| !mail.is_waiting());
        Self {
            shell,
            head: CallHead::of(view, conference),
            waiting: waits.map(|mail| line(view, conference, mail)).collect(),
            done: done.map(|mail| line(view, conference, mail)).collect(),
            verdicts: MailVerdict::ALL
                .iter()
                .map(|one| (one.code(), one.word()))
                .collect(),
            action: ConferenceMailPath::of(conference.case, conference.id),
            once,
            fault,
        }
    }
}

async fn with_fault(
    site: &Site,
    visitor: &Visitor,
    view: &CallsView,
    fault: Option<String>,
) -> Result<Response, PageFault> {
    let conference = view.conference().ok_or(PageFault::NotFound)?;
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let said = (site.app.new_request_id(), fault);
    Ok(shown(&ConferenceMailPage::of(
        shell,
        (view, conference),
        said,
    )))
}

pub(crate) async fn show(
    path: ConferenceMailPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    match seen(&site, &visitor, (&path.id, &path.conference)).await? {
        Ok(view) => with_fault(&site, &visitor, &view, None).await,
        Err(answer) => Ok(answer),
    }
}

pub(crate) async fn settle(
    path: ConferenceMailPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match seen(&site, &visitor, (&path.id, &path.conference)).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let verdict = MailVerdict::from_code(sent.text("verdict")).ok_or(PageFault::NotFound)?;
    let mail = sent.text("received").parse();
    let mail = SeenMail {
        case: view.conferences.case().id,
        conference: view.id,
        id: mail.map_err(|_| PageFault::NotFound)?,
        version: sent.text("version").parse().unwrap_or(0),
    };
    let invited = sent.text("invited").parse::<ConferenceInvitationId>();
    let form = SettleForm {
        verdict,
        invitation: invited.ok(),
    };
    let by = writer(&visitor, &sent);
    match site.app.settle_mail(&by, mail, form).await? {
        Ok(_) => Ok(Redirect::to(&path.to_string()).into_response()),
        Err(refusal) => match refusal_words(refusal, &visitor)? {
            Ok(words) => Ok(asked_again(
                with_fault(&site, &visitor, &view, Some(words)).await?,
            )),
            Err(answer) => Ok(answer),
        },
    }
}

/// A message as it came, as a file: a browser shows none of it by itself.
pub(crate) fn as_a_file(bytes: Vec<u8>) -> Response {
    let headers = [
        (
            CONTENT_TYPE,
            HeaderValue::from_static("application/octet-stream"),
        ),
        (
            CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment; filename=\"mail.eml\""),
        ),
    ];
    (headers, bytes).into_response()
}

pub(crate) async fn take(
    path: ReceivedMailPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let case = path.id.parse().map_err(|_| PageFault::NotFound)?;
    let conference = path.conference.parse().map_err(|_| PageFault::NotFound)?;
    let mail = path.mail.parse().map_err(|_| PageFault::NotFound)?;
    let at = (case, conference);
    let found = site.app.mail_as_it_came(visitor.principal(), at, mail);
    match found.await? {
        Ok(Some(bytes)) => Ok(as_a_file(bytes)),
        Ok(None) => Err(PageFault::NotFound),
        Err(refusal) => match refusal_words(refusal, &visitor)? {
            Ok(_) => Err(PageFault::NotFound),
            Err(answer) => Ok(answer),
        },
    }
}
