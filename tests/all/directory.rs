//! What people find in the directory: who serves an area, who is open, how to reach whom, and what
//! becomes of entering and correcting.

use std::collections::{BTreeMap, BTreeSet};

use renkei_app::Caller;
use renkei_app::directory::list::{ListRequest, ListedResource, OpenWhen, Presence};
use renkei_app::directory::read::Viewer;
use renkei_app::directory::search::Parts;
use renkei_domain::directory::address::Address;
use renkei_domain::directory::contact::policy::{Channel, ContactPurpose, SenderKind};
use renkei_domain::directory::contact::reach::{ReachAnswer, ReachBasis};
use renkei_domain::directory::hours::opening::{NextOpening, Openness};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::phone::Confirmation;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::directory::strength::{Strength, Topic, Valence, Voice};
use renkei_domain::ids::{NetworkId, OrganizationId, ResourceId, StrengthId};
use renkei_domain::text::Line;
use renkei_tests::clock::japan;
use renkei_tests::{World, on_every_database};
use uuid::Uuid;

use crate::migrations::{
    code, every_page, everything, line, municipality, office, register, resource,
};
use crate::record::fine;

const DEMO_NETWORK: &str = "01932f00-0000-7000-8000-000000000001";

/// A resource of the seed by the end of its id.
fn seeded(number: u32) -> ResourceId {
    fine(format!("01932f00-0000-7002-8000-{number:012}").parse())
}

fn office_in(number: &str, name: &str) -> ResourceFacts {
    let address = Address {
        postal_code: None,
        municipality: Some(code(number)),
        city: line("どこかの市"),
        rest: None,
    };
    ResourceFacts {
        address: Some(address),
        ..office(ResourceKind::PeerGroup, name)
    }
}

fn serving(area: &[&str]) -> Profile {
    Profile {
        service_area: area.iter().map(|number| code(number)).collect(),
        ..Profile::default()
    }
}

async fn in_area(world: &World, number: &str) -> BTreeMap<ResourceId, Presence> {
    let area = Some(code(number));
    let request = ListRequest {
        area,
        ..everything()
    };
    let entries = every_page(&world.app, &Viewer::Anonymous, request).await;
    let presence = |entry: &ListedResource| Some((entry.id, entry.presence?));
    entries.iter().filter_map(presence).collect()
}

on_every_database! {
    async fn a_visitor_sees_who_serves_an_area_and_who_stands_there_without_a_declared_one(world) {
        let world = world.seeded().await;
        register(&world, resource(1), office_in("272078", "よそを担当する会"), serving(&["273015"])).await;
        register(&world, resource(2), office_in("271276", "区に立つ会"), Profile::default()).await;
        register(&world, resource(3), office_in("272078", "区を担当する会"), serving(&["271284"])).await;
        register(&world, resource(4), office_in("272078", "市の全体を担当する会"), serving(&["271004"])).await;
        register(&world, resource(5), office_in("271004", "市に立つ会"), Profile::default()).await;
        let everything = every_page(&world.app, &Viewer::Anonymous, everything()).await;
        for number in ["272078", "273015"] {
            let place = Some(code(number));
            let expected: BTreeMap<_, _> = everything.iter().filter_map(|entry| {
                let stands = entry.facts.address.as_ref().and_then(|address| address.municipality);
                let area = &entry.profile.service_area;
                if area.iter().any(|own| Some(*own) == place) {
                    Some((entry.id, Presence::Serves))
                } else {
                    (area.is_empty() && stands == place).then_some((entry.id, Presence::StandsIn))
                }
            }).collect();
            assert_eq!(in_area(&world, number).await, expected, "{number}");
        }
        let takatsuki = in_area(&world, "272078").await;
        let (from_ibaraki, office_there) = (seeded(201), seeded(1));
        assert_eq!(takatsuki.get(&from_ibaraki), Some(&Presence::Serves));
        assert_eq!(takatsuki.get(&office_there), Some(&Presence::StandsIn));
        assert_eq!(takatsuki.get(&resource(1)), None);
        assert_eq!(in_area(&world, "273015").await.get(&resource(1)), Some(&Presence::Serves));

        // A city stands for its wards. A ward is served by whoever serves its city, and nobody else's
        // ward stands in it.
        use Presence::{Serves, StandsIn};
        for (number, expected) in [
            ("271004", vec![(2, StandsIn), (3, Serves), (4, Serves), (5, StandsIn)]),
            ("271284", vec![(3, Serves), (4, Serves)]),
            ("271276", vec![(2, StandsIn), (4, Serves)]),
        ] {
            let expected: Vec<_> = expected.into_iter().map(|(number, why)| (resource(number), why)).collect();
            assert_eq!(in_area(&world, number).await.into_iter().collect::<Vec<_>>(), expected, "{number}");
        }
    }
}

