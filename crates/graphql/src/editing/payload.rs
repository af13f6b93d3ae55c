//! What a mutation answers: the entry as it stands now, or why nothing was changed.

use async_graphql::{Enum, EnumType as _, ID, Object};
use renkei_app::directory::edit::EditRefusal;
use renkei_domain::access::rule::Decision;
use renkei_domain::directory::edit::FieldFault;
use renkei_domain::ids::StrengthId;

use crate::directory::resource::Resource;

/// What came of a mutation.
#[derive(Debug)]
pub(super) struct Written {
    /// The entry as it stands now, for the caller's eyes.
    pub(super) resource: Option<Resource>,
    /// Why nothing was changed.
    pub(super) refusal: Option<EditRefusal>,
}

macro_rules! payloads {
    ($($(#[doc = $doc:tt])* $name:ident;)+) => {$(
        $(#[doc = $doc])*
        #[derive(Debug)]
        pub(crate) struct $name(Written);

        impl From<Written> for $name {
            fn from(written: Written) -> Self {
                Self(written)
            }
        }

        $(#[doc = $doc])*
        #[Object]
        impl $name {
            /// The entry as it stands now, whether it was changed or not: after a refusal with code
            /// `CHANGED` it shows what somebody else wrote. Null where there is none for the caller's
            /// eyes.
            async fn resource(&self) -> Option<Resource> {
                self.0.resource.clone()
            }

            /// Why nothing was changed. Null: it was done.
            async fn refusal(&self) -> Option<RefusalType<'_>> {
                self.0.refusal.as_ref().map(RefusalType)
            }
        }
    )+};
}

payloads! {
    /// What came of putting published fields right.
    UpdateResourceFactsPayload;
    /// What came of replacing an agency's own statements.
    UpdateResourceCharacterPayload;
    /// What came of replacing a contact policy.
    UpdateContactPolicyPayload;
    /// What came of replacing the numbers of an office.
    UpdatePhonesPayload;
    /// What came of replacing hours.
    UpdateHoursPayload;
    /// What came of replacing what was said about places.
    UpdateCapacityPayload;
    /// What came of replacing a description.
    UpdateDescriptionPayload;
    /// What came of replacing what a person compares.
    UpdateComparisonPayload;
    /// What came of replacing the list of programs.
    UpdateProgramsPayload;
    /// What came of replacing short-lived notices.
    UpdateNoticesPayload;
    /// What came of replacing whom an agency serves.
    UpdateServiceAreaPayload;
    /// What came of replacing specialist roles.
    UpdateRolesPayload;
    /// What came of replacing the languages spoken there.
    UpdateLanguagesPayload;
    /// What came of replacing what helps a person to get in.
    UpdateAccessPayload;
    /// What came of replacing whom a network's members know.
    UpdateContactPersonsPayload;
    /// What came of deciding between a source and an entry.
    DecideConflictPayload;
    /// What came of saying whose a row of published data is.
    DecideUndecidedRowPayload;
    /// What came of entering a resource.
    CreateResourcePayload;
    /// What came of closing an entry.
    CloseResourcePayload;
    /// What came of opening an entry again.
    ReopenResourcePayload;
    /// What came of taking a change back.
    UndoChangePayload;
    /// What came of having a letter tell an agency.
    MailObservationPayload;
    /// What came of keeping the day on which an agency was told.
    MarkObservationToldPayload;
    /// What came of an agency's answer.
    ReplyToObservationPayload;
    /// What came of releasing an observation.
    ReleaseObservationPayload;
    /// What came of taking an observation back.
    WithdrawObservationPayload;
}

/// What came of writing an observation down.
#[derive(Debug)]
pub(crate) struct ObserveResourcePayload {
    /// What every payload has.
    pub(super) written: Written,
    /// The new observation.
    pub(super) observation: Option<StrengthId>,
}

/// What came of writing an observation down. Nobody but the agency and the network's desk reads it yet.
#[Object]
impl ObserveResourcePayload {
    /// The entry as it stands now. Null where there is none for the caller's eyes.
    async fn resource(&self) -> Option<Resource> {
        self.written.resource.clone()
    }

    /// The id of the observation, for the steps that follow. Null after a refusal.
    async fn observation(&self) -> Option<ID> {
        self.observation.map(|id| ID(id.to_string()))
    }

    /// Why nothing was written. Null: it was done.
    async fn refusal(&self) -> Option<RefusalType<'_>> {
        self.written.refusal.as_ref().map(RefusalType)
    }
}

/// Why nothing was changed: a foreseen case, for a program to treat by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "RefusalCode")]
pub enum RefusalReason {
    /// There is no such entry for the caller's eyes.
    NotFound,
    /// Somebody signed in may be allowed to.
    SignInFirst,
    /// The caller may not do this to the entry.
    NotAllowed,
    /// The account must show its second factor first.
    SecondFactorFirst,
    /// The account must show its password again first.
    ConfirmAgain,
    /// The token was made without the right to write into the directory.
    ScopeMissing,
    /// The entry has another version by now: `version` has it, the payload's `resource` shows it.
    Changed,
    /// Some values cannot stand: `fields` names them.
    Invalid,
    /// The entry says so already.
    NothingToChange,
    /// Nothing is left to do: the entry is closed just so already, or it is open already.
    AlreadySo,
    /// The agency still has time to answer an observation.
    NotYet,
    /// The observation was taken back: nothing more is written to it.
    Withdrawn,
    /// The log of this entry knows no act of that id that changed this part.
    NoSuchChange,
    /// The log does not keep what stood there before.
    NotUndoable,
    /// An import is being written, which may change whose a row is: try again when it has ended.
    ImportRuns,
    /// The key was used before for another input.
    KeyReused,
}

impl RefusalReason {
    /// Every reason with its code, in the order of the schema.
    pub fn all() -> impl Iterator<Item = (Self, &'static str)> {
        Self::items().iter().map(|item| (item.value, item.name))
    }

    fn of(refusal: &EditRefusal) -> Self {
        match refusal {
            EditRefusal::NotFound | EditRefusal::NotAllowed(Decision::Hidden) => Self::NotFound,
            EditRefusal::NotAllowed(Decision::SignInFirst) => Self::SignInFirst,
            EditRefusal::NotAllowed(Decision::SecondFactorFirst) => Self::SecondFactorFirst,
            EditRefusal::NotAllowed(Decision::ConfirmAgain) => Self::ConfirmAgain,
            EditRefusal::NotAllowed(Decision::ScopeMissing(_)) => Self::ScopeMissing,
            EditRefusal::NotAllowed(Decision::Refused | Decision::Allowed) => Self::NotAllowed,
            EditRefusal::Changed { .. } => Self::Changed,
            EditRefusal::Invalid(_) => Self::Invalid,
            EditRefusal::NothingToChange => Self::NothingToChange,
            EditRefusal::AlreadySo => Self::AlreadySo,
            EditRefusal::NotYet { .. } => Self::NotYet,
            EditRefusal::Withdrawn => Self::Withdrawn,
            EditRefusal::NoSuchChange => Self::NoSuchChange,
            EditRefusal::NotUndoable => Self::NotUndoable,
            EditRefusal::ImportRuns => Self::ImportRuns,
            EditRefusal::KeyReused(_) => Self::KeyReused,
        }
    }
}

/// A refusal.
pub(crate) struct RefusalType<'a>(pub(super) &'a EditRefusal);

