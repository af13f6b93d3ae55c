//! What staff read by GraphQL of what was told and of what came in.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use renkei_app::consent::except::ExceptionForm;
use renkei_app::provisions::receive::ReceiptForm;
use renkei_app::provisions::told::{Partner, TellForm};
use renkei_domain::access::principal::{Door, Principal, TokenScope};
use renkei_domain::consent::{InformationCategory, LegalGround, Means};
use renkei_domain::people::{OrganizationPost, Standing};
use renkei_domain::provisions::{ObtainedHow, ReceivedBy, ToldHow};
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;
use serde_json::json;

use super::posts::holding;
use super::{
    DOCTOR, NAME, agreed, case_with_a_doctor, day, desk, prose, recorded, staff, two_agencies,
};
use crate::audit::lines;
use crate::graphql::{api, asked_by as asked};
use crate::migrations::line;
use crate::record::fine;

on_every_database! {
    async fn staff_read_the_records_of_a_case_page_by_page_and_nobody_else_does(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = holding(&world, here, "haruka", OrganizationPost::Manager).await;
        let nagi = staff(&world, here, "nagi").await;
        let sora = staff(&world, there, "sora").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        recorded(&world, &haruka, id, agreed(doctor, "2027-11-19")).await;
        let told = |category| TellForm {
            to: Partner::InTeam(doctor),
            heard_by: Some(line("佐藤")),
            categories: [category].into_iter().collect(),
            how: ToldHow::Phone,
            purpose: None,
            at: None,
        };
        let at_ten = app.now();
        world.clock.pass(TimeDelta::hours(1));
        let earlier = TellForm { at: Some(at_ten), ..told(InformationCategory::Skills) };
        fine(fine(app.tell(&desk(&haruka), id, earlier).await));
        fine(fine(app.tell(&desk(&haruka), id, told(InformationCategory::MedicationVisits)).await));
        let exception = ExceptionForm {
            ground: LegalGround::DangerToLife,
            reason: prose("電話に出ない"),
            recipient: doctor,
            categories: [InformationCategory::Family].into_iter().collect(),
        };
        fine(fine(app.name_exception(&desk(&haruka), id, exception).await));
        fine(fine(app.tell(&desk(&haruka), id, told(InformationCategory::Family)).await));
        let heard = ReceiptForm {
            from: Partner::InTeam(doctor),
            told_by: Some(line("鈴木")),
            address: Some(line("高槻市1-2-3")),
            head: None,
            obtained: ObtainedHow::InTheirWork,
            ground: ReceivedBy::Consent,
            categories: [InformationCategory::MedicationVisits].into_iter().collect(),
            what: Some(prose("薬がかわった")),
            means: Means::Phone,
            on: day("2026-11-18"),
        };
        fine(fine(app.note_receipt(&desk(&haruka), id, heard).await));

        let api = api(&world);
        let document = |first: u32, after: &str| format!(
            "{{ caseProvisions(id: \"{id}\", first: {first}{after}) {{ next nodes {{ id toldAt notedAt toldBy person purpose means \
             isExcepted categories recipient {{ name contact organization representative address }} }} }} }}"
        );
        let before = lines(&world).await.len();
        let page = asked(&api, &haruka.principal, &document(2, "")).await["data"]["caseProvisions"].take();
        assert_eq!(lines(&world).await.len(), before + 1, "reading is noted down");
        let nodes = page["nodes"].as_array().expect("a list");
        // Both were told at the same moment of a clock that stands still.
        let shown: BTreeSet<String> = nodes.iter().map(|one| one["categories"][0].to_string()).collect();
        assert_eq!(shown, ["\"FAMILY\"", "\"MEDICATION_VISITS\""].map(str::to_owned).into(), "{page}");
        let excepted = nodes.iter().filter(|one| one["isExcepted"] == json!(true));
        assert!(excepted.map(|one| &one["categories"]).eq([&json!(["FAMILY"])]), "{page}");
        let one = nodes.iter().find(|one| one["isExcepted"] == json!(false)).expect("the agreed one");
        assert_eq!((&one["person"], &one["means"]), (&json!(NAME), &json!("PHONE")));
        assert_eq!(one["toldBy"], json!("haruka さん"));
        assert_eq!(one["recipient"]["name"], json!(DOCTOR));
        assert_eq!(one["recipient"]["contact"], json!("佐藤"));
        assert_eq!(one["recipient"]["representative"], json!(null));
        let after = format!(", after: {}", page["next"]);
        let last = asked(&api, &haruka.principal, &document(2, &after)).await["data"]["caseProvisions"].take();
        assert_eq!((&last["next"], last["nodes"].as_array().map(Vec::len)), (&json!(null), Some(1)));
        let earlier = &last["nodes"][0];
        assert_eq!(earlier["categories"], json!(["SKILLS"]));
        assert_eq!(earlier["toldAt"], json!("2026-11-20T01:00:00.000000Z"));
        assert_eq!(earlier["notedAt"], json!("2026-11-20T02:00:00.000000Z"), "both moments");
        let others = asked(&api, &nagi.principal, &document(50, "")).await["data"]["caseProvisions"].take();
        assert_eq!(others["nodes"].as_array().map(Vec::len), Some(2), "an exception is not for a colleague");

        let receipts = format!(
            "{{ caseReceipts(id: \"{id}\") {{ next nodes {{ id receivedOn notedAt notedBy person source {{ name contact address }} \
             categories body means obtained ground }} }} }}"
        );
        let page = asked(&api, &haruka.principal, &receipts).await["data"]["caseReceipts"].take();
        let one = &page["nodes"][0];
        assert_eq!((&one["receivedOn"], &one["notedBy"]), (&json!("2026-11-18"), &json!("haruka さん")));
        assert_eq!((&one["obtained"], &one["ground"]), (&json!("IN_THEIR_WORK"), &json!("CONSENT")));
        assert_eq!((&one["body"], &one["source"]["contact"]), (&json!("薬がかわった"), &json!("鈴木")));

        for (wrong, code) in [(document(0, ""), "PAGE_SIZE"), (document(51, ""), "PAGE_SIZE"), (document(2, ", after: \"x\""), "CURSOR_UNREADABLE")] {
            let refused = asked(&api, &haruka.principal, &wrong).await;
            assert_eq!(refused["data"], json!({ "caseProvisions": null }));
            assert_eq!(refused["errors"][0]["extensions"]["code"], json!(code));
        }
        let token = Principal {
            door: Door::Token(TokenScope::ALL.to_vec()),
            ..haruka.principal.clone()
        };
        let hanako = somebody(app, Standing::Person, "hanako").await;
        let link = fine(fine(app.offer_case_link(&desk(&haruka), id).await));
        fine(fine(app.accept_case(&desk(&hanako), &link.code).await));
        for stranger in [&sora.principal, &hanako.principal, &token, &Principal::anybody()] {
            let told = asked(&api, stranger, &document(2, "")).await;
            assert_eq!(told["data"], json!({ "caseProvisions": null }), "{stranger:?}");
            let heard = asked(&api, stranger, &receipts).await;
            assert_eq!(heard["data"], json!({ "caseReceipts": null }), "{stranger:?}");
            assert_eq!((&told["errors"], &heard["errors"]), (&json!(null), &json!(null)), "{stranger:?}");
        }
    }
}
