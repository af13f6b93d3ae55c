//! Saying whose a row of published data is, where an import could not tell: that of an entry which is there,
//! that of an office which is not there yet, or nobody's.

use std::collections::{HashMap, HashSet};
use std::convert::Infallible;

use renkei_domain::access::action::Action;
use renkei_domain::access::object::{Object, ResourceOwners};
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide, may};
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::merge::Supplied;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::directory::undecided::RowChoice;
use renkei_domain::ids::{NetworkId, OrganizationId, ResourceId, UndecidedRowId};
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;
use renkei_store::directory::organization::OrganizationEntry;
use renkei_store::directory::resource::{ResourceEntry, StoredResource};
use renkei_store::import::record::{Conflict, RecordEntry};
use renkei_store::import::undecided::{Keepers, Wanted};
use renkei_store::{ActHeader, Stop, StoreFault, Work};

use super::EditRefusal;
use super::held::{Held, owners};
use crate::App;
use crate::directory::register::{Outcome, organization_key};
use crate::import::settle::settle;
use crate::writer::{Answer, Writer};

pub use renkei_store::import::undecided::{DecidedRow, StoredRow, UndecidedRow};

/// The most rows that a list holds. The newest come first, so that the others follow as these are decided.
pub const MOST: u64 = 50;

/// Rows for the eyes of somebody who may say whose they are.
#[derive(Debug, Clone, Default)]
pub struct UndecidedRows {
    /// Those that are open, at most [`MOST`].
    pub open: Vec<StoredRow>,
    /// Those that were decided last, at most [`MOST`].
    pub decided: Vec<StoredRow>,
    /// Entries that a row could be of or became, as they stand now.
    pub entries: HashMap<ResourceId, StoredResource>,
    /// Those of which they may say that a row is theirs: another network's desk says it of its own.
    pub own: HashSet<ResourceId>,
}

/// Whose a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// That of an entry which it could be of.
    Of(ResourceId),
    /// That of an office which is not there yet.
    New,
    /// Nobody's: nothing is done with it.
    Nobody,
}

/// One decision about one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowDecision {
    /// The row.
    pub row: UndecidedRowId,
    /// Whose it is.
    pub whose: Whose,
    /// Why, for whoever reads it later.
    pub reason: Option<Line>,
}

/// A row that was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowDecided {
    /// The entry that it is of; `None` where it is nobody's.
    pub resource: Option<ResourceId>,
}

impl Answer for RowDecided {
    fn to_text(&self) -> String {
        self.resource.map(|id| id.to_string()).unwrap_or_default()
    }

    fn from_text(text: &str) -> Option<Self> {
        let resource = match text {
            "" => None,
            id => Some(id.parse().ok()?),
        };
        Some(Self { resource })
    }
}

/// What an entry made of a row would be to the rule: kept by a network, and run by nobody that is known.
pub(super) const fn kept_by(network: Option<NetworkId>) -> Object {
    Object::Resource(ResourceOwners {
        run_by: None,
        steward: network,
    })
}

/// By whom entries made of rows would be kept, of which somebody may say whose they are.
pub(super) fn keepers(principal: &Principal) -> Keepers {
    let decides = |network| may(principal, Action::EditFacts, &kept_by(network));
    let networks = principal.networks.iter().copied();
    Keepers {
        networks: networks.filter(|network| decides(Some(*network))).collect(),
        or_nobody: decides(None),
    }
}

/// Whether somebody may say of any row whose it is.
///
/// # Errors
/// What the rule says instead.
pub fn may_decide_rows(principal: &Principal) -> Result<(), EditRefusal> {
    if keepers(principal) != Keepers::default() {
        return Ok(());
    }
    // What is missing for one's own networks says more than that one is no operator.
    let of_network = |network| decide(principal, Action::EditFacts, &kept_by(network));
    let mut own = principal.networks.iter().map(|one| of_network(Some(*one)));
    let missing = own.find(|one| !matches!(one, Decision::Refused | Decision::Hidden));
    Err(EditRefusal::of(missing.unwrap_or_else(|| of_network(None))))
}

