//! Who changed what, and taking it back.

use chrono::TimeDelta;
use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::edit::history::HistoryEntry;
use renkei_app::directory::edit::undo::Undo;
use renkei_app::directory::read::Viewer;
use renkei_app::writer::Writer;
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::contact::policy::SenderKind;
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::edit::{Edit, FactEdit, Part, PartValue, PersonEntry};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::profile::Profile;
use renkei_domain::ids::{NetworkId, ResourceId};
use renkei_domain::people::Standing;
use renkei_domain::record::Purpose;
use renkei_tests::entries::office_in;
use renkei_tests::published::Row;
use renkei_tests::{World, on_every_database};
use uuid::Uuid;

use super::{coordinator, desk, edit, good_at, network, version};
use crate::import::look::{shown, view};
use crate::migrations::{code, line, register, resource};
use crate::record::fine;

async fn history(world: &World, id: ResourceId) -> Vec<HistoryEntry> {
    let reader = coordinator(9);
    fine(fine(world.app.history(&reader.principal, id, None).await))
}

async fn take_back(
    world: &World,
    writer: &Writer,
    id: ResourceId,
    entry: &HistoryEntry,
    part: Part,
) -> Result<i64, EditRefusal> {
    let undo = Undo {
        resource: id,
        act: entry.act.id,
        part,
    };
    let seen = version(world, id).await;
    let done = fine(world.app.undo_change(writer, undo, seen).await);
    done.map(|edited| edited.version)
}

fn hours(notation: &str) -> Edit {
    Edit::Facts(vec![FactEdit {
        field: CorrectableField::Hours,
        value: Some(notation.to_owned()),
    }])
}

on_every_database! {
    async fn a_coordinator_takes_one_change_back_and_the_history_tells_both(world) {
        let id = desk(&world).await;
        let desk = coordinator(1);
        let start = version(&world, id).await;
        let second = fine(edit(&world.app, &desk, id, start, good_at("丁寧")).await);
        fine(edit(&world.app, &desk, id, second, hours("月-金 9:00-17:00")).await);

        let told = history(&world, id).await;
        let parts: Vec<_> = told.iter().map(|entry| (entry.act.purpose, entry.parts.len())).collect();
        assert_eq!(parts, [(Purpose::EditResource, 1), (Purpose::EditResource, 1), (Purpose::RegisterResource, 1)]);
        assert_eq!(told[0].act.actor, desk.caller.actor);
        let strengths = &told[1].parts[0];
        assert_eq!(strengths.part, Part::Strengths);
        let Some(PartValue::Profile(after)) = &strengths.after else {
            panic!("{strengths:?}");
        };
        assert_eq!(after.strengths[0].text.as_str(), "丁寧");

        // The older of the two goes back, the newer stays.
        fine(take_back(&world, &desk, id, &told[1], Part::Strengths).await);
        let shown = view(&world, id).await;
        assert!(shown.profile.strengths.is_empty());
        assert_eq!(shown.facts.hours.to_string(), "月-金 9:00-17:00");
        fine(take_back(&world, &desk, id, &told[0], Part::Facts).await);
        assert!(view(&world, id).await.facts.hours.is_unknown());
        assert!(view(&world, id).await.corrections.is_empty(), "it says again what its source says");
        let purposes: Vec<_> = history(&world, id).await.iter().map(|entry| entry.act.purpose).collect();
        assert_eq!(purposes[..2], [Purpose::UndoChange, Purpose::UndoChange]);

        let again = take_back(&world, &desk, id, &told[1], Part::Strengths).await;
        assert_eq!(again.map_err(|refusal| refusal.code()), Err("CHANGED"), "it was taken back already");
        let never = take_back(&world, &desk, id, &told[2], Part::Strengths).await;
        assert_eq!(never, Err(EditRefusal::NoSuchChange));
        let made = take_back(&world, &desk, id, &told[2], Part::Facts).await;
        assert_eq!(made, Err(EditRefusal::NotUndoable), "an entry ends by being closed");
    }
}

