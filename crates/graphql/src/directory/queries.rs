//! The ways in. These resolvers wait for the store, and but for those of [`crate::federation`] no others of the
//! directory do: each looks ahead, loads once, and hands over values that need nothing more.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result};
use futures_util::future::join;
use renkei_app::directory::search::{Parts, ReadResource, ReferenceTables, ResourceSearch};
use renkei_domain::directory::filter::ResourceOrder;
use renkei_domain::ids::ResourceId;

use super::changed::{ResourceChangesType, resource_changes};
use super::connection::{Counts, ResourceConnection};
use super::filter::FilterInput;
use super::kind::{ResourceKindType, every_kind};
use super::loaded::{Asked, Loaded, ours};
use super::municipality::MunicipalityType;
use super::paging::Paging;
use super::parts::{self, Counted};
use super::places::{PlaceNarrowing, places};
use super::resource::Resource;
use crate::cases::consents::{CaseConsentType, case_consents};
use crate::cases::records::{
    ProvisionRecordPage, ReceiptRecordPage, RecordsAsked, case_provisions, case_receipts,
};
use crate::cases::{CaseCourse, CasePage, CaseType, CasesAsked, case, cases};
use crate::closed_list::Word;
use crate::conference::board::{
    CallDraftType, ConferenceCallType, DueDecisionType, TaskTakenType, call_draft,
    conference_calls, due_decisions, tasks_taken,
};
use crate::conference::calendar::{BusyCalendarType, FeedType, busy_calendar, own_feeds};
use crate::conference::history::{ConferenceHistoryEntryType, conference_history};
use crate::conference::list::{
    FoundAnswerType, OpenConferenceType, conference_answer, open_conferences,
};
use crate::conference::own::{OwnConferenceType, own_conference, own_conferences};
use crate::conference::received::{ReceivedMessageType, received_message};
use crate::conference::series::received::meeting_message;
use crate::conference::series::{
    MeetingOccurrenceType, MeetingSeriesType, meeting_occurrence, meeting_series, network_meetings,
};
use crate::conference::{ConferenceType, conference, conferences};
use crate::editing::conflict::{OpenConflictType, open_conflicts};
use crate::editing::history::{HistoryEntryType, history};
use crate::editing::network::{NetworkEntryType, NetworkType, network, network_history};
use crate::editing::organization::{
    OpenOrganizationConflictType, OrganizationEntry, open_organization_conflicts,
    organization_entries, organization_entry, organization_history,
};
use crate::editing::undecided::{UndecidedRowType, undecided_rows};
use crate::failure::{FieldCode, bad_cursor, refused};
use crate::map::shares::{ShownMapType, case_shown_maps};
use crate::map::{ResourceMapType, my_resource_map, resource_map};
use crate::node::{Node, resource_of};
use crate::scalars::{CodeScalar, DateScalar};

/// The most ids that are answered at once.
pub const IDS_LIMIT: usize = 100;

/// Every question but those of routers, see [`crate::root`].
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Questions;

