//! Every sheet of a conference by its code, and one of them, or of a meeting of a network, for a program, which fetches it
//! by an address for some minutes as that of a map. Whether it may be read is decided when it is asked for and again when
//! it is fetched, each time for whoever asked.

use renkei_domain::access::principal::Principal;
use renkei_domain::conference::invitation::InvitationFault;
use renkei_domain::ids::{CaseId, ConferenceId, ParticipantId};
use renkei_domain::record::Purpose;
use renkei_store::conference::sheet::{OfferedConferenceSheet, OfferedOf};

use super::ConferenceRefusal;
use super::call::paper::CallSheet;
use super::paper::ConferencePaper;
use super::poll::paper::PollSheet;
use super::series::paper::MeetingSheetOf;
use crate::App;
use crate::consent::what_is_missing;
use crate::directory::register::Outcome;
use crate::map::sheet::{FETCHED_WITHIN, MadeSheet};
use crate::paper::Sheet;
use crate::people::{conference_sheet_hash, draw_map_link};
use crate::writer::{Drawn, KeyReused, Writer};

/// A sheet of a conference, of whichever kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConferenceSheet {
    /// Of the conference itself.
    Paper(ConferencePaper),
    /// By which people are called.
    Call(CallSheet),
    /// By which people are asked about dates.
    Poll(PollSheet),
}

impl ConferenceSheet {
    /// Every one.
    pub const ALL: &'static [Self] = &[
        Self::Paper(ConferencePaper::Agenda),
        Self::Paper(ConferencePaper::PersonAgenda),
        Self::Paper(ConferencePaper::PersonCall),
        Self::Paper(ConferencePaper::FamilyCall),
        Self::Paper(ConferencePaper::Material),
        Self::Paper(ConferencePaper::HalfPage),
        Self::Paper(ConferencePaper::HandoverRecord),
        Self::Call(CallSheet::Fax),
        Self::Call(CallSheet::FaxTest),
        Self::Call(CallSheet::Letter),
        Self::Call(CallSheet::Phone),
        Self::Call(CallSheet::Hand),
        Self::Poll(PollSheet::Fax),
        Self::Poll(PollSheet::Letter),
    ];

    /// The stable code, which no other kind has.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Paper(paper) => paper.code(),
            Self::Call(sheet) => sheet.code(),
            Self::Poll(sheet) => sheet.code(),
        }
    }

    /// The word people read.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Paper(paper) => paper.word(),
            Self::Call(sheet) => sheet.word(),
            Self::Poll(sheet) => sheet.word(),
        }
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|sheet| sheet.code() == code)
    }
}

/// A sheet of which conference, and for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SheetOf {
    /// In which case.
    pub case: CaseId,
    /// Of which conference.
    pub id: ConferenceId,
    /// Which.
    pub sheet: ConferenceSheet,
    /// For which one of those who are called; nothing for everybody.
    pub participant: Option<ParticipantId>,
}

