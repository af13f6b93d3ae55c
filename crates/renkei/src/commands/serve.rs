//! `renkei serve`: pages and the GraphQL endpoint, until told to end.

use std::net::SocketAddr;

use renkei_app::{App, Place};
use renkei_graphql::Api;
use renkei_web::paper::Press;
use renkei_web::server::{self, ConnectionLimits};
use renkei_web::throttle::{RateLimits, Throttle};
use renkei_web::{Secretariats, Site, routes};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::courier::{mailer, public_address};
use super::ending::end;
use crate::courier::Courier;
use crate::settings::Settings;
use crate::wiring::{ServeLock, application, is_demo, report_store};
use crate::{Ended, voice};

/// What is served. A demo says on every page that it is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Installation {
    Demo,
    Real,
}

pub(super) async fn run(settings: &Settings) -> Ended {
    let place = settings.place();
    let Some(_lock) = take_lock(&place) else {
        return Ended::Refused;
    };
    let app = match application(&place).await {
        Ok(app) => app,
        Err(fault) => return report_store(&fault),
    };
    if let Err(fault) = app.clean_up().await {
        return report_store(&fault);
    }
    let installation = match &place {
        Place::Folder(folder) if is_demo(folder) => Installation::Demo,
        Place::Folder(_) | Place::Postgres(_) => Installation::Real,
    };
    serve(app, settings, installation, |_| {}).await
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
    let listener = match TcpListener::bind(settings.listen).await {
        Ok(listener) => listener,
        Err(fault) => {
            voice::complain(
                "LISTEN",
                &format!(
                    "{} で待ち受けできません。ほかのプログラムが使っていないか確かめるか、--listen で別の番号を使ってください。",
                    settings.listen
                ),
                &fault.to_string(),
            );
            return Ended::Refused;
        }
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
    let router = routes::router(Site {
        api: Api::new(app.clone()),
        throttle: Throttle::new(&app.clock(), limits, &settings.trusted_proxies),
        app: app.clone(),
        address: address.clone(),
        press: Press::default(),
        secretariats,
        is_demo: installation == Installation::Demo,
    });
    // Whoever reads the address may ask the process to end at once.
    let end = end();
    say_more(&format!("http://{served_at}/"));
    announce(served_at, installation);
    let (end_courier, asked) = oneshot::channel::<()>();
    let courier = mailer.map(|mailer| {
        let courier = Courier::new(app, mailer).linking(&address);
        tokio::spawn(courier.run(async {
            drop(asked.await);
        }))
    });
    server::serve(listener, router, ConnectionLimits::default(), end).await;
    drop(end_courier);
    if let Some(courier) = courier
        && let Err(fault) = courier.await
    {
        tracing::error!(%fault, "the courier broke off");
    }
    Ended::Done
}

fn announce(address: SocketAddr, installation: Installation) {
    let url = format!("http://{address}/");
    let sentence = match installation {
        Installation::Demo => format!(
            "体験用の名簿ができました。ブラウザで開いてください:\n\n  {url}\n\n止めるときは Ctrl+C を押してください。"
        ),
        Installation::Real => {
            format!("動いています: {url}\n止めるときは Ctrl+C を押してください。")
        }
    };
    voice::say(
        "serving",
        &sentence,
        serde_json::json!({ "address": url, "demo": installation == Installation::Demo }),
    );
}
