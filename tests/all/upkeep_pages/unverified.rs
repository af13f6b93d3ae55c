//! What becomes of an entry whose agency answers nobody.

use chrono::{NaiveDate, TimeDelta};
use renkei_app::directory::inquiry::SeenInquiry;
use renkei_app::directory::inquiry::begin::Begin;
use renkei_app::directory::inquiry::contact::DoneContact;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::freshness::{
    FieldGroup, Verification, VerificationMethod, VerificationOutcome,
};
use renkei_domain::directory::inquiry::{ContactOutcome, StaleBecause};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::InquiryId;

use super::answers::link_of;
use super::*;
use crate::consent;
use crate::migrations::{code, office_in, register, resource};

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
        let (by, groups) = (consent::desk(&minato), vec![FieldGroup::Contact]);
        fine(fine(app.report_stale(&by, id, groups, StaleBecause::Reported).await));
        let begun = app.begin_inquiries(&by, demo(), Begin::One(id)).await;
        let inquiry = fine(fine(fine(begun)).first.ok_or("an inquiry"));
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
