//! "How to reach them now", ready to be shown.

use renkei_domain::directory::contact::policy::Channel;
use renkei_domain::directory::contact::reach::{ReachAnswer, Way};
use renkei_domain::directory::phone::dial;
use renkei_domain::time::Moment;

use super::moment;

/// The answer as a box on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReachBox {
    pub(crate) now: Option<ReachLine>,
    pub(crate) later: Vec<ReachLine>,
    pub(crate) why: &'static str,
    pub(crate) never: Vec<String>,
}

/// One way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReachLine {
    pub(crate) channel: &'static str,
    pub(crate) target: Option<String>,
    pub(crate) href: Option<String>,
    pub(crate) after: String,
    pub(crate) ask: String,
    pub(crate) when: String,
    pub(crate) etiquette: Option<String>,
    pub(crate) is_doubtful: bool,
}

impl ReachBox {
    pub(crate) fn of(answer: &ReachAnswer, now: Moment) -> Self {
        Self {
            now: answer.now.as_ref().map(|way| {
                let when = match (way.is_certain, way.until) {
                    (true, Some(end)) => moment::until(end, now),
                    (true, None) => "いつでも".to_owned(),
                    (false, _) => "つながる時間は わかりません。ためしてみてください".to_owned(),
                };
                line(&way.way, when)
            }),
            later: answer
                .later
                .iter()
                .map(|way| line(&way.way, moment::next(way.next, now)))
                .collect(),
            why: answer.basis.word(),
            never: answer.never.iter().map(ToString::to_string).collect(),
        }
    }

    /// One sentence for a row of a list.
    pub(crate) fn sentence(&self) -> String {
        match (&self.now, self.later.first()) {
            (Some(now), _) => format!("いま: {}（{}）", now.channel, now.when),
            (None, Some(later)) => format!(
                "いまは 連絡の時間の外です。次は {}（{}）",
                later.channel, later.when
            ),
            (None, None) => "連絡先は まだ わかりません".to_owned(),
        }
    }
}

fn line(way: &Way, when: String) -> ReachLine {
    let target = way.target.as_ref().map(ToString::to_string);
    let href = match (way.channel, &target) {
        (Channel::Phone, Some(number)) => dial(number).map(|digits| format!("tel:{digits}")),
        (Channel::Mail, Some(address)) => Some(format!("mailto:{address}")),
        _ => None,
    };
    let asked = [
        way.desk.as_ref().map(ToString::to_string),
        way.ask_for.map(|role| role.word().to_owned()),
    ];
    let ask = asked.into_iter().flatten().collect::<Vec<_>>().join(" の ");
    ReachLine {
        channel: way.channel.word(),
        target,
        href,
        after: way.after_dialling.join("・"),
        ask,
        when,
        etiquette: way.etiquette.as_ref().map(ToString::to_string),
        is_doubtful: way.is_doubtful,
    }
}
