//! Two entries of one agency become one, and two again.

mod brought;

use std::collections::BTreeMap;

use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::edit::merging::MergeRefusal;
use renkei_app::directory::edit::merging::join::{Merge, SeenEntry};
use renkei_app::directory::read::Viewer;
use renkei_app::writer::Writer;
use renkei_domain::directory::contact::policy::SenderKind;
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::edit::{Edit, FactEdit, PersonEntry};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::merging::{Choices, Question, Side, Take};
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::Closure;
use renkei_domain::ids::ResourceId;
use renkei_domain::record::Purpose;
use renkei_domain::text::Prose;
use renkei_graphql::global_id;
use renkei_tests::browser::Browser;
use renkei_tests::clock::japan;
use renkei_tests::entries::office_in;
use renkei_tests::{World, on_every_database};

use super::{coordinator, desk, edit, found, good_at, keyed, network, version};
use crate::import::look::view;
use crate::migrations::{code, line, register, resource};
use crate::record::fine;

/// Everything that a member of the network reads of an entry, but for its version and what depends on the hour.
async fn told(world: &World, id: ResourceId) -> String {
    let viewer = Viewer::Member(vec![network()]);
    let view = world
        .app
        .view_resource(&viewer, id, SenderKind::Supporter)
        .await;
    let view = fine(view).expect("an entry");
    format!(
        "{:#?}",
        (
            (view.id, view.lifecycle, view.closure, view.facts),
            (view.profile, view.organization, view.service_area),
            (view.sources, view.corrections),
        )
    )
}

fn put_right(field: CorrectableField, value: &str) -> Edit {
    Edit::Facts(vec![FactEdit {
        field,
        value: Some(value.to_owned()),
    }])
}

fn described(text: &str) -> Edit {
    Edit::Description(Some(fine(Prose::parse(text))))
}

async fn write(world: &World, id: ResourceId, what: Edit) {
    let seen = version(world, id).await;
    fine(edit(&world.app, &coordinator(1), id, seen, what).await);
}

/// An office of the town.
async fn another(world: &World, number: u128, name: &str, phone: &str) -> ResourceId {
    let id = resource(number);
    let mut facts = office_in(code("272078"), ResourceKind::PeerGroup, name);
    facts.phones = vec![Phone::published(line(phone))];
    register(world, id, facts, Profile::default()).await;
    id
}

/// Two entries of one agency, each with something that the other lacks.
async fn two(world: &World) -> (ResourceId, ResourceId) {
    let left = desk(world).await;
    let right = another(world, 2, "ひなたの会（本部）", "072-000-0002").await;
    write(world, left, good_at("朝の会")).await;
    write(world, left, put_right(CorrectableField::Capacity, "20")).await;
    write(world, right, good_at("夜の会")).await;
    write(world, right, described("集まる所です。")).await;
    let persons = Edit::ContactPersons {
        network: network(),
        persons: vec![PersonEntry {
            id: None,
            name: line("山田"),
            kana: None,
            role: None,
            title: None,
            phone: None,
            email: None,
        }],
    };
    write(world, right, persons).await;
    (left, right)
}

pub(super) async fn merge_of(
    world: &World,
    (left, right): (ResourceId, ResourceId),
    takes: &[(Question, Take)],
) -> Merge {
    let seen = async |id| SeenEntry {
        id,
        version: version(world, id).await,
    };
    Merge {
        left: seen(left).await,
        right: seen(right).await,
        choices: Choices {
            survivor: Side::Left,
            takes: takes.iter().copied().collect::<BTreeMap<_, _>>(),
        },
    }
}

/// Makes the second part of the first.
async fn merge(
    world: &World,
    writer: &Writer,
    pair: (ResourceId, ResourceId),
    takes: &[(Question, Take)],
) -> Result<i64, MergeRefusal> {
    let merge = merge_of(world, pair, takes).await;
    let done = fine(world.app.merge_resources(writer, merge).await);
    done.map(|edited| edited.version)
}

async fn apart(
    world: &World,
    writer: &Writer,
    (survivor, merged): (ResourceId, ResourceId),
) -> Result<i64, MergeRefusal> {
    let seen = version(world, survivor).await;
    let done = fine(world.app.take_apart(writer, merged, seen).await);
    done.map(|edited| edited.version)
}

/// From both: numbers and words of both, what the second says of itself, its name and address.
const FROM_BOTH: &[(Question, Take)] = &[
    (Question::Name, Take::Right),
    (Question::Address, Take::Right),
    (Question::Phones, Take::Both),
    (Question::Strengths, Take::Both),
    (Question::Description, Take::Right),
];

