//! Everything that a page about conferences does or shows, a program does by a mutation and reads by a query: or it is
//! said here why it does not. What was typed and not sent yet is a thing of browsers, and kept for them alone.

use renkei_graphql::Api;
use renkei_web::routes::TABLE;
use reqwest::Method;

/// Why no program answers in the place of whoever was handed a code.
const NO_CODE: &str = "whoever has a code has no account and no token; what they told the agency, its programs enter by \
     `recordReply`, `answerPoll` and `tellWhoItIsAbout`";

/// Why no program looks for the page of a code.
const TYPED: &str = "a code that stands on paper is typed in here, which leads to its page";

/// What pages about conferences show, each with the questions by which a program reads it. An empty reason: there is nothing
/// else on them.
const SHOWN: [(&str, &[&str], &str); 56] = [
    ("/conferences", &["openConferences"], ""),
    ("/conferences/csv", &["openConferences"], ""),
    ("/conferences/xlsx", &["openConferences"], ""),
    ("/conferences/find", &["conferenceAnswer"], ""),
    ("/cases/{id}/conferences", &["conferences"], ""),
    (
        "/cases/{id}/conferences/new",
        &[],
        "an empty form; `createConference` takes what would stand in it",
    ),
    ("/cases/{id}/conferences/{conference}", &["conference"], ""),
    (
        "/cases/{id}/conferences/{conference}/history",
        &["conferenceHistory"],
        "",
    ),
    (
        "/cases/{id}/conferences/{conference}/calls",
        &["conferenceCalls"],
        "",
    ),
    (
        "/cases/{id}/conferences/{conference}/mail",
        &["conference"],
        "",
    ),
    (
        "/cases/{id}/conferences/{conference}/mail/{mail}",
        &["receivedMessage"],
        "",
    ),
    (
        "/cases/{id}/conferences/{conference}/calls/way/{participant}",
        &["conferenceCalls"],
        "",
    ),
    (
        "/cases/{id}/conferences/{conference}/calls/draft/{participant}",
        &["conferenceCallDraft"],
        "",
    ),
    (
        "/cases/{id}/conferences/{conference}/calls/to/{invited}",
        &["conference", "conferenceCalls"],
        "",
    ),
    (
        "/cases/{id}/conferences/{conference}/calls/to/{invited}/{step}",
        &["conference"],
        "",
    ),
    (
        "/cases/{id}/conferences/{conference}/edit/{part}",
        &["conference"],
        "",
    ),
    (
        "/cases/{id}/conferences/{conference}/paper/{sheet}",
        &["conferencePdf"],
        "",
    ),
    (
        "/cases/{id}/conferences/{conference}/paper/{sheet}/{participant}",
        &["conferencePdf"],
        "",
    ),
    (
        "/cases/{id}/conferences/{conference}/poll",
        &["conference"],
        "",
    ),
    (
        "/cases/{id}/conferences/{conference}/poll/answer",
        &["conference"],
        "",
    ),
    (
        "/cases/{id}/conferences/{conference}/minutes",
        &["conference"],
        "",
    ),
    (
        "/cases/{id}/conferences/{conference}/minutes/edit/{part}",
        &["conference"],
        "",
    ),
    (
        "/cases/{id}/conferences/{conference}/minutes/copies/{participant}",
        &["conference"],
        "",
    ),
    (
        "/cases/{id}/conferences/{conference}/half-page",
        &["conference"],
        "",
    ),
    (
        "/cases/{id}/decisions",
        &["conferences", "dueDecisions"],
        "",
    ),
    ("/my/cases/{id}/conferences", &["ownConferences"], ""),
    (
        "/my/cases/{id}/conferences/{conference}",
        &["ownConference"],
        "",
    ),
    (
        "/my/cases/{id}/conferences/{conference}/paper/{sheet}",
        &["conferencePdf"],
        "",
    ),
    ("/networks/{id}/meetings", &["networkMeetings"], ""),
    ("/networks/{id}/meetings/csv", &["networkMeetings"], ""),
    ("/networks/{id}/meetings/xlsx", &["networkMeetings"], ""),
    (
        "/networks/{id}/meetings/new",
        &[],
        "an empty form; `planMeetings` takes what would stand in it",
    ),
    ("/meetings/{id}", &["meetingSeries"], ""),
    ("/meetings/{id}/edit", &["meetingSeries"], ""),
    ("/meetings/{id}/members", &["meetingSeries"], ""),
    ("/meetings/{id}/attendance", &["meetingSeries"], ""),
    ("/meetings/{id}/attendance/csv", &["meetingSeries"], ""),
    ("/meetings/{id}/attendance/xlsx", &["meetingSeries"], ""),
    ("/meetings/{id}/history", &["meetingSeries"], ""),
    ("/meetings/{id}/history/csv", &["meetingSeries"], ""),
    ("/meetings/{id}/history/xlsx", &["meetingSeries"], ""),
    ("/meetings/{id}/calendar.ics", &["meetingSeries"], ""),
    (
        "/meetings/{id}/members/{called}/way",
        &["meetingOccurrence"],
        "",
    ),
    ("/meetings/{id}/on/{day}", &["meetingOccurrence"], ""),
    ("/meetings/{id}/on/{day}/paper", &["meetingPdf"], ""),
    (
        "/meetings/{id}/on/{day}/notices",
        &["meetingOccurrence"],
        "",
    ),
    (
        "/meetings/{id}/on/{day}/notices/{notice}/paper",
        &["meetingPdf"],
        "",
    ),
    (
        "/meetings/{id}/on/{day}/mail/{mail}",
        &["meetingMessage"],
        "",
    ),
    (
        "/meetings/{id}/on/{day}/write/{part}",
        &["meetingOccurrence"],
        "",
    ),
    ("/account/calendar", &["ownFeeds", "busyCalendar"], ""),
    ("/answer", &[], TYPED),
    ("/answer/{code}", &[], NO_CODE),
    ("/poll", &[], TYPED),
    ("/poll/{code}", &[], NO_CODE),
    ("/whom", &[], TYPED),
    ("/whom/{code}", &[], NO_CODE),
];

