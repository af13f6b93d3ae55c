//! Our own accept loop, because `axum::serve` sets no header timer: header and idle timers, a cap on
//! connections in all and from one address, TLS where there is a certificate ([`tls`]), and a drain that
//! lets running answers end.

pub mod open;
pub mod tls;

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
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch};
use tower::ServiceExt as _;

use self::open::{OpenConnection, OpenConnections};
use self::tls::Certificates;

/// How connections are bounded.
#[derive(Debug, Clone, Copy)]
pub struct ConnectionLimits {
    /// Connections at once.
    pub at_once: usize,
    /// Connections at once from one address.
    pub from_one_address: usize,
    /// How long the head of a request may take, the wait for the next one included; and how long the
    /// greeting of TLS.
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

/// Where connections come in, and whether they are encrypted. A bare listener is not.
#[derive(Debug)]
pub struct Entry {
    listener: TcpListener,
    certificates: Option<Certificates>,
    open: OpenConnections,
}

impl Entry {
    /// An entry whose connections are counted there.
    #[must_use]
    pub fn counted(self, open: OpenConnections) -> Self {
        Self { open, ..self }
    }

    /// An entry that speaks TLS alone.
    #[must_use]
    pub fn encrypted(listener: TcpListener, certificates: Certificates) -> Self {
        Self {
            certificates: Some(certificates),
            ..Self::from(listener)
        }
    }
}

impl From<TcpListener> for Entry {
    fn from(listener: TcpListener) -> Self {
        Self {
            listener,
            certificates: None,
            open: OpenConnections::default(),
        }
    }
}

/// Serves until the end is asked for, then lets running answers end.
pub async fn serve(
    entry: impl Into<Entry>,
    router: Router,
    limits: ConnectionLimits,
    end: impl Future<Output = ()>,
) {
    let Entry {
        listener,
        certificates,
        open,
    } = entry.into();
    let places = Arc::new(Semaphore::new(limits.at_once));
    let callers = Callers::default();
    let (serving, _) = watch::channel(());
    // Nothing is ever sent: whoever still answers holds a sender.
    let (running, mut all_ended) = mpsc::channel::<()>(1);
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
        let caller = match callers.enter(from.ip(), limits.from_one_address) {
            Ok(caller) => caller,
            Err(Full::JustNow) => {
                tracing::warn!(ip = %from.ip(), "too many connections from one address");
                continue;
            }
            // A crowd must not fill the log as well.
            Err(Full::AsBefore) => continue,
        };
        let visit = Visit {
            from,
            router: router.clone(),
            head: limits.head,
            held: Held {
                _taken: Arc::new(Taken {
                    _place: place,
                    _caller: caller,
                    _counted: open.enter(),
                    _running: running.clone(),
                }),
            },
        };
        tokio::spawn(visit.hold(stream, certificates.clone(), serving.subscribe()));
    }
    // Whoever is still greeting has no answer under way.
    drop((serving, running));
    drop(listener);
    tokio::select! {
        _ = all_ended.recv() => {}
        () = tokio::time::sleep(limits.drain) => tracing::warn!("running answers were cut off"),
    }
}

/// Tells an answer that goes on for long that serving ends.
#[derive(Debug, Clone)]
pub(crate) struct Ending(watch::Receiver<()>);

impl Ending {
    /// Waits until the end of serving was asked for.
    pub(crate) async fn asked(&mut self) {
        // Nothing is ever sent: only the end of serving drops the other side.
        drop(self.0.changed().await);
    }
}

/// What a connection takes up, until the last who holds it lets go. Whoever takes a connection over from HTTP holds it on.
#[derive(Clone)]
pub(crate) struct Held {
    _taken: Arc<Taken>,
}

struct Taken {
    _place: OwnedSemaphorePermit,
    _caller: Caller,
    _counted: OpenConnection,
    _running: mpsc::Sender<()>,
}

/// One connection.
struct Visit {
    from: SocketAddr,
    router: Router,
    head: Duration,
    held: Held,
}

impl Visit {
    /// Greets where there is a certificate, then answers until either side ends.
    async fn hold(
        self,
        stream: TcpStream,
        certificates: Option<Certificates>,
        mut ending: watch::Receiver<()>,
    ) {
        if let Err(fault) = stream.set_nodelay(true) {
            tracing::debug!(%fault, "no delay cannot be switched off");
        }
        let told = Ending(ending.clone());
        let Some(certificates) = certificates else {
            return self.answer(stream, told).await;
        };
        let greeting = tokio::time::timeout(self.head, certificates.acceptor().accept(stream));
        tokio::select! {
            greeted = greeting => match greeted {
                Ok(Ok(stream)) => self.answer(stream, told).await,
                Ok(Err(fault)) => tracing::debug!(%fault, "a visitor does not speak TLS as we do"),
                Err(_) => tracing::debug!("a visitor dawdled over the greeting"),
            },
            // Only the end of serving drops the other side.
            _ = ending.changed() => {}
        }
    }

    async fn answer(
        self,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        mut ending: Ending,
    ) {
        let Self {
            from,
            router,
            head,
            held,
        } = self;
        let told = ending.clone();
        let service = hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
            let (router, ending, held) = (router.clone(), told.clone(), held.clone());
            async move {
                let mut request = request.map(Body::new);
                request.extensions_mut().insert(ConnectInfo(from));
                request.extensions_mut().insert(ending);
                request.extensions_mut().insert(held);
                router.oneshot(request).await
            }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(head)
            .max_buf_size(64 * 1024)
            .serve_connection(TokioIo::new(stream), service)
            .with_upgrades();
        let mut connection = std::pin::pin!(connection);
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            () = ending.asked() => {
                connection.as_mut().graceful_shutdown();
                connection.as_mut().await
            }
        };
        if let Err(fault) = ended {
            tracing::debug!(%fault, "a connection ended early");
        }
    }
}

/// How many connections each address holds.
#[derive(Debug, Clone, Default)]
struct Callers(Arc<Mutex<HashMap<IpAddr, HeldBy>>>);

/// What one address holds.
#[derive(Debug, Clone, Copy, Default)]
struct HeldBy {
    connections: usize,
    /// Whether it has been turned away since it came.
    is_known_crowd: bool,
}

/// An address holds as many connections as it may.
enum Full {
    /// It is turned away for the first time since it came.
    JustNow,
    /// It has been turned away before.
    AsBefore,
}

/// One held connection; given back when dropped.
struct Caller {
    callers: Callers,
    ip: IpAddr,
}

impl Callers {
    fn enter(&self, ip: IpAddr, most: usize) -> Result<Caller, Full> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let held = all.entry(ip).or_default();
        if held.connections >= most {
            let is_known = std::mem::replace(&mut held.is_known_crowd, true);
            return Err(if is_known {
                Full::AsBefore
            } else {
                Full::JustNow
            });
        }
        held.connections += 1;
        Ok(Caller {
            callers: self.clone(),
            ip,
        })
    }
}

impl Drop for Caller {
    fn drop(&mut self) {
        let mut all = self
            .callers
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = all.get_mut(&self.ip) {
            held.connections -= 1;
            if held.connections == 0 {
                all.remove(&self.ip);
            }
        }
    }
}
