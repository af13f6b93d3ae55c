//! The codes that an authenticator shows: RFC 6238 with SHA-1, six digits and steps of 30 seconds, which
//! is what every authenticator knows.

use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use renkei_domain::people::MailAddress;
use renkei_domain::people::limits::TOTP_STEP;
use renkei_domain::time::Instant;
use renkei_store::people::second_factor::UnsealedTotpSecret;
use sha1::Sha1;
use subtle::ConstantTimeEq as _;
use unicode_normalization::UnicodeNormalization as _;

/// The code of one step.
#[must_use]
pub fn code_of_step(secret: &[u8], step: i64) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    // RFC 4226 section 5.3: the last four bits say where the number is taken from.
    let place = usize::from(digest[19] & 0x0f);
    let number = u32::from_be_bytes([
        digest[place] & 0x7f,
        digest[place + 1],
        digest[place + 2],
        digest[place + 3],
    ]);
    format!("{:06}", number % 1_000_000)
}

/// The step in which an instant lies.
#[must_use]
pub fn step_at(at: Instant) -> i64 {
    at.micros()
        .div_euclid(TOTP_STEP.num_microseconds().unwrap_or(i64::MAX))
}

/// The six digits that somebody typed.
pub(super) fn digits(typed: &str) -> Option<String> {
    let digits: String = typed.nfkc().filter(|c| !c.is_whitespace()).collect();
    let fits = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
    fits.then_some(digits)
}

/// The step whose code was typed: this one, or one beside it for clocks that differ a little; none that
/// was taken already, nor one before it.
pub(super) fn matching_step(
    secret: &UnsealedTotpSecret,
    digits: &str,
    now: Instant,
    taken: i64,
) -> Option<i64> {
    let step = step_at(now);
    (step - 1..=step + 1).find(|step| {
        let code = code_of_step(&secret.0, *step);
        *step > taken && bool::from(code.as_bytes().ct_eq(digits.as_bytes()))
    })
}

/// The secret as an authenticator takes it by hand.
pub(super) fn base32(secret: &UnsealedTotpSecret) -> String {
    BASE32_NOPAD.encode(&secret.0)
}

/// The secret as an authenticator reads it from a picture.
pub(super) fn uri(secret: &UnsealedTotpSecret, mail: &MailAddress) -> String {
    let name: String = form_urlencoded::byte_serialize(mail.as_str().as_bytes()).collect();
    let secret = base32(secret);
    format!(
        "otpauth://totp/renkei:{name}?secret={secret}&issuer=renkei&algorithm=SHA1&digits=6&period=30"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const RFC: &[u8; 20] = b"12345678901234567890";

    #[test]
    fn codes_are_those_of_the_rfc() {
        // RFC 6238 appendix B, the last six of its eight digits.
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let at = Instant::from_micros(second * 1_000_000);
            assert_eq!(code_of_step(RFC, step_at(at)), code, "{second}");
        }
    }

    #[test]
    fn asvs_6_5_1_a_code_is_taken_once_and_near_its_time() {
        let secret = UnsealedTotpSecret(*RFC);
        let now = Instant::from_micros(1_111_111_109 * 1_000_000);
        let step = step_at(now);
        for (of, taken, expected) in [
            (step, 0, Some(step)),
            (step - 1, 0, Some(step - 1)),
            (step + 1, 0, Some(step + 1)),
            (step - 2, 0, None),
            (step + 2, 0, None),
            (step, step, None),
            (step - 1, step, None),
            (step + 1, step, Some(step + 1)),
        ] {
            let code = code_of_step(RFC, of);
            assert_eq!(
                matching_step(&secret, &code, now, taken),
                expected,
                "{of} {taken}"
            );
        }
    }

    #[test]
    fn digits_are_read_as_people_type_them() {
        assert_eq!(digits("０８１ ８０４"), Some("081804".to_owned()));
        assert_eq!(digits("81804"), None);
        assert_eq!(digits("08180a"), None);
    }

    #[test]
    fn an_authenticator_is_told_whose_secret_it_is() {
        let mail = MailAddress::parse("hinata+1@example.jp").expect("an address");
        assert_eq!(
            uri(&UnsealedTotpSecret(*RFC), &mail),
            "otpauth://totp/renkei:hinata%2B1%40example.jp?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=renkei&algorithm=SHA1&digits=6&period=30"
        );
    }
}
