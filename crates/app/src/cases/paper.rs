//! Sheets of a case on paper. The person's own bear their name; of the team, staff take one with a number alone,
//! since it lies about.

use renkei_domain::access::principal::Principal;
use renkei_domain::cases::team::{Ring, TeamMember};
use renkei_domain::consent::{Categories, InformationCategory};
use renkei_domain::ids::CaseId;

use super::read::CaseView;
use super::{CaseRefusal, is_about};
use crate::App;
use crate::directory::register::Outcome;
use crate::paper::{EmergencyPaper, Sheet, TeamEntry, TeamSheet};

/// A sheet of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CasePaper {
    /// Who helps.
    Team,
    /// What to do when something happens.
    Emergency,
}

impl CasePaper {
    /// The code in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::Emergency => "emergency",
        }
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let mut all = [Self::Team, Self::Emergency].into_iter();
        all.find(|paper| paper.code() == code)
    }

    /// What somebody to whom it is handed is told of the person. That of the team, which staff take with a number alone,
    /// is made for nobody outside.
    #[must_use]
    pub fn tells(self) -> Option<Categories> {
        match self {
            Self::Team => None,
            Self::Emergency => {
                Some([InformationCategory::Basic, InformationCategory::Emergency].into())
            }
        }
    }
}

/// Those who are there today, in the order of the page.
fn members(view: &CaseView) -> Vec<TeamEntry> {
    let place = |ring: Ring| Ring::ALL.iter().position(|known| *known == ring);
    let team = view.file.team.iter();
    let mut here: Vec<&TeamMember> = team
        .filter(|member| member.is_there(view.now.date))
        .collect();
    here.sort_by_key(|member| place(member.ring));
    let entries = here.into_iter().map(|member| TeamEntry {
        agency: view.agency_name(member),
        member: member.clone(),
    });
    entries.collect()
}

#[renkei_boxed::boxed]
impl App {
    /// A sheet of a case on paper, for whoever may read it.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn case_on_paper(
        &self,
        own: &Principal,
        id: CaseId,
        paper: CasePaper,
    ) -> Outcome<Sheet, CaseRefusal> {
        let view = match self.case_view(own, id).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let case = &view.file.case;
        if case.is_erased() {
            return Ok(Err(CaseRefusal::NotFound));
        }
        let head = self.letterhead(&own.networks).await?;
        let keeper = view.names.get(&case.keeper).cloned();
        let number = format!("№{}", case.number);
        let name = case.known().map(|person| format!("{} さん", person.name));
        let is_theirs = is_about(own, case);
        Ok(match paper {
            CasePaper::Team => Ok(Sheet::Team(Box::new(TeamSheet {
                head,
                for_whom: name.filter(|_| is_theirs).unwrap_or(number),
                lead: view.lead.clone(),
                keeper,
                as_of: view.now.date,
                members: members(&view),
            }))),
            CasePaper::Emergency => match view.file.emergency.clone() {
                Some(sheet) => Ok(Sheet::Emergency(Box::new(EmergencyPaper {
                    head,
                    for_whom: name.unwrap_or(number),
                    lead: view.lead.clone(),
                    keeper,
                    sheet,
                }))),
                None => Err(CaseRefusal::NoSuchItem),
            },
        })
    }
}
