//! What one agency is asked: what is to be done next, what it answered, what it is asked about, and every time somebody got
//! in touch.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::directory::inquiry::view::InquiryView;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::inquiry::{Contact, ContactOutcome, NextStep, forbidden};
use renkei_domain::ids::AccountId;
use renkei_domain::time::{japanese_date, japanese_moment};

use super::answers::AnswerLine;
use super::settle::{ProposedPart, WishLine};
use super::step::CALL_OFF;
use super::{found, group_words, step_words};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::drafted;
use crate::pages::{Here, Shell, shown};
use crate::paths::{
    InquiryPaperPath, InquiryPath, InquiryReplyPath, InquiryStepPath, ResourcePath,
    SettleInquiryPath, UpkeepPath,
};
use crate::secretariat::number;
use crate::session::Visitor;
use crate::words::entry;

/// The page.
#[derive(Debug, Template)]
#[template(path = "upkeep_inquiry.html")]
pub struct InquiryViewPage {
    shell: Shell,
    list: UpkeepPath,
    resource: ResourcePath,
    name: String,
    kind: String,
    round: &'static str,
    state: &'static str,
    is_open: bool,
    step: String,
    /// By which ways it can be asked now.
    channels: Vec<ChannelLine>,
    /// What the agency does not want, in its words.
    forbidden: Vec<String>,
    /// Whether no way is known.
    has_no_way: bool,
    /// Whether a mail that should have left lies in the house.
    is_mail_late: bool,
    parts: Vec<PartLine>,
    /// Whether something that the agency said waits to be decided about.
    is_replied: bool,
    proposed: Vec<ProposedPart>,
    wishes: Vec<WishLine>,
    /// Everything that came, whatever became of it.
    answers: Vec<AnswerLine>,
    contacts: Vec<ContactLine>,
    link_until: Option<String>,
    code: String,
    /// Where its forms lead, with what every one of them carries.
    reply: InquiryReplyPath,
    take: InquiryStepPath,
    settle: SettleInquiryPath,
    version: i64,
    entry_version: i64,
    once: String,
    /// Why the last step was not taken.
    fault: Option<String>,
    /// Why nobody is to be asked any more, as somebody wrote it before that was done.
    why: String,
    /// What somebody wrote beside a step that cannot be taken any more.
    left: String,
}

/// A way by which the agency can be asked now.
#[derive(Debug, Clone)]
struct ChannelLine {
    code: &'static str,
    word: &'static str,
    /// Whether a courier takes it there.
    is_mail: bool,
    is_phone: bool,
    /// Whether nobody of the agency was found there before.
    is_astray: bool,
    /// The sheet that goes along.
    paper: Option<InquiryPaperPath>,
    /// The number to dial.
    number: Option<String>,
    /// What can be said of it afterwards.
    outcomes: Vec<(&'static str, &'static str)>,
    /// What somebody wrote of it that is not kept yet.
    note: String,
}

/// A part that it is asked about.
#[derive(Debug, Clone)]
struct PartLine {
    words: String,
    state: &'static str,
    today: Vec<String>,
}

/// A time when somebody got in touch.
#[derive(Debug, Clone)]
struct ContactLine {
    id: String,
    words: String,
    groups: String,
    note: Option<String>,
    /// What became of it since, that somebody may still say.
    later: Vec<(&'static str, &'static str)>,
}

/// Under which name a sheet is printed.
pub(super) const fn sheet_of(channel: CallChannel) -> Option<&'static str> {
    match channel {
        CallChannel::Fax => Some("fax"),
        CallChannel::Letter => Some("letter"),
        CallChannel::Phone => Some("phone"),
        CallChannel::Mail | CallChannel::InPerson => None,
    }
}

