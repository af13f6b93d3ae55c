//! The person and their family are called as everybody else is: by the way the person chose, in easy words, and told of what
//! changes by the same way.

use renkei_app::cases::SeenCase;
use renkei_app::conference::call::CallRefusal;
use renkei_app::conference::call::about::AboutForm;
use renkei_app::conference::call::outside::{CardReply, CardStanding};
use renkei_app::conference::call::paper::CallSheet;
use renkei_app::conference::call::step::{ByHand, CallStep, ReplyForm};
use renkei_app::conference::call::view::{CallRow, CallsView};
use renkei_app::conference::call::way::WayStep;
use renkei_app::conference::step::ConferenceStep;
use renkei_app::conference::{ConferenceRefusal, SeenConference};
use renkei_app::paper::{CalledOutside, PersonCallPaper, Sheet, ToldAnew};
use renkei_domain::cases::person::{Person, PreferredContact};
use renkei_domain::conference::invitation::{
    AboutHow, AnswerChannel, CallChannel, CallState, InvitationFault, NextStep, OwnSide, Reply,
    Says, WayBasis,
};
use renkei_domain::conference::poll::Wish;
use renkei_domain::conference::{FamilyTime, Outline, Presence, Slot, TimeWindow};
use renkei_domain::ids::CaseId;
use renkei_invite::method::Method;
use renkei_tests::clock::japan;
use renkei_tests::mail_server::MailServer;
use renkei_tests::people::Somebody;
use renkei_tests::{World, on_every_database};

use super::mails::{carried, entry, words};
use super::{At, calls, marked, of, ready, seen, sent};
use crate::conference::{a_slot, conference_of, stepped};
use crate::consent::{NAME, case_with_a_doctor, day, desk, prose, seen_by, staff, two_agencies};
use crate::letters::opened::opened;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::fine;

const OWN_MAIL: &str = "hanako@example.jp";

/// Writes down how the person wants to be contacted.
pub(super) async fn contacted_by(
    world: &World,
    who: &Somebody,
    id: CaseId,
    preferred: PreferredContact,
) {
    let version = fine(seen_by(world, who, id).await).file.case.version;
    let person = Person {
        preferred: Some(preferred),
        mail: Some(line(OWN_MAIL)),
        ..Person::named(line(NAME))
    };
    let seen = SeenCase { id, version };
    fine(fine(
        world.app.describe_person(&desk(who), seen, person).await,
    ));
}

fn own(view: &CallsView, side: OwnSide) -> &CallRow {
    let seat = side.seat(view.id);
    let mut own = view.own.iter();
    let found = own.find(|row| row.called.participant.id == seat);
    found.unwrap_or_else(|| panic!("{side} is not called"))
}

/// What the newest message to one of them says, and by which channel.
fn newest(view: &CallsView, side: OwnSide) -> Option<(Says, CallChannel)> {
    let invitation = own(view, side).invitation.as_ref()?;
    let notice = invitation.notice()?;
    Some((notice.says, notice.way.channel))
}

async fn step(
    world: &World,
    who: &Somebody,
    (at, side): (At, OwnSide),
    step: CallStep,
) -> Result<(), CallRefusal> {
    let call = call_of(world, who, at, side).await;
    let stepped = fine(world.app.step_call(&desk(who), call, step).await);
    stepped.map(|_| ())
}

async fn call_of(
    world: &World,
    who: &Somebody,
    at: At,
    side: OwnSide,
) -> renkei_app::conference::call::SeenCall {
    let view = calls(world, who, at).await;
    let invitation = own(&view, side).invitation.as_ref();
    let invitation = fine(invitation.ok_or("an invitation"));
    renkei_app::conference::call::SeenCall {
        case: at.0,
        conference: at.1,
        id: invitation.id,
        version: invitation.version,
    }
}

pub(super) async fn sheet(world: &World, who: &Somebody, at: At, side: OwnSide) -> PersonCallPaper {
    let made =
        world
            .app
            .conference_call_on_paper(&who.principal, at, side.seat(at.1), CallSheet::Hand);
    match fine(fine(made.await)) {
        Sheet::PersonCall(paper) => *paper,
        _ => panic!("another sheet"),
    }
}

/// With family from the beginning on for half an hour, as the person agreed.
pub(super) async fn with_family(world: &World, who: &Somebody, at: At) {
    let outline = conference_of(world, who, at.0, at.1).await.outline;
    let family = FamilyTime {
        agreed_on: day("2026-11-20"),
        window: fine(TimeWindow::new(0, 30)),
    };
    let presence = Presence {
        family: Some(family),
        ..outline.presence.clone()
    };
    let outline = Outline {
        presence,
        ..outline
    };
    fine(stepped(world, who, at, ConferenceStep::Describe(outline)).await);
    // Who is there changed: the person sees it once more.
    fine(stepped(world, who, at, ConferenceStep::Shown(day("2026-11-20"))).await);
}

