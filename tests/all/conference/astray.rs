//! What went astray on its way to an agency of the directory, whatever it was about: it is asked at once how it is reached.

use chrono::TimeDelta;
use renkei_app::conference::SeenConference;
use renkei_app::conference::call::SeenCall;
use renkei_app::conference::call::way::WayStep;
use renkei_app::conference::poll::OfConference;
use renkei_app::conference::replies::take::TakenMail;
use renkei_app::conference::series::plan::NewMember;
use renkei_app::conference::series::settle::NoticeStep;
use renkei_app::conference::step::ConferenceStep;
use renkei_app::consent::record::ConsentForm;
use renkei_app::directory::edit::observe::{NewObservation, ObservationStep};
use renkei_domain::cases::team::{MemberAgency, TeamMember};
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::conference::series::MeetingOffice;
use renkei_domain::consent::package::{Package, PlainGroup};
use renkei_domain::consent::{ConsentRecipient, Giver, Means, PartyId, Validity};
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::inquiry::StaleBecause;
use renkei_domain::directory::strength::{Topic, Valence};
use renkei_domain::ids::{MeetingSeriesId, ParticipantId, ResourceId};
use renkei_domain::people::Standing;
use renkei_tests::mail_server::MailServer;
use renkei_tests::patience::until;
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::{World, on_every_database};

use super::calls::received::report;
use super::poll_sent::choose;
use super::polls::{asking, opened as poll_opened};
use super::{a_slot, begun, conference_of, series_told, stepped};
use crate::consent::{
    a_doctor, as_seen_by, case_with_a_doctor, day, desk, prose, recorded, staff, two_agencies,
};
use crate::editing_pages::forms::Form;
use crate::letters::invited::demo;
use crate::letters::opened::opened;
use crate::letters::pages::browser_of;
use crate::letters::{AMPLE, AtWork};
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::fine;

/// An agency of the directory, and where it is written to.
const AGENCY: &str = "01932f00-0000-7002-8000-000000000207";
const NAME: &str = "パソコン教室 ことのは（架空）";
const PHONE: &str = "072-000-0003";
const MAIL: &str = "pc-kotonoha@example.jp";

fn agency() -> ResourceId {
    fine(AGENCY.parse())
}

/// Why the agency is asked how it is reached, where it is.
async fn reopened(world: &World) -> Option<StaleBecause> {
    let standings = fine(world.store.inquiry_standings(&[agency()]).await);
    let mut reopened = standings.get(&agency())?.reopened.iter();
    let contact = reopened.find(|one| one.group == FieldGroup::Contact)?;
    Some(contact.because)
}

/// How often the agency is needed.
async fn uses(world: &World) -> u64 {
    let since = world.app.now().plus(-TimeDelta::days(365));
    let uses = fine(world.store.uses_of_entries(demo(), since).await);
    uses.get(&agency()).copied().unwrap_or_default()
}

/// A conference to which the agency is called by mail, as the person agreed and saw.
async fn called(world: &World, who: &Somebody, date: Option<ConferenceStep>) -> OfConference {
    let [here, _] = two_agencies(world).await;
    let (case, _) = case_with_a_doctor(world, who, here).await;
    let member = TeamMember {
        agency: MemberAgency::Listed(agency()),
        ..a_doctor(world)
    };
    let team = ConferenceStep::CallTeam(vec![member.id]);
    let seen = as_seen_by(world, who, case).await;
    let by = desk(who);
    let kept = world.app.keep_team_member(&by, seen, member);
    fine(fine(kept.await));
    let package = Package::HandoverMeeting;
    let agreed = ConsentForm {
        giver: Giver::Person,
        recipients: [ConsentRecipient::Named(PartyId::Listed(agency()))].into(),
        categories: package.agreed(&[PlainGroup::Work]),
        purposes: package.purposes(),
        means: [Means::Meeting, Means::Document, Means::Phone].into(),
        validity: fine(Validity::new(day("2026-11-20"), day("2027-11-19"))),
        renews: None,
    };
    recorded(world, who, case, agreed).await;
    let id = begun(world, who, case).await;
    let shown = ConferenceStep::Shown(day("2026-11-20"));
    for step in [Some(team), date, Some(shown)].into_iter().flatten() {
        fine(stepped(world, who, (case, id), step).await);
    }
    let of = OfConference { case, id };
    choose(world, who, of, (CallChannel::Mail, MAIL)).await;
    of
}

