//! `renkei user`: the code by which the first account, or another operator's, is made, the link by which
//! somebody who has lost password or second factor comes back to theirs, stopping an account or a card, ending
//! an operator ([`operator`]), and erasing a person ([`erase`]).

mod erase;
mod operator;

use clap::{Args, Subcommand};
use renkei_app::App;
use renkei_app::people::AccountRefusal;
use renkei_domain::access::principal::Principal;

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
    /// Let somebody choose a new password and second factor: prints a link that works once
    Reset {
        /// The mail address by which they sign in
        mail: String,
    },
    /// Stop an account at once: its sessions end and its tokens open nothing
    Disable {
        /// The mail address by which they sign in
        mail: String,
        /// The mail address of whoever keeps the network from now on, where they were the last to do so
        #[arg(long, value_name = "MAIL")]
        successor: Option<String>,
    },
    /// End what somebody is as an operator, as of today; the account and what else they are stay
    EndOperator {
        /// The mail address by which they sign in
        mail: String,
        /// The mail address of another operator, who answers for the invitations they sent as one
        #[arg(long, value_name = "MAIL")]
        successor: Option<String>,
    },
    /// Stop the card of a person who has lost it and cannot come in otherwise; the account stays
    StopCard {
        /// The mail address of the account
        mail: String,
    },
    /// Bring a stopped account back, with the memberships that still hold
    Enable {
        /// The mail address by which they sign in
        mail: String,
    },
    /// Erase a person for good, by the mail address of their account or the number of their case: what tells of
    /// them is taken out
    Erase(erase::Arguments),
    /// Take out of the database's files what erased rows left behind, and name copies that still hold a destroyed
    /// key; erase does it too
    Sweep,
}

/// What becomes of an account.
#[derive(Debug, Clone, Copy)]
enum To<'m> {
    /// Stopped, with who keeps their network from now on.
    Disabled(Option<&'m str>),
    Enabled,
}

pub(super) async fn run(settings: &Settings, arguments: &Arguments) -> Ended {
    let app = match application(&settings.place(), &settings.key_place()).await {
        Ok(app) => app,
        Err(fault) => return report_store(&fault),
    };
    let ended = match &arguments.way {
        Way::Add => add(settings, &app).await,
        Way::Reset { mail } => reset(settings, &app, mail).await,
        Way::Disable { mail, successor } => {
            set(&app, mail, To::Disabled(successor.as_deref())).await
        }
        Way::EndOperator { mail, successor } => {
            operator::end(&app, mail, successor.as_deref()).await
        }
        Way::StopCard { mail } => stop_card(&app, mail).await,
        Way::Enable { mail } => set(&app, mail, To::Enabled).await,
        Way::Erase(arguments) => erase::run(&app, &settings.place(), arguments).await,
        Way::Sweep => erase::sweep(&app, &settings.place()).await,
    };
    match app.close().await {
        Ok(()) => ended,
        Err(fault) => report_store(&fault),
    }
}

async fn add(settings: &Settings, app: &App) -> Ended {
    match app.first_account_code().await {
        Ok(Ok(code)) => {
            let path = format!("/invitation/{code}");
            let page = page(settings, &path);
            voice::say(
                "invitation",
                &format!(
                    "運用者を招くコードです。2週間のうちに1回だけ使えます:\n\n  {code}\n\nサーバを動かして、次のページを開いてください:\n\n  {page}"
                ),
                serde_json::json!({ "code": code, "path": path }),
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

async fn reset(settings: &Settings, app: &App, mail: &str) -> Ended {
    match app.offer_reset(mail).await {
        Ok(Ok(offered)) => {
            let (name, code) = (&offered.name, &offered.code);
            let path = format!("/reset/{code}");
            let page = page(settings, &path);
            voice::say(
                "reset",
                &format!(
                    "{name} さんが、パスワードと2つめの確認を決めなおすページです。24時間のうちに1回だけ使えます:\n\n  {page}\n\n本人だとわかる人に、じかに伝えてください。使うまでは、いまのパスワードのままです。"
                ),
                serde_json::json!({ "code": code, "path": path }),
            );
            Ended::Done
        }
        Ok(Err(refusal)) => {
            voice::complain(refusal.code(), &refusal.to_string(), "no link was made");
            Ended::Refused
        }
        Err(fault) => report_store(&fault),
    }
}

async fn set(app: &App, mail: &str, to: To<'_>) -> Ended {
    let (id, name) = match app.account_by_address(mail).await {
        Ok(Some(found)) => found,
        Ok(None) => return refused(&AccountRefusal::NotFound),
        Err(fault) => return report_store(&fault),
    };
    let installation = Principal::installation();
    let done = match to {
        To::Disabled(successor) => {
            let named: Vec<String> = successor.into_iter().map(str::to_owned).collect();
            let successor = match erase::successors(app, &named).await {
                Ok(Some(known)) => known.into_iter().next(),
                Ok(None) => return Ended::Refused,
                Err(fault) => return report_store(&fault),
            };
            app.disable_account(&installation, id, successor).await
        }
        To::Enabled => app.enable_account(&installation, id).await,
    };
    match done {
        Ok(Ok(())) => {}
        Ok(Err(refusal)) => return refused(&refusal),
        Err(fault) => return report_store(&fault),
    }
    let (event, sentence) = match to {
        To::Disabled(_) => (
            "account_disabled",
            format!(
                "{name} さんのアカウントを止めました。ログインは すべて終わり、トークンも使えません。所属と記録はのこります。この人が出した招待も、もどすか だれかが引きつぐまで使えません。\nもどすとき: renkei user enable {mail}"
            ),
        ),
        To::Enabled => (
            "account_enabled",
            format!("{name} さんのアカウントをもどしました。もう一度ログインすると使えます。"),
        ),
    };
    voice::say(
        event,
        &sentence,
        serde_json::json!({ "account": id.to_string() }),
    );
    Ended::Done
}

async fn stop_card(app: &App, mail: &str) -> Ended {
    let (id, name) = match app.account_by_address(mail).await {
        Ok(Some(found)) => found,
        Ok(None) => return refused(&AccountRefusal::NotFound),
        Err(fault) => return report_store(&fault),
    };
    match app
        .stop_entrusted_card(&Principal::installation(), id)
        .await
    {
        Ok(Ok(())) => {}
        Ok(Err(refusal)) => {
            voice::complain(refusal.code(), &refusal.to_string(), "no card was stopped");
            return Ended::Refused;
        }
        Err(fault) => return report_store(&fault),
    }
    voice::say(
        "card_stopped",
        &format!(
            "{name} さんのカードを止めました。ログインは すべて終わりました。アカウントはそのままです。新しいカードは、本人がパスワードではいって作るか、本人が頼んだ人が作ります。\nパスワードも忘れたとき: renkei user reset {mail}"
        ),
        serde_json::json!({ "account": id.to_string() }),
    );
    Ended::Done
}

fn refused(refusal: &AccountRefusal) -> Ended {
    voice::complain(
        refusal.code(),
        &format!("{refusal}{}", erase::what_next(refusal.code())),
        "the account stays as it is",
    );
    Ended::Refused
}

/// The address of a page, as far as this process knows it.
fn page(settings: &Settings, path: &str) -> String {
    let local = format!("http://{}", settings.listen);
    let base = settings.public_url.as_ref().unwrap_or(&local);
    format!("{}{path}", base.trim_end_matches('/'))
}
