//! What the directory says now: of the entries of a map, and of who answers at night.

use std::collections::BTreeSet;

use renkei_domain::cases::employment::EmployerTie;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::ResourceId;
use renkei_domain::map::{Answers, CurrentContact, NightNumber, ResourceMap};
use renkei_store::StoreFault;

use crate::App;
use crate::directory::parts::{Parts, ReadResource};
use crate::directory::read::Viewer;
use crate::directory::search::{PageRequest, ResourceSearch, Start};

/// The most numbers of one kind in an area that answer at night.
const NIGHT_NUMBERS: u16 = 10;

/// The most lines among which those for the whole country are sought.
const HOTLINES: u16 = 100;

/// A number as it is read out, with what follows after dialling.
fn spoken(phone: &Phone) -> String {
    let mut parts = vec![phone.written.to_string()];
    parts.extend(phone.label.iter().map(|label| format!("（{label}）")));
    parts.extend(phone.after_dialling());
    parts.join(" ")
}

/// When it is open, in one line.
fn hours(facts: &ResourceFacts) -> Option<String> {
    let lines = facts.hours.lines();
    let lines: Vec<String> = lines
        .iter()
        .map(|line| format!("{} {}", line.days, line.plan))
        .collect();
    if lines.is_empty() {
        facts.hours_note.as_ref().map(ToString::to_string)
    } else {
        Some(lines.join("、"))
    }
}

