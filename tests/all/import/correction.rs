//! A person's correction outlives the next edition, and where the source moves on both are told.

use renkei_app::import::edition::OfficeTable;
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::phone::Confirmation;
use renkei_exchange::list::ListMapping;
use renkei_tests::on_every_database;
use renkei_tests::published::{Row, marked, town};

use super::look::{correct, last_act, list, office, view};

on_every_database! {
    async fn a_colleague_finds_every_correction_after_the_next_edition(world) {
        let world = world.with_towns().await;
        world.import("one.csv", &[Row::nth(1), Row::nth(2), Row::nth(3)]).await;
        for name in ["ひなたワーク1", "ひなたワーク2", "ひなたワーク3"] {
            let id = office(&world, name).await.id;
            correct(&world, id, CorrectableField::Capacity, "30").await;
        }
        let stayed = Row::nth(1).with("事業所電話番号", "072-777-0001");
        let agreed = Row::nth(2).with("定員", "30");
        let moved = Row::nth(3).with("定員", "40");
        let rows = [stayed, agreed, moved];
        let report = world.import("two.csv", &rows).await;

        assert_eq!(report.updated, 3);
        let third = office(&world, "ひなたワーク3").await;
        let told: Vec<_> = report
            .conflicts
            .iter()
            .map(|c| (c.line, c.resource.as_str(), c.field, c.source_value.as_deref(), c.corrected_value.as_deref()))
            .collect();
        let id = third.id.to_string();
        assert_eq!(told, [(4, id.as_str(), "capacity", Some("40"), Some("30"))]);
        for name in ["ひなたワーク1", "ひなたワーク2", "ひなたワーク3"] {
            let page = office(&world, name).await;
            assert_eq!(page.facts.capacity, Some(30), "{name}");
            assert_eq!(page.corrections.len(), 1, "{name}");
        }
        let published = third.sources[0].raw.last().expect("cells");
        assert_eq!(published.1, "40", "the source's own value stands beside it");
        let first = office(&world, "ひなたワーク1").await;
        assert_eq!(first.facts.phones[0].written.as_str(), "072-777-0001");

        let again = world.import("two.csv", &rows).await;
        assert_eq!((again.unchanged, again.conflicts.len()), (3, 0));
        assert!(last_act(&world).await.changes.is_empty(), "nothing changed");
    }
}

on_every_database! {
    async fn a_colleague_who_corrected_a_name_is_not_given_a_second_office(world) {
        let world = world.with_towns().await;
        world.import("one.csv", &[Row::nth(1)]).await;
        let id = office(&world, "ひなたワーク1").await.id;
        correct(&world, id, CorrectableField::Name, "ひなたワーク 本館").await;
        correct(&world, id, CorrectableField::Hours, "月-土 10:00-18:00").await;

        let report = world.import("two.csv", &[Row::nth(1).with("定員", "25")]).await;
        assert_eq!((report.created, report.updated, report.absent), (0, 1, 0));
        assert!(report.conflicts.is_empty());
        let page = view(&world, id).await;
        assert_eq!(page.facts.name.as_str(), "ひなたワーク 本館");
        assert_eq!(page.facts.hours.to_string(), "月-土 10:00-18:00");
        assert_eq!(page.facts.capacity, Some(25));
    }
}

on_every_database! {
    async fn a_colleague_may_correct_again_and_the_source_value_is_still_the_source_s(world) {
        let world = world.with_towns().await;
        world.import("one.csv", &[Row::nth(1)]).await;
        let id = office(&world, "ひなたワーク1").await.id;
        correct(&world, id, CorrectableField::Capacity, "30").await;
        correct(&world, id, CorrectableField::Capacity, "35").await;

        let report = world.import("two.csv", &[Row::nth(1).with("定員", "30")]).await;
        let told: Vec<_> = report
            .conflicts
            .iter()
            .map(|c| (c.source_value.as_deref(), c.corrected_value.as_deref()))
            .collect();
        assert_eq!(told, [(Some("30"), Some("35"))]);
        let page = view(&world, id).await;
        assert_eq!(page.facts.capacity, Some(35));
        // The source has moved, and the page says what it says now.
        assert_eq!(page.corrections[0].correction.source_value.as_deref(), Some("30"));
    }
}

