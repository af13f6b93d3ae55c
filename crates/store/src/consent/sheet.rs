//! Forms on paper: kept as they are printed, found again by their code, and joined with the consents that were
//! written down from them.

use chrono::NaiveDate;
use renkei_domain::cases::case::Case;
use renkei_domain::consent::package::Package;
use renkei_domain::consent::sheet::{AskedOccasion, ConsentSheet, purposes_of_old};
use renkei_domain::consent::{ConsentPurpose, ConsentRecipient, Means};
use renkei_domain::ids::{AccountId, CaseId, ConsentId, ConsentSheetId, OrganizationId, PersonId};
use renkei_domain::people::PaperCode;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, Value};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::Kept;
use crate::cases::{note_change, rows, write};
use crate::directory::words::{code, line, unreadable};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, KeyRing};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "consent_sheet";

/// The place of what is sealed of a form.
const ASKED: usize = 2;

/// A form as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptSheet {
    /// The form.
    pub sheet: ConsentSheet,
    /// In which case it was made.
    pub case: CaseId,
    /// The consents that were written down from it.
    pub answered: Vec<ConsentId>,
    /// Who made it, and when.
    pub kept: Kept,
}

/// What is sealed of a form.
#[derive(Debug, Serialize, Deserialize)]
struct Asked {
    occasions: Vec<AskedOn>,
    last_day: String,
    text_version: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct AskedOn {
    package: String,
    recipients: Vec<String>,
    /// Absent from what was kept while every form asked for the same.
    purposes: Option<Vec<String>>,
    means: Vec<String>,
}

fn cell(id: ConsentSheetId) -> Cell<'static> {
    Cell::of(TABLE, "asked", id.uuid())
}

fn to_text(sheet: &ConsentSheet) -> Result<String, StoreFault> {
    let occasions = sheet.occasions.iter().map(|one| AskedOn {
        package: one.package.code().to_owned(),
        recipients: one.recipients.iter().map(|known| known.code()).collect(),
        purposes: Some(
            one.purposes
                .iter()
                .map(|known| known.code().to_owned())
                .collect(),
        ),
        means: one
            .means
            .iter()
            .map(|known| known.code().to_owned())
            .collect(),
    });
    let asked = Asked {
        occasions: occasions.collect(),
        last_day: sheet.last_day.to_string(),
        text_version: sheet.text_version.to_string(),
    };
    serde_json::to_string(&asked).map_err(|fault| unreadable(TABLE, fault))
}

fn occasion(one: &AskedOn) -> Result<AskedOccasion, StoreFault> {
    let recipients = one.recipients.iter();
    let recipients = recipients.map(|word| code(TABLE, ConsentRecipient::from_code, word));
    let means = one.means.iter();
    let means = means.map(|word| code(TABLE, Means::from_code, word));
    let package = code(TABLE, Package::from_code, &one.package)?;
    let purposes = match &one.purposes {
        None => purposes_of_old(package),
        Some(known) => {
            let known = known.iter();
            let known = known.map(|word| code(TABLE, ConsentPurpose::from_code, word));
            known.collect::<Result<_, StoreFault>>()?
        }
    };
    Ok(AskedOccasion {
        package,
        recipients: recipients.collect::<Result<_, StoreFault>>()?,
        purposes,
        means: means.collect::<Result<_, StoreFault>>()?,
    })
}

fn from_text(id: ConsentSheetId, short: &str, text: &str) -> Result<ConsentSheet, StoreFault> {
    // What serde says of a text may repeat some of it.
    let asked: Asked = serde_json::from_str(text).map_err(|_| unreadable(TABLE, "asked"))?;
    let occasions = asked.occasions.iter().map(occasion);
    let last_day: Result<NaiveDate, _> = asked.last_day.parse();
    Ok(ConsentSheet {
        id,
        code: PaperCode::read(short).ok_or_else(|| unreadable(TABLE, "code"))?,
        occasions: occasions.collect::<Result<_, StoreFault>>()?,
        last_day: last_day.map_err(|_| unreadable(TABLE, "a day"))?,
        text_version: line(TABLE, &asked.text_version)?,
    })
}

