//! Who calls.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use renkei_app::StoreFault;
use renkei_domain::access::principal::Principal;
use renkei_graphql::Program;

use super::fault::Fault;
use crate::Site;
use crate::session;

/// Who calls, and by which program where it shows a token.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) principal: Principal,
    pub(super) program: Option<Program>,
}

impl Known {
    const fn without_token(principal: Principal) -> Self {
        Self {
            principal,
            program: None,
        }
    }

    fn nobody() -> Self {
        Self::without_token(Principal::anybody())
    }

    /// Whoever called, where they still are who they were: a session that ended leaves nobody, who may not go on in
    /// its owner's place.
    pub(super) fn still(self, before: &Principal) -> Result<Self, Fault> {
        let (was, is) = (before.account(), self.principal.account());
        if was == is {
            Ok(self)
        } else {
            Err(Fault::SessionEnded)
        }
    }
}

/// Whoever a token names, or anybody where none came. A token that is not good is no reason to go on as
/// anybody: its owner would wonder about what is missing.
pub(super) async fn by_token(site: &Site, headers: &HeaderMap) -> Result<Known, Fault> {
    match token(headers) {
        Sent::Nothing => Ok(Known::nobody()),
        Sent::Token(secret) => known(site, secret).await,
        Sent::SomethingElse => Err(Fault::TokenUnknown),
    }
}

/// The same, or else whoever the session names: the editor is a page, and whoever uses it is signed in.
pub(super) async fn by_token_or_session(site: &Site, headers: &HeaderMap) -> Result<Known, Fault> {
    known_by(site, headers, true).await
}

/// The same of whoever goes on watching, which keeps no session open: a machine left alone watches by itself.
pub(super) async fn still_by_token_or_session(
    site: &Site,
    headers: &HeaderMap,
) -> Result<Known, Fault> {
    known_by(site, headers, false).await
}

async fn known_by(site: &Site, headers: &HeaderMap, is_use: bool) -> Result<Known, Fault> {
    let secret = match token(headers) {
        Sent::Nothing => session::secret(headers),
        Sent::Token(_) | Sent::SomethingElse => return by_token(site, headers).await,
    };
    let Some(secret) = secret else {
        return Ok(Known::nobody());
    };
    let session = if is_use {
        site.app.whoever(&secret).await
    } else {
        site.app.still_whoever(&secret).await
    };
    let session = session.map_err(|fault| broken(&fault))?;
    Ok(session.map_or_else(Known::nobody, |session| {
        Known::without_token(session.principal)
    }))
}

async fn known(site: &Site, secret: &str) -> Result<Known, Fault> {
    let known = site.app.known_by_token(secret).await;
    let known = known.map_err(|fault| broken(&fault))?;
    let known = known.ok_or(Fault::TokenUnknown)?;
    Ok(Known {
        principal: known.principal,
        program: Some(Program {
            token: known.id,
            documents: known.documents,
        }),
    })
}

fn broken(fault: &StoreFault) -> Fault {
    tracing::error!(%fault, "it could not be looked up who calls");
    Fault::Broken
}

/// What stands in `Authorization`.
#[derive(Debug, PartialEq, Eq)]
enum Sent<'a> {
    Nothing,
    Token(&'a str),
    SomethingElse,
}

/// Reads RFC 6750, section 2.1; the scheme's name is the same in capitals.
fn token(headers: &HeaderMap) -> Sent<'_> {
    let mut stated = headers.get_all(AUTHORIZATION).iter();
    let (only, None) = (stated.next(), stated.next()) else {
        return Sent::SomethingElse;
    };
    let Some(only) = only else {
        return Sent::Nothing;
    };
    let parts = only.to_str().ok().and_then(|only| only.split_once(' '));
    match parts {
        Some((scheme, secret)) if scheme.eq_ignore_ascii_case("bearer") => {
            Sent::Token(secret.trim())
        }
        _ => Sent::SomethingElse,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_program_says_who_it_is_in_one_way() {
        let cases: &[(&[&'static str], Sent<'static>)] = &[
            (&[], Sent::Nothing),
            (&["Bearer renkei_abc"], Sent::Token("renkei_abc")),
            (&["bearer  renkei_abc"], Sent::Token("renkei_abc")),
            (&["Basic dXNlcjpwYXNz"], Sent::SomethingElse),
            (&["Bearer"], Sent::SomethingElse),
            (&[""], Sent::SomethingElse),
            (&["Bearer a", "Bearer b"], Sent::SomethingElse),
        ];
        for (stated, expected) in cases {
            let mut headers = HeaderMap::new();
            for value in *stated {
                headers.append(AUTHORIZATION, HeaderValue::from_static(value));
            }
            assert_eq!(token(&headers), *expected, "{stated:?}");
        }
    }
}
