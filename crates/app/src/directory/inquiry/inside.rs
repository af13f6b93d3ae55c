//! A mail about an inquiry that does not leave the house: once somebody asks by another way it is taken back.

use renkei_domain::directory::inquiry::{Contact, ContactOutcome, StepFault};
use renkei_domain::ids::InquiryId;
use renkei_domain::letters::state::StepFault as LetterFault;
use renkei_store::letters::desk::StoredLetter;
use renkei_store::{Stop, StoreFault, Work};

use super::{Held, InquiryRefusal, refuse};

/// The letters about mails that lie in the house, held before the entry is, as a claim holds them.
pub(super) struct MailInside(Vec<StoredLetter>);

impl MailInside {
    /// Holds those of an inquiry.
    pub(super) async fn hold(work: &Work, id: InquiryId) -> Result<Self, StoreFault> {
        let mut letters = Vec::new();
        for contact in work.inquiry_contacts(id).await? {
            if is_inside(&contact) {
                letters.extend(work.lock_letters_about(contact.id.uuid()).await?);
            }
        }
        Ok(Self(letters))
    }

    /// Takes them back for something that stands in for them, and notes that they never left.
    pub(super) async fn take_back(
        &self,
        work: &Work,
        held: &mut Held,
    ) -> Result<(), Stop<InquiryRefusal>> {
        let mut letters = self.0.iter();
        if letters.any(|letter| letter.state.withdraw() == Err(LetterFault::UnderWay)) {
            return refuse(StepFault::UnderWay);
        }
        for letter in &self.0 {
            if letter.state.withdraw().is_ok() {
                work.withdraw_letter(letter).await?;
            }
        }
        let contacts = held.contacts.iter_mut().enumerate();
        for (place, contact) in contacts.filter(|(_, contact)| is_inside(contact)) {
            let before = contact.clone();
            contact.outcome = ContactOutcome::NotSent;
            work.keep_inquiry_contact(&held.inquiry, place, (Some(&before), &*contact))
                .await?;
        }
        Ok(())
    }
}

fn is_inside(contact: &Contact) -> bool {
    contact.outcome == ContactOutcome::Prepared
}
