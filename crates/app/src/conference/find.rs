//! Finding what an answer that came by FAX, post or phone belongs to: by the short code on a sheet that called somebody, by
//! the code of a form or a link about dates, or by the number of the conference. Whoever has it in hand need not know of
//! which case it is.

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::scope::{CaseScope, cases_for};
use renkei_domain::conference::invitation::has_number;
use renkei_domain::ids::{CaseId, ConferenceId, ConferenceInvitationId, RespondentId};
use renkei_domain::people::PaperCode;
use renkei_store::StoreFault;

use super::ConferenceRefusal;
use crate::App;
use crate::consent::what_is_missing;
use crate::directory::register::Outcome;
use crate::people::poll_link_hash;

/// Whose answer is written down there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerOf {
    /// Of somebody who was called.
    Called(ConferenceInvitationId),
    /// Of somebody who is asked about dates.
    Asked(RespondentId),
    /// Of somebody who was asked about dates that are not asked about any more.
    AskedBefore,
    /// Of anybody: the number of a conference tells no more.
    Anybody,
}

/// What a number leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundAnswer {
    /// In which case.
    pub case: CaseId,
    /// Of which conference.
    pub conference: ConferenceId,
    /// Whose.
    pub of: AnswerOf,
}

#[renkei_boxed::boxed]
impl App {
    /// What a code or a number leads to, for whoever prepares conferences of the case. Nothing of it is read; one of
    /// somebody else's case and none give the same answer.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn find_answer(
        &self,
        own: &Principal,
        typed: &str,
    ) -> Outcome<FoundAnswer, ConferenceRefusal> {
        let scope = cases_for(own, Action::ConveneConference);
        if scope.scope().is_nothing() {
            return Ok(Err(what_is_missing(own).into()));
        }
        let found = match PaperCode::read(typed) {
            Some(code) => self.answer_by_code(&code).await?,
            None => self.answer_by_number(&scope, typed).await?,
        };
        let Some(found) = found else {
            return Ok(Err(ConferenceRefusal::NoSuchNumber));
        };
        let seen = self
            .store
            .case_of_conference_in_scope(&scope, found.conference);
        Ok(match seen.await? {
            Some(case) if case == found.case => Ok(found),
            _ => Err(ConferenceRefusal::NoSuchNumber),
        })
    }

    async fn answer_by_code(&self, code: &PaperCode) -> Result<Option<FoundAnswer>, StoreFault> {
        Ok(match code.groups() {
            PaperCode::SHEET_GROUPS => {
                let place = self.store.place_of_conference_code(code).await?;
                place.map(|(case, conference, id)| FoundAnswer {
                    case,
                    conference,
                    of: AnswerOf::Called(id),
                })
            }
            PaperCode::INVITATION_GROUPS => {
                let place = self.store.place_of_poll_link(&poll_link_hash(code)).await?;
                place.map(|(case, conference, who)| FoundAnswer {
                    case,
                    conference,
                    of: who.map_or(AnswerOf::AskedBefore, AnswerOf::Asked),
                })
            }
            _ => None,
        })
    }

    /// Numbers are short: where two conferences have the same, it leads to neither.
    async fn answer_by_number(
        &self,
        scope: &CaseScope,
        typed: &str,
    ) -> Result<Option<FoundAnswer>, StoreFault> {
        let of = (None, self.now());
        let open = self.store.open_conferences_in_scope(scope, of).await?;
        // Nothing of them is shown: whoever is led to one reads it there.
        let (open, _) = self.opened_unnoted(open);
        let mut numbered = open.iter().filter(|one| has_number(one.id, typed));
        Ok(match (numbered.next(), numbered.next()) {
            (Some(one), None) => Some(FoundAnswer {
                case: one.case.id,
                conference: one.id,
                of: AnswerOf::Anybody,
            }),
            _ => None,
        })
    }
}
