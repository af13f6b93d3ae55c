//! Numbers for whoever runs the installation, in the text that Prometheus reads: what was answered and how
//! fast, and how much of what there is. They are told at an address of their own, never beside the pages,
//! and tell of nobody: routes by their pattern, no ids, nothing that came with a request.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use renkei_app::{App, Figures};

use crate::headers::pattern_of;
use crate::server::open::OpenConnections;
use crate::throttle::Throttle;

/// What Prometheus calls the text.
const KIND: &str = "text/plain; version=0.0.4; charset=utf-8";

/// The upper ends of what durations are sorted into: milliseconds, and seconds as text.
const BOUNDS: [(u64, &str); 11] = [
    (5, "0.005"),
    (10, "0.01"),
    (25, "0.025"),
    (50, "0.05"),
    (100, "0.1"),
    (250, "0.25"),
    (500, "0.5"),
    (1_000, "1"),
    (2_500, "2.5"),
    (5_000, "5"),
    (10_000, "10"),
];

/// What has been counted since the process began. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Metrics {
    counted: Arc<Mutex<Counted>>,
    open: OpenConnections,
}

#[derive(Debug, Default)]
struct Counted {
    /// Answers by route, method and status.
    answers: BTreeMap<(String, &'static str, u16), u64>,
    /// How long they took, by route.
    durations: BTreeMap<String, Durations>,
}

#[derive(Debug, Default)]
struct Durations {
    /// How many fell below each bound and not below the one before.
    below: [u64; BOUNDS.len()],
    all: u64,
    sum: Duration,
}

impl Durations {
    fn add(&mut self, took: Duration) {
        let place = BOUNDS
            .iter()
            .position(|(bound, _)| took <= Duration::from_millis(*bound));
        if let Some(place) = place {
            self.below[place] += 1;
        }
        self.all += 1;
        self.sum += took;
    }
}

impl Metrics {
    /// Counts what a router answers.
    pub fn counting(&self, router: Router) -> Router {
        router.layer(middleware::from_fn_with_state(self.clone(), count))
    }

    /// Where connections are counted.
    #[must_use]
    pub fn connections(&self) -> OpenConnections {
        self.open.clone()
    }

    /// The address at which the numbers are told.
    pub fn router(&self, app: App, throttle: Throttle) -> Router {
        Router::new()
            .route("/metrics", get(tell))
            .with_state((self.clone(), app, throttle))
    }

    fn add(&self, route: &str, method: &Method, status: StatusCode, took: Duration) {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = (route.to_owned(), word(method), status.as_u16());
        *counted.answers.entry(answer).or_default() += 1;
        let durations = counted.durations.entry(route.to_owned()).or_default();
        durations.add(took);
    }

    fn text(&self, figures: &Figures, watched: Watched) -> String {
        let mut text = Text::default();
        {
            let counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
            counted.write(&mut text);
        }
        text.begin("renkei_http_connections", "gauge", "Open connections.");
        text.line("renkei_http_connections", "", self.open.now());
        text.begin("renkei_graphql_sockets", "gauge", "Open WebSockets.");
        text.line("renkei_graphql_sockets", "", watched.sockets);
        text.begin("renkei_graphql_streams", "gauge", "Running subscriptions.");
        text.line("renkei_graphql_streams", "", watched.streams);
        text.begin("renkei_acts_total", "counter", "Acts on record.");
        text.line("renkei_acts_total", "", figures.acts);
        text.begin("renkei_letters", "gauge", "Letters by state.");
        for (state, count) in &figures.letters {
            text.line("renkei_letters", &format!("state=\"{state}\""), count);
        }
        text.begin("renkei_imports", "gauge", "Import runs by data and state.");
        for ((dataset, state), count) in &figures.imports {
            let labels = format!("dataset=\"{dataset}\",state=\"{state}\"");
            text.line("renkei_imports", &labels, count);
        }
        text.begin("renkei_build_info", "gauge", "The version that runs.");
        let version = format!("version=\"{}\"", env!("CARGO_PKG_VERSION"));
        text.line("renkei_build_info", &version, 1);
        text.0
    }
}

/// What is watched now.
#[derive(Debug, Clone, Copy)]
struct Watched {
    sockets: usize,
    streams: usize,
}

impl Counted {
    fn write(&self, text: &mut Text) {
        const ANSWERS: &str = "renkei_http_requests_total";
        text.begin(ANSWERS, "counter", "Answers by route, method and status.");
        for ((route, method, status), count) in &self.answers {
            let labels = format!("route=\"{route}\",method=\"{method}\",status=\"{status}\"");
            text.line(ANSWERS, &labels, count);
        }
        const DURATIONS: &str = "renkei_http_request_duration_seconds";
        text.begin(DURATIONS, "histogram", "How long answers took, by route.");
        for (route, durations) in &self.durations {
            let name = format!("{DURATIONS}_bucket");
            let mut below = 0;
            for ((_, bound), count) in BOUNDS.iter().zip(durations.below) {
                below += count;
                let labels = format!("route=\"{route}\",le=\"{bound}\"");
                text.line(&name, &labels, below);
            }
            let labels = format!("route=\"{route}\",le=\"+Inf\"");
            text.line(&name, &labels, durations.all);
            let labels = format!("route=\"{route}\"");
            let sum = durations.sum.as_secs_f64();
            text.line(&format!("{DURATIONS}_sum"), &labels, sum);
            text.line(&format!("{DURATIONS}_count"), &labels, durations.all);
        }
    }
}

/// The text as it grows.
#[derive(Default)]
struct Text(String);

impl Text {
    fn begin(&mut self, name: &str, kind: &str, help: &str) {
        self.0
            .push_str(&format!("# HELP {name} {help}\n# TYPE {name} {kind}\n"));
    }

