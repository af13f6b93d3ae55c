//! To whom a map is shown, of what, and until when; and what reaches it from the directory.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use renkei_app::map::MapRefusal;
use renkei_app::map::share::{ShareForm, ShareTo};
use renkei_app::person_copy::ask::CopyAsked;
use renkei_app::provisions::read::RecordsSpan;
use renkei_app::writer::Writer;
use renkei_domain::access::principal::Principal;
use renkei_domain::consent::{InformationCategory, Means};
use renkei_domain::directory::edit::Edit;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::map::{
    Entry, Knows, MapChange, PrintForm, Quadrant, ShareFault, Sheet, WhoKind,
};
use renkei_domain::people::Standing;
use renkei_domain::person_copy::CopyKind;
use renkei_domain::provisions::{ObtainedHow, ReceivedBy};
use renkei_domain::record::Source;
use renkei_tests::browser::Page;
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;

use super::{all, entry, form, linked, map, names, own, saved, two};
use crate::consent::{case_with_a_doctor, desk, staff, two_agencies};
use crate::import::look::view;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::{line, office, register, resource};
use crate::record::fine;
use crate::upgrades::{connect, number};

on_every_database! {
    async fn a_supporter_reads_what_the_person_lets_them_until_one_press_ends_it(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let nagi = staff(&world, here, "nagi").await;
        let sora = staff(&world, there, "sora").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let yui = linked(&world, &haruka, case, "yui").await;
        let to = ShareTo::Supporter { case, supporter: haruka.id };
        let empty = fine(app.share_map(&desk(&yui), form(to, all())).await);
        assert_eq!(empty, Err(MapRefusal::Share(ShareFault::Empty)));
        saved(&world, &yui, two()).await;
        let preview = fine(fine(app.preview_map(&yui.principal, &all()).await));
        let left_out: Vec<&str> = preview.left_out.iter().map(|name| name.as_str()).collect();
        assert_eq!((names(&preview.map), left_out), (vec!["主治医"], vec!["課長"]));
        let nothing = fine(app.share_map(&desk(&yui), form(to, BTreeSet::new())).await);
        assert_eq!(nothing, Err(MapRefusal::NothingShown));
        let elsewhere = ShareTo::Supporter { case, supporter: sora.id };
        let refused = fine(app.share_map(&desk(&yui), form(elsewhere, all())).await);
        assert_eq!(refused, Err(MapRefusal::NotASupporter));
        let by_staff = fine(app.share_map(&desk(&haruka), form(to, all())).await);
        assert!(matches!(by_staff, Err(MapRefusal::Case(_))), "{by_staff:?}");

        let share = fine(fine(app.share_map(&desk(&yui), form(to, all())).await));
        let read = fine(fine(app.shared_map(&haruka.principal, share.id).await));
        assert_eq!(names(&read.map), ["主治医"], "nobody asked about the employer, so it is closed");
        assert!(read.map.trouble.i_notice.is_some());
        for who in [&nagi, &sora, &yui] {
            let read = fine(app.shared_map(&who.principal, share.id).await);
            assert_eq!(read.err(), Some(MapRefusal::NotFound));
        }
        let shown = fine(app.maps_shown_in_case(&haruka.principal, case).await);
        assert_eq!(shown.iter().map(|line| line.id).collect::<Vec<_>>(), [share.id]);
        assert!(fine(app.maps_shown_in_case(&nagi.principal, case).await).is_empty());

        let less = BTreeSet::from([InformationCategory::Basic]);
        let little = fine(fine(app.share_map(&desk(&yui), form(to, less)).await));
        let read_little = fine(fine(app.shared_map(&haruka.principal, little.id).await));
        assert!(read_little.map.trouble.is_empty(), "signs were not among it");
        assert_eq!(read_little.map.entries[0].knows, Knows::NotSaid);

        let strange = fine(app.end_map_share(&desk(&haruka), share.id).await);
        assert_eq!(strange, Err(MapRefusal::NotFound));
        fine(fine(app.end_map_share(&desk(&yui), share.id).await));
        let gone = fine(app.shared_map(&haruka.principal, share.id).await);
        assert_eq!(gone.err(), Some(MapRefusal::NotFound));
        let shares = own(&world, &yui).await.shares;
        let ended = shares.iter().find(|stored| stored.share.id == share.id);
        assert!(ended.is_some_and(|stored| stored.readings == 1 && stored.share.ended.is_some()));

        // Whoever leaves the case takes their map along.
        fine(fine(app.leave_case(&desk(&yui), case).await));
        let left = fine(app.shared_map(&haruka.principal, little.id).await);
        assert_eq!(left.err(), Some(MapRefusal::NotFound));
        assert_eq!(own(&world, &yui).await.map, two());
    }
}

