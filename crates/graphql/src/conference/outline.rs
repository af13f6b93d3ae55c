//! What a conference is: its kind, what it is for, with whom it is held and who hosts it. One begins with that, and it is
//! described anew in the same words.

use async_graphql::{Context, ID, InputObject, OneofObject, Result};
use renkei_app::conference::begin::NewConference;
use renkei_domain::conference::{
    Absence, AbsenceReason, ConferenceFault, ConferenceKind, ConferencePurpose, FamilyTime, Host,
    Outline, ParticipantFault, Presence, TimeWindow, ToBring,
};
use renkei_domain::ids::{CaseId, TeamMemberId};
use renkei_domain::text::{Prose, TextFault};

use super::one;
use super::write::{Kept, Ready, Refused, missing, prose, writer};
use crate::closed_list::Word;
use crate::directory::loaded::{Asked, ours};
use crate::scalars::DateScalar;

/// When relatives are there, to which the person said yes.
#[derive(Debug, InputObject)]
pub(crate) struct ConferenceFamilyInput {
    /// On which day the person said that relatives may come; today at the latest.
    agreed_on: DateScalar,
    /// From which minute after the beginning they sit there.
    from_minute: i32,
    /// Until which minute after the beginning they stay, later than the first.
    until_minute: i32,
}

/// Which agency hosts a conference. Exactly one part is given; the other is left out, and not null.
#[derive(Debug, OneofObject)]
pub(crate) enum ConferenceHostInput {
    /// True: whichever organization keeps the case itself.
    Lead(bool),
    /// One of the support team, as `ConferenceTeamMember.id` shows it.
    Member(ID),
}

/// A part of a conference between two minutes after its beginning.
pub(super) fn window(from: i32, until: i32) -> Ready<TimeWindow> {
    let minute = |number: i32| u16::try_from(number).ok();
    let window = minute(from).zip(minute(until));
    let window = window.and_then(|(from, until)| TimeWindow::new(from, until).ok());
    window.ok_or(Refused::Invalid(
        "「ここから」は「ここまで」より前の時間（分）にしてください。",
    ))
}

/// A member of the team by the id that came.
pub(super) fn member(id: &ID) -> Ready<TeamMemberId> {
    let unknown = || Refused::By(ConferenceFault::from(ParticipantFault::NotInTeam).into());
    id.as_str().parse().map_err(|_| unknown())
}

impl ConferenceFamilyInput {
    fn time(&self) -> Ready<FamilyTime> {
        Ok(FamilyTime {
            agreed_on: self.agreed_on.0,
            window: window(self.from_minute, self.until_minute)?,
        })
    }
}

impl ConferenceHostInput {
    fn host(&self) -> Ready<Host> {
        match self {
            Self::Lead(true) => Ok(Host::Lead),
            Self::Lead(false) => Err(Refused::Invalid(
                "`lead` は true だけです。ほかの機関が主催するときは `member` を入れてください。",
            )),
            Self::Member(id) => member(id).map(Host::Member),
        }
    }
}

/// With whom a conference is held beside those who help.
fn presence(
    (reason, words): (Option<Word<AbsenceReason>>, Option<&str>),
    family: Option<&ConferenceFamilyInput>,
) -> Ready<Presence> {
    let absence = match reason {
        None => None,
        Some(reason) => Some(Absence {
            reason: reason.0,
            words: prose(words.unwrap_or_default())?,
        }),
    };
    let family = family.map(ConferenceFamilyInput::time).transpose()?;
    Ok(Presence { absence, family })
}

/// What the person brings along; nothing where only blanks came.
fn to_bring(text: Option<&str>) -> Ready<Option<ToBring>> {
    match text.map_or(Err(TextFault::Empty), Prose::parse) {
        Err(TextFault::Empty) => Ok(None),
        read => {
            let read = read.and_then(ToBring::new).map(Some);
            read.map_err(|_| Refused::Invalid("もってくるものを、200文字までで書いてください。"))
        }
    }
}

