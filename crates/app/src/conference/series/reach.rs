//! By which way somebody who is called to a series is told of its meetings: what the secretariat chooses for a reason, and
//! that a FAX number was confirmed.

use std::sync::Arc;

use renkei_domain::access::rule::Decision;
use renkei_domain::conference::invitation::{InvitationFault, KeptWay};
use renkei_domain::conference::series::SeriesFault;
use renkei_domain::ids::ParticipantId;
use renkei_domain::record::Purpose;

use super::super::call::way::WayStep;
use super::{KeptSeries, MeetingRefusal, SeenSeries, judged, refuse, seen_in};
use crate::App;
use crate::directory::register::Outcome;
use crate::writer::Writer;

#[renkei_boxed::boxed]
impl App {
    /// Keeps what the secretariat says about the way to a member. Messages that are under way are not changed by it; the
    /// next goes so.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn change_member_way(
        &self,
        writer: &Writer,
        seen: SeenSeries,
        member: ParticipantId,
        step: WayStep,
    ) -> Outcome<KeptSeries, MeetingRefusal> {
        let Some(by) = writer.principal.account() else {
            return Ok(Err(MeetingRefusal::NotAllowed(Decision::SignInFirst)));
        };
        if let Err(fault) = step.checked() {
            return Ok(Err(SeriesFault::from(fault).into()));
        }
        // Nobody goes to an office to hand a sheet over.
        if let WayStep::Choose { channel, .. } = &step
            && !channel.has_target()
        {
            return Ok(Err(SeriesFault::from(InvitationFault::NoTarget).into()));
        }
        let asked = format!("{seen:?} {member} {}", step.asked());
        let given = Arc::new((writer.principal.clone(), step));
        let purpose = Purpose::CallToMeetings;
        self.act_of(writer, purpose, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move {
                let (principal, step) = given.as_ref();
                let file = seen_in(work, principal, seen).await?;
                let Some(known) = file.series.member(member) else {
                    return refuse(SeriesFault::NoSuchMember);
                };
                let nothing = KeptWay {
                    participant: member,
                    choice: None,
                    check: None,
                };
                let kept = known.way.clone().unwrap_or(nothing);
                let kept = step.applied(kept, by, header.at);
                let series = judged(file.series.clone().reaching(kept))?;
                work.keep_meeting_series(Some(&file.series), &series)
                    .await?;
                Ok(KeptSeries(series.id))
            })
        })
        .await
    }
}
