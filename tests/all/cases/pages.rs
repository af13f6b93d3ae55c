//! Cases in the browser, without script.

use renkei_domain::ids::{CaseId, ResourceId};
use renkei_tests::browser::{Browser, Page};
use renkei_tests::on_every_database;
use renkei_tests::schema::contents;
use renkei_web::routes::TABLE;
use reqwest::Method;

use super::{named, opened_by, staff, two_agencies};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

/// A step of a form of a case, from its page to where it leads.
async fn stepped(browser: &Browser, case: &str, part: &str, fields: &[(&str, &str)]) -> Page {
    let address = format!("{case}/edit/{part}");
    let page = browser.look(&address).await;
    assert_sound(&address, &page.html);
    let form = Form::on(&page.html, &address);
    let filled = fields
        .iter()
        .fold(form, |form, (name, value)| form.with(name, value));
    filled.send(browser).await
}

on_every_database! {
    async fn a_supporter_begins_without_a_name_and_ends_with_a_team_and_notes(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let page = browser.look("/cases").await;
        assert_sound("no cases", &page.html);
        assert!(page.says("まだありません"), "{}", page.html);

        let page = browser.look("/cases/new").await;
        assert_sound("beginning", &page.html);
        let form = Form::on(&page.html, "/cases/new").with("about", "anonymous");
        let wrong = form.clone().with("name", "山田 花子").send(&browser).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.says("匿名の相談には名前を書きません"), "{}", wrong.html);
        let begun = form.with("topic", "はたらきつづけたい").send(&browser).await;
        let case = begun.leads_to.expect("it leads to the case");
        let page = browser.look(&case).await;
        assert_sound("a consultation", &page.html);
        assert!(page.says("匿名の相談です") && page.says("はたらきつづけたい"), "{}", page.html);

        let named = [("name", "山田 花子"), ("agreed_on", "2026-11-20"), ("agreed_how", "oral")];
        let bound = stepped(&browser, &case, "bind", &named).await;
        assert_eq!(bound.leads_to.as_ref(), Some(&case), "{}", bound.html);
        let member = [("agency_name", "どこにもない会"), ("ring", "community"), ("part", "lead")];
        let joined = stepped(&browser, &case, "team", &member).await;
        assert_eq!(joined.leads_to.as_ref(), Some(&case), "{}", joined.html);
        let noted = stepped(&browser, &case, "note", &[("body", "よく<話した>")]).await;
        assert_eq!(noted.leads_to.as_ref(), Some(&case), "{}", noted.html);
        let agreed = [("on_bad_day", "しずかな部屋で休む"), ("agreed_on", "2026-11-20")];
        let written = stepped(&browser, &case, "emergency", &agreed).await;
        assert_eq!(written.leads_to.as_ref(), Some(&case), "{}", written.html);
        let edit = format!("{case}/edit/emergency");
        let form = Form::on(&browser.look(&edit).await.html, &edit);
        assert_eq!(form.says("agreed_on"), "", "the day is that of the words that were agreed to");
        let changed = form.with("on_bad_day", "すぐに帰る").send(&browser).await;
        assert_eq!(changed.leads_to.as_ref(), Some(&case), "{}", changed.html);
        let page = browser.look(&case).await;
        assert!(page.says("いまの内容は、まだ確かめていません"), "{}", page.html);
        let page = browser.look(&case).await;
        assert_sound("a case", &page.html);
        for words in [
            "山田 花子 さん", "どこにもない会", "まとめ役", "本人をかこむ3つの輪: 会社 0、福祉・医療 0、地域 1",
            "よく&#60;話した&#62;",
        ] {
            assert!(page.says(words), "{words}: {}", page.html);
        }

        // Nothing typed about a person stands in an address.
        let found = browser.send("/cases/find", &[("who", "花子")]).await;
        assert_sound("what was found", &found.html);
        assert_eq!((found.status, found.leads_to), (200, None));
        assert!(found.html.contains(&case), "{}", found.html);
        let nobody = browser.send("/cases/find", &[("who", "鈴木")]).await;
        assert!(nobody.says("見つかりませんでした") && !nobody.html.contains(&case));

        // Somebody of the same name comes again: it is asked whether they are the same.
        let form = Form::on(&browser.look("/cases/new").await.html, "/cases/new").with("about", "anonymous");
        let second = form.send(&browser).await.leads_to.expect("it leads to the case");
        let asked = stepped(&browser, &second, "bind", &named).await;
        assert_sound("are they the same", &asked.html);
        assert_eq!(asked.status, 422);
        assert!(asked.says("この人ですか"), "{}", asked.html);
        let known = case.rsplit('/').next().unwrap_or_default();
        let form = Form::on(&asked.html, &format!("{second}/edit/bind")).with("same", known);
        let bound = form.send(&browser).await;
        assert_eq!(bound.leads_to.as_ref(), Some(&second), "{}", bound.html);
        assert!(browser.look(&second).await.says("山田 花子 さん"));

        let ended = stepped(&browser, &case, "end", &[("ended_on", "2026-11-20")]).await;
        assert_eq!(ended.leads_to.as_ref(), Some(&case), "{}", ended.html);
        let page = browser.look(&case).await;
        assert_sound("an ended case", &page.html);
        let again = Form::on(&page.html, &format!("{case}/take-up")).send(&browser).await;
        assert_eq!(again.leads_to.as_ref(), Some(&case), "{}", again.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn an_agency_of_the_directory_is_chosen_and_shows_when_it_can_be_phoned(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let id = opened_by(&world, &haruka, here, named("山田 花子")).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let case = format!("/cases/{id}");
        let fields = [("agency_name", "看護"), ("ring", "welfare_medical")];
        let asked = stepped(&browser, &case, "team", &fields).await;
        assert_eq!(asked.status, 422, "several agencies have such a name");
        assert!(asked.says("どの機関ですか"), "{}", asked.html);
        let (_, after) = asked.html.split_once("name=\"agency\" value=\"").expect("a choice");
        let chosen = after.split('"').next().unwrap_or_default().to_owned();
        let form = Form::on(&asked.html, &format!("{case}/edit/team")).with("agency", &chosen);
        let joined = form.send(&browser).await;
        assert_eq!(joined.leads_to.as_ref(), Some(&case), "{}", joined.html);
        let page = browser.look(&case).await;
        assert!(page.html.contains(&format!("/resources/{chosen}")), "{}", page.html);

        // Where a closed employer is of the same 法人, the page says why nothing is told there.
        assert!(!page.says("クローズの勤め先と同じ法人です"), "{}", page.html);
        let resource = fine(chosen.parse::<ResourceId>());
        let read = fine(world.store.resources(&[resource]).await);
        let run_by = read.first().and_then(|read| read.facts.organization).expect("a 法人 runs it");
        let bodies = fine(world.store.organizations(&[run_by]).await);
        let employer = bodies[&run_by].name.to_string();
        let closed = [
            ("employer", employer.as_str()), ("hired_on", "2026-11-02"), ("frame", "disability_quota"),
            ("disclosure", "closed"), ("by", "person"),
        ];
        let employed = stepped(&browser, &case, "employment", &closed).await;
        assert_eq!(employed.leads_to.as_ref(), Some(&case), "{}", employed.html);
        let page = browser.look(&case).await;
        assert_sound("a closed employer", &page.html);
        assert!(page.says("クローズの勤め先と同じ法人です"), "{}", page.html);
        assert!(page.says("障がい枠ですが、クローズです"), "{}", page.html);

        let phones = browser.look("/cases/phone").await;
        assert_sound("whom to phone", &phones.html);
        assert!(phones.html.contains(&format!("/resources/{chosen}")), "{}", phones.html);
        assert!(phones.says("山田 花子 さん"), "{}", phones.html);
        let by_hand = [
            ("agency_name", "みほん医院"), ("contact", "緑川"), ("role", "attending_physician"),
            ("ring", "welfare_medical"), ("reach", "072-000-0001 午後5時まで"),
        ];
        let silent = [("agency_name", "山田 太郎"), ("role", "guardian"), ("ring", "community")];
        for fields in [&by_hand[..], &silent[..]] {
            let joined = stepped(&browser, &case, "team", fields).await;
            assert_eq!(joined.leads_to.as_ref(), Some(&case), "{}", joined.html);
        }
        let phones = browser.look("/cases/phone").await;
        assert_sound("whom to phone, and whom no directory knows", &phones.html);
        let (_, last) = phones.html.split_once("名簿にない相手（2）").expect("they stand last");
        let (last, _) = last.split_once("</section>").expect("its end");
        for words in ["みほん医院（主治医）", "072-000-0001 午後5時まで", "緑川 さんに", "山田 太郎（後見人）",
            "連絡のしかたは、まだ書いてありません"] {
            assert!(last.contains(words), "{words}: {last}");
        }
        assert!(!last.contains("/resources/"), "nobody of the directory is below: {last}");
        let nagi = staff(&world, here, "nagi").await;
        let colleague = browser_of(&server, &nagi).look("/cases/phone").await;
        assert!(!colleague.says("花子"), "each has a list of what they keep: {}", colleague.html);
        let ended = stepped(&browser, &case, "end", &[("ended_on", "2026-11-20")]).await;
        assert_eq!(ended.leads_to.as_ref(), Some(&case), "{}", ended.html);
        let phones = browser.look("/cases/phone").await;
        assert!(!phones.says("花子"), "{}", phones.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn every_address_of_a_case_looks_missing_to_another_agency_and_leaves_a_line_for_its_own(world) {
        let world = world.seeded().await;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let id = opened_by(&world, &haruka, here, named("山田 花子")).await;
        let nowhere = CaseId::from_uuid(uuid::Uuid::from_u128(1));
        let server = world.serve().await;
        let (own, stranger) = (browser_of(&server, &haruka), browser_of(&server, &sora));
        let mut tried = 0;
        for route in TABLE.iter().filter(|route| route.pattern.starts_with("/cases/{id}")) {
            let at = |id: CaseId| {
                let rest = (route.sample)();
                let rest = rest.splitn(4, '/').nth(3).map(|rest| format!("/{rest}"));
                format!("/cases/{id}{}", rest.unwrap_or_default())
            };
            for address in [at(id), at(nowhere)] {
                let page = if route.method == Method::GET {
                    stranger.look(&address).await
                } else {
                    stranger.send(&address, &[("version", "1"), ("body", "x"), ("on", "2026-11-20"), ("scope", "agency")]).await
                };
                assert_eq!(page.status, 404, "{} {address}", route.method);
                assert!(!page.says("花子"), "{}", page.html);
                tried += 1;
            }
        }
        assert!(tried >= 8, "{tried}");
        let before = contents(&world, &[]).await["audit"].len();
        assert_eq!(own.look(&format!("/cases/{id}")).await.status, 200);
        let after = contents(&world, &[]).await["audit"].len();
        assert_eq!(after, before + 1, "who looked is kept note of, once a request");
        server.stop().await;
    }
}