/// The forms about conferences, each with its mutations. An empty reason: there is nothing that they do not do.
const FORMS: [(&str, &[&str], &str); 34] = [
    (
        "/conferences/find",
        &[],
        "it changes nothing; `conferenceAnswer` leads to the same place",
    ),
    ("/cases/{id}/conferences/new", &["createConference"], ""),
    (
        "/cases/{id}/conferences/{conference}/calls/send",
        &["sendInvitations"],
        "",
    ),
    (
        "/cases/{id}/conferences/{conference}/mail",
        &["settleReply"],
        "",
    ),
    (
        "/cases/{id}/conferences/{conference}/calls/way/{participant}",
        &["chooseCallWay"],
        "",
    ),
    (
        "/cases/{id}/conferences/{conference}/calls/to/{invited}/{step}",
        &[
            "markInvitation",
            "tellWhoItIsAbout",
            "linkWhoItIsAbout",
            "endWhoItIsAboutLink",
            "recordReply",
        ],
        "",
    ),
    (
        "/cases/{id}/conferences/{conference}/edit/{part}",
        &[
            "prepareConference",
            "confirmConference",
            "rescheduleConference",
            "postponeConference",
            "cancelConference",
        ],
        "",
    ),
    (
        "/cases/{id}/conferences/{conference}/step",
        &["prepareConference", "holdConference", "closeConference"],
        "",
    ),
    (
        "/cases/{id}/conferences/{conference}/poll",
        &["openPoll"],
        "",
    ),
    (
        "/cases/{id}/conferences/{conference}/poll/answer",
        &["answerPoll"],
        "",
    ),
    (
        "/cases/{id}/conferences/{conference}/poll/step",
        &[
            "sendPoll",
            "markPollNotice",
            "closePoll",
            "makePollLink",
            "recordPollHours",
        ],
        "",
    ),
    (
        "/cases/{id}/conferences/{conference}/minutes",
        &["recordMinutes"],
        "",
    ),
    (
        "/cases/{id}/conferences/{conference}/minutes/edit/{part}",
        &[
            "recordAttendance",
            "recordInquiry",
            "recordDecision",
            "beginNextConference",
        ],
        "",
    ),
    (
        "/cases/{id}/conferences/{conference}/minutes/copies/{participant}",
        &["handMinutesCopy"],
        "",
    ),
    ("/cases/{id}/decisions", &["settleDecision"], ""),
    (
        "/my/cases/{id}/conferences/{conference}",
        &["speakInConference"],
        "",
    ),
    ("/networks/{id}/meetings/new", &["planMeetings"], ""),
    ("/meetings/{id}/edit", &["changeMeetings"], ""),
    (
        "/meetings/{id}/members",
        &["callToMeetings", "letGoOfMeetingMember"],
        "",
    ),
    (
        "/meetings/{id}/members/{called}/way",
        &["changeMeetingWay", "confirmMeetingNumber"],
        "",
    ),
    (
        "/meetings/{id}/on/{day}/step",
        &[
            "settleMeetingItem",
            "dropMeetingItem",
            "settleMeetingDecision",
            "carryOverMeeting",
            "restoreMeeting",
        ],
        "",
    ),
    (
        "/meetings/{id}/on/{day}/notices",
        &[
            "sendMeetingNotices",
            "markMeetingNotice",
            "recordMeetingAnswer",
            "settleMeetingReply",
        ],
        "",
    ),
    (
        "/meetings/{id}/on/{day}/write/{part}",
        &[
            "moveMeeting",
            "cancelMeeting",
            "addMeetingItem",
            "recordMeetingAttendance",
            "recordMeetingNotes",
            "recordMeetingDecision",
        ],
        "",
    ),
    ("/account/calendar", &["makeFeed"], ""),
    ("/account/calendar/revoke", &["revokeFeed"], ""),
    ("/account/calendar/busy", &["setBusyCalendar"], ""),
    (
        "/account/calendar/busy/refresh",
        &["refreshBusyCalendar"],
        "",
    ),
    ("/account/calendar/busy/remove", &["removeBusyCalendar"], ""),
    ("/answer", &[], TYPED),
    ("/answer/{code}", &[], NO_CODE),
    ("/poll", &[], TYPED),
    ("/poll/{code}", &[], NO_CODE),
    ("/whom", &[], TYPED),
    ("/whom/{code}", &[], NO_CODE),
];

