//! A conference and what may be done with it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::agenda::{Agenda, AgendaFault, Presenter};
use super::bring::ToBring;
use super::handed::HandedCopy;
use super::handover::{Handover, HandoverFault, HandoverWarning};
use super::host::Host;
use super::kind::{ConferenceKind, ConferencePurpose};
use super::minutes::MinutesFault;
use super::participant::{Participant, ParticipantFault, fits};
use super::presence::{Presence, PresenceFault};
use super::slot::{Slot, SlotFault};
use super::state::{ConferenceMove, ConferenceState, MoveFault};
use super::voice::{OwnWish, PersonWords};
use crate::ids::{AccountId, CaseId, ConferenceId, OrganizationId, ParticipantId, PersonId};
use crate::text::Prose;
use crate::time::Instant;

/// What a conference is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// Its kind.
    pub kind: ConferenceKind,
    /// What it is for.
    pub purpose: ConferencePurpose,
    /// With whom it is held beside those who help.
    pub presence: Presence,
    /// Which agency hosts it.
    pub host: Host,
    /// What the person brings along; absent where nothing was said.
    pub to_bring: Option<ToBring>,
}

/// A conference about somebody.
#[derive(Clone, PartialEq, Eq)]
pub struct Conference {
    /// Its id.
    pub id: ConferenceId,
    /// In which case.
    pub case: CaseId,
    /// About whom.
    pub person: PersonId,
    /// The agency that leads the case, and whose record this is.
    pub organization: OrganizationId,
    /// Who there sees to it.
    pub keeper: AccountId,
    /// What it is.
    pub outline: Outline,
    /// In what state it is.
    pub state: ConferenceState,
    /// When and where, once that is fixed.
    pub slot: Option<Slot>,
    /// How often a date was given out anew or taken back: the SEQUENCE of its calendar entry (RFC 5546 §2.1.4).
    pub sequence: u32,
    /// Who is called.
    pub participants: Vec<Participant>,
    /// What is talked about.
    pub agenda: Agenda,
    /// What the person says before.
    pub words: PersonWords,
    /// What the person asks for by one press. It is for whoever sees to the conference, and stands on no sheet.
    pub asks: BTreeSet<OwnWish>,
    /// When the person saw who is called and what is talked about, as it is now.
    pub seen_on: Option<NaiveDate>,
    /// When the person was told what came of it.
    pub told_on: Option<NaiveDate>,
    /// What a handover settles.
    pub handover: Option<Handover>,
    /// The copies of the material that were handed out.
    pub copies: BTreeMap<ParticipantId, HandedCopy>,
    /// Why it was cancelled or postponed.
    pub why: Option<Prose>,
    /// When it was begun.
    pub made_at: Instant,
    /// Rises with every change.
    pub version: i64,
}

/// Who is spoken of, and what for, is nobody's to read in a log.
impl std::fmt::Debug for Conference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Conference({})", self.id)
    }
}

/// Why a conference is not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConferenceFault {
    /// There is no such move in its state.
    #[error(transparent)]
    Move(#[from] MoveFault),
    /// It was held, or is over.
    #[error("この会議は「{}」なので、もう変えられません。", .0.word())]
    Fixed(ConferenceState),
    /// It is about nobody in particular.
    #[error("{}は、一人の人についての会議ではありません。ケースの会議の種類を選んでください。", .0.word())]
    NotInACase(ConferenceKind),
    /// It cannot be held so.
    #[error(transparent)]
    Presence(#[from] PresenceFault),
    /// The slot cannot be.
    #[error(transparent)]
    Slot(#[from] SlotFault),
    /// The list says no.
    #[error(transparent)]
    Participant(#[from] ParticipantFault),
    /// Nobody of that id is on the list.
    #[error("その人は、呼ぶ人の中に見つかりません。いまの内容を見てください。")]
    NoSuchParticipant,
    /// The person does not want them there.
    #[error(
        "本人が「よばないで」と言った相手です。呼ばれないまま、一覧に残します。本人が「よんでもいい」と言うまで、外せません。"
    )]
    Unwanted,
    /// The agenda says no.
    #[error(transparent)]
    Agenda(#[from] AgendaFault),
    /// The handover says no.
    #[error(transparent)]
    Handover(#[from] HandoverFault),
    /// Its minutes say no.
    #[error(transparent)]
    Minutes(#[from] MinutesFault),
    /// A copy of the material would be collected on a day to come.
    #[error("会議資料を回収した日は、きょうまでの日にしてください。")]
    Collected,
    /// It is no handover.
    #[error("引継ぎのことは、目的が「引継ぎ」の会議にだけ書けます。")]
    NoHandover,
    /// It has not begun yet.
    #[error("会議は、まだ始まっていません。始まったあとで押してください。")]
    NotBegun,
    /// It would be held without the person, who does not know of it.
    #[error(
        "本人なしの会議です。開く前に、だれが何を話すかを本人に見てもらい、その日を書いてください。"
    )]
    PersonNotShown,
    /// It was held without the person, who was not told what came of it.
    #[error(
        "本人なしで開いた会議です。終える前に、決まったことを本人に伝え、その日を書いてください。"
    )]
    PersonNotTold,
    /// The person saw or heard of it on a day that cannot be.
    #[error("本人に見てもらった日・伝えた日は、きょうまでの日にしてください。")]
    Day,
}

