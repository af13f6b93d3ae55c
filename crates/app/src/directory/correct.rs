//! Correcting one published field. The source's value is kept beside the correction, and the next
//! import neither overwrites nor loses either.

use std::convert::Infallible;

use renkei_domain::directory::correction::{
    CorrectableField, Correction, CorrectionFault, read_city,
};
use renkei_domain::directory::edit::FactEdit;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::ResourceId;
use renkei_domain::record::Purpose;
use renkei_store::{ActHeader, Stop, StoreFault, Work};

use super::register::{Outcome, outcome};
use crate::{App, Caller};

/// Why a correction was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CorrectRefusal {
    /// There is no such entry.
    #[error("その機関は見つかりません。")]
    NotFound,
    /// The value does not fit the field.
    #[error("「{}」に入れた内容を確かめてください: {fault}", .field.word())]
    Invalid {
        /// Which field.
        field: CorrectableField,
        /// What is wrong.
        fault: CorrectionFault,
    },
    /// The municipality is not in the table.
    #[error("{0} は市区町村の表にありません。先に市区町村の表を取り込んでください。")]
    UnknownMunicipality(MunicipalityCode),
    /// The field says so already.
    #[error("すでにその内容です。")]
    NothingToChange,
}

impl CorrectRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::Invalid { .. } => "INVALID_VALUE",
            Self::UnknownMunicipality(_) => "UNKNOWN_MUNICIPALITY",
            Self::NothingToChange => "NOTHING_TO_CHANGE",
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Corrects one published field of a resource; `None` empties it.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn correct_field(
        &self,
        caller: Caller,
        id: ResourceId,
        field: CorrectableField,
        value: Option<String>,
    ) -> Outcome<(), CorrectRefusal> {
        if let (CorrectableField::City, Some(city)) = (field, value.as_deref())
            && let Err(refusal) = self.check_city(city).await?
        {
            return Ok(Err(refusal));
        }
        let header = self.header(caller, Purpose::CorrectField);
        outcome(
            self.store
                .act(&header, move |work| {
                    let wanted = FactEdit {
                        field,
                        value: value.clone(),
                    };
                    Box::pin(async move {
                        if !work.lock_resource(id).await? {
                            return Err(Stop::Refused(CorrectRefusal::NotFound));
                        }
                        let Some(stored) = work.resource(id).await? else {
                            return Err(Stop::Refused(CorrectRefusal::NotFound));
                        };
                        let done = put_right(work, id, &stored.facts, &[wanted], &header).await?;
                        match done {
                            Ok(changed) if changed.is_empty() => {
                                Err(Stop::Refused(CorrectRefusal::NothingToChange))
                            }
                            Ok(_) => Ok(work.count_edit(id).await?),
                            Err(faults) => {
                                let fault = faults.into_iter().next().map(|(_, fault)| fault);
                                let fault = fault.unwrap_or(CorrectionFault::Required);
                                Err(Stop::Refused(CorrectRefusal::Invalid { field, fault }))
                            }
                        }
                    })
                })
                .await,
        )
    }

    /// A city that a person enters comes with the code of a municipality we know: lists by area go by
    /// the code. Published cities may lack it.
    pub(super) async fn check_city(&self, city: &str) -> Outcome<(), CorrectRefusal> {
        let refused = |fault| CorrectRefusal::Invalid {
            field: CorrectableField::City,
            fault,
        };
        let code = match read_city(city) {
            Ok((Some(code), _)) => code,
            Ok((None, _)) => return Ok(Err(refused(CorrectionFault::City))),
            Err(fault) => return Ok(Err(refused(fault))),
        };
        let known = self.store.municipalities_by_code(&[code]).await?;
        Ok(if known.is_empty() {
            Err(CorrectRefusal::UnknownMunicipality(code))
        } else {
            Ok(())
        })
    }
}

/// The fields that a value does not fit, each with why.
pub(super) type FactFaults = Vec<(CorrectableField, CorrectionFault)>;

/// Puts several published fields right in one change and keeps what their source said beside each; names
/// the fields that read otherwise now. Whoever calls holds the lock of the entry and has read what is
/// shown of it; a mistake must end the act.
pub(super) async fn put_right(
    work: &Work,
    id: ResourceId,
    shown: &ResourceFacts,
    wanted: &[FactEdit],
    header: &ActHeader,
) -> Result<Result<Vec<CorrectableField>, FactFaults>, StoreFault> {
    put(work, id, shown, (wanted, None), header).await
}

/// A change of published facts that is taken back.
#[derive(Debug, Clone, Copy)]
pub(super) struct TakenBack<'f> {
    /// The facts before it.
    pub(super) before: &'f ResourceFacts,
    /// And after it.
    pub(super) after: &'f ResourceFacts,
}

