//! The board 「出せなかった手紙」: letters that wait for a person, and what that person can do. Whose letters
//! somebody sees is decided by the application.

use std::str::FromStr as _;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::letters::board::{BoardLetter, MoveRefusal};
use renkei_app::writer::Writer;
use renkei_domain::access::rule::Decision;
use renkei_domain::ids::LetterId;
use renkei_domain::record::Source;
use renkei_domain::time::{Instant, Moment};

use super::{Here, Samples, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::{asked_again, refused_on};
use crate::next::Next;
use crate::paths::{LettersPath, RetryLetterPath, WithdrawLetterPath};
use crate::session::Visitor;
use crate::words::moment::day_near;

/// The page.
#[derive(Debug, Template)]
#[template(path = "letters.html")]
pub struct LettersPage {
    shell: Shell,
    /// Why the last step was not taken.
    fault: Option<String>,
    letters: Vec<LetterLine>,
    retry: RetryLetterPath,
    withdraw: WithdrawLetterPath,
}

/// A letter in words.
#[derive(Debug, Clone)]
struct LetterLine {
    id: LetterId,
    kind: &'static str,
    about: String,
    recipient: String,
    asked_for: String,
    state: &'static str,
    may_arrive_twice: bool,
    what_happened: String,
    what_to_do: &'static str,
    /// Whether it can still be moved.
    is_in_the_house: bool,
    /// Tells the forms of this row, as they are shown now, from every other.
    once: String,
}

/// A moment near now.
pub(super) fn said(at: Instant, now: Moment) -> String {
    let at = at.in_japan();
    format!("{} {}", day_near(at.date, now.date), at.minute)
}

/// Who writes by a form of these pages, and under which key.
pub(super) fn writer(visitor: &Visitor, sent: &Sent) -> Writer {
    Writer::by(visitor.principal().clone(), Source::Page).once(sent.key())
}

fn line(site: &Site, one: &BoardLetter, now: Moment) -> LetterLine {
    let letter = &one.letter;
    let reply = letter.last.and_then(|last| last.reply);
    LetterLine {
        id: letter.id,
        kind: one.kind().word(),
        about: one.about.clone().unwrap_or_default(),
        recipient: match &one.recipient {
            Some(recipient) => recipient.to_string(),
            None => "ここでは見られません".to_owned(),
        },
        asked_for: said(letter.created_at, now),
        state: letter.state.word(),
        may_arrive_twice: letter.is_second_copy_possible,
        what_happened: match reply {
            Some(reply) => format!("{}（{reply}）", one.what_happened()),
            None => one.what_happened().to_owned(),
        },
        what_to_do: one.what_to_do(),
        is_in_the_house: letter.state.retry().is_ok(),
        once: site.app.new_request_id(),
    }
}

/// What is still asked of whoever wants to see the board, and from there back to it.
fn led(decision: Decision) -> Response {
    refused_on(decision, Next::read(&LettersPath.to_string()).as_ref())
}

async fn board(
    site: &Site,
    visitor: &Visitor,
    fault: Option<String>,
) -> Result<Response, PageFault> {
    let letters = match site.app.letter_board(visitor.principal()).await? {
        Ok(letters) => letters,
        Err(decision) => return Ok(led(decision)),
    };
    let now = site.app.now().in_japan();
    Ok(shown(&LettersPage {
        shell: Shell::of(site, visitor, Here::Letters).await?,
        fault,
        letters: letters.iter().map(|one| line(site, one, now)).collect(),
        retry: RetryLetterPath,
        withdraw: WithdrawLetterPath,
    }))
}

pub(crate) async fn show(
    _: LettersPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    board(&site, &visitor, None).await
}

pub(crate) async fn retry(
    _: RetryLetterPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let (writer, letter) = (writer(&visitor, &sent), letter(&sent)?);
    let moved = site.app.retry_letter(&writer, letter).await?;
    answered(&site, &visitor, moved).await
}

pub(crate) async fn withdraw(
    _: WithdrawLetterPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let (writer, letter) = (writer(&visitor, &sent), letter(&sent)?);
    let moved = site.app.withdraw_letter(&writer, letter).await?;
    answered(&site, &visitor, moved).await
}

/// The letter that a form names.
fn letter(sent: &Sent) -> Result<LetterId, PageFault> {
    LetterId::from_str(sent.text("letter")).map_err(|_| PageFault::NotFound)
}

async fn answered(
    site: &Site,
    visitor: &Visitor,
    moved: Result<(), MoveRefusal>,
) -> Result<Response, PageFault> {
    match moved {
        Ok(()) => Ok(Redirect::to(&LettersPath.to_string()).into_response()),
        Err(MoveRefusal::NotFound) => Err(PageFault::NotFound),
        Err(MoveRefusal::NotAllowed(decision)) => Ok(led(decision)),
        Err(refusal @ (MoveRefusal::Step(_) | MoveRefusal::KeyReused(_))) => {
            let page = board(site, visitor, Some(refusal.to_string())).await?;
            Ok(asked_again(page))
        }
    }
}

impl Samples for LettersPage {
    fn samples() -> Vec<(&'static str, Self)> {
        use renkei_domain::letters::delivery::DeliveryOutcome;
        use renkei_domain::letters::kind::LetterKind;
        use renkei_domain::letters::state::LetterState;

        let letter = |about: &str, recipient: &str, outcome: DeliveryOutcome| LetterLine {
            id: LetterId::from_uuid(Default::default()),
            kind: LetterKind::AccountInvitation.word(),
            about: about.to_owned(),
            recipient: recipient.to_owned(),
            asked_for: "11月20日(金) 10:00".to_owned(),
            state: LetterState::Undeliverable.word(),
            may_arrive_twice: outcome == DeliveryOutcome::AnswerMissing,
            what_happened: format!("{}（550）", outcome.word()),
            what_to_do: outcome.advice(),
            is_in_the_house: true,
            once: "01932f00000070028000000000000001".to_owned(),
        };
        let page = |fault: Option<&str>, letters: Vec<LetterLine>| Self {
            shell: Shell::sample_of("高槻 はるか").at(Here::Letters),
            fault: fault.map(str::to_owned),
            letters,
            retry: RetryLetterPath,
            withdraw: WithdrawLetterPath,
        };
        let usual = letter(
            "摂津 みのり さん（ひなた就労支援室 の 職員）",
            "minori@example.jp",
            DeliveryOutcome::Refused,
        );
        let doubtful = LetterLine {
            state: LetterState::Sent.word(),
            is_in_the_house: false,
            ..letter("", "hinata@example.jp", DeliveryOutcome::AnswerMissing)
        };
        let long = "とても長い名前の障がい者就労支援ネットワーク".repeat(6);
        let longest = letter(
            &format!("{long} さん（{long} の 事務局）"),
            &format!("{}@example.jp", "a".repeat(240)),
            DeliveryOutcome::NotAdmitted,
        );
        vec![
            ("usual", page(None, vec![usual, doubtful])),
            ("empty", page(None, Vec::new())),
            (
                "longest",
                page(Some("もう送ってあります。"), vec![longest; 20]),
            ),
        ]
    }
}
