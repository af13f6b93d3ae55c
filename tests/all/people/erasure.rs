//! Erasing a person: nothing that is left tells who they were, whoever has which key, and everything that
//! named them still reads.

mod by_itself;
mod command;
mod helped;
mod left;
mod saved;

use renkei_app::audit::AskedFrom;
use renkei_app::directory::edit::observe::{NewObservation, ObservationStep};
use renkei_app::people::calls::plan::NewCall;
use renkei_app::people::{Device, EndRefusal, EraseRefusal, NewToken};
use renkei_app::writer::Writer;
use renkei_domain::access::principal::TokenScope;
use renkei_domain::directory::contact::policy::ContactPurpose;
use renkei_domain::directory::edit::{Edit, OwnStrength};
use renkei_domain::directory::strength::{Topic, Valence};
use renkei_domain::ids::{AccountId, ResourceId, UploadId};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::people::planned_call::CallNote;
use renkei_domain::people::{Circle, DutyKind, Standing};
use renkei_domain::record::{Purpose, Source, Subject};
use renkei_domain::text::Prose;
use renkei_store::StoreFault;
use renkei_tests::browser::Browser;
use renkei_tests::people::{PASSWORD, Somebody, device, newcomer, somebody};
use renkei_tests::schema::tables;
use renkei_tests::{World, on_every_database};
use sea_orm::{ConnectionTrait as _, Value};

use self::saved::{sealed_for, statement, telling};
use super::{agency, network, region};
use crate::editing::desk;
use crate::import::look::view;
use crate::import::web::{imported_list, kept_list};
use crate::keys::{behind, change};
use crate::letters::invited::invite;
use crate::migrations::{body, line};
use crate::record::fine;

/// A word that stands in nothing but what tells of them.
const WORD: &str = "kanariahinata";

/// Tables in which the account is named after it was erased, by its id alone.
const NAME_IT: &[&str] = &["audit", "membership", "upload"];

/// Somebody at the desk of the network who has left something everywhere.
pub(crate) async fn at_work(world: &World, minato: &Somebody, entry: ResourceId) -> Somebody {
    let app = &world.app;
    let gone = somebody(app, Standing::Coordinator(network()), WORD).await;
    fine(
        app.keep_draft(&gone.secret, "/account", &format!("text={WORD}"))
            .await,
    );
    let token = NewToken {
        name: line(WORD),
        scopes: vec![TokenScope::DirectoryRead],
        expires_on: fine("2027-03-31".parse()),
    };
    let page = Writer::by(gone.principal.clone(), Source::Page);
    fine(fine(app.make_token(&page, token).await));
    let call = NewCall {
        resource: entry,
        day: None,
        purpose: ContactPurpose::Routine,
        note: Some(fine(CallNote::parse(WORD))),
    };
    fine(fine(app.plan_call(&page, call).await));
    kept_list(world, &gone, network(), &format!("{WORD}.csv")).await;
    let mistyped = app.sign_in(&gone.mail, "この言葉ではない", &device()).await;
    assert!(fine(mistyped).is_err());

    let asked = AskedFrom {
        id: app.new_request_id(),
        door: "GET /networks/{id}/members".to_owned(),
        device: Device {
            words: WORD.to_owned(),
            ..device()
        },
    };
    let members = app.members_of(&gone.principal, Circle::Network(network()));
    fine(fine(fine(app.answering(asked, members).await)));

    // What they wrote of agencies stays; their name beside it does not.
    let strengths = Edit::Strengths(vec![OwnStrength {
        id: None,
        valence: Valence::Strong,
        topic: Topic::General,
        text: line("話をよく聞く"),
    }]);
    let version = view(world, entry).await.version;
    fine(fine(
        app.edit_resource(&page, entry, version, strengths).await,
    ));
    let observation = NewObservation {
        resource: entry,
        network: network(),
        by: agency(),
        valence: Valence::Strong,
        topic: Topic::General,
        text: line("電話が早い"),
        basis: line("去年の例"),
        stated_on: fine("2026-11-01".parse()),
    };
    let made = fine(fine(app.observe(&page, observation).await));
    let reply = ObservationStep::Reply {
        text: fine(Prose::parse("ありがとうございます")),
        by_name: line(&format!("{WORD} さん")),
        by_role: line("相談員"),
    };
    fine(fine(app.step_observation(&page, made.id, reply).await));

    // What others keep of them.
    let to = fine(MailAddress::parse(&gone.mail));
    fine(app.queue_test_letter(renkei_app::Caller::COMMAND, to).await);
    let staff = Standing::Staff(agency());
    invite(
        world,
        minato,
        staff,
        &format!("{WORD} さん"),
        Some(&gone.mail),
    )
    .await;
    gone
}

