//! A stable 128-bit fingerprint of texts, so that rows of two editions can be compared without
//! keeping them in memory. It is no secret and no signature: FNV-1a, the same on every machine and
//! in every version, which the hashers of the standard library do not promise.

const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// Collects fields into one fingerprint.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fingerprint(u128);

impl Fingerprint {
    /// Begins; the tag keeps fingerprints of different purposes apart.
    pub(crate) fn of(tag: &str) -> Self {
        Self(OFFSET).field(tag)
    }

    /// Adds a field. The byte after it never occurs in UTF-8, so that `ab`, `c` is not `a`, `bc`.
    pub(crate) fn field(self, text: &str) -> Self {
        Self(hash(hash(self.0, text.as_bytes()), &[0xFF]))
    }

    /// The fingerprint.
    pub(crate) fn finish(self) -> u128 {
        self.0
    }
}

fn hash(mut state: u128, bytes: &[u8]) -> u128 {
    for byte in bytes {
        state = (state ^ u128::from(*byte)).wrapping_mul(PRIME);
    }
    state
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_fnv_1a_and_keeps_fields_apart() {
        assert_eq!(
            hash(OFFSET, b"a"),
            0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964
        );
        let of = |fields: [&str; 2]| {
            Fingerprint::of("t")
                .field(fields[0])
                .field(fields[1])
                .finish()
        };
        assert_ne!(of(["ab", "c"]), of(["a", "bc"]));
        assert_eq!(of(["ab", "c"]), of(["ab", "c"]));
    }
}
