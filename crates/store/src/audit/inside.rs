//! What not everybody may read, closed. A reader of this crate that returns such things returns them so,
//! and nothing gets them out but [`Inside::open`], which hands over the list of what was read with them.
//! It is banned by lint outside the one place of `renkei-app` that keeps note of it.

use std::collections::HashMap;

use renkei_domain::audit::{Seen, SeenKind};
use renkei_domain::cases::case::Case;
use renkei_domain::cases::team::TeamMember;
use renkei_domain::consent::ExceptionSight;
use renkei_domain::directory::observation::Observation;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::proposal::Proposal;
use renkei_domain::directory::source::SourceRecord;
use renkei_domain::directory::strength::Voice;
use renkei_domain::ids::{
    AccountId, AddressChangeId, CaseId, ExceptionId, InvitationId, ResourceId, TestLetterId,
};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::people::Standing;
use renkei_domain::people::relation::Relation;
use renkei_domain::text::Line;
use uuid::Uuid;

use super::looked::LookedFile;
use crate::access::exceptions::{ExceptionsFile, ListedException};
use crate::cases::CaseFile;
use crate::conference::feed::FedConference;
use crate::conference::history::ConferenceHistory;
use crate::conference::{ConferencesFile, DueDecision, ListedConference};
use crate::consent::ConsentFile;
use crate::consent::ending::EndingConsent;
use crate::consent::evidence::OpenedScan;
use crate::map::shown::SharedFile;
use crate::people::invitation::OpenInvitation;
use crate::people::membership::StoredMember;
use crate::person_copy::{OpenCopyRequest, PersonCopyFile};
use crate::provisions::incident::OpenIncident;
use crate::provisions::{AllRecords, RecordsFile};
use crate::record::{RecordedAct, subject_parts};

/// Knows which things in it not everybody may read.
pub trait Restricted {
    /// Names them. What everybody may read is not among them.
    fn seen(&self, seen: &mut Vec<Seen>);
}

/// Something closed.
#[derive(Debug)]
#[must_use = "what was read from the database is inside"]
pub struct Inside<T>(T);

impl<T: Restricted> Inside<T> {
    /// Closes what was read.
    pub(crate) const fn of(content: T) -> Self {
        Self(content)
    }

    /// With less in it: what is taken out was not read by whoever opens it.
    pub fn narrowed(mut self, narrow: impl FnOnce(&mut T)) -> Self {
        narrow(&mut self.0);
        self
    }

    /// Opens it: what is in it, and what of that has to be kept note of.
    #[must_use]
    pub fn open(self) -> (T, Vec<Seen>) {
        let mut seen = Vec::new();
        self.0.seen(&mut seen);
        (self.0, seen)
    }
}

impl Restricted for (ResourceId, &Profile) {
    fn seen(&self, seen: &mut Vec<Seen>) {
        let (resource, profile) = self;
        let of = Some(resource.uuid());
        seen.extend(profile.contact_persons.iter().map(|person| Seen {
            kind: SeenKind::ContactPerson,
            of,
            id: person.id.uuid(),
        }));
        let observed = profile
            .strengths
            .iter()
            .filter(|strength| matches!(strength.voice, Voice::Observed { .. }));
        seen.extend(observed.map(|strength| Seen {
            kind: SeenKind::Observation,
            of,
            id: strength.id.uuid(),
        }));
        // Confirmations have no ids of their own: they are those of the entry.
        let mut confirmed = profile.verifications.iter();
        if confirmed.any(|done| done.by_name.is_some()) {
            seen.push(Seen {
                kind: SeenKind::Asker,
                of,
                id: resource.uuid(),
            });
        }
    }
}

impl Restricted for HashMap<ResourceId, Profile> {
    fn seen(&self, seen: &mut Vec<Seen>) {
        for (resource, profile) in self {
            (*resource, profile).seen(seen);
        }
    }
}

impl Restricted for Vec<Relation> {
    /// Whoever is known at an agency is somebody of it, as its contact persons are.
    fn seen(&self, seen: &mut Vec<Seen>) {
        seen.extend(self.iter().map(|relation| Seen {
            kind: SeenKind::ContactPerson,
            of: Some(relation.resource.uuid()),
            id: relation.id.uuid(),
        }));
    }
}

impl Restricted for Vec<Observation> {
    fn seen(&self, seen: &mut Vec<Seen>) {
        seen.extend(self.iter().map(|observation| Seen {
            kind: SeenKind::Observation,
            of: Some(observation.resource.uuid()),
            id: observation.id.uuid(),
        }));
    }
}

