//! A membership: what an account is somewhere, and from when until when.

use chrono::NaiveDate;

use crate::ids::{MembershipId, NetworkId, OrganizationId};

/// What an account is somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// 事務局 of a network: keeps its part of the directory true.
    Coordinator(NetworkId),
    /// 職員 of an organization: speaks for its resources and observes others.
    Staff(OrganizationId),
    /// 本人: a person with a disability, who belongs to nobody.
    Person,
    /// 運用者: whoever runs this installation and answers for its data.
    Operator,
}

impl Standing {
    /// The stable code of the role, without its place.
    #[must_use]
    pub const fn role_code(self) -> &'static str {
        match self {
            Self::Coordinator(_) => "coordinator",
            Self::Staff(_) => "staff",
            Self::Person => "person",
            Self::Operator => "operator",
        }
    }

    /// The role in the words of people.
    #[must_use]
    pub const fn role_word(self) -> &'static str {
        match self {
            Self::Coordinator(_) => "事務局",
            Self::Staff(_) => "職員",
            Self::Person => "本人",
            Self::Operator => "運用者",
        }
    }

    /// Whether a second factor is asked of it. A person may live without one; whoever reads of others
    /// may not.
    #[must_use]
    pub const fn asks_second_factor(self) -> bool {
        !matches!(self, Self::Person)
    }
}

/// One membership of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Membership {
    /// Its id.
    pub id: MembershipId,
    /// What the account is, and where.
    pub standing: Standing,
    /// The first day, in Japan.
    pub since: NaiveDate,
    /// The first day on which it holds no more; absent while no end is known.
    pub until: Option<NaiveDate>,
}

impl Membership {
    /// Whether it holds on a day. The day of leaving is already without rights.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.since <= day && self.until.is_none_or(|until| day < until)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn the_day_of_leaving_is_already_without_rights() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 4, day).expect("a day");
        let membership = |until| Membership {
            id: MembershipId::from_uuid(Uuid::nil()),
            standing: Standing::Person,
            since: day(2),
            until,
        };
        for (until, asked, expected) in [
            (None, 1, false),
            (None, 2, true),
            (Some(day(5)), 4, true),
            (Some(day(5)), 5, false),
            (Some(day(2)), 2, false),
        ] {
            assert_eq!(
                membership(until).holds_on(day(asked)),
                expected,
                "{until:?} {asked}"
            );
        }
    }
}