/// Why nothing was changed.
#[Object(name = "Refusal")]
impl RefusalType<'_> {
    /// The reason, for a program.
    async fn code(&self) -> RefusalReason {
        RefusalReason::of(self.0)
    }

    /// A Japanese sentence for people that says what to do next.
    async fn message(&self) -> String {
        self.0.to_string()
    }

    /// What is wrong with which value of the input. Empty unless `code` is `INVALID`.
    async fn fields(&self) -> Vec<FieldFaultType<'_>> {
        match self.0 {
            EditRefusal::Invalid(faults) => faults.iter().map(FieldFaultType).collect(),
            _ => Vec::new(),
        }
    }

    /// The version that stands now. Null unless `code` is `CHANGED`.
    async fn version(&self) -> Option<i64> {
        match self.0 {
            EditRefusal::Changed { version, .. } => Some(*version),
            _ => None,
        }
    }
}

/// A mistake.
pub(crate) struct FieldFaultType<'a>(&'a FieldFault);

/// What is wrong with one value of an input.
#[Object(name = "FieldFault")]
impl FieldFaultType<'_> {
    /// The value: its name in the input, with places in lists counted from 0 (`rules[1].ways`).
    async fn field(&self) -> &str {
        &self.0.field
    }

    /// What is wrong, for a program: `EMPTY`, `TOO_LONG`, `TOO_MANY` and so on.
    async fn code(&self) -> &str {
        self.0.code
    }

    /// A Japanese sentence for people that says what to do.
    async fn message(&self) -> &str {
        &self.0.message
    }
}
