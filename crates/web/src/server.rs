//! Our own accept loop, because `axum::serve` sets no header timer: header and idle timers, a cap on
//! connections in all and from one address, and a drain that lets running answers end.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt as _;

/// How connections are bounded.
#[derive(Debug, Clone, Copy)]
pub struct ConnectionLimits {
    /// Connections at once.
    pub at_once: usize,
    /// Connections at once from one address.
    pub from_one_address: usize,
    /// How long the head of a request may take, the wait for the next one included.
    pub head: Duration,
    /// How long running answers may go on after the end was asked for.
    pub drain: Duration,
}

impl Default for ConnectionLimits {
    fn default() -> Self {
        Self {
            at_once: 10_000,
            // Behind one address stands perhaps a whole city hall.
            from_one_address: 512,
            head: Duration::from_secs(10),
            drain: Duration::from_secs(9),
        }
    }
}

/// Serves until the end is asked for, then lets running answers end.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: ConnectionLimits,
    end: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(limits.at_once));
    let callers = Callers::default();
    let graceful = GracefulShutdown::new();
    let mut end = std::pin::pin!(end);
    loop {
        let place = tokio::select! {
            place = Arc::clone(&places).acquire_owned() => place,
            () = &mut end => break,
        };
        let Ok(place) = place else { break };
        let (stream, from) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(fault) => {
                    // Out of file handles: give running connections time to end instead of spinning.
                    tracing::warn!(%fault, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
            () = &mut end => break,
        };
        let Some(caller) = callers.enter(from.ip(), limits.from_one_address) else {
            tracing::warn!(ip = %from.ip(), "too many connections from one address");
            continue;
        };
        let connection = graceful.watch(connection(stream, from, router.clone(), limits.head));
        tokio::spawn(async move {
            if let Err(fault) = connection.await {
                tracing::debug!(%fault, "a connection ended early");
            }
            drop((place, caller));
        });
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(limits.drain) => tracing::warn!("running answers were cut off"),
    }
}

fn connection(
    stream: TcpStream,
    from: SocketAddr,
    router: Router,
    head: Duration,
) -> impl hyper_util::server::graceful::GracefulConnection<Error = hyper::Error> {
    if let Err(fault) = stream.set_nodelay(true) {
        tracing::debug!(%fault, "no delay cannot be switched off");
    }
    let service = hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
        let router = router.clone();
        async move {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(from));
            router.oneshot(request).await
        }
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head)
        .max_buf_size(64 * 1024)
        .serve_connection(TokioIo::new(stream), service)
}

/// How many connections each address holds.
#[derive(Debug, Clone, Default)]
struct Callers(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// One held connection; given back when dropped.
struct Caller {
    callers: Callers,
    ip: IpAddr,
}

impl Callers {
    fn enter(&self, ip: IpAddr, most: usize) -> Option<Caller> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = held.entry(ip).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Caller {
            callers: self.clone(),
            ip,
        })
    }
}

impl Drop for Caller {
    fn drop(&mut self) {
        let mut held = self
            .callers
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = held.get_mut(&self.ip) {
            *count -= 1;
            if *count == 0 {
                held.remove(&self.ip);
            }
        }
    }
}
