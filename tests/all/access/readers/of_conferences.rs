//! Of conferences about clients, and of what is told and answered about them.

use super::ByItself;

pub(super) const READERS: &[ByItself] = &[
    ByItself {
        name: "asks_of_persons",
        callers: &[(
            "app/src/conference/soon.rs",
            "conferences that came by a scope; what was pressed, of two words",
        )],
    },
    ByItself {
        name: "calls_of_agency",
        callers: &[(
            "app/src/conference/agency_feed.rs",
            "whether whoever made the address works there; the rule of consent for each",
        )],
    },
    ByItself {
        name: "cases_with_calls",
        callers: &[(
            "app/src/conference/call/follow.rs",
            "nobody: ids, for the courier",
        )],
    },
    ByItself {
        name: "cases_with_open_polls",
        callers: &[(
            "app/src/conference/poll/send.rs",
            "nobody: ids, for the courier",
        )],
    },
    ByItself {
        name: "conference",
        callers: &[
            (
                "app/src/conference/agency_feed.rs",
                "the rule of consent, whether those who were called may be there",
            ),
            (
                "app/src/conference/call/about_open.rs",
                "the code of a link and the number to it, and whether a consent still lets them be told",
            ),
            (
                "app/src/conference/call/outside.rs",
                "the code of whoever was called; it names no client",
            ),
            (
                "app/src/conference/mod.rs",
                "a case in hand, of which the rule was asked",
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
                "the rule of consent, whether those who took a task on may be there",
            ),
            (
                "app/src/letters/about_link.rs",
                "nobody: the courier asks whom a consent lets be told, and names no client",
            ),
            (
                "app/src/letters/conference.rs",
                "nobody: the courier writes to whom was called, and names no client",
            ),
            (
                "app/src/letters/poll.rs",
                "nobody: the courier asks whom a consent lets be asked, and names no client",
            ),
            (
                "app/src/map/share/named.rs",
                "a case in hand, in which the rule let the person share",
            ),
        ],
    },
    ByItself {
        name: "conference_invitation",
        callers: &[
            (
                "app/src/conference/call/about_open.rs",
                "the code of a link and the number to it, and whether a consent still lets them be told",
            ),
            (
                "app/src/conference/call/mod.rs",
                "the rule, with the case of the act",
            ),
            (
                "app/src/conference/call/outside.rs",
                "the code of whoever was called",
            ),
            (
                "app/src/conference/replies/settle.rs",
                "the rule, with the case of the act",
            ),
            (
                "app/src/conference/replies/take.rs",
                "the code of whoever was called, or the letter that came back",
            ),
            (
                "app/src/letters/about_link.rs",
                "nobody: the courier asks whom a consent lets be told",
            ),
            (
                "app/src/letters/conference.rs",
                "nobody: the courier writes to whom was called",
            ),
            (
                "app/src/letters/conference/carried.rs",
                "nobody: the courier notes what became of its letter",
            ),
        ],
    },
    ByItself {
        name: "conference_invitations",
        callers: &[
            (
                "app/src/conference/agency_feed.rs",
                "the rule of consent for each; what their agency was told, and nothing of others",
            ),
            (
                "app/src/conference/call/follow.rs",
                "nobody: whom no consent calls any more is recalled",
            ),
            (
                "app/src/conference/call/own_answer.rs",
                "the rule about the person or who sends, with the case of the act",
            ),
            (
                "app/src/conference/call/send.rs",
                "the rule, with the case of the act",
            ),
            ("app/src/conference/call/view.rs", "a case in hand"),
            ("app/src/conference/recall.rs", "a case in hand"),
        ],
    },
    ByItself {
        name: "conference_ways",
        callers: &[
            (
                "app/src/conference/call/posted.rs",
                "a case in hand, for whoever may convene in it",
            ),
            ("app/src/conference/call/view.rs", "a case in hand"),
            (
                "app/src/conference/call/way.rs",
                "the rule, with the case of the act",
            ),
        ],
    },
    ByItself {
        name: "conferences",
        callers: &[
            (
                "app/src/conference/call/follow.rs",
                "nobody: the courier recalls whom no consent calls any more",
            ),
            (
                "app/src/conference/poll/send.rs",
                "nobody: the courier reminds whoever was asked and did not answer",
            ),
        ],
    },
    ByItself {
        name: "decisions",
        callers: &[
            (
                "app/src/conference/decide.rs",
                "the rule, with the case of the act",
            ),
            (
                "app/src/conference/next.rs",
                "a case in hand, of which the rule was asked",
            ),
        ],
    },
    ByItself {
        name: "place_of_conference",
        callers: &[(
            "app/src/conference/replies/take.rs",
            "the name of the entry that a mail answers; ids alone",
        )],
    },
    ByItself {
        name: "place_of_conference_code",
        callers: &[
            (
                "app/src/conference/call/outside.rs",
                "the code of whoever was called; ids alone",
            ),
            (
                "app/src/conference/find.rs",
                "the rule, with the conference that it leads to; ids alone",
            ),
            (
                "app/src/conference/replies/take.rs",
                "the code in a mail; ids alone",
            ),
        ],
    },
    ByItself {
        name: "place_of_poll_link",
        callers: &[(
            "app/src/conference/find.rs",
            "the rule, with the conference that it leads to; ids alone",
        )],
    },
    ByItself {
        name: "place_of_about_address",
        callers: &[(
            "app/src/conference/call/about_open.rs",
            "the code of whoever was sent a link; ids alone",
        )],
    },
    ByItself {
        name: "place_of_about_link",
        callers: &[(
            "app/src/letters/about_link.rs",
            "nobody: ids, for the courier",
        )],
    },
    ByItself {
        name: "place_of_letter",
        callers: &[(
            "app/src/conference/replies/take.rs",
            "the letter that a mail answers; ids alone",
        )],
    },
    ByItself {
        name: "place_of_link_letter",
        callers: &[(
            "app/src/conference/replies/take.rs",
            "the letter that a mail answers, or that came back; ids alone",
        )],
    },
    ByItself {
        name: "place_of_notice",
        callers: &[
            (
                "app/src/letters/conference.rs",
                "nobody: ids, for the courier",
            ),
            (
                "app/src/letters/conference/carried.rs",
                "nobody: ids, for the courier",
            ),
        ],
    },
    ByItself {
        name: "place_of_poll_letter",
        callers: &[(
            "app/src/conference/replies/take.rs",
            "the letter that came back; ids alone",
        )],
    },
    ByItself {
        name: "place_of_poll_notice",
        callers: &[("app/src/letters/poll.rs", "nobody: ids, for the courier")],
    },
    ByItself {
        name: "poll",
        callers: &[
            (
                "app/src/conference/poll/mod.rs",
                "a conference in hand, of whose case the rule was asked",
            ),
            (
                "app/src/conference/poll/open.rs",
                "the rule about who calls people together, with the case of the act",
            ),
            (
                "app/src/conference/poll/send.rs",
                "nobody: the courier reminds whoever was asked and did not answer",
            ),
            (
                "app/src/conference/replies/take.rs",
                "the letter that came back; it tells nobody anything",
            ),
            (
                "app/src/letters/poll.rs",
                "nobody: the courier asks whom a consent lets be asked",
            ),
        ],
    },
    ByItself {
        name: "poll_by_link",
        callers: &[(
            "app/src/conference/poll/still.rs",
            "the code of whoever is asked",
        )],
    },
    ByItself {
        name: "poll_notice",
        callers: &[
            (
                "app/src/conference/poll/mark.rs",
                "the rule, with the case of the act",
            ),
            (
                "app/src/conference/replies/take.rs",
                "the letter that came back; it tells nobody anything",
            ),
            (
                "app/src/letters/poll.rs",
                "nobody: the courier asks whom a consent lets be asked",
            ),
        ],
    },
    ByItself {
        name: "offered_conference_sheet",
        callers: &[(
            "app/src/conference/sheet.rs",
            "the code of whoever asked for it, and the rule about them",
        )],
    },
    ByItself {
        name: "poll_notices",
        callers: &[
            ("app/src/conference/poll/load.rs", "a case in hand"),
            (
                "app/src/conference/poll/news.rs",
                "nobody: whether the host heard of it before",
            ),
            (
                "app/src/conference/poll/send.rs",
                "the rule, with the case of the act; else the courier, who reminds",
            ),
        ],
    },
    ByItself {
        name: "received_mail",
        callers: &[(
            "app/src/conference/replies/settle.rs",
            "the rule, with the case of the act",
        )],
    },
    ByItself {
        name: "taken_on_by",
        callers: &[(
            "app/src/conference/taken.rs",
            "whether they keep cases; the rule of consent for each, of which a number and a day are told",
        )],
    },
    ByItself {
        name: "waiting_mails",
        callers: &[(
            "app/src/conference/soon.rs",
            "cases that came by a scope; how many wait, and nothing of them",
        )],
    },
];
