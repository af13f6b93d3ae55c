//! Reading what was told and what came in. What was told by an exception of the law is for who answers for it, and for
//! the person once it was released ([`keep_for_the_person`]).

use std::collections::{BTreeSet, HashMap};

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::scope::cases_for;
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::ids::{AccountId, CaseId};
use renkei_domain::provisions::{Receipt, ReceivedBy, RecordReader};
use renkei_domain::text::Line;
use renkei_domain::time::Moment;
use renkei_store::map::share::StoredShare;
pub use renkei_store::provisions::{RecordsFile, RecordsSpan};

use crate::App;
use crate::cases::is_kept_by;
use crate::consent::{ConsentRefusal, what_is_missing};
use crate::directory::register::Outcome;

/// The records of a case.
#[derive(Debug, Clone)]
pub struct RecordsView {
    /// What is kept.
    pub file: RecordsFile,
    /// To whom the person showed their map themself, by this case or by a link; nothing for staff.
    pub shown: Vec<StoredShare>,
    /// From when until when.
    pub span: RecordsSpan,
    /// Names of accounts: who told, and who wrote down.
    pub names: HashMap<AccountId, Line>,
    /// Who keeps them, as the directory knows it.
    pub lead: Option<OrganizationFacts>,
    /// Whether whoever reads may write such records.
    pub may_keep: bool,
    /// Whether they are the person, and not staff.
    pub is_person: bool,
    /// This moment in Japan.
    pub now: Moment,
}

impl RecordsView {
    /// Who keeps them, by name.
    #[must_use]
    pub fn lead_name(&self) -> String {
        let lead = self.lead.as_ref();
        lead.map(|facts| facts.name.to_string()).unwrap_or_default()
    }

    /// Somebody by name.
    #[must_use]
    pub fn name_of(&self, account: AccountId) -> String {
        let name = self.names.get(&account);
        name.map(ToString::to_string).unwrap_or_default()
    }
}

/// Leaves of the records of a case what its person may see at once: on their own page, and on the copy that they get
/// of what is kept about them. What was told by an exception of the law is among it once that was released.
pub fn keep_for_the_person(file: &mut RecordsFile) {
    let reader = RecordReader::Person;
    file.provisions.retain(|kept| kept.is_for(reader));
    file.incidents.retain(|kept| kept.is_for(reader));
    // What came by the law may name who reported: its holder looks at it before it is shown. So do they at the words
    // of others in what came otherwise, which the copy gives once they were looked at.
    let is_theirs = |receipt: &Receipt| receipt.ground != ReceivedBy::Law;
    file.receipts.retain(is_theirs);
    for receipt in &mut file.receipts {
        receipt.what = None;
        receipt.from.contact = None;
    }
}

#[renkei_boxed::boxed]
impl App {
    /// The records that the agency of a case keeps of its person, of a span, for whoever may read the case.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn records(
        &self,
        own: &Principal,
        id: CaseId,
        span: RecordsSpan,
    ) -> Outcome<RecordsView, ConsentRefusal> {
        let scope = cases_for(own, Action::ReadCase);
        if own.account().is_none() || scope.scope().is_nothing() {
            return Ok(Err(what_is_missing(own)));
        }
        let (mut may_keep, mut is_person) = (false, false);
        let found = self.store.records_in_scope(&scope, id, span).await?;
        let found = found.narrowed(|file| {
            let Some(file) = file else {
                return;
            };
            is_person = !is_kept_by(own, &file.case);
            may_keep = !is_person && !file.case.is_erased();
            if is_person {
                keep_for_the_person(file);
            } else {
                let reader = RecordReader::Staff(own);
                file.provisions.retain(|kept| kept.is_for(reader));
                file.incidents.retain(|kept| kept.is_for(reader));
            }
        });
        let Some(file) = self.opened(Some(own), found).await? else {
            return Ok(Err(ConsentRefusal::NotFound));
        };
        let shown = match own.account().filter(|_| is_person) {
            Some(account) => self.store.map_shares(account).await?,
            None => Vec::new(),
        };
        let shown = shown.into_iter().filter(|stored| {
            let is_here = stored.share_case.is_none_or(|by| by == file.case.id);
            is_here && span.holds(stored.share.since.in_japan().date)
        });
        let lead = file.case.lead;
        let mut leads = self.store.organizations(&[lead]).await?;
        let told = file.provisions.iter().map(|kept| kept.record.told_by);
        let noted = file.receipts.iter().map(|receipt| receipt.noted_by);
        let noticed = file.incidents.iter().map(|kept| kept.incident.noted_by);
        let people: BTreeSet<AccountId> = told.chain(noted).chain(noticed).collect();
        let people: Vec<AccountId> = people.into_iter().collect();
        Ok(Ok(RecordsView {
            names: self.store.account_names(&people).await?,
            lead: leads.remove(&lead),
            shown: shown.collect(),
            span,
            may_keep,
            is_person,
            now: self.now().in_japan(),
            file,
        }))
    }
}
