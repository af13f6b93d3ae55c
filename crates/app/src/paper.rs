//! What stands on a sheet of paper, as plain content: who may have which sheet and what is on it is decided
//! here, how it is set in `renkei-print`, which this crate does not know. Sheets with secrets are asked for
//! with the secret in hand, since nothing but its hash is kept.

use chrono::NaiveDate;
use renkei_domain::cases::emergency::EmergencySheet;
use renkei_domain::cases::team::TeamMember;
use renkei_domain::consent::sheet::ConsentSheet;
use renkei_domain::consent::{Categories, Consent};
use renkei_domain::directory::address::Address;
use renkei_domain::directory::observation::Observation;
use renkei_domain::directory::phone::Phone;
use renkei_domain::ids::NetworkId;
use renkei_domain::letters::channel::SheetKind;
use renkei_domain::people::PaperCode;
use renkei_domain::provisions::{KeptProvision, Receipt};
use renkei_domain::text::Line;
use renkei_store::StoreFault;

use crate::App;
use crate::conference::series::paper::MeetingNoticePaper;
use crate::directory::coverage::CoveragePaper;
use crate::directory::handbook::HandbookPaper;
use crate::directory::secretariat::Secretariat;
use crate::people::InvitationView;
use crate::people::calls::CallDay;
use crate::person_copy::read::CopyParts;
use crate::provisions::read::RecordsSpan;

mod conference;
mod letter;

pub use conference::{
    AfterMeetingPaper, AgendaGuest, AgendaPaper, AgendaReader, CallPaper, CalledOutside,
    CallsPaper, FaxTestPaper, HandoverRecordPaper, MaterialCopy, MaterialPaper, PersonCallPaper,
    PollFormPaper, PollFormTo, Promised, Sender, ToldAnew,
};
pub use letter::MaterialLetter;

/// A sheet of paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sheet {
    /// Codes that are each good for one sign-in.
    Codes(CodeSheet),
    /// An invitation, to be handed over.
    Invitation(InvitationSheet),
    /// A person's card.
    Card(CardSheet),
    /// Whom somebody means to phone on a day.
    Calls(CallSheet),
    /// What others observed of an agency, for that agency.
    Observation(Box<ObservationSheet>),
    /// The team of a case.
    Team(Box<TeamSheet>),
    /// What to do when something happens to a person.
    Emergency(Box<EmergencyPaper>),
    /// What was told of a person and what came in.
    Records(Box<RecordsPaper>),
    /// A form on which somebody is asked for consents.
    ConsentForm(Box<ConsentFormPaper>),
    /// A copy of a consent for one recipient.
    ConsentCopy(Box<ConsentCopyPaper>),
    /// The person's copy of what is kept about them.
    PersonCopy(Box<PersonCopyPaper>),
    /// What a conference talks about.
    Agenda(Box<AgendaPaper>),
    /// The call to a conference for the person or their family.
    PersonCall(Box<PersonCallPaper>),
    /// What those who meet have before them.
    Material(Box<MaterialPaper>),
    /// What the person takes home.
    AfterMeeting(Box<AfterMeetingPaper>),
    /// The record of a handover that an office keeps.
    HandoverRecord(Box<HandoverRecordPaper>),
    /// Calls to a conference by FAX.
    FaxCall(Box<CallsPaper>),
    /// A FAX that asks whether a number is right.
    FaxTest(Box<FaxTestPaper>),
    /// Calls to a conference as letters.
    CallLetter(Box<CallsPaper>),
    /// What is said on the phone to call somebody to a conference.
    PhoneScript(Box<CallsPaper>),
    /// Forms on which people say when they could come.
    PollForm(Box<PollFormPaper>),
    /// The notice of a meeting of a network.
    MeetingNotice(Box<MeetingNoticePaper>),
    /// What there is of each kind for each municipality of a network.
    Coverage(Box<CoveragePaper>),
    /// The handbook of an area.
    Handbook(Box<HandbookPaper>),
}

impl Sheet {
    /// Which it is.
    #[must_use]
    pub const fn kind(&self) -> SheetKind {
        match self {
            Self::Codes(_) => SheetKind::Codes,
            Self::Invitation(_) => SheetKind::Invitation,
            Self::Card(_) => SheetKind::Card,
            Self::Calls(_) => SheetKind::Calls,
            Self::Observation(_) => SheetKind::Observation,
            Self::Team(_) => SheetKind::Team,
            Self::Emergency(_) => SheetKind::Emergency,
            Self::Records(_) => SheetKind::Records,
            Self::ConsentForm(_) => SheetKind::ConsentForm,
            Self::ConsentCopy(_) => SheetKind::ConsentCopy,
            Self::PersonCopy(_) => SheetKind::PersonCopy,
            Self::Agenda(_) => SheetKind::Agenda,
            Self::PersonCall(_) => SheetKind::PersonCall,
            Self::Material(_) => SheetKind::Material,
            Self::AfterMeeting(_) => SheetKind::AfterMeeting,
            Self::HandoverRecord(_) => SheetKind::HandoverRecord,
            Self::FaxCall(_) => SheetKind::FaxCall,
            Self::FaxTest(_) => SheetKind::FaxTest,
            Self::CallLetter(_) => SheetKind::CallLetter,
            Self::PhoneScript(_) => SheetKind::PhoneScript,
            Self::PollForm(_) => SheetKind::PollForm,
            Self::MeetingNotice(_) => SheetKind::MeetingNotice,
            Self::Coverage(_) => SheetKind::Coverage,
            Self::Handbook(_) => SheetKind::Handbook,
        }
    }
}

