//! `renkei user erase`: a person is erased, for good. It is asked for twice: nothing brings them back but a
//! copy of the database from before. [`helped`] erases somebody who has no account, or whose cases are to go.

mod helped;

use std::io::IsTerminal as _;
use std::path::Path;

use clap::Args;
use renkei_app::people::{AccountRefusal, Erased};
use renkei_app::{App, Place, StoreFault};
use renkei_domain::ids::{AccountId, OrganizationId};
use renkei_domain::people::MailAddress;
use renkei_domain::text::Line;
use renkei_store::copies;

use super::refused;
use crate::backup::{BackupFault, embedded};
use crate::wiring::report_store;
use crate::{Ended, voice};

/// Whom to erase.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The mail address by which they sign in
    #[arg(required_unless_present = "case")]
    mail: Option<String>,
    /// Instead of an account, whom a case is about, by its number, once the law lets it
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["mail", "successor"])]
    case: Option<String>,
    /// The id of the agency that leads the case, where several have one of this number
    #[arg(long, value_name = "ID", requires = "case")]
    lead: Option<OrganizationId>,
    /// The mail address of who takes over what they have to do; more of them where one cannot take all of it
    #[arg(long, value_name = "MAIL")]
    successor: Vec<String>,
    /// Do not ask again; elsewhere than on a terminal nothing is erased without it
    #[arg(long)]
    yes: bool,
}

pub(super) async fn run(app: &App, place: &Place, arguments: &Arguments) -> Ended {
    let Some(mail) = &arguments.mail else {
        return helped::run(app, place, arguments).await;
    };
    let (account, name) = match app.account_by_address(mail).await {
        Ok(Some(found)) => found,
        Ok(None) => return refused(&AccountRefusal::NotFound),
        Err(fault) => return report_store(&fault),
    };
    let successors = match successors(app, &arguments.successor).await {
        Ok(Some(successors)) => successors,
        Ok(None) => return Ended::Refused,
        Err(fault) => return report_store(&fault),
    };
    if !arguments.yes
        && let Err(ended) = ask(mail, &name)
    {
        return ended;
    }
    let erased = match app.erase_account(account, successors).await {
        Ok(Ok(erased)) => erased,
        Ok(Err(refusal)) => {
            let next = what_next(refusal.code());
            voice::complain(
                refusal.code(),
                &format!("{refusal}{next}何も消していません。"),
                "nobody was erased",
            );
            return Ended::Refused;
        }
        Err(fault) => return report_store(&fault),
    };
    tell(&erased);
    sweep(app, place).await
}

/// Takes out of the files what erased rows left behind there, and names the copies that hold it still.
pub(super) async fn sweep(app: &App, place: &Place) -> Ended {
    if let Err(fault) = sweep_files(app, place).await {
        voice::complain(
            "TRACES_LEFT",
            "消した行のあとが、データベースのファイルにまだ残っています。ほかのプログラムが使い終わり、ディスクに空きがあるときに、renkei user sweep を動かしてください。",
            &fault.to_string(),
        );
        return Ended::Refused;
    }
    let swept = match place {
        Place::Folder(_) => "消した行のあとを、データベースのファイルから取りのぞきました。",
        Place::Postgres(_) => {
            "消した行のあとを、鍵の表と、名前が出ていた表のファイルから取りのぞきました。変更の記録と、どこから見たかの記録は大きいので、空けた場所に、上書きされるまで前の中身が残ります。だれも使わないときに psql で VACUUM (FULL) change, audit_detail; を動かすと、それも無くなります。"
        }
    };
    voice::say("traces_swept", swept, serde_json::json!({}));
    match place {
        Place::Folder(folder) => name_copies(app, folder).await,
        Place::Postgres(_) => Ended::Done,
    }
}

async fn sweep_files(app: &App, place: &Place) -> Result<(), BackupFault> {
    if let Place::Folder(folder) = place {
        embedded::drop_left(folder).await?;
        copies::drop_unfinished(folder).await?;
    }
    Ok(app.sweep_traces().await?)
}

