//! What the directory tells everybody about an agency, and what it keeps for members.

use std::collections::BTreeSet;

use renkei_app::Caller;
use renkei_app::directory::list::ListedResource;
use renkei_app::directory::read::Viewer;
use renkei_domain::directory::contact::policy::SenderKind;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::program::ProgramPattern;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::ResourceId;
use renkei_domain::text::{Line, Prose};
use renkei_tests::on_every_database;

use crate::markup::{HOSTILE, links, plain};
use crate::migrations::{every_page, everything};
use crate::pages::page;

on_every_database! {
    async fn a_visitor_reads_of_every_agency_what_is_meant_for_everybody(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let visitor = server.visitor();
        let seed = Seed::read();
        assert!(seed.resources.len() > 100 && seed.confidential.len() > 20);
        let entries = every_page(&world.app, &Viewer::Anonymous, everything()).await;
        for id in &seed.resources {
            let path = format!("/resources/{id}");
            let html = page(&visitor, &path).await;
            let order = ["どう連絡するか", "得意・苦手・できないこと", "出典と訂正"]
                .map(|heading| html.find(heading).unwrap_or_else(|| panic!("{path}: no {heading}")));
            assert!(order.is_sorted(), "{path}");
            for word in ["得意", "苦手", "できないこと"] {
                assert!(html.contains(&format!(">{word}</span>")), "{path}: {word}");
            }
            let text = plain(&html);
            let entry = entries.iter().find(|entry| entry.id.to_string() == *id);
            for said in said_of(entry.unwrap_or_else(|| panic!("{id} is in no list"))) {
                assert!(text.contains(&said), "{path} does not say 「{said}」");
            }
            for told in &seed.confidential {
                assert!(!text.contains(told), "{path} tells everybody 「{told}」");
            }
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn a_visitor_sees_hostile_text_as_text(world) {
        let world = world.seeded().await;
        let known = id("01932f00-0000-7002-8000-000000000301");
        let view = world.app.view_resource(&Viewer::Anonymous, known, SenderKind::Supporter).await;
        let view = view.unwrap_or_else(|fault| panic!("{fault}"));
        let line = |text: &str| Line::parse(text).unwrap_or_else(|fault| panic!("{fault}"));
        let prose = Prose::parse(HOSTILE).unwrap_or_else(|fault| panic!("{fault}"));
        let facts = ResourceFacts {
            name: line(HOSTILE),
            kana: Some(line(HOSTILE)),
            email: Some(line(HOSTILE)),
            url: Some(line("javascript:alert(1)")),
            hours_note: Some(prose.clone()),
            ..view.unwrap_or_else(|| panic!("the seed has {known}")).facts
        };
        let kind = facts.kind.code();
        let profile = Profile { description: Some(prose), ..Profile::default() };
        let id = id("01932f00-0000-7002-8000-00000000ffff");
        let done = world.app.register_resource(Caller::COMMAND, id, facts, profile).await;
        let done = done.unwrap_or_else(|fault| panic!("{fault}"));
        done.unwrap_or_else(|refusal| panic!("{refusal}"));
        let server = world.serve().await;
        let visitor = server.visitor();
        for path in [format!("/resources/{id}"), format!("/kinds/{kind}")] {
            let html = page(&visitor, &path).await;
            assert!(!html.contains("<script>"), "{path}");
            assert!(plain(&html).contains(HOSTILE), "{path} shows the name as it was entered");
            let runs = links(&html).into_iter().find(|href| href.starts_with("javascript"));
            assert_eq!(runs, None, "{path}");
        }
        server.stop().await;
    }
}

/// What is known of an agency and belongs on its page, in the words of the page.
fn said_of(entry: &ListedResource) -> Vec<String> {
    let (facts, profile) = (&entry.facts, &entry.profile);
    let compared = &profile.comparison;
    let line = |line: &Option<Line>| line.as_ref().map(ToString::to_string);
    let numbers = facts.phones.iter().chain(&facts.fax);
    let mut said: Vec<String> = numbers.map(|phone| phone.written.to_string()).collect();
    said.extend(
        [
            &facts.email,
            &facts.office_number,
            &compared.apply_at,
            &compared.cost,
            &compared.pay_note,
        ]
        .into_iter()
        .filter_map(line),
    );
    said.extend(facts.capacity.map(|count| format!("{count}人")));
    let point = facts.location.map(|location| location.precision);
    said.extend(point.map(|precision| format!("（{precision}）")));
    let reported = profile.capacity.map(|report| report.available);
    said.extend(reported.flatten().map(|count| format!("{count}人")));
    said.extend(profile.roles.iter().map(ToString::to_string));
    said.extend(profile.access.iter().map(ToString::to_string));
    said.extend(profile.languages.iter().map(ToString::to_string));
    said.extend(compared.documents.iter().map(ToString::to_string));
    for program in &profile.programs {
        said.push(program.kind.to_string());
        said.extend(program.patterns.iter().filter_map(ProgramPattern::pace));
    }
    let own = profile.strengths.iter();
    said.extend(own.map(|strength| strength.text.to_string()));
    let policy = &profile.contact_policy;
    said.extend(policy.never.iter().map(ToString::to_string));
    said
}

fn id(text: &str) -> ResourceId {
    text.parse::<ResourceId>()
        .unwrap_or_else(|fault| panic!("{fault}"))
}

/// What the seed files say, read without the code that loads them.
struct Seed {
    resources: Vec<String>,
    /// Observations and named people, which only members may read.
    confidential: BTreeSet<String>,
}

impl Seed {
    fn read() -> Self {
        let mut seed = Self {
            resources: Vec::new(),
            confidential: BTreeSet::new(),
        };
        let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../seed"));
        for file in files.unwrap_or_else(|fault| panic!("{fault}")).flatten() {
            let text =
                std::fs::read_to_string(file.path()).unwrap_or_else(|fault| panic!("{fault}"));
            let table: toml::Table =
                toml::from_str(&text).unwrap_or_else(|fault| panic!("{fault}"));
            for resource in several(table.get("resource")) {
                seed.resources.extend(text_of(resource, "id"));
                for strength in several(resource.get("strength")) {
                    if strength.get("observed_by").is_some() {
                        seed.confidential.extend(text_of(strength, "text"));
                        let reply = strength.get("reply");
                        seed.confidential
                            .extend(reply.and_then(|reply| text_of(reply, "text")));
                    }
                }
                for person in several(resource.get("contact_person")) {
                    let parts = ["name", "kana", "phone", "email"];
                    seed.confidential
                        .extend(parts.iter().filter_map(|part| text_of(person, part)));
                }
            }
        }
        seed
    }
}

fn several(value: Option<&toml::Value>) -> &[toml::Value] {
    value
        .and_then(toml::Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default()
}

fn text_of(value: &toml::Value, key: &str) -> Option<String> {
    Some(value.get(key)?.as_str()?.to_owned())
}
