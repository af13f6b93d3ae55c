//! How entries begin and end.

use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::edit::create::NewResource;
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::edit::FactEdit;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::resource::{Closure, Lifecycle};
use renkei_graphql::global_id;
use renkei_tests::clock::japan;
use renkei_tests::on_every_database;
use serde_json::json;

use super::{coordinator, desk, found, keyed, network, version};
use crate::import::look::view;
use crate::migrations::{enter, line, resource};
use crate::record::fine;

on_every_database! {
    async fn whoever_was_sent_to_a_closed_office_still_reads_when_it_closed_and_who_follows(world) {
        let id = desk(&world).await;
        enter(&world, resource(2), "こもれびの会").await;
        let desk = coordinator(1);
        let closure = Closure {
            on: japan("2026-11-01", "00:00").in_japan().date,
            successor: Some(resource(2)),
            reason: Some(line("統合")),
        };
        let seen = version(&world, id).await;
        let closed = fine(fine(world.app.close_resource(&desk, id, seen, closure.clone()).await)).version;
        let shown = view(&world, id).await;
        assert_eq!((shown.lifecycle, shown.closure), (Lifecycle::Closed, Some(closure.clone())));
        assert!(found(&world, "ひなたの会").await.is_empty());
        // So does a partner who keeps a copy.
        let asked = format!(
            "/graphql?query=%7Bresource(id:%22{}%22)%7Blifecycle%20closure%7Bon%20reason%20successor%7D%7D%7D",
            global_id(id)
        );
        let server = world.serve().await;
        let (_, told) = server.visitor().read(&asked).await;
        let told: serde_json::Value = fine(serde_json::from_str(&told));
        let closed_on = json!({ "on": "2026-11-01", "reason": "統合", "successor": global_id(resource(2)) });
        assert_eq!(told["data"]["resource"], json!({ "lifecycle": "CLOSED", "closure": closed_on }), "{told}");
        let again = fine(world.app.close_resource(&desk, id, closed, closure.clone()).await);
        assert_eq!(again, Err(EditRefusal::AlreadySo));

        fine(fine(world.app.reopen_resource(&desk, id, closed).await));
        let shown = view(&world, id).await;
        assert_eq!((shown.lifecycle, shown.closure), (Lifecycle::Active, None));
        assert_eq!(found(&world, "ひなたの会").await, [id]);
        let (_, told) = server.visitor().read(&asked).await;
        assert!(told.contains(r#""lifecycle":"ACTIVE","closure":null"#), "{told}");
        server.stop().await;

        let wrong = Closure {
            on: japan("2027-04-01", "00:00").in_japan().date,
            successor: Some(id),
            reason: None,
        };
        let seen = version(&world, id).await;
        let refused = fine(world.app.close_resource(&desk, id, seen, wrong).await);
        let Err(EditRefusal::Invalid(faults)) = refused else {
            panic!("{refused:?}");
        };
        let told: Vec<_> = faults.iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
        assert_eq!(told, [("on", "IN_FUTURE"), ("successor", "UNKNOWN_SUCCESSOR")]);
    }
}

on_every_database! {
    async fn a_coordinator_enters_an_office_once_however_often_the_form_is_sent(world) {
        desk(&world).await;
        let new = NewResource {
            network: network(),
            kind: ResourceKind::PeerGroup,
            name: line("みなもの会"),
            organization: None,
            facts: vec![
                FactEdit { field: CorrectableField::Phone, value: Some("072-000-0002".to_owned()) },
                FactEdit { field: CorrectableField::City, value: Some("272078 大阪府高槻市".to_owned()) },
                FactEdit { field: CorrectableField::Fax, value: None },
            ],
        };
        let desk = keyed(coordinator(1), "new-office");
        let first = fine(fine(world.app.create_resource(&desk, new.clone()).await));
        let second = fine(fine(world.app.create_resource(&desk, new.clone()).await));
        assert_eq!(first, second);
        assert_eq!(found(&world, "みなもの会").await, [first.id]);
        let shown = view(&world, first.id).await;
        assert_eq!(shown.version, first.version);
        assert_eq!(shown.facts.phones[0].written.as_str(), "072-000-0002");

        let mut stranger = coordinator(2);
        stranger.principal.standings.clear();
        let refused = fine(world.app.create_resource(&stranger, new).await);
        assert_eq!(refused.map_err(|refusal| refusal.code()), Err("NOT_ALLOWED"));
    }
}
