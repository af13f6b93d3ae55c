//! What the owner of a list says about its columns, where their names do not tell.

use std::collections::BTreeMap;

use renkei_domain::directory::kind::ResourceKind;
use serde::Deserialize;

use super::columns::{Field, plain_header};
use super::kinds::kind_of;
use crate::input::InputFault;

/// The mapping of a list, written as TOML:
///
/// ```toml
/// kind = "leisure_resource"   # for rows that name no kind
/// [columns]
/// name = "施設の名前"
/// phone = "でんわ"
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListMapping {
    columns: BTreeMap<Field, String>,
    kind: Option<ResourceKind>,
    chosen: Option<ChosenColumns>,
    place: Option<String>,
}

/// Columns as somebody chose them before their eyes: by their places, under a header they were shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenColumns {
    /// Which sheet of a workbook, from 0; 0 where there are none.
    pub sheet: usize,
    /// The line of the header.
    pub header_line: u64,
    /// What each column holds, where it holds anything that is used.
    pub fields: Vec<Option<Field>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    columns: BTreeMap<String, String>,
    #[serde(default)]
    kind: Option<String>,
}

impl ListMapping {
    /// Reads the TOML.
    ///
    /// # Errors
    /// Names the field or the kind that does not exist.
    pub fn parse(text: &str) -> Result<Self, InputFault> {
        let fault = |reason: String| InputFault::Mapping { reason };
        let written: Written = toml::from_str(text).map_err(|error| fault(error.to_string()))?;
        let mut columns = BTreeMap::new();
        for (code, header) in written.columns {
            let field = Field::from_code(&code).ok_or_else(|| {
                let known: Vec<&str> = Field::ALL.iter().map(|field| field.code()).collect();
                fault(format!(
                    "項目「{code}」はない。使えるのは {}",
                    known.join(", ")
                ))
            })?;
            columns.insert(field, plain_header(&header));
        }
        let kind = written
            .kind
            .map(|kind| kind_of(&kind).ok_or_else(|| fault(format!("種類「{kind}」はない"))))
            .transpose()?;
        Ok(Self {
            columns,
            kind,
            ..Self::default()
        })
    }

    /// The mapping of columns that somebody chose, with the kind of rows that name none and the
    /// municipality of addresses that name none.
    #[must_use]
    pub fn by_place(
        chosen: ChosenColumns,
        kind: Option<ResourceKind>,
        place: Option<String>,
    ) -> Self {
        Self {
            columns: BTreeMap::new(),
            kind,
            chosen: Some(chosen),
            place,
        }
    }

    /// The columns that somebody chose.
    pub(super) fn chosen(&self) -> Option<&ChosenColumns> {
        self.chosen.as_ref()
    }

    /// The municipality of addresses that name none, with its prefecture.
    pub(super) fn place(&self) -> Option<&str> {
        self.place.as_deref()
    }

    /// The kind of rows that name none.
    #[must_use]
    pub fn kind(&self) -> Option<ResourceKind> {
        self.kind
    }

    /// The field a header was given to.
    pub(super) fn field(&self, header: &str) -> Option<Field> {
        let plain = plain_header(header);
        self.columns
            .iter()
            .find(|(_, wanted)| **wanted == plain)
            .map(|(field, _)| *field)
    }

    /// Whether somebody said which column holds a field.
    pub(super) fn names(&self, field: Field) -> bool {
        self.columns.contains_key(&field)
    }
}