#[renkei_boxed::boxed]
impl App {
    /// The rows of which somebody may say whose they are, and those of which it was said last: empty for
    /// whoever may not.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn undecided_rows(&self, principal: &Principal) -> Result<UndecidedRows, StoreFault> {
        let keepers = keepers(principal);
        if keepers == Keepers::default() {
            return Ok(UndecidedRows::default());
        }
        let read = |wanted| self.store.undecided_rows(wanted, &keepers, MOST);
        let (mut open, mut decided) = (read(Wanted::Open).await?, read(Wanted::Decided).await?);
        for stored in open.iter_mut().chain(&mut decided) {
            stored.edition = stored.dataset.public_name(&stored.edition);
        }
        let candidates = open.iter().flat_map(|stored| stored.row.candidates.iter());
        let became = decided
            .iter()
            .filter_map(|stored| stored.decided.as_ref()?.became.as_ref());
        let mut ids: Vec<ResourceId> = candidates.chain(became).copied().collect();
        ids.sort_unstable();
        ids.dedup();
        let heads = self.store.heads(&ids).await?;
        let entries = self.store.resources(&ids).await?.into_iter();
        let entries: HashMap<ResourceId, StoredResource> =
            entries.map(|entry| (entry.id, entry)).collect();
        let own = entries.values().filter(|entry| {
            let owners = heads.get(&entry.id).map(|head| owners(head, &entry.facts));
            owners.is_some_and(|owners| {
                let object = Object::Resource(owners);
                may(principal, Action::AssignOrganization, &object)
            })
        });
        let own = own.map(|entry| entry.id).collect();
        Ok(UndecidedRows {
            open,
            decided,
            entries,
            own,
        })
    }

    /// Says whose a row is. An entry that it is of says from then on what the row says, what people put right
    /// there stands, and later editions find it by the row.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome: [`EditRefusal::NothingToChange`] where somebody
    /// has decided already, or a later edition has.
    pub async fn decide_row(
        &self,
        writer: &Writer,
        decision: RowDecision,
    ) -> Outcome<RowDecided, EditRefusal> {
        let asked = format!("{decision:?}");
        let principal = writer.principal.clone();
        let new = NewIds {
            resource: ResourceId::from_uuid(self.new_id()),
            organization: OrganizationId::from_uuid(self.new_id()),
        };
        self.act_of(writer, Purpose::DecideRow, &asked, move |work, header| {
            let (principal, decision) = (principal.clone(), decision.clone());
            Box::pin(async move { decide_in(work, &header, &principal, (&decision, new)).await })
        })
        .await
    }
}

/// What an entry and a 法人 are called that a row brings.
#[derive(Debug, Clone, Copy)]
struct NewIds {
    resource: ResourceId,
    organization: OrganizationId,
}