/// What addresses about conferences have in them, those about meetings of networks too.
const PARTS: [&str; 3] = ["/conferences", "/decisions", "/meetings"];

/// With what the others begin: pages of codes, and one's own calendar.
const BEGINNINGS: [&str; 4] = ["/answer", "/poll", "/whom", "/account/calendar"];

/// The addresses about conferences that take or show something.
fn addresses(method: &Method) -> Vec<&'static str> {
    let is_about = |pattern: &str| {
        PARTS.iter().any(|part| pattern.contains(part))
            || BEGINNINGS.iter().any(|first| pattern.starts_with(first))
    };
    let routes = TABLE.iter().filter(|route| route.method == *method);
    let patterns = routes.map(|route| route.pattern);
    patterns.filter(|pattern| is_about(pattern)).collect()
}

/// The fields of one type of the schema, as it is written.
fn fields_of(name: &str) -> String {
    let sdl = Api::sdl();
    let fields = sdl.split(&format!("\ntype {name} {{\n")).nth(1);
    let fields = fields.and_then(|rest| rest.split("\n}").next());
    format!("\n{}", fields.unwrap_or_default())
}

/// Each address has its line and each line its address, and what a line names is there.
fn assert_done_by(there: &[&str], lines: &[(&str, &[&str], &str)], fields: &str) {
    for pattern in there {
        let known = lines.iter().filter(|(known, ..)| known == pattern).count();
        assert_eq!(known, 1, "{pattern}: say by which field a program does it");
    }
    for (pattern, names, reason) in lines {
        assert!(there.contains(pattern), "{pattern} is no address");
        assert!(
            !names.is_empty() || !reason.is_empty(),
            "{pattern}: neither a field nor a reason"
        );
        for name in *names {
            let is_there = ["(", ":"]
                .iter()
                .any(|end| fields.contains(&format!("\n  {name}{end}")));
            assert!(is_there, "there is no {name}");
        }
    }
}

#[test]
fn every_form_about_conferences_has_its_mutation_or_a_reason_why_not() {
    assert_done_by(&addresses(&Method::POST), &FORMS, &fields_of("Mutation"));
}

#[test]
fn every_page_about_conferences_has_its_question_or_a_reason_why_not() {
    // A sheet is a change too: its address is told once.
    let fields = fields_of("Query") + &fields_of("Mutation");
    assert_done_by(&addresses(&Method::GET), &SHOWN, &fields);
}
