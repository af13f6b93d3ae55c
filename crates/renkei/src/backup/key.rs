//! The pair of keys of backups. Whoever has the public half can make one, and it stands in the settings;
//! only the private half opens one, and it lies on paper, away from here. Both are written with a checksum
//! under a word of their own: one wrong digit in the settings would make backups that nobody can ever open,
//! and so would the wrong half.

use std::fmt;

use aws_lc_rs::agreement::{PrivateKey, X25519};
use aws_lc_rs::digest::{Context, SHA256};
use data_encoding::HEXLOWER;
use renkei_domain::outside::Entropy;
use rustls::crypto::hpke::{HpkePrivateKey, HpkePublicKey};
use secrecy::zeroize::Zeroize as _;
use secrecy::{ExposeSecret as _, SecretBox, SecretString};

/// Bytes of either half.
const BYTES: usize = 32;

/// Bytes of the checksum behind them.
const CHECK_BYTES: usize = 4;

/// What the public half begins with when it is written.
const PUBLIC: &str = "renkei-backup-public-";

/// What the private half begins with. On paper it may be left out.
const PRIVATE: &str = "renkei-backup-private-";

/// To whom a backup is sealed. It is no secret.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicHalf([u8; BYTES]);

/// What opens it.
pub struct PrivateHalf {
    bytes: SecretBox<[u8; BYTES]>,
    public: PublicHalf,
}

impl PublicHalf {
    /// Reads a public half as it was written.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        parsed(text, PUBLIC).map(Self)
    }

    /// A short mark by which people tell pairs apart: both halves have the same.
    #[must_use]
    pub fn mark(&self) -> String {
        HEXLOWER.encode(&self.0[..CHECK_BYTES])
    }

    pub(super) fn for_sealing(&self) -> HpkePublicKey {
        HpkePublicKey(self.0.to_vec())
    }
}

impl fmt::Display for PublicHalf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(PUBLIC)?;
        f.write_str(&HEXLOWER.encode(&self.0))?;
        f.write_str(&HEXLOWER.encode(&check(PUBLIC, &self.0)))
    }
}

impl fmt::Debug for PublicHalf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PublicHalf").field(&self.mark()).finish()
    }
}

impl PrivateHalf {
    /// Draws a new pair.
    #[must_use]
    pub fn draw(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; BYTES];
        entropy.fill(&mut bytes);
        let half = Self::of(&bytes);
        bytes.zeroize();
        half.expect("any 32 bytes are a private half of X25519")
    }

    /// Reads a private half as it was written, or typed from paper: in groups or not, in capitals or not,
    /// with or without the words before the digits. Lines that begin with `#` are for people.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = parsed(text, PRIVATE)?;
        let half = Self::of(&bytes);
        bytes.zeroize();
        half
    }

    fn of(bytes: &[u8; BYTES]) -> Option<Self> {
        let key = PrivateKey::from_private_key(&X25519, bytes).ok()?;
        let public = key.compute_public_key().ok()?;
        let public = PublicHalf(public.as_ref().try_into().ok()?);
        let bytes = SecretBox::init_with_mut(|kept: &mut [u8; BYTES]| *kept = *bytes);
        Some(Self { bytes, public })
    }

    /// The other half.
    #[must_use]
    pub const fn public(&self) -> &PublicHalf {
        &self.public
    }

    /// The private half as it is written down, once.
    #[must_use]
    pub fn written(&self) -> SecretString {
        let (bytes, check) = (self.bytes.expose_secret(), self.check());
        let mut text = String::with_capacity(PRIVATE.len() + 2 * (BYTES + CHECK_BYTES));
        text.push_str(PRIVATE);
        HEXLOWER.encode_append(bytes, &mut text);
        HEXLOWER.encode_append(&check, &mut text);
        text.into()
    }

    fn check(&self) -> [u8; CHECK_BYTES] {
        check(PRIVATE, self.bytes.expose_secret())
    }

    pub(super) fn for_opening(&self) -> HpkePrivateKey {
        HpkePrivateKey::from(self.bytes.expose_secret().to_vec())
    }
}

impl fmt::Debug for PrivateHalf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PrivateHalf")
            .field(&self.public.mark())
            .finish()
    }
}

