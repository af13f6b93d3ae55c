//! The material of a conference in an envelope with a window: whose copy begins with a page of its own for the address,
//! and that this page tells nothing of what is in the envelope.

use renkei_app::conference::call::SeenCall;
use renkei_app::conference::call::about::AboutForm;
use renkei_app::conference::call::way::WayStep;
use renkei_app::consent::record::ConsentForm;
use renkei_app::paper::MaterialLetter;
use renkei_domain::conference::invitation::{AboutHow, CallChannel};
use renkei_domain::consent::Means;
use renkei_domain::consent::package::PlainGroup;
use renkei_tests::people::Somebody;
use renkei_tests::{World, on_every_database};

use super::minutes::agreed_to;
use super::paper::{At, DOCTOR, NAME, agreed, by, chosen, material, pdf, prepared, sent};
use crate::consent::{case_with_a_doctor, desk, prose, recorded, staff, two_agencies};
use crate::record::fine;

const ADDRESS: &str = "〒569-0000 大阪府高槻市見本町1-2-3";

/// What stands on the envelope of the one copy that there is.
async fn envelope(world: &World, who: &Somebody, at: At) -> Option<MaterialLetter> {
    let made = material(world, who, at).await;
    let [copy] = &made.copies[..] else {
        panic!("{made:?}")
    };
    copy.letter.clone()
}

/// That the doctor was told by letter whom the conference is about.
async fn told_by_letter(world: &World, who: &Somebody, at: At) {
    let own = &who.principal;
    let view = fine(fine(world.app.conference_calls(own, at.0, at.1).await));
    let invitation = fine(view.rows[0].invitation.as_ref().ok_or("an invitation"));
    let seen = SeenCall {
        case: at.0,
        conference: at.1,
        id: invitation.id,
        version: invitation.version,
    };
    let form = AboutForm {
        how: AboutHow::SealedLetter,
        heard_by: None,
        at: None,
    };
    let told = world
        .app
        .tell_about_conference(&desk(who), seen, form)
        .await;
    fine(fine(told));
}

on_every_database! {
    async fn a_copy_for_whoever_is_called_by_letter_begins_with_its_address_alone(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let at = prepared(&world, &haruka, (case, doctor)).await;
        let by_fax_alone = ConsentForm {
            means: [Means::Meeting, Means::Fax].into(),
            ..agreed_to(doctor, &[])
        };
        recorded(&world, &haruka, case, by_fax_alone).await;
        by(&world, &haruka, at, chosen(CallChannel::Letter, ADDRESS)).await;
        assert!(envelope(&world, &haruka, at).await.is_none(), "no consent lets it be a document");

        agreed(&world, &haruka, case, (doctor, &[PlainGroup::Work])).await;
        let letter = fine(envelope(&world, &haruka, at).await.ok_or("an envelope"));
        assert_eq!(letter.to, DOCTOR);
        let target = letter.target.map(|target| target.to_string());
        assert_eq!(target.as_deref(), Some(ADDRESS));

        let server = world.serve().await;
        let sheet = format!("/cases/{case}/conferences/{}/paper/material", at.1);
        let printed = fine(pdf(&server, &haruka, &sheet).await.ok_or("a sheet"));
        let (front, behind) = fine(printed.split_once("1/2ページ").ok_or("two pages"));
        for words in ["〒569-0000", "大阪府高槻市見本町1-2-3", DOCTOR, "親展"] {
            assert!(front.contains(words), "{words}: {front}");
        }
        for words in [NAME, "会議", "引継ぎ", "資料", "本人"] {
            assert!(!front.contains(words), "the envelope shows {words}: {front}");
        }
        assert!(behind.contains(NAME) && behind.contains("会議資料"), "{behind}");

        // Where nobody knows the address, the page says so.
        let nowhere = WayStep::Choose {
            channel: CallChannel::Letter,
            target: None,
            reason: prose("本人から聞いた"),
        };
        by(&world, &haruka, at, nowhere).await;
        let printed = fine(pdf(&server, &haruka, &sheet).await.ok_or("a sheet"));
        let (front, _) = fine(printed.split_once("1/2ページ").ok_or("two pages"));
        assert!(front.contains("住所（わかっていません）"), "{front}");
        server.stop().await;
    }
}

on_every_database! {
    async fn a_copy_for_whoever_was_told_by_letter_is_posted_too_and_no_other(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        agreed(&world, &haruka, case, (doctor, &[PlainGroup::Work])).await;
        let at = prepared(&world, &haruka, (case, doctor)).await;
        by(&world, &haruka, at, chosen(CallChannel::Phone, "072-000-0103")).await;
        sent(&world, &haruka, at).await;
        assert!(envelope(&world, &haruka, at).await.is_none(), "they are phoned");
        told_by_letter(&world, &haruka, at).await;
        let letter = fine(envelope(&world, &haruka, at).await.ok_or("an envelope"));
        assert_eq!((letter.to.as_str(), letter.target), (DOCTOR, None), "nobody wrote down where");
    }
}
