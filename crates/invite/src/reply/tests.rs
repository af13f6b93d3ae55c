//! The conversations under `tests/calendars/conversations` are played: what we send must be what stands there,
//! and what comes in must be judged as it says there. `RENKEI_VECTORS=write` writes both anew, to be read
//! before they are kept.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use renkei_domain::letters::address::MailAddress;
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Instant;

use super::{Invited, Judged, Outcome, Part, judge};
use crate::entry::{
    Answer, Entry, Invitee, Party, Repeats, Role, Rule, Span, Standing, Uid, Version,
};
use crate::message::Message;

const FOLDER: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../tests/calendars/conversations"
);

/// A block of calendar text stands between these.
const BLOCK: (&str, &str) = ("<<<", ">>>");

#[test]
fn conversations_go_as_they_are_written_down() {
    let mut files: Vec<PathBuf> = std::fs::read_dir(FOLDER)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    files.sort();
    assert!(files.len() >= 10, "{files:?}");
    let writes = std::env::var_os("RENKEI_VECTORS").is_some_and(|word| word == "write");
    for path in files {
        let written = std::fs::read_to_string(&path).expect("a file");
        let played = Desk::default().play(&path, &written);
        if writes {
            std::fs::write(&path, played).expect("a file");
        } else {
            for (line, (written, played)) in written.lines().zip(played.lines()).enumerate() {
                assert_eq!(written, played, "{}:{}", path.display(), line + 1);
            }
            assert_eq!(written.len(), played.len(), "{}", path.display());
        }
    }
}

/// Whoever calls people in, with what they know of everybody.
#[derive(Default)]
struct Desk {
    now: Option<Instant>,
    /// The entry and, after it, occurrences with a time of their own.
    entries: Vec<Entry>,
    people: BTreeMap<String, (Invitee, Invited)>,
}

impl Desk {
    /// Plays a conversation and writes it down as it went.
    fn play(mut self, path: &Path, script: &str) -> String {
        let mut out = String::new();
        let mut lines = script.lines().peekable();
        while let Some(line) = lines.next() {
            if line.starts_with("is ") {
                // Written anew behind what was received.
                continue;
            }
            out.push_str(line);
            out.push('\n');
            let mut block = String::new();
            if lines.next_if(|next| *next == BLOCK.0).is_some() {
                for line in lines.by_ref().take_while(|line| *line != BLOCK.1) {
                    block.push_str(line);
                    block.push_str("\r\n");
                }
            }
            let words: Vec<&str> = line.split(' ').collect();
            let (block, judged) = match words.as_slice() {
                ["send", what, "to", whom] => (self.send(what, whom), Vec::new()),
                ["receive", "from", whom] => (block.clone(), self.receive(whom, &block)),
                _ => {
                    self.hear(line)
                        .unwrap_or_else(|| panic!("{}: {line}", path.display()));
                    continue;
                }
            };
            let block = block.replace("\r\n", "\n");
            out.push_str(&format!("{}\n{block}{}\n", BLOCK.0, BLOCK.1));
            for judged in judged {
                out.push_str(&format!("is {}\n", shown(&judged)));
            }
        }
        out
    }

    fn now(&self) -> Instant {
        self.now.expect("a conversation says when")
    }

