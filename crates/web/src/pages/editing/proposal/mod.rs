//! What anybody would put right in the directory. [`make`] is the form of an entry, [`missing`] that of an office which is
//! not there, both for whoever has no account; [`own`] says by a code what came of it, which is typed at [`enter`].
//! [`waiting`] lists what waits for a desk and what was decided last, [`files`] gives that as a file, [`decide`] is one of them.

pub mod decide;
pub mod enter;
pub(crate) mod files;
pub mod make;
pub mod missing;
pub mod own;
mod samples;
pub mod waiting;

use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::edit::proposal::ProposalRefusal;
use renkei_app::directory::edit::proposal::make::NewProposal;
use renkei_domain::directory::proposal::{LONGEST_BASIS, ProposedChange, ProposedField};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::text::Prose;

use super::kit::{Faults, Reading};
use crate::Site;
use crate::device::CallingDevice;
use crate::error::PageFault;
use crate::form::{Field, Sent};
use crate::pages::letters::writer;
use crate::paths::OwnProposalPath;
use crate::session::Visitor;

/// What every proposal asks for: how somebody knows, and where they want to be told.
fn fields(sent: &Sent, faults: &Faults) -> [Field; 2] {
    let longest = u16::try_from(LONGEST_BASIS).unwrap_or(u16::MAX);
    [
        Field::prose("basis", "どうやって知りましたか", sent.text("basis"))
            .at_most(longest)
            .hinted("例: きょう電話をしたら、新しい番号の案内が流れた。人の名前や病気のことは書かないでください。")
            .wrong(faults.of("basis")),
        Field::mail("mail", "結果を知らせるメールアドレス（なくてもかまいません）", sent.text("mail"))
            .filled_by("email")
            .hinted("書かなくても、送ったあとに出る番号で 結果を読めます。ほかのことには使いません。")
            .wrong(faults.of("mail")),
    ]
}

/// How somebody knows, and where they want to be told.
fn told(reading: &mut Reading<'_>, sent: &Sent) -> Option<(Prose, Option<MailAddress>)> {
    let basis = reading.prose("basis");
    if sent.text("basis").is_empty() {
        reading.wrong("basis", "どうやって知ったかを、ひとことで書いてください。");
    }
    let is_long = |text: &Prose| text.as_str().chars().count() > LONGEST_BASIS;
    if basis.as_ref().is_some_and(is_long) {
        reading.wrong(
            "basis",
            format!("{LONGEST_BASIS}文字以内で書いてください。"),
        );
    }
    let mail = match sent.text("mail") {
        "" => None,
        typed => match MailAddress::parse(typed) {
            Ok(address) => Some(address),
            Err(_) => {
                let words = "メールアドレスを確かめてください。なければ、空にします。";
                reading.wrong("mail", words);
                None
            }
        },
    };
    Some((basis?, mail))
}

/// What is said beside the value that goes into the directory.
const fn value_hint(field: ProposedField) -> &'static str {
    match field {
        ProposedField::Hours => "「月-金 9:00-17:00; 祝 休み」のように書きかえてください。",
        ProposedField::City => "市区町村の名前にしてください。例: 大阪府高槻市",
        ProposedField::Gone => "理由。ここを紹介された人が読みます。なくてもかまいません。",
        _ => "受け入れるときは、この内容が名簿に入ります。書きかえられます。",
    }
}

/// What somebody wants to stand in a field, in words.
fn wanted_words(change: &ProposedChange) -> String {
    match &change.wanted {
        Some(text) => text.to_string(),
        None if change.field == ProposedField::Gone => "この機関は もう ない".to_owned(),
        None => "（空にする）".to_owned(),
    }
}

/// What becomes of a proposal that was sent.
enum Sending {
    /// It was taken, and this is the way on.
    Taken(Response),
    /// It was not, for now.
    Later { words: String, seconds: u64 },
    /// It was not; the form is shown again.
    Refused(String),
}

async fn send(
    site: &Site,
    visitor: &Visitor,
    (sent, CallingDevice(device)): (&Sent, CallingDevice),
    new: NewProposal,
) -> Result<Sending, PageFault> {
    let writer = writer(visitor, sent);
    let done = site.app.propose(&writer, device.address, new).await?;
    let refusal = match done {
        Ok(code) => {
            let path = OwnProposalPath::of(&code.to_string());
            let to = format!("{path}?sent=yes");
            return Ok(Sending::Taken(Redirect::to(&to).into_response()));
        }
        Err(refusal) => refusal,
    };
    Ok(match refusal {
        ProposalRefusal::Edit(EditRefusal::NotFound) => return Err(PageFault::NotFound),
        ProposalRefusal::Edit(EditRefusal::KeyReused(_)) => Sending::Refused(
            "この画面からは、もう1つ受けとりました。ほかのことも知らせるときは、もう一度押してください。"
                .to_owned(),
        ),
        ProposalRefusal::TooMany { retry_after } => Sending::Later {
            words: refusal.to_string(),
            seconds: retry_after,
        },
        refusal => Sending::Refused(refusal.to_string()),
    })
}
