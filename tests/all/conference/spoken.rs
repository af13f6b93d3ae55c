//! What the person says of a conference of theirs, and what nobody takes back from them.

use renkei_app::conference::speak::PersonSays;
use renkei_app::conference::step::ConferenceStep;
use renkei_app::conference::{ConferenceRefusal, SeenConference};
use renkei_app::consent::ConsentRefusal;
use renkei_domain::conference::{Coming, ConferenceFault, PersonWords, WordsFrom};
use renkei_tests::on_every_database;

use super::{begun, conference_of, linked, member_of, stepped, view_of};
use crate::consent::{case_with_a_doctor, desk, prose, staff, two_agencies};
use crate::record::fine;

on_every_database! {
    async fn whom_the_person_does_not_want_there_nobody_calls(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let id = begun(&world, &haruka, case).await;
        let at = (case, id);
        let team = ConferenceStep::CallTeam(vec![member_of(doctor)]);
        fine(stepped(&world, &haruka, at, team).await);
        let called = conference_of(&world, &haruka, case, id).await.participants[0].id;

        // Nobody speaks for a person who speaks for themself; without an account staff write down what was said.
        let unwanted = ConferenceStep::Want { participant: called, may_come: false };
        fine(stepped(&world, &haruka, at, unwanted).await);
        let wanted = || ConferenceStep::Want { participant: called, may_come: true };
        fine(stepped(&world, &haruka, at, wanted()).await);

        let hanako = linked(&world, &haruka, case, "hanako").await;
        let seen = async || {
            let version = conference_of(&world, &haruka, case, id).await.version;
            SeenConference { case, id, version }
        };
        let now = seen().await;
        let staff_only = fine(app.speak_in_conference(&desk(&haruka), now, PersonSays::NotThem(called)).await);
        assert_eq!(staff_only.err(), Some(ConferenceRefusal::Case(ConsentRefusal::NotFound)));
        fine(fine(app.speak_in_conference(&desk(&hanako), now, PersonSays::NotThem(called)).await));
        let view = view_of(&world, &haruka, case).await;
        let coming = view.called(&view.conferences[0]).remove(0).coming;
        assert!(matches!(coming, Coming::Unwanted(_)), "{coming:?}");
        let back = stepped(&world, &haruka, at, wanted()).await;
        assert_eq!(back.err(), Some(ConferenceRefusal::OnlyThePerson));
        let out = stepped(&world, &haruka, at, ConferenceStep::LeaveOut(called)).await;
        assert_eq!(out.err(), Some(ConferenceFault::Unwanted.into()), "nobody puts them on it anew");
        // An older version stands in nobody's way who takes back what they said.
        fine(fine(app.speak_in_conference(&desk(&hanako), now, PersonSays::ThemAfterAll(called)).await));
        let conference = conference_of(&world, &haruka, case, id).await;
        assert_eq!(conference.participants[0].unwanted_since, None);
    }
}

on_every_database! {
    async fn the_person_sees_who_is_called_and_speaks_before_anything_leaves(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let id = begun(&world, &haruka, case).await;
        let hanako = linked(&world, &haruka, case, "hanako").await;
        let shown = conference_of(&world, &hanako, case, id).await;
        let seen = SeenConference { case, id, version: shown.version };
        let team = ConferenceStep::CallTeam(vec![member_of(doctor)]);
        fine(stepped(&world, &haruka, (case, id), team).await);
        let stale = fine(app.speak_in_conference(&desk(&hanako), seen, PersonSays::Saw).await);
        assert_eq!(stale.err(), Some(ConferenceRefusal::Overtaken), "what changed meanwhile was not seen");
        let words = PersonWords {
            to_talk: Some(prose("休けいのこと")),
            not_to_talk: Some(prose("薬のこと")),
            ..PersonWords::default()
        };
        fine(fine(app.speak_in_conference(&desk(&hanako), seen, PersonSays::Words(words)).await));
        let version = conference_of(&world, &hanako, case, id).await.version;
        let now = SeenConference { version, ..seen };
        fine(fine(app.speak_in_conference(&desk(&hanako), now, PersonSays::Saw).await));
        let conference = conference_of(&world, &haruka, case, id).await;
        assert_eq!(conference.seen_on, Some(app.now().in_japan().date));
        assert_eq!(conference.words.from, Some(WordsFrom::Person));
        assert_eq!(conference.words.not_to_talk, Some(prose("薬のこと")));
        let out = ConferenceStep::LeaveOut(conference.participants[0].id);
        fine(stepped(&world, &haruka, (case, id), out).await);
        let changed = conference_of(&world, &haruka, case, id).await;
        assert_eq!(changed.seen_on, None, "they see it again");
    }
}