#[Object]
impl Questions {
    /// Searches the directory. Without arguments it answers the first 20 entries by name. Null only
    /// with an error: `BAD_FILTER`, `BAD_PAGING`, `PAGE_SIZE`, `CURSOR_UNREADABLE`,
    /// `CURSOR_OF_ANOTHER_SEARCH` or `INTERNAL`.
    #[expect(
        clippy::too_many_arguments,
        reason = "the arguments are the schema's, and Relay fixes four of them"
    )]
    async fn resources(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What the search is narrowed to. Null: everything.")] filter: Option<
            FilterInput,
        >,
        #[graphql(desc = "The order of the entries. Null: RELEVANCE.")] order_by: Option<
            Word<ResourceOrder>,
        >,
        #[graphql(
            desc = "The first so many entries, 1 to 100, of the list or of what follows `after`. Null, with `last` null as well: 20."
        )]
        first: Option<i32>,
        #[graphql(
            desc = "Cursor of the same search: what follows it. Goes with `first`. Null: from the beginning of the list."
        )]
        after: Option<String>,
        #[graphql(
            desc = "The last so many entries, 1 to 100, of the list or of what comes before `before`, in the list's own order. Null: `first` decides."
        )]
        last: Option<i32>,
        #[graphql(
            desc = "Cursor of the same search: what comes before it. Goes with `last`. Null: to the end of the list."
        )]
        before: Option<String>,
    ) -> Option<Result<ResourceConnection>> {
        let paging = Paging {
            first,
            after,
            last,
            before,
        };
        let order = order_by.map_or(ResourceOrder::Relevance, |word| word.0);
        Some(page(ctx, filter.unwrap_or_default(), order, paging).await)
    }

    /// What changed of the directory that everybody reads, in the order of commits: every change once, however late it
    /// is asked for. To keep a copy: ask for `newestCursor`, read everything by `resources`, then ask here since that
    /// cursor, again and again since the last `endCursor`. Of each entry take `resource` as it stands now; what is null
    /// there, or bears another id than `resourceId`, is taken out of the copy. What the clock alone changes (`openAt`,
    /// notices that end) and what is for members alone is no change. Null only with an error: `PAGE_SIZE`,
    /// `CURSOR_UNREADABLE`, `CURSOR_OF_ANOTHER_LOG` or `INTERNAL`.
    async fn resource_changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "`endCursor` or `newestCursor` of an earlier answer, or the cursor of a change: what follows it. Null: from the beginning of the log."
        )]
        since: Option<String>,
        #[graphql(desc = "How many changes at most, counted from there: 1 to 100. Null: 20.")]
        first: Option<i32>,
    ) -> Option<Result<ResourceChangesType>> {
        Some(resource_changes(ctx, since, first).await)
    }

    /// One entry of the directory. Null where there is none of that id, none for the caller's eyes,
    /// or the text is not the id of an entry.
    async fn resource(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global id, as `Resource.id` shows it.")] id: ID,
    ) -> Option<Result<Resource>> {
        one(ctx, &id).await.transpose()
    }

    /// A node by its global id (Relay). Null where there is nothing of that id, nothing for the
    /// caller's eyes, or the text is the id of no node.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global id, as `Resource.id` shows it: entries alone are nodes.")] id: ID,
    ) -> Option<Result<Node>> {
        let found = one(ctx, &id).await;
        found.map(|found| found.map(Node::Resource)).transpose()
    }

    /// Several nodes by their global ids, in the order asked for, with null for each id that `node`
    /// would answer with null. Null as a whole only with an error: `TOO_MANY` or `INTERNAL`.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Global ids, as `Resource.id` shows them, at most 100; one may stand there twice. Over 250 refuse the whole call with `INPUT_LIMIT`."
        )]
        ids: Vec<ID>,
    ) -> Option<Result<Vec<Option<Node>>>> {
        Some(several(ctx, &ids).await)
    }

    /// The installation's table of municipalities and wards, in the order of codes; every argument
    /// narrows it further. Null only with an error: `INTERNAL`.
    async fn municipalities(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Only the entries with these codes, at most 250 (more refuse the whole call with `INPUT_LIMIT`); no code, no entry. Null: of any code."
        )]
        codes: Option<Vec<CodeScalar>>,
        #[graphql(desc = "Only the entries of one prefecture, as 「大阪府」. Null: of any.")]
        prefecture: Option<String>,
        #[graphql(
            desc = "Only the entries whose name or reading in hiragana begins with this, as 「高槻」 or 「たかつき」. Null: of any name."
        )]
        named: Option<String>,
    ) -> Option<Result<Vec<MunicipalityType<'static>>>> {
        let narrowing = PlaceNarrowing {
            codes,
            prefecture,
            named,
        };
        Some(places(ctx, narrowing).await)
    }

    /// Who changed what of an entry, the newest 20 acts first. For its network's desk, for whoever works
    /// there and for whoever runs the installation: empty for everybody else. Null only with an error:
    /// `INTERNAL`.
    async fn history(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global id of the entry.")] id: ID,
        #[graphql(desc = "Only acts before this `seq`. Null: from the newest on.")] before: Option<
            i64,
        >,
    ) -> Option<Result<Vec<HistoryEntryType>>> {
        Some(history(ctx, &id, before).await)
    }

    /// Where a newer edition of published data says something else than what somebody put right, and nobody
    /// has decided yet: a page of at most 50, the newest edition first. Null only with an error: `BAD_PAGING`
    /// or `INTERNAL`.
    async fn open_conflicts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which page of fifty entries, counted from 1. Null: the first.")]
        page: Option<i32>,
    ) -> Option<Result<Vec<OpenConflictType>>> {
        Some(open_conflicts(ctx, page).await)
    }

    /// One 法人 with the version that a change is written for. Null where there is none of that id, or with an
    /// error: `INTERNAL`.
    async fn organization_entry(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As `Organization.id` shows it.")] id: ID,
    ) -> Option<Result<OrganizationEntry>> {
        organization_entry(ctx, &id).await.transpose()
    }

    /// The first 20 法人 whose names hold some words, in the order of their names, or the one with a 法人番号.
    /// Null only with an error: `INTERNAL`.
    async fn organization_entries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A part of the name, or thirteen digits. Null: nothing is found.")]
        named: Option<String>,
    ) -> Option<Result<Vec<OrganizationEntry>>> {
        Some(organization_entries(ctx, &named.unwrap_or_default()).await)
    }

    /// Who changed what of a 法人, the newest 20 acts first. For whoever may read the history of an entry of it:
    /// empty for everybody else. Null only with an error: `INTERNAL`.
    async fn organization_history(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As `Organization.id` shows it.")] id: ID,
        #[graphql(desc = "Only acts before this `seq`. Null: from the newest on.")] before: Option<
            i64,
        >,
    ) -> Option<Result<Vec<HistoryEntryType>>> {
        Some(organization_history(ctx, &id, before).await)
    }

    /// A network with its name, area and members. Null where there is none, and for everybody but its desk and whoever
    /// runs the installation; for every token.
    async fn network(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As the addresses of its pages have it.")] id: ID,
    ) -> Option<Result<NetworkType>> {
        network(ctx, &id).await.transpose()
    }

    /// Who changed what of a network, the newest 20 acts first. For its desk and whoever runs the installation:
    /// empty for everybody else. Null only with an error: `INTERNAL`.
    async fn network_history(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As `Network.id` shows it.")] id: ID,
        #[graphql(desc = "Only acts before this `seq`. Null: from the newest on.")] before: Option<
            i64,
        >,
    ) -> Option<Result<Vec<NetworkEntryType>>> {
        Some(network_history(ctx, &id, before).await)
    }

    /// Where a newer edition of published data says something else of a 法人 than what somebody put right, and
    /// nobody has decided yet: at most 100, the newest edition first. Null only with an error: `INTERNAL`.
    async fn open_organization_conflicts(
        &self,
        ctx: &Context<'_>,
    ) -> Option<Result<Vec<OpenOrganizationConflictType>>> {
        Some(open_organization_conflicts(ctx).await)
    }

    /// Rows of published data of which an import could not tell whose they are: at most 50, the newest edition
    /// first. For the 事務局 of the network that would keep an entry of it, of no network for an operator: empty
    /// for everybody else. Null only with an error: `INTERNAL`.
    async fn undecided_rows(&self, ctx: &Context<'_>) -> Option<Result<Vec<UndecidedRowType>>> {
        Some(undecided_rows(ctx).await)
    }

    /// The cases of the agencies for which the caller works, the newest first. For 職員 who are signed in:
    /// empty for everybody else, and for every token. Null only with an error: `PAGE_SIZE`,
    /// `CURSOR_UNREADABLE` or `INTERNAL`.
    async fn cases(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "The first so many entries, 1 to 50, of the list or of what follows `after`. Null: 20."
        )]
        first: Option<i32>,
        #[graphql(
            desc = "What `next` said of the page before. Null: from the beginning of the list."
        )]
        after: Option<ID>,
        #[graphql(desc = "Whether they go on or are over. Null: OPEN.")] course: Option<CaseCourse>,
    ) -> Option<Result<CasePage>> {
        let asked_for = CasesAsked {
            first,
            after,
            course,
        };
        Some(cases(ctx, asked_for).await)
    }

    /// What is kept about helping one person. Null where there is no such case, and for everybody who does
    /// not work for the agency that leads.
    async fn case(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As `Case.id` shows it.")] id: ID,
    ) -> Option<Result<CaseType>> {
        case(ctx, &id).await.transpose()
    }

    /// What the person of a case agreed to, the newest first: what has ended and what was stopped too. Null where
    /// there is no such case, and for everybody who may not read it.
    async fn case_consents(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As `Case.id` shows it.")] id: ID,
    ) -> Option<Result<Vec<CaseConsentType>>> {
        case_consents(ctx, &id).await.transpose()
    }

    /// The maps (リソースマップ) that the person of a case shows to the caller, the newest first. Empty where none is, and
    /// for every token. Null only with an error: `INTERNAL`.
    async fn case_shown_maps(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As `Case.id` shows it.")] id: ID,
    ) -> Option<Result<Vec<ShownMapType>>> {
        Some(case_shown_maps(ctx, &id).await)
    }

    /// What the agency of a case told of its person (提供記録), the newest first. Null where there is no such case, for
    /// everybody who may not read it, and with an error: `PAGE_SIZE`, `CURSOR_UNREADABLE` or `INTERNAL`.
    async fn case_provisions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As `Case.id` shows it.")] id: ID,
        #[graphql(
            desc = "The first so many entries, 1 to 50, of the list or of what follows `after`. Null: 20."
        )]
        first: Option<i32>,
        #[graphql(
            desc = "What `next` said of the page before. Null: from the beginning of the list."
        )]
        after: Option<String>,
    ) -> Option<Result<ProvisionRecordPage>> {
        let asked = RecordsAsked { first, after };
        case_provisions(ctx, &id, asked).await.transpose()
    }

    /// What other agencies told the agency of a case about its person (受領記録), the newest first. Null where there is
    /// no such case, for everybody who may not read it, and with an error: `PAGE_SIZE`, `CURSOR_UNREADABLE` or
    /// `INTERNAL`.
    async fn case_receipts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As `Case.id` shows it.")] id: ID,
        #[graphql(
            desc = "The first so many entries, 1 to 50, of the list or of what follows `after`. Null: 20."
        )]
        first: Option<i32>,
        #[graphql(
            desc = "What `next` said of the page before. Null: from the beginning of the list."
        )]
        after: Option<String>,
    ) -> Option<Result<ReceiptRecordPage>> {
        let asked = RecordsAsked { first, after };
        case_receipts(ctx, &id, asked).await.transpose()
    }

    /// The conferences about the person of a case, the newest first: also those that are over. Null where there is no
    /// such case, and for everybody who does not work for the agency that leads; a token of theirs needs the scope
    /// `conferences:read`.
    async fn conferences(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As `Case.id` shows it.")] id: ID,
    ) -> Option<Result<Vec<ConferenceType>>> {
        conferences(ctx, &id).await.transpose()
    }

    /// One conference about somebody who is helped. Null where there is none for the caller's eyes, as above.
    async fn conference(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As `Conference.id` shows it.")] id: ID,
    ) -> Option<Result<ConferenceType>> {
        conference(ctx, &id).await.transpose()
    }

    /// A mail that came back about a conference, as it came. Null where there is none about which the caller may decide,
    /// and for every token.
    async fn received_message(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As `ReceivedReply.id` shows it.")] id: ID,
    ) -> Option<Result<ReceivedMessageType>> {
        received_message(ctx, &id).await.transpose()
    }

    /// The conferences about the caller themselves, of each case the newest first: also those that are over. Null where
    /// there is no such case about them, and for every token.
    async fn own_conferences(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "As `OwnConference.case` shows it. Null: those of every case about the caller."
        )]
        id: Option<ID>,
    ) -> Option<Result<Vec<OwnConferenceType>>> {
        own_conferences(ctx, id.as_ref()).await.transpose()
    }

    /// One conference about the caller themselves. Null where there is none, as above.
    async fn own_conference(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As `OwnConference.id` shows it.")] id: ID,
    ) -> Option<Result<OwnConferenceType>> {
        own_conference(ctx, &id).await.transpose()
    }

    /// What somebody who is called to a conference would read, before anything leaves. Null where nothing can be told them
    /// yet, as long as there is no date, and for everybody who may not prepare that conference.
    async fn conference_call_draft(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As `Conference.id` shows it.")] id: ID,
        #[graphql(desc = "Who, as `ConferenceCall.participant` shows it.")] participant: ID,
    ) -> Option<Result<CallDraftType>> {
        call_draft(ctx, &id, &participant).await.transpose()
    }

    /// The conferences of all cases of the caller's own agency that are not over: those with a date first, the earliest
    /// before the later ones. Empty for whoever prepares none, and for every token. Null only with an error: `INTERNAL`.
    async fn open_conferences(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whether only those to which the caller sees are wanted. Null: no.")]
        own: Option<bool>,
    ) -> Option<Result<Vec<OpenConferenceType>>> {
        Some(open_conferences(ctx, own.unwrap_or_default()).await)
    }

    /// Where an answer is written down that came by FAX, post or phone, by the code on the sheet or the number of the
    /// conference. Null where there is none for the caller's eyes, where two have that number, and for every token.
    async fn conference_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "The code as it is printed, or 「№」 with six digits; hyphens and spaces may be left out."
        )]
        number: String,
    ) -> Option<Result<FoundAnswerType>> {
        conference_answer(ctx, &number).await.transpose()
    }

    /// The acts that changed a conference, twenty at a time, the newest first. Null where there is no such conference for
    /// the caller's eyes, and for every token.
    async fn conference_history(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As `Conference.id` shows it.")] id: ID,
        #[graphql(desc = "Only acts before this `seq`. Null: from the newest on.")] before: Option<
            i64,
        >,
    ) -> Option<Result<Vec<ConferenceHistoryEntryType>>> {
        conference_history(ctx, &id, before).await.transpose()
    }

    /// How everybody is called to a conference, the person and their family first, with what is to be done next. Null
    /// where there is none for the caller's eyes, for whoever may not prepare it, and for every token.
    async fn conference_calls(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As `Conference.id` shows it.")] id: ID,
    ) -> Option<Result<Vec<ConferenceCallType>>> {
        conference_calls(ctx, &id).await.transpose()
    }

    /// What conferences decided in the cases that the caller keeps and is due within seven days or should have been done;
    /// the earliest comes first. Empty for whoever keeps no cases, and for every token. Null only with an error:
    /// `INTERNAL`.
    async fn due_decisions(&self, ctx: &Context<'_>) -> Option<Result<Vec<DueDecisionType>>> {
        Some(due_decisions(ctx).await)
    }

    /// What the agencies at which the caller works took on at conferences of others and is due within seven days or should
    /// have been done; the earliest comes first. It stands there as long as consents let the agency hear of it. Empty for
    /// whoever keeps no cases, and for every token. Null only with an error: `INTERNAL`.
    async fn tasks_taken(&self, ctx: &Context<'_>) -> Option<Result<Vec<TaskTakenType>>> {
        Some(tasks_taken(ctx).await)
    }

    /// The meetings of a network that come again, in the order in which they were made. Null for everybody who does not
    /// belong to it; a token of a member needs the scope `members:read`.
    async fn network_meetings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The network, by its plain id.")] id: ID,
    ) -> Option<Result<Vec<MeetingSeriesType>>> {
        network_meetings(ctx, &id).await.transpose()
    }

    /// One series of such meetings. Null where there is none for the caller's eyes, as above.
    async fn meeting_series(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As `MeetingSeries.id` shows it.")] id: ID,
    ) -> Option<Result<MeetingSeriesType>> {
        meeting_series(ctx, &id).await.transpose()
    }

    /// One meeting of a series. Null where there is none for the caller's eyes, and on a day that is none of its own.
    async fn meeting_occurrence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The series, as `MeetingSeries.id` shows it.")] id: ID,
        #[graphql(
            desc = "As `MeetingDay.original` shows it. Null: the next that takes place, and none where none does."
        )]
        day: Option<DateScalar>,
    ) -> Option<Result<MeetingOccurrenceType>> {
        let day = day.map(|day| day.0);
        meeting_occurrence(ctx, &id, day).await.transpose()
    }

    /// A mail that came back about a meeting of a network, as it came. Null where there is none about which the caller may
    /// decide, and for every token.
    async fn meeting_message(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As `MeetingReceivedReply.id` shows it.")] id: ID,
    ) -> Option<Result<ReceivedMessageType>> {
        meeting_message(ctx, &id).await.transpose()
    }

    /// The addresses by which the caller's own calendar, or one of their agency, reads of conferences, the newest first:
    /// also revoked ones, never with the secret. Empty for whoever is not signed in, and for every token. Null only with an
    /// error: `INTERNAL`.
    async fn own_feeds(&self, ctx: &Context<'_>) -> Option<Result<Vec<FeedType>>> {
        Some(own_feeds(ctx).await)
    }

    /// The caller's own calendar, whose taken times count when dates are sought. Null where no address was given, and
    /// for whoever is not signed in or calls by a token.
    async fn busy_calendar(&self, ctx: &Context<'_>) -> Option<Result<BusyCalendarType>> {
        busy_calendar(ctx).await.transpose()
    }

    /// The caller's own map of whom they can ask (リソースマップ); an empty one before anything was saved. Null for whoever
    /// is not signed in, and for every token.
    async fn my_resource_map(&self, ctx: &Context<'_>) -> Option<Result<ResourceMapType>> {
        my_resource_map(ctx).await.transpose()
    }

    /// A map that its owner shows to the caller, cut to what they let be seen. Reading it is noted, and its owner reads who
    /// did. Null where none is shown to the caller, and once it is ended.
    async fn resource_map(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The share, as the page of its case or its owner names it.")] id: ID,
    ) -> Option<Result<ResourceMapType>> {
        resource_map(ctx, &id).await.transpose()
    }

    /// Every kind of resource with its Japanese words, in the order of the glossary.
    async fn resource_kinds(&self) -> Vec<ResourceKindType> {
        every_kind()
    }
}

