//! Nothing is kept longer than the README says: the clock is moved to just before each span is over and just
//! past it, and the clean-up that `serve` does every hour is asked to forget.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use renkei_app::Caller;
use renkei_app::people::PasskeyPlace;
use renkei_app::people::calls::plan::NewCall;
use renkei_app::writer::{WriteKey, Writer};
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::contact::policy::ContactPurpose;
use renkei_domain::letters::address::MailAddress;
use renkei_domain::people::Standing;
use renkei_domain::people::webhook::WebhookTry;
use renkei_domain::record::Source;
use renkei_tests::people::{device, newcomer, somebody};
use renkei_tests::{World, on_every_database};
use sea_orm::DatabaseConnection;

use crate::import::web::kept_list;
use crate::letters::invited::demo;
use crate::record::fine;
use crate::retention::told;
use crate::upgrades::{connect, number};
use crate::webhooks::{first_tried, made};

const AGENCY: &str = "01932f00-0000-7002-8000-000000000001";

/// Until when a table still has its row, and when it has it no more: minutes after it was written.
const KEPT: &[(&str, i64, i64)] = &[
    ("sign_in_failure", 14, 16),
    ("reset_code", DAY - 1, DAY + 1),
    ("upload", DAY - 1, DAY + 1),
    ("idempotency", 7 * DAY - 1, 7 * DAY + 1),
    // It is forgotten with the end of a day.
    ("planned_call", 30 * DAY, 31 * DAY),
    ("webhook_message", 30 * DAY - 1, 30 * DAY + 1),
    ("session", 44 * DAY - 1, 44 * DAY + 1),
    ("passkey_challenge", 44 * DAY - 1, 44 * DAY + 1),
    ("totp_offer", 44 * DAY - 1, 44 * DAY + 1),
    ("draft", 90 * DAY - 1, 90 * DAY + 1),
    ("letter", 90 * DAY - 1, 90 * DAY + 1),
    ("test_letter", 90 * DAY - 1, 90 * DAY + 1),
];

const DAY: i64 = 24 * 60;

/// Tables whose row in the README names a span that is shown elsewhere, or ends nothing.
const ELSEWHERE: &[(&str, &str)] = &[
    ("act", "of contact persons: `editing/history`"),
    ("act_counter", "stands in the line of `act`"),
    ("change", "of contact persons: `editing/history`"),
    (
        "contact_person",
        "what stood there before: `editing/history`",
    ),
    ("strength", "stands in the line of `contact_person`"),
    ("audit_detail", "`audit/chain` moves the clock by 400 days"),
    ("invitation", "whom it was meant for: `people/forgotten`"),
    (
        "source_record",
        "with the edition that is taken back: `import/web/undone`",
    ),
    (
        "about_link",
        "what it opens ends with the conference or after 14 days: `conference/calls/linked`",
    ),
    (
        "directory_proposal",
        "where somebody wants to be told: `proposals`",
    ),
    (
        "inquiry",
        "who answered and what was noted: `inquiries/forgotten`",
    ),
    (
        "inquiry_group",
        "who answered and what was noted: `inquiries/forgotten`",
    ),
    (
        "inquiry_contact",
        "who answered and what was noted: `inquiries/forgotten`",
    ),
    (
        "inquiry_answer",
        "who answered and what was noted: `inquiries/forgotten`",
    ),
    (
        "inquiry_link",
        "from the day after its last: `inquiries/asked`",
    ),
    ("map_sheet", "ten minutes, then the clean-up: `maps/shown`"),
    ("support_case", "of the code: `cases/linked`"),
    ("webhook", "of a former key: `webhooks`"),
];

/// One row of every kind that is forgotten in its time.
async fn plant(world: &World) {
    let app = &world.app;
    let minato = somebody(app, Standing::Coordinator(demo()), "minato").await;
    let sora = newcomer(app, Standing::Operator, "sora").await;
    fine(fine(app.begin_totp(&sora.secret).await));
    let place = PasskeyPlace::new(
        "renkei.example.jp".to_owned(),
        "https://renkei.example.jp".to_owned(),
    );
    fine(fine(app.begin_passkey(&minato.secret, &place).await));
    fine(app.keep_draft(&minato.secret, "/account", "name=a").await);
    fine(fine(app.offer_reset(&minato.mail).await));
    kept_list(world, &minato, demo(), "一覧.csv").await;
    let desk = Writer::by(minato.principal.clone(), Source::Page);
    let call = NewCall {
        resource: fine(AGENCY.parse()),
        day: None,
        purpose: ContactPurpose::Routine,
        note: None,
    };
    let once = desk.once(WriteKey::parse("form").ok());
    fine(fine(app.plan_call(&once, call).await));
    made(world, &minato, "https://hooks.example.jp/").await;
    first_tried(world, WebhookTry::answered(200, None)).await;
    let recipient = fine(MailAddress::parse("haruka@example.jp"));
    let letter = fine(app.queue_test_letter(Caller::COMMAND, recipient).await);
    let operator = Writer::by(Principal::installation(), Source::Command);
    fine(fine(app.withdraw_letter(&operator, letter).await));
    let wrong = fine(
        app.sign_in(&minato.mail, "ちがう ことば です", &device())
            .await,
    );
    assert!(wrong.is_err());
}

async fn rows(database: &DatabaseConnection, table: &str) -> i64 {
    number(database, &format!("SELECT COUNT(*) FROM {table}")).await
}

on_every_database! {
    async fn asvs_14_2_4_what_is_over_is_forgotten_in_its_time_and_no_sooner(world) {
        let world = world.seeded().await.with_towns().await;
        plant(&world).await;
        let database = connect(&world.url()).await;
        let began = world.app.now();
        for (table, still, _) in KEPT {
            assert!(rows(&database, table).await > 0, "nothing was planted in {table} ({still})");
        }
        let mut moments: Vec<i64> = KEPT.iter().flat_map(|(_, still, gone)| [*still, *gone]).collect();
        moments.sort_unstable();
        moments.dedup();
        for minutes in moments {
            world.clock.set(began.plus(TimeDelta::minutes(minutes)));
            fine(world.app.clean_up().await);
            for (table, still, gone) in KEPT {
                let left = rows(&database, table).await;
                if minutes <= *still {
                    assert!(left > 0, "{table} is empty after {minutes} minutes");
                } else if minutes >= *gone {
                    assert_eq!(left, 0, "{table} after {minutes} minutes");
                }
            }
        }
        fine(database.close().await);
    }
}

#[test]
fn asvs_14_2_4_every_span_that_the_readme_names_is_shown() {
    let shown = KEPT.iter().map(|(table, ..)| *table);
    let elsewhere = ELSEWHERE.iter().map(|(table, _)| *table);
    let shown: BTreeSet<&str> = shown.chain(elsewhere).collect();
    let names_a_span = |kept: &str| {
        let words: Vec<&str> = kept.split(|c: char| !c.is_alphanumeric()).collect();
        words.windows(2).any(|pair| {
            let is_number = pair[0].bytes().all(|byte| byte.is_ascii_digit());
            !pair[0].is_empty()
                && is_number
                && ["minutes", "hours", "day", "days"].contains(&pair[1])
        })
    };
    for (table, told) in told() {
        if names_a_span(&told.kept) {
            assert!(shown.contains(table.as_str()), "{table}: {}", told.kept);
        }
    }
}