impl Restricted for HashMap<ResourceId, Vec<SourceRecord>> {
    /// Published cells are everybody's; those of somebody's own list are not.
    fn seen(&self, seen: &mut Vec<Seen>) {
        let is_own = |record: &SourceRecord| record.dataset.is_own_list() && !record.raw.is_empty();
        let own = self
            .iter()
            .filter(|(_, records)| records.iter().any(is_own));
        seen.extend(own.map(|(resource, _)| Seen {
            kind: SeenKind::RawCells,
            of: Some(resource.uuid()),
            id: resource.uuid(),
        }));
    }
}

impl Restricted for Option<Proposal> {
    fn seen(&self, seen: &mut Vec<Seen>) {
        seen.extend(self.iter().map(|proposal| Seen {
            kind: SeenKind::Proposal,
            of: Some(proposal.network.uuid()),
            id: proposal.id.uuid(),
        }));
    }
}

impl Restricted for Vec<RecordedAct> {
    fn seen(&self, seen: &mut Vec<Seen>) {
        seen.extend(self.iter().map(|recorded| {
            Seen {
                kind: SeenKind::History,
                of: recorded
                    .changes
                    .first()
                    .map(|change| subject_parts(change.subject).1),
                id: recorded.act.id.uuid(),
            }
        }));
    }
}

impl Restricted for Vec<StoredMember> {
    fn seen(&self, seen: &mut Vec<Seen>) {
        seen.extend(self.iter().map(|member| Seen {
            kind: SeenKind::Member,
            of: place(member.membership.standing),
            id: member.account.uuid(),
        }));
    }
}

impl Restricted for Vec<OpenInvitation> {
    fn seen(&self, seen: &mut Vec<Seen>) {
        seen.extend(self.iter().map(invited));
    }
}

impl Restricted for HashMap<InvitationId, OpenInvitation> {
    fn seen(&self, seen: &mut Vec<Seen>) {
        // Of one that is forgotten, nobody's name or address is told.
        let told = self.values().filter(|open| open.invitation.name.is_some());
        seen.extend(told.map(invited));
    }
}

fn invited(open: &OpenInvitation) -> Seen {
    Seen {
        kind: SeenKind::Invitation,
        of: place(open.invitation.standing),
        id: open.invitation.id.uuid(),
    }
}

impl Restricted for HashMap<TestLetterId, MailAddress> {
    fn seen(&self, seen: &mut Vec<Seen>) {
        seen.extend(self.keys().map(|letter| Seen {
            kind: SeenKind::Recipient,
            of: None,
            id: letter.uuid(),
        }));
    }
}

impl Restricted for HashMap<AddressChangeId, MailAddress> {
    fn seen(&self, seen: &mut Vec<Seen>) {
        seen.extend(self.keys().map(|change| Seen {
            kind: SeenKind::Recipient,
            of: None,
            id: change.uuid(),
        }));
    }
}

/// Those who asked somebody to make their cards anew, with their names.
impl Restricted for Vec<(AccountId, Line)> {
    fn seen(&self, seen: &mut Vec<Seen>) {
        seen.extend(self.iter().map(|(owner, _)| Seen {
            kind: SeenKind::CardOwner,
            of: None,
            id: owner.uuid(),
        }));
    }
}

impl Restricted for Vec<Case> {
    fn seen(&self, seen: &mut Vec<Seen>) {
        seen.extend(self.iter().map(|case| of_case(case.id)));
    }
}

impl Restricted for Vec<(Case, Vec<TeamMember>)> {
    fn seen(&self, seen: &mut Vec<Seen>) {
        seen.extend(self.iter().map(|(case, _)| of_case(case.id)));
    }
}

impl Restricted for Option<CaseFile> {
    fn seen(&self, seen: &mut Vec<Seen>) {
        seen.extend(self.iter().map(|file| of_case(file.case.id)));
    }
}

impl Restricted for Option<ConsentFile> {
    fn seen(&self, seen: &mut Vec<Seen>) {
        seen.extend(self.iter().map(|file| of_case(file.case.id)));
    }
}

impl Restricted for Option<RecordsFile> {
    fn seen(&self, seen: &mut Vec<Seen>) {
        seen.extend(self.iter().map(|file| of_case(file.case.id)));
    }
}

