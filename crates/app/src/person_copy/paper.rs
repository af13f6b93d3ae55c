//! The copy on paper, for the person, or for staff to hand to them.

use renkei_domain::access::principal::Principal;
use renkei_domain::ids::CaseId;

use crate::App;
use crate::consent::ConsentRefusal;
use crate::directory::register::Outcome;
use crate::paper::{PersonCopyPaper, Sheet};

#[renkei_boxed::boxed]
impl App {
    /// The copy of the person of a case on paper, for whoever may read the case.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn person_copy_on_paper(
        &self,
        own: &Principal,
        id: CaseId,
    ) -> Outcome<Sheet, ConsentRefusal> {
        let view = match self.person_copy(own, id).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if view.case.is_erased() {
            return Ok(Err(ConsentRefusal::NotFound));
        }
        let name = view
            .case
            .known()
            .map(|person| format!("{} さん", person.name));
        Ok(Ok(Sheet::PersonCopy(Box::new(PersonCopyPaper {
            head: self.letterhead(&own.networks).await?,
            for_whom: name.unwrap_or_else(|| format!("№{}", view.case.number)),
            keeper: view.keeper().cloned(),
            lead: view.lead,
            as_of: view.now.date,
            parts: view.parts,
        }))))
    }
}
