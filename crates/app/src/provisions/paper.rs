//! The records on paper, for whoever asks an agency for them: of a period, with the name of the person, which the
//! law asks for.

use renkei_domain::access::principal::Principal;
use renkei_domain::ids::CaseId;

use super::read::RecordsSpan;
use crate::App;
use crate::consent::ConsentRefusal;
use crate::directory::register::Outcome;
use crate::paper::{RecordsPaper, Sheet};

#[renkei_boxed::boxed]
impl App {
    /// The records of a case on paper, for whoever may read them.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn records_on_paper(
        &self,
        own: &Principal,
        id: CaseId,
        span: RecordsSpan,
    ) -> Outcome<Sheet, ConsentRefusal> {
        let view = match self.records(own, id, span).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let case = &view.file.case;
        let name = case.known().map(|person| format!("{} さん", person.name));
        let told = view.file.provisions.iter().map(|kept| {
            let by = view.name_of(kept.record.told_by);
            (kept.clone(), by)
        });
        let heard = view.file.receipts.iter().map(|receipt| {
            let by = view.name_of(receipt.noted_by);
            (receipt.clone(), by)
        });
        let lead = view.lead.as_ref();
        let address = lead.and_then(|facts| Some(facts.address.as_ref()?.line()));
        let head = lead.and_then(|facts| Some(facts.head_of_body.as_ref()?.to_string()));
        let place: Vec<String> = address.into_iter().chain(head).collect();
        Ok(Ok(Sheet::Records(Box::new(RecordsPaper {
            head: self.letterhead(&own.networks).await?,
            for_whom: name.unwrap_or_else(|| format!("№{}", case.number)),
            lead: view.lead_name(),
            lead_place: (!place.is_empty()).then(|| place.join("　")),
            span,
            as_of: view.now.date,
            told: told.collect(),
            heard: heard.collect(),
        }))))
    }
}
