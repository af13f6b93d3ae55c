//! Each part is changed on its own; whoever comes second sees both.

use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::read::Viewer;
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::capacity::CapacityReport;
use renkei_domain::directory::contact::policy::{
    Channel, ContactPolicy, ContactRule, ContactWay, SenderKind,
};
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::edit::{Edit, FactEdit, NoticeEntry, PartValue, PersonEntry};
use renkei_domain::directory::people::StaffRole;
use renkei_domain::ids::{ContactPersonId, ResourceId};
use renkei_domain::text::Prose;
use renkei_tests::clock::japan;
use renkei_tests::{World, on_every_database};
use uuid::Uuid;

use super::{coordinator, desk, edit, found, good_at, network, version};
use crate::import::look::view;
use crate::migrations::{code, line};
use crate::record::fine;

fn fact(field: CorrectableField, value: Option<&str>) -> FactEdit {
    FactEdit {
        field,
        value: value.map(str::to_owned),
    }
}

on_every_database! {
    async fn the_second_of_two_coordinators_sees_both_texts_and_loses_neither(world) {
        let id = desk(&world).await;
        let (first, second) = (coordinator(1), coordinator(2));
        let seen = version(&world, id).await;
        let stands = fine(edit(&world.app, &first, id, seen, good_at("聞きとりが丁寧")).await);
        assert!(stands > seen);

        let refused = edit(&world.app, &second, id, seen, good_at("通院に同行できる")).await;
        let Err(EditRefusal::Changed { now, version: standing }) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(standing, stands);
        let PartValue::Profile(now) = *now else {
            panic!("strengths stand in the profile");
        };
        assert_eq!(now.strengths[0].text.as_str(), "聞きとりが丁寧");

        let again = edit(&world.app, &second, id, standing, good_at("通院に同行できる")).await;
        assert_eq!(again, Ok(stands + 1));
        let shown = view(&world, id).await.profile;
        assert_eq!(shown.strengths.len(), 1);
        assert_eq!(shown.strengths[0].text.as_str(), "通院に同行できる");
    }
}

on_every_database! {
    async fn a_visitor_reads_and_finds_every_part_that_a_coordinator_changed(world) {
        let id = desk(&world).await;
        let desk = coordinator(1);
        let today = japan("2026-11-20", "10:00").in_japan().date;
        let policy = ContactPolicy {
            rules: vec![ContactRule {
                do_not: vec![line("夕方は電話しない")],
                purpose: None,
                sender: None,
                ways: vec![ContactWay {
                    channel: Channel::Phone,
                    person: None,
                    ask_for: Some(StaffRole::Nurse),
                    desk: Some(line("受付")),
                    hours: None,
                    etiquette: None,
                }],
            }],
            never: vec![line("担当者名を載せない")],
            note: Some(fine(Prose::parse("昼休みは避けてください。"))),
        };
        let capacity = CapacityReport { available: Some(2), maximum: None, waiting: Some(0), as_of: today };
        let notice = NoticeEntry {
            id: None,
            text: fine(Prose::parse("移転しました。")),
            from: today,
            until: today,
        };
        let edits = [
            Edit::Description(Some(fine(Prose::parse("当事者が集まる会です。")))),
            Edit::Capacity(Some(capacity)),
            good_at("一緒に考える"),
            Edit::ContactPolicy(policy.clone()),
            Edit::Notices(vec![notice]),
            Edit::ServiceArea(vec![code("272078"), code("272078")]),
            Edit::Roles(vec![StaffRole::Nurse]),
            Edit::Facts(vec![
                fact(CorrectableField::Hours, Some("月-金 9:00-17:00")),
                fact(CorrectableField::Phone, Some("072-000-0001")),
            ]),
        ];
        for one in edits {
            let seen = version(&world, id).await;
            let part = one.part();
            let done = edit(&world.app, &desk, id, seen, one).await;
            assert_eq!(done, Ok(seen + 1), "{part}");
            assert_eq!(version(&world, id).await, seen + 1, "{part}");
        }
        let shown = view(&world, id).await;
        assert_eq!(shown.profile.contact_policy, policy);
        assert_eq!(shown.profile.capacity, Some(capacity));
        assert_eq!(shown.profile.notices.len(), 1);
        assert_eq!(shown.profile.service_area, [code("272078")]);
        assert_eq!(shown.profile.roles, [StaffRole::Nurse]);
        assert_eq!(shown.facts.hours.to_string(), "月-金 9:00-17:00");
        assert_eq!(shown.facts.phones[0].written.as_str(), "072-000-0001");
        for words in ["当事者が集まる", "一緒に考える", "看護師"] {
            assert_eq!(found(&world, words).await, [id], "{words}");
        }
    }
}

