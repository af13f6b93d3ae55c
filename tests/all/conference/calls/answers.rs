//! What those who were called answer, by which way ever, and that they are told who it is about.

use renkei_app::conference::call::about::AboutForm;
use renkei_app::conference::call::outside::{CardRefusal, CardReply, CardStanding};
use renkei_app::conference::call::step::{ByHand, CallStep, ReplyForm};
use renkei_app::conference::step::ConferenceStep;
use renkei_app::provisions::read::RecordsSpan;
use renkei_domain::conference::Slot;
use renkei_domain::conference::invitation::{
    AboutHow, AnswerChannel, Doubt, InvitationFault, PhoneOutcome, Reply, ReplyKind,
};
use renkei_domain::conference::poll::Wish;
use renkei_domain::consent::InformationCategory;
use renkei_tests::clock::japan;
use renkei_tests::on_every_database;

use super::{NAMES, call_of, calls, marked, of, phoned, ready, row, sent, step};
use crate::conference::{a_slot, stepped};
use crate::consent::{case_with_a_doctor, day, desk, prose, staff, two_agencies};
use crate::migrations::line;
use crate::record::fine;

fn heard(reply: Reply, channel: AnswerChannel) -> CallStep {
    CallStep::Reply(ReplyForm {
        reply,
        wishes: [Wish::Online].into(),
        note: None,
        from: Some(line("受付の田中")),
        channel,
        given_at: None,
    })
}

on_every_database! {
    async fn answers_of_every_way_are_one_list_and_a_doubtful_one_waits(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let at = ready(&world, &haruka, case).await;
        assert_eq!(sent(&world, &haruka, at).await, (5, 0));
        for name in [NAMES[1], NAMES[3]] {
            fine(step(&world, &haruka, (at, name), marked(ByHand::Sent)).await);
        }
        fine(step(&world, &haruka, (at, NAMES[2]), phoned(PhoneOutcome::Reached)).await);

        fine(step(&world, &haruka, (at, NAMES[1]), heard(Reply::Coming, AnswerChannel::Fax)).await);
        fine(step(&world, &haruka, (at, NAMES[2]), heard(Reply::NotComing, AnswerChannel::Phone)).await);
        let tally = calls(&world, &haruka, at).await.tally();
        assert_eq!((tally.coming, tally.not_coming, tally.open), (1, 1, 3));
        let view = calls(&world, &haruka, at).await;
        let faxed = row(&view, NAMES[1]).invitation.as_ref().and_then(|one| one.reply());
        assert_eq!(faxed.map(|one| one.wishes.clone()), Some([Wish::Online].into()), "as it was ticked on the sheet");

        // Whoever has the code sees when and where, and nobody's name but their own. Looking answers nothing.
        let view = calls(&world, &haruka, at).await;
        let code = |name: &str| row(&view, name).invitation.as_ref().map(|one| one.code.to_string()).unwrap_or_default();
        let card = fine(fine(app.call_card(&code(NAMES[2])).await));
        assert_eq!((card.standing, card.name.as_str()), (CardStanding::Open, NAMES[2]));
        assert_eq!(card.told.begins, a_slot().begins);
        assert_eq!(card.place, Some(line("高槻市役所 3階")));
        assert_eq!(card.reply.map(|reply| reply.reply.kind()), Some(ReplyKind::NotComing));
        let wrong = fine(app.call_card("AAAA-AAAA").await);
        assert_eq!(wrong.err(), Some(CardRefusal::NoSuchCode));

        let own = |reply| CardReply { reply, wishes: [Wish::WithRests].into(), note: None, from: None, begins: a_slot().begins };
        let answered = fine(fine(app.answer_call(&code(NAMES[2]), own(Reply::Coming)).await));
        assert!(answered.is_looked_at, "they said something else on the phone");
        let substitute = Reply::Substitute { name: line("山本") };
        let answered = fine(fine(app.answer_call(&code(NAMES[3]), own(substitute)).await));
        assert!(!answered.is_looked_at);
        let view = calls(&world, &haruka, at).await;
        let waiting = row(&view, NAMES[2]).invitation.as_ref().and_then(|one| one.doubtful().next().cloned());
        let waiting = fine(waiting.ok_or("an answer that waits"));
        assert_eq!(waiting.doubt, Some(Doubt::OtherChannel));
        assert_eq!(row(&view, NAMES[2]).invitation.as_ref().and_then(|one| one.reply()).map(|one| one.reply.kind()), Some(ReplyKind::NotComing));
        let decide = || CallStep::Decide { reply: waiting.id, counts: true };
        fine(step(&world, &haruka, (at, NAMES[2]), decide()).await);
        let twice = step(&world, &haruka, (at, NAMES[2]), decide()).await;
        assert_eq!(twice.err(), Some(of(InvitationFault::NoSuchReply)));
        let tally = calls(&world, &haruka, at).await.tally();
        assert_eq!((tally.coming, tally.not_coming, tally.open), (3, 0, 2));

        // A moved date asks everybody once more; an answer to the old one waits.
        let moved = Slot { begins: japan("2026-12-11", "15:00"), ..a_slot() };
        fine(stepped(&world, &haruka, at, ConferenceStep::Fix(moved.clone())).await);
        let tally = calls(&world, &haruka, at).await.tally();
        assert_eq!((tally.coming, tally.not_coming, tally.open), (0, 0, 5));
        let card = fine(fine(app.answer_call(&code(NAMES[3]), own(Reply::Coming)).await));
        assert!(card.is_looked_at && card.is_moved && card.told.begins == moved.begins, "{card:?}");
        fine(stepped(&world, &haruka, at, ConferenceStep::Cancel(prose("退職のため"))).await);
        let late = fine(app.answer_call(&code(NAMES[3]), own(Reply::Coming)).await);
        assert_eq!(late.err(), Some(CardRefusal::NotOpen));
    }
}

on_every_database! {
    async fn who_it_is_about_is_told_apart_and_with_a_record(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let at = ready(&world, &haruka, case).await;
        assert_eq!(sent(&world, &haruka, at).await, (5, 0));
        fine(step(&world, &haruka, (at, NAMES[2]), phoned(PhoneOutcome::Reached)).await);
        let about = || AboutForm { how: AboutHow::Phone, heard_by: Some(line("MSW 田中")), at: None };
        let call = call_of(&world, &haruka, at, NAMES[2]).await;
        fine(fine(app.tell_about_conference(&desk(&haruka), call, about()).await));
        let view = calls(&world, &haruka, at).await;
        let told = row(&view, NAMES[2]).invitation.as_ref().and_then(|one| one.told.clone());
        let told = fine(told.ok_or("that they were told"));
        let span = RecordsSpan { from: Some(day("2026-11-20")), until: Some(day("2026-11-20")) };
        let records = fine(fine(app.records(&haruka.principal, case, span).await));
        let record = records.file.provisions.iter().find(|kept| kept.record.id == told.record);
        let record = &fine(record.ok_or("its record")).record;
        assert_eq!(record.recipient.name, NAMES[2]);
        assert_eq!(record.told.iter().map(|(category, _)| *category).collect::<Vec<_>>(), [InformationCategory::Basic]);
        let call = call_of(&world, &haruka, at, NAMES[2]).await;
        let twice = fine(app.tell_about_conference(&desk(&haruka), call, about()).await);
        assert_eq!(twice.err(), Some(of(InvitationFault::ToldBefore)));
    }
}
