//! Making a 法人 that is not in the directory yet, beside an entry that it runs.

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::correction::{
    CorrectableField, Correction, CorrectionFault, OrganizationField,
};
use renkei_domain::directory::edit::{FactEdit, FieldFault, OrganizationEdit, Part};
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::directory::profile::Profile;
use renkei_domain::ids::{OrganizationId, ResourceId};
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;
use renkei_store::directory::organization::OrganizationEntry;
use renkei_store::{ActHeader, Stop, Work};

use super::change::write_all;
use super::number_fault;
use crate::App;
use crate::directory::correct::put_right;
use crate::directory::edit::held::Held;
use crate::directory::edit::{EditRefusal, invalid_facts};
use crate::directory::register::{Outcome, organization_key};
use crate::writer::{Answer, Writer};

/// A 法人 as somebody enters it, beside an entry that it runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrganization {
    /// The entry that it runs.
    pub resource: ResourceId,
    /// The version of the entry that somebody saw.
    pub expected: i64,
    /// What is known of the 法人: its name at least.
    pub facts: Vec<OrganizationEdit>,
}

/// A 法人 that was entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CreatedOrganization {
    /// Its id.
    pub id: OrganizationId,
    /// The version of the entry that stands now.
    pub version: i64,
}

impl Answer for CreatedOrganization {
    fn to_text(&self) -> String {
        format!("{} {}", self.id, self.version)
    }

    fn from_text(text: &str) -> Option<Self> {
        let (id, version) = text.split_once(' ')?;
        Some(Self {
            id: id.parse().ok()?,
            version: version.parse().ok()?,
        })
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Enters a 法人 and says that it runs an entry, in one act, for whoever may say who runs the entry.
    /// What they entered stands as a correction of a source that has said nothing yet.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn create_organization(
        &self,
        writer: &Writer,
        new: NewOrganization,
    ) -> Outcome<CreatedOrganization, EditRefusal> {
        let asked = format!("{new:?}");
        let unknown = self.unknown_seats(&new.facts).await?;
        let id = OrganizationId::from_uuid(self.new_id());
        let errand = Arc::new((writer.principal.clone(), new, unknown));
        let purpose = Purpose::RegisterOrganization;
        self.act_of(writer, purpose, &asked, move |work, header| {
            let errand = Arc::clone(&errand);
            Box::pin(async move {
                let (principal, new, unknown) = errand.as_ref();
                create_in(work, &header, principal, (id, new), unknown).await
            })
        })
        .await
    }
}

async fn create_in(
    work: &Work,
    header: &ActHeader,
    principal: &Principal,
    (id, new): (OrganizationId, &NewOrganization),
    unknown: &[FieldFault],
) -> Result<CreatedOrganization, Stop<EditRefusal>> {
    let held = Held::take(work, new.resource).await?;
    held.check_rights(principal, Action::AssignOrganization, None)?;
    held.check_version(new.expected, Part::Facts, &Profile::default())?;
    let mut faults = unknown.to_vec();
    let facts = match facts_of(&new.facts) {
        Ok(facts) => facts,
        Err(wrong) => {
            let fresh = |fault: &FieldFault| faults.iter().all(|known| known.field != fault.field);
            let wrong: Vec<FieldFault> = wrong.into_iter().filter(fresh).collect();
            faults.extend(wrong);
            return Err(Stop::Refused(EditRefusal::Invalid(faults)));
        }
    };
    let match_key = organization_key(&facts);
    if let Some(fault) = number_fault(work, None, facts.corporate_number).await? {
        faults.push(fault);
    } else if work.organization_keyed(match_key).await?.is_some() {
        let message =
            "同じ名前と住所の法人が、もう名簿にあります。名前でさがして、それを選んでください。";
        faults.push(FieldFault::new(
            OrganizationField::Name.code(),
            "TAKEN",
            message,
        ));
    }
    if !faults.is_empty() {
        return Err(Stop::Refused(EditRefusal::Invalid(faults)));
    }
    let entry = OrganizationEntry {
        id,
        facts: facts.clone(),
        match_key,
    };
    work.register_organization(entry).await?;
    for field in OrganizationField::ALL {
        let Some(value) = field.read(&facts) else {
            continue;
        };
        let kept = Correction {
            field: *field,
            source_value: None,
            value: Some(value),
        };
        work.keep_organization_correction(id, &kept, header).await?;
    }
    let tie = FactEdit {
        field: CorrectableField::Organization,
        value: Some(id.to_string()),
    };
    let tied = put_right(work, new.resource, &held.stored.facts, &[tie], header).await?;
    if let Err(faults) = tied {
        return Err(Stop::Refused(invalid_facts(faults)));
    }
    work.count_edit(new.resource).await?;
    Ok(CreatedOrganization {
        id,
        version: held.stored.version + 1,
    })
}

/// The facts that somebody entered, or every mistake in them.
fn facts_of(entered: &[OrganizationEdit]) -> Result<OrganizationFacts, Vec<FieldFault>> {
    let field = OrganizationField::Name;
    let name = entered.iter().find(|edit| edit.field == field);
    let name = match name.and_then(|edit| edit.value.as_deref()) {
        Some(name) => Line::parse(name).map_err(CorrectionFault::from),
        None => Err(CorrectionFault::Required),
    };
    let wrong = name.as_ref().err().cloned();
    // The other fields are read beside a name that cannot stand, so that every mistake is told at once.
    let mut faults: Vec<FieldFault> = wrong
        .iter()
        .map(|fault| FieldFault::of_correction(field.code(), fault))
        .collect();
    let stand_in = Line::parse("法人").map_err(CorrectionFault::from);
    let mut facts = match name.or(stand_in) {
        Ok(name) => OrganizationFacts::named(name),
        Err(_) => return Err(faults),
    };
    let others: Vec<OrganizationEdit> = entered
        .iter()
        .filter(|edit| edit.field != field)
        .cloned()
        .collect();
    let (_, wrong) = write_all(&others, &mut facts);
    faults.extend(wrong);
    if faults.is_empty() {
        Ok(facts)
    } else {
        Err(faults)
    }
}
