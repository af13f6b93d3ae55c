//! How an agency wants to be reached, in words: for which purpose and sender by which ways in turn, and what never to do.
//! Nobody is named.

use renkei_domain::directory::comparison::Comparison;
use renkei_domain::directory::contact::policy::{ContactPolicy, ContactRule, ContactWay};

/// All of it, a line for each rule; nothing where nothing was said.
pub(super) fn in_words(policy: &ContactPolicy, comparison: &Comparison) -> Option<String> {
    let mut said: Vec<String> = Vec::new();
    let desk = comparison.apply_at.as_ref();
    said.extend(desk.map(|desk| format!("申し込み先: {desk}")));
    for rule in &policy.rules {
        said.push(of_rule(rule));
        said.extend(rule.do_not.iter().map(|what| format!("しないこと: {what}")));
    }
    said.extend(
        policy
            .never
            .iter()
            .map(|what| format!("どんなときも しないこと: {what}")),
    );
    said.extend(policy.note.as_ref().map(ToString::to_string));
    (!said.is_empty()).then(|| said.join("\n"))
}

fn of_rule(rule: &ContactRule) -> String {
    let purpose = rule.purpose.map(|purpose| purpose.word());
    let sender = rule.sender.map(|sender| format!("{}から", sender.word()));
    let about = match (purpose, sender) {
        (Some(purpose), Some(sender)) => format!("{purpose}（{sender}）"),
        (Some(purpose), None) => purpose.to_owned(),
        (None, Some(sender)) => sender,
        (None, None) => "連絡".to_owned(),
    };
    let ways: Vec<String> = rule.ways.iter().map(of_way).collect();
    if ways.is_empty() {
        about
    } else {
        format!("{about}: {}", ways.join("、つぎに "))
    }
}

fn of_way(way: &ContactWay) -> String {
    let mut more: Vec<String> = Vec::new();
    more.extend(way.desk.as_ref().map(ToString::to_string));
    more.extend(way.ask_for.map(|role| role.word().to_owned()));
    more.extend(way.hours.as_ref().map(ToString::to_string));
    more.extend(way.etiquette.as_ref().map(ToString::to_string));
    if more.is_empty() {
        way.channel.word().to_owned()
    } else {
        format!("{}（{}）", way.channel.word(), more.join("、"))
    }
}

#[cfg(test)]
mod tests {
    use renkei_domain::directory::contact::policy::{Channel, ContactPurpose, SenderKind};
    use renkei_domain::text::Line;

    use super::*;

    #[test]
    fn ways_stand_in_turn_and_nothing_said_is_nothing() {
        let nothing = Comparison::default();
        assert_eq!(in_words(&ContactPolicy::default(), &nothing), None);
        let line = |text: &str| Line::parse(text).expect("a line");
        let way = |channel, desk: Option<&str>| ContactWay {
            channel,
            person: None,
            ask_for: None,
            desk: desk.map(line),
            hours: None,
            etiquette: None,
        };
        let policy = ContactPolicy {
            rules: vec![ContactRule {
                purpose: Some(ContactPurpose::Introduction),
                sender: Some(SenderKind::Person),
                ways: vec![way(Channel::Phone, Some("受付")), way(Channel::Fax, None)],
                do_not: Vec::new(),
            }],
            never: vec![line("担当者名を載せない")],
            note: None,
        };
        assert_eq!(
            in_words(&policy, &nothing).as_deref(),
            Some(
                "はじめての相談・紹介（本人・家族から）: 電話（受付）、つぎに FAX\nどんなときも しないこと: 担当者名を載せない"
            )
        );
    }
}
