//! Which encoding a file is in, decided by its bytes alone, and a stream that decodes it.

use std::io::{self, Read};

use encoding_rs::{
    CoderResult, DecoderResult, EUC_JP, Encoding, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE,
};

use super::fault::InputFault;

/// What the first bytes say.
pub(super) enum Opening {
    /// A byte order mark, or the NUL bytes of UTF-16, decide.
    Known(&'static Encoding),
    /// All bytes must be looked at.
    Undecided,
}

/// Looks at the first bytes of a file.
///
/// # Errors
/// Refuses files that are no text, by what they begin with.
pub(super) fn opening(head: &[u8]) -> Result<Opening, InputFault> {
    let not_a_table = |looks_like| Err(InputFault::NotATable { looks_like });
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Ok(Opening::Known(encoding));
    }
    if head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return not_a_table("古い形式のExcel（.xls）、またはパスワードつきのExcel");
    }
    if head.starts_with(b"%PDF") {
        return not_a_table("PDF");
    }
    if head.starts_with(&[0x1F, 0x8B]) {
        return not_a_table("gzip圧縮ファイル");
    }
    let start: Vec<u8> = head
        .iter()
        .copied()
        .skip_while(u8::is_ascii_whitespace)
        .take(5)
        .map(|b| b.to_ascii_lowercase())
        .collect();
    if start.starts_with(b"<!doc") || start.starts_with(b"<html") || start.starts_with(b"<?xml") {
        return not_a_table("ウェブページ（HTML・XML）");
    }
    // Text in UTF-8 or cp932 holds no NUL; UTF-16 holds one beside every ASCII character.
    let nul_at = |odd: usize| {
        head.iter()
            .enumerate()
            .filter(|(place, byte)| place % 2 == odd && **byte == 0)
            .count()
    };
    match (nul_at(0), nul_at(1)) {
        (0, 0) => Ok(Opening::Undecided),
        (even, odd) if odd > 4 * even => Ok(Opening::Known(UTF_16LE)),
        (even, odd) if even > 4 * odd => Ok(Opening::Known(UTF_16BE)),
        _ => not_a_table("文字以外のデータ"),
    }
}

/// Decodes everything under three suspicions at once and counts what does not fit.
pub(super) struct Trial {
    utf8: Suspicion,
    cp932: Suspicion,
    euc: Suspicion,
    beyond_ascii: u64,
}

impl Trial {
    pub(super) fn new() -> Self {
        Self {
            utf8: Suspicion::new(UTF_8),
            cp932: Suspicion::new(SHIFT_JIS),
            euc: Suspicion::new(EUC_JP),
            beyond_ascii: 0,
        }
    }

    /// Takes the next bytes.
    pub(super) fn feed(&mut self, bytes: &[u8]) {
        self.beyond_ascii += bytes.iter().filter(|byte| !byte.is_ascii()).count() as u64;
        self.decode(Piece::Next(bytes));
    }

    fn decode(&mut self, piece: Piece<'_>) {
        for suspicion in [&mut self.utf8, &mut self.cp932, &mut self.euc] {
            suspicion.decode(piece);
        }
    }

    /// The encoding that fits, once all bytes were fed. UTF-8 comes first: its bytes often pass as
    /// cp932 too, as garbage.
    ///
    /// # Errors
    /// None fits well enough to be trusted.
    pub(super) fn verdict(mut self) -> Result<&'static Encoding, InputFault> {
        // A letter that is cut off by the end is malformed as well.
        self.decode(Piece::End);
        let nearly = |suspicion: &Suspicion| {
            let bad = suspicion.malformed;
            bad == 0 || bad * 1_000 <= self.beyond_ascii || (bad == 1 && self.beyond_ascii >= 90)
        };
        if nearly(&self.utf8) {
            return Ok(UTF_8);
        }
        // EUC-JP passes as cp932 in the shape of half-width kana; nobody writes mostly those.
        let looks_euc =
            self.euc.malformed == 0 && self.cp932.half_width_kana * 3 > self.beyond_ascii;
        if nearly(&self.cp932) && !looks_euc {
            return Ok(SHIFT_JIS);
        }
        Err(InputFault::UnknownEncoding)
    }
}

/// A part of a stream.
#[derive(Clone, Copy)]
enum Piece<'b> {
    Next(&'b [u8]),
    End,
}

struct Suspicion {
    decoder: encoding_rs::Decoder,
    out: Vec<u8>,
    malformed: u64,
    half_width_kana: u64,
}

impl Suspicion {
    fn new(encoding: &'static Encoding) -> Self {
        Self {
            decoder: encoding.new_decoder_without_bom_handling(),
            out: vec![0; 16 * 1024],
            malformed: 0,
            half_width_kana: 0,
        }
    }

