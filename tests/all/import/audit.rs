//! Whoever audits the directory reads of every import, of those that found nothing new as well.

use chrono::{NaiveDate, TimeDelta};
use renkei_domain::record::{Actor, Purpose, Source};
use renkei_tests::on_every_database;
use renkei_tests::published::{Row, towns};

use super::look::log;

on_every_database! {
    async fn an_auditor_reads_who_read_an_edition_in_although_nothing_changed(world) {
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default();
        let holidays = || vec![(day, "勤労感謝の日".to_owned())];
        let named = renkei_app::import::edition_name;
        let mut moments = Vec::new();
        for _ in 0..2 {
            let towns = world.app.import_municipalities(&named("towns.csv"), towns()).await;
            towns.expect("municipalities");
            moments.push(world.app.now());
            world.clock.pass(TimeDelta::minutes(1));
            let days = world.app.import_holidays(&named("days.csv"), holidays()).await;
            days.expect("holidays");
            moments.push(world.app.now());
            world.clock.pass(TimeDelta::minutes(1));
            world.import("offices.csv", &[Row::nth(1), Row::nth(2)]).await;
            moments.push(world.app.now());
            world.clock.pass(TimeDelta::minutes(1));
        }

        let acts = log(&world).await;
        let told: Vec<_> = acts
            .iter()
            .map(|one| (one.act.purpose, one.act.actor, one.act.at, one.changes.is_empty()))
            .collect();
        let purposes = [
            Purpose::LoadMunicipalities,
            Purpose::LoadHolidays,
            Purpose::ImportPublished,
        ];
        let expected: Vec<_> = moments
            .iter()
            .enumerate()
            .map(|(place, at)| (purposes[place % 3], Actor::Operator, *at, place >= 3))
            .collect();
        assert_eq!(told, expected);

        // Every run leads to its act, and every act back to its run.
        let mut runs = world.store.shown_runs().await.expect("runs");
        runs.reverse();
        assert_eq!(runs.len(), acts.len());
        for (run, one) in runs.iter().zip(&acts) {
            assert_eq!(run.head.act, one.act.id, "{}", run.edition);
            assert_eq!(one.act.source, Source::Import(run.head.id), "{}", run.edition);
        }
    }
}
