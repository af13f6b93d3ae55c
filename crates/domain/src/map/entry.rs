//! Somebody, or some place, that the person can ask: 誰に・何を・どのように.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::fault::{MapFault, MapPlace, too_long};
use super::resource_map::{NAME_CHARS, Quadrant, TEXT_CHARS};
use crate::cases::employment::EmployerTie;
use crate::ids::{MapEntryId, MapPictureId, ResourceId};
use crate::text::{Line, Prose};
use crate::words::word_list;

/// Until when agencies of the directory help, as the cases of the owner say. A date that the person wrote goes before it.
pub type KnownEnds = BTreeMap<ResourceId, NaiveDate>;

/// The most ways to reach somebody.
pub const WAYS: usize = 6;

word_list! {
    /// Who it is.
    WhoKind {
        Person = "person", "ひと（支援者・先生など）";
        Agency = "agency", "支援機関・病院・役所";
        Colleague = "colleague", "職場の人";
        Family = "family", "家族";
        Friend = "friend", "友だち・なかま";
        Place = "place", "場所・あつまり";
    }
}

word_list! {
    /// How they are reached.
    WayKind {
        Phone = "phone", "電話";
        Mail = "mail", "メール";
        Message = "message", "メッセージ（LINE・SMSなど）";
        Visit = "visit", "会いに行く";
        NextAppointment = "next_appointment", "つぎに会うときに話す";
    }
}

word_list! {
    /// When they can be reached, in parts of a week. Which hours an office of the directory has stands there.
    ReachTime {
        WorkingHours = "working_hours", "平日の昼";
        Evening = "evening", "夕方・夜";
        Weekend = "weekend", "土日・祝日";
        Night = "night", "夜中";
        Anytime = "anytime", "いつでも";
    }
}

impl ReachTime {
    /// Whether it lies outside the hours in which offices are open.
    #[must_use]
    pub const fn is_outside_working_hours(self) -> bool {
        !matches!(self, Self::WorkingHours)
    }
}

word_list! {
    /// Whether they know of the illness or disability. The person says it, or does not.
    Knows {
        NotSaid = "not_said", "書かない";
        Knows = "knows", "びょうきのことを しっている";
        DoesNotKnow = "does_not_know", "びょうきのことを しらない";
    }
}

word_list! {
    /// A sign by which the person finds an entry again without reading. Black and white tells them apart.
    Symbol {
        Star = "star", "ほし";
        Circle = "circle", "まる";
        Triangle = "triangle", "さんかく";
        Square = "square", "しかく";
        Diamond = "diamond", "ひしがた";
        DoubleCircle = "double_circle", "にじゅうまる";
        Note = "note", "おんぷ";
        ReferenceMark = "reference_mark", "こめじるし";
    }
}

impl Symbol {
    /// What is drawn: a character that every Japanese font has (JIS X 0208).
    #[must_use]
    pub const fn glyph(self) -> char {
        match self {
            Self::Star => '★',
            Self::Circle => '●',
            Self::Triangle => '▲',
            Self::Square => '■',
            Self::Diamond => '◆',
            Self::DoubleCircle => '◎',
            Self::Note => '♪',
            Self::ReferenceMark => '※',
        }
    }
}

/// A way to reach somebody.
#[derive(Clone, PartialEq, Eq)]
pub struct Way {
    /// Which.
    pub kind: WayKind,
    /// The number, the address or the name to look for, as the person wrote it. What an entry of the directory
    /// publishes now stands in [`super::CurrentContact`] and goes before it.
    pub to: Option<Line>,
}

