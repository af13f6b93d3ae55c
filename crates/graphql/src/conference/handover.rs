//! What the person says beforehand and what a handover settles, as types of the schema.

use async_graphql::{ID, InputObject, Object};
use renkei_app::conference::read::ConferencesView;
use renkei_domain::conference::{
    Conference, HandedCopy, Handover, HandoverLack, HandoverView, OwnWish,
};
use renkei_domain::ids::ParticipantId;
use renkei_domain::text::Prose;

use super::record::text;
use super::write::{Ready, Refused};
use crate::closed_list::Word;
use crate::scalars::DateScalar;

fn said(text: Option<&Prose>) -> Option<&str> {
    text.map(Prose::as_str)
}

/// What the person says.
pub(crate) struct PersonWordsType(pub(super) Conference);

/// What the person says before a conference, in their own words: its material opens with that.
#[Object(name = "PersonWords")]
impl PersonWordsType {
    /// 希望: how they want to live and work. Null: they said nothing.
    async fn wishes(&self) -> Option<&str> {
        said(self.0.words.wishes.as_ref())
    }

    /// できていること: what goes well already. Null: they said nothing.
    async fn can_do(&self) -> Option<&str> {
        said(self.0.words.can_do.as_ref())
    }

    /// 話したいこと: what they bring in themselves. Null: they said nothing.
    async fn to_talk(&self) -> Option<&str> {
        said(self.0.words.to_talk.as_ref())
    }

    /// 話さないでほしいこと: what nobody should mention there. Null: they said nothing.
    async fn not_to_talk(&self) -> Option<&str> {
        said(self.0.words.not_to_talk.as_ref())
    }

    /// What they ask for by one press, and did not take back. Empty: nothing.
    async fn asks(&self) -> Vec<Word<OwnWish>> {
        self.0.asks.iter().copied().map(Word).collect()
    }
}

/// A handover.
pub(crate) struct HandoverType {
    settled: Handover,
    lacks: Vec<HandoverLack>,
}

impl HandoverType {
    pub(super) fn of(view: &ConferencesView, handover: &Handover) -> Self {
        Self {
            settled: handover.clone(),
            lacks: handover.lacks(&view.views_to_ask()),
        }
    }
}

/// What is agreed about moving from one agency to the next.
#[Object(name = "ConferenceHandover")]
impl HandoverType {
    /// The last day of the service.
    async fn ends_on(&self) -> DateScalar {
        DateScalar(self.settled.ends_on)
    }

    /// The last day on which it is shared in time: three months before that.
    async fn share_by(&self) -> DateScalar {
        DateScalar(self.settled.share_by())
    }

    /// Problems that stay, and what was tried about them. Null: nobody said so yet.
    async fn unsolved(&self) -> Option<&str> {
        said(self.settled.unsolved.as_ref())
    }

    /// ナチュラルサポート: who at work helps by themselves. Null: nobody said so yet.
    async fn natural_support(&self) -> Option<&str> {
        said(self.settled.natural_support.as_ref())
    }

    /// How the next agency helps otherwise than this one. Null: nobody said so yet.
    async fn difference(&self) -> Option<&str> {
        said(self.settled.difference.as_ref())
    }

    /// On which day somebody told the person about that. Null: nobody did yet.
    async fn explained_on(&self) -> Option<DateScalar> {
        self.settled.explained_on.map(DateScalar)
    }

    /// Which agency goes on helping, beginning on which day. Null: nobody said so yet.
    async fn from_when(&self) -> Option<&str> {
        said(self.settled.from_when.as_ref())
    }

    /// Who was asked beforehand what they think, each with what they said.
    async fn views(&self) -> Vec<HandoverViewSaid<'_>> {
        let views = self.settled.views.iter();
        views
            .map(|(of, said)| HandoverViewSaid(*of, said.as_ref()))
            .collect()
    }

    /// What is still missing before it can be shared. What an employer thinks is missing only where the person opened it.
    async fn lacks(&self) -> Vec<Word<HandoverLack>> {
        self.lacks.iter().copied().map(Word).collect()
    }
}

