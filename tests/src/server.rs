//! A real server on a port of its own, and visitors who call it by HTTP.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use renkei_app::App;
use renkei_graphql::Api;
use renkei_web::headers::Patience;
use renkei_web::paper::Press;
use renkei_web::server::{self, ConnectionLimits};
use renkei_web::throttle::{RateLimits, Throttle};
use renkei_web::{PublicAddress, Secretariats, Site, routes};
use reqwest::{Client, Response};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A serving site; it ends with the test.
#[derive(Debug)]
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    end: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

impl Server {
    /// Serves an application with the usual limits.
    pub async fn start(app: App) -> Self {
        Self::start_with(app, PublicAddress::Unset, ConnectionLimits::default()).await
    }

    /// Serves an application with limits of the test's own.
    pub async fn start_with(app: App, address: PublicAddress, limits: ConnectionLimits) -> Self {
        let throttle = Throttle::new(&app.clock(), RateLimits::NONE, &[]);
        Self::start_site(site(app, address, throttle).await, limits).await
    }

    /// Serves an application in which one address may ask for so much alone.
    pub async fn start_throttled(app: App, limits: RateLimits, trusted: &[IpAddr]) -> Self {
        let throttle = Throttle::new(&app.clock(), limits, trusted);
        let site = site(app, PublicAddress::Unset, throttle).await;
        Self::start_site(site, ConnectionLimits::default()).await
    }

    /// Serves an application that waits as long as the test says.
    pub async fn start_patient(app: App, patience: Patience) -> Self {
        let throttle = Throttle::new(&app.clock(), RateLimits::NONE, &[]);
        let usual = site(app, PublicAddress::Unset, throttle).await;
        let site = Site { patience, ..usual };
        Self::start_site(site, ConnectionLimits::default()).await
    }

    async fn start_site(site: Site, limits: ConnectionLimits) -> Self {
        let router = routes::router(site);
        let listener = TcpListener::bind(("127.0.0.1", 0))
            .await
            .unwrap_or_else(|fault| panic!("{fault}"));
        let address = listener
            .local_addr()
            .unwrap_or_else(|fault| panic!("{fault}"));
        let (end, asked) = oneshot::channel::<()>();
        let task = tokio::spawn(server::serve(listener, router, limits, async {
            drop(asked.await);
        }));
        Self {
            address,
            end: Some(end),
            task,
        }
    }

    /// Asks it to end, as SIGTERM does, and waits until it has.
    pub async fn stop(mut self) {
        drop(self.end.take());
        self.task.await.unwrap_or_else(|fault| panic!("{fault}"));
    }

    /// A visitor without an account.
    #[must_use]
    pub fn visitor(&self) -> Visitor {
        self.visitor_from(Ipv4Addr::LOCALHOST)
    }

    /// A visitor on another machine: every address of 127.0.0.0/8 is this one.
    #[must_use]
    pub fn visitor_from(&self, address: Ipv4Addr) -> Visitor {
        Visitor::calling(&self.address.to_string(), address)
    }
}

async fn site(app: App, address: PublicAddress, throttle: Throttle) -> Site {
    let secretariats = Secretariats::read(&app)
        .await
        .unwrap_or_else(|fault| panic!("{fault}"));
    Site {
        secretariats,
        press: Press::default(),
        api: Api::new(app.clone()),
        app,
        throttle,
        patience: Patience::default(),
        address,
        is_demo: false,
    }
}

/// Somebody with a browser.
#[derive(Debug, Clone)]
pub struct Visitor {
    base: String,
    client: Client,
}

impl Visitor {
    /// Somebody who calls what listens at a place, as `127.0.0.1:8080`, from an address of this machine.
    #[must_use]
    pub fn calling(place: &str, from: Ipv4Addr) -> Self {
        #[expect(
            clippy::disallowed_methods,
            reason = "a visitor calls the test's own server"
        )]
        let client = Client::builder()
            .local_address(IpAddr::V4(from))
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            // No https here: reading the machine's certificates would take longer than most pages.
            .tls_certs_only([])
            .build()
            .unwrap_or_else(|fault| panic!("{fault}"));
        Self {
            base: format!("http://{place}"),
            client,
        }
    }

    /// Opens a path.
    pub async fn open(&self, path: &str) -> Response {
        let url = format!("{}{path}", self.base);
        self.client
            .get(&url)
            .send()
            .await
            .unwrap_or_else(|fault| panic!("{url}: {fault}"))
    }

    /// Opens a path through a proxy that says whom it calls for.
    pub async fn open_for(&self, path: &str, caller: &str) -> Response {
        let url = format!("{}{path}", self.base);
        let request = self.client.get(&url).header("x-forwarded-for", caller);
        let response = request.send().await;
        response.unwrap_or_else(|fault| panic!("{url}: {fault}"))
    }

    /// A request of any method, to be completed and sent.
    pub fn request(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base))
    }

    /// Sends the fields of a form, packed as a browser packs them.
    pub async fn send_form(&self, path: &str, fields: &str) -> Response {
        self.request(reqwest::Method::POST, path)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(fields.to_owned())
            .send()
            .await
            .unwrap_or_else(|fault| panic!("{path}: {fault}"))
    }

    /// Opens a path and reads the page: its status and its text.
    pub async fn read(&self, path: &str) -> (u16, String) {
        let response = self.open(path).await;
        let status = response.status().as_u16();
        (
            status,
            response
                .text()
                .await
                .unwrap_or_else(|fault| panic!("{path}: {fault}")),
        )
    }

    /// Sends a request of any method.
    pub async fn send(&self, method: reqwest::Method, path: &str, body: Vec<u8>) -> Response {
        let url = format!("{}{path}", self.base);
        self.client
            .request(method, &url)
            .body(body)
            .send()
            .await
            .unwrap_or_else(|fault| panic!("{url}: {fault}"))
    }

    /// Sends JSON.
    pub async fn send_json(&self, method: reqwest::Method, path: &str, body: &str) -> Response {
        let url = format!("{}{path}", self.base);
        self.client
            .request(method, &url)
            .header("content-type", "application/json")
            .body(body.to_owned())
            .send()
            .await
            .unwrap_or_else(|fault| panic!("{url}: {fault}"))
    }
}
