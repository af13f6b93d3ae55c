//! Mail addresses as calendars name people: `mailto:` with the signs that a URI keeps for itself in percent
//! form (RFC 6068 §2).

use renkei_domain::letters::address::MailAddress;

/// The URI of an address.
pub(crate) fn mailto(address: &MailAddress) -> String {
    let mut uri = "mailto:".to_owned();
    for byte in address.to_string().bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'*+=@".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

/// The address in a URI, or in a bare text where a program left the scheme out.
pub(crate) fn of_uri(uri: &str) -> Option<MailAddress> {
    let uri = uri.trim();
    let address = match uri.split_once(':') {
        Some((scheme, address)) if scheme.eq_ignore_ascii_case("mailto") => address,
        Some(_) => return None,
        None => uri,
    };
    let address = address.split('?').next().unwrap_or_default();
    MailAddress::parse(&decoded(address)?).ok()
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: u8| char::from(byte).to_digit(16);
            let value = digit(rest.next()?)? * 16 + digit(rest.next()?)?;
            bytes.push(u8::try_from(value).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_comes_back_from_its_uri() {
        for (written, uri) in [
            ("hinata@example.jp", "mailto:hinata@example.jp"),
            ("o'hara+2@example.jp", "mailto:o'hara+2@example.jp"),
            ("50%{x}?@example.jp", "mailto:50%25%7Bx%7D%3F@example.jp"),
            ("ab..cd.@example.jp", "mailto:ab..cd.@example.jp"),
        ] {
            let address = MailAddress::parse(written).expect("an address");
            assert_eq!(mailto(&address), uri);
            assert_eq!(of_uri(uri), Some(address.clone()));
            assert_eq!(of_uri(&uri.replace("mailto", "MAILTO")), Some(address));
        }
    }

    #[test]
    fn other_uris_are_no_addresses() {
        for uri in [
            "",
            "tel:+81726871234",
            "invalid:nomail",
            "mailto:",
            "mailto:%zz@example.jp",
        ] {
            assert_eq!(of_uri(uri), None, "{uri}");
        }
    }
}