/// The messages are sent that call people.
async fn send_calls(world: &World, who: &Somebody, of: OfConference) {
    let version = conference_of(world, who, of.case, of.id).await.version;
    let seen = SeenConference {
        case: of.case,
        id: of.id,
        version,
    };
    let sent = fine(fine(world.app.send_calls(&desk(who), seen).await));
    assert!(sent.prepared >= 1, "{sent:?}");
}

/// A courier works until so many mails have arrived at the agency: the Message-ID of the newest.
async fn arrived(world: &World, server: &MailServer, count: usize) -> String {
    world.clock.pass(TimeDelta::minutes(6));
    let theirs = || -> Vec<String> {
        let mails = server.accepted();
        let theirs = mails.iter().filter_map(|mail| {
            let mail = opened(mail);
            (mail.header("To") == MAIL).then(|| mail.header("Message-ID").to_owned())
        });
        theirs.collect()
    };
    let courier = AtWork::begin(world, server.settings(AMPLE));
    until("the mail arrives", async || theirs().len() == count).await;
    courier.end().await;
    fine(theirs().pop().ok_or("a mail"))
}

/// It may still arrive, and then it does not: the agency is asked how it is reached.
async fn comes_back(world: &World, id: &str) {
    assert_eq!(reopened(world).await, None);
    let delayed = world.app.take_mail(report(id, "delayed").into_bytes());
    assert_eq!(fine(delayed.await), TakenMail::Kept);
    assert_eq!(reopened(world).await, None);
    let failed = world.app.take_mail(report(id, "failed").into_bytes());
    assert_eq!(fine(failed.await), TakenMail::Bounced);
    assert_eq!(reopened(world).await, Some(StaleBecause::Bounced));
}

on_every_database! {
    async fn a_call_to_a_conference_that_comes_back_has_the_agency_asked(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let of = called(&world, &haruka, Some(ConferenceStep::Fix(a_slot()))).await;
        send_calls(&world, &haruka, of).await;
        let server = MailServer::start();
        let id = arrived(&world, &server, 1).await;
        comes_back(&world, &id).await;
    }
}

on_every_database! {
    async fn a_question_about_dates_that_comes_back_has_the_agency_asked(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let of = called(&world, &haruka, None).await;
        poll_opened(&world, &haruka, of, asking()).await;
        let sent = fine(fine(world.app.send_poll(&desk(&haruka), of).await));
        assert_eq!(sent.prepared, 1);
        let server = MailServer::start();
        let id = arrived(&world, &server, 1).await;
        comes_back(&world, &id).await;
    }
}

on_every_database! {
    async fn a_link_to_who_it_is_about_that_comes_back_has_the_agency_asked(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let of = called(&world, &haruka, Some(ConferenceStep::Fix(a_slot()))).await;
        send_calls(&world, &haruka, of).await;
        let server = MailServer::start();
        let call = arrived(&world, &server, 1).await;
        let view = fine(fine(app.conference_calls(&haruka.principal, of.case, of.id).await));
        let row = view.rows.iter().find(|row| row.called.name == NAME);
        let invitation = row.and_then(|row| row.invitation.as_ref());
        let invitation = fine(invitation.ok_or("an invitation"));
        let seen = SeenCall {
            case: of.case,
            conference: of.id,
            id: invitation.id,
            version: invitation.version,
        };
        fine(fine(app.link_about_conference(&desk(&haruka), seen).await));
        let link = arrived(&world, &server, 2).await;
        assert_ne!(call, link);
        comes_back(&world, &link).await;
    }
}

