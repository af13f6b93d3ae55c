//! Sheets of paper as PDF: `renkei-app` says what stands on one, `renkei-print` sets it, and this puts the
//! words around it that both leave open: where to go, whom to ask, what the file is called.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use renkei_app::paper::{CardSheet, CodeSheet, InvitationSheet, Letterhead, Sheet};
use renkei_domain::people::{PaperCode, Standing};
use renkei_print::{
    Code, Contact, Paper, Place, PrintOptions, Printed, Ruby, Words, render, sheets,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::Site;
use crate::address::Origin;
use crate::error::PageFault;
use crate::pages::invitation::standing_words;
use crate::paths::{CardEntryPath, InvitationPath, InvitationsPath};
use crate::secretariat::number;

mod called;
mod calls;
mod cases;
mod conference;
mod consents;
mod coverage;
mod handbook;
mod handover;
pub(crate) mod inquiry;
pub(crate) mod map;
mod material;
mod meetings;
mod observation;
mod person_copy;
mod polled;
mod records;
#[cfg(test)]
mod tests;

/// How many sheets are set at once. Each takes a core for some milliseconds and a few MB; whoever waits
/// longer than an answer may take is told so.
const AT_ONCE: usize = 2;

/// Characters that stand together on a sheet.
const GROUP: usize = 4;

/// Sets sheets, a few at a time. A handbook takes seconds and much memory: one is set at once, so that a turn is left to
/// whatever is short.
#[derive(Debug, Clone)]
pub struct Press {
    turns: Arc<Semaphore>,
    long: Arc<Semaphore>,
}

impl Default for Press {
    fn default() -> Self {
        Self {
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            long: Arc::new(Semaphore::new(1)),
        }
    }
}

impl Press {
    async fn set(
        &self,
        sheet: renkei_print::Sheet,
        options: PrintOptions,
    ) -> Result<Printed, PageFault> {
        let long = match sheet {
            renkei_print::Sheet::Handbook(_) => Some(turn_of(&self.long).await?),
            _ => None,
        };
        let turn = turn_of(&self.turns).await?;
        // The turn ends with the work, even if nobody waits for it any more.
        let done = tokio::task::spawn_blocking(move || {
            let _turns = (long, turn);
            render(&sheet, &options)
        });
        match done.await {
            Ok(set) => set.map_err(|fault| PageFault::Broken(fault.to_string())),
            // What a panic says may hold what stood on the sheet, and this ends in the log.
            Err(_) => Err(PageFault::Broken("setting a sheet broke off".to_owned())),
        }
    }
}

async fn turn_of(turns: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, PageFault> {
    let turn = Arc::clone(turns).acquire_owned().await;
    turn.map_err(|closed| PageFault::Broken(closed.to_string()))
}

/// A sheet with everything that is said around it.
#[derive(Debug)]
struct ToPrint {
    sheet: renkei_print::Sheet,
    ruby: Ruby,
    /// What the file is called. No name of a person stands in it: files lie about.
    name: &'static str,
    /// The same for programs that know ASCII alone.
    plain_name: &'static str,
}

/// Answers with a sheet as PDF, whose links lead to an address.
pub(crate) async fn on_paper(
    site: &Site,
    sheet: &Sheet,
    origin: Option<&Origin>,
) -> Result<Response, PageFault> {
    answered(site, to_print(sheet, origin), Paper::A4).await
}

/// Sets a sheet and answers with it.
async fn answered(site: &Site, to_print: ToPrint, paper: Paper) -> Result<Response, PageFault> {
    let options = PrintOptions {
        ruby: to_print.ruby,
        issued_on: site.app.now().in_japan().date,
        paper,
    };
    let disposition = disposition(to_print.plain_name, to_print.name);
    let disposition = HeaderValue::from_str(&disposition)
        .map_err(|fault| PageFault::Broken(fault.to_string()))?;
    let printed = site.press.set(to_print.sheet, options).await?;
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
        (CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, printed.pdf).into_response())
}

/// RFC 6266: the page with its secret stays open while the file is taken beside it, and the name is told
/// twice, the Japanese one as RFC 8187 (once 5987) writes it.
pub(crate) fn disposition(plain_name: &str, name: &str) -> String {
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing into a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    format!("attachment; filename=\"{plain_name}\"; filename*=UTF-8''{encoded}")
}

fn to_print(sheet: &Sheet, origin: Option<&Origin>) -> ToPrint {
    match sheet {
        Sheet::Codes(sheet) => codes(sheet),
        Sheet::Invitation(sheet) => invitation(sheet, origin),
        Sheet::Card(sheet) => card(sheet, origin),
        Sheet::Calls(sheet) => calls::calls(sheet),
        Sheet::Observation(sheet) => observation::observation(sheet),
        Sheet::Team(sheet) => cases::team(sheet),
        Sheet::Emergency(sheet) => cases::emergency(sheet),
        Sheet::Records(sheet) => records::records(sheet),
        Sheet::ConsentForm(sheet) => consents::form(sheet),
        Sheet::ConsentCopy(sheet) => consents::copy(sheet),
        Sheet::PersonCopy(sheet) => person_copy::copy(sheet),
        Sheet::Agenda(sheet) => conference::agenda(sheet),
        Sheet::PersonCall(sheet) => conference::person_call(sheet),
        Sheet::Material(sheet) => material::material(sheet),
        Sheet::AfterMeeting(sheet) => conference::after_meeting(sheet),
        Sheet::HandoverRecord(sheet) => handover::record(sheet),
        Sheet::FaxCall(sheet) => called::fax(sheet),
        Sheet::FaxTest(sheet) => called::fax_test(sheet),
        Sheet::PollForm(sheet) => polled::form(sheet),
        Sheet::CallLetter(sheet) => called::letter(sheet),
        Sheet::PhoneScript(sheet) => called::phone(sheet),
        Sheet::MeetingNotice(sheet) => meetings::notice(sheet),
        Sheet::Coverage(sheet) => coverage::table(sheet),
        Sheet::Handbook(sheet) => handbook::handbook(sheet),
    }
}

fn codes(sheet: &CodeSheet) -> ToPrint {
    ToPrint {
        sheet: renkei_print::Sheet::Codes(sheets::CodeSheet {
            network: network(&sheet.head),
            for_whom: sheet.name.as_str().into(),
            codes: sheet.codes.iter().map(code).collect(),
            secretariat: contact(&sheet.head),
        }),
        ruby: Ruby::Off,
        name: "ログインの番号の一覧.pdf",
        plain_name: "codes.pdf",
    }
}

fn invitation(sheet: &InvitationSheet, origin: Option<&Origin>) -> ToPrint {
    let view = &sheet.invitation;
    let place = origin.map(|origin| Place {
        address: format!("{origin}{InvitationsPath}"),
        qr: format!("{origin}{}", InvitationPath::of(&sheet.code.to_string())),
    });
    ToPrint {
        ruby: match view.standing {
            Standing::Person => Ruby::On,
            Standing::Coordinator(_) | Standing::Staff(_) | Standing::Operator => Ruby::Off,
        },
        sheet: renkei_print::Sheet::Invitation(sheets::InvitationSheet {
            network: network(&sheet.head),
            for_whom: view.name.as_str().into(),
            role: standing_words(view.standing, view.place.as_deref()).into(),
            code: code(&sheet.code),
            place,
            valid_until: view.expires_at.in_japan(),
            secretariat: contact(&sheet.head),
        }),
        name: "招待状.pdf",
        plain_name: "invitation.pdf",
    }
}

fn card(sheet: &CardSheet, origin: Option<&Origin>) -> ToPrint {
    let path = CardEntryPath::of(&sheet.code.to_string());
    let address = origin.map_or_else(|| path.to_string(), |origin| format!("{origin}{path}"));
    ToPrint {
        sheet: renkei_print::Sheet::PersonCard(sheets::PersonCard {
            network: network(&sheet.head),
            name: sheet.name.as_ref().map(|name| name.as_str().into()),
            place: Place {
                address: address.clone(),
                qr: address,
            },
            lost: lost(sheet),
        }),
        ruby: Ruby::On,
        name: "自分のカード.pdf",
        plain_name: "card.pdf",
    }
}

/// Whom to call when a card is lost: the secretariat, which knows how to reach whom the owner asked.
fn lost(sheet: &CardSheet) -> Contact {
    let contact = contact(&sheet.head);
    let name = match (&sheet.keeper, &sheet.head.secretariat) {
        (Some(keeper), Some(secretariat)) => {
            format!("{}（{keeper} さんに つないでもらう）", secretariat.name).into()
        }
        (Some(keeper), None) => format!("{keeper} さん").into(),
        (None, _) => return contact,
    };
    Contact { name, ..contact }
}

fn code(code: &PaperCode) -> Code {
    Code::in_groups(code.letters(), GROUP)
}

fn network(head: &Letterhead) -> Words {
    head.network.as_deref().unwrap_or("この名簿").into()
}

/// Whom to ask. Where no secretariat was appointed, the reader knows who handed the sheet over.
fn contact(head: &Letterhead) -> Contact {
    let Some(secretariat) = &head.secretariat else {
        return Contact {
            name: "この紙をわたした人".into(),
            phone: None,
            hours: None,
            mail: None,
        };
    };
    Contact {
        name: secretariat.name.as_str().into(),
        phone: secretariat.phone.as_ref().map(number),
        hours: None,
        mail: secretariat.mail.clone(),
    }
}
