//! Everything by which people are called to a conference about somebody of whom everything private is known: mails with
//! their entries for calendars, FAX sheets, letters as they lie in their envelopes, scripts for the phone, and the pages that
//! a link or a code opens to whoever has no account.

use chrono::TimeDelta;
use renkei_app::conference::SeenConference;
use renkei_app::conference::poll::open::NewPoll;
use renkei_app::conference::step::ConferenceStep;
use renkei_app::writer::Writer;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::conference::poll::{NamesShown, PersonTimes, PollOffer};
use renkei_domain::conference::{Conference, Slot};
use renkei_domain::ids::{CaseId, ConferenceId};
use renkei_domain::record::Source;
use renkei_domain::text::Prose;
use renkei_tests::browser::Browser;
use renkei_tests::clock::japan;
use renkei_tests::mail_server::MailServer;
use renkei_tests::patience::until;
use renkei_tests::people::Somebody;
use renkei_tests::{World, on_every_database};

use super::super::planted::{
    CANARY, plant_call, plant_call_to, plant_case, plant_link, plant_member_of,
};
use super::super::{assert_tells_nothing, heard};
use super::{assert_leads_nowhere, on_paper};
use crate::letters::invited::demo;
use crate::letters::opened::{opened, parts};
use crate::letters::{AMPLE, AtWork};
use crate::migrations::line;
use crate::record::fine;

/// Whom mail calls.
const CALLED: &str = "hinata@example.jp";

/// The place at which all of them meet, as the entries name it.
const PLACE: &str = "市役所 3階 会議室2";

/// By what people are called who have no mail, to where, and the sheet of it.
const ON_PAPER: [(CallChannel, &str, &str); 3] = [
    (CallChannel::Fax, "072-000-0012", "fax"),
    (CallChannel::Letter, "高槻市城北町1-2-3", "letter"),
    (CallChannel::Phone, "072-000-0013", "phone"),
];

/// Somebody of the agency that keeps a case in whose every field the word stands.
async fn at_the_desk(world: &World) -> (Somebody, Writer, CaseId) {
    let members = fine(world.store.member_organizations(demo()).await);
    let (staff, _, case) = plant_case(world, members[0].0, ["kawa", "yuki"]).await;
    let desk = Writer::by(staff.principal.clone(), Source::Page);
    (staff, desk, case)
}

async fn conference(world: &World, desk: &Writer, case: CaseId, id: ConferenceId) -> Conference {
    let view = fine(fine(world.app.conferences(&desk.principal, case).await));
    fine(view.conference(id).ok_or("the conference")).clone()
}

async fn stepped(
    world: &World,
    desk: &Writer,
    (case, id): (CaseId, ConferenceId),
    step: ConferenceStep,
) {
    let version = conference(world, desk, case, id).await.version;
    let seen = SeenConference { case, id, version };
    fine(fine(world.app.step_conference(desk, seen, step).await));
}

/// Lets a courier carry what waits, until so many mails have arrived in all.
async fn carried(world: &World, server: &MailServer, count: usize) {
    world.clock.pass(TimeDelta::minutes(6));
    let courier = AtWork::begin(world, server.settings(AMPLE));
    until("the mails arrive", async || called(server).len() == count).await;
    courier.end().await;
}

/// What has arrived for whoever is called.
fn called(server: &MailServer) -> Vec<String> {
    let mut mails = server.accepted();
    mails.retain(|mail| mail.contains(CALLED));
    mails
}

/// The entry for calendars that lies in a mail, with its lines whole.
fn entry(mail: &str) -> String {
    let parts = parts(mail).into_iter().map(|part| part.text);
    let mut entries = parts.filter(|text| text.contains("BEGIN:VCALENDAR"));
    let entry = fine(entries.next().ok_or("an entry"));
    entry.replace("\n ", "").replace("\n\t", "")
}

