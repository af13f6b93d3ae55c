//! The notice of a meeting for FAX and letter: for anybody who is called, or for one of them, with a form for the answer.
//! It carries the theme, since it is about nobody, and names nobody else who is called. Printing sends nothing: whoever
//! did says so.

use chrono::NaiveDate;
use renkei_domain::access::principal::Principal;
use renkei_domain::conference::deadline::answer_by;
use renkei_domain::conference::invitation::{CallChannel, Says};
use renkei_domain::conference::series::{
    MeetingMember, MeetingNotice, MeetingOffice, MeetingTold, SeriesFault,
};
use renkei_domain::ids::{MeetingNoticeId, MeetingSeriesId};
use renkei_domain::people::PaperCode;
use renkei_domain::text::Line;
use renkei_domain::time::{Moment, japanese_moment};
use renkei_store::StoreFault;
use renkei_store::conference::sheet::{OfferedConferenceSheet, OfferedOf};

use super::super::call::paper::{agency, code_at};
use super::MeetingRefusal;
use super::read::MeetingView;
use super::settle::OfNotice;
use crate::App;
use crate::directory::register::Outcome;
use crate::map::sheet::MadeSheet;
use crate::paper::{Letterhead, Sheet};
use crate::writer::Writer;

/// So many meetings stand on a notice after the one that it is about.
const LATER: usize = 6;

/// The same on the notice of somebody, who answers on the same page.
const LATER_OF_ONE: usize = 3;

/// For whom a notice is, and where it goes.
#[derive(Clone, PartialEq, Eq)]
pub struct NoticeAddressee {
    /// The office.
    pub name: String,
    /// Who there: duty or title.
    pub seat: Option<Line>,
    /// By which channel.
    pub channel: CallChannel,
    /// The number or postal address.
    pub target: Option<Line>,
    /// 郵便番号 of that address, where it is known.
    pub postal_code: Option<Line>,
    /// By what their answer is known; absent on a notice from before answers had codes.
    pub code: Option<PaperCode>,
    /// The last day on which an answer is in time.
    pub answer_by: Option<NaiveDate>,
}

/// Where somebody is reached is nobody's to read in a log.
impl std::fmt::Debug for NoticeAddressee {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NoticeAddressee(..)")
    }
}

/// The notice of a meeting, for FAX and letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingNoticePaper {
    /// From which network it is, and whom to answer.
    pub head: Letterhead,
    /// What the meeting is called.
    pub theme: Line,
    /// When it begins.
    pub begins: Moment,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// Where.
    pub place: Line,
    /// Why they hear of it: they are called, or something changed.
    pub says: Says,
    /// For whom it is; absent where it is for anybody who is called.
    pub to: Option<NoticeAddressee>,
    /// On which days it comes again, in words.
    pub rule: String,
    /// What is talked about, in words.
    pub agenda: Vec<String>,
    /// The meetings after it, in words.
    pub later: Vec<String>,
}

/// A sheet of which meeting, and for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeetingSheetOf {
    /// Of which series.
    pub series: MeetingSeriesId,
    /// Of which day of the rule.
    pub original: NaiveDate,
    /// Which message to one who is called; nothing for the notice for everybody.
    pub notice: Option<MeetingNoticeId>,
}

