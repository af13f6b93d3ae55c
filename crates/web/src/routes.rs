//! The one table of addresses.

use axum::extract::DefaultBodyLimit;
use axum::http::Method;
use axum::routing::{MethodRouter, get, post};
use axum::{Router, middleware};
use axum_extra::routing::TypedPath;

use crate::gate::{self, Gate};
use crate::graphql::handler;
use crate::pages::{
    account, answer, audit, card, cases, editing, import, inquiry, invitation, letters, meetings,
    members, my, poll, sign_in, today, upkeep, whom,
};
use crate::paths::{
    AccountPath, AddressPath, AllExceptionsPath, AllRecordsCsvPath, AllRecordsPaperPath,
    AllRecordsPath, AllRecordsXlsxPath, AnswerPath, AnswersPath, ApartPath, AreaPath, AreasPath,
    AskAtWorkPath, AskConsentPath, AskOthersPath, AskPasskeyPath, AssetPath, AssignPath, AuditPath,
    BeginPasskeyPath, BeginSetUpPath, BusyCalendarPath, CalendarPath, CallDraftPath, CallPaperPath,
    CallPath, CallWayPath, CallsPath, CardEntryPath, CardPath, CarryCallsPath, CaseConferencesPath,
    CaseLinkPath, CaseMapPath, CasePaperPath, CasePartPath, CasePath, CasePhonesPath,
    CaseSharedMapPath, CasesCsvPath, CasesPath, CasesXlsxPath, CloseEmploymentPath, ClosePath,
    CodeSheetPath, ConferenceHistoryPath, ConferenceMailPath, ConferencePaperPath,
    ConferencePartPath, ConferencePath, ConferencePollPath, ConferenceSheetPath,
    ConferenceStepPath, ConferencesCsvPath, ConferencesPath, ConferencesXlsxPath, ConfirmPath,
    ConflictsCsvPath, ConflictsPath, ConflictsXlsxPath, ConsentCopyPath, ConsentFormPath,
    ConsentSheetsPath, ConsentsPath, CopyJsonPath, CopyPaperPath, CoverageCsvPath,
    CoveragePaperPath, CoveragePath, CoverageXlsxPath, DataPath, DecideCopyPath, DecisionsPath,
    DisplayPath, DropCallPath, DuplicateOfPath, DuplicatePairPath, DuplicatesPath, EditPath,
    EditSeriesPath, EndKeeperPath, EndMembershipPath, EndPostPath, EndSessionPath, EndStaffPath,
    EndingConsentsPath, EnterPath, EntrancePath, EntrustedCardPath, EntryPicturePath,
    EraseHelpedPath, EvidencePath, ExceptionsPath, FeedPath, FindAnswerPath, FindCasesPath,
    FindConsentSheetPath, FindInquiryPath, FurtherCodePath, FurtherStaffCodePath,
    GraphiqlAssetPath, GraphiqlPath, GraphqlPath, HalfPagePath, HealthPath, HistoryPath,
    HoldErasurePath, ImportDeskPath, IncidentStepPath, InquiriesPath, InquiryLinkPath,
    InquiryPaperPath, InquiryPath, InquiryReplyPath, InquiryStepPath, InvitationPath,
    InvitationsPath, InvitePath, InviteStaffPath, InvitedPath, InvitedStepPath, KeeperPath,
    KindPath, LeaveCasePath, LettersPath, LookedPath, MakePasskeyPath, MapAboutPath, MapEntryPath,
    MapFilePath, MapJsonPath, MapPaperPath, MapPath, MapPicturePath, MapPrintPath,
    MapShareLookPath, MapSharesPath, MapSheetPath, MapStepPath, MapVersionsPath, MapWalkPath,
    MarkCallPath, MeetingDayPath, MeetingMailPath, MeetingNoticePaperPath, MeetingNoticesPath,
    MeetingPaperPath, MeetingPartPath, MeetingSeriesPath, MeetingStepPath, MemberWayPath,
    MembersCsvPath, MembersPath, MembersXlsxPath, MendablePath, MinutesCopyPath, MinutesPartPath,
    MinutesPath, MisdirectedPath, MonthlyChangesPath, MonthlyFilePath, MonthlyPath, MyPath,
    NamePath, NetworkCoveragePath, NetworkHandbookPaperPath, NetworkHandbookPath,
    NetworkHistoryPath, NetworkMeetingsCsvPath, NetworkMeetingsPath, NetworkMeetingsXlsxPath,
    NetworkPath, NetworkUndoPath, NewCasePath, NewConferencePath, NewMeetingsPath, NewNetworkPath,
    NewOrganizationPath, NewResourcePath, ObservationPaperPath, ObservationStepPath,
    ObservationsPath, OpenMunicipalityPath, OpenNetworkPath, OrganizationHistoryPath,
    OrganizationPath, OrganizationUndoPath, OwnCaseCodePath, OwnCasePaperPath, OwnCasePath,
    OwnCasesPath, OwnConferencePaperPath, OwnConferencePath, OwnConferencesPath, OwnCopyPath,
    OwnProposalPath, OwnProposalsPath, OwnRelationsPath, PasskeyPath, PasswordPath, PersonCopyPath,
    PollAnswerPath, PollLinkPath, PollStepPath, PollsPath, PostsPath, PreviewPath, PrintCardPath,
    PrintCodesPath, PrintInvitationPath, PrintStaffInvitationPath, ProposalPath, ProposalsCsvPath,
    ProposalsPath, ProposalsXlsxPath, ProposeMissingPath, ProposePath, ReadyPath, ReceivedMailPath,
    ReceivedPath, RecordsCsvPath, RecordsPaperPath, RecordsPath, RecordsXlsxPath, RefreshBusyPath,
    RelationPath, RelationStepPath, RelationsPath, ReleaseCopyPath, RemoveBusyPath,
    RemovePasskeyPath, RenewConsentPath, ReopenPath, ReportExceptionPath, ResetPath, ResourcePath,
    ResumeConsentPath, RetryLetterPath, RevokeFeedPath, RevokeTokenPath, RhythmPath, Sampled,
    ScanPath, SearchCsvPath, SearchPath, SearchXlsxPath, SecondFactorPath, SendAgainPath,
    SendCallsPath, SendStaffAgainPath, SeriesCalendarPath, SeriesHistoryPath, SeriesMembersPath,
    SeriesYearPath, SetUpPath, SettleExceptionPath, SettleInquiryPath, SharedMapPath, SignInPath,
    SignOutPath, SourcesPath, StaffCsvPath, StaffPath, StaffXlsxPath, StalePath, StopCardPath,
    StopConsentPath, StopEntrustedCardPath, TakeBackCopyPath, TakeUpCasePath, TodayPaperPath,
    TodayPath, TokenDocumentsPath, TokenDocumentsStepPath, TokensPath, ToldPath, UndecidedPath,
    UndoPath, UpkeepCsvPath, UpkeepPaperPath, UpkeepPath, UpkeepXlsxPath, UploadColumnsPath,
    UploadCsvPath, UploadDiscardPath, UploadJsonPath, UploadPath, UploadStartPath, UploadTablePath,
    UploadUndoPath, UploadXlsxPath, WaitingObservationsPath, WalkPath, WebhookPath,
    WebhookStepPath, WebhooksPath, WhomPath, WhomsPath, WithdrawLetterPath, WithdrawPath,
    WithdrawStaffPath, WorksheetPath, WorksheetsPath,
};
use crate::paths::{ConnectInEnglishPath, ConnectPath};
use crate::paths::{
    HistoryCsvPath, HistoryXlsxPath, MendableCsvPath, MendableXlsxPath, NetworkHistoryCsvPath,
    NetworkHistoryXlsxPath, OrganizationHistoryCsvPath, OrganizationHistoryXlsxPath,
    SeriesHistoryCsvPath, SeriesHistoryXlsxPath, SeriesYearCsvPath, SeriesYearXlsxPath,
};
use crate::paths::{
    HsdsOrganizationPath, HsdsOrganizationsPath, HsdsPath, HsdsRootPath, HsdsServiceAtLocationPath,
    HsdsServiceAtLocationsPath, HsdsServicePath, HsdsServicesPath, HsdsTaxonomiesPath,
    HsdsTaxonomyPath, HsdsTaxonomyTermPath, HsdsTaxonomyTermsPath,
};
use crate::paths::{ReferencePath, ReferenceTypePath};
use crate::{Site, assets, error, headers, health, moved, pages};

