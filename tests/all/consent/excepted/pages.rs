//! The pages on which it is written down, read and released, and all those on which nobody reads of it.

use chrono::TimeDelta;
use renkei_app::provisions::told::{Partner, TellForm};
use renkei_domain::consent::{ExceptionStep, InformationCategory};
use renkei_domain::ids::CaseId;
use renkei_domain::people::OrganizationPost;
use renkei_domain::person_copy::CopyKind;
use renkei_domain::provisions::ToldHow;
use renkei_tests::people::{PASSWORD, Somebody};
use renkei_tests::{World, on_every_database};

use super::super::posts::holding;
use super::super::{DOCTOR, agreed, case_with_a_doctor, desk, recorded, staff, two_agencies};
use super::{CENTRE, WHY, everybody, linked, only, reported, settled, some, step};
use crate::editing_pages::forms::Form;
use crate::editing_pages::kept::signs_in;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

/// What the page that stops consents says had been told before.
fn told_before(html: &str) -> &str {
    let (_, after) = html
        .split_once("もう 伝わったこと（とりもどせません）")
        .expect("what had been told");
    after.split("</section>").next().unwrap_or_default()
}

/// How many looked, month by month: by the person's own page of it, and by their copy.
async fn lookers(world: &World, person: &Somebody, id: CaseId) -> [Vec<String>; 2] {
    let page = fine(fine(world.app.looked(&person.principal, id).await));
    let months = page.months.iter();
    let by_page = months.map(|month| format!("{}人", month.people));
    let copy = fine(fine(world.app.person_copy(&person.principal, id).await));
    let told = copy.parts.at_once.iter();
    let told = told.filter(|one| one.kind == CopyKind::Looked);
    let facts = told.flat_map(|one| &one.facts);
    let people = facts.filter(|fact| fact.code == "people");
    let by_copy = people.flat_map(|fact| &fact.values);
    [
        by_page.collect(),
        by_copy.map(|value| value.text.clone()).collect(),
    ]
}

/// The pages on which something of it could stand.
fn pages(id: CaseId) -> Vec<String> {
    let below = [
        "",
        "/exceptions",
        "/records",
        "/records/csv",
        "/consents",
        "/consents/stop",
        "/consents/preview",
        "/told",
    ];
    let pages = below.map(|below| format!("/cases/{id}{below}"));
    let own = ["", "/looked"].map(|below| format!("/my/cases/{id}{below}"));
    let others = [
        "/cases",
        "/cases/exceptions",
        "/cases/records/csv",
        "/cases/ending",
        "/my/cases",
        "/audit",
    ];
    pages
        .into_iter()
        .chain(own)
        .chain(others.map(str::to_owned))
        .collect()
}

