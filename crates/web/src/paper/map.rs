//! The sheets of a person's own map. What supporters propose is no part of what comes in, so that it is on none.

use std::sync::Arc;

use axum::response::Response;
use renkei_domain::directory::phone::dial;
use renkei_domain::ids::MapPictureId;
use renkei_domain::map::{
    CardPart, CurrentContact, Entry, Knows, MapPicture, NightNumber, PrintForm, PrintedMap,
    Quadrant, Ruby as Readings, Sheet, Tell, Turn, WayKind,
};
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::said;
use renkei_print::sheets::{
    MapBlankSheet, MapCardSheet, MapEntry, MapForm, MapImage, MapNight, MapPart, MapSheet, MapTell,
    MapTrouble, MapWay,
};
use renkei_print::{Paper, Ruby};

use self::illness::{bare, tells_of_illness};
use super::{ToPrint, answered};
use crate::Site;
use crate::error::PageFault;

mod illness;

/// Answers with a map, or an empty sheet for one, as PDF in the form that was chosen. Of `pictures` those are printed
/// that an entry names; with none of them in hand the sheet stands without.
///
/// # Errors
/// A fault of ours alone.
pub(crate) async fn map_on_paper(
    site: &Site,
    map: &PrintedMap,
    pictures: &[(MapPictureId, MapPicture)],
) -> Result<Response, PageFault> {
    let paper = match map.form.sheet {
        Sheet::BlankA3 => Paper::A3,
        Sheet::Map | Sheet::List | Sheet::Card | Sheet::BlankA4 => Paper::A4,
    };
    answered(site, to_print(map, pictures), paper).await
}

fn to_print(map: &PrintedMap, pictures: &[(MapPictureId, MapPicture)]) -> ToPrint {
    use renkei_print::Sheet as Printed;
    let form = MapForm::from(&map.form);
    let (sheet, name, plain_name) = match map.form.sheet {
        Sheet::Map => (
            Printed::Map(whole(map, pictures)),
            "わたしのマップ.pdf",
            "map.pdf",
        ),
        Sheet::List => (
            Printed::MapList(whole(map, pictures)),
            "わたしのリスト.pdf",
            "list.pdf",
        ),
        Sheet::Card => (
            Printed::MapCard(card(map, pictures)),
            "さいふのカード.pdf",
            "wallet-card.pdf",
        ),
        Sheet::BlankA4 | Sheet::BlankA3 => (
            Printed::MapBlank(MapBlankSheet { form }),
            "マップの用紙.pdf",
            "map-worksheet.pdf",
        ),
    };
    ToPrint {
        sheet,
        ruby: match map.form.ruby {
            Readings::With => Ruby::On,
            Readings::Without => Ruby::Off,
        },
        name,
        plain_name,
    }
}

fn line(text: Option<&Line>) -> Option<String> {
    text.map(ToString::to_string)
}

fn prose(text: Option<&Prose>) -> Option<String> {
    text.map(|text| text.as_str().to_owned())
}

/// The pictures that are named, each once, with their ids in the same order.
fn held(
    named: impl Iterator<Item = MapPictureId>,
    pictures: &[(MapPictureId, MapPicture)],
) -> (Vec<MapPictureId>, Vec<MapImage>) {
    let named: Vec<MapPictureId> = named.collect();
    let held = pictures.iter().filter(|(id, _)| named.contains(id));
    held.map(|(id, picture)| (*id, MapImage(Arc::from(picture.bytes()))))
        .unzip()
}

/// The place of an entry's picture among those that are held.
fn place(entry: &Entry, pictures: &[MapPictureId]) -> Option<usize> {
    let picture = entry.picture?;
    pictures.iter().position(|held| *held == picture)
}

fn whole(map: &PrintedMap, pictures: &[(MapPictureId, MapPicture)]) -> MapSheet {
    let own = &map.map;
    let named = own.entries.iter().filter_map(|one| one.picture);
    let (ids, images) = held(named, pictures);
    let part = |quadrant| MapPart {
        name: line(own.names.get(&quadrant)),
        entries: own
            .entries_of(quadrant)
            .map(|one| entry(one, map, &ids))
            .collect(),
    };
    MapSheet {
        form: MapForm::from(&map.form),
        made_on: map.made_on,
        called: line(own.called.as_ref()),
        aim: prose(own.aim.as_ref()),
        parts: [
            part(Quadrant::Work),
            part(Quadrant::MindBody),
            part(Quadrant::Living),
            part(Quadrant::Leisure),
        ],
        trouble: MapTrouble {
            i_notice: prose(own.trouble.i_notice.as_ref()),
            others_notice: prose(own.trouble.others_notice.as_ref()),
            helps: prose(own.trouble.helps.as_ref()),
            tell: tells(map),
        },
        night: late(map).map(night).collect(),
        pictures: images,
    }
}

/// What the directory says now of an entry.
fn current<'m>(entry: &Entry, map: &'m PrintedMap) -> Option<&'m CurrentContact> {
    entry.resource.and_then(|id| map.current_of(id))
}

/// The numbers of an entry: those that the directory publishes now, then the one that the person wrote where it is
/// another.
fn numbers(current: Option<&CurrentContact>, own: Option<&Line>) -> Vec<String> {
    let open = current.filter(|current| current.closed_on.is_none());
    let mut numbers = open.map_or_else(Vec::new, |current| current.phones.clone());
    if let Some(own) = own {
        let is_same = |known: &String| {
            known == own.as_str() || dial(known).is_some_and(|it| Some(it) == dial(own.as_str()))
        };
        if !numbers.iter().any(is_same) {
            numbers.push(own.to_string());
        }
    }
    numbers
}

