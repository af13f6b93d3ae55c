//! A state of a map that was kept, laid beside the map of today: what somebody wants, who stands where with everything
//! that is told of them, and what to do on a bad day.

use renkei_domain::ids::MapEntryId;
use renkei_domain::map::{Entry, Knows, Quadrant, ResourceMap, Turn, Way, Wording};
use renkei_domain::time::{Instant, japanese_date};
use uuid::Uuid;

use super::lines::lines_of;

/// A state of the map beside the one of today.
#[derive(Debug, Clone)]
pub(super) struct Beside {
    pub(super) when: String,
    /// When the other was kept; nothing for the map of today.
    pub(super) than: Option<String>,
    pub(super) rows: Vec<BesideRow>,
}

/// A part of it then and now. Where nothing stands in either it is left out.
#[derive(Debug, Clone)]
pub(super) struct BesideRow {
    pub(super) name: String,
    /// Whether the person named it themselves: such a name is shown as it is written.
    pub(super) is_own: bool,
    pub(super) then: Vec<String>,
    pub(super) now: Vec<String>,
    pub(super) is_same: bool,
    /// Whether both are told in the same words though they are not the same: a picture was changed for another.
    pub(super) reads_the_same: bool,
}

fn way(way: &Way) -> String {
    match &way.to {
        Some(to) => format!("{} {to}", way.kind.word()),
        None => way.kind.word().to_owned(),
    }
}

/// Somebody with all that is told of them: 「母（家族、くらしのこと、電話 090-0000-0000、夕方・夜）」.
fn somebody(entry: &Entry) -> String {
    let mut more = vec![entry.who.word().to_owned()];
    more.extend(entry.affiliation.as_ref().map(ToString::to_string));
    more.extend(lines_of(entry.about.as_ref()));
    more.extend(entry.ways.iter().map(way));
    more.extend(entry.reachable.iter().map(|time| time.word().to_owned()));
    more.extend(entry.reachable_note.as_ref().map(ToString::to_string));
    let first = lines_of(entry.first_words.as_ref());
    if !first.is_empty() {
        more.push(format!("「{}」", first.join(" ")));
    }
    if entry.knows != Knows::NotSaid {
        more.push(entry.knows.word().to_owned());
    }
    let until = entry.until.map(japanese_date);
    more.extend(until.map(|day| format!("{day} まで")));
    more.extend(entry.symbol.map(|symbol| symbol.word().to_owned()));
    more.extend(entry.picture.map(|_| "絵".to_owned()));
    format!("{}（{}）", entry.name, more.join("、"))
}

/// Who stands in a quadrant, apart from ids: whoever was taken out and written again is the same one.
fn entries(map: &ResourceMap, quadrant: Quadrant) -> Vec<Entry> {
    let entries = map.entries_of(quadrant).map(|entry| Entry {
        id: MapEntryId::from_uuid(Uuid::nil()),
        ..entry.clone()
    });
    entries.collect()
}

fn of_quadrant(map: &ResourceMap, quadrant: Quadrant) -> Vec<String> {
    map.entries_of(quadrant).map(somebody).collect()
}

fn told(map: &ResourceMap, turn: Turn) -> Vec<String> {
    let tell = map.trouble.tell.get(&turn);
    let line = tell.and_then(|tell| {
        let (name, to) = tell.shown(map)?;
        let to = to.map(ToString::to_string);
        Some(match to.or_else(|| tell.way_but_phone(map).map(way)) {
            Some(to) => format!("{name}（{to}）"),
            None => name.to_string(),
        })
    });
    line.into_iter().collect()
}

