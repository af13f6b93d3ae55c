//! What a secretariat decides about a mail that came back about a meeting and waits: by one press it becomes an answer, or
//! is set aside. The message stays as it came, and can be read. How many wait is told where a day of work begins.

use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::conference::invitation::{InvitationFault, MailVerdict};
use renkei_domain::conference::series::mail::answer_of;
use renkei_domain::conference::series::{
    Meeting, MeetingAnswer, MeetingCame, MeetingMail, SeriesFault, ToldMember,
};
use renkei_domain::ids::{AccountId, MeetingMailId, MeetingSeriesId, NetworkId, ParticipantId};
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::{Stop, StoreFault, Work};

use super::call::writes;
use super::{KeptSeries, MeetingRefusal, allowed, judged, refuse, series_in};
use crate::App;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// A mail about a meeting as somebody saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenMeetingMail {
    /// About which series.
    pub series: MeetingSeriesId,
    /// About the meeting of which day of the rule.
    pub original: NaiveDate,
    /// Which.
    pub id: MeetingMailId,
    /// In which version.
    pub version: i64,
}

/// What is decided about a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeetingMailForm {
    /// What.
    pub verdict: MailVerdict,
    /// Whose answer it is, where that is not whom the mail was found to be from.
    pub member: Option<ParticipantId>,
}

/// A meeting about which mail waits until somebody decides.
#[derive(Debug, Clone)]
pub struct WaitingMeeting {
    /// Of which series.
    pub series: MeetingSeriesId,
    /// What that is called: it names no person.
    pub theme: Line,
    /// The meeting.
    pub meeting: Meeting,
    /// How many mails wait.
    pub mails: usize,
}

#[renkei_boxed::boxed]
impl App {
    /// The meetings about which mail waits, of the networks whose meetings somebody may write: the earliest first.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn meetings_with_mail(
        &self,
        own: &Principal,
    ) -> Result<Vec<WaitingMeeting>, StoreFault> {
        let may_write = |id: &NetworkId| allowed(own, Action::KeepMeetings, *id).is_ok();
        let networks = self.store.networks().await?.into_iter();
        let networks: Vec<NetworkId> = networks.map(|one| one.id).filter(may_write).collect();
        if networks.is_empty() {
            return Ok(Vec::new());
        }
        let waiting = self.store.waiting_meeting_mails(&networks).await?;
        if waiting.is_empty() {
            return Ok(Vec::new());
        }
        let reference = self.reference().await?;
        let mut files = Vec::new();
        for network in networks {
            files.extend(self.store.meetings_of(network).await?);
        }
        let meetings = waiting.into_iter().filter_map(|(id, original, mails)| {
            let file = files.iter().find(|file| file.series.id == id)?;
            let known = file.known.iter().find(|one| one.original == original);
            let series = &file.series;
            let meeting = series.meeting_of(original, known, &reference.holidays);
            Some(WaitingMeeting {
                series: id,
                theme: series.outline.theme.clone(),
                meeting: meeting.ok()?,
                mails,
            })
        });
        Ok(meetings.collect())
    }

    /// Decides about a mail that waits. An answer that comes of it counts like one that was taken down by hand.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn settle_meeting_mail(
        &self,
        writer: &Writer,
        seen: SeenMeetingMail,
        form: MeetingMailForm,
    ) -> Outcome<KeptSeries, MeetingRefusal> {
        let by = match writes(writer) {
            Ok(by) => by,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let asked = format!("{seen:?} {form:?}");
        let given = Arc::new((writer.principal.clone(), seen, form));
        self.act_of(writer, Purpose::DecideReply, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move {
                let (principal, seen, form) = given.as_ref();
                settled_in(work, principal, (*seen, *form), (by, header.at)).await
            })
        })
        .await
    }

    /// A mail about a meeting as it came, for whoever may write that meeting; nothing where there is none.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn meeting_mail_as_it_came(
        &self,
        own: &Principal,
        (series, original): (MeetingSeriesId, NaiveDate),
        mail: MeetingMailId,
    ) -> Outcome<Option<Vec<u8>>, MeetingRefusal> {
        let board = match self.meeting_board(own, series, original).await? {
            Ok(board) => board,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if !board.mails.iter().any(|known| known.id == mail) {
            return Ok(Ok(None));
        }
        Ok(Ok(self.store.meeting_mail_as_it_came(series, mail).await?))
    }

    /// The same by the mail alone, wherever it came back.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn meeting_message(
        &self,
        own: &Principal,
        mail: MeetingMailId,
    ) -> Outcome<Option<Vec<u8>>, MeetingRefusal> {
        match self.store.place_of_meeting_mail(mail).await? {
            Some(at) => self.meeting_mail_as_it_came(own, at, mail).await,
            None => Ok(Ok(None)),
        }
    }
}

async fn settled_in(
    work: &Work,
    principal: &Principal,
    (seen, form): (SeenMeetingMail, MeetingMailForm),
    (by, now): (AccountId, Instant),
) -> Result<KeptSeries, Stop<MeetingRefusal>> {
    let file = series_in(work, principal, seen.series).await?;
    let is_of_it =
        |mail: &MeetingMail| mail.series == seen.series && mail.original == seen.original;
    let known = work.meeting_mail(seen.id).await?.filter(is_of_it);
    let Some(before) = known else {
        return refuse(SeriesFault::from(InvitationFault::NoSuchReply));
    };
    if before.version != seen.version {
        return refuse(MeetingRefusal::Overtaken);
    }
    let member = form.member.or(before.member);
    let after = before.clone();
    let after = judged(
        after
            .settled(form.verdict, member, (by, now))
            .map_err(SeriesFault::from),
    )?;
    if let Some(comes) = answer_of(form.verdict) {
        let Some(member) = member else {
            return refuse(SeriesFault::NoSuchMember);
        };
        answered(work, &before, member, (comes, by, now)).await?;
    }
    work.keep_meeting_mail(&before, &after).await?;
    Ok(KeptSeries(file.series.id))
}

/// Records the answer that a mail is said to be, as one to what its writer was told last.
async fn answered(
    work: &Work,
    mail: &MeetingMail,
    member: ParticipantId,
    (comes, by, now): (MeetingCame, AccountId, Instant),
) -> Result<(), Stop<MeetingRefusal>> {
    let all = work.meeting_notices(mail.series, mail.original).await?;
    let Some(last) = ToldMember::of(&all, member).last().map(|last| last.id) else {
        return refuse(SeriesFault::NoSuchNotice);
    };
    // A courier notes what became of it behind the same lock.
    work.lock_letters_about(last.uuid()).await?;
    let Some(before) = work.meeting_notice(last).await? else {
        return refuse(SeriesFault::NoSuchNotice);
    };
    let answer = MeetingAnswer {
        comes,
        at: now,
        by: Some(by),
    };
    let after = judged(before.clone().answered(answer).map_err(SeriesFault::from))?;
    work.keep_meeting_notice(Some(&before), &after).await?;
    Ok(())
}
