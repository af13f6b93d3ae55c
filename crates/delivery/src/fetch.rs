//! Fetching a published data file into a temporary file, and a calendar into memory.

use std::path::{Path, PathBuf};
use std::time::Duration;

use reqwest::{Certificate, Client, Url};
use tokio::io::AsyncWriteExt as _;

use crate::guard::{Allowed, GuardedResolver, NotAllowed, is_public};

/// How the outside may be called.
#[derive(Debug, Clone, Default)]
pub struct OutboundSettings {
    /// A file of PEM certificates to trust beside the system's (`outbound.ca_file`).
    pub ca_file: Option<PathBuf>,
    /// Hosts that may be called although they are not public (`outbound.allow`).
    pub allowed: Allowed,
}

/// Why a file was not fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchFault {
    /// The address cannot be read, or is not https.
    #[error("an https:// address is expected")]
    Address,
    /// The host may not be called.
    #[error("this host may not be called")]
    Forbidden,
    /// The certificates to trust cannot be read.
    #[error("the certificate file cannot be read: {0}")]
    Certificates(String),
    /// The server answered with another status than 200.
    #[error("the server answered {0}")]
    Status(u16),
    /// The file is larger than allowed.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// The most bytes.
        limit: u64,
    },
    /// The connection failed.
    #[error("the connection failed: {0}")]
    Connection(String),
    /// The temporary file cannot be written.
    #[error("the temporary file cannot be written: {0}")]
    File(#[from] std::io::Error),
}

impl FetchFault {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Address => "FETCH_ADDRESS",
            Self::Forbidden => "FETCH_FORBIDDEN",
            Self::Certificates(_) => "FETCH_CERTIFICATES",
            Self::Status(_) => "FETCH_STATUS",
            Self::TooLarge { .. } => "FETCH_TOO_LARGE",
            Self::Connection(_) => "FETCH_CONNECTION",
            Self::File(_) => "FETCH_FILE",
        }
    }

    /// What happened and what to do, for people.
    #[must_use]
    pub fn message_ja(&self) -> String {
        match self {
            Self::Address => "https:// で始まるアドレスを入れてください。".to_owned(),
            Self::Forbidden => {
                "このアドレスには つなげません（内部のネットワークのアドレスです）。公表元の https アドレスを使うか、ファイルを手元に保存してから取り込んでください。".to_owned()
            }
            Self::Certificates(_) => "設定 outbound.ca_file の証明書を読めません。ファイルの場所と中身を確かめてください。".to_owned(),
            Self::Status(status) => {
                format!("公表元のサーバーが {status} と答えました。アドレスが新しい版のものか確かめてください。")
            }
            Self::TooLarge { limit } => format!(
                "ファイルが大きすぎます（上限 {} MB）。正しいファイルか確かめてください。",
                limit / 1_000_000
            ),
            Self::Connection(_) => {
                "公表元のサーバーに つながりませんでした。少し待って もう一度試すか、ファイルを手元に保存してから取り込んでください。".to_owned()
            }
            Self::File(_) => "一時ファイルに書けませんでした。ディスクの空きを確かめてください。".to_owned(),
        }
    }
}

/// How far a fetch is: bytes so far, and all of them where the server says so.
pub type FetchProgress<'p> = dyn Fn(u64, Option<u64>) + Send + Sync + 'p;

/// Fetches an https address into a file. Redirects are not followed and proxies not used, since both
/// would lead past the guard.
///
/// # Errors
/// Says why; the file may hold a part then.
pub async fn fetch_to_file(
    address: &str,
    file: &Path,
    limit: u64,
    settings: &OutboundSettings,
    progress: &FetchProgress<'_>,
) -> Result<(), FetchFault> {
    let url = looked_at(Url::parse(address).ok(), settings)?;
    let client = client(settings).await?;
    let mut response = client.get(url).send().await.map_err(connection)?;
    if response.status() != reqwest::StatusCode::OK {
        return Err(FetchFault::Status(response.status().as_u16()));
    }
    let announced = response.content_length();
    if announced.is_some_and(|bytes| bytes > limit) {
        return Err(FetchFault::TooLarge { limit });
    }
    let mut out = tokio::fs::File::create(file).await?;
    let mut written = 0_u64;
    while let Some(chunk) = response.chunk().await.map_err(connection)? {
        written += chunk.len() as u64;
        if written > limit {
            return Err(FetchFault::TooLarge { limit });
        }
        out.write_all(&chunk).await?;
        progress(written, announced);
    }
    out.sync_all().await?;
    Ok(())
}

