//! `renkei letter test|board|retry|withdraw`: letters, as whoever runs the installation sees them.

use clap::{Args, Subcommand};
use renkei_app::letters::board::{BoardLetter, MoveRefusal};
use renkei_app::writer::Writer;
use renkei_app::{App, Caller, StoreFault};
use renkei_domain::access::principal::Principal;
use renkei_domain::ids::LetterId;
use renkei_domain::letters::address::MailAddress;
use renkei_domain::record::Source;

use super::courier::complain_of_no_mail;
use crate::settings::Settings;
use crate::wiring::{application, report_store};
use crate::{Ended, voice};

/// What to do with letters.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Queue a letter that says no more than that it arrived
    Test {
        /// To whom
        address: String,
    },
    /// Show the letters that could not be sent or may arrive twice
    Board,
    /// Begin another round of tries
    Retry {
        /// Which letter
        letter: LetterId,
    },
    /// Take back a letter that has not left
    Withdraw {
        /// Which letter
        letter: LetterId,
    },
}

pub(super) async fn run(settings: &Settings, arguments: &Arguments) -> Ended {
    let app = match application(&settings.place(), &settings.key_place()).await {
        Ok(app) => app,
        Err(fault) => return report_store(&fault),
    };
    let writer = Writer::by(Principal::installation(), Source::Command);
    let done = match &arguments.what {
        What::Test { address } => test(&app, settings, address).await,
        What::Board => board(&app).await,
        What::Retry { letter } => app
            .retry_letter(&writer, *letter)
            .await
            .map(|moved| report_move(moved, "letter_queued", "もう一度 送ります。", *letter)),
        What::Withdraw { letter } => app
            .withdraw_letter(&writer, *letter)
            .await
            .map(|moved| report_move(moved, "letter_withdrawn", "取りやめました。", *letter)),
    };
    let closed = app.close().await;
    match done.and_then(|ended| closed.map(|()| ended)) {
        Ok(ended) => ended,
        Err(fault) => report_store(&fault),
    }
}

async fn test(app: &App, settings: &Settings, address: &str) -> Result<Ended, StoreFault> {
    if settings.mail.is_none() {
        complain_of_no_mail();
        return Ok(Ended::Usage);
    }
    let to = match MailAddress::parse(address) {
        Ok(to) => to,
        Err(fault) => {
            voice::complain("ADDRESS", &fault.to_string(), "not a mail address");
            return Ok(Ended::Usage);
        }
    };
    let letter = app.queue_test_letter(Caller::COMMAND, to).await?;
    voice::say(
        "letter_queued",
        "試しの手紙を頼みました。renkei serve か renkei courier が動いていれば、数秒で出ていきます。",
        serde_json::json!({ "letter": letter.to_string() }),
    );
    Ok(Ended::Done)
}

async fn board(app: &App) -> Result<Ended, StoreFault> {
    // The installation may see all of its letters.
    let board = app.letter_board(&Principal::installation()).await?;
    let letters = board.unwrap_or_default();
    if letters.is_empty() {
        voice::say(
            "board",
            "出せなかった手紙は ありません。",
            serde_json::json!({ "letters": 0 }),
        );
    }
    for one in &letters {
        show(one);
    }
    Ok(Ended::Done)
}

fn show(one: &BoardLetter) {
    let letter = &one.letter;
    let recipient = one.recipient.as_ref().map(ToString::to_string);
    let reply = letter.last.and_then(|last| last.reply);
    let doubt = if letter.is_second_copy_possible {
        "【二重の可能性】"
    } else {
        ""
    };
    let sentence = format!(
        "{}  {}（{}）{doubt}\n  あて先: {}\n  {}{}\n  → {}",
        letter.id,
        one.kind().word(),
        letter.state.word(),
        recipient.as_deref().unwrap_or("わかりません"),
        one.what_happened(),
        reply.map_or_else(String::new, |reply| format!("（{reply}）")),
        one.what_to_do(),
    );
    voice::say(
        "letter",
        &sentence,
        serde_json::json!({
            "letter": letter.id.to_string(),
            "kind": one.kind().code(),
            "state": letter.state.code(),
            "outcome": letter.last.map(|last| last.outcome.code()),
            "reply": reply,
            "tries": letter.tries,
            "second_copy_possible": letter.is_second_copy_possible,
            "recipient": recipient,
            "what_to_do": one.what_to_do(),
        }),
    );
}

fn report_move(
    moved: Result<(), MoveRefusal>,
    event: &str,
    sentence: &str,
    letter: LetterId,
) -> Ended {
    match moved {
        Ok(()) => {
            let fields = serde_json::json!({ "letter": letter.to_string() });
            voice::say(event, sentence, fields);
            Ended::Done
        }
        Err(refusal) => {
            voice::complain(
                refusal.code(),
                &refusal.to_string(),
                "the letter stays as it is",
            );
            Ended::Refused
        }
    }
}
