//! Asking about dates by the way in which each is called: what leaves by itself, what leaves by hand, who is reminded, and
//! what whoever asks is told.

use chrono::TimeDelta;
use renkei_app::conference::SeenConference;
use renkei_app::conference::call::step::ByHand;
use renkei_app::conference::call::way::WayStep;
use renkei_app::conference::poll::OfConference;
use renkei_app::conference::poll::answer::HeardAnswer;
use renkei_app::conference::poll::mark::PollMarkForm;
use renkei_app::conference::poll::paper::PollSheet;
use renkei_app::conference::poll::read::PollView;
use renkei_app::conference::replies::take::TakenMail;
use renkei_app::conference::sent::SentMessages;
use renkei_app::consent::stop::{StopForm, StopKind};
use renkei_app::paper::Sheet;
use renkei_domain::cases::employment::Voice;
use renkei_domain::conference::invitation::{
    CallChannel, CheckedHow, InvitationFault, MailStanding, NoticeState, OwnSide,
};
use renkei_domain::conference::poll::{AnswerWay, Asked, Mark, PollNotice, PollSays};
use renkei_domain::consent::{ConsentRecipient, HaltOf, PartyId, Reach};
use renkei_domain::ids::{CaseId, ParticipantId};
use renkei_tests::clock::japan;
use renkei_tests::mail_server::MailServer;
use renkei_tests::patience::until;
use renkei_tests::people::Somebody;
use renkei_tests::{World, on_every_database};

use super::calls::received::report;
use super::conference_of;
use super::polls::{poll_of, polled, said, view_of};
use crate::consent::{NAME, case_with_a_doctor, desk, prose, staff, two_agencies};
use crate::letters::opened::opened;
use crate::letters::pages::browser_of;
use crate::letters::{AMPLE, AtWork};
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::fine;

const MAIL: &str = "doctor@example.jp";
pub(super) const FAX: &str = "072-000-4444";

/// Says by which way the only one who is called is called.
pub(super) async fn way(world: &World, who: &Somebody, of: OfConference, step: WayStep) {
    let conference = conference_of(world, who, of.case, of.id).await;
    let called = conference.participants[0].id;
    way_to(world, who, (of, called), step).await;
}

/// The same of somebody.
async fn way_to(
    world: &World,
    who: &Somebody,
    (of, called): (OfConference, ParticipantId),
    step: WayStep,
) {
    let conference = conference_of(world, who, of.case, of.id).await;
    let seen = SeenConference {
        case: of.case,
        id: of.id,
        version: conference.version,
    };
    let desk = desk(who);
    let kept = world.app.change_call_way(&desk, seen, called, step);
    fine(fine(kept.await));
}

pub(super) async fn choose(
    world: &World,
    who: &Somebody,
    of: OfConference,
    to: (CallChannel, &str),
) {
    let step = WayStep::Choose {
        channel: to.0,
        target: Some(line(to.1)),
        reason: prose("本人から聞いた"),
    };
    way(world, who, of, step).await;
}

async fn send(world: &World, who: &Somebody, of: OfConference) -> SentMessages {
    fine(fine(world.app.send_poll(&desk(who), of).await))
}

/// The messages to the doctor.
fn messages(view: &PollView) -> Vec<PollNotice> {
    let poll = view.poll().expect("a poll");
    let mut all = poll.respondents.iter();
    let doctor = all
        .find(|one| one.who != Asked::Person)
        .expect("the doctor");
    view.notices_to(doctor.id).cloned().collect()
}

async fn told(world: &World, who: &Somebody, of: OfConference) -> Vec<PollNotice> {
    messages(&view_of(world, who, of).await)
}

async fn carried(world: &World, server: &MailServer, count: usize) {
    let courier = AtWork::begin(world, server.settings(AMPLE));
    until("the mails arrive", async || server.count() == count).await;
    courier.end().await;
}