/// The same where fields are put back as they stood before a change.
pub(super) async fn put_back(
    work: &Work,
    id: ResourceId,
    shown: &ResourceFacts,
    (wanted, change): (&[FactEdit], TakenBack<'_>),
    header: &ActHeader,
) -> Result<Result<Vec<CorrectableField>, FactFaults>, StoreFault> {
    put(work, id, shown, (wanted, Some(change)), header).await
}

fn write(
    edit: &FactEdit,
    change: Option<TakenBack<'_>>,
    facts: &mut ResourceFacts,
) -> Result<(), CorrectionFault> {
    match change {
        Some(TakenBack { before, after }) => edit.field.put_back(facts, before, after),
        None => edit.field.write(facts, edit.value.as_deref()),
    }
}

async fn put(
    work: &Work,
    id: ResourceId,
    shown: &ResourceFacts,
    (wanted, change): (&[FactEdit], Option<TakenBack<'_>>),
    header: &ActHeader,
) -> Result<Result<Vec<CorrectableField>, FactFaults>, StoreFault> {
    // In the order of fields: what hangs on an address comes after the city that makes one.
    let mut wanted: Vec<&FactEdit> = wanted.iter().collect();
    wanted.sort_by_key(|edit| edit.field);
    let mut after = shown.clone();
    let (mut written, mut faults) = (Vec::new(), FactFaults::new());
    for edit in wanted {
        // A field that says so already needs no writing: an empty street of an address taken away is none.
        if edit.field.read(&after) == edit.value {
            continue;
        }
        match write(edit, change, &mut after) {
            Ok(()) => written.push(edit),
            Err(fault) => faults.push((edit.field, fault)),
        }
    }
    let field = CorrectableField::Organization;
    if let Some(organization) = after.organization
        && written.iter().any(|edit| edit.field == field)
        && !work.has_organization(organization).await?
    {
        faults.push((field, CorrectionFault::Organization));
    }
    if !faults.is_empty() {
        return Ok(Err(faults));
    }
    written.retain(|edit| edit.field.read(&after) != edit.field.read(shown));
    if written.is_empty() {
        return Ok(Ok(Vec::new()));
    }
    let amended = work
        .amend_resource(
            id,
            |facts| -> Result<(), (CorrectableField, CorrectionFault)> {
                for edit in &written {
                    let done = write(edit, change, facts);
                    done.map_err(|fault| (edit.field, fault))?;
                }
                Ok(())
            },
        )
        .await?;
    if let Err(fault) = amended {
        return Ok(Err(vec![fault]));
    }
    let written: Vec<CorrectableField> = written.iter().map(|edit| edit.field).collect();
    keep_beside(work, id, (shown, &after), &written, header).await?;
    Ok(Ok(written))
}

/// Puts the numbers of an office as they should be, in their order; says whether anything was written.
/// Published tables have a single bare number, so that the first alone has a source to be kept beside it.
pub(super) async fn put_phones(
    work: &Work,
    id: ResourceId,
    shown: &ResourceFacts,
    phones: &[Phone],
    header: &ActHeader,
) -> Result<bool, StoreFault> {
    if shown.phones == phones {
        return Ok(false);
    }
    let amended = work
        .amend_resource(id, |facts| -> Result<(), Infallible> {
            facts.phones = phones.to_vec();
            Ok(())
        })
        .await?;
    match amended {
        Ok(()) => {}
        Err(never) => match never {},
    }
    let after = ResourceFacts {
        phones: phones.to_vec(),
        ..shown.clone()
    };
    let field = CorrectableField::Phone;
    if field.read(&after) != field.read(shown) {
        keep_beside(work, id, (shown, &after), &[field], header).await?;
    }
    Ok(true)
}

/// Keeps beside fields that were written what their source said.
async fn keep_beside(
    work: &Work,
    id: ResourceId,
    (shown, after): (&ResourceFacts, &ResourceFacts),
    written: &[CorrectableField],
    header: &ActHeader,
) -> Result<(), StoreFault> {
    let earlier = work
        .corrections(&[id])
        .await?
        .remove(&id)
        .unwrap_or_default();
    for field in written.iter().copied() {
        // What is shown may be an earlier correction; the source's own value stands in it.
        let source_value = match earlier.iter().find(|correction| correction.field == field) {
            Some(correction) => correction.source_value.clone(),
            None => field.read(shown),
        };
        let value = field.read(after);
        if value == source_value {
            work.forget_correction(id, field).await?;
        } else {
            let kept = Correction {
                field,
                source_value,
                value,
            };
            work.keep_correction(id, &kept, header).await?;
        }
    }
    Ok(())
}
