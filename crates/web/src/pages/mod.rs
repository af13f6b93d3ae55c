//! One struct a page, with a template of the same name and at least three samples: usual, empty,
//! longest. [`every_sample`] renders them all; a test and the browser look at the result.

pub mod account;
pub mod answer;
pub mod area_choice;
pub mod audit;
pub mod card;
pub mod cases;
pub mod conflicts;
pub mod connect;
pub mod coverage;
pub mod data;
pub mod demo_entry;
pub mod duplicates;
pub mod editing;
pub mod entrance;
mod example;
pub(crate) mod feed;
mod frames;
pub mod graphiql;
pub mod handbook;
pub(crate) mod hsds;
pub mod import;
pub mod inquiry;
pub mod invitation;
mod layout;
pub mod letters;
pub mod list;
pub mod meetings;
pub mod members;
pub mod monthly;
pub mod moved;
pub mod my;
pub mod open_data;
pub mod poll;
pub mod reference;
pub mod relations;
pub mod reset;
pub mod resource;
pub mod sign_in;
pub mod sources;
pub mod today;
pub mod undecided;
pub mod upkeep;
pub mod whom;

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::map::{Ruby, Spacing, Wording};
use renkei_domain::people::display::{Contrast, Motion, TextSize};
use renkei_domain::people::{Display, Standing};
use renkei_domain::told::Told;

use crate::error::{ErrorPage, PageFault};
use crate::gate::is_open;
use crate::next::Next;
use crate::paths::{
    AccountPath, CasesPath, ConferencesPath, ConnectPath, DataPath, DisplayPath, EntrancePath,
    LettersPath, MapPath, MendablePath, MyPath, NetworkCoveragePath, NetworkMeetingsPath,
    OwnCasesPath, SearchPath, SignInPath, SignOutPath, SourcesPath, TodayPath, UpkeepPath,
    WaitingObservationsPath,
};
use crate::secretariat::SecretariatLine;
use crate::session::Visitor;
use crate::words::ruby::{RubyText, together};
use crate::words::usual::worded;
use crate::{Site, assets};

/// A page that can be shown without a database.
pub trait Samples: Sized {
    /// Named examples: usual, empty, longest, and what else is worth looking at.
    fn samples() -> Vec<(&'static str, Self)>;
}

/// The frame around a page.
#[derive(Debug, Clone)]
pub struct Shell {
    pub(crate) network: String,
    pub(crate) is_demo: bool,
    pub(crate) here: Option<Here>,
    pub(crate) style: String,
    pub(crate) mark: String,
    pub(crate) home: EntrancePath,
    pub(crate) sources: SourcesPath,
    pub(crate) data: DataPath,
    pub(crate) connect: ConnectPath,
    pub(crate) search: SearchPath,
    pub(crate) shortcuts: String,
    pub(crate) typed: String,
    pub(crate) secretariats: Vec<SecretariatLine>,
    /// Who is signed in.
    pub(crate) name: Option<String>,
    pub(crate) account: AccountPath,
    /// Whom one means to phone today; absent for whoever helps nobody as their work.
    pub(crate) today: Option<TodayPath>,
    /// The cases of one's agency; absent for whoever works for none.
    pub(crate) cases: Option<CasesPath>,
    /// The conferences about those whom one's agency helps; absent likewise.
    pub(crate) conferences: Option<ConferencesPath>,
    /// Whom the networks that one coordinates are to ask about their entries, each with its words.
    pub(crate) upkeep: Vec<(UpkeepPath, String)>,
    /// The meetings of the networks that one coordinates, each with its words.
    pub(crate) meetings: Vec<(NetworkMeetingsPath, String)>,
    /// The tables of 地域のすきま of the networks that one coordinates, each with its words.
    pub(crate) coverage: Vec<(NetworkCoveragePath, String)>,
    /// The cases about oneself; absent for whoever has no account of a person.
    pub(crate) own_cases: Option<OwnCasesPath>,
    /// What is one's own, and the map of it; absent likewise.
    pub(crate) my: Option<(MyPath, MapPath)>,
    /// How one wants pages to look, and where that is chosen, for whoever is signed in.
    pub(crate) display: Display,
    pub(crate) looks: Option<String>,
    /// The agencies that whoever is signed in may edit; absent for whoever helps nobody as their work.
    pub(crate) mendable: Option<MendablePath>,
    /// Where to sign in and come back from; absent where nobody signs in.
    pub(crate) sign_in: Option<String>,
    pub(crate) sign_out: SignOutPath,
    /// The board of letters with how many wait there, for who may look at it.
    pub(crate) letters: Option<String>,
    pub(crate) board: LettersPath,
    /// How many observations wait to be released, for whoever releases them; absent where none waits.
    pub(crate) observed: Option<String>,
    pub(crate) waiting: WaitingObservationsPath,
}

/// Which place of the navigation a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Here {
    /// The directory.
    Directory,
    /// Where published facts come from.
    Sources,
    /// How other systems read the directory.
    Data,
    /// One's own account, and whom one works with.
    Account,
    /// Letters that wait for a person.
    Letters,
    /// Observations that wait to be released.
    Observations,
    /// Whom one means to phone.
    Today,
    /// Cases.
    Cases,
    /// Conferences.
    Conferences,
    /// Meetings of a network.
    Meetings,
    /// What there is of each kind for each municipality of a network.
    Coverage,
    /// Asking agencies about their entries.
    Upkeep,
    /// The cases about oneself.
    OwnCases,
    /// What is one's own.
    My,
    /// One's own map.
    Map,
}