on_every_database! {
    async fn a_coordinator_is_told_every_mistake_by_its_field_and_nothing_is_written(world) {
        let id = desk(&world).await;
        let desk = coordinator(1);
        let seen = version(&world, id).await;
        let today = japan("2026-11-20", "10:00").in_japan().date;
        let mistakes = async |one: Edit| match edit(&world.app, &desk, id, seen, one).await {
            Err(EditRefusal::Invalid(faults)) => faults
                .into_iter()
                .map(|fault| (fault.field, fault.code))
                .collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        let told = mistakes(Edit::Facts(vec![
            fact(CorrectableField::Capacity, Some("二十")),
            fact(CorrectableField::Name, None),
            fact(CorrectableField::City, Some("131016 東京都千代田区")),
        ]))
        .await;
        assert_eq!(told, [("city".to_owned(), "UNKNOWN_MUNICIPALITY")]);
        let told = mistakes(Edit::Facts(vec![
            fact(CorrectableField::Capacity, Some("二十")),
            fact(CorrectableField::Name, None),
        ]))
        .await;
        assert_eq!(told, [("name".to_owned(), "REQUIRED"), ("capacity".to_owned(), "NUMBER")]);
        let notice = NoticeEntry {
            id: None,
            text: fine(Prose::parse("移転しました。")),
            from: today,
            until: today.pred_opt().expect("a day"),
        };
        let told = mistakes(Edit::Notices(vec![notice])).await;
        assert_eq!(told, [("notices[0].until".to_owned(), "ENDS_BEFORE_START")]);
        assert_eq!(version(&world, id).await, seen);
        let same = edit(&world.app, &desk, id, seen, Edit::Description(None)).await;
        assert_eq!(same, Err(EditRefusal::NothingToChange));
    }
}

on_every_database! {
    async fn a_stranger_changes_nothing(world) {
        let id = desk(&world).await;
        let seen = version(&world, id).await;
        let mut stranger = coordinator(1);
        stranger.principal.standings.clear();
        stranger.principal.networks.clear();
        let refused = edit(&world.app, &stranger, id, seen, good_at("うそ")).await;
        assert_eq!(refused.map_err(|refusal| refusal.code()), Err("NOT_ALLOWED"));
        stranger.principal = Principal::anybody();
        let refused = edit(&world.app, &stranger, id, seen, good_at("うそ")).await;
        assert_eq!(refused.map_err(|refusal| refusal.code()), Err("SIGN_IN_FIRST"));
        assert!(view(&world, id).await.profile.strengths.is_empty());
    }
}

/// By whom a notebook goes, for everything and everybody.
fn by_notebook(person: ContactPersonId) -> Edit {
    let way = ContactWay {
        channel: Channel::LiaisonNotebook,
        person: Some(person),
        ask_for: None,
        desk: None,
        hours: None,
        etiquette: None,
    };
    Edit::ContactPolicy(ContactPolicy {
        rules: vec![ContactRule {
            purpose: None,
            sender: None,
            ways: vec![way],
            do_not: Vec::new(),
        }],
        ..ContactPolicy::default()
    })
}

/// Whom the policy names and whom the advice for now names, for somebody's eyes.
async fn named(world: &World, viewer: Viewer, id: ResourceId) -> [Option<ContactPersonId>; 2] {
    let view = world.app.view_resource(&viewer, id, SenderKind::Supporter);
    let view = fine(view.await).unwrap_or_else(|| panic!("no entry"));
    let advice = view
        .reach
        .first()
        .and_then(|(_, answer)| answer.now.as_ref());
    [
        view.profile.contact_policy.rules[0].ways[0].person,
        advice.and_then(|now| now.way.person),
    ]
}

on_every_database! {
    async fn a_way_names_somebody_of_whom_members_alone_are_told(world) {
        let id = desk(&world).await;
        let desk = coordinator(1);
        let member = || Viewer::Member(vec![network()]);
        let person = PersonEntry {
            id: None,
            name: line("見本 はなこ"),
            kana: None,
            role: None,
            title: None,
            phone: None,
            email: None,
        };
        let persons = Edit::ContactPersons { network: network(), persons: vec![person] };
        let seen = fine(edit(&world.app, &desk, id, version(&world, id).await, persons).await);
        let view = fine(world.app.view_resource(&member(), id, SenderKind::Supporter).await);
        let person = view.unwrap_or_else(|| panic!("no entry")).profile.contact_persons[0].id;

        let nobody = ContactPersonId::from_uuid(Uuid::from_u128(404));
        let refused = edit(&world.app, &desk, id, seen, by_notebook(nobody)).await;
        let Err(EditRefusal::Invalid(faults)) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!((faults[0].field.as_str(), faults[0].code), ("rules[0].ways[0].person", "UNKNOWN_ID"));

        let seen = fine(edit(&world.app, &desk, id, seen, by_notebook(person)).await);
        assert_eq!(named(&world, member(), id).await, [Some(person); 2]);
        for stranger in [Viewer::Anonymous, Viewer::Member(Vec::new())] {
            assert_eq!(named(&world, stranger, id).await, [None; 2]);
        }

        // Who left is named no longer.
        let nobody = Edit::ContactPersons { network: network(), persons: Vec::new() };
        fine(edit(&world.app, &desk, id, seen, nobody).await);
        assert_eq!(named(&world, member(), id).await, [None; 2]);
    }
}
