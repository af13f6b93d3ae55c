//! 法人 are made beside an entry that they run and put right by whoever answers for all of their entries; what
//! they put right outlives the next edition. The numbers of an office outlive it as well.

use renkei_app::Caller;
use renkei_app::directory::conflicts::{ConflictChoice, OrganizationDecision};
use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::edit::organization::EditableOrganization;
use renkei_app::directory::edit::organization::create::NewOrganization;
use renkei_app::writer::Writer;
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::correction::{CorrectableField, OrganizationField};
use renkei_domain::directory::edit::{Edit, FactEdit, OrganizationEdit, PartValue};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::{NetworkId, OrganizationId, ResourceId};
use renkei_domain::people::Standing;
use renkei_domain::record::{Purpose, Source};
use renkei_graphql::{Api, global_id};
use renkei_tests::published::Row;
use renkei_tests::{World, on_every_database};
use serde_json::{Value, json};
use uuid::Uuid;

use super::programs::{asked, sent};
use super::{coordinator, desk, edit, keyed, version};
use crate::import::look::{office, view};
use crate::migrations::{code, line, municipality, office_in, register, resource};
use crate::record::fine;

/// Two numbers whose check digits hold.
const NUMBER: &str = "9430001076731";
const OTHER_NUMBER: &str = "8000000000001";

fn fact(field: OrganizationField, value: &str) -> OrganizationEdit {
    OrganizationEdit {
        field,
        value: Some(value.to_owned()),
    }
}

/// A 法人 as it stands.
async fn known(world: &World, id: OrganizationId) -> EditableOrganization {
    let found = fine(world.app.editable_organization(id).await);
    found.unwrap_or_else(|| panic!("no 法人 {id}"))
}

/// Makes a 法人 beside an entry.
async fn make(
    world: &World,
    writer: &Writer,
    resource: ResourceId,
    facts: Vec<OrganizationEdit>,
) -> Result<OrganizationId, EditRefusal> {
    let new = NewOrganization {
        resource,
        expected: version(world, resource).await,
        facts,
    };
    let made = fine(world.app.create_organization(writer, new).await);
    made.map(|made| made.id)
}

/// Puts fields of a 法人 right as it stands, and says the new version.
async fn put(
    world: &World,
    writer: &Writer,
    id: OrganizationId,
    facts: Vec<OrganizationEdit>,
) -> Result<i64, EditRefusal> {
    let seen = known(world, id).await.version;
    let done = world.app.edit_organization(writer, id, seen, facts).await;
    fine(done).map(|edited| edited.version)
}

/// The fields that a refusal names.
fn faults<T: std::fmt::Debug>(refused: Result<T, EditRefusal>) -> Vec<(String, &'static str)> {
    match refused {
        Err(EditRefusal::Invalid(faults)) => {
            let faults = faults.into_iter();
            faults.map(|fault| (fault.field, fault.code)).collect()
        }
        other => panic!("{other:?}"),
    }
}

fn operator() -> Writer {
    Writer::by(Principal::installation(), Source::Command)
}

fn read(body: &EditableOrganization, field: OrganizationField) -> Option<String> {
    field.read(&body.facts)
}

