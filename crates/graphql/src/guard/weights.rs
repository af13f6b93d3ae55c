//! What each field weighs, by its name: the one table behind `extensions.cost`.
//!
//! A field that is not listed weighs one point and is answered once for its parent. Every field that
//! answers a list of objects must be listed; `lists_not_weighed` finds those that are not.

use async_graphql::parser::types::Field;

/// What a field weighs itself, and how often what is selected under it is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Weight {
    pub(super) own: u64,
    pub(super) times: Times,
}

/// How often what is selected under a field is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Times {
    /// Once: the field answers one object, or a value.
    Once,
    /// A usual number for a list that takes no page arguments.
    Fixed(u64),
    /// Once, but what is [`Times::PerEntry`] under it as often as `first` or `last` says.
    Page,
    /// As often as the connection around it has entries.
    PerEntry,
    /// As often as the list in `ids` or `representations` has entries, each of which weighs [`PER_ID`] beside it.
    Ids,
}

/// What a search of the directory weighs, beside what is selected of what it finds.
pub const SEARCH: u64 = 14_000;

/// What counting everything that a search finds weighs: `totalCount` and `facets`, each.
pub const COUNTING: u64 = 11_000;

/// What reading by ids weighs.
pub const BY_ID: u64 = 200;

/// What telling one change of the feed to whoever watches it weighs, beside what is selected of it.
pub const TELLING: u64 = 50;

/// What finding one entry of a list of ids weighs, whatever is selected of it.
pub const PER_ID: u64 = 10;

/// What telling the whole schema to a router weighs: a text as long as so many fields.
pub const SUBGRAPH: u64 = 5_000;

/// What a change weighs.
pub const CHANGE: u64 = 1_000;

/// What registering documents weighs: the schema judges up to as many of them as a call has room for.
pub const REGISTERING: u64 = 20_000;

/// The weight of a field where it stands.
pub(super) fn of(field: &Field) -> Weight {
    match field.name.node.as_str() {
        // The same name lists objects by their ids at the top and entries in a connection.
        "nodes" if field.get_argument("ids").is_some() => weighing(BY_ID, Times::Ids),
        // At the top it reads by an id; in an edge it shows what the page has read.
        "node" if field.get_argument("id").is_some() => weighing(BY_ID, Times::Once),
        // At the top it reads by an id; of a published row it says which handed it in.
        "network" if field.get_argument("id").is_some() => weighing(BY_ID, Times::Once),
        name => by_name(name),
    }
}