on_every_database! {
    async fn a_coordinator_makes_two_entries_one_and_two_again_as_they_were(world) {
        let (left, right) = two(&world).await;
        let before = (told(&world, left).await, told(&world, right).await);
        let desk = coordinator(1);
        fine(merge(&world, &desk, (left, right), FROM_BOTH).await);

        let shown = view(&world, left).await;
        assert_eq!(shown.facts.name, line("ひなたの会（本部）"));
        assert_eq!(shown.facts.address.map(|place| place.city), Some(line("ある市")));
        assert_eq!(shown.facts.phones.len(), 1);
        assert_eq!(shown.facts.capacity, Some(20));
        assert_eq!(shown.profile.strengths.len(), 2);
        assert!(shown.profile.description.is_some());
        assert!(told(&world, left).await.contains("山田"));
        assert_eq!(found(&world, "ひなた").await, [left]);
        assert_eq!(view(&world, right).await.id, left);
        let merged = fine(fine(world.app.history(&desk.principal, left, None).await));
        let of_other = merged.iter().filter(|entry| entry.of_merged == [right]).count();
        assert!(of_other >= 3, "{merged:#?}");
        assert_eq!(merged[0].act.purpose, Purpose::MergeResources);
        assert!(merged.iter().filter(|entry| entry.act.purpose == Purpose::RegisterResource).count() == 2);

        let server = world.serve().await;
        let old = Browser::at(&server).look(&format!("/resources/{right}?sender=person")).await;
        assert_eq!(old.status, 308);
        assert_eq!(old.leads_to, Some(format!("/resources/{left}?sender=person")));
        assert_eq!(old.kept, "no-store");
        let old = Browser::at(&server).look(&format!("/hsds/services/{right}")).await;
        assert_eq!(old.leads_to, Some(format!("/hsds/services/{left}")));
        let asked = format!("/graphql?query=%7Bresource(id:%22{}%22)%7Bid%7D%7D", global_id(right));
        let (_, answer) = server.visitor().read(&asked).await;
        let answer: serde_json::Value = fine(serde_json::from_str(&answer));
        assert_eq!(answer["data"]["resource"]["id"], serde_json::json!(global_id(left)));
        server.stop().await;

        fine(apart(&world, &desk, (left, right)).await);
        assert_eq!((told(&world, left).await, told(&world, right).await), before);
        let mut both = found(&world, "ひなた").await;
        both.sort_unstable();
        assert_eq!(both, [left, right]);
        for id in [left, right] {
            let history = fine(fine(world.app.history(&desk.principal, id, None).await));
            let purposes: Vec<Purpose> = history.iter().map(|entry| entry.act.purpose).collect();
            assert_eq!(purposes[..2], [Purpose::SplitResources, Purpose::MergeResources]);
            assert!(history.iter().all(|entry| entry.of_merged.is_empty()));
        }
        let again = apart(&world, &desk, (left, right)).await;
        assert_eq!(again, Err(MergeRefusal::NotMerged));
    }
}

on_every_database! {
    async fn what_was_changed_since_stays_with_the_entry_that_stayed(world) {
        let (left, right) = two(&world).await;
        let (desk, other) = (coordinator(1), told(&world, right).await);
        fine(merge(&world, &desk, (left, right), FROM_BOTH).await);
        write(&world, left, described("引っこしました。")).await;
        write(&world, left, put_right(CorrectableField::Fax, "072-000-0009")).await;
        let foreseen = fine(fine(world.app.apart(&desk.principal, right).await));
        assert_eq!(foreseen.stays, [Question::Description]);
        assert_eq!(foreseen.name, line("ひなたの会（本部）"));

        fine(apart(&world, &desk, (left, right)).await);
        let shown = view(&world, left).await;
        assert_eq!(shown.facts.name, line("ひなたの会"));
        assert_eq!(shown.profile.description, Prose::parse("引っこしました。").ok());
        assert_eq!(shown.facts.fax.map(|fax| fax.written), Some(line("072-000-0009")));
        assert_eq!(shown.profile.strengths.len(), 1);
        assert_eq!(told(&world, right).await, other);
    }
}