/// Names the copies from before an upgrade that hold a destroyed key. Whether the new version has proved itself
/// a person decides.
async fn name_copies(app: &App, folder: &Path) -> Ended {
    let copies = match app.copies_with_gone_keys(folder).await {
        Ok(copies) => copies,
        Err(fault) => return report_store(&fault),
    };
    if copies.is_empty() {
        return Ended::Done;
    }
    let files: Vec<String> = copies
        .iter()
        .map(|file| file.display().to_string())
        .collect();
    voice::say(
        "copies_left",
        &format!(
            "新しい版にする前の控えに、もう消した鍵（消した人のもの、終わった招待のもの）が残っています:\n{}\n新しい版で困っていなければ、このファイルを消してください。",
            files.join("\n")
        ),
        serde_json::json!({ "files": files }),
    );
    Ended::Done
}

/// What whoever was refused does next, where that is an option of the command.
pub(super) fn what_next(code: &str) -> &'static str {
    match code {
        "SUCCESSOR_NEEDED" | "UNFIT_SUCCESSOR" => {
            " 引きつぐ人は --successor メールアドレス で選びます。"
        }
        _ => "",
    }
}

/// The accounts of those who take over; `None`, and a word about it, where there is no such account.
pub(super) async fn successors(
    app: &App,
    mails: &[String],
) -> Result<Option<Vec<AccountId>>, StoreFault> {
    let mut accounts = Vec::new();
    for mail in mails {
        let Some((account, _)) = app.account_by_address(mail).await? else {
            voice::complain(
                "NO_SUCCESSOR",
                "引きつぐ人のアカウントが見つかりません。つづりを確かめてください。何も変えていません。",
                "there is no account of a successor",
            );
            return Ok(None);
        };
        accounts.push(account);
    }
    Ok(Some(accounts))
}

/// What whoever sits there types, once they have read what will be; nothing where it cannot be read.
fn asked(words: &str) -> Result<String, Ended> {
    if !std::io::stdin().is_terminal() || !voice::is_terminal() {
        voice::complain(
            "CONFIRM_FIRST",
            "消去すると元にもどせません。端末で動かして確かめるか、--yes を付けてください。何も消していません。",
            "nobody can be asked here, and --yes was not given",
        );
        return Err(Ended::Usage);
    }
    voice::print(words);
    let mut typed = String::new();
    let is_read = std::io::stdin().read_line(&mut typed).is_ok();
    Ok(if is_read { typed } else { String::new() })
}

/// Has whoever sits there type the address once more.
fn ask(mail: &str, name: &Line) -> Result<(), Ended> {
    let typed = asked(&format!(
        "{name} さんのデータを消去します。元にもどせません。\n\n\
         ・アカウントを止め、所属をきょうで終えます。\n\
         ・名前、アドレス、ログインのしかた、下書き、電話の予定を消します。この人の鍵も消すので、残った控えの中身だけでは開けられません。\n\
         ・だれが見たか、何をしたかの記録は、だれだったかがわからない形で残ります。\n\n\
         消去するときは、この人のメールアドレスを もう一度入力してください:"
    ))?;
    let key = |text: &str| MailAddress::parse(text).map(|mail| mail.key()).ok();
    if key(&typed).is_some() && key(&typed) == key(mail) {
        return Ok(());
    }
    voice::complain(
        "NOT_CONFIRMED",
        "アドレスがちがいます。何も消していません。",
        "the address was not typed again",
    );
    Err(Ended::Refused)
}

fn tell(erased: &Erased) {
    let duties: Vec<&str> = erased.handed_over.iter().map(|duty| duty.word()).collect();
    let handed_over = if duties.is_empty() {
        String::new()
    } else {
        format!("引きついだこと: {}\n", duties.join("、"))
    };
    let codes: Vec<&str> = erased.handed_over.iter().map(|duty| duty.code()).collect();
    voice::say(
        "account_erased",
        &format!(
            "消去しました。これからは「消去ずみの人」と出ます。\n{handed_over}\
             ・名簿の担当者や文のなかに この人の名前があれば、その機関のページで直してください。\n\
             ・これより前に取った控え（バックアップ）には、まだ残っています。控えは順に捨ててください。renkei key rotate のあとで前の鍵の紙も捨てれば、前の控えは もう開けません。"
        ),
        serde_json::json!({ "account": erased.account.to_string(), "handed_over": codes }),
    );
}
