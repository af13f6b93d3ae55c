//! The page of one agency: whom it answers, what it says where something is missing, and how it tells
//! what was checked, corrected or closed.

use renkei_app::Caller;
use renkei_app::directory::read::Viewer;
use renkei_domain::directory::contact::policy::SenderKind;
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::freshness::{
    FieldGroup, Verification, VerificationMethod as Method, VerificationOutcome as Found,
};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::notice::Notice;
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::strength::Voice;
use renkei_domain::ids::{NetworkId, NoticeId};
use renkei_domain::people::Standing;
use renkei_domain::record::Actor;
use renkei_domain::text::Prose;
use renkei_graphql::global_id;
use renkei_tests::browser::Browser;
use renkei_tests::clock::japan;
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;
use sea_orm::ConnectionTrait as _;
use uuid::Uuid;

use crate::import::look::{correct, view};
use crate::letters::invited::demo;
use crate::markup::{attribute, plain, tags};
use crate::migrations::{code, enter, line, office, office_in, register, resource};
use crate::pages::page;
use crate::record::fine;

const HOSPITAL: &str = "/resources/01932f00-0000-7002-8000-000000000301";

/// Where the chosen one of the choices on a page leads.
fn chosen(html: &str) -> Vec<String> {
    tags(html)
        .iter()
        .filter(|tag| attribute(tag, "class") == Some("chip"))
        .filter(|tag| attribute(tag, "aria-current") == Some("true"))
        .filter_map(|tag| attribute(tag, "href"))
        .map(str::to_owned)
        .collect()
}

on_every_database! {
    async fn an_employer_and_a_family_are_told_their_own_way_to_reach_the_hospital(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let visitor = server.visitor();
        let told = [
            ("", "紹介したい理由と、本人が受診に同意していることを聞きます"),
            ("?as=employer", "会社からの問い合わせには直接答えられません"),
            ("?as=person", "初診の予約は本人か家族が電話でとります"),
        ];
        for (asked, own) in told {
            let path = format!("{HOSPITAL}{asked}");
            let html = page(&visitor, &path).await;
            for (_, words) in told {
                assert_eq!(plain(&html).contains(words), words == own, "{path}: {words}");
            }
            assert_eq!(chosen(&html), [path], "the choice is shown and kept in the address");
        }
        // The way to sign in leads back to the very address, so that only what is told is the same.
        let told = |html: String| html.split_once("<main").map(|(_, main)| main.to_owned());
        let plainly = told(page(&visitor, HOSPITAL).await);
        for same in ["?as=", "?as=supporter"] {
            assert_eq!(told(page(&visitor, &format!("{HOSPITAL}{same}")).await), plainly);
        }
        let (status, _) = visitor.read(&format!("{HOSPITAL}?as=nobody")).await;
        assert_eq!(status, 404);
        let (status, _) = visitor.read(&format!("{HOSPITAL}?as=person&as=employer")).await;
        assert_eq!(status, 400);
        server.stop().await;
    }
}

on_every_database! {
    async fn on_a_saturday_who_has_something_urgent_is_not_told_to_wait(world) {
        let world = world.seeded().await;
        world.clock.set(japan("2026-11-21", "14:00"));
        let server = world.serve().await;
        let day_care = "/resources/01932f00-0000-7002-8000-000000000303";
        let html = plain(&page(&server.visitor(), day_care).await);
        let told = [
            r#"どう連絡するか（<span class="screen-only">いま・</span>はじめての相談・紹介）"#,
            r#"<p class="print-only">支援機関から。"#,
            "はじめての相談・紹介は、いまは 連絡の時間の外です",
            "いつもの連絡・急ぎの連絡・書類のやりとりなら いま: FAX（いつでも）",
        ];
        let places: Vec<_> = told.iter().map(|words| html.find(words)).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");
        server.stop().await;
    }
}