    fn line(&mut self, name: &str, labels: &str, value: impl std::fmt::Display) {
        let line = if labels.is_empty() {
            format!("{name} {value}\n")
        } else {
            format!("{name}{{{labels}}} {value}\n")
        };
        self.0.push_str(&line);
    }
}

/// Whoever makes up methods does not make up series.
fn word(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    }
}

async fn count(State(metrics): State<Metrics>, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let route = pattern_of(&request);
    let began = Instant::now();
    let response = next.run(request).await;
    metrics.add(&route, &method, response.status(), began.elapsed());
    response
}

async fn tell(State((metrics, app, throttle)): State<(Metrics, App, Throttle)>) -> Response {
    let watched = Watched {
        sockets: throttle.open_sockets(),
        streams: throttle.open_streams(),
    };
    match app.figures().await {
        Ok(figures) => {
            let text = metrics.text(&figures, watched);
            ([(header::CONTENT_TYPE, KIND)], text).into_response()
        }
        Err(fault) => {
            tracing::error!(%fault, "the database does not answer");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_answered_is_counted_by_route_and_told_as_prometheus_reads_it() {
        let metrics = Metrics::default();
        let made_up = Method::from_bytes(b"HARUKA").expect("a method");
        for (method, status, took) in [
            (Method::GET, 200, 4),
            (Method::GET, 200, 30),
            (made_up, 405, 20_000),
        ] {
            let status = StatusCode::from_u16(status).expect("a status");
            metrics.add(
                "/resources/{id}",
                &method,
                status,
                Duration::from_millis(took),
            );
        }
        let figures = Figures {
            acts: 7,
            letters: BTreeMap::from([("queued".to_owned(), 2)]),
            imports: BTreeMap::from([(("wamnet".to_owned(), "shown".to_owned()), 1)]),
        };
        let watched = Watched {
            sockets: 3,
            streams: 5,
        };
        let text = metrics.text(&figures, watched);
        for line in [
            r#"renkei_http_requests_total{route="/resources/{id}",method="GET",status="200"} 2"#,
            r#"renkei_http_requests_total{route="/resources/{id}",method="other",status="405"} 1"#,
            r#"renkei_http_request_duration_seconds_bucket{route="/resources/{id}",le="0.005"} 1"#,
            r#"renkei_http_request_duration_seconds_bucket{route="/resources/{id}",le="0.05"} 2"#,
            r#"renkei_http_request_duration_seconds_bucket{route="/resources/{id}",le="10"} 2"#,
            r#"renkei_http_request_duration_seconds_bucket{route="/resources/{id}",le="+Inf"} 3"#,
            r#"renkei_http_request_duration_seconds_sum{route="/resources/{id}"} 20.034"#,
            r#"renkei_http_request_duration_seconds_count{route="/resources/{id}"} 3"#,
            "renkei_http_connections 0",
            "renkei_graphql_sockets 3",
            "renkei_graphql_streams 5",
            "renkei_acts_total 7",
            r#"renkei_letters{state="queued"} 2"#,
            r#"renkei_imports{dataset="wamnet",state="shown"} 1"#,
        ] {
            assert!(text.lines().any(|told| told == line), "{line}\n{text}");
        }
        assert!(!text.contains("HARUKA"), "{text}");
    }
}
