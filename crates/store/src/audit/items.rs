//! What a line names, as text in its row: kinds of things, what each belongs to, and ids. Nothing else
//! of anybody stands there.

use std::collections::BTreeMap;

use renkei_domain::audit::Seen;
use renkei_domain::record::Change;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::record::subject_parts;

/// The most things that the line of an act names; the log has them all.
const MOST_OF_AN_ACT: usize = 200;

/// Things of one kind that belong to one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemGroup {
    /// The code of the kind: what was read, or what kind of thing was changed.
    pub kind: String,
    /// To what they belong.
    pub of: Option<Uuid>,
    /// Which.
    pub ids: Vec<Uuid>,
}

impl ItemGroup {
    /// By what the line is found: what the things belong to, or else the things themselves.
    pub(super) fn subjects(&self) -> impl Iterator<Item = Uuid> {
        let own: &[Uuid] = if self.of.is_some() { &[] } else { &self.ids };
        self.of.into_iter().chain(own.iter().copied())
    }
}

/// A group as it is written.
#[derive(Serialize, Deserialize)]
struct Written {
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    of: Option<String>,
    ids: Vec<String>,
}

/// What somebody read, by kind and by what it belongs to.
pub(super) fn of_seen(seen: &[Seen]) -> String {
    let things = seen.iter();
    written(things.map(|seen| (seen.kind.code(), seen.of, seen.id)))
}

/// What an act changed.
pub(super) fn of_changes(changes: &[Change]) -> String {
    let subjects: BTreeMap<Uuid, &'static str> = changes
        .iter()
        .map(|change| subject_parts(change.subject))
        .map(|(kind, id)| (id, kind))
        .collect();
    let some = subjects.into_iter().take(MOST_OF_AN_ACT);
    written(some.map(|(id, kind)| (kind, None, id)))
}

fn written(things: impl Iterator<Item = (&'static str, Option<Uuid>, Uuid)>) -> String {
    let mut groups: BTreeMap<(&str, Option<Uuid>), Vec<String>> = BTreeMap::new();
    for (kind, of, id) in things {
        let ids = groups.entry((kind, of)).or_default();
        ids.push(id.hyphenated().to_string());
    }
    let groups = groups.into_iter().map(|((kind, of), ids)| Written {
        kind: kind.to_owned(),
        of: of.map(|id| id.hyphenated().to_string()),
        ids,
    });
    let groups: Vec<Written> = groups.collect();
    serde_json::to_string(&groups).unwrap_or_else(|_| "[]".to_owned())
}

/// Reads the text back. A line that somebody spoiled names nothing; the check tells of it.
pub(super) fn read(text: &str) -> Vec<ItemGroup> {
    let groups: Vec<Written> = serde_json::from_str(text).unwrap_or_default();
    let id = |text: &String| Uuid::try_parse(text).ok();
    groups
        .iter()
        .map(|group| ItemGroup {
            kind: group.kind.clone(),
            of: group.of.as_ref().and_then(id),
            ids: group.ids.iter().filter_map(id).collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use renkei_domain::audit::SeenKind;

    use super::*;

    #[test]
    fn a_line_names_what_was_read_once_and_in_order() {
        let seen = |kind, of: u128, id: u128| Seen {
            kind,
            of: Some(Uuid::from_u128(of)),
            id: Uuid::from_u128(id),
        };
        let read_now = [
            seen(SeenKind::Observation, 1, 12),
            seen(SeenKind::ContactPerson, 2, 13),
            seen(SeenKind::ContactPerson, 1, 11),
            seen(SeenKind::ContactPerson, 1, 10),
        ];
        let groups = read(&of_seen(&read_now));
        let told: Vec<_> = groups
            .iter()
            .map(|group| (group.kind.as_str(), group.ids.len()))
            .collect();
        assert_eq!(
            told,
            [
                ("contact_person", 2),
                ("contact_person", 1),
                ("observation", 1)
            ]
        );
        assert!(groups.iter().all(|group| group.subjects().count() == 1));
        assert!(read("{").is_empty());
    }
}
