//! Values of parameters (RFC 5545 §3.2, RFC 6868).

use std::borrow::Cow;

/// What every reader gives back of a value. A quote cannot stand in one, and readers disagree about `\` and
/// `^`: these three, line ends and control characters are left out.
pub(crate) fn clean(value: &str) -> String {
    let kept: String = value
        .chars()
        .filter(|c| !matches!(c, '"' | '\\' | '^' | '\u{feff}' | '\u{2028}' | '\u{2029}'))
        .filter(|c| !c.is_control())
        .collect();
    kept.trim().to_owned()
}

/// The value as it is written: in quotes unless it is a plain word.
pub(crate) fn written(value: &str) -> String {
    let value = clean(value);
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || b"-/+_".contains(&byte);
    if !value.is_empty() && value.bytes().all(is_word) {
        value
    } else {
        format!("\"{value}\"")
    }
}

/// The value that was meant: `^n`, `^^` and `^'` are a line end, `^` and a quote (RFC 6868 §3.1); any other
/// `^` is itself.
pub(crate) fn read(value: &str) -> Cow<'_, str> {
    if !value.contains('^') {
        return Cow::Borrowed(value);
    }
    let mut text = String::with_capacity(value.len());
    let mut rest = value.chars().peekable();
    while let Some(c) = rest.next() {
        let meant = match (c, rest.peek()) {
            ('^', Some('n')) => '\n',
            ('^', Some('^')) => '^',
            ('^', Some('\'')) => '"',
            _ => {
                text.push(c);
                continue;
            }
        };
        rest.next();
        text.push(meant);
    }
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_quoted_unless_it_is_a_word() {
        for (value, expected) in [
            ("Asia/Tokyo", "Asia/Tokyo"),
            ("NEEDS-ACTION", "NEEDS-ACTION"),
            ("山田太郎", "\"山田太郎\""),
            ("Yamada, Taro", "\"Yamada, Taro\""),
            ("山田\"\\^\r\nX:", "\"山田X:\""),
            ("", "\"\""),
        ] {
            assert_eq!(written(value), expected);
        }
    }

    #[test]
    fn signs_of_rfc_6868_are_read() {
        assert_eq!(read("^'山田^'^nと^^と^x^"), "\"山田\"\nと^と^x^");
    }
}