on_every_database! {
    async fn the_person_is_called_by_mail_in_easy_words_and_told_what_changes(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        contacted_by(&world, &haruka, case, PreferredContact::Message).await;
        let at = ready(&world, &haruka, case).await;
        let view = calls(&world, &haruka, at).await;
        let row = own(&view, OwnSide::Person);
        assert_eq!((row.way.channel, row.way.basis), (CallChannel::Mail, WayBasis::OwnChoice));
        let person = row.called.participant.id;
        let draft = fine(fine(app.call_draft(&haruka.principal, at, person).await));
        assert!(draft.text.contains("休みながらでも") && !draft.text.contains("ご案内"), "{}", draft.text);
        assert_eq!(sent(&world, &haruka, at).await, (5, 0));
        assert_eq!(sent(&world, &haruka, at).await, (0, 0));
        let server = MailServer::start();
        carried(&world, &server, 2).await;
        let to_them = || {
            let mut mails = server.accepted();
            mails.retain(|mail| opened(mail).header("To") == OWN_MAIL);
            mails
        };
        let mail = to_them().remove(0);
        let read = opened(&mail);
        assert!(read.header("Subject").starts_with("打ち合わせの お知らせ №"), "{}", read.headers);
        let text = words(&mail);
        for told in ["2026年12月4日(金) 15:00〜16:00", "■ どこで\n高槻市役所 3階\n", "きてほしくない人が"] {
            assert!(text.contains(told), "{told}: {text}");
        }
        for kept in [NAME, "みほん", "引継ぎ", "利用者", "相談支援"] {
            assert!(!text.contains(kept) && !read.headers.contains(kept), "{kept}: {text}");
        }
        let (method, first) = entry(&mail);
        assert_eq!(method, Method::Request);
        assert_eq!(first.title.as_deref(), Some("打ち合わせ"), "no number on their phone");
        let view = calls(&world, &haruka, at).await;
        let row = own(&view, OwnSide::Person);
        assert_eq!((row.state(), row.next), (CallState::Sent, Some(NextStep::EnterReply)), "they know whom it is about");

        // They answer by the code, without an account; no agency is named to whoever looks over their shoulder.
        let code = fine(row.invitation.as_ref().ok_or("an invitation")).code.to_string();
        let card = fine(fine(app.call_card(&code).await));
        assert_eq!((card.standing, card.name.as_str()), (CardStanding::Open, "ご本人"));
        assert!(card.caller.contains("haruka") && !card.may_send_another, "{}", card.caller);
        let answer = CardReply { reply: Reply::Coming, wishes: [Wish::WithRests].into(), note: None, from: None, begins: a_slot().begins };
        fine(fine(app.answer_call(&code, answer).await));
        let view = calls(&world, &haruka, at).await;
        assert_eq!(own(&view, OwnSide::Person).state(), CallState::Answered);
        assert_eq!(view.tally().coming, 1);
        let wishes = own(&view, OwnSide::Person).invitation.as_ref().and_then(|one| one.reply()).map(|one| one.wishes.clone());
        assert_eq!(wishes, Some([Wish::WithRests].into()), "what they ticked stands beside it");
        let about = AboutForm { how: AboutHow::Phone, heard_by: None, at: None };
        let call = call_of(&world, &haruka, at, OwnSide::Person).await;
        let told = fine(app.tell_about_conference(&desk(&haruka), call, about).await);
        assert_eq!(told.err(), Some(of(InvitationFault::NotExpected)));

        let moved = Slot { begins: japan("2026-12-11", "15:00"), ..a_slot() };
        fine(stepped(&world, &haruka, at, ConferenceStep::Fix(moved)).await);
        carried(&world, &server, 4).await;
        assert!(words(&to_them()[1]).contains("打ち合わせが 変わりました"));
        assert_eq!(entry(&to_them()[1]).1.uid, first.uid);
        fine(stepped(&world, &haruka, at, ConferenceStep::Cancel(prose("退職のため"))).await);
        carried(&world, &server, 6).await;
        let mails = to_them();
        let last = &mails[2];
        assert_eq!(entry(last).0, Method::Cancel);
        assert!(words(last).contains("なくなりました") && !words(last).contains("退職"));
    }
}

