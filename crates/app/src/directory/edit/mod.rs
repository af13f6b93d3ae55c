//! Editing an entry part by part, by people who may. Who edits says which version they saw: where somebody
//! else came in between they are told what stands there now, and nothing of either is lost.
//!
//! [`App::edit_resource`] changes a part, [`undo`] takes one change back, [`history`] tells who changed what,
//! [`create`] and [`close`] begin and end an entry, [`merging`] makes two entries one, [`observe`] keeps what
//! others observed of it, [`conflict`] decides where a source and ours part, [`undecided`] whose a row of
//! published data is, [`duplicate`] which entries that look alike are not one. [`open`] shows what somebody who
//! edits sees first, [`observed`] what was observed to whom it concerns, [`proposal`] takes in what anybody would
//! put right and decides about it, [`mendable`] lists the entries that somebody may edit, and
//! [`organization`] is the same for the 法人 that run them.

pub mod close;
pub mod conflict;
pub mod create;
pub mod duplicate;
mod held;
pub mod history;
pub mod mendable;
pub mod merging;
pub mod observe;
pub mod observed;
pub mod open;
pub mod organization;
pub mod proposal;
pub mod refusal;
pub mod undecided;
pub mod undo;
pub mod waiting;

use std::sync::Arc;

use renkei_domain::access::principal::Principal;
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::edit::phones::phones_of;
use renkei_domain::directory::edit::{Edit, FieldFault, PartValue};
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::ResourceId;
use renkei_domain::record::Purpose;
use renkei_store::audit::Restricted as _;
use renkei_store::directory::profile::Audience;
use renkei_store::{ActHeader, Stop, StoreFault, Work};

use self::held::Held;
pub(in crate::directory) use self::held::owners as owners_of;
pub use self::refusal::EditRefusal;
use super::correct::{CorrectRefusal, put_phones, put_right};
use super::read::Viewer;
use super::register::Outcome;
use crate::App;
use crate::writer::{Answer, Writer};

/// An edit that was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edited {
    /// The version that stands now.
    pub version: i64,
}

impl Answer for Edited {
    fn to_text(&self) -> String {
        self.version.to_string()
    }

    fn from_text(text: &str) -> Option<Self> {
        let version = text.parse().ok()?;
        Some(Self { version })
    }
}

/// What an edit needs inside its act.
struct Errand {
    principal: Principal,
    id: ResourceId,
    expected: i64,
    edit: Edit,
    /// Places that are in no table, looked for before the act.
    unknown_places: Vec<FieldFault>,
}

