//! Where a service is offered, and where a 法人 has its seat.

use renkei_domain::directory::address::{Address, Precision};
use renkei_domain::directory::comparison::AccessFeature;
use renkei_domain::directory::municipality::Municipality;
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::{OrganizationId, ResourceId};
use renkei_domain::text::Line;
use uuid::Uuid;

use super::ids::{part, part_of, written};
use super::record;

/// Prefectures that do not end with 県.
const OTHERS: [&str; 4] = ["北海道", "東京都", "京都府", "大阪府"];

/// The place of an entry; none where neither an address nor a point is known, as of a telephone line.
pub(super) fn of_entry(
    id: ResourceId,
    facts: &ResourceFacts,
    stands_in: Option<&Municipality>,
    access: &[AccessFeature],
) -> Option<record::Location> {
    if facts.address.is_none() && facts.location.is_none() {
        return None;
    }
    let location = location_of(id);
    let point = facts.location.map(|known| known.point);
    let is_rough = facts
        .location
        .is_some_and(|known| known.precision == Precision::Approximate);
    let address = facts.address.as_ref();
    let number = facts.office_number.as_ref();
    Some(record::Location {
        id: written(location),
        location_type: "physical",
        organization_id: None,
        name: Some(facts.name.to_string()),
        description: is_rough.then(|| "地図の場所は およそです。".to_owned()),
        latitude: point.map(|point| point.latitude),
        longitude: point.map(|point| point.longitude),
        external_identifier: number.map(ToString::to_string),
        external_identifier_type: number.map(|_| "事業所番号"),
        addresses: address
            .map(|address| postal(location, address, stands_in, "physical"))
            .into_iter()
            .collect(),
        accessibility: access
            .iter()
            .map(|feature| record::Accessibility {
                id: part(location, "accessibility", feature.code()),
                location_id: written(location),
                description: feature.word(),
            })
            .collect(),
    })
}

/// The seat of a 法人, where it is known.
pub(super) fn of_body(id: OrganizationId, facts: &OrganizationFacts) -> Option<record::Location> {
    let address = facts.address.as_ref()?;
    let location = part_of(id.uuid(), "location", "");
    Some(record::Location {
        id: written(location),
        location_type: "postal",
        organization_id: Some(id.to_string()),
        name: None,
        description: None,
        latitude: None,
        longitude: None,
        external_identifier: None,
        external_identifier_type: None,
        addresses: vec![postal(location, address, None, "postal")],
        accessibility: Vec::new(),
    })
}

/// The id of the place of an entry.
pub(super) fn location_of(id: ResourceId) -> Uuid {
    part_of(id.uuid(), "location", "")
}

/// An address in the parts of the standard. A postal code that is not known is an empty text: the standard asks for one.
fn postal(
    location: Uuid,
    address: &Address,
    stands_in: Option<&Municipality>,
    kind: &'static str,
) -> record::Address {
    let whole = address.city.as_str();
    let (state, city) = divided(whole, stands_in);
    let text = |line: Option<&Line>| line.map(ToString::to_string);
    record::Address {
        id: part(location, "address", ""),
        location_id: written(location),
        address_1: text(address.rest.as_ref()).unwrap_or_else(|| city.to_owned()),
        city: city.to_owned(),
        state_province: state.to_owned(),
        postal_code: text(address.postal_code.as_ref()).unwrap_or_default(),
        country: "JP",
        address_type: kind,
    }
}

/// The prefecture, as it stands in the text or follows from the municipality, and the rest of the text.
fn divided<'t>(whole: &'t str, stands_in: Option<&'t Municipality>) -> (&'t str, &'t str) {
    let known = stands_in.map(|place| place.prefecture.as_str());
    let mut named = OTHERS.into_iter().chain(known);
    if let Some(length) = named
        .find(|prefecture| !prefecture.is_empty() && whole.starts_with(prefecture))
        .map(str::len)
    {
        return parted(whole, length);
    }
    // 神奈川県, 和歌山県 and 鹿児島県 are the longest.
    let mut letters = whole.char_indices().take(4);
    match letters.find(|(_, letter)| *letter == '県') {
        // 山県市 is a city; every 県 has two characters at least before its sign.
        Some((at, letter)) if whole[..at].chars().count() > 1 => {
            parted(whole, at + letter.len_utf8())
        }
        _ => (known.unwrap_or_default(), whole),
    }
}

fn parted(whole: &str, at: usize) -> (&str, &str) {
    let (state, city) = whole.split_at(at);
    // Of who names a prefecture alone the city is the same text: the standard asks for one.
    let city = city.trim();
    (state, if city.is_empty() { whole } else { city })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefecture_stands_apart_from_its_city() {
        let place = Municipality {
            code: "272078".parse().expect("a code"),
            prefecture: "大阪府".to_owned(),
            name: "高槻市".to_owned(),
            kana: String::new(),
            point: None,
        };
        for (written, known, expected) in [
            ("大阪府高槻市", Some(&place), ("大阪府", "高槻市")),
            ("大阪府高槻市", None, ("大阪府", "高槻市")),
            ("高槻市", Some(&place), ("大阪府", "高槻市")),
            ("高槻市", None, ("", "高槻市")),
            ("京都府京都市北区", None, ("京都府", "京都市北区")),
            ("神奈川県 横浜市西区", None, ("神奈川県", "横浜市西区")),
            ("三重県", None, ("三重県", "三重県")),
            ("山県市", None, ("", "山県市")),
            ("岐阜県山県市", None, ("岐阜県", "山県市")),
        ] {
            assert_eq!(divided(written, known), expected, "{written}");
        }
    }
}
