//! The board 「出せなかった手紙」: what a person has to look at, and what that person can do.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::TimeDelta;
use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, may};
use renkei_domain::access::scope::{LetterScope, cases_for};
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::{ConsentNoticeId, InquiryContactId, LetterId, ResourceId, StrengthId};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::letters::kind::{LetterKind, LetterSubject};
use renkei_domain::letters::state::{LetterState, StepFault};
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use renkei_store::access::cases::CaseQuery;
use renkei_store::people::invitation::OpenInvitation;
use renkei_store::{Stop, StoreFault, Work};

use super::Done;
use super::rights::managed_by;
use crate::App;
use crate::directory::register::Outcome;
use crate::people::invitation::of_person;
use crate::writer::{KeyReused, Writer};

pub use renkei_store::letters::desk::StoredLetter;

/// How long a letter that may arrive twice stays on the board, in days.
const SECOND_COPY_DAYS: i64 = 30;

/// The most letters the board shows.
const BOARD: u64 = 500;

/// The most cases of somebody among which those are looked for that letters are about.
const CASES: u32 = 1_000;

/// A letter on the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardLetter {
    /// The letter as it stands.
    pub letter: StoredLetter,
    /// To whom, where that is still known and for these eyes.
    pub recipient: Option<MailAddress>,
    /// Whom it is about and what, where that is for these eyes.
    pub about: Option<String>,
}

impl BoardLetter {
    /// What it is.
    #[must_use]
    pub const fn kind(&self) -> LetterKind {
        self.letter.subject.kind()
    }

