//! What a visitor sees when there is nothing to show, or when something of ours broke.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use renkei_app::StoreFault;

use crate::Secretariats;
use crate::headers::RequestId;
use crate::pages::{Samples, Shell};
use crate::paths::EntrancePath;
use crate::secretariat::SecretariatLine;

/// Why a page cannot be shown.
#[derive(Debug, Clone)]
pub enum PageFault {
    /// There is no such thing, or none for these eyes: the same answer.
    NotFound,
    /// The address exists, the method does not.
    MethodNotAllowed,
    /// The request is larger than allowed.
    TooLarge,
    /// The request cannot be understood.
    BadRequest,
    /// More was opened in a short time than one address may.
    TooMany,
    /// A page of another site sent the form.
    Forged,
    /// It is not for this account to do.
    NotAllowed,
    /// The answer took too long.
    TooSlow,
    /// Something of ours broke; the text is for the log alone.
    Broken(String),
}

impl PageFault {
    /// The fault behind a bare status of a layer.
    #[must_use]
    pub fn from_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::TOO_MANY_REQUESTS => Self::TooMany,
            _ => Self::BadRequest,
        }
    }

    const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Forged | Self::NotAllowed => StatusCode::FORBIDDEN,
            Self::TooSlow => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    const fn words(&self) -> (&'static str, &'static str) {
        match self {
            Self::NotFound => (
                "ページが見つかりません",
                "アドレスが変わったか、いまは名簿にない機関かもしれません。名簿の入口から さがしてみてください。",
            ),
            Self::MethodNotAllowed => (
                "この操作はできません",
                "前のページにもどって、もう一度お試しください。",
            ),
            Self::TooLarge => (
                "送られた内容が大きすぎます",
                "内容を減らして、もう一度お試しください。",
            ),
            Self::BadRequest => (
                "送られた内容を読めませんでした",
                "前のページにもどって、もう一度お試しください。",
            ),
            Self::TooMany => (
                "短いあいだに たくさん開かれました",
                "ほかの人も使えるように、少し待っていただいています。1分ほどしてから、もう一度お試しください。同じ建物から おおぜいで使っていて たびたび出るときは、事務局にお知らせください。",
            ),
            Self::Forged => (
                "ほかのサイトから送られたので、受け取りませんでした",
                "この名簿のページを開きなおして、そこから もう一度送ってください。何も変わっていません。",
            ),
            Self::NotAllowed => (
                "このアカウントでは できません",
                "ネットワークの事務局か、この名簿の運用者ができます。必要なときは、事務局にお知らせください。",
            ),
            Self::TooSlow => (
                "時間がかかりすぎたので、とちゅうで やめました",
                "さがしているときは、ことばや場所で しぼると早くなります。何かを送ったときは、送れているかを 前のページで確かめてから、もう一度お試しください。続くときは、下の番号を事務局にお知らせください。",
            ),
            Self::Broken(_) => (
                "うまく表示できませんでした",
                "こちらの不具合です。少し待ってから、もう一度お試しください。続くときは、下の番号を事務局にお知らせください。",
            ),
        }
    }
}

impl From<StoreFault> for PageFault {
    fn from(fault: StoreFault) -> Self {
        Self::Broken(fault.to_string())
    }
}

impl IntoResponse for PageFault {
    /// The page itself is made at the outermost layer, which knows the request's id.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The page of a fault.
#[derive(Debug, Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    shell: Shell,
    heading: &'static str,
    advice: &'static str,
    request_id: Option<String>,
    home: EntrancePath,
}

impl ErrorPage {
    fn of(fault: &PageFault, id: &str, secretariats: Vec<SecretariatLine>) -> Self {
        let (heading, advice) = fault.words();
        let request_id =
            matches!(fault, PageFault::Broken(_) | PageFault::TooSlow).then(|| id.to_owned());
        Self {
            shell: Shell::bare().with_secretariats(secretariats),
            heading,
            advice,
            request_id,
            home: EntrancePath,
        }
    }
}

impl Samples for ErrorPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page =
            |fault: PageFault, secretariats| Self::of(&fault, "0123456789abcdef", secretariats);
        let one = || vec![SecretariatLine::sample()];
        let long = SecretariatLine {
            name: "障がいのある方の就労と生活をささえる総合支援センター".repeat(10),
            ..SecretariatLine::sample()
        };
        let broken = || PageFault::Broken("why".to_owned());
        vec![
            ("not_found", page(PageFault::NotFound, one())),
            ("not_allowed", page(PageFault::NotAllowed, one())),
            ("too_many", page(PageFault::TooMany, one())),
            ("too_slow", page(PageFault::TooSlow, one())),
            ("broken", page(broken(), one())),
            ("nobody_to_tell", page(broken(), Vec::new())),
            ("longest", page(broken(), vec![long; 5])),
        ]
    }
}

pub(crate) fn render(
    fault: &PageFault,
    status: StatusCode,
    id: &RequestId,
    secretariats: &Secretariats,
) -> Response {
    match ErrorPage::of(fault, &id.0, secretariats.lines()).render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(_) => (
            StatusCode::INTERNAL_SERVER_ERROR,
            "うまく表示できませんでした",
        )
            .into_response(),
    }
}

pub(crate) async fn not_found() -> PageFault {
    PageFault::NotFound
}

pub(crate) async fn method_not_allowed() -> PageFault {
    PageFault::MethodNotAllowed
}