on_every_database! {
    async fn no_page_tells_of_it_and_who_looked_is_silent_until_it_is_released(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let both = two_agencies(&world).await;
        let haruka = staff(&world, both[0], "haruka").await;
        let (id, _) = case_with_a_doctor(&world, &haruka, both[0]).await;
        let hanako = linked(&world, &haruka, id).await;
        let people = everybody(&world, both).await;
        let kaede = people[1].1.clone();
        reported(&world, &haruka, id).await;
        fine(app.seal_audit().await);
        let has_looked = async |who: &Somebody| {
            let looked = fine(fine(app.looked(&hanako.principal, id).await));
            looked.file.looks.iter().any(|look| look.account == Some(who.id))
        };

        let server = world.serve().await;
        let list = format!("/cases/{id}/exceptions");
        let page = browser_of(&server, &kaede).look(&list).await;
        assert_sound("exceptions", &page.html);
        for words in [CENTRE, WHY, "虐待の通報", "haruka", "本人には見せていません"] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        let all = browser_of(&server, &kaede).look("/cases/exceptions").await;
        assert_sound("exceptions of all cases", &all.html);
        assert!(all.html.contains(&list) && all.says("虐待の通報（"), "{}", all.html);
        fine(app.seal_audit().await);
        assert!(!has_looked(&kaede).await, "nobody is said to have looked at what is not shown");
        let [before, in_copy] = lookers(&world, &hanako, id).await;
        assert_eq!(in_copy, before, "nor in the copy");

        let mut curious: Vec<(&str, Somebody)> = people
            .iter()
            .filter(|(_, _, sees)| !sees)
            .map(|(who, one, _)| (*who, one.clone()))
            .collect();
        curious.push(("the person", hanako.clone()));
        curious.push(("who wrote it", haruka.clone()));
        for (who, one) in &curious {
            let browser = browser_of(&server, one);
            for path in pages(id) {
                let shown = browser.look(&path).await;
                assert!(shown.status < 500, "{who} {path}: {}", shown.status);
                for words in [CENTRE, WHY, "法律で決められた場合", "虐待の通報（"] {
                    assert!(!shown.says(words), "{who} reads {words} on {path}: {}", shown.html);
                }
            }
        }

        let desk_of_kaede = browser_of(&server, &kaede);
        let settle = format!("/cases/{id}/exceptions/settle");
        let form = Form::on(&page.html, &settle);
        assert_eq!(form.says("step"), "released");
        let unsaid = form.clone().with("reason", " ").send(&desk_of_kaede).await;
        assert_eq!(unsaid.status, 422);
        assert_sound("no reason", &unsaid.html);
        assert!(unsaid.says("わけを書いてください"), "{}", unsaid.html);
        let form = form.with("reason", "hanashiatte-kimeta");
        for _ in 0..2 {
            let done = form.send(&desk_of_kaede).await;
            assert_eq!(done.leads_to.as_ref(), Some(&list), "a second press is led on: {}", done.html);
        }
        let page = desk_of_kaede.look(&list).await;
        assert!(page.says("本人に見せています") && page.says("hanashiatte-kimeta"), "{}", page.html);
        fine(app.seal_audit().await);
        assert!(has_looked(&kaede).await, "who looked is told from then on, also of before");
        let [after, in_copy] = lookers(&world, &hanako, id).await;
        assert_eq!(in_copy, after, "and in the copy");
        assert_ne!(after, before);

        let own = browser_of(&server, &hanako);
        let shown = own.look(&list).await;
        assert_sound("own exceptions", &shown.html);
        for words in [CENTRE, WHY, "ぎゃくたいから まもるため"] {
            assert!(shown.says(words), "{words}: {}", shown.html);
        }
        assert!(!shown.says("hanashiatte-kimeta") && !shown.html.contains(&settle), "{}", shown.html);
        let records = own.look(&format!("/cases/{id}/records")).await;
        assert!(records.says(CENTRE) && records.says("法律で決められた場合"), "{}", records.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_supporter_writes_a_report_down_after_they_made_it(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, _) = case_with_a_doctor(&world, &haruka, here).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let (list, new) = (format!("/cases/{id}/exceptions"), format!("/cases/{id}/exceptions/new"));
        let case = browser.look(&format!("/cases/{id}")).await;
        assert!(case.html.contains(&list), "on every case page");
        let page = browser.look(&list).await;
        assert_sound("no exceptions", &page.html);
        assert!(page.html.contains(&new) && page.says("見られる記録は、ありません"), "{}", page.html);
        let posts = format!("/organizations/{here}/posts");
        assert!(page.says("まだ決まっていません") && page.html.contains(&posts), "nobody would read it: {}", page.html);
        let page = browser.look(&new).await;
        assert_sound("a report", &page.html);
        let form = Form::on(&page.html, &new);
        assert_eq!(form.says("means"), "phone", "what can be is filled in");
        assert_eq!(form.says("tie"), "", "whether they are of the company nobody says but who writes");
        let nothing = form.clone().send(&browser).await;
        assert_eq!(nothing.status, 422);
        assert_sound("nothing said", &nothing.html);
        for words in ["どの法律の場合かを選んでください", "わけを、ひとことでも書いてください", "だれに伝えたかを選んでください"] {
            assert!(nothing.says(words), "{words}: {}", nothing.html);
        }
        let form = form.with("ground", "abuse_report").with("reason", WHY).with("to", "typed").with("typed", CENTRE);
        let form = form.with("tie", "not_the_employer");
        let later = form.clone().with("on", "2026-11-21").send(&browser).await;
        assert!(later.status == 422 && later.says("いままでの日時を"), "{}", later.html);
        let unread = form.clone().with("clock", "朝").send(&browser).await;
        assert!(unread.status == 422 && unread.says("14:05 の形で"), "{}", unread.html);
        let form = form.with("on", "2026-11-19").with("clock", "16:30");
        for time in ["written down", "pressed twice"] {
            let page = form.send(&browser).await;
            assert_eq!((page.status, &page.leads_to), (200, &None), "{time}: {}", page.html);
            assert_sound("a report, written down", &page.html);
            for words in [CENTRE, WHY, "2026年11月19日(木)", "16:30", "基本情報", "まだ決まっていません"] {
                assert!(page.says(words), "{time}, {words}: {}", page.html);
            }
        }

        // It is shown that once: from then on those read it who answer for it.
        let page = browser.look(&list).await;
        assert!(!page.says(WHY) && !page.html.contains("/exceptions/settle"), "{}", page.html);
        let mio = holding(&world, here, "mio", OrganizationPost::AbusePreventionOfficer).await;
        let officers = browser_of(&server, &mio).look(&list).await;
        assert_eq!(officers.html.matches(WHY).count(), 1, "written down once: {}", officers.html);
        let page = browser.look(&list).await;
        assert!(page.says("虐待防止責任者 mio さん") && !page.says("まだ決まっていません"), "{}", page.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn the_page_that_stops_tells_what_no_stop_calls_back_and_no_exception_before_its_release(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let both = two_agencies(&world).await;
        let haruka = staff(&world, both[0], "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, both[0]).await;
        let hanako = linked(&world, &haruka, id).await;
        let people = everybody(&world, both).await;
        let kaede = people[1].1.clone();
        let server = world.serve().await;
        let (stop, list) = (format!("/cases/{id}/consents/stop"), format!("/cases/{id}/consents"));
        let own = browser_of(&server, &hanako);
        let page = own.look(&stop).await;
        assert_sound("nothing was told", &page.html);
        assert!(told_before(&page.without_readings()).contains("まだ だれにも 伝えていません"), "{}", page.html);

        recorded(&world, &haruka, id, agreed(doctor, "2027-11-19")).await;
        let told = TellForm {
            to: Partner::InTeam(doctor),
            heard_by: None,
            categories: some(&[InformationCategory::MedicationVisits]),
            how: ToldHow::Phone,
            purpose: None,
            at: None,
        };
        for _ in 0..21 {
            fine(fine(app.tell(&desk(&haruka), id, told.clone()).await));
        }
        world.clock.pass(TimeDelta::minutes(1));
        reported(&world, &haruka, id).await;
        for who in [&haruka, &hanako] {
            let page = browser_of(&server, who).look(&stop).await;
            assert_sound("what was told", &page.html);
            let html = page.without_readings();
            let before = told_before(&html);
            for words in ["2026年11月20日", "くすりのこと", "ほかの 記録: 1件"] {
                assert!(before.contains(words), "{words}: {before}");
            }
            assert_eq!(before.matches(DOCTOR).count(), 20, "the newest: {before}");
            // Staff look at it beside the person.
            assert!(!before.contains(CENTRE) && !page.says(WHY), "{}", page.html);
        }
        let page = own.look(&stop).await;
        for words in ["を 止めます。", "その ときから 話しません", "あとで もどせます", "もういちど ききます", "これで きめる"] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        let stopped = Form::on(&page.html, &stop).send(&own).await;
        assert_eq!(stopped.leads_to.as_ref(), Some(&list), "{}", stopped.html);

        let released = step(only(&world, &kaede, id).await, ExceptionStep::Released);
        assert_eq!(settled(&world, &kaede, id, released).await, None);
        let page = own.look(&stop).await;
        let html = page.without_readings();
        let before = told_before(&html);
        assert!(before.contains(CENTRE) && before.contains("ほかの 記録: 2件"), "{before}");
        server.stop().await;
    }
}

on_every_database! {
    async fn why_it_is_released_survives_the_end_of_a_session(world) {
        const REASON: &str = "hanashiatte-kimeta";
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let kaede = holding(&world, here, "kaede", OrganizationPost::Manager).await;
        let (id, _) = case_with_a_doctor(&world, &haruka, here).await;
        reported(&world, &haruka, id).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &kaede);
        let list = format!("/cases/{id}/exceptions");
        let settle = format!("{list}/settle");
        let filled = Form::on(&browser.look(&list).await.html, &settle).with("reason", REASON);
        world.clock.pass(TimeDelta::hours(13));
        let led = filled.send(&browser).await.leads_to.unwrap_or_default();
        assert!(led.starts_with("/sign-in?next=") && led.contains("exceptions") && !led.contains("settle"), "{led}");
        signs_in(&world, &kaede, &browser).await;
        let page = browser.look(&list).await;
        assert_sound("a reason that was kept", &page.html);
        assert!(page.says(REASON) && page.html.contains("<details class=\"screen-only\" open>"), "{}", page.html);
        // A while after signing in, the password is asked for once more, and the reason is not.
        world.clock.pass(TimeDelta::minutes(11));
        let later = Form::on(&page.html, &settle).with("reason", "ato-de-kaita").send(&browser).await;
        let led = later.leads_to.unwrap_or_default();
        assert!(led.starts_with("/confirm?next=") && led.contains("exceptions"), "{led}");
        browser.send("/confirm", &[("password", PASSWORD)]).await;
        let page = browser.look(&list).await;
        assert!(page.says("ato-de-kaita"), "{}", page.html);
        let done = Form::on(&page.html, &settle).with("reason", REASON).send(&browser).await;
        assert_eq!(done.leads_to.as_ref(), Some(&list), "{}", done.html);
        assert_eq!(fine(world.app.draft(&kaede.principal, &list).await), None);
        server.stop().await;
    }
}
