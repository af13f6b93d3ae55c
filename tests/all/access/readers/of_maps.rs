//! Of people's own maps, and of what they show of them.

use super::ByItself;

pub(super) const READERS: &[ByItself] = &[
    ByItself {
        name: "employments_of_account",
        callers: &[
            ("app/src/map/preview.rs", "the rule about one's own map"),
            (
                "app/src/map/readers.rs",
                "the rule about one's own map; whether a reader is of a closed employer",
            ),
        ],
    },
    ByItself {
        name: "known_ends",
        callers: &[
            ("app/src/map/own.rs", "the rule about one's own map"),
            (
                "app/src/map/shared.rs",
                "a share, and the rule about the case",
            ),
        ],
    },
    ByItself {
        name: "map_behind",
        callers: &[(
            "app/src/map/shared.rs",
            "the scope, and whether the share stands open",
        )],
    },
    ByItself {
        name: "map_pictures",
        callers: &[
            ("app/src/map/pictures.rs", "the rule about one's own map"),
            (
                "app/src/map/sheet.rs",
                "the code of whoever asked for it, and the rule about their own map",
            ),
            ("app/src/map/take_away.rs", "the rule about one's own map"),
        ],
    },
    ByItself {
        name: "map_share",
        callers: &[
            (
                "app/src/map/shared.rs",
                "the rule as soon as it is read, or the link",
            ),
            ("app/src/map/sheet.rs", "the rule, as soon as it is read"),
        ],
    },
    ByItself {
        name: "map_shares",
        callers: &[
            ("app/src/map/own.rs", "the rule about one's own map"),
            ("app/src/map/share.rs", "the rule about one's own map"),
            (
                "app/src/provisions/read.rs",
                "the scope of the case, for its person about themself",
            ),
        ],
    },
    ByItself {
        name: "map_sheet",
        callers: &[(
            "app/src/map/sheet.rs",
            "the code of whoever asked for it, and the rule about them",
        )],
    },
    ByItself {
        name: "map_suggestion",
        callers: &[("app/src/map/suggest.rs", "the rule about one's own map")],
    },
    ByItself {
        name: "map_suggestions",
        callers: &[
            ("app/src/map/own.rs", "the rule about one's own map"),
            ("app/src/map/suggest.rs", "the rule about one's own map"),
        ],
    },
    ByItself {
        name: "map_suggestions_from",
        callers: &[(
            "app/src/map/suggest.rs",
            "the rule about the case; what one proposed oneself",
        )],
    },
    ByItself {
        name: "map_versions",
        callers: &[
            ("app/src/map/own.rs", "the rule about one's own map"),
            ("app/src/map/versions.rs", "the rule about one's own map"),
        ],
    },
    ByItself {
        name: "read_shared_map",
        callers: &[(
            "app/src/map/shared.rs",
            "a share that the rule or the link let be read",
        )],
    },
    ByItself {
        name: "resource_map",
        callers: &[
            ("app/src/map/mod.rs", "the rule about one's own map"),
            ("app/src/map/own.rs", "the rule about one's own map"),
            ("app/src/map/preview.rs", "the rule about one's own map"),
            ("app/src/map/print.rs", "the rule about one's own map"),
            ("app/src/map/share.rs", "the rule about one's own map"),
            ("app/src/map/sheet.rs", "the rule about one's own map"),
            ("app/src/map/suggest.rs", "the rule about one's own map"),
            ("app/src/map/take_away.rs", "the rule about one's own map"),
            ("app/src/map/versions.rs", "the rule about one's own map"),
        ],
    },
    ByItself {
        name: "resource_map_before",
        callers: &[("app/src/map/own.rs", "the rule about one's own map")],
    },
];
