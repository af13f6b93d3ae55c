//! `renkei user add`: the code by which the first account, or another operator's, is made.

use clap::{Args, Subcommand};

use crate::settings::Settings;
use crate::wiring::{application, report_store};
use crate::{Ended, voice};

/// What to do.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    way: Way,
}

#[derive(Debug, Subcommand)]
enum Way {
    /// Invite an operator: prints a code that makes one account
    Add,
}

pub(super) async fn run(settings: &Settings, arguments: &Arguments) -> Ended {
    let app = match application(&settings.place()).await {
        Ok(app) => app,
        Err(fault) => return report_store(&fault),
    };
    let Way::Add = &arguments.way;
    let invited = app.first_account_code().await;
    if let Err(fault) = app.close().await {
        return report_store(&fault);
    }
    match invited {
        Ok(Ok(code)) => {
            let local = format!("http://{}", settings.listen);
            let base = settings.public_url.as_ref().unwrap_or(&local);
            let base = base.trim_end_matches('/');
            let page = format!("{base}/invitation/{code}");
            voice::say(
                "invitation",
                &format!(
                    "運用者を招くコードです。2週間のうちに1回だけ使えます:\n\n  {code}\n\nサーバを動かして、次のページを開いてください:\n\n  {page}"
                ),
                serde_json::json!({ "code": code, "path": format!("/invitation/{code}") }),
            );
            Ended::Done
        }
        Ok(Err(refusal)) => {
            voice::complain(
                refusal.code(),
                &refusal.to_string(),
                "the invitation was refused",
            );
            Ended::Refused
        }
        Err(fault) => report_store(&fault),
    }
}
