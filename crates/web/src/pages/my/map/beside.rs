//! A state of a map that was kept, laid beside the map of today: what somebody wants, who stands where and what about, and
//! what to do on a bad day.

use renkei_domain::map::{Entry, Quadrant, ResourceMap, Turn, Wording};
use renkei_domain::time::{Instant, japanese_date};

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
}

/// Somebody with what about and how: 「母（くらしのこと、電話 090-0000-0000）」.
fn somebody(entry: &Entry) -> String {
    let about = lines_of(entry.about.as_ref()).into_iter();
    let ways = entry.ways.iter().map(|way| match &way.to {
        Some(to) => format!("{} {to}", way.kind.word()),
        None => way.kind.word().to_owned(),
    });
    let more: Vec<String> = about.chain(ways).collect();
    if more.is_empty() {
        entry.name.to_string()
    } else {
        format!("{}（{}）", entry.name, more.join("、"))
    }
}

fn of_quadrant(map: &ResourceMap, quadrant: Quadrant) -> Vec<String> {
    map.entries_of(quadrant).map(somebody).collect()
}

fn told(map: &ResourceMap, turn: Turn) -> Vec<String> {
    let tell = map.trouble.tell.get(&turn);
    let shown = tell.and_then(|tell| tell.shown(map));
    let line = shown.map(|(name, to)| match to {
        Some(to) => format!("{name}（{to}）"),
        None => name.to_string(),
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
        then: of(then),
        now: of(now),
    };
    let mut rows = vec![row("こうなりたい", &|map| lines_of(map.aim.as_ref()))];
    rows.extend(Quadrant::ALL.iter().map(|quadrant| {
        let name = now.name_of(*quadrant, Wording::Plain);
        BesideRow {
            is_own: now.names.contains_key(quadrant),
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
