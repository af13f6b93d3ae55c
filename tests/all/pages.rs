//! What a visitor without an account sees: every sample of every page, and a walk over the lists of
//! the demo network.

use std::collections::{BTreeMap, BTreeSet};

use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::municipality::{Municipality, MunicipalityCode};
use renkei_tests::clock::japan;
use renkei_tests::on_every_database;
use renkei_tests::server::Visitor;
use renkei_web::pages::every_sample;
use reqwest::header::LOCATION;
use sea_orm::ConnectionTrait as _;

use crate::import::look::correct;
use crate::markup::{HOSTILE, assert_sound, attribute, links, tags, title};
use crate::record::fine;

#[test]
fn a_designer_finds_three_sound_samples_of_every_page() {
    let samples = every_sample().expect("every template renders");
    let mut of_page: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, html) in &samples {
        assert_sound(name, html);
        let (page, _) = name.split_once('-').expect("page and sample");
        *of_page.entry(page).or_default() += 1;
    }
    assert!(of_page.len() >= 6, "{of_page:?}");
    assert!(of_page.values().all(|count| *count >= 3), "{of_page:?}");
    let names: BTreeSet<&String> = samples.iter().map(|(name, _)| name).collect();
    assert_eq!(
        names.len(),
        samples.len(),
        "every sample has a name of its own"
    );

    // The browser looks at the same samples in a later stage.
    if let Some(folder) = std::env::var_os("RENKEI_SAMPLES") {
        let folder = std::path::PathBuf::from(folder);
        std::fs::create_dir_all(&folder).expect("the folder of the samples");
        for (name, html) in &samples {
            std::fs::write(folder.join(format!("{name}.html")), html).expect("a sample is written");
        }
    }
}

#[test]
fn a_partner_reads_that_trying_it_out_needs_an_account() {
    let samples = every_sample().expect("every template renders");
    let mut of_data = samples.iter().filter(|(name, _)| name.starts_with("data-"));
    assert!(of_data.all(|(_, html)| html.contains("ためす画面を開くには、ログインが必要です")));
}

/// Reads a page that is there and sound.
pub(crate) async fn page(visitor: &Visitor, path: &str) -> String {
    let (status, html) = visitor.read(path).await;
    assert_eq!(status, 200, "{path}");
    assert_sound(path, &html);
    html
}

/// Paths of the agencies of a list, in its order.
fn agencies(html: &str) -> Vec<String> {
    links(html)
        .into_iter()
        .filter(|href| href.starts_with("/resources/"))
        .collect()
}

