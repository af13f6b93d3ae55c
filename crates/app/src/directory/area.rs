//! Places as people mean them: what a typed name leads to, and whose area a municipality is.

use std::collections::BTreeSet;

use renkei_domain::directory::filter::Area;
use renkei_domain::directory::municipality::{Municipalities, Municipality, MunicipalityCode};
use renkei_domain::text::fold;
use renkei_store::StoreFault;
use unicode_normalization::UnicodeNormalization as _;

use crate::App;

/// What a typed place name led to.
#[derive(Debug, Clone, PartialEq)]
pub enum FoundArea {
    /// Exactly one municipality.
    One(Municipality),
    /// Several: the person chooses.
    Several(Vec<Municipality>),
    /// None.
    None,
}

#[renkei_boxed::boxed]
impl App {
    /// Finds the municipality a person typed: by code, by name, by reading, with or without its
    /// prefecture.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn find_area(&self, typed: &str) -> Result<FoundArea, StoreFault> {
        let reference = self.reference().await?;
        Ok(find(&reference.municipalities, typed))
    }
}

fn find(table: &Municipalities, typed: &str) -> FoundArea {
    let typed: String = typed.nfkc().filter(|c| !c.is_whitespace()).collect();
    let folded = fold(&typed);
    if !is_name(&typed) || !is_name(&folded) {
        return FoundArea::None;
    }
    if let Ok(code) = MunicipalityCode::parse(&typed) {
        let found = table.by_code(code).cloned();
        return found.map_or(FoundArea::None, FoundArea::One);
    }
    let mut found = table.named(&typed);
    // 「京都府城陽市」 has two signs that may end a prefecture; the table knows which one does.
    for (at, sign) in typed
        .char_indices()
        .filter(|(at, c)| *at > 0 && "都道府県".contains(*c))
    {
        let (prefecture, name) = typed.split_at(at + sign.len_utf8());
        if found.is_empty() && !name.is_empty() {
            found = table.named(name);
            found.retain(|entry| entry.prefecture == prefecture);
        }
    }
    if found.is_empty() {
        found = table.named(&folded);
    }
    let is_exact = |entry: &Municipality| {
        entry.name == typed
            || format!("{}{}", entry.prefecture, entry.name) == typed
            || entry.kana == folded
    };
    if found.iter().any(|entry| is_exact(entry)) {
        found.retain(|entry| is_exact(entry));
    }
    match found.as_slice() {
        [] => FoundArea::None,
        [one] => FoundArea::One((*one).clone()),
        several => FoundArea::Several(several.iter().map(|entry| (*entry).clone()).collect()),
    }
}

/// Whether a text can be part of a name: no name is longer, and none holds a sign of these.
fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.chars().count() <= 40
        && !text.contains(|c: char| c.is_control() || "%_\\".contains(c))
}

/// The area that several municipalities make: a city stands for its wards, and who serves a whole city
/// serves its wards, though it stands in one of them at most.
pub(crate) fn area_of(table: &Municipalities, codes: &[MunicipalityCode]) -> Area {
    let served = codes.iter().flat_map(|code| table.served_with(*code));
    Area {
        served: served.collect::<BTreeSet<_>>().into_iter().collect(),
        stood_in: table.families(codes).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ward_is_served_by_its_city_and_a_city_stands_for_its_wards() {
        let place = |code: &str, name: &str| Municipality {
            code: MunicipalityCode::parse(code).expect("a code"),
            prefecture: "大阪府".to_owned(),
            name: name.to_owned(),
            kana: String::new(),
            point: None,
        };
        let table = Municipalities::new(vec![
            place("27100", "大阪市"),
            place("27127", "大阪市北区"),
            place("27128", "大阪市中央区"),
            place("27207", "高槻市"),
        ]);
        let [city, north, centre, takatsuki] =
            ["27100", "27127", "27128", "27207"].map(|code| place(code, "").code);
        for (asked, served, stood_in) in [
            (vec![], vec![], vec![]),
            (vec![takatsuki], vec![takatsuki], vec![takatsuki]),
            (
                vec![city],
                vec![city, north, centre],
                vec![city, north, centre],
            ),
            (vec![north], vec![city, north], vec![north]),
            (
                vec![takatsuki, north, centre, north],
                vec![city, north, centre, takatsuki],
                vec![north, centre, takatsuki],
            ),
        ] {
            assert_eq!(area_of(&table, &asked), Area { served, stood_in });
        }
    }
}
