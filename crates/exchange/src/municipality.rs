//! The reference table of municipalities (code4fukui/localgovjp).

use std::io::Read;

use renkei_domain::directory::municipality::{Municipality, MunicipalityCode, Point};

use crate::header::Layout;
use crate::input::InputFault;
use crate::reference_rows::ReferenceRows;

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
    let mut municipalities = Vec::new();
    for row in ReferenceRows::open(reader, &LAYOUT)? {
        let row = row?;
        let code = MunicipalityCode::parse(row.text(9))
            .map_err(|fault| row.refused(format!("団体コード {}: {fault}", row.text(9))))?;
        let prefecture = row.name(1, "都道府県の名前")?;
        let name = row.name(3, "市区町村の名前")?;
        // A reading may be missing; where there is one, it is held to the same.
        let kana = match row.text(4) {
            "" => String::new(),
            _ => without_spaces(row.name(4, "市区町村のよみ")?.as_str()),
        };
        let point = match (row.text(5).parse(), row.text(6).parse()) {
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