/// How many agencies a list says it has.
pub(crate) fn total(html: &str) -> usize {
    let after = html.split_once(r#"<p class="lead"><span class="count">"#);
    let count = after.and_then(|(_, after)| after.split_once('件'));
    count
        .and_then(|(count, _)| count.parse().ok())
        .unwrap_or_else(|| panic!("the list does not say how many there are"))
}

/// Where the link to the page before or after leads.
fn pager(html: &str, rel: &str) -> Option<String> {
    tags(html)
        .into_iter()
        .filter(|tag| tag.name == "a" && attribute(tag, "rel") == Some(rel))
        .find_map(|tag| attribute(&tag, "href").map(str::to_owned))
}

on_every_database! {
    async fn a_visitor_chooses_an_area_by_its_name(world) {
        let world = world.seeded().await;
        let fuchu = [("13206", "東京都"), ("34208", "広島県")].map(|(code, prefecture)| Municipality {
            code: MunicipalityCode::parse(code).unwrap_or_else(|fault| panic!("{fault}")),
            prefecture: prefecture.to_owned(),
            name: "府中市".to_owned(),
            kana: "ふちゅうし".to_owned(),
            point: None,
        });
        let loaded = world.app.import_municipalities(&renkei_app::import::edition_name("test"), fuchu.to_vec()).await;
        loaded.unwrap_or_else(|fault| panic!("{fault}"));
        let server = world.serve().await;
        let visitor = server.visitor();

        for typed in ["高槻市", "たかつきし", "27207", "大阪府高槻市"] {
            let answer = visitor.open(&format!("/areas?name={typed}")).await;
            assert_eq!(answer.status().as_u16(), 303, "{typed}");
            let location = answer.headers().get(LOCATION).map(|to| to.as_bytes().to_vec());
            assert_eq!(location, Some(b"/areas/272078".to_vec()), "{typed}");
        }
        let several = page(&visitor, "/areas?name=府中市").await;
        assert!(several.contains("2か所あります"));
        let choices: Vec<String> = links(&several)
            .into_iter()
            .filter(|href| href.starts_with("/areas/"))
            .collect();
        assert_eq!(choices, ["/areas/132063", "/areas/342084"]);

        // Whoever follows a link has typed nothing wrong, and finds the towns of the network.
        let unasked = page(&visitor, "/areas").await;
        assert!(!unasked.contains("error-summary"));
        assert!(links(&unasked).contains(&"/areas/272078".to_owned()));

        for typed in ["", "ないまち", HOSTILE, "%", "　"] {
            let query = typed.replace('%', "%25");
            let html = page(&visitor, &format!("/areas?name={query}")).await;
            assert!(title(&html).starts_with("入力を確かめてください"), "{typed}");
            assert!(html.contains(r#"<div class="error-summary" role="alert""#), "{typed}");
            assert!(!html.contains("<script>"), "{typed}");
            let tags = tags(&html);
            let field = tags.iter().find(|tag| attribute(tag, "id") == Some("name"));
            let field = field.unwrap_or_else(|| panic!("{typed}: no field"));
            assert_eq!(attribute(field, "value"), Some(typed.trim()), "what was typed is kept");
            assert_eq!(attribute(field, "aria-invalid"), Some("true"), "{typed}");
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn a_visitor_walks_from_the_entrance_through_the_lists(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let visitor = server.visitor();

        let entrance = page(&visitor, "/").await;
        assert!(entrance.contains("<h3>たかつき・しまもと障がい者就労支援ネットワーク</h3>"));
        for told in ["2008年3月", "毎月1回", "5つのチーム"] {
            assert!(entrance.contains(told), "{told}");
        }
        let sectors: Vec<&str> = entrance
            .match_indices(r#"<h3 class="sector""#)
            .filter_map(|(at, _)| entrance[at..].split(['>', '<']).nth(2))
            .collect();
        assert_eq!(sectors, ["労働", "医療・保健", "福祉", "教育", "その他"]);
        for href in links(&entrance).iter().filter(|href| href.starts_with("/kinds/")) {
            let list = page(&visitor, href).await;
            assert!(!agencies(&list).is_empty(), "{href} lists nothing");
        }

        let first = page(&visitor, "/areas/272078").await;
        assert_eq!(agencies(&first).len(), 20);
        assert_eq!(pager(&first, "prev"), None);
        let mut seen: Vec<String> = agencies(&first);
        let mut next = pager(&first, "next");
        while let Some(path) = next {
            let html = page(&visitor, &path).await;
            assert!(pager(&html, "prev").is_some(), "{path} leads back");
            seen.extend(agencies(&html));
            next = pager(&html, "next");
        }
        assert_eq!(total(&first), seen.len(), "the count is that of all pages");
        let distinct: BTreeSet<&String> = seen.iter().collect();
        assert_eq!(distinct.len(), seen.len(), "no agency stands on two pages");
        let second = pager(&first, "next").unwrap_or_default();
        let back = pager(&page(&visitor, &second).await, "prev").unwrap_or_default();
        assert_eq!(agencies(&page(&visitor, &back).await), agencies(&first));

        let of_kind = page(&visitor, "/areas/272078?kind=employment_transition").await;
        let rows = agencies(&of_kind).len();
        let meta = r#"<p class="row-meta">"#;
        assert!((1..20).contains(&rows), "{rows}");
        assert_eq!(of_kind.matches(&format!("{meta}就労移行支援")).count(), rows);

        // Friday at ten, and Sunday night, when only some can be reached.
        let open = page(&visitor, "/areas/272078?open=now").await;
        assert_eq!(open.matches(r#"<span class="tag open">"#).count(), agencies(&open).len());
        assert!(!agencies(&open).is_empty());
        world.clock.set(japan("2026-11-22", "23:30"));
        let at_night = page(&visitor, "/areas/272078?open=now").await;
        assert_eq!(at_night.matches(r#"<span class="tag open">"#).count(), agencies(&at_night).len());
        assert!(total(&at_night) < total(&open), "as many are open on Sunday night");
        assert!(total(&open) < total(&first), "every agency is open on Friday at ten");

        // Whoever plans asks on Friday who is there on Sunday night.
        world.clock.set(japan("2026-11-20", "10:00"));
        let planned = page(&visitor, "/areas/272078?day=2026-11-22&time=23:30").await;
        assert_eq!(total(&planned), total(&at_night));
        assert!(planned.contains("2026年11月22日(日) 23:30 に開いている（やめる）"), "{planned}");
        assert!(planned.contains("令和8年11月22日(日) 23:30 に開いている"), "{planned}");
        assert!(planned.contains(r#"type="time" value="23:30""#), "{planned}");
        // What the form sends where "now" was set before, and a day as people write it.
        let sent = page(&visitor, "/areas/272078?open=now&good=&program=&since=&day=2026/11/22&time=23:30").await;
        assert_eq!(total(&sent), total(&at_night));
        let both = |link: &&String| link.contains("time=") && link.contains("open=");
        assert_eq!(links(&sent).iter().find(both), None);
        assert!(links(&planned).contains(&"/areas/272078?open=now".to_owned()), "now takes the place of then");
        for unclear in [
            "day=2026-11-22", "time=10:00", "day=2026-02-30&time=10:00", "day=2026-11-22&time=25:00",
            "day=2026-11-22&time=24:00", "day=9999-11-22&time=10:00", "day=%00&time=%E5%8D%81%E6%99%82",
        ] {
            let html = page(&visitor, &format!("/areas/272078?{unclear}")).await;
            assert_eq!(total(&html), total(&first), "{unclear}");
            assert!(html.contains("開いている日と時刻を読みとれなかった"), "{unclear}");
            let file = visitor.read(&format!("/search.csv?area=272078&{unclear}")).await;
            assert_eq!(file.0, 404, "a file cannot say what it left aside: {unclear}");
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn a_visitor_with_an_old_or_edited_address_sees_the_first_page_and_is_told(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let visitor = server.visitor();
        let first = page(&visitor, "/areas/272078").await;
        let told = "最初のページを表示しています";
        assert!(!first.contains(told));
        let second = pager(&first, "next").unwrap_or_else(|| panic!("one page alone"));
        let (_, cursor) = second.split_once("after=").unwrap_or_else(|| panic!("{second}"));
        assert!(!page(&visitor, &second).await.contains(told));
        let long = "A".repeat(4_000);
        for edited in [
            "after=AQ".to_owned(),
            "before=%E7%9C%8B%E8%AD%B7".to_owned(),
            format!("after={long}"),
            format!("after={cursor}A"),
            format!("before={cursor}&capacity=yes"),
            format!("after={cursor}&open=now"),
        ] {
            let html = page(&visitor, &format!("/areas/272078?{edited}")).await;
            assert!(html.contains(told), "{edited}");
            assert_eq!(pager(&html, "prev"), None, "{edited}");
        }
        let elsewhere = page(&visitor, &format!("/areas/273015?after={cursor}")).await;
        assert!(elsewhere.contains(told));
        // Page numbers of earlier versions say nothing any more.
        let numbered = page(&visitor, "/areas/272078?page=2").await;
        assert_eq!(agencies(&numbered), agencies(&first));
        assert!(!numbered.contains(told));
        // Whoever turns the pages of what is open now goes on although the clock does.
        let open = page(&visitor, "/search?open=now").await;
        let next = pager(&open, "next").unwrap_or_else(|| panic!("one page alone"));
        world.clock.pass(chrono::TimeDelta::minutes(3));
        assert!(!page(&visitor, &next).await.contains(told));
        server.stop().await;
    }
}

on_every_database! {
    async fn a_visitor_chooses_several_kinds_and_narrows_by_the_form(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let visitor = server.visitor();
        let several = |codes: &[&str]| {
            let kinds: Vec<String> = codes.iter().map(|code| format!("kind={code}")).collect();
            format!("/search?{}", kinds.join("&"))
        };
        let (one, other) = ("employment_transition", "continuous_employment_b");
        let mut sum = 0;
        for code in [one, other] {
            sum += total(&page(&visitor, &several(&[code])).await);
        }
        let both = page(&visitor, &several(&[one, other])).await;
        assert_eq!((total(&both), sum > 2), (sum, true));
        // Each chip that is set takes its own kind back.
        for (kept, taken) in [(one, other), (other, one)] {
            assert!(links(&both).contains(&several(&[kept])), "{taken} cannot be taken back");
        }

        let form = page(&visitor, &format!("{}&q=%E6%94%AF%E6%8F%B4", several(&[one, other]))).await;
        let tags = tags(&form);
        let hidden: Vec<_> = tags
            .iter()
            .filter(|tag| tag.name == "input" && attribute(tag, "type") == Some("hidden"))
            .map(|tag| (attribute(tag, "name"), attribute(tag, "value")))
            .collect();
        let kept = [("q", "支援"), ("kind", one), ("kind", other)];
        assert_eq!(hidden, kept.map(|(name, value)| (Some(name), Some(value))));
        for id in ["good", "program", "since"] {
            assert!(tags.iter().any(|tag| attribute(tag, "id") == Some(id)), "{id}");
        }
        let answer = visitor.open("/search?q=&kind=hello_work&town=高槻市").await;
        let location = answer.headers().get(LOCATION).map(|to| to.as_bytes().to_vec());
        assert_eq!(location, Some(b"/search?kind=hello_work&area=272078".to_vec()));
        let around = visitor.open("/search?town=高槻市&km=5&good=").await;
        let location = around.headers().get(LOCATION).map(|to| to.as_bytes().to_vec());
        assert_eq!(location, Some(b"/search?area=272078&km=5".to_vec()));
        let nowhere = page(&visitor, "/search?town=&km=5").await;
        assert_eq!(total(&nowhere), total(&page(&visitor, "/search").await));
        assert!(nowhere.contains(r#"<select id="km" name="km">"#));
        let unknown = page(&visitor, "/search?town=ないまち").await;
        assert!(unknown.contains("「ないまち」という市区町村は見つかりません"));
        assert_eq!(total(&unknown), total(&page(&visitor, "/search").await));

        let many = page(&visitor, "/search?q=a%20b%20c%20d%20e%20f%20g%20h%20i").await;
        assert!(many.contains("使わなかったことば: i"));

        // What a browser sends when only one of them was chosen.
        let sent = page(&visitor, "/search?q=&good=disability%2Fmental&program=&since=").await;
        assert!((1..total(&page(&visitor, "/search").await)).contains(&total(&sent)));
        assert!(sent.contains(r#"<option value="disability/mental" selected>"#));
        assert!(sent.contains("得意: 精神障害（やめる）"));
        let since = page(&visitor, "/search?since=2026-09-01").await;
        assert!(since.contains("以降に確かめた（やめる）"));
        assert!(total(&since) < total(&page(&visitor, "/search").await));
        server.stop().await;
    }
}

on_every_database! {
    async fn a_coordinator_takes_the_whole_list_into_a_spreadsheet(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let visitor = server.visitor();
        for question in ["area=272078", "q=%E6%94%AF%E6%8F%B4", "area=272078&km=5", "after=AQ"] {
            let list = page(&visitor, &format!("/search?{question}")).await;
            let (status, csv) = visitor.read(&format!("/search.csv?{question}")).await;
            assert_eq!(status, 200, "{question}");
            // The first line names the columns; no cell of the demo holds a line end.
            assert_eq!(csv.lines().count(), total(&list) + 1, "{question}");
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn a_visitor_reads_on_every_page_whom_to_tell_even_when_nothing_else_can_be_shown(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let visitor = server.visitor();
        let whom = "たかつき・しまもと障がい者就労支援ネットワークの事務局: \
            就業・生活支援センター つばさ橋（架空） 電話 ";
        let told = |number: &str| {
            let digits: String = number.chars().filter(char::is_ascii_digit).collect();
            format!(r#"{whom}<a href="tel:{digits}">{number}</a>"#)
        };
        let before = told("072-000-0067");
        for path in ["/no-such-page", "/", "/search", "/sources", "/data", "/sign-in"] {
            let (_, html) = visitor.read(path).await;
            assert_sound(path, &html);
            assert!(html.contains(&before), "{path}");
        }

        let secretariat = fine("01932f00-0000-7002-8000-000000000214".parse());
        correct(&world, secretariat, CorrectableField::Phone, "072-000-0168").await;
        let after = told("072-000-0168");
        assert!(page(&visitor, "/").await.contains(&after));

        let elsewhere = fine(sea_orm::Database::connect(world.url()).await);
        fine(elsewhere.execute_unprepared("ALTER TABLE network RENAME TO network_lost").await);
        fine(elsewhere.close().await);
        let (status, html) = visitor.read("/").await;
        assert_eq!(status, 500);
        assert_sound("the page of what broke", &html);
        assert!(html.contains(&after) && html.contains("お知らせ先（"));
        server.stop().await;
    }
}

on_every_database! {
    async fn a_visitor_reads_the_same_calm_page_whatever_is_not_there(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let visitor = server.visitor();
        let (_, missing) = visitor.read("/resources/01932f00-0000-7002-8000-0000000fffff").await;
        assert!(missing.contains("ページが見つかりません"));
        assert_sound("the page of what is missing", &missing);
        for path in [
            "/resources/01932f00-0000-7002-8000-0000000fffff",
            "/resources/x",
            "/resources/01932f000000700280000000000000301",
            "/resources/01932F00-0000-7002-8000-000000000301",
            "/resources/%00",
            "/resources/01932f00-0000-7002-8000-000000000301/",
            "/areas/999999",
            "/areas/x",
            "/areas/272078?kind=nonsense",
            "/areas/272078?kind=hello_work&kind=nonsense",
            "/areas/272078?since=yesterday",
            "/kinds/nonsense",
            "/assets/nothing.css",
            "/assets/..%2FCargo.toml",
            "/no-such-page",
        ] {
            let (status, html) = visitor.read(path).await;
            assert_eq!(status, 404, "{path}");
            assert_eq!(html, missing, "{path} looks different");
        }
        server.stop().await;
    }
}
