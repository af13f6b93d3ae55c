//! Writing a consent down: one on paper, one given on a screen beside the person, or one by word before a witness.

use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::cases::case::{Case, CaseFault};
use renkei_domain::cases::employment::EmploymentDisclosure;
use renkei_domain::cases::team::TeamMember;
use renkei_domain::consent::evidence::Proof;
use renkei_domain::consent::given::{
    Asking, ConsentFault, ConsentRecord, DeviceOwner, Helper, HowGiven,
};
use renkei_domain::consent::means::MeansSet;
use renkei_domain::consent::purpose::Purposes;
use renkei_domain::consent::recipient::ConsentRecipients;
use renkei_domain::consent::signature::Signature;
use renkei_domain::consent::{
    Categories, Consent, ConsentRecipient, Form, Giver, PartyId, Validity,
};
use renkei_domain::ids::{
    AccountId, CaseId, ConsentId, ConsentSheetId, EmploymentId, EvidenceId, HaltId,
};
use renkei_domain::record::Purpose;
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Instant;
use renkei_store::consent::Kept;
use renkei_store::{Stop, Work};

use super::at_work::fits_at_work;
use super::proven::{answered, explainer, signed};
use super::renewed::{replaced, withdrawn};
use super::{ConsentRefusal, KeptConsents, case_for, judged, refuse, what_is_missing};
use crate::App;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// How somebody agreed, as it is written down.
#[derive(Clone, PartialEq, Eq)]
pub enum HowForm {
    /// On paper.
    Written,
    /// On a screen, after they agreed to the electronic form itself (承諾). The PIN of their card is asked for again.
    OnScreen {
        /// Whose device it was.
        device: DeviceOwner,
        /// The PIN.
        pin: String,
        /// What they drew on it, where they signed. Nobody has to.
        signature: Option<Signature>,
    },
    /// By word.
    Oral {
        /// Who heard it, beside whoever explained.
        witness: Line,
    },
}

/// A sitting in which somebody was asked: what all that they agreed to has in common.
#[derive(Clone, PartialEq, Eq)]
pub struct Sitting {
    /// When they agreed.
    pub given_on: NaiveDate,
    /// How they agreed.
    pub how: HowForm,
    /// Which version of the text they were shown.
    pub text_version: Line,
    /// Who explained it, where it was not whoever writes it down.
    pub explained_by: Option<AccountId>,
    /// What was said about refusing, pausing and withdrawing.
    pub said: Prose,
    /// Who sat beside and helped.
    pub helpers: Vec<Helper>,
}

/// A consent as it is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentForm {
    /// Who agreed.
    pub giver: Giver,
    /// Who may hear it.
    pub recipients: ConsentRecipients,
    /// What may be told.
    pub categories: Categories,
    /// What for.
    pub purposes: Purposes,
    /// By what means.
    pub means: MeansSet,
    /// When it holds.
    pub validity: Validity,
    /// In place of which one.
    pub renews: Option<ConsentId>,
}

impl Sitting {
    /// What tells it from another, for the key of a form: it is kept as a hash alone.
    fn asked(&self) -> String {
        let how = match &self.how {
            HowForm::Written => "written".to_owned(),
            HowForm::OnScreen {
                device, signature, ..
            } => {
                let drawn = signature.as_ref().map(Signature::to_text);
                format!("screen {} {drawn:?}", device.code())
            }
            HowForm::Oral { witness } => format!("oral {witness}"),
        };
        let helpers = self.helpers.iter();
        let helpers: Vec<String> = helpers
            .map(|helper| format!("{} {}", helper.tie.code(), helper.name))
            .collect();
        format!(
            "{} {how} {} {:?} {} {helpers:?}",
            self.given_on, self.text_version, self.explained_by, self.said
        )
    }

    /// How each consent of it came about.
    fn asking(&self, how: HowGiven, explained_by: AccountId) -> Asking {
        Asking {
            how,
            text_version: self.text_version.clone(),
            explained_by,
            said: self.said.clone(),
            helpers: self.helpers.clone(),
            evidence: None,
        }
    }
}

