//! The embedded templates and the small world in which one of them is set.

use std::path::PathBuf;
use std::sync::OnceLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};

use crate::fonts::Fonts;
use crate::options::PrintFault;

/// A template by the sheet it sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Template {
    Invitation,
    Codes,
    PersonCard,
    KeyRecovery,
    PhoneDay,
    Observation,
    Team,
    Emergency,
    Records,
    ConsentForm,
    ConsentCopy,
    PersonCopy,
    Agenda,
    FaxCall,
    FaxTest,
    CallLetter,
    PhoneScript,
    PollForm,
    PersonCall,
    Material,
    MeetingNotice,
    Coverage,
    AfterMeeting,
    HandoverRecord,
    Handbook,
    Inquiry,
    InquiryScript,
    Map,
    MapList,
    MapCard,
    MapBlank,
}

impl Template {
    const fn path(self) -> &'static str {
        match self {
            Self::Invitation => "/invitation.typ",
            Self::Codes => "/code_sheet.typ",
            Self::PersonCard => "/person_card.typ",
            Self::KeyRecovery => "/key_recovery.typ",
            Self::PhoneDay => "/phone_day.typ",
            Self::Observation => "/observation.typ",
            Self::Team => "/team.typ",
            Self::Emergency => "/emergency.typ",
            Self::Records => "/records.typ",
            Self::ConsentForm => "/consent_form.typ",
            Self::ConsentCopy => "/consent_copy.typ",
            Self::PersonCopy => "/person_copy.typ",
            Self::Agenda => "/agenda.typ",
            Self::FaxCall => "/fax_call.typ",
            Self::FaxTest => "/fax_test.typ",
            Self::CallLetter => "/call_letter.typ",
            Self::PhoneScript => "/phone_script.typ",
            Self::PollForm => "/poll_form.typ",
            Self::PersonCall => "/person_call.typ",
            Self::Material => "/material.typ",
            Self::MeetingNotice => "/meeting_notice.typ",
            Self::Coverage => "/coverage.typ",
            Self::AfterMeeting => "/after_meeting.typ",
            Self::HandoverRecord => "/handover_record.typ",
            Self::Handbook => "/handbook.typ",
            Self::Inquiry => "/inquiry.typ",
            Self::InquiryScript => "/inquiry_script.typ",
            Self::Map => "/map.typ",
            Self::MapList => "/map_list.typ",
            Self::MapCard => "/map_card.typ",
            Self::MapBlank => "/map_blank.typ",
        }
    }
}

const SOURCES: [(&str, &str); 35] = [
    ("/frame.typ", include_str!("../templates/frame.typ")),
    (
        "/invitation.typ",
        include_str!("../templates/invitation.typ"),
    ),
    (
        "/code_sheet.typ",
        include_str!("../templates/code_sheet.typ"),
    ),
    (
        "/person_card.typ",
        include_str!("../templates/person_card.typ"),
    ),
    (
        "/key_recovery.typ",
        include_str!("../templates/key_recovery.typ"),
    ),
    ("/phone_day.typ", include_str!("../templates/phone_day.typ")),
    (
        "/observation.typ",
        include_str!("../templates/observation.typ"),
    ),
    ("/team.typ", include_str!("../templates/team.typ")),
    ("/emergency.typ", include_str!("../templates/emergency.typ")),
    ("/records.typ", include_str!("../templates/records.typ")),
    (
        "/consent_form.typ",
        include_str!("../templates/consent_form.typ"),
    ),
    (
        "/consent_copy.typ",
        include_str!("../templates/consent_copy.typ"),
    ),
    (
        "/person_copy.typ",
        include_str!("../templates/person_copy.typ"),
    ),
    ("/calling.typ", include_str!("../templates/calling.typ")),
    ("/agenda.typ", include_str!("../templates/agenda.typ")),
    ("/fax_call.typ", include_str!("../templates/fax_call.typ")),
    ("/fax_test.typ", include_str!("../templates/fax_test.typ")),
    (
        "/call_letter.typ",
        include_str!("../templates/call_letter.typ"),
    ),
    (
        "/phone_script.typ",
        include_str!("../templates/phone_script.typ"),
    ),
    ("/poll_form.typ", include_str!("../templates/poll_form.typ")),
    (
        "/person_call.typ",
        include_str!("../templates/person_call.typ"),
    ),
    ("/material.typ", include_str!("../templates/material.typ")),
    (
        "/meeting_notice.typ",
        include_str!("../templates/meeting_notice.typ"),
    ),
    ("/coverage.typ", include_str!("../templates/coverage.typ")),
    (
        "/after_meeting.typ",
        include_str!("../templates/after_meeting.typ"),
    ),
    (
        "/handover_record.typ",
        include_str!("../templates/handover_record.typ"),
    ),
    ("/handbook.typ", include_str!("../templates/handbook.typ")),
    (
        "/inquiry_parts.typ",
        include_str!("../templates/inquiry_parts.typ"),
    ),
    ("/inquiry.typ", include_str!("../templates/inquiry.typ")),
    (
        "/inquiry_script.typ",
        include_str!("../templates/inquiry_script.typ"),
    ),
    ("/map_parts.typ", include_str!("../templates/map_parts.typ")),
    ("/map.typ", include_str!("../templates/map.typ")),
    ("/map_list.typ", include_str!("../templates/map_list.typ")),
    ("/map_card.typ", include_str!("../templates/map_card.typ")),
    ("/map_blank.typ", include_str!("../templates/map_blank.typ")),
];

