//! Steps in any order: whatever is pressed, and when, an observation goes its way as the few words of the model
//! below say, and members read it at no other moment.

use chrono::{Days, NaiveDate, TimeDelta};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use renkei_app::Caller;
use renkei_app::directory::edit::observe::{NewObservation, ObservationStep};
use renkei_domain::directory::observation::PaperWay;
use renkei_domain::directory::strength::{Topic, Valence};
use renkei_domain::text::Prose;
use renkei_tests::on_every_database;

use super::observations::{organization, read_by_members, staff};
use super::{coordinator, desk, network};
use crate::migrations::{body, line};
use crate::record::fine;

/// How many observations are led through the steps, and how many steps are tried with each.
const WALKS: usize = 24;
const STEPS: usize = 12;

/// What somebody does, or that days pass.
#[derive(Debug, Clone, Copy)]
enum Done {
    Told,
    Answered,
    Released,
    TakenBack,
    DaysPass(i64),
}

fn done() -> impl Strategy<Value = Done> {
    prop_oneof![
        3 => Just(Done::Told),
        2 => Just(Done::Answered),
        5 => Just(Done::Released),
        1 => Just(Done::TakenBack),
        5 => prop_oneof![Just(1), Just(6), Just(13), Just(14)].prop_map(Done::DaysPass),
    ]
}

/// The same walks in every run.
fn walks() -> Vec<Vec<Done>> {
    let mut runner = TestRunner::deterministic();
    let walks = prop::collection::vec(prop::collection::vec(done(), STEPS), WALKS);
    let tree = walks.new_tree(&mut runner);
    tree.expect("nothing is left out of them").current()
}

/// Where an observation stands.
#[derive(Debug, Clone, Copy, Default)]
struct Model {
    told_on: Option<NaiveDate>,
    is_released: bool,
    is_taken_back: bool,
}

impl Model {
    /// What a step does to it on a day, or the code of what it is refused with.
    fn take(&mut self, step: Done, today: NaiveDate) -> Result<(), &'static str> {
        let is_readable = |told: NaiveDate| told + Days::new(14) <= today;
        match step {
            Done::DaysPass(_) => {}
            _ if self.is_taken_back => return Err("WITHDRAWN"),
            Done::Told if self.told_on.is_some() => return Err("ALREADY_SO"),
            Done::Told => self.told_on = Some(today),
            Done::Answered => self.told_on = self.told_on.or(Some(today)),
            Done::Released if self.is_released => return Err("ALREADY_SO"),
            Done::Released if !self.told_on.is_some_and(is_readable) => return Err("NOT_YET"),
            Done::Released => self.is_released = true,
            Done::TakenBack => self.is_taken_back = true,
        }
        Ok(())
    }

    fn is_read_by_members(self) -> bool {
        self.is_released && !self.is_taken_back
    }
}

on_every_database! {
    async fn asvs_2_3_1_steps_are_taken_in_their_order_whatever_is_pressed(world) {
        let seen = desk(&world).await;
        let observer = organization(1);
        let entered = world.app.register_organization(Caller::COMMAND, observer, body("見る会"));
        fine(fine(entered.await));
        let (member, network_desk) = (staff(1, observer), coordinator(1));
        let today = || world.app.now().in_japan().date;
        let (mut taken, mut refused, mut released) = (0, 0, 0);
        for walk in walks() {
            let before = read_by_members(&world, seen).await;
            let new = NewObservation {
                resource: seen,
                network: network(),
                by: observer,
                valence: Valence::Strong,
                topic: Topic::General,
                text: line("午前の電話がつながりやすい"),
                basis: line("月に2回いっしょに訪問"),
                stated_on: today(),
            };
            let observation = fine(fine(world.app.observe(&member, new).await)).id;
            let mut model = Model::default();
            for step in &walk {
                let pressed = match step {
                    Done::DaysPass(days) => {
                        world.clock.pass(TimeDelta::days(*days));
                        None
                    }
                    Done::Told => {
                        Some((&network_desk, ObservationStep::Told { by: PaperWay::Hand, on: today() }))
                    }
                    // The answer that came on paper.
                    Done::Answered => Some((&network_desk, ObservationStep::Reply {
                        text: fine(Prose::parse("午後も留守番電話があります。")),
                        by_name: line("見本 はなこ"),
                        by_role: line("サービス管理責任者"),
                    })),
                    Done::Released => Some((&network_desk, ObservationStep::Release)),
                    Done::TakenBack => {
                        let reason = line("電話の時間が変わった");
                        Some((&member, ObservationStep::Withdraw { reason }))
                    }
                };
                let expected = model.take(*step, today());
                if let Some((writer, step)) = pressed {
                    let done = fine(world.app.step_observation(writer, observation, step).await);
                    let done = done.map(|_| ()).map_err(|refusal| refusal.code());
                    assert_eq!(done, expected, "{walk:?} at {model:?}");
                    taken += usize::from(done.is_ok());
                    refused += usize::from(done.is_err());
                }
                let read = read_by_members(&world, seen).await;
                assert_eq!(read, before + usize::from(model.is_read_by_members()), "{walk:?} at {model:?}");
            }
            released += usize::from(model.is_released);
        }
        assert!(taken > 20 && refused > 20 && released > 3, "{taken}, {refused}, {released}");
    }
}