on_every_database! {
    async fn what_the_person_shows_stands_on_their_page_and_in_their_copy_and_with_the_agency(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let yui = linked(&world, &haruka, case, "yui").await;
        saved(&world, &yui, two()).await;
        let to = ShareTo::Supporter { case, supporter: haruka.id };
        let share = fine(fine(app.share_map(&desk(&yui), form(to, all())).await));
        fine(fine(app.share_map(&desk(&yui), form(ShareTo::Link, all())).await));

        // Staff read what came in, from whom and of what: what is left out is not named.
        let kept = fine(fine(app.records(&haruka.principal, case, RecordsSpan::default()).await));
        assert!(kept.shown.is_empty() && kept.file.provisions.is_empty());
        let [heard] = kept.file.receipts.as_slice() else {
            panic!("one share by the case: {:?}", kept.file.receipts);
        };
        assert_eq!((heard.obtained, heard.ground), (ObtainedHow::FromPerson, ReceivedBy::Consent));
        assert_eq!((heard.noted_by, heard.means, heard.organization), (yui.id, Means::Document, here));
        let named =
            [InformationCategory::Basic, InformationCategory::DisabilityDiagnosis, InformationCategory::Emergency];
        assert_eq!(heard.categories, BTreeSet::from(named));
        assert!(heard.what.as_ref().is_some_and(|what| what.as_str().contains("haruka")));
        let strange = fine(app.records(&sora.principal, case, RecordsSpan::default()).await);
        assert!(strange.is_err());

        // The person reads both, and that one was ended.
        fine(fine(app.end_map_share(&desk(&yui), share.id).await));
        let own = fine(fine(app.records(&yui.principal, case, RecordsSpan::default()).await));
        let shown: Vec<(&str, bool)> =
            own.shown.iter().map(|stored| (stored.share.with.code(), stored.share.ended.is_some())).collect();
        assert_eq!(BTreeSet::from_iter(shown), BTreeSet::from([("link", false), ("supporter", true)]));
        let early = RecordsSpan { until: own.now.date.pred_opt(), ..RecordsSpan::default() };
        let early = fine(fine(app.records(&yui.principal, case, early).await));
        assert!(early.shown.is_empty() && early.file.receipts.is_empty());

        // Their copy of what the agency has tells it at once, and of no link.
        for reader in [&yui, &haruka] {
            let copy = fine(fine(app.person_copy(&reader.principal, case).await));
            let at_once = &copy.parts.at_once;
            let of_kind = |kind: CopyKind| at_once.iter().filter(|one| one.kind == kind).collect::<Vec<_>>();
            let shown = of_kind(CopyKind::Shown);
            assert!(shown.len() == 1 && shown[0].heading.contains("haruka"), "{shown:?}");
            let codes: Vec<&str> = shown[0].facts.iter().map(|fact| fact.code.as_str()).collect();
            assert_eq!(codes, ["on", "time", "categories", "purpose", "means", "ended"]);
            assert_eq!(of_kind(CopyKind::Receipt).len(), 1);
        }
        fine(fine(app.ask_copy(&desk(&yui), case, CopyAsked::ByThemselves).await));
        let asked = fine(fine(app.person_copy(&haruka.principal, case).await)).to_decide;
        assert!(asked.iter().all(|one| one.entry.kind != CopyKind::Receipt), "they gave it themself");
    }
}

