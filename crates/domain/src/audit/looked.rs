//! Who looked at what is kept about a person, as the person reads it: a line for each month and agency, with why, and
//! each reading where they ask for it. Why is known by the address that was opened, for as long as that is kept.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, NaiveDate};

use crate::ids::{AccountId, OrganizationId};
use crate::time::Instant;
use crate::words::word_list;

word_list! {
    /// Why somebody looked at a case.
    LookReason {
        ReadCase = "read_case", "あなたを手つだうために、記録を読んだ";
        WriteCase = "write_case", "支援の記録を書くため";
        Consent = "consent", "同意を確かめるため";
        Records = "records", "伝えた記録を見る・書くため";
        Paper = "paper", "紙や表にするため";
        PersonCopy = "person_copy", "あなたの写しを つくるため";
        Conference = "conference", "会議を用意するため";
        Phone = "phone", "電話できる相手をさがすため";
        Due = "due", "期限を確かめるため";
        List = "list", "ケースの一覧から さがすため";
        Program = "program", "あなたを手つだうために、記録を読んだ（プログラムから）";
        Other = "other", "そのほか（わけは のこっていません）";
    }
}

impl LookReason {
    /// The reason of an address: the method and the pattern, as the record keeps them.
    #[must_use]
    pub fn of_door(door: Option<&str>) -> Self {
        let path = door.and_then(|door| Some(door.split_once(' ')?.1));
        match path {
            Some("/cases" | "/cases/find" | "/cases/new") => Self::List,
            Some("/cases/phone") => Self::Phone,
            Some("/cases/ending") => Self::Due,
            Some("/conferences" | "/today") => Self::Conference,
            // By the code on a form of consent.
            Some("/cases/paper") => Self::Consent,
            Some("/cases/records" | "/cases/exceptions") => Self::Records,
            Some("/graphql") => Self::Program,
            Some(
                "/cases/csv"
                | "/cases/xlsx"
                | "/conferences/csv"
                | "/conferences/xlsx"
                | "/cases/records/paper"
                | "/cases/records/csv"
                | "/cases/records/xlsx",
            ) => Self::Paper,
            Some(path) => path
                .strip_prefix("/cases/{id}")
                .map_or(Self::Other, Self::within),
            None => Self::Other,
        }
    }

    /// The reason of an address below that of a case.
    fn within(rest: &str) -> Self {
        let first = rest.trim_start_matches('/').split('/').next();
        match first.unwrap_or_default() {
            // A map that the person shows is read with their case.
            "" | "map" => Self::ReadCase,
            "edit" | "link" | "take-up" | "erase" | "hold" => Self::WriteCase,
            "consents" | "told" => Self::Consent,
            "conferences" | "decisions" => Self::Conference,
            "paper" => Self::Paper,
            "copy" => Self::PersonCopy,
            "records"
                if ["/paper", "/csv", "/xlsx"]
                    .iter()
                    .any(|end| rest.ends_with(end)) =>
            {
                Self::Paper
            }
            // What was told by an exception is a record as others are: nobody reads here that there is one.
            "records" | "exceptions" => Self::Records,
            _ => Self::Other,
        }
    }
}

/// One reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// When.
    pub at: Instant,
    /// Who.
    pub account: Option<AccountId>,
    /// For which agency they worked on that day.
    pub agency: Option<OrganizationId>,
    /// Why.
    pub reason: LookReason,
}

impl Look {
    /// The first day of its month in Japan.
    #[must_use]
    pub fn month(&self) -> NaiveDate {
        let day = self.at.in_japan().date;
        day.with_day(1).unwrap_or(day)
    }
}

/// How often an agency looked in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookedMonth {
    /// The first day of the month.
    pub month: NaiveDate,
    /// Which agency.
    pub agency: Option<OrganizationId>,
    /// How often.
    pub times: usize,
    /// How many of its people.
    pub people: usize,
    /// Why.
    pub reasons: BTreeSet<LookReason>,
}