on_every_database! {
    async fn a_colleague_puts_right_what_an_office_is_and_where_it_stands(world) {
        let world = world.with_towns().await;
        world.import("one.csv", &[Row::nth(1)]).await;
        let id = office(&world, "ひなたワーク1").await.id;
        let right = [
            (CorrectableField::Kind, "continuous_employment_b"),
            (CorrectableField::OfficeNumber, "2799900099"),
            (CorrectableField::City, "273015 大阪府三島郡島本町"),
            (CorrectableField::PostalCode, "618-0001"),
            (CorrectableField::AddressRest, "広瀬1-1"),
            (CorrectableField::Location, "34.88,135.66 exact"),
        ];
        for (field, value) in right {
            correct(&world, id, field, value).await;
        }
        let newer = Row::nth(1).with("定員", "25");
        let report = world.import("two.csv", std::slice::from_ref(&newer)).await;
        assert_eq!((report.created, report.updated, report.absent), (0, 1, 0));
        assert!(report.conflicts.is_empty());
        let page = view(&world, id).await;
        for (field, value) in right {
            assert_eq!(field.read(&page.facts).as_deref(), Some(value), "{field}");
        }
        assert_eq!(page.facts.capacity, Some(25));
        let fields: Vec<_> = page.corrections.iter().map(|kept| kept.correction.field).collect();
        assert_eq!(fields, right.map(|(field, _)| field), "in the order of the fields");
        for (place, expected) in [("27301", vec![id]), ("27207", vec![])] {
            let entries = list(&world, Some(town(place))).await.entries;
            let ids: Vec<_> = entries.iter().map(|entry| entry.id).collect();
            assert_eq!(ids, expected, "{place}");
        }

        let moved = newer.with("事業所住所（市区町村）", "大阪府茨木市");
        let report = world.import("three.csv", &[moved]).await;
        let told: Vec<_> = report
            .conflicts
            .iter()
            .map(|c| (c.field, c.source_value.as_deref(), c.corrected_value.as_deref()))
            .collect();
        let (source, corrected) = ("272116 大阪府茨木市", "273015 大阪府三島郡島本町");
        assert_eq!(told, [("city", Some(source), Some(corrected))]);
        let shown = view(&world, id).await;
        let city = CorrectableField::City.read(&shown.facts);
        assert_eq!(city.as_deref(), Some(corrected));
    }
}

on_every_database! {
    async fn a_visitor_is_warned_of_a_fax_number_that_another_source_has_for_a_phone(world) {
        let world = world.with_towns().await;
        world.import("offices.csv", &[Row::nth(1).with("事業所FAX番号", "")]).await;
        let id = office(&world, "ひなたワーク1").await.id;
        let list = OfficeTable::List(ListMapping::default());
        let listed = async |edition: &str, mail: &str| {
            let text = format!(
                "名称,種類,FAX,住所,メール\n\
                 ひなたワーク1,就労移行支援,072-000-0001,大阪府高槻市城北町1-1,{mail}\n"
            );
            let report = world.import_table(list.clone(), edition, &marked(&text)).await;
            assert_eq!((report.created, report.updated), (0, 1), "{report:?}");
            view(&world, id).await.facts.fax.map(|fax| fax.confirmation)
        };
        assert_eq!(listed("march.csv", "").await, Some(Confirmation::Unconfirmed));
        let again = listed("june.csv", "hinata@hinata.example").await;
        assert_eq!(again, Some(Confirmation::Unconfirmed));
        // Somebody asked, and it is both.
        correct(&world, id, CorrectableField::Fax, "0720000001").await;
        let known = listed("september.csv", "mail@hinata.example").await;
        assert_eq!(known, Some(Confirmation::Published));
    }
}
