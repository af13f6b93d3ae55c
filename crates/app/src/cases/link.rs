//! How a person comes to read the case about them: staff show a code, and the person takes it with their own
//! account. The person may end it again at any time, without a reason.

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide, may};
use renkei_domain::access::scope::cases_for;
use renkei_domain::cases::case::Case;
use renkei_domain::ids::{AccountId, CaseId};
use renkei_domain::people::PaperCode;
use renkei_domain::people::limits::CASE_LINK;
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;
use renkei_domain::time::Moment;
use renkei_store::access::cases::CaseQuery;
use uuid::Uuid;

use super::read::{PAGE, refused_to};
use super::{CaseRefusal, KeptCase, allowed_case, judged, refuse};
use crate::App;
use crate::directory::register::Outcome;
use crate::people::{case_link_hash, of_case_link};
use crate::writer::{Drawn, Writer};

/// A code that links a case with the account of its person.
#[derive(Clone, PartialEq, Eq)]
pub struct OfferedLink {
    /// The code, told this once.
    pub code: String,
    /// Until when it counts.
    pub until: Moment,
}

impl std::fmt::Debug for OfferedLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("OfferedLink");
        shown.field("until", &self.until).finish_non_exhaustive()
    }
}

/// What a code links, before somebody links it: no more than who wrote it and whom to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkPreview {
    /// The organization that leads.
    pub lead: String,
    /// Whom to ask there.
    pub keeper: Option<Line>,
}

/// A case about oneself, in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnCase {
    /// The case.
    pub case: Case,
    /// The organization that leads.
    pub lead: String,
}

/// Who links a case with their own account.
fn joiner(own: &Principal) -> Result<AccountId, CaseRefusal> {
    match decide(own, Action::AcceptCase, &Object::Installation) {
        Decision::Allowed => own
            .account()
            .ok_or(CaseRefusal::NotAllowed(Decision::Refused)),
        decision => Err(CaseRefusal::NotAllowed(decision)),
    }
}

/// Reads a code as it is typed.
fn read_code(text: &str) -> Result<PaperCode, CaseRefusal> {
    PaperCode::read(text)
        .filter(|code| code.groups() == PaperCode::INVITATION_GROUPS)
        .ok_or(CaseRefusal::NoSuchLink)
}

