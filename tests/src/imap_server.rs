//! A real IMAP server: Debian's `dovecot-imapd`, on ports of its own, as a user without rights. Where it is not
//! installed there is none, and whoever wanted one says so.

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use renkei_delivery::mailbox::{ImapSecurity, ImapSettings};
use tempfile::TempDir;

/// Where Debian puts the server.
const PROGRAM: &str = "/usr/sbin/dovecot";

/// The user and the group without rights, as which the server runs where the tests run as root.
const NOBODY: u32 = 65_534;

/// The name and the password of whoever signs in.
const USER: &str = "henji";
const PASSWORD: &str = "himitsu-no-kotoba";

/// An IMAP server; it ends with the test.
#[derive(Debug)]
pub struct ImapServer {
    folder: TempDir,
    plain: u16,
    encrypted: u16,
    child: Child,
    count: u32,
}

fn told<T>(done: std::io::Result<T>) -> T {
    done.unwrap_or_else(|fault| panic!("{fault}"))
}

/// A port that nobody listens on at this moment.
fn free_port() -> u16 {
    let listener = told(std::net::TcpListener::bind(("127.0.0.1", 0)));
    told(listener.local_addr()).port()
}

fn name(what: &str) -> String {
    let output = told(Command::new("id").arg(what).output());
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

impl ImapServer {
    /// A server with one empty mailbox; nothing where none is installed.
    #[must_use]
    pub fn start() -> Option<Self> {
        if !Path::new(PROGRAM).exists() {
            return None;
        }
        let folder = told(tempfile::tempdir());
        let own = told(std::fs::metadata(folder.path()));
        let is_root = own.uid() == 0;
        let (user, group) = if is_root {
            ("nobody".to_owned(), "nogroup".to_owned())
        } else {
            (name("-un"), name("-gn"))
        };
        let (uid, gid) = if is_root {
            (NOBODY, NOBODY)
        } else {
            (own.uid(), own.gid())
        };
        let (plain, encrypted) = (free_port(), free_port());
        let certified = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()])
            .unwrap_or_else(|fault| panic!("{fault}"));
        let at = folder.path();
        told(std::fs::write(at.join("cert.pem"), certified.cert.pem()));
        told(std::fs::write(
            at.join("key.pem"),
            certified.signing_key.serialize_pem(),
        ));
        let home = at.display();
        told(std::fs::write(
            at.join("dovecot.conf"),
            format!(
                "protocols = imap\nbase_dir = {home}/run\nlog_path = {home}/log\nlisten = 127.0.0.1\n\
                 ssl = yes\nssl_cert = <{home}/cert.pem\nssl_key = <{home}/key.pem\n\
                 disable_plaintext_auth = no\ndefault_internal_user = {user}\ndefault_internal_group = {group}\n\
                 default_login_user = {user}\nmail_location = maildir:{home}/Maildir\n\
                 passdb {{\n driver = static\n args = password={PASSWORD}\n}}\n\
                 userdb {{\n driver = static\n args = uid={uid} gid={gid} home={home}\n}}\n\
                 service imap-login {{\n chroot =\n inet_listener imap {{\n port = {plain}\n }}\n \
                 inet_listener imaps {{\n port = {encrypted}\n }}\n}}\n\
                 service anvil {{\n chroot =\n}}\nservice stats {{\n chroot =\n}}\n"
            ),
        ));
        for part in [
            "Maildir",
            "Maildir/new",
            "Maildir/cur",
            "Maildir/tmp",
            "run",
        ] {
            told(std::fs::create_dir(at.join(part)));
        }
        let mut command = if is_root {
            let all = [
                "",
                "Maildir",
                "Maildir/new",
                "Maildir/cur",
                "Maildir/tmp",
                "run",
            ];
            for part in all
                .into_iter()
                .chain(["cert.pem", "key.pem", "dovecot.conf"])
            {
                told(chown(at.join(part), Some(uid), Some(gid)));
            }
            let mut command = Command::new("setpriv");
            command.args(["--reuid", &uid.to_string(), "--regid", &gid.to_string()]);
            command.args(["--clear-groups", PROGRAM]);
            command
        } else {
            Command::new(PROGRAM)
        };
        command
            .args(["-F", "-c"])
            .arg(at.join("dovecot.conf"))
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let child = told(command.spawn());
        let server = Self {
            folder,
            plain,
            encrypted,
            child,
            count: 0,
        };
        server.wait();
        Some(server)
    }

    /// Waits until somebody listens.
    fn wait(&self) {
        for _ in 0..400 {
            if std::net::TcpStream::connect(("127.0.0.1", self.encrypted)).is_ok() {
                return;
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        let log = std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        panic!("the IMAP server does not start: {log}");
    }

    /// A mail arrives.
    pub fn deliver(&mut self, mail: &[u8]) {
        self.count += 1;
        let name = format!("{:06}.test.host", self.count);
        let part = self.folder.path().join("Maildir/tmp").join(&name);
        told(std::fs::write(&part, mail));
        told(std::fs::set_permissions(
            &part,
            std::fs::Permissions::from_mode(0o644),
        ));
        let to = self.folder.path().join("Maildir/new").join(&name);
        told(std::fs::rename(part, to));
    }

    /// How many mails lie in the mailbox, read or not.
    #[must_use]
    pub fn count(&self) -> usize {
        let parts = ["new", "cur"].into_iter();
        let all = parts.map(|part| {
            let folder = self.folder.path().join("Maildir").join(part);
            told(std::fs::read_dir(folder)).count()
        });
        all.sum()
    }

    /// Its certificate, which nobody trusts by himself.
    #[must_use]
    pub fn certificate(&self) -> PathBuf {
        self.folder.path().join("cert.pem")
    }

    /// How it is reached by a way.
    #[must_use]
    pub fn settings(&self, security: ImapSecurity) -> ImapSettings {
        ImapSettings {
            host: "localhost".to_owned(),
            port: match security {
                ImapSecurity::Tls => self.encrypted,
                ImapSecurity::StartTls | ImapSecurity::Plain => self.plain,
            },
            security,
            user: USER.to_owned(),
            password: PASSWORD.to_owned().into(),
            folder: "INBOX".to_owned(),
            ca_file: (security != ImapSecurity::Plain).then(|| self.certificate()),
            timeout: Duration::from_secs(20),
        }
    }
}

impl Drop for ImapServer {
    fn drop(&mut self) {
        // Told to end, it ends those who work for it.
        let id = self.child.id().to_string();
        drop(Command::new("kill").args(["-TERM", &id]).status());
        drop(self.child.wait());
    }
}