impl Shell {
    /// The frame of a page.
    pub(crate) async fn of(site: &Site, visitor: &Visitor, here: Here) -> Result<Self, PageFault> {
        let networks = site.app.named_networks().await?;
        let names: Vec<&str> = networks
            .iter()
            .map(|network| network.name.as_str())
            .collect();
        let secretariats = SecretariatLine::all(&networks);
        site.secretariats.keep(secretariats.clone());
        let session = visitor.session();
        let letters = site.app.letters_on_board(visitor.principal()).await?;
        let observed = site.app.count_waiting_observations(visitor.principal());
        let observed = observed.await?.filter(|waiting| *waiting > 0);
        let works_somewhere = !visitor.principal().workplaces().is_empty();
        let is_person = visitor.principal().standings.contains(&Standing::Person);
        Ok(Self {
            letters: letters.map(board_words),
            observed: observed.map(waiting_words),
            network: names.join("・"),
            secretariats,
            is_demo: site.is_demo,
            here: Some(here),
            name: session.map(|session| session.view.account.name.to_string()),
            today: is_open(visitor, Action::PlanCalls, &Object::Installation).then_some(TodayPath),
            cases: works_somewhere.then_some(CasesPath),
            conferences: works_somewhere.then_some(ConferencesPath),
            upkeep: upkeep::of_coordinator(visitor.principal(), &networks),
            meetings: meetings::of_coordinator(visitor.principal(), &networks),
            coverage: coverage::of_coordinator(visitor.principal(), &networks),
            own_cases: is_person.then_some(OwnCasesPath),
            my: is_person.then_some((MyPath, MapPath)),
            display: session.map_or_else(Display::default, |session| session.view.account.display),
            looks: is_person.then(|| Next::behind(&DisplayPath, visitor.address())),
            mendable: visitor
                .principal()
                .supports_others()
                .then_some(MendablePath),
            sign_in: session
                .is_none()
                .then(|| Next::behind(&SignInPath, visitor.address())),
            ..Self::bare()
        })
    }

    /// The frame of a page that must not need the database.
    pub(crate) fn bare() -> Self {
        Self {
            network: String::new(),
            is_demo: false,
            here: None,
            style: assets::href("renkei.css"),
            mark: assets::href("favicon.svg"),
            home: EntrancePath,
            sources: SourcesPath,
            data: DataPath,
            connect: ConnectPath,
            search: SearchPath,
            shortcuts: assets::href("shortcuts.js"),
            typed: String::new(),
            secretariats: Vec::new(),
            name: None,
            account: AccountPath,
            today: None,
            cases: None,
            conferences: None,
            upkeep: Vec::new(),
            meetings: Vec::new(),
            coverage: Vec::new(),
            own_cases: None,
            my: None,
            display: Display::default(),
            looks: None,
            mendable: None,
            sign_in: None,
            sign_out: SignOutPath,
            letters: None,
            board: LettersPath,
            observed: None,
            waiting: WaitingObservationsPath,
        }
    }

