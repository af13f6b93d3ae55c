//! `renkei serve`: pages and the GraphQL endpoint, until told to end.

use std::net::SocketAddr;
use std::time::Duration;

use clap::Args;
use renkei_app::{App, Place};
use renkei_graphql::Api;
use renkei_web::headers::Patience;
use renkei_web::metrics::Metrics;
use renkei_web::paper::Press;
use renkei_web::server::tls::Certificates;
use renkei_web::server::{self, ConnectionLimits, Entry};
use renkei_web::throttle::{RateLimits, Throttle};
use renkei_web::{Secretariats, Site, routes};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::backup::before_upgrade;
use super::courier::{mailer, public_address, reader};
use super::ending::end;
use super::key::sheet;
use crate::calendars::fetch_calendars;
use crate::certificates::look_after;
use crate::courier::Courier;
use crate::duplicates::find_duplicates;
use crate::sealer::Sealing;
use crate::settings::Settings;
use crate::settings::listening::Listening;
use crate::tidying::tidy;
use crate::upgrade::Upgrade;
use crate::webhooks::tell_webhooks;
use crate::wiring::{ServeLock, application_after, is_demo, report_store};
use crate::{Ended, voice};

/// How to begin.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Bring an older schema on a PostgreSQL up; take a copy with pg_dump first
    #[arg(long)]
    migrate: bool,
}

/// What is served. A demo says on every page that it is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Installation {
    Demo,
    Real,
}

pub(super) async fn run(settings: &Settings, arguments: &Arguments) -> Ended {
    let certificates = match certificates(settings) {
        Ok(certificates) => certificates,
        Err(ended) => return ended,
    };
    let place = settings.place();
    let Some(_lock) = take_lock(&place) else {
        return Ended::Refused;
    };
    let upgrade = if arguments.migrate {
        Upgrade::BehindTheirs
    } else {
        match before_upgrade(settings).await {
            Ok(upgrade) => upgrade,
            Err(ended) => return ended,
        }
    };
    let app = match application_after(&place, &settings.key_place(), upgrade).await {
        Ok(app) => app,
        Err(fault) => return report_store(&fault),
    };
    // The doctor asks for the last backup, and this was one.
    let noted = match upgrade {
        Upgrade::BehindABackup => app.note_backup().await,
        Upgrade::BehindOurCopy | Upgrade::BehindTheirs => Ok(()),
    };
    let cleaned = app.clean_up().await;
    if let Err(fault) = noted.and(cleaned) {
        return report_store(&fault);
    }
    let installation = match &place {
        Place::Folder(folder) if is_demo(folder) => Installation::Demo,
        Place::Folder(_) | Place::Postgres(_) => Installation::Real,
    };
    if installation == Installation::Real
        && let Err(fault) = sheet::at_start(&app, settings).await
    {
        return report_store(&fault);
    }
    serve(app, settings, certificates, installation, |_| {}).await
}

/// The certificate to serve under; none where connections need no protection of ours. Whoever would be
/// read by others is refused before anything is opened.
pub(super) fn certificates(settings: &Settings) -> Result<Option<Certificates>, Ended> {
    match settings.listening() {
        Ok(Listening::Plain) => Ok(None),
        Ok(Listening::Encrypted(files)) => Certificates::read(files).map(Some).map_err(|fault| {
            voice::complain(
                "CERTIFICATE",
                "証明書を使えません。tls.cert と tls.key のファイルの場所と中身を確かめてください。",
                &fault.to_string(),
            );
            Ended::Usage
        }),
        Err(fault) => {
            voice::complain(fault.code(), &fault.message_ja(), &fault.to_string());
            Err(Ended::Usage)
        }
    }
}

/// Takes the lock of the serving process, or says why not.
pub(super) fn take_lock(place: &Place) -> Option<ServeLock> {
    match ServeLock::take(place) {
        Ok(Some(lock)) => Some(lock),
        Ok(None) => {
            voice::complain(
                "ALREADY_SERVING",
                "同じデータのフォルダで、もう renkei が動いています。先に止めるか、--data で別のフォルダを使ってください。",
                "another process serves this data folder",
            );
            None
        }
        Err(fault) => {
            voice::complain(
                "DATA_FOLDER",
                "データのフォルダに書けません。場所と権限を確かめてください。",
                &fault.to_string(),
            );
            None
        }
    }
}

