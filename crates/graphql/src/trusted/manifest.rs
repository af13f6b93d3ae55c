//! A manifest: the documents of a program in one JSON file, as tools write it that make programs. `{ "sha256:…": "query …" }`
//! is what GraphQL over HTTP calls documents by; digits without the prefix are read too, and the manifest of Apollo's tools
//! (`{ "format": "apollo-persisted-query-manifest", "version": 1, "operations": [{ "id", "body" }] }`), whose ids are digests.

use std::fmt;

use renkei_app::people::document_id;
use renkei_domain::people::DocumentId;
use renkei_domain::people::trusted::{MANIFEST_BYTES, TRUSTED_DOCUMENTS};
use serde_json::{Map, Value};

use crate::guard::Refusal;

/// The word by which a manifest of Apollo's tools is known.
const APOLLO: &str = "apollo-persisted-query-manifest";

/// The most characters of an id that are repeated in an answer.
const SHOWN: usize = 80;

/// A document of a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ManifestDocument {
    pub(super) id: DocumentId,
    pub(super) text: String,
}

/// Why a manifest cannot be used. Nothing of it is registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ManifestFault {
    /// It is longer than is read.
    TooLarge,
    /// It is no JSON; where.
    NotJson {
        /// The line, from 1 on.
        line: usize,
        /// The column, from 1 on.
        column: usize,
    },
    /// It is JSON of another shape.
    Shape,
    /// There is no document in it.
    Empty,
    /// It has more documents than a token may.
    TooMany,
    /// What stands for an id is none.
    NotAnId(String),
    /// There is no text to an id.
    TextMissing(DocumentId),
    /// The text is not that of the id.
    OtherText(DocumentId),
    /// A document would be refused.
    Document {
        /// Which.
        document: DocumentId,
        /// Why.
        refusal: Refusal,
    },
}

impl ManifestFault {
    /// The document that it is about, where that has an id.
    pub(super) fn document(&self) -> Option<DocumentId> {
        match self {
            Self::TextMissing(id) | Self::OtherText(id) => Some(*id),
            Self::Document { document, .. } => Some(*document),
            Self::TooLarge
            | Self::NotJson { .. }
            | Self::Shape
            | Self::Empty
            | Self::TooMany
            | Self::NotAnId(_) => None,
        }
    }
}

impl fmt::Display for ManifestFault {
    /// What is wrong and what to do, for people.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => write!(
                f,
                "ファイルが大きすぎます。{} MiB までにしてください。",
                MANIFEST_BYTES / 1024 / 1024
            ),
            Self::NotJson { line, column } => write!(
                f,
                "JSON として読めません（{line}行目の{column}文字目）。プログラムをつくる道具が書いたファイルを、そのまま入れてください。"
            ),
            Self::Shape => f.write_str(
                "文の一覧の形ではありません。{ \"sha256:…\": \"query …\" } の形の JSON を入れてください。",
            ),
            Self::Empty => {
                f.write_str("文が1つもありません。登録する文の一覧を入れてください。")
            }
            Self::TooMany => write!(
                f,
                "文が多すぎます。一度に登録できるのは {TRUSTED_DOCUMENTS} までです。"
            ),
            Self::NotAnId(id) => write!(
                f,
                "「{id}」は文の番号ではありません。sha256: と、0から9・aからf の64文字にしてください。"
            ),
            Self::TextMissing(id) => write!(f, "{id} の文（query …）がありません。"),
            Self::OtherText(id) => write!(
                f,
                "{id} は、その文の番号ではありません。文が書きかえられたか、番号がちがいます。一覧をつくりなおしてください。"
            ),
            Self::Document { document, refusal } => {
                write!(f, "{document} の文は登録できません。")?;
                if let Some((line, column)) = refusal.place() {
                    write!(f, "{line}行目の{column}文字目: ")?;
                }
                write!(f, "{}（{}）", refusal.message(), refusal.code.code())
            }
        }
    }
}

/// Reads a manifest. That each text is the one of its id is seen; whether it fits the schema is not.
pub(super) fn read(text: &str) -> Result<Vec<ManifestDocument>, ManifestFault> {
    if text.len() > MANIFEST_BYTES {
        return Err(ManifestFault::TooLarge);
    }
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(ManifestFault::Empty);
    }
    let value = serde_json::from_str(text).map_err(|fault| ManifestFault::NotJson {
        line: fault.line(),
        column: fault.column(),
    })?;
    let Value::Object(whole) = value else {
        return Err(ManifestFault::Shape);
    };
    let entries = match whole.get("format").and_then(Value::as_str) {
        Some(APOLLO) => of_apollo(whole)?,
        Some(_) => return Err(ManifestFault::Shape),
        None => whole.into_iter().collect(),
    };
    documents(entries)
}

