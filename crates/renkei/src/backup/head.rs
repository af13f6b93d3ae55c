//! What a backup says of itself to everybody, in lines before what is sealed. It is bound into what is sealed:
//! one letter changed, and nothing opens. The newest seal of the audit stands here, so that whoever keeps the
//! file can compare with it without the private half.

use std::io::{self, BufRead, Read as _};

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use renkei_domain::audit::anchor::AuditAnchor;
use renkei_domain::time::Instant;

use super::key::PublicHalf;

/// The first line of every backup.
const FORM: &str = "renkei-backup 1";

/// More than any head has.
const MOST: u64 = 4_096;

/// Of which database a backup is: the one is brought back into a folder, the other by its own tools.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The embedded one.
    Embedded,
    /// A PostgreSQL.
    Server,
}

impl Origin {
    const fn code(self) -> &'static str {
        match self {
            Self::Embedded => "embedded",
            Self::Server => "postgresql",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Embedded, Self::Server]
            .into_iter()
            .find(|origin| origin.code() == code)
    }
}

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Of which database it is.
    pub origin: Origin,
    /// The last step of its schema.
    pub schema: String,
    /// When it was taken, to the second.
    pub made_at: Instant,
    /// Until when it is kept: who is forgotten in the meantime can be read out of it until then.
    pub kept_until: Instant,
    /// Who can open it.
    pub to: PublicHalf,
    /// The newest seal of the audit in it; none where nothing was sealed yet.
    pub anchor: Option<AuditAnchor>,
}

impl Head {
    /// The instants as they can be read back.
    #[must_use]
    pub fn moments(now: Instant, kept: TimeDelta) -> (Instant, Instant) {
        let made_at = Instant::from_micros(now.micros() - now.micros().rem_euclid(1_000_000));
        (made_at, made_at.plus(kept))
    }

    /// The head as it stands in the file.
    #[must_use]
    pub fn written(&self) -> String {
        let Self {
            origin, schema, to, ..
        } = self;
        let (origin, made, kept) = (origin.code(), text(self.made_at), text(self.kept_until));
        let mut written = format!(
            "{FORM}\nof {origin}\nschema {schema}\nmade {made}\nkept-until {kept}\nto {to}\n"
        );
        if let Some(anchor) = self.anchor {
            written.push_str(&format!("{anchor}\n"));
        }
        written.push('\n');
        written
    }

    /// Reads the head of a file, and its text; `None` where the file is no backup.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(from: &mut impl BufRead) -> io::Result<Option<(Self, String)>> {
        let mut bytes = Vec::new();
        let mut rest = from.take(MOST);
        while !bytes.ends_with(b"\n\n") {
            if rest.read_until(b'\n', &mut bytes)? == 0 {
                return Ok(None);
            }
            if !bytes.starts_with(FORM.as_bytes()) {
                return Ok(None);
            }
        }
        let Ok(written) = String::from_utf8(bytes) else {
            return Ok(None);
        };
        // Whoever changed anything in it is found out when what is sealed is opened; here it is only read.
        Ok(Self::parse(&written).map(|head| (head, written)))
    }

    fn parse(written: &str) -> Option<Self> {
        let mut lines = written.lines();
        if lines.next()? != FORM {
            return None;
        }
        let mut value = |name: &str| lines.next()?.strip_prefix(name)?.strip_prefix(' ');
        Some(Self {
            origin: Origin::from_code(value("of")?)?,
            schema: value("schema")?.to_owned(),
            made_at: instant(value("made")?)?,
            kept_until: instant(value("kept-until")?)?,
            to: PublicHalf::parse(value("to")?)?,
            anchor: AuditAnchor::find_in(written).pop(),
        })
    }
}

fn text(instant: Instant) -> String {
    let utc = DateTime::<Utc>::from_timestamp_micros(instant.micros()).unwrap_or_default();
    utc.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn instant(text: &str) -> Option<Instant> {
    let read = DateTime::parse_from_rfc3339(text).ok()?;
    Some(read.with_timezone(&Utc).into())
}

#[cfg(test)]
mod tests {
    use super::super::key::PrivateHalf;
    use super::*;
    use renkei_domain::outside::Entropy;

    struct Same(u8);

    impl Entropy for Same {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(self.0);
        }
    }

    fn head(anchor: Option<AuditAnchor>) -> Head {
        let now = Instant::from_micros(1_795_257_000_123_456);
        let (made_at, kept_until) = Head::moments(now, TimeDelta::days(30));
        Head {
            origin: Origin::Embedded,
            schema: "m0016_about_network".to_owned(),
            made_at,
            kept_until,
            to: *PrivateHalf::draw(&Same(0x7a)).public(),
            anchor,
        }
    }

    #[test]
    fn a_head_is_read_as_it_was_written() {
        let anchor = AuditAnchor {
            seq: 4_711,
            seal: [0x9f; 32],
        };
        for head in [head(None), head(Some(anchor))] {
            let written = head.written();
            let mut file = written.clone().into_bytes();
            file.extend(b"sealed \n\n and more");
            let mut from = file.as_slice();
            let read = Head::read(&mut from).expect("read");
            assert_eq!(read, Some((head, written)));
            assert_eq!(from, b"sealed \n\n and more");
        }
        let told = head(Some(anchor)).written();
        for line in [
            "\nmade 2026-11-21T10:30:00Z\n",
            "\nkept-until 2026-12-21T10:30:00Z\n",
        ] {
            assert!(told.contains(line), "{told}");
        }
    }

    #[test]
    fn what_is_no_backup_is_told_from_one() {
        let whole = head(None).written();
        let longest = format!("{FORM}\n{}", "x".repeat(10_000));
        for other in [
            "",
            "SQLite format 3\0",
            "renkei-backup 2\n\n",
            &longest,
            &whole[..90],
        ] {
            let read = Head::read(&mut other.as_bytes()).expect("read");
            assert_eq!(read, None, "{other}");
        }
        let changed = whole.replace("of embedded", "of another");
        let read = Head::read(&mut changed.as_bytes()).expect("read");
        assert_eq!(read, None);
    }
}
