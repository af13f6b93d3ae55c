//! Every filter of the standard leaves what it says, of a list and of its lines alike.

use chrono::TimeDelta;
use renkei_app::Caller;
use renkei_domain::directory::address::Address;
use renkei_domain::directory::contact::policy::{Channel, ContactPolicy, ContactRule, ContactWay};
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::kind::{ResourceKind, Sector};
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::program::{Program, ProgramKind};
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::ResourceId;
use renkei_exchange::hsds::{Term, Vocabulary};
use renkei_tests::published::{Row, town};
use renkei_tests::server::Visitor;
use renkei_tests::{World, on_every_database};

use super::{contents, ids, json, lines};
use crate::migrations::{line, office, register, resource};
use crate::record::fine;

/// The names of a list that a question leaves, in no order; the lines say the same.
async fn names(visitor: &Visitor, list: &str, question: &str) -> Vec<String> {
    let page = json(visitor, &format!("/hsds/{list}?{question}")).await;
    let told = contents(&page);
    assert_eq!(page["total_items"], told.len(), "{question}");
    let whole = lines(visitor, &format!("/hsds/{list}?{question}&format=ndjson")).await;
    assert_eq!(ids(&whole), ids(&told), "{question}");
    let name = |thing: &serde_json::Value| {
        let named = if thing["name"].is_null() {
            &thing["service"]
        } else {
            thing
        };
        named["name"].as_str().unwrap_or_default().to_owned()
    };
    let mut names: Vec<String> = told.iter().map(name).collect();
    names.sort();
    names
}

fn at(facts: ResourceFacts, code: &str, postal: &str) -> ResourceFacts {
    ResourceFacts {
        address: Some(Address {
            postal_code: Some(line(postal)),
            municipality: Some(town(code)),
            city: line("大阪府高槻市"),
            rest: Some(line("城北町1-1")),
        }),
        ..facts
    }
}

fn reached_by(channel: Channel) -> ContactPolicy {
    let way = ContactWay {
        channel,
        person: None,
        ask_for: None,
        desk: None,
        hours: None,
        etiquette: None,
    };
    ContactPolicy {
        rules: vec![ContactRule {
            purpose: None,
            sender: None,
            ways: vec![way],
            do_not: Vec::new(),
        }],
        ..ContactPolicy::default()
    }
}

/// Three offices: in the town, in the town and serving another, and nowhere.
async fn three(world: &World) {
    let group = at(
        office(ResourceKind::PeerGroup, "こもれびの会"),
        "27207",
        "569-0001",
    );
    register(world, resource(1), group, Profile::default()).await;
    let centre = at(
        office(ResourceKind::HelloWork, "ひなた職安"),
        "27207",
        "569-0002",
    );
    let profile = Profile {
        service_area: vec![town("27301")],
        programs: vec![Program {
            kind: ProgramKind::JobIntroduction,
            own_name: None,
            description: None,
            patterns: Vec::new(),
        }],
        contact_policy: reached_by(Channel::Fax),
        ..Profile::default()
    };
    register(world, resource(2), centre, profile).await;
    let line = office(ResourceKind::Hotline, "みほん電話");
    register(world, resource(3), line, Profile::default()).await;
}

