//! From the first code to a colleague's account.

use renkei_domain::people::Standing;
use renkei_tests::World;
use renkei_tests::browser::Browser;
use renkei_tests::on_every_database;
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::schema::contents;
use renkei_tests::server::Server;
use renkei_tests::world::Database;
use renkei_web::PublicAddress;
use renkei_web::server::ConnectionLimits;

use super::{PASSWORD, Person};
use crate::editing_pages::forms::Form;
use crate::markup::assert_sound;
use crate::people::{agency, network, region, stranger};
use crate::record::fine;

const MEMBERS: &str = "/networks/01932f00-0000-7000-8000-000000000001/members";

on_every_database! {
    async fn an_operator_takes_the_first_code_and_reaches_nothing_before_the_second_factor(world) {
        let server = world.serve().await;
        let code = fine(fine(world.app.first_account_code().await));
        let path = format!("/invitation/{code}");
        let browser = Browser::at(&server);
        let page = browser.look(&path).await;
        assert_eq!(page.status, 200);
        assert!(page.says("運用者"), "{}", page.html);
        assert_sound("an invitation", &page.html);

        // Opening the link changes nothing: it can be opened again, and sent with mistakes.
        let short = [("name", ""), ("mail", "haruka"), ("password", "abc")];
        let page = browser.send(&path, &short).await;
        assert_eq!(page.status, 422);
        assert!(page.says("入力を確かめてください"), "{}", page.html);
        assert!(page.cookies.is_empty(), "{:?}", page.cookies);

        let fields = [("name", "高槻 はるか"), ("mail", "haruka@example.jp"), ("password", PASSWORD)];
        let page = browser.send(&path, &fields).await;
        assert_eq!(page.status, 303, "{}", page.html);
        for asked in ["/account", "/account/tokens", "/graphiql"] {
            let led = browser.look(asked).await.leads_to.unwrap_or_default();
            assert!(led.starts_with("/sign-in/set-up?next="), "{asked} leads to {led}");
        }
        let again = Browser::at(&server).look(&path).await;
        assert_eq!(again.status, 404, "a code is good once");

        browser.submit("/sign-in/set-up/begin", &[]).await;
        let page = browser.look("/sign-in/set-up").await;
        assert!(page.says("<svg") && page.codes().len() == 1, "{}", page.html);
        assert_sound("setting up", &page.html);
        let wrong = browser.send("/sign-in/set-up", &[("code", "000000")]).await;
        assert_eq!(wrong.status, 422);
        assert_eq!(wrong.codes(), page.codes(), "the secret stays until a code fits");
        server.stop().await;
    }
}

on_every_database! {
    async fn a_colleague_is_invited_on_paper_and_leaves_again(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let operator = Person::first(&server, &world.app).await;
        operator.confirm().await;
        let page = operator.browser.open(MEMBERS).await;
        assert!(page.says("返事を待っている招待は ありません"), "{}", page.html);
        let fields = [("standing", "coordinator"), ("name", "島本 そら"), ("mail", "")];
        let page = operator.browser.submit(&format!("{MEMBERS}/invite"), &fields).await;
        let code = page.codes().into_iter().next().unwrap_or_default();
        assert_eq!(code.len(), 19, "{}", page.html);

        let browser = Browser::at(&server);
        let typed = code.to_lowercase().replace('-', " ");
        let page = browser.submit("/invitation", &[("code", &typed)]).await;
        assert!(page.says("島本 そら") && page.says("事務局"), "{}", page.html);
        let colleague = Person::taking(&server, &code, "島本 そら", "sora@example.jp").await;
        let page = colleague.browser.open("/account").await;
        assert!(page.says("の 事務局"), "{}", page.html);
        assert!(page.says(MEMBERS), "a coordinator finds the members");
        server.stop().await;
    }
}