on_every_database! {
    async fn a_visitor_who_asks_for_open_offices_sees_those_and_no_others(world) {
        let world = world.seeded().await;
        for (day, time) in [
            ("2026-11-20", "10:00"),
            ("2026-11-21", "02:00"),
            ("2026-11-23", "10:00"),
            ("2026-12-30", "14:00"),
            ("2027-01-01", "08:59"),
        ] {
            world.clock.set(japan(day, time));
            for area in [None, Some(code("272078"))] {
                let request = ListRequest { area, ..everything() };
                let all = every_page(&world.app, &Viewer::Anonymous, request.clone()).await;
                let request = ListRequest { open: Some(OpenWhen::Now), ..request };
                let open = every_page(&world.app, &Viewer::Anonymous, request.clone()).await;
                let ids = |entries: &[ListedResource]| -> Vec<ResourceId> {
                    let open = entries.iter().filter(|entry| entry.openness == Openness::Open);
                    open.map(|entry| entry.id).collect()
                };
                assert_eq!(ids(&open), ids(&all), "{day} {time} {area:?}");
                assert!(open.iter().all(|entry| entry.openness == Openness::Open));
                assert!(!open.is_empty() && open.len() < all.len());
                // The same at any other time, for whoever names the moment.
                world.clock.set(japan("2026-11-24", "12:00"));
                let named = OpenWhen::At(japan(day, time).in_japan());
                let request = ListRequest { open: Some(named), ..request };
                let then = every_page(&world.app, &Viewer::Anonymous, request).await;
                let each = |entries: &[ListedResource]| -> Vec<ResourceId> {
                    entries.iter().map(|entry| entry.id).collect()
                };
                assert_eq!(each(&then), each(&open), "{day} {time} {area:?}");
                world.clock.set(japan(day, time));
            }
        }
    }
}

/// What a viewer reads of the agencies of a list, each as on a page of its own.
async fn profiles(
    world: &World,
    viewer: &Viewer,
    entries: &[ListedResource],
) -> BTreeMap<ResourceId, Profile> {
    let mut profiles = BTreeMap::new();
    for some in entries.chunks(100) {
        let ids: Vec<_> = some.iter().map(|entry| entry.id).collect();
        let read = fine(world.app.read_resources(viewer, &ids, Parts::ALL).await);
        let read = read.into_iter().flatten();
        profiles.extend(read.filter_map(|read| Some((read.id, read.profile?))));
    }
    profiles
}

on_every_database! {
    async fn a_visitor_of_the_demo_finds_every_kind_and_tells_the_invented_from_the_real(world) {
        let world = world.seeded().await;
        let network = Viewer::Member(vec![fine(DEMO_NETWORK.parse())]);
        let entries = every_page(&world.app, &network, everything()).await;
        let profiles = profiles(&world, &network, &entries).await;
        let kinds: BTreeSet<_> = entries.iter().map(|entry| entry.facts.kind).collect();
        assert!(kinds.iter().eq(ResourceKind::ALL), "{kinds:?}");
        let mut doubted = 0;
        for entry in &entries {
            let facts = &entry.facts;
            // WAM NET publishes some FAX numbers that are the phone's: kept, and marked.
            if let Some(fax) = &facts.fax {
                let is_doubted = fax.confirmation == Confirmation::Unconfirmed;
                let mut phones = facts.phones.iter();
                assert_eq!(is_doubted, phones.any(|phone| phone.is_same_line(fax)), "{}", facts.name);
                doubted += usize::from(is_doubted);
            }
            let numbers = facts.phones.iter().chain(&facts.fax).map(|phone| phone.written.as_str());
            let rest = facts.address.as_ref().and_then(|address| address.rest.as_ref());
            let mut texts = numbers.chain(facts.email.iter().chain(&facts.url).chain(rest).map(Line::as_str));
            let is_invented = texts.any(|text| ["-000-", "example.", "架空"].iter().any(|sign| text.contains(sign)));
            assert_eq!(facts.name.as_str().ends_with("（架空）"), is_invented, "{}", facts.name);
            // Nothing but what is published is said of those who exist.
            let profile = &profiles[&entry.id];
            assert!(is_invented || profile.strengths.is_empty() && profile.contact_persons.is_empty());
        }
        assert_eq!(doubted, 7);
    }
}

