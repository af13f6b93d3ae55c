//! How a PostgreSQL is reached, said to its own tools as the store understood it.

use std::process::Command;

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What a URL tells of how to reach a PostgreSQL, in the words of its own library.
pub(super) struct Target {
    /// The URL without the password.
    url: String,
    password: Option<String>,
}

impl Target {
    /// Reads a URL as the store does, and says it as the tools do.
    pub(super) fn of(url: &str) -> Self {
        let (base, query) = url.split_once('?').unwrap_or((url, ""));
        let (base, mut password) = without_password(base);
        let (mut kept, mut options) = (Vec::new(), Vec::new());
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "password" => password = Some(value.into_owned()),
                // These are for the store's own connections.
                "statement-cache-capacity" | "application_name" => {}
                "ssl-mode" => kept.push(("sslmode".to_owned(), value)),
                "ssl-root-cert" | "ssl-ca" => kept.push(("sslrootcert".to_owned(), value)),
                "ssl-cert" => kept.push(("sslcert".to_owned(), value)),
                "ssl-key" => kept.push(("sslkey".to_owned(), value)),
                "options" => options.push(value.into_owned()),
                other => match other.strip_prefix("options[") {
                    Some(rest) => {
                        options.push(format!("-c {}={value}", rest.trim_end_matches(']')))
                    }
                    None => kept.push((other.to_owned(), value)),
                },
            }
        }
        if !options.is_empty() {
            kept.push(("options".to_owned(), options.join(" ").into()));
        }
        let mut url = base;
        for (place, (name, value)) in kept.iter().enumerate() {
            url.push(if place == 0 { '?' } else { '&' });
            url.push_str(name);
            url.push('=');
            url.extend(utf8_percent_encode(value, NON_ALPHANUMERIC));
        }
        Self { url, password }
    }

    /// A tool on this database; its words follow.
    pub(super) fn command(&self, tool: &'static str) -> Command {
        let mut command = Command::new(tool);
        command
            .arg("--no-password")
            .arg(format!("--dbname={}", self.url));
        if let Some(password) = &self.password {
            command.env("PGPASSWORD", password);
        }
        command
    }
}

/// A URL without the password before its host, and that password.
fn without_password(url: &str) -> (String, Option<String>) {
    let whole = || (url.to_owned(), None);
    let Some((scheme, rest)) = url.split_once("://") else {
        return whole();
    };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let Some((user, host)) = authority.rsplit_once('@') else {
        return whole();
    };
    let Some((user, password)) = user.split_once(':') else {
        return whole();
    };
    let password = percent_decode_str(password).decode_utf8_lossy();
    (
        format!("{scheme}://{user}@{host}{path}"),
        Some(password.into_owned()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(url: &str) -> (String, Option<String>) {
        let Target { url, password } = Target::of(url);
        (url, password)
    }

    #[test]
    fn a_password_is_in_no_word_that_others_see() {
        let kept = |url: &str| (url.to_owned(), None::<String>);
        for url in [
            "postgres://postgres@127.0.0.1:5432/renkei",
            "postgres:///renkei?host=%2Frun%2Fpostgresql",
            "postgres://db.example.jp",
        ] {
            assert_eq!(told(url), kept(url));
        }
        let (url, password) = told("postgres://renkei:a%40b+c:d@db.example.jp:5433/renkei");
        assert_eq!(url, "postgres://renkei@db.example.jp:5433/renkei");
        assert_eq!(password.as_deref(), Some("a@b+c:d"));
        let (url, password) = told("postgres://renkei@db/renkei?sslmode=require&password=x%26y");
        assert_eq!(url, "postgres://renkei@db/renkei?sslmode=require");
        assert_eq!(password.as_deref(), Some("x&y"));
    }

    #[test]
    fn words_of_the_store_are_said_as_the_tools_say_them() {
        let (url, _) = told(
            "postgres://db/renkei?ssl-mode=verify-full&ssl-ca=/etc/ca.pem&statement-cache-capacity=7\
             &options[search_path]=renkei&options=-c%20jit%3Doff",
        );
        assert_eq!(
            url,
            "postgres://db/renkei?sslmode=verify%2Dfull&sslrootcert=%2Fetc%2Fca%2Epem\
             &options=%2Dc%20search%5Fpath%3Drenkei%20%2Dc%20jit%3Doff"
        );
    }
}