/// What every sheet shares, made at the first sheet.
pub(crate) struct Press {
    pub(crate) fonts: Fonts,
    library: LazyHash<Library>,
    sources: Vec<Source>,
    style: FileId,
    values: FileId,
    qr: FileId,
}

impl Press {
    /// The one press of the process.
    pub(crate) fn shared() -> Result<&'static Self, PrintFault> {
        static PRESS: OnceLock<Press> = OnceLock::new();
        match PRESS.get() {
            Some(press) => Ok(press),
            None => {
                let press = Self::build()?;
                Ok(PRESS.get_or_init(|| press))
            }
        }
    }

    fn build() -> Result<Self, PrintFault> {
        let sources = SOURCES
            .iter()
            .map(|(path, text)| Ok(Source::new(file(path)?, (*text).to_owned())))
            .collect::<Result<_, PrintFault>>()?;
        Ok(Self {
            fonts: Fonts::read()?,
            library: LazyHash::new(Library::default()),
            sources,
            style: file("/style.json")?,
            values: file("/sheet.json")?,
            qr: file("/qr.svg")?,
        })
    }
}

fn file(path: &str) -> Result<FileId, PrintFault> {
    let path = VirtualPath::new(path).map_err(|fault| PrintFault::Layout(format!("{fault:?}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// One sheet on the press: the shared parts, its values and its pictures.
pub(crate) struct SheetWorld {
    press: &'static Press,
    main: FileId,
    style: Bytes,
    values: Bytes,
    pictures: Vec<(FileId, Bytes)>,
}

impl SheetWorld {
    /// Lays a sheet on the press, with its QR code and its other pictures, each at its place.
    pub(crate) fn new(
        press: &'static Press,
        template: Template,
        style: &'static str,
        values: String,
        qr: Option<String>,
        others: &[Option<Bytes>],
    ) -> Result<Self, PrintFault> {
        let mut pictures = Vec::new();
        pictures.extend(qr.map(|qr| (press.qr, Bytes::from_string(qr))));
        for (place, picture) in others.iter().enumerate() {
            if let Some(bytes) = picture {
                pictures.push((file(&format!("/picture-{place}"))?, bytes.clone()));
            }
        }
        Ok(Self {
            press,
            main: file(template.path())?,
            style: Bytes::from_string(style),
            values: Bytes::from_string(values),
            pictures,
        })
    }
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(PathBuf::from(id.vpath().get_with_slash()))
}

impl World for SheetWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.press.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let source = self.press.sources.iter().find(|source| source.id() == id);
        source.cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let bytes = if id == self.press.style {
            Some(&self.style)
        } else if id == self.press.values {
            Some(&self.values)
        } else {
            let mut pictures = self.pictures.iter();
            pictures.find_map(|(of, picture)| (*of == id).then_some(picture))
        };
        bytes.cloned().ok_or_else(|| not_found(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.font(index)
    }

    /// Templates are told the date; they do not ask.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
