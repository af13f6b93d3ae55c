//! A person shows their map by name to whoever of their support team has an account, and is told of nobody who does not
//! help them.

use renkei_app::map::MapRefusal;
use renkei_app::map::share::ShareTo;
use renkei_app::provisions::read::RecordsSpan;
use renkei_domain::cases::employment::EmployerTie;
use renkei_domain::cases::team::{MemberAgency, TeamMember};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_tests::on_every_database;

use super::ends::keep;
use super::{all, form, linked, names, saved, two};
use crate::consent::{a_doctor, case_with_a_doctor, desk, staff, two_agencies};
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::{line, office, register, resource};
use crate::record::fine;

on_every_database! {
    async fn a_person_chooses_somebody_of_their_team_by_name_and_agency(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let nagi = staff(&world, there, "nagi").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let yui = linked(&world, &haruka, case, "yui").await;
        saved(&world, &yui, two()).await;
        let id = resource(9_730);
        let facts = ResourceFacts {
            organization: Some(there),
            ..office(ResourceKind::VisitingNursing, "訪問看護 みほん")
        };
        register(&world, id, facts, Profile::default()).await;
        let member = TeamMember {
            id: app.new_team_member(),
            agency: MemberAgency::Listed(id),
            contact: Some(line("sora さん")),
            role: None,
            ..a_doctor(&world)
        };
        keep(&world, &haruka, case, member.clone()).await;

        let server = world.serve().await;
        let own = browser_of(&server, &yui);
        let page = own.look("/my/map/share").await;
        assert_sound("to whom a map may be shown", &page.html);
        assert!(page.says("haruka") && page.says("訪問看護 みほん sora"), "{}", page.html);
        assert!(page.html.contains(&format!("supporter.{case}.{}", sora.id)), "{}", page.html);
        assert!(!page.says("nagi"), "who does not help them is not named: {}", page.html);
        let to = |supporter| form(ShareTo::Supporter { case, supporter }, all());
        let strange = fine(app.share_map(&desk(&yui), to(nagi.id)).await);
        assert_eq!(strange, Err(MapRefusal::NotASupporter));
        // The page promises a record of the agency that leads alone, which makes one.
        for (who, is_noted) in [(&haruka, true), (&sora, false)] {
            let chosen = format!("supporter.{case}.{}", who.id);
            let look = own.send("/my/map/share/look", &[("to", &chosen), ("days", "7")]).await;
            assert_sound("before it is shown by name", &look.html);
            assert_eq!(look.says("相手の 機関の 記録に のこります。"), is_noted, "{}", look.html);
        }
        let share = fine(fine(app.share_map(&desk(&yui), to(sora.id)).await));
        let records = fine(fine(app.records(&yui.principal, case, RecordsSpan::default()).await));
        assert!(records.file.receipts.is_empty(), "nobody heard it from a third party");
        assert_eq!(records.shown.len(), 1, "the share stands on the person's own page");
        fine(fine(app.share_map(&desk(&yui), to(haruka.id)).await));
        let records = fine(fine(app.records(&haruka.principal, case, RecordsSpan::default()).await));
        assert_eq!(records.file.receipts.len(), 1, "of the agency that leads: its own alone");

        let read = fine(fine(app.shared_map(&sora.principal, share.id).await));
        assert_eq!(names(&read.map), ["主治医"]);
        assert!(!read.may_read_case);
        for who in [&haruka, &nagi, &yui] {
            let read = fine(app.shared_map(&who.principal, share.id).await);
            assert_eq!(read.err(), Some(MapRefusal::NotFound));
        }
        let supporter = browser_of(&server, &sora);
        let shown = format!("/cases/{case}/map/{}", share.id);
        let list = supporter.look("/cases").await;
        assert_sound("the maps that are shown to somebody of a team", &list.html);
        assert!(list.html.contains(&format!("href=\"{shown}\"")), "{}", list.html);
        let map = supporter.look(&shown).await;
        assert_sound("a map that is shown to somebody of a team", &map.html);
        assert!(map.says("主治医"), "{}", map.html);
        assert!(!map.html.contains(&format!("href=\"/cases/{case}\"")), "the case stays closed: {}", map.html);
        assert_eq!(supporter.look(&format!("/cases/{case}")).await.status, 404);
        assert!(!browser_of(&server, &nagi).look("/cases").await.html.contains(&shown));

        fine(fine(app.end_map_share(&desk(&yui), share.id).await));
        let gone = fine(app.shared_map(&sora.principal, share.id).await);
        assert_eq!(gone.err(), Some(MapRefusal::NotFound));
        assert!(!supporter.look("/cases").await.html.contains(&shown));

        // Whoever is of the employer is not offered, and is not shown it.
        let of_employer = TeamMember { employer: EmployerTie::TheEmployer, ..member };
        keep(&world, &haruka, case, of_employer).await;
        let choice = format!("supporter.{case}.{}", sora.id);
        assert!(!own.look("/my/map/share").await.html.contains(&choice));
        let refused = fine(app.share_map(&desk(&yui), to(sora.id)).await);
        assert_eq!(refused, Err(MapRefusal::NotASupporter));
        server.stop().await;
    }
}
