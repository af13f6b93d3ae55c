//! The statements that write search rows, for each database.

use super::texts::{SearchTexts, apart, pairs};
use crate::rows::resource_facts;
use crate::sql::Sql;

/// The row with what it is found by.
pub(super) type Found<'r> = (&'r resource_facts::Model, SearchTexts);

/// The dearest first: while the database runs it, the next rows are made.
pub(super) fn for_sqlite(texts: &[Found<'_>]) -> Vec<Sql> {
    let mut names = Sql::new("INSERT INTO resource_search (row_id, name, kana, whole) VALUES ");
    let mut columns = Sql::new("INSERT INTO resource_fts (rowid, name, kana, head, body) VALUES ");
    let mut letters = Sql::new("INSERT INTO resource_letters (rowid, name, kana, head) VALUES ");
    let mut boxes = Sql::new("INSERT INTO resource_box (row_id, south, north, west, east) VALUES ");
    let mut placed = 0;
    for (place, (row, text)) in texts.iter().enumerate() {
        let comma = if place > 0 { ", (" } else { "(" };
        names
            .push(comma)
            .bind(row.row_id)
            .push(", ")
            .bind(text.name.as_str())
            .push(", ")
            .bind(text.kana.as_str())
            .push(", ")
            .bind(text.whole())
            .push(")");
        columns.push(comma).bind(row.row_id);
        for pairs in [
            pairs(std::slice::from_ref(&text.name)),
            pairs(std::slice::from_ref(&text.kana)),
            format!(
                "{} {}",
                text.mark.as_deref().unwrap_or_default(),
                pairs(&text.head)
            ),
            pairs(&text.body),
        ] {
            columns.push(", ").bind(pairs);
        }
        columns.push(")");
        letters.push(comma).bind(row.row_id);
        let [name, kana, told] = text.letters().map(|letters| apart(&letters));
        let told = format!("{} {told}", text.mark.as_deref().unwrap_or_default());
        for column in [name, kana, told] {
            letters.push(", ").bind(column);
        }
        letters.push(")");
        if let (Some(latitude), Some(longitude)) = (row.latitude, row.longitude) {
            boxes
                .push(if placed > 0 { ", (" } else { "(" })
                .bind(row.row_id);
            for side in [latitude, latitude, longitude, longitude] {
                boxes.push(", ").bind(side);
            }
            boxes.push(")");
            placed += 1;
        }
    }
    let mut all = vec![columns, letters, names];
    if placed > 0 {
        all.push(boxes);
    }
    all
}

pub(super) fn for_postgres(texts: &[Found<'_>]) -> Vec<Sql> {
    let mut insert =
        Sql::new("INSERT INTO resource_search (row_id, name, kana, whole, pairs) VALUES ");
    for (place, (row, text)) in texts.iter().enumerate() {
        insert
            .push(if place > 0 { ", (" } else { "(" })
            .bind(row.row_id);
        insert.push(", ").bind(text.name.as_str());
        insert.push(", ").bind(text.kana.as_str());
        insert.push(", ").bind(text.whole());
        insert
            .push(", array_to_tsvector(string_to_array(")
            .bind(text.lexemes())
            .push(", ' ')))");
    }
    vec![insert]
}
