//! The copy on pages, on paper and for programs.

use std::process::Command;

use chrono::TimeDelta;
use renkei_app::person_copy::read::PersonCopyView;
use renkei_domain::person_copy::{CopyDecision, CopyKind};
use renkei_tests::browser::Browser;
use renkei_tests::on_every_database;
use renkei_tests::people::Somebody;
use renkei_tests::server::Server;
use reqwest::Method;

use super::super::{DOCTOR, NAME, case_with_a_doctor, staff, two_agencies};
use super::{HEARD, NOTED, WHY, copy_of, kept_about, linked, of_kind};
use crate::editing_pages::forms::Form;
use crate::editing_pages::kept::signs_in;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

/// A file as somebody gets it.
pub(super) async fn file(server: &Server, who: &Somebody, address: &str) -> Vec<u8> {
    let asked = server.visitor().request(Method::GET, address);
    let cookie = format!("__Host-renkei={}", who.secret.as_str());
    let answer = fine(asked.header("cookie", cookie).send().await);
    assert_eq!(answer.status(), 200, "{address}");
    let named = format!("{:?}", answer.headers().get("content-disposition"));
    assert!(
        named.contains("attachment") && !named.contains(NAME),
        "{named}"
    );
    fine(answer.bytes().await).to_vec()
}

fn squeezed(text: &str) -> String {
    let seen = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{200B}');
    seen.collect()
}

/// The words of a PDF in the order in which they were set, without the space between them.
pub(super) fn words_of(pdf: &[u8]) -> String {
    let folder = fine(tempfile::tempdir());
    let file = folder.path().join("copy.pdf");
    fine(std::fs::write(&file, pdf));
    let read = Command::new("pdftotext")
        .arg("-raw")
        .arg(&file)
        .arg("-")
        .output();
    let read = read.unwrap_or_else(|fault| {
        panic!("pdftotext (install with: apt-get install poppler-utils): {fault}")
    });
    assert!(read.status.success(), "{read:?}");
    squeezed(&String::from_utf8_lossy(&read.stdout))
}

/// Everything that a copy says in words.
fn words_in(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Array(all) => all.iter().for_each(|one| words_in(one, found)),
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                let is_words = [
                    "heading",
                    "label",
                    "text",
                    "kind_label",
                    "why",
                    "ground",
                    "reason",
                ];
                match value {
                    serde_json::Value::String(text) if is_words.contains(&name.as_str()) => {
                        found.push(squeezed(text));
                    }
                    other => words_in(other, found),
                }
            }
        }
        _ => {}
    }
}

/// Decides about the first thing of a kind that is shown, on the page.
async fn decide(
    browser: &Browser,
    page: &str,
    view: &PersonCopyView,
    how: (CopyKind, CopyDecision, &str),
) {
    let (kind, decision, reason) = how;
    let one = of_kind(view, kind);
    let request = fine(view.open().ok_or("a request")).id.to_string();
    let item = one.entry.source.to_string();
    let fields = [
        ("request", request.as_str()),
        ("kind", kind.code()),
        ("item", item.as_str()),
        ("seen", one.mark.as_str()),
        ("decision", decision.code()),
        ("reason", reason),
    ];
    let done = browser.send(&format!("{page}/decide"), &fields).await;
    assert_eq!(done.leads_to.as_deref(), Some(page), "{}", done.html);
}

