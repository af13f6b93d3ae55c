//! `renkei key backup`: a pair of keys for backups. The public half goes into the settings; the private half
//! is shown this once, or put on a sheet, and stands nowhere else.

use std::path::Path;

use renkei_print::sheets::{KeyRecoverySheet, KeyUse};
use renkei_print::{Code, Contact};
use secrecy::ExposeSecret as _;

use super::sheet::{GROUP, put_on_paper};
use crate::backup::key::PrivateHalf;
use crate::outside::SystemEntropy;
use crate::{Ended, voice};

/// Groups that stand in one line of a terminal.
const IN_LINE: usize = 6;

pub(super) fn run(sheet: Option<&Path>) -> Ended {
    let pair = PrivateHalf::draw(&SystemEntropy);
    match sheet {
        None => tell(&pair),
        Some(to) => match put_on_paper(on_paper(&pair), to) {
            Ok(()) => tell_of_sheet(&pair, to),
            Err(ended) => return ended,
        },
    }
    Ended::Done
}

fn tell(pair: &PrivateHalf) {
    let (mark, written) = (pair.public().mark(), pair.written());
    let groups = Code::in_groups(digits(written.expose_secret()), GROUP);
    let lines = groups.groups().chunks(IN_LINE).map(|line| line.join(" "));
    let lines: Vec<String> = lines.collect();
    voice::say(
        "backup_key_made",
        &format!(
            "{}秘密の鍵。控えを開くのはこれだけです。見えるのは今だけで、どこにも残りません。印といっしょに紙に書き、控えともデータの鍵とも別の、鍵のかかる所にしまってください:\n\n  {}\n",
            public_half(pair),
            lines.join("\n  ")
        ),
        serde_json::json!({
            "mark": mark,
            "public": pair.public().to_string(),
            "private": written.expose_secret(),
        }),
    );
}

fn tell_of_sheet(pair: &PrivateHalf, to: &Path) {
    let file = to.display().to_string();
    voice::say(
        "backup_key_made",
        &format!(
            "{}秘密の鍵の紙: {file}\n控えを開くのはこの紙だけです。印刷したら、このファイルを消してください。紙は、控えともデータの鍵とも別の、鍵のかかる所にしまってください。",
            public_half(pair)
        ),
        serde_json::json!({
            "mark": pair.public().mark(),
            "public": pair.public().to_string(),
            "file": file,
        }),
    );
}

fn public_half(pair: &PrivateHalf) -> String {
    let (public, mark) = (pair.public(), pair.public().mark());
    format!(
        "控えの鍵（印 {mark}）を作りました。まだ何も変えていません。\n\n公開の鍵。設定に書きます:\n\n  [backup]\n  recipient = \"{public}\"\n\n"
    )
}

fn on_paper(pair: &PrivateHalf) -> KeyRecoverySheet {
    let written = pair.written();
    let digits = digits(written.expose_secret());
    KeyRecoverySheet {
        opens: KeyUse::Backups,
        network: "renkei".into(),
        mark: pair.public().mark(),
        key: Code::in_groups(digits, GROUP),
        qr: digits.to_owned(),
        operator: Contact {
            name: "この紙を印刷した人".into(),
            phone: None,
            hours: None,
            mail: None,
        },
    }
}

/// What people type from paper: the digits, without the words before them.
fn digits(written: &str) -> &str {
    written.rsplit('-').next().unwrap_or_default()
}
