//! The figures of a handbook: `cargo bench -p renkei-tests --bench handbook`.
//!
//! What somebody of a secretariat waits for who has the handbook of a town made: its entries read from the store, put into
//! words, and set, by the address that the page leads to. 500 entries without readings and with them, then 1,000, which is
//! as many as a handbook takes, with the memory it needs. The entries are generated and as long as those of which much is
//! known; what of the time is reading is told beside it. What it prints is read by people; nothing here fails on a slow
//! machine.

use std::fmt::{Debug, Display};
use std::time::Instant;

use chrono::NaiveDate;
use renkei_app::Caller;
use renkei_app::directory::handbook::{HandbookOrder, HandbookRequest};
use renkei_domain::directory::address::Address;
use renkei_domain::directory::capacity::CapacityReport;
use renkei_domain::directory::comparison::{AccessFeature, Comparison, Language, Offered};
use renkei_domain::directory::freshness::{
    FieldGroup, Verification, VerificationMethod, VerificationOutcome,
};
use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::program::Range;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::directory::strength::{Strength, Topic, Valence, Voice};
use renkei_domain::ids::{NetworkId, ResourceId, StrengthId};
use renkei_domain::map::Ruby;
use renkei_domain::people::Standing;
use renkei_domain::text::{Line, Prose};
use renkei_tests::World;
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::process::memory;
use renkei_tests::server::Server;
use renkei_tests::world::Database;
use reqwest::Method;
use uuid::Uuid;

/// How many kinds the entries are of.
const KINDS: usize = 20;

/// The town they stand in, which belongs to the network of the demo.
const TOWN: &str = "273015";

/// What must go well for anything to be measured.
#[track_caller]
fn fine<T, E: Display>(ended: Result<T, E>) -> T {
    ended.unwrap_or_else(|fault| panic!("{fault}"))
}

/// The same of what may be refused.
#[track_caller]
fn well<T, R: Debug, F: Display>(outcome: Result<Result<T, R>, F>) -> T {
    fine(outcome).unwrap_or_else(|refusal| panic!("refused: {refusal:?}"))
}

fn line(text: &str) -> Line {
    fine(Line::parse(text))
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    fine(runtime).block_on(measured());
}

async fn measured() {
    let world = World::on(Database::Sqlite).await.seeded().await;
    let network: NetworkId = fine("01932f00-0000-7000-8000-000000000001".parse());
    let desk = somebody(&world.app, Standing::Coordinator(network), "minato").await;
    let server = world.serve().await;
    let runs = [
        (500, Ruby::Without, " (aim: 5 s)"),
        (500, Ruby::With, " (aim: 5 s)"),
        (1_000, Ruby::Without, ""),
    ];
    for (wanted, ruby, aim) in runs {
        let asked = HandbookRequest {
            municipalities: vec![town()],
            sectors: Vec::new(),
            kinds: Vec::new(),
            order: HandbookOrder::Place,
            ruby,
        };
        fill(&world, (&desk, network, &asked), wanted).await;
        let before = memory(std::process::id(), "VmRSS:");
        let begun = Instant::now();
        let entries = read(&world, (&desk, network, &asked)).await;
        let reading = begun.elapsed();
        let begun = Instant::now();
        let size = printed(&server, (&desk, network), ruby).await;
        println!(
            "{entries} entries, {ruby}: {:.2} s{aim}, of which reading {:.2} s, {:.1} MB; \
             {before:.0} MB before, {:.0} MB at most, {:.0} MB after",
            begun.elapsed().as_secs_f64(),
            reading.as_secs_f64(),
            size as f64 / 1e6,
            memory(std::process::id(), "VmHWM:"),
            memory(std::process::id(), "VmRSS:"),
        );
    }
    server.stop().await;
}

