//! Mail and web addresses as the formats of JSON Schema take them. What a directory holds was typed by people.

use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::text::Line;

/// The mail address of an entry, where it is one by the book: some carriers gave out others for years.
pub(super) fn mail(facts: &ResourceFacts) -> Option<String> {
    let address = facts.letters_go_to()?;
    let is_plain = !address.local_on_the_wire().starts_with('"');
    is_plain.then(|| address.to_string())
}

/// A web address as a URI (RFC 3986): what stands behind its host is written in ASCII. One with a host in other letters
/// is left out.
pub(super) fn uri(line: Option<&Line>) -> Option<String> {
    let (scheme, rest) = line?.as_str().split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    if scheme != "http" && scheme != "https" {
        return None;
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
    let is_of_host = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let is_host = !host.is_empty() && host.bytes().all(is_of_host);
    if !is_host || !port.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut written = format!("{scheme}://{authority}");
    let bytes = tail.as_bytes();
    let mut has_fragment = false;
    for (place, byte) in bytes.iter().enumerate() {
        let stays = match byte {
            b'%' => {
                let two = bytes.get(place + 1..place + 3);
                two.is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit))
            }
            b'#' => !std::mem::replace(&mut has_fragment, true),
            byte => byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(byte),
        };
        if stays {
            written.push(char::from(*byte));
        } else {
            written.push_str(&format!("%{byte:02X}"));
        }
    }
    Some(written)
}

#[cfg(test)]
mod tests {
    use renkei_domain::directory::kind::ResourceKind;

    use super::*;

    fn line(text: &str) -> Line {
        Line::parse(text).expect("a line")
    }

    #[test]
    fn a_web_address_is_written_in_ascii_or_left_out() {
        for (typed, written) in [
            (
                "https://hinata.example/work?a=1#b",
                Some("https://hinata.example/work?a=1#b"),
            ),
            (
                "HTTP://hinata.example:8080",
                Some("http://hinata.example:8080"),
            ),
            (
                "https://hinata.example/案内",
                Some("https://hinata.example/%E6%A1%88%E5%86%85"),
            ),
            (
                "https://hinata.example/a b[1]#x#y",
                Some("https://hinata.example/a%20b%5B1%5D#x%23y"),
            ),
            (
                "https://hinata.example/100%",
                Some("https://hinata.example/100%25"),
            ),
            (
                "https://hinata.example/%E6%A1",
                Some("https://hinata.example/%E6%A1"),
            ),
            ("https://ひなた.example/", None),
            ("https://a@hinata.example/", None),
            ("https://hinata.example:x/", None),
            ("https:///", None),
            ("javascript:alert(1)", None),
            ("ftp://hinata.example/", None),
            ("なし", None),
        ] {
            assert_eq!(uri(Some(&line(typed))).as_deref(), written, "{typed}");
        }
        assert_eq!(uri(None), None);
    }

    #[test]
    fn a_mail_address_is_one_by_the_book_or_left_out() {
        for (typed, written) in [
            ("hinata@example.jp", Some("hinata@example.jp")),
            ("ab..cd.@keitai.example.jp", None),
            ("電話で", None),
        ] {
            let mut facts = ResourceFacts::named(ResourceKind::HelloWork, line("みほん"));
            facts.email = Some(line(typed));
            assert_eq!(mail(&facts).as_deref(), written, "{typed}");
        }
    }
}