#[renkei_boxed::boxed]
impl App {
    /// Makes a code that links a case with the account of its person; an earlier one ends. Whoever holds it
    /// can read the case, so that it is shown to the person alone.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn offer_case_link(
        &self,
        writer: &Writer,
        id: CaseId,
    ) -> Outcome<OfferedLink, CaseRefusal> {
        let code = PaperCode::draw(PaperCode::INVITATION_GROUPS, self.entropy.as_ref());
        let hash = case_link_hash(&code);
        let until = self.now().plus(CASE_LINK);
        let drawn: Uuid = self.new_id();
        let principal = writer.principal.clone();
        let asked = id.to_string();
        let done = self
            .act_of::<Drawn, CaseRefusal, _>(writer, Purpose::OfferCase, &asked, move |work, _| {
                let principal = principal.clone();
                Box::pin(async move {
                    let case = allowed_case(work, &principal, Action::OfferCase, id).await?;
                    judged(case.linkable())?;
                    work.offer_case_link(case.id, &hash, until).await?;
                    Ok(Drawn(drawn))
                })
            })
            .await?;
        Ok(match done {
            Ok(Drawn(known)) if known == drawn => {
                tracing::info!(case = %id, "a code was made that links the case");
                Ok(OfferedLink {
                    code: code.to_string(),
                    until: until.in_japan(),
                })
            }
            Ok(Drawn(_)) => Err(CaseRefusal::MadeBefore),
            Err(refusal) => Err(refusal),
        })
    }

    /// What a code links, for whoever holds it. Nothing is changed, and nothing of the case told.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn case_behind_link(
        &self,
        own: &Principal,
        code: &str,
    ) -> Outcome<LinkPreview, CaseRefusal> {
        let account = match joiner(own) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let attempt = of_case_link(account);
        if let Some(retry_after) = self.count_attempt(&attempt).await? {
            return Ok(Err(CaseRefusal::TooMany { retry_after }));
        }
        let code = match read_code(code) {
            Ok(code) => code,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let behind = self
            .store
            .case_by_link(&case_link_hash(&code), self.now())
            .await?;
        let Some(id) = behind else {
            return Ok(Err(CaseRefusal::NoSuchLink));
        };
        let Some((lead, keeper)) = self.store.who_keeps_case(id).await? else {
            return Ok(Err(CaseRefusal::NoSuchLink));
        };
        if !may(own, Action::AcceptCase, &Object::OfferedCase { lead }) {
            return Ok(Err(CaseRefusal::OwnStaff));
        }
        let leads = self.store.organizations(&[lead]).await?;
        let names = self.store.account_names(&[keeper]).await?;
        let lead = leads.get(&lead).map(|facts| facts.name.to_string());
        Ok(Ok(LinkPreview {
            lead: lead.unwrap_or_default(),
            keeper: names.get(&keeper).cloned(),
        }))
    }

    /// Links the case behind a code with one's own account.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn accept_case(&self, writer: &Writer, code: &str) -> Outcome<KeptCase, CaseRefusal> {
        let account = match joiner(&writer.principal) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let attempt = of_case_link(account);
        if let Some(retry_after) = self.count_attempt(&attempt).await? {
            return Ok(Err(CaseRefusal::TooMany { retry_after }));
        }
        let code = match read_code(code) {
            Ok(code) => code,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let hash = case_link_hash(&code);
        let principal = writer.principal.clone();
        // The code itself is never kept, not even beside a key.
        let asked = account.to_string();
        self.act_of(writer, Purpose::AcceptCase, &asked, move |work, header| {
            let principal = principal.clone();
            Box::pin(async move {
                let Some(id) = work.case_by_link(&hash, header.at).await? else {
                    return refuse(CaseRefusal::NoSuchLink);
                };
                work.lock_case(id).await?;
                // Of several who hold the code, the first one took it.
                let still = work.case_by_link(&hash, header.at).await?;
                let case = match still {
                    Some(still) => work.case(still).await?,
                    None => None,
                };
                let Some(case) = case else {
                    return refuse(CaseRefusal::NoSuchLink);
                };
                let offered = Object::OfferedCase { lead: case.lead };
                if !may(&principal, Action::AcceptCase, &offered) {
                    return refuse(CaseRefusal::OwnStaff);
                }
                let linked = judged(case.clone().linked(account))?;
                work.change_case(&case, &linked).await?;
                work.drop_case_link(case.id).await?;
                Ok(KeptCase(case.id))
            })
        })
        .await
    }

    /// Takes one's own account away from a case about oneself.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn leave_case(&self, writer: &Writer, id: CaseId) -> Outcome<KeptCase, CaseRefusal> {
        let principal = writer.principal.clone();
        let scope = cases_for(&principal, Action::LeaveCase);
        if scope.scope().is_nothing() {
            return Ok(Err(refused_to(&principal)));
        }
        let asked = id.to_string();
        self.act_of(writer, Purpose::LeaveCase, &asked, move |work, header| {
            let principal = principal.clone();
            Box::pin(async move {
                // Also one that nothing is written in any more: nobody is held in a case.
                let case = allowed_case(work, &principal, Action::LeaveCase, id).await?;
                work.change_case(&case, &case.clone().unlinked()).await?;
                if let Some(account) = case.account {
                    work.end_map_shares_of_person(account, case.person, header.at)
                        .await?;
                }
                Ok(KeptCase(case.id))
            })
        })
        .await
    }

    /// The cases about oneself, the newest first.
    ///
    /// # Errors
    /// A fault of the store; what the rule says is in the outcome.
    pub async fn own_cases(&self, own: &Principal) -> Outcome<Vec<OwnCase>, CaseRefusal> {
        let account = match joiner(own) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let query = CaseQuery {
            about: Some(account),
            ..CaseQuery::default()
        };
        let scope = cases_for(own, Action::ReadOwnCase);
        let found = self.store.cases_in_scope(&scope, &query, PAGE).await?;
        let found = self.opened(Some(own), found).await?;
        let leads: Vec<_> = found.iter().map(|case| case.lead).collect();
        let known = self.store.organizations(&leads).await?;
        let named = found.into_iter().map(|case| OwnCase {
            lead: known
                .get(&case.lead)
                .map(|facts| facts.name.to_string())
                .unwrap_or_default(),
            case,
        });
        Ok(Ok(named.collect()))
    }
}
