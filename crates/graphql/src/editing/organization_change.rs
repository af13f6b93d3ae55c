//! Making a 法人, putting it right, taking a change of it back, and deciding where its source says otherwise.

use async_graphql::{Context, ID, InputObject, Object, Result};
use renkei_app::directory::conflicts::OrganizationDecision;
use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::edit::organization::create::NewOrganization;
use renkei_domain::directory::correction::OrganizationField;
use renkei_domain::directory::edit::OrganizationEdit;
use renkei_domain::ids::{ActId, OrganizationId};

use super::conflict::{Choice, run_of};
use super::organization::{OrganizationEntry, organization_entry, organization_of};
use super::payload::RefusalType;
use super::write::{entry, writer};
use crate::closed_list::Word;
use crate::directory::loaded::{Asked, ours};

/// What came of a mutation of a 法人.
#[derive(Debug)]
pub(super) struct WrittenOrganization {
    organization: Option<OrganizationEntry>,
    refusal: Option<EditRefusal>,
}

macro_rules! payloads {
    ($($(#[doc = $doc:tt])* $name:ident;)+) => {$(
        $(#[doc = $doc])*
        #[derive(Debug)]
        pub(crate) struct $name(WrittenOrganization);

        impl From<WrittenOrganization> for $name {
            fn from(written: WrittenOrganization) -> Self {
                Self(written)
            }
        }

        $(#[doc = $doc])*
        #[Object]
        impl $name {
            /// The 法人 as it stands now, whether it was changed or not: after a refusal with code `CHANGED` it
            /// shows what somebody else wrote. Null where there is none.
            async fn organization(&self) -> Option<&OrganizationEntry> {
                self.0.organization.as_ref()
            }

            /// Why nothing was changed. Null: it was done.
            async fn refusal(&self) -> Option<RefusalType<'_>> {
                self.0.refusal.as_ref().map(RefusalType)
            }
        }
    )+};
}

payloads! {
    /// What came of entering a 法人 beside an entry that it runs.
    CreateOrganizationPayload;
    /// What came of putting fields of a 法人 right.
    UpdateOrganizationPayload;
    /// What came of taking a change of a 法人 back.
    UndoOrganizationChangePayload;
    /// What came of deciding between a source and a 法人.
    DecideOrganizationConflictPayload;
}

/// A field of a 法人 as it should read.
#[derive(Debug, InputObject)]
pub(crate) struct OrganizationFactInput {
    /// Which field that may be put right is meant.
    field: Word<OrganizationField>,
    /// Its value in the field's written form. Null empties it.
    value: Option<String>,
}

impl OrganizationFactInput {
    fn into_edit(self) -> OrganizationEdit {
        OrganizationEdit {
            field: self.field.0,
            value: self.value.filter(|value| !value.trim().is_empty()),
        }
    }
}

/// A 法人 as somebody enters it, beside an entry that it runs.
#[derive(Debug, InputObject)]
pub(crate) struct CreateOrganizationInput {
    /// Global id of the entry that it runs.
    resource: ID,
    /// The version of the entry that the change was written for.
    version: i64,
    /// What is known of the 法人: its name at least.
    facts: Vec<OrganizationFactInput>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl CreateOrganizationInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<WrittenOrganization> {
        let asked = Asked::of(ctx)?;
        let facts = self.facts.into_iter();
        let facts = facts.map(OrganizationFactInput::into_edit).collect();
        let ready = entry(&self.resource).and_then(|resource| {
            let writer = writer(asked, self.idempotency_key.as_deref())?;
            let new = NewOrganization {
                resource,
                expected: self.version,
                facts,
            };
            Ok((writer, new))
        });
        let (id, refusal) = match ready {
            Ok((writer, new)) => match ours(asked.app.create_organization(&writer, new).await)? {
                Ok(created) => (Some(created.id), None),
                Err(refusal) => (None, Some(refusal)),
            },
            Err(refusal) => (None, Some(refusal)),
        };
        answer(ctx, id, refusal).await
    }
}

/// Which fields of which 法人, and how they should read.
#[derive(Debug, InputObject)]
pub(crate) struct UpdateOrganizationInput {
    /// The id of the 法人, as `Organization.id` shows it.
    id: ID,
    /// The version of the 法人 that the change was written for.
    version: i64,
    /// The fields; those that are not named stay as they are.
    facts: Vec<OrganizationFactInput>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl UpdateOrganizationInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<WrittenOrganization> {
        let asked = Asked::of(ctx)?;
        let facts = self.facts.into_iter();
        let facts = facts.map(OrganizationFactInput::into_edit).collect();
        let ready = known(&self.id)
            .and_then(|id| Ok((id, writer(asked, self.idempotency_key.as_deref())?)));
        let refusal = match ready {
            Ok((id, writer)) => {
                let done = asked
                    .app
                    .edit_organization(&writer, id, self.version, facts);
                ours(done.await)?.err()
            }
            Err(refusal) => Some(refusal),
        };
        answer(ctx, organization_of(&self.id), refusal).await
    }
}

/// Which change of which 法人 is taken back.
#[derive(Debug, InputObject)]
pub(crate) struct UndoOrganizationChangeInput {
    /// The id of the 法人, as `Organization.id` shows it.
    id: ID,
    /// The version of the 法人 that the change was written for.
    version: i64,
    /// The id of the act, as `organizationHistory` shows it.
    act: ID,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl UndoOrganizationChangeInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<WrittenOrganization> {
        let asked = Asked::of(ctx)?;
        let ready = known(&self.id).and_then(|id| {
            let act = self.act.as_str().parse::<ActId>();
            let act = act.map_err(|_| EditRefusal::NoSuchChange)?;
            Ok((id, act, writer(asked, self.idempotency_key.as_deref())?))
        });
        let refusal = match ready {
            Ok((id, act, writer)) => {
                let done = asked
                    .app
                    .undo_organization_change(&writer, id, act, self.version);
                ours(done.await)?.err()
            }
            Err(refusal) => Some(refusal),
        };
        answer(ctx, organization_of(&self.id), refusal).await
    }
}

/// One decision about one field of a 法人.
#[derive(Debug, InputObject)]
pub(crate) struct DecideOrganizationConflictInput {
    /// The id of the 法人, as `Organization.id` shows it.
    id: ID,
    /// Which import found the conflict: `OpenOrganizationConflict.run`.
    run: ID,
    /// In which field of the 法人 both values differ.
    field: Word<OrganizationField>,
    /// Whose value is right: what the source says, or what stands here.
    choice: Choice,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl DecideOrganizationConflictInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<WrittenOrganization> {
        let asked = Asked::of(ctx)?;
        let ready = self.decision().and_then(|decision| {
            let writer = writer(asked, self.idempotency_key.as_deref())?;
            Ok((decision, writer))
        });
        let refusal = match ready {
            Ok((decision, writer)) => {
                let done = asked.app.decide_organization_conflict(&writer, decision);
                ours(done.await)?.err()
            }
            Err(refusal) => Some(refusal),
        };
        answer(ctx, organization_of(&self.id), refusal).await
    }

    fn decision(&self) -> std::result::Result<OrganizationDecision, EditRefusal> {
        Ok(OrganizationDecision {
            run: run_of(&self.run)?,
            organization: known(&self.id)?,
            field: self.field.0,
            choice: self.choice.into(),
        })
    }
}

/// The 法人 that an id names.
fn known(id: &ID) -> std::result::Result<OrganizationId, EditRefusal> {
    organization_of(id).ok_or(EditRefusal::NotFound)
}

/// The payload: the 法人 as it stands now, and the refusal, if any.
async fn answer(
    ctx: &Context<'_>,
    id: Option<OrganizationId>,
    refusal: Option<EditRefusal>,
) -> Result<WrittenOrganization> {
    let organization = match id {
        Some(id) => organization_entry(ctx, &ID(id.to_string())).await?,
        None => None,
    };
    Ok(WrittenOrganization {
        organization,
        refusal,
    })
}
