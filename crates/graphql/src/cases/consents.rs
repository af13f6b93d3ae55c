//! What the person of a case agreed to, as types of the schema. Whether something may be told is decided by the rule
//! alone; what is read here permits nothing.

use async_graphql::{Context, Enum, ID, Object, Result};
use renkei_app::consent::read::ConsentsView;
use renkei_app::consent::state::{ConsentState, state_of};
use renkei_domain::consent::{Consent, ConsentPurpose, Form, InformationCategory, Means};
use renkei_domain::ids::CaseId;

use crate::closed_list::{Word, closed_list};
use crate::directory::loaded::{Asked, ours};
use crate::scalars::DateScalar;

/// How a consent stands today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "ConsentState")]
pub(crate) enum Standing {
    /// Nothing of it is stopped, and its last day is further off than thirty days.
    Holds,
    /// Its last day comes within thirty days: time to ask the person whether it goes on.
    EndsSoon,
    /// The person stopped it for some recipient or some category; the rest may be told.
    HoldsPartly,
    /// Its first day lies ahead of today.
    NotYet,
    /// The person said いったん止める: nothing may be told by it until they begin again.
    Paused,
    /// The person said やめる: only another consent helps, this one never again.
    Withdrawn,
    /// Its last day is over: nothing more may be told by it.
    Ended,
}

impl From<ConsentState> for Standing {
    fn from(state: ConsentState) -> Self {
        match state {
            ConsentState::Holds => Self::Holds,
            ConsentState::EndsSoon { .. } => Self::EndsSoon,
            ConsentState::HoldsPartly => Self::HoldsPartly,
            ConsentState::NotYet => Self::NotYet,
            ConsentState::Paused => Self::Paused,
            ConsentState::Withdrawn => Self::Withdrawn,
            ConsentState::Ended => Self::Ended,
        }
    }
}

closed_list!(
    Form,
    "ConsentForm",
    "In which form somebody agreed.",
    |form| match form {
        Form::Written => "on a sheet of paper, with their name below it",
        Form::OnScreen => "on a device, after the PIN of their card was asked again",
        Form::Oral => "spoken, before somebody who heard it besides",
    }
);

closed_list!(
    Means,
    "ConsentMeans",
    "By what means something may be told.",
    |means| match means {
        Means::Meeting => "spoken where several agencies sit together",
        Means::Document => "in writing that is handed over, or shown in renkei",
        Means::Phone => "spoken over the telephone line",
        Means::Fax => "by facsimile, which the person was asked about by itself",
    }
);

closed_list!(
    ConsentPurpose,
    "ConsentPurpose",
    "What something may be told for. The list is closed: a purpose is chosen, never typed.",
    |purpose| match purpose {
        ConsentPurpose::IntakeInquiry => "asking whether a service can be used at all",
        ConsentPurpose::FitnessForWork => "judging whether, and how, somebody can be employed",
        ConsentPurpose::AccommodationAdvice => "asking what considerations would help them",
        ConsentPurpose::DailyCondition => "knowing how somebody is from one morning to another",
        ConsentPurpose::WhenUnwell => "helping on days on which somebody is not well",
        ConsentPurpose::EmergencyResponse => "acting at once where help is needed now",
        ConsentPurpose::TeamBuilding => "settling who of several agencies helps with what",
        ConsentPurpose::PlanReview => "looking again at what was planned together",
        ConsentPurpose::Handover => "passing help on to whoever comes next",
        ConsentPurpose::WorkplaceSharing => "letting people where somebody is employed know",
    }
);

closed_list!(
    InformationCategory,
    "InformationCategory",
    "What may be told of a person. The list is closed: a category is chosen, never typed.",
    |category| match category {
        InformationCategory::Basic => "name, birthday, address, and how to reach somebody",
        InformationCategory::DisabilityDiagnosis => "what illness or impairment was found",
        InformationCategory::MedicationVisits => "what somebody takes, and when they see a doctor",
        InformationCategory::Skills => "work somebody can do, and how practice of it went",
        InformationCategory::Communication => "how to talk with somebody so that it is understood",
        InformationCategory::Accommodations => "what to take care of, and what helps",
        InformationCategory::Family => "relatives, who lives together, and how they help at home",
        InformationCategory::LivingMoney => "how somebody lives, with income and benefits",
        InformationCategory::EmploymentStatus => "hours, duties and attendance at present",
        InformationCategory::EmployerInfo => "where somebody works and what it is like there",
        InformationCategory::Wishes => "what somebody hopes for themselves",
        InformationCategory::Emergency => "whom to phone and what to do on a bad day",
        InformationCategory::History => "what help there was so far, and what came of it",
    }
);