#[renkei_boxed::boxed]
impl App {
    /// Changes one part of an entry, for somebody who saw a version of it.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn edit_resource(
        &self,
        writer: &Writer,
        id: ResourceId,
        expected: i64,
        edit: Edit,
    ) -> Outcome<Edited, EditRefusal> {
        let asked = format!("{id} {expected} {edit:?}");
        let errand = Arc::new(Errand {
            principal: writer.principal.clone(),
            id,
            expected,
            unknown_places: self.unknown_places(&edit).await?,
            edit,
        });
        let app = self.clone();
        let outcome = self
            .act_of(
                writer,
                Purpose::EditResource,
                &asked,
                move |work, header| {
                    let (app, errand) = (app.clone(), Arc::clone(&errand));
                    Box::pin(async move { app.edit_in(work, &header, &errand).await })
                },
            )
            .await?;
        if let Err(refusal) = &outcome {
            self.note_shown(writer, id, refusal).await?;
        }
        Ok(outcome)
    }

    /// Keeps note of what a refusal shows: contact persons, where somebody else changed them first.
    async fn note_shown(
        &self,
        writer: &Writer,
        id: ResourceId,
        refusal: &EditRefusal,
    ) -> Result<(), StoreFault> {
        let mut seen = Vec::new();
        if let EditRefusal::Changed { now, .. } = refusal
            && let PartValue::Profile(profile) = &**now
        {
            (id, &**profile).seen(&mut seen);
        }
        self.note_seen(Some(&writer.principal), seen).await
    }

    /// Changes parts of an entry one after the other inside an act of something else, for somebody who knows the version
    /// that stands; what says so already is left as it is.
    pub(in crate::directory) async fn edit_within(
        &self,
        work: &Work,
        header: &ActHeader,
        (principal, id, mut expected): (&Principal, ResourceId, i64),
        edits: Vec<Edit>,
    ) -> Result<(), Stop<EditRefusal>> {
        for edit in edits {
            let errand = Errand {
                principal: principal.clone(),
                id,
                expected,
                unknown_places: self.unknown_places(&edit).await?,
                edit,
            };
            match self.edit_in(work, header, &errand).await {
                Ok(edited) => expected = edited.version,
                Err(Stop::Refused(EditRefusal::NothingToChange)) => {}
                Err(stop) => return Err(stop),
            }
        }
        Ok(())
    }

    async fn edit_in(
        &self,
        work: &Work,
        header: &ActHeader,
        errand: &Errand,
    ) -> Result<Edited, Stop<EditRefusal>> {
        let (id, edit) = (errand.id, &errand.edit);
        let part = edit.part();
        let held = Held::take(work, id).await?;
        held.check_rights(&errand.principal, part.action(), edit.network())?;
        if let Edit::Facts(wanted) = edit {
            let fields = wanted.iter().map(|wanted| wanted.field);
            held.check_fields(&errand.principal, fields)?;
        }
        let before = work.profile(id, &audience(&errand.principal, edit)).await?;
        held.check_version(errand.expected, part, &before)?;
        if !errand.unknown_places.is_empty() {
            return Err(Stop::Refused(EditRefusal::Invalid(
                errand.unknown_places.clone(),
            )));
        }
        if let Edit::Facts(wanted) = edit {
            let done = put_right(work, id, &held.stored.facts, wanted, header).await?;
            match done {
                Ok(changed) if changed.is_empty() => {
                    return Err(Stop::Refused(EditRefusal::NothingToChange));
                }
                Ok(_) => {}
                Err(faults) => return Err(Stop::Refused(invalid_facts(faults))),
            }
        } else if let Edit::Phones(wanted) = edit {
            let shown = &held.stored.facts;
            let phones = phones_of(wanted, &shown.phones)
                .map_err(|faults| Stop::Refused(EditRefusal::Invalid(faults)))?;
            if !put_phones(work, id, shown, &phones, header).await? {
                return Err(Stop::Refused(EditRefusal::NothingToChange));
            }
        } else {
            let today = header.at.in_japan().date;
            let after = edit
                .draft(&before, today, &mut || self.new_id())
                .map_err(|faults| Stop::Refused(EditRefusal::Invalid(faults)))?;
            if part.is_same(&before, &after) {
                return Err(Stop::Refused(EditRefusal::NothingToChange));
            }
            work.replace_part(id, part, &before, &after).await?;
        }
        work.count_edit(id).await?;
        Ok(Edited {
            version: held.stored.version + 1,
        })
    }

    /// Municipalities of an edit that are in no table: lists by area go by their codes.
    async fn unknown_places(&self, edit: &Edit) -> Result<Vec<FieldFault>, StoreFault> {
        let mut faults = Vec::new();
        match edit {
            Edit::Facts(wanted) => {
                let city = CorrectableField::City;
                for edit in wanted.iter().filter(|edit| edit.field == city) {
                    let Some(value) = edit.value.as_deref() else {
                        continue;
                    };
                    match self.check_city(value).await? {
                        Ok(()) => {}
                        Err(CorrectRefusal::UnknownMunicipality(code)) => {
                            faults.push(unknown_place(city.code().to_owned(), code));
                        }
                        Err(CorrectRefusal::Invalid { fault, .. }) => {
                            faults.push(FieldFault::of_correction(city.code(), &fault));
                        }
                        Err(CorrectRefusal::NotFound | CorrectRefusal::NothingToChange) => {}
                    }
                }
            }
            Edit::ServiceArea(area) => {
                let known = self.store.municipalities_by_code(area).await?;
                for (place, code) in area.iter().enumerate() {
                    if !known.iter().any(|entry| entry.code == *code) {
                        faults.push(unknown_place(format!("serviceArea[{place}]"), *code));
                    }
                }
            }
            _ => {}
        }
        Ok(faults)
    }
}

/// Whose eyes an edit reads a profile with: what it neither changes nor names it need not see.
fn audience(principal: &Principal, edit: &Edit) -> Audience {
    match (edit, edit.network()) {
        (Edit::ContactPolicy(_), _) => Viewer::of(principal).audience(),
        (_, Some(network)) => Audience::Members(vec![network]),
        (_, None) => Audience::Public,
    }
}

fn unknown_place(field: String, code: MunicipalityCode) -> FieldFault {
    let message = format!("{code} は市区町村の表にありません。コードを確かめてください。");
    FieldFault::new(field, "UNKNOWN_MUNICIPALITY", message)
}

fn invalid_facts(faults: super::correct::FactFaults) -> EditRefusal {
    let faults = faults
        .iter()
        .map(|(field, fault)| FieldFault::of_correction(field.code(), fault));
    EditRefusal::Invalid(faults.collect())
}
