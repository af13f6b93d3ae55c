//! Who was at a conference, for what of it, and what those said who would not be there and were asked beforehand (照会).

use chrono::NaiveDate;

use super::{Minutes, MinutesFault};
use crate::conference::agenda::Agenda;
use crate::conference::invitation::OwnSide;
use crate::conference::meeting::Conference;
use crate::conference::participant::Participant;
use crate::consent::{Categories, InformationCategory};
use crate::ids::{AgendaItemId, ParticipantId};
use crate::text::{Line, Prose};
use crate::words::word_list;

word_list! {
    /// Whether somebody came (出欠).
    Came {
        Present = "present", "出席";
        Late = "late", "おくれて出席";
        Left = "left", "途中まで出席";
        Substitute = "substitute", "代わりの人が出席";
        Absent = "absent", "欠席";
    }
}

/// The same with what belongs to it.
#[derive(Clone, PartialEq, Eq)]
pub enum Turnout {
    /// They were there for their part of it.
    Present,
    /// They came later.
    Late {
        /// The first item they were there for.
        from: AgendaItemId,
    },
    /// They left earlier.
    Left {
        /// The last item they were there for; absent for the person's own.
        after: Option<AgendaItemId>,
    },
    /// Somebody else of their agency was there in their place.
    Substitute {
        /// Who.
        name: Line,
    },
    /// They were not there.
    Absent,
    /// The same, and why: of the person that is always written down.
    Away {
        /// Why.
        why: Prose,
    },
}

/// Who came in whose place is nobody's to read in a log.
impl std::fmt::Debug for Turnout {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Turnout({})", self.came().code())
    }
}

impl Turnout {
    /// Whether somebody came, as a word.
    #[must_use]
    pub const fn came(&self) -> Came {
        match self {
            Self::Present => Came::Present,
            Self::Late { .. } => Came::Late,
            Self::Left { .. } => Came::Left,
            Self::Substitute { .. } => Came::Substitute,
            Self::Absent | Self::Away { .. } => Came::Absent,
        }
    }

    /// Whether they, or somebody for them, were there for the item at a place; 0 is the person's own.
    fn hears(&self, agenda: &Agenda, place: usize) -> bool {
        let place_of = |id: AgendaItemId| {
            let mut items = agenda.items.iter();
            items.position(|item| item.id == id).map(|place| place + 1)
        };
        match self {
            Self::Present | Self::Substitute { .. } => true,
            Self::Late { from } => place_of(*from).is_some_and(|first| place >= first),
            Self::Left { after: None } => place == 0,
            Self::Left { after: Some(last) } => place_of(*last).is_some_and(|last| place <= last),
            Self::Absent | Self::Away { .. } => false,
        }
    }

    /// The item from which, or until which they were there, where it names one.
    #[must_use]
    pub const fn item(&self) -> Option<AgendaItemId> {
        match self {
            Self::Late { from } => Some(*from),
            Self::Left { after } => *after,
            Self::Present | Self::Substitute { .. } | Self::Absent | Self::Away { .. } => None,
        }
    }
}

/// What somebody was asked who would not be there.
#[derive(Clone, PartialEq, Eq)]
pub struct Inquiry {
    /// When they were asked.
    pub asked_on: NaiveDate,
    /// When they answered.
    pub answered_on: Option<NaiveDate>,
    /// What they think.
    pub view: Option<Prose>,
}

/// What somebody thinks is nobody's to read in a log.
impl std::fmt::Debug for Inquiry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Inquiry({})", self.asked_on)
    }
}

/// Whether somebody who was called came, or the person or their family where it was held with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttendanceLine {
    /// Who.
    pub participant: ParticipantId,
    /// Whether they came; absent before it was written down.
    pub turnout: Option<Turnout>,
    /// What they were asked beforehand.
    pub inquiry: Option<Inquiry>,
}

/// What of a conference somebody was there for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// Whether for the person's own item.
    pub own: bool,
    /// For which of the others.
    pub items: Vec<AgendaItemId>,
}

impl Minutes {
    /// What stands there of somebody.
    #[must_use]
    pub fn line(&self, participant: ParticipantId) -> Option<&AttendanceLine> {
        let mut lines = self.attendance.iter();
        lines.find(|known| known.participant == participant)
    }

    /// Whether somebody came.
    #[must_use]
    pub fn turnout(&self, participant: ParticipantId) -> Option<&Turnout> {
        self.line(participant)?.turnout.as_ref()
    }