fn by_name(name: &str) -> Weight {
    match name {
        // A connection begins with a search of its own, which may go over every entry there is; counting
        // goes over everything found once more, for either field. So one call has room for ten searches,
        // or for five that count, beside which a full page of everything still fits.
        "resources" => weighing(SEARCH, Times::Page),
        // A page of the log is read in windows, of which there are a few at most.
        "resourceChanges" => weighing(1_000, Times::Page),
        // One change of such a page, as it is told by itself.
        "resourceChanged" => weighing(TELLING, Times::Once),
        "totalCount" | "facets" => weighing(COUNTING, Times::Once),
        // Cases are few beside entries; each is opened with the key of its person.
        "cases" => weighing(1_000, Times::Page),
        "case" => weighing(500, Times::Once),
        "caseConsents" => weighing(500, Times::Fixed(3)),
        // The directory is asked how each of them is reached.
        "conferenceCalls" => weighing(700, Times::Fixed(6)),
        "dueDecisions" => weighing(500, Times::Fixed(6)),
        "tasksTaken" => weighing(700, Times::Fixed(4)),
        // A conference asks the rule of consent for each who is called.
        "conferences" => weighing(1_000, Times::Fixed(10)),
        "conference" | "conferenceChanged" | "conferenceAnswer" => weighing(700, Times::Once),
        "createConference"
        | "confirmConference"
        | "rescheduleConference"
        | "cancelConference"
        | "closeConference"
        | "sendInvitations"
        | "recordReply"
        | "settleReply"
        | "recordMinutes"
        | "recordAttendance"
        | "recordInquiry"
        | "beginNextConference"
        | "recordDecision"
        | "settleDecision"
        | "openPoll"
        | "makePollLink"
        | "answerPoll"
        | "closePoll"
        | "makeFeed"
        | "revokeFeed"
        | "setBusyCalendar"
        | "refreshBusyCalendar"
        | "removeBusyCalendar"
        | "sendPoll"
        | "markPollNotice"
        | "prepareConference"
        | "postponeConference"
        | "holdConference"
        | "chooseCallWay"
        | "markInvitation"
        | "tellWhoItIsAbout"
        | "linkWhoItIsAbout"
        | "endWhoItIsAboutLink"
        | "speakInConference"
        | "recordPollHours"
        | "handMinutesCopy"
        | "conferencePdf"
        | "saveResourceMap"
        | "shareResourceMap"
        | "endResourceMapShare"
        | "resourceMapPdf"
        | "planMeetings"
        | "changeMeetings"
        | "callToMeetings"
        | "letGoOfMeetingMember"
        | "changeMeetingWay"
        | "confirmMeetingNumber"
        | "moveMeeting"
        | "cancelMeeting"
        | "restoreMeeting"
        | "addMeetingItem"
        | "settleMeetingItem"
        | "dropMeetingItem"
        | "recordMeetingAttendance"
        | "recordMeetingNotes"
        | "recordMeetingDecision"
        | "settleMeetingDecision"
        | "carryOverMeeting"
        | "sendMeetingNotices"
        | "markMeetingNotice"
        | "recordMeetingAnswer"
        | "settleMeetingReply"
        | "meetingPdf"
        | "handMaterial" => weighing(CHANGE, Times::Once),
        // Few agencies keep a case about one person; each is read by itself, as its pages are.
        "ownConferences" => weighing(2_000, Times::Fixed(5)),
        "ownConference" => weighing(700, Times::Once),
        "receivedMessage" | "meetingMessage" | "conferenceCallDraft" => weighing(700, Times::Once),
        "openConferences" => weighing(1_000, Times::Fixed(20)),
        "conferenceHistory" => weighing(500, Times::Fixed(20)),
        // The rule of consent is asked for each who was called.
        "copies" => weighing(10, Times::Fixed(6)),
        "items" | "dates" => weighing(1, Times::Fixed(6)),
        "polls" => weighing(1, Times::Fixed(2)),
        // A network has few series, and each is opened with its key.
        "networkMeetings" => weighing(500, Times::Fixed(5)),
        "meetingSeries" | "meetingOccurrence" => weighing(500, Times::Once),
        // Read apart: entries of the directory with how they like to be reached, and every message.
        "calls" => weighing(500, Times::Fixed(6)),
        // Written anew for each series, with all that is known of its days.
        "calendar" => weighing(500, Times::Once),
        "ahead" | "meetings" => weighing(1, Times::Fixed(12)),
        // Reckoned from what is known of the days of a year.
        "attendanceOver" => weighing(10, Times::Once),
        "rows" => weighing(1, Times::Fixed(12)),
        "attendance" | "openDecisions" => weighing(1, Times::Fixed(6)),
        // Ten hold at most; revoked ones stay in the list.
        "ownFeeds" | "feeds" => weighing(100, Times::Fixed(3)),
        "busyCalendar" => weighing(100, Times::Once),
        // One text is opened, and the directory asked about what it points to.
        "myResourceMap" | "resourceMap" => weighing(500, Times::Once),
        // Each is opened and compared with the directory.
        "caseShownMaps" => weighing(700, Times::Fixed(2)),
        "shares" => weighing(1, Times::Fixed(6)),
        // Each case about the caller is opened with its team.
        "readers" => weighing(700, Times::Fixed(6)),
        "quadrants" | "views" => weighing(1, Times::Fixed(4)),
        "people" => weighing(1, Times::Fixed(5)),
        "tell" | "nightNumbers" | "changes" => weighing(1, Times::Fixed(3)),
        // The best of up to 60 dates for up to 30 people.
        "poll" => weighing(700, Times::Once),
        "candidates" | "marks" => weighing(1, Times::Fixed(10)),
        "respondents" | "links" => weighing(1, Times::Fixed(6)),
        // Each mail is opened with the key of the person.
        "receivedReplies" => weighing(700, Times::Fixed(6)),
        "invitations" => weighing(10, Times::Fixed(6)),
        "messages" => weighing(1, Times::Fixed(2)),
        "doubtfulReplies" => weighing(1, Times::Fixed(1)),
        "replies" => weighing(1, Times::Fixed(2)),
        "participants" | "agenda" | "notes" | "decisions" | "team" | "handedCopies" => {
            weighing(1, Times::Fixed(6))
        }
        // All records of one person are opened for a page of them.
        "caseProvisions" | "caseReceipts" => weighing(1_000, Times::Page),
        // What other subgraphs name by its id is read as by `nodes`.
        "_entities" => weighing(BY_ID, Times::Ids),
        "_service" => weighing(SUBGRAPH, Times::Once),
        // Reading one entry by its id is a statement or several.
        "resource" => weighing(BY_ID, Times::Once),
        // A change is a transaction and reads the entry afterwards.
        "updateResourceFacts"
        | "updateResourceCharacter"
        | "updateContactPolicy"
        | "updatePhones"
        | "updateHours"
        | "updateCapacity"
        | "updateDescription"
        | "updateComparison"
        | "updatePrograms"
        | "updateNotices"
        | "updateServiceArea"
        | "updateRoles"
        | "updateLanguages"
        | "updateAccess"
        | "updateContactPersons"
        | "decideConflict"
        | "decideUndecidedRow"
        | "mailObservation"
        | "markObservationTold"
        | "createResource"
        | "closeResource"
        | "reopenResource"
        | "undoChange"
        | "observeResource"
        | "replyToObservation"
        | "releaseObservation"
        | "withdrawObservation"
        | "createOrganization"
        | "updateOrganization"
        | "undoOrganizationChange"
        | "decideOrganizationConflict" => weighing(CHANGE, Times::Once),
        "renameNetwork"
        | "changeNetworkArea"
        | "dismissNetworkMember"
        | "foundNetwork"
        | "introduceNetwork"
        | "admitNetworkMember"
        | "nameNetworkSecretariat"
        | "undoNetworkChange" => weighing(CHANGE, Times::Once),
        "registerDocuments" => weighing(REGISTERING, Times::Once),
        "networkHistory" => weighing(500, Times::Fixed(20)),
        "networkChanges" => weighing(1, Times::Fixed(1)),
        "area" | "members" => weighing(1, Times::Fixed(10)),
        "organizationEntry" => weighing(200, Times::Once),
        // A name is looked for in every name there is.
        "organizationEntries" => weighing(2_000, Times::Fixed(20)),
        "values" => weighing(1, Times::Fixed(7)),
        "organizationHistory" => weighing(500, Times::Fixed(20)),
        "openOrganizationConflicts" => weighing(500, Times::Fixed(50)),
        "history" => weighing(500, Times::Fixed(20)),
        "openConflicts" => weighing(500, Times::Fixed(50)),
        "undecidedRows" => weighing(500, Times::Fixed(50)),
        "changedParts" => weighing(1, Times::Fixed(1)),
        "edges" | "nodes" => weighing(1, Times::PerEntry),
        // Whole tables: the kinds there are, the municipalities of the country.
        "resourceKinds" | "kinds" | "sectors" => weighing(1, Times::Fixed(20)),
        "municipalities" => weighing(1, Times::Fixed(2_000)),
        // What is worked out from hours and rules for a moment.
        "openAt" => weighing(2, Times::Once),
        "nextOpening" => weighing(10, Times::Once),
        "howToReach" => weighing(5, Times::Once),
        // Lists within one resource, and how long they usually are: statements of hours, parts that
        // are confirmed, cells of a published row, and whatever people say in a few entries.
        "lines" | "serviceArea" => weighing(1, Times::Fixed(7)),
        "freshness" => weighing(1, Times::Fixed(5)),
        "raw" => weighing(5, Times::Fixed(20)),
        // Worked into text for each answer, and longer than a field usually is.
        "hours" => weighing(5, Times::Once),
        "contactPersons" | "later" | "missing" | "notices" | "patterns" | "phones" | "programs"
        | "rules" | "strengths" | "ways" => weighing(1, Times::Fixed(3)),
        "sources" => weighing(1, Times::Fixed(1)),
        // Introspection: usual numbers of this schema, so that walking it in circles adds up.
        "types" => weighing(1, Times::Fixed(50)),
        "fields" => weighing(1, Times::Fixed(7)),
        "directives" | "enumValues" => weighing(1, Times::Fixed(5)),
        "args" | "inputFields" | "interfaces" | "possibleTypes" => weighing(1, Times::Fixed(2)),
        _ => weighing(1, Times::Once),
    }
}

