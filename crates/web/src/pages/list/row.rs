//! One entry of a list: the right kind, what they are good at, how to reach them now.

use renkei_app::directory::list::{ListedResource, Presence};
use renkei_domain::directory::freshness::{FieldGroup, Freshness};
use renkei_domain::directory::hours::opening::Openness;
use renkei_domain::directory::strength::{Strength, Valence, Voice};
use renkei_domain::time::Moment;

use crate::paths::{CallPath, ResourcePath};
use crate::words::moment::Day;
use crate::words::reach::ReachBox;

/// A row.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) path: ResourcePath,
    /// Putting it on one's own list of calls.
    pub(crate) call: CallPath,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) place: String,
    pub(crate) presence: Option<&'static str>,
    pub(crate) openness: Openness,
    pub(crate) reach: ReachBox,
    pub(crate) strong: Vec<String>,
    pub(crate) weak: Vec<String>,
    /// How many people could begin there, and the day on which the agency said so; `None` where it could
    /// not say.
    pub(crate) capacity: Option<(u32, Day)>,
    /// When the numbers were last confirmed, and how.
    pub(crate) verified: Option<(Day, &'static str)>,
}

impl Row {
    pub(crate) fn of(entry: &ListedResource, at: Moment) -> Self {
        let said = |valence, most| {
            own(entry, valence)
                .take(most)
                .map(|strength| strength.text.to_string())
                .collect()
        };
        let contact = Freshness::of(FieldGroup::Contact, &entry.profile.verifications);
        Self {
            path: ResourcePath::of(entry.id),
            call: CallPath::of(entry.id),
            name: entry.facts.name.to_string(),
            kind: entry.facts.kind_in_words(),
            place: entry.municipality.as_ref().map_or_else(
                || {
                    entry
                        .facts
                        .address
                        .as_ref()
                        .map_or_else(String::new, |address| address.city.to_string())
                },
                |place| place.name.clone(),
            ),
            presence: entry.presence.map(|presence| match presence {
                Presence::Serves => "担当する",
                Presence::StandsIn => "所在する",
            }),
            openness: entry.openness,
            reach: ReachBox::of(&entry.reach, &entry.profile.contact_persons, at),
            strong: said(Valence::Strong, 2),
            weak: said(Valence::Weak, 1),
            capacity: entry
                .profile
                .capacity
                .and_then(|report| Some((report.available?, Day(report.as_of)))),
            verified: contact
                .confirmed
                .map(|done| (Day(done.verified_on), done.method.word())),
        }
    }
}

/// What an agency says of itself. What others observed stands on its page alone, beside who observed it.
fn own(entry: &ListedResource, valence: Valence) -> impl Iterator<Item = &Strength> {
    let said = entry.profile.strengths.iter();
    said.filter(move |said| said.valence == valence && said.voice == Voice::SelfDeclared)
}
