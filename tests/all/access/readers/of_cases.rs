//! Of cases, consents and records.

use super::ByItself;

pub(super) const READERS: &[ByItself] = &[
    ByItself {
        name: "case",
        callers: &[
            (
                "app/src/cases/course.rs",
                "only which place to lock; the rule is asked next",
            ),
            ("app/src/cases/link.rs", "the code that the agency showed"),
            ("app/src/cases/mod.rs", "the rule, as soon as it is read"),
            (
                "app/src/conference/call/about_open.rs",
                "the code of a link and the number to it, and whether a consent still lets them be told",
            ),
            (
                "app/src/conference/agency_feed.rs",
                "the rule of consent is asked next; it tells a number, when and where",
            ),
            (
                "app/src/conference/call/follow.rs",
                "nobody: the courier recalls whom no consent calls any more",
            ),
            (
                "app/src/conference/call/outside.rs",
                "the code of whoever was called; it names no client",
            ),
            (
                "app/src/conference/poll/send.rs",
                "nobody: the courier reminds whoever was asked and did not answer",
            ),
            (
                "app/src/conference/poll/still.rs",
                "the code of whoever is asked, and whether a consent still lets them be",
            ),
            (
                "app/src/conference/replies/take.rs",
                "the code of whoever was called, or the letter that came back; it tells nobody anything",
            ),
            (
                "app/src/conference/taken.rs",
                "the rule of consent is asked next; it tells a number and a day",
            ),
            (
                "app/src/consent/announce.rs",
                "nobody: the courier writes to the keeper and the person alone",
            ),
            ("app/src/consent/mod.rs", "the rule, as soon as it is read"),
            (
                "app/src/letters/about_link.rs",
                "nobody: the courier asks whom a consent lets be told, and names no client",
            ),
            (
                "app/src/letters/conference.rs",
                "nobody: the courier writes to whom was called, and names no client",
            ),
            (
                "app/src/letters/consent_ending.rs",
                "the rule about the keeper, who is written to; else the person alone",
            ),
            (
                "app/src/letters/poll.rs",
                "nobody: the courier asks whom a consent lets be asked, and names no client",
            ),
        ],
    },
    ByItself {
        name: "case_by_link",
        callers: &[("app/src/cases/link.rs", "the code that the agency showed")],
    },
    ByItself {
        name: "who_keeps_case",
        callers: &[
            ("app/src/cases/link.rs", "the code that the agency showed"),
            (
                "app/src/map/share.rs",
                "nothing: the name of an organization, kept once the rule let the person share",
            ),
            ("app/src/map/suggest.rs", "the rule, as soon as it is read"),
        ],
    },
    ByItself {
        name: "case_unopened",
        callers: &[(
            "app/src/cases/erase.rs",
            "the rule, as soon as it is read; nothing is opened",
        )],
    },
    ByItself {
        name: "open_copies_of",
        callers: &[(
            "app/src/cases/erase.rs",
            "the rule about erasing them; ids and days",
        )],
    },
    ByItself {
        name: "erasure_plan",
        callers: &[
            ("app/src/cases/hold.rs", "the rule; days and ids"),
            (
                "app/src/cases/overdue.rs",
                "nobody: what the clock does; days and ids",
            ),
        ],
    },
    ByItself {
        name: "persons_planned_for",
        callers: &[(
            "app/src/cases/overdue.rs",
            "nobody: what the clock does; ids",
        )],
    },
    ByItself {
        name: "persons_to_sweep",
        callers: &[
            (
                "app/src/cases/overdue.rs",
                "nobody: what the clock does; ids",
            ),
            (
                "app/src/people/erasure.rs",
                "nobody: of whom the files are swept; ids",
            ),
        ],
    },
    ByItself {
        name: "cases_numbered",
        callers: &[(
            "app/src/cases/erase.rs",
            "the command; it says whose agencies' they are",
        )],
    },
    ByItself {
        name: "due_consent_notices",
        callers: &[(
            "app/src/consent/announce.rs",
            "nobody: ids and days, for the courier",
        )],
    },
    ByItself {
        name: "standing_notice",
        callers: &[(
            "app/src/letters/consent_ending.rs",
            "nobody: ids and days, for the courier",
        )],
    },
    ByItself {
        name: "noticed_cases",
        callers: &[(
            "app/src/letters/board.rs",
            "the rule about the letter; the cases come by a scope",
        )],
    },
    ByItself {
        name: "case_of_consent_sheet",
        callers: &[(
            "app/src/consent/sheet.rs",
            "nothing: an id, by which the case comes by a scope",
        )],
    },
];
