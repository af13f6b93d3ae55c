//! The page on which somebody reads who a conference is about, without a database.

use renkei_app::conference::call::about_open::{AboutCard, AboutRefusal};
use renkei_domain::text::Line;

use super::{BUTTON, NO_NUMBER, WhomPage, Wrong, fields};
use crate::form::Form;
use crate::pages::{Here, Samples, Shell};
use crate::paths::{Sampled as _, WhomPath, WhomsPath};

fn asking(has_link: bool, number: Option<&str>) -> WhomPage {
    let wrong = Wrong {
        link: None,
        number: number.map(str::to_owned),
    };
    let form = if has_link {
        Form::sample(WhomPath::sample(), BUTTON)
    } else {
        Form::sample(WhomsPath, BUTTON)
    };
    WhomPage {
        shell: Shell::sample(Here::Account).while_signing_in(),
        form: Some(form.with(fields(has_link, &wrong))),
        told: None,
    }
}

fn telling(name: &str, caller: &str, ways: &[&str]) -> Option<WhomPage> {
    Some(WhomPage {
        shell: Shell::sample(Here::Account).while_signing_in(),
        form: None,
        told: Some(AboutCard {
            number: "№123-456".to_owned(),
            name: Line::parse(name).ok()?,
            caller: caller.to_owned(),
            ways: ways.iter().map(|way| (*way).to_owned()).collect(),
        }),
    })
}

impl Samples for WhomPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let refused = AboutRefusal::Unopened.to_string();
        let caller = "就業・生活支援センター つばさ橋（架空） 高槻 はるか";
        let long = "とても長い名前".repeat(20);
        let pages = [
            ("usual", Some(asking(true, None))),
            ("typed", Some(asking(false, None))),
            ("empty", Some(asking(true, Some(NO_NUMBER)))),
            ("refused", Some(asking(true, Some(&refused)))),
            (
                "told",
                telling(
                    "青葉 花子",
                    caller,
                    &["電話 072-000-0167", "FAX 072-000-0168"],
                ),
            ),
            ("longest", telling(&long, &long, &[])),
        ];
        let pages = pages.into_iter();
        pages
            .filter_map(|(name, page)| Some((name, page?)))
            .collect()
    }
}
