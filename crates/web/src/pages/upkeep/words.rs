//! What the list and the page of an inquiry call what is to be done next.

use renkei_domain::directory::inquiry::NextStep;
use renkei_domain::time::japanese_date;

/// What is to be done, in words.
pub(in crate::pages) fn step_words(step: &NextStep) -> String {
    match step {
        NextStep::Contact { channels } => match channels.first() {
            Some(channel) => format!("{}でたずねる", channel.word()),
            None => "連絡先を調べる".to_owned(),
        },
        NextStep::CallAgain => "もう一度電話する（かけなおしてほしいとのこと）".to_owned(),
        NextStep::Leaving => "メールがまもなく出ます".to_owned(),
        NextStep::NotLeaving { channels } => match channels.first() {
            Some(channel) => format!("メールが出ないので、{}でたずねる", channel.word()),
            None => "メールが出ないので、ほかの連絡先を調べる".to_owned(),
        },
        NextStep::WaitUntil(day) => format!("{}まで返事を待つ", japanese_date(*day)),
        NextStep::NoWay => "連絡先を調べる".to_owned(),
        NextStep::AnswerCame => "来た答えを見る".to_owned(),
        NextStep::GiveUp => {
            "ひととおり たずねました。答えがなければ、まもなく「未確認」になります".to_owned()
        }
        NextStep::Over => "終わりました".to_owned(),
    }
}
