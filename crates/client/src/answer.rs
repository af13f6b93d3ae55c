//! What an answer says: data, or why there are none.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::error::{Error, GraphQlError};

#[derive(Deserialize)]
struct Answer<F> {
    data: Option<F>,
    #[serde(default)]
    errors: Vec<GraphQlError>,
}

#[derive(Deserialize)]
struct Refused {
    #[serde(default)]
    errors: Vec<GraphQlError>,
}

/// The data of an answer. One error makes all of it an error: what is null beside it is not known to be absent.
pub(crate) fn read<F: DeserializeOwned>(answer: &[u8]) -> Result<F, Error> {
    match serde_json::from_slice::<Answer<F>>(answer) {
        Ok(read) if read.errors.is_empty() => read
            .data
            .ok_or_else(|| Error::Unreadable("it has neither data nor errors".to_owned())),
        Ok(read) => Err(Error::GraphQl {
            errors: read.errors,
        }),
        // An error may leave holes where the data must have none.
        Err(fault) => match refusals(answer) {
            errors if errors.is_empty() => Err(Error::Unreadable(fault.to_string())),
            errors => Err(Error::GraphQl { errors }),
        },
    }
}

/// The errors of an answer, as far as it has any.
pub(crate) fn refusals(answer: &[u8]) -> Vec<GraphQlError> {
    serde_json::from_slice::<Refused>(answer).map_or_else(|_| Vec::new(), |refused| refused.errors)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Name {
        name: String,
    }

    fn told(answer: &Value) -> Result<Name, Error> {
        read(answer.to_string().as_bytes())
    }

    #[test]
    fn one_error_is_told_by_its_code_whatever_stands_beside_it() {
        let errors = json!([{ "message": "no", "extensions": { "code": "PAGE_SIZE" } }]);
        for data in [
            json!(null),
            json!({ "name": "ひなたの会" }),
            json!({ "name": null }),
        ] {
            let fault = told(&json!({ "data": data, "errors": errors })).expect_err("refused");
            assert_eq!(fault.code(), Some("PAGE_SIZE"), "{fault:?}");
            assert!(!fault.is_passing());
        }
        let bare = told(&json!({ "errors": [{ "message": "no" }] })).expect_err("refused");
        assert_eq!(bare.code(), None);
        assert_eq!(bare.to_string(), "the server refused: no code: no");
    }

    #[test]
    fn what_is_no_answer_is_unreadable() {
        let name = told(&json!({ "data": { "name": "ひなたの会" }, "extensions": {} }));
        assert_eq!(
            name.ok().map(|name| name.name).as_deref(),
            Some("ひなたの会")
        );
        for answer in [
            json!({}),
            json!({ "data": null }),
            json!({ "data": { "name": 7 } }),
            json!([]),
        ] {
            assert!(
                matches!(told(&answer), Err(Error::Unreadable(_))),
                "{answer}"
            );
        }
        assert!(matches!(read::<Name>(b"<html>"), Err(Error::Unreadable(_))));
        assert!(refusals(b"<html>").is_empty());
    }
}
