//! What the person says about a conference of theirs, by their own account: whom they do not want there, what they want
//! to talk about and what not, and that they saw who is called. Nobody else's change stands in the way of that, but for
//! the last: what changed meanwhile was not seen.

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::conference::invitation::Reply;
use renkei_domain::conference::{Conference, OwnWish, PersonWords, WordsFrom};
use renkei_domain::ids::ParticipantId;
use renkei_domain::record::Purpose;
use renkei_store::{Stop, Work};

use super::call::Draws;
use super::call::follow::follow;
use super::call::own_answer::answer_of_person;
use super::step::words_text;
use super::{
    ConferenceRefusal, KeptConference, SeenConference, case_of, conference_of, judged, refuse,
};
use crate::App;
use crate::consent::what_is_missing;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// What the person says.
#[derive(Clone, PartialEq, Eq)]
pub enum PersonSays {
    /// What they wish, what they can do, what is to be talked about, and what not.
    Words(PersonWords),
    /// What they ask for by one press.
    Wish(OwnWish),
    /// What they do not ask for any more.
    WishNoMore(OwnWish),
    /// This one is not to come.
    NotThem(ParticipantId),
    /// This one may come after all.
    ThemAfterAll(ParticipantId),
    /// They saw who is called and what is talked about.
    Saw,
}

/// What the person says is nobody's to read in a log.
impl std::fmt::Debug for PersonSays {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PersonSays(..)")
    }
}

impl PersonSays {
    /// What tells it from something else.
    fn asked(&self) -> String {
        match self {
            Self::Words(words) => format!("words {}", words_text(words)),
            Self::Wish(wish) => format!("wish {}", wish.code()),
            Self::WishNoMore(wish) => format!("wish no more {}", wish.code()),
            Self::NotThem(id) => format!("not {id}"),
            Self::ThemAfterAll(id) => format!("after all {id}"),
            Self::Saw => "saw".to_owned(),
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Keeps what the person of a case says about a conference.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn speak_in_conference(
        &self,
        writer: &Writer,
        seen: SeenConference,
        says: PersonSays,
    ) -> Outcome<KeptConference, ConferenceRefusal> {
        if writer.principal.account().is_none() {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        }
        let asked = format!("{seen:?} {}", says.asked());
        let entropy = Arc::clone(&self.entropy);
        let given = Arc::new((writer.principal.clone(), says, entropy));
        let purpose = Purpose::SpeakInConference;
        self.act_of(writer, purpose, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move {
                let (principal, says, entropy) = &*given;
                let draws = Draws::new(entropy, header.at, principal.account());
                said_in(work, principal, (seen, says), &draws).await
            })
        })
        .await
    }
}

async fn said_in(
    work: &Work,
    principal: &Principal,
    (seen, says): (SeenConference, &PersonSays),
    draws: &Draws,
) -> Result<KeptConference, Stop<ConferenceRefusal>> {
    let action = Action::SpeakInConference;
    let case = case_of(work, principal, action, seen.case).await?;
    let before = conference_of(work, &case, seen.id).await?;
    let today = draws.now.in_japan().date;
    let said = before.clone();
    let after = match says {
        PersonSays::Words(words) => said.hearing(PersonWords {
            from: (!words.is_empty()).then_some(WordsFrom::Person),
            ..words.clone()
        }),
        PersonSays::Wish(wish) => said.asking(*wish),
        PersonSays::WishNoMore(wish) => said.asking_no_more(*wish),
        PersonSays::NotThem(id) => said.wanting(*id, Some(today)),
        PersonSays::ThemAfterAll(id) => said.wanting(*id, None),
        PersonSays::Saw if before.version != seen.version => {
            return refuse(ConferenceRefusal::Overtaken);
        }
        PersonSays::Saw => said.seen(today, today),
    };
    let after = Conference {
        version: before.version + 1,
        ..judged(after)?
    };
    work.keep_conference(Some(&before), &after).await?;
    let reply = match says {
        PersonSays::Wish(OwnWish::Rest) => Some(Reply::NotComing),
        PersonSays::WishNoMore(OwnWish::Rest) if before.asks.contains(&OwnWish::Rest) => {
            Some(Reply::Coming)
        }
        _ => None,
    };
    if let Some(reply) = reply {
        answer_of_person(work, &after, reply, draws).await?;
    }
    follow(work, &case, &after, draws).await?;
    Ok(KeptConference(after.id))
}
