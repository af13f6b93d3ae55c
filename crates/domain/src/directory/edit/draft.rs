//! From what somebody entered to the profile that would stand: checked, in order, with ids.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{Edit, FieldFault, NoticeEntry, OwnStrength, PersonEntry};
use crate::directory::capacity::CapacityReport;
use crate::directory::comparison::Comparison;
use crate::directory::contact::policy::{ContactPolicy, ContactRule};
use crate::directory::notice::Notice;
use crate::directory::people::ContactPerson;
use crate::directory::profile::Profile;
use crate::directory::program::Program;
use crate::directory::strength::{Strength, Voice};
use crate::ids::{ContactPersonId, NetworkId, NoticeId, StrengthId};

/// The most entries of a list that people write: far more than a page shows well, few enough to be
/// read and sent at once.
const MOST_ENTRIES: usize = 100;
/// The most ways of one rule.
const MOST_WAYS: usize = 20;
/// The most municipalities that one entry serves: every one of Hokkaido.
const MOST_PLACES: usize = 250;
/// No office speaks of more people than this.
const MOST_PEOPLE: u32 = 100_000;

impl Edit {
    /// The profile that would stand after the edit; its facts are put right field by field elsewhere.
    /// `known` is what stands now, `today` the day in Japan, `new_id` makes ids for what is added.
    ///
    /// # Errors
    /// Every mistake, each with its field.
    pub fn draft(
        &self,
        known: &Profile,
        today: NaiveDate,
        new_id: &mut dyn FnMut() -> Uuid,
    ) -> Result<Profile, Vec<FieldFault>> {
        let mut after = known.clone();
        let mut faults = Vec::new();
        match self {
            Self::Facts(_) | Self::Phones(_) => {}
            Self::Description(text) => after.description.clone_from(text),
            Self::Comparison(comparison) => {
                after.comparison = Comparison {
                    documents: distinct(&comparison.documents),
                    ..(**comparison).clone()
                }
            }
            Self::Capacity(report) => {
                check_capacity(*report, today, &mut faults);
                after.capacity = *report;
            }
            Self::Programs(programs) => {
                check_programs(programs, &mut faults);
                after.programs.clone_from(programs);
            }
            Self::Strengths(said) => {
                check_length("strengths", said.len(), MOST_ENTRIES, &mut faults);
                let mut own = strengths(said, known, today, new_id, &mut faults);
                let observed = known.strengths.iter();
                let observed = observed.filter(|said| said.voice != Voice::SelfDeclared);
                own.extend(observed.cloned());
                after.strengths = own;
            }
            Self::ContactPolicy(policy) => {
                check_policy(policy, known, &mut faults);
                after.contact_policy.clone_from(policy);
            }
            Self::Notices(entries) => {
                check_length("notices", entries.len(), MOST_ENTRIES, &mut faults);
                after.notices = notices(entries, known, new_id, &mut faults);
            }
            Self::ServiceArea(area) => {
                after.service_area = distinct(area);
                after.service_area.sort_unstable();
                let places = after.service_area.len();
                check_length("serviceArea", places, MOST_PLACES, &mut faults);
            }
            Self::Roles(roles) => after.roles = distinct(roles),
            Self::Languages(languages) => after.languages = distinct(languages),
            Self::Access(features) => after.access = distinct(features),
            Self::ContactPersons { network, persons } => {
                check_length("contactPersons", persons.len(), MOST_ENTRIES, &mut faults);
                let own = contact_persons(persons, *network, known, new_id, &mut faults);
                after
                    .contact_persons
                    .retain(|person| person.network != *network);
                after.contact_persons.extend(own);
            }
        }
        if faults.is_empty() {
            Ok(after)
        } else {
            Err(faults)
        }
    }
}

fn distinct<T: Copy + PartialEq>(words: &[T]) -> Vec<T> {
    let mut kept = Vec::with_capacity(words.len());
    for word in words {
        if !kept.contains(word) {
            kept.push(*word);
        }
    }
    kept
}

