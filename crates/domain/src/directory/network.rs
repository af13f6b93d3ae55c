//! What a network (圏域のネットワーク) looks after, and what changes of it in the course of time.

use std::collections::HashMap;

use super::municipality::{Municipalities, MunicipalityCode};
use crate::ids::NetworkId;
use crate::words::word_list;

/// Which of several networks, the one founded first first, keeps the public facts of which municipality: the one that
/// names it, else the one that names its city, since published addresses name the ward. Where several do, the one
/// founded first.
#[must_use]
pub fn stewards(
    table: &Municipalities,
    areas: &[(NetworkId, &[MunicipalityCode])],
) -> HashMap<MunicipalityCode, NetworkId> {
    let mut stewards = HashMap::new();
    for (network, area) in areas {
        for code in *area {
            stewards.entry(*code).or_insert(*network);
        }
    }
    for (network, area) in areas {
        for code in table.families(area) {
            stewards.entry(code).or_insert(*network);
        }
    }
    stewards
}

word_list! {
    /// What an act changed of a network, as the change log keeps it.
    NetworkField {
        /// The network was founded with a name and an area.
        Founded = "network", "ネットワークを置いた";
        /// Its name.
        Name = "name", "名前";
        /// The municipalities it looks after.
        Area = "area", "担当する地域";
        /// What it says of itself.
        About = "about", "紹介";
        /// The agency that answers for it.
        Secretariat = "secretariat", "事務局";
        /// The organizations that belong to it.
        Members = "members", "入っている法人";
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::municipality::Municipality;
    use super::*;

    #[test]
    fn the_wards_of_a_city_go_to_whoever_names_them_and_else_to_whoever_names_the_city() {
        let code = |five: &str| MunicipalityCode::parse(five).expect("five digits");
        let place = |five: &str, name: &str| Municipality {
            code: code(five),
            prefecture: "大阪府".to_owned(),
            name: name.to_owned(),
            kana: String::new(),
            point: None,
        };
        let table = Municipalities::new(vec![
            place("27100", "大阪市"),
            place("27127", "大阪市北区"),
            place("27128", "大阪市中央区"),
        ]);
        let [city, north, central] = ["27100", "27127", "27128"].map(code);
        let [first, second] = [1, 2].map(|nth| NetworkId::from_uuid(Uuid::from_u128(nth)));
        let (whole, ward): (&[_], &[_]) = (&[city], &[north]);
        for (areas, [of_city, of_north, of_central]) in [
            ([whole, ward], [Some(first), Some(second), Some(first)]),
            ([ward, whole], [Some(second), Some(first), Some(second)]),
            ([whole, whole], [Some(first), Some(first), Some(first)]),
            ([ward, ward], [None, Some(first), None]),
        ] {
            let kept = stewards(&table, &[(first, areas[0]), (second, areas[1])]);
            let of = |code: MunicipalityCode| kept.get(&code).copied();
            assert_eq!(
                [of(city), of(north), of(central)],
                [of_city, of_north, of_central]
            );
        }
    }
}
