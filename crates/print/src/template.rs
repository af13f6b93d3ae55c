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
    PersonCall,
    Material,
    AfterMeeting,
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
            Self::PersonCall => "/person_call.typ",
            Self::Material => "/material.typ",
            Self::AfterMeeting => "/after_meeting.typ",
        }
    }
}

const SOURCES: [(&str, &str); 22] = [
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
    (
        "/person_call.typ",
        include_str!("../templates/person_call.typ"),
    ),
    ("/material.typ", include_str!("../templates/material.typ")),
    (
        "/after_meeting.typ",
        include_str!("../templates/after_meeting.typ"),
    ),
];

/// What every sheet shares, made at the first sheet.
pub(crate) struct Press {
    pub(crate) fonts: Fonts,
    library: LazyHash<Library>,
    sources: Vec<Source>,
    style: FileId,
    values: FileId,
    picture: FileId,
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
            picture: file("/qr.svg")?,
        })
    }
}

fn file(path: &str) -> Result<FileId, PrintFault> {
    let path = VirtualPath::new(path).map_err(|fault| PrintFault::Layout(format!("{fault:?}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// One sheet on the press: the shared parts, its values and its picture.
pub(crate) struct SheetWorld {
    press: &'static Press,
    main: FileId,
    style: Bytes,
    values: Bytes,
    picture: Option<Bytes>,
}

impl SheetWorld {
    /// Lays a sheet on the press.
    pub(crate) fn new(
        press: &'static Press,
        template: Template,
        style: &'static str,
        values: String,
        picture: Option<String>,
    ) -> Result<Self, PrintFault> {
        Ok(Self {
            press,
            main: file(template.path())?,
            style: Bytes::from_string(style),
            values: Bytes::from_string(values),
            picture: picture.map(Bytes::from_string),
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
        } else if id == self.press.picture {
            self.picture.as_ref()
        } else {
            None
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
