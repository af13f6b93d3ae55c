//! Backups of a PostgreSQL, by its own tools: `pg_dump` writes what is sealed, `pg_restore` brings it back in
//! one transaction. They are found on the PATH. No word of theirs that others on the machine see holds the
//! password: it goes by their environment.

mod target;

use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read, Seek as _, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use super::envelope::{Opening, Sealing};
use super::head::Head;
use super::{BackupFault, Told, Watched, aside};
use crate::whole_file;
use target::Target;

const DUMP: &str = "pg_dump";
const RESTORE: &str = "pg_restore";

/// Of what a tool says no more is repeated.
const MOST_SAID: u64 = 2_000;

/// Where nothing is kept of what is written.
const NOWHERE: &str = if cfg!(windows) { "NUL" } else { "/dev/null" };

/// Takes a backup of the database behind a URL, whoever writes meanwhile: `pg_dump` sees one moment. What it
/// writes is read through by `pg_restore` on the way.
///
/// # Errors
/// When a tool is missing or refuses, or the file cannot be written; then there is no file.
pub async fn take(url: &str, head: Head, to: PathBuf, told: Told) -> Result<Head, BackupFault> {
    let target = Target::of(url);
    aside(move || {
        let mut made = whole_file::begin(&to, ".renkei-backup-")?;
        dump(&target, &head, &mut made, told)?;
        match whole_file::keep_new(made, &to) {
            Err(fault) if fault.kind() == ErrorKind::AlreadyExists => Err(BackupFault::Exists),
            kept => Ok(kept.map(|()| head)?),
        }
    })
    .await
}

fn dump(target: &Target, head: &Head, to: impl Write, told: Told) -> Result<(), BackupFault> {
    let mut words = target.command(DUMP);
    words.args(["--format=custom", "--no-owner", "--no-privileges"]);
    let mut dump = Tool::start(DUMP, words.stdin(Stdio::null()).stdout(Stdio::piped()))?;
    let mut words = Command::new(RESTORE);
    words.arg(format!("--file={NOWHERE}"));
    let mut check = Tool::start(RESTORE, words.stdin(Stdio::piped()).stdout(Stdio::null()))?;
    let mut both = Both {
        sealing: Sealing::begin(to, head)?,
        checked: &mut check,
    };
    let from = dump.child.stdout.take().ok_or_else(no_pipe)?;
    io::copy(&mut Watched::new(from, told, None), &mut both)?;
    let sealing = both.sealing;
    dump.end()?;
    check.end()?;
    sealing.finish()?;
    Ok(())
}

/// Brings a database back into one that is empty: all of it or nothing.
///
/// # Errors
/// When the tool is missing or refuses, or the backup cannot be read; then nothing was changed.
pub async fn bring_back(
    url: &str,
    opening: Opening<BufReader<File>>,
    told: Told,
    of: u64,
) -> Result<(), BackupFault> {
    let target = Target::of(url);
    aside(move || {
        let mut words = target.command(RESTORE);
        words.args([
            "--single-transaction",
            "--exit-on-error",
            "--no-owner",
            "--no-privileges",
        ]);
        let mut restore = Tool::start(RESTORE, words.stdin(Stdio::piped()).stdout(Stdio::null()))?;
        let mut watched = Watched::new(opening, told, Some(of));
        // Where this fails the tool is ended before it could take what it has for all there is.
        io::copy(&mut watched, &mut Fed(&mut restore))?;
        restore.end()
    })
    .await
}

/// Looks whether the tools are there, so that whoever lacks one is told before anything is begun.
///
/// # Errors
/// When one is not.
pub fn find_tools() -> Result<(), BackupFault> {
    for name in [DUMP, RESTORE] {
        let mut words = Command::new(name);
        let words = words.arg("--version").stdin(Stdio::null());
        Tool::start(name, words.stdout(Stdio::null()))?.end()?;
    }
    Ok(())
}

/// A tool at work. It is ended with whoever started it.
struct Tool {
    name: &'static str,
    child: Child,
    said: File,
}

impl Tool {
    fn start(name: &'static str, words: &mut Command) -> Result<Self, BackupFault> {
        let said = tempfile::tempfile()?;
        // What it says is read by programs too, whatever language the machine speaks.
        words.env("LC_MESSAGES", "C").stderr(said.try_clone()?);
        match words.spawn() {
            Ok(child) => Ok(Self { name, child, said }),
            Err(fault) if fault.kind() == ErrorKind::NotFound => Err(BackupFault::NoTool(name)),
            Err(fault) => Err(fault.into()),
        }
    }

    /// Waits until it is done with what it was given.
    fn end(mut self) -> Result<(), BackupFault> {
        drop(self.child.stdin.take());
        if self.child.wait()?.success() {
            return Ok(());
        }
        let mut said = Vec::new();
        self.said.rewind()?;
        (&mut self.said).take(MOST_SAID).read_to_end(&mut said)?;
        Err(BackupFault::Tool {
            tool: self.name,
            said: String::from_utf8_lossy(&said).trim().to_owned(),
        })
    }
}

impl Drop for Tool {
    fn drop(&mut self) {
        if !matches!(self.child.try_wait(), Ok(Some(_))) {
            drop(self.child.kill());
            drop(self.child.wait());
        }
    }
}

/// What a tool is given. One that has ended takes no more and says why when it is waited for.
struct Fed<'t>(&'t mut Tool);

impl Write for Fed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(pipe) = &mut self.0.child.stdin else {
            return Ok(bytes.len());
        };
        match pipe.write(bytes) {
            Err(fault) if fault.kind() == ErrorKind::BrokenPipe => {
                drop(self.0.child.stdin.take());
                Ok(bytes.len())
            }
            written => written,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is written is sealed, and read through beside.
struct Both<'t, W> {
    sealing: Sealing<W>,
    checked: &'t mut Tool,
}

impl<W: Write> Write for Both<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.sealing.write(bytes)?;
        Fed(self.checked).write_all(&bytes[..taken])?;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sealing.flush()
    }
}

fn no_pipe() -> io::Error {
    io::Error::other("a tool has no pipe")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_that_is_missing_or_refuses_is_told() {
        let missing = Tool::start(DUMP, &mut Command::new("renkei-has-no-such-tool"));
        assert!(matches!(missing, Err(BackupFault::NoTool(DUMP))));
    }
}