/// The documents of a list of ids and texts, as far as [`read`] looks at them.
pub(super) fn listed(
    entries: Vec<(String, String)>,
) -> Result<Vec<ManifestDocument>, ManifestFault> {
    let entries = entries.into_iter();
    documents(
        entries
            .map(|(id, text)| (id, Value::String(text)))
            .collect(),
    )
}

fn documents(entries: Vec<(String, Value)>) -> Result<Vec<ManifestDocument>, ManifestFault> {
    if entries.is_empty() {
        return Err(ManifestFault::Empty);
    }
    if entries.len() > TRUSTED_DOCUMENTS {
        return Err(ManifestFault::TooMany);
    }
    entries.into_iter().map(document).collect()
}

/// Ids and texts, as tools of Apollo write them.
fn of_apollo(mut whole: Map<String, Value>) -> Result<Vec<(String, Value)>, ManifestFault> {
    let Some(Value::Array(operations)) = whole.remove("operations") else {
        return Err(ManifestFault::Shape);
    };
    let entries = operations.into_iter().map(|operation| match operation {
        Value::Object(mut operation) => match (operation.remove("id"), operation.remove("body")) {
            (Some(Value::String(id)), Some(body)) => Ok((id, body)),
            _ => Err(ManifestFault::Shape),
        },
        _ => Err(ManifestFault::Shape),
    });
    entries.collect()
}

fn document((id, text): (String, Value)) -> Result<ManifestDocument, ManifestFault> {
    let known = DocumentId::parse(&id).or_else(|| DocumentId::of_hex(&id));
    let known = known.ok_or_else(|| ManifestFault::NotAnId(id.chars().take(SHOWN).collect()))?;
    let Value::String(text) = text else {
        return Err(ManifestFault::TextMissing(known));
    };
    if document_id(&text) != known {
        return Err(ManifestFault::OtherText(known));
    }
    Ok(ManifestDocument { id: known, text })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const TEXT: &str = "{ __typename }";

    fn hex() -> String {
        let id = document_id(TEXT).to_string();
        id.trim_start_matches("sha256:").to_owned()
    }

    #[test]
    fn a_partner_brings_the_manifest_that_their_tools_write() {
        let hex = hex();
        let whole = format!("sha256:{hex}");
        let apollo = json!({
            "format": APOLLO,
            "version": 1,
            "operations": [{ "id": hex, "name": "", "type": "query", "body": TEXT }],
        });
        for manifest in [json!({ &whole: TEXT }), json!({ &hex: TEXT }), apollo] {
            let read = read(&manifest.to_string()).expect("it is read");
            let told: Vec<(String, &str)> = read
                .iter()
                .map(|one| (one.id.to_string(), one.text.as_str()))
                .collect();
            assert_eq!(told, [(whole.clone(), TEXT)], "{manifest}");
        }
        let marked = format!("\u{feff}{}", json!({ &whole: TEXT }));
        assert!(read(&marked).is_ok(), "with a byte order mark");
    }

    #[test]
    fn a_manifest_that_is_none_is_refused_whole_and_with_the_reason() {
        let id = document_id(TEXT);
        let whole = id.to_string();
        let other = json!({ &whole: "{ __typename  }" }).to_string();
        let number = json!({ &whole: 7 }).to_string();
        let many: Map<String, Value> = (0..=TRUSTED_DOCUMENTS)
            .map(|number| (number.to_string(), json!(TEXT)))
            .collect();
        let many = Value::Object(many).to_string();
        let long = " ".repeat(MANIFEST_BYTES + 1);
        let odd = json!({ "a".repeat(200): TEXT }).to_string();
        for (text, expected) in [
            ("", ManifestFault::Empty),
            (" \n", ManifestFault::Empty),
            ("{}", ManifestFault::Empty),
            ("{\n  query", ManifestFault::NotJson { line: 2, column: 3 }),
            ("[]", ManifestFault::Shape),
            ("{\"format\":\"other\"}", ManifestFault::Shape),
            (
                "{\"format\":\"apollo-persisted-query-manifest\",\"operations\":[7]}",
                ManifestFault::Shape,
            ),
            (many.as_str(), ManifestFault::TooMany),
            (long.as_str(), ManifestFault::TooLarge),
            (odd.as_str(), ManifestFault::NotAnId("a".repeat(SHOWN))),
            (number.as_str(), ManifestFault::TextMissing(id)),
            (other.as_str(), ManifestFault::OtherText(id)),
        ] {
            let fault = read(text).expect_err("it is refused");
            assert_eq!(fault, expected);
            assert!(!fault.to_string().is_ascii(), "{fault}");
        }
    }
}
