//! A note that its author alone read does not hold a copy back for good once they have left.

use renkei_app::people::Ending;
use renkei_app::person_copy::CopyRefusal;
use renkei_app::person_copy::ask::CopyAsked;
use renkei_domain::cases::note::NoteScope;
use renkei_domain::people::{Circle, Standing};
use renkei_domain::person_copy::{CopyDecision, CopyFault, CopyKind};
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;

use super::{a_note, copy_of, decision, linked, of_kind};
use crate::consent::{case_with_a_doctor, desk, staff, two_agencies};
use crate::letters::invited::demo;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

const OWN: &str = "jibun-dake-no-kiroku";

on_every_database! {
    async fn whoever_releases_a_copy_decides_an_own_note_whose_author_has_left(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let nagi = staff(&world, here, "nagi").await;
        let minato = somebody(app, Standing::Coordinator(demo()), "minato").await;
        let (id, _) = case_with_a_doctor(&world, &haruka, here).await;
        fine(fine(app.write_case_note(&desk(&nagi), id, a_note(NoteScope::Own, OWN)).await));
        let hanako = linked(&world, &haruka, id, "hanako").await;
        let request = fine(fine(app.ask_copy(&desk(&hanako), id, CopyAsked::ByThemselves).await)).0;
        let view = fine(copy_of(&world, &haruka, id).await);
        let own = of_kind(&view, CopyKind::Note);
        assert!(own.reader == Some(nagi.id) && own.left_by.is_none() && own.entry.facts.is_empty());
        let theirs = app.decide_copy_item(&desk(&haruka), id, decision(request, own, CopyDecision::Given, None)).await;
        assert_eq!(fine(theirs).err(), Some(CopyRefusal::Copy(CopyFault::OwnNote)));

        // Of somebody whose account is only stopped it stays theirs.
        let umi = somebody(app, Standing::Operator, "umi").await;
        fine(fine(app.disable_account(&umi.principal, nagi.id, None).await));
        let view = fine(copy_of(&world, &haruka, id).await);
        let own = of_kind(&view, CopyKind::Note);
        assert!(own.reader == Some(nagi.id) && own.left_by.is_none() && own.entry.facts.is_empty());
        fine(fine(app.enable_account(&umi.principal, nagi.id).await));

        let members = app.members_of(&minato.principal, Circle::Organization(here)).await;
        let members = fine(fine(members)).members;
        let of_nagi = members.iter().find(|member| member.account == nagi.id);
        let membership = fine(of_nagi.ok_or("a member")).membership.id;
        let ending = Ending { membership, until: app.now().in_japan().date, successor: None };
        fine(fine(app.end_membership(&desk(&minato), ending).await));

        let view = fine(copy_of(&world, &haruka, id).await);
        let left = of_kind(&view, CopyKind::Note);
        assert!(left.reader.is_none() && left.left_by == Some(nagi.id) && !left.entry.facts.is_empty());
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let page = browser.look(&format!("/cases/{id}/copy")).await;
        assert_sound("a note of somebody who left", &page.html);
        assert!(page.says(OWN) && page.says("もうこの法人にいない"), "{}", page.html);
        let case = browser.look(&format!("/cases/{id}")).await;
        assert!(!case.says(OWN), "nowhere else: {}", case.html);
        server.stop().await;
        fine(fine(app.decide_copy_item(&desk(&haruka), id, decision(request, left, CopyDecision::Given, None)).await));
        fine(fine(app.release_copy(&desk(&haruka), id, request).await));
        let view = fine(copy_of(&world, &hanako, id).await);
        assert_eq!(view.parts.released.len(), 1);
    }
}
