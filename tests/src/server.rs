//! A real server on a port of its own, and visitors who call it by HTTP.

use std::net::SocketAddr;

use renkei_app::App;
use renkei_graphql::Api;
use renkei_web::server::{self, ConnectionLimits};
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
        let secretariats = Secretariats::read(&app)
            .await
            .unwrap_or_else(|fault| panic!("{fault}"));
        let router = routes::router(Site {
            api: Api::new(app.clone()),
            app,
            address,
            secretariats,
            is_demo: false,
        });
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
        #[expect(
            clippy::disallowed_methods,
            reason = "a visitor calls the test's own server"
        )]
        let client = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .unwrap_or_else(|fault| panic!("{fault}"));
        Visitor {
            base: format!("http://{}", self.address),
            client,
        }
    }
}

/// Somebody with a browser.
#[derive(Debug, Clone)]
pub struct Visitor {
    base: String,
    client: Client,
}

impl Visitor {
    /// Opens a path.
    pub async fn open(&self, path: &str) -> Response {
        let url = format!("{}{path}", self.base);
        self.client
            .get(&url)
            .send()
            .await
            .unwrap_or_else(|fault| panic!("{url}: {fault}"))
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
