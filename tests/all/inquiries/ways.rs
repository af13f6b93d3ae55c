//! By which ways an agency is asked: none that it forbade, and last those that were found to lead to nobody.

use renkei_app::directory::inquiry::InquiryRefusal;
use renkei_app::directory::inquiry::contact::DoneContact;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::contact::policy::{Channel, ContactPolicy, ContactRule, ContactWay};
use renkei_domain::directory::inquiry::{ContactOutcome, NextStep, StepFault, WITHOUT_NAMES};
use renkei_tests::on_every_database;

use super::*;

/// Enters an agency that named ways for everything, and forbade something in its own words.
async fn entered_with(world: &World, number: u128, ways: &[Channel], never: &str) -> ResourceId {
    let ways = ways.iter().map(|channel| ContactWay {
        channel: *channel,
        person: None,
        ask_for: None,
        desk: None,
        hours: None,
        etiquette: None,
    });
    let rule = ContactRule {
        purpose: None,
        sender: None,
        ways: ways.collect(),
        do_not: Vec::new(),
    };
    let profile = Profile {
        contact_policy: ContactPolicy {
            rules: vec![rule],
            never: vec![line(never)],
            note: None,
        },
        ..Profile::default()
    };
    let id = resource(number);
    let facts = agency("きかれる会", Some("ask@example.jp"));
    register(world, id, facts, profile).await;
    id
}

on_every_database! {
    async fn an_agency_that_forbade_calls_is_asked_by_the_ways_it_named_alone(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, minato(&world).await);
        let never = "電話はしないでください";
        let quiet = entered_with(&world, 9_720, &[Channel::Fax], never).await;
        let id = begun(&world, &minato, quiet).await;
        let channels = vec![CallChannel::Fax];
        assert_eq!(view(&world, &minato, id).await.step, NextStep::Contact { channels });
        let called = DoneContact {
            channel: CallChannel::Phone,
            outcome: ContactOutcome::ReachedNobody,
            note: None,
        };
        let now = seen(&world, &minato, id).await;
        let called = app.note_inquiry_contact(&desk(&minato), now, called).await;
        assert_eq!(fine(called), Err(InquiryRefusal::Step(StepFault::NotThisWay)));
        // That nobody is named says nothing of ways: what is published follows what was named.
        let open = entered_with(&world, 9_721, &[Channel::Fax], WITHOUT_NAMES).await;
        let kept = fine(fine(app.resource_inquiries(&minato.principal, open).await));
        assert_eq!(kept.ways[0], CallChannel::Fax);
        assert!(kept.ways.contains(&CallChannel::Phone), "{:?}", kept.ways);
        // Where the way that was named leads nowhere, somebody has to find out.
        let lost = entered_with(&world, 9_722, &[Channel::Visit], never).await;
        let id = begun(&world, &minato, lost).await;
        assert_eq!(view(&world, &minato, id).await.step, NextStep::NoWay);
    }
}
