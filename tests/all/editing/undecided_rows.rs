//! A program says whose a row of published data is, where an import could not tell.

use renkei_app::Caller;
use renkei_app::import::edition::OfficeTable;
use renkei_domain::access::principal::Principal;
use renkei_exchange::list::ListMapping;
use renkei_graphql::{Api, global_id};
use renkei_tests::on_every_database;
use renkei_tests::published::{marked, town};
use serde_json::json;

use super::programs::{asked, sent};
use super::{coordinator, network};
use crate::import::look::office;
use crate::migrations::line;
use crate::record::fine;

const ROWS: &str =
    "{ undecidedRows { id name kind officeNumber address phones possibleEntries line edition } }";

const DECIDE: &str = "mutation($input: DecideUndecidedRowInput!) {
    decideUndecidedRow(input: $input) {
        resource { id name address { line } }
        refusal { code fields { field code } }
    }
}";

on_every_database! {
    async fn a_program_says_whose_a_row_is(world) {
        let world = world.with_towns().await;
        let area = vec![town("27207"), town("27301")];
        let founded = world.app.found_network(Caller::COMMAND, network(), line("網"), area);
        fine(fine(founded.await));
        for (edition, row) in [
            ("one.csv", "かえで会,余暇,072-000-0001,大阪府高槻市城北町1-1"),
            ("two.csv", "かえで会,余暇,072-000-0011,大阪府島本町広瀬1-1"),
        ] {
            let text = format!("名称,種類,電話,住所\n{row}\n");
            let list = OfficeTable::List(ListMapping::default());
            world.import_table(list, edition, &marked(&text)).await;
        }
        let kaede = global_id(office(&world, "かえで会").await.id);

        let api = Api::new(world.app.clone());
        let desk = || coordinator(1).principal;
        let nobody = asked(&api, Principal::anybody(), ROWS, json!({})).await;
        assert_eq!(nobody["undecidedRows"], json!([]));
        let found = asked(&api, desk(), ROWS, json!({})).await["undecidedRows"].clone();
        let row = &found[0];
        assert_eq!(found.as_array().map(Vec::len), Some(1), "{found}");
        assert_eq!((&row["name"], &row["line"]), (&json!("かえで会"), &json!(2)));
        assert_eq!((&row["phones"], &row["officeNumber"]), (&json!(["072-000-0011"]), &json!(null)));
        assert_eq!(row["possibleEntries"], json!([kaede]));

        let input = |choice: &str, resource: Option<&str>| json!({
            "row": row["id"], "choice": choice, "resource": resource, "reason": "移転", "idempotencyKey": "a",
        });
        let stranger = sent(&api, Principal::anybody(), DECIDE, input("LEAVE", None)).await;
        assert_eq!(stranger["refusal"]["code"], "SIGN_IN_FIRST");
        let nameless = sent(&api, desk(), DECIDE, input("SAME", None)).await;
        assert_eq!(nameless["refusal"]["fields"], json!([{ "field": "resource", "code": "EMPTY" }]));
        let decided = sent(&api, desk(), DECIDE, input("SAME", Some(&kaede))).await;
        assert_eq!(decided["refusal"], json!(null), "{decided}");
        assert_eq!(decided["resource"]["id"], json!(kaede));
        let again = sent(&api, desk(), DECIDE, input("SAME", Some(&kaede))).await;
        assert_eq!(again, decided, "the same under the same key");
        let mut late = input("NEW", None);
        late["idempotencyKey"] = json!("b");
        let late = sent(&api, coordinator(2).principal, DECIDE, late).await;
        assert_eq!(late["refusal"]["code"], "NOTHING_TO_CHANGE");
        let left = asked(&api, desk(), ROWS, json!({})).await;
        assert_eq!(left["undecidedRows"], json!([]));
    }
}
