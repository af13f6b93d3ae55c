//! Profiles row by row: domain values to rows and back. One function pair for each table.

use std::collections::HashMap;

use renkei_domain::directory::capacity::CapacityReport;
use renkei_domain::directory::comparison::{Comparison, Distance, Offered, Pay, RequiredDocument};
use renkei_domain::directory::contact::policy::{
    Channel, ContactPolicy, ContactPurpose, ContactRule, ContactWay, SenderKind,
};
use renkei_domain::directory::freshness::{
    FieldGroup, Verification, VerificationMethod, VerificationOutcome,
};
use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::notice::Notice;
use renkei_domain::directory::people::{ContactPerson, StaffRole};
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::program::{
    JobCoachPattern, Per, Program, ProgramKind, ProgramPattern, Range, VisitFrequency,
};
use renkei_domain::directory::strength::{Strength, Topic, Valence, Voice};
use renkei_domain::ids::{
    ContactPersonId, NetworkId, NoticeId, OrganizationId, ResourceId, StrengthId,
};
use renkei_domain::text::Prose;
use uuid::Uuid;

use super::words::{
    code, code_opt, count_opt, count_row, line, line_opt, phone_cell, prose_opt, read_phone,
    text_opt, unreadable,
};
use crate::fault::StoreFault;
use crate::rows::{
    contact_person, contact_rule, contact_way, notice, program, program_pattern, resource_profile,
    strength, verification,
};

pub(super) fn range_row(range: Option<Range>) -> (Option<i32>, Option<i32>) {
    (
        range.map(|r| i32::from(r.from)),
        range.map(|r| i32::from(r.to)),
    )
}

fn range(
    table: &'static str,
    from: Option<i32>,
    to: Option<i32>,
) -> Result<Option<Range>, StoreFault> {
    let (Some(from), Some(to)) = (from, to) else {
        return Ok(None);
    };
    let end = |n: i32| u16::try_from(n).map_err(|fault| unreadable(table, fault));
    Range::new(end(from)?, end(to)?)
        .map(Some)
        .ok_or_else(|| unreadable(table, format!("{from}..{to}")))
}