pub(super) fn check_length(field: &str, length: usize, most: usize, faults: &mut Vec<FieldFault>) {
    if length > most {
        let message = format!("{most}件までにしてください。");
        faults.push(FieldFault::new(field, "TOO_MANY", message));
    }
}

fn check_capacity(report: Option<CapacityReport>, today: NaiveDate, faults: &mut Vec<FieldFault>) {
    let Some(report) = report else { return };
    if report.as_of > today {
        faults.push(FieldFault::new(
            "asOf",
            "IN_FUTURE",
            "きょうまでの日を入れてください。",
        ));
    }
    for (field, count) in [
        ("available", report.available),
        ("maximum", report.maximum),
        ("waiting", report.waiting),
    ] {
        if count.is_some_and(|count| count > MOST_PEOPLE) {
            faults.push(FieldFault::new(
                field,
                "NUMBER",
                "100,000以下の数を入れてください。",
            ));
        }
    }
    if let (Some(available), Some(maximum)) = (report.available, report.maximum)
        && available > maximum
    {
        faults.push(FieldFault::new(
            "available",
            "MORE_THAN_MAXIMUM",
            "空きは最大の人数以下にしてください。",
        ));
    }
}

fn check_programs(programs: &[Program], faults: &mut Vec<FieldFault>) {
    check_length("programs", programs.len(), MOST_ENTRIES, faults);
    for (place, program) in programs.iter().enumerate() {
        let field = format!("programs[{place}].patterns");
        check_length(&field, program.patterns.len(), MOST_WAYS, faults);
    }
}

fn check_policy(policy: &ContactPolicy, known: &Profile, faults: &mut Vec<FieldFault>) {
    check_length("rules", policy.rules.len(), MOST_ENTRIES, faults);
    check_length("never", policy.never.len(), MOST_ENTRIES, faults);
    for (place, rule) in policy.rules.iter().enumerate() {
        let ways = format!("rules[{place}].ways");
        if rule.ways.is_empty() {
            faults.push(FieldFault::new(
                ways.as_str(),
                "EMPTY",
                "連絡の方法を1つ以上選んでください。",
            ));
        } else {
            check_length(&ways, rule.ways.len(), MOST_WAYS, faults);
        }
        for (at, way) in rule.ways.iter().enumerate() {
            if way.person.is_some_and(|named| !is_named(named, known)) {
                faults.push(FieldFault::unknown_person(format!("{ways}[{at}].person")));
            }
        }
        let do_not = format!("rules[{place}].doNot");
        check_length(&do_not, rule.do_not.len(), MOST_ENTRIES, faults);
        let is_same =
            |other: &ContactRule| (other.purpose, other.sender) == (rule.purpose, rule.sender);
        // Of two rules for the same question one would never be read.
        if policy.rules[..place].iter().any(is_same) {
            faults.push(FieldFault::new(
                format!("rules[{place}]"),
                "TWICE",
                "同じ用件と相手の決まりがほかにもあります。1つにまとめてください。",
            ));
        }
    }
}

/// Whether somebody is among the people whom the writer knows, or named by the policy as it stands: another
/// network's person stays named by a way that somebody edits who does not know them.
fn is_named(named: ContactPersonId, known: &Profile) -> bool {
    let mut people = known.contact_persons.iter();
    let mut ways = known
        .contact_policy
        .rules
        .iter()
        .flat_map(|rule| &rule.ways);
    people.any(|person| person.id == named) || ways.any(|way| way.person == Some(named))
}

/// The mistake of replacing what is not there.
fn gone(list: &str, place: usize) -> FieldFault {
    FieldFault::new(
        format!("{list}[{place}].id"),
        "UNKNOWN_ID",
        "この項目はもうありません。新しい項目として書いてください。",
    )
}

