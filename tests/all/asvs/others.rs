//! Whoever guesses ids learns nothing by them: what is somebody else's answers like what is not there.

use chrono::NaiveDate;
use renkei_app::people::{Invite, NewToken};
use renkei_domain::access::principal::TokenScope;
use renkei_domain::people::{MailAddress, Standing};
use renkei_tests::World;
use renkei_tests::browser::{Browser, Page};
use renkei_tests::people::somebody;
use renkei_tests::world::Database;
use reqwest::Method;

use crate::migrations::line;
use crate::people::{agency, network, region, stranger};
use crate::record::fine;

/// An id of the same form that names nothing.
const NOTHING: &str = "01932f00-0000-7fff-8fff-ffffffffffff";

/// What somebody sees, without the id they asked for and the marks of one showing.
fn seen(page: &Page, id: &str) -> (u16, Option<String>, String) {
    let mut parts = page.html.split("name=\"once\" value=\"");
    let mut html = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.split_once('"').map_or(part, |(_, rest)| rest);
        html.push_str(rest);
    }
    let plain = |text: &str| text.replace(id, "ID");
    (
        page.status,
        page.leads_to.as_deref().map(plain),
        plain(&html),
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_8_2_2_the_id_of_something_that_is_somebody_elses_is_worth_nothing() {
    let world = World::on(Database::Sqlite).await;
    region(&world).await;
    let app = &world.app;
    let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
    let hinata = somebody(app, Standing::Person, "hinata").await;
    let kaze = somebody(app, Standing::Staff(stranger()), "kaze").await;

    let session = fine(app.sessions(&minato.principal).await)[0]
        .id
        .to_string();
    let token = NewToken {
        name: line("つなぎ"),
        scopes: vec![TokenScope::DirectoryRead],
        expires_on: NaiveDate::from_ymd_opt(2026, 12, 20).unwrap_or_default(),
    };
    let token = fine(fine(app.make_token(&minato.principal, token).await))
        .id
        .to_string();
    let invite = Invite {
        standing: Standing::Staff(agency()),
        name: line("招かれた人"),
        mail: Some(fine(MailAddress::parse("sora@example.jp"))),
    };
    let invitation = fine(fine(app.invite(&minato.principal, invite).await))
        .id
        .to_string();
    let open = fine(app.open_invitations(&minato.principal).await);
    let letter = open[0].letter.as_ref().map(|letter| letter.id.to_string());
    let letter = letter.unwrap_or_else(|| panic!("a letter is queued"));
    let known = fine(app.whoever(&minato.secret).await);
    let Some(known) = known else {
        panic!("the session holds")
    };
    let membership = known.account.standings[0].membership.id.to_string();
    let (network, person) = (network().to_string(), hinata.id.to_string());

    let server = world.serve().await;
    let browser = Browser::at(&server);
    browser.keep(Some(kaze.secret.as_str().to_owned()));
    let before = fine(world.store.acts_after(0, 1_000).await).len();
    let members = format!("/networks/{network}/members");
    let cases = [
        ("POST /account/sessions/end session=ID".to_owned(), &session),
        ("POST /account/tokens/revoke token=ID".to_owned(), &token),
        (
            format!("POST {members}/withdraw invitation=ID"),
            &invitation,
        ),
        (format!("POST {members}/code invitation=ID"), &invitation),
        (
            format!("POST {members}/send-again invitation=ID"),
            &invitation,
        ),
        (format!("GET {members}/end/ID"), &membership),
        (
            format!("POST {members}/end/ID until=2026-11-20"),
            &membership,
        ),
        ("GET /networks/ID/members".to_owned(), &network),
        ("GET /networks/ID/members/invite".to_owned(), &network),
        ("POST /letters/retry letter=ID".to_owned(), &letter),
        ("POST /letters/withdraw letter=ID".to_owned(), &letter),
        ("GET /account/card/of/ID".to_owned(), &person),
        ("POST /account/card/of/ID pin=".to_owned(), &person),
        ("POST /account/card/of/ID/stop".to_owned(), &person),
    ];
    for (case, theirs) in cases {
        let mut answers = Vec::new();
        for id in [theirs.as_str(), NOTHING] {
            let words = case.replace("ID", id);
            let mut words = words.split(' ');
            let method = fine(words.next().unwrap_or_default().parse::<Method>());
            let path = words.next().unwrap_or_default();
            let form = (method == Method::POST).then(|| words.next().unwrap_or_default());
            let page = browser
                .sent(method, path, &[], form.map(str::to_owned))
                .await;
            answers.push(seen(&page, id));
        }
        assert_eq!(answers[0], answers[1], "{case}");
        assert_ne!(answers[0].0, 200, "{case}: {}", answers[0].2);
    }
    let after = fine(world.store.acts_after(0, 1_000).await).len();
    assert_eq!(after, before, "nothing was done");
    server.stop().await;
}