/// From whom a sheet is, and whom to ask.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Letterhead {
    /// The name of the network; `None` before one is founded.
    pub network: Option<String>,
    /// Its secretariat, where one was appointed.
    pub secretariat: Option<Secretariat>,
}

/// Codes that are each good for one sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeSheet {
    /// Whom to ask.
    pub head: Letterhead,
    /// Whose account they open.
    pub name: Line,
    /// The codes.
    pub codes: Vec<PaperCode>,
}

/// An invitation, to be handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationSheet {
    /// Whom to ask.
    pub head: Letterhead,
    /// What it offers, to whom, until when.
    pub invitation: InvitationView,
    /// The code by which it is taken.
    pub code: PaperCode,
}

/// A person's card. The PIN is not on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardSheet {
    /// Whom to call when it is lost.
    pub head: Letterhead,
    /// The name of its owner, where they want it there.
    pub name: Option<Line>,
    /// Whom its owner asked to make it anew.
    pub keeper: Option<Line>,
    /// The code by which it opens the page of the PIN.
    pub code: PaperCode,
}

/// Whom somebody means to phone on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallSheet {
    /// From which network it is.
    pub head: Letterhead,
    /// Whose day it is.
    pub name: Line,
    /// The day.
    pub day: CallDay,
}

/// What others observed of an agency, for that agency, by FAX or by post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservationSheet {
    /// From which network it is, and who takes answers.
    pub head: Letterhead,
    /// The agency.
    pub agency: Line,
    /// Its FAX number.
    pub fax: Option<Phone>,
    /// Its postal address.
    pub address: Option<Address>,
    /// What was observed.
    pub observation: Observation,
    /// The agency that observed it.
    pub by: Option<Line>,
    /// The first day on which members may read it, if the sheet leaves today.
    pub readable_from: NaiveDate,
}

/// The team of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamSheet {
    /// From which network it is.
    pub head: Letterhead,
    /// Whose team it is: the person's own sheet bears their name, that of staff a number.
    pub for_whom: String,
    /// The organization that leads.
    pub lead: String,
    /// Whom to ask there.
    pub keeper: Option<Line>,
    /// On which day they were there.
    pub as_of: NaiveDate,
    /// The members, from the innermost ring outwards.
    pub members: Vec<TeamEntry>,
}

/// A member of a team on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamEntry {
    /// The agency.
    pub agency: String,
    /// What else is known of it.
    pub member: TeamMember,
}

/// What to do when something happens to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmergencyPaper {
    /// From which network it is.
    pub head: Letterhead,
    /// Whose it is.
    pub for_whom: String,
    /// The organization that keeps it.
    pub lead: String,
    /// Whom to ask there.
    pub keeper: Option<Line>,
    /// What was agreed.
    pub sheet: EmergencySheet,
}

/// What was told of a person and what came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordsPaper {
    /// From which network it is.
    pub head: Letterhead,
    /// Of whom they tell.
    pub for_whom: String,
    /// The organization that keeps them.
    pub lead: String,
    /// Where it is, and its head.
    pub lead_place: Option<String>,
    /// The period.
    pub span: RecordsSpan,
    /// Until when there could be any.
    pub as_of: NaiveDate,
    /// What was told, each with who told it.
    pub told: Vec<(KeptProvision, String)>,
    /// What came in, each with who wrote it down.
    pub heard: Vec<(Receipt, String)>,
}

/// A form on which somebody is asked for consents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentFormPaper {
    /// From which network it is.
    pub head: Letterhead,
    /// Who is asked.
    pub for_whom: String,
    /// The organization that would tell.
    pub lead: String,
    /// Whom to ask there.
    pub keeper: Option<Line>,
    /// What is asked.
    pub sheet: ConsentSheet,
    /// Who would hear it, of each occasion of the form.
    pub to: Vec<Vec<String>>,
}

/// A copy of a consent for one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentCopyPaper {
    /// From which network it is.
    pub head: Letterhead,
    /// The recipient.
    pub to: String,
    /// Of whom something may be told.
    pub for_whom: String,
    /// The organization that tells.
    pub lead: String,
    /// Whom to ask there.
    pub keeper: Option<Line>,
    /// The consent.
    pub consent: Consent,
    /// What of it may be told to this recipient today.
    pub categories: Categories,
}

/// The person's copy of what is kept about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonCopyPaper {
    /// From which network it is.
    pub head: Letterhead,
    /// Whose it is.
    pub for_whom: String,
    /// The organization that holds what is kept.
    pub lead: String,
    /// Whom to ask there.
    pub keeper: Option<Line>,
    /// Of which day it is.
    pub as_of: NaiveDate,
    /// What stands in it.
    pub parts: CopyParts,
}

/// Whether a card shows whose it is: some find it again by that, others do not want it seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameOnCard {
    /// The name stands on it.
    Written,
    /// It does not.
    Left,
}

impl App {
    /// The head of a sheet: of the first of these networks, or of the one founded first.
    pub(crate) async fn letterhead(
        &self,
        networks: &[NetworkId],
    ) -> Result<Letterhead, StoreFault> {
        let known = self.named_networks().await?;
        let mut wanted = networks.iter();
        let own = wanted.find_map(|id| known.iter().find(|network| network.id == *id));
        let network = own.or_else(|| known.first());
        Ok(
            network.map_or_else(Letterhead::default, |network| Letterhead {
                network: Some(network.name.clone()),
                secretariat: network.secretariat.clone(),
            }),
        )
    }
}
