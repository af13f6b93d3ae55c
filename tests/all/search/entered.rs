//! What no published table of offices holds: invented entries of the kinds that people call by
//! nicknames, who say what they serve, run and are good at.

mod entries;

use renkei_domain::directory::address::{Address, Location, Precision};
use renkei_domain::directory::capacity::CapacityReport;
use renkei_domain::directory::comparison::Comparison;
use renkei_domain::directory::freshness::{
    FieldGroup, Verification, VerificationMethod, VerificationOutcome,
};
use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::kind::ResourceKind as K;
use renkei_domain::directory::municipality::Point;
use renkei_domain::directory::people::StaffRole;
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::program::{Program, ProgramKind};
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::directory::strength::{Strength, Topic, Valence, Voice};
use renkei_domain::ids::StrengthId;
use renkei_domain::text::Prose;
use renkei_tests::World;
use uuid::Uuid;

use self::entries::ENTERED;
use super::offices::Office;
use crate::migrations::{code, line, office, register, resource};
use crate::record::fine;

/// A place to stand in: its code, its name as WAM NET writes it, degrees north and east.
#[derive(Debug, Clone, Copy)]
struct Town(&'static str, &'static str, f64, f64);

/// An entry as it is written down here.
#[derive(Debug, Clone, Copy)]
struct Entered {
    kind: K,
    name: &'static str,
    stands: Option<Town>,
    serves: &'static [&'static str],
    hours: &'static str,
    phone: Option<&'static str>,
    description: Option<&'static str>,
    eligibility: Option<&'static str>,
    roles: &'static [StaffRole],
    programs: &'static [(ProgramKind, Option<&'static str>)],
    strengths: &'static [(Valence, Topic, &'static str)],
    /// Free places, where a report was made.
    report: Option<Option<u32>>,
    tried: &'static [(&'static str, VerificationOutcome)],
}

/// Says nothing of itself.
const PLAIN: Entered = Entered {
    kind: K::PeerGroup,
    name: "",
    stands: None,
    serves: &[],
    hours: "",
    phone: None,
    description: None,
    eligibility: None,
    roles: &[],
    programs: &[],
    strengths: &[],
    report: None,
    tried: &[],
};

/// Enters them all; each as the oracle knows it.
pub(super) async fn all(world: &World) -> Vec<Office> {
    let mut offices = Vec::new();
    for (entered, number) in ENTERED.iter().zip(1..) {
        let (id, facts, profile) = (resource(number), entered.facts(), entered.profile(number));
        register(world, id, facts.clone(), profile.clone()).await;
        offices.push(Office::new(id, facts, profile, None));
    }
    offices
}

fn prose(text: &str) -> Prose {
    fine(Prose::parse(text))
}

impl Entered {
    fn facts(&self) -> ResourceFacts {
        let address = self.stands.map(|Town(number, written, ..)| Address {
            postal_code: None,
            municipality: Some(code(number)),
            city: line(written),
            rest: None,
        });
        let location = self.stands.map(|Town(_, _, latitude, longitude)| Location {
            point: Point {
                latitude,
                longitude,
            },
            precision: Precision::Exact,
        });
        let phones = self.phone.map(|written| Phone::published(line(written)));
        ResourceFacts {
            address,
            location,
            phones: phones.into_iter().collect(),
            hours: fine(Hours::parse(self.hours)),
            ..office(self.kind, self.name)
        }
    }

    fn profile(&self, number: u128) -> Profile {
        let day = |text: &str| fine(text.parse::<chrono::NaiveDate>());
        let programs = self.programs.iter().map(|(kind, own_name)| Program {
            kind: *kind,
            own_name: own_name.map(line),
            description: None,
            patterns: Vec::new(),
        });
        let said = self.strengths.iter().zip(number * 100..);
        let strengths = said.map(|((valence, topic, text), id)| Strength {
            id: StrengthId::from_uuid(Uuid::from_u128(id)),
            valence: *valence,
            topic: *topic,
            text: line(text),
            voice: Voice::SelfDeclared,
            stated_on: day("2026-04-01"),
        });
        let verifications = self.tried.iter().map(|(on, outcome)| Verification {
            group: FieldGroup::Contact,
            verified_on: day(on),
            by_name: Some(line("見本 はなこ")),
            by_role: line("みほん支援センター"),
            method: VerificationMethod::Phone,
            outcome: *outcome,
        });
        Profile {
            description: self.description.map(prose),
            comparison: Comparison {
                eligibility: self.eligibility.map(prose),
                ..Comparison::default()
            },
            roles: self.roles.to_vec(),
            programs: programs.collect(),
            service_area: self.serves.iter().map(|number| code(number)).collect(),
            strengths: strengths.collect(),
            capacity: self.report.map(|available| CapacityReport {
                available,
                maximum: None,
                waiting: None,
                as_of: day("2026-11-01"),
            }),
            verifications: verifications.collect(),
            ..Profile::default()
        }
    }
}
