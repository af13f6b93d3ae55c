//! 「話した」 in one press: what was told lately, to be told again, what the consents let each of the team hear by word
//! or on the phone, and that a sheet was handed to one of them, since printing one tells nobody. Each button carries
//! whom, what and how; the page takes it like its form, decides anew and makes the record.

use chrono::Days;
use renkei_app::consent::read::{ConsentsView, NamedParty};
use renkei_app::provisions::read::{RecordsSpan, RecordsView};
use renkei_domain::consent::{Categories, ConsentPurpose, InformationCategory, Means, PartyId};
use renkei_domain::provisions::ToldHow;

use super::lines::party_words;
use super::preview::code_of;

/// How far back what was told is offered again.
const LATELY: Days = Days::new(90);

/// How much of it is offered.
const AGAIN: usize = 3;

/// What the button beside it says.
const AGAIN_BUTTON: &str = "これを書く";

/// How something is told most often, in the order of the buttons.
const SPOKEN: [ToldHow; 2] = [ToldHow::FaceToFace, ToldHow::Phone];

/// How a sheet reaches somebody.
pub(super) const BY_HAND: ToldHow = ToldHow::Document;

/// What is sent when a sheet was handed to somebody who may be told what it tells; nothing where they may not.
pub(super) fn handed_to(
    view: &ConsentsView,
    known: &NamedParty,
    told: &Categories,
) -> Option<Vec<(&'static str, String)>> {
    let may = agreed(view, known, BY_HAND);
    is_in_one(&may, told).then(|| fields(known, told, BY_HAND))
}

/// A telling as the form of the page sends it.
fn fields(known: &NamedParty, told: &Categories, how: ToldHow) -> Vec<(&'static str, String)> {
    let mut fields = vec![("to", code_of(known.party.id))];
    fields.extend(told.iter().map(|one| ("category", one.code().to_owned())));
    fields.push(("how", how.code().to_owned()));
    fields
}

/// What one press writes down.
#[derive(Debug, Clone)]
pub(super) struct Ready {
    /// Whom, what and how, for whoever hears the button alone.
    pub(super) whole: String,
    /// What stands on the button, for whoever sees where it is.
    pub(super) button: String,
    /// What is sent: names and values.
    pub(super) fields: Vec<(&'static str, String)>,
    /// Tells this button from every other.
    pub(super) once: String,
}

impl Ready {
    pub(super) fn of(known: &NamedParty, told: &Categories, how: ToldHow, once: String) -> Self {
        let words: Vec<&str> = told.iter().map(|one| one.word()).collect();
        let words = words.join("・");
        Self {
            whole: format!("{}に　{words}　{how}", party_words(known)),
            button: words,
            fields: fields(known, told, how),
            once,
        }
    }
}

/// One way of telling, with a button for each thing that may be told by it.
#[derive(Debug, Clone)]
pub(super) struct ReadyWay {
    pub(super) how: &'static str,
    pub(super) things: Vec<Ready>,
}

/// Somebody of the team, with what they may hear.
#[derive(Debug, Clone)]
pub(super) struct ReadyParty {
    pub(super) whom: String,
    pub(super) ways: Vec<ReadyWay>,
}

/// Everything that one press writes down.
#[derive(Debug, Clone, Default)]
pub(super) struct ReadyList {
    pub(super) again: Vec<Ready>,
    pub(super) parties: Vec<ReadyParty>,
}

impl ReadyList {
    /// Whether there is nothing to press.
    pub(super) fn is_empty(&self) -> bool {
        self.again.is_empty() && self.parties.is_empty()
    }

    /// Of what may be told now and what was told lately; `once` makes what tells a button from every other.
    pub(super) fn of(view: &ConsentsView, told: &RecordsView, once: impl Fn() -> String) -> Self {
        let parties = view.here().filter_map(|known| {
            let ways = SPOKEN.into_iter().filter_map(|how| {
                let may = agreed(view, known, how);
                let each = InformationCategory::ALL.iter();
                let each = each.map(|one| [*one].into_iter().collect::<Categories>());
                let each = each.filter(|told| is_in_one(&may, told));
                let things = each.map(|told| Ready::of(known, &told, how, once()));
                let things: Vec<Ready> = things.collect();
                (!things.is_empty()).then_some(ReadyWay {
                    how: how.word(),
                    things,
                })
            });
            let ways: Vec<ReadyWay> = ways.collect();
            (!ways.is_empty()).then(|| ReadyParty {
                whom: party_words(known),
                ways,
            })
        });
        Self {
            again: again(view, told, &once),
            parties: parties.collect(),
        }
    }
}

/// The days of which what was told is offered again.
pub(super) fn lately(view: &ConsentsView) -> RecordsSpan {
    RecordsSpan {
        from: view.now.date.checked_sub_days(LATELY),
        until: None,
    }
}

/// What was told lately by a consent and may be told again, each once, the newest first. What was told by an exception
/// of the law is not among it: whoever stands beside the screen would read it.
fn again(view: &ConsentsView, told: &RecordsView, once: &impl Fn() -> String) -> Vec<Ready> {
    let mut seen: Vec<(PartyId, Categories, Means)> = Vec::new();
    for kept in &told.file.provisions {
        let record = &kept.record;
        let what: Categories = record.told.iter().map(|(one, _)| *one).collect();
        let telling = (record.to, what, record.means);
        if kept.exception.is_none() && !seen.contains(&telling) {
            seen.push(telling);
        }
    }
    let ready = seen.into_iter().filter_map(|(to, what, means)| {
        let known = view.here().find(|known| known.party.id == to)?;
        let how = ToldHow::ALL.iter().find(|how| how.means() == means)?;
        let may = agreed(view, known, *how);
        is_in_one(&may, &what).then(|| Ready {
            button: AGAIN_BUTTON.to_owned(),
            ..Ready::of(known, &what, *how, once())
        })
    });
    ready.take(AGAIN).collect()
}

/// What somebody may be told by some means, for each purpose.
fn agreed(view: &ConsentsView, known: &NamedParty, how: ToldHow) -> Vec<Categories> {
    let purposes = ConsentPurpose::ALL.iter();
    let previews = purposes.map(|purpose| view.preview(&known.party, *purpose, how.means()));
    previews.map(|preview| preview.shown).collect()
}

/// Whether all of something may be told for one purpose.
fn is_in_one(may: &[Categories], told: &Categories) -> bool {
    may.iter().any(|shown| told.is_subset(shown))
}
