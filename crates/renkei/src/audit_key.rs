//! The key by which lines of the audit are marked and sealed: a file of its own, which nobody else on the
//! machine can read. It is made at the first start and belongs into no backup of the database: whoever
//! has both can write lines that look true.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use renkei_app::StoreFault;
use renkei_domain::outside::Entropy;
use renkei_store::audit::AuditKey;

/// Whether lines were marked before, so that there must be a key already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownKey {
    /// None was: any key will do, and a new one is made.
    None,
    /// Some were: only that key will do.
    One,
}

/// Reads the key, or makes it where none was ever used.
///
/// # Errors
/// When there is none though lines were marked with one, or the file cannot be read or written.
pub fn take(file: &Path, known: KnownKey, entropy: &dyn Entropy) -> Result<AuditKey, StoreFault> {
    match (read(file)?, known) {
        (Some(key), _) => Ok(key),
        (None, KnownKey::One) => Err(StoreFault::NoAuditKey),
        (None, KnownKey::None) => {
            make(file, entropy)?;
            read(file)?.ok_or(StoreFault::NoAuditKey)
        }
    }
}

/// Reads the key; `None` where there is no such file.
///
/// # Errors
/// When the file cannot be read, or holds something else.
pub fn read(file: &Path) -> io::Result<Option<AuditKey>> {
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(fault) if fault.kind() == ErrorKind::NotFound => return Ok(None),
        Err(fault) => return Err(fault),
    };
    warn_of_readers(file);
    let no_key = || {
        let words = format!("{} does not hold 64 hexadecimal digits", file.display());
        io::Error::new(ErrorKind::InvalidData, words)
    };
    let digits = text.trim();
    if digits.len() != 64 {
        return Err(no_key());
    }
    let mut key = [0; 32];
    for (place, byte) in key.iter_mut().enumerate() {
        let pair = digits.get(2 * place..2 * place + 2).ok_or_else(no_key)?;
        *byte = u8::from_str_radix(pair, 16).map_err(|_| no_key())?;
    }
    Ok(Some(AuditKey::new(key)))
}

/// Writes a new key whole or not at all. Where another process was faster its key stands.
fn make(file: &Path, entropy: &dyn Entropy) -> io::Result<()> {
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder)?;
    let mut key = [0; 32];
    entropy.fill(&mut key);
    let digits: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    // For nobody but its owner from the beginning.
    let mut made = tempfile::NamedTempFile::new_in(folder)?;
    writeln!(made, "{digits}")?;
    made.as_file().sync_all()?;
    match made.persist_noclobber(file) {
        Ok(_) => Ok(()),
        Err(fault) if fault.error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(fault) => Err(fault.error),
    }
}

#[cfg(unix)]
fn warn_of_readers(file: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = fs::metadata(file).map(|file| file.permissions().mode());
    if mode.is_ok_and(|mode| mode & 0o077 != 0) {
        tracing::warn!(file = %file.display(), "others can read the key of the audit: chmod 600");
    }
}

#[cfg(not(unix))]
fn warn_of_readers(_: &Path) {}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting;

    impl Entropy for Counting {
        fn fill(&self, buffer: &mut [u8]) {
            for (place, byte) in buffer.iter_mut().enumerate() {
                *byte = place as u8;
            }
        }
    }

    #[test]
    fn an_installation_has_one_key_from_its_first_start_on() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("data").join("audit.key");
        let lost = take(&file, KnownKey::One, &Counting);
        assert!(matches!(lost, Err(StoreFault::NoAuditKey)), "{lost:?}");
        assert!(!file.exists(), "no other key is made in its place");
        take(&file, KnownKey::None, &Counting).expect("a new key");
        let text = fs::read_to_string(&file).expect("the file");
        assert!(
            text.starts_with("000102") && text.trim().len() == 64,
            "{text}"
        );
        take(&file, KnownKey::One, &Counting).expect("the same key");
        assert_eq!(fs::read_to_string(&file).expect("the file"), text);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(&file).expect("the file").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        fs::write(&file, "a key").expect("written");
        assert!(read(&file).is_err());
    }
}