fn words(list: &[impl Copy], code: impl Fn(usize) -> &'static str) -> Vec<&'static str> {
    (0..list.len()).map(code).collect()
}

/// The lists of words of a profile, by the name under which they stand in `resource_word`.
pub(super) fn word_lists(profile: &Profile) -> Vec<(&'static str, Vec<String>)> {
    let owned = |words: Vec<&'static str>| words.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let documents = &profile.comparison.documents;
    vec![
        (
            "role",
            owned(words(&profile.roles, |at| profile.roles[at].code())),
        ),
        (
            "language",
            owned(words(&profile.languages, |at| profile.languages[at].code())),
        ),
        (
            "access",
            owned(words(&profile.access, |at| profile.access[at].code())),
        ),
        (
            "document",
            owned(words(documents, |at| documents[at].code())),
        ),
        (
            "never",
            profile
                .contact_policy
                .never
                .iter()
                .map(ToString::to_string)
                .collect(),
        ),
    ]
}

/// Puts one word of `resource_word` back into its list.
pub(super) fn read_word(profile: &mut Profile, list: &str, word: &str) -> Result<(), StoreFault> {
    use renkei_domain::directory::comparison::{AccessFeature, Language};
    const TABLE: &str = "resource_word";
    match list {
        "role" => profile.roles.push(code(TABLE, StaffRole::from_code, word)?),
        "language" => profile
            .languages
            .push(code(TABLE, Language::from_code, word)?),
        "access" => profile
            .access
            .push(code(TABLE, AccessFeature::from_code, word)?),
        "document" => {
            profile
                .comparison
                .documents
                .push(code(TABLE, RequiredDocument::from_code, word)?)
        }
        "never" => profile.contact_policy.never.push(line(TABLE, word)?),
        other => return Err(unreadable(TABLE, other)),
    }
    Ok(())
}

pub(super) fn head_row(id: ResourceId, profile: &Profile) -> resource_profile::Model {
    let c = &profile.comparison;
    let (months_from, months_to) = range_row(c.months);
    let (days_from, days_to) = range_row(c.days_a_week);
    let offered = |value: Option<Offered>| value.map(|value| value.code().to_owned());
    let capacity = profile.capacity;
    resource_profile::Model {
        resource_id: id.uuid(),
        description: text_opt(profile.description.as_ref()),
        months_from,
        months_to,
        without_limit: c.without_limit,
        days_from,
        days_to,
        pay: c.pay.map(|pay| pay.code().to_owned()),
        pay_note: text_opt(c.pay_note.as_ref()),
        distance: c.distance.map(|distance| distance.code().to_owned()),
        retention_support: offered(c.retention_support),
        apply_at: text_opt(c.apply_at.as_ref()),
        visit: offered(c.visit),
        trial: offered(c.trial),
        transport: offered(c.transport),
        cost: text_opt(c.cost.as_ref()),
        eligibility: text_opt(c.eligibility.as_ref()),
        policy_note: text_opt(profile.contact_policy.note.as_ref()),
        capacity_available: capacity.and_then(|c| count_row(c.available)),
        capacity_maximum: capacity.and_then(|c| count_row(c.maximum)),
        capacity_waiting: capacity.and_then(|c| count_row(c.waiting)),
        capacity_as_of: capacity.map(|c| c.as_of),
    }
}

pub(super) fn read_head(row: &resource_profile::Model) -> Result<Profile, StoreFault> {
    const TABLE: &str = "resource_profile";
    let offered = |text: &Option<String>| code_opt(TABLE, Offered::from_code, text.as_deref());
    let capacity = match row.capacity_as_of {
        Some(as_of) => Some(CapacityReport {
            available: count_opt(TABLE, row.capacity_available)?,
            maximum: count_opt(TABLE, row.capacity_maximum)?,
            waiting: count_opt(TABLE, row.capacity_waiting)?,
            as_of,
        }),
        None => None,
    };
    Ok(Profile {
        description: prose_opt(TABLE, row.description.as_deref())?,
        comparison: Comparison {
            months: range(TABLE, row.months_from, row.months_to)?,
            without_limit: row.without_limit,
            days_a_week: range(TABLE, row.days_from, row.days_to)?,
            pay: code_opt(TABLE, Pay::from_code, row.pay.as_deref())?,
            pay_note: line_opt(TABLE, row.pay_note.as_deref())?,
            distance: code_opt(TABLE, Distance::from_code, row.distance.as_deref())?,
            retention_support: offered(&row.retention_support)?,
            apply_at: line_opt(TABLE, row.apply_at.as_deref())?,
            visit: offered(&row.visit)?,
            trial: offered(&row.trial)?,
            transport: offered(&row.transport)?,
            cost: line_opt(TABLE, row.cost.as_deref())?,
            documents: Vec::new(),
            eligibility: prose_opt(TABLE, row.eligibility.as_deref())?,
        },
        capacity,
        contact_policy: ContactPolicy {
            note: prose_opt(TABLE, row.policy_note.as_deref())?,
            ..ContactPolicy::default()
        },
        ..Profile::default()
    })
}

pub(super) fn program_rows(
    id: ResourceId,
    programs: &[Program],
) -> (Vec<program::Model>, Vec<program_pattern::Model>) {
    let mut heads = Vec::new();
    let mut patterns = Vec::new();
    for (entry, ordinal) in programs.iter().zip(0..) {
        heads.push(program::Model {
            resource_id: id.uuid(),
            ordinal,
            kind: entry.kind.code().to_owned(),
            own_name: text_opt(entry.own_name.as_ref()),
            description: text_opt(entry.description.as_ref()),
        });
        for (pattern, place) in entry.patterns.iter().zip(0..) {
            let (months_from, months_to) = range_row(pattern.months);
            let (visits_from, visits_to) = range_row(pattern.visits.map(|visits| visits.times));
            patterns.push(program_pattern::Model {
                resource_id: id.uuid(),
                program_ordinal: ordinal,
                ordinal: place,
                job_coach: pattern.job_coach.map(|p| p.code().to_owned()),
                months_from,
                months_to,
                visits_from,
                visits_to,
                visits_per: pattern.visits.map(|visits| visits.per.code().to_owned()),
                visits_at_first: pattern.visits.is_some_and(|visits| visits.at_first),
                description: text_opt(pattern.description.as_ref()),
            });
        }
    }
    (heads, patterns)
}

pub(super) fn read_program(row: &program::Model) -> Result<Program, StoreFault> {
    const TABLE: &str = "program";
    Ok(Program {
        kind: code(TABLE, ProgramKind::from_code, &row.kind)?,
        own_name: line_opt(TABLE, row.own_name.as_deref())?,
        description: prose_opt(TABLE, row.description.as_deref())?,
        patterns: Vec::new(),
    })
}

pub(super) fn read_pattern(row: &program_pattern::Model) -> Result<ProgramPattern, StoreFault> {
    const TABLE: &str = "program_pattern";
    let visits = match range(TABLE, row.visits_from, row.visits_to)? {
        Some(times) => Some(VisitFrequency {
            times,
            per: code_opt(TABLE, Per::from_code, row.visits_per.as_deref())?
                .ok_or_else(|| unreadable(TABLE, "per"))?,
            at_first: row.visits_at_first,
        }),
        None => None,
    };
    Ok(ProgramPattern {
        job_coach: code_opt(TABLE, JobCoachPattern::from_code, row.job_coach.as_deref())?,
        months: range(TABLE, row.months_from, row.months_to)?,
        visits,
        description: prose_opt(TABLE, row.description.as_deref())?,
    })
}

pub(super) fn strength_rows(id: ResourceId, strengths: &[Strength]) -> Vec<strength::Model> {
    strengths
        .iter()
        .zip(0..)
        .map(|(entry, ordinal)| {
            let (network_id, observer_id, reply) = match &entry.voice {
                Voice::SelfDeclared => (None, None, None),
                Voice::Observed { network, by, reply } => (
                    Some(network.uuid()),
                    Some(by.uuid()),
                    text_opt(reply.as_ref()),
                ),
            };
            strength::Model {
                id: entry.id.uuid(),
                resource_id: id.uuid(),
                ordinal,
                valence: entry.valence.code().to_owned(),
                topic: entry.topic.code(),
                statement: entry.text.to_string(),
                stated_on: entry.stated_on,
                network_id,
                observer_id,
                reply,
            }
        })
        .collect()
}

pub(super) fn read_strength(row: &strength::Model) -> Result<Strength, StoreFault> {
    const TABLE: &str = "strength";
    let voice = match (row.network_id, row.observer_id) {
        (Some(network), Some(by)) => Voice::Observed {
            network: NetworkId::from_uuid(network),
            by: OrganizationId::from_uuid(by),
            reply: prose_opt(TABLE, row.reply.as_deref())?,
        },
        _ => Voice::SelfDeclared,
    };
    Ok(Strength {
        id: StrengthId::from_uuid(row.id),
        valence: code(TABLE, Valence::from_code, &row.valence)?,
        topic: code(TABLE, Topic::from_code, &row.topic)?,
        text: line(TABLE, &row.statement)?,
        voice,
        stated_on: row.stated_on,
    })
}

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
        });
        for (way, place) in rule.ways.iter().zip(0..) {
            ways.push(contact_way::Model {
                resource_id: id.uuid(),
                rule_ordinal: ordinal,
                ordinal: place,
                channel: way.channel.code().to_owned(),
                ask_for: way.ask_for.map(|role| role.code().to_owned()),
                desk: text_opt(way.desk.as_ref()),
                hours: text_opt(way.hours.as_ref()),
                etiquette: text_opt(way.etiquette.as_ref()),
            });
        }
    }
    (rules, ways)
}

