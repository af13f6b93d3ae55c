//! Whom stopping, or closing an employer, calls off of those who were called to a conference, in words.

use renkei_app::conference::recall::{RecallStep, Recalled};
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::time::Instant;
use renkei_domain::told::Told;

use super::super::super::facts::day;
use crate::paths::CallsPath;

/// Somebody who was called and is not expected any more.
#[derive(Debug, Clone)]
pub(in crate::pages::cases) struct RecallLine {
    pub(in crate::pages::cases) name: String,
    /// Which conference it is: when they were to be there.
    pub(in crate::pages::cases) when: Vec<Told>,
    /// What becomes of it.
    pub(in crate::pages::cases) what: Vec<Told>,
    /// Where staff go on with it; absent for the person.
    pub(in crate::pages::cases) calls: Option<CallsPath>,
}

/// What is done about somebody. Nothing says that anything left which did not.
fn what(step: RecallStep) -> Vec<Told> {
    match step {
        RecallStep::NothingLeaves => {
            vec!["案内は まだ 出ていません。 用意した ものは 出しません。".into()]
        }
        RecallStep::Tell(CallChannel::Mail) => {
            vec!["よばれなくなったことを、 メールで 知らせます。 メールは 自動で 送ります。".into()]
        }
        RecallStep::Tell(channel) => {
            vec![
                "よばれなくなったことを、".into(),
                format!(" {channel}").into(),
                "で 知らせます。 職員が します。".into(),
            ]
        }
        RecallStep::TellOtherwise(channel) => vec![
            "よばれなくなったことを".into(),
            format!(" {channel}").into(),
            "で 知らせましたが、 届きませんでした。 ほかの 方法で 知らせます。".into(),
        ],
        RecallStep::LinkEnds => {
            vec![
                "日にちを きいていましたが、 答えは もう 出せません。 リンクと 用紙は 使えません。"
                    .into(),
            ]
        }
    }
}

/// Those who are called off in a case, with a way to go on for staff.
pub(in crate::pages::cases) fn recall_lines(
    recalled: &[Recalled],
    to: impl Fn(&Recalled) -> Option<CallsPath>,
) -> Vec<RecallLine> {
    let lines = recalled.iter().map(|one| RecallLine {
        name: one.name.clone(),
        when: match one.begins.map(Instant::in_japan) {
            Some(begins) => vec![
                format!("{} {} ", day(begins.date), begins.minute).into(),
                "の 会議".into(),
            ],
            None => vec!["日にちを きめている 会議".into()],
        },
        what: what(one.step),
        calls: to(one),
    });
    lines.collect()
}