on_every_database! {
    async fn a_person_asks_on_their_page_and_takes_along_on_paper_what_programs_read(world) {
        let world = world.seeded().await;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        kept_about(&world, &haruka, id, doctor).await;
        let hanako = linked(&world, &haruka, id, "hanako").await;
        let server = world.serve().await;
        let [office, person, stranger] = [&haruka, &hanako, &sora].map(|who| browser_of(&server, who));
        let (page, own) = (format!("/cases/{id}/copy"), format!("/my/cases/{id}/copy"));
        for way in ["", "/paper", "/json"] {
            assert_eq!(stranger.look(&format!("{page}{way}")).await.status, 404, "{way}");
        }
        assert_eq!(stranger.look(&own).await.status, 404);
        assert_eq!(office.look(&own).await.status, 404, "staff have a page of their own");
        assert_eq!(person.look(&page).await.status, 404, "and the person another");
        assert!(person.look(&format!("/my/cases/{id}")).await.html.contains(&own));
        assert!(office.look(&format!("/cases/{id}")).await.html.contains(&page));

        let shown = person.look(&own).await;
        assert_sound("one's own copy", &shown.html);
        assert!(shown.says(DOCTOR) && !shown.says(NOTED) && !shown.says(HEARD), "{}", shown.html);
        let form = Form::on(&shown.html, &own);
        let asked = form.send(&person).await;
        assert_eq!(asked.leads_to.as_ref(), Some(&own), "{}", asked.html);
        let pressed_twice = form.send(&person).await;
        assert_eq!(pressed_twice.leads_to.as_ref(), Some(&own), "{}", pressed_twice.html);
        let waiting = person.look(&own).await;
        assert_sound("a copy asked for", &waiting.html);
        for words in ["いま たしかめています", "このページに 出します", "12月4日"] {
            assert!(waiting.says(words), "{words}: {}", waiting.html);
        }
        let again = person.send(&own, &[("once", "another-time")]).await;
        assert!(again.status == 422 && again.says("もう たのまれています"), "{}", again.html);

        let due = office.look("/cases/ending").await;
        assert_sound("what is due", &due.html);
        assert!(due.html.contains(&page) && due.says("12月4日"), "{}", due.html);
        let shown = office.look(&page).await;
        assert_sound("deciding", &shown.html);
        assert!(shown.says(NOTED) && shown.says(HEARD), "{}", shown.html);
        let nothing = Form::on(&shown.html, &format!("{page}/decide")).send(&office).await;
        assert!(nothing.status == 422 && nothing.says("わたすか、わたさないかを"), "{}", nothing.html);
        assert_sound("nothing decided", &nothing.html);
        let release = Form::on(&shown.html, &format!("{page}/release"));
        let early = release.clone().send(&office).await;
        assert!(early.status == 422 && early.says("まだ決めていないものが 2件"), "{}", early.html);
        let view = fine(copy_of(&world, &haruka, id).await);
        let heard = (CopyKind::Receipt, CopyDecision::ThirdPerson, WHY);
        decide(&office, &page, &view, heard).await;
        decide(&office, &page, &view, (CopyKind::Note, CopyDecision::Given, "")).await;
        assert!(!person.look(&own).await.says(NOTED), "only after the release");
        let json = file(&server, &hanako, &format!("{page}/json")).await;
        assert!(!String::from_utf8_lossy(&json).contains(NOTED));
        let done = Form::on(&office.look(&page).await.html, &format!("{page}/release")).send(&office).await;
        assert_eq!(done.leads_to.as_ref(), Some(&page), "{}", done.html);
        let after = office.look(&page).await;
        assert_sound("released", &after.html);

        let shown = person.look(&own).await;
        assert_sound("a copy that was released", &shown.html);
        for words in [NOTED, WHY, "個人情報保護法33条2項1号", "ほかの 人が 言ったことや"] {
            assert!(shown.says(words), "{words}: {}", shown.html);
        }
        assert!(!shown.says(HEARD), "{}", shown.html);
        for who in [&hanako, &haruka] {
            let json = file(&server, who, &format!("{page}/json")).await;
            let copy: serde_json::Value = fine(serde_json::from_slice(&json));
            assert_eq!(copy["schema"], "renkei-person-copy/1");
            assert_eq!(copy["as_of"], "2026-11-20");
            assert_eq!(copy["withheld"][0]["decision"], "third_person");
            let mut words = Vec::new();
            for part in ["at_once", "released", "withheld"] {
                words_in(&copy[part], &mut words);
            }
            assert!(words.len() > 40, "{words:?}");
            let paper = words_of(&file(&server, who, &format!("{page}/paper")).await);
            for text in words {
                assert!(paper.contains(&text), "{text} is not on paper: {paper}");
            }
            assert!(!paper.contains(HEARD));
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn staff_take_down_what_a_person_without_an_account_asks_for(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, _) = case_with_a_doctor(&world, &haruka, here).await;
        let server = world.serve().await;
        let office = browser_of(&server, &haruka);
        let page = format!("/cases/{id}/copy");
        let shown = office.look(&page).await;
        assert_sound("nobody asked", &shown.html);
        let form = Form::on(&shown.html, &page);
        let nothing = form.clone().send(&office).await;
        assert!(nothing.status == 422 && nothing.says("どう確かめたかを書いてください"), "{}", nothing.html);
        assert_sound("not taken down", &nothing.html);
        let form = form.with("how", "oral").with("said", "顔を知っている");
        let later = form.clone().with("on", "2026-11-21").send(&office).await;
        assert!(later.status == 422 && later.says("きょうまでの日"), "{}", later.html);
        let done = form.send(&office).await;
        assert_eq!(done.leads_to.as_ref(), Some(&page), "{}", done.html);
        let shown = office.look(&page).await;
        assert!(shown.says("顔を知っている") && shown.says("確かめるものは、ありません"), "{}", shown.html);
        let released = Form::on(&shown.html, &format!("{page}/release")).send(&office).await;
        assert_eq!(released.leads_to.as_ref(), Some(&page), "{}", released.html);
        let paper = words_of(&file(&server, &haruka, &format!("{page}/paper")).await);
        assert!(paper.contains(NAME) && paper.contains(DOCTOR), "{paper}");
        server.stop().await;
    }
}

on_every_database! {
    async fn what_was_decided_for_a_copy_survives_the_end_of_a_session(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        kept_about(&world, &haruka, id, doctor).await;
        let server = world.serve().await;
        let office = browser_of(&server, &haruka);
        let page = format!("/cases/{id}/copy");
        let decide = format!("{page}/decide");
        let asked = Form::on(&office.look(&page).await.html, &page);
        let asked = asked.with("how", "oral").with("said", "顔を知っている").send(&office).await;
        assert_eq!(asked.leads_to.as_ref(), Some(&page), "{}", asked.html);
        let filled = Form::on(&office.look(&page).await.html, &decide);
        let filled = filled.with("decision", "third_person").with("reason", WHY);
        world.clock.pass(TimeDelta::hours(13));
        let led = filled.send(&office).await.leads_to.unwrap_or_default();
        assert!(led.starts_with("/sign-in?next=") && led.contains("copy") && !led.contains("decide"), "{led}");
        signs_in(&world, &haruka, &office).await;
        let shown = office.look(&page).await;
        assert_sound("a decision that was kept", &shown.html);
        assert!(shown.says(WHY), "{}", shown.html);
        let again = Form::on(&shown.html, &decide);
        assert_eq!(again.says("decision"), "third_person");
        let done = again.with("reason", WHY).send(&office).await;
        assert_eq!(done.leads_to.as_ref(), Some(&page), "{}", done.html);
        assert_eq!(fine(world.app.draft(&haruka.principal, &page).await), None);
        server.stop().await;
    }
}
