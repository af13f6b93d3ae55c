//! One's own map by GraphQL, and one that is shown.

use renkei_domain::access::principal::Principal;
use renkei_tests::on_every_database;
use serde_json::{Value, json};

use super::{SIGN, linked, saved, two};
use crate::consent::{case_with_a_doctor, desk, staff, two_agencies};
use crate::graphql::{api, asked_by as asked};
use crate::record::fine;

on_every_database! {
    async fn a_person_saves_and_shows_their_map_by_graphql(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let yui = linked(&world, &haruka, case, "yui").await;
        let api = api(&world);
        let own = "{ myResourceMap { version document signsNoticed quadrants { quadrant name people { name who knows } } nightNumbers { number } } }";
        let empty = asked(&api, &yui.principal, own).await["data"]["myResourceMap"].take();
        assert_eq!((&empty["version"], &empty["nightNumbers"][0]["number"]), (&json!(0), &json!("119")), "{empty}");
        saved(&world, &yui, two()).await;
        let known = asked(&api, &yui.principal, own).await["data"]["myResourceMap"].take();
        assert_eq!(known["signsNoticed"], json!(SIGN), "{known}");
        assert_eq!(known["quadrants"][1]["people"], json!([{ "name": "主治医", "who": "PERSON", "knows": "KNOWS" }]), "{known}");

        let save = |version: i64, document: &str| {
            let document = Value::from(document);
            format!("mutation {{ saveResourceMap(input: {{ version: {version}, document: {document} }}) {{ map {{ version }} refusal {{ code }} }} }}")
        };
        let document = known["document"].as_str().unwrap_or_default().replace("課長", "店長");
        let done = asked(&api, &yui.principal, &save(1, &document)).await["data"]["saveResourceMap"].take();
        assert_eq!(done, json!({ "map": { "version": 2 }, "refusal": null }));
        let again = asked(&api, &yui.principal, &save(1, &document)).await["data"]["saveResourceMap"].take();
        assert_eq!(again["refusal"]["code"], json!("CHANGED"), "{again}");
        let wrong = asked(&api, &yui.principal, &save(2, "{}")).await["data"]["saveResourceMap"].take();
        assert_eq!(wrong["refusal"]["code"], json!("INVALID"), "{wrong}");

        let whom = "{ myResourceMap { readers { case supporter name } shares { id name isOpen categories readings } } }";
        let known = asked(&api, &yui.principal, whom).await["data"]["myResourceMap"].take();
        let reader = &known["readers"][0];
        assert_eq!((&reader["case"], &reader["supporter"]), (&json!(case.to_string()), &json!(haruka.id.to_string())), "{known}");
        assert_eq!(known["shares"], json!([]), "{known}");
        let supporter = reader["supporter"].as_str().unwrap_or_default();
        let share = format!(
            "mutation {{ shareResourceMap(input: {{ case: \"{case}\", supporter: \"{supporter}\", categories: [BASIC, WISHES] }}) {{ share path refusal {{ code }} }} }}"
        );
        let made = asked(&api, &yui.principal, &share).await["data"]["shareResourceMap"].take();
        assert_eq!((&made["path"], &made["refusal"]), (&Value::Null, &Value::Null), "{made}");
        let known = asked(&api, &yui.principal, whom).await["data"]["myResourceMap"].take();
        let open = &known["shares"][0];
        assert_eq!((&open["id"], &open["isOpen"], &open["readings"]), (&made["share"], &json!(true), &json!(0)), "{known}");
        let in_case = format!("{{ caseShownMaps(id: \"{case}\") {{ id changed }} }}");
        let listed = asked(&api, &haruka.principal, &in_case).await["data"]["caseShownMaps"].take();
        assert_eq!(listed, json!([{ "id": made["share"], "changed": [] }]));
        for stranger in [&yui.principal, &Principal::anybody()] {
            let nothing = asked(&api, stranger, &in_case).await["data"]["caseShownMaps"].take();
            assert_eq!(nothing, json!([]), "{stranger:?}");
        }
        let id = made["share"].as_str().unwrap_or_default();
        let read = format!("{{ resourceMap(id: \"{id}\") {{ version signsNoticed quadrants {{ people {{ name }} }} }} }}");
        let shown = asked(&api, &haruka.principal, &read).await["data"]["resourceMap"].take();
        assert_eq!((&shown["version"], &shown["signsNoticed"]), (&Value::Null, &Value::Null), "{shown}");
        assert_eq!(shown["quadrants"][1]["people"][0]["name"], json!("主治医"), "{shown}");
        let strange = format!("{{ resourceMap(id: \"{id}\") {{ shares {{ id }} readers {{ supporter }} }} }}");
        let strange = asked(&api, &haruka.principal, &strange).await["data"]["resourceMap"].take();
        assert_eq!(strange, json!({ "shares": [], "readers": [] }), "they are the owner's to know");
        let pdf = format!("mutation {{ resourceMapPdf(input: {{ id: \"{id}\", sheet: CARD }}) {{ path refusal {{ code }} }} }}");
        let sheet = asked(&api, &haruka.principal, &pdf).await["data"]["resourceMapPdf"].take();
        let secret = sheet["path"].as_str().unwrap_or_default().trim_start_matches("/map/sheet/").to_owned();
        assert!(fine(world.app.map_sheet(&secret).await).is_ok(), "{sheet}");
        let end = format!("mutation {{ endResourceMapShare(input: {{ id: \"{id}\" }}) {{ refusal {{ code }} }} }}");
        let ended = asked(&api, &yui.principal, &end).await["data"]["endResourceMapShare"].take();
        assert_eq!(ended, json!({ "refusal": null }));
        let gone = asked(&api, &haruka.principal, &read).await["data"].take();
        assert_eq!(gone, json!({ "resourceMap": null }));
        let nobody = asked(&api, &Principal::anybody(), own).await["data"].take();
        assert_eq!(nobody, json!({ "myResourceMap": null }));
        assert!(fine(world.app.shared_map(&desk(&haruka).principal, fine(id.parse())).await).is_err());
    }
}
