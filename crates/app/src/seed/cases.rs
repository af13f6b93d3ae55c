//! The invented cases of a demo, entered by its staff account through the use cases, so that the rules apply to them.

mod conferences;
mod consents;

use chrono::NaiveDate;
use renkei_domain::access::principal::{Assurance, Door, Principal, Who};
use renkei_domain::cases::case::{About, PlanMaker};
use renkei_domain::cases::emergency::EmergencySheet;
use renkei_domain::cases::employment::{
    EmployerTie, HiringFrame, Insider, Opened, Openness, Voice,
};
use renkei_domain::cases::note::{NoteCategory, NoteScope};
use renkei_domain::cases::person::{Person, PreferredContact};
use renkei_domain::cases::stage::{CareStage, JobCoachPhase, RetentionStage, Standing as Stage};
use renkei_domain::cases::team::{MemberAgency, Part, Ring, Seat, TeamMember};
use renkei_domain::cases::workplace::WeeklyHours;
use renkei_domain::conference::feed::CalendarProgram;
use renkei_domain::directory::people::StaffRole;
use renkei_domain::ids::{CaseId, OrganizationId};
use renkei_domain::people::{MailAddress, Standing};
use renkei_domain::record::Source;
use renkei_domain::text::{Line, Prose};
use serde::Deserialize;

use self::conferences::ConferenceEntry;
use self::consents::{ConsentEntry, HaltEntry};
use super::{SeedFault, convert, format, value};
use crate::App;
use crate::cases::SeenCase;
use crate::cases::course::CaseStep;
use crate::cases::keep::{DisclosureWord, EmploymentForm, NewNote};
use crate::cases::open::NewCase;
use crate::people::DemoAccounts;
use crate::writer::Writer;

