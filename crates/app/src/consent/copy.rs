//! A copy of a consent cut to one recipient, as hospitals ask for it first: what of it may be told to them today,
//! and nobody else whom it names. It goes to somebody outside, so that what stands on it is read off permits.

use renkei_domain::access::principal::Principal;
use renkei_domain::consent::{Categories, Consent, InformationCategory, Ledger, Party, PartyId};
use renkei_domain::ids::{CaseId, ConsentId, TeamMemberId};

use super::ConsentRefusal;
use super::read::{ConsentsView, NamedParty};
use crate::App;
use crate::directory::register::Outcome;
use crate::paper::{ConsentCopyPaper, Sheet};

impl ConsentsView {
    /// What one consent by itself lets somebody be told today. Of one that stands only beside another, or that was
    /// given to another agency, no copy is made.
    #[must_use]
    pub fn of_consent_for(&self, consent: &Consent, party: &Party) -> Categories {
        let alone = self.alone(consent, party);
        let told = alone.map(|alone| self.told(&alone, party));
        told.unwrap_or_default()
    }

    /// The ledger with one consent by itself, where a copy of it could be made for somebody.
    fn alone(&self, consent: &Consent, party: &Party) -> Option<Ledger> {
        let is_own = consent.provider == self.file.case.lead && consent.giver.speaks_for_person();
        let mut named = consent.recipients.iter();
        if !is_own || !named.any(|recipient| recipient.means(party, self.now.date)) {
            return None;
        }
        Some(Ledger {
            consents: vec![consent.clone()],
            // What the law lets be told besides is nobody's to show.
            exceptions: Vec::new(),
            ..self.file.ledger.clone()
        })
    }

    /// What a copy of a consent for somebody says that they may be told.
    fn on_copy(&self, consent: &Consent, party: &Party) -> Option<Categories> {
        let alone = self.alone(consent, party)?;
        let permits = self.permits(&alone, party);
        let told = permits.iter().flat_map(|permit| permit.categories());
        Some(told.copied().collect())
    }

    /// The members of the team for whom a copy of a consent can be made, each under the id by which the case knows
    /// them: that of an agency would tell in an address of what kind it is.
    #[must_use]
    pub fn copies_of(&self, consent: &Consent) -> Vec<(TeamMemberId, &NamedParty)> {
        let here = self.here();
        let told = here.filter(|known| !self.of_consent_for(consent, &known.party).is_empty());
        told.filter_map(|known| Some((self.member_of(known.party.id)?, known)))
            .collect()
    }

    /// The first member of the team that is a party.
    fn member_of(&self, id: PartyId) -> Option<TeamMemberId> {
        let mut team = self.file.team.iter();
        team.find(|member| PartyId::of(member) == id)
            .map(|member| member.id)
    }
}

/// What whoever is handed a copy is told of the person: who they are. What may be told besides stands on it, and is
/// not told by it.
#[must_use]
pub fn told_by_copy() -> Categories {
    [InformationCategory::Basic].into()
}

#[renkei_boxed::boxed]
impl App {
    /// The copy of a consent for somebody of the team, for whoever may read the consents.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn consent_copy_on_paper(
        &self,
        own: &Principal,
        id: CaseId,
        (consent, member): (ConsentId, TeamMemberId),
    ) -> Outcome<Sheet, ConsentRefusal> {
        let view = match self.consents(own, id).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let case = &view.file.case;
        let (Some(consent), Some(person)) = (view.consent(consent), case.known()) else {
            return Ok(Err(ConsentRefusal::NoSuchConsent));
        };
        let copies = view.copies_of(consent);
        let Some((_, known)) = copies.into_iter().find(|(known, _)| *known == member) else {
            return Ok(Err(ConsentRefusal::NoSuchConsent));
        };
        let Some(categories) = view.on_copy(consent, &known.party) else {
            return Ok(Err(ConsentRefusal::NoSuchConsent));
        };
        let keepers = self.store.account_names(&[case.keeper]).await?;
        Ok(Ok(Sheet::ConsentCopy(Box::new(ConsentCopyPaper {
            head: self.letterhead(&own.networks).await?,
            to: known.name.clone(),
            for_whom: format!("{} さん", person.name),
            lead: view.lead.clone(),
            keeper: keepers.get(&case.keeper).cloned(),
            consent: consent.clone(),
            categories,
        }))))
    }
}
