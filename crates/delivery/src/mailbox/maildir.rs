//! A maildir: messages lie in `new` and `cur`, one in a file. What was taken moves to the folder `.renkei-done` beside
//! them, what is none of ours to `.renkei-other`; mail programs show both as folders. A move is one step of the file
//! system, so that a message is in one place or the other.

use std::collections::{BTreeSet, VecDeque};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use tokio::fs;

use super::{Arrived, Key, MOST, MailMark, MailboxFault};

const DONE: &str = ".renkei-done";
const OTHER: &str = ".renkei-other";

/// A look into a maildir.
#[derive(Debug)]
pub(super) struct Folder {
    root: PathBuf,
    files: VecDeque<PathBuf>,
    longest: usize,
}

impl Folder {
    pub(super) async fn open(root: &Path, longest: usize) -> Result<Self, MailboxFault> {
        let mut files = Vec::new();
        for part in ["new", "cur"] {
            let mut entries = fs::read_dir(root.join(part)).await?;
            while let Some(entry) = entries.next_entry().await? {
                let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
                if !is_hidden && entry.file_type().await?.is_file() {
                    files.push(entry.path());
                }
            }
        }
        // Names begin with the moment of arrival.
        files.sort_by(|one, other| one.file_name().cmp(&other.file_name()));
        files.truncate(MOST);
        Ok(Self {
            root: root.to_owned(),
            files: files.into(),
            longest,
        })
    }

    pub(super) async fn next(&mut self) -> Result<Option<Arrived>, MailboxFault> {
        while let Some(file) = self.files.pop_front() {
            let longest = u64::try_from(self.longest).unwrap_or(u64::MAX);
            let read = match fs::metadata(&file).await {
                Ok(known) if known.len() > longest => Ok(None),
                Ok(_) => fs::read(&file).await.map(Some),
                Err(fault) => Err(fault),
            };
            match read {
                Ok(raw) => {
                    let key = Key::File(file);
                    return Ok(Some(Arrived { key, raw }));
                }
                // Another program moved it meanwhile, and it is found again under its new name.
                Err(fault) if fault.kind() == ErrorKind::NotFound => {}
                Err(fault) => return Err(fault.into()),
            }
        }
        Ok(None)
    }

    pub(super) async fn mark(&self, file: &Path, mark: MailMark) -> Result<(), MailboxFault> {
        let folder = self.root.join(match mark {
            MailMark::Taken => DONE,
            MailMark::NotOurs => OTHER,
        });
        for part in ["new", "cur", "tmp"] {
            fs::create_dir_all(folder.join(part)).await?;
        }
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        // What its owner did with it stays: read, answered, marked.
        let (unique, flags) = name.split_once(":2,").unwrap_or((&name, ""));
        let mut flags: BTreeSet<char> = flags.chars().collect();
        if mark == MailMark::Taken {
            flags.insert('S');
        }
        let flags: String = flags.into_iter().collect();
        let to = folder.join("cur").join(format!("{unique}:2,{flags}"));
        match fs::rename(file, to).await {
            // Another reader marked it.
            Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(()),
            moved => Ok(moved?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Mailbox, MailboxSettings};
    use super::*;

    #[tokio::test]
    async fn a_message_is_handed_out_until_it_is_marked_and_never_deleted() {
        let root = tempfile::tempdir().expect("a folder");
        for part in ["new", "cur", "tmp"] {
            std::fs::create_dir(root.path().join(part)).expect("a folder");
        }
        std::fs::write(root.path().join("new/1.a.host"), "one").expect("a file");
        std::fs::write(root.path().join("cur/2.b.host:2,S"), "two").expect("a file");
        std::fs::write(root.path().join("new/3.c.host"), "too long").expect("a file");
        let mailbox = Mailbox::new(MailboxSettings::Maildir(root.path().to_owned()), 4);
        for _ in 0..2 {
            let mut round = mailbox.look().await.expect("a round");
            let first = round.next().await.expect("a read").expect("a message");
            assert_eq!(first.raw.as_deref(), Some(&b"one"[..]));
        }
        let mut round = mailbox.look().await.expect("a round");
        let mut seen = Vec::new();
        while let Some(message) = round.next().await.expect("a read") {
            seen.push(message.raw.clone());
            let mark = match &message.raw {
                Some(_) => MailMark::Taken,
                None => MailMark::NotOurs,
            };
            round.mark(message, mark).await.expect("a mark");
        }
        assert_eq!(seen, [Some(b"one".to_vec()), Some(b"two".to_vec()), None]);
        let mut round = mailbox.look().await.expect("a round");
        assert!(round.next().await.expect("a read").is_none());
        for kept in [
            ".renkei-done/cur/1.a.host:2,S",
            ".renkei-done/cur/2.b.host:2,S",
            ".renkei-other/cur/3.c.host:2,",
        ] {
            assert!(root.path().join(kept).exists(), "{kept}");
        }
    }

    #[tokio::test]
    async fn a_folder_that_is_none_is_named() {
        let root = tempfile::tempdir().expect("a folder");
        let mailbox = Mailbox::new(MailboxSettings::Maildir(root.path().to_owned()), 4);
        let fault = mailbox.look().await.map(|_| ()).expect_err("no maildir");
        assert_eq!(fault.code(), "MAILBOX_FOLDER");
    }
}
