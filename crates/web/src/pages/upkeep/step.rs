//! Getting in touch: a mail is prepared by a press; what somebody did by hand, and what came of it, they say afterwards.

use axum::extract::State;
use axum::response::Response;
use renkei_app::directory::inquiry::SeenInquiry;
use renkei_app::directory::inquiry::contact::DoneContact;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::inquiry::ContactOutcome;
use renkei_domain::text::Prose;

use super::refusal_words;
use super::view::{inquiry_of, sheet_of, typed_again};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::{asked_again, ended};
use crate::pages::cases::faults::Faults;
use crate::pages::letters::writer;
use crate::paper::inquiry::inquiry_on_paper;
use crate::paths::{InquiryPaperPath, InquiryPath, InquiryStepPath};
use crate::session::Visitor;

/// The button by which nobody is asked any more.
pub(super) const CALL_OFF: &str = "call_off";

/// What somebody did.
enum Step {
    /// A mail is to leave.
    Mail,
    /// They got in touch by themselves.
    Done(DoneContact),
    /// Something became of an earlier time.
    Later {
        contact: String,
        outcome: ContactOutcome,
        note: Option<Prose>,
    },
    /// Nobody is to be asked any more.
    CallOff(Prose),
}

/// What a form says was done, or in words what is missing.
fn step(sent: &Sent) -> Result<Result<Step, String>, PageFault> {
    let mut faults = Faults::default();
    let note = faults.prose_opt(sent, "note");
    if let Some(words) = faults.of("note") {
        return Ok(Err(words.clone()));
    }
    match sent.text("step") {
        "mail" => return Ok(Ok(Step::Mail)),
        CALL_OFF => {
            let missing = "とりやめるわけを書いてください。".to_owned();
            return Ok(note.map(Step::CallOff).ok_or(missing));
        }
        _ => {}
    }
    let outcome = ContactOutcome::from_code(sent.text("step")).ok_or(PageFault::NotFound)?;
    let step = match sent.text("contact") {
        "" => {
            let channel = CallChannel::from_code(sent.text("channel"));
            Step::Done(DoneContact {
                channel: channel.ok_or(PageFault::NotFound)?,
                outcome,
                note,
            })
        }
        contact => Step::Later {
            contact: contact.to_owned(),
            outcome,
            note,
        },
    };
    Ok(Ok(step))
}

pub(crate) async fn take(
    path: InquiryStepPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match inquiry_of(&site, &visitor, &path.inquiry).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let step = match step(&sent)? {
        Ok(step) => step,
        Err(words) => {
            let page = typed_again(&site, &visitor, (&view, &sent), words).await?;
            return Ok(asked_again(page));
        }
    };
    let seen = SeenInquiry {
        id: view.inquiry.id,
        version: sent.text("version").parse().unwrap_or(-1),
    };
    let by = writer(&visitor, &sent);
    let done = match step {
        Step::Mail => site.app.mail_inquiry(&by, seen).await?,
        Step::Done(done) => site.app.note_inquiry_contact(&by, seen, done).await?,
        Step::Later {
            contact,
            outcome,
            note,
        } => {
            let contact = contact.parse().map_err(|_| PageFault::NotFound)?;
            let marked = site
                .app
                .mark_inquiry_contact(&by, seen, contact, outcome, note);
            marked.await?
        }
        Step::CallOff(why) => site.app.call_off_inquiry(&by, seen, why).await?,
    };
    let to = |_| InquiryPath::of(view.inquiry.id).to_string();
    match ended((&site, &visitor), done, to, refusal_words).await? {
        Ok(answer) => Ok(answer),
        Err(words) => {
            let page = typed_again(&site, &visitor, (&view, &sent), words).await?;
            Ok(asked_again(page))
        }
    }
}

pub(crate) async fn print(
    path: InquiryPaperPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let mut channels = CallChannel::ALL.iter().copied();
    let channel = channels.find(|channel| sheet_of(*channel) == Some(path.sheet.as_str()));
    let channel = channel.ok_or(PageFault::NotFound)?;
    let view = match inquiry_of(&site, &visitor, &path.inquiry).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let printed = inquiry_on_paper(&site, &view, channel).await?;
    printed.ok_or(PageFault::NotFound)
}