#[renkei_boxed::boxed]
impl App {
    /// A sheet of a conference for whoever may have it: of one who is called, or as it stands for all.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn conference_sheet(
        &self,
        own: &Principal,
        of: SheetOf,
    ) -> Outcome<Sheet, ConferenceRefusal> {
        let at = (of.case, of.id);
        match (of.sheet, of.participant) {
            (ConferenceSheet::Paper(paper), None) => self.conference_on_paper(own, at, paper).await,
            (ConferenceSheet::Poll(sheet), None) => self.poll_on_paper(own, at, sheet).await,
            (ConferenceSheet::Call(sheet), None) => {
                self.conference_calls_on_paper(own, at, sheet).await
            }
            (ConferenceSheet::Call(sheet), Some(who)) => {
                self.conference_call_on_paper(own, at, who, sheet).await
            }
            // These are made for everybody at once.
            (ConferenceSheet::Paper(_) | ConferenceSheet::Poll(_), Some(_)) => {
                Ok(Err(InvitationFault::NoSuchInvitation.into()))
            }
        }
    }

    /// Lets a sheet of a conference be fetched for ten minutes, where whoever asks may have it now.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn offer_conference_sheet(
        &self,
        writer: &Writer,
        of: SheetOf,
    ) -> Outcome<MadeSheet, ConferenceRefusal> {
        let Some(account) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        };
        if let Err(refusal) = self.conference_sheet(&writer.principal, of).await? {
            return Ok(Err(refusal));
        }
        let offered = OfferedConferenceSheet {
            account,
            of: OfferedOf::Conference {
                case: of.case,
                conference: of.id,
                sheet: of.sheet.code().to_owned(),
                participant: of.participant,
            },
        };
        let before = ConferenceRefusal::SheetMadeBefore;
        self.offer_sheet(writer, offered, before).await
    }

    /// The sheet behind such an address, for whoever holds it, as whoever asked for it would have it now. What they may
    /// not have any more, and what never was, give the same answer.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn fetched_conference_sheet(
        &self,
        secret: &str,
    ) -> Outcome<Sheet, ConferenceRefusal> {
        let none = ConferenceRefusal::NoSuchConference;
        let Some(hash) = conference_sheet_hash(secret) else {
            return Ok(Err(none));
        };
        let offered = self.store.offered_conference_sheet(&hash, self.now());
        let Some(offered) = offered.await? else {
            return Ok(Err(none));
        };
        let own = self.still_there(offered.account).await?;
        let Some(own) = own else {
            return Ok(Err(none));
        };
        let (case, id, sheet, participant) = match offered.of {
            OfferedOf::Meeting {
                series,
                original,
                notice,
            } => {
                let of = MeetingSheetOf {
                    series,
                    original,
                    notice,
                };
                return Ok(self.meeting_sheet(&own, of).await?.map_err(|_| none));
            }
            OfferedOf::Conference {
                case,
                conference,
                sheet,
                participant,
            } => (case, conference, sheet, participant),
        };
        let Some(sheet) = ConferenceSheet::from_code(&sheet) else {
            return Ok(Err(none));
        };
        let of = SheetOf {
            case,
            id,
            sheet,
            participant,
        };
        let sheet = self.conference_sheet(&own, of).await?;
        Ok(sheet.map_err(|_| none))
    }
}

impl App {
    /// Lets a sheet be fetched by whoever holds its address, which is told this once: where the same was asked for under
    /// the same key, `before` says so.
    pub(super) async fn offer_sheet<R>(
        &self,
        writer: &Writer,
        offered: OfferedConferenceSheet,
        before: R,
    ) -> Outcome<MadeSheet, R>
    where
        R: From<KeyReused> + Send + 'static,
    {
        let made = MadeSheet {
            secret: draw_map_link(self.entropy.as_ref()),
            until: self.now().plus(FETCHED_WITHIN),
        };
        // What was just drawn is a secret of its kind.
        let Some(hash) = conference_sheet_hash(&made.secret) else {
            return Ok(Err(before));
        };
        let (asked, drawn, until) = (format!("{offered:?}"), self.new_id(), made.until);
        let purpose = Purpose::OfferConferenceSheet;
        let done = self
            .act_of::<Drawn, R, _>(writer, purpose, &asked, move |work, _| {
                let offered = offered.clone();
                Box::pin(async move {
                    work.offer_conference_sheet(&offered, &hash, until).await?;
                    Ok(Drawn(drawn))
                })
            })
            .await?;
        Ok(match done {
            Ok(Drawn(known)) if known == drawn => Ok(made),
            Ok(Drawn(_)) => Err(before),
            Err(refusal) => Err(refusal),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sheet_is_known_by_a_code_of_its_own() {
        let all = ConferencePaper::ALL.len() + CallSheet::ALL.len() + PollSheet::ALL.len();
        assert_eq!(ConferenceSheet::ALL.len(), all);
        for sheet in ConferenceSheet::ALL {
            assert_eq!(ConferenceSheet::from_code(sheet.code()), Some(*sheet));
        }
    }
}