on_every_database! {
    async fn a_coordinator_invites_a_person_and_nobody_else_sees_it(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let place = Standing::Coordinator(fine("01932f00-0000-7000-8000-000000000001".parse()));
        let mut browsers = Vec::new();
        for (standing, name) in [(place, "minato"), (place, "umi"), (Standing::Operator, "nami")] {
            let who = somebody(&world.app, standing, name).await;
            let browser = Browser::at(&server);
            browser.keep(Some(who.secret.as_str().to_owned()));
            browsers.push(browser);
        }
        let [minato, umi, nami] = &browsers[..] else { panic!("three of them") };
        let form = format!("{MEMBERS}/invite");
        assert!(minato.look(&form).await.says("value=\"person\""));
        assert!(!nami.look(&form).await.says("value=\"person\""), "who runs it supports nobody");
        let fields = [("standing", "person"), ("name", "吉田 結"), ("mail", "")];
        assert_eq!(nami.send(&form, &fields).await.status, 403);
        let page = minato.send(&form, &fields).await;
        assert_eq!(page.status, 200, "{}", page.html);
        let code = page.codes().into_iter().next().unwrap_or_default();

        assert!(minato.look(MEMBERS).await.says("吉田 結"));
        for other in [umi, nami] {
            assert!(!other.look(MEMBERS).await.says("吉田 結"), "it is between two");
        }
        let phone = Browser::at(&server);
        let fields = [("name", "吉田 結"), ("mail", "yui@example.jp"), ("password", PASSWORD)];
        let page = phone.submit(&format!("/invitation/{code}"), &fields).await;
        assert!(page.says("/account/card"), "a person comes in without a second factor: {}", page.html);
        assert!(!minato.look(MEMBERS).await.says("吉田 結"), "persons are in no list of members");
        server.stop().await;
    }
}