    /// What neither is sent nor comes in.
    fn hear(&mut self, line: &str) -> Option<()> {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "" | "#" => {}
            "at" => self.now = Some(Instant::from_japan(moment(rest)?)),
            "entry" => {
                let (span, title) = span(rest)?;
                self.entries = vec![Entry {
                    uid: Uid::parse("0193a3c2-77aa-7c1e-9d5e-0c4a5b6d7e8f").ok()?,
                    version: Version::first(self.now()),
                    span,
                    title: Line::parse(title).ok()?,
                    place: None,
                    note: None,
                    organizer: party("renkei@example.jp 青葉　就業・生活支援センター")?,
                    standing: Standing::Confirmed,
                    repeats: Repeats::Once,
                }];
            }
            "place" => self.entries.last_mut()?.place = Some(Line::parse(rest).ok()?),
            "note" => self.entries.last_mut()?.note = Some(Prose::parse(rest).ok()?),
            "series" => {
                self.entries.last_mut()?.repeats = Repeats::Series {
                    rule: Rule::parse(rest).ok()?,
                    except: Vec::new(),
                };
            }
            "move" => {
                let earlier = self.entries.last()?.clone();
                let mut entry = earlier.clone();
                entry.span = span(rest)?.0;
                entry.version = entry.version_after(&earlier, self.now());
                *self.entries.last_mut()? = entry;
            }
            "raise" => {
                let now = self.now();
                let entry = self.entries.last_mut()?;
                entry.version = entry.version.raised(now);
            }
            "occurrence" => {
                let (planned, rest) = rest.split_once(' ')?;
                let mut entry = self.entries.first()?.clone();
                entry.span = span(rest)?.0;
                entry.repeats = Repeats::Occurrence {
                    planned: moment(planned)?,
                };
                entry.version = entry.version.raised(self.now());
                self.entries.push(entry);
            }
            "invitee" => {
                let party = party(rest)?;
                let invited = Invited {
                    uid: self.entries.first()?.uid.clone(),
                    address: party.address.clone(),
                    sent: BTreeMap::new(),
                    taken: BTreeMap::new(),
                };
                let invitee = Invitee {
                    party: party.clone(),
                    role: Role::Required,
                    answer: None,
                };
                let address = party.address.to_string();
                self.people.insert(address, (invitee, invited));
            }
            "phone" => {
                let now = self.now();
                let (_, invited) = self.people.get_mut(rest)?;
                let sequence = *invited.sent.get(&None)?;
                let version = Version {
                    sequence,
                    made: now,
                };
                invited.taken.insert(None, version);
            }
            _ => return None,
        }
        Some(())
    }

    fn send(&mut self, what: &str, whom: &str) -> String {
        let now = self.now();
        let (invitee, invited) = self.people.get_mut(whom).expect("somebody who was called");
        let entry = self.entries.last_mut().expect("an entry");
        entry.version = match what {
            "request" => entry.version.restated(now),
            _ => entry.version.raised(now),
        };
        let entry = &*entry;
        let part: Part = match &entry.repeats {
            Repeats::Occurrence { planned } => Some(Instant::from_japan(*planned).in_japan()),
            Repeats::Once | Repeats::Series { .. } => None,
        };
        invited.sent.insert(part, entry.version.sequence);
        let message = match what {
            "request" => Ok(Message::request(entry, invitee)),
            "cancel" => Message::cancel(entry, invitee),
            "withdraw" => Message::withdraw(entry, invitee),
            other => panic!("nobody sends a {other}"),
        };
        message.expect("a message").text()
    }

    /// `whom` bears the token that came along; `nobody` for a mail without one.
    fn receive(&mut self, whom: &str, text: &str) -> Vec<Judged> {
        let now = self.now();
        let message = crate::read::message(text.as_bytes()).expect("a message");
        let known = self.people.get_mut(whom).map(|(_, invited)| invited);
        assert_eq!(known.is_none(), whom == "nobody", "{whom}");
        let judged = judge(&message, known.as_deref(), now);
        if let Some(known) = known {
            for judged in &judged {
                if matches!(judged.outcome, Outcome::Answered(_)) {
                    known.taken.insert(judged.part, judged.version);
                }
            }
        }
        judged
    }
}

fn shown(judged: &Judged) -> String {
    let outcome = match judged.outcome {
        Outcome::Answered(Answer::Accepted) => "accepted".to_owned(),
        Outcome::Answered(Answer::Declined) => "declined".to_owned(),
        Outcome::Answered(Answer::Tentative) => "tentative".to_owned(),
        Outcome::Superseded => "superseded".to_owned(),
        Outcome::Doubtful(doubt) => format!("doubtful: {doubt:?}"),
    };
    let part = judged
        .part
        .map(|part| format!(", of {} {}", part.date, part.minute))
        .unwrap_or_default();
    let sequence = judged.version.sequence.number();
    let made = judged.version.made.rfc3339();
    let comment = judged.comment.as_ref();
    let comment = comment
        .map(|text| format!(", {text:?}"))
        .unwrap_or_default();
    format!("{outcome}{part}, to sequence {sequence}, made {made}{comment}")
}

fn moment(text: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").ok()
}

/// `BEGIN END` and what follows.
fn span(text: &str) -> Option<(Span, &str)> {
    let (from, rest) = text.split_once(' ')?;
    let (to, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    Some((Span::new(moment(from)?, moment(to)?).ok()?, rest))
}

/// `ADDRESS NAME`.
fn party(text: &str) -> Option<Party> {
    let (address, name) = text.split_once(' ')?;
    Some(Party {
        name: Line::parse(name).ok(),
        address: MailAddress::parse(address).ok()?,
    })
}