const fn weighing(own: u64, times: Times) -> Weight {
    Weight { own, times }
}

/// The fields of a schema that answer a list of objects and do not stand in the table.
#[cfg(test)]
pub(crate) fn lists_not_weighed(sdl: &str) -> Vec<String> {
    use std::collections::HashSet;

    use async_graphql::parser::parse_schema;
    use async_graphql::parser::types::{BaseType, TypeKind, TypeSystemDefinition};

    fn inner_of_list(base: &BaseType) -> Option<&str> {
        let BaseType::List(entry) = base else {
            return None;
        };
        match &entry.base {
            BaseType::Named(name) => Some(name.as_str()),
            BaseType::List(_) => inner_of_list(&entry.base),
        }
    }

    let schema = parse_schema(sdl).expect("the schema can be read");
    let types = schema.definitions.iter().filter_map(|definition| {
        let TypeSystemDefinition::Type(defined) = definition else {
            return None;
        };
        Some(&defined.node)
    });
    let types: Vec<_> = types.collect();
    let composite: HashSet<&str> = types
        .iter()
        .filter(|defined| {
            matches!(
                defined.kind,
                TypeKind::Object(_) | TypeKind::Interface(_) | TypeKind::Union(_)
            )
        })
        .map(|defined| defined.name.node.as_str())
        .collect();
    let mut missing = Vec::new();
    for defined in &types {
        let fields = match &defined.kind {
            TypeKind::Object(object) => &object.fields,
            TypeKind::Interface(interface) => &interface.fields,
            _ => continue,
        };
        for field in fields {
            let inner = inner_of_list(&field.node.ty.node.base);
            let is_listed = by_name(&field.node.name.node).times != Times::Once;
            if inner.is_some_and(|inner| composite.contains(inner)) && !is_listed {
                missing.push(format!("{}.{}", defined.name.node, field.node.name.node));
            }
        }
    }
    missing
}
