//! Where an entry stands on the map: degrees north and east with how far to trust them. Nothing in both is a
//! point that nobody knows.

use renkei_domain::directory::address::{Location, Precision};
use renkei_domain::directory::correction::CorrectableField as Fact;
use renkei_domain::directory::edit::FactEdit;
use renkei_domain::directory::municipality::Point;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::text::fold;

use super::super::kit::{Faults, choices};
use super::facts::plain;
use crate::form::{Field, Packed, Sent};

const LATITUDE: &str = "latitude";
const LONGITUDE: &str = "longitude";
const PRECISION: &str = "precision";
const NAMES: [&str; 3] = [LATITUDE, LONGITUDE, PRECISION];

/// What to do about degrees that lead nowhere.
const OUTSIDE: &str = "日本の中の緯度（20〜46.5）と経度（122〜154.5）を、34.85 のような数字で入れてください。わからないときは、両方を空にします。";
const HALF: &str = "緯度と経度の両方を入れてください。わからないときは、両方を空にします。";

fn was(name: &str) -> String {
    format!("was-{name}")
}

/// The fields as an entry fills them in.
fn shown(facts: &ResourceFacts) -> [(&'static str, String); 3] {
    let [latitude, longitude, precision] = match facts.location {
        Some(Location { point, precision }) => [
            point.latitude.to_string(),
            point.longitude.to_string(),
            precision.code().to_owned(),
        ],
        None => [
            String::new(),
            String::new(),
            Precision::Exact.code().to_owned(),
        ],
    };
    [
        (LATITUDE, latitude),
        (LONGITUDE, longitude),
        (PRECISION, precision),
    ]
}

fn is_touched(sent: &Sent) -> bool {
    let mut names = NAMES.iter();
    names.any(|name| plain(sent.raw(name)) != plain(sent.raw(&was(name))))
}

pub(super) fn pack(facts: &ResourceFacts, packed: &mut Packed) {
    for (name, value) in shown(facts) {
        packed.put(name, &value);
        packed.put(was(name), value);
    }
}

pub(super) fn merge(sent: &Sent, now: &ResourceFacts, packed: &mut Packed) {
    for (name, value) in shown(now) {
        if !is_touched(sent) {
            packed.replace(name, &value);
        }
        packed.replace(&was(name), value);
    }
}

/// What the form carries beside its fields.
pub(super) fn carried(sent: &Sent) -> Vec<(String, String)> {
    let carried = NAMES.iter().map(|name| {
        let name = was(name);
        let value = sent.raw(&name).to_owned();
        (name, value)
    });
    carried.collect()
}

pub(super) fn fields(sent: &Sent, faults: &Faults) -> Vec<Field> {
    let degrees = |name: &'static str, label| {
        Field::text(name, label, sent.text(name)).wrong(faults.of(name))
    };
    let words = Precision::ALL.iter().map(|word| (word.code(), word.word()));
    vec![
        degrees(LATITUDE, "地図の緯度（北緯、度）")
            .hinted("例: 34.85。わからないときは、経度といっしょに空にします。"),
        degrees(LONGITUDE, "地図の経度（東経、度）").hinted("例: 135.62"),
        Field::listed(
            PRECISION,
            "緯度・経度の正確さ",
            choices(None, words, sent.text(PRECISION)),
        )
        .hinted("建物の入口なら「正確」、町や地区のまん中なら「およそ」。")
        .wrong(faults.of(PRECISION)),
    ]
}

/// The point as it should be, where somebody touched it.
pub(super) fn edit(sent: &Sent, faults: &mut Faults) -> Option<FactEdit> {
    if !is_touched(sent) {
        return None;
    }
    let field = Fact::Location;
    let (latitude, longitude) = (fold(sent.text(LATITUDE)), fold(sent.text(LONGITUDE)));
    let missing = match (latitude.is_empty(), longitude.is_empty()) {
        (true, true) => return Some(FactEdit { field, value: None }),
        (true, false) => Some(LATITUDE),
        (false, true) => Some(LONGITUDE),
        (false, false) => None,
    };
    if let Some(missing) = missing {
        faults.add(missing, HALF);
        return None;
    }
    let point = match (latitude.parse(), longitude.parse()) {
        (Ok(latitude), Ok(longitude)) => Point::in_japan(latitude, longitude),
        _ => None,
    };
    let Some(point) = point else {
        faults.add(LATITUDE, OUTSIDE);
        return None;
    };
    let precision = Precision::from_code(sent.text(PRECISION)).unwrap_or(Precision::Exact);
    let value = format!(
        "{},{} {}",
        point.latitude,
        point.longitude,
        precision.code()
    );
    Some(FactEdit {
        field,
        value: Some(value),
    })
}

#[cfg(test)]
mod tests {
    use renkei_domain::directory::kind::ResourceKind;
    use renkei_domain::text::Line;

    use super::*;

    fn typed(latitude: &str, longitude: &str, precision: &str) -> Sent {
        let name = Line::parse("ひなたの会").expect("a name");
        let facts = ResourceFacts::named(ResourceKind::PeerGroup, name);
        let mut packed = Packed::default();
        pack(&facts, &mut packed);
        packed.replace(LATITUDE, latitude);
        packed.replace(LONGITUDE, longitude);
        packed.replace(PRECISION, precision);
        packed.sent()
    }

    #[test]
    fn degrees_are_read_as_people_write_them_and_nowhere_is_told() {
        let read = |latitude, longitude, precision| {
            let mut faults = Faults::default();
            let edit = edit(&typed(latitude, longitude, precision), &mut faults);
            let wrong = faults.0.into_iter().map(|(name, _)| name).next();
            (edit.map(|edit| edit.value), wrong)
        };
        let point = Some(Some("34.85,135.62 approximate".to_owned()));
        assert_eq!(read("３４．８５", " 135.62 ", "approximate"), (point, None));
        assert_eq!(read("", "", "exact"), (None, None));
        assert_eq!(read("", "", "approximate"), (Some(None), None));
        for (latitude, longitude, wrong) in [
            ("34.85", "", LONGITUDE),
            ("", "135.62", LATITUDE),
            ("135.62", "34.85", LATITUDE),
            ("48.85", "2.35", LATITUDE),
            ("北緯34", "135.62", LATITUDE),
        ] {
            assert_eq!(
                read(latitude, longitude, "exact"),
                (None, Some(wrong.to_owned())),
                "{latitude} {longitude}"
            );
        }
    }
}