/// The words of a button that says what came of it.
const fn outcome_button(channel: CallChannel, outcome: ContactOutcome) -> &'static str {
    match (channel, outcome) {
        (CallChannel::Fax, ContactOutcome::Sent) => "FAXを送った",
        (CallChannel::Letter, ContactOutcome::Sent) => "手紙を出した",
        (CallChannel::Fax, ContactOutcome::WrongNumber) => "FAX番号がちがった",
        (CallChannel::Letter, ContactOutcome::Bounced) => "手紙がもどってきた",
        (_, outcome) => outcome.word(),
    }
}

/// What somebody may say of a way.
fn outcomes(
    channel: CallChannel,
    is_said: impl Fn(ContactOutcome) -> bool,
) -> Vec<(&'static str, &'static str)> {
    let all = ContactOutcome::ALL.iter().copied();
    let fitting = all.filter(|outcome| outcome.fits(channel) && is_said(*outcome));
    fitting
        .map(|outcome| (outcome.code(), outcome_button(channel, outcome)))
        .collect()
}

impl ChannelLine {
    fn of(view: &InquiryView, channel: CallChannel) -> Self {
        let sheet = sheet_of(channel);
        let facts = &view.entry.facts;
        let is_phone = channel == CallChannel::Phone;
        let dialled = match channel {
            CallChannel::Phone => facts.phones.first(),
            CallChannel::Fax => facts.fax.as_ref(),
            CallChannel::Mail | CallChannel::Letter | CallChannel::InPerson => None,
        };
        Self {
            code: channel.code(),
            word: channel.word(),
            is_mail: channel == CallChannel::Mail,
            is_phone,
            is_astray: view.astray.contains(&channel),
            paper: sheet.map(|sheet| InquiryPaperPath::of(view.inquiry.id, sheet)),
            number: dialled.map(number),
            // What comes back later is said of the time when it was sent.
            outcomes: outcomes(channel, |outcome| {
                is_phone || outcome == ContactOutcome::Sent
            }),
            note: String::new(),
        }
    }
}

/// What an account is called that did something, with a space before it.
pub(super) fn name_of(view: &InquiryView, by: Option<AccountId>) -> String {
    let by = by.and_then(|by| view.names.iter().find(|(known, _)| *known == by));
    by.map(|(_, name)| format!(" {name}")).unwrap_or_default()
}

impl ContactLine {
    fn of(view: &InquiryView, contact: &Contact) -> Self {
        let at = japanese_moment(contact.at.in_japan());
        let by = name_of(view, contact.by);
        let groups: Vec<&str> = contact.groups.iter().map(|group| group.word()).collect();
        let is_out = contact.outcome == ContactOutcome::Sent;
        Self {
            id: contact.id.to_string(),
            words: format!("{}: {} {at}{by}", contact.channel, contact.outcome),
            groups: groups.join("、"),
            note: contact.note.as_ref().map(ToString::to_string),
            later: if is_out && view.inquiry.state.is_open() {
                outcomes(contact.channel, |outcome| outcome != ContactOutcome::Sent)
            } else {
                Vec::new()
            },
        }
    }
}

/// The ways by which somebody may ask now.
fn channels(step: &NextStep) -> Vec<CallChannel> {
    match step {
        NextStep::Contact { channels } | NextStep::NotLeaving { channels } => channels.clone(),
        NextStep::CallAgain => vec![CallChannel::Phone],
        NextStep::Leaving
        | NextStep::WaitUntil(_)
        | NextStep::NoWay
        | NextStep::AnswerCame
        | NextStep::GiveUp
        | NextStep::Over => Vec::new(),
    }
}