on_every_database! {
    async fn a_supporter_reads_beside_a_purpose_what_not_to_do_for_it(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let path = "/resources/01932f00-0000-7002-8000-000000000208";
        let html = page(&server.visitor(), path).await;
        assert!(html.contains("<strong>しないでください:</strong> 申請書をFAXで送らない"));
        assert!(!html.contains(r#"class="never""#), "nothing holds for every purpose");
        server.stop().await;
    }
}

on_every_database! {
    async fn a_coordinator_tells_the_last_try_from_the_last_confirmation(world) {
        let world = world.with_towns().await;
        let network = |number| NetworkId::from_uuid(Uuid::from_u128(number));
        let (own, other) = (network(7), network(8));
        let founded = world.app.found_network(Caller::COMMAND, own, line("ある網"), vec![code("272078")]);
        fine(fine(founded.await));
        let attempt = |group, day: &str, method, outcome| Verification {
            group,
            verified_on: japan(day, "0:00").in_japan().date,
            by_name: Some(line("見本 はなこ")),
            by_role: line("みほん支援センター"),
            method,
            outcome,
        };
        let (contact, hours) = (FieldGroup::Contact, FieldGroup::Hours);
        let verifications = vec![
            attempt(contact, "2026-03-02", Method::Visit, Found::Confirmed),
            // Twice on one day: both are kept, as is what belongs to another part.
            attempt(contact, "2026-11-02", Method::Phone, Found::NoAnswer),
            attempt(contact, "2026-11-02", Method::Fax, Found::NoAnswer),
            attempt(hours, "2026-11-02", Method::Phone, Found::NoAnswer),
        ];
        let profile = Profile { verifications: verifications.clone(), ..Profile::default() };
        let facts = office_in(code("272078"), ResourceKind::PeerGroup, "ある会");
        register(&world, resource(1), facts, profile).await;
        let unnamed = verifications.iter().map(|done| Verification { by_name: None, ..done.clone() });
        let unnamed: Vec<Verification> = unnamed.collect();
        // Who went there is staff of an agency of the network that keeps the entry, and named there alone.
        for (viewer, expected) in [
            (Viewer::Anonymous, &unnamed),
            (Viewer::Member(vec![other]), &unnamed),
            (Viewer::Member(vec![other, own]), &verifications),
        ] {
            let view = world.app.view_resource(&viewer, resource(1), SenderKind::Supporter).await;
            let view = fine(view).unwrap_or_else(|| panic!("not there"));
            assert_eq!(view.profile.verifications, *expected, "{viewer:?}");
        }

        let server = world.serve().await;
        let html = page(&server.visitor(), &format!("/resources/{}", resource(1))).await;
        let cells: Vec<&str> = html
            .split(r#"role="rowheader">"#)
            .skip(1)
            .take(2)
            .flat_map(|row| row.split("</td>").take(4))
            .filter_map(|cell| cell.rsplit('>').next())
            .collect();
        assert_eq!(cells, [
            "2026年3月2日(月)",
            "訪問・その通りだった（みほん支援センター）",
            "2026年11月2日(月) FAX・返事がなかった（みほん支援センター）",
            "2026年11月23日(月)",
            " 2026年11月2日(月)にたずねましたが、返事がありません",
            "なし",
            "2026年11月2日(月) 電話・返事がなかった（みほん支援センター）",
            "2026年11月23日(月)",
        ]);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_member_reads_by_name_who_confirmed_something_and_a_visitor_by_role(world) {
        let world = world.seeded().await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let server = world.serve().await;
        let desk = Browser::at(&server);
        desk.keep(Some(minato.secret.as_str().to_owned()));
        let (role, name) = ("ことのはワークス（架空）就労支援員", "見本 さくら");
        let shown = desk.open(HOSPITAL).await;
        assert!(shown.html.contains(&format!("（{role} {name}）")), "{}", shown.html);
        let public = page(&server.visitor(), HOSPITAL).await;
        assert!(public.contains(&format!("（{role}）")) && !public.contains(name), "{public}");
        server.stop().await;
    }
}

on_every_database! {
    async fn a_member_reads_who_answered_an_observation_and_when(world) {
        let world = world.seeded().await;
        let members = Viewer::Member(vec![fine("01932f00-0000-7000-8000-000000000001".parse())]);
        let works = fine("01932f00-0000-7002-8000-000000000407".parse());
        let seen = fine(world.app.view_resource(&members, works, SenderKind::Supporter).await);
        let strengths = seen.map(|view| view.profile.strengths).unwrap_or_default();
        let replies: Vec<_> = strengths
            .iter()
            .filter_map(|strength| match &strength.voice {
                Voice::Observed { reply, .. } => reply.as_ref(),
                Voice::SelfDeclared => None,
            })
            .map(|reply| (reply.on.to_string(), reply.by_name.as_str(), reply.by_role.as_str()))
            .collect();
        assert_eq!(replies, [("2026-06-04".to_owned(), "例示 けんた", "サービス管理責任者")]);
    }
}

on_every_database! {
    async fn a_visitor_reads_what_was_corrected_by_whom_and_when(world) {
        let id = resource(1);
        enter(&world, id, "もとの名").await;
        correct(&world, id, CorrectableField::Name, "正しい名").await;
        let first = view(&world, id).await;
        let kept = &first.corrections[0];
        assert_eq!((kept.by, kept.at), (Actor::Operator, japan("2026-11-20", "10:00")));

        world.clock.set(japan("2026-11-24", "9:30"));
        correct(&world, id, CorrectableField::Name, "もっと正しい名").await;
        correct(&world, id, CorrectableField::Capacity, "12").await;
        let server = world.serve().await;
        let html = page(&server.visitor(), &format!("/resources/{id}")).await;
        for told in [
            "名称を2026年11月24日(火)にこの名簿の運用者が「もっと正しい名」に直した（公表値: もとの名）",
            "定員を2026年11月24日(火)にこの名簿の運用者が「12」に直した（公表値: （空欄））",
        ] {
            assert!(plain(&html).contains(told), "{told}");
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn a_visitor_is_told_of_no_hearing_where_nobody_was_asked(world) {
        let profile = Profile::default();
        register(&world, resource(1), office(ResourceKind::PeerGroup, "ある会"), profile).await;
        let server = world.serve().await;
        let visitor = server.visitor();
        let entered = plain(&page(&visitor, &format!("/resources/{}", resource(1))).await);
        assert!(entered.contains("公表データからではなく、この名簿に入力された内容です"));
        let sources = plain(&page(&visitor, "/sources").await);
        assert!(sources.contains("公表されているデータと、この名簿に入力された内容から できています"));
        server.stop().await;
    }
}

on_every_database! {
    async fn a_supporter_is_not_sent_to_an_office_that_closed(world) {
        let mut facts = office(ResourceKind::PeerGroup, "とじた会");
        facts.phones = vec![Phone::published(line("072-000-0001"))];
        let day = |text: &str| japan(text, "0:00").in_japan().date;
        let notice = Notice {
            id: NoticeId::from_uuid(resource(2).uuid()),
            text: fine(Prose::parse("西口からお入りください")),
            from: day("2026-11-01"),
            until: day("2026-12-28"),
        };
        let profile = Profile { notices: vec![notice], ..Profile::default() };
        register(&world, resource(1), facts, profile).await;
        let path = format!("/resources/{}", resource(1));
        let server = world.serve().await;
        let visitor = server.visitor();
        let closed = "この機関は 廃止されました";
        let before = page(&visitor, &path).await;
        assert!(!before.contains(closed) && !chosen(&before).is_empty());
        assert!(before.contains("西口からお入りください"));
        let last = r#"<span class="screen-only">2026年12月28日(月)</span><span class="print-only">令和8年12月28日(月)</span> まで"#;
        assert!(before.contains(last), "on paper with the year of the era");
        for (when, time, is_told) in [
            ("2026-10-31", "23:59", false),
            ("2026-11-01", "00:00", true),
            ("2026-12-28", "23:59", true),
            ("2026-12-29", "00:00", false),
        ] {
            world.clock.set(japan(when, time));
            let then = page(&visitor, &path).await;
            assert_eq!(then.contains("西口からお入りください"), is_told, "{when} {time}");
            let asked = format!("/graphql?query=%7Bresource(id:%22{}%22)%7Bnotices%7Btext%7D%7D%7D", global_id(resource(1)));
            let (_, told) = visitor.read(&asked).await;
            assert_eq!(told.contains("西口からお入りください"), is_told, "{when} {time}: {told}");
        }
        world.clock.set(japan("2026-11-20", "10:00"));

        // Nobody can close an entry before there are accounts; the table can say so already.
        let elsewhere = fine(sea_orm::Database::connect(world.url()).await);
        let closing = "UPDATE resource SET lifecycle = 'closed'";
        fine(elsewhere.execute_unprepared(closing).await);
        fine(elsewhere.close().await);
        let after = page(&visitor, &path).await;
        assert!(after.contains(closed) && after.contains("ここには もう連絡できません"));
        assert!(!after.contains("西口からお入りください"));
        assert_eq!(chosen(&after), Vec::<String>::new(), "nobody is asked who gets in touch");
        server.stop().await;
    }
}
