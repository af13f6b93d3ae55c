//! Fetching an edition from an https address: from its publisher, and from nowhere else.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use renkei_delivery::fetch::{FetchFault, OutboundSettings, fetch_to_file};
use renkei_delivery::guard::Allowed;
use renkei_exchange::input::{Input, Limits};
use renkei_tests::published::{Row, marked, table};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::server::TlsStream;

use crate::binary::{installation, run};

const LIMIT: u64 = 100_000;

/// A server on this machine, under a certificate of its own.
pub(crate) struct SecureServer {
    pub(crate) port: u16,
    folder: TempDir,
    ca_file: PathBuf,
    connections: Arc<AtomicUsize>,
}

impl SecureServer {
    /// Starts one that answers each connection in its own way.
    pub(crate) async fn start<A, F>(answer: A) -> Self
    where
        A: Fn(TlsStream<TcpStream>) -> F + Send + Sync + 'static,
        F: Future<Output = std::io::Result<()>> + Send + 'static,
    {
        let folder = tempfile::tempdir().expect("a folder");
        let certified = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()])
            .expect("a certificate");
        let ca_file = folder.path().join("ca.pem");
        std::fs::write(&ca_file, certified.cert.pem()).expect("a file");
        let key = PrivatePkcs8KeyDer::from(certified.signing_key.serialize_der());
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("TLS versions")
            .with_no_client_auth()
            .with_single_cert(
                vec![certified.cert.der().clone()],
                PrivateKeyDer::Pkcs8(key),
            )
            .expect("a certificate with its key");
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let connections = Arc::new(AtomicUsize::new(0));
        let (counted, answer) = (Arc::clone(&connections), Arc::new(answer));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                let (acceptor, answer) = (acceptor.clone(), Arc::clone(&answer));
                tokio::spawn(async move {
                    if let Ok(stream) = acceptor.accept(stream).await {
                        // Whoever was called may hang up at any time.
                        drop(answer(stream).await);
                    }
                });
            }
        });
        Self {
            port,
            folder,
            ca_file,
            connections,
        }
    }

    /// The settings of an operator who trusts the certificate and allows these hosts.
    pub(crate) fn settings(&self, allowed: &[&str]) -> OutboundSettings {
        OutboundSettings {
            ca_file: Some(self.ca_file.clone()),
            allowed: Allowed::new(allowed.iter().map(|host| (*host).to_owned())),
        }
    }

    /// How often somebody called.
    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

/// A publisher's server.
pub(crate) struct Publisher {
    pub(crate) port: u16,
    server: SecureServer,
    asked_for: Arc<Mutex<Vec<String>>>,
}