on_every_database! {
    async fn a_change_made_again_since_is_not_overwritten_by_taking_the_first_back(world) {
        let id = desk(&world).await;
        let desk = coordinator(1);
        let start = version(&world, id).await;
        let second = fine(edit(&world.app, &desk, id, start, hours("月-金 9:00-17:00")).await);
        let told = history(&world, id).await;
        fine(edit(&world.app, &desk, id, second, hours("月-金 10:00-16:00")).await);
        let refused = take_back(&world, &desk, id, &told[0], Part::Facts).await;
        let Err(EditRefusal::Changed { now, .. }) = refused else {
            panic!("{refused:?}");
        };
        let PartValue::Facts(now) = *now else {
            panic!("facts were asked for");
        };
        assert_eq!(now.hours.to_string(), "月-金 10:00-16:00");
    }
}

on_every_database! {
    async fn a_number_comes_back_with_all_that_was_said_of_it_and_overwrites_no_other(world) {
        desk(&world).await;
        let desk = coordinator(1);
        let main = Phone {
            label: Some(line("代表")),
            extension: Some(line("12")),
            voice_guide_key: Some(line("3#")),
            ..Phone::published(line("072-000-0001"))
        };
        let direct = Phone {
            label: Some(line("相談専用")),
            ..Phone::published(line("072-000-0002"))
        };
        let machine = Phone {
            label: Some(line("総務")),
            ..Phone::published(line("072-000-0003"))
        };
        let says = |field, value: Option<&str>| Edit::Facts(vec![FactEdit { field, value: value.map(str::to_owned) }]);
        for (number, phones) in [(5, vec![main.clone()]), (6, vec![main.clone(), direct])] {
            let id = resource(number);
            let mut facts = office_in(code("272078"), ResourceKind::PeerGroup, "ふたばの会");
            (facts.phones, facts.fax) = (phones.clone(), Some(machine.clone()));
            register(&world, id, facts, Profile::default()).await;
            for (field, value) in [
                (CorrectableField::Phone, None),
                (CorrectableField::Phone, Some("072-000-0009")),
                (CorrectableField::Fax, None),
                (CorrectableField::Fax, Some("072-000-0008")),
            ] {
                let seen = version(&world, id).await;
                fine(edit(&world.app, &desk, id, seen, says(field, value)).await);
                let told = history(&world, id).await;
                fine(take_back(&world, &desk, id, &told[0], Part::Facts).await);
                let shown = view(&world, id).await;
                assert_eq!(shown.facts.phones, phones, "{field:?} {value:?}");
                assert_eq!(shown.facts.fax.as_ref(), Some(&machine), "{field:?} {value:?}");
                assert!(shown.corrections.is_empty());
            }
        }
    }
}

/// The contact persons whom a member reads.
async fn named(world: &World, id: ResourceId) -> Vec<String> {
    let member = Viewer::Member(vec![network()]);
    let page = world.app.view_resource(&member, id, SenderKind::Supporter);
    let page = fine(page.await).unwrap_or_else(|| panic!("no entry"));
    let persons = page.profile.contact_persons.iter();
    persons.map(|person| person.name.to_string()).collect()
}

on_every_database! {
    async fn a_change_of_contact_persons_is_taken_back_and_the_history_names_nobody(world) {
        let id = desk(&world).await;
        let desk = coordinator(1);
        let known_as = |name: &str| Edit::ContactPersons {
            network: network(),
            persons: vec![PersonEntry {
                id: None,
                name: line(name),
                kana: None,
                role: None,
                title: Some(line("相談室")),
                phone: None,
                email: Some(line("soudan@example.jp")),
            }],
        };
        let start = version(&world, id).await;
        let second = fine(edit(&world.app, &desk, id, start, known_as("見本 はなこ")).await);
        fine(edit(&world.app, &desk, id, second, known_as("見本 たろう")).await);
        let told = history(&world, id).await;
        let part = &told[0].parts[0];
        assert_eq!((part.part, &part.before, &part.after), (Part::ContactPersons, &None, &None));
        assert!(part.is_undoable && told[1].parts[0].is_undoable);

        let early = take_back(&world, &desk, id, &told[1], Part::ContactPersons).await;
        assert_eq!(early.map_err(|refusal| refusal.code()), Err("CHANGED"));
        fine(take_back(&world, &desk, id, &told[0], Part::ContactPersons).await);
        assert_eq!(named(&world, id).await, ["見本 はなこ"]);
        fine(take_back(&world, &desk, id, &told[1], Part::ContactPersons).await);
        assert!(named(&world, id).await.is_empty(), "nobody was known before");

        // Somebody of another network keeps nobody's names by it.
        let other = NetworkId::from_uuid(Uuid::from_u128(4));
        let mut stranger = coordinator(2);
        stranger.principal.standings = vec![Standing::Coordinator(other)];
        stranger.principal.networks = vec![other];
        let refused = take_back(&world, &stranger, id, &told[1], Part::ContactPersons).await;
        assert!(refused.is_err(), "{refused:?}");
    }
}

