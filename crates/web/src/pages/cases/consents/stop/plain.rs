//! Stopping in words for the person.

use std::collections::BTreeSet;

use renkei_app::consent::read::ConsentsView;
use renkei_app::consent::stop::StopKind;
use renkei_domain::consent::{Categories, ConsentRecipient, HaltOf, Reach};
use renkei_domain::told::Told;

use super::super::lines::{plain, recipient_words};
use super::meant;

/// How many names or categories stand in a sentence.
const FEW: usize = 3;

/// What the button says to whoever presses it.
pub(super) const fn button(view: &ConsentsView) -> &'static str {
    if view.is_person {
        "これで きめる"
    } else {
        "止める"
    }
}

/// A way of stopping in words for the person.
pub(super) const fn plain_kind(kind: StopKind) -> &'static str {
    match kind {
        StopKind::Pause => "いったん 止める（あとで もどせます）",
        StopKind::Withdraw => {
            "やめる（もどせません。 また 話してよく なったら、 もういちど ききます）"
        }
    }
}

/// The first of some words.
fn few(words: impl IntoIterator<Item = Told>) -> Vec<Told> {
    let mut first = Vec::new();
    for (place, word) in words.into_iter().enumerate() {
        if place == FEW {
            first.push("など".into());
            break;
        }
        if place > 0 {
            first.push("、".into());
        }
        first.push(word);
    }
    first
}

/// To whom what is told no more, in words for the person.
pub(super) fn plain_about(view: &ConsentsView, of: HaltOf, reach: Reach) -> Vec<Told> {
    let meant = meant(view, of);
    let recipients: BTreeSet<ConsentRecipient> = match reach {
        Reach::Recipient(recipient) => [recipient].into(),
        Reach::Whole | Reach::Category(_) => {
            let recipients = meant.iter().flat_map(|consent| &consent.recipients);
            recipients.copied().collect()
        }
    };
    let categories: Categories = match reach {
        Reach::Category(category) => [category].into(),
        Reach::Whole | Reach::Recipient(_) => {
            let categories = meant.iter().flat_map(|consent| &consent.categories);
            categories.copied().collect()
        }
    };
    if recipients.is_empty() || categories.is_empty() {
        return vec!["いままでの 同意 すべて".into()];
    }
    let recipients = recipients.iter();
    let names = recipients.map(|one| Told::from(recipient_words(view, *one)));
    let told = plain(&categories).into_iter().map(Told::from);
    [
        few(names),
        vec!["に ".into()],
        few(told),
        vec!["を 話すこと".into()],
    ]
    .concat()
}