on_every_database! {
    async fn an_observation_is_read_in_the_network_it_was_made_in_and_nowhere_else(world) {
        let world = world.seeded().await;
        let (own, other): (NetworkId, _) = (fine(DEMO_NETWORK.parse()), NetworkId::from_uuid(Uuid::from_u128(7)));
        let area = vec![code("272116")];
        fine(fine(world.app.found_network(Caller::COMMAND, other, line("となりの網"), area).await));
        let by: OrganizationId = fine("01932f00-0000-7001-8000-000000000507".parse());
        let observation = |id| Strength {
            id: StrengthId::from_uuid(Uuid::from_u128(id)),
            valence: Valence::Strong,
            topic: Topic::General,
            text: line("電話がつながりやすい"),
            voice: Voice::Observed { network: other, by, reply: None },
            stated_on: world.app.now().in_japan().date,
        };
        let profile = Profile { strengths: vec![observation(1)], ..Profile::default() };
        register(&world, resource(1), office_in("272116", "となりの会"), profile).await;

        for (viewer, readable) in [
            (Viewer::Anonymous, vec![]),
            (Viewer::Member(vec![]), vec![]),
            (Viewer::Member(vec![own]), vec![own]),
            (Viewer::Member(vec![other]), vec![other]),
        ] {
            let entries = every_page(&world.app, &viewer, everything()).await;
            // Lists say of everybody what they say themselves.
            let is_public = |entry: &ListedResource| {
                let mut voices = entry.profile.strengths.iter().map(|strength| &strength.voice);
                entry.profile.contact_persons.is_empty() && voices.all(|voice| *voice == Voice::SelfDeclared)
            };
            assert!(entries.iter().all(is_public), "{viewer:?}");
            let profiles = profiles(&world, &viewer, &entries).await;
            let strengths = profiles.values().flat_map(|profile| &profile.strengths);
            let networks: BTreeSet<_> = strengths.filter_map(|strength| match &strength.voice {
                Voice::Observed { network, .. } => Some(*network),
                Voice::SelfDeclared => None,
            }).collect();
            assert!(networks.iter().eq(&readable), "{viewer:?} reads {networks:?}");
            let persons = profiles.values().map(|profile| profile.contact_persons.len()).sum::<usize>();
            match &viewer {
                Viewer::Anonymous => assert_eq!(persons, 0),
                Viewer::Member(networks) if networks.contains(&own) => assert!(persons > 0),
                Viewer::Member(_) => assert_eq!(persons, 0, "{viewer:?}"),
            }
            // The page of one agency keeps to the same, the observer's name included.
            let hospital = fine(world.app.view_resource(&viewer, seeded(301), SenderKind::Supporter).await);
            let hospital = hospital.unwrap_or_else(|| panic!("no hospital"));
            let shown = hospital.profile.strengths.iter().any(|strength| strength.voice != Voice::SelfDeclared);
            assert_eq!((shown, hospital.observers.contains_key(&by)), (readable == [own], readable == [own]));
            assert!(viewer != Viewer::Anonymous || hospital.profile.contact_persons.is_empty());
        }
    }
}

/// How a supporter reaches an agency at this moment.
async fn reach(world: &World, id: ResourceId, purpose: ContactPurpose) -> ReachAnswer {
    let view = fine(
        world
            .app
            .view_resource(&Viewer::Anonymous, id, SenderKind::Supporter)
            .await,
    );
    let mut answers = view.into_iter().flat_map(|view| view.reach);
    let answer = answers.find(|(own, _)| *own == purpose);
    answer.unwrap_or_else(|| panic!("{id}: {purpose}")).1
}

