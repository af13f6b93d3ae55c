//! Typing in what an agency answered by FAX, letter, phone or mail, with the boxes in the order of the sheet.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::directory::inquiry::SeenInquiry;
use renkei_app::directory::inquiry::view::InquiryView;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::inquiry::ContactOutcome;

use super::view::inquiry_of;
use super::{CHANNELS, refusal_words};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Field, Form, Group, Sent};
use crate::gate::{asked_again, drafted_or, ended};
use crate::pages::cases::faults::Faults;
use crate::pages::inquiry::fields::{ALL, packed, parts, read};
use crate::pages::inquiry::parted;
use crate::pages::inquiry::shown::{Changes, asked_then, carried};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{InquiryPath, InquiryReplyPath, UpkeepPath};
use crate::session::Visitor;

pub(super) const BUTTON: &str = "この答えを入れる";

/// The page.
#[derive(Debug, Template)]
#[template(path = "upkeep_reply.html")]
pub struct InquiryReplyPage {
    shell: Shell,
    list: UpkeepPath,
    inquiry: InquiryPath,
    name: String,
    code: String,
    form: Form,
    /// What stands of each part of the form today.
    today: Vec<Option<Vec<String>>>,
    /// Why it was not taken, where that is not the fault of one field.
    fault: Option<String>,
}

/// What can be answered: what is still asked.
fn asked(view: &InquiryView) -> Vec<FieldGroup> {
    view.inquiry.asked()
}

/// The way by which they were asked last, which is how most answers come.
fn usual_channel(view: &InquiryView) -> CallChannel {
    let sent = view.contacts.iter().rev();
    let mut sent = sent.filter(|contact| contact.outcome != ContactOutcome::NotSent);
    sent.next()
        .map_or(CallChannel::Fax, |contact| contact.channel)
}

/// The form as it is first shown.
pub(super) fn fresh(view: &InquiryView) -> Sent {
    let mut packed = packed(&view.entry, &asked(view));
    packed.put("channel", usual_channel(view).code());
    packed.sent()
}

impl InquiryReplyPage {
    pub(super) fn of(
        (shell, form): (Shell, Form),
        view: &InquiryView,
        (sent, faults): (&Sent, &Faults),
        fault: Option<String>,
    ) -> Self {
        let ways = CHANNELS.iter();
        let ways = ways.map(|one| Choice::of(one.code(), one.word(), sent.text("channel")));
        let all = Choice {
            value: "yes".to_owned(),
            word: "変更なし（ぜんぶ このままで合っています）".to_owned(),
            is_chosen: sent.text(ALL) == "yes",
        };
        let (groups, today) = parted(parts(&view.entry, &asked(view), sent, faults));
        let form = Form {
            groups,
            hidden: carried(sent),
            ..form
        };
        // What was shown of the entry goes along as it was; the inquiry is shown as it stands.
        let form = form.carrying("version", view.inquiry.version);
        Self {
            shell,
            list: UpkeepPath::of(view.network),
            inquiry: InquiryPath::of(view.inquiry.id),
            name: view.entry.facts.name.to_string(),
            code: view.inquiry.code.to_string(),
            form: form.with([
                Field::one("channel", "どの方法で来ましたか", ways.collect())
                    .wrong(faults.of("channel")),
                Field::any(ALL, "はじめの欄", vec![all]),
            ]),
            today,
            fault,
        }
    }

    /// Each part of the form with what stands there today.
    fn parts(&self) -> impl Iterator<Item = (&Group, &Option<Vec<String>>)> {
        self.form.groups.iter().zip(&self.today)
    }
}

async fn page(
    site: &Site,
    visitor: &Visitor,
    (path, view): (&InquiryReplyPath, &InquiryView),
    typed: (&Sent, &Faults),
    fault: Option<String>,
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Upkeep).await?;
    let form = Form::new(site, path, BUTTON);
    Ok(shown(&InquiryReplyPage::of(
        (shell, form),
        view,
        typed,
        fault,
    )))
}

pub(crate) async fn show(
    path: InquiryReplyPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let view = match inquiry_of(&site, &visitor, &path.inquiry).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let sent = drafted_or(&site, &visitor, || fresh(&view)).await?;
    let typed = (&sent, &Faults::default());
    page(&site, &visitor, (&path, &view), typed, None).await
}

pub(crate) async fn save(
    path: InquiryReplyPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match inquiry_of(&site, &visitor, &path.inquiry).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let asked = asked(&view);
    let changes = Changes::since(&view.entry, &asked, &sent);
    let mut faults = Faults::default();
    let channel = faults.word(&sent, "channel", CallChannel::from_code);
    let reply = read(&asked_then(&sent), &sent, &mut faults);
    let fault = match (reply, channel) {
        (Ok(Some(reply)), Some(channel)) => {
            let seen = SeenInquiry {
                id: view.inquiry.id,
                version: sent.text("version").parse().unwrap_or(-1),
            };
            let version = changes.version(&view.entry, &sent);
            let by = writer(&visitor, &sent);
            let app = &site.app;
            let done = app.record_inquiry_answer(&by, seen, version, channel, reply);
            let done = done.await?;
            let to = |_| InquiryPath::of(view.inquiry.id).to_string();
            match ended((&site, &visitor), done, to, refusal_words).await? {
                Ok(answer) => return Ok(answer),
                Err(words) => Some(words),
            }
        }
        (Ok(_), _) => None,
        (Err(words), _) => Some(words),
    };
    let (sent, faults, fault) = if changes.are_none() {
        (sent, faults, fault)
    } else {
        let words = changes.words(&sent);
        let again = changes.again(&view.entry, &asked, &sent);
        (again, changes.faults(), Some(words))
    };
    let typed = (&sent, &faults);
    let page = page(&site, &visitor, (&path, &view), typed, fault).await?;
    Ok(asked_again(page))
}
