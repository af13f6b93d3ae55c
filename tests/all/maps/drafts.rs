//! Drafts of what a supporter proposes: of the team and of an agency that was looked at, by one press or changed; what
//! becomes of them is the person's to say.

use renkei_app::cases::SeenCase;
use renkei_domain::cases::team::{MemberAgency, Ring, TeamMember};
use renkei_domain::directory::people::StaffRole;
use renkei_domain::ids::CaseId;
use renkei_domain::map::{Quadrant, SuggestionState, WhoKind};
use renkei_tests::World;
use renkei_tests::browser::Browser;
use renkei_tests::on_every_database;
use renkei_tests::people::Somebody;

use super::{linked, names, own};
use crate::consent::{a_doctor, case_with_a_doctor, desk, prose, staff, two_agencies};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::fine;

/// An office of the demo network with a phone, 就業・生活支援センター つばさ橋.
const OFFICE: &str = "01932f00-0000-7002-8000-000000000214";

/// A club of the demo network with a mail address alone, 余暇クラブ まちあるき.
const CLUB: &str = "01932f00-0000-7002-8000-000000000604";

/// Puts somebody of the office into the team of a case.
async fn with_an_office(world: &World, who: &Somebody, case: CaseId) {
    let member = TeamMember {
        agency: MemberAgency::Listed(fine(OFFICE.parse())),
        contact: Some(line("橋本")),
        role: Some(StaffRole::LifeSupportWorker),
        ring: Ring::Community,
        does: Some(prose("くらしの話を聞く")),
        reach: Some(prose("平日の午後に電話")),
        ..a_doctor(world)
    };
    let seen = SeenCase {
        id: case,
        version: 2,
    };
    let kept = world.app.keep_team_member(&desk(who), seen, member).await;
    fine(fine(kept));
}

/// The drafts of a page, each by its code.
fn drafts(html: &str) -> Vec<String> {
    let buttons = html.split("name=\"draft\" value=\"").skip(1);
    let codes = buttons.filter_map(|after| after.split('"').next());
    codes.map(str::to_owned).collect()
}

/// Proposes a draft by its button.
async fn pressed(browser: &Browser, page: &str, code: &str) -> u16 {
    let asked = browser.look(page).await;
    let mut forms = asked.html.split("<form ").skip(1);
    let form = forms.find(|form| {
        let inside = form.split("</form>").next().unwrap_or_default();
        inside.contains(&format!("value=\"{code}\""))
    });
    let inside = form.and_then(|form| form.split("</form>").next());
    let value = |name: &str| {
        let start = format!("name=\"{name}\" value=\"");
        let after = inside.and_then(|inside| inside.split_once(&start));
        let value = after.and_then(|(_, after)| after.split('"').next());
        value.unwrap_or_default().to_owned()
    };
    let (once, entry) = (value("once"), value("entry"));
    let fields = [
        ("once", once.as_str()),
        ("entry", entry.as_str()),
        ("draft", code),
    ];
    let path = page.split('?').next().unwrap_or_default();
    let first = browser.send(path, &fields).await.status;
    // A second press does nothing more.
    assert_eq!(browser.send(path, &fields).await.status, first);
    first
}

on_every_database! {
    async fn a_supporter_proposes_whoever_helps_by_one_press_and_the_person_decides(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        with_an_office(&world, &haruka, case).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let page = format!("/cases/{case}/map");
        let early = browser.look(&page).await;
        assert!(drafts(&early.html).is_empty(), "nobody reads proposals yet: {}", early.html);
        let yui = linked(&world, &haruka, case, "yui").await;

        let asked = browser.look(&page).await;
        assert_sound("drafts", &asked.html);
        let offered = drafts(&asked.html);
        assert_eq!(offered.len(), 2, "{}", asked.html);
        for words in ["橋本", "つばさ橋", "072-000-0067", "くらしの話を聞く", "平日の午後に電話"] {
            assert!(asked.says(words), "{words}: {}", asked.html);
        }
        assert_eq!(pressed(&browser, &page, &offered[1]).await, 303);
        let after = browser.look(&page).await;
        assert_eq!(drafts(&after.html), offered[..1], "what was proposed is no draft any more");
        assert!(after.says("あなたの提案（1）"), "{}", after.html);

        let seen = own(&world, &yui).await;
        assert!(seen.map.is_empty(), "nothing stands on the map before the person says so");
        let [proposed] = seen.suggestions.as_slice() else {
            panic!("{} wait", seen.suggestions.len());
        };
        let entry = &proposed.entry;
        assert_eq!((entry.quadrant, entry.who), (Quadrant::Work, WhoKind::Person));
        fine(fine(app.decide_map_suggestion(&desk(&yui), proposed.id, SuggestionState::Accepted).await));
        let seen = own(&world, &yui).await;
        assert_eq!(names(&seen.map), ["橋本"]);
        let map = browser_of(&server, &yui).look("/my/map").await;
        assert!(map.says("tel:0720000067"), "the number of the directory goes along: {}", map.html);

        let strange = browser_of(&server, &sora);
        assert_eq!(strange.look(&format!("{page}?draft={}", offered[0])).await.status, 404);
        let nobody = [("once", "nobody"), ("draft", "member.01932f00-0000-7000-8000-0000000000ff")];
        assert_eq!(browser.send(&page, &nobody).await.status, 404);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_supporter_changes_the_draft_of_an_agency_that_they_looked_at(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let agency = browser.look(&format!("/resources/{CLUB}")).await;
        let cases = format!("/cases?map={CLUB}");
        assert!(agency.html.contains(&format!("href=\"{cases}\"")), "{}", agency.html);
        let anybody = Browser::at(&server).look(&format!("/resources/{CLUB}")).await;
        assert!(!anybody.says("本人のマップに提案する"), "{}", anybody.html);
        let chosen = browser.look(&cases).await;
        assert_sound("choosing a case", &chosen.html);
        let page = format!("/cases/{case}/map?draft=agency.{CLUB}");
        assert!(chosen.says("まちあるき") && chosen.html.contains(&page), "{}", chosen.html);
        let early = browser.look(&page).await;
        assert!(early.says("まだ アカウントと ケースを つないでいません"), "{}", early.html);

        let yui = linked(&world, &haruka, case, "yui").await;
        let asked = browser.look(&page).await;
        assert_eq!(drafts(&asked.html).first(), Some(&format!("agency.{CLUB}")));
        let form = Form::pressed_by(&asked.html, "本人に提案する");
        assert_eq!((form.says("part"), form.says("way_mail")), ("leisure", "yoka@example.jp"));
        let changed = form.with("about", "いっしょに 行ってみませんか").with("why", "歩くのが すきと 聞きました");
        let sent = changed.send(&browser).await;
        assert_eq!(sent.status, 303, "{}", sent.html);
        let seen = own(&world, &yui).await;
        let [proposed] = seen.suggestions.as_slice() else {
            panic!("{} wait", seen.suggestions.len());
        };
        assert_eq!(proposed.entry.about, Some(prose("いっしょに 行ってみませんか")));
        assert_eq!((proposed.entry.resource, proposed.why.is_some()), (CLUB.parse().ok(), true));
        assert_eq!(browser.look("/cases?map=01932f00-0000-7002-8000-00000000ffff").await.status, 404);
        server.stop().await;
    }
}
