//! What a renewed consent changes, shown before somebody agrees again, what is new first; and when the one before
//! ends by it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::category::InformationCategory;
use super::giver::Giver;
use super::means::Means;
use super::purpose::ConsentPurpose;
use super::recipient::ConsentRecipient;
use super::terms::{Consent, Form};
use crate::ids::OrganizationId;

/// Something that a consent names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// A recipient.
    Recipient(ConsentRecipient),
    /// A category.
    Category(InformationCategory),
    /// A purpose.
    Purpose(ConsentPurpose),
    /// A means.
    Means(Means),
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// It was not named before.
    Added(Item),
    /// It is named no more.
    Removed(Item),
    /// Somebody else tells.
    Provider {
        /// Before.
        old: OrganizationId,
        /// Now.
        new: OrganizationId,
    },
    /// Somebody else agrees.
    Giver {
        /// Before.
        old: Giver,
        /// Now.
        new: Giver,
    },
    /// It is given in another form.
    Form {
        /// Before.
        old: Form,
        /// Now.
        new: Form,
    },
    /// It ends on another day.
    LastDay {
        /// Before.
        old: NaiveDate,
        /// Now.
        new: NaiveDate,
    },
}

/// What a new consent says differently: what it adds, what it leaves out, and who, how and until when.
#[must_use]
pub fn differences(old: &Consent, new: &Consent) -> Vec<Difference> {
    let (before, now) = (items(old), items(new));
    let added = now.difference(&before).copied().map(Difference::Added);
    let removed = before.difference(&now).copied().map(Difference::Removed);
    let mut differences: Vec<Difference> = added.chain(removed).collect();
    if old.provider != new.provider {
        differences.push(Difference::Provider {
            old: old.provider,
            new: new.provider,
        });
    }
    if old.giver != new.giver {
        differences.push(Difference::Giver {
            old: old.giver.clone(),
            new: new.giver.clone(),
        });
    }
    if old.form != new.form {
        differences.push(Difference::Form {
            old: old.form,
            new: new.form,
        });
    }
    let (old, new) = (old.validity.last_day(), new.validity.last_day());
    if old != new {
        differences.push(Difference::LastDay { old, new });
    }
    differences
}

/// Whether a consent ends as soon as another was given in its place: where the other holds already, or leaves out
/// something that may not be told until the first one would have ended by itself.
#[must_use]
pub fn ends_the_one_before(old: &Consent, new: &Consent, today: NaiveDate) -> bool {
    let says_less = !items(old).is_subset(&items(new));
    let ends_sooner = new.validity.last_day() < old.validity.last_day();
    new.validity.has_begun(today) || says_less || ends_sooner
}

fn items(consent: &Consent) -> BTreeSet<Item> {
    let recipients = consent.recipients.iter().copied().map(Item::Recipient);
    let categories = consent.categories.iter().copied().map(Item::Category);
    let purposes = consent.purposes.iter().copied().map(Item::Purpose);
    let means = consent.means.iter().copied().map(Item::Means);
    recipients
        .chain(categories)
        .chain(purposes)
        .chain(means)
        .collect()
}
