//! 「いま電話できる相手」: whom of the teams of all the cases that one keeps can be phoned, those whose desks close
//! first in front. Of whoever was written down by hand nobody knows when: they stand last, with what was written.

use std::collections::{BTreeMap, BTreeSet};

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::Decision;
use renkei_domain::access::scope::cases_for;
use renkei_domain::cases::number::CaseNumber;
use renkei_domain::cases::team::MemberAgency;
use renkei_domain::directory::contact::policy::SenderKind;
use renkei_domain::directory::people::StaffRole;
use renkei_domain::directory::resource::Lifecycle;
use renkei_domain::ids::{CaseId, ResourceId};
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Moment;
use renkei_store::access::cases::{CaseQuery, Course};

use super::read::{TeamAgency, may_look};
use crate::App;
use crate::directory::register::Outcome;

/// The most cases that are looked through. Nobody keeps more that go on.
const CASES: u32 = 500;

/// The agencies of the teams of all the cases that somebody keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CasePhones {
    /// This moment.
    pub now: Moment,
    /// The agencies, in the order in which to phone them.
    pub agencies: Vec<CasePhone>,
    /// Whoever stands in no directory, by name.
    pub written: Vec<WrittenPhone>,
}

/// Somebody of a team who was written down by hand: a doctor, a guardian, an agency without an entry.
#[derive(Clone, PartialEq, Eq)]
pub struct WrittenPhone {
    /// What they are called.
    pub name: Line,
    /// What they are.
    pub role: Option<StaffRole>,
    /// What was written on how to reach them.
    pub reach: Option<Prose>,
    /// The case in whose team they are. One of the same name in another team may be somebody else.
    pub matter: PhoneMatter,
}

/// Whom somebody is helped by is nobody's to read in a log.
impl std::fmt::Debug for WrittenPhone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WrittenPhone({})", self.matter.case)
    }
}

/// An agency with the cases about which it may be phoned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CasePhone {
    /// Which.
    pub id: ResourceId,
    /// Whether and when it can be phoned.
    pub agency: TeamAgency,
    /// The cases in whose teams it is.
    pub matters: Vec<PhoneMatter>,
}

/// A case about which an agency may be phoned.
#[derive(Clone, PartialEq, Eq)]
pub struct PhoneMatter {
    /// Which.
    pub case: CaseId,
    /// By what staff speak of it.
    pub number: CaseNumber,
    /// The name of the person, where it is known.
    pub name: Option<Line>,
    /// Whether there is one that does not open.
    pub is_damaged: bool,
    /// Whom to ask for.
    pub contact: Option<Line>,
    /// What they do in that case.
    pub does: Option<Prose>,
}

/// Whom somebody is helped by is nobody's to read in a log.
impl std::fmt::Debug for PhoneMatter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PhoneMatter({})", self.case)
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Whom of the teams of all the cases that one keeps can be phoned.
    ///
    /// # Errors
    /// A fault of the store; what the rule says is in the outcome.
    pub async fn case_phones(&self, own: &Principal) -> Outcome<CasePhones, Decision> {
        if let Err(decision) = may_look(own) {
            return Ok(Err(decision));
        }
        let scope = cases_for(own, Action::KeepCase);
        let query = CaseQuery {
            keeper: own.account(),
            course: Some(Course::Open),
            ..CaseQuery::default()
        };
        let found = self.store.teams_in_scope(&scope, &query, CASES).await?;
        let now = self.now().in_japan();
        let found = found.narrowed(|cases| {
            for (_, team) in &mut *cases {
                team.retain(|member| member.is_there(now.date));
            }
            cases.retain(|(_, team)| !team.is_empty());
        });
        let found = self.opened(Some(own), found).await?;
        let mut matters: BTreeMap<ResourceId, Vec<PhoneMatter>> = BTreeMap::new();
        let mut written: Vec<WrittenPhone> = Vec::new();
        for (case, team) in found {
            let name = case.known().map(|person| person.name.clone());
            for member in team {
                let matter = PhoneMatter {
                    case: case.id,
                    number: case.number,
                    name: name.clone(),
                    is_damaged: case.is_damaged(),
                    contact: member.contact,
                    does: member.does,
                };
                match member.agency {
                    MemberAgency::Listed(id) => matters.entry(id).or_default().push(matter),
                    MemberAgency::Written(name) => written.push(WrittenPhone {
                        name,
                        role: member.role,
                        reach: member.reach,
                        matter,
                    }),
                }
            }
        }
        let ids: BTreeSet<ResourceId> = matters.keys().copied().collect();
        let mut known = self
            .team_agencies(own, ids, SenderKind::Supporter, now)
            .await?;
        let mut agencies: Vec<CasePhone> = matters
            .into_iter()
            .filter_map(|(id, matters)| {
                let agency = known.remove(&id)?;
                Some(CasePhone {
                    id,
                    agency,
                    matters,
                })
            })
            .filter(|phone| phone.agency.lifecycle == Lifecycle::Active)
            .collect();
        agencies.sort_by_key(|phone| phone.agency.phone.phoning.rank());
        written.sort_by(|one, other| one.name.as_str().cmp(other.name.as_str()));
        Ok(Ok(CasePhones {
            now,
            agencies,
            written,
        }))
    }
}
