//! One id type per kind of thing, so that a network's id cannot be handed to a resource's finder.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

/// The text is not a UUID in its hyphenated form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an id: a UUID such as 01932f3e-7b1c-7000-8000-000000000000 is expected")]
pub struct NotAnId;

macro_rules! id_types {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// Takes a UUID that is known to name this kind of thing.
            #[must_use]
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID as it stands in the database and in addresses.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0.hyphenated())
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            /// Accepts the 36-character hyphenated form in lower case alone, so that one thing has one address.
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                if text.len() != 36 || text.bytes().any(|byte| byte.is_ascii_uppercase()) {
                    return Err(NotAnId);
                }
                Uuid::try_parse(text).map(Self).map_err(|_| NotAnId)
            }
        }
    )+};
}

id_types! {
    /// A 法人 or other body that runs resources.
    OrganizationId,
    /// An office seen as one kind of service: what the directory lists.
    ResourceId,
    /// A regional network (圏域) that keeps part of the directory.
    NetworkId,
    /// One act: everything one person or one import did in one transaction.
    ActId,
    /// A consent: what somebody agreed may be told, to whom and what for.
    ConsentId,
    /// A pause or a withdrawal of consents.
    HaltId,
    /// A telling without consent, on a ground that the law names.
    ExceptionId,
    /// That an exception was ended, or that its person was let see it.
    ExceptionStepId,
    /// What shows that a consent was given: a scanned page, a signature.
    EvidenceId,
    /// A provision record: what was told of a person to whom.
    ProvisionId,
    /// A receipt record: what came in about a person from whom.
    ReceiptId,
    /// That something reached somebody whom it was not meant for.
    IncidentId,
    /// A form on paper on which somebody is asked for consents.
    ConsentSheetId,
    /// That somebody is written to because consents end soon.
    ConsentNoticeId,
    /// That the person asked for a copy of what is kept about them.
    CopyRequestId,
    /// What was decided about one thing in such a copy.
    CopyItemId,
    /// Something that a conference decided: who does what until when.
    DecisionId,
    /// One run of an import.
    ImportRunId,
    /// One file that somebody handed in for an import.
    UploadId,
    /// What somebody proposed to put right in the directory, or to add to it.
    ProposalId,
    /// One row of published data of which nobody could tell whose it is.
    UndecidedRowId,
    /// One statement about what a resource is good at, weak at or cannot do.
    StrengthId,
    /// A named professional of a resource.
    ContactPersonId,
    /// A short-lived notice on a resource.
    NoticeId,
    /// An account: somebody who can sign in.
    AccountId,
    /// What an account is somewhere: one membership.
    MembershipId,
    /// An invitation to an account or to one more membership.
    InvitationId,
    /// A session of a signed-in account, known to its owner by this name; the secret is another.
    SessionId,
    /// A token by which a program reads or writes.
    TokenId,
    /// A document that the owner of a token registered for it, as a row; programs know it by its digest.
    TrustedDocumentId,
    /// An address by which a calendar subscribes to somebody's conferences; its secret is another.
    FeedId,
    /// A webhook: an address of somebody's program that is told of changes.
    WebhookId,
    /// One message to it, however often it is tried.
    WebhookMessageId,
    /// A card by which a person signs in; what is printed on it is another secret.
    CardId,
    /// A passkey: what an account shows as its second factor by a device.
    PasskeyId,
    /// One letter to one recipient, however many copies of it leave.
    LetterId,
    /// One working courier: a process that sends letters, from its start to its end.
    CourierId,
    /// An operator's wish to see whether letters arrive.
    TestLetterId,
    /// That an account is opened by another address from some moment on.
    AddressChangeId,
    /// That somebody of a network knows somebody at an agency.
    RelationId,
    /// A call that somebody means to make on a day.
    PlannedCallId,
    /// Somebody who is helped, as one agency knows them. Their data key is known by it.
    PersonId,
    /// A case: what one agency keeps about helping one person.
    CaseId,
    /// A member of the team of a case.
    TeamMemberId,
    /// A note on a case.
    CaseNoteId,
    /// An employment in a case.
    EmploymentId,
    /// A meeting about somebody who is helped.
    ConferenceId,
    /// Somebody who is to come to a meeting.
    ParticipantId,
    /// Something that a meeting talks about.
    AgendaItemId,
    /// That somebody is called to a conference.
    ConferenceInvitationId,
    /// One message to somebody who is called to a conference.
    ConferenceNoticeId,
    /// What became of such a message.
    ConferenceMarkId,
    /// A link by which somebody who is called reads who it is about; what opens it is another.
    AboutLinkId,
    /// What somebody who is called to a conference answered.
    ConferenceReplyId,
    /// Meetings of a network that come again.
    MeetingSeriesId,
    /// What is known of one of them.
    OccurrenceId,
    /// One message to somebody who is called to one of them.
    MeetingNoticeId,
    /// A mail that came back about one of them.
    MeetingMailId,
    /// A mail that came back about a conference.
    ReceivedMailId,
    /// A question about possible dates of a meeting.
    PollId,
    /// One of those dates.
    CandidateId,
    /// Somebody who is asked.
    RespondentId,
    /// What they answered by one way.
    PollAnswerId,
    /// One message about such a question.
    PollNoticeId,
    /// One state of such a map that was saved.
    MapVersionId,
    /// Somebody whom the person can ask, on their map.
    MapEntryId,
    /// A picture of the person's own on their map.
    MapPictureId,
    /// That a map is shown to somebody; the secret of a link is another.
    MapShareId,
    /// Somebody for a map, proposed by a supporter.
    MapSuggestionId,
    /// Asking an agency whether its entry is still so.
    InquiryId,
    /// One time of getting in touch about that.
    InquiryContactId,
    /// What the agency answered.
    InquiryAnswerId,
}