impl Conference {
    /// The conference, where who is called and what is talked about may still change.
    ///
    /// # Errors
    /// When it was held, or is over.
    pub const fn being_prepared(&self) -> Result<&Self, ConferenceFault> {
        if self.state.is_being_prepared() {
            Ok(self)
        } else {
            Err(ConferenceFault::Fixed(self.state))
        }
    }

    /// Somebody who is called.
    #[must_use]
    pub fn participant(&self, id: ParticipantId) -> Option<&Participant> {
        self.participants.iter().find(|known| known.id == id)
    }

    /// Checks what a conference is.
    fn outlined(outline: &Outline, today: NaiveDate) -> Result<(), ConferenceFault> {
        if !outline.kind.is_about_somebody() {
            return Err(ConferenceFault::NotInACase(outline.kind));
        }
        outline.presence.check(outline.kind, today)?;
        Ok(())
    }

    /// The conference when it is begun.
    ///
    /// # Errors
    /// Says what is wrong with what it is.
    pub fn begun(self, today: NaiveDate) -> Result<Self, ConferenceFault> {
        Self::outlined(&self.outline, today)?;
        Ok(self)
    }

    /// The same after something changed that the person has to see.
    pub(super) fn unseen(self) -> Self {
        Self {
            seen_on: None,
            ..self
        }
    }

    /// The conference as something else.
    ///
    /// # Errors
    /// When it cannot be that, or cannot be changed any more.
    pub fn described(self, outline: Outline, today: NaiveDate) -> Result<Self, ConferenceFault> {
        self.being_prepared()?;
        Self::outlined(&outline, today)?;
        let is_handover = outline.purpose == ConferencePurpose::Handover;
        let handover = self.handover.clone().filter(|_| is_handover);
        Ok(Self {
            outline,
            handover,
            ..self
        }
        .unseen())
    }

    /// The conference with somebody called, in place of how they were called before. Who that is and what the person
    /// said of them stay.
    ///
    /// # Errors
    /// When the list says no, or cannot be changed any more.
    pub fn calling(self, new: Participant) -> Result<Self, ConferenceFault> {
        self.being_prepared()?;
        fits(&self.participants, &new)?;
        let mut participants = self.participants.clone();
        match participants.iter_mut().find(|known| known.id == new.id) {
            Some(known) => {
                *known = Participant {
                    who: known.who.clone(),
                    unwanted_since: known.unwanted_since,
                    ..new
                };
            }
            None => participants.push(new),
        }
        Ok(Self {
            participants,
            ..self
        }
        .unseen())
    }

    /// The conference without somebody. What they would have brought in the host brings in. Whom the person does not
    /// want there stays on the list, so that nobody puts them on it anew.
    ///
    /// # Errors
    /// When they are not on the list, the person does not want them, or it cannot be changed any more.
    pub fn leaving_out(self, id: ParticipantId) -> Result<Self, ConferenceFault> {
        self.being_prepared()?;
        match self.participant(id) {
            None => return Err(ConferenceFault::NoSuchParticipant),
            Some(one) if one.unwanted_since.is_some() => return Err(ConferenceFault::Unwanted),
            Some(_) => {}
        }
        let mut conference = self;
        conference.participants.retain(|known| known.id != id);
        for item in &mut conference.agenda.items {
            if item.presenter == Presenter::Participant(id) {
                item.presenter = Presenter::Host;
            }
        }
        Ok(conference.unseen())
    }

