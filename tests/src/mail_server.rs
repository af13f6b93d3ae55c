//! A mail server as a process of its own (`tests/smtp/server.py`), which takes letters or fails in one
//! chosen way, and what it took.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use renkei_delivery::letters::smtp::{MailSettings, Security};
use renkei_domain::letters::address::MailAddress;
use tempfile::TempDir;

const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/smtp/server.py");

/// A mail server; it ends with the test.
#[derive(Debug)]
pub struct MailServer {
    folder: TempDir,
    security: Security,
    port: u16,
    child: Option<Child>,
}

impl MailServer {
    /// A server that takes everything, without encryption.
    #[must_use]
    pub fn start() -> Self {
        Self::start_with(Security::Plain)
    }

    /// A server whose certificate, self-signed, is in [`Self::certificate`].
    #[must_use]
    pub fn start_with(security: Security) -> Self {
        let folder = tempfile::tempdir().unwrap_or_else(|fault| panic!("{fault}"));
        let mut server = Self {
            folder,
            security,
            port: 0,
            child: None,
        };
        if security != Security::Plain {
            let certified = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()])
                .unwrap_or_else(|fault| panic!("{fault}"));
            server.write("cert.pem", &certified.cert.pem());
            server.write("key.pem", &certified.signing_key.serialize_pem());
        }
        server.set("ok");
        server.start_again();
        server
    }

    /// From now on it behaves in another way; the words stand in `server.py`.
    pub fn set(&self, mode: &str) {
        // Put in place whole: a conversation may begin at this moment.
        self.write("mode.part", mode);
        let from = self.folder.path().join("mode.part");
        std::fs::rename(from, self.folder.path().join("mode"))
            .unwrap_or_else(|fault| panic!("{fault}"));
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text)
            .unwrap_or_else(|fault| panic!("{name}: {fault}"));
    }

    /// Ends the process: nobody listens any more.
    pub fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            drop(child.kill());
            drop(child.wait());
        }
    }

    /// Starts it, on the port it had before.
    pub fn start_again(&mut self) {
        let mut command = Command::new("python3");
        command
            .arg(PROGRAM)
            .arg(self.folder.path())
            .args(["--port", &self.port.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let way = match self.security {
            Security::Plain => None,
            Security::StartTls => Some("starttls"),
            Security::Tls => Some("wrapped"),
        };
        if let Some(way) = way {
            command
                .args(["--tls", way, "--cert"])
                .arg(self.certificate())
                .arg("--key")
                .arg(self.folder.path().join("key.pem"));
        }
        let mut child = command
            .spawn()
            .unwrap_or_else(|fault| panic!("python3: {fault}"));
        let mut line = String::new();
        if let Some(stdout) = child.stdout.take() {
            BufReader::new(stdout)
                .read_line(&mut line)
                .unwrap_or_else(|fault| panic!("{fault}"));
        }
        let told: serde_json::Value = serde_json::from_str(&line)
            .unwrap_or_else(|fault| panic!("the mail server does not start: {fault}: {line}"));
        let port = told["port"].as_u64().unwrap_or_default();
        self.port = u16::try_from(port).unwrap_or_default();
        self.child = Some(child);
    }

    /// Where it listens.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Its certificate.
    #[must_use]
    pub fn certificate(&self) -> PathBuf {
        self.folder.path().join("cert.pem")
    }

    /// Settings under which letters go to it. Its certificate is not trusted.
    #[must_use]
    pub fn settings(&self, patience: Duration) -> MailSettings {
        MailSettings {
            host: self.host().to_owned(),
            port: self.port,
            security: self.security,
            sign_in: None,
            from: MailAddress::parse("office@example.jp").unwrap_or_else(|fault| panic!("{fault}")),
            from_name: None,
            ca_file: None,
            timeout: patience,
        }
    }

    /// The section `[mail]` of a settings file, for the binary. Its certificate is not trusted there either.
    #[must_use]
    pub fn toml(&self, patience: Duration) -> String {
        let security = match self.security {
            Security::Plain => "plain",
            Security::StartTls => "starttls",
            Security::Tls => "tls",
        };
        format!(
            "[mail]\nhost = \"{}\"\nport = {}\nsecurity = \"{security}\"\nfrom = \"office@example.jp\"\ntimeout = {}\n",
            self.host(),
            self.port,
            patience.as_secs()
        )
    }

    /// What it is called: a certificate is made out to a name.
    fn host(&self) -> &'static str {
        if self.security == Security::Plain {
            "127.0.0.1"
        } else {
            "localhost"
        }
    }

    /// How many messages it has taken.
    #[must_use]
    pub fn count(&self) -> usize {
        self.files().len()
    }

    fn files(&self) -> Vec<PathBuf> {
        let folder = self.folder.path().join("accepted");
        let entries = std::fs::read_dir(&folder).unwrap_or_else(|fault| panic!("{fault}"));
        let mut files: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|ending| ending == "eml"))
            .collect();
        files.sort();
        files
    }

    /// The messages it has taken, in their order.
    #[must_use]
    pub fn accepted(&self) -> Vec<String> {
        let read = |path: PathBuf| {
            std::fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{fault}"))
        };
        self.files().into_iter().map(read).collect()
    }

    /// The Message-IDs of the messages it has taken, in their order.
    #[must_use]
    pub fn message_ids(&self) -> Vec<String> {
        let id = |message: String| {
            let mut lines = message.lines();
            let id = lines.find_map(|line| line.strip_prefix("Message-ID: "));
            id.unwrap_or_default().to_owned()
        };
        self.accepted().into_iter().map(id).collect()
    }

    /// How many conversations have begun.
    #[must_use]
    pub fn conversations(&self) -> usize {
        let log = std::fs::read_to_string(self.folder.path().join("talk.log"));
        log.map_or(0, |log| log.lines().count())
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.stop();
    }
}