on_every_database! {
    async fn an_invitation_whose_button_is_pressed_twice_is_one_with_one_letter(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let place = Standing::Coordinator(fine("01932f00-0000-7000-8000-000000000001".parse()));
        let who = somebody(&world.app, place, "minato").await;
        let minato = Browser::at(&server);
        minato.keep(Some(who.secret.as_str().to_owned()));
        let path = format!("{MEMBERS}/invite");
        let form = Form::on(&minato.look(&path).await.html, &path);
        let form = form.with("standing", "coordinator").with("name", "摂津 みのり").with("mail", "minori@example.jp");
        let (one, two) = tokio::join!(form.send(&minato), form.send(&minato));
        let phone = Browser::at(&server);
        for page in [one, two] {
            assert_eq!(page.status, 200, "{}", page.html);
            let code = page.codes().into_iter().next().unwrap_or_default();
            let page = phone.look(&format!("/invitation/{code}")).await;
            assert!(page.says("摂津 みのり"), "the code on either screen is good: {}", page.html);
        }
        let open = fine(world.app.open_invitations(&who.principal).await);
        assert_eq!(open.len(), 1, "{open:?}");
        assert_eq!(contents(&world, &[]).await["letter"].len(), 1);

        // Somebody else on the same screen is another invitation, which whoever went back is told.
        let other = form.with("name", "茨木 あお").with("mail", "");
        let page = other.send(&minato).await;
        assert_eq!(page.status, 422, "{}", page.html);
        assert!(page.says("もう招待しました"), "{}", page.html);
        assert_eq!(Form::on(&page.html, &path).send(&minato).await.status, 200);
        assert_eq!(fine(world.app.open_invitations(&who.principal).await).len(), 2);
        server.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_may_be_mailed_is_an_address_at_which_people_can_sign_in() {
    let world = World::on(Database::Sqlite).await.seeded().await;
    let place = Standing::Coordinator(fine("01932f00-0000-7000-8000-000000000001".parse()));
    let who = somebody(&world.app, place, "minato").await;
    let invite = format!("{MEMBERS}/invite");
    let url = |text: &str| PublicAddress::parse(text).unwrap_or_else(|| panic!("{text}"));
    for (address, origin) in [
        (
            url("https://renkei.example.jp/"),
            Some("https://renkei.example.jp"),
        ),
        (url("http://192.168.1.20:8080"), None),
        (PublicAddress::Unset, None),
    ] {
        let limits = ConnectionLimits::default();
        let server = Server::start_with(world.app.clone(), address, limits).await;
        let minato = Browser::at(&server);
        minato.keep(Some(who.secret.as_str().to_owned()));
        let form = Form::on(&minato.look(&invite).await.html, &invite);
        let form = form.with("standing", "coordinator");
        let page = form.with("name", "島本 そら").send(&minato).await;
        let codes = page.codes();
        let code = codes.first().cloned().unwrap_or_default();
        assert_eq!(code.len(), 19, "{}", page.html);
        let written = origin.map(|origin| format!("{origin}/invitation/{code}"));
        let links: Vec<&String> = codes
            .iter()
            .filter(|one| one.contains(&code))
            .skip(1)
            .collect();
        assert_eq!(links, written.iter().collect::<Vec<_>>(), "{}", page.html);
        assert_eq!(page.says("メールで送ってよいときは"), origin.is_some());
        server.stop().await;
    }
}

on_every_database! {
    async fn staff_invite_colleagues_and_persons_and_hand_over_when_they_leave(world) {
        region(&world).await;
        let server = world.serve().await;
        let app = &world.app;
        let own = Standing::Staff(agency());
        let (sora, kaze) = (somebody(app, own, "sora").await, somebody(app, own, "kaze").await);
        let hinata = somebody(app, Standing::Person, "hinata").await;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        let elsewhere = somebody(app, Standing::Staff(stranger()), "nami").await;
        let at = |who: &Somebody| {
            let browser = Browser::at(&server);
            browser.keep(Some(who.secret.as_str().to_owned()));
            browser
        };
        let (office, page_of) = (at(&sora), format!("/organizations/{}/members", agency()));
        assert!(office.look("/account").await.says(&page_of), "staff find their colleagues");
        let page = office.look(&page_of).await;
        assert_sound("the staff of an organization", &page.html);
        assert!(page.says("青葉の会") && page.says("kaze さん") && !page.says("nami さん"), "{}", page.html);
        assert!(!page.says("minato さん"), "who keeps the network is on the network's page: {}", page.html);
        for other in [&hinata, &elsewhere] {
            let other = at(other);
            for path in [page_of.clone(), format!("{page_of}/invite")] {
                assert_eq!(other.look(&path).await.status, 403, "{path}");
            }
        }
        assert!(at(&minato).look(&page_of).await.says("kaze さん"), "the network's office may help");

        let invite = format!("{page_of}/invite");
        let form = Form::on(&office.look(&invite).await.html, &invite);
        let page = form.clone().with("standing", "coordinator").with("name", "摂津 みのり").send(&office).await;
        assert_eq!(page.status, 422, "staff make nobody a coordinator: {}", page.html);
        let staff = agency().to_string();
        let page = form.with("standing", &staff).with("name", "摂津 みのり").with("mail", "minori@example.jp").send(&office).await;
        assert_eq!(page.status, 200, "{}", page.html);
        let code = page.codes().into_iter().next().unwrap_or_default();
        let paper = office.send(&format!("{invite}/print"), &[("code", &code)]).await;
        assert_eq!((paper.status, paper.kind.as_str()), (200, "application/pdf"), "{}", paper.html);
        let form = Form::on(&office.look(&invite).await.html, &invite);
        let page = form.with("standing", "person").with("name", "吉田 結").send(&office).await;
        assert_eq!(page.status, 200, "{}", page.html);

        let page = office.look(&page_of).await;
        assert!(page.says("摂津 みのり") && page.says("吉田 結") && page.says("これから送る"), "{}", page.html);
        let page = at(&kaze).look(&page_of).await;
        assert!(page.says("摂津 みのり") && !page.says("吉田 結"), "a person is between two: {}", page.html);

        // Whoever leaves hands over what they had begun.
        let known = fine(app.whoever(&sora.secret).await).unwrap_or_else(|| panic!("signed in"));
        let ending = format!("{page_of}/end/{}", known.account.standings[0].membership.id);
        let form = Form::on(&office.look(&ending).await.html, &ending);
        let page = form.send(&office).await;
        assert_eq!(page.status, 422, "{}", page.html);
        assert!(page.says("出した招待を見とどける"), "{}", page.html);
        let page = Form::on(&page.html, &ending).with("successor", &kaze.id.to_string()).send(&office).await;
        assert_eq!(page.leads_to.as_deref(), Some(page_of.as_str()), "{}", page.html);
        assert_eq!(office.look(&page_of).await.status, 403, "the day of leaving is already without rights");
        let page = at(&kaze).look(&page_of).await;
        assert!(page.says("吉田 結") && !page.says("sora さん"), "{}", page.html);
        server.stop().await;
    }
}
