//! Where it stands, whom it serves, and who runs it.

use renkei_app::directory::read::ResourceView;
use renkei_domain::directory::phone::{Confirmation, Phone};

pub(super) fn lines(view: &ResourceView) -> Vec<(&'static str, String)> {
    let address = view
        .facts
        .address
        .as_ref()
        .map(|address| match &address.postal_code {
            Some(code) => format!("〒{code} {}", address.line()),
            None => address.line(),
        });
    let joined = |words: Vec<String>| (!words.is_empty()).then(|| words.join("、"));
    let lines = [
        ("住所", address),
        (
            "担当する地域",
            joined(
                view.service_area
                    .iter()
                    .map(|place| place.name.clone())
                    .collect(),
            ),
        ),
        (
            "建物・伝え方",
            joined(
                view.profile
                    .access
                    .iter()
                    .map(ToString::to_string)
                    .collect(),
            ),
        ),
        (
            "日本語のほかのことば",
            joined(
                view.profile
                    .languages
                    .iter()
                    .map(ToString::to_string)
                    .collect(),
            ),
        ),
        (
            "事業所番号",
            view.facts.office_number.as_ref().map(ToString::to_string),
        ),
    ];
    lines
        .into_iter()
        .filter_map(|(term, text)| Some((term, text?)))
        .collect()
}

/// Where it lies on a map, with how far that can be relied on. Paper has no use for it.
pub(super) fn location(view: &ResourceView) -> Option<(&'static str, String)> {
    let location = view.facts.location?;
    let (latitude, longitude) = (location.point.latitude, location.point.longitude);
    let text = format!("{latitude:.5}・{longitude:.5}（{}）", location.precision);
    Some(("緯度・経度", text))
}

pub(super) fn organization(view: &ResourceView) -> Vec<(&'static str, String)> {
    let Some(facts) = &view.organization else {
        return Vec::new();
    };
    let lines = [
        ("法人", Some(facts.name.to_string())),
        (
            "法人番号",
            facts.corporate_number.map(|number| number.to_string()),
        ),
        (
            "代表者",
            facts.head_of_body.as_ref().map(ToString::to_string),
        ),
        (
            "法人の住所",
            facts.address.as_ref().map(|address| address.line()),
        ),
        ("法人の電話", facts.phone.as_ref().map(number)),
        ("法人のFAX", facts.fax.as_ref().map(number)),
        (
            "法人のウェブサイト",
            facts.url.as_ref().map(ToString::to_string),
        ),
    ];
    lines
        .into_iter()
        .filter_map(|(term, text)| Some((term, text?)))
        .collect()
}

/// A number of the body itself: without a link, so that nobody calls it for the office's.
fn number(phone: &Phone) -> String {
    match phone.confirmation {
        Confirmation::Published => phone.written.to_string(),
        Confirmation::Unconfirmed => format!("{}（{}）", phone.written, phone.confirmation),
    }
}
