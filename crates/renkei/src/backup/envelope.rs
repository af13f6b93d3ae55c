//! The envelope of a backup: hybrid public key encryption (RFC 9180: X25519, HKDF-SHA256, ChaCha20-Poly1305)
//! from the library that encrypts our connections. The head is bound in as its `info`. Behind it stand the
//! encapsulated key and pieces of one length; each is sealed with its place among them and whether it is the
//! last, so that none can be changed, moved, repeated or cut off. One piece is in memory at a time.

use std::io::{self, BufRead, ErrorKind, Read, Write};

use rustls::crypto::aws_lc_rs::hpke::DH_KEM_X25519_HKDF_SHA256_CHACHA20_POLY1305 as SUITE;
use rustls::crypto::hpke::{EncapsulatedSecret, Hpke as _, HpkeOpener, HpkeSealer};

use super::BackupFault;
use super::head::Head;
use super::key::PrivateHalf;

/// Bytes of a piece before it is sealed.
const PIECE: usize = 64 * 1024;

/// Bytes that sealing adds.
const TAG: usize = 16;

/// Bytes of an encapsulated key.
const ENCAPSULATED: usize = 32;

/// Bound into each piece: whether another one follows.
const MORE: &[u8] = b"more";
const LAST: &[u8] = b"last";

/// What is written into it is sealed on its way on.
pub struct Sealing<W> {
    to: W,
    sealer: Box<dyn HpkeSealer>,
    waiting: Vec<u8>,
}

impl<W: Write> Sealing<W> {
    /// Writes the head, behind which everything else is sealed.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin(mut to: W, head: &Head) -> io::Result<Self> {
        let written = head.written();
        let (encapsulated, sealer) = SUITE
            .setup_sealer(written.as_bytes(), &head.to.for_sealing())
            .map_err(io::Error::other)?;
        to.write_all(written.as_bytes())?;
        to.write_all(&encapsulated.0)?;
        Ok(Self {
            to,
            sealer,
            waiting: Vec::with_capacity(PIECE),
        })
    }

    /// Seals what waits as the last piece. What is not ended so opens for nobody.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        self.pass_on(LAST)?;
        self.to.flush()?;
        Ok(self.to)
    }

    fn pass_on(&mut self, place: &[u8]) -> io::Result<()> {
        let sealed = self.sealer.seal(place, &self.waiting);
        self.waiting.clear();
        self.to.write_all(&sealed.map_err(io::Error::other)?)
    }
}

impl<W: Write> Write for Sealing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Only when more comes it is known that a full piece is not the last.
        if self.waiting.len() == PIECE && !bytes.is_empty() {
            self.pass_on(MORE)?;
        }
        let taken = bytes.len().min(PIECE - self.waiting.len());
        self.waiting.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        // A piece that is begun waits for its end.
        self.to.flush()
    }
}

impl<W> std::fmt::Debug for Sealing<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sealing").finish_non_exhaustive()
    }
}

/// What is read from it is opened. A read fails with [`ErrorKind::InvalidData`] where something was changed
/// or is missing; only what was read to its end is whole.
pub struct Opening<R> {
    from: R,
    opener: Box<dyn HpkeOpener>,
    piece: Vec<u8>,
    given: usize,
    is_over: bool,
}

impl<R: BufRead> Opening<R> {
    /// Reads the head, which is told as well.
    ///
    /// # Errors
    /// When this is no backup, or one for somebody else; when it cannot be read.
    pub fn begin(mut from: R, key: &PrivateHalf) -> Result<(Self, Head), BackupFault> {
        let Some((head, written)) = Head::read(&mut from)? else {
            return Err(BackupFault::NotABackup);
        };
        if head.to != *key.public() {
            return Err(BackupFault::WrongKey {
                needed: head.to.mark(),
                given: key.public().mark(),
            });
        }
        let mut encapsulated = vec![0; ENCAPSULATED];
        from.read_exact(&mut encapsulated).map_err(cut_off)?;
        let encapsulated = EncapsulatedSecret(encapsulated);
        let opener = SUITE
            .setup_opener(&encapsulated, written.as_bytes(), &key.for_opening())
            .map_err(|_| BackupFault::Damaged)?;
        let opening = Self {
            from,
            opener,
            piece: Vec::new(),
            given: 0,
            is_over: false,
        };
        Ok((opening, head))
    }

    /// Opens the next piece.
    fn take_next(&mut self) -> io::Result<()> {
        let mut sealed = Vec::with_capacity(PIECE + TAG);
        let length = (PIECE + TAG) as u64;
        (&mut self.from).take(length).read_to_end(&mut sealed)?;
        let is_last = self.from.fill_buf()?.is_empty();
        let opened = self.opener.open(if is_last { LAST } else { MORE }, &sealed);
        self.piece = opened.map_err(|_| io::Error::from(ErrorKind::InvalidData))?;
        self.given = 0;
        self.is_over = is_last;
        Ok(())
    }
}