    /// With whom to tell what is wrong.
    pub(crate) fn with_secretariats(self, secretariats: Vec<SecretariatLine>) -> Self {
        Self {
            secretariats,
            ..self
        }
    }

    /// Without a way to sign in, on the pages where that is what one does.
    pub(crate) fn while_signing_in(self) -> Self {
        Self {
            sign_in: None,
            ..self
        }
    }

    /// With what was typed into the search box.
    pub(crate) fn with_typed(self, typed: &str) -> Self {
        Self {
            typed: typed.to_owned(),
            ..self
        }
    }

    fn is_at(&self, here: Here) -> bool {
        self.here == Some(here)
    }

    /// Whoever coordinates no network comes to the tables of 地域のすきま from the directory.
    pub(crate) fn at_directory(&self) -> bool {
        self.is_at(Here::Directory) || (self.is_at(Here::Coverage) && self.coverage.is_empty())
    }

    /// Whoever coordinates no network comes to its meetings from their account.
    pub(crate) fn at_account(&self) -> bool {
        self.is_at(Here::Account) || (self.is_at(Here::Meetings) && self.meetings.is_empty())
    }

    pub(crate) fn at_sources(&self) -> bool {
        self.is_at(Here::Sources)
    }

    pub(crate) fn at_today(&self) -> bool {
        self.is_at(Here::Today)
    }

    pub(crate) fn at_cases(&self) -> bool {
        self.is_at(Here::Cases)
    }

    pub(crate) fn at_conferences(&self) -> bool {
        self.is_at(Here::Conferences)
    }

    /// Where several networks are coordinated, the page says itself of which it is.
    pub(crate) fn at_meetings(&self) -> bool {
        self.is_at(Here::Meetings) && self.meetings.len() == 1
    }

    /// Where several networks are coordinated, the page says itself of which it is.
    pub(crate) fn at_coverage(&self) -> bool {
        self.is_at(Here::Coverage) && self.coverage.len() == 1
    }

    /// The same of asking agencies.
    pub(crate) fn at_upkeep(&self) -> bool {
        self.is_at(Here::Upkeep) && self.upkeep.len() == 1
    }

    pub(crate) fn at_own_cases(&self) -> bool {
        self.is_at(Here::OwnCases)
    }

    pub(crate) fn at_my(&self) -> bool {
        self.is_at(Here::My)
    }

    pub(crate) fn at_map(&self) -> bool {
        self.is_at(Here::Map)
    }

    /// A plain text of ours as whoever reads the page chose: in plain or in usual words, with readings or without, words
    /// apart or together. What people wrote does not go through here: how a name is read is nobody's guess.
    pub(crate) fn say(&self, text: impl AsRef<str>) -> RubyText {
        RubyText::said(text.as_ref(), self.display)
    }

    /// The same where no reading can stand: in a title, on a button or a link, in a list to choose from.
    pub(crate) fn text(&self, text: impl AsRef<str>) -> String {
        let text = worded(text.as_ref(), self.display.wording);
        match self.display.spacing {
            Spacing::Apart => text.to_owned(),
            Spacing::Usual => together(text),
        }
    }

    /// The same where the text in usual words is another from page to page.
    pub(crate) fn either(&self, plain: impl AsRef<str>, usual: impl AsRef<str>) -> RubyText {
        match self.display.wording {
            Wording::Plain => self.say(plain),
            Wording::Usual => self.say(usual),
        }
    }

    /// A sentence of which a part is ours: that as whoever reads the page chose, and what people wrote as it stands.
    pub(crate) fn told(&self, pieces: &[Told]) -> RubyText {
        let pieces = pieces.iter().map(|piece| match piece {
            Told::Ours(text) => self.say(text),
            Told::Theirs(text) => RubyText::bare(text),
        });
        pieces.collect()
    }