/// The same as people say it: days with the same hours together, and nothing of those on which nobody answers.
fn spoken_hours(facts: &ResourceFacts) -> Option<String> {
    if facts.hours.is_around_the_clock() {
        return Some("いつでも".to_owned());
    }
    let mut told: Vec<(String, Vec<String>)> = Vec::new();
    for line in facts.hours.lines().into_iter().filter(|line| line.is_open) {
        match told.iter_mut().find(|(plan, _)| *plan == line.plan) {
            Some((_, days)) => days.push(line.days),
            None => told.push((line.plan, vec![line.days])),
        }
    }
    let told = told.iter().map(|(plan, days)| {
        let is_daily = days.iter().any(|day| day == "月-日") && facts.hours.states_every_day();
        let days = if is_daily {
            "毎日".to_owned()
        } else {
            days.join("・")
        };
        format!("{days} {plan}")
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() {
        return facts.hours_note.as_ref().map(ToString::to_string);
    }
    Some(told.join("、"))
}

/// Whether a line serves the whole country: it names no place, neither where it stands nor whom it serves.
fn is_for_everybody(line: &ReadResource) -> bool {
    line.facts.address.is_none() && line.service_area.is_empty()
}

/// A line as a number; nothing where the directory knows none.
fn number(line: &ReadResource) -> Option<NightNumber> {
    let facts = &line.facts;
    let is_emergency = facts.kind == ResourceKind::PsychiatricEmergency;
    Some(NightNumber {
        resource: Some(line.asked),
        name: facts.name.to_string(),
        number: spoken(facts.phones.first()?),
        hours: spoken_hours(facts),
        // An emergency is there for the night, also where nobody said from when.
        answers: match is_emergency && facts.hours.is_unknown() {
            true => Answers::AllNight,
            false => Answers::of(&facts.hours),
        },
    })
}

fn contact(read: &ReadResource) -> CurrentContact {
    let closure = read.closure.as_ref().and_then(Option::as_ref);
    CurrentContact {
        resource: read.asked,
        name: read.facts.name.clone(),
        phones: read.facts.phones.iter().map(spoken).collect(),
        hours: hours(&read.facts),
        closed_on: closure.map(|closure| closure.on),
        at_night: false,
    }
}

/// The same as it stands on paper for the night: with one number, and hours as people say them.
fn night_contact(read: &ReadResource) -> CurrentContact {
    CurrentContact {
        phones: read.facts.phones.iter().take(1).map(spoken).collect(),
        hours: spoken_hours(&read.facts),
        at_night: true,
        ..contact(read)
    }
}

/// Who answers when offices are closed.
pub(super) struct Night {
    /// With 119, who answers at night first.
    pub(super) numbers: Vec<NightNumber>,
    /// What the directory says now of those that stand on paper, and of those that stood there when the person looked.
    pub(super) contacts: Vec<CurrentContact>,
}

/// The entries of the directory to which a map points, each once.
pub(super) fn resources_of(map: &ResourceMap) -> BTreeSet<ResourceId> {
    let entries = map.entries.iter();
    entries.filter_map(|entry| entry.resource).collect()
}

#[renkei_boxed::boxed]
impl App {
    /// The entries of the directory to which a map points, as everybody reads them. One that is not there is left out.
    pub(super) async fn listed_of(
        &self,
        map: &ResourceMap,
    ) -> Result<Vec<ReadResource>, StoreFault> {
        let ids: Vec<ResourceId> = resources_of(map).into_iter().collect();
        self.listed(&ids).await
    }

    async fn listed(&self, ids: &[ResourceId]) -> Result<Vec<ReadResource>, StoreFault> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let parts = Parts {
            closure: true,
            ..Parts::NONE
        };
        let read = self.read_resources(&Viewer::Anonymous, ids, parts).await?;
        Ok(read.into_iter().flatten().collect())
    }

    /// Ties everybody at an employer of the directory to the employer.
    pub(super) async fn tie_employers(&self, map: &mut ResourceMap) -> Result<(), StoreFault> {
        let listed = self.listed_of(map).await?;
        for entry in &mut map.entries {
            let is_employer = |one: &ReadResource| {
                Some(one.asked) == entry.resource && one.facts.kind == ResourceKind::Employer
            };
            if listed.iter().any(is_employer) {
                entry.employer = EmployerTie::TheEmployer;
            }
        }
        Ok(())
    }

    /// What the directory says now of the entries of a map, as everybody reads it.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn map_contacts(&self, map: &ResourceMap) -> Result<Vec<CurrentContact>, StoreFault> {
        let read = self.listed_of(map).await?;
        Ok(read.iter().map(contact).collect())
    }

    /// The same of everything that stands on its paper: of who answers at night too.
    pub(super) async fn printed_contacts(
        &self,
        map: &ResourceMap,
    ) -> Result<Vec<CurrentContact>, StoreFault> {
        let mut contacts = self.map_contacts(map).await?;
        contacts.extend(self.night(map.area, &[]).await?.contacts);
        Ok(contacts)
    }

    /// Who answers when offices are closed: 119 everywhere, then the lines of the directory for the whole country and, where
    /// it is known where the person lives, the 精神科救急 and lines that serve there. Who answers at night comes first. Whoever
    /// of `seen` answered at night and does so no more is looked up as well.
    pub(super) async fn night(
        &self,
        area: Option<MunicipalityCode>,
        seen: &[CurrentContact],
    ) -> Result<Night, StoreFault> {
        let found = self.night_lines(area).await?;
        let mut numbers: Vec<NightNumber> = found.iter().filter_map(number).collect();
        // In one class they stay as the directory lists them, those of the area first.
        numbers.sort_by_key(|number| number.answers);
        numbers.insert(0, NightNumber::ambulance());
        let is_late = |line: &&ReadResource| number(line).is_some_and(|it| it.answers.is_late());
        let late = found.iter().filter(is_late);
        let mut contacts: Vec<CurrentContact> = late.map(night_contact).collect();
        let is_gone = |one: &&CurrentContact| {
            one.at_night && contacts.iter().all(|known| !known.is_of_same(one))
        };
        let gone = seen.iter().filter(is_gone).map(|one| one.resource);
        let gone: Vec<ResourceId> = gone.collect::<BTreeSet<_>>().into_iter().collect();
        contacts.extend(self.listed(&gone).await?.iter().map(night_contact));
        Ok(Night { numbers, contacts })
    }

    async fn night_lines(
        &self,
        area: Option<MunicipalityCode>,
    ) -> Result<Vec<ReadResource>, StoreFault> {
        let mut found = Vec::new();
        if let Some(area) = area {
            // Each kind apart: however many lines there are, they take no place of an emergency.
            for kind in [ResourceKind::PsychiatricEmergency, ResourceKind::Hotline] {
                let near = ResourceSearch {
                    kinds: vec![kind],
                    municipalities: vec![area],
                    ..ResourceSearch::default()
                };
                let near = self.lines(&near, (NIGHT_NUMBERS, Parts::NONE)).await?;
                found.extend(near);
            }
        }
        let everywhere = ResourceSearch {
            kinds: vec![ResourceKind::Hotline],
            ..ResourceSearch::default()
        };
        let parts = Parts {
            profile: true,
            ..Parts::NONE
        };
        let all = self.lines(&everywhere, (HOTLINES, parts)).await?;
        found.extend(all.into_iter().filter(is_for_everybody));
        Ok(found)
    }

    async fn lines(
        &self,
        search: &ResourceSearch,
        (size, parts): (u16, Parts),
    ) -> Result<Vec<ReadResource>, StoreFault> {
        let page = PageRequest {
            size,
            start: Start::First,
        };
        let found = self
            .search_resources(&Viewer::Anonymous, search, &page, parts)
            .await?;
        // The first page of a search without a cursor is refused by nothing.
        let entries = found.map(|page| page.entries).unwrap_or_default();
        Ok(entries.into_iter().map(|entry| entry.resource).collect())
    }
}