on_every_database! {
    async fn a_partner_finds_by_terms_by_words_and_by_place(world) {
        let world = world.with_towns().await;
        three(&world).await;
        let server = world.serve().await;
        let visitor = server.visitor();
        let term = |term: Term| format!("taxonomy_term_id={}", term.id());
        let list = |list: Vocabulary| format!("taxonomy_id={}", list.id());
        let (group, centre, phone) = ("こもれびの会", "ひなた職安", "みほん電話");
        let nobody = "01932f00-0000-7000-8000-00000000ffff";
        for (question, found) in [
            (String::new(), vec![group, centre, phone]),
            (term(Term::Kind(ResourceKind::HelloWork)), vec![centre]),
            (term(Term::Sector(Sector::Other)), vec![group, phone]),
            (term(Term::Program(ProgramKind::JobIntroduction)), vec![centre]),
            (term(Term::Channel(Channel::Fax)), vec![centre]),
            (term(Term::Channel(Channel::Letter)), vec![]),
            (list(Vocabulary::Kinds), vec![group, centre, phone]),
            (list(Vocabulary::Programs), vec![centre]),
            (list(Vocabulary::Channels), vec![centre]),
            (format!("taxonomy_id={nobody}"), vec![]),
            (format!("taxonomy_term_id={nobody}"), vec![]),
            (format!("organization_id={nobody}"), vec![]),
            ("search=こもれび".to_owned(), vec![group]),
            ("search=職安".to_owned(), vec![centre]),
            ("search=どこにもない".to_owned(), vec![]),
            // Who declared another area is found where it serves.
            ("postcode=569-0001".to_owned(), vec![group]),
            (format!("search=こもれび&{}", term(Term::Kind(ResourceKind::HelloWork))), vec![]),
        ] {
            assert_eq!(names(&visitor, "services", &question).await, found, "{question}");
        }
        assert_eq!(names(&visitor, "service_at_locations", "").await, [group, centre]);
        let by_kind = term(Term::Kind(ResourceKind::Hotline));
        assert!(names(&visitor, "service_at_locations", &by_kind).await.is_empty());
        assert!(names(&visitor, "organizations", "").await.is_empty());

        // Terms by what they stand below.
        let top = names(&visitor, "taxonomy_terms", &format!("top_only=true&{}", list(Vocabulary::Kinds))).await;
        assert_eq!(top.len(), Sector::ALL.len());
        let parent = Term::Sector(Sector::Education).id();
        let below = names(&visitor, "taxonomy_terms", &format!("parent_id={parent}")).await;
        assert_eq!(below, ["学校", "特別支援学校"]);
        assert_eq!(names(&visitor, "taxonomies", "search=プログラム").await, ["プログラム"]);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_partner_finds_who_runs_what_and_who_stands_near(world) {
        let world = world.with_towns().await;
        let rows: Vec<Row> = (1..=3).map(Row::nth).collect();
        world.import("march.csv", &rows).await;
        let server = world.serve().await;
        let visitor = server.visitor();
        let page = json(&visitor, "/hsds/organizations?full=true").await;
        let bodies = contents(&page);
        assert_eq!((bodies.len(), bodies[0]["name"].as_str()), (1, Some("社会福祉法人ひなた会")));
        let run = bodies[0]["services"].as_array().map(Vec::len);
        assert_eq!(run, Some(3), "{page:#}");
        let body = bodies[0]["id"].as_str().unwrap_or_default();
        let by_body = names(&visitor, "services", &format!("organization_id={body}")).await;
        assert_eq!(by_body, ["ひなたワーク1", "ひなたワーク2", "ひなたワーク3"]);
        let kind = Term::Kind(ResourceKind::EmploymentTransition).id();
        let of_kind = names(&visitor, "organizations", &format!("taxonomy_term_id={kind}")).await;
        assert_eq!(of_kind, ["社会福祉法人ひなた会"]);
        let kind = Term::Kind(ResourceKind::HelloWork).id();
        assert!(names(&visitor, "organizations", &format!("taxonomy_term_id={kind}")).await.is_empty());

        // Only who stands at a postal code with a point makes a circle.
        let field = CorrectableField::PostalCode;
        let code = Some("569-0001".to_owned());
        let first = names(&visitor, "services", "search=ひなたワーク1").await;
        assert_eq!(first, ["ひなたワーク1"]);
        let entry = contents(&json(&visitor, "/hsds/services?search=ひなたワーク1").await);
        let entry: ResourceId = fine(entry[0]["id"].as_str().unwrap_or_default().parse());
        fine(fine(world.app.correct_field(Caller::COMMAND, entry, field, code).await));
        let near = names(&visitor, "service_at_locations", "postcode=5690001&proximity=50").await;
        assert_eq!(near.len(), 3, "they stand some centimetres apart");
        server.stop().await;
    }
}

on_every_database! {
    async fn a_partner_asks_for_what_changed_since(world) {
        let world = world.with_towns().await;
        three(&world).await;
        let server = world.serve().await;
        let visitor = server.visitor();
        world.clock.pass(TimeDelta::hours(2));
        let since = world.app.now().rfc3339();
        assert!(names(&visitor, "services", &format!("modified_after={since}")).await.is_empty());
        let field = CorrectableField::Name;
        let name = Some("あたらしい名の会".to_owned());
        fine(fine(world.app.correct_field(Caller::COMMAND, resource(1), field, name).await));
        let changed = names(&visitor, "services", &format!("modified_after={since}")).await;
        assert_eq!(changed, ["あたらしい名の会"], "what changed at that very instant is told");
        let all = json(&visitor, "/hsds/services?minimal=true").await;
        let marks = contents(&all);
        assert_eq!((marks.len(), all["total_pages"].as_u64()), (3, Some(1)));
        for mark in &marks {
            let fields = mark.as_object().map(serde_json::Map::len);
            assert_eq!(fields, Some(2), "{mark}");
            let day = mark["modified_date"].as_str().unwrap_or_default();
            let id = super::super::id(mark);
            let service = json(&visitor, &format!("/hsds/services/{id}")).await;
            assert_eq!(service["last_modified"], day);
            let is_new = id == resource(1).to_string();
            assert_eq!(day >= since.as_str(), is_new, "{mark}");
        }
        server.stop().await;
    }
}
