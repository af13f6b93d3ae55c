//! The one row of a profile, and its lists of words.

use renkei_domain::directory::capacity::CapacityReport;
use renkei_domain::directory::comparison::{
    AccessFeature, Comparison, Distance, Language, Offered, Pay, RequiredDocument,
};
use renkei_domain::directory::contact::policy::ContactPolicy;
use renkei_domain::directory::people::StaffRole;
use renkei_domain::directory::profile::Profile;
use renkei_domain::ids::ResourceId;

use super::programs::{range, range_row};
use crate::directory::words::{
    code, code_opt, count_opt, count_row, line, line_opt, prose_opt, text_opt, unreadable,
};
use crate::fault::StoreFault;
use crate::rows::resource_profile;

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
