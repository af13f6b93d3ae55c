//! One resource, in the order in which a caller needs it: how to reach them, what they are good at,
//! what they do, what to compare, when, where, how fresh, from where. Each part has its file.

use std::str::FromStr as _;

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use renkei_app::directory::parts::Parts;
use renkei_app::directory::read::{ResourceView, Viewer};
use renkei_domain::directory::contact::policy::ContactPurpose;
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::hours::notation::HoursLine;
use renkei_domain::directory::hours::opening::Openness;
use renkei_domain::directory::resource::{Closure, Lifecycle};
use renkei_domain::directory::strength::Valence;
use renkei_domain::ids::ResourceId;
use renkei_domain::time::era_date;

use super::{Here, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::paths::{AreaPath, EntrancePath, KindPath, ProposePath, ResourcePath};
use crate::session::Visitor;
use crate::words::compare;
use crate::words::moment::{AsOf, Day};
use crate::words::reach::ReachBox;

mod character;
mod contacts;
mod freshness;
mod hours;
mod place;
mod programs;
mod reach;
pub mod rhythm;
mod samples;
mod sources;
pub mod stale;
mod ways;

use character::CharacterBlock;
use contacts::{ContactLine, PersonLine};
use freshness::{AskingLine, FreshnessLine};
use programs::ProgramBlock;
use reach::{Asking, PurposeLine, SenderChoice};
use sources::SourceLine;
use ways::Ways;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "resource.html")]
pub struct ResourcePage {
    shell: Shell,
    home: EntrancePath,
    name: String,
    kana: Option<String>,
    kind: String,
    kind_path: KindPath,
    area: Option<(AreaPath, String)>,
    lifecycle: Lifecycle,
    /// How it ended, where that was said.
    closed: Option<ClosedLine>,
    is_missing_from_data: Option<Day>,
    /// With the last day of each.
    notices: Vec<(String, Day)>,
    senders: Vec<SenderChoice>,
    sender: &'static str,
    /// What the box answers: the words of the first purpose.
    purpose: &'static str,
    reach: ReachBox,
    purposes: Vec<PurposeLine>,
    policy_note: Option<String>,
    character: Vec<CharacterBlock>,
    description: Option<String>,
    programs: Vec<ProgramBlock>,
    roles: Vec<&'static str>,
    comparison: Vec<(&'static str, String)>,
    openness: Openness,
    next_opening: String,
    hours: Vec<HoursLine>,
    hours_note: Option<String>,
    capacity: Vec<(&'static str, String)>,
    capacity_told_on: Option<Day>,
    people: Vec<PersonLine>,
    contacts: Vec<(&'static str, ContactLine)>,
    place: Vec<(&'static str, String)>,
    /// Where it lies on a map and who runs it, for screens alone.
    organization: Vec<(&'static str, String)>,
    freshness: Vec<FreshnessLine>,
    /// How it is being asked, for whoever asks.
    asking: Option<AskingLine>,
    sources: Vec<SourceLine>,
    corrections: Vec<String>,
    decided_at: AsOf,
    printed_on: String,
    /// Where anybody tells what is wrong, as long as it is there.
    propose: ProposePath,
    /// What whoever looks may do about it.
    ways: Ways,
    /// Whether they have just said that something is no longer so.
    has_told: bool,
}

/// How an entry ended.
#[derive(Debug, Clone)]
struct ClosedLine {
    on: Day,
    reason: Option<String>,
    /// The entry that took its place.
    successor: Option<(ResourcePath, String)>,
}

impl ClosedLine {
    async fn of(site: &Site, closure: &Closure) -> Result<Self, PageFault> {
        let successor: Vec<ResourceId> = closure.successor.into_iter().collect();
        let found = site
            .app
            .read_resources(&Viewer::Anonymous, &successor, Parts::NONE)
            .await?;
        let found = found.into_iter().flatten().next();
        Ok(Self {
            on: Day(closure.on),
            reason: closure.reason.as_ref().map(ToString::to_string),
            successor: found
                .map(|found| (ResourcePath::of(found.id), found.facts.name.to_string())),
        })
    }
}

impl ResourcePage {
    fn of(shell: Shell, view: &ResourceView, ways: Ways) -> Self {
        let facts = &view.facts;
        let profile = &view.profile;
        let reach_for =
            |wanted: ContactPurpose| view.reach.iter().find(|(purpose, _)| *purpose == wanted);
        let reach = reach_for(ContactPurpose::Introduction)
            .map(|(_, answer)| ReachBox::of(answer, &profile.contact_persons, view.at))
            .unwrap_or_default();
        Self {
            shell,
            home: EntrancePath,
            name: facts.name.to_string(),
            kana: facts.kana.as_ref().map(ToString::to_string),
            kind: facts.kind_in_words(),
            kind_path: KindPath::of(facts.kind),
            area: view
                .municipality
                .as_ref()
                .map(|place| (AreaPath::of(place.code), place.name.clone())),
            lifecycle: view.lifecycle,
            closed: None,
            is_missing_from_data: sources::missing_since(view),
            notices: notices(view),
            purposes: reach::purposes(view),
            senders: reach::senders(&ResourcePath::of(view.id), view.sender),
            sender: view.sender.word(),
            purpose: ContactPurpose::Introduction.word(),
            reach,
            policy_note: profile
                .contact_policy
                .note
                .as_ref()
                .map(ToString::to_string),
            character: Valence::ALL
                .iter()
                .map(|valence| character::block(*valence, view))
                .collect(),
            description: profile.description.as_ref().map(ToString::to_string),
            programs: profile.programs.iter().map(programs::block).collect(),
            roles: profile.roles.iter().map(|role| role.word()).collect(),
            comparison: compare::lines(&profile.comparison),
            openness: facts.hours.open_at(view.at, &view.holidays),
            next_opening: hours::opening_words(view),
            hours: facts.hours.lines(),
            hours_note: facts.hours_note.as_ref().map(ToString::to_string),
            capacity: hours::capacity(view),
            capacity_told_on: hours::capacity_told_on(view),
            people: profile
                .contact_persons
                .iter()
                .map(contacts::person)
                .collect(),
            contacts: contacts::lines(view),
            place: place::lines(view),
            organization: place::location(view)
                .into_iter()
                .chain(place::organization(view))
                .collect(),
            freshness: FieldGroup::ALL
                .iter()
                .map(|group| freshness::line(*group, view))
                .collect(),
            asking: None,
            sources: view.sources.iter().map(sources::source).collect(),
            corrections: view
                .corrections
                .iter()
                .filter_map(sources::correction)
                .collect(),
            decided_at: AsOf(view.at),
            printed_on: era_date(view.at.date),
            propose: ProposePath::of(view.id),
            ways,
            has_told: false,
        }
    }

    fn is_closed(&self) -> bool {
        self.lifecycle == Lifecycle::Closed
    }

    fn has_comparison(&self) -> bool {
        !self.comparison.is_empty()
    }
}

/// What an agency announced while it was there helps nobody once it has closed.
fn notices(view: &ResourceView) -> Vec<(String, Day)> {
    if view.lifecycle == Lifecycle::Closed {
        return Vec::new();
    }
    let notices = view.profile.notices.iter();
    notices
        .map(|notice| (notice.text.to_string(), Day(notice.until)))
        .collect()
}

pub(crate) async fn show(
    path: ResourcePath,
    State(site): State<Site>,
    visitor: Visitor,
    asking: Result<Query<Asking>, QueryRejection>,
) -> Result<Response, PageFault> {
    let id = ResourceId::from_str(&path.id).map_err(|_| PageFault::NotFound)?;
    let Query(asking) = asking.map_err(|_| PageFault::BadRequest)?;
    let view = site
        .app
        .view_resource(&visitor.viewer(), id, asking.sender()?)
        .await?
        // One that became part of another is shown at the address of that, to which `moved` leads.
        .filter(|view| view.id == id)
        .ok_or(PageFault::NotFound)?;
    let ways = Ways::of(&site, &visitor, &view).await?;
    let closed = match &view.closure {
        Some(closure) => Some(ClosedLine::of(&site, closure).await?),
        None => None,
    };
    let has_told = asking.has_told() && ways.stale.is_some();
    let asking = AskingLine::of(&site, &visitor, id).await?;
    let shell = Shell::of(&site, &visitor, Here::Directory).await?;
    Ok(shown(&ResourcePage {
        closed,
        asking,
        has_told,
        ..ResourcePage::of(shell, &view, ways)
    }))
}
