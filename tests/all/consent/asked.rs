//! What staff read of consents by GraphQL.

use renkei_app::consent::stop::{StopForm, StopKind};
use renkei_domain::access::principal::{Door, Principal, TokenScope};
use renkei_domain::cases::employment::Voice;
use renkei_domain::consent::{HaltOf, Reach};
use renkei_domain::people::Standing;
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;
use serde_json::json;

use super::{DOCTOR, agreed, case_with_a_doctor, desk, recorded, staff, two_agencies};
use crate::audit::lines;
use crate::graphql::{api, asked_by as asked};
use crate::record::fine;

on_every_database! {
    async fn staff_read_what_the_person_agreed_to_and_nobody_else_does(world) {
        let world = world.seeded().await;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        recorded(&world, &haruka, id, agreed(doctor, "2026-12-10")).await;
        let api = api(&world);
        let document = format!(
            "{{ caseConsents(id: \"{id}\") {{ state purposes means recipients form givenOn lastDay renews hasPage categories }} }}"
        );
        let before = lines(&world).await.len();
        let read = asked(&api, &haruka.principal, &document).await["data"]["caseConsents"].take();
        assert_eq!(lines(&world).await.len(), before + 1, "reading is noted down");
        let one = &read[0];
        assert_eq!(one["state"], json!("ENDS_SOON"), "{read}");
        assert_eq!(one["recipients"], json!([DOCTOR]));
        assert_eq!(one["means"], json!(["MEETING", "DOCUMENT", "PHONE"]));
        assert_eq!((&one["form"], &one["lastDay"]), (&json!("WRITTEN"), &json!("2026-12-10")));
        assert_eq!((&one["renews"], &one["hasPage"]), (&json!(null), &json!(false)));
        let categories = one["categories"].as_array().expect("a list");
        assert!(categories.contains(&json!("MEDICATION_VISITS")), "{read}");

        let withdrawn = StopForm {
            kind: StopKind::Withdraw,
            of: HaltOf::Everything,
            reach: Reach::Whole,
            by: Voice::Person,
        };
        fine(fine(world.app.stop_consent(&desk(&haruka), id, withdrawn).await));
        let read = asked(&api, &haruka.principal, &document).await["data"]["caseConsents"].take();
        assert_eq!(read[0]["state"], json!("WITHDRAWN"), "{read}");

        let token = Principal {
            door: Door::Token(TokenScope::ALL.to_vec()),
            ..haruka.principal.clone()
        };
        let app = &world.app;
        let hanako = somebody(app, Standing::Person, "hanako").await;
        let link = fine(fine(app.offer_case_link(&desk(&haruka), id).await));
        fine(fine(app.accept_case(&desk(&hanako), &link.code).await));
        let case = format!("{{ case(id: \"{id}\") {{ number }} }}");
        let own = asked(&api, &hanako.principal, &case).await;
        assert_eq!(own["data"], json!({ "case": null }), "the person has pages of their own");
        for stranger in [&sora.principal, &hanako.principal, &token, &Principal::anybody()] {
            let read = asked(&api, stranger, &document).await;
            assert_eq!(read["data"], json!({ "caseConsents": null }), "{stranger:?}");
            assert_eq!(read["errors"], json!(null), "{stranger:?}");
        }
        let nobody = asked(&api, &haruka.principal, "{ caseConsents(id: \"x\") { id } }").await;
        assert_eq!(nobody["data"], json!({ "caseConsents": null }));
    }
}
