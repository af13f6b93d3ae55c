//! What an edition speaks of: only there can an entry be missing. A file of one service or of one
//! prefecture says nothing of the others; an edition of the whole country speaks of every prefecture, of
//! those too in which the last office of a service is gone.

use std::collections::{BTreeSet, HashMap};

use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_store::import::matching::{KnownRecord, KnownRecords};

use super::keys::Standing;

/// An edition that names three of four prefectures in which a service is known, or that there are, is one of
/// them all. A file of one prefecture, or of two out of three, is a part.
fn is_most(named: usize, of: usize) -> bool {
    of > 0 && named * 4 >= of * 3
}

/// How many prefectures there are.
const PREFECTURES: usize = 47;

/// What an edition speaks of, by the names of its services.
#[derive(Debug, Default)]
pub(super) struct Scope(HashMap<String, Spoken>);

/// What an edition says of one service.
#[derive(Debug, Default)]
struct Spoken {
    /// The prefectures of every row, of those outside the area asked for too.
    named: BTreeSet<u32>,
    /// The prefectures of the rows inside the area asked for.
    inside: BTreeSet<u32>,
    /// Whether the municipality of a row could not be matched.
    has_placeless: bool,
}

impl Scope {
    /// Takes a row in: its service, where the office stands, and how that is seen from the area asked for.
    pub(super) fn note(
        &mut self,
        service: &str,
        place: Option<MunicipalityCode>,
        standing: Standing,
    ) {
        let prefecture = place.map(MunicipalityCode::prefecture);
        // The name is copied for the first row of a service only.
        match self.0.get_mut(service) {
            Some(spoken) => spoken.note(prefecture, standing),
            None => {
                let mut spoken = Spoken::default();
                spoken.note(prefecture, standing);
                self.0.insert(service.to_owned(), spoken);
            }
        }
    }

    /// Lays it beside what is known, inside an area or everywhere.
    pub(super) fn beside<'a>(
        &self,
        known: &KnownRecords,
        only: &'a BTreeSet<MunicipalityCode>,
    ) -> Reach<'a> {
        let mut prefectures: Vec<BTreeSet<u32>> = vec![BTreeSet::new(); known.services.len()];
        for record in &known.records {
            if let Some(place) = record.municipality.filter(|_| can_be_missed(record))
                && let Some(known) = prefectures.get_mut(usize::from(record.service))
            {
                known.insert(place.prefecture());
            }
        }
        let services = known.services.iter().zip(prefectures);
        let services = services.map(|(name, known)| {
            let spoken = self.0.get(name)?;
            Some(spoken.reach(&known, only))
        });
        Reach {
            only,
            services: services.collect(),
        }
    }
}

impl Spoken {
    fn note(&mut self, prefecture: Option<u32>, standing: Standing) {
        match prefecture {
            Some(prefecture) => {
                self.named.insert(prefecture);
                if standing == Standing::Inside {
                    self.inside.insert(prefecture);
                }
            }
            None => self.has_placeless = true,
        }
    }

    fn reach(&self, known: &BTreeSet<u32>, only: &BTreeSet<MunicipalityCode>) -> ServiceReach {
        let named = known.intersection(&self.named).count();
        let names_most = is_most(named, known.len()) || is_most(self.named.len(), PREFECTURES);
        // Where an area was asked for, a file that stays within its prefectures may be that of a
        // neighbouring town.
        let goes_beyond = only.is_empty()
            || self
                .named
                .iter()
                .any(|named| only.iter().all(|place| place.prefecture() != *named));
        let is_whole = names_most && goes_beyond;
        ServiceReach {
            inside: self.inside.clone(),
            is_whole,
            has_placeless: is_whole || (known.is_empty() && self.has_placeless),
        }
    }
}

/// Which known entries an edition speaks of.
#[derive(Debug)]
pub(super) struct Reach<'a> {
    only: &'a BTreeSet<MunicipalityCode>,
    /// In the order of the known services; none for a service that the edition does not name.
    services: Vec<Option<ServiceReach>>,
}

#[derive(Debug)]
struct ServiceReach {
    inside: BTreeSet<u32>,
    is_whole: bool,
    /// Whether it speaks of entries whose municipality could not be matched.
    has_placeless: bool,
}

impl Reach<'_> {
    /// Whether the edition should name a known entry.
    pub(super) fn holds(&self, record: &KnownRecord) -> bool {
        let service = self.services.get(usize::from(record.service));
        let Some(service) = service.and_then(Option::as_ref) else {
            return false;
        };
        let is_spoken_of = match record.municipality {
            Some(place) => {
                let is_asked_for = self.only.is_empty() || self.only.contains(&place);
                is_asked_for && (service.is_whole || service.inside.contains(&place.prefecture()))
            }
            None => self.only.is_empty() && service.has_placeless,
        };
        is_spoken_of && can_be_missed(record)
    }
}

