//! Every list is the same whether its pages are turned or it is taken whole, and the schemas find nothing in it.

use std::collections::{BTreeMap, BTreeSet};

use renkei_app::Caller;
use renkei_app::directory::read::Viewer;
use renkei_app::writer::Writer;
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::kind::Sector;
use renkei_domain::directory::resource::Closure;
use renkei_domain::ids::{OrganizationId, ResourceId};
use renkei_domain::record::Source;
use renkei_exchange::hsds::Term;
use renkei_tests::clock::japan;
use renkei_tests::on_every_database;
use renkei_tests::server::Visitor;
use renkei_tests::shared;
use serde_json::Value;

use super::schemas::Schemas;
use super::{LISTS, contents, id, ids, json, lines, with_an_edition};
use crate::import::look::view;
use crate::migrations::{every_page, everything};
use crate::record::fine;

const PER_PAGE: u64 = 30;

/// Every page of a list; each says where it stands.
async fn pages(visitor: &Visitor, list: &str) -> Vec<Value> {
    let mut pages: Vec<Value> = Vec::new();
    loop {
        let number = pages.len() as u64 + 1;
        let path = format!("/hsds/{list}?page={number}&per_page={PER_PAGE}");
        let page = json(visitor, &path).await;
        assert_eq!(page["page_number"], number, "{path}");
        assert_eq!(page["first_page"], number == 1, "{path}");
        assert_eq!(page["size"], contents(&page).len(), "{path}");
        assert_eq!(page["empty"], false, "{path}");
        let is_last = page["last_page"] == true;
        assert_eq!(is_last, page["total_pages"] == number, "{path}");
        pages.push(page);
        if is_last {
            return pages;
        }
    }
}

on_every_database! {
    async fn a_partner_who_turns_pages_reads_what_one_reads_who_takes_all(world) {
        let world = with_an_edition(world).await;
        let server = world.serve().await;
        let visitor = server.visitor();
        for (list, _) in LISTS {
            let pages = pages(&visitor, list).await;
            let turned: Vec<Value> = pages.iter().flat_map(contents).collect();
            let once: BTreeSet<String> = ids(&turned).into_iter().collect();
            assert_eq!(once.len(), turned.len(), "{list} tells a thing twice");
            for page in &pages {
                assert_eq!(page["total_items"], turned.len(), "{list}");
                assert_eq!(page["total_pages"], (turned.len() as u64).div_ceil(PER_PAGE), "{list}");
            }
            let whole = lines(&visitor, &format!("/hsds/{list}?format=ndjson")).await;
            assert_eq!(ids(&whole), ids(&turned), "{list}");
            assert!(whole == turned, "{list} differs from its lines");
            let behind = json(&visitor, &format!("/hsds/{list}?page=1000")).await;
            assert_eq!(behind["total_items"], turned.len(), "{list}");
            assert_eq!((&behind["empty"], &behind["last_page"]), (&Value::from(true), &Value::from(true)));
        }

        // What everybody finds by our own lists, and nothing else.
        let entries = every_page(&world.app, &Viewer::Anonymous, everything()).await;
        let known: BTreeSet<String> = entries.iter().map(|entry| entry.id.to_string()).collect();
        let services = lines(&visitor, "/hsds/services?format=ndjson").await;
        let told: BTreeSet<String> = ids(&services).into_iter().collect();
        assert_eq!(told, known);
        let standing = entries.iter().filter(|entry| entry.facts.address.is_some() || entry.facts.location.is_some());
        let at_locations = json(&visitor, "/hsds/service_at_locations").await;
        assert_eq!(at_locations["total_items"], standing.count());
        let run_by: BTreeSet<_> = entries.iter().filter_map(|entry| entry.facts.organization).collect();
        assert_eq!(json(&visitor, "/hsds/organizations").await["total_items"], run_by.len());
        server.stop().await;
    }
}

on_every_database! {
    async fn a_partner_meets_each_body_once_that_runs_something_open(world) {
        let world = with_an_edition(world).await;
        let entries = every_page(&world.app, &Viewer::Anonymous, everything()).await;
        let mut run: BTreeMap<OrganizationId, Vec<ResourceId>> = BTreeMap::new();
        for entry in &entries {
            if let Some(body) = entry.facts.organization {
                run.entry(body).or_default().push(entry.id);
            }
        }
        let fewest = run.iter().min_by_key(|(_, entries)| entries.len());
        let (gone, closing) = fewest.unwrap_or_else(|| panic!("a body"));
        let operator = Writer::by(Principal::installation(), Source::Command);
        for entry in closing {
            let closure = Closure {
                on: japan("2026-11-01", "00:00").in_japan().date,
                reason: None,
                successor: None,
            };
            let seen = view(&world, *entry).await.version;
            fine(fine(world.app.close_resource(&operator, *entry, seen, closure).await));
        }
        let open: BTreeSet<String> = run.keys().filter(|body| *body != gone).map(ToString::to_string).collect();
        assert!(open.len() > 1, "more than one page");

        let server = world.serve().await;
        let visitor = server.visitor();
        let whole = ids(&lines(&visitor, "/hsds/organizations?format=ndjson").await);
        assert!(whole.is_sorted_by(|one, next| one < next), "{whole:?}");
        assert_eq!(whole.iter().cloned().collect::<BTreeSet<String>>(), open);
        // The last page and the first are told as exactly as any between them.
        let size = open.len().div_ceil(3);
        let mut turned = Vec::new();
        for number in 1..=3 {
            let page = json(&visitor, &format!("/hsds/organizations?page={number}&per_page={size}")).await;
            assert_eq!(page["total_items"], open.len(), "{number}");
            turned.extend(ids(&contents(&page)));
        }
        assert_eq!(turned, whole);
        // Every entry is of some sector: what each leaves is found in another way, and together it is all.
        let mut found = BTreeSet::new();
        for sector in Sector::ALL {
            let term = Term::Sector(*sector).id();
            let path = format!("/hsds/organizations?taxonomy_term_id={term}&format=ndjson");
            found.extend(ids(&lines(&visitor, &path).await));
        }
        assert_eq!(found, open);
        server.stop().await;
    }
}

