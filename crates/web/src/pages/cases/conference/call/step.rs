//! Writing something down about an invitation: that a FAX or a letter was sent, how a call on the phone ended, what they
//! answered, and that they know who it is about. The phone has its script above the form: whoever takes the call hears a
//! name and a number to call back, and nothing else.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::conference::call::script::{PhoneCaller, PhoneWords};
use renkei_app::conference::call::view::CallsView;
use renkei_app::conference::call::{CallRefusal, SeenCall};
use renkei_app::provisions::told::Withheld;
use renkei_domain::conference::Conference;
use renkei_domain::conference::invitation::Invitation;
use renkei_domain::directory::phone::dial;

use super::super::super::consents::preview::HeldBack;
use super::super::super::faults::Faults;
use super::super::super::when;
use super::about_link::{LinkStep, pressed};
use super::parts::{StepKind, fields, packed, read, read_about};
use super::to::{invited, with_fault};
use super::{CallHead, call_words, seen};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Form, Sent};
use crate::gate::{asked_again, drafted, forget};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{AskConsentPath, CallsPath, InvitedPath, InvitedStepPath};
use crate::session::Visitor;
use crate::words::reach::hours_words;

/// The page.
#[derive(Debug, Template)]
#[template(path = "conference_call_step.html")]
pub struct CallStepPage {
    shell: Shell,
    head: CallHead,
    whom: String,
    invited: InvitedPath,
    heading: &'static str,
    lead: &'static str,
    script: Option<Script>,
    form: Form,
    /// What the rule of consent holds back, where they may not be told who it is about.
    held: Vec<HeldBack>,
    /// Where the person is asked.
    ask: Option<AskConsentPath>,
    fault: Option<String>,
}

/// What is said on the phone.
#[derive(Debug, Clone)]
struct Script {
    number: String,
    href: Option<String>,
    after: Vec<String>,
    hours: Option<String>,
    etiquette: Option<String>,
    never: Vec<String>,
    words: PhoneWords,
}

fn script(view: &CallsView, invitation: &Invitation, caller: &PhoneCaller) -> Option<Script> {
    let words = view.phone_words(invitation, caller)?;
    let notice = invitation.notice()?;
    let row = view.row(invitation.participant);
    let way = row.map(|row| &row.way);
    let target = notice.way.target.as_ref();
    let number = target.map(ToString::to_string).unwrap_or_default();
    Some(Script {
        href: dial(&number).map(|digits| format!("tel:{digits}")),
        number,
        after: way
            .map(|way| way.after_dialling.clone())
            .unwrap_or_default(),
        hours: way
            .filter(|way| way.is_as(&notice.way))
            .and_then(|way| way.hours.as_ref().map(hours_words)),
        etiquette: way.and_then(|way| way.etiquette.as_ref().map(ToString::to_string)),
        never: way
            .map(|way| way.never.iter().map(ToString::to_string).collect())
            .unwrap_or_default(),
        words,
    })
}

/// What is asked for on a page, and why it was not taken.
#[derive(Default)]
struct Said {
    fault: Option<String>,
    withheld: Option<Box<Withheld>>,
}

impl CallStepPage {
    fn of(
        shell: Shell,
        (view, conference): (&CallsView, &Conference),
        (invitation, kind): (&Invitation, StepKind),
        (caller, form): (&PhoneCaller, Form),
        said: Said,
    ) -> Self {
        let case = view.conferences.case();
        let consents = &view.conferences.consents;
        let withheld = said.withheld.as_deref();
        let held = withheld.into_iter().flat_map(|withheld| {
            let refusals = withheld.refusals.as_slice().iter();
            refusals.map(|refusal| HeldBack::of(consents, withheld.to, refusal))
        });
        Self {
            shell,
            head: CallHead::of(view, conference),
            whom: invitation.name.to_string(),
            invited: InvitedPath::of(case.id, conference.id, invitation.id),
            heading: kind.words().0,
            lead: kind.lead(),
            script: (kind == StepKind::Phone)
                .then(|| script(view, invitation, caller))
                .flatten(),
            form,
            held: held.collect(),
            ask: (withheld.is_some() && case.is_open()).then(|| AskConsentPath::of(case.id)),
            fault: said.fault,
        }
    }

