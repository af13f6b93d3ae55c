//! What people see of the directory, and how they correct it.

use renkei_app::Caller;
use renkei_app::directory::list::{ListRequest, ResourceList};
use renkei_app::directory::read::{ResourceView, Viewer};
use renkei_app::import::report::ImportReport;
use renkei_domain::directory::contact::policy::SenderKind;
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::filter::ResourceFilter;
use renkei_domain::directory::hours::HolidayTable;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::ResourceId;
use renkei_store::directory::listing::PageStart;
use renkei_store::directory::resource::StoredResource;
use renkei_store::record::RecordedAct;
use renkei_tests::World;

/// Every entry a visitor can see, in the order of lists.
pub(crate) async fn shown(world: &World) -> Vec<StoredResource> {
    let (all, holidays) = (ResourceFilter::default(), HolidayTable::default());
    let (mut shown, mut start) = (Vec::new(), PageStart::First);
    loop {
        let page = world
            .store
            .list_resources(&all, &holidays, &start, 1_000)
            .await;
        let page = page.expect("a list");
        let last = page.entries.last().map(|(key, _)| key.clone());
        shown.extend(page.entries.into_iter().map(|(_, entry)| entry));
        match last {
            Some(key) if page.has_next => start = PageStart::After(key),
            _ => return shown,
        }
    }
}

/// The names of every entry a visitor can see.
pub(super) async fn names(world: &World) -> Vec<String> {
    let mut names: Vec<String> = shown(world)
        .await
        .into_iter()
        .map(|entry| entry.facts.name.to_string())
        .collect();
    names.sort();
    names
}

/// The list of an area, or of everywhere.
pub(super) async fn list(world: &World, area: Option<MunicipalityCode>) -> ResourceList {
    let request = ListRequest {
        area,
        ..ListRequest::default()
    };
    let list = world.app.list_resources(&Viewer::Anonymous, request).await;
    list.expect("the store answers").expect("a known area")
}

/// How many entries there are. Lists count ten thousand at most; the entrance counts all.
pub(super) async fn total(world: &World) -> u64 {
    let entrance = world.app.entrance().await;
    entrance.expect("the store answers").kinds.values().sum()
}

/// The page of the office of this name.
pub(crate) async fn office(world: &World, name: &str) -> ResourceView {
    view(
        world,
        find(world, |facts| facts.name.as_str() == name).await,
    )
    .await
}

/// The page of the only office with this number.
pub(super) async fn numbered(world: &World, number: &str) -> ResourceView {
    let same = |facts: &ResourceFacts| {
        let written = facts.office_number.as_ref();
        written.is_some_and(|written| written.as_str() == number)
    };
    view(world, find(world, same).await).await
}

/// The page of an entry.
pub(crate) async fn view(world: &World, id: ResourceId) -> ResourceView {
    let page = world
        .app
        .view_resource(&Viewer::Anonymous, id, SenderKind::Supporter)
        .await;
    page.expect("the store answers").expect("an entry")
}

async fn find(world: &World, is_meant: impl Fn(&ResourceFacts) -> bool) -> ResourceId {
    let all = shown(world).await;
    let mut found = all.iter().filter(|entry| is_meant(&entry.facts));
    match (found.next(), found.next()) {
        (Some(entry), None) => entry.id,
        (None, _) => panic!("no such entry"),
        (Some(_), Some(_)) => panic!("several such entries"),
    }
}

/// How many acts the log holds.
pub(super) async fn acts(world: &World) -> usize {
    log(world).await.len()
}

/// The act that was done last.
pub(super) async fn last_act(world: &World) -> RecordedAct {
    log(world).await.pop().expect("an act")
}

/// Every act, oldest first.
pub(super) async fn log(world: &World) -> Vec<RecordedAct> {
    let acts = world.store.acts_after(0, 1_000).await;
    acts.expect("the log")
}

/// A person corrects a field.
pub(crate) async fn correct(world: &World, id: ResourceId, field: CorrectableField, value: &str) {
    world
        .app
        .correct_field(Caller::COMMAND, id, field, Some(value.to_owned()))
        .await
        .expect("the store answers")
        .expect("a correction that is accepted");
}

/// Whether every row of the file is accounted for once.
pub(super) fn adds_up(report: &ImportReport) -> bool {
    report.rows_read == report.created + report.updated + report.unchanged + report.skipped
}