on_every_database! {
    async fn no_mail_that_calls_moves_or_calls_off_tells_whom_it_is_about(world) {
        let heard = heard::listen();
        let world = world.seeded().await;
        let (_, desk, case) = at_the_desk(&world).await;
        let by_mail = (CallChannel::Mail, line(CALLED));
        let at = plant_call_to(&world, &desk, case, by_mail).await;
        let server = MailServer::start();
        carried(&world, &server, 1).await;
        let later = Slot {
            begins: japan("2036-12-04", "15:00"),
            minutes: 60,
            place: line(PLACE),
        };
        stepped(&world, &desk, at, ConferenceStep::Fix(later)).await;
        carried(&world, &server, 2).await;
        let why = fine(Prose::parse(&format!("{CANARY}why")));
        stepped(&world, &desk, at, ConferenceStep::Cancel(why)).await;
        carried(&world, &server, 3).await;
        let mails = called(&server);
        for (mail, method) in mails.iter().zip(["REQUEST", "REQUEST", "CANCEL"]) {
            let read = opened(mail);
            let entry = entry(mail);
            assert!(entry.contains(&format!("METHOD:{method}")), "{entry}");
            assert!(entry.contains(&format!("LOCATION:{PLACE}")), "{entry}");
            let parts: String = parts(mail).into_iter().map(|part| part.text).collect();
            for (what, text) in [
                ("a mail", mail.as_str()),
                ("its head", read.headers.as_str()),
                ("its words", parts.as_str()),
                ("its entry", entry.as_str()),
            ] {
                assert_tells_nothing(what, text);
            }
        }
        assert_tells_nothing("the log", &heard.lines());
    }
}

on_every_database! {
    async fn no_mail_that_recalls_one_alone_tells_whom_it_is_about(world) {
        let heard = heard::listen();
        let world = world.seeded().await;
        let (_, desk, case) = at_the_desk(&world).await;
        let by_mail = (CallChannel::Mail, line(CALLED));
        let at = plant_call_to(&world, &desk, case, by_mail).await;
        let server = MailServer::start();
        carried(&world, &server, 1).await;
        let who = conference(&world, &desk, at.0, at.1).await.participants[0].id;
        stepped(&world, &desk, at, ConferenceStep::LeaveOut(who)).await;
        carried(&world, &server, 2).await;
        let mails = called(&server);
        let recall = fine(mails.get(1).ok_or("a recall"));
        let entry = entry(recall);
        assert!(entry.contains("METHOD:CANCEL") && !entry.contains("STATUS:"), "{entry}");
        let read = opened(recall);
        let parts: String = parts(recall).into_iter().map(|part| part.text).collect();
        for (what, text) in [
            ("a recall", recall.as_str()),
            ("its head", read.headers.as_str()),
            ("its words", parts.as_str()),
            ("its entry", entry.as_str()),
        ] {
            assert_tells_nothing(what, text);
        }
        assert_tells_nothing("the log", &heard.lines());
    }
}

on_every_database! {
    async fn no_sheet_by_which_somebody_is_called_tells_whom_it_is_about(world) {
        let world = world.seeded().await;
        let (staff, desk, case) = at_the_desk(&world).await;
        let mut called = Vec::new();
        let member = plant_member_of(&world, &desk, case).await;
        for (channel, target, sheet) in ON_PAPER {
            let way = (channel, line(target));
            let (_, id) = plant_call(&world, &desk, (case, member), way).await;
            called.push((id, sheet));
        }
        let server = world.serve().await;
        for (id, sheet) in called {
            let participant = conference(&world, &desk, case, id).await.participants[0].id;
            let papers = format!("/cases/{case}/conferences/{id}/paper");
            for address in [format!("{papers}/{sheet}"), format!("{papers}/{sheet}/{participant}")] {
                let words = on_paper(&server, &staff, &address).await;
                // Somebody is called by it, and to nothing that is known of anybody.
                assert!(words.contains("かなりあ病院"), "{address}: {words}");
                assert_tells_nothing(&address, &words);
            }
            if sheet == "fax" {
                let address = format!("{papers}/fax-test/{participant}");
                assert_tells_nothing(&address, &on_paper(&server, &staff, &address).await);
            }
        }
        server.stop().await;
    }
}