on_every_database! {
    async fn whatever_is_told_is_as_the_standard_says(world) {
        let Some(folder) = shared::hsds("hsds::whatever_is_told_is_as_the_standard_says") else {
            return;
        };
        let schemas = Schemas::read(&folder);
        let world = with_an_edition(world).await;
        let server = world.serve().await;
        let visitor = server.visitor();
        let mut fields = BTreeSet::new();
        for (list, thing) in LISTS {
            let pages = pages(&visitor, list).await;
            let looked_at = [0, pages.len() / 2, pages.len() - 1];
            for page in looked_at {
                for one in contents(&pages[page]) {
                    schemas.assert_sound(thing, &one);
                }
            }
            for one in lines(&visitor, &format!("/hsds/{list}?format=ndjson&full=true&full_service=true")).await {
                schemas.assert_sound(thing, &one);
                let told = one.as_object().into_iter().flatten();
                fields.extend(told.map(|(field, _)| format!("{thing}.{field}")));
            }
            let first = contents(&pages[0]);
            let path = format!("/hsds/{list}/{}", id(&first[0]));
            schemas.assert_sound(thing, &json(&visitor, &path).await);
        }
        // What the demo has something for is told.
        for field in [
            "service.description", "service.phones", "service.schedules", "service.service_areas",
            "service.service_at_locations", "service.languages", "service.required_documents",
            "service.capacities", "service.attributes", "service.application_process",
            "service.eligibility_description", "service.fees_description", "service.assured_date",
            "service.last_modified", "service.url", "service.email", "organization.services",
            "organization.organization_identifiers", "organization.locations",
            "service_at_location.location", "service_at_location.service", "taxonomy_term.parent_id",
        ] {
            assert!(fields.contains(field), "nothing of the demo shows {field}: {fields:?}");
        }
        server.stop().await;
    }
}

/// Every id that stands somewhere in a thing, by what it is the id of.
fn every_id(place: &str, thing: &Value, found: &mut Vec<String>) {
    match thing {
        Value::Object(fields) => {
            for (field, value) in fields {
                if field == "id" {
                    found.push(format!("{place} {value}"));
                }
                every_id(field, value, found);
            }
        }
        Value::Array(several) => several.iter().for_each(|one| every_id(place, one, found)),
        _ => {}
    }
}

on_every_database! {
    async fn a_partner_knows_parts_again_after_something_else_changed(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let visitor = server.visitor();
        let told = async || -> BTreeMap<String, Vec<String>> {
            let mut told = BTreeMap::new();
            for service in lines(&visitor, "/hsds/services?format=ndjson&full=true").await {
                let mut found = Vec::new();
                every_id("service", &service, &mut found);
                let distinct: BTreeSet<&String> = found.iter().collect();
                assert_eq!(distinct.len(), found.len(), "an id stands twice: {service:#}");
                found.sort();
                told.insert(id(&service), found);
            }
            told
        };
        let before = told().await;
        let entries = every_page(&world.app, &Viewer::Anonymous, everything()).await;
        let entry = entries.iter().find(|entry| entry.facts.phones.len() == 1 && entry.facts.fax.is_none());
        let entry = entry.unwrap_or_else(|| panic!("an entry with a phone")).id;
        let field = CorrectableField::Name;
        let name = Some("名前の変わった所".to_owned());
        fine(fine(world.app.correct_field(Caller::COMMAND, entry, field, name).await));
        assert_eq!(told().await, before, "a name is in no id");
        let field = CorrectableField::Phone;
        let number = Some("072-000-9999".to_owned());
        fine(fine(world.app.correct_field(Caller::COMMAND, entry, field, number).await));
        let now = told().await;
        let (was, is) = (&before[&entry.to_string()], &now[&entry.to_string()]);
        let other = was.iter().filter(|id| !is.contains(id)).count();
        assert_eq!((was.len(), other), (is.len(), 1), "the number is another, and the rest is as it was");
        server.stop().await;
    }
}