/// Rules with their ways, by resource; both lists come ordered.
pub(super) fn read_policies(
    rules: &[contact_rule::Model],
    ways: &[contact_way::Model],
) -> Result<HashMap<Uuid, Vec<ContactRule>>, StoreFault> {
    const TABLE: &str = "contact_rule";
    let mut by_resource: HashMap<Uuid, Vec<ContactRule>> = HashMap::new();
    for rule in rules {
        let own = ways
            .iter()
            .filter(|way| way.resource_id == rule.resource_id && way.rule_ordinal == rule.ordinal);
        by_resource
            .entry(rule.resource_id)
            .or_default()
            .push(ContactRule {
                purpose: code_opt(TABLE, ContactPurpose::from_code, rule.purpose.as_deref())?,
                sender: code_opt(TABLE, SenderKind::from_code, rule.sender.as_deref())?,
                ways: own.map(read_way).collect::<Result<_, _>>()?,
            });
    }
    Ok(by_resource)
}

fn read_way(row: &contact_way::Model) -> Result<ContactWay, StoreFault> {
    const TABLE: &str = "contact_way";
    Ok(ContactWay {
        channel: code(TABLE, Channel::from_code, &row.channel)?,
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

pub(super) fn person_rows(
    id: ResourceId,
    persons: &[ContactPerson],
) -> Result<Vec<contact_person::Model>, StoreFault> {
    persons
        .iter()
        .zip(0..)
        .map(|(person, ordinal)| {
            Ok(contact_person::Model {
                id: person.id.uuid(),
                resource_id: id.uuid(),
                ordinal,
                name: person.name.to_string(),
                kana: text_opt(person.kana.as_ref()),
                role: person.role.map(|role| role.code().to_owned()),
                title: text_opt(person.title.as_ref()),
                phone: phone_cell(person.phone.as_ref())?,
                email: text_opt(person.email.as_ref()),
            })
        })
        .collect()
}

pub(super) fn read_person(row: &contact_person::Model) -> Result<ContactPerson, StoreFault> {
    const TABLE: &str = "contact_person";
    Ok(ContactPerson {
        id: ContactPersonId::from_uuid(row.id),
        name: line(TABLE, &row.name)?,
        kana: line_opt(TABLE, row.kana.as_deref())?,
        role: code_opt(TABLE, StaffRole::from_code, row.role.as_deref())?,
        title: line_opt(TABLE, row.title.as_deref())?,
        phone: read_phone(TABLE, row.phone.as_deref())?,
        email: line_opt(TABLE, row.email.as_deref())?,
    })
}

pub(super) fn notice_rows(id: ResourceId, notices: &[Notice]) -> Vec<notice::Model> {
    notices
        .iter()
        .map(|entry| notice::Model {
            id: entry.id.uuid(),
            resource_id: id.uuid(),
            notice_text: entry.text.to_string(),
            from_day: entry.from,
            until_day: entry.until,
        })
        .collect()
}

pub(super) fn read_notice(row: &notice::Model) -> Result<Notice, StoreFault> {
    Ok(Notice {
        id: NoticeId::from_uuid(row.id),
        text: Prose::parse(&row.notice_text).map_err(|fault| unreadable("notice", fault))?,
        from: row.from_day,
        until: row.until_day,
    })
}

pub(super) fn verification_rows(
    id: ResourceId,
    verifications: &[Verification],
) -> Vec<verification::Model> {
    verifications
        .iter()
        .map(|entry| verification::Model {
            resource_id: id.uuid(),
            field_group: entry.group.code().to_owned(),
            verified_on: entry.verified_on,
            by_name: entry.by_name.to_string(),
            by_role: entry.by_role.to_string(),
            method: entry.method.code().to_owned(),
            outcome: entry.outcome.code().to_owned(),
        })
        .collect()
}

pub(super) fn read_verification(row: &verification::Model) -> Result<Verification, StoreFault> {
    const TABLE: &str = "verification";
    Ok(Verification {
        group: code(TABLE, FieldGroup::from_code, &row.field_group)?,
        verified_on: row.verified_on,
        by_name: line(TABLE, &row.by_name)?,
        by_role: line(TABLE, &row.by_role)?,
        method: code(TABLE, VerificationMethod::from_code, &row.method)?,
        outcome: code(TABLE, VerificationOutcome::from_code, &row.outcome)?,
    })
}
