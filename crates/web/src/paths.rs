//! Every address as a type: links are made from these, never from text.

use axum_extra::routing::TypedPath;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::{AccountId, CaseId, NetworkId, OrganizationId, ProposalId, ResourceId};
use serde::Deserialize;

mod in_a_case;
mod in_a_circle;
mod in_a_conference;
mod of_a_call;
mod of_a_map;
mod of_an_asset;
mod of_an_entry;
mod of_coverage;
mod of_documents;
mod of_hsds;
mod of_meetings;
mod of_reference;
mod of_upkeep;
mod of_webhooks;

pub use in_a_case::{
    CasePaperPath, CasePartPath, ConsentCopyPath, ConsentFormPath, EvidencePath, OwnCasePaperPath,
    RenewConsentPath, ScanPath,
};
pub use in_a_circle::{
    EndMembershipPath, EndStaffPath, MonthlyChangesPath, MonthlyFilePath, OpenMunicipalityPath,
    OpenNetworkPath, UploadColumnsPath, UploadCsvPath, UploadDiscardPath, UploadJsonPath,
    UploadPath, UploadStartPath, UploadTablePath, UploadUndoPath, UploadXlsxPath,
};
pub use in_a_conference::{
    CallPaperPath, CallsPath, ConferenceHistoryPath, ConferenceMailPath, ConferencePaperPath,
    ConferencePartPath, ConferencePath, ConferencePollPath, ConferenceStepPath, HalfPagePath,
    MinutesCopyPath, MinutesPartPath, MinutesPath, OwnConferencePaperPath, OwnConferencePath,
    PollAnswerPath, PollStepPath, SendCallsPath,
};
pub use of_a_call::{CallDraftPath, CallWayPath, InvitedPath, InvitedStepPath, ReceivedMailPath};
pub use of_a_map::{
    CaseSharedMapPath, EntryPicturePath, MapEntryPath, MapPaperPath, MapPicturePath, WalkPath,
    WorksheetPath,
};
pub use of_an_asset::{AssetPath, GraphiqlAssetPath};
pub use of_an_entry::{
    DuplicatePairPath, EditPath, KindPath, ObservationPaperPath, RelationPath, RelationStepPath,
};
pub use of_coverage::{CoverageCsvPath, CoveragePaperPath, CoverageXlsxPath, NetworkCoveragePath};
pub use of_documents::{TokenDocumentsPath, TokenDocumentsStepPath};
pub use of_hsds::{
    HsdsOrganizationPath, HsdsServiceAtLocationPath, HsdsServicePath, HsdsTaxonomyPath,
    HsdsTaxonomyTermPath,
};
pub use of_meetings::{
    EditSeriesPath, MeetingDayPath, MeetingMailPath, MeetingNoticePaperPath, MeetingNoticesPath,
    MeetingPaperPath, MeetingPartPath, MeetingSeriesPath, MeetingStepPath, MemberWayPath,
    NetworkMeetingsCsvPath, NetworkMeetingsPath, NetworkMeetingsXlsxPath, NewMeetingsPath,
    SeriesCalendarPath, SeriesHistoryCsvPath, SeriesHistoryPath, SeriesHistoryXlsxPath,
    SeriesMembersPath, SeriesYearCsvPath, SeriesYearPath, SeriesYearXlsxPath,
};

pub use of_reference::ReferenceTypePath;
pub use of_upkeep::{
    InquiryPaperPath, InquiryPath, InquiryReplyPath, InquiryStepPath, SettleInquiryPath,
    UpkeepCsvPath, UpkeepPaperPath, UpkeepPath, UpkeepXlsxPath,
};
pub use of_webhooks::{WebhookPath, WebhookStepPath};

/// A path with an example of itself, for tests that walk every address.
pub trait Sampled: TypedPath {
    /// An example.
    fn sample() -> Self;
}

