//! What becomes of an entry whose agency answers nobody, and what whoever phones it reads first.

use chrono::{NaiveDate, TimeDelta};
use renkei_app::directory::inquiry::SeenInquiry;
use renkei_app::directory::inquiry::begin::Begin;
use renkei_app::directory::inquiry::contact::DoneContact;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::contact::policy::{Channel, ContactPolicy, ContactRule, ContactWay};
use renkei_domain::directory::freshness::{
    FieldGroup, Verification, VerificationMethod, VerificationOutcome,
};
use renkei_domain::directory::inquiry::{ContactOutcome, StaleBecause, WITHOUT_NAMES};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::{InquiryId, ResourceId};

use super::answers::link_of;
use super::*;
use crate::consent;
use crate::migrations::{code, office_in, register, resource};

/// Something is due of an agency that the network keeps, and the desk begins to ask it.
async fn begun(world: &World, who: &Somebody, id: ResourceId) -> InquiryId {
    let (app, by) = (&world.app, consent::desk(who));
    let groups = vec![FieldGroup::Contact];
    fine(fine(
        app.report_stale(&by, id, groups, StaleBecause::Reported)
            .await,
    ));
    let begun = app.begin_inquiries(&by, demo(), Begin::One(id)).await;
    fine(fine(fine(begun)).first.ok_or("an inquiry"))
}

/// Somebody of the desk asked so.
async fn contacted(
    world: &World,
    who: &Somebody,
    id: InquiryId,
    (channel, outcome): (CallChannel, ContactOutcome),
) {
    let seen = fine(fine(world.app.inquiry(&who.principal, id).await));
    let seen = SeenInquiry {
        id,
        version: seen.inquiry.version,
    };
    let done = DoneContact {
        channel,
        outcome,
        note: None,
    };
    let by = consent::desk(who);
    fine(fine(world.app.note_inquiry_contact(&by, seen, done).await));
}

on_every_database! {
    async fn an_entry_whose_agency_was_asked_three_times_in_vain_says_so_beside_its_old_date(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, desk(&world).await);
        let id = resource(9_721);
        let facts = ResourceFacts {
            phones: vec![Phone::published(line("072-000-0331"))],
            fax: Some(Phone::published(line("072-000-0332"))),
            email: Some(line("silent@example.jp")),
            ..office_in(code("272078"), ResourceKind::PeerGroup, "こたえない会")
        };
        let confirmed = Verification {
            group: FieldGroup::Contact,
            verified_on: fine(NaiveDate::from_ymd_opt(2025, 6, 1).ok_or("a day")),
            by_name: None,
            by_role: line("ネットワークの事務局"),
            method: VerificationMethod::Phone,
            outcome: VerificationOutcome::Confirmed,
        };
        let profile = Profile { verifications: vec![confirmed], ..Profile::default() };
        register(&world, id, facts, profile).await;
        let inquiry = begun(&world, &minato, id).await;
        link_of(&world).await;
        for contact in [
            (CallChannel::Fax, ContactOutcome::Sent),
            (CallChannel::Phone, ContactOutcome::ReachedNobody),
        ] {
            world.clock.pass(TimeDelta::days(21));
            contacted(&world, &minato, inquiry, contact).await;
        }
        let server = world.serve().await;
        let (anybody, address) = (Browser::at(&server), format!("/resources/{id}"));
        fine(app.end_silent_inquiries().await);
        let waits = page(&anybody, &address).await;
        assert!(waits.says("2025年6月1日(日)（古くなっています）"), "{}", waits.html);
        assert!(!waits.says(">未確認</span>"), "an answer may still come: {}", waits.html);

        world.clock.pass(TimeDelta::days(21));
        fine(app.end_silent_inquiries().await);
        let silent = page(&anybody, &address).await;
        let unverified = "<span class=\"tag unknown\">未確認</span> 2027年1月22日(金)にたずねましたが、返事がありません";
        for words in ["2025年6月1日(日)（古くなっています）", unverified] {
            assert!(silent.says(words), "{words}: {}", silent.html);
        }
        assert!(silent.says("072-000-0331"), "it is still there");
        server.stop().await;
    }
}

on_every_database! {
    async fn of_an_agency_that_nobody_could_ask_nobody_reads_that_it_gave_no_answer(world) {
        let world = world.seeded().await;
        let minato = desk(&world).await;
        let id = resource(9_722);
        let facts = office_in(code("272078"), ResourceKind::PeerGroup, "たずねる方法のない会");
        register(&world, id, facts, Profile::default()).await;
        let inquiry = begun(&world, &minato, id).await;
        world.clock.pass(TimeDelta::days(21));
        assert_eq!(fine(world.app.end_silent_inquiries().await), 1);
        let sora = somebody(&world.app, Standing::Coordinator(demo()), "sora").await;
        let server = world.serve().await;
        let browser = browser_of(&server, &sora);
        for address in [format!("/upkeep/{inquiry}"), format!("/resources/{id}")] {
            let over = page(&browser, &address).await;
            assert!(over.says("確かめられなかった") && !over.says("答えがなかった"), "{}", over.html);
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn whoever_phones_an_agency_reads_on_the_script_what_not_to_do(world) {
        let world = world.seeded().await;
        let minato = desk(&world).await;
        let id = resource(9_723);
        let facts = ResourceFacts {
            phones: vec![Phone::published(line("072-000-0333"))],
            ..office_in(code("272078"), ResourceKind::PeerGroup, "ひるに電話する会")
        };
        let way = ContactWay {
            channel: Channel::Phone,
            person: None,
            ask_for: None,
            desk: None,
            hours: None,
            etiquette: None,
        };
        let rule = ContactRule {
            purpose: None,
            sender: None,
            ways: vec![way],
            do_not: vec![line("留守電は不可")],
        };
        let contact_policy = ContactPolicy {
            rules: vec![rule],
            never: vec![line("朝は不可"), line(WITHOUT_NAMES)],
            note: None,
        };
        register(&world, id, facts, Profile { contact_policy, ..Profile::default() }).await;
        let inquiry = begun(&world, &minato, id).await;
        let server = world.serve().await;
        let seen = page(&browser_of(&server, &minato), &format!("/upkeep/{inquiry}")).await;
        let script = printed(&server, &minato, &format!("/upkeep/{inquiry}/paper/phone")).await;
        for words in ["留守電は不可", "朝は不可"] {
            assert!(seen.says(words) && script.contains(words), "{words}: {script}");
        }
        // That nobody is named forbids nothing on the phone: it is a box of the script, as on every sheet.
        assert!(script.contains("朝は不可、留守電は不可はじめに"), "{script}");
        assert_eq!(script.matches(WITHOUT_NAMES).count(), 1, "{script}");
        server.stop().await;
    }
}
