//! A form on paper: made with exactly what staff chose, printed as often as it is asked for, and found again by the
//! short code on it once it comes back.

use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::scope::cases_for;
use renkei_domain::cases::case::CaseFault;
use renkei_domain::consent::ConsentRecipient;
use renkei_domain::consent::sheet::{AskedOccasion, ConsentSheet};
use renkei_domain::ids::{CaseId, ConsentSheetId};
use renkei_domain::people::PaperCode;
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;
use renkei_store::consent::Kept;

use super::read::ConsentsView;
use super::record::names_only;
use super::{ConsentRefusal, case_for, judged, refuse, what_is_missing};
use crate::App;
use crate::directory::register::Outcome;
use crate::paper::{ConsentFormPaper, Sheet};
use crate::writer::{Answer, Writer};

/// What is to stand on a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetForm {
    /// What is asked, and about whom.
    pub occasions: Vec<AskedOccasion>,
    /// The last day on which a yes would hold.
    pub last_day: NaiveDate,
    /// Which version of the text stands on it.
    pub text_version: Line,
}

/// The form that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MadeSheet(pub ConsentSheetId);

impl Answer for MadeSheet {
    fn to_text(&self) -> String {
        self.0.to_string()
    }

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

impl ConsentsView {
    /// A form by its id, where it was made in this case.
    #[must_use]
    pub fn sheet(&self, id: ConsentSheetId) -> Option<&renkei_store::consent::sheet::KeptSheet> {
        let mut sheets = self.file.sheets.iter();
        sheets.find(|known| known.sheet.id == id && known.case == self.file.case.id)
    }

    /// Whom something names, as it stands on paper.
    #[must_use]
    pub fn recipient_on_paper(&self, recipient: ConsentRecipient) -> String {
        match recipient {
            ConsentRecipient::KindInTeam(kind) => format!("支援チームの中の「{kind}」"),
            ConsentRecipient::Named(id) => match self.party(id) {
                None => "チームにいない機関".to_owned(),
                Some(known) => match &known.contact {
                    Some(contact) => format!("{}（{contact} さん）", known.name),
                    None => known.name.clone(),
                },
            },
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Makes a form with what is to be asked. Nothing is agreed to by it.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn make_consent_sheet(
        &self,
        writer: &Writer,
        id: CaseId,
        form: SheetForm,
    ) -> Outcome<MadeSheet, ConsentRefusal> {
        let Some(by) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal)));
        };
        let asked = format!("{id} {form:?}");
        let sheet = ConsentSheet {
            id: ConsentSheetId::from_uuid(self.new_id()),
            code: PaperCode::draw(PaperCode::SHEET_GROUPS, self.entropy.as_ref()),
            occasions: form.occasions,
            last_day: form.last_day,
            text_version: form.text_version,
        };
        let sheet = match sheet.checked() {
            Ok(sheet) => sheet,
            Err(fault) => return Ok(Err(fault.into())),
        };
        let given = Arc::new((writer.principal.clone(), sheet));
        let purpose = Purpose::PrintConsentSheet;
        self.act_of(writer, purpose, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move {
                let (principal, sheet) = &*given;
                let case = case_for(work, principal, Action::KeepCase, id).await?;
                judged(case.open())?;
                if case.is_anonymous() {
                    return refuse(CaseFault::Anonymous);
                }
                if sheet.last_day < header.at.in_japan().date {
                    return refuse(ConsentRefusal::BeforeGiven);
                }
                let team = work.team_of(&case).await?;
                let mut occasions = sheet.occasions.iter();
                if !occasions.all(|one| names_only(&one.recipients, &team)) {
                    return refuse(ConsentRefusal::NotInTeam);
                }
                let kept = Kept { by, at: header.at };
                let of = (case.person, case.lead);
                work.add_consent_sheet(case.id, of, sheet, kept).await?;
                Ok(MadeSheet(sheet.id))
            })
        })
        .await
    }

    /// A form that was made, on paper, for whoever may ask its person.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn consent_sheet_on_paper(
        &self,
        own: &Principal,
        id: CaseId,
        sheet: ConsentSheetId,
    ) -> Outcome<Sheet, ConsentRefusal> {
        let view = match self.consents(own, id).await? {
            Ok(view) if view.may_keep => view,
            Ok(_) => return Ok(Err(ConsentRefusal::NotFound)),
            Err(refusal) => return Ok(Err(refusal)),
        };
        let case = &view.file.case;
        let (Some(known), Some(person)) = (view.sheet(sheet), case.known()) else {
            return Ok(Err(ConsentRefusal::NoSuchSheet));
        };
        let occasions = known.sheet.occasions.iter();
        let to: Vec<Vec<String>> = occasions
            .map(|one| {
                let recipients = one.recipients.iter();
                let words = recipients.map(|recipient| view.recipient_on_paper(*recipient));
                words.collect()
            })
            .collect();
        let keepers = self.store.account_names(&[case.keeper]).await?;
        Ok(Ok(Sheet::ConsentForm(Box::new(ConsentFormPaper {
            head: self.letterhead(&own.networks).await?,
            for_whom: format!("{} さん", person.name),
            lead: view.lead.clone(),
            keeper: keepers.get(&case.keeper).cloned(),
            sheet: known.sheet.clone(),
            to,
        }))))
    }

    /// The form with a code, for whoever keeps the case in which it was made.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn find_consent_sheet(
        &self,
        own: &Principal,
        code: &str,
    ) -> Outcome<(CaseId, ConsentSheetId), ConsentRefusal> {
        let scope = cases_for(own, Action::KeepCase);
        if scope.scope().is_nothing() {
            return Ok(Err(what_is_missing(own)));
        }
        let code = PaperCode::read(code);
        let Some(code) = code.filter(|code| code.groups() == PaperCode::SHEET_GROUPS) else {
            return Ok(Err(ConsentRefusal::NoSuchSheet));
        };
        let Some((case, sheet)) = self.store.case_of_consent_sheet(&code).await? else {
            return Ok(Err(ConsentRefusal::NoSuchSheet));
        };
        // A form of somebody else's case and no form give the same answer.
        let found = self.store.case_in_scope(&scope, case).await?;
        let file = self.opened(Some(own), found).await?;
        Ok(match file {
            Some(_) => Ok((case, sheet)),
            None => Err(ConsentRefusal::NoSuchSheet),
        })
    }
}
