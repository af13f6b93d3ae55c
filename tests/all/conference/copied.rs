//! The conferences in the person's copy.

use renkei_app::conference::step::ConferenceStep;
use renkei_app::person_copy::ask::CopyAsked;
use renkei_domain::conference::Handover;
use renkei_domain::person_copy::{CopyEntry, CopyKind};
use renkei_tests::on_every_database;

use super::{a_slot, begun, linked, member_of, stepped};
use crate::consent::{case_with_a_doctor, day, desk, prose, staff, two_agencies};
use crate::record::fine;

/// What somebody wrote of a handover.
const UNSOLVED: &str = "nokotte-iru-koto";

/// Everything that stands in an entry.
fn says(entry: &CopyEntry) -> String {
    let values = entry.facts.iter().flat_map(|fact| &fact.values);
    let texts: Vec<&str> = values.map(|value| value.text.as_str()).collect();
    texts.join("\n")
}

on_every_database! {
    async fn the_person_takes_their_conferences_along_and_what_a_handover_settles_is_looked_at(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let id = begun(&world, &haruka, case).await;
        let team = ConferenceStep::CallTeam(vec![member_of(doctor)]);
        fine(stepped(&world, &haruka, (case, id), team).await);
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::Fix(a_slot())).await);
        let handover = Handover {
            ends_on: day("2027-03-31"),
            unsolved: Some(prose(UNSOLVED)),
            natural_support: None,
            difference: None,
            explained_on: None,
            from_when: None,
            views: Default::default(),
        };
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::HandOver(handover)).await);
        let hanako = linked(&world, &haruka, case, "hanako").await;

        let copy = fine(fine(app.person_copy(&hanako.principal, case).await));
        let mut at_once = copy.parts.at_once.iter();
        let conference = at_once.find(|entry| entry.kind == CopyKind::Conference);
        let conference = fine(conference.ok_or("a conference"));
        let said = says(conference);
        for words in ["高槻市役所 3階", "2026年12月4日", "だれが・いつから支援するか", "haruka さん"] {
            assert!(said.contains(words), "{words}: {said}");
        }
        assert!(!said.contains(UNSOLVED), "words of those who help: {said}");
        let told = copy.parts.at_once.iter().any(|entry| entry.kind == CopyKind::Handover);
        assert!(!told);

        fine(fine(app.ask_copy(&desk(&hanako), case, CopyAsked::ByThemselves).await));
        let copy = fine(fine(app.person_copy(&haruka.principal, case).await));
        let mut asked = copy.to_decide.iter();
        let handover = asked.find(|one| one.entry.kind == CopyKind::Handover);
        let handover = fine(handover.ok_or("a handover"));
        assert!(says(&handover.entry).contains(UNSOLVED));
    }
}