    /// What happened, in words.
    #[must_use]
    pub fn what_happened(&self) -> &'static str {
        match self.letter.last {
            Some(last) => last.outcome.word(),
            None => self.letter.state.word(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn what_to_do(&self) -> &'static str {
        match (self.letter.state, self.letter.last) {
            (LetterState::Sent, _) | (_, None) => {
                "二通届くかもしれません。問い合わせがあれば、そう伝えてください。"
            }
            (_, Some(last)) => last.outcome.advice(),
        }
    }
}

/// Why a letter was not moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoveRefusal {
    /// There is no such letter.
    #[error("その手紙は見つかりません。")]
    NotFound,
    /// The rule says no.
    #[error("手紙をあつかう権限がありません。")]
    NotAllowed(Decision),
    /// The letter takes no such step.
    #[error(transparent)]
    Step(#[from] StepFault),
    /// The key was used before for something else.
    #[error(transparent)]
    KeyReused(#[from] KeyReused),
}

impl MoveRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::NotAllowed(_) => "NOT_ALLOWED",
            Self::KeyReused(_) => "KEY_REUSED",
            Self::Step(StepFault::UnderWay) => "LETTER_UNDER_WAY",
            Self::Step(StepFault::Sent) => "LETTER_SENT",
            Self::Step(StepFault::Withdrawn) => "LETTER_WITHDRAWN",
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// The letters a person has to look at, newest first: those that could not be sent, and those that
    /// may arrive twice.
    ///
    /// # Errors
    /// A fault of the store; what the rule says is in the outcome.
    pub async fn letter_board(&self, by: &Principal) -> Outcome<Vec<BoardLetter>, Decision> {
        let scope = match managed_by(by) {
            Ok(scope) => scope,
            Err(decision) => return Ok(Err(decision)),
        };
        let since = self.doubts_since();
        let letters = self.store.letters_on_board(&scope, since, BOARD).await?;
        let (mut tests, mut invitations) = (Vec::new(), Vec::new());
        let (mut changes, mut observations) = (Vec::new(), Vec::new());
        let (mut notices, mut inquiries) = (Vec::new(), Vec::new());
        for letter in &letters {
            match letter.subject {
                LetterSubject::TestLetter(id) => tests.push(id),
                LetterSubject::Invitation(id) => invitations.push(id),
                LetterSubject::AddressChange(id) => changes.push(id),
                LetterSubject::Observation(id) => observations.push(id),
                LetterSubject::ConsentEnding(id) => notices.push(id),
                // Where it goes and to what stands on the board of the conference.
                LetterSubject::ConferenceNotice(_)
                | LetterSubject::PollNotice(_)
                | LetterSubject::MeetingNotice(_)
                | LetterSubject::AboutLink(_)
                // Whoever proposed something is known to nobody at the desk.
                | LetterSubject::Proposal(_)
                // Its owner reads on their own page what became of it.
                | LetterSubject::Webhook(_) => {}
                LetterSubject::Inquiry(id) => inquiries.push(id),
            }
        }
        let recipients = self.store.test_letter_recipients(&tests).await?;
        let recipients = self.opened(Some(by), recipients).await?;
        let former = self.store.former_addresses(&changes).await?;
        let former = self.opened(Some(by), former).await?;
        let invited = self.store.invitations(&invitations).await?;
        let told = invited.narrowed(|known| known.retain(|_, one| may_be_told(by, one)));
        let invited = self.opened(Some(by), told).await?;
        let observed = self.observed_entries(by, &observations).await?;
        let noticed = self.noticed(by, &notices).await?;
        let asked = self.asked_entries(&inquiries).await?;
        let shown = letters.into_iter().map(|letter| match letter.subject {
            LetterSubject::TestLetter(id) => BoardLetter {
                recipient: recipients.get(&id).cloned(),
                about: None,
                letter,
            },
            LetterSubject::AddressChange(id) => BoardLetter {
                recipient: former.get(&id).cloned(),
                about: None,
                letter,
            },
            LetterSubject::Invitation(id) => {
                let invitation = invited.get(&id);
                BoardLetter {
                    recipient: invitation.and_then(address),
                    about: invitation.map(about),
                    letter,
                }
            }
            LetterSubject::Observation(id) => {
                let entry = observed.get(&id);
                BoardLetter {
                    recipient: entry.and_then(ResourceFacts::letters_go_to),
                    about: entry.map(|entry| entry.name.to_string()),
                    letter,
                }
            }
            LetterSubject::Inquiry(id) => {
                let entry = asked.get(&id);
                BoardLetter {
                    recipient: entry.and_then(ResourceFacts::letters_go_to),
                    about: entry.map(|entry| entry.name.to_string()),
                    letter,
                }
            }
            // Whoever keeps the case phones: where a person is to be reached stands in it.
            LetterSubject::ConsentEnding(id) => BoardLetter {
                recipient: None,
                about: noticed.get(&id).cloned(),
                letter,
            },
            LetterSubject::ConferenceNotice(_)
            | LetterSubject::PollNotice(_)
            | LetterSubject::MeetingNotice(_)
            | LetterSubject::AboutLink(_)
            | LetterSubject::Proposal(_)
            | LetterSubject::Webhook(_) => BoardLetter {
                recipient: None,
                about: None,
                letter,
            },
        });
        Ok(Ok(shown.collect()))
    }

    /// The entries of which something was observed. What that is stands on the page of the entry.
    async fn observed_entries(
        &self,
        by: &Principal,
        ids: &[StrengthId],
    ) -> Result<HashMap<StrengthId, ResourceFacts>, StoreFault> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let observations = self.store.observations_by_id(ids).await?;
        let observations = self.opened(Some(by), observations).await?;
        let entries: Vec<ResourceId> = observations.iter().map(|one| one.resource).collect();
        let entries = self.store.resources(&entries).await?;
        let known = observations.iter().filter_map(|one| {
            let entry = entries.iter().find(|entry| entry.id == one.resource)?;
            Some((one.id, entry.facts.clone()))
        });
        Ok(known.collect())
    }

