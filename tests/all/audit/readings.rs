//! What somebody reads is written down before they see it, once for each request.

use renkei_app::StoreFault;
use renkei_app::directory::edit::open::Depth;
use renkei_app::directory::read::Viewer;
use renkei_domain::audit::{KnownBy, LineAction};
use renkei_domain::directory::contact::policy::SenderKind;
use renkei_domain::directory::strength::{Strength, Voice};
use renkei_domain::letters::delivery::DeliveryOutcome;
use renkei_domain::people::{Circle, Standing};
use renkei_domain::record::Actor;
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;

use super::{behind, demo, lines, request};
use crate::letters::invited::{all_end, invite};
use crate::record::fine;

on_every_database! {
    async fn a_coordinator_who_reads_twice_for_one_page_leaves_one_line_with_everything_in_it(world) {
        let world = world.seeded().await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let before = lines(&world).await.len();
        let asked = request(&world);
        let id = asked.id.clone();
        let app = world.app.clone();
        let answer = world.app.answering(asked, async {
            let known = fine(app.whoever(&minato.secret).await);
            let principal = known.unwrap_or_else(|| panic!("nobody is signed in")).principal;
            let works = fine("01932f00-0000-7002-8000-000000000407".parse());
            let viewer = Viewer::of(&principal);
            let page = fine(app.view_resource(&viewer, works, SenderKind::Supporter).await);
            let members = fine(fine(app.members_of(&principal, Circle::Network(demo())).await));
            (page.is_some(), members.members.len())
        });
        let (has_page, members) = fine(answer.await);
        assert!(has_page && members > 0);
        let lines = lines(&world).await;
        assert_eq!(lines.len(), before + 1);
        let line = lines.iter().find(|line| line.request.is_some_and(|own| own.simple().to_string() == id));
        let line = line.unwrap_or_else(|| panic!("no line of the request"));
        assert_eq!((line.action, line.actor), (LineAction::Read, Some(Actor::Account(minato.id))));
        assert!(matches!(line.known_by, Some(KnownBy::Session(_))), "{line:?}");
        assert_eq!(line.purpose, "manage_coordinators read_inside");
        let kinds: Vec<&str> = line.items.iter().map(|group| group.kind.as_str()).collect();
        assert!(kinds.contains(&"member") && kinds.contains(&"observation"), "{kinds:?}");
        let detail = line.detail.as_deref().unwrap_or_default();
        assert!(detail.contains("192.0.2.7") && detail.contains("GET /networks/{id}/members"), "{detail}");
        // Nobody's name stands in the line itself.
        let told = format!("{:?} {}", line.items, line.purpose);
        assert!(!told.contains("minato") && !told.contains("さん"), "{told}");
    }
}

on_every_database! {
    async fn a_visitor_who_reads_what_everybody_may_leaves_nothing(world) {
        let world = world.seeded().await;
        let before = lines(&world).await.len();
        let works = fine("01932f00-0000-7002-8000-000000000407".parse());
        let app = world.app.clone();
        let page = world.app.answering(request(&world), async {
            app.view_resource(&Viewer::Anonymous, works, SenderKind::Supporter).await
        });
        assert!(fine(fine(page.await)).is_some());
        assert_eq!(lines(&world).await.len(), before);
    }
}

on_every_database! {
    async fn a_member_is_shown_nothing_that_cannot_be_written_down(world) {
        let world = world.seeded().await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        behind(&world, &["ALTER TABLE audit RENAME TO audit_away"]).await;
        let app = world.app.clone();
        let answer = world.app.answering(request(&world), async {
            app.members_of(&minato.principal, Circle::Network(demo())).await
        });
        let held_back = answer.await;
        assert!(matches!(held_back, Err(StoreFault::Unkept(_))), "it was shown");
        // Outside of a request the reader itself says no.
        assert!(app.members_of(&minato.principal, Circle::Network(demo())).await.is_err());
        behind(&world, &["ALTER TABLE audit_away RENAME TO audit"]).await;
        assert!(app.members_of(&minato.principal, Circle::Network(demo())).await.is_ok());
    }
}

on_every_database! {
    async fn who_looks_at_letters_and_at_forms_leaves_a_line_of_what_is_shown_there(world) {
        let world = world.seeded().await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let coordinator = Standing::Coordinator(demo());
        let made = invite(&world, &minato, coordinator, "摂津 みのり", Some("minori@example.jp")).await;
        all_end(&world, DeliveryOutcome::Refused).await;
        let app = &world.app;
        let known = lines(&world).await.len();
        assert_eq!(fine(fine(app.letter_board(&minato.principal).await)).len(), 1);
        let now = lines(&world).await;
        let read = now.iter().flat_map(|line| &line.items).filter(|group| group.kind == "invitation");
        let ids = read.flat_map(|group| group.ids.iter());
        assert!(now.len() == known + 1 && ids.copied().any(|id| id == made.id.uuid()));

        // A form for hours shows nobody's name, one for contact persons does.
        let works = fine("01932f00-0000-7002-8000-000000000407".parse());
        let open = fine(app.editable(&minato.principal, works, Depth::Outside).await);
        assert!(open.is_some_and(|open| open.profile.contact_persons.is_empty()));
        assert_eq!(lines(&world).await.len(), known + 1);
        let inside = fine(app.editable(&minato.principal, works, Depth::Inside).await);
        let observed = |strength: &Strength| matches!(strength.voice, Voice::Observed { .. });
        assert!(inside.is_some_and(|inside| inside.profile.strengths.iter().any(observed)));
        assert_eq!(lines(&world).await.len(), known + 2);
    }
}