/// The entry and the agency of these stories.
pub(crate) async fn directory(world: &World) -> ResourceId {
    let app = &world.app;
    let entry = desk(world).await;
    let office = renkei_app::Caller::COMMAND;
    fine(fine(
        app.register_organization(office, agency(), body("青葉の会"))
            .await,
    ));
    fine(app.admit_members(office, network(), vec![agency()]).await);
    entry
}

on_every_database! {
    async fn of_somebody_who_was_erased_nothing_that_is_left_tells_who_they_were(world) {
        let app = &world.app;
        let entry = directory(&world).await;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        let umi = somebody(app, Standing::Operator, "umi").await;
        let gone = at_work(&world, &minato, entry).await;
        let hinata = somebody(app, Standing::Person, "hinata").await;
        fine(fine(app.entrust_card(&hinata.principal, &gone.mail).await));
        let list = imported_list(&world, &gone, &format!("{WORD}.csv")).await;
        let before = telling(&world, WORD).await;
        assert_eq!(before, ["audit_detail", "strength"], "what stands unsealed");

        as_before(&world, list).await;
        assert!(telling(&world, WORD).await.contains(&"import_run".to_owned()));

        let saved = sealed_for(&world, "account", gone.id.uuid()).await;
        let columns = saved.columns();
        for column in [
            ("account", "name"),
            ("account", "mail"),
            ("session", "device"),
            ("token", "name"),
            ("planned_call", "note"),
            ("totp", "secret"),
            ("draft", "body"),
        ] {
            assert!(columns.contains(&column), "nothing is sealed in {column:?}");
        }
        saved.assert_stands(&world, "copy.sqlite").await;

        let erased = fine(fine(app.erase_account(gone.id, Vec::new()).await));
        assert_eq!((erased.account, erased.handed_over), (gone.id, Vec::new()));
        fine(app.sweep_traces().await);

        saved.assert_gone(&world, WORD).await;
        assert!(!tells_in_the_log(&world).await, "the log is opened by keys that are left");
        assert_nothing_is_theirs(&world, gone.id).await;
        let report = fine(world.store.upload_report(list).await).unwrap_or_default();
        let report: serde_json::Value = fine(serde_json::from_str(&report));
        assert_eq!(report, serde_json::json!({ "edition": "（名前は消去ずみ）", "rows_read": 1 }));
        assert_log_is_quiet(&world, gone.id).await;

        // All is whole all the same.
        fine(app.seal_audit().await);
        assert_eq!(fine(world.store.check_sealed().await).unopened, 0);
        let audit = fine(world.store.check_audit(&[]).await);
        assert!(audit.findings.is_empty() && audit.erased_details > 0, "{audit:?}");
        assert_pages_read(&world, &minato, &umi, entry).await;

        // Nobody is there any more, nor comes back, and the address is anybody's.
        assert!(fine(app.whoever(&gone.secret).await).is_none());
        assert!(fine(app.sign_in(&gone.mail, PASSWORD, &device()).await).is_err());
        assert_eq!(fine(app.account_by_address(&gone.mail).await), None);
        assert_eq!(fine(app.erase_account(gone.id, Vec::new()).await), Err(EraseRefusal::NotFound));
        assert!(fine(app.cards(&hinata.principal).await).keeper.is_none());
        assert!(fine(app.open_invitations(&minato.principal).await).is_empty(), "what waited for them is withdrawn");
        let id = gone.id;
        let late = world.store.aside(move |work| Box::pin(async move { Ok(work.set_name(id, &line(WORD)).await?) }));
        assert!(matches!(late.await, Err(StoreFault::Erased)), "nobody keeps anything for them");
        let again = newcomer(app, Standing::Person, WORD).await;
        assert_ne!(again.principal.account(), Some(gone.id));
    }
}

/// What an earlier version left of a file that was imported: its run is called as it is. A short name stands
/// in the words of a report too.
async fn as_before(world: &World, list: UploadId) {
    let database = behind(world).await;
    let run =
        "UPDATE import_run SET edition = $1 WHERE id = (SELECT run_id FROM upload WHERE id = $2)";
    let name = format!("{WORD}.csv");
    change(&database, run, vec![name.into(), list.uuid().into()]).await;
    let report = r#"{"edition":"e","rows_read":1}"#;
    let file = "UPDATE upload SET file_name = 'e', report = $1, named = NULL, report_sealed = NULL WHERE id = $2";
    change(&database, file, vec![report.into(), list.uuid().into()]).await;
    fine(database.close().await);
}

/// Whether the word stands in a value of the log, sealed under whichever key that is there.
async fn tells_in_the_log(world: &World) -> bool {
    let acts = fine(world.store.acts_after(0, 1_000).await);
    let mut values = acts
        .iter()
        .flat_map(|act| &act.changes)
        .flat_map(|change| change.before.iter().chain(&change.after));
    values.any(|value| value.contains(WORD))
}

