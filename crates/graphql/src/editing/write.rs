//! What all mutations share: reading the texts of an input, and answering with the entry as it stands.

use std::str::FromStr;

use async_graphql::{Context, ID, Result};
use renkei_app::directory::edit::EditRefusal;
use renkei_app::writer::{WriteKey, Writer};
use renkei_domain::directory::edit::{Edit, FieldFault};
use renkei_domain::ids::ResourceId;
use renkei_domain::record::Source;
use renkei_domain::text::{Line, Prose, TextFault};

use super::payload::Written;
use crate::directory::loaded::{Asked, ours};
use crate::directory::parts;
use crate::directory::queries::read_one;
use crate::node::resource_of;

/// The entry that is meant, in which version, under which key.
pub(super) struct Aim {
    pub(super) id: ID,
    pub(super) version: i64,
    pub(super) key: Option<String>,
}

/// Collects what is wrong with the values of an input.
#[derive(Debug, Default)]
pub(super) struct Texts(Vec<FieldFault>);

impl Texts {
    /// One line of text; an empty one is none.
    pub(super) fn line(&mut self, field: &str, text: Option<&str>) -> Option<Line> {
        self.read(field, text, Line::parse)
    }

    /// Several lines of text; an empty one is none.
    pub(super) fn prose(&mut self, field: &str, text: Option<&str>) -> Option<Prose> {
        self.read(field, text, Prose::parse)
    }

    /// One line of text that must be there.
    pub(super) fn required(&mut self, field: &str, text: &str) -> Option<Line> {
        match Line::parse(text) {
            Ok(line) => Some(line),
            Err(fault) => {
                self.add(FieldFault::of_text(field, &fault));
                None
            }
        }
    }

    /// Several lines of text that must be there.
    pub(super) fn required_prose(&mut self, field: &str, text: &str) -> Option<Prose> {
        match Prose::parse(text) {
            Ok(prose) => Some(prose),
            Err(fault) => {
                self.add(FieldFault::of_text(field, &fault));
                None
            }
        }
    }

    /// What an entry of a list replaces, where it names something.
    pub(super) fn replaced<T: FromStr>(&mut self, field: &str, id: Option<&ID>) -> Option<T> {
        let replaced: Option<T> = id?.as_str().parse().ok();
        if replaced.is_none() {
            self.add(no_id(field));
        }
        replaced
    }

    /// Adds another mistake.
    pub(super) fn add(&mut self, fault: FieldFault) {
        self.0.push(fault);
    }

    /// The value that was read, where nothing is wrong.
    pub(super) fn end<T>(self, value: T) -> std::result::Result<T, EditRefusal> {
        if self.0.is_empty() {
            Ok(value)
        } else {
            Err(EditRefusal::Invalid(self.0))
        }
    }

    fn read<T>(
        &mut self,
        field: &str,
        text: Option<&str>,
        parse: impl Fn(&str) -> std::result::Result<T, TextFault>,
    ) -> Option<T> {
        match parse(text?) {
            Ok(value) => Some(value),
            Err(TextFault::Empty) => None,
            Err(fault) => {
                self.add(FieldFault::of_text(field, &fault));
                None
            }
        }
    }
}

/// The mistake of naming something by a text that is no id of its kind.
pub(super) fn no_id(field: &str) -> FieldFault {
    FieldFault::new(field, "UNKNOWN_ID", "一覧から選んでください。")
}

/// Who writes, under the key of the input.
pub(super) fn writer(asked: &Asked, key: Option<&str>) -> std::result::Result<Writer, EditRefusal> {
    let key = match key.map(WriteKey::parse).transpose() {
        Ok(key) => key,
        Err(fault) => {
            let fault = FieldFault::new("idempotencyKey", "KEY", fault.to_string());
            return Err(EditRefusal::Invalid(vec![fault]));
        }
    };
    Ok(Writer::by(asked.principal.clone(), Source::GraphQl).once(key))
}

/// The entry that an id names.
pub(super) fn entry(id: &ID) -> std::result::Result<ResourceId, EditRefusal> {
    resource_of(id).ok_or(EditRefusal::NotFound)
}

/// Changes one part of an entry, unless its values are refused already.
pub(super) async fn edit(
    ctx: &Context<'_>,
    aim: Aim,
    edit: std::result::Result<Edit, EditRefusal>,
) -> Result<Written> {
    let asked = Asked::of(ctx)?;
    let ready = edit.and_then(|edit| {
        let writer = writer(asked, aim.key.as_deref())?;
        Ok((entry(&aim.id)?, writer, edit))
    });
    let refusal = match ready {
        Ok((id, writer, edit)) => {
            let done = asked.app.edit_resource(&writer, id, aim.version, edit);
            ours(done.await)?.err()
        }
        Err(refusal) => Some(refusal),
    };
    answer(ctx, entry(&aim.id).ok(), refusal).await
}

/// The payload: the entry as it stands now, and the refusal, if any.
pub(super) async fn answer(
    ctx: &Context<'_>,
    id: Option<ResourceId>,
    refusal: Option<EditRefusal>,
) -> Result<Written> {
    let resource = match id {
        Some(id) => read_one(Asked::of(ctx)?, id, parts::of_payload(ctx)).await?,
        None => None,
    };
    Ok(Written { resource, refusal })
}