fn strengths(
    said: &[OwnStrength],
    known: &Profile,
    today: NaiveDate,
    new_id: &mut dyn FnMut() -> Uuid,
    faults: &mut Vec<FieldFault>,
) -> Vec<Strength> {
    let mut own: Vec<Strength> = Vec::with_capacity(said.len());
    for (place, entry) in said.iter().enumerate() {
        let is_it = |known: &&Strength| match entry.id {
            Some(id) => known.id == id,
            // Who says again what stands there already, without naming it, means the same statement.
            None => {
                (known.valence, known.topic, &known.text)
                    == (entry.valence, entry.topic, &entry.text)
                    && said.iter().all(|other| other.id != Some(known.id))
            }
        };
        let is_free = |known: &&Strength| own.iter().all(|taken| taken.id != known.id);
        let earlier = known
            .strengths
            .iter()
            .filter(|known| known.voice == Voice::SelfDeclared)
            .filter(is_free)
            .find(is_it);
        if entry.id.is_some() && earlier.is_none() {
            faults.push(gone("strengths", place));
        }
        // Saying the same again is not saying it today: half a year later somebody should ask.
        let unchanged = earlier.filter(|known| {
            (known.valence, known.topic, &known.text) == (entry.valence, entry.topic, &entry.text)
        });
        own.push(Strength {
            id: earlier.map_or_else(|| StrengthId::from_uuid(new_id()), |known| known.id),
            valence: entry.valence,
            topic: entry.topic,
            text: entry.text.clone(),
            voice: Voice::SelfDeclared,
            stated_on: unchanged.map_or(today, |known| known.stated_on),
        });
    }
    own
}

fn notices(
    entries: &[NoticeEntry],
    known: &Profile,
    new_id: &mut dyn FnMut() -> Uuid,
    faults: &mut Vec<FieldFault>,
) -> Vec<Notice> {
    let mut notices: Vec<Notice> = Vec::with_capacity(entries.len());
    for (place, entry) in entries.iter().enumerate() {
        if let Some(id) = entry.id
            && (known.notices.iter().all(|known| known.id != id)
                || notices.iter().any(|taken| taken.id == id))
        {
            faults.push(gone("notices", place));
        }
        if entry.until < entry.from {
            faults.push(FieldFault::new(
                format!("notices[{place}].until"),
                "ENDS_BEFORE_START",
                "終わりの日は、始まりの日より後にしてください。",
            ));
        }
        notices.push(Notice {
            id: entry.id.unwrap_or_else(|| NoticeId::from_uuid(new_id())),
            text: entry.text.clone(),
            from: entry.from,
            until: entry.until,
        });
    }
    // As they are read back: what begins first stands first.
    notices.sort_by_key(|notice| (notice.from, notice.id));
    notices
}

fn contact_persons(
    persons: &[PersonEntry],
    network: NetworkId,
    known: &Profile,
    new_id: &mut dyn FnMut() -> Uuid,
    faults: &mut Vec<FieldFault>,
) -> Vec<ContactPerson> {
    let mut own: Vec<ContactPerson> = Vec::with_capacity(persons.len());
    for (place, entry) in persons.iter().enumerate() {
        let is_it = |id: ContactPersonId| {
            move |known: &ContactPerson| known.id == id && known.network == network
        };
        if let Some(id) = entry.id
            && (!known.contact_persons.iter().any(is_it(id)) || own.iter().any(is_it(id)))
        {
            faults.push(gone("contactPersons", place));
        }
        own.push(ContactPerson {
            id: entry
                .id
                .unwrap_or_else(|| ContactPersonId::from_uuid(new_id())),
            network,
            name: entry.name.clone(),
            kana: entry.kana.clone(),
            role: entry.role,
            title: entry.title.clone(),
            phone: entry.phone.clone(),
            email: entry.email.clone(),
        });
    }
    own
}

#[cfg(test)]
mod tests;
