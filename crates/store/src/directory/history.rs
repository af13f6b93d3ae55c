//! Reading parts of an entry, and 法人, back from the change log.

use renkei_domain::directory::edit::{Part, PartValue};

use super::profile::parts;
use super::{organization, resource_rows};
use crate::fault::StoreFault;

/// A part as a line of the log tells it; `None` where the line does not tell enough: the part was not
/// there, or an earlier version kept no more than the ids of the people in it.
///
/// # Errors
/// When the line is none that this version writes.
pub fn part_value(part: Part, line: Option<&str>) -> Result<Option<PartValue>, StoreFault> {
    if part == Part::Facts {
        let facts = line.map(resource_rows::from_log).transpose()?;
        return Ok(facts.map(|facts| PartValue::Facts(Box::new(facts))));
    }
    let profile = parts::from_log(part, line)?;
    Ok(profile.map(|profile| PartValue::Profile(Box::new(profile))))
}

/// The facts of a 法人 as a line of the log tells them; `None` where it was not there.
///
/// # Errors
/// When the line is none that this version writes.
pub fn organization_value(line: Option<&str>) -> Result<Option<PartValue>, StoreFault> {
    let facts = line.map(organization::from_log).transpose()?;
    Ok(facts.map(|facts| PartValue::Organization(Box::new(facts))))
}
