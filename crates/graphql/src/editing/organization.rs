//! 法人 as programs read them who edit: with their versions, their values as they are typed, their history and
//! where a newer edition says otherwise. What changes them is in [`super::organization_change`].

use async_graphql::{Context, ID, Object, Result};
use renkei_app::directory::conflicts::OpenOrganizationConflict;
use renkei_app::directory::edit::organization::StoredOrganization;
use renkei_domain::directory::correction::OrganizationField;
use renkei_domain::ids::OrganizationId;

use super::history::HistoryEntryType;
use crate::closed_list::{Word, closed_list};
use crate::directory::loaded::{Asked, ours};
use crate::directory::organization::OrganizationType;

closed_list!(
    OrganizationField,
    "OrganizationField",
    "A field of a 法人 that may be put right, each with one written form.",
    |field| match field {
        OrganizationField::Name => "the official name with its legal form; nobody can empty it",
        OrganizationField::Kana => "how the name is read, in hiragana or katakana",
        OrganizationField::CorporateNumber =>
            "thirteen digits of which the first is the check digit; no two 法人 bear the same",
        OrganizationField::HeadOfBody =>
            "title and name of whoever represents it: a provision record has to name them",
        OrganizationField::City =>
            "of the registered address the code of the municipality, a space and the city: `272078 大阪府高槻市`. \
             Emptying it takes the whole registered address away",
        OrganizationField::PostalCode =>
            "seven digits of the registered address, with a city alone",
        OrganizationField::AddressRest =>
            "what follows the city in the registered address, with a city alone",
        OrganizationField::Phone => "the number of the body itself, not of an office",
        OrganizationField::Fax => "where the body itself takes sheets, not an office",
        OrganizationField::Url => "the pages of the body itself, as their address is written",
    }
);

/// A 法人 with the version that a change is written for.
#[derive(Debug)]
pub(crate) struct OrganizationEntry(StoredOrganization);

/// A 法人 as whoever edits sees it: what stands of it, and the version that a change is written for.
#[Object]
impl OrganizationEntry {
    /// The id of the 法人, the same as `Organization.id` in every answer.
    async fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    /// Rises with every change, whether people or an import made it: whoever edits says which version they
    /// saw.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// What stands of it, corrections applied.
    async fn organization(&self) -> OrganizationType<'_> {
        OrganizationType::of(self.0.id, &self.0.facts)
    }

    /// Every field in which something stands, in its written form.
    async fn values(&self) -> Vec<OrganizationValue> {
        let fields = OrganizationField::ALL.iter();
        let said = fields.filter_map(|field| {
            let value = field.read(&self.0.facts)?;
            Some(OrganizationValue {
                field: *field,
                value,
            })
        });
        said.collect()
    }
}

/// One value of a 法人.
#[derive(Debug)]
pub(crate) struct OrganizationValue {
    field: OrganizationField,
    value: String,
}

/// What stands in one field of a 法人.
#[Object]
impl OrganizationValue {
    /// Which of the fields that may be put right is meant.
    async fn field(&self) -> Word<OrganizationField> {
        Word(self.field)
    }

    /// What stands in it, as `OrganizationFactInput.value` takes it.
    async fn value(&self) -> &str {
        &self.value
    }
}

/// A conflict of a 法人.
pub(crate) struct OpenOrganizationConflictType(OpenOrganizationConflict);

/// A field of a 法人 that somebody put right and of which a newer edition of its source says something else.
/// It stands until somebody decides or the source moves.
#[Object(name = "OpenOrganizationConflict")]
impl OpenOrganizationConflictType {
    /// The id of the 法人 that somebody put right, as `Organization.id` shows it.
    async fn id(&self) -> ID {
        ID(self.0.organization.to_string())
    }

    /// Which import found it, as `decideOrganizationConflict` takes it.
    async fn run(&self) -> ID {
        ID(self.0.run.to_string())
    }

    /// Name of the 法人 as the directory shows it now.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// In which field of the 法人 both values differ.
    async fn field(&self) -> Word<OrganizationField> {
        Word(self.0.field)
    }

    /// What the source says, in the field's written form. Null where it says nothing.
    async fn source_value(&self) -> Option<&str> {
        self.0.source_value.as_deref()
    }

    /// What the directory says of the 法人, in the field's written form. Null where it says nothing.
    async fn our_value(&self) -> Option<&str> {
        self.0.corrected_value.as_deref()
    }

    /// The edition of published data in which the source says so.
    async fn edition(&self) -> &str {
        &self.0.edition
    }
}

/// The 法人 that an id names.
pub(crate) fn organization_of(id: &ID) -> Option<OrganizationId> {
    id.as_str().parse().ok()
}

/// A 法人 by its id, as it stands now.
pub(crate) async fn organization_entry(
    ctx: &Context<'_>,
    id: &ID,
) -> Result<Option<OrganizationEntry>> {
    let asked = Asked::of(ctx)?;
    let Some(id) = organization_of(id) else {
        return Ok(None);
    };
    let found = ours(asked.app.organization(id).await)?;
    Ok(found.map(OrganizationEntry))
}

/// The 法人 whose names hold some words, or the one with a number.
pub(crate) async fn organization_entries(
    ctx: &Context<'_>,
    named: &str,
) -> Result<Vec<OrganizationEntry>> {
    let asked = Asked::of(ctx)?;
    let found = ours(asked.app.find_organizations(named).await)?;
    Ok(found.into_iter().map(OrganizationEntry).collect())
}

/// The history of a 法人, for the caller's eyes.
pub(crate) async fn organization_history(
    ctx: &Context<'_>,
    id: &ID,
    before: Option<i64>,
) -> Result<Vec<HistoryEntryType>> {
    let asked = Asked::of(ctx)?;
    let Some(id) = organization_of(id) else {
        return Ok(Vec::new());
    };
    let told = asked.app.organization_history(&asked.principal, id, before);
    let entries = ours(told.await)?.unwrap_or_default().into_iter();
    Ok(entries.map(HistoryEntryType).collect())
}

/// The conflicts of 法人 that nobody has decided yet.
pub(crate) async fn open_organization_conflicts(
    ctx: &Context<'_>,
) -> Result<Vec<OpenOrganizationConflictType>> {
    let asked = Asked::of(ctx)?;
    let open = ours(asked.app.open_organization_conflicts().await)?;
    let open = open.into_iter();
    Ok(open.map(OpenOrganizationConflictType).collect())
}
