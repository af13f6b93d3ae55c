use renkei_domain::directory::kind::ResourceKind;

use super::*;

fn keys() -> Vec<Key> {
    let row = 7;
    vec![
        Key::Name {
            sort_key: "𠮷".repeat(80),
            id: ResourceId::from_uuid(Uuid::from_u128(u128::MAX)),
        },
        Key::Distance { squared: 0.1, row },
        Key::Tier {
            tier: Tier::Rest,
            row: i64::MAX,
        },
        Key::TierDistance {
            tier: Tier::Exact,
            squared: 2_500.0,
            row,
        },
    ]
}

#[test]
fn a_cursor_says_the_key_it_was_made_of_and_only_in_its_own_search() {
    let search = ResourceSearch {
        text: "看護　高槻".to_owned(),
        kinds: vec![ResourceKind::HelloWork, ResourceKind::School],
        ..ResourceSearch::default()
    };
    let same = ResourceSearch {
        text: " 看護 高槻 ".to_owned(),
        kinds: vec![ResourceKind::School, ResourceKind::HelloWork],
        ..ResourceSearch::default()
    };
    let other = ResourceSearch {
        has_capacity: true,
        ..search.clone()
    };
    let own = Fingerprint::of(&search);
    for key in keys() {
        let cursor = Cursor::of(own, &key);
        assert!(cursor.as_str().len() <= MOST_BYTES, "{key:?}");
        assert_eq!(cursor.key(Fingerprint::of(&same)), Ok(key));
        assert_eq!(
            cursor.key(Fingerprint::of(&other)),
            Err(SearchRefusal::CursorOfAnotherSearch)
        );
    }
}

#[test]
fn what_is_no_cursor_is_refused_whatever_it_is() {
    let own = Fingerprint::of(&ResourceSearch::default());
    let unreadable = |text: &str| {
        let refused = Cursor::from(text).key(own);
        assert_eq!(refused, Err(SearchRefusal::CursorUnreadable), "{text}");
    };
    let long = "A".repeat(10_000);
    for text in ["", "=", "看護", "\0", "AQ", "AAAA", long.as_str()] {
        unreadable(text);
    }
    for key in keys() {
        let whole = Cursor::of(own, &key);
        let bytes = BASE64_URL_SAFE_NO_PAD
            .decode(whole.as_str())
            .expect("our own text");
        // A name may be shorter; every other key has its length.
        let shortest = if matches!(key, Key::Name { .. }) {
            26
        } else {
            bytes.len()
        };
        for length in 0..shortest {
            unreadable(&BASE64_URL_SAFE_NO_PAD.encode(&bytes[..length]));
        }
        unreadable(&BASE64_URL_SAFE_NO_PAD.encode([bytes.as_slice(), &[0]].concat()));
        unreadable(&BASE64_URL_SAFE_NO_PAD.encode([bytes.as_slice(), &[0xFF]].concat()));
        unreadable(&format!("{}=", whole.as_str()));
        for (place, byte) in [(0, 2), (1, 9)] {
            let mut changed = bytes.clone();
            changed[place] = byte;
            unreadable(&BASE64_URL_SAFE_NO_PAD.encode(changed));
        }
    }
    for squared in [f64::NAN, f64::INFINITY, -1.0] {
        unreadable(Cursor::of(own, &Key::Distance { squared, row: 1 }).as_str());
    }
}
