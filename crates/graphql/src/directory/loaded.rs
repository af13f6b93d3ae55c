//! One entry with everything that was loaded for it, so that the fields below need not wait.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use async_graphql::{Context, Result};
use renkei_app::App;
use renkei_app::directory::read::Viewer;
use renkei_app::directory::search::{ReadResource, ReferenceTables};
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::hours::HolidayTable;
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::{Closure, ResourceFacts};
use renkei_domain::directory::source::SourceRecord;
use renkei_domain::ids::OrganizationId;
use renkei_domain::time::{Instant, Moment};

use crate::failure::{broken, internal};

/// What belongs to one call: the application, for whose eyes, and the one "now" of the whole answer.
pub(crate) struct Asked {
    /// The application.
    pub(crate) app: App,
    /// Who looks.
    pub(crate) viewer: Viewer,
    /// Who asks, as far as rights to change something go.
    pub(crate) principal: Principal,
    /// The present instant, the same for every field.
    pub(crate) now: Instant,
}

impl Asked {
    /// The call that a field is resolved for.
    ///
    /// # Errors
    /// When the call was begun without it.
    pub(crate) fn of<'c>(ctx: &Context<'c>) -> Result<&'c Self> {
        ctx.data_opt::<Self>()
            .ok_or_else(|| broken("the call has no application"))
    }

    /// The reference tables, from memory.
    ///
    /// # Errors
    /// A fault of the store.
    pub(crate) async fn reference(&self) -> Result<Arc<ReferenceTables>> {
        ours(self.app.reference().await)
    }
}

/// Turns a fault of the store into an error that tells nothing about it.
pub(crate) fn ours<T, E: StdError + 'static>(ended: Result<T, E>) -> Result<T> {
    ended.map_err(|fault| internal(&fault))
}

/// An entry with what was asked for around it.
pub(crate) struct Loaded {
    read: ReadResource,
    reference: Arc<ReferenceTables>,
    now: Instant,
}

impl Loaded {
    /// Puts an entry together with the tables that decide its hours.
    pub(crate) fn new(read: ReadResource, reference: Arc<ReferenceTables>, now: Instant) -> Self {
        Self {
            read,
            reference,
            now,
        }
    }

    /// What was read; for its parts ask the functions below.
    pub(crate) fn read(&self) -> &ReadResource {
        &self.read
    }

    /// The published facts.
    pub(crate) fn facts(&self) -> &ResourceFacts {
        &self.read.facts
    }

    /// The holidays that decide hours.
    pub(crate) fn holidays(&self) -> &HolidayTable {
        &self.reference.holidays
    }

    /// A moment that was asked for, or else now.
    pub(crate) fn moment(&self, at: Option<Instant>) -> Moment {
        at.unwrap_or(self.now).in_japan()
    }

    /// What only people of the region know.
    ///
    /// # Errors
    /// When no field above said that it would be needed: an empty answer would be a lie.
    pub(crate) fn profile(&self) -> Result<&Profile> {
        let profile = self.read.profile.as_ref();
        profile.ok_or_else(|| broken("the profile was selected but not loaded"))
    }

    /// Who runs it, with its id.
    ///
    /// # Errors
    /// When it was not loaded.
    pub(crate) fn organization(&self) -> Result<Option<(OrganizationId, &OrganizationFacts)>> {
        let organization = self.read.organization.as_ref();
        let organization =
            organization.ok_or_else(|| broken("the organization was selected but not loaded"))?;
        Ok(self.facts().organization.zip(organization.as_ref()))
    }

    /// How it ended, where it has.
    ///
    /// # Errors
    /// When it was not loaded.
    pub(crate) fn closure(&self) -> Result<Option<&Closure>> {
        let closure = self.read.closure.as_ref();
        let closure = closure.ok_or_else(|| broken("the closure was selected but not loaded"))?;
        Ok(closure.as_ref())
    }

    /// The published rows it was made from.
    ///
    /// # Errors
    /// When they were not loaded.
    pub(crate) fn sources(&self) -> Result<&[SourceRecord]> {
        let sources = self.read.sources.as_deref();
        sources.ok_or_else(|| broken("the sources were selected but not loaded"))
    }
}

impl fmt::Debug for Loaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Loaded").field(&self.read.id).finish()
    }
}