    /// For a page that the person and staff share: staff are shown no readings.
    pub(crate) fn read_by(self, is_person: bool) -> Self {
        let ruby = match is_person {
            true => self.display.ruby,
            false => Ruby::Without,
        };
        let display = Display {
            ruby,
            ..self.display
        };
        Self { display, ..self }
    }

    /// How the page is to look, in the words of the style sheet; empty where nothing was chosen.
    pub(crate) fn look(&self) -> String {
        let size = match self.display.size {
            TextSize::Usual => None,
            TextSize::Large => Some("text-large"),
            TextSize::Largest => Some("text-largest"),
        };
        let contrast = (self.display.contrast == Contrast::Strong).then_some("strong-contrast");
        let motion = (self.display.motion == Motion::Calm).then_some("calm");
        let chosen: Vec<&str> = size.into_iter().chain(contrast).chain(motion).collect();
        chosen.join(" ")
    }

    pub(crate) fn at_observations(&self) -> bool {
        self.is_at(Here::Observations)
    }

    pub(crate) fn at_letters(&self) -> bool {
        self.is_at(Here::Letters)
    }
}

/// The board with how many letters wait there.
fn board_words(waiting: u64) -> String {
    match waiting {
        0 => "出せなかった手紙".to_owned(),
        some => format!("出せなかった手紙（{some}件）"),
    }
}

/// The list of observations with how many wait there.
fn waiting_words(waiting: u64) -> String {
    format!("公開を待つ気づいたこと（{waiting}）")
}

/// Answers with a page.
pub(crate) fn shown(page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => Html(html).into_response(),
        Err(fault) => PageFault::Broken(fault.to_string()).into_response(),
    }
}

