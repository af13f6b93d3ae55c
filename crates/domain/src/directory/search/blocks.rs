//! Numbers of blocks and houses, which are written in several ways: 1丁目13番11号, 一丁目13番地の11, 1-13-11.
//!
//! Behind a number the signs 丁目, 丁 (as in 堺市), 番地, 番 and 号 say no more than a hyphen, and so they
//! count as little. Kanji are a number directly before 丁目 alone: 第二 and 八丁堀 stay as they are.

use std::borrow::Cow;

/// Signs that may stand behind a number; of two that fit the longer one stands first.
const SIGNS: [&str; 5] = ["丁目", "丁", "番地", "番", "号"];

/// A piece of a folded text.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'t> {
    /// A number in digits.
    Number(Cow<'t, str>),
    /// A sign directly behind a number.
    Sign(&'t str),
    /// The の between a sign and the next number.
    Link,
    /// Anything else that holds a letter.
    Other(&'t str),
}

/// How many digits of numbers without a name before them say too little to be looked for anywhere.
const FEW_DIGITS: usize = 3;

/// A folded text without the signs behind its numbers. A lone number keeps its sign, and so do numbers of
/// few digits that stand alone, since without them 「3丁目」 would be found wherever there is a 3, 「9番3号」
/// wherever there is a 93: they are looked for in the [`runs`].
pub(super) fn without_signs(folded: &str) -> Cow<'_, str> {
    if !has_signs(folded) {
        return Cow::Borrowed(folded);
    }
    let pieces = pieces(folded);
    let keeps_signs = says_little(&pieces);
    let mut left = String::with_capacity(folded.len());
    for piece in &pieces {
        match piece {
            Piece::Number(number) => left.push_str(number),
            Piece::Other(text) => left.push_str(text),
            Piece::Sign(sign) if keeps_signs => left.push_str(sign),
            Piece::Sign(_) | Piece::Link => {}
        }
    }
    Cow::Owned(left)
}

/// Whether there is a lone number, or numbers of few digits with nothing else.
fn says_little(pieces: &[Piece<'_>]) -> bool {
    if let [Piece::Number(_), Piece::Sign(_)] = pieces {
        return true;
    }
    let mut digits = 0;
    for piece in pieces {
        match piece {
            Piece::Number(number) => digits += number.len(),
            Piece::Sign(_) | Piece::Link => {}
            Piece::Other(_) => return false,
        }
    }
    digits <= FEW_DIGITS
}

/// The numbers of a folded text that follow each other, with their signs: 「1丁目13番11号」 of a whole
/// address. Numbers without any sign are left out.
pub(super) fn runs(folded: &str) -> Vec<String> {
    let mut runs = Vec::new();
    if !has_signs(folded) {
        return runs;
    }
    let (mut run, mut is_signed) = (String::new(), false);
    for piece in pieces(folded).into_iter().chain([Piece::Other("")]) {
        match piece {
            Piece::Number(number) => run.push_str(&number),
            Piece::Sign(sign) => {
                run.push_str(sign);
                is_signed = true;
            }
            Piece::Link => {}
            Piece::Other(_) => {
                let ended = std::mem::take(&mut run);
                runs.extend(Some(ended).filter(|_| is_signed));
                is_signed = false;
            }
        }
    }
    runs
}

/// A folded text up to the last 丁目 behind kanji that are a number, as it is written.
pub(super) fn with_kanji(folded: &str) -> Option<&str> {
    let is_turned = |(at, _): &(usize, &str)| {
        let (before, _) = folded.split_at(*at);
        let other = before.trim_end_matches(|c: char| kanji_digit(c).is_some());
        let (_, kanji) = before.split_at(other.len());
        number_of(kanji).is_some()
    };
    let (at, sign) = folded.rmatch_indices("丁目").find(is_turned)?;
    let (written, _) = folded.split_at(at + sign.len());
    Some(written)
}

fn has_signs(folded: &str) -> bool {
    folded.contains(['丁', '番', '号'])
}

/// Reads a folded text; what holds neither letter nor digit, such as a hyphen, is left out.
fn pieces(folded: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = folded;
    while let Some(first) = rest.chars().next() {
        let (begun, behind) = if first.is_ascii_digit() {
            let (digits, behind) = split_while(rest, |c| c.is_ascii_digit());
            (Some(Cow::Borrowed(digits)), behind)
        } else if kanji_digit(first).is_some() {
            let (kanji, behind) = split_while(rest, |c| kanji_digit(c).is_some());
            let number = behind.starts_with("丁目").then(|| number_of(kanji));
            (number.flatten().map(Cow::Owned), behind)
        } else {
            let (_, behind) = rest.split_at(first.len_utf8());
            (None, behind)
        };
        let (read, _) = rest.split_at(rest.len() - behind.len());
        rest = behind;
        match begun {
            Some(number) => {
                pieces.push(Piece::Number(number));
                rest = push_sign(&mut pieces, rest);
            }
            None if read.chars().any(char::is_alphanumeric) => pieces.push(Piece::Other(read)),
            None => {}
        }
    }
    pieces
}

/// Reads the sign behind a number, and の before the next one; what follows is left.
fn push_sign<'t>(pieces: &mut Vec<Piece<'t>>, behind: &'t str) -> &'t str {
    // 番号 is a word of its own.
    let sign = SIGNS.into_iter().find(|sign| behind.starts_with(sign));
    let Some(sign) = sign.filter(|_| !behind.starts_with("番号")) else {
        return behind;
    };
    let (sign, behind) = behind.split_at(sign.len());
    pieces.push(Piece::Sign(sign));
    match behind.strip_prefix('の') {
        Some(next) if next.starts_with(|c: char| c.is_ascii_digit()) => {
            pieces.push(Piece::Link);
            next
        }
        _ => behind,
    }
}

fn split_while(text: &str, belongs: impl Fn(char) -> bool) -> (&str, &str) {
    let end = text.find(|c| !belongs(c)).unwrap_or(text.len());
    text.split_at(end)
}

/// The value of a digit that is written as a kanji; 十 is ten.
fn kanji_digit(c: char) -> Option<u32> {
    let place = "〇一二三四五六七八九十"
        .chars()
        .position(|digit| digit == c)?;
    u32::try_from(place).ok()
}

/// A number below a hundred in kanji, as 二十三, or digit by digit, as 二三.
pub(in crate::directory) fn number_of(kanji: &str) -> Option<String> {
    let digits: Vec<u32> = kanji.chars().filter_map(kanji_digit).collect();
    let number = match digits.as_slice() {
        [10] => 10,
        [10, ones @ 1..=9] => 10 + ones,
        [tens @ 1..=9, 10] => 10 * tens,
        [tens @ 1..=9, 10, ones @ 1..=9] => 10 * tens + ones,
        [ones] => *ones,
        [tens @ 1..=9, ones @ 0..=9] => 10 * tens + ones,
        _ => return None,
    };
    Some(number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_behind_numbers_count_as_hyphens_do() {
        for (written, left) in [
            ("江坂町1丁目13番11号", "江坂町11311"),
            ("江坂町一丁目13番11号", "江坂町11311"),
            ("江坂町1丁目-13番-11", "江坂町11311"),
            ("京口町9番3号関西産業びる", "京口町93関西産業びる"),
            ("上中条1丁目3番22号の8", "上中条13228"),
            ("捨喰5番地の1", "捨喰51"),
            ("市之町東6丁2-16", "市之町東6216"),
            ("北十二条西二十三丁目", "北十二条西23"),
            ("本町十丁目1", "本町101"),
            ("本町十一丁目", "本町11"),
            ("本町二十丁目", "本町20"),
            ("南一条西3丁目", "南一条西3"),
            ("3丁目ほーむ", "3ほーむ"),
            // Names that hold such kanji.
            ("第二作業所", "第二作業所"),
            ("八丁堀", "八丁堀"),
            ("六番町", "六番町"),
            ("丁目", "丁目"),
            ("受付3番号", "受付3番号"),
            ("十十丁目", "十十丁目"),
        ] {
            assert_eq!(without_signs(written), left, "{written}");
        }
    }

    #[test]
    fn few_digits_alone_keep_their_signs_and_are_found_in_the_run_of_an_address() {
        for (typed, kept) in [
            ("3丁目", "3丁目"),
            ("三丁目", "3丁目"),
            ("9番", "9番"),
            ("9番地", "9番地"),
            ("101号", "101号"),
            ("(3丁目)", "3丁目"),
            ("9番3号", "9番3号"),
            ("9番地の3", "9番地3"),
            ("一丁目-9", "1丁目9"),
        ] {
            assert_eq!(without_signs(typed), kept, "{typed}");
        }
        assert_eq!(without_signs("13番11号"), "1311", "says enough");
        assert_eq!(runs("島本町桜井三丁目4番2号"), ["3丁目4番2号"]);
        assert_eq!(runs("城北町1丁目6-19かんぷり2号館5階"), ["1丁目619", "2号"]);
        assert_eq!(runs("第2・4土 1-6-17"), [""; 0]);
        assert_eq!(runs("八丁堀12"), [""; 0]);
    }
}
