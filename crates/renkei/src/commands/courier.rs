//! `renkei courier`: carries letters out until told to end, without serving anything.

use renkei_app::{App, Place};
use renkei_delivery::letters::smtp::Mailer;
use renkei_web::PublicAddress;

use super::ending::end;
use crate::courier::Courier;
use crate::mail_reader::MailReader;
use crate::sealer::Sealing;
use crate::settings::Settings;
use crate::settings::mail::Mail;
use crate::wiring::{application, is_demo, report_store};
use crate::{Ended, voice};

pub(super) async fn run(settings: &Settings) -> Ended {
    let Some(mail) = &settings.mail else {
        complain_of_no_mail();
        return Ended::Usage;
    };
    let place = settings.place();
    if let Place::Folder(folder) = &place
        && is_demo(folder)
    {
        voice::complain(
            "DEMO_SENDS_NOTHING",
            "体験用の名簿からは、手紙を送れません。--data で別のフォルダを使ってください。",
            "a demo writes to nobody",
        );
        return Ended::Refused;
    }
    let address = match public_address(settings) {
        Ok(address) => address,
        Err(ended) => return ended,
    };
    let mailer = match mailer(mail) {
        Ok(mailer) => mailer,
        Err(ended) => return ended,
    };
    let app = match application(&place, &settings.key_place()).await {
        Ok(app) => app,
        Err(fault) => return report_store(&fault),
    };
    let (app, reader) = match reader(app, settings) {
        Ok(both) => both,
        Err(ended) => return ended,
    };
    // Whoever reads the next line may ask the process to end at once.
    let end = end();
    voice::say(
        "carrying",
        "手紙を送り出しています。止めるときは Ctrl+C を押してください。",
        serde_json::json!({}),
    );
    let sealing = Sealing::begin(app.clone());
    let courier = Courier::new(app.clone(), mailer)
        .linking(&address)
        .reading(reader);
    courier.run(end).await;
    sealing.end().await;
    match app.close().await {
        Ok(()) => Ended::Done,
        Err(fault) => report_store(&fault),
    }
}

/// Where people reach the installation, or what is wrong with the setting.
pub(super) fn public_address(settings: &Settings) -> Result<PublicAddress, Ended> {
    settings.public_address().map_err(|fault| {
        voice::complain("SETTINGS", &fault, "public_url");
        Ended::Usage
    })
}

/// Makes ready to send, or says why not.
pub(super) fn mailer(mail: &Mail) -> Result<Mailer, Ended> {
    let complain = |fault: &str| {
        voice::complain(
            "MAIL_SETTINGS",
            "設定 [mail] では手紙を送れません。ca_file・from・from_name を確かめてください。",
            fault,
        );
        Ended::Usage
    };
    let settings = mail.checked().map_err(|fault| complain(&fault))?;
    Mailer::new(settings).map_err(|fault| complain(&fault.to_string()))
}

/// The application with letters whose answers are read, and what reads them; or what is wrong with the settings.
pub(super) fn reader(app: App, settings: &Settings) -> Result<(App, Option<MailReader>), Ended> {
    let Some(mailbox) = &settings.mailbox else {
        return Ok((app, None));
    };
    let mailbox = mailbox.ready().map_err(|fault| {
        voice::complain(
            "MAILBOX_SETTINGS",
            "設定 [mailbox] では返事のメールを読めません。maildir か imap、password_file、reply_to を確かめてください。",
            &fault,
        );
        Ended::Usage
    })?;
    let app = app.answered_at(mailbox.reply_to.clone());
    let reader = MailReader::new(app.clone(), mailbox);
    Ok((app, Some(reader)))
}

/// Says that no mail server is named.
pub(super) fn complain_of_no_mail() {
    voice::complain(
        "NO_MAIL",
        "メールサーバーが決まっていません。renkei.toml の [mail] に host と from を書いてください。",
        "there are no settings [mail]",
    );
}