on_every_database! {
    async fn a_coordinator_makes_an_organization_beside_an_entry_and_puts_it_right(world) {
        let id = desk(&world).await;
        let writer = coordinator(1);
        let seen = version(&world, id).await;
        let name = fact(OrganizationField::Name, "社会福祉法人みほん会");
        let wrong = vec![
            fact(OrganizationField::CorporateNumber, "9430001076732"),
            fact(OrganizationField::AddressRest, "城北町1-1"),
        ];
        let told = faults(make(&world, &writer, id, wrong).await);
        let expected = [
            ("organization_name", "REQUIRED"),
            ("corporate_number", "CORPORATE_NUMBER"),
            ("organization_address_rest", "NO_ADDRESS"),
        ];
        assert_eq!(told, expected.map(|(field, code)| (field.to_owned(), code)));

        let writer = keyed(writer, "once");
        let facts = vec![name, fact(OrganizationField::CorporateNumber, NUMBER)];
        let new = NewOrganization { resource: id, expected: seen, facts: facts.clone() };
        let made = fine(fine(world.app.create_organization(&writer, new.clone()).await));
        assert_eq!(made.version, seen + 1);
        let again = fine(fine(world.app.create_organization(&writer, new).await));
        assert_eq!(again, made, "the same under the same key");
        let shown = view(&world, id).await;
        assert_eq!(shown.facts.organization, Some(made.id));
        let body = shown.organization.map(|body| body.name.to_string());
        assert_eq!(body.as_deref(), Some("社会福祉法人みほん会"));
        let twice = faults(make(&world, &coordinator(2), id, facts).await);
        assert_eq!(twice, [("corporate_number".to_owned(), "TAKEN")]);
        let found = fine(world.app.find_organizations(" ９４３０-００１０-７６７３１ ").await);
        assert_eq!(found.into_iter().map(|found| found.id).collect::<Vec<_>>(), [made.id]);
        assert_eq!(fine(world.app.find_organizations("みほん").await).len(), 1);

        let writer = coordinator(1);
        let first = known(&world, made.id).await.version;
        let head = fact(OrganizationField::HeadOfBody, "理事長 見本 太郎");
        assert_eq!(put(&world, &writer, made.id, vec![head.clone()]).await, Ok(first + 1));
        let late = world.app.edit_organization(&coordinator(2), made.id, first, vec![head]).await;
        let Err(EditRefusal::Changed { now, version }) = fine(late) else {
            panic!("the second was not told");
        };
        let PartValue::Organization(now) = *now else {
            panic!("no 法人");
        };
        assert_eq!(OrganizationField::HeadOfBody.read(&now).as_deref(), Some("理事長 見本 太郎"));
        assert_eq!(version, first + 1);

        let told = world.app.organization_history(&writer.principal, made.id, None).await;
        let told = fine(fine(told));
        let purposes: Vec<Purpose> = told.iter().map(|entry| entry.act.purpose).collect();
        assert_eq!(purposes, [Purpose::EditOrganization, Purpose::RegisterOrganization]);
        assert_eq!(told.iter().map(|entry| entry.parts[0].is_undoable).collect::<Vec<_>>(), [true, false]);
        let act = told[0].act.id;
        let undone = world.app.undo_organization_change(&writer, made.id, act, first + 1).await;
        assert_eq!(fine(undone).map(|edited| edited.version), Ok(first + 2));
        assert_eq!(read(&known(&world, made.id).await, OrganizationField::HeadOfBody), None);
    }
}

on_every_database! {
    async fn nobody_but_all_its_desks_or_its_staff_puts_an_organization_of_two_networks_right(world) {
        let id = desk(&world).await;
        let name = fact(OrganizationField::Name, "社会福祉法人みほん会");
        let made = fine(make(&world, &coordinator(1), id, vec![name]).await);
        let towns = vec![
            municipality("272078", "大阪府", "高槻市", "たかつきし"),
            municipality("273015", "大阪府", "島本町", "しまもとちょう"),
        ];
        let edition = renkei_app::import::edition_name("表2");
        fine(world.app.import_municipalities(&edition, towns).await);
        let second = NetworkId::from_uuid(Uuid::from_u128(4));
        let area = vec![code("273015")];
        let founded = world.app.found_network(Caller::COMMAND, second, line("隣の網"), area).await;
        fine(fine(founded));
        let facts = ResourceFacts {
            organization: Some(made),
            ..office_in(code("273015"), ResourceKind::PeerGroup, "となりの会")
        };
        register(&world, resource(2), facts, Profile::default()).await;

        let head = |name: &str| vec![fact(OrganizationField::HeadOfBody, name)];
        let refused = put(&world, &coordinator(1), made, head("見本 一")).await;
        assert!(matches!(refused, Err(EditRefusal::NotAllowed(_))), "{refused:?}");
        let told = world.app.organization_history(&coordinator(1).principal, made, None).await;
        assert_eq!(fine(told).map(|acts| acts.len()), Ok(1), "what was done is told");

        let mut both = coordinator(2);
        both.principal.standings.push(Standing::Coordinator(second));
        both.principal.networks.push(second);
        assert!(put(&world, &both, made, head("見本 二")).await.is_ok());
        let mut staff = coordinator(3);
        staff.principal.standings = vec![Standing::Staff(made)];
        assert!(put(&world, &staff, made, head("見本 三")).await.is_ok());

        // Who runs an entry is not for its staff to say.
        let nobody = Edit::Facts(vec![FactEdit { field: CorrectableField::Organization, value: None }]);
        let seen = version(&world, id).await;
        let refused = edit(&world.app, &staff, id, seen, nobody.clone()).await;
        assert!(matches!(refused, Err(EditRefusal::NotAllowed(_))), "{refused:?}");
        assert_eq!(edit(&world.app, &coordinator(1), id, seen, nobody).await, Ok(seen + 1));
        assert_eq!(view(&world, id).await.facts.organization, None);
        let missing = Some(resource(77).to_string());
        let missing = Edit::Facts(vec![FactEdit { field: CorrectableField::Organization, value: missing }]);
        let told = faults(edit(&world.app, &coordinator(1), id, seen + 1, missing).await);
        assert_eq!(told, [("organization".to_owned(), "UNKNOWN_ORGANIZATION")]);
    }
}

