//! A part of a profile as the log keeps it: the rows of its tables under their names, without what
//! says nothing. Written and read by the same models as the tables themselves.

use std::collections::BTreeMap;

use renkei_domain::directory::edit::Part;
use renkei_domain::directory::profile::Profile;
use renkei_domain::ids::{NetworkId, ResourceId};
use serde::Serialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::read::ProfileRows;
use super::write::{area_rows, word_rows};
use super::{entries, head, policy, programs};
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::keys::Opener;

const LOG: &str = "change";
/// The table under whose name contact persons stand in the log.
const PERSONS: &str = "contact_person";
/// The column of the head that is never empty; where it says no, it says nothing.
const LIMITLESS: &str = "without_limit";

/// Rows by their table.
type Tables = BTreeMap<String, Vec<Value>>;

/// A part as the log keeps it; `None` where nothing is known.
pub(super) fn to_log(part: Part, profile: &Profile) -> Result<Option<String>, StoreFault> {
    let only = part.only(profile);
    if only == Profile::default() {
        return Ok(None);
    }
    if part == Part::ContactPersons {
        // The line is sealed as a whole, under the key of the network whose people they are.
        let persons = entries::persons_to_log(&only.contact_persons)?;
        return Ok(Some(json!({ "contact_person": persons }).to_string()));
    }
    // Which resource it is stands beside the part.
    let id = ResourceId::from_uuid(Uuid::nil());
    let mut tables = Tables::new();
    let head = value(&head::head_row(id, &only))?;
    let said: Map<String, Value> = match head {
        Value::Object(columns) => columns
            .into_iter()
            .filter(|(_, value)| !value.is_null() && *value != Value::Bool(false))
            .collect(),
        _ => Map::new(),
    };
    if !said.is_empty() {
        tables.insert("resource_profile".to_owned(), vec![Value::Object(said)]);
    }
    keep(&mut tables, "resource_word", &word_rows(id, &only))?;
    keep(&mut tables, "service_area", &area_rows(id, &only))?;
    let (rows, patterns) = programs::program_rows(id, &only.programs);
    keep(&mut tables, "program", &rows)?;
    keep(&mut tables, "program_pattern", &patterns)?;
    let own = entries::strength_rows(id, &only.strengths);
    keep(&mut tables, "strength", &own)?;
    let (rules, ways) = policy::policy_rows(id, &only.contact_policy);
    keep(&mut tables, "contact_rule", &rules)?;
    keep(&mut tables, "contact_way", &ways)?;
    let notices = entries::notice_rows(id, &only.notices);
    keep(&mut tables, "notice", &notices)?;
    serde_json::to_string(&tables)
        .map(Some)
        .map_err(|fault| unreadable(LOG, fault))
}

/// Reads a part back from the log: a profile of which nothing else is known, or `None` for a part of
/// which the log does not keep enough.
///
/// # Errors
/// When the line is none that this version writes.
pub fn from_log(part: Part, line: Option<&str>) -> Result<Option<Profile>, StoreFault> {
    if part == Part::Facts {
        return Ok(None);
    }
    let Some(line) = line else {
        return Ok(Some(Profile::default()));
    };
    // What does not fit may name somebody, and is not repeated.
    let mut tables: Tables =
        serde_json::from_str(line).map_err(|_| unreadable(LOG, part.code()))?;
    if part == Part::ContactPersons {
        let lines = tables.remove(PERSONS).unwrap_or_default();
        let persons = entries::persons_from_log(lines)?;
        return Ok(persons.map(|contact_persons| Profile {
            contact_persons,
            ..Profile::default()
        }));
    }
    let mut rows = ProfileRows::default();
    for (table, of_table) in tables {
        for mut row in of_table {
            if table == "resource_profile"
                && let Some(columns) = row.as_object_mut()
            {
                columns.entry(LIMITLESS).or_insert(Value::Bool(false));
            }
            rows.take(&table, &row.to_string())?;
        }
    }
    // Nothing that is sealed stands in a part of the log.
    rows.into_profile(&Opener::default()).map(Some)
}

/// The networks whose contact persons stand in a line of the log; none in a line about anything else.
pub(crate) fn networks_in(line: &str) -> Vec<NetworkId> {
    let tables: Option<Tables> = serde_json::from_str(line).ok();
    let persons = tables.and_then(|mut tables| tables.remove(PERSONS));
    let persons = persons.unwrap_or_default();
    let networks = persons.iter().filter_map(|person| {
        let network = person.get("network_id")?.as_str()?;
        network.parse().ok()
    });
    networks.collect()
}

fn keep(tables: &mut Tables, name: &str, rows: &[impl Serialize]) -> Result<(), StoreFault> {
    if !rows.is_empty() {
        let values = rows.iter().map(value).collect::<Result<_, _>>()?;
        tables.insert(name.to_owned(), values);
    }
    Ok(())
}

fn value(row: &impl Serialize) -> Result<Value, StoreFault> {
    serde_json::to_value(row).map_err(|fault| unreadable(LOG, fault))
}

#[cfg(test)]
mod tests {
    use renkei_domain::directory::capacity::CapacityReport;
    use renkei_domain::directory::comparison::{Comparison, RequiredDocument};
    use renkei_domain::directory::contact::policy::{
        Channel, ContactPolicy, ContactRule, ContactWay,
    };
    use renkei_domain::directory::people::StaffRole;
    use renkei_domain::directory::program::Range;
    use renkei_domain::ids::ContactPersonId;
    use renkei_domain::text::{Line, Prose};

    use super::*;

    fn profile() -> Profile {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
        Profile {
            description: Some(Prose::parse("働く準備を手伝います。").expect("text")),
            comparison: Comparison {
                months: Range::new(6, 24),
                documents: vec![RequiredDocument::Resume],
                ..Comparison::default()
            },
            capacity: Some(CapacityReport {
                available: Some(0),
                maximum: None,
                waiting: Some(3),
                as_of: day,
            }),
            roles: vec![StaffRole::Nurse],
            contact_policy: ContactPolicy {
                rules: vec![ContactRule {
                    do_not: Vec::new(),
                    purpose: None,
                    sender: None,
                    ways: vec![ContactWay {
                        channel: Channel::Fax,
                        person: Some(ContactPersonId::from_uuid(Uuid::from_u128(7))),
                        ask_for: None,
                        desk: Some(Line::parse("受付").expect("text")),
                        hours: None,
                        etiquette: None,
                    }],
                }],
                never: vec![Line::parse("担当者名を載せない").expect("text")],
                note: None,
            },
            ..Profile::default()
        }
    }

    #[test]
    fn an_editor_finds_in_the_log_what_a_part_said() {
        let whole = profile();
        for part in Part::ALL {
            let line = to_log(*part, &whole).expect("written");
            let read = from_log(*part, line.as_deref()).expect("read back");
            if let Some(read) = read {
                assert_eq!(read, part.only(&whole), "{part}");
            }
        }
        let capacity = to_log(Part::Capacity, &whole).expect("written");
        assert_eq!(
            capacity.as_deref(),
            Some(
                r#"{"resource_profile":[{"capacity_as_of":"2026-11-20","capacity_available":0,"capacity_waiting":3}]}"#
            )
        );
    }
}