async fn page(
    ctx: &Context<'_>,
    filter: FilterInput,
    order: ResourceOrder,
    paging: Paging,
) -> Result<ResourceConnection> {
    let asked = Asked::of(ctx)?;
    let request = paging.into_request()?;
    let reference = asked.reference().await?;
    let search = filter.into_search(order, &reference)?;
    let wanted = parts::of_connection(ctx);
    let entries = asked
        .app
        .search_resources(&asked.viewer, &search, &request, wanted);
    let (found, counts) = join(entries, counts(asked, &search, parts::counted(ctx))).await;
    let found = ours(found)?.map_err(|refusal| bad_cursor(&refusal))?;
    let shown = |read| loaded(read, &reference, asked);
    Ok(ResourceConnection {
        entries: found
            .entries
            .into_iter()
            .map(|entry| (entry.cursor, shown(entry.resource)))
            .collect(),
        has_previous: found.has_previous,
        has_next: found.has_next,
        counts,
        reference: Arc::clone(&reference),
    })
}

async fn counts(asked: &Asked, search: &ResourceSearch, counted: Counted) -> Counts {
    match counted {
        Counted::Nothing => Counts::Nothing,
        Counted::Total => Counts::Total(ours(asked.app.total_of_resources(search).await)),
        Counted::Facets => {
            Counts::Facets(ours(asked.app.count_resources(search).await).map(Arc::new))
        }
    }
}

