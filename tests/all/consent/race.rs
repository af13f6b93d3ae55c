//! Withdrawn between the check and the telling: whoever claims takes the head that withdrawing takes too.

use std::sync::Arc;

use renkei_app::consent::stop::{StopForm, StopKind};
use renkei_app::provisions::TellRefusal;
use renkei_app::provisions::read::RecordsSpan;
use renkei_app::provisions::told::{Partner, TellForm};
use renkei_domain::cases::employment::Voice;
use renkei_domain::consent::{
    Actor, ConsentPurpose, Decision, HaltOf, HaltState, Means, Reach, Recipient, decide,
};
use renkei_domain::ids::ActId;
use renkei_domain::provisions::ToldHow;
use renkei_domain::record::Purpose;
use renkei_store::{ActHeader, Stop};
use renkei_tests::on_every_database;
use uuid::Uuid;

use super::{agreed, case_with_a_doctor, desk, recorded, seen_by, staff, two_agencies};
use crate::record::{fine, header};

/// How many try to tell something at the same time.
const TRIES: u128 = 50;

on_every_database! {
    async fn nothing_is_claimed_by_a_permit_after_the_withdrawal(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let form = agreed(doctor, "2027-11-19");
        let categories = Arc::new(form.categories.clone());
        recorded(&world, &haruka, id, form).await;
        let view = fine(seen_by(&world, &haruka, id).await);
        let case = Arc::new(view.file.case.clone());
        let actor = Actor::Staff(view.teller);
        let party = Arc::new(view.party(doctor).expect("the doctor").party.clone());
        let now = view.at;

        let (mut told, mut refused) = (0, 0);
        let mut tries = Vec::new();
        for number in 0..TRIES {
            let (store, party, categories) = (world.store.clone(), Arc::clone(&party), Arc::clone(&categories));
            let case = Arc::clone(&case);
            let one = tokio::spawn(async move {
                let header = ActHeader {
                    id: ActId::from_uuid(Uuid::from_u128(9_000 + number)),
                    purpose: Purpose::WriteCaseNote,
                    ..header(0)
                };
                let claimed = store.act(&header, move |work| {
                    let (party, categories) = (Arc::clone(&party), Arc::clone(&categories));
                    let case = Arc::clone(&case);
                    Box::pin(async move {
                        let held = work.hold_consents(case.person).await?;
                        let ledger = work.ledger(&case).await?;
                        let recipient = Recipient::Party((*party).clone());
                        let asked = (ConsentPurpose::WhenUnwell, Means::Phone);
                        let decision = decide(&ledger, &actor, &recipient, &categories, asked.0, asked.1, now);
                        let seq = match decision {
                            Decision::Allowed(permit) => Some(permit.seq()),
                            Decision::Refused(_) => None,
                        };
                        Ok::<_, Stop<()>>((held, seq))
                    })
                });
                claimed.await.expect("a try ends")
            });
            if number == 0 {
                // The first ends before anybody withdraws, so that something is told in every run.
                let (held, seq) = one.await.expect("a task ends");
                assert_eq!(seq, Some(held), "nothing is withdrawn yet");
                told += 1;
            } else {
                tries.push(one);
            }
            if number == TRIES / 2 {
                let (app, writer) = (world.app.clone(), desk(&haruka));
                let withdrawal = StopForm {
                    kind: StopKind::Withdraw,
                    of: HaltOf::Everything,
                    reach: Reach::Whole,
                    by: Voice::Person,
                };
                fine(fine(app.stop_consent(&writer, id, withdrawal).await));
            }
        }
        let view = fine(seen_by(&world, &haruka, id).await);
        let mut halts = view.file.ledger.halts.iter();
        let withdrawn = halts.find(|halt| halt.state == HaltState::Withdrawn).expect("the withdrawal").seq;
        for one in tries {
            match one.await.expect("a task ends") {
                (held, Some(seq)) => {
                    assert_eq!(held, seq, "the permit knows of the last line");
                    assert!(seq < withdrawn, "told at {seq}, withdrawn at {withdrawn}");
                    told += 1;
                }
                (held, None) => {
                    assert!(held >= withdrawn, "refused at {held} before {withdrawn}");
                    refused += 1;
                }
            }
        }
        assert_eq!(told + refused, TRIES);
        assert!(told > 0, "who came before the withdrawal is not refused");
        assert!(refused > 0, "those who came after the withdrawal are refused");
    }
}

on_every_database! {
    async fn nothing_is_recorded_as_told_after_the_withdrawal(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let agreed = agreed(doctor, "2027-11-19");
        let form = TellForm {
            to: Partner::InTeam(doctor),
            heard_by: None,
            categories: agreed.categories.clone(),
            how: ToldHow::Phone,
            purpose: None,
            at: None,
        };
        recorded(&world, &haruka, id, agreed).await;
        // Before anybody withdraws, so that something is told in every run.
        let first = fine(fine(world.app.tell(&desk(&haruka), id, form.clone()).await));

        let mut tries = Vec::new();
        for number in 0..TRIES {
            let (app, writer, form) = (world.app.clone(), desk(&haruka), form.clone());
            tries.push(tokio::spawn(async move { fine(app.tell(&writer, id, form).await) }));
            if number == TRIES / 2 {
                let withdrawal = StopForm {
                    kind: StopKind::Withdraw,
                    of: HaltOf::Everything,
                    reach: Reach::Whole,
                    by: Voice::Person,
                };
                fine(fine(world.app.stop_consent(&desk(&haruka), id, withdrawal).await));
            }
        }
        let (mut told, mut withheld) = (vec![first.0], 0);
        for one in tries {
            match one.await.expect("a task ends") {
                Ok(record) => told.push(record.0),
                Err(TellRefusal::Withheld(_)) => withheld += 1,
                Err(other) => panic!("{other}"),
            }
        }
        let view = fine(seen_by(&world, &haruka, id).await);
        let mut halts = view.file.ledger.halts.iter();
        let withdrawn = halts.find(|halt| halt.state == HaltState::Withdrawn).expect("the withdrawal").seq;
        let records = world.app.records(&haruka.principal, id, RecordsSpan::default());
        let records = fine(fine(records.await)).file.provisions;
        assert_eq!(records.len(), told.len(), "each telling has its record, and nothing else has one");
        for kept in &records {
            assert!(told.contains(&kept.record.id));
            let seq = kept.record.seq;
            assert!(seq < withdrawn, "recorded at {seq}, withdrawn at {withdrawn}");
        }
        assert!(withheld > 0, "those who came after the withdrawal are refused");
        let tried = usize::try_from(TRIES).expect("a few") + 1;
        assert_eq!(told.len() + withheld, tried, "the first and those who came at once");
    }
}