async fn decide_in(
    work: &Work,
    header: &ActHeader,
    principal: &Principal,
    (decision, new): (&RowDecision, NewIds),
) -> Result<RowDecided, Stop<EditRefusal>> {
    // An entry first and the publication then: the order in which whoever edits an entry takes them.
    let held = match decision.whose {
        Whose::Of(id) => Some(Held::take(work, id).await?),
        Whose::New | Whose::Nobody => None,
    };
    if !work.keep_runs_off().await? {
        return Err(Stop::Refused(EditRefusal::ImportRuns));
    }
    let stored = work
        .undecided_row(decision.row)
        .await?
        .ok_or(Stop::Refused(EditRefusal::NotFound))?;
    match decide(principal, Action::EditFacts, &kept_by(stored.row.network)) {
        Decision::Allowed => {}
        // A row of others and one that is not there look the same.
        Decision::Refused => return Err(Stop::Refused(EditRefusal::NotFound)),
        decision => return Err(Stop::Refused(EditRefusal::of(decision))),
    }
    if stored.decided.is_some() {
        return Err(Stop::Refused(EditRefusal::NothingToChange));
    }
    let mut facts = stored.row.facts.clone();
    let (choice, resource) = match (decision.whose, held) {
        (Whose::Of(id), Some(held)) => {
            held.check_rights(principal, Action::EditFacts, None)?;
            held.check_fields(principal, [CorrectableField::Organization])?;
            if !stored.row.candidates.contains(&id) {
                return Err(Stop::Refused(EditRefusal::NotFound));
            }
            if work.is_named_since(stored.run, stored.dataset, id).await? {
                return Err(Stop::Refused(EditRefusal::NothingToChange));
            }
            facts.organization = organization_of(work, &stored.row, new).await?;
            let supplied = Supplied::by(&facts);
            follow(work, header, (&stored, &held.stored), facts).await?;
            (RowChoice::Same, Some((id, supplied)))
        }
        (Whose::New, _) => {
            facts.organization = organization_of(work, &stored.row, new).await?;
            let supplied = Supplied::by(&facts);
            let entry = ResourceEntry {
                id: new.resource,
                steward: None,
                facts,
            };
            work.register_resource(entry).await?;
            // It is kept by whoever keeps such entries now, and not by who did when the row was read.
            work.appoint_stewards().await?;
            (RowChoice::New, Some((new.resource, supplied)))
        }
        (Whose::Of(_) | Whose::Nobody, _) => (RowChoice::Leave, None),
    };
    let record = resource.map(|(id, supplied)| RecordEntry {
        resource: id,
        service: stored.row.service.clone(),
        municipality: place_of(&stored.row.facts),
        keys: stored.row.keys,
        supplied,
        raw: stored.row.raw.clone(),
    });
    let said = (choice, decision.reason.as_ref());
    work.close_undecided(&stored, said, record, header.id)
        .await?;
    Ok(RowDecided {
        resource: resource.map(|(id, _)| id),
    })
}

fn place_of(facts: &ResourceFacts) -> Option<MunicipalityCode> {
    facts.address.as_ref()?.municipality
}

/// The 法人 that a row names: the one that is there, or a new one.
async fn organization_of(
    work: &Work,
    row: &UndecidedRow,
    new: NewIds,
) -> Result<Option<OrganizationId>, StoreFault> {
    let Some(facts) = &row.organization else {
        return Ok(None);
    };
    let facts: &OrganizationFacts = facts;
    let match_key = organization_key(facts);
    if let Some(known) = work.organization_keyed(match_key).await? {
        return Ok(Some(known));
    }
    work.register_organization(OrganizationEntry {
        id: new.organization,
        facts: facts.clone(),
        match_key,
    })
    .await?;
    Ok(Some(new.organization))
}

/// Has an entry say what a row says. What people put right stands; where it and the row part, both are told.
async fn follow(
    work: &Work,
    header: &ActHeader,
    (stored, standing): (&StoredRow, &StoredResource),
    mut facts: ResourceFacts,
) -> Result<(), StoreFault> {
    let id = standing.id;
    let before = work.supplied_before(stored.dataset, &[id]).await?;
    let corrections = work.corrections(&[id]).await?;
    let settled = settle(
        &mut facts,
        &standing.facts,
        before.get(&id).copied(),
        corrections.get(&id).map(Vec::as_slice).unwrap_or_default(),
    );
    let amended = work
        .amend_resource(id, |shown| -> Result<(), Infallible> {
            shown.clone_from(&facts);
            Ok(())
        })
        .await?;
    match amended {
        Ok(()) => work.count_edit(id).await?,
        Err(never) => match never {},
    }
    let conflicts = settled.conflicts.into_iter().map(|correction| Conflict {
        resource: id,
        field: correction.field,
        source_value: correction.source_value,
        corrected_value: correction.value,
    });
    let conflicts: Vec<Conflict> = conflicts.collect();
    work.keep_conflicts(stored.run, &conflicts).await?;
    let first = settled.first.into_iter();
    let first: Vec<_> = first.map(|correction| (id, correction)).collect();
    // What people had entered stays by the word of the data, as after every edition.
    let by_the_data = ActHeader {
        purpose: Purpose::ImportPublished,
        ..*header
    };
    work.keep_corrections(&first, &by_the_data).await?;
    let moved = settled.moved.into_iter();
    let moved: Vec<_> = moved.map(|(field, value)| (id, field, value)).collect();
    work.move_corrections(&moved).await
}