on_every_database! {
    async fn an_edition_overwrites_nothing_of_an_organization_and_tells_where_they_part(world) {
        let world = world.with_towns().await;
        world.import("one.csv", &[Row::nth(1)]).await;
        let id = office(&world, "ひなたワーク1").await.facts.organization;
        let id = id.unwrap_or_else(|| panic!("nobody runs it"));
        let street = OrganizationField::AddressRest;
        let right = vec![fact(street, "桃園町9-9"), fact(OrganizationField::HeadOfBody, "理事長 見本 太郎")];
        assert!(put(&world, &operator(), id, right).await.is_ok());

        let moved = |rest: &str| Row::nth(1).with("法人住所（番地以降）", rest);
        let report = world.import("two.csv", &[moved("桃園町3-3")]).await;
        let told: Vec<_> = report
            .conflicts
            .iter()
            .map(|told| (told.line, told.field, told.source_value.as_deref(), told.corrected_value.as_deref()))
            .collect();
        assert_eq!(told, [(2, "organization_address_rest", Some("桃園町3-3"), Some("桃園町9-9"))]);
        let stands = known(&world, id).await;
        assert_eq!(read(&stands, street).as_deref(), Some("桃園町9-9"));
        assert_eq!(read(&stands, OrganizationField::HeadOfBody).as_deref(), Some("理事長 見本 太郎"));
        assert_eq!(fine(world.app.count_open_conflicts().await), 1);

        let open = fine(world.app.open_organization_conflicts().await);
        let [conflict] = open.as_slice() else {
            panic!("{open:?}");
        };
        assert_eq!((conflict.organization, conflict.field, conflict.edition.as_str()), (id, street, "two.csv"));
        let decision = OrganizationDecision {
            run: conflict.run,
            organization: id,
            field: street,
            choice: ConflictChoice::TakeSource,
        };
        let decided = world.app.decide_organization_conflict(&operator(), decision).await;
        assert!(fine(decided).is_ok());
        assert_eq!(read(&known(&world, id).await, street).as_deref(), Some("桃園町3-3"));
        assert_eq!(fine(world.app.count_open_conflicts().await), 0);
        let again = world.app.decide_organization_conflict(&operator(), decision).await;
        assert_eq!(fine(again), Err(EditRefusal::NothingToChange));

        // It follows its source again.
        let report = world.import("three.csv", &[moved("桃園町4-4")]).await;
        assert!(report.conflicts.is_empty());
        assert_eq!(read(&known(&world, id).await, street).as_deref(), Some("桃園町4-4"));
    }
}

