//! What else stands on one's own map: what one calls oneself on paper, one's own names of the quadrants, the town, and
//! when the service ends.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::area::FoundArea;
use renkei_app::map::MapRefusal;
use renkei_app::map::own::OwnMap;
use renkei_domain::map::{MapFault, MapPlace, Quadrant, ResourceMap};

use super::super::super::cases::faults::Faults;
use super::{having, own, words_of};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Packed, Sent};
use crate::gate::{asked_again, drafted, forget};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{MapAboutPath, MapPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "map_about.html")]
pub struct MapAboutPage {
    pub(super) shell: Shell,
    pub(super) fault: Option<String>,
    pub(super) map: MapPath,
    pub(super) form: Form,
}

const BUTTON: &str = "ほぞんする";

/// The field of a quadrant's own name.
const fn name_of(quadrant: Quadrant) -> &'static str {
    match quadrant {
        Quadrant::Work => "name_work",
        Quadrant::MindBody => "name_mind_body",
        Quadrant::Living => "name_living",
        Quadrant::Leisure => "name_leisure",
    }
}

/// What stands there now.
pub(super) fn packed(own: &OwnMap, town: Option<&str>) -> Sent {
    let mut packed = Packed::default();
    packed.put_some("called", own.map.called.as_ref());
    for quadrant in Quadrant::ALL {
        packed.put_some(name_of(*quadrant), own.map.names.get(quadrant));
    }
    packed.put_some("town", town);
    packed.put_some("until", own.map.service_ends);
    packed.sent()
}

pub(super) fn fields(sent: &Sent, faults: &Faults) -> Vec<Field> {
    let mut fields = vec![
        Field::text("called", "紙に 書く 名前", sent.raw("called"))
            .hinted("書かなくても いいです。")
            .wrong(faults.of("called")),
        Field::text("town", "住んで いる まち", sent.raw("town"))
            .hinted("例: 高槻市。 夜の 番号を 出すために つかいます。")
            .wrong(faults.of("town")),
        Field::day("until", "支援が おわる 日", sent.raw("until"))
            .hinted("わからないときは 空に してください。")
            .wrong(faults.of("until")),
    ];
    fields.extend(Quadrant::ALL.iter().map(|quadrant| {
        let field = name_of(*quadrant);
        let label = match quadrant {
            Quadrant::Work => "「しごと」の べつの 名前",
            Quadrant::MindBody => "「こころとからだ」の べつの 名前",
            Quadrant::Living => "「くらし」の べつの 名前",
            Quadrant::Leisure => "「たのしみ」の べつの 名前",
        };
        Field::text(field, label, sent.raw(field)).wrong(faults.of(field))
    }));
    fields.into_iter().map(Field::aloud).collect()
}

/// The form without a site.
pub(super) fn sample_form() -> Form {
    Form::sample(MapAboutPath, BUTTON)
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    own: &OwnMap,
    (sent, faults, fault): (&Sent, &Faults, Option<String>),
) -> Result<Response, PageFault> {
    Ok(shown(&MapAboutPage {
        shell: Shell::of(site, visitor, Here::Map).await?,
        fault,
        map: MapPath,
        form: Form::new(site, MapAboutPath, BUTTON)
            .with(fields(sent, faults))
            .carrying("version", own.version),
    }))
}

pub(crate) async fn show(
    _: MapAboutPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let own = match own(&site, &visitor).await? {
        Ok(own) => own,
        Err(answer) => return Ok(answer),
    };
    let sent = match drafted(&site, &visitor).await? {
        Some(sent) => sent,
        None => {
            let town = match own.map.area {
                Some(code) => match site.app.find_area(&code.to_string()).await? {
                    FoundArea::One(found) => Some(format!("{}{}", found.prefecture, found.name)),
                    FoundArea::Several(_) | FoundArea::None => None,
                },
                None => None,
            };
            packed(&own, town.as_deref())
        }
    };
    let said = (&sent, &Faults::default(), None);
    asked(&site, &visitor, &own, said).await
}

/// The map with what was typed.
async fn written(
    site: &Site,
    mut map: ResourceMap,
    (sent, faults): (&Sent, &mut Faults),
) -> Result<Option<ResourceMap>, PageFault> {
    map.called = faults.line_opt(sent, "called");
    map.service_ends = faults.day_opt(sent, "until");
    for quadrant in Quadrant::ALL {
        match faults.line_opt(sent, name_of(*quadrant)) {
            Some(name) => map.names.insert(*quadrant, name),
            None => map.names.remove(quadrant),
        };
    }
    map.area = match sent.text("town") {
        "" => None,
        town => match site.app.find_area(town).await? {
            FoundArea::One(found) => Some(found.code),
            FoundArea::Several(_) => {
                faults.say(
                    "town",
                    "おなじ名前の まちが あります。県の 名前から 書いてください。",
                );
                None
            }
            FoundArea::None => {
                faults.say(
                    "town",
                    "このまちは 見つかりません。市や町の名前を 書いてください。",
                );
                None
            }
        },
    };
    Ok(faults.all_well(Some(map)))
}

/// What is wrong, beside its field where that is on this page.
fn beside(refusal: &MapRefusal, sent: &Sent, faults: &mut Faults) -> bool {
    let MapRefusal::Map(fault @ MapFault::TooLong { place, limit }) = refusal else {
        return false;
    };
    let is_too_long = |field: &&'static str| sent.text(field).chars().count() > *limit;
    let fields: Vec<&'static str> = match place {
        MapPlace::Called => vec!["called"],
        MapPlace::QuadrantName => {
            let names = Quadrant::ALL.iter().map(|quadrant| name_of(*quadrant));
            names.filter(is_too_long).collect()
        }
        _ => Vec::new(),
    };
    for field in &fields {
        faults.say(field, fault.to_string());
    }
    !fields.is_empty()
}

pub(crate) async fn save(
    _: MapAboutPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let own = match own(&site, &visitor).await? {
        Ok(own) => own,
        Err(answer) => return Ok(answer),
    };
    let seen = sent.text("version").parse().unwrap_or(-1);
    let mut faults = Faults::default();
    let mut fault = None;
    if let Some(map) = written(&site, own.map.clone(), (&sent, &mut faults)).await? {
        let by = writer(&visitor, &sent);
        match site.app.save_map(&by, seen, map).await? {
            Ok(_) => {
                forget(&site, &visitor).await?;
                return Ok(Redirect::to(&having(&MapPath, "saved")).into_response());
            }
            Err(refusal) if beside(&refusal, &sent, &mut faults) => {}
            Err(refusal) => match words_of(refusal, &visitor)? {
                Ok(words) => fault = Some(words),
                Err(answer) => return Ok(answer),
            },
        }
    }
    let said = (&sent, &faults, fault);
    let page = asked(&site, &visitor, &own, said).await?;
    Ok(asked_again(page))
}