/// Whether an edition of the data set named the entry the last time.
fn can_be_missed(record: &KnownRecord) -> bool {
    record.is_published && !record.is_absent
}

#[cfg(test)]
mod tests {
    use renkei_domain::ids::ResourceId;
    use renkei_store::import::record::RecordKeys;
    use uuid::Uuid;

    use super::*;

    const SERVICE: &str = "就労移行支援";

    fn town(code: &str) -> Option<MunicipalityCode> {
        MunicipalityCode::parse(code).ok()
    }

    /// Towns of 北海道, 静岡, 大阪 and 福岡.
    const TOWNS: [&str; 4] = ["014087", "221309", "272078", "403458"];

    fn known(towns: &[&str]) -> KnownRecords {
        let keys = RecordKeys {
            full: 0,
            number: None,
            name: 0,
            address: 0,
            phone: None,
            content: 0,
        };
        let records = towns.iter().zip(1..).map(|(code, n)| KnownRecord {
            resource: ResourceId::from_uuid(Uuid::from_u128(n)),
            keys,
            service: 0,
            municipality: town(code),
            is_absent: false,
            is_published: true,
        });
        KnownRecords {
            records: records.collect(),
            services: vec![SERVICE.to_owned()],
            ..KnownRecords::default()
        }
    }

    /// The towns of known entries that an edition with rows in these towns speaks of; an empty code is
    /// that of no town.
    fn spoken_of<'a>(known_towns: &[&'a str], rows: &[&str], only: &[&str]) -> Vec<&'a str> {
        let known = known(known_towns);
        let only: BTreeSet<MunicipalityCode> = only.iter().filter_map(|code| town(code)).collect();
        let mut scope = Scope::default();
        for row in rows {
            let standing = match town(row) {
                _ if only.is_empty() => Standing::Inside,
                Some(place) if only.contains(&place) => Standing::Inside,
                Some(_) => Standing::Outside,
                None => Standing::Unknown,
            };
            scope.note(SERVICE, town(row), standing);
        }
        let reach = scope.beside(&known, &only);
        let held = known.records.iter().map(|record| reach.holds(record));
        let towns = known_towns.iter().zip(held);
        towns.filter(|(_, is)| *is).map(|(code, _)| *code).collect()
    }

    #[test]
    fn an_edition_of_the_country_speaks_of_a_prefecture_whose_last_office_is_gone() {
        let [hokkaido, shizuoka, osaka, fukuoka] = TOWNS;
        assert_eq!(spoken_of(&TOWNS, &[shizuoka, osaka, fukuoka], &[]), TOWNS);
        assert_eq!(
            spoken_of(&TOWNS, &[osaka, fukuoka], &[]),
            [osaka, fukuoka],
            "half of the country is a part"
        );
        let three = [hokkaido, osaka, fukuoka];
        assert_eq!(
            spoken_of(&three, &[osaka, fukuoka], &[]),
            [osaka, fukuoka],
            "two of three are a part too"
        );
        assert!(spoken_of(&[osaka], &[fukuoka], &[]).is_empty());
        let elsewhere: Vec<String> = (1..40).map(|n| format!("{n:02}100")).collect();
        let elsewhere: Vec<&str> = elsewhere.iter().map(String::as_str).collect();
        assert_eq!(
            spoken_of(&[osaka, fukuoka], &elsewhere, &[]),
            [osaka, fukuoka],
            "it names 39 of 47, however few are known"
        );
    }

    #[test]
    fn an_edition_of_the_country_speaks_of_whoever_has_no_known_place() {
        let [_, shizuoka, osaka, fukuoka] = TOWNS;
        let all = [&TOWNS[..], &[""]].concat();
        assert_eq!(spoken_of(&all, &[shizuoka, osaka, fukuoka], &[]), all);
        assert_eq!(spoken_of(&all, &[osaka, ""], &[]), [osaka]);
        assert_eq!(spoken_of(&[""], &[""], &[]), [""]);
        assert!(spoken_of(&[""], &[osaka], &[]).is_empty());
    }

    #[test]
    fn in_an_area_the_last_office_of_a_service_can_be_missing() {
        let [_, _, osaka, fukuoka] = TOWNS;
        let neighbour = "272116";
        assert_eq!(
            spoken_of(&[osaka], &[neighbour, fukuoka], &[osaka]),
            [osaka],
            "the file names the whole country, and nobody in the area"
        );
        assert!(
            spoken_of(&[osaka], &[neighbour], &[osaka]).is_empty(),
            "it may be the file of the neighbouring town"
        );
        assert_eq!(
            spoken_of(&[osaka, neighbour], &[osaka], &[osaka]),
            [osaka],
            "nobody asked for the neighbour"
        );
    }
}
