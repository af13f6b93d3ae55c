//! Whom an answer of the walk names: somebody who comes onto the map or stands there, or whom to tell on a bad day.

use renkei_domain::cases::employment::EmployerTie;
use renkei_domain::ids::MapEntryId;
use renkei_domain::map::{Entry, Quadrant, ResourceMap, Tell, Turn, WhoKind};

use super::super::super::cases::faults::Faults;
use crate::form::Sent;

/// Who stands in a quadrant: the one that the form was shown for, or somebody new.
pub(super) fn who(
    map: &mut ResourceMap,
    quadrant: Quadrant,
    (sent, faults): (&Sent, &mut Faults),
    new: MapEntryId,
) {
    let known: Option<MapEntryId> = sent.text("entry").parse().ok();
    let known = known.and_then(|id| map.entry(id).cloned());
    if sent.text("name").is_empty() && known.is_none() {
        return;
    }
    let name = faults.line(sent, "name", "名前を書いてください。");
    let kind = faults.word(sent, "who", WhoKind::from_code);
    let (Some(name), Some(kind)) = (name, kind) else {
        return;
    };
    let one = known.unwrap_or_else(|| Entry::named(new, quadrant, kind, name.clone()));
    map.put(Entry {
        name,
        who: kind,
        employer: EmployerTie::from_code(sent.text("employer")).unwrap_or(one.employer),
        ..one
    });
}

/// Whom to tell: somebody of the map, or a name.
pub(super) fn told(
    map: &ResourceMap,
    turn: Turn,
    (sent, faults): (&Sent, &mut Faults),
) -> Option<Tell> {
    if let Ok(id) = sent.text("entry").parse() {
        let entry = Tell::Entry(id);
        // A name that is typed while the list stands as it stood is the new answer.
        let stands = map.trouble.tell.get(&turn) == Some(&entry);
        if !stands || sent.text("name").is_empty() {
            return Some(entry);
        }
    }
    let name = faults.line_opt(sent, "name");
    let to = faults.line_opt(sent, "address");
    if name.is_none() && to.is_some() {
        faults.say("name", "名前も書いてください。");
    }
    let before = match map.trouble.tell.get(&turn) {
        Some(Tell::Written { employer, .. }) => *employer,
        _ => EmployerTie::NotSaid,
    };
    let employer = EmployerTie::from_code(sent.text("employer")).unwrap_or(before);
    name.map(|name| Tell::Written { name, to, employer })
}