    /// The minutes with a line in place of the one before.
    fn with(self, new: AttendanceLine) -> Self {
        let mut attendance = self.attendance;
        attendance.retain(|known| known.participant != new.participant);
        attendance.push(new);
        Self { attendance, ..self }
    }

    /// What stands of somebody now, of whom nothing may stand there yet.
    fn line_or_new(&self, participant: ParticipantId) -> AttendanceLine {
        let new = || AttendanceLine {
            participant,
            turnout: None,
            inquiry: None,
        };
        self.line(participant).cloned().unwrap_or_else(new)
    }

    /// Whether the person was expected and stayed away.
    #[must_use]
    pub fn person_stayed_away(&self, conference: &Conference) -> bool {
        let turnout = self.turnout(OwnSide::Person.seat(conference.id));
        turnout.is_some_and(|turnout| turnout.came() == Came::Absent)
    }

    /// The minutes with whether somebody came: one of the list, the person or their family.
    ///
    /// # Errors
    /// When they were not called, an item is not on the agenda, the conference was not held yet or is over, somebody would
    /// have come in the place of the person or their family, or nobody says why the person stayed away.
    pub fn marking(
        self,
        conference: &Conference,
        participant: ParticipantId,
        turnout: Turnout,
    ) -> Result<Self, MinutesFault> {
        conference.in_minutes()?;
        if conference.expected(participant).is_none() {
            return Err(MinutesFault::NoSuchParticipant);
        }
        match (OwnSide::at(conference.id, participant), &turnout) {
            (Some(_), Turnout::Substitute { .. }) => return Err(MinutesFault::NobodyInstead),
            (Some(OwnSide::Person), Turnout::Absent) => return Err(MinutesFault::WhyAway),
            _ => {}
        }
        if let Some(item) = turnout.item()
            && conference.agenda.item(item).is_none()
        {
            return Err(MinutesFault::NoSuchItem);
        }
        let line = AttendanceLine {
            turnout: Some(turnout),
            ..self.line_or_new(participant)
        };
        Ok(self.with(line))
    }

    /// The minutes with what somebody was asked beforehand, and what they answered.
    ///
    /// # Errors
    /// When they are not on the list, a day cannot be, or the conference is over.
    pub fn asking(
        self,
        conference: &Conference,
        (participant, inquiry): (ParticipantId, Inquiry),
        today: NaiveDate,
    ) -> Result<Self, MinutesFault> {
        if conference.state.is_over() {
            return Err(MinutesFault::NotOpen(conference.state));
        }
        if conference.participant(participant).is_none() {
            return Err(MinutesFault::NoSuchParticipant);
        }
        let last = inquiry.answered_on.unwrap_or(inquiry.asked_on);
        if last < inquiry.asked_on || last > today {
            return Err(MinutesFault::InquiryDays);
        }
        let line = AttendanceLine {
            inquiry: Some(inquiry),
            ..self.line_or_new(participant)
        };
        Ok(self.with(line))
    }

    /// What somebody, or whoever came for them, was there for; nothing where nobody came, or nobody wrote that down.
    #[must_use]
    pub fn stay(&self, conference: &Conference, participant: &Participant) -> Option<Stay> {
        let turnout = self.turnout(participant.id)?;
        if turnout.came() == Came::Absent {
            return None;
        }
        let agenda = &conference.agenda;
        let is_called = |from, until| {
            let window = participant.window;
            window.is_none_or(|window| window.touches(from, until))
        };
        let items = agenda.timed().zip(1..).filter(|((_, from, until), place)| {
            is_called(*from, *until) && turnout.hears(agenda, *place)
        });
        Some(Stay {
            own: is_called(0, agenda.own_minutes) && turnout.hears(agenda, 0),
            items: items.map(|((item, ..), _)| item.id).collect(),
        })
    }

    /// What of the person somebody heard, by what the items that they were there for tell. Whoever is there hears who
    /// it is about.
    #[must_use]
    pub fn heard(&self, conference: &Conference, participant: &Participant) -> Categories {
        let Some(stay) = self.stay(conference, participant) else {
            return Categories::new();
        };
        let items = conference.agenda.items.iter();
        let items = items.filter(|item| stay.items.contains(&item.id));
        let mut heard: Categories = items
            .flat_map(|item| item.categories.iter().copied())
            .collect();
        heard.insert(InformationCategory::Basic);
        heard
    }
}