on_every_database! {
    async fn a_link_dies_when_it_is_ended_and_when_its_days_are_over(world) {
        let app = &world.app;
        let yui = somebody(app, Standing::Person, "yui").await;
        saved(&world, &yui, two()).await;
        for days in [0, 31] {
            let long = ShareForm { days: Some(days), ..form(ShareTo::Link, all()) };
            let refused = fine(app.share_map(&desk(&yui), long).await);
            assert_eq!(refused, Err(MapRefusal::Share(ShareFault::Until)));
        }
        let mut secrets = Vec::new();
        for _ in 0..2 {
            let made = fine(fine(app.share_map(&desk(&yui), form(ShareTo::Link, all())).await));
            secrets.push((made.id, fine(made.secret.ok_or("a secret"))));
        }
        let read = fine(fine(app.map_behind_link(&secrets[0].1).await));
        assert_eq!(names(&read.map), ["主治医"]);
        assert!(read.earlier.is_empty() && read.case.is_none());
        fine(fine(app.end_map_share(&desk(&yui), secrets[0].0).await));
        world.clock.pass(TimeDelta::days(6));
        assert!(fine(app.map_behind_link(&secrets[1].1).await).is_ok());
        world.clock.pass(TimeDelta::days(1));
        let never = "A".repeat(43);
        for secret in [secrets[0].1.as_str(), secrets[1].1.as_str(), never.as_str(), "short"] {
            let gone = fine(app.map_behind_link(secret).await);
            assert_eq!(gone.err(), Some(MapRefusal::NotFound));
        }
    }
}

