//! The contact policy, row by row: rules and the ways of each.

use renkei_domain::directory::contact::policy::{
    Channel, ContactPolicy, ContactPurpose, ContactRule, ContactWay, SenderKind,
};
use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::people::StaffRole;
use renkei_domain::ids::{ContactPersonId, ResourceId};

use crate::directory::words::{
    code, code_opt, line_opt, lines_cell, read_lines, text_opt, unreadable,
};
use crate::fault::StoreFault;
use crate::rows::{contact_rule, contact_way};

pub(super) fn policy_rows(
    id: ResourceId,
    policy: &ContactPolicy,
) -> (Vec<contact_rule::Model>, Vec<contact_way::Model>) {
    let mut rules = Vec::new();
    let mut ways = Vec::new();
    for (rule, ordinal) in policy.rules.iter().zip(0..) {
        rules.push(contact_rule::Model {
            resource_id: id.uuid(),
            ordinal,
            purpose: rule.purpose.map(|purpose| purpose.code().to_owned()),
            sender: rule.sender.map(|sender| sender.code().to_owned()),
            do_not: lines_cell(&rule.do_not),
        });
        for (way, place) in rule.ways.iter().zip(0..) {
            ways.push(contact_way::Model {
                resource_id: id.uuid(),
                rule_ordinal: ordinal,
                ordinal: place,
                channel: way.channel.code().to_owned(),
                person_id: way.person.map(ContactPersonId::uuid),
                ask_for: way.ask_for.map(|role| role.code().to_owned()),
                desk: text_opt(way.desk.as_ref()),
                hours: text_opt(way.hours.as_ref()),
                etiquette: text_opt(way.etiquette.as_ref()),
            });
        }
    }
    (rules, ways)
}

pub(super) fn read_rule(row: &contact_rule::Model) -> Result<ContactRule, StoreFault> {
    const TABLE: &str = "contact_rule";
    Ok(ContactRule {
        purpose: code_opt(TABLE, ContactPurpose::from_code, row.purpose.as_deref())?,
        sender: code_opt(TABLE, SenderKind::from_code, row.sender.as_deref())?,
        ways: Vec::new(),
        do_not: read_lines(TABLE, &row.do_not)?,
    })
}

pub(super) fn read_way(row: &contact_way::Model) -> Result<ContactWay, StoreFault> {
    const TABLE: &str = "contact_way";
    Ok(ContactWay {
        channel: code(TABLE, Channel::from_code, &row.channel)?,
        person: row.person_id.map(ContactPersonId::from_uuid),
        ask_for: code_opt(TABLE, StaffRole::from_code, row.ask_for.as_deref())?,
        desk: line_opt(TABLE, row.desk.as_deref())?,
        hours: row
            .hours
            .as_deref()
            .map(|notation| Hours::parse(notation).map_err(|fault| unreadable(TABLE, fault)))
            .transpose()?,
        etiquette: line_opt(TABLE, row.etiquette.as_deref())?,
    })
}
