//! Who is called to a conference, and who may not be called yet. The person and their family are no rows of this list:
//! with them it is held or not ([`super::presence`]).

use chrono::NaiveDate;

use super::agenda::Agenda;
use super::slot::TimeWindow;
use crate::cases::employment::EmployerTie;
use crate::cases::team::{MemberAgency, Part, Ring, Seat, TeamMember};
use crate::consent::party::ListedAgency;
use crate::consent::{Categories, InformationCategory, Party, Preview, Refusal};
use crate::directory::people::StaffRole;
use crate::ids::{ParticipantId, ResourceId, TeamMemberId};
use crate::text::{Line, fold};
use crate::words::word_list;

/// The most who are called.
pub const PARTICIPANTS: usize = 30;

word_list! {
    /// Whether a conference can do without somebody.
    Attendance {
        Required = "required", "かならず";
        Optional = "optional", "できれば";
    }
}

word_list! {
    /// Whether somebody else may come in their place. Whoever does hears no more than those they come for.
    Substitute {
        Nobody = "nobody", "この人だけ";
        SameAgency = "same_agency", "同じ機関の人なら代わってよい";
    }
}

/// Who is called.
#[derive(Clone, PartialEq, Eq)]
pub enum Invitee {
    /// A member of the team.
    Member(TeamMemberId),
    /// An agency of the directory that is not in the team.
    Listed {
        /// Which.
        resource: ResourceId,
        /// Who there.
        contact: Option<Line>,
    },
    /// Somebody of whom no more is known than this.
    Written {
        /// What they are called.
        name: Line,
        /// Their FAX number.
        fax: Option<Line>,
    },
}

impl Invitee {
    /// The agency of the directory that is called from outside the team.
    #[must_use]
    pub const fn listed(&self) -> Option<ResourceId> {
        match self {
            Self::Listed { resource, .. } => Some(*resource),
            Self::Member(_) | Self::Written { .. } => None,
        }
    }
}

/// Who is called is nobody's to read in a log.
impl std::fmt::Debug for Invitee {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Member(_) => "Invitee::Member(..)",
            Self::Listed { .. } => "Invitee::Listed(..)",
            Self::Written { .. } => "Invitee::Written(..)",
        })
    }
}

/// Somebody who is to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// Its id.
    pub id: ParticipantId,
    /// Who.
    pub who: Invitee,
    /// As what.
    pub role: Option<StaffRole>,
    /// Whether the conference can do without them.
    pub attendance: Attendance,
    /// For which part; absent for all of it.
    pub window: Option<TimeWindow>,
    /// Whether somebody else may come in their place.
    pub substitute: Substitute,
    /// Since when the person does not want them called.
    pub unwanted_since: Option<NaiveDate>,
}

/// Why somebody is not put on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParticipantFault {
    /// They stand on it.
    #[error("その相手は、もう呼ぶ人に入っています。")]
    Twice,
    /// There are too many.
    #[error("呼ぶ人は{}までです。", PARTICIPANTS)]
    Full,
    /// They are not in the team.
    #[error("その相手は、いまの支援チームに見つかりません。")]
    NotInTeam,
}

/// Whether somebody fits on a list. One with the same id is the one before.
///
/// # Errors
/// Says why they do not.
pub fn fits(list: &[Participant], new: &Participant) -> Result<(), ParticipantFault> {
    let mut others = list.iter().filter(|known| known.id != new.id);
    if others.any(|known| known.who == new.who) {
        return Err(ParticipantFault::Twice);
    }
    let is_known = list.iter().any(|known| known.id == new.id);
    if !is_known && list.len() >= PARTICIPANTS {
        return Err(ParticipantFault::Full);
    }
    Ok(())
}

/// Who of those who are or were in a team was written down by the name of somebody who was typed in: whom a consent names so.
/// Nobody where several were, of whom not one alone is there.
#[must_use]
pub fn named_so<'t>(
    team: &'t [TeamMember],
    name: &Line,
    today: NaiveDate,
) -> Option<&'t TeamMember> {
    let wanted = fold(name.as_str());
    let same = team.iter().filter(|member| match &member.agency {
        MemberAgency::Written(known) => fold(known.as_str()) == wanted,
        MemberAgency::Listed(_) => false,
    });
    let same: Vec<&TeamMember> = same.collect();
    if let [only] = same.as_slice() {
        return Some(only);
    }
    let mut here = same.into_iter().filter(|member| member.is_there(today));
    let first = here.next();
    first.filter(|_| here.next().is_none())
}

/// As what the rule of consent sees somebody who is called; nothing, where they are not in the team any more. A member
/// of the team is seen as such. Of anybody else nobody said yet whether they belong to an employer; a consent can name
/// an agency of the directory, and whoever was typed in is asked about once they stand in the team, unless a consent names
/// them already ([`named_so`]).
#[must_use]
pub fn party_of(
    participant: &Participant,
    member: Option<&TeamMember>,
    listed: Option<&ListedAgency>,
    today: NaiveDate,
) -> Option<Party> {
    let agency = match &participant.who {
        Invitee::Member(_) => return member.map(|member| Party::of_member(member, listed)),
        Invitee::Listed { resource, .. } => MemberAgency::Listed(*resource),
        Invitee::Written { name, .. } => MemberAgency::Written(name.clone()),
    };
    let as_member = TeamMember {
        id: TeamMemberId::from_uuid(participant.id.uuid()),
        agency,
        contact: None,
        role: participant.role,
        ring: Ring::Community,
        part: Part::Member,
        employer: EmployerTie::NotSaid,
        does: None,
        reach: None,
        seat: Seat::default(),
        since: today,
        until: None,
    };
    Some(Party {
        team: None,
        ..Party::of_member(&as_member, listed)
    })
}

/// Whether somebody may be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Coming {
    /// They may.
    May {
        /// What of the agenda they may hear.
        hears: Categories,
        /// What of it they may not, and why.
        not: Vec<Refusal>,
    },
    /// Not yet: they would hear who it is about without a consent. Nothing goes out to them.
    NotYet(Vec<Refusal>),
    /// The person does not want them there.
    Unwanted(NaiveDate),
}

impl Coming {
    /// Whether they may be called.
    #[must_use]
    pub const fn may_be_called(&self) -> bool {
        matches!(self, Self::May { .. })
    }
}

impl Participant {
    /// Whether they may be there, by what the rule of consent lets them hear for the purpose of the conference. They
    /// may where they may hear who it is about; of the rest each item tells what they may not hear.
    #[must_use]
    pub fn coming(&self, agenda: &Agenda, preview: &Preview) -> Coming {
        if let Some(since) = self.unwanted_since {
            return Coming::Unwanted(since);
        }
        let heard = agenda.heard_in(self.window);
        let held_back = preview.held_back.iter().filter_map(|refusal| {
            let categories: Categories = refusal.categories.intersection(&heard).copied().collect();
            (!categories.is_empty()).then(|| Refusal {
                categories,
                ..refusal.clone()
            })
        });
        let not: Vec<Refusal> = held_back.collect();
        if preview.shown.contains(&InformationCategory::Basic) {
            let hears = heard.intersection(&preview.shown).copied().collect();
            Coming::May { hears, not }
        } else {
            Coming::NotYet(not)
        }
    }
}