/// The agency is told of a meeting of a network by a way.
async fn called_to_a_meeting(
    world: &World,
    who: &Somebody,
    (channel, target): (CallChannel, &str),
) -> (MeetingSeriesId, ParticipantId) {
    let (app, by) = (&world.app, desk(who));
    let (id, _) = series_told::ready(world, who).await;
    let new = NewMember {
        office: MeetingOffice::Listed(agency()),
        seat: None,
    };
    let now = series_told::seen(world, who, id).await;
    fine(fine(app.call_to_meetings(&by, now, new).await));
    let view = fine(fine(app.meeting_series(&who.principal, id).await));
    let member = fine(view.series().members.last().ok_or("a member")).id;
    let way = WayStep::Choose {
        channel,
        target: Some(line(target)),
        reason: prose("電話で聞いた"),
    };
    let now = series_told::seen(world, who, id).await;
    fine(fine(app.change_member_way(&by, now, member, way).await));
    series_told::send(world, who, id).await;
    (id, member)
}

on_every_database! {
    async fn a_wrong_number_met_while_telling_of_a_meeting_has_the_agency_asked(world) {
        let world = world.seeded().await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let before = uses(&world).await;
        let (id, member) = called_to_a_meeting(&world, &minato, (CallChannel::Phone, PHONE)).await;
        assert_eq!(uses(&world).await, before + 1, "it is asked sooner where it is needed");
        assert_eq!(reopened(&world).await, None);
        let server = world.serve().await;
        let page = format!("/meetings/{id}/on/2026-12-08/notices");
        let page = browser_of(&server, &minato).look(&page).await;
        assert!(page.html.contains("value=\"wrong_number\""), "{}", page.html);
        server.stop().await;
        let wrong = series_told::settle(&world, &minato, (id, member), NoticeStep::WrongNumber(None));
        fine(wrong.await);
        assert_eq!(reopened(&world).await, Some(StaleBecause::WrongNumber));
    }
}

on_every_database! {
    async fn a_notice_of_a_meeting_that_comes_back_has_the_agency_asked(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let minato = somebody(app, Standing::Coordinator(demo()), "minato").await;
        called_to_a_meeting(&world, &minato, (CallChannel::Mail, MAIL)).await;
        let server = MailServer::start();
        let mail = arrived(&world, &server, 1).await;
        comes_back(&world, &mail).await;
    }
}

on_every_database! {
    async fn a_letter_about_an_observation_that_comes_back_has_the_agency_asked(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let minato = somebody(app, Standing::Coordinator(demo()), "minato").await;
        let [here, _] = two_agencies(&world).await;
        let observation = NewObservation {
            resource: agency(),
            network: demo(),
            by: here,
            valence: Valence::Strong,
            topic: Topic::General,
            text: line("午前の電話がつながりやすい"),
            basis: line("この1年に5件の紹介で"),
            stated_on: day("2026-11-18"),
        };
        let by = desk(&minato);
        let made = fine(fine(app.observe(&by, observation).await));
        let write = ObservationStep::Write;
        fine(fine(app.step_observation(&by, made.id, write).await));
        let server = MailServer::start();
        let mail = arrived(&world, &server, 1).await;
        comes_back(&world, &mail).await;
        // The same report once more is no news.
        let again = app.take_mail(report(&mail, "failed").into_bytes()).await;
        assert_eq!(fine(again), TakenMail::Kept);
    }
}

on_every_database! {
    async fn what_a_conference_learns_of_an_agency_is_told_from_its_minutes(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let of = called(&world, &haruka, Some(ConferenceStep::Fix(a_slot()))).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let minutes = format!("/cases/{}/conferences/{}/minutes", of.case, of.id);
        let page = browser.look(&minutes).await;
        assert_sound("minutes", &page.html);
        let stale = format!("/resources/{AGENCY}/stale");
        let link = format!("href=\"{stale}?because=at_conference\"");
        assert!(page.html.contains(&link), "{}", page.html);
        let page = browser.look(&format!("{stale}?because=at_conference")).await;
        assert_sound("something learnt at a conference", &page.html);
        // The reason is chosen by then.
        let said = Form::on(&page.html, &stale).with("group", "contact").send(&browser).await;
        let to = fine(said.leads_to.ok_or("the entry"));
        assert_eq!(to, format!("/resources/{AGENCY}?told=stale"));
        assert!(browser.look(&to).await.says("知らせを受けとりました"));
        server.stop().await;
        assert_eq!(reopened(&world).await, Some(StaleBecause::AtConference));
    }
}
