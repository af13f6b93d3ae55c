//! The file of the master key: a line of 64 hexadecimal digits, and a second one with the key before it
//! while a rotation is on its way. Lines that begin with `#` are for people.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use renkei_domain::outside::Entropy;
use renkei_store::keys::{MasterKey, MasterKeys};
use secrecy::{ExposeSecret as _, SecretString};
use tempfile::NamedTempFile;

use crate::whole_file::{folder_of, keep_name};

const HEAD: &str = "# renkei: the master key. Whoever has it and the database can read everything; without it\n\
                    # nobody can. Keep a copy on paper, away from the database and its backups.\n";

/// Reads the file; `None` where there is none.
///
/// # Errors
/// When it cannot be read, holds something else, or others can read it and that cannot be ended.
pub fn read(file: &Path) -> io::Result<Option<MasterKeys>> {
    let text: SecretString = match fs::read_to_string(file) {
        Ok(text) => text.into(),
        Err(fault) if fault.kind() == ErrorKind::NotFound => return Ok(None),
        Err(fault) => return Err(about(file, &fault)),
    };
    close_to_others(file)?;
    let lines = text.expose_secret().lines().map(str::trim);
    let mut keys = lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(MasterKey::parse);
    match (keys.next(), keys.next(), keys.next()) {
        (Some(Some(current)), None, None) => Ok(Some(MasterKeys {
            current,
            previous: None,
        })),
        (Some(Some(current)), Some(Some(previous)), None) => Ok(Some(MasterKeys {
            current,
            previous: Some(previous),
        })),
        _ => {
            let words = format!(
                "{} does not hold one key of 64 hexadecimal digits, or two",
                file.display()
            );
            Err(io::Error::new(ErrorKind::InvalidData, words))
        }
    }
}

/// Makes a file with a new key, unless there is one. Says whether it did.
///
/// # Errors
/// When it cannot be written.
pub fn make(file: &Path, entropy: &dyn Entropy) -> io::Result<bool> {
    // Not only as a look: a folder that may not be read must not get a second key.
    if file.try_exists()? {
        return Ok(false);
    }
    let folder = folder_of(file);
    fs::create_dir_all(folder)?;
    let keys = MasterKeys {
        current: MasterKey::draw(entropy),
        previous: None,
    };
    match written(folder, &keys)?.persist_noclobber(file) {
        Ok(_) => {
            keep_name(folder)?;
            Ok(true)
        }
        // Another process was faster: its key stands.
        Err(fault) if fault.error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(fault) => Err(fault.error),
    }
}

/// Puts other keys in the place of those in the file: whoever reads finds the ones or the others whole,
/// however the machine fails.
///
/// # Errors
/// When they cannot be written; the file is as it was.
pub fn replace(file: &Path, keys: &MasterKeys) -> io::Result<()> {
    // Where the file is a link, what it leads to is replaced.
    let file = fs::canonicalize(file)?;
    let folder = folder_of(&file);
    let written = written(folder, keys)?;
    written.persist(&file).map_err(|fault| fault.error)?;
    keep_name(folder)
}

/// Keys in a file without a name yet, on the disk and for nobody but its owner from the beginning.
fn written(folder: &Path, keys: &MasterKeys) -> io::Result<NamedTempFile> {
    let mut made = NamedTempFile::new_in(folder)?;
    made.write_all(HEAD.as_bytes())?;
    for key in std::iter::once(&keys.current).chain(&keys.previous) {
        made.write_all(key.digits().expose_secret().as_bytes())?;
        made.write_all(b"\n")?;
    }
    made.as_file().sync_all()?;
    Ok(made)
}

/// A key that others can read is closed to them, with a word in the log: an office that copied its data
/// from a stick must not stand before a closed door for that. Where it cannot be closed it is refused.
#[cfg(unix)]
fn close_to_others(file: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = fs::metadata(file)?.permissions().mode();
    if mode & 0o077 == 0 {
        return Ok(());
    }
    let closed = fs::set_permissions(file, fs::Permissions::from_mode(0o600));
    closed.map_err(|fault| {
        let words = format!(
            "{} can be read by others (mode {:o}), and that cannot be changed: {fault}",
            file.display(),
            mode & 0o777
        );
        io::Error::new(ErrorKind::PermissionDenied, words)
    })?;
    tracing::warn!(
        file = %file.display(),
        "others could read the master key; they cannot any more. If somebody may have: renkei key rotate"
    );
    Ok(())
}

#[cfg(not(unix))]
fn close_to_others(_: &Path) -> io::Result<()> {
    Ok(())
}

fn about(file: &Path, fault: &io::Error) -> io::Error {
    io::Error::new(fault.kind(), format!("{}: {fault}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Same(u8);

    impl Entropy for Same {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(self.0);
        }
    }

    fn digits(key: &MasterKey) -> String {
        key.digits().expose_secret().to_owned()
    }

    #[cfg(unix)]
    fn mode(file: &Path) -> u32 {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(file).expect("the file").permissions().mode();
        mode & 0o777
    }

    #[test]
    fn an_installation_has_one_key_from_its_first_start_on() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("data").join("master.key");
        assert!(read(&file).expect("asked").is_none());
        assert!(make(&file, &Same(0x7a)).expect("made"));
        assert!(!make(&file, &Same(0x7b)).expect("asked"), "the first stays");
        let keys = read(&file).expect("read").expect("there");
        assert_eq!(digits(&keys.current), "7a".repeat(32));
        assert!(keys.previous.is_none());
        #[cfg(unix)]
        assert_eq!(mode(&file), 0o600);
    }

    #[test]
    fn keys_take_the_place_of_others_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("master.key");
        make(&file, &Same(0x7a)).expect("made");
        let old = read(&file).expect("read").expect("there").current;
        let two = MasterKeys {
            current: MasterKey::draw(&Same(0x7b)),
            previous: Some(old),
        };
        replace(&file, &two).expect("replaced");
        let keys = read(&file).expect("read").expect("there");
        assert_eq!(digits(&keys.current), "7b".repeat(32));
        assert_eq!(keys.previous.as_ref().map(digits), Some("7a".repeat(32)));
        #[cfg(unix)]
        assert_eq!(mode(&file), 0o600);
        let left: Vec<_> = fs::read_dir(folder.path()).expect("a folder").collect();
        assert_eq!(left.len(), 1, "{left:?}");
    }

    #[test]
    fn what_is_no_key_is_refused_and_not_repeated() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("master.key");
        let key = "7a".repeat(32);
        for text in [
            String::new(),
            "# nothing\n".to_owned(),
            format!("{key}7"),
            format!("{key}\n{key}\n{key}\n"),
        ] {
            fs::write(&file, &text).expect("written");
            let told = read(&file).expect_err("no key").to_string();
            assert!(
                told.contains("master.key") && !told.contains("7a7a"),
                "{told}"
            );
        }
        assert!(!make(&file, &Same(1)).expect("asked"), "nor replaced");
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_others_can_read_is_closed_to_them() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("master.key");
        make(&file, &Same(0x7a)).expect("made");
        let open = fs::Permissions::from_mode(0o644);
        fs::set_permissions(&file, open).expect("opened");
        read(&file).expect("read").expect("there");
        assert_eq!(mode(&file), 0o600);
    }
}