/// What a conference is, in place of everything that was said of it before.
#[derive(Debug, InputObject)]
pub(crate) struct ConferenceOutlineInput {
    /// Which of the three kinds that stand in a case.
    kind: Word<ConferenceKind>,
    /// What it should bring about; consents have to name that. The agenda stays as it is.
    purpose: Word<ConferencePurpose>,
    /// Why it is held without the person. Null: they are there.
    absence: Option<Word<AbsenceReason>>,
    /// The same in words that the person reads. Null: they are there; needed beside `absence`.
    absence_words: Option<String>,
    /// When relatives come, and since when the person agrees. Null: none of them does.
    family: Option<ConferenceFamilyInput>,
    /// Which agency calls people together. Null: whichever did before.
    host: Option<ConferenceHostInput>,
    /// What the person should bring along, each thing on a line of its own, at most 200 characters. Null: nothing.
    to_bring: Option<String>,
}

impl ConferenceOutlineInput {
    /// The whole, with the host that was there where nobody says another.
    pub(super) fn outline(&self, before: Host) -> Ready<Outline> {
        let absence = (self.absence, self.absence_words.as_deref());
        let host = self.host.as_ref().map(ConferenceHostInput::host);
        Ok(Outline {
            kind: self.kind.0,
            purpose: self.purpose.0,
            presence: presence(absence, self.family.as_ref())?,
            host: host.transpose()?.unwrap_or(before),
            to_bring: to_bring(self.to_bring.as_deref())?,
        })
    }
}

/// Somebody prepares to bring those together who help a person.
#[derive(Debug, InputObject)]
pub(crate) struct CreateConferenceInput {
    /// About the person of which case, as `Case.id` shows it.
    case: ID,
    /// Which of the three kinds that stand in a case.
    kind: Word<ConferenceKind>,
    /// What it should bring about; the agenda begins with its template.
    purpose: Word<ConferencePurpose>,
    /// Why it is held without the person. Null: they are there.
    absence: Option<Word<AbsenceReason>>,
    /// The same in words that the person reads. Null: they are there; needed beside `absence`.
    absence_words: Option<String>,
    /// When relatives come, and since when the person agrees. Null: none of them does.
    family: Option<ConferenceFamilyInput>,
    /// Which agency calls people together. Null: the one that is central at the stage of the case.
    host: Option<ConferenceHostInput>,
    /// What the person should bring along, each thing on a line of its own, at most 200 characters. Null: nothing.
    to_bring: Option<String>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl CreateConferenceInput {
    fn new_conference(&self) -> Ready<NewConference> {
        let absence = (self.absence, self.absence_words.as_deref());
        let host = self.host.as_ref().map(ConferenceHostInput::host);
        Ok(NewConference {
            kind: self.kind.0,
            purpose: self.purpose.0,
            presence: presence(absence, self.family.as_ref())?,
            host: host.transpose()?,
            to_bring: to_bring(self.to_bring.as_deref())?,
        })
    }

    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<Kept> {
        let asked = Asked::of(ctx)?;
        let refused = |refusal: Refused| Kept {
            conference: None,
            refusal: Some(refusal),
        };
        let Ok(case) = self.case.as_str().parse::<CaseId>() else {
            return Ok(refused(missing(asked)));
        };
        let key = self.idempotency_key.as_deref();
        let ready = self
            .new_conference()
            .and_then(|new| Ok((writer(asked, key)?, new)));
        let (writer, new) = match ready {
            Ok(ready) => ready,
            Err(refusal) => return Ok(refused(refusal)),
        };
        match ours(asked.app.begin_conference(&writer, case, new).await)? {
            Ok(kept) => Ok(Kept {
                conference: one(asked, kept.0).await?,
                refusal: None,
            }),
            Err(refusal) => Ok(refused(refusal.into())),
        }
    }
}