/// An entry of a map.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its id, for as long as it stands on the map.
    pub id: MapEntryId,
    /// In which quadrant.
    pub quadrant: Quadrant,
    /// Who it is.
    pub who: WhoKind,
    /// Their name, or what the person calls them.
    pub name: Line,
    /// Where they belong.
    pub affiliation: Option<Line>,
    /// The entry of the directory that it points to.
    pub resource: Option<ResourceId>,
    /// Whether they belong to where the person works. Use [`Self::may_be_of_employer`].
    pub employer: EmployerTie,
    /// 何を: what they can be asked about.
    pub about: Option<Prose>,
    /// どのように: the ways to reach them, the one that the person likes best first.
    pub ways: Vec<Way>,
    /// When they can be reached; nothing where the person did not say.
    pub reachable: BTreeSet<ReachTime>,
    /// The same in the person's words (「火曜の午後2時から」).
    pub reachable_note: Option<Line>,
    /// What to say first.
    pub first_words: Option<Prose>,
    /// Whether they know of the illness.
    pub knows: Knows,
    /// The last day on which they can be asked; nothing where no end is known.
    pub until: Option<NaiveDate>,
    /// A sign to find it by.
    pub symbol: Option<Symbol>,
    /// A picture of the person's own.
    pub picture: Option<MapPictureId>,
}

/// Who helps whom is nobody's to read in a log.
impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Entry({})", self.id)
    }
}

/// How somebody is reached is nobody's to read in a log.
impl std::fmt::Debug for Way {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Way({})", self.kind.code())
    }
}

impl Entry {
    /// An entry of which no more than a name is known.
    #[must_use]
    pub const fn named(id: MapEntryId, quadrant: Quadrant, who: WhoKind, name: Line) -> Self {
        Self {
            id,
            quadrant,
            who,
            name,
            affiliation: None,
            resource: None,
            employer: EmployerTie::NotSaid,
            about: None,
            ways: Vec::new(),
            reachable: BTreeSet::new(),
            reachable_note: None,
            first_words: None,
            knows: Knows::NotSaid,
            until: None,
            symbol: None,
            picture: None,
        }
    }

    /// The number to phone, as the person wrote it.
    #[must_use]
    pub fn phone(&self) -> Option<&Line> {
        let mut ways = self.ways.iter();
        ways.find_map(|way| way.to.as_ref().filter(|_| way.kind == WayKind::Phone))
    }

    /// Whether it has to be taken for somebody of the employer where that may not show. Whoever was written by hand
    /// and is asked about work may be, and so may every professional: a 産業医 is asked about the body. Until the
    /// person said that they are not, that stays closed.
    #[must_use]
    pub fn may_be_of_employer(&self) -> bool {
        match self.employer {
            EmployerTie::TheEmployer => true,
            _ if self.who == WhoKind::Colleague => true,
            EmployerTie::NotTheEmployer => false,
            EmployerTie::NotSaid => {
                let is_professional = matches!(self.who, WhoKind::Person | WhoKind::Agency);
                self.resource.is_none() && (is_professional || self.quadrant == Quadrant::Work)
            }
        }
    }

    /// Whether they can be asked outside working hours, as far as the person said.
    #[must_use]
    pub fn is_reachable_outside_working_hours(&self) -> bool {
        let mut times = self.reachable.iter();
        times.any(|time| time.is_outside_working_hours())
    }

    /// The last day on which they can be asked: the one that the person wrote, or else the one that a case knows.
    #[must_use]
    pub fn last_day(&self, ends: &KnownEnds) -> Option<NaiveDate> {
        let known = || self.resource.and_then(|id| ends.get(&id).copied());
        self.until.or_else(known)
    }

    /// Checks what cannot be kept of it.
    pub(super) fn check(&self) -> Result<(), MapFault> {
        too_long(MapPlace::Name, Some(&self.name), NAME_CHARS)?;
        too_long(MapPlace::Affiliation, self.affiliation.as_ref(), NAME_CHARS)?;
        too_long(MapPlace::About, self.about.as_ref(), TEXT_CHARS)?;
        let note = self.reachable_note.as_ref();
        too_long(MapPlace::Reachable, note, NAME_CHARS)?;
        too_long(MapPlace::FirstWords, self.first_words.as_ref(), TEXT_CHARS)?;
        if self.ways.len() > WAYS {
            return Err(MapFault::TooManyWays);
        }
        let mut ways = self.ways.iter();
        ways.try_for_each(|way| too_long(MapPlace::Way, way.to.as_ref(), NAME_CHARS))
    }
}