/// The person takes back what they agreed to of somebody.
async fn withdrawn(world: &World, who: &Somebody, case: CaseId, of: PartyId) {
    let stop = StopForm {
        kind: StopKind::Withdraw,
        of: HaltOf::Everything,
        reach: Reach::Recipient(ConsentRecipient::Named(of)),
        by: Voice::Person,
    };
    fine(fine(world.app.stop_consent(&desk(who), case, stop).await));
}

on_every_database! {
    async fn whoever_is_asked_by_mail_answers_by_its_link_and_is_reminded_once(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let (of, handed) = polled(&world, &haruka, case, doctor).await;
        let nobody = SentMessages { prepared: 0, stuck: 2 };
        assert_eq!(send(&world, &haruka, of).await, nobody, "nobody knows where to");
        choose(&world, &haruka, of, (CallChannel::Mail, MAIL)).await;
        assert_eq!(send(&world, &haruka, of).await, SentMessages { prepared: 1, stuck: 1 });
        assert_eq!(send(&world, &haruka, of).await, SentMessages { prepared: 0, stuck: 1 }, "nobody is asked twice");
        let server = MailServer::start();
        carried(&world, &server, 1).await;
        let mails = server.accepted();
        let mail = opened(&mails[0]);
        assert_eq!(mail.header("To"), MAIL);
        for words in ["2026年12月4日(金) 16:30〜17:30", "○・△・×", "2026年11月27日(金) まで"] {
            assert!(mail.text.contains(words), "{words}: {}", mail.text);
        }
        assert!(!mail.text.contains(NAME) && !mail.headers.contains(NAME), "{}", mail.text);
        let marked = told(&world, &haruka, of).await;
        assert_eq!((marked.len(), marked[0].mark.state), (1, NoticeState::Sent));

        // The link of the mail is theirs alone, and the one that was handed on goes on.
        let code = mail.text.split_whitespace().find_map(|word| word.split_once("/poll/"));
        let code = match code {
            Some((_, code)) => code.to_owned(),
            None => fine(mail.text.lines().find_map(|line| line.split_once("入れてください: ")).ok_or("a code")).1.to_owned(),
        };
        let seen = fine(fine(app.poll_by_link(&code).await));
        assert!(matches!(seen.who, Asked::Participant(_)));
        for link in &handed.links {
            assert!(fine(app.poll_by_link(&link.code).await).is_ok());
        }

        // Reminded before an answer would come too late, and once.
        assert_eq!(fine(app.remind_of_polls().await), 0, "it is too early");
        world.clock.set(japan("2026-11-25", "10:00"));
        assert_eq!(fine(app.remind_of_polls().await), 1);
        assert_eq!(fine(app.remind_of_polls().await), 0);
        carried(&world, &server, 2).await;
        let says: Vec<PollSays> = told(&world, &haruka, of).await.iter().map(|one| one.says).collect();
        assert_eq!(says, [PollSays::Ask, PollSays::Reminder]);
        assert!(opened(&server.accepted()[1]).text.contains("まだ いただいていません"));

        // Once all have answered, whoever asks is told.
        let poll = poll_of(&world, &haruka, of).await;
        let yes = || said(&poll, &[Mark::Yes, Mark::Yes]);
        fine(fine(app.answer_poll_by_link(&code, yes()).await));
        let person = fine(poll.respondent_of(Asked::Person).ok_or("the person")).id;
        let heard = HeardAnswer {
            who: person,
            said: yes(),
            way: AnswerWay::Phone,
            said_at: japan("2026-11-25", "09:30"),
        };
        fine(fine(app.keep_heard_answer(&desk(&haruka), of, heard).await));
        carried(&world, &server, 3).await;
        let news = opened(&server.accepted()[2]).text;
        assert!(news.contains("全員が答えました") && news.contains("そろう日時があります"), "{news}");
        assert!(!news.contains(NAME), "{news}");
        let soon = fine(app.soon_conferences(&haruka.principal).await);
        let answers: Vec<_> = soon.iter().filter(|one| one.listed.id == of.id).map(|one| one.answers).collect();
        assert_eq!(answers, [Some(PollSays::AllAnswered)]);
        assert_eq!(send(&world, &haruka, of).await, SentMessages::default(), "who answered is not asked");
    }
}