fn ways(entry: &Entry, current: Option<&CurrentContact>) -> Vec<MapWay> {
    // What the directory publishes stands with the first phone alone.
    let mut published = current;
    let mut ways: Vec<MapWay> = entry
        .ways
        .iter()
        .map(|way| MapWay {
            kind: way.kind,
            to: match way.kind {
                WayKind::Phone => numbers(published.take(), way.to.as_ref()),
                _ => line(way.to.as_ref()).into_iter().collect(),
            },
        })
        .collect();
    let rest = numbers(published, None);
    if !rest.is_empty() {
        ways.push(MapWay {
            kind: WayKind::Phone,
            to: rest,
        });
    }
    ways
}

fn entry(entry: &Entry, map: &PrintedMap, pictures: &[MapPictureId]) -> MapEntry {
    let current = current(entry, map);
    let listed = current.filter(|current| current.name != entry.name);
    let open = current.filter(|current| current.closed_on.is_none());
    MapEntry {
        symbol: entry.symbol.map(|symbol| symbol.glyph()),
        picture: place(entry, pictures),
        who: entry.who,
        name: entry.name.to_string(),
        affiliation: line(entry.affiliation.as_ref())
            .or_else(|| listed.map(|current| current.name.to_string())),
        about: prose(entry.about.as_ref()),
        ways: ways(entry, current),
        reachable: entry.reachable.iter().copied().collect(),
        reachable_note: line(entry.reachable_note.as_ref()),
        hours: open.and_then(|current| current.hours.as_deref()).map(said),
        first_words: prose(entry.first_words.as_ref()),
        knows: entry.knows,
        until: entry.until,
        closed_on: current.and_then(|current| current.closed_on),
    }
}

fn tells(map: &PrintedMap) -> Vec<MapTell> {
    let tell = |(turn, tell): (&Turn, &Tell)| {
        let (name, own) = tell.shown(&map.map)?;
        let entry = tell.entry().and_then(|id| map.map.entry(id));
        let numbers = numbers(entry.and_then(|entry| current(entry, map)), own);
        let way = tell.way_but_phone(&map.map);
        let way = way.filter(|_| numbers.is_empty());
        Some(MapTell {
            turn: *turn,
            symbol: None,
            picture: None,
            name: Some(name.to_string()),
            way: way.map(|way| way.kind),
            to: match way {
                Some(way) => line(way.to.as_ref()).into_iter().collect(),
                None => numbers,
            },
        })
    };
    map.map.trouble.tell.iter().filter_map(tell).collect()
}

/// The numbers for the night and days off: paper has room for no others.
fn late(map: &PrintedMap) -> impl Iterator<Item = &NightNumber> {
    map.night.iter().filter(|number| number.answers.is_late())
}

fn night(number: &NightNumber) -> MapNight {
    MapNight {
        name: Some(number.name.clone()),
        number: number.number.clone(),
        hours: number.hours.as_deref().map(said),
    }
}

/// Puts sign and picture beside whoever is to be told and stands on the map, and says which pictures these are.
fn found_by(
    tell: &mut [MapTell],
    map: &PrintedMap,
    pictures: &[(MapPictureId, MapPicture)],
) -> Vec<MapImage> {
    let of_turn = |turn: Turn| {
        let told = map.map.trouble.tell.get(&turn)?;
        map.map.entry(told.entry()?)
    };
    let named = tell.iter().filter_map(|one| of_turn(one.turn)?.picture);
    let (ids, images) = held(named, pictures);
    for one in tell {
        if let Some(entry) = of_turn(one.turn) {
            one.symbol = entry.symbol.map(|symbol| symbol.glyph());
            one.picture = place(entry, &ids);
        }
    }
    images
}

fn card(map: &PrintedMap, pictures: &[(MapPictureId, MapPicture)]) -> MapCardSheet {
    let PrintForm { card: chosen, .. } = &map.form;
    let own = &map.map;
    let mut tell = tells(map);
    let images = found_by(&mut tell, map, pictures);
    let mut night: Vec<MapNight> = late(map).map(night).collect();
    let tells_illness = chosen.contains(&CardPart::Illness);
    if !tells_illness {
        for one in &mut tell {
            one.name = one.name.take().filter(|name| !tells_of_illness(name));
            match one.way {
                // Of an address nothing is left without what it says.
                Some(_) => one.to.retain(|to| !tells_of_illness(to)),
                None => one.to = one.to.iter().map(|to| bare(to)).collect(),
            }
            one.to.retain(|to| !to.is_empty());
            // A picture would say what the name does not.
            one.picture = one.picture.filter(|_| one.name.is_some());
        }
        tell.retain(|one| one.name.is_some() || !one.to.is_empty());
        for one in &mut night {
            one.name = one.name.take().filter(|name| !tells_of_illness(name));
            one.number = bare(&one.number);
            one.hours = one.hours.take().filter(|hours| !tells_of_illness(hours));
        }
    }
    let illness = |text: &Option<Prose>| prose(text.as_ref().filter(|_| tells_illness));
    let knowing = own.entries.iter().filter(|one| one.knows == Knows::Knows);
    let called = own.called.as_ref();
    MapCardSheet {
        form: MapForm::from(&map.form),
        made_on: map.made_on,
        called: line(called.filter(|_| chosen.contains(&CardPart::Name))),
        tell,
        night,
        i_notice: illness(&own.trouble.i_notice),
        others_notice: illness(&own.trouble.others_notice),
        helps: illness(&own.trouble.helps),
        know: knowing
            .filter(|_| tells_illness)
            .map(|one| one.name.to_string())
            .collect(),
        pictures: images,
    }
}

#[cfg(test)]
mod tests;
