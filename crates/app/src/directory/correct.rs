//! Correcting one published field. The source's value is kept beside the correction, and the next
//! import neither overwrites nor loses either.

use renkei_domain::directory::correction::{
    CorrectableField, Correction, CorrectionFault, read_city,
};
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::ResourceId;
use renkei_domain::record::Purpose;
use renkei_store::Stop;

use super::register::{Outcome, outcome};
use crate::{App, Caller};

/// Why a correction was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CorrectRefusal {
    /// There is no such entry.
    #[error("その資源は見つかりません。")]
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
                    let value = value.clone();
                    Box::pin(async move {
                        if !work.lock_resource(id).await? {
                            return Err(Stop::Refused(CorrectRefusal::NotFound));
                        }
                        let Some(stored) = work.resource(id).await? else {
                            return Err(Stop::Refused(CorrectRefusal::NotFound));
                        };
                        let earlier = work
                            .corrections(&[id])
                            .await?
                            .remove(&id)
                            .unwrap_or_default();
                        let shown = field.read(&stored.facts);
                        // What is shown may be an earlier correction; the source's own value stands in it.
                        let source_value =
                            match earlier.iter().find(|correction| correction.field == field) {
                                Some(correction) => correction.source_value.clone(),
                                None => shown.clone(),
                            };
                        let amended = work
                            .amend_resource(id, |facts| field.write(facts, value.as_deref()))
                            .await?;
                        if let Err(fault) = amended {
                            return Err(Stop::Refused(CorrectRefusal::Invalid { field, fault }));
                        }
                        let written = work
                            .resource(id)
                            .await?
                            .and_then(|stored| field.read(&stored.facts));
                        if written == shown {
                            return Err(Stop::Refused(CorrectRefusal::NothingToChange));
                        }
                        if written == source_value {
                            work.forget_correction(id, field).await?;
                        } else {
                            let kept = Correction {
                                field,
                                source_value,
                                value: written,
                            };
                            work.keep_correction(id, &kept, &header).await?;
                        }
                        Ok(())
                    })
                })
                .await,
        )
    }
    /// A city that a person enters comes with the code of a municipality we know: lists by area go by
    /// the code. Published cities may lack it.
    async fn check_city(&self, city: &str) -> Outcome<(), CorrectRefusal> {
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
