//! Processor time of those who work for an answer: the server and, where PostgreSQL runs on this machine,
//! its processes for the database.

use std::collections::HashMap;
use std::time::Duration;

use renkei_app::Place;
use sea_orm::{ConnectionTrait as _, Database, Statement};

use super::ground::url;
use super::{awaited, fine};
use crate::process::processor_time;

/// Whoever is connected to the database, but for who asks.
const CONNECTED: &str = "SELECT pid FROM pg_stat_activity \
    WHERE datname = current_database() AND pid <> pg_backend_pid()";

/// What each process had spent when it was looked at.
#[derive(Debug)]
pub struct Spent(HashMap<u32, Duration>);

impl Spent {
    /// Looks at a server and at who works for it in its database.
    #[must_use]
    pub fn look(server: u32, place: &Place) -> Self {
        let mut processes = match place {
            Place::Folder(_) => Vec::new(),
            Place::Postgres(_) => connected(place),
        };
        // The numbers of another machine's processes mean nothing on this one.
        processes.retain(|process| name(*process).starts_with("postgres"));
        processes.push(server);
        let times = processes
            .into_iter()
            .map(|process| (process, processor_time(process)));
        Self(times.collect())
    }

    /// What was spent since an earlier look. Of a process that has come since, all is; what one spent that
    /// has ended since nobody knows.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Duration {
        let grown = self.0.iter().map(|(process, spent)| {
            let before = earlier.0.get(process).copied().unwrap_or_default();
            spent.saturating_sub(before)
        });
        grown.sum()
    }
}

fn connected(place: &Place) -> Vec<u32> {
    awaited(async {
        let database = fine(Database::connect(url(place)).await);
        let asked = Statement::from_string(database.get_database_backend(), CONNECTED);
        let rows = fine(database.query_all_raw(asked).await);
        fine(database.close().await);
        let processes = rows.iter().map(|row| fine(row.try_get_by_index::<i32>(0)));
        processes
            .filter_map(|process| process.try_into().ok())
            .collect()
    })
}

/// The name of a program's process; empty where there is none of this number.
fn name(process: u32) -> String {
    std::fs::read_to_string(format!("/proc/{process}/comm")).unwrap_or_default()
}