impl Restricted for AllRecords {
    fn seen(&self, seen: &mut Vec<Seen>) {
        let told = self.provisions.iter();
        let told = told.map(|kept| of_record(kept.record.case, kept.exception));
        let heard = self.receipts.iter().map(|receipt| of_case(receipt.case));
        seen.extend(told.chain(heard));
    }
}

impl Restricted for Option<LookedFile> {
    fn seen(&self, seen: &mut Vec<Seen>) {
        seen.extend(self.iter().map(|file| of_case(file.case.id)));
    }
}

impl Restricted for Vec<OpenIncident> {
    fn seen(&self, seen: &mut Vec<Seen>) {
        let open = self.iter();
        seen.extend(open.map(|open| of_record(open.case.id, open.kept.exception)));
    }
}

impl Restricted for Option<PersonCopyFile> {
    fn seen(&self, seen: &mut Vec<Seen>) {
        seen.extend(self.iter().map(|file| of_case(file.case.case.id)));
    }
}

impl Restricted for Vec<OpenCopyRequest> {
    fn seen(&self, seen: &mut Vec<Seen>) {
        seen.extend(self.iter().map(|open| of_case(open.case.id)));
    }
}

impl Restricted for Option<ConferencesFile> {
    fn seen(&self, seen: &mut Vec<Seen>) {
        seen.extend(self.iter().map(|file| of_case(file.case.id)));
    }
}

impl Restricted for ConferenceHistory {
    fn seen(&self, seen: &mut Vec<Seen>) {
        seen.push(of_case(self.case));
    }
}

impl Restricted for Vec<ListedConference> {
    fn seen(&self, seen: &mut Vec<Seen>) {
        seen.extend(self.iter().map(|listed| of_case(listed.case.id)));
    }
}

impl Restricted for Vec<DueDecision> {
    fn seen(&self, seen: &mut Vec<Seen>) {
        seen.extend(self.iter().map(|due| of_case(due.case.id)));
    }
}

impl Restricted for Vec<FedConference> {
    fn seen(&self, seen: &mut Vec<Seen>) {
        seen.extend(self.iter().map(|fed| of_case(fed.case.id)));
    }
}

/// A map that its owner shows for a case is read as something of that case. Behind a link stands nobody who could be
/// named: it is counted.
impl Restricted for Option<SharedFile> {
    fn seen(&self, seen: &mut Vec<Seen>) {
        let cases = self.iter().filter_map(|file| file.share.share_case);
        seen.extend(cases.map(of_case));
    }
}

impl Restricted for Option<OpenedScan> {
    fn seen(&self, seen: &mut Vec<Seen>) {
        seen.extend(self.iter().map(|opened| of_case(opened.case)));
    }
}

impl Restricted for Vec<EndingConsent> {
    fn seen(&self, seen: &mut Vec<Seen>) {
        seen.extend(self.iter().map(|ending| of_case(ending.case.id)));
    }
}

impl Restricted for Option<ExceptionsFile> {
    fn seen(&self, seen: &mut Vec<Seen>) {
        let exceptions = self.iter().flat_map(|file| &file.exceptions);
        seen.extend(exceptions.map(|kept| of_exception(kept.exception.id)));
    }
}

impl Restricted for Vec<ListedException> {
    fn seen(&self, seen: &mut Vec<Seen>) {
        seen.extend(self.iter().map(|listed| of_exception(listed.exception.id)));
    }
}

/// A record is found by its case; one of what was told by an exception of the law by that exception.
fn of_record(case: CaseId, exception: Option<ExceptionSight>) -> Seen {
    exception.map_or_else(|| of_case(case), |exception| of_exception(exception.id))
}

/// An exception stands in a line by its own id and as a case does: whoever reads the lines learns no more than that
/// somebody read in a case, and its person finds the line once the exception was released to them.
fn of_exception(id: ExceptionId) -> Seen {
    Seen {
        kind: SeenKind::Case,
        of: None,
        id: id.uuid(),
    }
}

/// A case is found by itself: who looked at it is asked of one, not of an agency.
fn of_case(id: CaseId) -> Seen {
    Seen {
        kind: SeenKind::Case,
        of: None,
        id: id.uuid(),
    }
}

fn place(standing: Standing) -> Option<Uuid> {
    match standing {
        Standing::Coordinator(network) => Some(network.uuid()),
        Standing::Staff(organization) => Some(organization.uuid()),
        Standing::Person | Standing::Operator => None,
    }
}