/// How many times a calendar may say that it lies elsewhere.
const REDIRECTS: usize = 3;

/// How long a calendar may take in all.
const CALENDAR_TIME: Duration = Duration::from_secs(30);

/// Fetches somebody's calendar by https. Calendars move, so that a redirect is followed, a few times: each address is
/// looked at as the first was, and proxies are not used.
///
/// # Errors
/// Says why.
pub async fn fetch_calendar(
    address: &str,
    limit: u64,
    settings: &OutboundSettings,
) -> Result<Vec<u8>, FetchFault> {
    let fetched = redirected(address, limit, settings);
    match tokio::time::timeout(CALENDAR_TIME, fetched).await {
        Ok(fetched) => fetched,
        Err(_) => Err(FetchFault::Connection(TIMED_OUT.to_owned())),
    }
}

async fn redirected(
    address: &str,
    limit: u64,
    settings: &OutboundSettings,
) -> Result<Vec<u8>, FetchFault> {
    let client = client(settings).await?;
    let mut url = looked_at(Url::parse(address).ok(), settings)?;
    for _ in 0..=REDIRECTS {
        let response = client.get(url.clone()).send().await.map_err(connection)?;
        let status = response.status();
        if status == reqwest::StatusCode::OK {
            return whole(response, limit).await;
        }
        let to = response.headers().get(reqwest::header::LOCATION);
        let to = to.filter(|_| matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308));
        let Some(to) = to.and_then(|to| to.to_str().ok()) else {
            return Err(FetchFault::Status(status.as_u16()));
        };
        url = looked_at(url.join(to).ok(), settings)?;
    }
    Err(FetchFault::Status(reqwest::StatusCode::FOUND.as_u16()))
}

/// Everything that a server sends, as long as it is not too much.
async fn whole(mut response: reqwest::Response, limit: u64) -> Result<Vec<u8>, FetchFault> {
    if response.content_length().is_some_and(|bytes| bytes > limit) {
        return Err(FetchFault::TooLarge { limit });
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(connection)? {
        if (body.len() + chunk.len()) as u64 > limit {
            return Err(FetchFault::TooLarge { limit });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// The address, where it is one by https that names neither a user nor a place inside.
pub(crate) fn looked_at(url: Option<Url>, settings: &OutboundSettings) -> Result<Url, FetchFault> {
    let url = url.ok_or(FetchFault::Address)?;
    if url.scheme() != "https" || !url.username().is_empty() || url.password().is_some() {
        return Err(FetchFault::Address);
    }
    // A literal address never reaches the resolver, so it is looked at here.
    let host = url.host_str().ok_or(FetchFault::Address)?;
    if let Ok(literal) = host.trim_start_matches('[').trim_end_matches(']').parse()
        && !is_public(literal)
        && !settings.allowed.names(host)
    {
        return Err(FetchFault::Forbidden);
    }
    Ok(url)
}

/// What is said of a server that took too long.
pub(crate) const TIMED_OUT: &str = "timed out";

pub(crate) fn connection(fault: reqwest::Error) -> FetchFault {
    let mut cause: Option<&dyn std::error::Error> = std::error::Error::source(&fault);
    while let Some(deeper) = cause {
        if deeper.is::<NotAllowed>() {
            return FetchFault::Forbidden;
        }
        cause = deeper.source();
    }
    // The chain may name addresses inside the network; the first word is enough for whoever asks.
    FetchFault::Connection(if fault.is_timeout() {
        TIMED_OUT.to_owned()
    } else {
        "not reached".to_owned()
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that builds a client, with the guard in it"
)]
pub(crate) async fn client(settings: &OutboundSettings) -> Result<Client, FetchFault> {
    let mut builder = Client::builder()
        .https_only(true)
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .dns_resolver(GuardedResolver {
            allowed: settings.allowed.clone(),
        })
        .connect_timeout(Duration::from_secs(15))
        .read_timeout(Duration::from_secs(30))
        .user_agent(concat!("renkei/", env!("CARGO_PKG_VERSION")));
    if let Some(file) = &settings.ca_file {
        let unreadable = |fault: String| FetchFault::Certificates(fault);
        let pem = tokio::fs::read(file)
            .await
            .map_err(|fault| unreadable(fault.to_string()))?;
        let certificates =
            Certificate::from_pem_bundle(&pem).map_err(|fault| unreadable(fault.to_string()))?;
        builder = builder.tls_certs_merge(certificates);
    }
    builder
        .build()
        .map_err(|fault| FetchFault::Certificates(fault.to_string()))
}
