//! The handbook of an area: a secretariat chooses what it holds, hears how much of it nobody confirmed, and hands out what
//! everybody may read anyway.

use chrono::NaiveDate;
use renkei_app::directory::handbook::{HandbookOrder, HandbookRefusal, HandbookRequest};
use renkei_domain::access::rule::Decision;
use renkei_domain::directory::contact::policy::{Channel, ContactPolicy, ContactRule, ContactWay};
use renkei_domain::directory::freshness::{
    FieldGroup, Verification, VerificationMethod, VerificationOutcome,
};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::people::ContactPerson;
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::directory::strength::{Strength, Topic, Valence, Voice};
use renkei_domain::ids::{ContactPersonId, StrengthId};
use renkei_domain::map::Ruby;
use renkei_domain::people::Standing;
use renkei_tests::people::somebody;
use renkei_tests::server::Server;
use renkei_tests::statements::counted;
use renkei_tests::{World, on_every_database};
use reqwest::Method;
use uuid::Uuid;

use crate::canary::words_of;
use crate::consent::{staff, two_agencies};
use crate::letters::invited::demo;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::{code, line, office_in, register, resource};
use crate::record::fine;

const TAKATSUKI: &str = "272078";
const SHIMAMOTO: &str = "273015";

/// What nobody reads but members.
const INSIDE: [&str; 3] = ["内緒の担当者", "よそから見たこと", "確かめた人の名"];

fn page() -> String {
    format!("/networks/{}/handbook", demo())
}

/// All pension offices of the area.
fn pension_offices() -> HandbookRequest {
    HandbookRequest {
        municipalities: Vec::new(),
        sectors: Vec::new(),
        kinds: vec![ResourceKind::PensionOffice],
        order: HandbookOrder::Place,
        ruby: Ruby::Without,
    }
}

fn facts(place: &str, name: &str, kana: &str) -> ResourceFacts {
    ResourceFacts {
        kana: (!kana.is_empty()).then(|| line(kana)),
        phones: vec![Phone::published(line("072-000-0001"))],
        ..office_in(code(place), ResourceKind::PensionOffice, name)
    }
}

/// What an agency says of itself, and what is known of it inside the network: on this day somebody confirmed its numbers.
fn profile(number: u128, confirmed: &str) -> Profile {
    let [person, observed, asker] = INSIDE;
    let strength = |nth: u128, text: &str, voice| Strength {
        id: StrengthId::from_uuid(Uuid::from_u128(number * 10 + nth)),
        valence: Valence::Strong,
        topic: Topic::General,
        text: line(text),
        voice,
        stated_on: fine("2026-10-01".parse()),
    };
    let named = ContactPerson {
        id: ContactPersonId::from_uuid(Uuid::from_u128(number * 10)),
        network: demo(),
        name: line(person),
        kana: None,
        role: None,
        title: None,
        phone: None,
        email: None,
    };
    let way = ContactWay {
        channel: Channel::Phone,
        person: Some(named.id),
        ask_for: None,
        desk: Some(line("年金の窓口")),
        hours: None,
        etiquette: None,
    };
    Profile {
        contact_persons: vec![named],
        strengths: vec![
            strength(1, "年金の相談", Voice::SelfDeclared),
            strength(
                2,
                observed,
                Voice::Observed {
                    network: demo(),
                    by: fine("01932f00-0000-7001-8000-000000000501".parse()),
                    reply: None,
                },
            ),
        ],
        contact_policy: ContactPolicy {
            rules: vec![ContactRule {
                purpose: None,
                sender: None,
                ways: vec![way],
                do_not: Vec::new(),
            }],
            never: vec![line("担当者名を載せない")],
            note: None,
        },
        verifications: vec![Verification {
            group: FieldGroup::Contact,
            verified_on: fine(NaiveDate::parse_from_str(confirmed, "%Y-%m-%d")),
            by_name: Some(line(asker)),
            by_role: line("事務局"),
            method: VerificationMethod::Phone,
            outcome: VerificationOutcome::Confirmed,
        }],
        ..Profile::default()
    }
}

/// Five pension offices, the last of which nobody can read aloud and of which much is known.
async fn offices(world: &World) {
    let plain = [
        (701, SHIMAMOTO, "島の窓口", "あいまど"),
        (702, TAKATSUKI, "学びの窓口", "ガクビ"),
        (703, TAKATSUKI, "柿の窓口", "かきまど"),
        (704, TAKATSUKI, "謎の窓口", ""),
    ];
    for (number, place, name, kana) in plain {
        register(
            world,
            resource(number),
            facts(place, name, kana),
            Profile::default(),
        )
        .await;
    }
    let known = facts(TAKATSUKI, "明日の窓口", "あすまど");
    register(world, resource(705), known, profile(705, "2026-10-01")).await;
}

/// The words of the handbook that somebody gets from an address.
async fn printed(server: &Server, secret: &str, address: &str) -> String {
    let asked = server.visitor().request(Method::GET, address);
    let cookie = format!("__Host-renkei={secret}");
    let answer = fine(asked.header("cookie", cookie).send().await);
    assert_eq!(answer.status(), 200, "{address}");
    words_of(&fine(answer.bytes().await))
}

