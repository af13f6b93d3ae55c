//! Why a mutation about a conference, a meeting or a map changed nothing: the application says no, or a value of the input
//! cannot stand.

use renkei_app::writer::{WriteKey, Writer};
use renkei_domain::record::Source;

use crate::directory::loaded::Asked;

/// Why nothing was changed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum RefusedBy<R> {
    /// The application says no.
    By(R),
    /// A value of the input cannot stand.
    Invalid(&'static str),
}

impl<R: std::fmt::Display> RefusedBy<R> {
    /// A sentence for people that says what to do next.
    pub(super) fn message(&self) -> String {
        match self {
            Self::By(refusal) => refusal.to_string(),
            Self::Invalid(words) => (*words).to_owned(),
        }
    }
}

/// Who writes, under the key of the input.
pub(super) fn keyed(asked: &Asked, key: Option<&str>) -> Result<Writer, &'static str> {
    let key = key.map(WriteKey::parse).transpose();
    let wrong = "`idempotencyKey` は、1〜64文字の英数字と「-」「_」で書いてください。";
    let key = key.map_err(|_| wrong)?;
    Ok(Writer::by(asked.principal.clone(), Source::GraphQl).once(key))
}