/// Opens what somebody was handed and answers with a private word in every field.
async fn answered(visitor: &Browser, address: &str, (name, value): (&str, &str)) {
    let page = visitor.look(address).await;
    assert_eq!(page.status, 200, "{address}");
    assert_tells_nothing(address, &page.html);
    let typed = format!("{CANARY}typed");
    let fields = [(name, value), ("note", &typed), ("from", &typed)];
    assert_leads_nowhere(address, &visitor.send(address, &fields).await);
}

on_every_database! {
    async fn a_link_and_a_code_open_nothing_that_tells_whom_it_is_about(world) {
        let heard = heard::listen();
        let world = world.seeded().await;
        let (_, desk, case) = at_the_desk(&world).await;
        let by_letter = (CallChannel::Letter, line("高槻市城北町1-2-3"));
        let (_, id) = plant_call_to(&world, &desk, case, by_letter).await;
        let view = fine(fine(world.app.conference_calls(&desk.principal, case, id).await));
        let invitation = fine(view.rows[0].invitation.as_ref().ok_or("an invitation"));
        let code = invitation.code.to_string();
        let server = world.serve().await;
        let visitor = Browser::at(&server);
        answered(&visitor, &format!("/answer/{code}"), ("reply", "coming")).await;

        // The same conference is put off, and everybody asked for another date.
        let why = fine(Prose::parse(&format!("{CANARY}why")));
        stepped(&world, &desk, (case, id), ConferenceStep::Postpone(why)).await;
        answered(&visitor, &format!("/answer/{code}"), ("reply", "coming")).await;
        let new = NewPoll {
            minutes: 60,
            begins: vec![japan("2036-12-04", "15:00")],
            deadline: japan("2036-12-01", "12:00").in_japan().date,
            names: NamesShown::Shown,
            hardest: None,
            offer: PollOffer::Everybody,
            quorum: Vec::new(),
            person_times: PersonTimes::default(),
        };
        let version = conference(&world, &desk, case, id).await.version;
        let seen = SeenConference { case, id, version };
        let opened = fine(fine(world.app.open_poll(&desk, seen, new).await));
        assert!(opened.links.len() >= 2, "the person and whoever is called: {opened:?}");
        for link in &opened.links {
            answered(&visitor, &format!("/poll/{}", link.code), ("wish", "online")).await;
        }
        server.stop().await;
        assert_tells_nothing("the log", &heard.lines());
    }
}

on_every_database! {
    async fn a_link_tells_whom_it_is_about_by_its_number_alone_and_nothing_besides(world) {
        let heard = heard::listen();
        let world = world.seeded().await;
        let (_, desk, case) = at_the_desk(&world).await;
        let by_mail = (CallChannel::Mail, line(CALLED));
        let of = plant_call_to(&world, &desk, case, by_mail).await;
        let mail_server = MailServer::start();
        carried(&world, &mail_server, 1).await;
        let number = plant_link(&world, &desk, of).await;
        carried(&world, &mail_server, 2).await;
        let mail = called(&mail_server).remove(1);
        let read = opened(&mail);
        for (what, text) in [("a link", &mail), ("its head", &read.headers), ("its words", &read.text)] {
            assert_tells_nothing(what, text);
            assert!(!text.contains(&number), "{what} tells the number: {text}");
        }
        let code = read.text.lines().find_map(|line| line.split_once("入れます: "));
        let (_, code) = fine(code.ok_or("the code of a link"));
        let server = world.serve().await;
        let visitor = Browser::at(&server);
        let address = format!("/whom/{code}");
        let page = visitor.look(&address).await;
        assert_tells_nothing(&address, &page.html);
        for wrong in ["", "2345-6789"] {
            let page = visitor.send(&address, &[("code", wrong)]).await;
            assert_tells_nothing(&address, &page.html);
        }
        let page = visitor.send(&address, &[("code", &number)]).await;
        let name = format!("{CANARY}client");
        assert!(page.html.contains(&format!("<strong>{name} さん</strong>")), "{}", page.html);
        assert_tells_nothing(&address, &page.html.replacen(&name, "", 1));
        server.stop().await;
        assert_tells_nothing("the log", &heard.lines());
        assert!(!heard.lines().contains(code), "the log tells an address");
    }
}