on_every_database! {
    async fn an_edition_gives_no_entry_back_to_an_organization_that_a_desk_took_it_from(world) {
        let world = world.with_towns().await;
        world.import("one.csv", &[Row::nth(1)]).await;
        let id = office(&world, "ひなたワーク1").await.id;
        let before = view(&world, id).await.facts.organization;
        let name = fact(OrganizationField::Name, "社会福祉法人つくしの会");
        let made = fine(make(&world, &operator(), id, vec![name]).await);
        let report = world.import("two.csv", &[Row::nth(1).with("定員", "30")]).await;
        assert!(report.conflicts.is_empty());
        let shown = view(&world, id).await;
        assert_eq!((shown.facts.organization, shown.facts.capacity), (Some(made), Some(30)));

        // Of a third one the desk is asked.
        let third = Row::nth(1).with("法人の名称", "社会福祉法人よその会").with("法人番号", OTHER_NUMBER);
        let report = world.import("three.csv", &[third]).await;
        let told: Vec<_> = report.conflicts.iter().map(|told| told.field).collect();
        assert_eq!(told, ["organization"]);
        let shown = view(&world, id).await;
        assert_eq!(shown.facts.organization, Some(made));
        assert_ne!(before, Some(made));
    }
}

on_every_database! {
    async fn a_desk_finds_its_numbers_in_their_order_after_the_next_edition(world) {
        let world = world.with_towns().await;
        world.import("one.csv", &[Row::nth(1)]).await;
        let published = office(&world, "ひなたワーク1").await;
        let id = published.id;
        let consultation = Phone {
            label: Some(line("相談専用")),
            extension: Some(line("12")),
            ..Phone::published(line("072-111-0002"))
        };
        let reception = Phone { label: Some(line("受付")), ..published.facts.phones[0].clone() };
        let bare = vec![consultation.clone(), published.facts.phones[0].clone()];
        let seen = version(&world, id).await;
        let told = faults(edit(&world.app, &operator(), id, seen, Edit::Phones(bare)).await);
        assert_eq!(told, [("phones[1].label".to_owned(), "EMPTY")]);
        let wanted = vec![consultation, reception];
        let done = edit(&world.app, &operator(), id, seen, Edit::Phones(wanted.clone())).await;
        assert_eq!(done, Ok(seen + 1));
        world.import("two.csv", &[Row::nth(1).with("定員", "30")]).await;
        let shown = view(&world, id).await;
        assert_eq!((shown.facts.phones, shown.facts.capacity), (wanted.clone(), Some(30)));

        // Around the first number alone, and back again.
        let mut closed = wanted.clone();
        closed[0].extension = None;
        let seen = version(&world, id).await;
        assert_eq!(edit(&world.app, &operator(), id, seen, Edit::Phones(closed)).await, Ok(seen + 1));
        let told = fine(fine(world.app.history(&operator().principal, id, None).await));
        let undo = renkei_app::directory::edit::undo::Undo {
            resource: id,
            act: told[0].act.id,
            part: told[0].parts[0].part,
        };
        let undone = world.app.undo_change(&operator(), undo, seen + 1).await;
        assert!(fine(undone).is_ok());
        assert_eq!(view(&world, id).await.facts.phones, wanted);
    }
}

const CREATE: &str =
    "mutation($input: CreateOrganizationInput!) { createOrganization(input: $input) {
    organization { id version organization { id name corporateNumber } values { field value } }
    refusal { code fields { field code } }
} }";
const UPDATE: &str =
    "mutation($input: UpdateOrganizationInput!) { updateOrganization(input: $input) {
    organization { version organization { headOfBody addressLine } }
    refusal { code version fields { field code } }
} }";
const UNDO: &str =
    "mutation($input: UndoOrganizationChangeInput!) { undoOrganizationChange(input: $input) {
    organization { version organization { headOfBody } }
    refusal { code }
} }";
const PHONES: &str = "mutation($input: UpdatePhonesInput!) { updatePhones(input: $input) {
    resource { phones { written label extension voiceGuideKey } organization { id } }
    refusal { code fields { field code } }
} }";

