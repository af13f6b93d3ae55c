//! How a program of somebody else is connected, on one page in Japanese and one in English: token, first query, pages,
//! changes, webhooks, limits, codes. Numbers and codes are those of the tables that the program itself goes by
//! ([`codes`], [`calls`]); each of its [`samples`] is run by a test as it stands on the page. What the two pages say stands in
//! `connect_ja.html` and `connect_en.html`, part by part in the same order.

mod calls;
mod codes;
mod samples;
pub(super) mod spans;

use std::num::NonZeroU32;

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use renkei_domain::people::trusted::{TRUSTED_BYTES, TRUSTED_DOCUMENTS};
use renkei_domain::people::webhook::{
    WEBHOOK_LOG_KEPT, WEBHOOK_OVERLAP, WEBHOOK_TRIES, WEBHOOK_WAITING, WEBHOOKS,
};
use renkei_graphql::{Bound, DEFAULT_PAGE, IDS_LIMIT, LARGEST_PAGE, MAX_ERRORS};

use self::calls::CloseLine;
use self::codes::{CodeTable, ScopeLine};
use self::samples::ConnectSamples;
use super::{Here, Samples, Shell, shown};
use crate::error::PageFault;
use crate::graphql::{BODY_LIMIT, OPERATIONS};
use crate::headers::{CALL_TIME, READING_TIME};
use crate::paths::{
    ConnectInEnglishPath, ConnectPath, DataPath, EntrancePath, GraphqlPath, HsdsPath, MonthlyPath,
    OpenNetworkPath, Sampled as _, SourcesPath, TokensPath, WebhooksPath,
};
use crate::session::Visitor;
use crate::throttle::{
    LISTS_OF_ONE, POINTS_OF_READING, RateLimits, SOCKETS_OF_ONE, STREAMS_OF_ONE,
};
use crate::{Origin, Site, assets};

/// In which language the page speaks. The frame around it stays Japanese.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Japanese,
    English,
}