/// The forms of a person, the newest first, with the consents that were written down from each.
pub(super) async fn sheets_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    person: PersonId,
) -> Result<Vec<KeptSheet>, StoreFault> {
    let mut sql =
        Sql::new("SELECT consent_id, sheet_id FROM consent_sheet_answer WHERE person_id = ");
    sql.bind(person.uuid()).push(" ORDER BY consent_id");
    let mut answers: Vec<(Uuid, ConsentId)> = Vec::new();
    for row in rows(connection, sql).await? {
        let consent = ConsentId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
        answers.push((row.try_get_by_index(1)?, consent));
    }
    let mut sql = Sql::new(
        "SELECT id, code, asked, case_id, recorded_by, recorded_at FROM consent_sheet WHERE person_id = ",
    );
    sql.bind(person.uuid()).push(" ORDER BY id DESC");
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[ASKED]).await?;
    let sheets = found.iter().map(|row| {
        let id = row.try_get_by_index::<Uuid>(0)?;
        let own = ConsentSheetId::from_uuid(id);
        let short: String = row.try_get_by_index(1)?;
        let text = opener.text_at(&cell(own), row, ASKED)?;
        let answered = answers.iter().filter(|(sheet, _)| *sheet == id);
        Ok(KeptSheet {
            sheet: from_text(own, &short, &text)?,
            case: CaseId::from_uuid(row.try_get_by_index::<Uuid>(3)?),
            answered: answered.map(|(_, consent)| *consent).collect(),
            kept: Kept {
                by: AccountId::from_uuid(row.try_get_by_index::<Uuid>(4)?),
                at: Instant::from_micros(row.try_get_by_index(5)?),
            },
        })
    });
    sheets.collect()
}

impl Store {
    /// The case in which a form was made, by the code that stands on it. Nothing of the form is read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn case_of_consent_sheet(
        &self,
        short: &PaperCode,
    ) -> Result<Option<(CaseId, ConsentSheetId)>, StoreFault> {
        let mut sql = Sql::new("SELECT case_id, id FROM consent_sheet WHERE code = ");
        sql.bind(short.letters());
        let found = rows(&self.reader, sql).await?;
        let Some(row) = found.first() else {
            return Ok(None);
        };
        Ok(Some((
            CaseId::from_uuid(row.try_get_by_index::<Uuid>(0)?),
            ConsentSheetId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        )))
    }
}

impl Work {
    /// Keeps a form as it is printed for the person of a case.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_consent_sheet(
        &self,
        case: CaseId,
        of: (PersonId, OrganizationId),
        sheet: &ConsentSheet,
        kept: Kept,
    ) -> Result<(), StoreFault> {
        let (person, organization) = of;
        let asked = to_text(sheet)?;
        let owner = KeyOwner::Person(person);
        let asked = self.seal_text(owner, cell(sheet.id), &asked).await?;
        let mut sql = Sql::new(
            "INSERT INTO consent_sheet (id, case_id, person_id, organization_id, code, asked, recorded_by, \
             recorded_at) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(sheet.id.uuid()),
            Value::from(case.uuid()),
            Value::from(person.uuid()),
            Value::from(organization.uuid()),
            Value::from(sheet.code.letters()),
            Value::from(asked),
            Value::from(kept.by.uuid()),
            Value::from(kept.at.micros()),
        ]));
        write(self, sql).await?;
        let after = json!({ "sheet": sheet.id.to_string() });
        note_change(self, case, "consents", None, Some(after));
        Ok(())
    }

    /// Keeps that a consent was written down from a form.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn answer_consent_sheet(
        &self,
        sheet: ConsentSheetId,
        consent: ConsentId,
        person: PersonId,
    ) -> Result<(), StoreFault> {
        let mut sql =
            Sql::new("INSERT INTO consent_sheet_answer (consent_id, sheet_id, person_id) VALUES ");
        sql.add(Sql::row([
            Value::from(consent.uuid()),
            Value::from(sheet.uuid()),
            Value::from(person.uuid()),
        ]));
        write(self, sql).await?;
        Ok(())
    }

    /// The forms of the person of a case, the newest first, inside an act.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn consent_sheets(&self, case: &Case) -> Result<Vec<KeptSheet>, StoreFault> {
        sheets_of(self.connection(), self.keys(), case.person).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = r#"{"occasions":[{"package":"medical_cooperation","recipients":["kind:medical"],"means":["document","phone"]}],"last_day":"2027-11-19","text_version":"同意の質問 2026年11月"}"#;

    fn kept(text: &str) -> ConsentSheet {
        let id = ConsentSheetId::from_uuid(Uuid::nil());
        from_text(id, "K7QM-2XHD", text).expect("a form")
    }

    #[test]
    fn a_form_of_before_asks_for_exactly_what_its_occasion_was_then() {
        let old = kept(OLD);
        let [asked] = old.occasions.as_slice() else {
            panic!("{old:?}")
        };
        let purposes: Vec<&str> = asked.purposes.iter().map(|one| one.code()).collect();
        let then = "fitness_for_work accommodation_advice daily_condition when_unwell";
        assert_eq!(purposes.join(" "), then);
        assert_eq!(asked.means, [Means::Document, Means::Phone].into());
        assert!(asked.purposes != asked.package.purposes(), "more since");
    }

    #[test]
    fn what_stands_on_a_form_reads_back_with_its_purposes() {
        let mut sheet = kept(OLD);
        sheet.occasions[0].purposes = [ConsentPurpose::Handover].into();
        let text = to_text(&sheet).expect("a text");
        assert_eq!(kept(&text), sheet);
    }
}
