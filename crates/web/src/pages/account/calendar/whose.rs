//! Whose conferences an address is for: one's own, or all of an agency at which one works.

use renkei_domain::ids::OrganizationId;

use super::Tried;
use crate::form::{Choice, Field};

/// The agencies of somebody for all of which an address may be, with their names.
pub(super) type Agencies = [(OrganizationId, String)];

/// What is sent for one's own conferences.
const OWN: &str = "own";

/// For whom an address is to be: an agency, or nobody but whoever asks.
pub(super) fn agency_of(
    tried: &Tried,
    agencies: &Agencies,
) -> Result<Option<OrganizationId>, String> {
    if matches!(tried.whose.as_str(), "" | OWN) {
        return Ok(None);
    }
    let mut ids = agencies.iter().map(|(id, _)| *id);
    let chosen = ids.find(|id| id.to_string() == tried.whose);
    match chosen {
        Some(agency) => Ok(Some(agency)),
        None => Err("どの会議を入れるかを えらびなおしてください。".to_owned()),
    }
}

/// How all of an agency's conferences are called.
pub(super) fn all_of(name: &str) -> String {
    format!("{name}の会議ぜんぶ")
}

/// What an address tells of. One keeps those of an agency that one left, which open nothing any more.
pub(super) fn whose(agency: Option<OrganizationId>, agencies: &Agencies) -> String {
    let Some(agency) = agency else {
        return "自分の会議".to_owned();
    };
    let mut agencies = agencies.iter();
    let known = agencies.find(|(id, _)| *id == agency);
    known.map_or_else(|| all_of("前にいた機関"), |(_, name)| all_of(name))
}

/// Whose conferences; asked only of whoever works for an agency.
pub(super) fn whose_field(tried: &Tried, agencies: &Agencies) -> Option<Field> {
    if agencies.is_empty() {
        return None;
    }
    let own = Choice {
        value: OWN.to_owned(),
        word: "自分が受け持つ会議".to_owned(),
        is_chosen: !agencies.iter().any(|(id, _)| id.to_string() == tried.whose),
    };
    let all = agencies.iter().map(|(id, name)| Choice {
        value: id.to_string(),
        word: all_of(name),
        is_chosen: id.to_string() == tried.whose,
    });
    let field = Field::one(
        "whose",
        "どの会議を入れますか",
        [own].into_iter().chain(all).collect(),
    );
    let hint = "「…の会議ぜんぶ」は、そこで働く人みんなで見るカレンダーのためのものです。ほかの機関に呼ばれた会議も入ります。つくった人が機関をはなれると、開かなくなります。";
    Some(field.hinted(hint).wrong(tried.whose_fault.as_deref()))
}
