//! The shape of the seed files. Every field that a file may hold stands here; an unknown one is an
//! error, so that a misspelled fact is not lost in silence.

use chrono::NaiveDate;
use renkei_store::map::form::WrittenMap;
use serde::Deserialize;

use super::SeedFault;
use super::cases::CaseEntry;
use super::meetings::MeetingEntry;

/// All files together.
#[derive(Debug, Default)]
pub(super) struct Seed {
    pub(super) municipalities: Vec<MunicipalityEntry>,
    pub(super) holidays: Vec<HolidayEntry>,
    pub(super) networks: Vec<NetworkEntry>,
    pub(super) organizations: Vec<OrganizationEntry>,
    pub(super) resources: Vec<ResourceEntry>,
    pub(super) cases: Vec<CaseEntry>,
    /// The map of the person of a demo.
    pub(super) map: Option<WrittenMap>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    municipality: Vec<MunicipalityEntry>,
    holiday: Vec<HolidayEntry>,
    network: Vec<NetworkEntry>,
    organization: Vec<OrganizationEntry>,
    resource: Vec<ResourceEntry>,
    case: Vec<CaseEntry>,
    map: Option<WrittenMap>,
}

impl Seed {
    pub(super) fn read(files: &[(String, String)]) -> Result<Self, SeedFault> {
        let mut seed = Self::default();
        for (name, text) in files {
            let file: File = toml::from_str(text).map_err(|fault| SeedFault::Format {
                file: name.clone(),
                fault: Box::new(fault),
            })?;
            seed.municipalities.extend(file.municipality);
            seed.holidays.extend(file.holiday);
            seed.networks.extend(file.network);
            seed.organizations.extend(file.organization);
            seed.resources.extend(file.resource);
            seed.cases.extend(file.case);
            seed.map = seed.map.or(file.map);
        }
        Ok(seed)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MunicipalityEntry {
    pub(super) code: String,
    pub(super) prefecture: String,
    pub(super) name: String,
    pub(super) kana: String,
    pub(super) latitude: Option<f64>,
    pub(super) longitude: Option<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HolidayEntry {
    pub(super) date: NaiveDate,
    pub(super) name: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NetworkEntry {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) area: Vec<String>,
    /// What it says of itself.
    pub(super) about: Option<String>,
    /// The id of the resource that answers for it.
    pub(super) secretariat: String,
    /// Its meetings that come again.
    #[serde(default)]
    pub(super) meeting: Vec<MeetingEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OrganizationEntry {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) kana: Option<String>,
    pub(super) corporate_number: Option<String>,
    pub(super) postal_code: Option<String>,
    pub(super) city: Option<String>,
    pub(super) rest: Option<String>,
    pub(super) municipality: Option<String>,
    pub(super) head_of_body: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) fax: Option<String>,
    pub(super) url: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ResourceEntry {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) source: Option<String>,
    pub(super) service_name: Option<String>,
    pub(super) organization: Option<String>,
    pub(super) name: String,
    pub(super) kana: Option<String>,
    pub(super) office_number: Option<String>,
    pub(super) postal_code: Option<String>,
    pub(super) city: Option<String>,
    pub(super) rest: Option<String>,
    pub(super) municipality: Option<String>,
    pub(super) latitude: Option<f64>,
    pub(super) longitude: Option<f64>,
    pub(super) precision: Option<String>,
    #[serde(default)]
    pub(super) phones: Vec<PhoneEntry>,
    pub(super) fax: Option<String>,
    pub(super) email: Option<String>,
    pub(super) url: Option<String>,
    pub(super) hours: Option<String>,
    pub(super) hours_note: Option<String>,
    pub(super) capacity: Option<u32>,
    pub(super) description: Option<String>,
    #[serde(default)]
    pub(super) roles: Vec<String>,
    #[serde(default)]
    pub(super) service_area: Vec<String>,
    #[serde(default)]
    pub(super) languages: Vec<String>,
    #[serde(default)]
    pub(super) access: Vec<String>,
    #[serde(default)]
    pub(super) notices: Vec<NoticeEntry>,
    pub(super) capacity_report: Option<CapacityEntry>,
    #[serde(default)]
    pub(super) comparison: ComparisonEntry,
    #[serde(default)]
    pub(super) program: Vec<ProgramEntry>,
    #[serde(default)]
    pub(super) strength: Vec<StrengthEntry>,
    #[serde(default)]
    pub(super) contact_policy: PolicyEntry,
    #[serde(default)]
    pub(super) contact_person: Vec<PersonEntry>,
    #[serde(default)]
    pub(super) verification: Vec<VerificationEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PhoneEntry {
    pub(super) number: String,
    pub(super) label: Option<String>,
    pub(super) extension: Option<String>,
    pub(super) voice_guide_key: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NoticeEntry {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) from: NaiveDate,
    pub(super) until: NaiveDate,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CapacityEntry {
    pub(super) available: Option<u32>,
    pub(super) maximum: Option<u32>,
    pub(super) waiting: Option<u32>,
    pub(super) as_of: NaiveDate,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ComparisonEntry {
    pub(super) months: Option<(u16, u16)>,
    pub(super) without_limit: bool,
    pub(super) days_a_week: Option<(u16, u16)>,
    pub(super) pay: Option<String>,
    pub(super) pay_note: Option<String>,
    pub(super) distance: Option<String>,
    pub(super) retention_support: Option<String>,
    pub(super) apply_at: Option<String>,
    pub(super) visit: Option<String>,
    pub(super) trial: Option<String>,
    pub(super) transport: Option<String>,
    pub(super) cost: Option<String>,
    pub(super) documents: Vec<String>,
    pub(super) eligibility: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProgramEntry {
    pub(super) kind: String,
    pub(super) own_name: Option<String>,
    pub(super) description: Option<String>,
    #[serde(default)]
    pub(super) patterns: Vec<PatternEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PatternEntry {
    pub(super) job_coach: Option<String>,
    pub(super) months: Option<(u16, u16)>,
    pub(super) visits: Option<VisitsEntry>,
    pub(super) description: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VisitsEntry {
    pub(super) times: (u16, u16),
    pub(super) per: String,
    #[serde(default)]
    pub(super) at_first: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StrengthEntry {
    pub(super) id: String,
    pub(super) valence: String,
    pub(super) topic: String,
    pub(super) text: String,
    pub(super) stated_on: NaiveDate,
    pub(super) observed_by: Option<String>,
    pub(super) network: Option<String>,
    pub(super) reply: Option<ReplyEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReplyEntry {
    pub(super) text: String,
    pub(super) on: NaiveDate,
    pub(super) by_name: String,
    pub(super) by_role: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PolicyEntry {
    pub(super) never: Vec<String>,
    pub(super) note: Option<String>,
    pub(super) rule: Vec<RuleEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleEntry {
    pub(super) purpose: Option<String>,
    pub(super) sender: Option<String>,
    pub(super) ways: Vec<WayEntry>,
    #[serde(default)]
    pub(super) do_not: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WayEntry {
    pub(super) channel: String,
    /// The id of one of the entry's contact persons.
    pub(super) person: Option<String>,
    pub(super) ask_for: Option<String>,
    pub(super) desk: Option<String>,
    pub(super) hours: Option<String>,
    pub(super) etiquette: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonEntry {
    pub(super) id: String,
    pub(super) network: String,
    pub(super) name: String,
    pub(super) kana: Option<String>,
    pub(super) role: Option<String>,
    pub(super) title: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) email: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VerificationEntry {
    pub(super) group: String,
    pub(super) verified_on: NaiveDate,
    pub(super) by_name: Option<String>,
    pub(super) by_role: String,
    pub(super) method: String,
    pub(super) outcome: String,
}
