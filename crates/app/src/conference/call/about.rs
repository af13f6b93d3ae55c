//! Telling somebody who is called who it is about: apart from the message, under consent, with a record of it. The rule
//! decides and the record is made in the same act as 「話した」 does.

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::cases::case::Case;
use renkei_domain::conference::invitation::{
    AboutHow, AboutLinkEnd, Invitation, InvitationFault, ToldAbout,
};
use renkei_domain::conference::{Conference, Invitee, named_so};
use renkei_domain::consent::{InformationCategory, PartyId};
use renkei_domain::ids::{ProvisionId, TeamMemberId};
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::{Stop, StoreFault, Work};

use super::about_link::end_links;
use super::permitted::permitted;
use super::{CallRefusal, KeptCall, SeenCall, invitation_of, judged, refuse};
use crate::App;
use crate::conference::{case_of, conference_of};
use crate::consent::what_is_missing;
use crate::directory::register::Outcome;
use crate::provisions::told::{Agreed, Partner, TellForm, tell_agreed};
use crate::writer::Writer;

/// That somebody who is called was told who it is about.
#[derive(Clone, PartialEq, Eq)]
pub struct AboutForm {
    /// How; by a link nobody says so by hand.
    pub how: AboutHow,
    /// Who listened, where that is not their contact.
    pub heard_by: Option<Line>,
    /// When, where that was before now.
    pub at: Option<Instant>,
}

/// Who heard of whom is nobody's to read in a log.
impl std::fmt::Debug for AboutForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AboutForm({})", self.how.code())
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Writes down that somebody who is called was told who it is about, where they may be: with the record of it.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn tell_about_conference(
        &self,
        writer: &Writer,
        seen: SeenCall,
        form: AboutForm,
    ) -> Outcome<KeptCall, CallRefusal> {
        let Some(by) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        };
        let heard_by = form.heard_by.as_ref().map(Line::as_str);
        let at = form.at.map(Instant::micros);
        let asked = format!("{seen:?} {} {heard_by:?} {at:?}", form.how.code());
        let record = ProvisionId::from_uuid(self.new_id());
        let stranger = self.new_team_member();
        let given = Arc::new((writer.principal.clone(), form));
        let purpose = Purpose::TellAboutConference;
        self.act_of(writer, purpose, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move {
                let (principal, form) = &*given;
                let action = Action::ConveneConference;
                let case = case_of(work, principal, action, seen.case).await;
                let case = case.map_err(Stop::widened)?;
                let conference = conference_of(work, &case, seen.conference).await;
                let conference = conference.map_err(Stop::widened)?;
                let before = invitation_of(work, seen).await?;
                if form.how == AboutHow::LinkAndCode {
                    return refuse(InvitationFault::ByTheLink);
                }
                let may = permitted(work, &case, &conference, header.at).await?;
                if !may.contains(&before.participant) {
                    return refuse(InvitationFault::NotExpected);
                }
                let of = (&conference, &before);
                let agreed = Agreed {
                    principal,
                    by,
                    ids: &[record],
                    stranger,
                    form: &telling(work, &case, of, (form, header.at)).await?,
                };
                let told = tell_agreed(work, &agreed, &case, header.at).await;
                let told = told.map_err(Stop::widened)?;
                let after = before.clone().having_told(ToldAbout {
                    how: form.how,
                    at: form.at.unwrap_or(header.at),
                    by,
                    heard_by: form.heard_by.clone(),
                    record: told.0,
                });
                let after = Invitation {
                    version: before.version + 1,
                    ..judged(after)?
                };
                work.keep_conference_invitation(Some(&before), &after)
                    .await?;
                let mut links = work.about_links(&conference).await?;
                links.retain(|link| link.invitation == after.id);
                let why = (AboutLinkEnd::ToldOtherwise, header.at);
                end_links(work, case.id, links, why).await?;
                Ok(KeptCall(after.id))
            })
        })
        .await
    }
}

/// Who is told whom a conference is about, and how: nothing but that.
pub(super) async fn telling(
    work: &Work,
    case: &Case,
    of: (&Conference, &Invitation),
    (form, now): (&AboutForm, Instant),
) -> Result<TellForm, Stop<CallRefusal>> {
    Ok(TellForm {
        to: heard(work, case, of, now).await?,
        heard_by: form.heard_by.clone(),
        categories: [InformationCategory::Basic].into(),
        how: form.how.told_how(),
        purpose: Some(of.0.outline.purpose.consent()),
        at: form.at,
    })
}

/// Who hears it, as a record knows them.
async fn heard(
    work: &Work,
    case: &Case,
    (conference, invitation): (&Conference, &Invitation),
    now: Instant,
) -> Result<Partner, Stop<CallRefusal>> {
    let participant = conference.participant(invitation.participant);
    let who = participant.map(|participant| &participant.who);
    Ok(match who {
        None => Partner::typed(invitation.name.clone()),
        Some(Invitee::Listed { resource, .. }) => Partner::Listed(*resource),
        Some(Invitee::Written { name, .. }) => {
            let team = work.team_of(case).await?;
            let member = named_so(&team, name, now.in_japan().date);
            match member {
                Some(member) => Partner::InTeam(PartyId::of(member)),
                None => Partner::typed(name.clone()),
            }
        }
        Some(Invitee::Member(id)) => {
            let party = member(work, case, *id).await.map_err(Stop::Fault)?;
            party.map_or_else(|| Partner::typed(invitation.name.clone()), Partner::InTeam)
        }
    })
}

/// A member of the team, as the rule knows them.
async fn member(work: &Work, case: &Case, id: TeamMemberId) -> Result<Option<PartyId>, StoreFault> {
    let team = work.team_of(case).await?;
    let member = team.iter().find(|member| member.id == id);
    Ok(member.map(PartyId::of))
}
