//! Encryption: a certificate from files, replaced while the process serves, and nobody served in plain
//! text over a network by mistake.

use std::net::SocketAddr;
use std::time::Duration;

use renkei_tests::patience::until;
use renkei_web::server::tls::{CertificateFault, CertificateFiles, Certificates, Reread};
use renkei_web::server::{self, ConnectionLimits, Entry};
use reqwest::{Certificate, Client, Response};
use tempfile::TempDir;
use tokio::io::AsyncReadExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use crate::binary::{Running, folder, renkei, run};
use crate::record::fine;

/// A certificate for `localhost` and its key, both as PEM.
struct Pair {
    certificate: String,
    key: String,
}

impl Pair {
    fn new() -> Self {
        let made = fine(rcgen::generate_simple_self_signed(vec![
            "localhost".to_owned(),
        ]));
        Self {
            certificate: made.cert.pem(),
            key: made.signing_key.serialize_pem(),
        }
    }
}

/// Puts a certificate and a key where the process looks for them, each whole.
fn put(folder: &TempDir, certificate: &str, key: &str) {
    for (name, text) in [("key.pem", key), ("cert.pem", certificate)] {
        let part = folder.path().join("part");
        fine(std::fs::write(&part, text));
        fine(std::fs::rename(&part, folder.path().join(name)));
    }
}

fn files(folder: &TempDir) -> CertificateFiles {
    CertificateFiles {
        certificate: folder.path().join("cert.pem"),
        key: folder.path().join("key.pem"),
    }
}

/// What a browser gets that trusts this certificate and no other.
async fn trusting(pair: &Pair, server: SocketAddr) -> Option<Response> {
    let trusted = fine(Certificate::from_pem(pair.certificate.as_bytes()));
    #[expect(
        clippy::disallowed_methods,
        reason = "a browser calls the test's own server"
    )]
    let client = Client::builder()
        .tls_certs_only([trusted])
        .resolve("localhost", server)
        .no_proxy()
        .build();
    let url = format!("https://localhost:{}/healthz", server.port());
    fine(client).get(url).send().await.ok()
}