/// Every sample of every page, rendered: page and sample name, then the HTML.
///
/// # Errors
/// When a template does not render.
pub fn every_sample() -> Result<Vec<(String, String)>, askama::Error> {
    use self::samples_of as of;
    let mut all = Vec::new();
    of::<entrance::EntrancePage>("entrance", &mut all)?;
    of::<area_choice::AreaChoicePage>("area_choice", &mut all)?;
    of::<list::ListPage>("list", &mut all)?;
    of::<coverage::CoveragePage>("coverage", &mut all)?;
    of::<coverage::CoverageChoicePage>("coverage_choice", &mut all)?;
    of::<monthly::MonthlyPage>("monthly", &mut all)?;
    of::<relations::RelationsPage>("relations", &mut all)?;
    of::<relations::edit::RelationPage>("relation", &mut all)?;
    of::<relations::own::OwnRelationsPage>("own-relations", &mut all)?;
    of::<resource::ResourcePage>("resource", &mut all)?;
    of::<resource::stale::StalePage>("stale", &mut all)?;
    of::<sources::SourcesPage>("sources", &mut all)?;
    of::<conflicts::ConflictsPage>("conflicts", &mut all)?;
    of::<undecided::UndecidedPage>("undecided", &mut all)?;
    of::<duplicates::DuplicatesPage>("duplicates", &mut all)?;
    of::<ErrorPage>("error", &mut all)?;
    of::<moved::MovedPage>("moved", &mut all)?;
    of::<data::DataPage>("data", &mut all)?;
    of::<connect::ConnectPage>("connect", &mut all)?;
    of::<reference::ReferenceIndexPage>("reference", &mut all)?;
    of::<reference::one::ReferenceTypePage>("reference_type", &mut all)?;
    of::<graphiql::GraphiqlPage>("graphiql", &mut all)?;
    of::<sign_in::SignInPage>("sign_in", &mut all)?;
    of::<sign_in::NoTlsPage>("no_tls", &mut all)?;
    of::<sign_in::second::SecondFactorPage>("second_factor", &mut all)?;
    of::<sign_in::set_up::SetUpPage>("set_up", &mut all)?;
    of::<sign_in::code_sheet::CodeSheetPage>("code_sheet", &mut all)?;
    of::<sign_in::confirm::ConfirmPage>("confirm", &mut all)?;
    of::<invitation::enter::EnterCodePage>("enter_code", &mut all)?;
    of::<invitation::InvitationPage>("invitation", &mut all)?;
    of::<reset::ResetPage>("reset", &mut all)?;
    of::<demo_entry::DemoEntryPage>("demo_entry", &mut all)?;
    of::<account::AccountPage>("account", &mut all)?;
    of::<account::password::PasswordPage>("password", &mut all)?;
    of::<account::own::OwnPage>("own", &mut all)?;
    of::<account::changed::ChangedPage>("changed", &mut all)?;
    of::<card::CardPage>("card", &mut all)?;
    of::<card::keeper::KeeperPage>("card_keeper", &mut all)?;
    of::<card::entrusted::EntrustedPage>("card_entrusted", &mut all)?;
    of::<card::entry::CardEntryPage>("card_entry", &mut all)?;
    of::<account::tokens::TokensPage>("tokens", &mut all)?;
    of::<account::documents::DocumentsPage>("documents", &mut all)?;
    of::<account::webhooks::WebhooksPage>("webhooks", &mut all)?;
    of::<account::webhooks::one::WebhookPage>("webhook", &mut all)?;
    of::<account::calendar::CalendarPage>("calendar", &mut all)?;
    of::<audit::AuditPage>("audit", &mut all)?;
    of::<members::MembersPage>("members", &mut all)?;
    of::<members::invite::InvitePage>("invite", &mut all)?;
    of::<members::ending::EndingPage>("ending", &mut all)?;
    of::<members::network::NetworkPage>("network", &mut all)?;
    of::<members::network_history::NetworkHistoryPage>("network_history", &mut all)?;
    of::<members::network_new::NewNetworkPage>("network_new", &mut all)?;
    of::<handbook::HandbookPage>("handbook", &mut all)?;
    editing::every_sample(&mut all)?;
    meetings::every_sample(&mut all)?;
    upkeep::every_sample(&mut all)?;
    of::<inquiry::InquiryLinkPage>("inquiry", &mut all)?;
    of::<inquiry::enter::EnterInquiryPage>("inquiry_enter", &mut all)?;
    of::<inquiry::ended::InquiryEndedPage>("inquiry_ended", &mut all)?;
    of::<letters::LettersPage>("letters", &mut all)?;
    of::<import::ImportDeskPage>("import_desk", &mut all)?;
    of::<import::columns::ImportColumnsPage>("import_columns", &mut all)?;
    of::<import::file::ImportPreviewPage>("import_preview", &mut all)?;
    of::<import::file::ImportProgressPage>("import_progress", &mut all)?;
    of::<import::report::ImportReportPage>("import_report", &mut all)?;
    of::<import::undo::ImportUndoPage>("import_undo", &mut all)?;
    of::<today::TodayPage>("today", &mut all)?;
    of::<today::plan::PlanPage>("plan_call", &mut all)?;
    of::<cases::CasesPage>("cases", &mut all)?;
    of::<cases::view::CasePage>("case", &mut all)?;
    of::<cases::part::CasePartPage>("case_part", &mut all)?;
    of::<cases::phones::CasePhonesPage>("case_phones", &mut all)?;
    of::<cases::erase::EraseHelpedPage>("case_erase", &mut all)?;
    of::<cases::hold::HoldErasurePage>("case_hold", &mut all)?;
    of::<cases::link::CaseLinkPage>("case_link", &mut all)?;
    my::every_sample(&mut all)?;
    of::<cases::own::OwnCasesPage>("own_cases", &mut all)?;
    of::<cases::own::take::TakeCasePage>("take_case", &mut all)?;
    of::<cases::own::view::OwnCasePage>("own_case", &mut all)?;
    of::<cases::own::looked::LookedPage>("looked", &mut all)?;
    of::<cases::consents::ConsentsPage>("consents", &mut all)?;
    of::<cases::consents::ask::AskConsentPage>("consent_ask", &mut all)?;
    of::<cases::consents::stop::StopConsentPage>("consent_stop", &mut all)?;
    of::<cases::consents::preview::PreviewPage>("consent_preview", &mut all)?;
    of::<cases::consents::ending::EndingConsentsPage>("consents_ending", &mut all)?;
    of::<cases::consents::told::ToldPage>("told", &mut all)?;
    of::<cases::records::RecordsPage>("records", &mut all)?;
    of::<cases::records::all::AllRecordsPage>("all_records", &mut all)?;
    of::<cases::records::received::ReceivedPage>("received", &mut all)?;
    of::<cases::records::misdirected::MisdirectedPage>("misdirected", &mut all)?;
    of::<cases::consents::sheets::ConsentSheetsPage>("consent_sheets", &mut all)?;
    of::<cases::consents::find::FindSheetPage>("consent_find", &mut all)?;
    of::<cases::conference::find::FindAnswerPage>("answer_find", &mut all)?;
    of::<cases::consents::others::AskOthersPage>("consent_others", &mut all)?;
    of::<cases::consents::renew::RenewConsentPage>("consent_renew", &mut all)?;
    of::<cases::consents::evidence::EvidencePage>("consent_evidence", &mut all)?;
    of::<cases::copy::PersonCopyPage>("person_copy", &mut all)?;
    of::<cases::copy::own::OwnCopyPage>("own_copy", &mut all)?;
    of::<cases::exceptions::ExceptionsPage>("exceptions", &mut all)?;
    of::<cases::exceptions::report::ReportExceptionPage>("report_exception", &mut all)?;
    of::<cases::exceptions::all::AllExceptionsPage>("all_exceptions", &mut all)?;
    of::<cases::conference::ConferencesPage>("conferences", &mut all)?;
    of::<cases::conference::of_case::CaseConferencesPage>("case_conferences", &mut all)?;
    of::<cases::conference::view::ConferencePage>("conference", &mut all)?;
    of::<cases::conference::part::ConferencePartPage>("conference_part", &mut all)?;
    of::<cases::conference::history::ConferenceHistoryPage>("conference_history", &mut all)?;
    of::<cases::conference::call::CallsPage>("conference_calls", &mut all)?;
    of::<cases::conference::call::way::CallWayPage>("conference_call_way", &mut all)?;
    of::<cases::conference::call::draft::CallDraftPage>("conference_call_draft", &mut all)?;
    of::<cases::conference::call::to::InvitedPage>("conference_invited", &mut all)?;
    of::<cases::conference::call::received::ConferenceMailPage>("conference_mail", &mut all)?;
    of::<cases::conference::call::step::CallStepPage>("conference_call_step", &mut all)?;
    of::<answer::AnswerPage>("answer", &mut all)?;
    of::<answer::enter::EnterAnswerPage>("answer_enter", &mut all)?;
    of::<cases::conference::minutes::view::MinutesPage>("minutes", &mut all)?;
    of::<cases::conference::minutes::part::MinutesPartPage>("minutes_part", &mut all)?;
    of::<cases::conference::minutes::copies::MinutesCopyPage>("minutes_copy", &mut all)?;
    of::<cases::conference::minutes::half_page::HalfPagePage>("half_page", &mut all)?;
    of::<cases::conference::minutes::decisions::DecisionsPage>("decisions", &mut all)?;
    of::<cases::conference::poll::ConferencePollPage>("conference_poll", &mut all)?;
    of::<cases::conference::poll::heard::HeardAnswerPage>("poll_heard", &mut all)?;
    of::<whom::WhomPage>("whom", &mut all)?;
    of::<poll::PollLinkPage>("poll_link", &mut all)?;
    of::<poll::enter::EnterPollPage>("poll_enter", &mut all)?;
    of::<poll::ended::PollEndedPage>("poll_ended", &mut all)?;
    of::<cases::conference::own::OwnConferencesPage>("own_conferences", &mut all)?;
    of::<cases::conference::own::OwnConferencePage>("own_conference", &mut all)?;
    of::<cases::exceptions::receipt::ExceptionReceiptPage>("exception_receipt", &mut all)?;
    of::<members::posts::PostsPage>("posts", &mut all)?;
    of::<cases::consents::at_work::AskAtWorkPage>("consent_at_work", &mut all)?;
    Ok(all)
}

/// The samples of one page, rendered.
fn samples_of<P: Samples + Template>(
    name: &str,
    all: &mut Vec<(String, String)>,
) -> Result<(), askama::Error> {
    for (sample, page) in P::samples() {
        all.push((format!("{name}-{sample}"), page.render()?));
    }
    Ok(())
}