/// Enters offices until the handbook holds so many: the demo has some of its own.
async fn fill(
    world: &World,
    (desk, network, asked): (&Somebody, NetworkId, &HandbookRequest),
    wanted: usize,
) {
    let there = read(world, (desk, network, asked)).await;
    for number in there..wanted {
        let id = ResourceId::from_uuid(Uuid::from_u128(1_000_000 + number as u128));
        let entered =
            world
                .app
                .register_resource(Caller::COMMAND, id, facts(number), profile(number));
        well(entered.await);
    }
}

/// How many entries the application reads for a handbook.
async fn read(
    world: &World,
    (desk, network, asked): (&Somebody, NetworkId, &HandbookRequest),
) -> usize {
    let made = world.app.handbook(&desk.principal, network, asked).await;
    well(made).paper.map_or(0, |paper| paper.entries.len())
}

/// The bytes of the handbook as somebody gets it.
async fn printed(server: &Server, (desk, network): (&Somebody, NetworkId), ruby: Ruby) -> usize {
    let path = format!(
        "/networks/{network}/handbook/paper?place={TOWN}&order=place&ruby={}",
        ruby.code()
    );
    let asked = server.visitor().request(Method::GET, &path);
    let cookie = format!("__Host-renkei={}", desk.secret.as_str());
    let answer = fine(asked.header("cookie", cookie).send().await);
    assert_eq!(answer.status(), 200, "{path}");
    fine(answer.bytes().await).len()
}

fn town() -> MunicipalityCode {
    fine(MunicipalityCode::parse(TOWN))
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 1).unwrap_or_default()
}

fn kind(number: usize) -> ResourceKind {
    let kinds = ResourceKind::ALL.iter().copied().take(KINDS);
    kinds.cycle().nth(number).unwrap_or(ResourceKind::HelloWork)
}

fn facts(number: usize) -> ResourceFacts {
    let number = number % 10_000;
    ResourceFacts {
        kana: Some(line(&format!("みほん{number}ばんのそうだんしつ"))),
        address: Some(Address {
            postal_code: Some(line("618-0000")),
            municipality: Some(town()),
            city: line("大阪府三島郡島本町"),
            rest: Some(line(&format!("見本{number}-2-3 みほんビル4階"))),
        }),
        phones: vec![Phone::published(line(&format!("072-000-{number:04}")))],
        fax: Some(Phone::published(line(&format!("072-001-{number:04}")))),
        email: Some(line(&format!("mihon{number}@example.jp"))),
        hours: fine(Hours::parse("月-金 9:00-17:30; 土 9:00-12:00")),
        capacity: Some(20),
        ..ResourceFacts::named(kind(number), line(&format!("みほん{number}番の相談室")))
    }
}

/// What is known of it beside: of two in three much, and of one in three that nobody confirmed it.
fn profile(number: usize) -> Profile {
    if number.is_multiple_of(3) {
        return Profile::default();
    }
    let said = |nth: u128, valence, text: &str| Strength {
        id: StrengthId::from_uuid(Uuid::from_u128(10 * (number as u128 + 1) + nth)),
        valence,
        topic: Topic::General,
        text: line(text),
        voice: Voice::SelfDeclared,
        stated_on: day(),
    };
    Profile {
        comparison: Comparison {
            months: Range::new(6, 24),
            visit: Some(Offered::Yes),
            trial: Some(Offered::Ask),
            cost: Some(line("なし")),
            eligibility: Prose::parse("精神障害のある人、発達障害のある人").ok(),
            ..Comparison::default()
        },
        languages: vec![Language::English],
        access: vec![AccessFeature::SignLanguage, AccessFeature::StepFree],
        capacity: Some(CapacityReport {
            available: Some(2),
            maximum: None,
            waiting: None,
            as_of: day(),
        }),
        strengths: vec![
            said(1, Valence::Strong, "午前の電話がつながりやすい"),
            said(2, Valence::Limit, "送迎はしていない"),
        ],
        verifications: vec![Verification {
            group: FieldGroup::Contact,
            verified_on: day(),
            by_name: None,
            by_role: line("事務局"),
            method: VerificationMethod::Phone,
            outcome: VerificationOutcome::Confirmed,
        }],
        ..Profile::default()
    }
}