/// Declares a path without parts.
macro_rules! plain_paths {
    ($($(#[$doc:meta])* $name:ident = $path:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, TypedPath, Deserialize)]
        #[typed_path($path)]
        pub struct $name;

        impl Sampled for $name {
            fn sample() -> Self {
                Self
            }
        }
    )+};
}

plain_paths! {
    /// The entrance of the directory.
    EntrancePath = "/";
    /// Finding resources by words and whatever else narrows.
    SearchPath = "/search";
    /// What was found, for a spreadsheet.
    SearchCsvPath = "/search.csv";
    /// The same as a workbook of Excel.
    SearchXlsxPath = "/search.xlsx";
    /// The directory month by month, for Excel.
    MonthlyPath = "/directory/monthly";
    /// The directory in the open standard of service directories: by which standard it is written.
    HsdsPath = "/hsds";
    /// The same, as programs ask that put addresses together.
    HsdsRootPath = "/hsds/";
    /// The entries of the directory by it.
    HsdsServicesPath = "/hsds/services";
    /// The 法人 that run them.
    HsdsOrganizationsPath = "/hsds/organizations";
    /// The entries where they are offered.
    HsdsServiceAtLocationsPath = "/hsds/service_at_locations";
    /// The lists of words.
    HsdsTaxonomiesPath = "/hsds/taxonomies";
    /// The words.
    HsdsTaxonomyTermsPath = "/hsds/taxonomy_terms";
    /// Choosing an area by its name.
    AreasPath = "/areas";
    /// What there is of each kind for each municipality: choosing a network.
    CoveragePath = "/coverage";
    /// Where published facts come from.
    SourcesPath = "/sources";
    /// Where published facts and corrections part.
    ConflictsPath = "/sources/conflicts";
    /// The same for a spreadsheet.
    ConflictsCsvPath = "/sources/conflicts/csv";
    /// The same as a workbook of Excel.
    ConflictsXlsxPath = "/sources/conflicts/xlsx";
    /// Saying whose a row of published data is, where an import could not tell.
    UndecidedPath = "/sources/undecided";
    /// Entries that may be one office.
    DuplicatesPath = "/directory/duplicates";
    /// Whether the process lives.
    HealthPath = "/healthz";
    /// Whether it can answer.
    ReadyPath = "/readyz";
    /// How other systems read the directory.
    DataPath = "/data";
    /// How a program is connected, from the first query to webhooks.
    ConnectPath = "/connect";
    /// The same in English.
    ConnectInEnglishPath = "/connect/en";
    /// Where they read it.
    GraphqlPath = "/graphql";
    /// What its schema holds.
    ReferencePath = "/graphql/reference";
    /// Trying it out in the browser.
    GraphiqlPath = "/graphiql";
    /// Signing in with a password.
    SignInPath = "/sign-in";
    /// Signing in with a second factor.
    SecondFactorPath = "/sign-in/second";
    /// Setting up a second factor.
    SetUpPath = "/sign-in/set-up";
    /// Asking for the secret of an authenticator.
    BeginSetUpPath = "/sign-in/set-up/begin";
    /// Asking what a browser is to do to make a passkey.
    BeginPasskeyPath = "/sign-in/set-up/passkey/begin";
    /// Making it.
    MakePasskeyPath = "/sign-in/set-up/passkey";
    /// Asking what a browser is to do to show a passkey.
    AskPasskeyPath = "/sign-in/passkey/begin";
    /// Showing it.
    PasskeyPath = "/sign-in/passkey";
    /// A sheet of codes, each good for one sign-in.
    CodeSheetPath = "/sign-in/codes";
    /// The same sheet as a PDF.
    PrintCodesPath = "/sign-in/codes/print";
    /// Signing out.
    SignOutPath = "/sign-out";
    /// Showing the password again before something that matters.
    ConfirmPath = "/confirm";
    /// Entering the code of an invitation.
    InvitationsPath = "/invitation";
    /// Entering the code of an invitation to a conference.
    AnswersPath = "/answer";
    /// Entering the code of the link of a poll.
    PollsPath = "/poll";
    /// Entering the code of the link by which an agency looks through its entry.
    InquiriesPath = "/inquiry";
    /// Finding which agency a sheet that came back is from, by its number.
    FindInquiryPath = "/upkeep/find";
    /// Typing the code of a link to who a conference is about, with the number that opens it.
    WhomsPath = "/whom";
    /// One's own account.
    AccountPath = "/account";
    /// Another name.
    NamePath = "/account/name";
    /// Another address to sign in by.
    AddressPath = "/account/address";
    /// Another password.
    PasswordPath = "/account/password";
    /// Ending sessions of one's own.
    EndSessionPath = "/account/sessions/end";
    /// Taking a passkey of one's own away.
    RemovePasskeyPath = "/account/passkeys/remove";
    /// One's own card to sign in by.
    CardPath = "/account/card";
    /// Stopping it.
    StopCardPath = "/account/card/stop";
    /// A card that was just made as a PDF.
    PrintCardPath = "/account/card/print";
    /// Naming who may make it anew.
    KeeperPath = "/account/card/keeper";
    /// Naming nobody any more.
    EndKeeperPath = "/account/card/keeper/end";
    /// Tokens of one's own.
    TokensPath = "/account/tokens";
    /// Who read and did what: one's own, or everybody's for whoever runs the installation.
    AuditPath = "/audit";
    /// Founding a network.
    NewNetworkPath = "/networks/new";
    /// Taking a token back.
    RevokeTokenPath = "/account/tokens/revoke";
    /// Programs of one's own that are told what changes.
    WebhooksPath = "/account/webhooks";
    /// One's own calendar: addresses by which it reads of conferences, and whose times count.
    CalendarPath = "/account/calendar";
    /// Taking such an address back.
    RevokeFeedPath = "/account/calendar/revoke";
    /// Saying where one's own calendar lies.
    BusyCalendarPath = "/account/calendar/busy";
    /// Having it read soon.
    RefreshBusyPath = "/account/calendar/busy/refresh";
    /// Forgetting it.
    RemoveBusyPath = "/account/calendar/busy/remove";
    /// The entries that one may edit.
    MendablePath = "/account/resources";
    /// The same for a spreadsheet.
    MendableCsvPath = "/account/resources/csv";
    /// The same as a workbook of Excel.
    MendableXlsxPath = "/account/resources/xlsx";
    /// Whom one means to phone on a day.
    TodayPath = "/today";
    /// The same on paper.
    TodayPaperPath = "/today/paper";
    /// Noting what became of a call.
    MarkCallPath = "/today/mark";
    /// Carrying over what was left.
    CarryCallsPath = "/today/carry";
    /// Taking a call from the list.
    DropCallPath = "/today/drop";
    /// Whom one knows at agencies.
    OwnRelationsPath = "/relations";
    /// The cases of an agency.
    CasesPath = "/cases";
    /// A list of them for a spreadsheet.
    CasesCsvPath = "/cases/csv";
    /// The same as a workbook of Excel.
    CasesXlsxPath = "/cases/xlsx";
    /// Finding the cases of a person.
    FindCasesPath = "/cases/find";
    /// Beginning one.
    NewCasePath = "/cases/new";
    /// Whom of all the cases one keeps can be phoned now.
    CasePhonesPath = "/cases/phone";
    /// The conferences that somebody sees to, or all of an agency.
    ConferencesPath = "/conferences";
    /// A list of them for a spreadsheet.
    ConferencesCsvPath = "/conferences/csv";
    /// The same as a workbook of Excel.
    ConferencesXlsxPath = "/conferences/xlsx";
    /// Finding what an answer belongs to, by its number.
    FindAnswerPath = "/conferences/find";
    /// The cases about whoever is signed in, and taking the code of one.
    OwnCasesPath = "/my/cases";
    /// What is one's own, on one page.
    MyPath = "/my";
    /// How one wants pages to look.
    DisplayPath = "/my/display";
    /// One's own map of whom one can ask.
    MapPath = "/my/map";
    /// Everything that is pressed there.
    MapStepPath = "/my/map/step";
    /// Walking through it, a question a page.
    MapWalkPath = "/my/map/walk";
    /// What is called as one wants, the area, and when the service ends.
    MapAboutPath = "/my/map/about";
    /// States of it that were kept.
    MapVersionsPath = "/my/map/versions";
    /// Choosing how it is printed.
    MapPrintPath = "/my/map/print";
    /// To whom it is shown.
    MapSharesPath = "/my/map/share";
    /// Seeing beforehand what would be shown.
    MapShareLookPath = "/my/map/share/look";
    /// The whole map as a file, and back from one.
    MapFilePath = "/my/map/file";
    /// The file itself.
    MapJsonPath = "/my/map/file/json";
    /// Empty sheets to fill by hand, for everybody.
    WorksheetsPath = "/worksheet";
    /// Looking at what a code links.
    OwnCaseCodePath = "/my/cases/code";
    /// The consents that end soon.
    EndingConsentsPath = "/cases/ending";
    /// What was told of everybody whom an agency helps.
    AllRecordsPath = "/cases/records";
    /// The same on paper.
    AllRecordsPaperPath = "/cases/records/paper";
    /// The same for a spreadsheet.
    AllRecordsCsvPath = "/cases/records/csv";
    /// The same as a workbook of Excel.
    AllRecordsXlsxPath = "/cases/records/xlsx";
    /// What was told of them without consent, where the law names a ground.
    AllExceptionsPath = "/cases/exceptions";
    /// Finding a form of consent by the code on it.
    FindConsentSheetPath = "/cases/paper";
    /// Telling of an office that the directory does not have.
    ProposeMissingPath = "/propose";
    /// Typing the code by which one reads what came of a proposal.
    OwnProposalsPath = "/proposal";
    /// What anybody proposed to put right and waits for one's desk.
    ProposalsPath = "/proposals";
    /// The same for a spreadsheet, with what was decided last.
    ProposalsCsvPath = "/proposals/csv";
    /// The same as a workbook of Excel.
    ProposalsXlsxPath = "/proposals/xlsx";
    /// What was observed in the networks one keeps and waits to be released.
    WaitingObservationsPath = "/observations";
    /// The board of letters that wait for a person.
    LettersPath = "/letters";
    /// Sending a letter again.
    RetryLetterPath = "/letters/retry";
    /// Taking a letter back.
    WithdrawLetterPath = "/letters/withdraw";
}

/// Declares addresses with parts, named as in the address: what each is made of, and an example. In brackets are those
/// that all of them have. Parts are texts: what cannot be read is answered as "not found" by our own page.
macro_rules! part_paths {
    (
        @path [$($shared:ident: $shared_of:ty = $shared_sample:expr),*]
        [$($part:ident: $of:ty = $sample:expr),*]
        $(#[$doc:meta])* $name:ident = $path:literal
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, TypedPath, Deserialize)]
        #[typed_path($path)]
        pub struct $name {
            $(
                /// A part of the address that varies.
                pub $shared: String,
            )*
            $(
                /// A part of the address that varies.
                pub $part: String,
            )*
        }

        impl $name {
            /// The address with its parts.
            #[must_use]
            pub fn of($($shared: $shared_of,)* $($part: $of,)*) -> Self {
                Self {
                    $($shared: $shared.to_string(),)*
                    $($part: $part.to_string(),)*
                }
            }
        }

        impl Sampled for $name {
            fn sample() -> Self {
                Self {
                    $($shared: $shared_sample.to_owned(),)*
                    $($part: $sample.to_owned(),)*
                }
            }
        }
    };
    (
        $shared:tt
        $($(#[$doc:meta])* $name:ident = $path:literal $(, $part:ident: $of:ty = $sample:expr)*;)+
    ) => {$(
        part_paths! { @path $shared [$($part: $of = $sample),*] $(#[$doc])* $name = $path }
    )+};
}

pub(super) use part_paths;

/// Examples of ids.
const NETWORK: &str = "01932f00-0000-7000-8000-000000000001";
const ORGANIZATION: &str = "01932f00-0000-7001-8000-000000000501";
const RESOURCE: &str = "01932f00-0000-7002-8000-000000000001";
const CASE: &str = "01932f00-0000-700a-8000-000000000001";

// A code is no id: it stands on what was handed over and nowhere else.
part_paths! { [code: &str = "ABCD-EFGH-JKMN-PQRS"]
    /// An invitation, handed to one person and good once.
    InvitationPath = "/invitation/{code}";
    /// The link by which somebody says when they can come; theirs alone.
    PollLinkPath = "/poll/{code}";
    /// The link by which an agency looks through its entry; theirs alone.
    InquiryLinkPath = "/inquiry/{code}";
    /// Where somebody who was called reads who it is about, once they give the number that was told apart.
    WhomPath = "/whom/{code}";
    /// Where somebody reads what came of what they proposed; theirs alone.
    OwnProposalPath = "/proposal/{code}";
    /// A link that opens an account anew, good once.
    ResetPath = "/reset/{code}";
    /// A way into the demo, good once.
    EnterPath = "/enter/{code}";
    /// What a calendar reads; theirs alone who made the address.
    FeedPath = "/feed/{code}";
    /// The map of somebody who shows it by a link.
    SharedMapPath = "/map/{code}";
    /// A sheet of a map that a program asked for, for some minutes.
    MapSheetPath = "/map/sheet/{code}";
    /// A sheet of a conference that a program asked for, for some minutes.
    ConferenceSheetPath = "/conference/sheet/{code}";
}

part_paths! { [code: &str = "ABCD-EFGH"]
    /// Answering by the code of an invitation to a conference.
    AnswerPath = "/answer/{code}";
}

part_paths! { [code: &str = "ABCD-EFGH-JKMN-PQRS-TUVW-XYZ2-3456"]
    /// Where a person's card leads.
    CardEntryPath = "/card/{code}";
}

part_paths! { [account: AccountId = "01932f00-0000-7004-8000-000000000001"]
    /// Making the card of somebody anew who asked one to look after it.
    EntrustedCardPath = "/account/card/of/{account}";
    /// Stopping somebody's card.
    StopEntrustedCardPath = "/account/card/of/{account}/stop";
}

part_paths! { [id: NetworkId = NETWORK]
    /// Who belongs to a network, and who is invited.
    MembersPath = "/networks/{id}/members";
    /// Who belongs to it, for a spreadsheet.
    MembersCsvPath = "/networks/{id}/members/csv";
    /// The same as a workbook of Excel.
    MembersXlsxPath = "/networks/{id}/members/xlsx";
    /// Inviting somebody.
    InvitePath = "/networks/{id}/members/invite";
    /// An invitation that was just made as a PDF.
    PrintInvitationPath = "/networks/{id}/members/invite/print";
    /// Taking an invitation back.
    WithdrawPath = "/networks/{id}/members/withdraw";
    /// What a network is called, looks after and is made of.
    NetworkPath = "/networks/{id}/edit";
    /// Who changed what of that.
    NetworkHistoryPath = "/networks/{id}/history";
    /// The same for a spreadsheet.
    NetworkHistoryCsvPath = "/networks/{id}/history/csv";
    /// The same as a workbook of Excel.
    NetworkHistoryXlsxPath = "/networks/{id}/history/xlsx";
    /// Taking one change of it back.
    NetworkUndoPath = "/networks/{id}/history/undo";
    /// Entering a resource for a network.
    NewResourcePath = "/networks/{id}/resources/new";
    /// Sending the letter of an invitation again.
    SendAgainPath = "/networks/{id}/members/send-again";
    /// A further code of an invitation, to be told by phone or handed over.
    FurtherCodePath = "/networks/{id}/members/code";
    /// Importing lists for a network: handing a file in, and what became of earlier ones.
    ImportDeskPath = "/networks/{id}/import";
    /// Choosing what a handbook of the area of a network holds.
    NetworkHandbookPath = "/networks/{id}/handbook";
    /// The handbook.
    NetworkHandbookPaperPath = "/networks/{id}/handbook/paper";
}

// An organization has the addresses of a network's people too.
part_paths! { [id: OrganizationId = ORGANIZATION]
    /// Who works for an organization, and who is invited.
    StaffPath = "/organizations/{id}/members";
    /// Who works for it, for a spreadsheet.
    StaffCsvPath = "/organizations/{id}/members/csv";
    /// The same as a workbook of Excel.
    StaffXlsxPath = "/organizations/{id}/members/xlsx";
    /// Inviting somebody.
    InviteStaffPath = "/organizations/{id}/members/invite";
    /// An invitation that was just made as a PDF.
    PrintStaffInvitationPath = "/organizations/{id}/members/invite/print";
    /// Taking an invitation back.
    WithdrawStaffPath = "/organizations/{id}/members/withdraw";
    /// Sending the letter of an invitation again.
    SendStaffAgainPath = "/organizations/{id}/members/send-again";
    /// A further code of an invitation.
    FurtherStaffCodePath = "/organizations/{id}/members/code";
    /// Who is 管理者 and 虐待防止責任者 of an organization.
    PostsPath = "/organizations/{id}/posts";
    /// Ending that.
    EndPostPath = "/organizations/{id}/posts/end";
    /// Putting right what stands of an organization.
    OrganizationPath = "/organizations/{id}/edit";
    /// Who changed what of it.
    OrganizationHistoryPath = "/organizations/{id}/history";
    /// The same for a spreadsheet.
    OrganizationHistoryCsvPath = "/organizations/{id}/history/csv";
    /// The same as a workbook of Excel.
    OrganizationHistoryXlsxPath = "/organizations/{id}/history/xlsx";
    /// Taking one change back.
    OrganizationUndoPath = "/organizations/{id}/history/undo";
}

part_paths! { [code: MunicipalityCode = "272078"]
    /// The list of an area.
    AreaPath = "/areas/{code}";
}

part_paths! { [id: ResourceId = RESOURCE]
    /// One resource.
    ResourcePath = "/resources/{id}";
    /// Putting it on one's own list of calls.
    CallPath = "/resources/{id}/call";
    /// Proposing to put something right in it, for anybody.
    ProposePath = "/resources/{id}/propose";
    /// Whom the people of one's networks know there.
    RelationsPath = "/resources/{id}/relations";
    /// Who changed what of an entry.
    HistoryPath = "/resources/{id}/history";
    /// The same for a spreadsheet.
    HistoryCsvPath = "/resources/{id}/history/csv";
    /// The same as a workbook of Excel.
    HistoryXlsxPath = "/resources/{id}/history/xlsx";
    /// Taking one change back.
    UndoPath = "/resources/{id}/history/undo";
    /// Closing an entry.
    ClosePath = "/resources/{id}/close";
    /// Opening a closed entry again.
    ReopenPath = "/resources/{id}/reopen";
    /// Looking for another entry of the same agency.
    DuplicateOfPath = "/resources/{id}/duplicate";
    /// Taking an entry out of the one that it became part of.
    ApartPath = "/resources/{id}/apart";
    /// Saying which organization runs an entry.
    AssignPath = "/resources/{id}/organization";
    /// Entering one that is not in the directory yet.
    NewOrganizationPath = "/resources/{id}/organization/new";
    /// What others observed of an agency.
    ObservationsPath = "/resources/{id}/observations";
    /// Taking an observation a step further.
    ObservationStepPath = "/resources/{id}/observations/step";
    /// Saying that something of an entry is not so any more.
    StalePath = "/resources/{id}/stale";
    /// How often an agency agreed to be asked about free places.
    RhythmPath = "/resources/{id}/rhythm";
}

part_paths! { [proposal: ProposalId = "01932f00-0000-700b-8000-000000000001"]
    /// What somebody proposed, for the desk that decides about it.
    ProposalPath = "/proposals/{proposal}";
}

part_paths! { [id: CaseId = CASE]
    /// A case.
    CasePath = "/cases/{id}";
    /// Taking an ended case up again.
    TakeUpCasePath = "/cases/{id}/take-up";
    /// Erasing whom it is about, once no law asks to keep anything of them.
    EraseHelpedPath = "/cases/{id}/erase";
    /// Holding them back, so that they are not erased by themselves.
    HoldErasurePath = "/cases/{id}/hold";
    /// Making the code by which its person comes to read a case.
    CaseLinkPath = "/cases/{id}/link";
    /// A case as its person reads it.
    OwnCasePath = "/my/cases/{id}";
    /// Who looked at it.
    LookedPath = "/my/cases/{id}/looked";
    /// Taking one's own account away from a case about oneself.
    LeaveCasePath = "/my/cases/{id}/leave";
    /// Closing an employment of one's own, so that nobody there is told anything any more.
    CloseEmploymentPath = "/my/cases/{id}/close-employment";
    /// What the person of a case agreed to.
    ConsentsPath = "/cases/{id}/consents";
    /// Asking the person.
    AskConsentPath = "/cases/{id}/consents/ask";
    /// Pausing or withdrawing.
    StopConsentPath = "/cases/{id}/consents/stop";
    /// Beginning again what was paused.
    ResumeConsentPath = "/cases/{id}/consents/resume";
    /// Seeing beforehand what somebody would be told.
    PreviewPath = "/cases/{id}/consents/preview";
    /// Writing down what one told somebody.
    ToldPath = "/cases/{id}/told";
    /// What was told of the person of a case.
    RecordsPath = "/cases/{id}/records";
    /// The same on paper.
    RecordsPaperPath = "/cases/{id}/records/paper";
    /// The same for a spreadsheet.
    RecordsCsvPath = "/cases/{id}/records/csv";
    /// The same as a workbook of Excel.
    RecordsXlsxPath = "/cases/{id}/records/xlsx";
    /// Writing down that something reached somebody whom it was not meant for.
    MisdirectedPath = "/cases/{id}/records/misdirected";
    /// Writing down that something was done about it.
    IncidentStepPath = "/cases/{id}/records/misdirected/step";
    /// Writing down what came in about them.
    ReceivedPath = "/cases/{id}/records/received";
    /// Asking the family about the family, and an employer about the business.
    AskOthersPath = "/cases/{id}/consents/others";
    /// Asking on paper: forms to print, and those that were.
    ConsentSheetsPath = "/cases/{id}/consents/paper";
    /// The copy of what is kept about oneself, and asking for the rest.
    OwnCopyPath = "/my/cases/{id}/copy";
    /// What the person's copy holds, what is decided first, and taking down that they ask.
    PersonCopyPath = "/cases/{id}/copy";
    /// Deciding about one thing.
    DecideCopyPath = "/cases/{id}/copy/decide";
    /// Releasing a copy.
    ReleaseCopyPath = "/cases/{id}/copy/release";
    /// Taking back that one asked for the rest.
    TakeBackCopyPath = "/cases/{id}/copy/take-back";
    /// The copy on paper.
    CopyPaperPath = "/cases/{id}/copy/paper";
    /// The copy for programs.
    CopyJsonPath = "/cases/{id}/copy/json";
    /// What was told of them by exceptions of the law.
    ExceptionsPath = "/cases/{id}/exceptions";
    /// Writing down that something was told so.
    ReportExceptionPath = "/cases/{id}/exceptions/new";
    /// Ending an exception, or letting the person see it.
    SettleExceptionPath = "/cases/{id}/exceptions/settle";
    /// Asking the person about people at an open employer.
    AskAtWorkPath = "/cases/{id}/consents/at-work";
    /// The conferences about the person of a case.
    CaseConferencesPath = "/cases/{id}/conferences";
    /// Beginning one.
    NewConferencePath = "/cases/{id}/conferences/new";
    /// What the conferences about the person of a case decided.
    DecisionsPath = "/cases/{id}/decisions";
    /// The conferences about oneself.
    OwnConferencesPath = "/my/cases/{id}/conferences";
    /// Proposing somebody for the map of the person of a case, and seeing what they show.
    CaseMapPath = "/cases/{id}/map";
}
