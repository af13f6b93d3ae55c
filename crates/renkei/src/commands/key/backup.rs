//! `renkei key backup`: a pair of keys for backups. The public half goes into the settings, the private half
//! is shown this once and stands nowhere.

use crate::backup::key::PrivateHalf;
use crate::outside::SystemEntropy;
use crate::{Ended, voice};
use secrecy::ExposeSecret as _;

/// Digits that stand together where people read them.
const GROUP: usize = 4;

pub(super) fn run() -> Ended {
    let pair = PrivateHalf::draw(&SystemEntropy);
    let (public, mark) = (pair.public().to_string(), pair.public().mark());
    let written = pair.written();
    let digits = written.expose_secret().rsplit('-').next();
    let digits: Vec<char> = digits.unwrap_or_default().chars().collect();
    let groups: Vec<String> = digits.chunks(GROUP).map(String::from_iter).collect();
    let lines: Vec<String> = groups.chunks(6).map(|line| line.join(" ")).collect();
    voice::say(
        "backup_key_made",
        &format!(
            "控えの鍵（印 {mark}）を作りました。まだ何も変えていません。\n\n公開の鍵。設定に書きます:\n\n  [backup]\n  recipient = \"{public}\"\n\n秘密の鍵。控えを開くのはこれだけです。見えるのは今だけで、どこにも残りません。紙に書くか印刷し、印といっしょに、控えともデータの鍵とも別の、鍵のかかる所にしまってください:\n\n  {}\n",
            lines.join("\n  ")
        ),
        serde_json::json!({ "mark": mark, "public": public, "private": written.expose_secret() }),
    );
    Ended::Done
}
