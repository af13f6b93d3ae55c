//! The numbers that answer at night as answers to whom to tell then: 119 as it is written, an agency of the directory as
//! somebody on the map, so that its number stays what the directory says.

use std::collections::BTreeSet;

use renkei_domain::cases::employment::EmployerTie;
use renkei_domain::ids::MapEntryId;
use renkei_domain::map::{
    Answers, Entry, NightNumber, Quadrant, ReachTime, ResourceMap, Tell, Turn, WhoKind,
};
use renkei_domain::text::Line;

use super::super::super::cases::none;
use super::questions::Question;
use crate::form::{Choice, Field, Sent};

/// The field in which a number is chosen.
const FIELD: &str = "night";

/// When somebody is to be told for whom the numbers are there.
const fn turn(question: Question) -> Option<Turn> {
    match question {
        Question::Tell(turn @ (Turn::AtNight | Turn::OnHolidays)) => Some(turn),
        _ => None,
    }
}

fn code(number: &NightNumber) -> String {
    match number.resource {
        Some(id) => id.to_string(),
        None => number.number.clone(),
    }
}

/// When somebody who answers so late can be reached.
fn reachable(answers: Answers) -> BTreeSet<ReachTime> {
    match answers {
        Answers::AllNight => BTreeSet::from([ReachTime::Night, ReachTime::Weekend]),
        Answers::Evening => BTreeSet::from([ReachTime::Evening]),
        Answers::ByDay => BTreeSet::from([ReachTime::WorkingHours]),
    }
}

/// The field, where a question asks for it.
pub(super) fn field(question: Question, night: &[NightNumber], sent: &Sent) -> Option<Field> {
    turn(question)?;
    let late = night.iter().filter(|number| number.answers.is_late());
    let choices = late.map(|number| Choice {
        value: code(number),
        word: format!("{} {}", number.name, number.number),
        is_chosen: sent.text(FIELD) == code(number),
    });
    let choices = none("えらばない", choices.collect());
    Some(Field::listed(FIELD, "夜や 休みの 日の 番号", choices).asked_aloud())
}

/// The map with the number that was chosen, which goes before what else was answered. `new` is its id where the agency
/// does not stand on the map yet.
pub(super) fn answered(
    question: Question,
    mut map: ResourceMap,
    (night, sent): (&[NightNumber], &Sent),
    new: MapEntryId,
) -> ResourceMap {
    let chosen = night.iter().find(|number| code(number) == sent.text(FIELD));
    let (Some(turn), Some(number)) = (turn(question), chosen) else {
        return map;
    };
    let Ok(name) = Line::parse(&number.name) else {
        return map;
    };
    let employer = EmployerTie::NotTheEmployer;
    let tell = if number.resource.is_some() {
        let mut known = map.entries.iter();
        let known = known.find(|entry| entry.resource == number.resource);
        let id = known.map_or(new, |entry| entry.id);
        if map.entry(id).is_none() {
            map.put(Entry {
                resource: number.resource,
                employer,
                reachable: reachable(number.answers),
                ..Entry::named(id, Quadrant::MindBody, WhoKind::Agency, name)
            });
        }
        Tell::Entry(id)
    } else {
        let to = Line::parse(&number.number).ok();
        Tell::Written { name, to, employer }
    };
    map.trouble.tell.insert(turn, tell);
    map
}
