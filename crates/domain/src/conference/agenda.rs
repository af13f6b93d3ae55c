//! What a conference talks about. The first item is always the person's own: it has no title that somebody else could
//! give it, and nobody moves it back.

use super::slot::TimeWindow;
use crate::consent::{Categories, InformationCategory};
use crate::ids::{AgendaItemId, ParticipantId};
use crate::text::Line;
use crate::words::word_list;

/// The most items beside the person's own.
pub const ITEMS: usize = 20;

/// The longest item, in minutes.
pub const ITEM_MINUTES: u16 = 240;

/// What the person's own item takes where nobody says otherwise, in minutes.
pub const OWN_MINUTES: u16 = 10;

word_list! {
    /// What an item aims at.
    Aim {
        Share = "share", "知らせる";
        Discuss = "discuss", "話し合う";
        Decide = "decide", "決める";
    }
}

/// Who brings an item in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Presenter {
    /// 本人.
    Person,
    /// The agency that hosts.
    Host,
    /// One of those who are called.
    Participant(ParticipantId),
}

/// An item.
#[derive(Clone, PartialEq, Eq)]
pub struct AgendaItem {
    /// Its id.
    pub id: AgendaItemId,
    /// What it is called.
    pub title: Line,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// Who brings it in.
    pub presenter: Presenter,
    /// What it aims at.
    pub aim: Aim,
    /// What is told of the person in it.
    pub categories: Categories,
}

/// What somebody is spoken of for is nobody's to read in a log.
impl std::fmt::Debug for AgendaItem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AgendaItem({})", self.id)
    }
}

/// What is talked about, in this order after the person's own item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agenda {
    /// How long the person's own item takes, in minutes.
    pub own_minutes: u16,
    /// The others.
    pub items: Vec<AgendaItem>,
}

impl Default for Agenda {
    fn default() -> Self {
        Self {
            own_minutes: OWN_MINUTES,
            items: Vec::new(),
        }
    }
}

/// Whether everything finds room in the time there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// So many minutes are left.
    Left(u16),
    /// So many are missing.
    Over(u16),
}

/// Why an agenda is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AgendaFault {
    /// An item takes no time, or too much.
    #[error("1つの議題は、1分から{}分までにしてください。", ITEM_MINUTES)]
    Minutes,
    /// There are too many.
    #[error("議題は{}までです。2回の会議に分けることを考えてください。", ITEMS)]
    TooMany,
    /// Whoever would bring an item in is not called.
    #[error("話す人が、呼ぶ人の中にいません。さきに呼ぶ人に入れてください。")]
    Presenter,
}

impl Agenda {
    /// Checks an agenda among those who are called.
    ///
    /// # Errors
    /// Says what is wrong.
    pub fn check(&self, called: &[ParticipantId]) -> Result<(), AgendaFault> {
        if self.items.len() > ITEMS {
            return Err(AgendaFault::TooMany);
        }
        let minutes = self.items.iter().map(|item| item.minutes);
        if minutes
            .chain([self.own_minutes])
            .any(|minutes| minutes == 0 || minutes > ITEM_MINUTES)
        {
            return Err(AgendaFault::Minutes);
        }
        let is_known = |item: &AgendaItem| match item.presenter {
            Presenter::Person | Presenter::Host => true,
            Presenter::Participant(id) => called.contains(&id),
        };
        if self.items.iter().all(is_known) {
            Ok(())
        } else {
            Err(AgendaFault::Presenter)
        }
    }

    /// An item by its id.
    #[must_use]
    pub fn item(&self, id: AgendaItemId) -> Option<&AgendaItem> {
        self.items.iter().find(|item| item.id == id)
    }

    /// How long everything takes, in minutes.
    #[must_use]
    pub fn minutes(&self) -> u16 {
        let minutes = self.items.iter().map(|item| item.minutes);
        minutes.fold(self.own_minutes, u16::saturating_add)
    }

    /// Whether it finds room in so many minutes.
    #[must_use]
    pub fn fit(&self, minutes: u16) -> Fit {
        let taken = self.minutes();
        match minutes.checked_sub(taken) {
            Some(left) => Fit::Left(left),
            None => Fit::Over(taken - minutes),
        }
    }

    /// The items with the minutes from when until when each is talked about, counted from the beginning.
    pub fn timed(&self) -> impl Iterator<Item = (&AgendaItem, u16, u16)> {
        let mut begins = self.own_minutes;
        self.items.iter().map(move |item| {
            let (from, until) = (begins, begins.saturating_add(item.minutes));
            begins = until;
            (item, from, until)
        })
    }

    /// The items that are talked about in a part of it, each with its place; the person's own, which stands first, has no
    /// title.
    pub fn within(&self, window: TimeWindow) -> impl Iterator<Item = (usize, &AgendaItem)> {
        let placed = self.timed().zip(2_usize..);
        let within = placed.filter(move |((_, from, until), _)| window.touches(*from, *until));
        within.map(|((item, ..), place)| (place, item))
    }

    /// Whether a part of it begins or ends in the middle of an item, as it does where others were put before it.
    #[must_use]
    pub fn is_cut_by(&self, window: TimeWindow) -> bool {
        let is_inside = |minute: u16| {
            let is_own = 0 < minute && minute < self.own_minutes;
            let mut items = self.timed();
            is_own || items.any(|(_, from, until)| from < minute && minute < until)
        };
        is_inside(window.from()) || is_inside(window.until())
    }

    /// What is told of the person in a part of it, or in all of it. Whoever is there hears who it is about.
    #[must_use]
    pub fn heard_in(&self, window: Option<TimeWindow>) -> Categories {
        let is_in = |from, until| window.is_none_or(|window| window.touches(from, until));
        let heard = self.timed().filter(|(_, from, until)| is_in(*from, *until));
        let mut categories: Categories = heard
            .flat_map(|(item, ..)| item.categories.iter().copied())
            .collect();
        categories.insert(InformationCategory::Basic);
        categories
    }
}