/// A case as it stands in a file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CaseEntry {
    /// Absent for an anonymous consultation.
    name: Option<String>,
    kana: Option<String>,
    birth_date: Option<String>,
    phone: Option<String>,
    preferred: Option<String>,
    contact_note: Option<String>,
    helps: Option<String>,
    topic: Option<String>,
    started_on: String,
    care: String,
    retention: Option<String>,
    job_coach: Option<String>,
    plan_maker: String,
    /// Whether the person of the demo reads it.
    #[serde(default)]
    linked: bool,
    #[serde(default)]
    employment: Vec<EmploymentEntry>,
    #[serde(default)]
    member: Vec<MemberEntry>,
    emergency: Option<EmergencyEntry>,
    #[serde(default)]
    note: Vec<NoteEntry>,
    #[serde(default)]
    consent: Vec<ConsentEntry>,
    #[serde(default)]
    halt: Vec<HaltEntry>,
    #[serde(default)]
    conference: Vec<ConferenceEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct EmploymentEntry {
    employer: String,
    hired_on: String,
    frame: String,
    hours: Option<u8>,
    disclosure: String,
    #[serde(default)]
    opened_to: Vec<String>,
    opened_what: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MemberEntry {
    /// The id of one of the directory; otherwise its name.
    resource: Option<String>,
    agency: Option<String>,
    contact: Option<String>,
    role: Option<String>,
    ring: String,
    part: Option<String>,
    employer: Option<String>,
    does: Option<String>,
    reach: Option<String>,
    address: Option<String>,
    head: Option<String>,
    since: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct EmergencyEntry {
    doctor: Option<String>,
    doctor_phone: Option<String>,
    contacts: Option<String>,
    on_seizure: Option<String>,
    on_bad_day: Option<String>,
    leave_steps: Option<String>,
    agreed_on: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NoteEntry {
    on: String,
    category: String,
    scope: String,
    body: String,
}

type Read<T> = Result<T, SeedFault>;

/// The name by which faults of the cases are told.
const CASE: &str = "case";

fn line(text: &str) -> Read<Line> {
    Line::parse(text).map_err(|fault| value(CASE, format!("{text}: {fault}")))
}

fn line_opt(text: Option<&String>) -> Read<Option<Line>> {
    text.map(|text| line(text)).transpose()
}

fn prose(text: &str) -> Read<Prose> {
    Prose::parse(text).map_err(|fault| value(CASE, format!("{text}: {fault}")))
}

fn prose_opt(text: Option<&String>) -> Read<Option<Prose>> {
    text.map(|text| prose(text)).transpose()
}

fn day(text: &str) -> Read<NaiveDate> {
    text.parse()
        .map_err(|fault: chrono::ParseError| value(CASE, format!("{text}: {fault}")))
}

fn word<T>(text: &str, from_code: fn(&str) -> Option<T>) -> Read<T> {
    from_code(text).ok_or_else(|| value(CASE, format!("{text}: no such word")))
}

fn word_opt<T>(text: Option<&String>, from_code: fn(&str) -> Option<T>) -> Read<Option<T>> {
    text.map(|text| word(text, from_code)).transpose()
}

impl CaseEntry {
    fn about(&self) -> Read<About> {
        let Some(name) = &self.name else {
            return Ok(About::Anonymous);
        };
        Ok(About::Person(Box::new(Person {
            kana: line_opt(self.kana.as_ref())?,
            birth_date: self.birth_date.as_deref().map(day).transpose()?,
            phone: line_opt(self.phone.as_ref())?,
            preferred: word_opt(self.preferred.as_ref(), PreferredContact::from_code)?,
            contact_note: prose_opt(self.contact_note.as_ref())?,
            helps: prose_opt(self.helps.as_ref())?,
            ..Person::named(line(name)?)
        })))
    }

    fn step(&self) -> Read<CaseStep> {
        Ok(CaseStep::Move {
            standing: Stage {
                care: word(&self.care, CareStage::from_code)?,
                retention: word_opt(self.retention.as_ref(), RetentionStage::from_code)?,
                job_coach: word_opt(self.job_coach.as_ref(), JobCoachPhase::from_code)?,
            },
            plan_maker: word(&self.plan_maker, PlanMaker::from_code)?,
        })
    }
}

impl EmploymentEntry {
    fn form(&self) -> Read<EmploymentForm> {
        let disclosure = match self.disclosure.as_str() {
            "closed" => DisclosureWord::Closed,
            "open" => {
                let to = self.opened_to.iter();
                let to = to.map(|code| word(code, Insider::from_code));
                let what = self.opened_what.as_deref().unwrap_or_default();
                DisclosureWord::Open(Opened {
                    to: to.collect::<Read<_>>()?,
                    what: word(what, Openness::from_code)?,
                })
            }
            _ => DisclosureWord::NotAsked,
        };
        Ok(EmploymentForm {
            id: None,
            employer: line(&self.employer)?,
            number: None,
            hired_on: day(&self.hired_on)?,
            left_on: None,
            frame: word(&self.frame, HiringFrame::from_code)?,
            hours: self.hours.and_then(WeeklyHours::new),
            disclosure,
            by: Voice::Person,
        })
    }
}

impl MemberEntry {
    fn member(&self, app: &App) -> Read<TeamMember> {
        let agency = match (&self.resource, &self.agency) {
            (Some(id), _) => MemberAgency::Listed(
                id.parse()
                    .map_err(|_| value(CASE, format!("{id}: no id")))?,
            ),
            (None, name) => MemberAgency::Written(line(name.as_deref().unwrap_or_default())?),
        };
        let part = word_opt(self.part.as_ref(), Part::from_code)?;
        let employer = word_opt(self.employer.as_ref(), EmployerTie::from_code)?;
        Ok(TeamMember {
            id: app.new_team_member(),
            agency,
            contact: line_opt(self.contact.as_ref())?,
            role: word_opt(self.role.as_ref(), StaffRole::from_code)?,
            ring: word(&self.ring, Ring::from_code)?,
            part: part.unwrap_or(Part::Member),
            employer: employer.unwrap_or(EmployerTie::NotTheEmployer),
            does: prose_opt(self.does.as_ref())?,
            reach: prose_opt(self.reach.as_ref())?,
            seat: Seat {
                address: line_opt(self.address.as_ref())?,
                head: line_opt(self.head.as_ref())?,
            },
            since: day(&self.since)?,
            until: None,
        })
    }
}

impl EmergencyEntry {
    fn sheet(&self) -> Read<EmergencySheet> {
        Ok(EmergencySheet {
            doctor: line_opt(self.doctor.as_ref())?,
            doctor_phone: line_opt(self.doctor_phone.as_ref())?,
            contacts: prose_opt(self.contacts.as_ref())?,
            on_seizure: prose_opt(self.on_seizure.as_ref())?,
            on_bad_day: prose_opt(self.on_bad_day.as_ref())?,
            leave_steps: prose_opt(self.leave_steps.as_ref())?,
            agreed_on: self.agreed_on.as_deref().map(day).transpose()?,
        })
    }
}

impl NoteEntry {
    fn note(&self) -> Read<NewNote> {
        Ok(NewNote {
            on: day(&self.on)?,
            category: word(&self.category, NoteCategory::from_code)?,
            scope: word(&self.scope, NoteScope::from_code)?,
            body: prose(&self.body)?,
            corrects: None,
        })
    }
}

/// A case that is being entered, in the version it has by now.
struct Entering {
    id: CaseId,
    version: i64,
}

impl Entering {
    /// The case as it stands, before a step that raises its version.
    const fn seen(&mut self) -> SeenCase {
        let seen = SeenCase {
            id: self.id,
            version: self.version,
        };
        self.version += 1;
        seen
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Enters the invented cases of a demo, by its staff account. Only the command that makes a demo calls this.
    ///
    /// # Errors
    /// The first entry that is not acceptable; those before it stay.
    pub async fn load_demo_cases(
        &self,
        files: &[(String, String)],
        accounts: &DemoAccounts,
    ) -> Result<usize, SeedFault> {
        let seed = format::Seed::read(files)?;
        let staff = self.demo_writer(accounts, "staff").await?;
        let person = self.demo_writer(accounts, "person").await?;
        let workplace = staff.principal.workplaces().first().copied();
        let lead = workplace.ok_or_else(|| value(CASE, "nobody works for an agency"))?;
        for entry in &seed.cases {
            let id = self.enter_case(&staff, lead, entry).await?;
            if entry.linked {
                let link = self.offer_case_link(&staff, id).await?;
                let link = link.map_err(|refusal| value(CASE, refusal))?;
                let taken = self.accept_case(&person, &link.code).await?;
                taken.map_err(|refusal| value(CASE, refusal))?;
            }
        }
        if let Some(map) = &seed.map {
            self.enter_map(&person, map).await?;
        }
        let feed = self.make_feed(&staff, CalendarProgram::Outlook).await?;
        feed.map_err(|refusal| value(CASE, refusal))?;
        let desk = self.demo_writer(accounts, "coordinator").await?;
        for network in &seed.networks {
            let (id, ..) = convert::network(network)?;
            for meeting in &network.meeting {
                self.enter_meetings(&desk, id, meeting).await?;
            }
        }
        Ok(seed.cases.len())
    }

    /// The demo's account of a role, which writes as if it sat at its desk.
    async fn demo_writer(&self, accounts: &DemoAccounts, role: &str) -> Result<Writer, SeedFault> {
        let missing = || value(CASE, format!("the demo has no {role}"));
        let mut entries = accounts.entries.iter();
        let entry = entries.find(|entry| entry.role == role);
        let mail: &MailAddress = &entry.ok_or_else(missing)?.mail;
        let account = self.store.account_by_mail(&mail.key()).await?;
        let account = account.ok_or_else(missing)?.id;
        let today = self.now().in_japan().date;
        let known = self.store.known_account(account, today).await?;
        let known = known.ok_or_else(missing)?;
        let standings = known.standings.iter();
        let standings: Vec<Standing> = standings.map(|known| known.membership.standing).collect();
        let principal = Principal {
            who: Who::Account(account),
            standings,
            networks: known.networks,
            posts: known.posts,
            assurance: Assurance::Fresh,
            door: Door::Page,
        };
        Ok(Writer::by(principal, Source::Seed))
    }

    async fn enter_case(
        &self,
        staff: &Writer,
        lead: OrganizationId,
        entry: &CaseEntry,
    ) -> Result<CaseId, SeedFault> {
        let wrong = |refusal| value(CASE, refusal);
        let new = NewCase {
            lead,
            about: entry.about()?,
            topic: line_opt(entry.topic.as_ref())?,
            started_on: day(&entry.started_on)?,
        };
        let opened = self.open_case(staff, new).await?.map_err(wrong)?;
        let mut case = Entering {
            id: opened.0,
            version: 1,
        };
        let moved = self.step_case(staff, case.seen(), entry.step()?).await?;
        moved.map_err(wrong)?;
        for employment in &entry.employment {
            let form = employment.form()?;
            let kept = self.keep_employment(staff, case.seen(), form).await?;
            kept.map_err(wrong)?;
        }
        for member in &entry.member {
            let member = member.member(self)?;
            let kept = self.keep_team_member(staff, case.seen(), member).await?;
            kept.map_err(wrong)?;
        }
        if let Some(sheet) = &entry.emergency {
            let sheet = sheet.sheet()?;
            let kept = self.keep_emergency_sheet(staff, case.seen(), sheet).await?;
            kept.map_err(wrong)?;
        }
        for note in &entry.note {
            let written = self.write_case_note(staff, case.id, note.note()?).await?;
            written.map_err(wrong)?;
        }
        self.enter_consents(staff, case.id, entry).await?;
        self.enter_conferences(staff, case.id, entry).await?;
        Ok(case.id)
    }
}
