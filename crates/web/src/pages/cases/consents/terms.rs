//! What a consent names, chosen item by item: whom, what, what for and how. It stands on the pages where no package
//! of questions fits.

use renkei_app::consent::read::ConsentsView;
use renkei_domain::consent::means::MeansSet;
use renkei_domain::consent::purpose::Purposes;
use renkei_domain::consent::recipient::ConsentRecipients;
use renkei_domain::consent::{
    Categories, Consent, ConsentPurpose, ConsentRecipient, InformationCategory, Means,
};

use super::super::facts::{Facts, fact};
use super::super::faults::Faults;
use super::lines::recipient_words;
use super::questions::meant;
use crate::form::{Choice, Field, Packed, Sent};

const TO: &str = "to";
const WHAT: &str = "what";
const WHY: &str = "why";
const WAY: &str = "way";

/// What was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chosen {
    pub(super) recipients: ConsentRecipients,
    pub(super) categories: Categories,
    pub(super) purposes: Purposes,
    pub(super) means: MeansSet,
}

/// Every code that came under a name and is one of its list.
fn all<T: Ord>(
    sent: &Sent,
    name: &'static str,
    from_code: fn(&str) -> Option<T>,
) -> std::collections::BTreeSet<T> {
    sent.all(name).filter_map(from_code).collect()
}

impl Chosen {
    /// What came, whatever is missing.
    pub(super) fn of(sent: &Sent) -> Self {
        Self {
            recipients: all(sent, TO, ConsentRecipient::from_code),
            categories: all(sent, WHAT, InformationCategory::from_code),
            purposes: all(sent, WHY, ConsentPurpose::from_code),
            means: all(sent, WAY, Means::from_code),
        }
    }

    /// What came, with a word about each that is missing.
    pub(super) fn read(sent: &Sent, faults: &mut Faults) -> Self {
        let chosen = Self::of(sent);
        if chosen.recipients.is_empty() {
            faults.say(TO, "だれに伝えてよいかを選んでください。");
        }
        if chosen.categories.is_empty() {
            faults.say(WHAT, "何を伝えてよいかを選んでください。");
        }
        if chosen.purposes.is_empty() {
            faults.say(WHY, "何のために伝えるかを選んでください。");
        }
        if chosen.means.is_empty() {
            faults.say(WAY, "どの方法で伝えてよいかを選んでください。");
        }
        chosen
    }
}

/// What a consent says, as it is first shown.
pub(super) fn pack(packed: &mut Packed, consent: &Consent) {
    for recipient in &consent.recipients {
        packed.put(TO, recipient.code());
    }
    for category in &consent.categories {
        packed.put(WHAT, category.code());
    }
    for purpose in &consent.purposes {
        packed.put(WHY, purpose.code());
    }
    for means in &consent.means {
        packed.put(WAY, means.code());
    }
}

fn ticks<T: Copy>(
    offered: impl IntoIterator<Item = T>,
    code: fn(T) -> &'static str,
    word: fn(T) -> &'static str,
    chosen: impl Fn(T) -> bool,
) -> Vec<Choice> {
    let choices = offered.into_iter().map(|one| Choice {
        value: code(one).to_owned(),
        word: word(one).to_owned(),
        is_chosen: chosen(one),
    });
    choices.collect()
}

/// What may be chosen, in easy words and beside them in those of the law.
pub(super) fn legal(categories: &[InformationCategory]) -> Facts {
    let what = categories.iter();
    let what = what.map(|one| fact(one.plain(), one.legal()));
    let why = ConsentPurpose::ALL.iter();
    let why = why.map(|one| fact(one.plain(), one.legal()));
    Facts::of(what.chain(why).map(Some))
}

/// The fields, with whom a consent before named besides and what may be asked here.
pub(super) fn fields(
    view: &ConsentsView,
    (before, categories): (&ConsentRecipients, &[InformationCategory]),
    (sent, faults): (&Sent, &Faults),
) -> Vec<Field> {
    let chosen = Chosen::of(sent);
    let mut offered = meant(view);
    let known: Vec<ConsentRecipient> = offered.iter().map(|(one, _)| *one).collect();
    let others = before.iter().filter(|one| !known.contains(one));
    offered.extend(others.map(|one| (*one, recipient_words(view, *one))));
    let to = offered.into_iter().map(|(recipient, word)| Choice {
        is_chosen: chosen.recipients.contains(&recipient),
        value: recipient.code(),
        word,
    });
    let what = ticks(
        categories.iter().copied(),
        InformationCategory::code,
        InformationCategory::plain,
        |one| chosen.categories.contains(&one),
    );
    let why = ticks(
        ConsentPurpose::ALL.iter().copied(),
        ConsentPurpose::code,
        ConsentPurpose::plain,
        |one| chosen.purposes.contains(&one),
    );
    let way = ticks(
        Means::ALL.iter().copied(),
        Means::code,
        Means::word,
        |one| chosen.means.contains(&one),
    );
    vec![
        Field::any(TO, "だれに話してもいいですか", to.collect()).wrong(faults.of(TO)),
        Field::any(WHAT, "何を話してもいいですか", what).wrong(faults.of(WHAT)),
        Field::any(WHY, "なんのためですか", why).wrong(faults.of(WHY)),
        Field::any(WAY, "どうやって伝えますか", way).wrong(faults.of(WAY)),
    ]
}