/// Whether everyone who is named by themselves stands in the team.
pub(super) fn names_only(recipients: &ConsentRecipients, team: &[TeamMember]) -> bool {
    let mut named = recipients.iter();
    named.all(|recipient| match recipient {
        ConsentRecipient::KindInTeam(_) => true,
        ConsentRecipient::Named(id) => team.iter().any(|member| PartyId::of(member) == *id),
    })
}

/// What was agreed to in a sitting, by whom it is written down, and how it was given.
struct Given {
    principal: Principal,
    by: AccountId,
    sitting: Sitting,
    how: HowGiven,
    agreed: Vec<(ConsentId, ConsentForm)>,
    /// For each of them the id of the line by which it ends the one in whose place it stands, if there is one.
    ends: Vec<Option<HaltId>>,
    about: AskedAbout,
    /// What was drawn on the screen.
    signature: Option<(EvidenceId, Proof)>,
}

/// What a sitting was about, where it was more than the person and what anybody may hear.
#[derive(Debug, Clone, Copy, Default)]
struct AskedAbout {
    /// The form on paper that was answered.
    sheet: Option<ConsentSheetId>,
    /// The employer whose people may hear it.
    employer: Option<EmploymentId>,
}

#[renkei_boxed::boxed]
impl App {
    /// Writes down what somebody agreed to in one sitting: all of it, or nothing.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn record_consents(
        &self,
        writer: &Writer,
        id: CaseId,
        sitting: Sitting,
        agreed: Vec<ConsentForm>,
    ) -> Outcome<KeptConsents, ConsentRefusal> {
        self.record_answers(writer, id, sitting, (agreed, None))
            .await
    }

    /// The same of what somebody answered on a form that was printed here, where there is one.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn record_answers(
        &self,
        writer: &Writer,
        id: CaseId,
        sitting: Sitting,
        (agreed, sheet): (Vec<ConsentForm>, Option<ConsentSheetId>),
    ) -> Outcome<KeptConsents, ConsentRefusal> {
        let about = AskedAbout {
            sheet,
            ..AskedAbout::default()
        };
        self.record_sitting(writer, id, sitting, (agreed, about))
            .await
    }

    /// Writes down what the person agreed to about people at an open employer: those whom the person lets know, and
    /// no more than that.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn record_at_work(
        &self,
        writer: &Writer,
        id: CaseId,
        sitting: Sitting,
        (employer, form): (EmploymentId, ConsentForm),
    ) -> Outcome<KeptConsents, ConsentRefusal> {
        let about = AskedAbout {
            employer: Some(employer),
            ..AskedAbout::default()
        };
        self.record_sitting(writer, id, sitting, (vec![form], about))
            .await
    }

    async fn record_sitting(
        &self,
        writer: &Writer,
        id: CaseId,
        sitting: Sitting,
        (agreed, about): (Vec<ConsentForm>, AskedAbout),
    ) -> Outcome<KeptConsents, ConsentRefusal> {
        let Some(by) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal)));
        };
        if agreed.is_empty() {
            return Ok(Err(ConsentFault::NoCategory.into()));
        }
        let how = match &sitting.how {
            HowForm::Written => HowGiven::Written,
            HowForm::OnScreen { device, pin, .. } => {
                match self.confirm_person(&writer.principal, id, pin).await? {
                    Ok(at) => HowGiven::OnScreen {
                        agreed_to_form_at: at,
                        device: *device,
                        pin_at: at,
                    },
                    Err(refusal) => return Ok(Err(refusal)),
                }
            }
            HowForm::Oral { witness } => HowGiven::Oral {
                witness: witness.clone(),
            },
        };
        let asked = format!("{id} {} {agreed:?} {about:?}", sitting.asked());
        let signature = match &sitting.how {
            HowForm::OnScreen { signature, .. } => signature.clone(),
            HowForm::Written | HowForm::Oral { .. } => None,
        };
        let signature = signature.map(|drawn| {
            let evidence = EvidenceId::from_uuid(self.new_id());
            (evidence, Proof::Signature(drawn))
        });
        let agreed: Vec<_> = agreed
            .into_iter()
            .map(|form| (ConsentId::from_uuid(self.new_id()), form))
            .collect();
        let ends = agreed.iter();
        let ends = ends.map(|(_, form)| form.renews.map(|_| HaltId::from_uuid(self.new_id())));
        let given = Arc::new(Given {
            principal: writer.principal.clone(),
            by,
            sitting,
            how,
            ends: ends.collect(),
            agreed,
            about,
            signature,
        });
        self.act_of(
            writer,
            Purpose::RecordConsent,
            &asked,
            move |work, header| {
                let given = Arc::clone(&given);
                Box::pin(async move {
                    let principal = &given.principal;
                    let case = case_for(work, principal, Action::KeepCase, id).await?;
                    judged(case.open())?;
                    if case.is_anonymous() {
                        return refuse(CaseFault::Anonymous);
                    }
                    if given.sitting.given_on > header.at.in_japan().date {
                        return refuse(ConsentRefusal::GivenLater);
                    }
                    let team = work.team_of(&case).await?;
                    for ((consent, form), ends) in given.agreed.iter().zip(&given.ends) {
                        let kept = (&*given, header.at);
                        kept_in(work, &case, &team, (*consent, form, *ends), kept).await?;
                    }
                    if let Some(sheet) = given.about.sheet {
                        answered(work, &case, sheet, (&given.how, &given.agreed)).await?;
                    }
                    if let Some(drawn) = &given.signature {
                        let (by, at) = (given.by, header.at);
                        signed(work, &case, drawn, (&given.agreed, Kept { by, at })).await?;
                    }
                    Ok(KeptConsents(case.id))
                })
            },
        )
        .await
    }
}

