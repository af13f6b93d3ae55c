//! Text for people inside a value (RFC 5545 §3.3.11).

/// What no reader is trusted with, taken out: control characters but for line ends and tabs, separators of
/// lines that only some programs know, and white space at both ends. A colon at the very beginning becomes
/// a wide one, since some readers take it for the sign before the value.
pub(crate) fn clean(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' if rest.peek() == Some(&'\n') => {}
            '\r' | '\u{2028}' | '\u{2029}' => kept.push('\n'),
            '\n' | '\t' => kept.push(c),
            // JavaScript counts it as white space and trims it away.
            '\u{feff}' => {}
            _ if c.is_control() => {}
            _ => kept.push(c),
        }
    }
    let text = kept.trim();
    match text.strip_prefix(':') {
        Some(rest) => format!("：{rest}"),
        None => text.to_owned(),
    }
}

/// The text as it stands in a value.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '\n' => escaped.push_str("\\n"),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// The text that stands in a value. A backslash before any other sign is kept as it is.
pub(crate) fn unescape(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut rest = value.chars().peekable();
    while let Some(c) = rest.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        match rest.next_if(|next| matches!(next, '\\' | ';' | ',' | 'n' | 'N')) {
            Some('n' | 'N') => text.push('\n'),
            Some(sign) => text.push(sign),
            None => text.push('\\'),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_comes_back_from_its_value() {
        for text in [
            "ケース会議、№12；午後,2時",
            "a\\b;c,d\ne:\\n",
            "\\\\n",
            "𠮷野家　前\n\n👩‍👩‍👧",
        ] {
            assert_eq!(unescape(&escape(text)), text);
        }
        assert_eq!(escape("a\\b;c,d\ne:f"), "a\\\\b\\;c\\,d\\ne:f");
        assert_eq!(unescape("a\\Nb\\x\\"), "a\nb\\x\\");
    }

    #[test]
    fn nothing_rides_on_a_text() {
        for (written, clean_text) in [
            (
                "打ち合わせ\r\nATTENDEE:mailto:a@example.jp",
                "打ち合わせ\nATTENDEE:mailto:a@example.jp",
            ),
            ("　あ\u{0}\u{7}い\u{85} ", "あい"),
            ("一\u{2028}二\u{feff}", "一\n二"),
            ("::3階", "：:3階"),
        ] {
            assert_eq!(clean(written), clean_text);
        }
    }
}
