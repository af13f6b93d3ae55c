//! Opening a link by which somebody who was called reads who it is about: for whoever has it and the number that was told
//! apart, and no account. What is wrong, the link, the number, the day or the consent, nobody learns from the answer.

use std::net::IpAddr;
use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::may;
use renkei_domain::cases::case::Case;
use renkei_domain::conference::Conference;
use renkei_domain::conference::invitation::{
    AboutHow, AboutLink, Invitation, InvitationFault, ToldAbout, conference_number,
};
use renkei_domain::ids::{AccountId, ProvisionId, TeamMemberId};
use renkei_domain::people::PaperCode;
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::conference::invitations::link::PlaceOfLink;
use renkei_store::{Stop, StoreFault, Work};

use super::about::telling;
use super::about_link::BY_LINK;
use super::outside::OUTSIDE;
use super::permitted::permitted;
use super::{CallRefusal, judged, refuse};
use crate::App;
use crate::consent::object;
use crate::directory::register::{Outcome, outcome};
use crate::letters::WhoCalls;
use crate::people::{about_link_hash, as_if_here, of_about_link};
use crate::provisions::told::{Agreed, may_tell_agreed, tell_agreed};

/// What whoever opened a link reads, and nothing more.
#[derive(Clone, PartialEq, Eq)]
pub struct AboutCard {
    /// The number of the conference.
    pub number: String,
    /// Who it is about, as the record has them.
    pub name: Line,
    /// Who tells it: the agency that leads, and who there sees to it.
    pub caller: String,
    /// How that agency is asked, each way on a line.
    pub ways: Vec<String>,
}

/// Who it is about is nobody's to read in a log.
impl std::fmt::Debug for AboutCard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AboutCard(…)")
    }
}

/// Why a link is not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AboutRefusal {
    /// It opens nothing. Why is nobody's to read from it.
    #[error(
        "開けませんでした。番号がちがうか、このリンクは もう使えません。番号を確かめて、もう一度入れてください。5回まちがえたとき、14日を過ぎたとき、打ち合わせが終わったときは、使えなくなります。開けないときは、連絡をくれた人に電話で おたずねください。"
    )]
    Unopened,
    /// Too many wrong ones came from there.
    #[error(
        "ちがう番号がつづいたため、{minutes}分ほど開けません。お急ぎのときは、連絡をくれた人に電話で おたずねください。",
        minutes = .retry_after.div_ceil(60)
    )]
    TooMany {
        /// In how many seconds numbers are looked at again.
        retry_after: u64,
    },
}

/// What is drawn before the act.
#[derive(Clone, Copy)]
struct Drawn {
    record: ProvisionId,
    stranger: TeamMemberId,
}

#[renkei_boxed::boxed]
impl App {
    /// Opens a link by its code and the number that was told apart, asked for from an address. The first time that is the
    /// telling: the record of it is made in the same act.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn open_about_link_from(
        &self,
        address: IpAddr,
        link: &str,
        number: &str,
    ) -> Outcome<AboutCard, AboutRefusal> {
        let key = of_about_link(address);
        if let Some(retry_after) = self.waits_at(&key).await? {
            return Ok(Err(AboutRefusal::TooMany { retry_after }));
        }
        let card = self.open_about_link(link, number).await?;
        if card.is_none() {
            self.count_attempt(&key).await?;
        }
        Ok(card.ok_or(AboutRefusal::Unopened))
    }

    async fn open_about_link(
        &self,
        link: &str,
        number: &str,
    ) -> Result<Option<AboutCard>, StoreFault> {
        let read = |text: &str, groups: usize| {
            PaperCode::read(text).filter(|code| code.groups() == groups)
        };
        let link = read(link, PaperCode::INVITATION_GROUPS);
        let number = read(number, PaperCode::SHEET_GROUPS);
        let Some((link, number)) = link.zip(number) else {
            return Ok(None);
        };
        let hash = about_link_hash(&link);
        let Some(place) = self.store.place_of_about_address(&hash).await? else {
            return Ok(None);
        };
        let drawn = Drawn {
            record: ProvisionId::from_uuid(self.new_id()),
            stranger: self.new_team_member(),
        };
        let header = self.header(OUTSIDE, Purpose::OpenAboutLink);
        let now = header.at;
        let number = Arc::new(number);
        let ended = self
            .store
            .act(&header, move |work| {
                let number = Arc::clone(&number);
                Box::pin(async move { opened(work, place, (&number, drawn), now).await })
            })
            .await;
        let opened: Result<Option<AboutCard>, CallRefusal> = outcome(ended)?;
        // Whatever was refused, it is not for whoever has the link to know.
        Ok(opened.unwrap_or_default())
    }
}

/// Everything about a link.
struct Found {
    case: Case,
    conference: Conference,
    invitation: Invitation,
    link: AboutLink,
}

