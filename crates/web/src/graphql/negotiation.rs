//! Which form of answer a caller takes, by the `Accept` header.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT;

/// The form of an answer. It decides the status of a refused document as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MediaType {
    /// Understood by every client. A refused document is an answer like any other: 200.
    Json,
    /// The newer type, for who names it. A refused document is the caller's mistake: 400.
    GraphqlResponse,
}

impl MediaType {
    /// The content type of an answer.
    pub(crate) const fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
        }
    }

    const fn subtype(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::GraphqlResponse => "graphql-response+json",
        }
    }

    /// What a caller takes; `None` when nothing of ours. Who says nothing takes JSON. The newer type
    /// answers only those who name it, since a client that takes anything may not know it.
    pub(super) fn accepted(headers: &HeaderMap) -> Option<Self> {
        let ranges: Vec<Range<'_>> = headers
            .get_all(ACCEPT)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .filter_map(Range::read)
            .collect();
        if ranges.is_empty() {
            return Some(Self::Json);
        }
        let liking = |kind: Self| Liking::of(kind, &ranges).filter(|liking| liking.weight > 0.0);
        match (liking(Self::GraphqlResponse), liking(Self::Json)) {
            (None, None) => None,
            (None, Some(_)) => Some(Self::Json),
            (Some(_), None) => Some(Self::GraphqlResponse),
            (Some(newer), Some(json)) if newer.is_named && newer.weight >= json.weight => {
                Some(Self::GraphqlResponse)
            }
            (Some(_), Some(_)) => Some(Self::Json),
        }
    }
}

/// One entry of an `Accept` header.
#[derive(Debug, Clone, Copy)]
struct Range<'a> {
    kind: &'a str,
    subtype: &'a str,
    weight: f32,
}

impl<'a> Range<'a> {
    /// Reads an entry; what cannot be understood is no entry.
    fn read(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let (kind, subtype) = parts.next()?.split_once('/')?;
        let weight = parts
            .filter_map(|parameter| parameter.split_once('='))
            .find(|(name, _)| name.trim().eq_ignore_ascii_case("q"))
            .map_or(Some(1.0), |(_, value)| value.trim().parse::<f32>().ok())?;
        (0.0..=1.0).contains(&weight).then_some(Self {
            kind,
            subtype,
            weight,
        })
    }

    fn is(&self, kind: &str, subtype: &str) -> bool {
        self.kind.eq_ignore_ascii_case(kind) && self.subtype.eq_ignore_ascii_case(subtype)
    }
}

/// How much a caller wants a type.
#[derive(Debug, Clone, Copy)]
struct Liking {
    is_named: bool,
    weight: f32,
}

impl Liking {
    /// The most specific entry decides (RFC 9110, section 12.5.1).
    fn of(media: MediaType, ranges: &[Range<'_>]) -> Option<Self> {
        let (kind, subtype) = ("application", media.subtype());
        [(kind, subtype), (kind, "*"), ("*", "*")]
            .into_iter()
            .find_map(|(kind, wanted)| {
                let range = ranges.iter().find(|range| range.is(kind, wanted))?;
                Some(Self {
                    is_named: wanted == subtype,
                    weight: range.weight,
                })
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    const JSON: Option<MediaType> = Some(MediaType::Json);
    const NEWER: Option<MediaType> = Some(MediaType::GraphqlResponse);

    fn accepted(stated: &[&'static str]) -> Option<MediaType> {
        let mut headers = HeaderMap::new();
        for value in stated {
            headers.append(ACCEPT, HeaderValue::from_static(value));
        }
        MediaType::accepted(&headers)
    }

    #[test]
    fn a_client_is_answered_in_a_form_it_takes() {
        let newer = "application/graphql-response+json";
        let cases: &[(&[&'static str], Option<MediaType>)] = &[
            (&[], JSON),
            (&[""], JSON),
            (&["nonsense"], JSON),
            (&["*/*"], JSON),
            (&["application/*"], JSON),
            (&["application/json"], JSON),
            (&["Application/JSON; charset=utf-8"], JSON),
            (&["application/json, text/plain, */*"], JSON),
            (&["text/html,application/xhtml+xml,*/*;q=0.8"], JSON),
            (&[newer], NEWER),
            (&["application/graphql-response+json; charset=utf-8"], NEWER),
            (
                &["application/graphql-response+json, application/json;q=0.9"],
                NEWER,
            ),
            (
                &["application/json, application/graphql-response+json"],
                NEWER,
            ),
            (
                &["application/json, application/graphql-response+json;q=0.9"],
                JSON,
            ),
            (&["application/json;q=0.5", newer], NEWER),
            (&["application/graphql-response+json;q=0.5, */*"], JSON),
            (&["*/*, application/json;q=0"], NEWER),
            (&["*/*;q=0"], None),
            (&["text/html"], None),
            (&["application/xml, text/*"], None),
            (&["application/json;q=0"], None),
            (&["application/json;q=0.0, text/html;q=2"], None),
        ];
        for (stated, expected) in cases {
            assert_eq!(accepted(stated), *expected, "{stated:?}");
        }
    }
}
