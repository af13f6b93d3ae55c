//! Notices that expire.

use renkei_domain::directory::edit::{Edit, NoticeEntry};
use renkei_domain::directory::profile::Profile;

use super::super::kit::{self, Faults, Reading, Row, at, filled};
use super::Shape;
use crate::form::{Field, Group, Sent};

pub(super) const LIST: &str = "notices";

pub(super) fn rows(profile: &Profile) -> Vec<Row> {
    let notices = profile.notices.iter();
    notices
        .map(|notice| Row {
            id: notice.id.to_string(),
            fields: vec![
                ("text", notice.text.to_string()),
                ("from", notice.from.to_string()),
                ("until", notice.until.to_string()),
            ],
        })
        .collect()
}

pub(super) fn shape(sent: &Sent, faults: &Faults) -> Shape {
    let group = |row: usize| {
        let name = |field: &str| at(LIST, row, field);
        let value = |field: &str| sent.text(&name(field));
        Group {
            legend: format!("{}つめ", row + 1),
            fields: vec![
                Field::prose(name("text"), "内容", value("text"))
                    .hinted("例: 正面玄関は工事中です。西口からお入りください。")
                    .wrong(faults.of(&name("text"))),
                Field::day(name("from"), "出しはじめる日", value("from"))
                    .wrong(faults.of(&name("from"))),
                Field::day(name("until"), "さいごの日", value("until"))
                    .wrong(faults.of(&name("until"))),
            ],
        }
    };
    Shape {
        groups: (0..kit::rows(sent, LIST)).map(group).collect(),
        ..Shape::default()
    }
}

pub(super) fn read(sent: &Sent, profile: &Profile) -> Result<Edit, Faults> {
    let mut reading = Reading::of(sent);
    let mut entries = Vec::new();
    for row in filled(sent, LIST, &["text"]) {
        let name = |field: &str| at(LIST, row, field);
        let id = sent.text(&name("id"));
        let mut notices = profile.notices.iter();
        let known = notices.find(|known| known.id.to_string() == id);
        let text = reading.prose(&name("text"));
        let (from, until) = (reading.day(&name("from")), reading.day(&name("until")));
        let whole = text.zip(from.zip(until));
        entries.extend(whole.map(|(text, (from, until))| NoticeEntry {
            id: known.map(|known| known.id),
            text,
            from,
            until,
        }));
    }
    reading.end(Edit::Notices(entries))
}
