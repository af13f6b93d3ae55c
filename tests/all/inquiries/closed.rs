//! An entry that closes while its agency is asked: nothing goes out any more, and whoever looks reads why.

use renkei_app::directory::edit::proposal::decide::{FieldDecision, ProposalDecision};
use renkei_domain::directory::freshness::VerificationMethod;
use renkei_domain::directory::inquiry::{InquiryState, NextStep};
use renkei_domain::directory::proposal::{ProposalVerdict, ProposedField};
use renkei_domain::directory::resource::Closure;
use renkei_domain::letters::delivery::DeliveryOutcome;
use renkei_tests::on_every_database;

use super::*;
use crate::import::look;
use crate::proposals::proposed;
use crate::record::header;

async fn assert_called_off(world: &World, who: &Somebody, (agency, id): (ResourceId, InquiryId)) {
    let over = view(world, who, id).await;
    assert_eq!(
        (over.inquiry.state, over.step),
        (InquiryState::CalledOff, NextStep::Over)
    );
    let notes: Vec<_> = over.contacts.iter().map(|one| one.note.as_ref()).collect();
    let note = fine(notes.last().copied().flatten().ok_or("why"));
    assert!(note.as_str().contains("閉じた"), "{note}");
    let told = fine(fine(
        world.app.resource_inquiries(&who.principal, agency).await,
    ));
    assert!(told.reopened.is_empty());
}

on_every_database! {
    async fn closing_an_entry_calls_off_what_is_asked_of_it(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, minato(&world).await);
        let today = app.now().in_japan().date;
        for (number, mail) in [(9_720, Some("ask@example.jp")), (9_721, None)] {
            let agency = entered(&world, number, mail).await;
            let id = begun(&world, &minato, agency).await;
            let closure = Closure { on: today, successor: None, reason: None };
            let seen = look::view(&world, agency).await.version;
            fine(fine(app.close_resource(&desk(&minato), agency, seen, closure).await));
            assert_called_off(&world, &minato, (agency, id)).await;
        }
        assert_eq!(carried(&world, DeliveryOutcome::Accepted).await, Vec::<String>::new());
    }
}

on_every_database! {
    async fn accepting_that_an_agency_is_gone_calls_off_what_is_asked_of_it(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, minato(&world).await);
        let agency = entered(&world, 9_722, Some("ask@example.jp")).await;
        let id = begun(&world, &minato, agency).await;
        fine(proposed(&world, agency, (ProposedField::Gone, ""), ("通りかかって見た", None)).await);
        let waiting = fine(app.waiting_proposals(&minato.principal, None).await);
        let waiting: Vec<_> = waiting.into_iter().flat_map(|found| found.lines).collect();
        let decision = ProposalDecision {
            proposal: waiting[0].id,
            version: look::view(&world, agency).await.version,
            fields: vec![FieldDecision {
                field: ProposedField::Gone,
                verdict: ProposalVerdict::Accepted,
                value: None,
            }],
            method: Some(VerificationMethod::Phone),
            gone_on: Some(app.now().in_japan().date),
        };
        fine(fine(app.decide_proposal(&desk(&minato), decision).await));
        assert_called_off(&world, &minato, (agency, id)).await;
        assert_eq!(carried(&world, DeliveryOutcome::Accepted).await, Vec::<String>::new());
    }
}

on_every_database! {
    async fn a_letter_to_an_agency_that_closed_is_not_written(world) {
        let world = world.seeded().await;
        let minato = minato(&world).await;
        let agency = entered(&world, 9_723, Some("ask@example.jp")).await;
        begun(&world, &minato, agency).await;
        // It closed by a way that knows nothing of inquiries.
        let closure = Closure {
            on: world.app.now().in_japan().date,
            successor: None,
            reason: None,
        };
        let head = header(904);
        let closed = world.store.act::<(), std::convert::Infallible, _>(&head, move |work| {
            let closure = closure.clone();
            Box::pin(async move {
                work.set_closure(agency, None, Some(&closure)).await?;
                Ok(())
            })
        });
        fine(closed.await);
        assert_eq!(carried(&world, DeliveryOutcome::Accepted).await, Vec::<String>::new());
    }
}