/// A link that could be opened now, with its case locked until the act ends.
async fn found(
    work: &Work,
    (case, conference, id): PlaceOfLink,
    now: Instant,
) -> Result<Option<Found>, StoreFault> {
    work.lock_case(case).await?;
    let case = work.case(case).await?;
    let Some(case) = case.filter(|case| !case.is_erased() && case.is_open()) else {
        return Ok(None);
    };
    let Some(conference) = work.conference(case.id, conference).await? else {
        return Ok(None);
    };
    let mut links = work.about_links(&conference).await?.into_iter();
    let link = links.find(|link| link.id == id && link.is_open(&conference, now));
    let Some(link) = link else {
        return Ok(None);
    };
    let invitation = work.conference_invitation(conference.id, link.invitation);
    Ok(invitation.await?.map(|invitation| Found {
        case,
        conference,
        invitation,
        link,
    }))
}

/// What a link shows for a number; nothing where that is wrong, which is counted.
async fn opened(
    work: &Work,
    place: PlaceOfLink,
    (number, drawn): (&PaperCode, Drawn),
    now: Instant,
) -> Result<Option<AboutCard>, Stop<CallRefusal>> {
    let Some(found) = found(work, place, now).await? else {
        return Ok(None);
    };
    let (case, before) = (&found.case, &found.link);
    if before.number != *number {
        let after = before.clone().tried_wrongly(now);
        work.keep_about_link(case.id, (before, &after)).await?;
        return Ok(None);
    }
    told(work, &found, drawn, now).await?;
    if before.opened_at.is_none() {
        let after = before.clone().opening(now);
        work.keep_about_link(case.id, (before, &after)).await?;
    }
    card(work, &found, now).await.map(Some)
}

/// Decides whether they may be told now. The first time that makes the record of it.
async fn told(
    work: &Work,
    found: &Found,
    drawn: Drawn,
    now: Instant,
) -> Result<(), Stop<CallRefusal>> {
    let (case, conference, before) = (&found.case, &found.conference, &found.invitation);
    let may = permitted(work, case, conference, now).await?;
    if !before.is_calling() || !may.contains(&before.participant) {
        return refuse(InvitationFault::NotExpected);
    }
    let Some((by, principal)) = teller(work, found, now).await? else {
        return refuse(InvitationFault::NotExpected);
    };
    let of = (conference, before);
    let agreed = Agreed {
        principal: &principal,
        by,
        ids: &[drawn.record],
        stranger: drawn.stranger,
        form: &telling(work, case, of, (&BY_LINK, now)).await?,
    };
    if before.told.is_some() {
        // Told by this link they read it again; told by another way they have no link any more.
        if found.link.opened_at.is_none() {
            return refuse(InvitationFault::ToldBefore);
        }
        let may = may_tell_agreed(work, &agreed, case, now).await;
        return may.map_err(Stop::widened);
    }
    let record = tell_agreed(work, &agreed, case, now).await;
    let record = record.map_err(Stop::widened)?;
    let after = before.clone().having_told(ToldAbout {
        how: AboutHow::LinkAndCode,
        at: now,
        by,
        heard_by: None,
        record: record.0,
    });
    let after = Invitation {
        version: before.version + 1,
        ..judged(after)?
    };
    work.keep_conference_invitation(Some(before), &after)
        .await?;
    Ok(())
}

/// Who tells it: whoever made the link, or who sees to the conference after them, as long as they may.
async fn teller(
    work: &Work,
    found: &Found,
    now: Instant,
) -> Result<Option<(AccountId, Principal)>, StoreFault> {
    let today = now.in_japan().date;
    for account in [found.link.made_by, found.conference.keeper] {
        let known = work.known_account(account, today).await?;
        let principal = known.as_ref().map(as_if_here);
        let action = Action::ConveneConference;
        let principal = principal.filter(|own| may(own, action, &object(&found.case)));
        if let Some(principal) = principal {
            return Ok(Some((account, principal)));
        }
    }
    Ok(None)
}

/// What they read.
async fn card(work: &Work, found: &Found, now: Instant) -> Result<AboutCard, Stop<CallRefusal>> {
    let (case, conference) = (&found.case, &found.conference);
    let Some(person) = case.known() else {
        return refuse(InvitationFault::NotExpected);
    };
    let who = WhoCalls::of(work, (case, conference), None, now).await?;
    let keeper = work.known_account(conference.keeper, now.in_japan().date);
    let keeper = keeper.await?.map(|keeper| keeper.name.to_string());
    let names = [Some(who.name), keeper].into_iter().flatten();
    let names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
    Ok(AboutCard {
        number: conference_number(conference.id),
        name: person.name.clone(),
        caller: names.join(" "),
        ways: who.ways,
    })
}