    /// A page of a sample, as it is first shown.
    pub(super) fn sample(
        shell: Shell,
        view: &CallsView,
        (invitation, kind): (&Invitation, StepKind),
    ) -> Option<Self> {
        let conference = view.conference()?;
        let sent = packed(kind, invitation);
        let path = InvitedPath::of(conference.case, conference.id, invitation.id);
        let action = InvitedStepPath::of(&path, kind.code());
        let of_fields = fields(kind, invitation, (&sent, &Faults::default()));
        let form = Form::sample(action, kind.words().1).with(of_fields);
        let of = (view, conference);
        let caller = PhoneCaller {
            name: "高槻 はるか".to_owned(),
            call_back: None,
            answer_by: None,
        };
        Some(Self::of(
            shell,
            of,
            (invitation, kind),
            (&caller, form),
            Said::default(),
        ))
    }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    (view, invitation): (&CallsView, &Invitation),
    kind: StepKind,
    (sent, faults, said): (&Sent, &Faults, Said),
) -> Result<Response, PageFault> {
    let conference = view.conference().ok_or(PageFault::NotFound)?;
    let path = InvitedPath::of(conference.case, conference.id, invitation.id);
    let action = InvitedStepPath::of(&path, kind.code());
    let form = Form::new(site, action, kind.words().1)
        .with(fields(kind, invitation, (sent, faults)))
        .carrying("version", invitation.version);
    let caller = visitor.session();
    let caller = caller.map(|session| session.view.account.name.to_string());
    let caller = site
        .app
        .phone_caller(view, caller.unwrap_or_default())
        .await?;
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let of = (view, conference);
    let page = CallStepPage::of(shell, of, (invitation, kind), (&caller, form), said);
    Ok(shown(&page))
}

pub(crate) async fn show(
    path: InvitedStepPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let kind = StepKind::from_code(&path.step).filter(|kind| *kind != StepKind::Decide);
    let kind = kind.ok_or(PageFault::NotFound)?;
    let view = match seen(&site, &visitor, (&path.id, &path.conference)).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let invitation = invited(&view, &path.invited)?;
    let sent = match drafted(&site, &visitor).await? {
        Some(sent) => sent,
        None => packed(kind, invitation),
    };
    let said = (&sent, &Faults::default(), Said::default());
    asked(&site, &visitor, (&view, invitation), kind, said).await
}

pub(crate) async fn save(
    path: InvitedStepPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let link = LinkStep::from_code(&path.step);
    let kind = match link {
        Some(_) => Some(StepKind::About),
        None => StepKind::from_code(&path.step),
    };
    let kind = kind.ok_or(PageFault::NotFound)?;
    let view = match seen(&site, &visitor, (&path.id, &path.conference)).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let invitation = invited(&view, &path.invited)?;
    let call = SeenCall {
        case: view.conferences.case().id,
        conference: view.id,
        id: invitation.id,
        version: sent.text("version").parse().unwrap_or(0),
    };
    let (mut faults, mut said) = (Faults::default(), Said::default());
    let done = match link {
        None => written(&site, &visitor, (call, kind), (&sent, &mut faults)).await?,
        Some(step) => match pressed(&site, &visitor, (call, step), &sent).await? {
            Ok(answer) => return Ok(answer),
            Err(refusal) => Some(Err(refusal)),
        },
    };
    match done {
        None => {}
        Some(Ok(())) => {
            forget(&site, &visitor).await?;
            let board = CallsPath::of(call.case, call.conference).to_string();
            return Ok(Redirect::to(&board).into_response());
        }
        Some(Err(CallRefusal::Withheld(withheld))) => said.withheld = Some(withheld),
        Some(Err(CallRefusal::When(fault))) => when::wrong(&mut faults, fault.to_string()),
        Some(Err(refusal)) => match call_words(&refusal, &visitor)? {
            Ok(words) => said.fault = Some(words),
            Err(answer) => return Ok(answer),
        },
    }
    let of = (&view, invitation);
    let page = match kind {
        // What the rule holds back stands beside the other ways of telling it.
        _ if link.is_some() && said.withheld.is_none() => {
            with_fault(&site, &visitor, of, said.fault).await?
        }
        StepKind::Decide => with_fault(&site, &visitor, of, said.fault).await?,
        _ => asked(&site, &visitor, of, kind, (&sent, &faults, said)).await?,
    };
    Ok(asked_again(page))
}

/// Writes down what a form says; nothing, where something is wrong with it.
async fn written(
    site: &Site,
    visitor: &Visitor,
    (call, kind): (SeenCall, StepKind),
    (sent, faults): (&Sent, &mut Faults),
) -> Result<Option<Result<(), CallRefusal>>, PageFault> {
    let today = site.app.now().in_japan().date;
    let by = writer(visitor, sent);
    if kind == StepKind::About {
        let Some(form) = read_about(today, sent, faults) else {
            return Ok(None);
        };
        let told = site.app.tell_about_conference(&by, call, form).await?;
        return Ok(Some(told.map(|_| ())));
    }
    let Some(step) = read(kind, today, (sent, faults)) else {
        return match kind {
            StepKind::Decide => Err(PageFault::NotFound),
            _ => Ok(None),
        };
    };
    let stepped = site.app.step_call(&by, call, step).await?;
    Ok(Some(stepped.map(|_| ())))
}