on_every_database! {
    async fn a_fax_leaves_by_hand_and_no_mail_leaves_without_a_consent(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let (of, _) = polled(&world, &haruka, case, doctor).await;
        choose(&world, &haruka, of, (CallChannel::Fax, FAX)).await;
        assert_eq!(send(&world, &haruka, of).await, SentMessages { prepared: 0, stuck: 2 }, "the number is not confirmed");
        let confirm = WayStep::Confirm { number: line(FAX), how: CheckedHow::ByPhone };
        way(&world, &haruka, of, confirm).await;
        assert_eq!(send(&world, &haruka, of).await, SentMessages { prepared: 1, stuck: 1 });
        let printed = app.poll_on_paper(&haruka.principal, (case, of.id), PollSheet::Fax).await;
        let Sheet::PollForm(form) = fine(fine(printed)) else { panic!("another sheet") };
        assert_eq!((form.forms.len(), form.forms[0].target.as_str(), form.begins.len()), (1, FAX, 3));
        let shown = format!("{:?} {}", form, form.forms[0].to);
        assert!(!shown.contains(NAME), "{shown}");
        let strange = fine(app.poll_on_paper(&sora.principal, (case, of.id), PollSheet::Fax).await);
        assert_eq!(strange.err().map(|refusal| refusal.code()), Some("NOT_FOUND"));

        let fax = told(&world, &haruka, of).await[0].clone();
        assert_eq!(fax.mark.state, NoticeState::Prepared, "printing sends nothing");
        let mark = |notice: &PollNotice, what| PollMarkForm {
            notice: notice.id,
            what,
            at: None,
            evidence: Some(line("送信レポート 10:05")),
        };
        let strange = fine(app.mark_poll_notice(&desk(&sora), of, mark(&fax, ByHand::Sent)).await);
        assert_eq!(strange.err().map(|refusal| refusal.code()), Some("NOT_FOUND"));
        fine(fine(app.mark_poll_notice(&desk(&haruka), of, mark(&fax, ByHand::Sent)).await));
        let sent = told(&world, &haruka, of).await[0].clone();
        assert_eq!((sent.mark.state, sent.mark.by), (NoticeState::Sent, Some(haruka.id)));
        // A FAX is under way for a working day, so that its reminder comes a day before that of a mail.
        world.clock.set(japan("2026-11-24", "10:00"));
        assert_eq!(fine(app.remind_of_polls().await), 1);

        // It did not come through: by another way they are asked again.
        let reminder = told(&world, &haruka, of).await[1].clone();
        assert_eq!(reminder.says, PollSays::Reminder);
        fine(fine(app.mark_poll_notice(&desk(&haruka), of, mark(&reminder, ByHand::Failed)).await));
        world.clock.pass(TimeDelta::minutes(1));
        choose(&world, &haruka, of, (CallChannel::Mail, MAIL)).await;
        assert_eq!(send(&world, &haruka, of).await, SentMessages { prepared: 1, stuck: 1 });
        let mail = fine(told(&world, &haruka, of).await.pop().ok_or("a message"));
        let by_hand = fine(app.mark_poll_notice(&desk(&haruka), of, mark(&mail, ByHand::Sent)).await);
        assert_eq!(by_hand.err(), Some(InvitationFault::ByTheCourier.into()));
        withdrawn(&world, &haruka, case, doctor).await;
        let server = MailServer::start();
        let courier = AtWork::begin(&world, server.settings(AMPLE));
        until("the mail is taken back", async || {
            let newest = told(&world, &haruka, of).await.pop();
            newest.is_some_and(|one| one.mark.state == NoticeState::Superseded)
        }).await;
        courier.end().await;
        assert_eq!(server.count(), 0, "it is decided as it leaves");
        world.clock.pass(TimeDelta::days(1));
        assert_eq!(fine(app.remind_of_polls().await), 0);
        assert_eq!(send(&world, &haruka, of).await, SentMessages { prepared: 0, stuck: 1 }, "the person alone is asked");
    }
}

