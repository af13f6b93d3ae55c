//! Files of other programs: the corpus that `calcard` brings along, and the tests of Python's `icalendar`.

use std::path::{Path, PathBuf};
use std::process::Command;

use calcard::icalendar::ICalendarComponentType;
use calcard::{Entry, Parser};

use super::document;
use super::preflight::Bounds;

fn output_of(program: &str, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the program runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

/// The sources of `calcard`, which hold its corpus.
fn calcard() -> PathBuf {
    let host = output_of("rustc", &["--print", "host-tuple"]);
    let host = String::from_utf8(host).expect("the name of a platform");
    // What only other platforms need was never fetched here.
    let metadata = output_of(
        env!("CARGO"),
        &[
            "metadata",
            "--format-version=1",
            "--offline",
            "--locked",
            "--filter-platform",
            host.trim(),
        ],
    );
    let metadata: serde_json::Value =
        serde_json::from_slice(&metadata).expect("cargo metadata is JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let calcard = packages.iter().find(|package| package["name"] == "calcard");
    let manifest = calcard.and_then(|package| package["manifest_path"].as_str());
    let manifest = Path::new(manifest.expect("calcard is a dependency"));
    manifest.parent().expect("a folder").to_owned()
}

/// Every calendar file under a folder that begins as one.
fn calendars(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(calendars(&path));
        } else if path.extension().is_some_and(|ending| ending == "ics") {
            let text = std::fs::read(&path).expect("a file");
            let begin = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text);
            let begin = String::from_utf8_lossy(&begin[..begin.len().min(200)]).to_uppercase();
            if begin.trim_start().starts_with("BEGIN:VCALENDAR") {
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

fn refused(files: &[(PathBuf, Vec<u8>)]) -> Vec<String> {
    let read = |(path, text): &(PathBuf, Vec<u8>)| {
        let fault = document(text, Bounds::CALENDAR).err()?;
        Some(format!("{}: {fault}", path.display()))
    };
    files.iter().filter_map(read).collect()
}

fn calcard_reads(text: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(text) else {
        return false;
    };
    matches!(Parser::new(text).entry(), Entry::ICalendar(_))
}

#[test]
fn files_of_calcard_are_read() {
    let files = calendars(&calcard().join("resources/ical"));
    assert_eq!(files.len(), 957);
    let refused = refused(&files);
    assert!(files.len() - refused.len() >= 947, "{refused:#?}");
}

/// What `calcard` finds to be the names of the events, where it reads the text as one calendar.
fn names_by_calcard(text: &[u8]) -> Option<Vec<String>> {
    let mut parser = Parser::new(std::str::from_utf8(text).ok()?);
    let mut names = Vec::new();
    loop {
        let calendar = match parser.entry() {
            Entry::ICalendar(calendar)
                if calendar.components[0].component_type == ICalendarComponentType::VCalendar =>
            {
                calendar
            }
            // A part that stands in no calendar.
            Entry::ICalendar(_) => continue,
            Entry::Eof => return Some(names),
            _ => return None,
        };
        let events = calendar.components.iter();
        let events = events.filter(|part| part.component_type == ICalendarComponentType::VEvent);
        names.extend(events.filter_map(|event| event.uid().map(|uid| uid.trim().to_owned())));
    }
}

#[test]
fn every_event_is_found_that_calcard_finds() {
    let mut differ = Vec::new();
    for (path, text) in calendars(&calcard().join("resources/ical")) {
        let document = document(&text, Bounds::CALENDAR).expect("a calendar");
        let entries = document.calendars.into_iter().flat_map(|one| one.entries);
        let names: Vec<String> = entries.filter_map(|entry| entry.uid).collect();
        if let Some(expected) = names_by_calcard(&text)
            && !expected.iter().all(|name| names.contains(name))
        {
            differ.push((path, names, expected));
        }
    }
    assert!(differ.is_empty(), "{differ:#?}");
}

/// `RENKEI_ICALENDAR` is the folder of the package `icalendar` as it was installed.
#[test]
fn files_of_icalendar_are_read_where_calcard_reads_them() {
    let Some(folder) = std::env::var_os("RENKEI_ICALENDAR") else {
        skipped("read::corpus_tests::files_of_icalendar_are_read_where_calcard_reads_them");
        return;
    };
    let mut files = calendars(&Path::new(&folder).join("tests"));
    assert!(files.len() >= 100, "{} files", files.len());
    files.retain(|(_, text)| calcard_reads(text));
    let refused = refused(&files);
    assert!(refused.is_empty(), "{refused:#?}");
}

/// Says where it is seen that a test went without its files.
fn skipped(test: &str) {
    let line = format!("{test}: RENKEI_ICALENDAR names no folder");
    eprintln!("SKIPPED {line}");
    if let Some(list) = std::env::var_os("RENKEI_TEST_SKIPPED") {
        let mut text = std::fs::read_to_string(&list).unwrap_or_default();
        text.push_str(&line);
        text.push('\n');
        // The list is a courtesy; the line on stderr stands in any case.
        drop(std::fs::write(&list, text));
    }
}