/// By what a mistyped half is found, and one that is taken for the other.
fn check(word: &str, bytes: &[u8; BYTES]) -> [u8; CHECK_BYTES] {
    let mut context = Context::new(&SHA256);
    context.update(word.as_bytes());
    context.update(bytes);
    let digest = context.finish();
    let mut check = [0; CHECK_BYTES];
    check.copy_from_slice(&digest.as_ref()[..CHECK_BYTES]);
    check
}

/// The bytes of a half that was written under a word.
fn parsed(text: &str, word: &str) -> Option<[u8; BYTES]> {
    let is_between = |sign: &char| sign.is_whitespace() || *sign == '-';
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with('#'));
    let signs = lines.flat_map(str::chars).filter(|sign| !is_between(sign));
    let mut written: String = signs.map(|sign| sign.to_ascii_lowercase()).collect();
    let word_alone = word.replace('-', "");
    let digits = written.strip_prefix(&word_alone).unwrap_or(&written);
    let decoded = HEXLOWER.decode(digits.as_bytes());
    written.zeroize();
    let mut decoded = decoded.ok()?;
    let mut bytes = [0; BYTES];
    let is_right = match decoded.split_at_checked(BYTES) {
        Some((half, end)) => {
            bytes.copy_from_slice(half);
            end == check(word, &bytes)
        }
        None => false,
    };
    decoded.zeroize();
    if !is_right {
        bytes.zeroize();
    }
    is_right.then_some(bytes)
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

    #[test]
    fn a_half_is_read_as_it_was_written_or_typed() {
        let pair = PrivateHalf::draw(&Same(0x7a));
        let public = pair.public().to_string();
        assert_eq!(PublicHalf::parse(&public), Some(*pair.public()));
        assert_eq!(
            PublicHalf::parse(&format!(" {public}\n")),
            Some(*pair.public())
        );
        let written = pair.written();
        let written = written.expose_secret();
        let digits = written.strip_prefix(PRIVATE).expect("the word");
        let groups: Vec<&str> = (0..digits.len() / 4)
            .map(|group| &digits[4 * group..4 * group + 4])
            .collect();
        let typed = format!("# from the paper\n{}\n", groups.join(" ").to_uppercase());
        for text in [written, digits, &typed] {
            let read = PrivateHalf::parse(text).expect("a private half");
            assert_eq!(read.public(), pair.public());
            assert_eq!(read.written().expose_secret(), written);
        }
    }

    #[test]
    fn one_wrong_digit_or_the_other_half_is_refused() {
        let pair = PrivateHalf::draw(&Same(0x7a));
        let (public, private) = (pair.public().to_string(), pair.written());
        let private = private.expose_secret();
        assert!(PublicHalf::parse(private).is_none());
        assert!(PrivateHalf::parse(&public).is_none());
        let bare = |text: &str| text.rsplit('-').next().unwrap_or_default().to_owned();
        assert!(PublicHalf::parse(&bare(private)).is_none());
        assert!(PrivateHalf::parse(&bare(&public)).is_none());
        for at in PUBLIC.len()..public.len() {
            let mut changed = public.clone().into_bytes();
            changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
            let changed = String::from_utf8(changed).expect("digits");
            assert!(PublicHalf::parse(&changed).is_none(), "digit {at}");
        }
        for odd in ["", "7a7a", &"7a".repeat(32), &format!("{public}00")] {
            assert!(PublicHalf::parse(odd).is_none(), "{odd}");
            assert!(PrivateHalf::parse(odd).is_none(), "{odd}");
        }
    }

    #[test]
    fn a_private_half_is_shown_by_its_mark_alone() {
        let pair = PrivateHalf::draw(&Same(0x7a));
        let shown = format!("{pair:?}");
        assert!(shown.contains(&pair.public().mark()), "{shown}");
        assert!(!shown.contains("7a7a"), "{shown}");
        let other = PrivateHalf::draw(&Same(0x7b));
        assert_ne!(other.public().mark(), pair.public().mark());
    }

    /// RFC 7748 §5.2: the base point as a private half, once.
    #[test]
    fn the_halves_belong_together_as_the_standard_says() {
        let bytes = |digits: &str| -> [u8; BYTES] {
            let decoded = HEXLOWER.decode(digits.as_bytes()).expect("digits");
            decoded.try_into().expect("32 bytes")
        };
        let private = "0900000000000000000000000000000000000000000000000000000000000000";
        let public = "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079";
        let pair = PrivateHalf::of(&bytes(private)).expect("a pair");
        assert_eq!(pair.public().0, bytes(public));
    }
}
