//! The maps that are shown to somebody, by a scope.

use renkei_domain::access::scope::{CaseScope, SharedMapScope};
use renkei_domain::ids::CaseId;

use super::narrowing::OwnerColumns;
use crate::fault::StoreFault;
use crate::map::share::{ShareHead, found};
use crate::sql::Sql;
use crate::store::Store;

/// Whose a share by a case is: of the agency of the team for which somebody reads, or else of the organization that leads
/// that, and of whoever is named in it.
const OWNERS: OwnerColumns = OwnerColumns {
    keeper: "NULL",
    run_by: "COALESCE(s.agency_id, c.organization_id)",
    about: "NULL",
    sent_by: "NULL",
    observed_by: "NULL",
    named: "s.supporter_id",
};

impl Store {
    /// The shares in a scope by which people show their map to a supporter by name, and those for a conference about a
    /// case of another, as long as that case is about them: by one case or by all, the newest first. Those that ended are
    /// among them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn map_shares_in_scope(
        &self,
        (named, called): (&SharedMapScope, &CaseScope),
        case: Option<CaseId>,
    ) -> Result<Vec<ShareHead>, StoreFault> {
        let (named, called) = (named.scope(), called.scope());
        if named.is_nothing() && called.is_nothing() {
            return Ok(Vec::new());
        }
        let backend = self.reader.get_database_backend();
        let mut of = Sql::new("p.account_id = s.account_id AND ((s.kind = 'supporter' AND (");
        of.add(OWNERS.within(named, backend))
            .push(")) OR (s.kind = 'conference' AND (")
            .add(OWNERS.within(called, backend))
            .push(")))");
        if let Some(case) = case {
            of.push(" AND s.case_id = ").bind(case.uuid());
        }
        found(&self.reader, &self.keys, of).await
    }
}