impl<R: BufRead> Read for Opening<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.piece.len() && !self.is_over {
            self.take_next()?;
        }
        let rest = &self.piece[self.given..];
        let given = rest.len().min(buffer.len());
        buffer[..given].copy_from_slice(&rest[..given]);
        self.given += given;
        Ok(given)
    }
}

impl<R> std::fmt::Debug for Opening<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opening").finish_non_exhaustive()
    }
}

/// A file that ends too early is damaged, and no fault of the disk.
fn cut_off(fault: io::Error) -> BackupFault {
    if fault.kind() == ErrorKind::UnexpectedEof {
        BackupFault::Damaged
    } else {
        fault.into()
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use renkei_domain::outside::Entropy;
    use renkei_domain::time::Instant;

    use super::super::head::Origin;
    use super::*;

    struct Same(u8);

    impl Entropy for Same {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(self.0);
        }
    }

    fn key(byte: u8) -> PrivateHalf {
        PrivateHalf::draw(&Same(byte))
    }

    fn sealed(content: &[u8]) -> Vec<u8> {
        let (made_at, kept_until) = Head::moments(Instant::from_micros(0), TimeDelta::days(30));
        let head = Head {
            origin: Origin::Embedded,
            schema: "m0001_record".to_owned(),
            made_at,
            kept_until,
            to: *key(1).public(),
            anchor: None,
        };
        let mut sealing = Sealing::begin(Vec::new(), &head).expect("begun");
        sealing.write_all(content).expect("written");
        sealing.finish().expect("finished")
    }

    fn opened(file: &[u8], key: &PrivateHalf) -> Result<Vec<u8>, BackupFault> {
        let (mut opening, _) = Opening::begin(file, key)?;
        let mut content = Vec::new();
        opening.read_to_end(&mut content)?;
        Ok(content)
    }

    fn content(length: usize) -> Vec<u8> {
        (0..=u8::MAX).cycle().take(length).collect()
    }

    #[test]
    fn what_was_sealed_opens_whatever_its_length() {
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 7] {
            let (content, file) = (content(length), sealed(&content(length)));
            assert_eq!(opened(&file, &key(1)).expect("opened"), content, "{length}");
            let plain = content
                .get(..64)
                .is_some_and(|start| file.windows(start.len()).any(|window| window == start));
            assert!(!plain, "{length} bytes can be read in the file");
        }
        assert_ne!(
            sealed(b"same"),
            sealed(b"same"),
            "nobody sees that two are the same"
        );
    }

    #[test]
    fn another_key_is_told_from_damage() {
        let file = sealed(&content(100));
        let fault = opened(&file, &key(2)).expect_err("refused");
        assert!(matches!(fault, BackupFault::WrongKey { .. }), "{fault}");
        let fault = opened(b"a letter", &key(1)).expect_err("refused");
        assert!(matches!(fault, BackupFault::NotABackup), "{fault}");
    }

    #[test]
    fn nothing_opens_once_a_byte_was_changed_or_cut_off() {
        let file = sealed(&content(2 * PIECE + 100));
        let start = file.len() - (2 * PIECE + 100 + 3 * TAG + ENCAPSULATED);
        let pieces = [
            0,
            10,
            ENCAPSULATED,
            PIECE,
            PIECE + TAG + 40,
            2 * PIECE + 100,
        ];
        let places = pieces.iter().map(|piece| start + piece);
        for at in (0..start).chain(places).chain([file.len() - 1]) {
            let mut changed = file.clone();
            changed[at] ^= 1;
            assert!(opened(&changed, &key(1)).is_err(), "byte {at}");
        }
        let first = start + ENCAPSULATED;
        for length in [
            0,
            5,
            start,
            start + 5,
            first,
            first + PIECE + TAG,
            file.len() - 1,
        ] {
            let fault = opened(&file[..length], &key(1)).expect_err("refused");
            let is_told = matches!(fault, BackupFault::Damaged | BackupFault::NotABackup);
            assert!(is_told, "{length} bytes: {fault}");
        }
        let longer = [&file[..], b"x"].concat();
        assert!(
            opened(&longer, &key(1)).is_err(),
            "something was put behind it"
        );
        let second = first + PIECE + TAG;
        let third = second + PIECE + TAG;
        for moved in [
            [
                &file[..first],
                &file[second..third],
                &file[first..second],
                &file[third..],
            ],
            [&file[..first], &file[first..second], &file[third..], &[]],
        ] {
            assert!(
                opened(&moved.concat(), &key(1)).is_err(),
                "pieces were moved"
            );
        }
    }
}
