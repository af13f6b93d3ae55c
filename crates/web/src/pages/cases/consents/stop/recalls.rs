//! Whom stopping calls off of those who were called to a conference, in words.

use renkei_app::conference::recall::{RecallStep, Recalled};
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::time::Instant;

use super::super::super::facts::day;
use crate::paths::CallsPath;

/// Somebody who was called and is not expected any more.
#[derive(Debug, Clone)]
pub(in crate::pages::cases::consents) struct RecallLine {
    pub(in crate::pages::cases::consents) name: String,
    /// Which conference it is: when they were to be there.
    pub(in crate::pages::cases::consents) when: String,
    /// What becomes of it.
    pub(in crate::pages::cases::consents) what: String,
    /// Where staff go on with it; absent for the person.
    pub(in crate::pages::cases::consents) calls: Option<CallsPath>,
}

/// What is done about somebody. Nothing says that anything left which did not.
fn what(step: RecallStep) -> String {
    match step {
        RecallStep::NothingLeaves => {
            "案内は まだ出ていません。用意したものを 出すのをやめます。".to_owned()
        }
        RecallStep::Tell(CallChannel::Mail) => {
            "よばれなくなったことを、メールで知らせます。メールは自動で送ります。".to_owned()
        }
        RecallStep::Tell(channel) => {
            format!("よばれなくなったことを、{channel}で知らせます。職員が します。")
        }
        RecallStep::TellOtherwise(channel) => format!(
            "よばれなくなったことを {channel}で知らせましたが、届きませんでした。ほかの方法で知らせます。"
        ),
        RecallStep::LinkEnds => {
            "日にちを きいていましたが、もう答えられなくなります。リンクと用紙は 使えません。"
                .to_owned()
        }
    }
}

/// Those who are called off in a case, with a way to go on for staff.
pub(in crate::pages::cases::consents) fn recall_lines(
    recalled: &[Recalled],
    to: impl Fn(&Recalled) -> Option<CallsPath>,
) -> Vec<RecallLine> {
    let lines = recalled.iter().map(|one| RecallLine {
        name: one.name.clone(),
        when: match one.begins.map(Instant::in_japan) {
            Some(begins) => format!("{} {} の会議", day(begins.date), begins.minute),
            None => "日にちを きめている会議".to_owned(),
        },
        what: what(one.step),
        calls: to(one),
    });
    lines.collect()
}
