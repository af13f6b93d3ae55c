//! The addresses that answer with a file, each with what it may tell of a case.

/// What a file may tell.
pub(super) enum Tells {
    /// This word of a case, and none of those.
    But(&'static str, &'static [&'static str]),
    /// What somebody handed in, as it came.
    AsItCame,
    /// What another story searches, or nothing but what its owner typed: with the reason.
    Elsewhere(&'static str),
}

/// What the lists of cases and of conferences do not tell, beside whom each is about.
const NOT_IN_A_LIST: &[&str] = &[
    "client-phone",
    "client-mail",
    "client-address",
    "topic",
    "employer",
    "team-does",
    "team-reach",
    "note",
    "doctor",
    "seizure",
    "danger",
    "source",
    "heard",
    "conference",
];

/// What a file of what was told and heard does not tell.
const NOT_IN_RECORDS: &[&str] = &[
    "client-phone",
    "client-mail",
    "client-address",
    "topic",
    "employer",
    "team-does",
    "team-reach",
    "note",
    "doctor",
    "seizure",
    "witness",
    "danger",
    "scan",
    "got-out",
];

/// What the person's copy does not tell before its holder looked at it, or at all.
const NOT_IN_A_COPY: &[&str] = &[
    "danger",
    "note",
    "copy-reason",
    "source",
    "heard-of",
    "got-out",
    "released",
];

/// What a sheet about a consent does not tell.
const NOT_ABOUT_A_CONSENT: &[&str] = &[
    "client-phone",
    "client-mail",
    "client-address",
    "topic",
    "employer",
    "team-does",
    "team-reach",
    "note",
    "doctor",
    "seizure",
    "danger",
    "source",
    "heard",
];

/// What neither the sheet of a team nor that for emergencies tells.
const NOT_ON_A_WALL: &[&str] = &[
    "topic",
    "employer",
    "note",
    "witness",
    "danger",
    "client-address",
    "client-mail",
];

/// What no sheet of a conference tells that others see as well.
const NOT_OF_A_CONFERENCE: &[&str] = &[
    "client",
    "topic",
    "employer",
    "note",
    "doctor",
    "seizure",
    "witness",
    "danger",
    "absence",
    "unsolved",
    "conference-wishes",
    "conference-can-do",
    "conference-to-talk",
    "conference-not-to-talk",
];

/// Every address that answers with a file, and what it may tell.
pub(super) const GIVEN: &[(&str, Tells)] = &[
    ("/cases/{id}/paper/{sheet}", Tells::But("", NOT_ON_A_WALL)),
    (
        "/my/cases/{id}/paper/{sheet}",
        Tells::But("", NOT_ON_A_WALL),
    ),
    ("/cases/csv", Tells::But("client", NOT_IN_A_LIST)),
    ("/cases/xlsx", Tells::But("client", NOT_IN_A_LIST)),
    ("/conferences/csv", Tells::But("client", NOT_IN_A_LIST)),
    ("/conferences/xlsx", Tells::But("client", NOT_IN_A_LIST)),
    (
        "/networks/{id}/meetings/csv",
        Tells::Elsewhere("meetings that are about nobody, for members of their network"),
    ),
    (
        "/networks/{id}/meetings/xlsx",
        Tells::Elsewhere("the same rows as in the CSV"),
    ),
    (
        "/cases/{id}/records/paper",
        Tells::But("source", NOT_IN_RECORDS),
    ),
    (
        "/cases/{id}/records/csv",
        Tells::But("source", NOT_IN_RECORDS),
    ),
    (
        "/cases/{id}/records/xlsx",
        Tells::But("source", NOT_IN_RECORDS),
    ),
    ("/cases/records/xlsx", Tells::But("source", NOT_IN_RECORDS)),
    ("/cases/records/paper", Tells::But("source", NOT_IN_RECORDS)),
    ("/cases/records/csv", Tells::But("source", NOT_IN_RECORDS)),
    (
        "/cases/{id}/copy/paper",
        Tells::But("client-phone", NOT_IN_A_COPY),
    ),
    (
        "/cases/{id}/copy/json",
        Tells::But("client-phone", NOT_IN_A_COPY),
    ),
    (
        "/cases/{id}/consents/paper/{sheet}/form",
        Tells::But("", NOT_ABOUT_A_CONSENT),
    ),
    (
        "/cases/{id}/consents/{consent}/copy/{member}",
        Tells::But("team-nurse", NOT_ABOUT_A_CONSENT),
    ),
    ("/cases/{id}/consents/scan/{evidence}", Tells::AsItCame),
    (
        "/cases/{id}/conferences/{conference}/mail/{mail}",
        Tells::AsItCame,
    ),
    (
        "/cases/{id}/conferences/{conference}/paper/{sheet}",
        Tells::But("agenda", NOT_OF_A_CONFERENCE),
    ),
    (
        "/my/cases/{id}/conferences/{conference}/paper/{sheet}",
        Tells::But("agenda", NOT_OF_A_CONFERENCE),
    ),
    (
        "/cases/{id}/conferences/{conference}/paper/{sheet}/{participant}",
        Tells::Elsewhere("by which somebody is called tells no client: conference/paper.rs"),
    ),
    (
        "/feed/{code}",
        Tells::Elsewhere("when and where, and nothing else of anybody: conference/feeds.rs"),
    ),
    (
        "/today/paper",
        Tells::Elsewhere("whatever leaves on paper tells nothing"),
    ),
    (
        "/networks/{id}/import/{upload}/report.csv",
        Tells::Elsewhere("whatever leaves as a report tells nothing"),
    ),
    (
        "/networks/{id}/import/{upload}/report.xlsx",
        Tells::Elsewhere("the same rows as in report.csv"),
    ),
    (
        "/networks/{id}/import/{upload}/report.json",
        Tells::Elsewhere("whatever leaves as a report tells nothing"),
    ),
    (
        "/resources/{id}/observations/{observation}/paper",
        Tells::Elsewhere("what was observed of an agency, for it"),
    ),
    (
        "/sign-in/codes/print",
        Tells::Elsewhere("codes, and the name of whose they are"),
    ),
    (
        "/account/card/print",
        Tells::Elsewhere("a code, and the names that its owner wants on it"),
    ),
    (
        "/networks/{id}/members/invite/print",
        Tells::Elsewhere("a code, and the name that was typed for it"),
    ),
    (
        "/meetings/{id}/on/{day}/paper",
        Tells::Elsewhere(
            "a meeting that is about nobody, for members of its network: `conference/series`",
        ),
    ),
    (
        "/meetings/{id}/on/{day}/notices/{notice}/paper",
        Tells::Elsewhere(
            "a meeting that is about nobody, for whoever calls to it: `conference/series_told`",
        ),
    ),
    (
        "/meetings/{id}/on/{day}/mail/{mail}",
        Tells::Elsewhere(
            "what came back about a meeting that is about nobody: `conference/series_mails`",
        ),
    ),
    (
        "/meetings/{id}/calendar.ics",
        Tells::Elsewhere(
            "meetings that are about nobody, for members of their network: `conference/series`",
        ),
    ),
    (
        "/networks/{id}/handbook/paper",
        Tells::Elsewhere("whatever leaves on paper tells nothing; what stands in it: `handbook`"),
    ),
    (
        "/upkeep/{inquiry}/paper/{sheet}",
        Tells::Elsewhere("what is public of an agency, for the desk that asks it: `upkeep_pages`"),
    ),
    (
        "/networks/{id}/upkeep/paper",
        Tells::Elsewhere("what is public of agencies, for the desk that asks them: `upkeep_pages`"),
    ),
    (
        "/networks/{id}/upkeep/csv",
        Tells::Elsewhere("what is public of agencies, for the desk that asks them: `list_files`"),
    ),
    (
        "/networks/{id}/upkeep/xlsx",
        Tells::Elsewhere("the same rows as in the CSV"),
    ),
    (
        "/proposals/csv",
        Tells::Elsewhere("names of agencies and days, and no word of a proposal: `list_files`"),
    ),
    (
        "/proposals/xlsx",
        Tells::Elsewhere("the same rows as in the CSV"),
    ),
    (
        "/networks/{id}/members/csv",
        Tells::Elsewhere("who belongs to a network, for whoever invites and ends: `list_files`"),
    ),
    (
        "/networks/{id}/members/xlsx",
        Tells::Elsewhere("the same rows as in the CSV"),
    ),
    (
        "/organizations/{id}/members/csv",
        Tells::Elsewhere("who works for an organization, for whoever invites and ends"),
    ),
    (
        "/organizations/{id}/members/xlsx",
        Tells::Elsewhere("the same rows as in the CSV"),
    ),
    (
        "/my/map/paper/{form}",
        Tells::Elsewhere("one's own map as a whole: `maps/shown`"),
    ),
    (
        "/map/sheet/{code}",
        Tells::Elsewhere(
            "a map, for whoever may read it still when it is fetched: `maps/programs`",
        ),
    ),
    (
        "/conference/sheet/{code}",
        Tells::Elsewhere(
            "what whoever asked for it may print still when it is fetched: `conference/by_programs`",
        ),
    ),
    (
        "/worksheet/{form}",
        Tells::Elsewhere("nothing of anybody: it is empty"),
    ),
    (
        "/coverage/{id}/paper",
        Tells::Elsewhere("counts of what lists tell everybody: `coverage`"),
    ),
    (
        "/my/map/file/json",
        Tells::Elsewhere("one's own map as a whole, for its owner alone"),
    ),
    (
        "/organizations/{id}/members/invite/print",
        Tells::Elsewhere("a code, and the name that was typed for it"),
    ),
    (
        "/account/resources/csv",
        Tells::Elsewhere(
            "the agencies that one may mend, of which everybody reads this: `list_files/histories`",
        ),
    ),
    (
        "/account/resources/xlsx",
        Tells::Elsewhere("the same rows as in the CSV"),
    ),
    (
        "/resources/{id}/history/csv",
        Tells::Elsewhere(
            "what the page above it tells, to whom it tells it: `list_files/histories`",
        ),
    ),
    (
        "/resources/{id}/history/xlsx",
        Tells::Elsewhere("the same rows as in the CSV"),
    ),
    (
        "/organizations/{id}/history/csv",
        Tells::Elsewhere(
            "what the page above it tells, to whom it tells it: `list_files/histories`",
        ),
    ),
    (
        "/organizations/{id}/history/xlsx",
        Tells::Elsewhere("the same rows as in the CSV"),
    ),
    (
        "/networks/{id}/history/csv",
        Tells::Elsewhere(
            "what the page above it tells, to whom it tells it: `list_files/histories`",
        ),
    ),
    (
        "/networks/{id}/history/xlsx",
        Tells::Elsewhere("the same rows as in the CSV"),
    ),
    (
        "/meetings/{id}/history/csv",
        Tells::Elsewhere("what the page above it tells, to whom it tells it: `list_files/series`"),
    ),
    (
        "/meetings/{id}/history/xlsx",
        Tells::Elsewhere("the same rows as in the CSV"),
    ),
    (
        "/meetings/{id}/attendance/csv",
        Tells::Elsewhere("what the page above it tells, to whom it tells it: `list_files/series`"),
    ),
    (
        "/meetings/{id}/attendance/xlsx",
        Tells::Elsewhere("the same rows as in the CSV"),
    ),
];
