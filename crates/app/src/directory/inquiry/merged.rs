//! What becomes of asking an agency whose entry becomes part of another. What it was asked under the entry that goes is
//! called off, with why; what nobody answered of it is asked of the entry that stays: by the inquiry that is open there, or
//! once the three weeks are over that every agency has between two times. It is kept with the entry that goes, so that it
//! has that again where the two are taken apart.

use renkei_domain::directory::inquiry::{
    GroupState, Inquiry, InquiryState, Reopened, StaleBecause, again_from,
};
use renkei_domain::ids::{AccountId, InquiryContactId, ResourceId};
use renkei_domain::text::Prose;
use renkei_domain::time::Instant;
use renkei_store::{StoreFault, Work};

use super::Held;
use super::contact::called_off;

/// Calls off what is asked about an entry that is about to become part of another: the inquiry as it stood, if there is
/// one. Of one that was answered it was decided before.
pub(crate) async fn called_off_for_another(
    work: &Work,
    goes: ResourceId,
    id: InquiryContactId,
    by: (Option<AccountId>, Instant),
) -> Result<Option<Inquiry>, StoreFault> {
    let Some(known) = work.inquiry_at_work(goes).await? else {
        return Ok(None);
    };
    let Some(held) = Held::take(work, known.id).await? else {
        return Ok(None);
    };
    called_off(work, &held, (id, &became_one()), by).await?;
    let after = held.inquiry.clone();
    let after = after.ended(InquiryState::CalledOff, by.1);
    held.keep(work, &after).await?;
    Ok(Some(held.inquiry))
}

/// Has the entry that stays asked about what nobody answered of an inquiry that was called off, once the two are one.
pub(crate) async fn asked_of_survivor(
    work: &Work,
    called_off: &Inquiry,
    stays: ResourceId,
    (by, now): (Option<AccountId>, Instant),
) -> Result<(), StoreFault> {
    let Some(standing) = work.inquiry_standings(&[stays]).await?.remove(&stays) else {
        return Ok(());
    };
    let at_work = work.inquiry_at_work(stays).await?;
    let opened = called_off.opened_at.in_japan().date;
    let mut groups = called_off.asked();
    // What they told under the other name meanwhile is told.
    groups.retain(|group| {
        let mut told = standing.groups.iter();
        let is_told =
            told.any(|one| one.group == *group && one.confirmed_on.is_some_and(|day| day > opened));
        let mut there = at_work.iter().flat_map(|inquiry| &inquiry.groups);
        !is_told && !there.any(|one| one.group == *group && one.state != GroupState::Asked)
    });
    let today = now.in_japan().date;
    let rested = standing
        .last_contact
        .map_or(today, |day| again_from(day).max(today));
    let since = standing.reopens_from(rested);
    let reopened = groups.iter().map(|group| Reopened {
        group: *group,
        because: StaleBecause::Merged,
        since,
    });
    let reopened: Vec<Reopened> = reopened.collect();
    work.reopen_groups(called_off.resource, &reopened, by)
        .await?;
    let Some(before) = at_work else {
        return Ok(());
    };
    groups.retain(|group| !before.asks_about(*group));
    if groups.is_empty() {
        return Ok(());
    }
    let after = before.clone().joined_by(&groups);
    work.keep_inquiry(Some(&before), &after).await
}

#[expect(
    clippy::expect_used,
    reason = "a short text without control characters"
)]
fn became_one() -> Prose {
    Prose::parse("名簿で、ほかの機関と ひとつにしました。").expect("a short text")
}