/// A kept state beside another, or the map of today.
pub(super) fn beside(
    (at, then): (Instant, &ResourceMap),
    (than, now): (Option<Instant>, &ResourceMap),
) -> Beside {
    let row = |name: &str, of: &dyn Fn(&ResourceMap) -> Vec<String>| BesideRow {
        name: name.to_owned(),
        is_own: false,
        is_same: of(then) == of(now),
        reads_the_same: of(then) == of(now),
        then: of(then),
        now: of(now),
    };
    let mut rows = vec![row("こうなりたい", &|map| lines_of(map.aim.as_ref()))];
    rows.extend(Quadrant::ALL.iter().map(|quadrant| {
        let name = now.name_of(*quadrant, Wording::Plain);
        BesideRow {
            is_own: now.names.contains_key(quadrant),
            is_same: entries(then, *quadrant) == entries(now, *quadrant),
            ..row(name, &|map| of_quadrant(map, *quadrant))
        }
    }));
    rows.extend([
        row("自分で 気づく サイン", &|map| {
            lines_of(map.trouble.i_notice.as_ref())
        }),
        row("まわりの 人が 気づく サイン", &|map| {
            lines_of(map.trouble.others_notice.as_ref())
        }),
        row("こうすると 楽に なる", &|map| {
            lines_of(map.trouble.helps.as_ref())
        }),
    ]);
    rows.extend(Turn::ALL.iter().map(|turn| {
        row(&format!("つたえる 人: {}", turn.word()), &|map| {
            told(map, *turn)
        })
    }));
    rows.retain(|row| !(row.then.is_empty() && row.now.is_empty()));
    let day = |at: Instant| japanese_date(at.in_japan().date);
    Beside {
        when: day(at),
        than: than.map(day),
        rows,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::NaiveDate;
    use renkei_domain::ids::MapPictureId;
    use renkei_domain::map::{ReachTime, Symbol, WayKind, WhoKind};
    use renkei_domain::text::{Line, Prose};

    use super::*;

    fn line(text: &str) -> Line {
        Line::parse(text).expect("a line")
    }

    fn with(entry: Entry) -> ResourceMap {
        ResourceMap {
            entries: vec![entry],
            ..ResourceMap::default()
        }
    }

    fn mother() -> Entry {
        let id = MapEntryId::from_uuid(Uuid::from_u128(1));
        Entry::named(id, Quadrant::Living, WhoKind::Family, line("母"))
    }

    /// The one row of a map with somebody beside it as it is now.
    fn row(then: Entry, now: Entry) -> BesideRow {
        let rows = beside((Instant::from_micros(0), &with(then)), (None, &with(now))).rows;
        rows.into_iter().next().expect("a row")
    }

    #[test]
    fn whatever_changed_of_somebody_is_not_said_to_be_the_same_and_is_read() {
        let day = NaiveDate::from_ymd_opt(2027, 3, 31);
        let way = Way {
            kind: WayKind::Message,
            to: Some(line("家のLINE")),
        };
        type Change = (&'static str, fn(&mut Entry));
        let changes: [Change; 8] = [
            ("友だち", |one| one.who = WhoKind::Friend),
            ("となり町", |one| {
                one.affiliation = Some(line("となり町"))
            }),
            ("くらし", |one| {
                one.about = Prose::parse("くらしのこと").ok()
            }),
            ("夕方", |one| {
                one.reachable = BTreeSet::from([ReachTime::Evening]);
            }),
            ("6時から", |one| {
                one.reachable_note = Some(line("6時から"))
            }),
            ("いま いい", |one| {
                one.first_words = Prose::parse("いま いい？").ok();
            }),
            ("しっている", |one| one.knows = Knows::Knows),
            ("ほし", |one| one.symbol = Some(Symbol::Star)),
        ];
        let mut now: Vec<(&str, Entry)> = changes
            .iter()
            .map(|(said, change)| {
                let mut one = mother();
                change(&mut one);
                (*said, one)
            })
            .collect();
        now.push((
            "2027年3月31日",
            Entry {
                until: day,
                ..mother()
            },
        ));
        now.push((
            "家のLINE",
            Entry {
                ways: vec![way],
                ..mother()
            },
        ));
        for (said, now) in now {
            let row = row(mother(), now);
            assert!(!row.is_same && !row.reads_the_same, "{said}: {row:?}");
            assert!(row.now[0].contains(said), "{said}: {row:?}");
            assert!(!row.then[0].contains(said), "{said}: {row:?}");
        }
    }

    #[test]
    fn another_picture_reads_the_same_and_is_not_and_another_id_is() {
        let pictured = |number| Entry {
            picture: Some(MapPictureId::from_uuid(Uuid::from_u128(number))),
            ..mother()
        };
        let changed = row(pictured(1), pictured(2));
        assert!(changed.reads_the_same && !changed.is_same, "{changed:?}");
        let again = Entry {
            id: MapEntryId::from_uuid(Uuid::from_u128(2)),
            ..mother()
        };
        assert!(row(mother(), again).is_same);
    }
}