fn settle(folder: &TempDir, settings: &str) {
    fine(std::fs::write(folder.path().join("renkei.toml"), settings));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_12_1_an_operator_renews_a_certificate_while_people_read() {
    let folder = folder();
    let (old, new) = (Pair::new(), Pair::new());
    put(&folder, &old.certificate, &old.key);
    settle(&folder, "public_url = \"https://localhost\"\n");
    let words = [
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--tls-cert",
        "cert.pem",
        "--tls-key",
        "key.pem",
    ];
    let mut command = renkei(&folder, &words);
    let log = folder.path().join("log");
    command.stderr(fine(std::fs::File::create(&log)));
    let running = Running::of(command);
    assert!(running.url().starts_with("https://"), "{}", running.url());
    let server: SocketAddr = fine(running.place().parse());

    let answer = trusting(&old, server).await;
    let answer = answer.unwrap_or_else(|| panic!("the certificate is not the one of the files"));
    assert_eq!(answer.status(), 200);
    let hsts = answer.headers().get("strict-transport-security");
    assert!(hsts.is_some(), "{:?}", answer.headers());
    assert!(trusting(&new, server).await.is_none());

    // The key of another certificate: the old pair stays, and the operator reads why.
    put(&folder, &new.certificate, &old.key);
    running.signal("HUP");
    until("the operator is told", async || {
        let told = fine(std::fs::read_to_string(&log));
        told.contains("CERTIFICATE_KEPT") && told.contains("前の証明書のまま")
    })
    .await;
    assert!(trusting(&old, server).await.is_some(), "the old one stays");

    put(&folder, &new.certificate, &new.key);
    running.signal("HUP");
    until("the new one is taken", async || {
        trusting(&new, server).await.is_some()
    })
    .await;
    assert!(trusting(&old, server).await.is_none());

    // Without a signal the files are noticed a few seconds later.
    put(&folder, &old.certificate, &old.key);
    until("the files are noticed", async || {
        trusting(&old, server).await.is_some()
    })
    .await;
    assert_eq!(running.end(), Some(0));
}

#[test]
fn a_pair_that_cannot_be_used_changes_nothing() {
    let folder = folder();
    let (old, new) = (Pair::new(), Pair::new());
    let missing = Certificates::read(files(&folder));
    assert!(matches!(missing, Err(CertificateFault::File { .. })));
    put(&folder, &old.certificate, &old.key);
    let certificates = fine(Certificates::read(files(&folder)));
    assert_eq!(fine(certificates.read_again()), Reread::Same);
    for (certificate, key) in [
        (new.certificate.as_str(), old.key.as_str()),
        ("", old.key.as_str()),
        ("-----BEGIN CERTIFICATE-----\n%\n", old.key.as_str()),
        (old.certificate.as_str(), ""),
        (old.certificate.as_str(), old.certificate.as_str()),
    ] {
        put(&folder, certificate, key);
        assert!(certificates.read_again().is_err(), "{certificate:?} {key}");
    }
    put(&folder, &old.certificate, &old.key);
    assert_eq!(fine(certificates.read_again()), Reread::Same);
    put(&folder, &new.certificate, &new.key);
    assert_eq!(fine(certificates.read_again()), Reread::Replaced);
    assert!(!format!("{certificates:?}").contains("PRIVATE"));
}

#[test]
fn an_operator_who_would_serve_in_the_open_by_mistake_is_stopped() {
    let folder = folder();
    let pair = Pair::new();
    put(&folder, &pair.certificate, &pair.key);
    let open = ["--listen", "0.0.0.0:0"];
    let half = ["--listen", "127.0.0.1:0", "--tls-cert", "cert.pem"];
    let whole = [
        "--listen",
        "127.0.0.1:0",
        "--tls-cert",
        "cert.pem",
        "--tls-key",
        "key.pem",
    ];
    let https = "public_url = \"https://localhost\"\n";
    let wrong =
        "public_url = \"https://localhost\"\n[tls]\ncert = \"key.pem\"\nkey = \"key.pem\"\n";
    let cases: [(&str, &[&str], &str); 5] = [
        ("", &open, "PLAIN_LISTENER"),
        (https, &open, "PLAIN_LISTENER"),
        (https, &half, "TLS_SETTINGS"),
        ("", &whole, "TLS_SETTINGS"),
        (wrong, &half[..2], "CERTIFICATE"),
    ];
    for (settings, flags, code) in cases {
        settle(&folder, settings);
        for command in ["serve", "demo"] {
            let words: Vec<&str> = [command].iter().chain(flags).copied().collect();
            let ended = run(&folder, &words);
            assert_eq!(ended.refused(), (Some(2), code), "{words:?}");
            assert!(ended.said.is_empty(), "{ended:?}");
        }
    }
    for name in ["data", "renkei-demo"] {
        assert!(!folder.path().join(name).exists(), "{name} was made");
    }

    // Who says that it is meant so, or names a proxy in front, is served.
    settle(&folder, "");
    let meant = Running::start(&folder, &["serve", "--listen", "0.0.0.0:0", "--plain"]);
    assert_eq!(meant.end(), Some(0));
    for settings in [
        "allow_plain = true\n",
        "trusted_proxies = [\"192.0.2.1\"]\n",
    ] {
        settle(&folder, settings);
        let meant = Running::start(&folder, &["serve", "--listen", "0.0.0.0:0"]);
        assert_eq!(meant.end(), Some(0), "{settings}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_visitor_who_dawdles_over_the_greeting_loses_the_connection() {
    let folder = folder();
    let pair = Pair::new();
    put(&folder, &pair.certificate, &pair.key);
    let certificates = fine(Certificates::read(files(&folder)));
    let listener = fine(TcpListener::bind(("127.0.0.1", 0)).await);
    let address = fine(listener.local_addr());
    let (end, asked) = oneshot::channel::<()>();
    let limits = ConnectionLimits {
        head: Duration::from_millis(300),
        ..ConnectionLimits::default()
    };
    let entry = Entry::encrypted(listener, certificates);
    let serving = tokio::spawn(server::serve(
        entry,
        axum::Router::new(),
        limits,
        async move {
            drop(asked.await);
        },
    ));
    let mut silent = fine(TcpStream::connect(address).await);
    let mut told = Vec::new();
    let closed = tokio::time::timeout(Duration::from_secs(20), silent.read_to_end(&mut told));
    fine(closed.await).unwrap_or_default();
    assert!(told.is_empty(), "{told:?}");

    // Who has not greeted yet holds nobody up who wants to end.
    let late = fine(TcpStream::connect(address).await);
    drop(end);
    let ended = tokio::time::timeout(Duration::from_secs(5), serving);
    fine(fine(ended.await));
    drop(late);
}