#[renkei_boxed::boxed]
impl App {
    /// The notice of a meeting for everybody, or a message to one of those who are called.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn meeting_sheet(
        &self,
        own: &Principal,
        of: MeetingSheetOf,
    ) -> Outcome<Sheet, MeetingRefusal> {
        let MeetingSheetOf {
            series, original, ..
        } = of;
        match of.notice {
            None => self.meeting_on_paper(own, series, original).await,
            Some(notice) => {
                let of = OfNotice {
                    series,
                    original,
                    notice,
                };
                self.meeting_notice_on_paper(own, of).await
            }
        }
    }

    /// Lets a sheet of a meeting be fetched for ten minutes, where whoever asks may have it now.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn offer_meeting_sheet(
        &self,
        writer: &Writer,
        of: MeetingSheetOf,
    ) -> Outcome<MadeSheet, MeetingRefusal> {
        if let Err(refusal) = self.meeting_sheet(&writer.principal, of).await? {
            return Ok(Err(refusal));
        }
        let Some(account) = writer.principal.account() else {
            return Ok(Err(MeetingRefusal::NotFound));
        };
        let offered = OfferedConferenceSheet {
            account,
            of: OfferedOf::Meeting {
                series: of.series,
                original: of.original,
                notice: of.notice,
            },
        };
        let before = MeetingRefusal::SheetMadeBefore;
        self.offer_sheet(writer, offered, before).await
    }

    /// The notice of a meeting that is held.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn meeting_on_paper(
        &self,
        own: &Principal,
        id: MeetingSeriesId,
        original: NaiveDate,
    ) -> Outcome<Sheet, MeetingRefusal> {
        let view = match self.network_meeting(own, id, original).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let meeting = &view.meeting;
        if !meeting.is_held() {
            return Ok(Err(SeriesFault::NoSuchDay.into()));
        }
        let of = (meeting.told(), Says::Invitation, None);
        self.on_notice(&view, of).await.map(Ok)
    }

    /// A message to somebody who is called to a meeting, by FAX or as a letter.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn meeting_notice_on_paper(
        &self,
        own: &Principal,
        of: OfNotice,
    ) -> Outcome<Sheet, MeetingRefusal> {
        let board = match self.meeting_board(own, of.series, of.original).await? {
            Ok(board) => board,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let found = board.notice(of.notice);
        let found = found.filter(|(_, notice)| {
            let is_paper = matches!(notice.way.channel, CallChannel::Fax | CallChannel::Letter);
            is_paper && !notice.is_superseded()
        });
        let Some((row, notice)) = found else {
            return Ok(Err(SeriesFault::NoSuchNotice.into()));
        };
        let all = &board.meeting.series.all;
        let (on, today) = (notice.told.begins.date, all.now.in_japan().date);
        let in_time = answer_by(on, today, &all.holidays);
        let to = NoticeAddressee {
            name: agency(&row.name, row.member.seat.as_ref()),
            seat: row.member.seat.clone(),
            channel: notice.way.channel,
            target: notice.way.target.clone(),
            postal_code: self.postal_code_of(&row.member, notice).await?,
            code: notice.code.clone(),
            answer_by: in_time.filter(|_| notice.says.calls()),
        };
        let of = (notice.told.clone(), notice.says, Some(to));
        self.on_notice(&board.meeting, of).await.map(Ok)
    }

    /// 郵便番号 of a letter that goes to where the directory says that an office is.
    async fn postal_code_of(
        &self,
        member: &MeetingMember,
        notice: &MeetingNotice,
    ) -> Result<Option<Line>, StoreFault> {
        let (MeetingOffice::Listed(id), Some(target)) = (&member.office, &notice.way.target) else {
            return Ok(None);
        };
        if notice.way.channel != CallChannel::Letter {
            return Ok(None);
        }
        let addresses = self.addresses_of(&[*id]).await?;
        Ok(code_at(addresses.get(id), target))
    }

    async fn on_notice(
        &self,
        view: &MeetingView,
        (told, says, to): (MeetingTold, Says, Option<NoticeAddressee>),
    ) -> Result<Sheet, StoreFault> {
        let outline = &view.series.series().outline;
        let ahead = view.series.ahead().into_iter();
        let later = ahead.filter(|one| one.is_held() && one.begins > told.begins);
        let later = later.filter(|_| says.calls());
        let items = view.known.items.iter().filter(|_| says.calls());
        Ok(Sheet::MeetingNotice(Box::new(MeetingNoticePaper {
            head: self.letterhead(&[view.series.all.network]).await?,
            says,
            theme: outline.theme.clone(),
            begins: told.begins,
            minutes: told.minutes,
            place: told.place.clone(),
            rule: outline.rule.words(),
            agenda: items
                .map(|item| format!("{}（{}分）", item.title, item.minutes))
                .collect(),
            later: later
                .take(if to.is_some() { LATER_OF_ONE } else { LATER })
                .map(|one| japanese_moment(one.begins))
                .collect(),
            to,
        })))
    }
}