on_every_database! {
    async fn a_change_of_the_directory_reaches_the_map_and_whom_it_is_shown_to(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let yui = linked(&world, &haruka, case, "yui").await;
        let id = resource(9_700);
        let facts = ResourceFacts {
            phones: vec![Phone::published(line("072-000-0001"))],
            ..office(ResourceKind::PeerGroup, "ピアの会")
        };
        register(&world, id, facts, Profile::default()).await;
        let listed = Entry {
            resource: Some(id),
            ..entry(1, Quadrant::Leisure, WhoKind::Agency, "ピアの会")
        };
        saved(&world, &yui, map([listed])).await;
        fine(fine(app.note_map_printed(&desk(&yui)).await));
        let to = ShareTo::Supporter { case, supporter: haruka.id };
        let share = fine(fine(app.share_map(&desk(&yui), form(to, all())).await));
        assert!(own(&world, &yui).await.changes.is_empty());
        let listed = async || fine(app.maps_shown_in_case(&haruka.principal, case).await);
        assert!(listed().await[0].changes.is_empty());

        let operator = Writer::by(Principal::installation(), Source::Command);
        let version = view(&world, id).await.version;
        let phones = Edit::Phones(vec![Phone::published(line("072-000-0002"))]);
        fine(fine(app.edit_resource(&operator, id, version, phones).await));
        let said = |changes: &[MapChange]| changes.iter().map(MapChange::said).collect::<Vec<_>>();
        let expected = ["「ピアの会」の 電話番号が かわりました。 いまは 072-000-0002 です。"];
        let seen = own(&world, &yui).await;
        assert_eq!(said(&seen.changes), expected);
        assert_eq!(seen.current[0].phones, ["072-000-0002"], "the map itself has the number of now");
        assert!(seen.printed_on.is_some());
        assert_eq!(said(&listed().await[0].changes), expected);
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let list = format!("/cases/{case}/map");
        let read_on = |page: &Page| {
            assert_sound("what changed of a map that is shown", &page.html);
            page.says(expected[0]) && page.says("変わりました") && page.says("もういちど印刷するよう")
        };
        assert!(read_on(&browser.look(&list).await));
        let shares = own(&world, &yui).await.shares;
        assert_eq!(shares[0].readings, 0, "a list is no reading of the map");
        assert!(read_on(&browser.look(&format!("{list}/{}", share.id)).await));
        let read = fine(fine(app.shared_map(&haruka.principal, share.id).await));
        assert_eq!(said(&read.changes), expected);
        fine(fine(app.end_map_share(&desk(&yui), share.id).await));
        assert!(!read_on(&browser.look(&list).await), "nothing is told any more");
        fine(fine(app.share_map(&desk(&yui), form(to, all())).await));
        let day = ["/today".to_owned(), format!("/cases/{case}")];
        let own_browser = browser_of(&server, &yui);
        let is_old = async || own_browser.look("/my/map").await.html.contains("id=\"paper\"");
        fine(fine(app.see_map_changes(&desk(&yui)).await));
        let looked = own(&world, &yui).await;
        assert!(looked.changes.is_empty());
        assert_eq!(said(&looked.on_paper), expected, "who looks has the same paper as before");
        assert!(is_old().await);
        assert_eq!(said(&listed().await[0].changes), expected);
        for place in &day {
            assert!(read_on(&browser.look(place).await), "{place}");
        }
        fine(fine(app.note_map_printed(&desk(&yui)).await));
        assert!(own(&world, &yui).await.on_paper.is_empty() && !is_old().await);
        assert!(listed().await[0].changes.is_empty());
        for place in &day {
            assert!(!read_on(&browser.look(place).await), "{place}");
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn a_sheet_is_fetched_for_ten_minutes_and_by_nobody_who_may_not_read_the_map(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let yui = linked(&world, &haruka, case, "yui").await;
        let card = || PrintForm::of(Sheet::Card);
        let early = fine(app.offer_map_sheet(&desk(&yui), None, card()).await);
        assert_eq!(early.err(), Some(MapRefusal::NotFound));
        saved(&world, &yui, two()).await;
        let to = ShareTo::Supporter { case, supporter: haruka.id };
        let share = fine(fine(app.share_map(&desk(&yui), form(to, all())).await));
        let bytes = b"\x89PNG\r\n\x1A\n..IEND\xAE\x42\x60\x82".to_vec();
        fine(fine(app.add_map_picture(&desk(&yui), bytes).await));
        let own = fine(fine(app.offer_map_sheet(&desk(&yui), None, card()).await));
        let shown = fine(fine(app.offer_map_sheet(&desk(&haruka), Some(share.id), card()).await));
        let strange = fine(app.offer_map_sheet(&desk(&yui), Some(share.id), card()).await);
        assert_eq!(strange.err(), Some(MapRefusal::NotFound));
        let (sheet, pictures) = fine(fine(app.map_sheet(&own.secret).await));
        assert_eq!(pictures.len(), 1);
        assert_eq!((sheet.map, sheet.form), (two(), card()), "one's own print keeps everything");
        let (cut, pictures) = fine(fine(app.map_sheet(&shown.secret).await));
        assert!(pictures.is_empty(), "pictures are the person's");
        assert_eq!(names(&cut.map), ["主治医"]);
        fine(fine(app.end_map_share(&desk(&yui), share.id).await));
        let ended = fine(app.map_sheet(&shown.secret).await);
        assert_eq!(ended.err(), Some(MapRefusal::NotFound));
        world.clock.pass(TimeDelta::minutes(10));
        let over = fine(app.map_sheet(&own.secret).await);
        assert_eq!(over.err(), Some(MapRefusal::NotFound));
        let database = connect(&world.url()).await;
        let kept = "SELECT COUNT(*) FROM map_sheet";
        assert!(number(&database, kept).await > 0);
        fine(app.clean_up().await);
        assert_eq!(number(&database, kept).await, 0, "what is over is forgotten");
        fine(database.close().await);
    }
}