/// A line for each month and agency, the newest month first.
#[must_use]
pub fn by_month(looks: &[Look]) -> Vec<LookedMonth> {
    let mut lines: BTreeMap<(NaiveDate, Option<OrganizationId>), Vec<&Look>> = BTreeMap::new();
    for look in looks {
        let line = lines.entry((look.month(), look.agency)).or_default();
        line.push(look);
    }
    let lines = lines.into_iter().rev().map(|((month, agency), looks)| {
        let people: BTreeSet<Option<AccountId>> = looks.iter().map(|look| look.account).collect();
        LookedMonth {
            month,
            agency,
            times: looks.len(),
            people: people.len(),
            reasons: looks.iter().map(|look| look.reason).collect(),
        }
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn look(at: &str, account: u128, agency: u128, reason: LookReason) -> Look {
        Look {
            at: Instant::from_japan(at.parse().expect("a time")),
            account: Some(AccountId::from_uuid(Uuid::from_u128(account))),
            agency: Some(OrganizationId::from_uuid(Uuid::from_u128(agency))),
            reason,
        }
    }

    #[test]
    fn a_line_tells_of_a_month_and_an_agency_how_often_who_many_and_why() {
        let looks = [
            look("2026-11-30T23:59:00", 1, 1, LookReason::ReadCase),
            look("2026-11-02T09:00:00", 1, 1, LookReason::ReadCase),
            look("2026-11-01T00:00:00", 2, 1, LookReason::Consent),
            look("2026-11-01T10:00:00", 3, 2, LookReason::ReadCase),
            look("2026-10-31T23:59:00", 1, 1, LookReason::List),
        ];
        let lines = by_month(&looks);
        let told: Vec<_> = lines
            .iter()
            .map(|line| (line.month.to_string(), line.times, line.people))
            .collect();
        let november = "2026-11-01".to_owned();
        assert_eq!(
            told,
            [
                (november.clone(), 1, 1),
                (november, 3, 2),
                ("2026-10-01".to_owned(), 1, 1),
            ]
        );
        let why: Vec<LookReason> = lines[1].reasons.iter().copied().collect();
        assert_eq!(why, [LookReason::ReadCase, LookReason::Consent]);
        assert!(by_month(&[]).is_empty());
    }

    #[test]
    fn an_address_tells_why() {
        for (door, reason) in [
            (Some("GET /cases"), LookReason::List),
            (Some("GET /cases/{id}"), LookReason::ReadCase),
            (Some("POST /cases/{id}/edit/{part}"), LookReason::WriteCase),
            (Some("GET /cases/{id}/consents/ask"), LookReason::Consent),
            (Some("POST /cases/paper"), LookReason::Consent),
            (Some("POST /cases/{id}/told"), LookReason::Consent),
            (Some("GET /cases/{id}/records"), LookReason::Records),
            (Some("GET /cases/{id}/exceptions"), LookReason::Records),
            (Some("POST /cases/{id}/exceptions/new"), LookReason::Records),
            (Some("GET /cases/{id}/records/csv"), LookReason::Paper),
            (Some("GET /cases/{id}/records/xlsx"), LookReason::Paper),
            (Some("GET /cases/records/xlsx"), LookReason::Paper),
            (Some("GET /cases/csv"), LookReason::Paper),
            (Some("GET /cases/xlsx"), LookReason::Paper),
            (Some("GET /conferences/csv"), LookReason::Paper),
            (Some("GET /conferences/xlsx"), LookReason::Paper),
            (Some("GET /cases/{id}/paper/{sheet}"), LookReason::Paper),
            (Some("GET /cases/{id}/copy"), LookReason::PersonCopy),
            (Some("POST /cases/{id}/copy/decide"), LookReason::PersonCopy),
            (Some("GET /conferences"), LookReason::Conference),
            (Some("GET /today"), LookReason::Conference),
            (
                Some("GET /cases/{id}/conferences/{conference}"),
                LookReason::Conference,
            ),
            (Some("GET /cases/{id}/decisions"), LookReason::Conference),
            (Some("GET /cases/{id}/else"), LookReason::Other),
            (Some("POST /graphql"), LookReason::Program),
            (Some(""), LookReason::Other),
            (None, LookReason::Other),
        ] {
            assert_eq!(LookReason::of_door(door), reason, "{door:?}");
        }
    }
}