impl InquiryViewPage {
    pub(super) fn of(
        shell: Shell,
        view: &InquiryView,
        (once, fault): (String, Option<String>),
    ) -> Self {
        let inquiry = &view.inquiry;
        let parts = view.groups.iter().map(|one| {
            let asked = inquiry.groups.iter().find(|asked| asked.group == one.group);
            PartLine {
                words: group_words(one),
                state: asked.map_or("", |asked| asked.state.word()),
                today: entry::part(&view.entry, one.group),
            }
        });
        let facts = &view.entry.facts;
        let ways = channels(&view.step).into_iter();
        Self {
            list: UpkeepPath::of(view.network),
            resource: ResourcePath::of(inquiry.resource),
            name: facts.name.to_string(),
            kind: facts.kind_in_words(),
            round: inquiry.round.kind.word(),
            state: inquiry.state.word(),
            is_open: inquiry.state.is_open(),
            step: step_words(&view.step),
            channels: ways.map(|channel| ChannelLine::of(view, channel)).collect(),
            forbidden: forbidden(&view.entry.profile.contact_policy)
                .into_iter()
                .map(ToString::to_string)
                .collect(),
            has_no_way: view.step == NextStep::NoWay,
            is_mail_late: matches!(view.step, NextStep::NotLeaving { .. }),
            parts: parts.collect(),
            is_replied: view.step == NextStep::AnswerCame,
            proposed: ProposedPart::all(view),
            wishes: WishLine::all(view),
            answers: AnswerLine::all(view),
            contacts: view
                .contacts
                .iter()
                .rev()
                .map(|contact| ContactLine::of(view, contact))
                .collect(),
            link_until: view.link_until.map(japanese_date),
            code: inquiry.code.to_string(),
            reply: InquiryReplyPath::of(inquiry.id),
            take: InquiryStepPath::of(inquiry.id),
            settle: SettleInquiryPath::of(inquiry.id),
            version: inquiry.version,
            entry_version: view.entry.version,
            once,
            fault,
            why: String::new(),
            left: String::new(),
            shell,
        }
    }

    /// With what somebody wrote beside a step that was not taken: in its field, or above where that is gone.
    pub(super) fn typed(&mut self, sent: &Sent) {
        let note = sent.text("note").to_owned();
        let field = if sent.text("step") == CALL_OFF {
            self.is_open.then_some(&mut self.why)
        } else {
            let mut ways = self.channels.iter_mut().filter(|way| !way.is_mail);
            let way = ways.find(|way| way.code == sent.text("channel"));
            way.map(|way| &mut way.note)
        };
        match field {
            Some(field) => *field = note,
            None => self.left = note,
        }
    }
}

/// The inquiry of an address for whoever keeps it, or how the page answers instead.
pub(super) async fn inquiry_of(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<InquiryView, Response>, PageFault> {
    let id = id.parse().map_err(|_| PageFault::NotFound)?;
    let view = site.app.inquiry(visitor.principal(), id).await?;
    found(view, visitor)
}

/// The page with why the last step was not taken.
async fn page(
    site: &Site,
    visitor: &Visitor,
    view: &InquiryView,
    fault: Option<String>,
) -> Result<InquiryViewPage, PageFault> {
    let shell = Shell::of(site, visitor, Here::Upkeep).await?;
    let said = (site.app.new_request_id(), fault);
    Ok(InquiryViewPage::of(shell, view, said))
}

/// The same with what somebody wrote beside the step that was not taken.
pub(super) async fn typed_again(
    site: &Site,
    visitor: &Visitor,
    (view, sent): (&InquiryView, &Sent),
    fault: String,
) -> Result<Response, PageFault> {
    let mut page = page(site, visitor, view, Some(fault)).await?;
    page.typed(sent);
    Ok(shown(&page))
}

/// The same with what somebody chose to do about an answer, which was not taken.
pub(super) async fn chosen_again(
    site: &Site,
    visitor: &Visitor,
    (view, sent): (&InquiryView, &Sent),
    fault: String,
) -> Result<Response, PageFault> {
    let mut page = page(site, visitor, view, Some(fault)).await?;
    page.proposed.iter_mut().for_each(|part| part.choose(sent));
    page.wishes.iter_mut().for_each(|wish| wish.choose(sent));
    Ok(shown(&page))
}

pub(crate) async fn show(
    path: InquiryPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let view = match inquiry_of(&site, &visitor, &path.inquiry).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let mut page = page(&site, &visitor, &view, None).await?;
    if let Some(sent) = drafted(&site, &visitor).await? {
        page.typed(&sent);
    }
    Ok(shown(&page))
}