/// Keeps one consent of a sitting.
async fn kept_in(
    work: &Work,
    case: &Case,
    team: &[TeamMember],
    (id, form, ends): (ConsentId, &ConsentForm, Option<HaltId>),
    (given, now): (&Given, Instant),
) -> Result<(), Stop<ConsentRefusal>> {
    let sitting = &given.sitting;
    if form.validity.first_day() < sitting.given_on {
        return refuse(ConsentRefusal::BeforeGiven);
    }
    // A screen knows the person by their PIN, and nobody else.
    if given.how.form() == Form::OnScreen && form.giver != Giver::Person {
        return refuse(ConsentFault::Form);
    }
    if !names_only(&form.recipients, team) {
        return refuse(ConsentRefusal::NotInTeam);
    }
    let seq = work.next_consent_seq(case.person).await?;
    let ledger = work.ledger(case).await?;
    // What was agreed to before somebody stopped everything is not agreed to again by writing it down afterwards.
    let times = work.ledger_times(case).await?;
    if ledger.is_stopped_since(sitting.given_on, &times) {
        return refuse(ConsentRefusal::StoppedSince);
    }
    if let Some(employer) = given.about.employer {
        let asked = (employer, form);
        fits_at_work(work, (case, &ledger), team, asked, now).await?;
    }
    let terms = Consent {
        id,
        seq,
        person: case.person,
        provider: case.lead,
        giver: form.giver.clone(),
        recipients: form.recipients.clone(),
        categories: form.categories.clone(),
        purposes: form.purposes.clone(),
        means: form.means.clone(),
        given_on: sitting.given_on,
        form: given.how.form(),
        validity: form.validity,
    };
    let today = now.in_japan().date;
    let replaced = replaced(work, &ledger, form.renews, &terms, today).await?;
    // An employer that another agency knows of cannot be asked here.
    let employments = ledger.employments.into_iter();
    let employments: Vec<EmploymentDisclosure> = employments
        .filter(|employment| employment.keeper == case.lead)
        .collect();
    let explained_by = explainer(work, case, (given.by, sitting.explained_by), now).await?;
    let asking = sitting.asking(given.how.clone(), explained_by);
    let record = judged(ConsentRecord::new(terms, asking, &employments))?;
    let kept = Kept {
        by: given.by,
        at: now,
    };
    work.add_consent(case.id, &record, form.renews, kept)
        .await?;
    if let Some(ends) = ends.zip(replaced) {
        withdrawn(work, case, ends, &form.giver, kept).await?;
    }
    Ok(())
}