/// Who may call an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Anybody, signed in or not.
    Anybody,
    /// Whoever was handed the code that stands in the address.
    CodeHolder,
    /// Whoever has shown a password, though perhaps no second factor yet.
    SigningIn,
    /// Whoever is signed in. What an account may do there is decided by the one rule of access.
    SignedIn,
}

/// What is sent to an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleBody {
    /// JSON.
    Json(&'static str),
    /// The fields of a form.
    Form(&'static str),
}

/// One address.
#[derive(Debug, Clone)]
pub struct Route {
    /// The path with its parts in braces.
    pub pattern: &'static str,
    /// The method.
    pub method: Method,
    /// Who may call it.
    pub who: Who,
    /// An example of the path, with the query without which it answers nothing.
    pub sample: fn() -> String,
    /// An example of what is sent to it.
    pub body: Option<SampleBody>,
    handler: fn() -> MethodRouter<Site>,
}

const fn route<P: Sampled>(
    method: Method,
    who: Who,
    body: Option<SampleBody>,
    handler: fn() -> MethodRouter<Site>,
) -> Route {
    Route {
        pattern: <P as TypedPath>::PATH,
        method,
        who,
        sample: sample::<P>,
        body,
        handler,
    }
}

const fn read<P: Sampled>(who: Who, handler: fn() -> MethodRouter<Site>) -> Route {
    route::<P>(Method::GET, who, None, handler)
}

/// An address that is read with a query.
const fn asked<P: Sampled>(
    who: Who,
    sample: fn() -> String,
    handler: fn() -> MethodRouter<Site>,
) -> Route {
    let mut asked = route::<P>(Method::GET, who, None, handler);
    asked.sample = sample;
    asked
}

/// An address that JSON is sent to.
const fn sent<P: Sampled>(
    who: Who,
    body: &'static str,
    handler: fn() -> MethodRouter<Site>,
) -> Route {
    route::<P>(Method::POST, who, Some(SampleBody::Json(body)), handler)
}

/// An address that a form is sent to.
const fn form<P: Sampled>(
    who: Who,
    fields: &'static str,
    handler: fn() -> MethodRouter<Site>,
) -> Route {
    route::<P>(Method::POST, who, Some(SampleBody::Form(fields)), handler)
}

/// An address that a file is sent to.
const fn file<P: Sampled>(who: Who, handler: fn() -> MethodRouter<Site>) -> Route {
    route::<P>(Method::POST, who, None, handler)
}

impl Route {
    /// The handler behind its gate, where it has one.
    fn guarded(&self, site: &Site) -> MethodRouter<Site> {
        let handler = (self.handler)();
        match self.who {
            Who::Anybody | Who::CodeHolder => handler,
            Who::SigningIn | Who::SignedIn => {
                let gate = Gate {
                    site: site.clone(),
                    who: self.who,
                };
                handler.route_layer(middleware::from_fn_with_state(gate, gate::ask))
            }
        }
    }
}

fn sample<P: Sampled>() -> String {
    P::sample().to_string()
}

fn smallest_call() -> String {
    format!("{GraphqlPath}?query=%7B__typename%7D")
}

/// Every address of the installation.
pub static TABLE: &[Route] = &[
    read::<EntrancePath>(Who::Anybody, || get(pages::entrance::show)),
    read::<AreasPath>(Who::Anybody, || get(pages::area_choice::show)),
    read::<SearchPath>(Who::Anybody, || get(pages::list::show_search)),
    read::<SearchCsvPath>(Who::Anybody, || get(pages::list::show_csv)),
    read::<SearchXlsxPath>(Who::Anybody, || get(pages::list::show_xlsx)),
    read::<MonthlyPath>(Who::Anybody, || get(pages::monthly::show)),
    read::<MonthlyFilePath>(Who::Anybody, || get(pages::monthly::file)),
    read::<MonthlyChangesPath>(Who::Anybody, || get(pages::monthly::changes)),
    read::<OpenNetworkPath>(Who::Anybody, || get(pages::open_data::of_network)),
    read::<OpenMunicipalityPath>(Who::Anybody, || get(pages::open_data::of_municipality)),
    // The open standard of service directories, for programs.
    read::<HsdsPath>(Who::Anybody, || get(pages::hsds::show)),
    read::<HsdsRootPath>(Who::Anybody, || get(pages::hsds::show_root)),
    read::<HsdsServicesPath>(Who::Anybody, || get(pages::hsds::services)),
    read::<HsdsServicePath>(Who::Anybody, || get(pages::hsds::service)),
    read::<HsdsOrganizationsPath>(Who::Anybody, || get(pages::hsds::organizations)),
    read::<HsdsOrganizationPath>(Who::Anybody, || get(pages::hsds::organization)),
    read::<HsdsServiceAtLocationsPath>(Who::Anybody, || get(pages::hsds::service_at_locations)),
    read::<HsdsServiceAtLocationPath>(Who::Anybody, || get(pages::hsds::service_at_location)),
    read::<HsdsTaxonomiesPath>(Who::Anybody, || get(pages::hsds::taxonomies)),
    read::<HsdsTaxonomyPath>(Who::Anybody, || get(pages::hsds::taxonomy)),
    read::<HsdsTaxonomyTermsPath>(Who::Anybody, || get(pages::hsds::taxonomy_terms)),
    read::<HsdsTaxonomyTermPath>(Who::Anybody, || get(pages::hsds::taxonomy_term)),
    read::<AreaPath>(Who::Anybody, || get(pages::list::show_area)),
    read::<KindPath>(Who::Anybody, || get(pages::list::show_kind)),
    // Counts of what the lists tell everybody.
    read::<CoveragePath>(Who::Anybody, || get(pages::coverage::choose)),
    read::<NetworkCoveragePath>(Who::Anybody, || get(pages::coverage::show)),
    read::<CoverageCsvPath>(Who::Anybody, || get(pages::coverage::csv)),
    read::<CoverageXlsxPath>(Who::Anybody, || get(pages::coverage::xlsx)),
    read::<CoveragePaperPath>(Who::Anybody, || get(pages::coverage::print)),
    read::<ResourcePath>(Who::Anybody, || get(pages::resource::show)),
    read::<SourcesPath>(Who::Anybody, || get(pages::sources::show)),
    read::<ConflictsPath>(Who::Anybody, || get(pages::conflicts::show)),
    read::<ConflictsCsvPath>(Who::Anybody, || get(pages::conflicts::files::csv)),
    read::<ConflictsXlsxPath>(Who::Anybody, || get(pages::conflicts::files::xlsx)),
    form::<ConflictsPath>(Who::SignedIn, "run=&resource=&field=&choice=ours", || {
        post(pages::conflicts::decide)
    }),
    read::<UndecidedPath>(Who::SignedIn, || get(pages::undecided::show)),
    form::<UndecidedPath>(Who::SignedIn, "row=&whose=nobody&reason=", || {
        post(pages::undecided::decide)
    }),
    read::<DuplicatesPath>(Who::SignedIn, || get(pages::duplicates::show)),
    form::<DuplicatesPath>(
        Who::SignedIn,
        "resource=&to=&mark=&said=different&reason=",
        || post(pages::duplicates::say),
    ),
    read::<AssetPath>(Who::Anybody, || get(assets::show)),
    read::<GraphiqlAssetPath>(Who::Anybody, || get(assets::show_graphiql)),
    read::<HealthPath>(Who::Anybody, || get(health::is_alive)),
    read::<ReadyPath>(Who::Anybody, || get(health::is_ready)),
    read::<DataPath>(Who::Anybody, || get(pages::data::show)),
    read::<ConnectPath>(Who::Anybody, || get(pages::connect::show)),
    read::<ConnectInEnglishPath>(Who::Anybody, || get(pages::connect::show_in_english)),
    asked::<GraphqlPath>(Who::Anybody, smallest_call, || get(handler::read)),
    sent::<GraphqlPath>(Who::Anybody, r#"{"query":"{__typename}"}"#, || {
        post(handler::call)
    }),
    read::<ReferencePath>(Who::Anybody, || get(pages::reference::show)),
    read::<ReferenceTypePath>(Who::Anybody, || get(pages::reference::one::show)),
    read::<GraphiqlPath>(Who::SignedIn, || get(pages::graphiql::show)),
    read::<SignInPath>(Who::Anybody, || get(sign_in::show)),
    form::<SignInPath>(Who::Anybody, "mail=&password=", || post(sign_in::sign_in)),
    form::<SignOutPath>(Who::Anybody, "", || post(sign_in::sign_out)),
    read::<SecondFactorPath>(Who::SigningIn, || get(sign_in::second::show)),
    form::<SecondFactorPath>(Who::SigningIn, "code=", || post(sign_in::second::confirm)),
    read::<SetUpPath>(Who::SigningIn, || get(sign_in::set_up::show)),
    form::<BeginSetUpPath>(Who::SigningIn, "", || post(sign_in::set_up::begin)),
    form::<SetUpPath>(Who::SigningIn, "code=", || post(sign_in::set_up::finish)),
    form::<BeginPasskeyPath>(Who::SigningIn, "name=", || {
        post(sign_in::passkey::begin_making)
    }),
    form::<MakePasskeyPath>(Who::SigningIn, "name=&answer=", || {
        post(sign_in::passkey::make)
    }),
    form::<AskPasskeyPath>(Who::SigningIn, "use=second_factor", || {
        post(sign_in::passkey::ask)
    }),
    form::<PasskeyPath>(Who::SigningIn, "use=second_factor&answer=", || {
        post(sign_in::passkey::show)
    }),
    read::<CodeSheetPath>(Who::SigningIn, || get(sign_in::code_sheet::show)),
    form::<CodeSheetPath>(Who::SigningIn, "", || post(sign_in::code_sheet::make)),
    form::<PrintCodesPath>(Who::SigningIn, "code=", || post(sign_in::code_sheet::print)),
    read::<ConfirmPath>(Who::SigningIn, || get(sign_in::confirm::show)),
    form::<ConfirmPath>(Who::SigningIn, "password=", || {
        post(sign_in::confirm::confirm)
    }),
    read::<InvitationsPath>(Who::Anybody, || get(invitation::enter::show)),
    form::<InvitationsPath>(Who::Anybody, "code=", || post(invitation::enter::look_up)),
    read::<InvitationPath>(Who::CodeHolder, || get(invitation::show)),
    form::<InvitationPath>(Who::CodeHolder, "name=&mail=&password=", || {
        post(invitation::accept)
    }),
    read::<AnswersPath>(Who::Anybody, || get(answer::enter::show)),
    form::<AnswersPath>(Who::Anybody, "code=", || post(answer::enter::look_up)),
    read::<AnswerPath>(Who::CodeHolder, || get(answer::show)),
    form::<AnswerPath>(Who::CodeHolder, "reply=", || post(answer::save)),
    read::<PollsPath>(Who::Anybody, || get(poll::enter::show)),
    form::<PollsPath>(Who::Anybody, "code=", || post(poll::enter::look_up)),
    read::<PollLinkPath>(Who::CodeHolder, || get(poll::show)),
    form::<PollLinkPath>(Who::CodeHolder, "note=", || post(poll::answer)),
    read::<InquiriesPath>(Who::Anybody, || get(inquiry::enter::show)),
    form::<InquiriesPath>(Who::Anybody, "code=", || post(inquiry::enter::look_up)),
    read::<InquiryLinkPath>(Who::CodeHolder, || get(inquiry::show)),
    form::<InquiryLinkPath>(Who::CodeHolder, "all=&name=", || post(inquiry::answer)),
    // Without the number it shows the same to everybody, whatever code stands in the address.
    read::<WhomsPath>(Who::Anybody, || get(whom::enter)),
    form::<WhomsPath>(Who::Anybody, "link=&code=", || post(whom::open_typed)),
    read::<WhomPath>(Who::Anybody, || get(whom::show)),
    form::<WhomPath>(Who::Anybody, "code=", || post(whom::open)),
    read::<ResetPath>(Who::CodeHolder, || get(pages::reset::show)),
    form::<ResetPath>(Who::CodeHolder, "password=", || post(pages::reset::reset)),
    read::<EnterPath>(Who::CodeHolder, || get(pages::demo_entry::show)),
    form::<EnterPath>(Who::CodeHolder, "", || post(pages::demo_entry::enter)),
    read::<AccountPath>(Who::SignedIn, || get(account::show)),
    form::<EndSessionPath>(Who::SignedIn, "session=", || post(account::end_session)),
    form::<RemovePasskeyPath>(Who::SignedIn, "passkey=", || {
        post(account::passkeys::remove)
    }),
    read::<NamePath>(Who::SignedIn, || get(account::own::show_name)),
    form::<NamePath>(Who::SignedIn, "name=", || post(account::own::change_name)),
    read::<AddressPath>(Who::SignedIn, || get(account::own::show_address)),
    form::<AddressPath>(Who::SignedIn, "mail=", || {
        post(account::own::change_address)
    }),
    read::<PasswordPath>(Who::SignedIn, || get(account::password::show)),
    form::<PasswordPath>(Who::SignedIn, "password=&new_password=", || {
        post(account::password::change)
    }),
    read::<CardPath>(Who::SignedIn, || get(card::show)),
    form::<CardPath>(Who::SignedIn, "pin=", || post(card::make)),
    form::<StopCardPath>(Who::SignedIn, "", || post(card::stop)),
    form::<PrintCardPath>(Who::SignedIn, "code=", || post(card::print)),
    read::<KeeperPath>(Who::SignedIn, || get(card::keeper::show)),
    form::<KeeperPath>(Who::SignedIn, "mail=", || post(card::keeper::name)),
    form::<EndKeeperPath>(Who::SignedIn, "", || post(card::keeper::end)),
    read::<EntrustedCardPath>(Who::SignedIn, || get(card::entrusted::show)),
    form::<EntrustedCardPath>(Who::SignedIn, "pin=", || post(card::entrusted::reissue)),
    form::<StopEntrustedCardPath>(Who::SignedIn, "", || post(card::entrusted::stop)),
    read::<CardEntryPath>(Who::CodeHolder, || get(card::entry::show)),
    form::<CardEntryPath>(Who::CodeHolder, "pin=", || post(card::entry::enter)),
    read::<TokensPath>(Who::SignedIn, || get(account::tokens::show)),
    form::<TokensPath>(Who::SignedIn, "name=&expires_on=", || {
        post(account::tokens::make)
    }),
    form::<RevokeTokenPath>(Who::SignedIn, "token=", || post(account::tokens::revoke)),
    read::<TokenDocumentsPath>(Who::SignedIn, || get(account::documents::show)),
    // The handler counts what comes, so that whoever sends too much reads what to do.
    file::<TokenDocumentsPath>(Who::SignedIn, || {
        post(account::documents::register).layer(DefaultBodyLimit::disable())
    }),
    form::<TokenDocumentsStepPath>(Who::SignedIn, "step=mode&mode=off&document=", || {
        post(account::documents::step)
    }),
    read::<WebhooksPath>(Who::SignedIn, || get(account::webhooks::show)),
    form::<WebhooksPath>(Who::SignedIn, "name=&address=", || {
        post(account::webhooks::make)
    }),
    read::<WebhookPath>(Who::SignedIn, || get(account::webhooks::one::show)),
    form::<WebhookStepPath>(Who::SignedIn, "step=pause&message=", || {
        post(account::webhooks::one::step)
    }),
    read::<CalendarPath>(Who::SignedIn, || get(account::calendar::show)),
    form::<CalendarPath>(Who::SignedIn, "program=outlook", || {
        post(account::calendar::make)
    }),
    form::<RevokeFeedPath>(Who::SignedIn, "feed=", || post(account::calendar::revoke)),
    form::<BusyCalendarPath>(Who::SignedIn, "address=", || post(account::calendar::set)),
    form::<RefreshBusyPath>(Who::SignedIn, "", || post(account::calendar::refresh)),
    form::<RemoveBusyPath>(Who::SignedIn, "", || post(account::calendar::remove)),
    read::<FeedPath>(Who::CodeHolder, || get(pages::feed::read)),
    read::<AuditPath>(Who::SignedIn, || get(audit::show)),
    read::<MembersPath>(Who::SignedIn, || get(members::show::<MembersPath>)),
    read::<MembersCsvPath>(Who::SignedIn, || get(members::files::csv::<MembersCsvPath>)),
    read::<MembersXlsxPath>(Who::SignedIn, || {
        get(members::files::xlsx::<MembersXlsxPath>)
    }),
    form::<WithdrawPath>(Who::SignedIn, "invitation=", || {
        post(members::withdraw::<WithdrawPath>)
    }),
    read::<NetworkPath>(Who::SignedIn, || get(members::network::show)),
    form::<NetworkPath>(
        Who::SignedIn,
        "part=name&name=&about=&area=&organization=&agency=&joining=&seen=",
        || post(members::network::change),
    ),
    read::<NetworkHistoryPath>(Who::SignedIn, || get(members::network_history::show)),
    read::<NetworkHistoryCsvPath>(Who::SignedIn, || get(members::network_history::csv)),
    read::<NetworkHistoryXlsxPath>(Who::SignedIn, || get(members::network_history::xlsx)),
    form::<NetworkUndoPath>(Who::SignedIn, "act=&field=name", || {
        post(members::network_history::undo)
    }),
    read::<NewNetworkPath>(Who::SignedIn, || get(members::network_new::show)),
    form::<NewNetworkPath>(Who::SignedIn, "name=&area=", || {
        post(members::network_new::found)
    }),
    form::<SendAgainPath>(Who::SignedIn, "invitation=", || {
        post(members::letter::send_again::<SendAgainPath>)
    }),
    form::<FurtherCodePath>(Who::SignedIn, "invitation=", || {
        post(members::invite::further_code::<FurtherCodePath>)
    }),
    read::<StaffPath>(Who::SignedIn, || get(members::show::<StaffPath>)),
    read::<StaffCsvPath>(Who::SignedIn, || get(members::files::csv::<StaffCsvPath>)),
    read::<StaffXlsxPath>(Who::SignedIn, || get(members::files::xlsx::<StaffXlsxPath>)),
    form::<WithdrawStaffPath>(Who::SignedIn, "invitation=", || {
        post(members::withdraw::<WithdrawStaffPath>)
    }),
    form::<SendStaffAgainPath>(Who::SignedIn, "invitation=", || {
        post(members::letter::send_again::<SendStaffAgainPath>)
    }),
    form::<FurtherStaffCodePath>(Who::SignedIn, "invitation=", || {
        post(members::invite::further_code::<FurtherStaffCodePath>)
    }),
    read::<LettersPath>(Who::SignedIn, || get(letters::show)),
    form::<RetryLetterPath>(Who::SignedIn, "letter=", || post(letters::retry)),
    form::<WithdrawLetterPath>(Who::SignedIn, "letter=", || post(letters::withdraw)),
    read::<InvitePath>(Who::SignedIn, || get(members::invite::show::<InvitePath>)),
    form::<InvitePath>(Who::SignedIn, "name=&mail=&standing=coordinator", || {
        post(members::invite::invite::<InvitePath>)
    }),
    form::<PrintInvitationPath>(Who::SignedIn, "code=", || {
        post(members::invite::print::<PrintInvitationPath>)
    }),
    read::<EndMembershipPath>(Who::SignedIn, || {
        get(members::ending::show::<EndMembershipPath>)
    }),
    form::<EndMembershipPath>(Who::SignedIn, "until=&successor=", || {
        post(members::ending::end::<EndMembershipPath>)
    }),
    read::<InviteStaffPath>(Who::SignedIn, || {
        get(members::invite::show::<InviteStaffPath>)
    }),
    form::<InviteStaffPath>(Who::SignedIn, "name=&mail=&standing=person", || {
        post(members::invite::invite::<InviteStaffPath>)
    }),
    form::<PrintStaffInvitationPath>(Who::SignedIn, "code=", || {
        post(members::invite::print::<PrintStaffInvitationPath>)
    }),
    read::<EndStaffPath>(Who::SignedIn, || get(members::ending::show::<EndStaffPath>)),
    form::<EndStaffPath>(Who::SignedIn, "until=&successor=", || {
        post(members::ending::end::<EndStaffPath>)
    }),
    read::<NetworkHandbookPath>(Who::SignedIn, || get(pages::handbook::show)),
    read::<NetworkHandbookPaperPath>(Who::SignedIn, || get(pages::handbook::print)),
    read::<NetworkMeetingsPath>(Who::SignedIn, || get(meetings::show)),
    read::<NetworkMeetingsCsvPath>(Who::SignedIn, || get(meetings::files::csv)),
    read::<NetworkMeetingsXlsxPath>(Who::SignedIn, || get(meetings::files::xlsx)),
    read::<NewMeetingsPath>(Who::SignedIn, || get(meetings::plan::show_new)),
    form::<NewMeetingsPath>(Who::SignedIn, "kind=agency_network_meeting&number=", || {
        post(meetings::plan::make)
    }),
    read::<MeetingSeriesPath>(Who::SignedIn, || get(meetings::view::show)),
    read::<EditSeriesPath>(Who::SignedIn, || get(meetings::plan::show)),
    form::<EditSeriesPath>(
        Who::SignedIn,
        "version=1&kind=agency_network_meeting",
        || post(meetings::plan::save),
    ),
    read::<SeriesMembersPath>(Who::SignedIn, || get(meetings::members::show)),
    form::<SeriesMembersPath>(Who::SignedIn, "version=1&step=call&name=", || {
        post(meetings::members::save)
    }),
    read::<SeriesYearPath>(Who::SignedIn, || get(meetings::year::show)),
    read::<SeriesYearCsvPath>(Who::SignedIn, || get(meetings::year::csv)),
    read::<SeriesYearXlsxPath>(Who::SignedIn, || get(meetings::year::xlsx)),
    read::<SeriesHistoryPath>(Who::SignedIn, || get(meetings::history::show)),
    read::<SeriesHistoryCsvPath>(Who::SignedIn, || get(meetings::history::csv)),
    read::<SeriesHistoryXlsxPath>(Who::SignedIn, || get(meetings::history::xlsx)),
    read::<SeriesCalendarPath>(Who::SignedIn, || get(meetings::view::calendar)),
    read::<MeetingDayPath>(Who::SignedIn, || get(meetings::day::show)),
    form::<MeetingStepPath>(Who::SignedIn, "version=1&step=carry", || {
        post(meetings::day::take)
    }),
    read::<MeetingPaperPath>(Who::SignedIn, || get(meetings::day::print)),
    read::<MeetingNoticesPath>(Who::SignedIn, || get(meetings::notices::show)),
    form::<MeetingNoticesPath>(Who::SignedIn, "version=0&step=send", || {
        post(meetings::notices::take)
    }),
    read::<MeetingNoticePaperPath>(Who::SignedIn, || get(meetings::notices::print)),
    read::<MeetingMailPath>(Who::SignedIn, || get(meetings::mails::take)),
    read::<MemberWayPath>(Who::SignedIn, || get(meetings::way::show)),
    form::<MemberWayPath>(Who::SignedIn, "version=1&channel=fax&reason=", || {
        post(meetings::way::save)
    }),
    read::<UpkeepPath>(Who::SignedIn, || get(upkeep::show)),
    read::<UpkeepCsvPath>(Who::SignedIn, || get(upkeep::files::csv)),
    read::<UpkeepXlsxPath>(Who::SignedIn, || get(upkeep::files::xlsx)),
    read::<UpkeepPaperPath>(Who::SignedIn, || get(upkeep::fax::print)),
    form::<UpkeepPath>(Who::SignedIn, "resource=", || post(upkeep::begin)),
    read::<FindInquiryPath>(Who::SignedIn, || get(upkeep::find::show)),
    form::<FindInquiryPath>(Who::SignedIn, "code=", || post(upkeep::find::find)),
    read::<InquiryPath>(Who::SignedIn, || get(upkeep::view::show)),
    form::<InquiryStepPath>(Who::SignedIn, "version=1&step=mail", || {
        post(upkeep::step::take)
    }),
    read::<InquiryReplyPath>(Who::SignedIn, || get(upkeep::reply::show)),
    form::<InquiryReplyPath>(Who::SignedIn, "version=1&channel=fax&all=yes", || {
        post(upkeep::reply::save)
    }),
    form::<SettleInquiryPath>(Who::SignedIn, "version=1&entry_version=1", || {
        post(upkeep::settle::save)
    }),
    read::<InquiryPaperPath>(Who::SignedIn, || get(upkeep::step::print)),
    read::<MeetingPartPath>(Who::SignedIn, || get(meetings::part::show)),
    form::<MeetingPartPath>(Who::SignedIn, "version=0&on=&text=", || {
        post(meetings::part::save)
    }),
    read::<PostsPath>(Who::SignedIn, || get(members::posts::show)),
    form::<PostsPath>(Who::SignedIn, "account=&post=manager", || {
        post(members::posts::appoint)
    }),
    form::<EndPostPath>(Who::SignedIn, "account=&post=manager", || {
        post(members::posts::end)
    }),
    read::<TodayPath>(Who::SignedIn, || get(today::show)),
    read::<TodayPaperPath>(Who::SignedIn, || get(today::print)),
    read::<OwnRelationsPath>(Who::SignedIn, || get(pages::relations::own::show)),
    read::<RelationsPath>(Who::SignedIn, || get(pages::relations::show)),
    form::<RelationsPath>(Who::SignedIn, "name=&successor=&note=", || {
        post(pages::relations::add)
    }),
    read::<RelationPath>(Who::SignedIn, || get(pages::relations::edit::show)),
    form::<RelationPath>(Who::SignedIn, "name=&successor=&version=", || {
        post(pages::relations::edit::save)
    }),
    form::<RelationStepPath>(Who::SignedIn, "step=spoke&how=phone&version=", || {
        post(pages::relations::steps::step)
    }),
    form::<MarkCallPath>(Who::SignedIn, "call=&mark=reached", || {
        post(today::steps::mark)
    }),
    form::<CarryCallsPath>(Who::SignedIn, "call=", || post(today::steps::carry)),
    form::<DropCallPath>(Who::SignedIn, "call=", || post(today::steps::take_away)),
    read::<CallPath>(Who::SignedIn, || get(today::plan::show)),
    form::<RhythmPath>(Who::SignedIn, "months=", || {
        post(pages::resource::rhythm::agree)
    }),
    read::<StalePath>(Who::SignedIn, || get(pages::resource::stale::show)),
    form::<StalePath>(Who::SignedIn, "because=reported&group=hours", || {
        post(pages::resource::stale::report)
    }),
    form::<CallPath>(Who::SignedIn, "day=&purpose=routine&note=", || {
        post(today::plan::plan)
    }),
    read::<ConferencesPath>(Who::SignedIn, || get(cases::conference::show)),
    read::<ConferencesCsvPath>(Who::SignedIn, || get(cases::conference::files::csv)),
    read::<ConferencesXlsxPath>(Who::SignedIn, || get(cases::conference::files::xlsx)),
    read::<FindAnswerPath>(Who::SignedIn, || get(cases::conference::find::show)),
    form::<FindAnswerPath>(Who::SignedIn, "code=", || {
        post(cases::conference::find::find)
    }),
    read::<CaseConferencesPath>(Who::SignedIn, || get(cases::conference::of_case::show)),
    read::<NewConferencePath>(Who::SignedIn, || get(cases::conference::begin::show_new)),
    form::<NewConferencePath>(
        Who::SignedIn,
        "kind=case_conference&purpose=handover",
        || post(cases::conference::begin::begin),
    ),
    read::<ConferencePath>(Who::SignedIn, || get(cases::conference::view::show)),
    read::<ConferenceHistoryPath>(Who::SignedIn, || get(cases::conference::history::show)),
    read::<CallsPath>(Who::SignedIn, || get(cases::conference::call::show)),
    form::<SendCallsPath>(Who::SignedIn, "version=1", || {
        post(cases::conference::call::send)
    }),
    read::<ConferenceMailPath>(Who::SignedIn, || {
        get(cases::conference::call::received::show)
    }),
    form::<ConferenceMailPath>(
        Who::SignedIn,
        "version=1&received=&invited=&verdict=unrelated",
        || post(cases::conference::call::received::settle),
    ),
    read::<ReceivedMailPath>(Who::SignedIn, || {
        get(cases::conference::call::received::take)
    }),
    read::<CallWayPath>(Who::SignedIn, || get(cases::conference::call::way::show)),
    form::<CallWayPath>(Who::SignedIn, "version=1&step=&channel=&reason=", || {
        post(cases::conference::call::way::save)
    }),
    read::<CallDraftPath>(Who::SignedIn, || get(cases::conference::call::draft::show)),
    read::<InvitedPath>(Who::SignedIn, || get(cases::conference::call::to::show)),
    read::<InvitedStepPath>(Who::SignedIn, || get(cases::conference::call::step::show)),
    form::<InvitedStepPath>(Who::SignedIn, "version=1&what=sent", || {
        post(cases::conference::call::step::save)
    }),
    read::<ConferencePartPath>(Who::SignedIn, || get(cases::conference::part::show)),
    read::<ConferencePaperPath>(Who::SignedIn, || get(cases::conference::paper::print)),
    read::<CallPaperPath>(Who::SignedIn, || get(cases::conference::paper::print_call)),
    form::<ConferencePartPath>(Who::SignedIn, "version=1&item=&on=&clock=", || {
        post(cases::conference::part::save)
    }),
    form::<ConferenceStepPath>(Who::SignedIn, "version=1&item=&step=hold", || {
        post(cases::conference::steps::take)
    }),
    read::<ConferencePollPath>(Who::SignedIn, || get(cases::conference::poll::show)),
    form::<ConferencePollPath>(Who::SignedIn, "version=1", || {
        post(cases::conference::poll::begin)
    }),
    read::<PollAnswerPath>(Who::SignedIn, || get(cases::conference::poll::heard::show)),
    form::<PollAnswerPath>(Who::SignedIn, "item=&on=&clock=", || {
        post(cases::conference::poll::heard::keep)
    }),
    form::<PollStepPath>(Who::SignedIn, "item=&step=link", || {
        post(cases::conference::poll::take)
    }),
    read::<MinutesPath>(Who::SignedIn, || get(cases::conference::minutes::show)),
    form::<MinutesPath>(Who::SignedIn, "version=0&item=&said=", || {
        post(cases::conference::minutes::save)
    }),
    read::<MinutesPartPath>(Who::SignedIn, || {
        get(cases::conference::minutes::part::show)
    }),
    form::<MinutesPartPath>(Who::SignedIn, "version=1&item=&on=&clock=", || {
        post(cases::conference::minutes::part::save)
    }),
    read::<MinutesCopyPath>(Who::SignedIn, || {
        get(cases::conference::minutes::copies::show)
    }),
    form::<MinutesCopyPath>(Who::SignedIn, "how=document", || {
        post(cases::conference::minutes::copies::hand)
    }),
    read::<HalfPagePath>(Who::SignedIn, || {
        get(cases::conference::minutes::half_page::show)
    }),
    read::<DecisionsPath>(Who::SignedIn, || {
        get(cases::conference::minutes::decisions::show)
    }),
    form::<DecisionsPath>(Who::SignedIn, "version=1&item=&step=done", || {
        post(cases::conference::minutes::decisions::settle)
    }),
    read::<OwnConferencesPath>(Who::SignedIn, || get(cases::conference::own::list)),
    read::<OwnConferencePath>(Who::SignedIn, || get(cases::conference::own::show)),
    read::<OwnConferencePaperPath>(Who::SignedIn, || get(cases::conference::paper::print_own)),
    form::<OwnConferencePath>(Who::SignedIn, "version=1&item=&step=saw", || {
        post(cases::conference::own::say)
    }),
    read::<ConferenceSheetPath>(Who::CodeHolder, || get(cases::conference::paper::fetch)),
    read::<CasesPath>(Who::SignedIn, || get(cases::show)),
    read::<CasesCsvPath>(Who::SignedIn, || get(cases::files::csv)),
    read::<CasesXlsxPath>(Who::SignedIn, || get(cases::files::xlsx)),
    form::<FindCasesPath>(Who::SignedIn, "who=", || post(cases::find)),
    read::<NewCasePath>(Who::SignedIn, || get(cases::open::show)),
    form::<NewCasePath>(Who::SignedIn, "about=anonymous&started_on=", || {
        post(cases::open::begin)
    }),
    read::<CasePhonesPath>(Who::SignedIn, || get(cases::phones::show)),
    read::<CasePath>(Who::SignedIn, || get(cases::view::show)),
    form::<TakeUpCasePath>(Who::SignedIn, "version=1", || post(cases::view::take_up)),
    read::<EraseHelpedPath>(Who::SignedIn, || get(cases::erase::show)),
    form::<EraseHelpedPath>(Who::SignedIn, "number=", || post(cases::erase::erase)),
    read::<HoldErasurePath>(Who::SignedIn, || get(cases::hold::show)),
    form::<HoldErasurePath>(Who::SignedIn, "reason=dispute&until=", || {
        post(cases::hold::hold)
    }),
    read::<CaseLinkPath>(Who::SignedIn, || get(cases::link::show)),
    form::<CaseLinkPath>(Who::SignedIn, "", || post(cases::link::make)),
    read::<CasePaperPath>(Who::SignedIn, || get(cases::paper::print)),
    read::<OwnCasePaperPath>(Who::SignedIn, || get(cases::paper::print_own)),
    read::<MyPath>(Who::SignedIn, || get(my::show)),
    read::<DisplayPath>(Who::SignedIn, || get(my::display::show)),
    form::<DisplayPath>(Who::SignedIn, "size=usual_size", || {
        post(my::display::choose)
    }),
    read::<MapPath>(Who::SignedIn, || get(my::map::show)),
    form::<MapStepPath>(Who::SignedIn, "step=undo&version=0", || {
        post(my::map::steps::take)
    }),
    read::<MapWalkPath>(Who::SignedIn, || get(my::map::walk::list)),
    read::<WalkPath>(Who::SignedIn, || get(my::map::walk::show)),
    form::<WalkPath>(Who::SignedIn, "version=-1&text=", || {
        post(my::map::walk::save)
    }),
    read::<MapEntryPath>(Who::SignedIn, || get(my::map::entry::show)),
    form::<MapEntryPath>(Who::SignedIn, "version=-1&name=", || {
        post(my::map::entry::save)
    }),
    // The handler counts what comes, so that whoever sends too much reads what to do.
    file::<EntryPicturePath>(Who::SignedIn, || {
        post(my::map::picture::keep).layer(DefaultBodyLimit::disable())
    }),
    read::<MapPicturePath>(Who::SignedIn, || get(my::map::picture::show)),
    read::<MapAboutPath>(Who::SignedIn, || get(my::map::about::show)),
    form::<MapAboutPath>(Who::SignedIn, "version=-1&until=x", || {
        post(my::map::about::save)
    }),
    read::<MapVersionsPath>(Who::SignedIn, || get(my::map::versions::show)),
    read::<MapPrintPath>(Who::SignedIn, || get(my::map::print::show)),
    form::<MapPrintPath>(Who::SignedIn, "", || post(my::map::print::choose)),
    read::<MapPaperPath>(Who::SignedIn, || get(my::map::print::print)),
    read::<MapSharesPath>(Who::SignedIn, || get(my::map::share::show)),
    form::<MapShareLookPath>(Who::SignedIn, "to=", || post(my::map::share::look)),
    form::<MapSharesPath>(Who::SignedIn, "to=", || post(my::map::share::share)),
    read::<MapFilePath>(Who::SignedIn, || get(my::map::file::show)),
    read::<MapJsonPath>(Who::SignedIn, || get(my::map::file::take)),
    // The handler counts what comes, so that whoever sends too much reads what to do.
    file::<MapFilePath>(Who::SignedIn, || {
        post(my::map::file::bring).layer(DefaultBodyLimit::disable())
    }),
    read::<SharedMapPath>(Who::CodeHolder, || get(my::map::shared::show_link)),
    read::<MapSheetPath>(Who::CodeHolder, || get(my::map::print::fetch)),
    read::<WorksheetsPath>(Who::Anybody, || get(my::map::print::show_worksheets)),
    form::<WorksheetsPath>(Who::Anybody, "sheet=blank_a4", || {
        post(my::map::print::choose_worksheet)
    }),
    read::<WorksheetPath>(Who::Anybody, || get(my::map::print::print_worksheet)),
    read::<CaseMapPath>(Who::SignedIn, || get(my::map::suggest::show)),
    form::<CaseMapPath>(Who::SignedIn, "name=", || post(my::map::suggest::suggest)),
    read::<CaseSharedMapPath>(Who::SignedIn, || get(my::map::shared::show)),
    read::<OwnCasesPath>(Who::SignedIn, || get(cases::own::show)),
    form::<OwnCaseCodePath>(Who::SignedIn, "code=", || post(cases::own::take::look_up)),
    form::<OwnCasesPath>(Who::SignedIn, "code=", || post(cases::own::take::take)),
    read::<OwnCasePath>(Who::SignedIn, || get(cases::own::view::show)),
    read::<LookedPath>(Who::SignedIn, || get(cases::own::looked::show)),
    form::<LeaveCasePath>(Who::SignedIn, "", || post(cases::own::view::leave)),
    form::<CloseEmploymentPath>(Who::SignedIn, "employment=&version=1", || {
        post(cases::own::view::close)
    }),
    read::<CasePartPath>(Who::SignedIn, || get(cases::part::show)),
    form::<CasePartPath>(Who::SignedIn, "version=1&item=&on=&body=", || {
        post(cases::part::save)
    }),
    read::<EndingConsentsPath>(Who::SignedIn, || get(cases::consents::ending::show)),
    read::<ConsentsPath>(Who::SignedIn, || get(cases::consents::show)),
    read::<AskConsentPath>(Who::SignedIn, || get(cases::consents::ask::show)),
    form::<AskConsentPath>(
        Who::SignedIn,
        "how=written&given_on=&last_day=&said=",
        || post(cases::consents::ask::save),
    ),
    read::<StopConsentPath>(Who::SignedIn, || get(cases::consents::stop::show)),
    form::<StopConsentPath>(
        Who::SignedIn,
        "consent=&kind=pause&reach=whole&by=person",
        || post(cases::consents::stop::save),
    ),
    form::<ResumeConsentPath>(Who::SignedIn, "halt=&by=person", || {
        post(cases::consents::stop::resume)
    }),
    read::<FindConsentSheetPath>(Who::SignedIn, || get(cases::consents::find::show)),
    form::<FindConsentSheetPath>(Who::SignedIn, "code=", || post(cases::consents::find::find)),
    read::<ConsentSheetsPath>(Who::SignedIn, || get(cases::consents::sheets::show)),
    form::<ConsentSheetsPath>(Who::SignedIn, "last_day=", || {
        post(cases::consents::sheets::make)
    }),
    read::<ConsentFormPath>(Who::SignedIn, || get(cases::consents::sheets::print)),
    read::<AskOthersPath>(Who::SignedIn, || get(cases::consents::others::show)),
    form::<AskOthersPath>(
        Who::SignedIn,
        "giver=family&how=written&given_on=&last_day=&said=",
        || post(cases::consents::others::save),
    ),
    read::<AskAtWorkPath>(Who::SignedIn, || get(cases::consents::at_work::show)),
    form::<AskAtWorkPath>(
        Who::SignedIn,
        "employer=&to=&what=&how=written&given_on=&last_day=&said=",
        || post(cases::consents::at_work::save),
    ),
    read::<RenewConsentPath>(Who::SignedIn, || get(cases::consents::renew::show)),
    form::<RenewConsentPath>(
        Who::SignedIn,
        "answer=yes&how=written&given_on=&last_day=&said=",
        || post(cases::consents::renew::save),
    ),
    read::<EvidencePath>(Who::SignedIn, || get(cases::consents::evidence::show)),
    // The handler counts what comes, so that whoever sends too much reads what to do.
    file::<EvidencePath>(Who::SignedIn, || {
        post(cases::consents::evidence::keep).layer(DefaultBodyLimit::disable())
    }),
    read::<ScanPath>(Who::SignedIn, || get(cases::consents::evidence::take)),
    read::<ConsentCopyPath>(Who::SignedIn, || get(cases::consents::sheets::print_copy)),
    read::<PreviewPath>(Who::SignedIn, || get(cases::consents::preview::show)),
    form::<PreviewPath>(Who::SignedIn, "to=&purpose=handover&means=meeting", || {
        post(cases::consents::preview::look)
    }),
    read::<ToldPath>(Who::SignedIn, || get(cases::consents::told::show)),
    form::<ToldPath>(Who::SignedIn, "to=&category=basic&how=phone", || {
        post(cases::consents::told::save)
    }),
    read::<RecordsPath>(Who::SignedIn, || get(cases::records::show)),
    read::<AllRecordsPath>(Who::SignedIn, || get(cases::records::all::show)),
    read::<AllRecordsPaperPath>(Who::SignedIn, || get(cases::records::all::print)),
    read::<AllRecordsCsvPath>(Who::SignedIn, || get(cases::records::all::table)),
    read::<AllRecordsXlsxPath>(Who::SignedIn, || get(cases::records::all::workbook)),
    read::<RecordsPaperPath>(Who::SignedIn, || get(cases::records::files::print)),
    read::<RecordsCsvPath>(Who::SignedIn, || get(cases::records::files::table)),
    read::<RecordsXlsxPath>(Who::SignedIn, || get(cases::records::files::workbook)),
    read::<ReceivedPath>(Who::SignedIn, || get(cases::records::received::show)),
    form::<ReceivedPath>(
        Who::SignedIn,
        "from=&category=basic&obtained=not_said&ground=not_asked&means=phone&on=",
        || post(cases::records::received::save),
    ),
    read::<MisdirectedPath>(Who::SignedIn, || get(cases::records::misdirected::show)),
    form::<MisdirectedPath>(
        Who::SignedIn,
        "record=&noticed_on=&what=&whose=&to=",
        || post(cases::records::misdirected::report),
    ),
    form::<IncidentStepPath>(Who::SignedIn, "incident=&step=preliminary&on=", || {
        post(cases::records::misdirected::step)
    }),
    read::<OwnCopyPath>(Who::SignedIn, || get(cases::copy::own::show)),
    form::<OwnCopyPath>(Who::SignedIn, "", || post(cases::copy::own::ask)),
    read::<PersonCopyPath>(Who::SignedIn, || get(cases::copy::show)),
    form::<PersonCopyPath>(Who::SignedIn, "how=oral&on=&said=", || {
        post(cases::copy::ask)
    }),
    form::<DecideCopyPath>(
        Who::SignedIn,
        "request=&kind=note&item=&seen=&decision=given&reason=",
        || post(cases::copy::steps::decide),
    ),
    form::<ReleaseCopyPath>(Who::SignedIn, "request=", || {
        post(cases::copy::steps::release)
    }),
    form::<TakeBackCopyPath>(Who::SignedIn, "request=", || {
        post(cases::copy::steps::take_back)
    }),
    read::<CopyPaperPath>(Who::SignedIn, || get(cases::copy::files::print)),
    read::<CopyJsonPath>(Who::SignedIn, || get(cases::copy::files::json)),
    read::<AllExceptionsPath>(Who::SignedIn, || get(cases::exceptions::all::show)),
    read::<ExceptionsPath>(Who::SignedIn, || get(cases::exceptions::show)),
    read::<ReportExceptionPath>(Who::SignedIn, || get(cases::exceptions::report::show)),
    form::<ReportExceptionPath>(
        Who::SignedIn,
        "ground=abuse_report&reason=&to=&category=basic&means=phone&tie=not_the_employer&on=&clock=",
        || post(cases::exceptions::report::save),
    ),
    form::<SettleExceptionPath>(Who::SignedIn, "exception=&step=released&reason=", || {
        post(cases::exceptions::settle)
    }),
    read::<MendablePath>(Who::SignedIn, || get(editing::mendable::show)),
    read::<MendableCsvPath>(Who::SignedIn, || get(editing::mendable::files::csv)),
    read::<MendableXlsxPath>(Who::SignedIn, || get(editing::mendable::files::xlsx)),
    read::<NewResourcePath>(Who::SignedIn, || get(editing::entering::show)),
    form::<NewResourcePath>(Who::SignedIn, "name=&kind=", || {
        post(editing::entering::enter)
    }),
    read::<EditPath>(Who::SignedIn, || get(editing::show)),
    form::<EditPath>(Who::SignedIn, "version=1", || post(editing::save)),
    read::<HistoryPath>(Who::SignedIn, || get(editing::history::show)),
    read::<HistoryCsvPath>(Who::SignedIn, || get(editing::history::file::csv)),
    read::<HistoryXlsxPath>(Who::SignedIn, || get(editing::history::file::xlsx)),
    read::<AssignPath>(Who::SignedIn, || get(editing::organization::assign::show)),
    form::<AssignPath>(Who::SignedIn, "organization=&version=1", || {
        post(editing::organization::assign::save)
    }),
    read::<NewOrganizationPath>(Who::SignedIn, || get(editing::organization::entering::show)),
    form::<NewOrganizationPath>(Who::SignedIn, "organization_name=&version=1", || {
        post(editing::organization::entering::enter)
    }),
    read::<OrganizationPath>(Who::SignedIn, || get(editing::organization::show)),
    form::<OrganizationPath>(Who::SignedIn, "version=1", || {
        post(editing::organization::save)
    }),
    read::<OrganizationHistoryPath>(Who::SignedIn, || get(editing::organization::history::show)),
    read::<OrganizationHistoryCsvPath>(Who::SignedIn, || get(editing::organization::history::csv)),
    read::<OrganizationHistoryXlsxPath>(Who::SignedIn, || {
        get(editing::organization::history::xlsx)
    }),
    form::<OrganizationUndoPath>(Who::SignedIn, "act=&version=1", || {
        post(editing::organization::history::undo)
    }),
    form::<UndoPath>(Who::SignedIn, "act=&part=strengths&version=1", || {
        post(editing::history::undo)
    }),
    read::<ClosePath>(Who::SignedIn, || get(editing::closing::show_close)),
    form::<ClosePath>(Who::SignedIn, "on=&version=1", || {
        post(editing::closing::close)
    }),
    read::<ReopenPath>(Who::SignedIn, || get(editing::closing::show_reopen)),
    form::<ReopenPath>(Who::SignedIn, "version=1", || {
        post(editing::closing::reopen)
    }),
    read::<ProposePath>(Who::Anybody, || get(editing::proposal::make::show)),
    form::<ProposePath>(Who::Anybody, "phone=&basis=&mail=", || {
        post(editing::proposal::make::send)
    }),
    read::<ProposeMissingPath>(Who::Anybody, || get(editing::proposal::missing::show)),
    form::<ProposeMissingPath>(Who::Anybody, "name=&kind=&place=&basis=&mail=", || {
        post(editing::proposal::missing::send)
    }),
    read::<OwnProposalsPath>(Who::Anybody, || get(editing::proposal::enter::show)),
    form::<OwnProposalsPath>(Who::Anybody, "code=", || {
        post(editing::proposal::enter::look_up)
    }),
    read::<OwnProposalPath>(Who::CodeHolder, || get(editing::proposal::own::show)),
    read::<ProposalsPath>(Who::SignedIn, || get(editing::proposal::waiting::show)),
    read::<ProposalsCsvPath>(Who::SignedIn, || get(editing::proposal::files::csv)),
    read::<ProposalsXlsxPath>(Who::SignedIn, || get(editing::proposal::files::xlsx)),
    read::<ProposalPath>(Who::SignedIn, || get(editing::proposal::decide::show)),
    form::<ProposalPath>(Who::SignedIn, "version=1", || {
        post(editing::proposal::decide::send)
    }),
    read::<DuplicateOfPath>(Who::SignedIn, || get(editing::merging::find::show)),
    read::<DuplicatePairPath>(Who::SignedIn, || get(editing::merging::show)),
    form::<DuplicatePairPath>(
        Who::SignedIn,
        "keep=left&left_version=1&right_version=1&sure=1",
        || post(editing::merging::decide),
    ),
    read::<ApartPath>(Who::SignedIn, || get(editing::merging::apart::show)),
    form::<ApartPath>(Who::SignedIn, "version=1", || {
        post(editing::merging::apart::take)
    }),
    read::<WaitingObservationsPath>(Who::SignedIn, || get(editing::waiting::show)),
    read::<ObservationsPath>(Who::SignedIn, || get(editing::observations::show)),
    form::<ObservationsPath>(Who::SignedIn, "text=&basis=", || {
        post(editing::observations::write)
    }),
    form::<ObservationStepPath>(Who::SignedIn, "observation=&step=release", || {
        post(editing::observations::step)
    }),
    read::<ObservationPaperPath>(Who::SignedIn, || get(editing::observations::print)),
    read::<ImportDeskPath>(Who::SignedIn, || get(import::show)),
    // The handler counts what comes, so that whoever sends too much reads what to do.
    file::<ImportDeskPath>(Who::SignedIn, || {
        post(import::receive::receive).layer(DefaultBodyLimit::disable())
    }),
    read::<UploadPath>(Who::SignedIn, || get(import::file::show)),
    read::<UploadColumnsPath>(Who::SignedIn, || get(import::columns::show)),
    form::<UploadColumnsPath>(Who::SignedIn, "c0=name", || post(import::columns::choose)),
    form::<UploadTablePath>(Who::SignedIn, "table=", || post(import::file::choose_table)),
    form::<UploadStartPath>(Who::SignedIn, "", || post(import::file::start)),
    form::<UploadDiscardPath>(Who::SignedIn, "", || post(import::file::discard)),
    read::<UploadCsvPath>(Who::SignedIn, || get(import::kept_report::show_csv)),
    read::<UploadXlsxPath>(Who::SignedIn, || get(import::kept_report::show_xlsx)),
    read::<UploadJsonPath>(Who::SignedIn, || get(import::kept_report::show_json)),
    read::<UploadUndoPath>(Who::SignedIn, || get(import::undo::show)),
    form::<UploadUndoPath>(Who::SignedIn, "left=0", || post(import::undo::undo)),
];

/// The router over the table, with the layers every answer passes.
pub fn router(site: Site) -> Router {
    let router = TABLE.iter().fold(Router::new(), |router, route| {
        router.route(route.pattern, route.guarded(&site))
    });
    let router = router
        .fallback(error::not_found)
        .method_not_allowed_fallback(error::method_not_allowed);
    let router = router.layer(middleware::from_fn_with_state(site.clone(), moved::follow));
    headers::layered(router, site)
}
