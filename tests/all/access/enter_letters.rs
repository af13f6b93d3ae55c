//! The letters of worlds in tables, with the invitations, notices and calls to conferences of which they speak. None could be sent, so that
//! each stands on a board.

use std::sync::Arc;

use renkei_store::StoreFault;
use renkei_store::people::invitation::StoredInvitation;
use renkei_tests::World;
use sea_orm::{DatabaseConnection, Value};

use super::enter::{given, line, run};
use super::enter_cases::long_ago;
use super::queued::{About, QueuedLetter};
use super::worlds::OwnedThings;
use crate::record::fine;

/// Enters the letters of worlds whose contents and cases stand there, and which organizations are members where.
pub(super) async fn enter_letters(
    world: &World,
    database: &DatabaseConnection,
    all: &Arc<Vec<OwnedThings>>,
) {
    fine(enter_rows(world, all).await);
    for things in all.iter() {
        for letter in &things.letters {
            match letter.about {
                About::Notice(_) => enter_notice(database, things, *letter).await,
                About::Call(_) => enter_call(database, things, *letter).await,
                _ => {}
            }
        }
    }
    let sent = "UPDATE letter SET state = 'undeliverable', next_attempt_at = NULL";
    run(database, sent, Vec::new()).await;
}

async fn enter_rows(world: &World, all: &Arc<Vec<OwnedThings>>) -> Result<(), StoreFault> {
    let all = Arc::clone(all);
    let entered = world.store.aside(move |work| {
        let all = Arc::clone(&all);
        Box::pin(async move {
            for things in all.iter() {
                for (network, organization) in &things.members {
                    work.admit_members(*network, &[*organization]).await?;
                }
                for letter in &things.letters {
                    if let Some(invitation) = invitation(letter) {
                        work.add_invitation(&invitation).await?;
                    }
                    let subject = letter.subject(things);
                    work.queue_letter(letter.id, subject, long_ago()).await?;
                }
            }
            Ok(())
        })
    });
    entered.await
}

fn invitation(letter: &QueuedLetter) -> Option<StoredInvitation> {
    Some(StoredInvitation {
        id: letter.invitation(),
        standing: letter.invites_to()?,
        name: Some(line("ある人")),
        mail: None,
        invited_by: Some(letter.by),
        invited_at: long_ago(),
        expires_at: long_ago(),
    })
}

/// A consent of which nobody reads more than that it ends, with the notice that it does.
async fn enter_notice(database: &DatabaseConnection, things: &OwnedThings, letter: QueuedLetter) {
    let Some(case) = letter.case(things) else {
        return;
    };
    let (notice, person) = (letter.notice().uuid(), case.begun.id.uuid());
    // Each notice is of one consent, whose place in the ledger no other may have.
    let seq = i64::from_be_bytes(*fine(
        notice.as_bytes().first_chunk().ok_or("a UUID is longer"),
    ));
    let consent = "INSERT INTO consent (id, person_id, organization_id, seq, form, given_on, first_day, last_day, \
                   terms, asking, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, 'written', '2010-04-01', \
                   '2010-04-01', '2011-03-31', $5, $6, $7, 0)";
    let values = vec![
        Value::from(notice),
        Value::from(person),
        Value::from(case.lead.uuid()),
        Value::from(seq),
        Value::from(vec![0_u8]),
        Value::from(vec![0_u8]),
        Value::from(case.keeper.uuid()),
    ];
    run(database, consent, values).await;
    let noticed = "INSERT INTO consent_notice (consent_id, last_day, reader, notice_id, case_id, person_id, \
                   organization_id, made_at) VALUES ($1, '2011-03-31', 'keeper', $2, $3, $4, $5, 0)";
    let ids = [notice, notice, case.id.uuid(), person, case.lead.uuid()];
    run(database, noticed, ids.map(Value::from).to_vec()).await;
}

/// A conference of which nobody reads more than that somebody is called to it, with the message that says so.
async fn enter_call(database: &DatabaseConnection, things: &OwnedThings, letter: QueuedLetter) {
    let Some(case) = letter.case(things) else {
        return;
    };
    let (own, person) = (letter.id.uuid(), case.begun.id.uuid());
    let (lead, keeper) = (case.lead.uuid(), case.keeper.uuid());
    let conference = "INSERT INTO conference (id, person_id, organization_id, case_id, keeper_id, kind, purpose, state, \
                      sequence, own_minutes, made_at, version, said) VALUES ($1, $2, $3, $4, $5, 'case_conference', \
                      'handover', 'draft', 0, 10, 0, 1, $6)";
    let ids = [own, person, lead, case.id.uuid(), keeper];
    let sealed = || Value::from(vec![0_u8]);
    let values = ids.map(Value::from).into_iter().chain([sealed()]);
    run(database, conference, values.collect()).await;
    let invitation = "INSERT INTO conference_invitation (id, conference_id, person_id, organization_id, case_id, \
                      participant_id, code, made_by, made_at, version, said) \
                      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 1, $9)";
    let ids = [own, own, person, lead, case.id.uuid(), own];
    let rest = [Value::from(own.to_string()), Value::from(keeper), sealed()];
    let values = ids.map(Value::from).into_iter().chain(rest);
    run(database, invitation, values.collect()).await;
    let notice = "INSERT INTO conference_notice (id, invitation_id, person_id, place, says, sequence, stamped_at, \
                  begins_at, minutes, of_conference, channel, leaves_at, said) \
                  VALUES ($1, $2, $3, 0, 'invitation', 0, 0, 0, 60, 0, 'email', 0, $4)";
    let ids = [letter.subject(things).uuid(), own, person];
    let values = ids.map(Value::from).into_iter().chain([sealed()]);
    run(database, notice, values.collect()).await;
}

/// Gives invitations that were entered to the networks, agencies and senders of other worlds of the same things.
pub(super) async fn give_over_letters(database: &DatabaseConnection, all: &[OwnedThings]) {
    let letters = || all.iter().flat_map(|things| &things.letters);
    let of = |about: About| letters().filter(move |letter| letter.about == about);
    let networks = of(About::Network).map(|one| (one.invitation().uuid(), one.network.uuid()));
    let table = "UPDATE invitation SET network_id = CASE id";
    given(database, table, networks, "WHERE role = 'coordinator'").await;
    let organizations = of(About::Colleague);
    let organizations = organizations.map(|one| (one.invitation().uuid(), one.organization.uuid()));
    let table = "UPDATE invitation SET organization_id = CASE id";
    given(database, table, organizations, "WHERE role = 'staff'").await;
    let invited = letters().filter(|letter| letter.invites_to().is_some());
    let senders = invited.map(|one| (one.invitation().uuid(), one.by.uuid()));
    let table = "UPDATE invitation SET invited_by = CASE id";
    given(database, table, senders, "").await;
    let cases = all.iter().flat_map(|things| &things.cases);
    let keepers = cases.map(|case| (case.id.uuid(), case.keeper.uuid()));
    let table = "UPDATE support_case SET keeper_id = CASE id";
    given(database, table, keepers, "").await;
}