impl Publisher {
    pub(crate) async fn start() -> Self {
        let asked_for = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&asked_for);
        let server = SecureServer::start(move |stream| {
            let noted = Arc::clone(&noted);
            async move { answer(stream, &noted).await }
        });
        let server = server.await;
        Self {
            port: server.port,
            server,
            asked_for,
        }
    }

    /// The settings of an operator who trusts the certificate and allows these hosts.
    pub(crate) fn settings(&self, allowed: &[&str]) -> OutboundSettings {
        self.server.settings(allowed)
    }

    async fn fetch(&self, address: &str, settings: &OutboundSettings) -> Result<(), FetchFault> {
        fetch_to_file(address, &self.fetched(), LIMIT, settings, &|_, _| {}).await
    }

    fn fetched(&self) -> PathBuf {
        self.server.folder.path().join("fetched")
    }

    pub(crate) fn asked_for(&self) -> Vec<String> {
        let asked_for = self.asked_for.lock();
        asked_for.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn edition() -> Vec<u8> {
    marked(&table(&[Row::nth(1)]))
}

/// What lies where calendars lie: a meeting on an afternoon and one every morning, a rule that never ends, and what is no
/// calendar.
fn calendar_of(path: &str) -> Vec<u8> {
    let event = |uid: &str, rest: &str| {
        format!(
            "BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:himitsu-no-yotei\r\n{rest}END:VEVENT\r\n"
        )
    };
    let events = match path {
        "/broken.ics" => return b"<html>himitsu-no-yotei</html>".to_vec(),
        "/bomb.ics" => (0..400)
            .map(|nth| {
                let rule = "DTSTART:19700101T000000Z\r\nDURATION:PT1M\r\nRRULE:FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9\r\n";
                event(&nth.to_string(), rule)
            })
            .collect(),
        "/free.ics" => String::new(),
        _ => event(
            "afternoon",
            "DTSTART;TZID=Asia/Tokyo:20261204T160000\r\nDTEND;TZID=Asia/Tokyo:20261204T170000\r\n",
        ),
    };
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//JA\r\n{events}END:VCALENDAR\r\n")
        .into_bytes()
}

async fn answer(
    mut stream: TlsStream<TcpStream>,
    noted: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        request.push(stream.read_u8().await?);
    }
    let request = String::from_utf8_lossy(&request);
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    noted
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(path.clone());
    let body = edition();
    let page = path.split('?').next().unwrap_or_default();
    let (status, header, body) = match page {
        "/edition.csv" => ("200 OK", format!("Content-Length: {}", body.len()), body),
        "/announced.csv" => ("200 OK", format!("Content-Length: {}", LIMIT + 1), body),
        // No length is announced: only counting tells.
        "/endless.csv" => ("200 OK", String::new(), vec![b'0'; 2 * LIMIT as usize]),
        "/moved.csv" => ("302 Found", "Location: /edition.csv".to_owned(), Vec::new()),
        "/moved.ics" => (
            "301 Moved Permanently",
            "Location: /busy.ics".to_owned(),
            Vec::new(),
        ),
        "/round.ics" => ("302 Found", "Location: /round.ics".to_owned(), Vec::new()),
        "/inside.ics" => (
            "302 Found",
            "Location: https://10.0.0.1/busy.ics".to_owned(),
            Vec::new(),
        ),
        "/open.ics" => (
            "302 Found",
            "Location: http://localhost/busy.ics".to_owned(),
            Vec::new(),
        ),
        calendar if calendar.ends_with(".ics") => {
            let body = calendar_of(calendar);
            ("200 OK", format!("Content-Length: {}", body.len()), body)
        }
        _ => ("404 Not Found", "Content-Length: 0".to_owned(), Vec::new()),
    };
    let header = if header.is_empty() {
        header
    } else {
        format!("{header}\r\n")
    };
    let head = format!("HTTP/1.1 {status}\r\n{header}Connection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(&body).await?;
    stream.shutdown().await
}

#[tokio::test]
async fn an_operator_fetches_an_edition_from_its_publisher() {
    let publisher = Publisher::start().await;
    let address = format!("https://localhost:{}/edition.csv", publisher.port);
    let told = AtomicU64::new(0);
    let file = publisher.fetched();
    fetch_to_file(
        &address,
        &file,
        LIMIT,
        &publisher.settings(&["localhost"]),
        &|bytes, of| {
            assert_eq!(of, Some(edition().len() as u64));
            told.store(bytes, Ordering::SeqCst);
        },
    )
    .await
    .expect("fetched");
    assert_eq!(std::fs::read(&file).expect("a file"), edition());
    assert_eq!(told.into_inner(), edition().len() as u64);
    assert!(Input::open(&file, &Limits::default()).is_ok(), "a table");
}

#[tokio::test]
async fn an_operator_imports_an_edition_by_its_address() {
    let publisher = Publisher::start().await;
    let address = format!(
        "https://localhost:{}/edition.csv?key=himitsu-no-kagi/1#top",
        publisher.port
    );
    let settings = format!(
        "[outbound]\nca_file = '{}'\nallow = ['localhost']\n",
        publisher.server.ca_file.display()
    );
    // The publisher answers meanwhile.
    let imported = tokio::task::spawn_blocking(move || {
        let folder = installation();
        let before = run(&folder, &["import", "wamnet", &address]);
        std::fs::write(folder.path().join("renkei.toml"), settings).expect("a file");
        let words = [
            "import",
            "wamnet",
            address.as_str(),
            "--report",
            "report.json",
        ];
        let ended = run(&folder, &words);
        let report = std::fs::read_to_string(folder.path().join("report.json"));
        (before, ended, report.expect("a report"))
    });
    let (before, ended, report) = imported.await.expect("two commands");
    assert_eq!(before.refused(), (Some(1), "FETCH_FORBIDDEN"));
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let last = ended.said.last().expect("numbers");
    assert_eq!(last["rows_read"], 1, "{ended:?}");
    assert_eq!(last["created"], 1, "{ended:?}");
    let fetched = ended.said.iter().find(|line| line["step"] == "fetching");
    let fetched = fetched.expect("a program is told how much has come");
    assert_eq!(fetched["event"], "progress", "{fetched}");
    assert_eq!(fetched["of"], edition().len(), "{fetched}");
    assert!(
        fetched["done"].as_u64().is_some_and(|bytes| bytes > 0),
        "{fetched}"
    );
    assert_eq!(
        publisher.asked_for(),
        ["/edition.csv?key=himitsu-no-kagi/1"]
    );
    // Everybody reads the name of an edition; what follows the path may be a key to it.
    let report: serde_json::Value = serde_json::from_str(&report).expect("a report");
    assert_eq!(report["files"][0]["edition"], "edition.csv");
}

#[tokio::test]
async fn an_operator_is_told_what_the_publisher_answered_instead() {
    let publisher = Publisher::start().await;
    let settings = publisher.settings(&["localhost"]);
    let cases = [
        ("/moved.csv", "FETCH_STATUS", "302"),
        ("/missing.csv", "FETCH_STATUS", "404"),
        ("/announced.csv", "FETCH_TOO_LARGE", "大きすぎます"),
        ("/endless.csv", "FETCH_TOO_LARGE", "大きすぎます"),
    ];
    for (path, code, message) in cases {
        let address = format!("https://localhost:{}{path}", publisher.port);
        let fault = publisher.fetch(&address, &settings).await.expect_err(path);
        assert_eq!(fault.code(), code, "{path}");
        assert!(
            fault.message_ja().contains(message),
            "{path}: {}",
            fault.message_ja()
        );
    }
    // A redirect could lead past the guard, so nobody followed it.
    assert_eq!(publisher.asked_for(), cases.map(|(path, _, _)| path));
}

#[tokio::test]
async fn asvs_1_3_6_an_operator_is_refused_addresses_that_lead_inside_and_nobody_is_called() {
    let publisher = Publisher::start().await;
    let port = publisher.port;
    let settings = publisher.settings(&[]);
    for (address, code) in [
        (
            format!("http://localhost:{port}/edition.csv"),
            "FETCH_ADDRESS",
        ),
        (
            format!("https://me:secret@localhost:{port}/"),
            "FETCH_ADDRESS",
        ),
        ("file:///etc/passwd".to_owned(), "FETCH_ADDRESS"),
        ("edition.csv".to_owned(), "FETCH_ADDRESS"),
        (
            format!("https://127.0.0.1:{port}/edition.csv"),
            "FETCH_FORBIDDEN",
        ),
        (
            format!("https://2130706433:{port}/edition.csv"),
            "FETCH_FORBIDDEN",
        ),
        (
            format!("https://[::1]:{port}/edition.csv"),
            "FETCH_FORBIDDEN",
        ),
        (
            format!("https://[::ffff:127.0.0.1]:{port}/"),
            "FETCH_FORBIDDEN",
        ),
        (
            "https://169.254.169.254/latest/".to_owned(),
            "FETCH_FORBIDDEN",
        ),
        // A name is looked up only while connecting; the guard leaves no address of it.
        (
            format!("https://localhost:{port}/edition.csv"),
            "FETCH_FORBIDDEN",
        ),
    ] {
        let fault = publisher
            .fetch(&address, &settings)
            .await
            .expect_err(&address);
        assert_eq!(fault.code(), code, "{address}");
        assert!(fault.message_ja().ends_with('。'), "{address}");
        assert!(!publisher.fetched().exists(), "{address}");
    }
    assert_eq!(publisher.server.connections(), 0);
}

#[tokio::test]
async fn an_operator_is_refused_a_server_that_nobody_vouches_for() {
    let (publisher, impostor) = (Publisher::start().await, Publisher::start().await);
    let settings = publisher.settings(&["localhost"]);
    let address = format!("https://localhost:{}/edition.csv", impostor.port);
    let fault = publisher
        .fetch(&address, &settings)
        .await
        .expect_err("a stranger");
    assert_eq!(fault.code(), "FETCH_CONNECTION");
    assert!(impostor.asked_for().is_empty(), "nothing was asked of it");
}