/// What the log still tells of contact persons.
async fn logged_persons(world: &World) -> Vec<String> {
    let acts = fine(world.store.acts_after(0, 1_000).await);
    let changes = acts.into_iter().flat_map(|recorded| recorded.changes);
    let of_persons = changes.filter(|change| change.field_group == Part::ContactPersons.code());
    of_persons
        .flat_map(|change| change.before.into_iter().chain(change.after))
        .collect()
}

on_every_database! {
    async fn whoever_was_taken_out_of_an_entry_is_brought_back_for_a_month_and_then_forgotten(world) {
        let id = desk(&world).await;
        let desk = coordinator(1);
        let persons = |persons: Vec<PersonEntry>| Edit::ContactPersons { network: network(), persons };
        let person = PersonEntry {
            id: None,
            name: line("見本 はなこ"),
            kana: None,
            role: None,
            title: None,
            phone: None,
            email: None,
        };
        let start = version(&world, id).await;
        let second = fine(edit(&world.app, &desk, id, start, persons(vec![person])).await);
        fine(edit(&world.app, &desk, id, second, persons(Vec::new())).await);
        let all = logged_persons(&world).await;
        assert!(!all.is_empty() && all.iter().all(|value| value.contains("見本 はなこ")), "{all:?}");

        world.clock.pass(TimeDelta::days(29));
        fine(world.app.forget_what_is_over().await);
        assert_eq!(logged_persons(&world).await, all);
        assert!(history(&world, id).await[0].parts[0].is_undoable);

        world.clock.pass(TimeDelta::days(2));
        fine(world.app.forget_what_is_over().await);
        assert!(logged_persons(&world).await.is_empty(), "{:?}", logged_persons(&world).await);
        let told = history(&world, id).await;
        for entry in &told[..2] {
            assert_eq!(entry.parts[0].part, Part::ContactPersons, "that they were changed stays");
            assert!(!entry.parts[0].is_undoable);
            let refused = take_back(&world, &desk, id, entry, Part::ContactPersons).await;
            assert_eq!(refused, Err(EditRefusal::NotUndoable));
        }
        assert!(named(&world, id).await.is_empty());
        assert_eq!(fine(world.store.check_sealed().await).unopened, 0);
    }
}

on_every_database! {
    async fn nobody_else_reads_who_changed_what(world) {
        let id = desk(&world).await;
        let told = fine(world.app.history(&Principal::anybody(), id, None).await);
        assert_eq!(told.map_err(|refusal| refusal.code()), Err("SIGN_IN_FIRST"));
    }
}

on_every_database! {
    async fn an_edit_outlives_the_next_edition_which_raises_the_version(world) {
        use crate::migrations::code;
        use renkei_app::Caller;

        let world = world.with_towns().await;
        let founded = world.app.found_network(Caller::COMMAND, crate::editing::network(), line("網"), vec![code("272078")]);
        fine(fine(founded.await));
        world.import("one.csv", &[Row::nth(1)]).await;
        let id = shown(&world).await[0].id;
        let desk = coordinator(1);
        let seen = version(&world, id).await;
        let number = Edit::Facts(vec![FactEdit {
            field: CorrectableField::Phone,
            value: Some("072-777-0009".to_owned()),
        }]);
        let edited = fine(edit(&world.app, &desk, id, seen, number).await);

        world.import("two.csv", &[Row::nth(1).with("定員", "25")]).await;
        let shown = view(&world, id).await;
        assert_eq!(shown.facts.phones[0].written.as_str(), "072-777-0009");
        assert_eq!(shown.facts.capacity, Some(25));
        assert!(shown.version > edited, "whoever saw the older edition hears of the newer");
        let late = edit(&world.app, &desk, id, edited, hours("月-金 9:00-17:00")).await;
        assert_eq!(late.map_err(|refusal| refusal.code()), Err("CHANGED"));
    }
}