/// What the person of a case agreed to, the newest first, where whoever asks may read it.
pub(crate) async fn case_consents(
    ctx: &Context<'_>,
    id: &ID,
) -> Result<Option<Vec<CaseConsentType>>> {
    let asked = Asked::of(ctx)?;
    let Ok(id) = id.as_str().parse::<CaseId>() else {
        return Ok(None);
    };
    let found = ours(asked.app.consents(&asked.principal, id).await)?;
    Ok(found.ok().filter(|view| !view.is_person).map(|view| {
        let consents = view.file.ledger.consents.iter().rev();
        let own = consents.filter(|consent| consent.provider == view.file.case.lead);
        own.map(|consent| CaseConsentType::of(&view, consent))
            .collect()
    }))
}

/// A consent.
pub(crate) struct CaseConsentType {
    consent: Consent,
    state: Standing,
    recipients: Vec<String>,
    renews: Option<ID>,
    has_page: bool,
}

impl CaseConsentType {
    fn of(view: &ConsentsView, consent: &Consent) -> Self {
        let recipients = consent.recipients.iter();
        let asking = view.asking(consent.id);
        let renews = asking.and_then(|asking| asking.renews);
        Self {
            state: state_of(&view.file.ledger, consent, view.now.date).into(),
            recipients: recipients
                .map(|recipient| view.recipient_on_paper(*recipient))
                .collect(),
            renews: renews.map(|id| ID(id.to_string())),
            has_page: view.pages_of(consent.id).next().is_some(),
            consent: consent.clone(),
        }
    }
}

/// What somebody agreed may be told of the person of a case, by the agency that leads it (同意). It permits nothing
/// by itself: whether something may be told to somebody is decided at the moment of telling.
#[Object(name = "CaseConsent")]
impl CaseConsentType {
    /// Which it is among those of the person.
    async fn id(&self) -> ID {
        ID(self.consent.id.to_string())
    }

    /// How it stands today, in one word.
    async fn state(&self) -> Standing {
        self.state
    }

    /// What may be told by it.
    async fn categories(&self) -> Vec<Word<InformationCategory>> {
        self.consent.categories.iter().copied().map(Word).collect()
    }

    /// What it may be told for.
    async fn purposes(&self) -> Vec<Word<ConsentPurpose>> {
        self.consent.purposes.iter().copied().map(Word).collect()
    }

    /// By what it may be told: FAX only where it was asked for.
    async fn means(&self) -> Vec<Word<Means>> {
        self.consent.means.iter().copied().map(Word).collect()
    }

    /// Who may hear it: members of the support team by name, or a kind of agency in the team.
    async fn recipients(&self) -> &[String] {
        &self.recipients
    }

    /// In which form the person, or who speaks for them, agreed.
    async fn form(&self) -> Word<Form> {
        Word(self.consent.form)
    }

    /// The day on which whoever gave it said or signed so; the consent may begin later.
    async fn given_on(&self) -> DateScalar {
        DateScalar(self.consent.given_on)
    }

    /// From when something may be told by it.
    async fn first_day(&self) -> DateScalar {
        DateScalar(self.consent.validity.first_day())
    }

    /// Until when it holds, this date included.
    async fn last_day(&self) -> DateScalar {
        DateScalar(self.consent.validity.last_day())
    }

    /// The consent in whose place it stands. Null where it renews none.
    async fn renews(&self) -> Option<&ID> {
        self.renews.as_ref()
    }

    /// Whether the scanned sheet of paper that shows it is kept.
    async fn has_page(&self) -> bool {
        self.has_page
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::closed_list::tests::shows_all;

    #[test]
    fn every_word_of_a_consent_is_a_value_of_the_schema() {
        shows_all(Form::ALL);
        shows_all(Means::ALL);
        shows_all(ConsentPurpose::ALL);
        shows_all(InformationCategory::ALL);
    }
}
