//! The parts of an entry that are plain lists of words: where they work, who, in which languages, and what
//! helps a person to get in.

use async_graphql::{Context, ID, InputObject, Result};
use renkei_domain::directory::comparison::{AccessFeature, Language};
use renkei_domain::directory::edit::Edit;
use renkei_domain::directory::people::StaffRole;

use super::payload::Written;
use super::write::{Aim, edit};
use crate::closed_list::Word;
use crate::scalars::CodeScalar;

/// The municipalities whose people an agency serves.
#[derive(Debug, InputObject)]
pub(crate) struct UpdateServiceAreaInput {
    /// Global id of the entry.
    id: ID,
    /// The version of the entry that the change was written for.
    version: i64,
    /// Every municipality or ward of it, each of the installation's table, at most 250. Empty: none is
    /// declared, and the entry is found where it stands.
    service_area: Vec<CodeScalar>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

/// The specialist roles on the staff of an agency.
#[derive(Debug, InputObject)]
pub(crate) struct UpdateRolesInput {
    /// Global id of the entry.
    id: ID,
    /// The version of the entry that the change was written for.
    version: i64,
    /// Every title that somebody there holds. Empty: nothing is said.
    roles: Vec<Word<StaffRole>>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

/// The languages spoken at an agency.
#[derive(Debug, InputObject)]
pub(crate) struct UpdateLanguagesInput {
    /// Global id of the entry.
    id: ID,
    /// The version of the entry that the change was written for.
    version: i64,
    /// Every one that somebody there speaks beside Japanese. Empty: nothing is said.
    languages: Vec<Word<Language>>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

/// What helps a person at an agency.
#[derive(Debug, InputObject)]
pub(crate) struct UpdateAccessInput {
    /// Global id of the entry.
    id: ID,
    /// The version of the entry that the change was written for.
    version: i64,
    /// Everything there that helps to get in and to be understood. Empty: nothing is said.
    access: Vec<Word<AccessFeature>>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

/// The words alone.
fn plain<T: Copy>(words: &[Word<T>]) -> Vec<T> {
    words.iter().map(|word| word.0).collect()
}

impl UpdateServiceAreaInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<Written> {
        let aim = Aim {
            id: self.id,
            version: self.version,
            key: self.idempotency_key,
        };
        let area = self.service_area.iter().map(|code| code.0).collect();
        edit(ctx, aim, Ok(Edit::ServiceArea(area))).await
    }
}

impl UpdateRolesInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<Written> {
        let aim = Aim {
            id: self.id,
            version: self.version,
            key: self.idempotency_key,
        };
        edit(ctx, aim, Ok(Edit::Roles(plain(&self.roles)))).await
    }
}

impl UpdateLanguagesInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<Written> {
        let aim = Aim {
            id: self.id,
            version: self.version,
            key: self.idempotency_key,
        };
        edit(ctx, aim, Ok(Edit::Languages(plain(&self.languages)))).await
    }
}

impl UpdateAccessInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<Written> {
        let aim = Aim {
            id: self.id,
            version: self.version,
            key: self.idempotency_key,
        };
        edit(ctx, aim, Ok(Edit::Access(plain(&self.access)))).await
    }
}
