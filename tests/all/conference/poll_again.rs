//! Where no date suits, others are asked about; and the dates of whoever is the hardest to meet are fixed first.

use renkei_app::conference::poll::open::NewPoll;
use renkei_app::conference::step::ConferenceStep;
use renkei_app::conference::{ConferenceRefusal, SeenConference};
use renkei_domain::conference::ConferenceState;
use renkei_domain::conference::poll::{Asked, Mark, PollFault, PollOffer, PollState};
use renkei_domain::time::Instant;
use renkei_tests::clock::japan;
use renkei_tests::on_every_database;

use super::polls::{asking, code, dates, opened, poll_of, polled, said};
use super::{conference_of, stepped};
use crate::consent::{case_with_a_doctor, desk, prose, staff, two_agencies};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

on_every_database! {
    async fn where_no_date_suits_the_hardest_to_meet_is_asked_first_and_only_those_dates_are_offered(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let (of, first) = polled(&world, &haruka, case, doctor).await;
        let doctors = code(&first.links, false);
        let poll = poll_of(&world, &haruka, of).await;
        let never = said(&poll, &[Mark::No, Mark::No, Mark::No]);
        fine(fine(app.answer_poll_by_link(&doctors, never).await));
        fine(fine(app.close_poll(&desk(&haruka), of).await));
        let hardest = fine(first.links.iter().map(|link| link.who).find(|who| *who != Asked::Person).ok_or("the doctor"));

        // Other dates, of which the doctor alone says first which suit.
        world.clock.set(japan("2026-11-20", "10:30"));
        let offer = |offer| NewPoll { hardest: Some(hardest), offer, ..asking() };
        let version = async || conference_of(&world, &haruka, case, of.id).await.version;
        let refused = async |new: NewPoll| {
            let seen = SeenConference { case, id: of.id, version: version().await };
            fine(app.open_poll(&desk(&haruka), seen, new).await).err()
        };
        let nobody = NewPoll { hardest: None, ..offer(PollOffer::HardestDates) };
        assert_eq!(refused(nobody).await, Some(ConferenceRefusal::from(PollFault::NoHardest)));
        let early = refused(offer(PollOffer::HardestDates)).await;
        assert_eq!(early, Some(ConferenceRefusal::from(PollFault::NoneOfTheirs)));
        let second = opened(&world, &haruka, of, offer(PollOffer::HardestFirst)).await;
        let asked: Vec<Asked> = second.links.iter().map(|link| link.who).collect();
        assert_eq!(asked, [hardest], "nobody else is asked yet");
        let state = conference_of(&world, &haruka, case, of.id).await.state;
        assert_eq!(state, ConferenceState::Polling);
        let old = fine(fine(app.poll_by_link(&doctors).await));
        assert!(!old.is_open, "what was asked before is over");
        let poll = poll_of(&world, &haruka, of).await;
        assert_eq!((poll.id, poll.state), (second.id, PollState::Open));
        let link = code(&second.links, false);
        let theirs = said(&poll, &[Mark::Perhaps, Mark::Yes, Mark::Yes]);
        fine(fine(app.answer_poll_by_link(&link, theirs).await));

        // The form offers them to everybody; nothing has to be typed again.
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let address = format!("/cases/{case}/conferences/{}/poll", of.id);
        let page = browser.look(&address).await;
        assert_sound("asking again", &page.html);
        assert!(page.says("もう一度きく") && page.says("前のリンクでは答えられなくなります"), "{}", page.html);
        let form = Form::on(&page.html, &address).with("deadline", "2026-11-27");
        assert_eq!(form.says("dates"), "2026-12-04 16:30\n2026-12-07 16:30");
        assert_eq!(form.says("offer"), PollOffer::HardestDates.code());
        let typed = form.with("dates", "12/3 10:00\n12/4 16:30\n12/7 16:30");
        let handed = typed.send(&browser).await;
        assert_sound("links to hand on", &handed.html);
        assert!(handed.says("わたすリンクと番号"), "{}", handed.html);
        let poll = poll_of(&world, &haruka, of).await;
        let begins: Vec<Instant> = poll.candidates.iter().map(|one| one.begins).collect();
        assert_eq!(begins, dates()[1..], "only the dates that suit the doctor");
        assert_eq!(poll.respondents.len(), 2, "everybody is asked");
        let off = ConferenceStep::Cancel(prose("kesseki"));
        fine(stepped(&world, &haruka, (case, of.id), off).await);
        let closed = poll_of(&world, &haruka, of).await;
        assert_eq!(closed.state, PollState::Closed);
        server.stop().await;
    }
}