    fn decode(&mut self, piece: Piece<'_>) {
        let (mut bytes, last) = match piece {
            Piece::Next(bytes) => (bytes, false),
            Piece::End => (b"".as_slice(), true),
        };
        loop {
            let (result, read, written) =
                self.decoder
                    .decode_to_utf8_without_replacement(bytes, &mut self.out, last);
            bytes = bytes.get(read..).unwrap_or_default();
            // U+FF61 to U+FF9F are EF BD A1 to EF BE 9F.
            self.half_width_kana += self.out[..written]
                .windows(2)
                .filter(|pair| pair[0] == 0xEF && (pair[1] == 0xBD || pair[1] == 0xBE))
                .count() as u64;
            match result {
                DecoderResult::InputEmpty => return,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => self.malformed += 1,
            }
        }
    }
}

/// A stream of UTF-8 made from a stream in some encoding, in constant memory. The byte order mark
/// is dropped; what cannot be decoded becomes U+FFFD, which is reported cell by cell.
pub(super) struct Decoded<R> {
    inner: R,
    decoder: encoding_rs::Decoder,
    raw: Vec<u8>,
    raw_from: usize,
    raw_to: usize,
    text: Vec<u8>,
    text_from: usize,
    text_to: usize,
    raw_ended: bool,
    finished: bool,
}

impl<R: Read> Decoded<R> {
    pub(super) fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; 32 * 1024],
            raw_from: 0,
            raw_to: 0,
            text: vec![0; 64 * 1024],
            text_from: 0,
            text_to: 0,
            raw_ended: false,
            finished: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        if self.raw_from == self.raw_to && !self.raw_ended {
            self.raw_from = 0;
            self.raw_to = self.inner.read(&mut self.raw)?;
            self.raw_ended = self.raw_to == 0;
        }
        let (result, read, written, _) = self.decoder.decode_to_utf8(
            &self.raw[self.raw_from..self.raw_to],
            &mut self.text,
            self.raw_ended,
        );
        self.raw_from += read;
        self.text_from = 0;
        self.text_to = written;
        self.finished = self.raw_ended && result == CoderResult::InputEmpty;
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.text_from == self.text_to {
            if self.finished {
                return Ok(0);
            }
            self.refill()?;
        }
        let length = buffer.len().min(self.text_to - self.text_from);
        buffer[..length].copy_from_slice(&self.text[self.text_from..self.text_from + length]);
        self.text_from += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bytes: &[u8]) -> Result<&'static str, &'static str> {
        let decided = match opening(bytes) {
            Ok(Opening::Known(encoding)) => Ok(encoding),
            Ok(Opening::Undecided) => {
                let mut trial = Trial::new();
                trial.feed(bytes);
                trial.verdict()
            }
            Err(fault) => Err(fault),
        };
        decided.map(Encoding::name).map_err(|fault| fault.code())
    }

    #[test]
    fn the_bytes_tell_the_encoding() {
        let text = "名称,種類\nひなた相談室,相談支援\n";
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let with_utf8_mark = [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
        let with_mark = [b"\xFF\xFE".as_slice(), utf16.as_slice()].concat();
        let (cp932, _, _) = SHIFT_JIS.encode(text);
        let (euc, _, _) = EUC_JP.encode("あいうえおかきくけこさしすせそ\n");
        for (bytes, expected) in [
            (text.as_bytes(), Ok("UTF-8")),
            (&with_utf8_mark[..], Ok("UTF-8")),
            (&utf16[..], Ok("UTF-16LE")),
            (&with_mark[..], Ok("UTF-16LE")),
            (&cp932[..], Ok("Shift_JIS")),
            (&euc[..], Err("UNKNOWN_ENCODING")),
            (b"%PDF-1.7".as_slice(), Err("NOT_A_TABLE")),
            (b"\n<!DOCTYPE html>".as_slice(), Err("NOT_A_TABLE")),
            (b"\x00\x01\x00\x02\x03\x00".as_slice(), Err("NOT_A_TABLE")),
        ] {
            assert_eq!(told(bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn a_stream_decodes_across_the_seams_of_its_reads() -> io::Result<()> {
        /// Hands out three bytes at a time.
        struct Drip<'a>(&'a [u8]);
        impl Read for Drip<'_> {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                let length = self.0.len().min(3).min(buffer.len());
                let (now, later) = self.0.split_at(length);
                buffer[..length].copy_from_slice(now);
                self.0 = later;
                Ok(length)
            }
        }
        let text = "高槻市の就労移行支援".repeat(40);
        let (cp932, _, _) = SHIFT_JIS.encode(&text);
        let mut decoded = String::new();
        Decoded::new(Drip(&cp932), SHIFT_JIS).read_to_string(&mut decoded)?;
        assert_eq!(decoded, text);
        Ok(())
    }
}
