//! The consents of the invented cases of a demo, written down as staff write down what came back on paper. Their days
//! are counted from the day on which the demo is made, so that one of them always ends soon.

use chrono::{Days, NaiveDate};
use renkei_domain::cases::employment::Voice;
use renkei_domain::consent::package::{Package, PlainGroup};
use renkei_domain::consent::{ConsentRecipient, Giver, HaltOf, PartyId, Reach, Validity};
use renkei_domain::ids::CaseId;
use serde::Deserialize;

use super::{CASE, CaseEntry, Read, SeedFault, line, prose, value, word};
use crate::App;
use crate::consent::record::{ConsentForm, HowForm, Sitting};
use crate::consent::stop::{StopForm, StopKind};
use crate::writer::Writer;

/// What the person of a case agreed to on one occasion, on paper.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConsentEntry {
    package: String,
    /// The groups of questions that were answered with yes.
    yes: Vec<String>,
    /// Who may hear it: ids of the directory, all of the team.
    to: Vec<String>,
    /// Days between the answer and the demo.
    days_ago: u64,
    /// Days between the demo and the last day of the consent.
    days_left: u64,
    text_version: String,
    said: String,
}

/// What the person stopped afterwards.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HaltEntry {
    kind: String,
    /// For whom: an id of the directory.
    to: String,
}

fn named(id: &str) -> Read<ConsentRecipient> {
    let id = id
        .parse()
        .map_err(|_| value(CASE, format!("{id}: no id")))?;
    Ok(ConsentRecipient::Named(PartyId::Listed(id)))
}

impl ConsentEntry {
    fn given_on(&self, today: NaiveDate) -> NaiveDate {
        let day = today.checked_sub_days(Days::new(self.days_ago));
        day.unwrap_or(NaiveDate::MIN)
    }

    fn sitting(&self, today: NaiveDate) -> Read<Sitting> {
        Ok(Sitting {
            given_on: self.given_on(today),
            how: HowForm::Written,
            text_version: line(&self.text_version)?,
            explained_by: None,
            said: prose(&self.said)?,
            helpers: Vec::new(),
        })
    }

    fn form(&self, today: NaiveDate) -> Read<ConsentForm> {
        let package = word(&self.package, Package::from_code)?;
        let yes = self.yes.iter();
        let yes = yes.map(|code| word(code, PlainGroup::from_code));
        let yes: Vec<PlainGroup> = yes.collect::<Read<_>>()?;
        let last_day = today.checked_add_days(Days::new(self.days_left));
        let last_day = last_day.unwrap_or(NaiveDate::MAX);
        let validity = Validity::new(self.given_on(today), last_day);
        Ok(ConsentForm {
            giver: Giver::Person,
            recipients: self.to.iter().map(|id| named(id)).collect::<Read<_>>()?,
            categories: package.agreed(&yes),
            purposes: package.purposes(),
            means: package.means(),
            validity: validity.map_err(|fault| value(CASE, fault))?,
            renews: None,
        })
    }
}

impl HaltEntry {
    fn form(&self) -> Read<StopForm> {
        Ok(StopForm {
            kind: word(&self.kind, StopKind::from_code)?,
            of: HaltOf::Everything,
            reach: Reach::Recipient(named(&self.to)?),
            by: Voice::Person,
        })
    }
}

impl App {
    /// Writes down what the person of an entered case agreed to, and then what they stopped of it.
    pub(super) async fn enter_consents(
        &self,
        staff: &Writer,
        id: CaseId,
        entry: &CaseEntry,
    ) -> Result<(), SeedFault> {
        let today = self.now().in_japan().date;
        for consent in &entry.consent {
            let (sitting, form) = (consent.sitting(today)?, consent.form(today)?);
            let kept = self.record_consents(staff, id, sitting, vec![form]).await?;
            kept.map_err(|refusal| value(CASE, refusal))?;
        }
        for halt in &entry.halt {
            let stopped = self.stop_consent(staff, id, halt.form()?).await?;
            stopped.map_err(|refusal| value(CASE, refusal))?;
        }
        Ok(())
    }
}
