//! A record names whoever heard something with address and head, also where no directory knows them; what nobody knows is
//! said to be unknown.

use chrono::TimeDelta;
use renkei_app::provisions::read::RecordsSpan;
use renkei_domain::consent::ConsentRecipient;
use renkei_domain::ids::CaseId;
use renkei_domain::people::OrganizationPost;
use renkei_domain::provisions::NamedAgency;
use renkei_tests::people::Somebody;
use renkei_tests::{World, on_every_database};

use super::posts::holding;
use super::{agreed, case_with_a_doctor, recorded, seen_by, staff, two_agencies};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

const ADDRESS: &str = "高槻市城北町1-2-3";
const HEAD: &str = "理事長 見本 はじめ";

async fn heard_last(world: &World, who: &Somebody, id: CaseId) -> NamedAgency {
    let span = RecordsSpan::default();
    let view = fine(fine(world.app.records(&who.principal, id, span).await));
    let mut records = view.file.provisions;
    records.sort_by_key(|kept| kept.record.at);
    records.pop().expect("a record").record.recipient
}

on_every_database! {
    async fn a_member_written_by_hand_is_recorded_with_address_and_head_once_they_are_typed(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        recorded(&world, &haruka, id, agreed(doctor, "2027-11-19")).await;
        let to = ConsentRecipient::Named(doctor).code();
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let (told, list) = (format!("/cases/{id}/told"), format!("/cases/{id}/records"));
        let tell = async || {
            let page = browser.look(&told).await;
            let form = Form::on(&page.html, &told).with("to", &to);
            let done = form.with("category", "medication_visits").with("how", "phone").send(&browser).await;
            assert_eq!(done.leads_to.as_ref(), Some(&list), "{}", done.html);
        };
        tell().await;
        let page = browser.look(&list).await;
        assert_sound("a record that lacks something", &page.html);
        assert!(page.says("（わかっていません）") && page.says("住所か代表者が 足りません"), "{}", page.html);
        assert!(page.says("（法人のとき。わかっていません）"), "{}", page.html);
        let table = browser.look(&format!("{list}/csv")).await;
        assert!(table.html.contains("（わかっていません）"), "{}", table.html);

        let member = fine(seen_by(&world, &haruka, id).await).file.team[0].id;
        let way = format!("/cases/{id}/edit/team");
        let page = browser.look(&format!("{way}?item={member}")).await;
        let form = Form::on(&page.html, &way).with("address", ADDRESS).with("head", HEAD);
        let done = form.send(&browser).await;
        assert!(done.leads_to.is_some(), "{}", done.html);
        let kept = fine(seen_by(&world, &haruka, id).await).file.team[0].seat.clone();
        assert_eq!(kept.words(), format!("{ADDRESS} / {HEAD}"));
        world.clock.pass(TimeDelta::minutes(1));
        tell().await;
        let heard = heard_last(&world, &haruka, id).await;
        assert_eq!((heard.address.as_deref(), heard.head.as_deref()), (Some(ADDRESS), Some(HEAD)));
        let page = browser.look(&list).await;
        assert!(page.says(ADDRESS) && page.says(HEAD), "{}", page.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_stranger_is_recorded_with_what_was_typed_of_them(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = holding(&world, here, "haruka", OrganizationPost::Manager).await;
        let (id, _) = case_with_a_doctor(&world, &haruka, here).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let way = format!("/cases/{id}/exceptions/new");
        let page = browser.look(&way).await;
        let form = Form::on(&page.html, &way).with("ground", "danger_to_life").with("reason", "電話に出ない");
        let form = form.with("to", "typed").with("typed", "市の虐待防止センター").with("tie", "not_the_employer");
        let done = form.with("address", ADDRESS).with("head", HEAD).send(&browser).await;
        assert_eq!(done.status, 200, "{}", done.html);
        let heard = heard_last(&world, &haruka, id).await;
        assert_eq!((heard.address.as_deref(), heard.head.as_deref()), (Some(ADDRESS), Some(HEAD)));
        server.stop().await;
    }
}
