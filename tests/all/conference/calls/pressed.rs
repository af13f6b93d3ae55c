//! 「休みます」 and 「いっしょに来てほしい」: by one press the person answers the call, and whoever sees to the conference reads it
//! where their day begins.

use std::collections::BTreeSet;

use renkei_app::conference::SeenConference;
use renkei_app::conference::speak::PersonSays;
use renkei_app::conference::step::ConferenceStep;
use renkei_domain::conference::invitation::{AnswerChannel, OwnSide, Reply};
use renkei_domain::conference::{OwnWish, Slot};
use renkei_tests::clock::japan;
use renkei_tests::people::Somebody;
use renkei_tests::{World, on_every_database};

use super::{At, calls, ready, sent};
use crate::conference::{a_slot, conference_of, linked, stepped};
use crate::consent::{case_with_a_doctor, desk, staff, two_agencies};
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

/// How the person answers, as the board shows it.
async fn answer(world: &World, who: &Somebody, at: At) -> Option<(Reply, AnswerChannel)> {
    let view = calls(world, who, at).await;
    let seat = OwnSide::Person.seat(at.1);
    let row = fine(view.row(seat).ok_or("the person is called"));
    let reply = row.invitation.as_ref()?.reply()?;
    Some((reply.reply.clone(), reply.channel))
}

async fn says(world: &World, person: &Somebody, at: At, says: PersonSays) {
    let now = SeenConference {
        case: at.0,
        id: at.1,
        version: conference_of(world, person, at.0, at.1).await.version,
    };
    fine(fine(
        world
            .app
            .speak_in_conference(&desk(person), now, says)
            .await,
    ));
}

on_every_database! {
    async fn the_person_stays_away_or_wants_company_by_one_press_and_takes_it_back(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let at = ready(&world, &haruka, case).await;
        let hanako = linked(&world, &haruka, case, "hanako").await;
        sent(&world, &haruka, at).await;
        assert_eq!(answer(&world, &haruka, at).await, None);

        let server = world.serve().await;
        let (own, office) = (browser_of(&server, &hanako), browser_of(&server, &haruka));
        let conference = format!("/cases/{case}/conferences/{}", at.1);
        let address = format!("/my{conference}");
        let page = own.look(&address).await;
        assert_sound("before anything is pressed", &page.html);
        assert!(!page.html.contains("value=\"rest_not\""), "{}", page.html);
        for step in ["rest", "together"] {
            let said = own.send(&address, &[("step", step)]).await;
            assert_eq!(said.leads_to.as_ref(), Some(&address), "{}", said.html);
        }
        let page = own.look(&address).await;
        assert_sound("after both were pressed", &page.html);
        for step in ["rest_not", "together_not"] {
            assert!(page.html.contains(&format!("value=\"{step}\"")), "{step}: {}", page.html);
        }
        assert_eq!(answer(&world, &haruka, at).await, Some((Reply::NotComing, AnswerChannel::Page)));
        let words = conference_of(&world, &haruka, case, at.1).await.words;
        assert!(words.is_empty(), "what they wish is theirs to write");
        for place in ["/today", conference.as_str()] {
            let page = office.look(place).await;
            assert_sound(place, &page.html);
            for wish in OwnWish::ALL {
                assert!(page.says(wish.word()), "{place}: {wish}: {}", page.html);
            }
        }
        let board = office.look(&format!("{conference}/calls")).await;
        assert!(board.says("欠席 1 /"), "{}", board.html);

        let said = own.send(&address, &[("step", "rest_not")]).await;
        assert_eq!(said.leads_to.as_ref(), Some(&address), "{}", said.html);
        assert_eq!(answer(&world, &haruka, at).await, Some((Reply::Coming, AnswerChannel::Page)));
        assert!(!office.look("/today").await.says(OwnWish::Rest.word()));
        assert_eq!(own.send(&address, &[("step", "nothing")]).await.status, 404);
        server.stop().await;
    }
}

on_every_database! {
    async fn whoever_stayed_away_before_they_were_called_has_answered_until_the_date_is_another(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let at = ready(&world, &haruka, case).await;
        let hanako = linked(&world, &haruka, case, "hanako").await;
        says(&world, &hanako, at, PersonSays::Wish(OwnWish::Rest)).await;
        assert_eq!(answer(&world, &haruka, at).await, None, "nobody called them yet");
        let soon = fine(world.app.soon_conferences(&haruka.principal).await);
        assert_eq!(soon.iter().map(|one| one.asks.clone()).collect::<Vec<_>>(), [BTreeSet::from([OwnWish::Rest])]);
        sent(&world, &haruka, at).await;
        assert_eq!(answer(&world, &haruka, at).await, Some((Reply::NotComing, AnswerChannel::Page)));

        let moved = Slot { begins: japan("2026-12-11", "15:00"), ..a_slot() };
        fine(stepped(&world, &haruka, at, ConferenceStep::Fix(moved)).await);
        assert_eq!(answer(&world, &haruka, at).await, None);
        assert!(conference_of(&world, &haruka, case, at.1).await.asks.is_empty());
    }
}
