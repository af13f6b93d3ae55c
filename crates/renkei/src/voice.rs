//! How commands speak: sentences and a bar on a terminal, JSON lines elsewhere; the log on stderr.

use std::io::{IsTerminal as _, Write as _};

use renkei_domain::time::{Instant, japanese_moment};
use tracing_subscriber::EnvFilter;

use crate::commands::Command;

/// Whether people are reading the standard output.
#[must_use]
pub fn is_terminal() -> bool {
    std::io::stdout().is_terminal()
}

/// Sets up the log. On a terminal a server stays quiet unless `RUST_LOG` asks for more, so that its
/// address is not washed away.
pub fn set_up_log(command: &Command) {
    let people = std::io::stderr().is_terminal();
    let quiet = people || !command.is_long_running();
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new(if quiet { "warn" } else { "info" }));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    // Whoever embeds the library may have set up a log already; theirs stays.
    if people {
        drop(log.compact().try_init());
    } else {
        drop(log.json().flatten_event(true).try_init());
    }
}

/// Says something to people, or its event to programs.
pub fn say(event: &str, sentence: &str, fields: serde_json::Value) {
    if is_terminal() {
        print(sentence);
    } else {
        let mut line = serde_json::json!({ "event": event });
        if let (Some(line), serde_json::Value::Object(fields)) = (line.as_object_mut(), fields) {
            line.extend(fields);
        }
        print(&line.to_string());
    }
}

/// Says why a command was refused: what happened and what to do in Japanese, the cause in English.
pub fn complain(code: &str, japanese: &str, english: &str) {
    tell("refused", code, japanese, english);
}

/// Warns of something that goes on all the same: what may come of it and what to do, the cause in English.
pub fn warn(code: &str, japanese: &str, english: &str) {
    tell("warning", code, japanese, english);
}

fn tell(event: &str, code: &str, japanese: &str, english: &str) {
    let text = if std::io::stderr().is_terminal() {
        format!("{japanese}\n({code}: {english})")
    } else {
        serde_json::json!({ "event": event, "code": code, "message": japanese, "cause": english })
            .to_string()
    };
    // When stderr is gone nobody can be told.
    drop(writeln!(std::io::stderr(), "{text}"));
}

/// Prints a line; a reader that has gone away (a closed pipe) is no fault.
pub fn print(line: &str) {
    drop(writeln!(std::io::stdout(), "{line}"));
}

/// An instant as people read it: day, weekday and minute in Japan.
#[must_use]
pub fn moment(instant: Instant) -> String {
    japanese_moment(instant.in_japan())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_read_the_weekday_and_the_time_in_japan() {
        let instant = Instant::from_micros(1_795_257_000_000_000);
        assert_eq!(moment(instant), "2026年11月21日(土) 19:30");
    }
}