on_every_database! {
    async fn a_question_about_dates_that_came_back_is_asked_by_fax(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let (of, _) = polled(&world, &haruka, case, doctor).await;
        choose(&world, &haruka, of, (CallChannel::Mail, MAIL)).await;
        send(&world, &haruka, of).await;
        let server = MailServer::start();
        carried(&world, &server, 1).await;
        let mail = opened(&server.accepted()[0]);
        let report = |action| report(mail.header("Message-ID"), action).into_bytes();
        assert_eq!(fine(app.take_mail(report("delayed")).await), TakenMail::Kept);
        assert_eq!(told(&world, &haruka, of).await[0].mark.state, NoticeState::Sent, "it may still arrive");
        assert_eq!(fine(app.take_mail(report("failed")).await), TakenMail::Bounced);
        assert_eq!(fine(app.take_mail(report("failed")).await), TakenMail::Known);
        let back = told(&world, &haruka, of).await[0].mark.clone();
        assert_eq!((back.state, back.by), (NoticeState::Failed, None));
        assert_eq!(back.evidence, Some(line("メールが戻ってきた（5.1.1）")));
        let mails = fine(fine(app.conference_calls(&haruka.principal, case, of.id).await)).mails;
        let standings: Vec<MailStanding> = mails.iter().map(|mail| mail.standing).collect();
        assert!(standings.contains(&MailStanding::Bounced), "{standings:?}");

        let web = world.serve().await;
        let page = format!("/cases/{case}/conferences/{}/poll", of.id);
        let page = browser_of(&web, &haruka).look(&page).await;
        assert_sound("a question that came back", &page.html);
        assert!(page.says("届きませんでした") && page.says("FAXか電話に かえて"), "{}", page.html);
        web.stop().await;

        assert_eq!(send(&world, &haruka, of).await, SentMessages { prepared: 0, stuck: 1 }, "not by the same way");
        choose(&world, &haruka, of, (CallChannel::Fax, FAX)).await;
        let confirm = WayStep::Confirm { number: line(FAX), how: CheckedHow::ByPhone };
        way(&world, &haruka, of, confirm).await;
        assert_eq!(send(&world, &haruka, of).await, SentMessages { prepared: 1, stuck: 1 });
        let told = told(&world, &haruka, of).await;
        let by_fax = told.iter().find(|one| one.way.channel == CallChannel::Fax);
        assert_eq!(by_fax.map(|fax| fax.says), Some(PollSays::Ask));
    }
}

on_every_database! {
    async fn a_person_who_is_asked_by_fax_reads_of_who_sees_to_it_and_of_no_agency(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let (of, _) = polled(&world, &haruka, case, doctor).await;
        let person = OwnSide::Person.seat(of.id);
        let choose = WayStep::Choose {
            channel: CallChannel::Fax,
            target: Some(line(FAX)),
            reason: prose("本人から聞いた"),
        };
        let confirm = WayStep::Confirm { number: line(FAX), how: CheckedHow::ByPhone };
        for step in [choose, confirm] {
            way_to(&world, &haruka, (of, person), step).await;
        }
        assert_eq!(send(&world, &haruka, of).await, SentMessages { prepared: 1, stuck: 1 });
        let printed = world.app.poll_on_paper(&haruka.principal, (case, of.id), PollSheet::Fax).await;
        let Sheet::PollForm(sheet) = fine(fine(printed)) else { panic!("another sheet") };
        let form = &sheet.forms[0];
        assert!(!form.is_agency && form.to != NAME, "{}", form.to);
        let from = fine(form.from.as_ref().ok_or("who asks"));
        let keeper = sheet.sender.keeper.as_ref().map(ToString::to_string);
        assert_eq!((Some(&from.lead), &from.keeper, &from.mail), (keeper.as_ref(), &None, &None));
        assert_ne!(from.lead, sheet.sender.lead, "to agencies it says which of them asks");
    }
}
