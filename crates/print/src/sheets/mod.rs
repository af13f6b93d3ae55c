//! The sheets there are. Each is plain data; its template of the same name holds the words around it.

mod after_meeting;
mod agenda;
mod call_letter;
mod calling;
mod code_sheet;
mod consent_copy;
mod consent_form;
mod coverage;
mod emergency;
mod fax_call;
mod fax_test;
mod handbook;
mod handover_record;
mod inquiry;
mod inquiry_script;
mod invitation;
mod key_recovery;
mod map;
mod material;
mod meeting_notice;
mod observation;
mod person_call;
mod person_card;
mod person_copy;
mod phone_day;
mod phone_script;
mod poll_form;
mod records;
mod team;

pub use after_meeting::{AfterMeetingSheet, MadePromise};
pub use agenda::{AgendaEntry, AgendaGuest, AgendaSheet};
pub use call_letter::{CallLetter, CallLetterSheet};
pub use calling::{Calling, Occasion};
use chrono::NaiveDate;
pub use code_sheet::CodeSheet;
pub use consent_copy::{ConsentCopyItem, ConsentCopySheet};
pub use consent_form::{ConsentFormSheet, ConsentOccasion, ConsentQuestion};
pub use coverage::{
    CoverageCell, CoverageGap, CoverageLine, CoveragePlaces, CoverageSector, CoverageSheet,
};
pub use emergency::EmergencySheet;
pub use fax_call::{FaxCall, FaxCallSheet};
pub use fax_test::FaxTestSheet;
pub use handbook::{
    HandbookEntry, HandbookKind, HandbookName, HandbookRow, HandbookSector, HandbookSheet,
};
pub use handover_record::{HandoverRecordSheet, SharedInformation};
pub use inquiry::{InquiryFax, InquiryForm, InquiryLetter, InquiryQuestion, InquirySheet};
pub use inquiry_script::{InquiryScript, InquiryScriptSheet};
pub use invitation::InvitationSheet;
pub use key_recovery::{KeyRecoverySheet, KeyUse};
pub use map::{
    MapBlankSheet, MapCardSheet, MapEntry, MapForm, MapImage, MapNight, MapPart, MapSheet, MapTell,
    MapTrouble, MapWay,
};
pub use material::{AddressPage, MaterialCopy, MaterialEntry, MaterialSection, MaterialSheet};
pub use meeting_notice::{MeetingNoticeSheet, NoticeFax, NoticeLetter, NoticeReply};
pub use observation::ObservationSheet;
pub use person_call::PersonCallSheet;
pub use person_card::PersonCard;
pub use person_copy::{CopyEntry, CopyFact, CopySection, CopyWithheld, PersonCopySheet};
pub use phone_day::{CallTime, OtherWay, PhoneCall, PhoneDaySheet};
pub use phone_script::{PhonePart, PhoneScript, PhoneScriptSheet};
pub use poll_form::{PollForm, PollFormSheet};
pub use records::{RecordEntry, RecordsSheet};
use renkei_domain::time::{Moment, era_date};
use serde::{Serialize, Serializer};
pub use team::{DrawnRing, TeamEntry, TeamSheet};

use crate::template::Template;

/// A sheet of paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Sheet {
    /// An invitation to an account.
    Invitation(InvitationSheet),
    /// One-time codes for signing in.
    Codes(CodeSheet),
    /// A person's card.
    PersonCard(PersonCard),
    /// The master key, or the private half of the pair for backups.
    KeyRecovery(KeyRecoverySheet),
    /// Who can be phoned on a day.
    PhoneDay(PhoneDaySheet),
    /// What others observed of an agency.
    Observation(ObservationSheet),
    /// The team of a case.
    Team(TeamSheet),
    /// What to do when something happens to a person.
    Emergency(EmergencySheet),
    /// What was told of a person and what came in.
    Records(RecordsSheet),
    /// A form on which somebody is asked for consents.
    ConsentForm(ConsentFormSheet),
    /// A copy of a consent for one recipient.
    ConsentCopy(ConsentCopySheet),
    /// The person's copy of what is kept about them.
    PersonCopy(PersonCopySheet),
    /// What a meeting talks about.
    Agenda(AgendaSheet),
    /// Calls to a meeting by FAX.
    FaxCall(FaxCallSheet),
    /// A test of a FAX number.
    FaxTest(FaxTestSheet),
    /// Calls to a meeting as letters.
    CallLetter(CallLetterSheet),
    /// What is said on the phone to call somebody to a meeting.
    PhoneScript(PhoneScriptSheet),
    /// Forms on which people say when they could come to a meeting.
    PollForm(PollFormSheet),
    /// The call to a meeting for the person or their family.
    PersonCall(PersonCallSheet),
    /// What those who meet have before them.
    Material(MaterialSheet),
    /// The notice of a meeting of a network.
    MeetingNotice(MeetingNoticeSheet),
    /// What there is of each kind for each municipality of a network, A4 landscape.
    Coverage(CoverageSheet),
    /// What a meeting decided, for the person.
    AfterMeeting(AfterMeetingSheet),
    /// The record of a handover that an office keeps.
    HandoverRecord(HandoverRecordSheet),
    /// The handbook of an area.
    Handbook(HandbookSheet),
    /// Forms on which agencies say whether their entries are still right.
    Inquiry(InquirySheet),
    /// What is said on the phone to ask the same.
    InquiryScript(InquiryScriptSheet),
    /// A person's own map, A4 landscape.
    Map(MapSheet),
    /// The same as a list in large type.
    MapList(MapSheet),
    /// A card for the wallet.
    MapCard(MapCardSheet),
    /// Empty sheets of a map, to fill by hand.
    MapBlank(MapBlankSheet),
}

