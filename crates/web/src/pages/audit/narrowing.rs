//! What the lines are narrowed to, as it stands behind the question mark of the address.

use std::str::FromStr as _;

use chrono::NaiveDate;
use renkei_app::audit::page::{AuditFilter, Whose};
use renkei_domain::ids::{AccountId, ResourceId};
use renkei_domain::time::japanese_date;
use serde::Deserialize;
use uuid::Uuid;

use crate::paths::AuditPath;

/// What stands behind the question mark.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    account: String,
    resource: String,
    day: String,
    after: String,
}

/// The form, filled in as it was sent, with the ways to take each condition away.
#[derive(Debug, Clone, Default)]
pub(super) struct Narrowed {
    pub(super) account: String,
    pub(super) resource: String,
    pub(super) day: String,
    /// Conditions in words, each with the address without it.
    pub(super) set: Vec<(String, String)>,
    /// Fields whose text could not be read.
    pub(super) not_read: Vec<&'static str>,
}

impl Asked {
    /// What is asked for, and the names of the fields that cannot be read.
    pub(super) fn filter(&self) -> (AuditFilter, Vec<&'static str>) {
        let mut not_read = Vec::new();
        let filter = AuditFilter {
            account: read(
                &self.account,
                "アカウントの番号",
                &mut not_read,
                |text| AccountId::from_str(text).ok(),
            ),
            resource: read(&self.resource, "機関の番号", &mut not_read, |text| {
                // Whoever copied the address of its page has the number at its end.
                let number = text.rsplit('/').next().unwrap_or(text);
                ResourceId::from_str(number).ok()
            }),
            day: read(&self.day, "日にち", &mut not_read, |text| {
                NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
            }),
            after: Uuid::try_parse(&self.after).ok(),
        };
        (filter, not_read)
    }

    /// The same of one account.
    pub(super) fn of_account(&self, account: AccountId) -> String {
        address(&Self {
            account: account.to_string(),
            after: String::new(),
            ..self.clone()
        })
    }

    /// The same about one resource.
    pub(super) fn about(&self, resource: ResourceId) -> String {
        address(&Self {
            resource: resource.to_string(),
            after: String::new(),
            ..self.clone()
        })
    }

    /// What follows a line.
    pub(super) fn going_on(&self, after: Uuid) -> String {
        address(&Self {
            after: after.hyphenated().to_string(),
            ..self.clone()
        })
    }
}

fn read<T>(
    text: &str,
    name: &'static str,
    not_read: &mut Vec<&'static str>,
    parse: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let value = parse(text);
    if value.is_none() {
        not_read.push(name);
    }
    value
}

/// Only what was understood goes on into other addresses.
fn address(asked: &Asked) -> String {
    let (filter, _) = asked.filter();
    let account = filter.account.map(|id| format!("account={id}"));
    let resource = filter.resource.map(|id| format!("resource={id}"));
    let day = filter.day.map(|day| format!("day={day}"));
    let after = filter.after.map(|id| format!("after={}", id.hyphenated()));
    let parts: Vec<String> = [account, resource, day, after]
        .into_iter()
        .flatten()
        .collect();
    if parts.is_empty() {
        AuditPath.to_string()
    } else {
        format!("{AuditPath}?{}", parts.join("&"))
    }
}

impl Narrowed {
    pub(super) fn of(asked: &Asked, whose: Whose, not_read: Vec<&'static str>) -> Self {
        let (filter, _) = asked.filter();
        let anew = Asked {
            after: String::new(),
            ..asked.clone()
        };
        let mut set = Vec::new();
        if whose == Whose::Everybodys && filter.account.is_some() {
            let without = Asked {
                account: String::new(),
                ..anew.clone()
            };
            set.push(("ひとりのアカウント".to_owned(), address(&without)));
        }
        if filter.resource.is_some() {
            let without = Asked {
                resource: String::new(),
                ..anew.clone()
            };
            set.push(("ひとつの機関".to_owned(), address(&without)));
        }
        if let Some(day) = filter.day {
            let without = Asked {
                day: String::new(),
                ..anew.clone()
            };
            set.push((japanese_date(day), address(&without)));
        }
        Self {
            account: asked.account.clone(),
            resource: asked.resource.clone(),
            day: asked.day.clone(),
            set,
            not_read,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operator_pastes_a_number_or_the_address_of_a_page() {
        let id = "01932f00-0000-7002-8000-000000000001";
        for resource in [
            id.to_owned(),
            format!(" https://renkei.test/resources/{id} "),
        ] {
            let asked = Asked {
                resource,
                day: "2026-11-20".to_owned(),
                account: "高槻 はるか".to_owned(),
                ..Asked::default()
            };
            let (filter, not_read) = asked.filter();
            assert_eq!(
                filter.resource.map(|id| id.to_string()).as_deref(),
                Some(id)
            );
            assert_eq!(not_read, ["アカウントの番号"]);
            let next = asked.going_on(Uuid::nil());
            let start = format!("/audit?resource={id}&day=2026-11-20&after=");
            assert!(next.starts_with(&start), "{next}");
            assert!(
                !next.contains("はるか"),
                "what was typed does not travel on"
            );
        }
    }
}
