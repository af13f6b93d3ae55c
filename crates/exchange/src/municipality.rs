//! The reference table of municipalities (code4fukui/localgovjp).

use std::io::Read;

use renkei_domain::directory::municipality::{Municipality, MunicipalityCode, Point};

use crate::header::Layout;
use crate::input::InputFault;
use crate::records::Records;

/// The columns of the table.
pub const LAYOUT: Layout = Layout {
    name: "全国地方公共団体コードの一覧",
    columns: &[
        "pid", "pref", "cid", "city", "citykana", "lat", "lng", "url", "phrase", "lgcode",
    ],
};

/// Reads the whole table. Everything else is matched with it, so one wrong code refuses it whole.
///
/// # Errors
/// The header is another one, a row is incomplete, or a check digit does not hold.
pub fn read(reader: impl Read) -> Result<Vec<Municipality>, InputFault> {
    let mut records = Records::open(reader, &LAYOUT)?;
    let mut municipalities = Vec::new();
    while let Some(row) = records.next_row() {
        let (line, cells) = row.map_err(|fault| InputFault::BadValue {
            line: fault.line,
            reason: fault.message,
        })?;
        let cell = |place: usize| cells.get(place).map_or("", |cell| cell.trim());
        let bad = |reason: String| InputFault::BadValue { line, reason };
        let code = MunicipalityCode::parse(cell(9))
            .map_err(|fault| bad(format!("団体コード {}: {fault}", cell(9))))?;
        let name = without_spaces(cell(3));
        if name.is_empty() || cell(1).is_empty() {
            return Err(bad("都道府県または市区町村の名前がない".to_owned()));
        }
        let point = match (cell(5).parse(), cell(6).parse()) {
            (Ok(latitude), Ok(longitude)) => Point::in_japan(latitude, longitude),
            _ => None,
        };
        municipalities.push(Municipality {
            code,
            prefecture: cell(1).to_owned(),
            name,
            kana: without_spaces(cell(4)),
            point,
        });
    }
    Ok(municipalities)
}

/// The table writes 「札幌市 中央区」; addresses do not.
fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "pid,pref,cid,city,citykana,lat,lng,url,phrase,lgcode\n";

    #[test]
    fn a_row_becomes_a_municipality_and_a_wrong_code_refuses_the_table() {
        let table = format!(
            "{HEAD}1,北海道,1101,札幌市 中央区,さっぽろし ちゅうおうく,43.05,141.34,,,011011\n"
        );
        let read_back = read(table.as_bytes()).unwrap();
        assert_eq!(read_back.len(), 1);
        assert_eq!(read_back[0].name, "札幌市中央区");
        assert_eq!(read_back[0].kana, "さっぽろしちゅうおうく");
        assert_eq!(read_back[0].code.to_string(), "011011");
        let wrong = table.replace("011011", "011012");
        assert!(matches!(
            read(wrong.as_bytes()),
            Err(InputFault::BadValue { line: 2, .. })
        ));
    }
}
