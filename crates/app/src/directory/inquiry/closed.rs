//! An agency whose entry closes is asked nothing any more: what was begun ends in the act that closes it.

use renkei_domain::directory::inquiry::InquiryState;
use renkei_domain::ids::{AccountId, InquiryContactId, ResourceId};
use renkei_domain::text::Prose;
use renkei_domain::time::Instant;
use renkei_store::{StoreFault, Work};

use super::Held;
use super::contact::called_off;

/// Calls off the inquiry about an entry of which something may still come. A mail that did not leave stays in the house, and
/// why stands among the contacts.
pub(crate) async fn closed_in(
    work: &Work,
    resource: ResourceId,
    contact: InquiryContactId,
    (by, now): (Option<AccountId>, Instant),
) -> Result<(), StoreFault> {
    let Some(inquiry) = work.inquiry_at_work(resource).await? else {
        return Ok(());
    };
    let Some(held) = Held::take(work, inquiry.id).await? else {
        return Ok(());
    };
    called_off(work, &held, (contact, &has_closed()), (by, now)).await?;
    let after = held.inquiry.clone().ended(InquiryState::CalledOff, now);
    held.keep(work, &after).await
}

#[expect(
    clippy::expect_used,
    reason = "a short text without control characters"
)]
fn has_closed() -> Prose {
    Prose::parse("機関が閉じたので、とりやめました。").expect("a short text")
}