async fn one(ctx: &Context<'_>, id: &ID) -> Result<Option<Resource>> {
    let wanted = parts::of_entries(ctx);
    let found = read(Asked::of(ctx)?, &[resource_of(id)], wanted).await?;
    Ok(found.into_iter().next().flatten())
}

async fn several(ctx: &Context<'_>, ids: &[ID]) -> Result<Vec<Option<Node>>> {
    if ids.len() > IDS_LIMIT {
        let message = format!("`ids` takes at most {IDS_LIMIT} values.");
        return Err(refused(FieldCode::TooMany, message));
    }
    let ids: Vec<_> = ids.iter().map(resource_of).collect();
    let wanted = parts::of_entries(ctx);
    let found = read(Asked::of(ctx)?, &ids, wanted).await?;
    let shown = |entry: Option<Resource>| entry.map(Node::Resource);
    Ok(found.into_iter().map(shown).collect())
}

/// Reads entries in the order asked for; a place without an id stays empty.
pub(crate) async fn read(
    asked: &Asked,
    ids: &[Option<ResourceId>],
    wanted: Parts,
) -> Result<Vec<Option<Resource>>> {
    let known: Vec<ResourceId> = ids.iter().flatten().copied().collect();
    if known.is_empty() {
        return Ok(ids.iter().map(|_| None).collect());
    }
    let reference = asked.reference().await?;
    let found = asked.app.read_resources(&asked.viewer, &known, wanted);
    let mut found = ours(found.await)?.into_iter();
    let mut in_place = |id: &Option<ResourceId>| {
        id.and_then(|_| found.next().flatten())
            .map(|entry| loaded(entry, &reference, asked))
    };
    Ok(ids.iter().map(&mut in_place).collect())
}

/// Reads one entry as it stands now.
pub(crate) async fn read_one(
    asked: &Asked,
    id: ResourceId,
    wanted: Parts,
) -> Result<Option<Resource>> {
    Ok(read(asked, &[Some(id)], wanted).await?.pop().flatten())
}

fn loaded(entry: ReadResource, reference: &Arc<ReferenceTables>, asked: &Asked) -> Resource {
    Resource::new(Loaded::new(entry, Arc::clone(reference), asked.now))
}