on_every_database! {
    async fn what_was_made_one_last_comes_apart_first(world) {
        let (left, right) = two(&world).await;
        let third = another(&world, 3, "ひなた", "072-000-0003").await;
        let desk = coordinator(1);
        let before = [told(&world, left).await, told(&world, right).await, told(&world, third).await];
        fine(merge(&world, &desk, (right, third), &[(Question::Phones, Take::Right)]).await);
        fine(merge(&world, &desk, (left, right), FROM_BOTH).await);
        for id in [right, third] {
            assert_eq!(view(&world, id).await.id, left);
        }
        let early = fine(world.app.take_apart(&desk, third, version(&world, left).await).await);
        assert_eq!(early.map(|_| ()), Err(MergeRefusal::FirstApart { first: right }));
        fine(apart(&world, &desk, (left, right)).await);
        assert_eq!(view(&world, third).await.id, right);
        fine(apart(&world, &desk, (right, third)).await);
        let after = [told(&world, left).await, told(&world, right).await, told(&world, third).await];
        assert_eq!(after, before);

        fine(merge(&world, &desk, (left, right), &[]).await);
        fine(merge(&world, &desk, (left, third), &[]).await);
        let early = apart(&world, &desk, (left, right)).await;
        assert_eq!(early, Err(MergeRefusal::FirstApart { first: third }));
    }
}

on_every_database! {
    async fn nobody_makes_one_what_is_not_theirs_has_closed_or_has_changed(world) {
        let (left, right) = two(&world).await;
        let desk = coordinator(1);
        let same = merge(&world, &desk, (left, left), &[]).await;
        assert_eq!(same, Err(MergeRefusal::SameEntry));
        let mut stranger = coordinator(2);
        stranger.principal.standings.clear();
        let refused = merge(&world, &stranger, (left, right), &[]).await;
        let Err(MergeRefusal::Entry(EditRefusal::NotAllowed(_))) = refused else {
            panic!("{refused:?}");
        };
        let elsewhere = resource(4);
        let facts = renkei_tests::entries::office(ResourceKind::PeerGroup, "どこかの会");
        register(&world, elsewhere, facts, Profile::default()).await;
        let refused = merge(&world, &desk, (left, elsewhere), &[]).await;
        assert!(matches!(refused, Err(MergeRefusal::Entry(_) | MergeRefusal::OtherNetwork)), "{refused:?}");

        let shown = merge_of(&world, (left, right), FROM_BOTH).await;
        write(&world, right, described("あとから。")).await;
        let late = fine(world.app.merge_resources(&desk, shown).await);
        assert_eq!(late.map(|_| ()), Err(MergeRefusal::Changed));

        // What is done in its stead: one closes, and leads to the one that others keep.
        let closure = Closure {
            on: japan("2026-11-01", "00:00").in_japan().date,
            successor: Some(elsewhere),
            reason: None,
        };
        let seen = version(&world, right).await;
        fine(fine(world.app.close_resource(&desk, right, seen, closure).await));
        let refused = merge(&world, &desk, (left, right), &[]).await;
        assert_eq!(refused, Err(MergeRefusal::Closed));
    }
}

on_every_database! {
    async fn of_two_who_make_the_same_two_one_at_once_one_is_told(world) {
        let (left, right) = two(&world).await;
        let merge = merge_of(&world, (left, right), FROM_BOTH).await;
        let crosswise = Merge {
            choices: Choices { survivor: Side::Right, ..merge.choices.clone() },
            ..merge.clone()
        };
        let (one, two) = (coordinator(1), coordinator(2));
        let (first, second) = tokio::join!(
            world.app.merge_resources(&one, merge),
            world.app.merge_resources(&two, crosswise)
        );
        let ended = [fine(first), fine(second)];
        assert_eq!(ended.iter().filter(|done| done.is_ok()).count(), 1, "{ended:?}");
        let refused = ended.iter().find_map(|done| done.as_ref().err());
        assert!(
            matches!(refused, Some(MergeRefusal::AlreadyMerged { .. } | MergeRefusal::Changed)),
            "{refused:?}"
        );
        assert_eq!(found(&world, "ひなた").await.len(), 1);
    }
}

on_every_database! {
    async fn a_form_sent_twice_makes_two_entries_one_once(world) {
        let (left, right) = two(&world).await;
        let desk = keyed(coordinator(1), "one-of-two");
        let merge = merge_of(&world, (left, right), FROM_BOTH).await;
        let first = fine(fine(world.app.merge_resources(&desk, merge.clone()).await));
        let second = fine(fine(world.app.merge_resources(&desk, merge).await));
        assert_eq!(first, second);
        let back = keyed(coordinator(1), "two-again");
        let seen = version(&world, left).await;
        let first = fine(fine(world.app.take_apart(&back, right, seen).await));
        let second = fine(fine(world.app.take_apart(&back, right, seen).await));
        assert_eq!(first, second);
    }
}