/// Of what is somebody's own no row is left.
async fn assert_nothing_is_theirs(world: &World, id: AccountId) {
    let database = behind(world).await;
    for table in tables(world).await {
        let name = table.name.as_str();
        let is_owned = table.columns.iter().any(|column| column == "account_id");
        if !is_owned || NAME_IT.contains(&name) {
            continue;
        }
        let sql = format!("SELECT COUNT(*) FROM {name} WHERE account_id = $1");
        let asked = statement(&database, &sql, vec![Value::from(id.uuid())]);
        let row = fine(database.query_one_raw(asked).await);
        let count: i64 = row.map_or(0, |row| fine(row.try_get_by_index(0)));
        assert_eq!(count, 0, "{name}");
    }
    fine(database.close().await);
}

/// The log keeps that there were changes, and of what they were that they were erased.
async fn assert_log_is_quiet(world: &World, id: AccountId) {
    let acts = fine(world.store.acts_after(0, 1_000).await);
    assert_eq!(
        acts.last().map(|act| act.act.purpose),
        Some(Purpose::EraseAccount)
    );
    let changes = acts.iter().flat_map(|act| &act.changes);
    let theirs: Vec<_> = changes
        .filter(|change| change.subject == Subject::Account(id))
        .collect();
    let (last, others) = theirs.split_last().unwrap_or_else(|| panic!("no changes"));
    assert!(others.len() > 3, "{others:?}");
    for change in others {
        assert_eq!(
            (&change.before, &change.after),
            (&None, &None),
            "{change:?}"
        );
    }
    assert_eq!(last.after.as_deref(), Some(r#"{"state":"erased"}"#));
}

/// Pages that named them are read by others.
async fn assert_pages_read(world: &World, minato: &Somebody, umi: &Somebody, entry: ResourceId) {
    let server = world.serve().await;
    let look = async |who: &Somebody, path: String| {
        let browser = Browser::at(&server);
        browser.keep(Some(who.secret.as_str().to_owned()));
        let page = browser.look(&path).await;
        assert_eq!(page.status, 200, "{path}: {}", page.html);
        assert!(!page.html.contains(WORD), "{path}: {}", page.html);
        page
    };
    let history = look(minato, format!("/resources/{entry}/history")).await;
    assert!(history.says("消去ずみの人"), "{}", history.html);
    assert!(history.says("話をよく聞く"), "{}", history.html);
    let observed = look(minato, format!("/resources/{entry}/observations")).await;
    assert!(observed.says("消去ずみの人"), "{}", observed.html);
    let audit = look(umi, "/audit".to_owned()).await;
    assert!(audit.says("消去ずみの人"), "{}", audit.html);
    let members = look(minato, format!("/networks/{}/members", network())).await;
    assert!(!members.says("消去ずみの人"), "{}", members.html);
    server.stop().await;
}

on_every_database! {
    async fn whoever_has_duties_is_erased_with_a_successor_alone(world) {
        region(&world).await;
        let app = &world.app;
        let umi = somebody(app, Standing::Operator, "umi").await;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        let sora = somebody(app, Standing::Staff(agency()), "sora").await;
        let waiting = invite(&world, &minato, Standing::Staff(agency()), "あたらしい人", None).await;
        let both = vec![DutyKind::KeepNetwork, DutyKind::OpenInvitations];
        let refused = fine(app.erase_account(minato.id, Vec::new()).await);
        assert_eq!(refused, Err(EraseRefusal::Ending(EndRefusal::SuccessorNeeded(both.clone()))));
        for unfit in [umi.id, minato.id] {
            let refused = fine(app.erase_account(minato.id, vec![unfit]).await);
            assert_eq!(refused, Err(EraseRefusal::Ending(EndRefusal::UnfitSuccessor)));
        }
        let refused = fine(app.erase_account(umi.id, Vec::new()).await);
        assert_eq!(refused, Err(EraseRefusal::Ending(EndRefusal::LastOperator)));
        for who in [&umi, &minato] {
            assert!(fine(app.whoever(&who.secret).await).is_some(), "a refusal erases nothing");
        }

        let before = fine(world.store.acts_after(0, 1_000).await).len();
        let erased = fine(fine(app.erase_account(minato.id, vec![umi.id, sora.id]).await));
        assert_eq!(erased.handed_over, both);
        assert_eq!(fine(world.store.acts_after(0, 1_000).await).len(), before + 1, "one act");
        let Some(sora) = fine(app.whoever(&sora.secret).await) else { panic!("the session holds") };
        assert!(sora.principal.coordinates(network()));
        let open = fine(app.open_invitations(&sora.principal).await);
        assert_eq!(open.iter().map(|open| open.id).collect::<Vec<_>>(), [waiting.id]);
    }
}
