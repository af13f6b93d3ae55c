//! A scope as a condition on rows.

use renkei_domain::access::scope::{Limit, Scope};
use renkei_domain::ids::{NetworkId, OrganizationId};
use sea_orm::DbBackend;
use uuid::Uuid;

use crate::sql::Sql;

/// The columns by which the rows of a statement have their owners; `NULL` where they have none of the kind.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OwnerColumns {
    /// The network that keeps a row.
    pub(crate) keeper: &'static str,
    /// The organization that runs or leads it.
    pub(crate) run_by: &'static str,
    /// The account of the person it is about, where they may know of it.
    pub(crate) about: &'static str,
    /// The account that sent it.
    pub(crate) sent_by: &'static str,
    /// The organization that observed it.
    pub(crate) observed_by: &'static str,
    /// The account that the person named whose it is.
    pub(crate) named: &'static str,
}

impl OwnerColumns {
    /// The condition that leaves what is in a scope.
    pub(crate) fn within(self, scope: &Scope, backend: DbBackend) -> Sql {
        let alternatives = scope.alternatives().iter().map(|limits| {
            let limits = limits.iter().map(|limit| self.kept(limit, backend));
            Sql::joined(limits, " AND ", "1 = 1")
        });
        Sql::joined(alternatives, " OR ", "1 = 0")
    }

    fn kept(self, limit: &Limit, backend: DbBackend) -> Sql {
        let Self {
            keeper,
            run_by,
            about,
            sent_by,
            observed_by,
            named,
        } = self;
        let networks = |ids: &[NetworkId]| listed(backend, ids.iter().map(|id| id.uuid()));
        let organizations =
            |ids: &[OrganizationId]| listed(backend, ids.iter().map(|id| id.uuid()));
        let mut condition = Sql::default();
        match limit {
            Limit::KeptBy(ids) => condition.push(keeper).push(" IN ").add(networks(ids)),
            Limit::KeptByNobody => condition.push(keeper).push(" IS NULL"),
            Limit::RunBy(ids) => condition.push(run_by).push(" IN ").add(organizations(ids)),
            // What nobody runs is run by none of them; without the first half it would be neither in nor out.
            Limit::NotRunBy(ids) => condition
                .push(run_by)
                .push(" IS NULL OR ")
                .push(run_by)
                .push(" NOT IN ")
                .add(organizations(ids)),
            Limit::RunByNobody => condition.push(run_by).push(" IS NULL"),
            Limit::ObservedBy(ids) => condition
                .push(observed_by)
                .push(" IN ")
                .add(organizations(ids)),
            Limit::About(account) => condition.push(about).push(" = ").bind(account.uuid()),
            Limit::SentBy(account) => condition.push(sent_by).push(" = ").bind(account.uuid()),
            Limit::Named(account) => condition.push(named).push(" = ").bind(account.uuid()),
        };
        condition
    }
}

/// A list of ids in brackets, in one parameter.
fn listed(backend: DbBackend, ids: impl IntoIterator<Item = Uuid>) -> Sql {
    let mut listed = Sql::new("(");
    listed.add(Sql::ids(backend, ids)).push(")");
    listed
}