impl Language {
    /// What is said in it, of the same in Japanese and in English.
    const fn of(self, [japanese, english]: [&'static str; 2]) -> &'static str {
        match self {
            Self::Japanese => japanese,
            Self::English => english,
        }
    }
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "connect.html")]
pub struct ConnectPage {
    shell: Shell,
    style_of_data: String,
    is_english: bool,
    home: EntrancePath,
    japanese: ConnectPath,
    english: ConnectInEnglishPath,
    data: DataPath,
    tokens: TokensPath,
    webhooks: WebhooksPath,
    monthly: MonthlyPath,
    hsds: HsdsPath,
    sources: SourcesPath,
    endpoint: GraphqlPath,
    /// Where the reader reaches the installation, if that is known.
    origin: Option<Origin>,
    samples: ConnectSamples,
    scopes: Vec<ScopeLine>,
    bounds: Vec<Bound>,
    codes: Vec<CodeTable>,
    closes: Vec<CloseLine>,
    limits: Numbers,
}

/// The numbers in the text, each from where it is kept to.
#[derive(Debug)]
struct Numbers {
    usual_page: u64,
    largest_page: u64,
    ids: usize,
    body_kibibytes: usize,
    answer_seconds: u64,
    /// How many mistakes an answer lists.
    errors: usize,
    /// How many things one may watch at once.
    streams: usize,
    /// How many sockets one may have open at once.
    sockets: usize,
    /// How many operations may be under way on one of them.
    operations: usize,
    /// How many lists one address may read whole at once.
    lists: usize,
    /// How long what is told may wait to be read.
    reading_seconds: u64,
    requests_per_minute: Option<u32>,
    points_per_minute: Option<u32>,
    points_of_a_token: Option<u32>,
    points_of_reading: u64,
    webhooks: usize,
    waiting: u32,
    tries: u32,
    /// The gaps between tries, in words.
    gaps: String,
    overlap_days: i64,
    log_days: i64,
    /// How many documents are registered for one token at most.
    documents: usize,
    /// How long they are together at most.
    documents_kibibytes: usize,
    /// How many a program registers at once.
    documents_at_once: u64,
    /// How long each of those may be.
    document_characters: u64,
}

impl Numbers {
    fn of(language: Language, limits: RateLimits) -> Self {
        Self {
            usual_page: DEFAULT_PAGE,
            largest_page: LARGEST_PAGE,
            ids: IDS_LIMIT,
            body_kibibytes: BODY_LIMIT / 1024,
            answer_seconds: CALL_TIME.as_secs(),
            errors: MAX_ERRORS,
            streams: STREAMS_OF_ONE,
            sockets: SOCKETS_OF_ONE,
            operations: OPERATIONS,
            lists: LISTS_OF_ONE,
            reading_seconds: READING_TIME.as_secs(),
            requests_per_minute: limits.requests_per_minute.map(NonZeroU32::get),
            points_per_minute: limits.points_per_minute.map(NonZeroU32::get),
            points_of_a_token: limits.points_of_a_token().map(NonZeroU32::get),
            points_of_reading: POINTS_OF_READING,
            webhooks: WEBHOOKS,
            waiting: WEBHOOK_WAITING,
            tries: WEBHOOK_TRIES,
            gaps: spans::gaps(language),
            overlap_days: WEBHOOK_OVERLAP.num_days(),
            log_days: WEBHOOK_LOG_KEPT.num_days(),
            documents: TRUSTED_DOCUMENTS,
            documents_kibibytes: TRUSTED_BYTES / 1024,
            documents_at_once: Bound::InputEntries.limit(),
            document_characters: Bound::InputCharacters.limit(),
        }
    }
}

impl ConnectPage {
    fn of(
        shell: Shell,
        language: Language,
        origin: Option<Origin>,
        limits: RateLimits,
        file: Option<&OpenNetworkPath>,
    ) -> Self {
        Self {
            shell,
            style_of_data: assets::href("data.css"),
            is_english: language == Language::English,
            home: EntrancePath,
            japanese: ConnectPath,
            english: ConnectInEnglishPath,
            data: DataPath,
            tokens: TokensPath,
            webhooks: WebhooksPath,
            monthly: MonthlyPath,
            hsds: HsdsPath,
            sources: SourcesPath,
            endpoint: GraphqlPath,
            samples: ConnectSamples::of(origin.as_ref(), file),
            origin,
            scopes: ScopeLine::all(language),
            bounds: Bound::ALL.to_vec(),
            codes: CodeTable::all(language),
            closes: CloseLine::all(language),
            limits: Numbers::of(language, limits),
        }
    }
}

impl Samples for ConnectPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |language, origin, limits, file| {
            Self::of(Shell::sample(Here::Data), language, origin, limits, file)
        };
        let path = OpenNetworkPath::sample();
        let file = Some(&path);
        let usual = RateLimits::default();
        let (japanese, english) = (Language::Japanese, Language::English);
        vec![
            ("usual", page(japanese, Some(Origin::sample()), usual, file)),
            ("empty", page(japanese, None, RateLimits::NONE, None)),
            (
                "longest",
                page(japanese, Some(Origin::longest()), usual, file),
            ),
            (
                "english",
                page(english, Some(Origin::sample()), usual, file),
            ),
            ("english_empty", page(english, None, RateLimits::NONE, None)),
            (
                "english_longest",
                page(english, Some(Origin::longest()), usual, file),
            ),
        ]
    }
}

pub(crate) async fn show(
    _: ConnectPath,
    State(site): State<Site>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, PageFault> {
    told(&site, &visitor, &headers, Language::Japanese).await
}

pub(crate) async fn show_in_english(
    _: ConnectInEnglishPath,
    State(site): State<Site>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, PageFault> {
    told(&site, &visitor, &headers, Language::English).await
}

async fn told(
    site: &Site,
    visitor: &Visitor,
    headers: &HeaderMap,
    language: Language,
) -> Result<Response, PageFault> {
    let networks = site.app.named_networks().await?;
    let file = networks
        .first()
        .map(|network| OpenNetworkPath::of(network.id));
    Ok(shown(&ConnectPage::of(
        Shell::of(site, visitor, Here::Data).await?,
        language,
        site.address.origin_for(headers),
        site.throttle.limits(),
        file.as_ref(),
    )))
}
