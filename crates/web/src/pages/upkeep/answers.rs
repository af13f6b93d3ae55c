//! Everything that an agency answered to an inquiry, however far that has come: who said what, by which way, and what became
//! of its wishes.

use renkei_app::directory::inquiry::view::InquiryView;
use renkei_domain::directory::inquiry::{AnsweredGroup, InquiryAnswer, Said};
use renkei_domain::time::japanese_moment;

use super::settle::{new_words, wishes};
use super::view::name_of;

/// An answer.
#[derive(Debug, Clone)]
pub(super) struct AnswerLine {
    /// When and by which way it came.
    pub(super) words: String,
    /// Who there said so, and who wrote it down.
    pub(super) from: String,
    /// Of each part what was said.
    pub(super) parts: Vec<(&'static str, Vec<String>)>,
    pub(super) wishes: Vec<String>,
}

/// What was said of a part.
fn said(one: &AnsweredGroup) -> Vec<String> {
    match &one.said {
        Said::Correct => vec!["このままで合っている".to_owned()],
        Said::Changed { values, words } => {
            let values = values.iter();
            let values = values.map(|value| format!("{}: {}", value.field, new_words(value)));
            values
                .chain(words.as_ref().map(ToString::to_string))
                .collect()
        }
    }
}

/// Who there said so, and who wrote it down.
fn from(view: &InquiryView, answer: &InquiryAnswer) -> String {
    let (name, role) = (answer.reply.name.as_ref(), answer.reply.role.as_ref());
    let from: Vec<String> = role
        .map(ToString::to_string)
        .into_iter()
        .chain(name.map(|name| format!("{name} さん")))
        .collect();
    let from = match from.is_empty() {
        true => "答えた方のお名前は ありません".to_owned(),
        false => from.join(" "),
    };
    let taken = name_of(view, answer.taken_by);
    match taken.is_empty() {
        true => from,
        false => format!("{from}。書きとめた人:{taken}"),
    }
}

impl AnswerLine {
    /// Every answer, the newest first.
    pub(super) fn all(view: &InquiryView) -> Vec<Self> {
        let answers = view.answers.iter().rev();
        answers.map(|answer| Self::of(view, answer)).collect()
    }

    fn of(view: &InquiryView, answer: &InquiryAnswer) -> Self {
        let at = japanese_moment(answer.at.in_japan());
        let parts = answer.reply.groups.iter();
        let wished = wishes(answer.reply.wished()).into_iter();
        let taken = answer.taken.map(wishes);
        let wished = wished.map(|wish| match &taken {
            Some(taken) if taken.contains(&wish) => format!("{}（名簿に入れた）", wish.1),
            Some(_) => format!("{}（名簿には入れなかった）", wish.1),
            None => wish.1.to_owned(),
        });
        Self {
            words: format!("{at} {}", answer.channel),
            from: from(view, answer),
            parts: parts.map(|one| (one.group.word(), said(one))).collect(),
            wishes: wished.collect(),
        }
    }
}
