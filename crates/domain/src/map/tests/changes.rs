//! What is told of changes in the directory.

use super::*;
use crate::map::current::{changes, night_changes};

#[test]
fn a_change_of_the_directory_is_said_in_plain_words() {
    let listed = Entry {
        resource: Some(resource(1)),
        ..entry(1, Quadrant::Work, "就ポツ")
    };
    let map = map([listed, entry(2, Quadrant::Living, "母")]);
    let seen = CurrentContact {
        resource: resource(1),
        name: line("就業・生活支援センター"),
        phones: vec!["072-000-0001".to_owned()],
        hours: Some("平日 9:00–17:00".to_owned()),
        closed_on: None,
        at_night: false,
    };
    let said = |now: CurrentContact| -> Vec<String> {
        let changes = changes(&map, std::slice::from_ref(&seen), &[now]);
        changes.iter().map(MapChange::said).collect()
    };
    assert!(said(seen.clone()).is_empty());
    let moved = CurrentContact {
        phones: vec!["072-000-0002".to_owned()],
        hours: None,
        ..seen.clone()
    };
    assert_eq!(
        said(moved.clone()),
        [
            "「就ポツ」の 電話番号が かわりました。 いまは 072-000-0002 です。",
            "「就ポツ」の あいている 時間が わからなくなりました。 たしかめてください。"
        ]
    );
    let gone = changes(&map, std::slice::from_ref(&seen), &[]);
    let gone: Vec<String> = gone.iter().map(MapChange::said).collect();
    assert_eq!(
        gone,
        ["「就ポツ」の 電話番号が わからなくなりました。 たしかめてください。"]
    );
    let other_hours = CurrentContact {
        hours: Some("月-金 9:00-16:30".to_owned()),
        ..seen.clone()
    };
    assert_eq!(
        said(other_hours),
        ["「就ポツ」の あいている 時間が かわりました。 いまは 月〜金 午前9時〜午後4時30分 です。"]
    );
    let closed = CurrentContact {
        closed_on: Some(day(1)),
        ..moved
    };
    assert_eq!(
        said(closed),
        ["「就ポツ」は おわりました。 ほかに 話せる 人を いっしょに さがしましょう。"]
    );
}

#[test]
fn a_number_for_the_night_is_told_of_apart_from_the_entries() {
    let before = CurrentContact {
        resource: resource(1),
        name: line("夜の窓口"),
        phones: vec!["072-000-0001".to_owned()],
        hours: None,
        closed_on: None,
        at_night: true,
    };
    let now = [CurrentContact {
        phones: vec!["072-000-0002".to_owned()],
        ..before.clone()
    }];
    let seen = [before];
    let listed = Entry {
        resource: Some(resource(1)),
        ..entry(1, Quadrant::MindBody, "窓口")
    };
    for (map, expected) in [(map([]), 1), (map([listed]), 0)] {
        assert_eq!(night_changes(&map, &seen, &now).len(), expected);
        assert!(changes(&map, &seen, &now).is_empty());
    }
    assert_eq!(night_changes(&map([]), &seen, &[]).len(), 1, "it is gone");
}

#[test]
fn what_people_wrote_is_no_word_of_ours_where_something_is_told() {
    let mut map = map([entry(1, Quadrant::Work, "就ポツ")]);
    let empty = Gap::NobodyIn(Quadrant::Work);
    assert_eq!(empty.told(&map)[1], Told::Ours("しごと"));
    map.names.insert(Quadrant::Work, line("会社"));
    assert_eq!(empty.told(&map)[1], Told::Theirs("会社".to_owned()));
    let change = MapChange {
        kind: MapChangeKind::Phone,
        name: line("就ポツ"),
        now: String::new(),
    };
    assert_eq!(change.told()[1], Told::Theirs("就ポツ".to_owned()));
}
