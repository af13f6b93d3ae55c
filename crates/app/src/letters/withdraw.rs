//! Taking back what was to be written about something that is over.

use renkei_domain::letters::kind::LetterSubject;
use renkei_store::{StoreFault, Work};

/// Withdraws the letters about a subject that are still in the house, before the act that ends the subject
/// touches it. What a courier has finds nothing to say once it looks.
pub(crate) async fn withdraw_letters_about(
    work: &Work,
    subject: LetterSubject,
) -> Result<(), StoreFault> {
    for letter in work.lock_letters_about(subject.uuid()).await? {
        if letter.state.withdraw().is_ok() {
            work.withdraw_letter(&letter).await?;
        }
    }
    Ok(())
}