on_every_database! {
    async fn whom_no_message_reaches_is_handed_a_sheet_and_a_family_that_may_not_come_is_told(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        contacted_by(&world, &haruka, case, PreferredContact::Visit).await;
        let at = ready(&world, &haruka, case).await;
        with_family(&world, &haruka, at).await;
        assert_eq!(sent(&world, &haruka, at).await, (6, 0));
        let view = calls(&world, &haruka, at).await;
        for side in OwnSide::ALL {
            let row = own(&view, *side);
            assert_eq!((row.state(), row.next), (CallState::Prepared, Some(NextStep::HandOver)));
        }
        let paper = sheet(&world, &haruka, at, OwnSide::Person).await;
        assert_eq!((&paper.whom, paper.anew), (&CalledOutside::Person(line(NAME)), ToldAnew::No));
        assert_eq!(paper.called.len(), 4, "whoever may come, and no others");
        let family = sheet(&world, &haruka, at, OwnSide::Family).await;
        assert_eq!((family.slot.minutes, family.called.len()), (30, 0), "for their part, and nobody else is named");
        let by_fax = app.conference_call_on_paper(&haruka.principal, at, OwnSide::Person.seat(at.1), CallSheet::Fax);
        let none = fine(by_fax.await);
        assert_eq!(none.err(), Some(ConferenceRefusal::Invitation(InvitationFault::NoSuchInvitation)));

        for side in OwnSide::ALL {
            fine(step(&world, &haruka, (at, *side), marked(ByHand::Sent)).await);
        }
        let heard = CallStep::Reply(ReplyForm {
            reply: Reply::Coming,
            wishes: Default::default(),
            note: None,
            from: None,
            channel: AnswerChannel::InPerson,
            given_at: None,
        });
        fine(step(&world, &haruka, (at, OwnSide::Person), heard).await);
        let view = calls(&world, &haruka, at).await;
        assert_eq!(own(&view, OwnSide::Person).state(), CallState::Answered);
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let page = browser.look(&format!("/cases/{case}/conferences/{}/calls", at.1)).await;
        assert_sound("the board with the person and their family", &page.html);
        assert!(page.says("本人・家族（2）") && page.says("会って・手わたし"), "{}", page.html);
        server.stop().await;

        // The family does not come after all, and hears so as they were called; the person goes on.
        let outline = conference_of(&world, &haruka, at.0, at.1).await.outline;
        let alone = Outline { presence: Presence::default(), ..outline };
        fine(stepped(&world, &haruka, at, ConferenceStep::Describe(alone)).await);
        let view = calls(&world, &haruka, at).await;
        let gone = view.gone.iter().find(|one| one.own_side() == Some(OwnSide::Family));
        let recall = gone.and_then(|one| one.notice()).map(|notice| (notice.says, notice.way.channel));
        assert_eq!(recall, Some((Says::Recall, CallChannel::InPerson)));
        assert_eq!(sheet(&world, &haruka, at, OwnSide::Family).await.anew, ToldAnew::Recalled);
        assert_eq!(newest(&view, OwnSide::Person), Some((Says::Invitation, CallChannel::InPerson)));

        let moved = Slot { begins: japan("2026-12-11", "15:00"), ..a_slot() };
        fine(stepped(&world, &haruka, at, ConferenceStep::Fix(moved)).await);
        let view = calls(&world, &haruka, at).await;
        assert_eq!(newest(&view, OwnSide::Person), Some((Says::Change, CallChannel::InPerson)));
        let paper = sheet(&world, &haruka, at, OwnSide::Person).await;
        assert_eq!(paper.anew, ToldAnew::MovedFrom(a_slot().begins));
        fine(stepped(&world, &haruka, at, ConferenceStep::Cancel(prose("退職のため"))).await);
        let view = calls(&world, &haruka, at).await;
        // The move had not left: what they hear is that it does not take place.
        assert_eq!(newest(&view, OwnSide::Person), Some((Says::Cancellation, CallChannel::InPerson)));
    }
}

on_every_database! {
    async fn the_host_calls_the_person_otherwise_for_a_reason_and_hands_no_sheet_to_an_agency(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let at = ready(&world, &haruka, case).await;
        let view = calls(&world, &haruka, at).await;
        assert_eq!(own(&view, OwnSide::Person).way.basis, WayBasis::NotAsked);
        let agency = view.rows[0].called.participant.id;
        let now: SeenConference = seen(&world, &haruka, at).await;
        let choose = |channel, target: Option<&str>| WayStep::Choose {
            channel,
            target: target.map(line),
            reason: prose("本人から聞いた"),
        };
        let by_hand = choose(CallChannel::InPerson, None);
        let refused = fine(world.app.change_call_way(&desk(&haruka), now, agency, by_hand).await);
        assert_eq!(refused.err(), Some(of(InvitationFault::NoTarget)));
        let person = OwnSide::Person.seat(at.1);
        let by_phone = choose(CallChannel::Phone, Some("090-0000-0001"));
        fine(fine(world.app.change_call_way(&desk(&haruka), now, person, by_phone).await));
        sent(&world, &haruka, at).await;
        let view = calls(&world, &haruka, at).await;
        let row = own(&view, OwnSide::Person);
        assert_eq!((row.state(), row.next), (CallState::Prepared, Some(NextStep::Call)));

        // On the phone the name alone is said to whoever takes the call, and no agency to anybody.
        let invited = fine(row.invitation.as_ref().ok_or("an invitation")).id;
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let board = format!("/cases/{case}/conferences/{}/calls", at.1);
        let page = browser.look(&format!("{board}/to/{invited}/phone")).await;
        assert_sound("the script for the person", &page.html);
        assert!(page.says(&format!("{NAME} さん を お願いします")), "{}", page.html);
        assert!(page.says("休みながらでも") && !page.says("代わりの人や"), "{}", page.html);
        server.stop().await;
    }
}
