//! Numbers, addresses and the people to ask for.

use renkei_app::directory::read::ResourceView;
use renkei_domain::directory::people::ContactPerson;
use renkei_domain::directory::phone::{Confirmation, Phone, dial};

#[derive(Debug, Clone)]
pub(super) struct PersonLine {
    pub(super) name: String,
    pub(super) role: String,
    pub(super) contact: String,
}

#[derive(Debug, Clone)]
pub(super) struct ContactLine {
    pub(super) text: String,
    pub(super) href: Option<String>,
    pub(super) note: String,
}

pub(super) fn person(entry: &ContactPerson) -> PersonLine {
    let role = [
        entry.title.as_ref().map(ToString::to_string),
        entry.role.map(|role| role.to_string()),
    ];
    let contact = [
        entry.phone.as_ref().map(|phone| phone.written.to_string()),
        entry.email.as_ref().map(ToString::to_string),
    ];
    PersonLine {
        name: match &entry.kana {
            Some(kana) => format!("{}（{kana}）", entry.name),
            None => entry.name.to_string(),
        },
        role: role.into_iter().flatten().collect::<Vec<_>>().join("・"),
        contact: contact.into_iter().flatten().collect::<Vec<_>>().join("・"),
    }
}

pub(super) fn lines(view: &ResourceView) -> Vec<(&'static str, ContactLine)> {
    let facts = &view.facts;
    let number = |phone: &Phone, is_phone: bool| {
        let doubt = (phone.confirmation == Confirmation::Unconfirmed)
            .then(|| "電話番号と同じです。送る前に確かめてください".to_owned());
        let notes = [
            phone.label.as_ref().map(ToString::to_string),
            phone
                .voice_guide_key
                .as_ref()
                .map(|key| format!("音声案内 {key}")),
            phone
                .extension
                .as_ref()
                .map(|extension| format!("内線 {extension}")),
            doubt,
        ];
        ContactLine {
            text: phone.written.to_string(),
            href: dial(phone.written.as_str())
                .filter(|_| is_phone)
                .map(|digits| format!("tel:{digits}")),
            note: notes.into_iter().flatten().collect::<Vec<_>>().join("・"),
        }
    };
    let plain = |text: String, href: Option<String>| ContactLine {
        text,
        href,
        note: String::new(),
    };
    let mut lines: Vec<_> = facts
        .phones
        .iter()
        .map(|phone| ("電話", number(phone, true)))
        .collect();
    lines.extend(facts.fax.as_ref().map(|fax| ("FAX", number(fax, false))));
    lines.extend(facts.email.as_ref().map(|mail| {
        (
            "メール",
            plain(mail.to_string(), Some(format!("mailto:{mail}"))),
        )
    }));
    // Other schemes are shown as text: a link must not run anything.
    let is_web = |url: &str| url.starts_with("https://") || url.starts_with("http://");
    lines.extend(facts.url.as_ref().map(|url| {
        (
            "ホームページ",
            plain(
                url.to_string(),
                is_web(url.as_str()).then(|| url.to_string()),
            ),
        )
    }));
    lines
}
