//! The reference table of municipalities (code4fukui/localgovjp).

use std::io::Read;

use renkei_domain::directory::municipality::{Municipality, MunicipalityCode, Point};

use crate::header::Layout;
use crate::input::InputFault;
use crate::records::{Records, reference_name};

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
/// The header is another one, a row is incomplete, a check digit does not hold, or a name holds a
/// control character.
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
        let prefecture = reference_name(line, "都道府県の名前", cell(1))?;
        let name = reference_name(line, "市区町村の名前", cell(3))?;
        // A reading may be missing; where there is one, it is held to the same.
        let kana = match cell(4) {
            "" => String::new(),
            written => without_spaces(reference_name(line, "市区町村のよみ", written)?.as_str()),
        };
        let point = match (cell(5).parse(), cell(6).parse()) {
            (Ok(latitude), Ok(longitude)) => Point::in_japan(latitude, longitude),
            _ => None,
        };
        municipalities.push(Municipality {
            code,
            prefecture: prefecture.to_string(),
            name: without_spaces(name.as_str()),
            kana,
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

    #[test]
    fn a_name_with_a_control_character_refuses_the_table() {
        let row = |prefecture: &str, name: &str, kana: &str| {
            format!("1,{prefecture},1101,{name},{kana},43.05,141.34,,,011011\n")
        };
        let usual = row("北海道", "札幌市中央区", "");
        assert_eq!(
            read(format!("{HEAD}{usual}").as_bytes()).unwrap()[0].kana,
            ""
        );
        for wrong in [
            row("北海\u{0}道", "札幌市中央区", ""),
            row("北海道", "札幌市\u{0}", ""),
            row("北海道", "札幌市\t中央区", ""),
            row("北海道", "札幌市中央区", "さっぽろし\u{1b}"),
            row("", "札幌市中央区", ""),
            row("北海道", "", ""),
        ] {
            let told = read(format!("{HEAD}{usual}{wrong}").as_bytes());
            assert!(
                matches!(told, Err(InputFault::BadValue { line: 3, .. })),
                "{wrong:?}: {told:?}"
            );
        }
    }
}