on_every_database! {
    async fn a_secretariat_hands_out_what_everybody_may_read_and_nothing_else(world) {
        let world = world.seeded().await;
        offices(&world).await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let server = world.serve().await;
        let office = browser_of(&server, &minato);
        assert!(office.look("/").await.says(&page()));

        let chosen = format!("{}?kind=pension_office&order=place&ruby=no_ruby", page());
        let shown = office.look(&chosen).await;
        assert_sound("choosing a handbook", &shown.html);
        let places = ["高槻市", "島本町", "年金事務所（", "よみの順", "ふりがなあり", "PDFを作る"];
        for words in places {
            assert!(shown.says(words), "{words}: {}", shown.html);
        }
        // How long it takes depends on the machine: the page promises no number.
        assert!(shown.says("少し 時間がかかります") && !shown.says("秒"), "{}", shown.html);
        assert!(shown.says("件がのります") && shown.says("まだ確かめていない機関が"), "{}", shown.html);

        let secret = minato.secret.as_str();
        let paper = format!("{}/paper?kind=pension_office&place={TAKATSUKI}", page());
        let words = printed(&server, secret, &paper).await;
        let told = [
            "社会資源ハンドブック",
            "のせたもの:年金事務所",
            "明日の窓口（あすまど）",
            "電話072-000-0001",
            "年金の窓口あて",
            "担当者名を載せない",
            "年金の相談",
            "連絡先を確かめた日令和8年10月1日(木)",
            "まだ確かめていません",
            "名前の索引",
            "よみが分からないもの",
        ];
        for said in told {
            assert!(words.contains(said), "{said}: {words}");
        }
        for never in INSIDE {
            assert!(!words.contains(never), "{never}: {words}");
        }
        assert!(!words.contains("島の窓口"), "{words}");
        // By reading, and last what nobody can read.
        let order = ["明日の窓口（あす", "柿の窓口（", "学びの窓口（", "謎の窓口"];
        let found: Vec<Option<usize>> = order.iter().map(|name| words.find(name)).collect();
        assert!(found.iter().all(Option::is_some) && found.is_sorted(), "{found:?} {words}");

        let read = printed(&server, secret, &format!("{paper}&ruby=ruby")).await;
        assert!(read.contains("あすまど") && read.contains("れんらく"), "{read}");

        let unknown = office.look(&format!("{}/paper?kind=dragon_keeping", page())).await;
        assert_eq!(unknown.status, 404, "no kind of the directory");
        server.stop().await;
    }
}

on_every_database! {
    async fn a_handbook_is_made_by_those_who_hand_it_out(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let haruka = staff(&world, here, "haruka").await;
        let yuki = somebody(&world.app, Standing::Person, "yuki").await;
        let operator = somebody(&world.app, Standing::Operator, "operator").await;
        let asked = pension_offices();
        for (who, may) in [(&minato, true), (&haruka, true), (&yuki, false), (&operator, false)] {
            let made = fine(world.app.handbook(&who.principal, demo(), &asked).await);
            match made {
                Ok(_) => assert!(may, "{:?}", who.principal),
                Err(refusal) => {
                    assert_eq!(refusal, HandbookRefusal::NotAllowed(Decision::Refused));
                    assert!(!may, "{:?}", who.principal);
                }
            }
        }
        let server = world.serve().await;
        let person = browser_of(&server, &yuki);
        assert!(!person.look("/").await.says("社会資源ハンドブックを作る"));
        for address in [page(), format!("{}/paper", page())] {
            assert_eq!(person.look(&address).await.status, 403, "{address}");
        }
        let (status, text) = server.visitor().read("/").await;
        assert!(status == 200 && !text.contains("社会資源ハンドブックを作る"));
        server.stop().await;
    }
}

on_every_database! {
    async fn a_handbook_of_many_entries_takes_as_many_statements_as_one_of_few(world) {
        let world = world.seeded().await;
        offices(&world).await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let asked = pension_offices();
        let read = async || {
            let made = counted(world.app.handbook(&minato.principal, demo(), &asked));
            let (made, statements) = made.await;
            let paper = fine(fine(made)).paper.expect("a handbook");
            (paper, statements)
        };
        drop(read().await);
        let (few, statements) = read().await;
        let places = few.entries.iter().filter_map(|entry| entry.municipality.as_deref());
        let places: Vec<&str> = places.filter(|place| ["高槻市", "島本町"].contains(place)).collect();
        assert!(places.len() >= 5 && places.is_sorted_by_key(|place| *place == "島本町"), "{places:?}");
        let [old, never] = few.unconfirmed();
        assert!(never >= 4, "{never}");
        for number in 0..60 {
            let name = format!("ふえた窓口{number}");
            let known = profile(900 + number, "2024-10-01");
            register(&world, resource(900 + number), facts(SHIMAMOTO, &name, ""), known).await;
        }
        let (many, more) = read().await;
        assert_eq!(many.entries.len(), few.entries.len() + 60);
        assert_eq!(more, statements);
        assert_eq!(many.unconfirmed()[0], old + 60);
        for entry in &many.entries {
            assert!(entry.ways.iter().all(|way| way.person.is_none()), "{entry:?}");
            let told = format!("{entry:?}");
            assert!(INSIDE.iter().all(|inside| !told.contains(inside)), "{told}");
        }
    }
}
