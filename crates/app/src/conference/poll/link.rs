//! Links by which people answer without an account. A link is shown once, to be handed on; a new one ends the one before.

use renkei_domain::access::action::Action;
use renkei_domain::conference::invitation::shown;
use renkei_domain::conference::poll::{Asked, PollFault, Respondent};
use renkei_domain::directory::hours::Hours;
use renkei_domain::ids::RespondentId;
use renkei_domain::people::PaperCode;
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;

use super::super::{ConferenceRefusal, case_of, conference_of, judged, refuse};
use super::still::asked_now;
use super::{HandedLink, OfConference, may_be_asked, poll_of};
use crate::App;
use crate::consent::what_is_missing;
use crate::directory::register::Outcome;
use crate::people::poll_link_hash;
use crate::writer::{Drawn, Writer};

/// Reads a code as it is typed.
pub(super) fn read_code(text: &str) -> Option<PaperCode> {
    let code = PaperCode::read(text);
    code.filter(|code| code.groups() == PaperCode::INVITATION_GROUPS)
}

#[renkei_boxed::boxed]
impl App {
    /// Makes a link for somebody, in place of the one they had; whoever was not asked yet is from now on.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn make_poll_link(
        &self,
        writer: &Writer,
        of: OfConference,
        who: Asked,
    ) -> Outcome<HandedLink, ConferenceRefusal> {
        let principal = writer.principal.clone();
        if principal.account().is_none() {
            return Ok(Err(what_is_missing(&principal).into()));
        }
        let shown_as = match self.asked_today(writer, of, who).await? {
            Ok(shown_as) => shown_as,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let code = PaperCode::draw(PaperCode::INVITATION_GROUPS, self.entropy.as_ref());
        let hash = poll_link_hash(&code);
        let (drawn, id) = (self.new_id(), RespondentId::from_uuid(self.new_id()));
        let asked = format!("{of:?} {who:?}");
        let purpose = Purpose::MakePollLink;
        let done = self.act_of(writer, purpose, &asked, move |work, header| {
            let (principal, shown_as) = (principal.clone(), shown_as.clone());
            Box::pin(async move {
                let action = Action::ConveneConference;
                let case = case_of(work, &principal, action, of.case).await?;
                let poll = poll_of(work, &case, of.id).await?;
                let conference = conference_of(work, &case, of.id).await?;
                let asked = asked_now(work, &case, &conference, header.at).await?;
                if !asked.contains(&who) {
                    return refuse(PollFault::NotYet);
                }
                judged(shown(&conference))?;
                let new = Respondent {
                    id,
                    who,
                    shown_as,
                    meets: Hours::default(),
                };
                let after = judged(poll.clone().asking(new))?;
                let Some(one) = after.respondent_of(who) else {
                    return refuse(PollFault::NotAsked);
                };
                if after != poll {
                    work.keep_poll(case.id, Some(&poll), &after).await?;
                }
                work.keep_poll_link(&after, one.id, &hash, header.at)
                    .await?;
                Ok(Drawn(drawn))
            })
        });
        Ok(match done.await? {
            Ok(Drawn(known)) if known == drawn => Ok(HandedLink {
                who,
                code: code.to_string(),
            }),
            Ok(Drawn(_)) => Err(ConferenceRefusal::LinksMadeBefore),
            Err(refusal) => Err(refusal),
        })
    }

    /// The name of their own of somebody who may be asked today.
    async fn asked_today(
        &self,
        writer: &Writer,
        of: OfConference,
        who: Asked,
    ) -> Outcome<Option<Line>, ConferenceRefusal> {
        let view = match self.conferences(&writer.principal, of.case).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal.into())),
        };
        let Some(conference) = view.conference(of.id) else {
            return Ok(Err(ConferenceRefusal::NoSuchConference));
        };
        let mut all = may_be_asked(&view, conference).into_iter();
        let found = all.find(|(known, _)| *known == who);
        let found = found.map(|(_, shown_as)| shown_as);
        Ok(found.ok_or_else(|| PollFault::NotYet.into()))
    }
}