    /// The entries of which agencies were asked whether they are still so.
    async fn asked_entries(
        &self,
        ids: &[InquiryContactId],
    ) -> Result<HashMap<InquiryContactId, ResourceFacts>, StoreFault> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let asked = self.store.entries_of_inquiry_contacts(ids).await?;
        let entries: Vec<ResourceId> = asked.values().copied().collect();
        let entries = self.store.resources(&entries).await?;
        let known = asked.into_iter().filter_map(|(id, resource)| {
            let entry = entries.iter().find(|entry| entry.id == resource)?;
            Some((id, entry.facts.clone()))
        });
        Ok(known.collect())
    }

    /// Of which case consents end soon, and who was to hear of it: for whoever keeps the case, and nobody else.
    async fn noticed(
        &self,
        by: &Principal,
        ids: &[ConsentNoticeId],
    ) -> Result<HashMap<ConsentNoticeId, String>, StoreFault> {
        let noticed = self.store.noticed_cases(ids).await?;
        let scope = cases_for(by, Action::KeepCase);
        let Some(keeper) = by.account().filter(|_| !noticed.is_empty()) else {
            return Ok(HashMap::new());
        };
        let kept = CaseQuery {
            keeper: Some(keeper),
            ..CaseQuery::default()
        };
        let cases = self.store.cases_in_scope(&scope, &kept, CASES).await?;
        let cases = cases.narrowed(|cases| {
            cases.retain(|case| noticed.iter().any(|(_, of, _)| *of == case.id));
        });
        let cases = self.opened(Some(by), cases).await?;
        let known = noticed.into_iter().filter_map(|(id, of, reader)| {
            let case = cases.iter().find(|case| case.id == of)?;
            Some((id, format!("ケース №{}（{reader}あて）", case.number)))
        });
        Ok(known.collect())
    }

    /// How many letters wait on the board of somebody; `None` for whoever has none.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn letters_on_board(&self, by: &Principal) -> Result<Option<u64>, StoreFault> {
        match managed_by(by) {
            Ok(scope) => {
                let since = self.doubts_since();
                Ok(Some(self.store.count_on_board(&scope, since).await?))
            }
            Err(_) => Ok(None),
        }
    }

    /// From when on a letter that may arrive twice stands on the board.
    fn doubts_since(&self) -> Instant {
        self.now().plus(-TimeDelta::days(SECOND_COPY_DAYS))
    }

    /// Begins another round of tries.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn retry_letter(&self, writer: &Writer, id: LetterId) -> Outcome<(), MoveRefusal> {
        let done = self
            .move_letter(writer, id, Purpose::RetryLetter, LetterState::retry)
            .await?;
        self.wake_courier();
        Ok(done)
    }

    /// Takes a letter back that has not left.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn withdraw_letter(&self, writer: &Writer, id: LetterId) -> Outcome<(), MoveRefusal> {
        self.move_letter(writer, id, Purpose::WithdrawLetter, LetterState::withdraw)
            .await
    }

    async fn move_letter(
        &self,
        writer: &Writer,
        id: LetterId,
        purpose: Purpose,
        step: fn(LetterState) -> Result<LetterState, StepFault>,
    ) -> Outcome<(), MoveRefusal> {
        let scope = match managed_by(&writer.principal) {
            Ok(scope) => Arc::new(scope),
            Err(decision) => return Ok(Err(MoveRefusal::NotAllowed(decision))),
        };
        let done = self
            .act_of::<Done, MoveRefusal, _>(
                writer,
                purpose,
                &id.to_string(),
                move |work, header| {
                    let scope = Arc::clone(&scope);
                    Box::pin(async move {
                        move_in(work, id, &scope, step, header.at).await?;
                        Ok(Done)
                    })
                },
            )
            .await?;
        Ok(done.map(|Done| ()))
    }
}

async fn move_in(
    work: &Work,
    id: LetterId,
    scope: &LetterScope,
    step: fn(LetterState) -> Result<LetterState, StepFault>,
    now: Instant,
) -> Result<(), Stop<MoveRefusal>> {
    let Some(letter) = work.lock_letter(id, scope).await? else {
        return Err(Stop::Refused(MoveRefusal::NotFound));
    };
    match step(letter.state) {
        Ok(LetterState::Withdrawn) => work.withdraw_letter(&letter).await?,
        Ok(_) => work.requeue_letter(&letter, now).await?,
        Err(fault) => return Err(Stop::Refused(MoveRefusal::Step(fault))),
    }
    Ok(())
}

/// Whether somebody who may move a letter may also know whom it is for: of a person's invitation that is a question
/// of its own.
fn may_be_told(by: &Principal, open: &OpenInvitation) -> bool {
    let invitation = of_person(&open.invitation);
    invitation.is_none_or(|invitation| may(by, Action::ReadInvited, &invitation))
}

fn address(invitation: &OpenInvitation) -> Option<MailAddress> {
    let mail = invitation.invitation.mail.as_ref()?;
    MailAddress::parse(mail.as_str()).ok()
}

fn about(invitation: &OpenInvitation) -> String {
    let role = invitation.invitation.standing.role_word();
    let what = match &invitation.place {
        Some(place) => format!("{place} の {role}"),
        None => role.to_owned(),
    };
    match &invitation.invitation.name {
        Some(name) => format!("{name} さん（{what}）"),
        // Accepted, withdrawn or too old: whom it was meant for is forgotten.
        None => format!("もう終わった招待（{what}）"),
    }
}