/// Somebody who was asked, and what they said.
pub(crate) struct HandoverViewSaid<'h>(HandoverView, Option<&'h Prose>);

/// What somebody thinks of a handover, who was asked before it.
#[Object(name = "HandoverViewSaid")]
impl HandoverViewSaid<'_> {
    /// Person, employer, family or agencies: who was asked.
    async fn of(&self) -> Word<HandoverView> {
        Word(self.0)
    }

    /// What they said. Null: they were asked, and nobody wrote it down.
    async fn said(&self) -> Option<&str> {
        said(self.1)
    }
}

/// Somebody who was asked what they think of a handover.
#[derive(Debug, InputObject)]
pub(crate) struct HandoverViewInput {
    /// Person, employer, family or agencies: who was asked.
    of: Word<HandoverView>,
    /// What they said, in up to 4,000 characters. Null: nobody wrote it down.
    said: Option<String>,
}

impl HandoverViewInput {
    fn view(&self) -> Ready<(HandoverView, Option<Prose>)> {
        Ok((self.of.0, text(self.said.as_deref())?))
    }
}

/// What a handover settles, in place of what stood there; each text in up to 4,000 characters. Null: nobody said so yet.
#[derive(Debug, InputObject)]
pub(crate) struct HandoverInput {
    /// The last day of the service; three months before it everything is shared.
    ends_on: DateScalar,
    /// Problems that stay, and what was tried about them.
    unsolved: Option<String>,
    /// ナチュラルサポート: who at work helps by themselves.
    natural_support: Option<String>,
    /// How the next agency helps otherwise than this one.
    difference: Option<String>,
    /// On which day somebody told the person about that; today at the latest.
    explained_on: Option<DateScalar>,
    /// Which agency goes on helping, beginning on which day.
    from_when: Option<String>,
    /// Who was asked beforehand what they think, each once.
    views: Vec<HandoverViewInput>,
}

impl HandoverInput {
    pub(super) fn handover(&self) -> Ready<Handover> {
        Ok(Handover {
            ends_on: self.ends_on.0,
            unsolved: text(self.unsolved.as_deref())?,
            natural_support: text(self.natural_support.as_deref())?,
            difference: text(self.difference.as_deref())?,
            explained_on: self.explained_on.map(|day| day.0),
            from_when: text(self.from_when.as_deref())?,
            views: self
                .views
                .iter()
                .map(HandoverViewInput::view)
                .collect::<Ready<_>>()?,
        })
    }
}

/// A numbered copy, and who has it.
pub(crate) struct HandedCopyType(pub(super) ParticipantId, pub(super) HandedCopy);

/// A copy of the material (会議資料) that somebody was handed.
#[Object(name = "HandedCopy")]
impl HandedCopyType {
    /// Who has it, as `ConferenceParticipant.id` shows them.
    async fn to(&self) -> ID {
        ID(self.0.to_string())
    }

    /// Which copy of how many people get one, as printed in its corner.
    async fn number(&self) -> i32 {
        i32::from(self.1.number)
    }

    /// 回収: on which day it came back. Null: it lies with them.
    async fn collected_on(&self) -> Option<DateScalar> {
        self.1.collected_on.map(DateScalar)
    }
}

/// A copy of the material that lies with somebody, or lay with them.
#[derive(Debug, InputObject)]
pub(crate) struct HandedCopyInput {
    /// To whom it was handed, as `ConferenceParticipant.id` shows them.
    pub(super) to: ID,
    /// Which copy of how many people get one, counted from 1 as printed in its corner.
    number: i32,
    /// 回収: on which day it was collected; today at the latest. Null: it lies with them.
    collected_on: Option<DateScalar>,
}

impl HandedCopyInput {
    pub(super) fn copy(&self) -> Ready<HandedCopy> {
        let number = u16::try_from(self.number).ok().filter(|number| *number > 0);
        Ok(HandedCopy {
            number: number.ok_or(Refused::Invalid("番号は、1からの数で入れてください。"))?,
            collected_on: self.collected_on.map(|day| day.0),
        })
    }
}