impl Sheet {
    /// The template that sets the sheet.
    pub(crate) fn template(&self) -> Template {
        match self {
            Self::Invitation(_) => Template::Invitation,
            Self::Codes(_) => Template::Codes,
            Self::PersonCard(_) => Template::PersonCard,
            Self::KeyRecovery(_) => Template::KeyRecovery,
            Self::PhoneDay(_) => Template::PhoneDay,
            Self::Observation(_) => Template::Observation,
            Self::Team(_) => Template::Team,
            Self::Emergency(_) => Template::Emergency,
            Self::Records(_) => Template::Records,
            Self::ConsentForm(_) => Template::ConsentForm,
            Self::ConsentCopy(_) => Template::ConsentCopy,
            Self::PersonCopy(_) => Template::PersonCopy,
            Self::Agenda(_) => Template::Agenda,
            Self::FaxCall(_) => Template::FaxCall,
            Self::FaxTest(_) => Template::FaxTest,
            Self::CallLetter(_) => Template::CallLetter,
            Self::PhoneScript(_) => Template::PhoneScript,
            Self::PollForm(_) => Template::PollForm,
            Self::PersonCall(_) => Template::PersonCall,
            Self::Material(_) => Template::Material,
            Self::MeetingNotice(_) => Template::MeetingNotice,
            Self::Coverage(_) => Template::Coverage,
            Self::AfterMeeting(_) => Template::AfterMeeting,
            Self::HandoverRecord(_) => Template::HandoverRecord,
            Self::Handbook(_) => Template::Handbook,
            Self::Inquiry(_) => Template::Inquiry,
            Self::InquiryScript(_) => Template::InquiryScript,
            Self::Map(_) => Template::Map,
            Self::MapList(_) => Template::MapList,
            Self::MapCard(_) => Template::MapCard,
            Self::MapBlank(_) => Template::MapBlank,
        }
    }

    /// The text of the sheet's QR code.
    pub(crate) fn qr(&self) -> Option<&str> {
        match self {
            Self::Invitation(sheet) => sheet.place.as_ref().map(|place| place.qr.as_str()),
            Self::Codes(_)
            | Self::PhoneDay(_)
            | Self::Observation(_)
            | Self::Team(_)
            | Self::Emergency(_)
            | Self::Records(_)
            | Self::ConsentForm(_)
            | Self::ConsentCopy(_)
            | Self::PersonCopy(_)
            | Self::Agenda(_)
            | Self::FaxCall(_)
            | Self::FaxTest(_)
            | Self::CallLetter(_)
            | Self::PhoneScript(_)
            | Self::PollForm(_)
            | Self::PersonCall(_)
            | Self::Material(_)
            | Self::MeetingNotice(_)
            | Self::Coverage(_)
            | Self::AfterMeeting(_)
            | Self::HandoverRecord(_)
            | Self::Handbook(_)
            | Self::Inquiry(_)
            | Self::InquiryScript(_)
            | Self::Map(_)
            | Self::MapList(_)
            | Self::MapCard(_)
            | Self::MapBlank(_) => None,
            Self::PersonCard(sheet) => Some(&sheet.place.qr),
            Self::KeyRecovery(sheet) => Some(&sheet.qr),
        }
    }

    /// The sheet's pictures besides a QR code.
    pub(crate) fn pictures(&self) -> &[MapImage] {
        match self {
            Self::Map(sheet) | Self::MapList(sheet) => &sheet.pictures,
            Self::MapCard(sheet) => &sheet.pictures,
            _ => &[],
        }
    }
}

/// 「令和8年12月4日(金)」.
fn day<S: Serializer>(value: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&era_date(*value))
}

/// The same of a day that may be missing.
fn day_opt<S: Serializer>(value: &Option<NaiveDate>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => day(value, serializer),
        None => serializer.serialize_none(),
    }
}

/// 「令和8年12月4日(金) 17:00」.
fn moment<S: Serializer>(value: &Moment, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{} {}", era_date(value.date), value.minute))
}

/// The same of a moment that may be missing.
fn moment_opt<S: Serializer>(value: &Option<Moment>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => moment(value, serializer),
        None => serializer.serialize_none(),
    }
}
