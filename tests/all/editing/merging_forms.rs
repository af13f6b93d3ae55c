//! A form was shown for an entry that became part of another before it was sent: nothing of it is written over that one,
//! and nothing that was typed is lost.

use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::profile::Profile;
use renkei_domain::ids::ResourceId;
use renkei_domain::people::Standing;
use renkei_domain::text::Prose;
use renkei_tests::browser::Browser;
use renkei_tests::entries::office_in;
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::{World, on_every_database};

use super::merging::merge_of;
use super::version;
use crate::consent::desk;
use crate::editing_pages::forms::Form;
use crate::import::look::view;
use crate::letters::invited::demo;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::{code, register, resource};
use crate::record::fine;

/// Whoever sits at the desk, with an entry that stays and one that goes.
pub(super) async fn two(world: &World) -> (Somebody, ResourceId, ResourceId) {
    let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
    let (stays, goes) = (resource(9_761), resource(9_762));
    for (id, name) in [(stays, "のこる会"), (goes, "なくなる会")] {
        let facts = office_in(code("272078"), ResourceKind::PeerGroup, name);
        register(world, id, facts, Profile::default()).await;
    }
    (minato, stays, goes)
}

pub(super) async fn became_one(world: &World, who: &Somebody, pair: (ResourceId, ResourceId)) {
    let merge = merge_of(world, pair, &[]).await;
    fine(fine(world.app.merge_resources(&desk(who), merge).await));
}

async fn form(browser: &Browser, address: &str) -> Form {
    Form::on(&browser.look(address).await.html, address)
}

on_every_database! {
    async fn a_form_of_an_entry_that_is_gone_writes_nothing_over_the_one_that_stays(world) {
        let world = world.seeded().await;
        let (minato, stays, goes) = two(&world).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &minato);
        let of = |id: ResourceId| format!("/resources/{id}/edit/description");
        let first = form(&browser, &of(goes)).await.with("description", "前の紹介");
        assert_eq!(first.send(&browser).await.status, 303);
        let typed = form(&browser, &of(goes)).await.with("description", "書きかえた紹介");
        became_one(&world, &minato, (stays, goes)).await;
        let shown = version(&world, stays).await.to_string();
        assert_eq!(typed.says("version"), shown, "by chance the versions are alike");

        let refused = typed.send(&browser).await;
        assert_eq!(refused.status, 409, "{}", refused.html);
        assert_sound("a form of an entry that is gone", &refused.html);
        for words in ["この機関は ひとつになりました", "のこる会", of(stays).as_str()] {
            assert!(refused.says(words), "{words}: {}", refused.html);
        }
        assert_eq!(view(&world, stays).await.profile.description, None, "nothing was written");
        let again = form(&browser, &of(stays)).await;
        assert_eq!(again.says("description"), "書きかえた紹介", "nothing typed is lost");
        let beside = again.send(&browser).await;
        assert_eq!(beside.status, 409, "what stands there was not seen: {}", beside.html);
        let last = Form::on(&beside.html, &of(stays)).send(&browser).await;
        assert_eq!(last.status, 303, "{}", last.html);
        let stands = view(&world, stays).await.profile.description;
        assert_eq!(stands, Prose::parse("書きかえた紹介").ok());
        server.stop().await;
    }
}

on_every_database! {
    async fn a_stranger_who_wrote_of_an_entry_that_is_gone_writes_it_of_the_one_that_stays(world) {
        let world = world.seeded().await;
        let (minato, stays, goes) = two(&world).await;
        let server = world.serve().await;
        let stranger = Browser::at(&server);
        let of = |id: ResourceId| format!("/resources/{id}/propose");
        let typed = form(&stranger, &of(goes)).await;
        let typed = typed.with("phone", "072-000-0398").with("basis", "電話して聞きました");
        became_one(&world, &minato, (stays, goes)).await;
        let refused = typed.send(&stranger).await;
        assert_eq!(refused.status, 409, "{}", refused.html);
        assert_sound("a proposal of an entry that is gone", &refused.html);
        let again = Form::on(&refused.html, &of(stays));
        assert_eq!(again.says("name"), "のこる会", "what was not touched is as it stands");
        assert_eq!(again.says("phone"), "072-000-0398");
        assert_eq!(again.says("basis"), "電話して聞きました");
        server.stop().await;
    }
}
