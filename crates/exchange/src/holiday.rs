//! 国民の祝日 and 休日 as the Cabinet Office publishes them (`syukujitsu.csv`).

use std::io::Read;

use chrono::NaiveDate;

use crate::header::Layout;
use crate::input::InputFault;
use crate::reference_rows::ReferenceRows;

/// The columns of the table.
pub const LAYOUT: Layout = Layout {
    name: "国民の祝日",
    columns: &["国民の祝日・休日月日", "国民の祝日・休日名称"],
};

/// Reads every day with its name. 「休日」 (a substitute, or the day between two 祝日) is kept: offices
/// close on it all the same.
///
/// # Errors
/// The header is another one, a name is missing or holds a control character, or a day is no date: a
/// missing 祝日 would look like a working day.
pub fn read(reader: impl Read) -> Result<Vec<(NaiveDate, String)>, InputFault> {
    let mut days = Vec::new();
    for row in ReferenceRows::open(reader, &LAYOUT)? {
        let row = row?;
        if row.text(0).is_empty() && row.text(1).is_empty() {
            continue;
        }
        let date = parse_date(row.text(0))
            .ok_or_else(|| row.refused(format!("日付として読めない「{}」", row.text(0))))?;
        let name = row.name(1, "祝日の名称")?;
        days.push((date, name.to_string()));
    }
    Ok(days)
}

/// `2027/1/1` without padding; `2027-01-01` where somebody saved the table again.
fn parse_date(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split(['/', '-']);
    let date = NaiveDate::from_ymd_opt(
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
    )?;
    parts.next().is_none().then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_without_padding_and_substitute_days_are_read() {
        let text =
            "国民の祝日・休日月日,国民の祝日・休日名称\r\n2027/1/1,元日\r\n2027/3/22,休日\r\n";
        let days = read(text.as_bytes()).unwrap();
        assert_eq!(days.len(), 2);
        assert_eq!(days[1].0, NaiveDate::from_ymd_opt(2027, 3, 22).unwrap());
        assert_eq!(days[1].1, "休日");
        let wrong = text.replace("2027/3/22", "3月22日");
        assert!(matches!(
            read(wrong.as_bytes()),
            Err(InputFault::BadValue { line: 3, .. })
        ));
    }

    #[test]
    fn a_name_with_a_control_character_refuses_the_table() {
        for name in ["元\u{0}日", "元\t日", "元日\u{1b}", ""] {
            let text = format!("国民の祝日・休日月日,国民の祝日・休日名称\r\n2027/1/1,{name}\r\n");
            let told = read(text.as_bytes());
            assert!(
                matches!(told, Err(InputFault::BadValue { line: 2, .. })),
                "{name:?}: {told:?}"
            );
        }
    }
}