on_every_database! {
    async fn a_program_makes_an_organization_puts_it_right_and_takes_it_back(world) {
        let id = desk(&world).await;
        let api = Api::new(world.app.clone());
        let who = || coordinator(1).principal;
        let value = |field: &str, value: &str| json!({ "field": field, "value": value });
        let input = |facts: Value, seen: i64| json!({
            "resource": global_id(id), "version": seen, "facts": facts, "idempotencyKey": "make",
        });
        let seen = version(&world, id).await;
        let wrong = sent(&api, who(), CREATE, input(json!([value("CORPORATE_NUMBER", "12")]), seen)).await;
        assert_eq!(wrong["refusal"]["code"], "INVALID", "{wrong}");
        assert_eq!(wrong["refusal"]["fields"][0]["field"], "organization_name");

        let facts = json!([value("ORGANIZATION_NAME", "社会福祉法人みほん会"), value("CORPORATE_NUMBER", NUMBER)]);
        let made = sent(&api, who(), CREATE, input(facts.clone(), seen)).await;
        assert_eq!(made["refusal"], Value::Null, "{made}");
        let entry = &made["organization"];
        assert_eq!(entry["organization"]["corporateNumber"], NUMBER);
        assert_eq!(entry["id"], entry["organization"]["id"]);
        assert_eq!(sent(&api, who(), CREATE, input(facts, seen)).await, made, "one effect");

        let first = entry["version"].as_i64().unwrap_or_default();
        let change = |version: i64| json!({ "id": entry["id"], "version": version, "facts": [
            value("HEAD_OF_BODY", "理事長 見本 太郎"), value("ORGANIZATION_CITY", "272078 大阪府高槻市"),
        ] });
        let done = sent(&api, who(), UPDATE, change(first)).await;
        let body = json!({ "headOfBody": "理事長 見本 太郎", "addressLine": "大阪府高槻市" });
        assert_eq!(done, json!({ "organization": { "version": first + 1, "organization": body }, "refusal": null }));
        let late = sent(&api, who(), UPDATE, change(first)).await;
        assert_eq!((&late["refusal"]["code"], &late["refusal"]["version"]), (&json!("CHANGED"), &json!(first + 1)));
        let strange = sent(&api, Principal::anybody(), UPDATE, change(first + 1)).await;
        assert_eq!(strange["refusal"]["code"], "SIGN_IN_FIRST");

        let history = "query($id: ID!) { organizationHistory(id: $id) { act purpose } }";
        let told = asked(&api, who(), history, json!({ "id": entry["id"] })).await;
        let acts = &told["organizationHistory"];
        assert_eq!(acts[0]["purpose"], "EDIT_ORGANIZATION", "{told}");
        let undo = json!({ "id": entry["id"], "version": first + 1, "act": acts[0]["act"] });
        let undone = sent(&api, who(), UNDO, undo).await;
        assert_eq!(undone["organization"]["organization"]["headOfBody"], Value::Null, "{undone}");

        let found = "query($named: String!) { organizationEntries(named: $named) { id } }";
        let found = asked(&api, Principal::anybody(), found, json!({ "named": "みほん" })).await;
        assert_eq!(found["organizationEntries"], json!([{ "id": entry["id"] }]));

        let phones = |label: Value| json!({ "id": global_id(id), "version": seen + 1, "phones": [
            { "written": "072-000-0001", "voiceGuideKey": "32#" }, { "written": "072-000-0002", "label": label },
        ] });
        let wrong = sent(&api, who(), PHONES, phones(Value::Null)).await;
        assert_eq!(wrong["refusal"]["fields"], json!([{ "field": "phones[1].label", "code": "EMPTY" }]));
        let done = sent(&api, who(), PHONES, phones(json!("相談専用"))).await;
        assert_eq!(done["resource"]["phones"][0]["voiceGuideKey"], "32#", "{done}");
        assert_eq!(done["resource"]["phones"][1]["label"], "相談専用", "{done}");
        assert_eq!(done["resource"]["organization"]["id"], entry["id"]);
    }
}
