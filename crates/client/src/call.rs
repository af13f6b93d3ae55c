//! Sending operations, and trying again what may be.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};

use cynic::schema::{MutationRoot, QueryRoot};
use cynic::{Operation, QueryFragment};
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use secrecy::ExposeSecret as _;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::answer;
use crate::error::Error;
use crate::manifest::document_id;
use crate::retry;
use crate::settings::Client;

/// No answer is longer: a full page with everything has a few megabytes.
const LONGEST_ANSWER: usize = 64 * 1024 * 1024;

/// Whether a call may reach the server more than once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Repeats {
    Allowed,
    Never,
}

impl Client {
    /// Asks an operation that changes nothing, and asks again as [`Retries`](crate::Retries) says where that may help.
    ///
    /// # Errors
    /// See [`Error`]: one error in the answer makes all of it an error.
    pub async fn query<F, V>(&self, operation: Operation<F, V>) -> Result<F, Error>
    where
        F: QueryFragment + DeserializeOwned,
        F::SchemaType: QueryRoot,
        V: Serialize,
    {
        let body = self.written(&operation)?;
        drop(operation);
        let answer = self.exchange(body.to_string(), Repeats::Allowed).await?;
        answer::read(&answer)
    }

    /// Sends an operation of one mutation. It is tried again only where its input carries an `idempotencyKey`, by which
    /// the server knows it again; without one, after [`Error::Transport`] nobody knows whether it was done.
    ///
    /// A refusal that the schema foresees is no error: it stands in the payload.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn mutate<F, V>(&self, operation: Operation<F, V>) -> Result<F, Error>
    where
        F: QueryFragment + DeserializeOwned,
        F::SchemaType: MutationRoot,
        V: Serialize,
    {
        let body = self.written(&operation)?;
        drop(operation);
        let answer = self.exchange(body.to_string(), repeats(&body)).await?;
        answer::read(&answer)
    }

    /// An operation as it is sent.
    fn written<F, V: Serialize>(&self, operation: &Operation<F, V>) -> Result<Value, Error> {
        let body = serde_json::to_value(operation);
        let mut body = body.map_err(|fault| {
            Error::Unreadable(format!("the operation cannot be written: {fault}"))
        })?;
        if self.is_registered
            && let Some(whole) = body.as_object_mut()
            && whole.remove("query").is_some()
        {
            let id = document_id(&operation.query);
            whole.insert("documentId".to_owned(), Value::from(id));
        }
        Ok(body)
    }

    async fn exchange(&self, body: String, repeats: Repeats) -> Result<Vec<u8>, Error> {
        let mut tried = 0_u32;
        loop {
            tried += 1;
            let fault = match self.tried(body.clone()).await {
                Ok(answer) => return Ok(answer),
                Err(fault) => fault,
            };
            if repeats == Repeats::Never || !fault.is_passing() {
                return Err(fault);
            }
            match self.retries.wait(tried, fault.retry_after(), drawn()) {
                Some(wait) => tokio::time::sleep(wait).await,
                None => return Err(fault),
            }
        }
    }

    /// One try.
    async fn tried(&self, body: String) -> Result<Vec<u8>, Error> {
        let mut request = self
            .http
            .post(self.endpoint.clone())
            .header(CONTENT_TYPE, "application/json")
            .header(ACCEPT, "application/json")
            .body(body);
        if let Some(token) = &self.token {
            request = request.bearer_auth(token.expose_secret());
        }
        let mut response = request.send().await.map_err(Error::transport)?;
        let status = response.status();
        let retry_after = retry::asked(response.headers());
        let mut answer = Vec::new();
        while let Some(part) = response.chunk().await.map_err(Error::transport)? {
            if answer.len() + part.len() > LONGEST_ANSWER {
                return Err(Error::Unreadable("it does not end".to_owned()));
            }
            answer.extend_from_slice(&part);
        }
        if status.is_success() {
            return Ok(answer);
        }
        Err(Error::Status {
            status: status.as_u16(),
            errors: answer::refusals(&answer),
            retry_after,
        })
    }
}

/// A mutation may come twice where each of its variables is an input that carries a key.
fn repeats(body: &Value) -> Repeats {
    let carries = |input: &Value| {
        let key = input["idempotencyKey"].as_str();
        key.is_some_and(|key| !key.is_empty())
    };
    let variables = body["variables"].as_object();
    match variables {
        Some(inputs) if !inputs.is_empty() && inputs.values().all(carries) => Repeats::Allowed,
        _ => Repeats::Never,
    }
}

/// A number from 0 to 1: each hasher begins with keys of its own.
fn drawn() -> f64 {
    let bits = RandomState::new().build_hasher().finish();
    f64::from((bits >> 32) as u32) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_mutation_comes_twice_only_with_a_key() {
        for (variables, allowed) in [
            (
                json!({ "input": { "id": "a", "idempotencyKey": "k" } }),
                Repeats::Allowed,
            ),
            (
                json!({ "input": { "id": "a", "idempotencyKey": null } }),
                Repeats::Never,
            ),
            (
                json!({ "input": { "id": "a", "idempotencyKey": "" } }),
                Repeats::Never,
            ),
            (json!({ "input": { "id": "a" } }), Repeats::Never),
            (
                json!({ "a": { "idempotencyKey": "k" }, "b": { "id": "a" } }),
                Repeats::Never,
            ),
            (
                json!({ "a": { "idempotencyKey": "k" }, "id": "a" }),
                Repeats::Never,
            ),
            (json!({ "idempotencyKey": "k" }), Repeats::Never),
            (json!({}), Repeats::Never),
            (json!(null), Repeats::Never),
        ] {
            let body = json!({ "query": "mutation …", "variables": variables });
            assert_eq!(repeats(&body), allowed, "{body}");
        }
    }

    #[test]
    fn draws_lie_between_nothing_and_one_and_differ() {
        let draws: Vec<f64> = (0..100).map(|_| drawn()).collect();
        assert!(
            draws.iter().all(|drawn| (0.0..=1.0).contains(drawn)),
            "{draws:?}"
        );
        assert!(draws.windows(2).any(|pair| pair[0] != pair[1]), "{draws:?}");
    }
}
