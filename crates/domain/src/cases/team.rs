//! Who helps a person (個別支援ネットワーク): agencies of the directory, or agencies without an entry, each with
//! what it does and how the person may reach it. They stand in three rings around the person (S3 §22).

use chrono::NaiveDate;

use super::employment::EmployerTie;
pub use super::seat::Seat;
use crate::directory::people::StaffRole;
use crate::ids::{ResourceId, TeamMemberId};
use crate::text::{Line, Prose};

/// The most members of a team that are there at the same time: more find no room on one sheet.
pub const TEAM_MEMBERS: usize = 30;

crate::words::word_list! {
    /// The rings around a person.
    Ring {
        InCompany = "in_company", "会社";
        WelfareMedical = "welfare_medical", "福祉・医療";
        Community = "community", "地域";
    }
}

crate::words::word_list! {
    /// What part an agency has in a team.
    Part {
        Member = "member", "メンバー";
        Lead = "lead", "まとめ役";
    }
}

/// An agency of a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MemberAgency {
    /// One of the directory.
    Listed(ResourceId),
    /// One that has no entry there. It gets none by being named here.
    Written(Line),
}

impl MemberAgency {
    /// Its entry in the directory, where it has one.
    #[must_use]
    pub const fn listed(&self) -> Option<ResourceId> {
        match self {
            Self::Listed(id) => Some(*id),
            Self::Written(_) => None,
        }
    }
}

/// A member of a team.
#[derive(Clone, PartialEq, Eq)]
pub struct TeamMember {
    /// Its id.
    pub id: TeamMemberId,
    /// Which agency.
    pub agency: MemberAgency,
    /// Who there.
    pub contact: Option<Line>,
    /// As what.
    pub role: Option<StaffRole>,
    /// In which ring.
    pub ring: Ring,
    /// Whether it keeps the others together.
    pub part: Part,
    /// Whether it belongs to the employer.
    pub employer: EmployerTie,
    /// What it does.
    pub does: Option<Prose>,
    /// How the person may reach it.
    pub reach: Option<Prose>,
    /// Where it is and who heads it, where the directory does not know.
    pub seat: Seat,
    /// Since when.
    pub since: NaiveDate,
    /// Until when.
    pub until: Option<NaiveDate>,
}

/// Who helps whom is nobody's to read in a log.
impl std::fmt::Debug for TeamMember {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TeamMember({})", self.id)
    }
}

/// Why a member does not join or change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TeamFault {
    /// It leaves before it came.
    #[error("終わった日は、始まった日より前にはできません。")]
    Days,
    /// Somebody else keeps the others together.
    #[error("まとめ役は1つの機関だけです。いまのまとめ役を、さきにメンバーに変えてください。")]
    TwoLeads,
    /// The same agency with the same contact is there already.
    #[error("この機関の同じ担当者は、もうチームにいます。")]
    Twice,
    /// There are too many.
    #[error(
        "チームは{}機関までです。かかわりの終わった機関に、終わった日を入れてください。",
        TEAM_MEMBERS
    )]
    Full,
}

impl TeamMember {
    /// Whether it is there on a day.
    #[must_use]
    pub fn is_there(&self, day: NaiveDate) -> bool {
        self.since <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether its time and that of another touch.
    fn overlaps(&self, other: &Self) -> bool {
        let begins_in = |one: &Self, two: &Self| {
            one.since <= two.since && one.until.is_none_or(|until| two.since <= until)
        };
        begins_in(self, other) || begins_in(other, self)
    }
}

/// Whether a member, new or changed, fits with the others. One with the same id is the member before.
///
/// # Errors
/// Says why it does not.
pub fn fits(team: &[TeamMember], member: &TeamMember) -> Result<(), TeamFault> {
    if member.until.is_some_and(|until| until < member.since) {
        return Err(TeamFault::Days);
    }
    let others = team.iter();
    let beside = others.filter(|other| other.id != member.id && other.overlaps(member));
    let beside: Vec<&TeamMember> = beside.collect();
    if member.part == Part::Lead && beside.iter().any(|other| other.part == Part::Lead) {
        return Err(TeamFault::TwoLeads);
    }
    let is_same =
        |other: &&TeamMember| other.agency == member.agency && other.contact == member.contact;
    if beside.iter().any(is_same) {
        return Err(TeamFault::Twice);
    }
    if beside.len() >= TEAM_MEMBERS {
        return Err(TeamFault::Full);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")
    }

    fn member(number: u128) -> TeamMember {
        TeamMember {
            id: TeamMemberId::from_uuid(Uuid::from_u128(number)),
            agency: MemberAgency::Listed(ResourceId::from_uuid(Uuid::from_u128(number))),
            contact: None,
            role: None,
            ring: Ring::Community,
            part: Part::Member,
            employer: EmployerTie::NotSaid,
            does: None,
            reach: None,
            seat: Seat::default(),
            since: day(1),
            until: None,
        }
    }

    #[test]
    fn a_member_is_there_on_its_first_and_on_its_last_day() {
        let member = TeamMember {
            until: Some(day(5)),
            ..member(1)
        };
        assert_eq!(member.is_there(day(1)), member.is_there(day(5)));
        assert!(member.is_there(day(5)) && !member.is_there(day(6)));
        let later = TeamMember {
            since: day(2),
            ..member
        };
        assert!(!later.is_there(day(1)));
    }

    #[test]
    fn one_agency_leads_at_a_time_and_another_may_after_it() {
        let lead = TeamMember {
            part: Part::Lead,
            until: Some(day(5)),
            ..member(1)
        };
        let next = |since| TeamMember {
            part: Part::Lead,
            since,
            ..member(2)
        };
        let team = [lead.clone()];
        assert_eq!(fits(&team, &next(day(5))), Err(TeamFault::TwoLeads));
        assert_eq!(fits(&team, &next(day(6))), Ok(()));
        assert_eq!(fits(&team, &lead), Ok(()), "it is not beside itself");
    }

    #[test]
    fn nobody_leaves_before_they_came_or_joins_twice() {
        let backwards = TeamMember {
            since: day(5),
            until: Some(day(4)),
            ..member(1)
        };
        assert_eq!(fits(&[], &backwards), Err(TeamFault::Days));
        let again = TeamMember {
            id: TeamMemberId::from_uuid(Uuid::from_u128(9)),
            ..member(1)
        };
        assert_eq!(fits(&[member(1)], &again), Err(TeamFault::Twice));
        let colleague = TeamMember {
            contact: Line::parse("佐藤").ok(),
            ..again
        };
        assert_eq!(fits(&[member(1)], &colleague), Ok(()));
    }

    #[test]
    fn a_team_is_full_of_those_who_are_there_at_the_same_time() {
        let team: Vec<TeamMember> = (0..TEAM_MEMBERS as u128).map(member).collect();
        assert_eq!(fits(&team, &member(99)), Err(TeamFault::Full));
        let gone: Vec<TeamMember> = team
            .into_iter()
            .map(|member| TeamMember {
                until: Some(day(1)),
                ..member
            })
            .collect();
        let later = TeamMember {
            since: day(2),
            ..member(99)
        };
        assert_eq!(fits(&gone, &later), Ok(()));
    }
}
