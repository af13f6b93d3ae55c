//! How what goes to a PostgreSQL is protected on its way. Names, addresses and words of people travel there;
//! the driver goes on in the open where nobody says otherwise, so that somebody has to.

use std::net::IpAddr;

use renkei_app::Place;

use crate::voice;

/// The environment in which the driver looks for the word on encryption that an address does not give.
const MODE: &str = "PGSSLMODE";

/// Where it looks for the server that an address does not name, in that order.
const HOSTS: [&str; 2] = ["PGHOSTADDR", "PGHOST"];

/// What the environment says where an address does not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Environment<'e> {
    /// The server.
    pub host: Option<&'e str>,
    /// How far the line is protected.
    pub mode: Option<&'e str>,
}

/// How far a line is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protection {
    /// It does not leave this machine.
    Here,
    /// Encrypted, to the server that the address names and no other (`verify-full`).
    Verified,
    /// Encrypted, to whoever answers (`require`, `verify-ca`).
    Unverified,
    /// In the open, or as soon as the server says so (`prefer`, which is also what nothing said means).
    Open,
}

/// How the line to a PostgreSQL is protected: by its address, or by what the environment says.
#[must_use]
pub fn protection(url: &str, said: Environment<'_>) -> Protection {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (authority, query) = match rest.split_once('?') {
        Some((before, query)) => (before, query),
        None => (rest, ""),
    };
    let authority = authority.split('/').next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let (mut host, mut mode) = (without_port(host), said.mode);
    for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        match name {
            "host" | "hostaddr" => host = value,
            "sslmode" | "ssl-mode" => mode = Some(value),
            _ => {}
        }
    }
    if host.is_empty() {
        host = said.host.unwrap_or_default();
    }
    if is_here(host) {
        return Protection::Here;
    }
    match mode.map(str::to_ascii_lowercase).as_deref() {
        Some("verify-full") => Protection::Verified,
        Some("require" | "verify-ca") => Protection::Unverified,
        _ => Protection::Open,
    }
}

fn without_port(host: &str) -> &str {
    match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, _)) => address,
        None => host.split(':').next().unwrap_or_default(),
    }
}

/// A socket of this machine, its own name, or an address that leads back.
fn is_here(host: &str) -> bool {
    let is_socket =
        host.is_empty() || host.starts_with('/') || host.to_ascii_lowercase().starts_with("%2f");
    let address = host.parse::<IpAddr>().ok();
    is_socket
        || host.eq_ignore_ascii_case("localhost")
        || address.is_some_and(|address| address.to_canonical().is_loopback())
}

/// Warns whoever starts renkei over a line that others may read or answer on.
pub fn warn_of(place: &Place) {
    let Place::Postgres(url) = place else {
        return;
    };
    let said = |name: &str| std::env::var(name).ok();
    let (host, mode) = (HOSTS.into_iter().find_map(said), said(MODE));
    let said = Environment {
        host: host.as_deref(),
        mode: mode.as_deref(),
    };
    match protection(url, said) {
        Protection::Here | Protection::Verified => {}
        Protection::Unverified => voice::warn(
            "DATABASE_UNVERIFIED",
            "データベースまでの通信は暗号化されますが、相手のサーバーを確かめていません。設定 database の終わりに ?sslmode=verify-full を付けてください（自前の証明書は &sslrootcert=ファイル）。",
            "the line to the database is encrypted, but to whoever answers: sslmode is below verify-full",
        ),
        Protection::Open => voice::warn(
            "DATABASE_OPEN",
            "データベースまでの通信が暗号化されないことがあります。とちゅうのだれかが、名前や連絡先を読めます。設定 database の終わりに ?sslmode=verify-full を付けてください（自前の証明書は &sslrootcert=ファイル）。",
            "the line to the database may go unencrypted: sslmode is below require",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asvs_12_3_a_line_to_a_database_elsewhere_is_encrypted_or_warned_of() {
        use Protection::{Here, Open, Unverified, Verified};
        for (url, expected) in [
            ("postgres://renkei@db.example.jp/renkei", Open),
            (
                "postgres://renkei:a%40b@db.example.jp:5432/renkei?sslmode=prefer",
                Open,
            ),
            (
                "postgres://renkei@db.example.jp/renkei?sslmode=disable",
                Open,
            ),
            ("postgres://renkei@db.example.jp?sslmode=allow", Open),
            ("postgres://renkei@10.0.0.7/renkei?application_name=a", Open),
            ("postgres://renkei@0.0.0.0/renkei", Open),
            ("postgres://renkei@[2001:db8::7]:5432/renkei", Open),
            (
                "postgres://renkei@localhost/renkei?host=db.example.jp",
                Open,
            ),
            ("postgres://renkei@localhost.example.jp/renkei", Open),
            (
                "postgres://renkei@db.example.jp/renkei?sslmode=require",
                Unverified,
            ),
            (
                "postgres://renkei@db.example.jp/renkei?a=b&ssl-mode=verify-ca",
                Unverified,
            ),
            (
                "postgres://renkei@db.example.jp/renkei?sslmode=verify-full&sslrootcert=ca.pem",
                Verified,
            ),
            (
                "postgresql://renkei@db.example.jp/renkei?sslmode=VERIFY-FULL",
                Verified,
            ),
            ("postgres://postgres@127.0.0.1:5433/postgres", Here),
            ("postgres://postgres@[::1]/postgres", Here),
            ("postgres://postgres@LOCALHOST/postgres", Here),
            (
                "postgres://postgres@%2Fvar%2Frun%2Fpostgresql/postgres",
                Here,
            ),
            ("postgres:///renkei?host=/var/run/postgresql", Here),
        ] {
            assert_eq!(protection(url, Environment::default()), expected, "{url}");
        }
    }

    #[test]
    fn asvs_12_3_an_address_says_it_before_the_environment_does() {
        let elsewhere = "postgres://renkei@db.example.jp/renkei";
        let verified = Environment {
            mode: Some("verify-full"),
            ..Environment::default()
        };
        assert_eq!(protection(elsewhere, verified), Protection::Verified);
        let said = format!("{elsewhere}?sslmode=disable");
        assert_eq!(protection(&said, verified), Protection::Open);
    }

    #[test]
    fn asvs_12_3_an_address_without_a_server_goes_where_the_environment_says() {
        let by = |host| Environment {
            host: Some(host),
            ..Environment::default()
        };
        let nameless = "postgres:///renkei";
        let nothing = Environment::default();
        assert_eq!(protection(nameless, nothing), Protection::Here);
        assert_eq!(protection(nameless, by("10.0.0.7")), Protection::Open);
        assert_eq!(protection(nameless, by("/run/pg")), Protection::Here);
        let named = "postgres://renkei@localhost/renkei";
        assert_eq!(protection(named, by("10.0.0.7")), Protection::Here);
    }
}