on_every_database! {
    async fn a_supporter_is_told_when_to_phone_and_when_to_send_a_fax(world) {
        let world = world.seeded().await;
        let four = NextOpening::At { moment: japan("2026-11-20", "16:00").in_japan(), perhaps_earlier: false };
        let later = |answer: &ReachAnswer| -> Vec<_> {
            answer.later.iter().map(|later| (later.way.channel, later.next)).collect()
        };
        // The hospital's 精神保健福祉士 wants calls after 16:00; it is 10:00.
        let answer = reach(&world, seeded(301), ContactPurpose::Introduction).await;
        assert_eq!(answer.now, None);
        assert_eq!(later(&answer), [(Channel::Phone, four)]);
        let answer = reach(&world, seeded(301), ContactPurpose::Routine).await;
        assert_eq!(answer.now.as_ref().map(|now| now.way.channel), Some(Channel::Fax));
        assert_eq!(later(&answer), [(Channel::Phone, four)]);

        world.clock.set(japan("2026-11-20", "16:30"));
        for purpose in [ContactPurpose::Introduction, ContactPurpose::Routine] {
            let now = reach(&world, seeded(301), purpose).await.now;
            let now = now.unwrap_or_else(|| panic!("{purpose}: nothing now"));
            assert_eq!((now.way.channel, now.is_certain), (Channel::Phone, true));
            assert_eq!(now.until, Some(japan("2026-11-20", "17:00").in_japan()));
        }
        // Friday evening: Monday is 勤労感謝の日.
        world.clock.set(japan("2026-11-20", "17:00"));
        let answer = reach(&world, seeded(301), ContactPurpose::Introduction).await;
        let tuesday = NextOpening::At { moment: japan("2026-11-24", "16:00").in_japan(), perhaps_earlier: false };
        assert_eq!((answer.now.is_none(), later(&answer)), (true, vec![(Channel::Phone, tuesday)]));

        // Two agencies that take FAX alone, at any hour and for every purpose.
        for (id, number) in [(seeded(302), "072-000-"), (seeded(404), "072-000-0121")] {
            for purpose in ContactPurpose::ALL {
                let answer = reach(&world, id, *purpose).await;
                let way = answer.now.map(|now| now.way).unwrap_or_else(|| panic!("{purpose}: nothing"));
                assert_eq!((way.channel, answer.basis), (Channel::Fax, ReachBasis::Policy), "{purpose}");
                assert!(way.target.is_some_and(|target| target.as_str().starts_with(number)));
                assert!(answer.later.iter().all(|later| later.way.channel != Channel::Phone));
            }
        }
    }
}

on_every_database! {
    async fn a_coordinator_is_told_what_is_missing_and_nothing_is_entered(world) {
        let table = vec![municipality("272078", "大阪府", "高槻市", "たかつきし")];
        fine(world.app.import_municipalities(&renkei_app::import::edition_name("表"), table).await);
        let nobody = OrganizationId::from_uuid(Uuid::from_u128(5));
        let network = NetworkId::from_uuid(Uuid::from_u128(6));
        fine(fine(world.app.found_network(Caller::COMMAND, network, line("網"), vec![]).await));
        let mut of_nobody = office_in("272078", "法人のない会");
        of_nobody.organization = Some(nobody);
        let observed = |network| Profile {
            strengths: vec![Strength {
                id: StrengthId::from_uuid(Uuid::from_u128(1)),
                valence: Valence::Weak,
                topic: Topic::General,
                text: line("電話がつながりにくい"),
                voice: Voice::Observed { network, by: nobody, reply: None },
                stated_on: world.app.now().in_japan().date,
            }],
            ..serving(&["272078"])
        };
        let here = || office_in("272078", "ここの会");
        let before = fine(world.store.acts_after(0, 100).await);
        for (facts, profile, refusal) in [
            (office_in("272116", "表にない市の会"), Profile::default(), "UNKNOWN_MUNICIPALITY"),
            (here(), serving(&["272078", "272116"]), "UNKNOWN_MUNICIPALITY"),
            (of_nobody, Profile::default(), "UNKNOWN_ORGANIZATION"),
            (here(), observed(network), "UNKNOWN_ORGANIZATION"),
            (here(), observed(NetworkId::from_uuid(Uuid::from_u128(404))), "UNKNOWN_NETWORK"),
        ] {
            let entered = world.app.register_resource(Caller::COMMAND, resource(1), facts, profile);
            assert_eq!(fine(entered.await).map_err(|refused| refused.code()), Err(refusal));
        }
        let nobody = NetworkId::from_uuid(Uuid::from_u128(404));
        for (network, refusal) in [(network, "UNKNOWN_RESOURCE"), (nobody, "UNKNOWN_NETWORK")] {
            let appointed = world.app.appoint_secretariat(Caller::COMMAND, network, resource(1));
            assert_eq!(fine(appointed.await).map_err(|refused| refused.code()), Err(refusal));
        }
        assert!(fine(world.app.view_resource(&Viewer::Anonymous, resource(1), SenderKind::Supporter).await).is_none());
        assert!(every_page(&world.app, &Viewer::Anonymous, everything()).await.is_empty());
        assert_eq!(fine(world.store.acts_after(0, 100).await), before);
    }
}