/// Serves an application until the process is told to end. What else is to be said of its address is
/// said before the address itself.
pub(super) async fn serve(
    app: App,
    settings: &Settings,
    certificates: Option<Certificates>,
    installation: Installation,
    say_more: impl FnOnce(&str),
) -> Ended {
    let address = match public_address(settings) {
        Ok(address) => address,
        Err(ended) => return ended,
    };
    // A demo writes to nobody.
    let mailer = match (installation, &settings.mail) {
        (Installation::Real, Some(mail)) => match mailer(mail) {
            Ok(mailer) => Some(mailer),
            Err(ended) => return ended,
        },
        (Installation::Demo, _) | (Installation::Real, None) => None,
    };
    let (app, reader) = match mailer {
        Some(_) => match reader(app, settings) {
            Ok(both) => both,
            Err(ended) => return ended,
        },
        None => (app, None),
    };
    let listener = match listen(settings.listen).await {
        Ok(listener) => listener,
        Err(ended) => return ended,
    };
    let told_at = match settings.metrics.listen {
        Some(address) => match listen(address).await {
            Ok(listener) => Some(listener),
            Err(ended) => return ended,
        },
        None => None,
    };
    let secretariats = match Secretariats::read(&app).await {
        Ok(secretariats) => secretariats,
        Err(fault) => return report_store(&fault),
    };
    let served_at = listener.local_addr().unwrap_or(settings.listen);
    let limits = match installation {
        // Whoever tries a demo on this machine, or tests it, is the only one there.
        Installation::Demo if served_at.ip().is_loopback() => RateLimits::NONE,
        Installation::Demo | Installation::Real => settings.rate_limits(),
    };
    let throttle = Throttle::new(&app.clock(), limits, &settings.trusted_proxies);
    let api = Api::new(app.clone());
    if let Err(fault) = api.warm().await {
        // They are read when they are asked for.
        tracing::warn!(%fault, "registered documents were not read");
    }
    let router = routes::router(Site {
        api,
        throttle: throttle.clone(),
        app: app.clone(),
        patience: Patience::default(),
        address: address.clone(),
        press: Press::default(),
        secretariats,
        is_demo: installation == Installation::Demo,
    });
    let metrics = Metrics::default();
    let router = metrics.counting(router);
    // Whoever reads the address may ask the process to end at once.
    let end = end();
    let scheme = if certificates.is_some() {
        "https"
    } else {
        "http"
    };
    let url = format!("{scheme}://{served_at}/");
    let entry = match certificates {
        Some(certificates) => {
            tokio::spawn(look_after(certificates.clone()));
            Entry::encrypted(listener, certificates)
        }
        None => Entry::from(listener),
    }
    .counted(metrics.connections());
    say_more(&url);
    announce(&url, told_at.as_ref(), installation);
    let tidying = tokio::spawn(tidy(app.clone()));
    let fetching = tokio::spawn(fetch_calendars(app.clone(), settings.outbound()));
    let told = tokio::spawn(tell_webhooks(app.clone(), settings.outbound()));
    let comparing = tokio::spawn(find_duplicates(app.clone()));
    let (end_metrics, over) = oneshot::channel::<()>();
    let telling = told_at.map(|listener| {
        let router = metrics.router(app.clone(), throttle);
        tokio::spawn(server::serve(listener, router, FEW, async {
            drop(over.await);
        }))
    });
    let sealing = Sealing::begin(app.clone());
    let (end_courier, asked) = oneshot::channel::<()>();
    let courier = mailer.map(|mailer| {
        let courier = Courier::new(app, mailer).linking(&address).reading(reader);
        tokio::spawn(courier.run(async {
            drop(asked.await);
        }))
    });
    server::serve(entry, router, ConnectionLimits::default(), end).await;
    tidying.abort();
    fetching.abort();
    told.abort();
    comparing.abort();
    drop((end_courier, end_metrics));
    if let Some(telling) = telling
        && let Err(fault) = telling.await
    {
        tracing::error!(%fault, "the telling of numbers broke off");
    }
    if let Some(courier) = courier
        && let Err(fault) = courier.await
    {
        tracing::error!(%fault, "the courier broke off");
    }
    // Last, for what was read and done on the way out.
    sealing.end().await;
    Ended::Done
}

/// Connections of those who only read numbers.
const FEW: ConnectionLimits = ConnectionLimits {
    at_once: 32,
    from_one_address: 32,
    head: Duration::from_secs(10),
    drain: Duration::from_secs(1),
};

/// Takes an address, or says why not.
async fn listen(address: SocketAddr) -> Result<TcpListener, Ended> {
    TcpListener::bind(address).await.map_err(|fault| {
        voice::complain(
            "LISTEN",
            &format!(
                "{address} で待ち受けできません。ほかのプログラムが使っていないか確かめるか、--listen（数字は設定 metrics.listen）で別の番号を使ってください。"
            ),
            &fault.to_string(),
        );
        Ended::Refused
    })
}

fn announce(url: &str, told_at: Option<&TcpListener>, installation: Installation) {
    let sentence = match installation {
        Installation::Demo => format!(
            "体験用の名簿ができました。ブラウザで開いてください:\n\n  {url}\n\n止めるときは Ctrl+C を押してください。"
        ),
        Installation::Real => {
            format!("動いています: {url}\n止めるときは Ctrl+C を押してください。")
        }
    };
    let numbers = told_at.and_then(|listener| listener.local_addr().ok());
    let numbers = numbers.map(|address| format!("http://{address}/metrics"));
    voice::say(
        "serving",
        &sentence,
        serde_json::json!({ "address": url, "demo": installation == Installation::Demo, "metrics": numbers }),
    );
}