    /// The conference with another agenda.
    ///
    /// # Errors
    /// When the agenda cannot be, or cannot be changed any more.
    pub fn talking_about(self, agenda: Agenda) -> Result<Self, ConferenceFault> {
        self.being_prepared()?;
        let called: Vec<ParticipantId> = self.participants.iter().map(|one| one.id).collect();
        agenda.check(&called)?;
        Ok(Self { agenda, ..self }.unseen())
    }

    /// The conference with what the person says before it.
    ///
    /// # Errors
    /// When it was held, or is over.
    pub fn hearing(self, words: PersonWords) -> Result<Self, ConferenceFault> {
        self.being_prepared()?;
        Ok(Self { words, ..self })
    }

    /// The conference with something that the person asks for by one press.
    ///
    /// # Errors
    /// When it was held, or is over.
    pub fn asking(self, wish: OwnWish) -> Result<Self, ConferenceFault> {
        self.being_prepared()?;
        let mut conference = self;
        conference.asks.insert(wish);
        Ok(conference)
    }

    /// The conference after they took that back.
    ///
    /// # Errors
    /// When it was held, or is over.
    pub fn asking_no_more(self, wish: OwnWish) -> Result<Self, ConferenceFault> {
        self.being_prepared()?;
        let mut conference = self;
        conference.asks.remove(&wish);
        Ok(conference)
    }

    /// The conference after the person said that they do not want somebody there, or do after all.
    ///
    /// # Errors
    /// When they are not on the list, or it was held or is over.
    pub fn wanting(
        self,
        id: ParticipantId,
        unwanted_since: Option<NaiveDate>,
    ) -> Result<Self, ConferenceFault> {
        self.being_prepared()?;
        let mut conference = self;
        let mut list = conference.participants.iter_mut();
        let one = list.find(|known| known.id == id);
        one.ok_or(ConferenceFault::NoSuchParticipant)?
            .unwanted_since = unwanted_since;
        Ok(conference)
    }

    /// The conference after the person saw who is called and what is talked about.
    ///
    /// # Errors
    /// When that would be later than today, or it was held or is over.
    pub fn seen(self, on: NaiveDate, today: NaiveDate) -> Result<Self, ConferenceFault> {
        self.being_prepared()?;
        if on > today {
            return Err(ConferenceFault::Day);
        }
        Ok(Self {
            seen_on: Some(on),
            ..self
        })
    }

    /// The conference after the person was told what came of it.
    ///
    /// # Errors
    /// When that would be later than today or before it was, or it was not held yet.
    pub fn told(self, on: NaiveDate, today: NaiveDate) -> Result<Self, ConferenceFault> {
        if self.state != ConferenceState::Held {
            return Err(ConferenceFault::Move(MoveFault {
                from: self.state,
                step: ConferenceMove::Close,
            }));
        }
        let was_on = self.slot.as_ref().map(|slot| slot.begins.in_japan().date);
        if on > today || was_on.is_some_and(|was_on| on < was_on) {
            return Err(ConferenceFault::Day);
        }
        Ok(Self {
            told_on: Some(on),
            ..self
        })
    }

    /// The conference with what its handover settles.
    ///
    /// # Errors
    /// When it is none, or the handover cannot be.
    pub fn handing_over(
        self,
        handover: Handover,
        today: NaiveDate,
    ) -> Result<Self, ConferenceFault> {
        if self.state.is_over() {
            return Err(ConferenceFault::Fixed(self.state));
        }
        if self.outline.purpose != ConferencePurpose::Handover {
            return Err(ConferenceFault::NoHandover);
        }
        Ok(Self {
            handover: Some(handover.checked(today)?),
            ..self
        })
    }

    /// How near the end of the service is, as long as the handover was not held.
    #[must_use]
    pub fn handover_warning(&self, today: NaiveDate) -> Option<HandoverWarning> {
        let handover = self.handover.as_ref();
        let open = handover.filter(|_| self.state.is_being_prepared());
        open.and_then(|handover| handover.warning(today))
    }
}
