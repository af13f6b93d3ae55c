//! Accounts: what they hold for themselves, what their programs hold, and by what they sign in.

use chrono::NaiveDate;
use renkei_app::people::{AcceptForm, NewToken, PasskeyPlace};
use renkei_domain::access::principal::TokenScope;
use renkei_domain::people::{BusyAddress, Standing};
use renkei_tests::World;
use renkei_tests::people::{PASSWORD, by_page, device, invited, somebody};

use super::{CANARY, plant_webhook, word};
use crate::record::fine;
use crate::sign_in::device::Device;

/// The address at which the passkey was made.
const ORIGIN: &str = "https://renkei.example.jp";

/// An account with a session and a draft, one with a calendar of its own, and one with a token, a webhook and a passkey.
pub(super) async fn plant_account(world: &World) {
    let app = &world.app;
    let code = invited(app, Standing::Person).await;
    let form = AcceptForm {
        name: format!("{CANARY}account"),
        mail: format!("{CANARY}account@example.jp"),
        password: format!("{CANARY}password {PASSWORD}"),
    };
    let mut there = device();
    there.words = format!("{CANARY}device");
    let inside = fine(fine(app.accept_invitation(&code, form, &there).await));
    let draft = format!("name={CANARY}draft");
    fine(app.keep_draft(&inside.secret, "/account", &draft).await);

    let staff = somebody(app, Standing::Operator, "umi").await;
    let token = NewToken {
        name: word("token"),
        scopes: vec![TokenScope::DirectoryRead],
        expires_on: NaiveDate::from_ymd_opt(2027, 3, 31).unwrap_or_default(),
    };
    let token = fine(fine(
        app.make_token(&by_page(&staff.principal), token).await,
    ));
    let document = format!("# {CANARY}document\n{{ __typename }}");
    let by = by_page(&staff.principal);
    let registered = app.register_documents(&by, token.id, vec![document]).await;
    fine(fine(registered));

    let nami = somebody(app, Standing::Person, "nami").await;
    let address = format!("https://calendar.example.jp/{CANARY}calendar.ics");
    let address = fine(BusyAddress::parse(&address));
    fine(fine(
        app.set_busy_calendar(&by_page(&nami.principal), address)
            .await,
    ));

    plant_webhook(world, &staff).await;

    let place = PasskeyPlace::new("renkei.example.jp".to_owned(), ORIGIN.to_owned());
    let asked = fine(fine(app.begin_passkey(&staff.secret, &place).await));
    let answer = Device::at(ORIGIN).makes(&fine(serde_json::from_str(&asked)));
    let made = app.finish_passkey(&staff.secret, &place, word("passkey"), &answer);
    fine(fine(made.await));
}
