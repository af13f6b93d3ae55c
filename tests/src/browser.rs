//! Somebody with a browser that keeps its session and fills in forms. Actors use HTTP alone.

use std::sync::{Mutex, PoisonError};

use reqwest::{Method, Response};

use crate::server::{Server, Visitor};

/// The cookie of a session.
const COOKIE: &str = "__Host-renkei=";

/// A browser.
#[derive(Debug)]
pub struct Browser {
    visitor: Visitor,
    cookie: Mutex<Option<String>>,
}

/// What a browser shows.
#[derive(Debug, Clone)]
pub struct Page {
    /// The status.
    pub status: u16,
    /// Where it leads, when it only leads on.
    pub leads_to: Option<String>,
    /// The policy under which it runs.
    pub policy: String,
    /// The cookies it sets, whole.
    pub cookies: Vec<String>,
    /// What kind of thing came.
    pub kind: String,
    /// What a browser is told to do with it, where it is told.
    pub disposition: String,
    /// How long a browser may keep it.
    pub kept: String,
    /// The text of the page.
    pub html: String,
}

impl Page {
    /// Whether the page says something, be it with readings above its kanji or without.
    #[must_use]
    pub fn says(&self, words: &str) -> bool {
        self.html.contains(words) || self.without_readings().contains(words)
    }

    /// The text of the page as it is for whoever chose no readings.
    #[must_use]
    pub fn without_readings(&self) -> String {
        let mut kept = String::with_capacity(self.html.len());
        let mut rest = self.html.as_str();
        while let Some((before, from)) = rest.split_once("<ruby>") {
            let (word, after) = from.split_once("</ruby>").unwrap_or((from, ""));
            kept.push_str(before);
            kept.push_str(word.split("<r").next().unwrap_or_default());
            rest = after;
        }
        kept.push_str(rest);
        kept
    }

    /// What the page shows as code: secrets that are shown once.
    #[must_use]
    pub fn codes(&self) -> Vec<String> {
        let parts = self.html.split("<code>").skip(1);
        let codes = parts.filter_map(|part| part.split("</code>").next());
        codes.map(str::to_owned).collect()
    }
}

impl Browser {
    /// A browser that has never been here.
    #[must_use]
    pub fn at(server: &Server) -> Self {
        Self::of(server.visitor())
    }

    /// The browser of a visitor, as new.
    #[must_use]
    pub fn of(visitor: Visitor) -> Self {
        Self {
            visitor,
            cookie: Mutex::new(None),
        }
    }

    /// What the browser sends as its session.
    #[must_use]
    pub fn session(&self) -> Option<String> {
        let cookie = self.cookie.lock().unwrap_or_else(PoisonError::into_inner);
        cookie.clone()
    }

    /// Gives the browser another session, as a thief or a second window would have it.
    pub fn keep(&self, session: Option<String>) {
        *self.cookie.lock().unwrap_or_else(PoisonError::into_inner) = session;
    }

    /// Opens a page and stays there, even if it leads on.
    pub async fn look(&self, path: &str) -> Page {
        self.sent(Method::GET, path, &[], None).await
    }

    /// Opens a page and goes on to where it leads.
    pub async fn open(&self, path: &str) -> Page {
        let page = self.look(path).await;
        self.follow(page).await
    }

    /// Sends a form and stays there, even if it leads on.
    pub async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.sent(Method::POST, path, &[], Some(packed(fields)))
            .await
    }

    /// Sends a form and goes on to where it leads.
    pub async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let page = self.send(path, fields).await;
        self.follow(page).await
    }

    /// Sends a file with the fields beside it, packed as a browser packs them, and stays there.
    pub async fn send_file(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        name: &str,
        bytes: &[u8],
    ) -> Page {
        const BOUNDARY: &str = "----renkei-tests";
        let mut body = Vec::with_capacity(bytes.len() + 1_024);
        for (field, value) in fields {
            let part = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        let mut request = self.visitor.request(Method::POST, path);
        if let Some(session) = self.session() {
            request = request.header("cookie", format!("{COOKIE}{session}"));
        }
        let answer = request
            .header(
                "content-type",
                format!("multipart/form-data; boundary={BOUNDARY}"),
            )
            .body(body)
            .send()
            .await
            .unwrap_or_else(|fault| panic!("{path}: {fault}"));
        self.shown(answer).await
    }

    /// Sends anything with headers of the test's own.
    pub async fn sent(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        form: Option<String>,
    ) -> Page {
        let mut request = self.visitor.request(method, path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(session) = self.session() {
            request = request.header("cookie", format!("other=1; {COOKIE}{session}"));
        }
        if let Some(form) = form {
            request = request
                .header("content-type", "application/x-www-form-urlencoded")
                .body(form);
        }
        let answer = request
            .send()
            .await
            .unwrap_or_else(|fault| panic!("{path}: {fault}"));
        self.shown(answer).await
    }

    async fn follow(&self, mut page: Page) -> Page {
        for _ in 0..10 {
            match page.leads_to.clone() {
                Some(path) => page = self.look(&path).await,
                None => return page,
            }
        }
        panic!("it leads on for ever: {:?}", page.leads_to)
    }

    async fn shown(&self, answer: Response) -> Page {
        let header = |name: &str| {
            let values = answer.headers().get_all(name).iter();
            let values = values.filter_map(|value| value.to_str().ok());
            values.map(str::to_owned).collect::<Vec<String>>()
        };
        let cookies = header("set-cookie");
        for cookie in cookies
            .iter()
            .filter_map(|cookie| cookie.strip_prefix(COOKIE))
        {
            let value = cookie.split(';').next().unwrap_or_default();
            self.keep((!value.is_empty()).then(|| value.to_owned()));
        }
        Page {
            status: answer.status().as_u16(),
            leads_to: header("location").into_iter().next(),
            policy: header("content-security-policy").join("; "),
            kind: header("content-type").join("; "),
            disposition: header("content-disposition").join("; "),
            kept: header("cache-control").join("; "),
            cookies,
            html: answer.text().await.unwrap_or_default(),
        }
    }
}

/// The fields of a form, packed as a browser packs them.
#[must_use]
pub fn packed(fields: &[(&str, &str)]) -> String {
    let part = |text: &str| -> String {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
                _ => format!("%{byte:02X}"),
            })
            .collect()
    };
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", part(name), part(value)))
        .collect();
    pairs.join("&")
}
