//! Who is called to one meeting, by which way, and what became of it: for the secretariat.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::conference::invitation::{CallWay, ContactKnown, NextStep, Reachable, Says};
use renkei_domain::conference::series::{
    MeetingMail, MeetingMember, MeetingNotice, MeetingOffice, MeetingSeries, ToldMember,
};
use renkei_domain::ids::{AccountId, MeetingNoticeId, MeetingSeriesId, ParticipantId, ResourceId};
use renkei_domain::text::Line;
use renkei_store::StoreFault;

use super::read::MeetingView;
use super::{MeetingRefusal, allowed};
use crate::App;
use crate::directory::parts::{Parts, ReadResource};
use crate::directory::read::Viewer;
use crate::directory::register::Outcome;

/// Somebody who is called to a meeting, or was told of it.
#[derive(Debug, Clone)]
pub struct MeetingCallRow {
    /// Who.
    pub member: MeetingMember,
    /// Office, and duty or title.
    pub name: String,
    /// In which way they would be told now, and why so.
    pub way: CallWay,
    /// What they were told, with what became of it.
    pub told: ToldMember,
    /// What they have to be told, and nobody prepared yet.
    pub due: Option<Says>,
    /// What is to be done about them next.
    pub next: Option<NextStep>,
}

/// One meeting with how everybody hears of it.
#[derive(Debug, Clone)]
pub struct MeetingBoard {
    /// The meeting.
    pub meeting: MeetingView,
    /// Those who are called to it, in the order of the list.
    pub rows: Vec<MeetingCallRow>,
    /// The mail that came back about it, the newest first.
    pub mails: Vec<MeetingMail>,
    /// Names of those who took down what became of it, or decided about a mail.
    pub names: HashMap<AccountId, Line>,
}

impl MeetingBoard {
    /// A message, with whom it is for.
    #[must_use]
    pub fn notice(&self, id: MeetingNoticeId) -> Option<(&MeetingCallRow, &MeetingNotice)> {
        let mut all = self.rows.iter().flat_map(|row| {
            let notices = row.told.notices().iter();
            notices.map(move |notice| (row, notice))
        });
        all.find(|(_, notice)| notice.id == id)
    }
}

/// By which way a member is told, as is known today.
fn way_to(
    member: &MeetingMember,
    agencies: &HashMap<ResourceId, ReadResource>,
    today: NaiveDate,
) -> CallWay {
    let listed = match &member.office {
        MeetingOffice::Listed(id) => agencies.get(id),
        MeetingOffice::Written(_) => None,
    };
    let listed = listed.and_then(|read| {
        let profile = read.profile.as_ref()?;
        Some(Reachable::Listed {
            facts: &read.facts,
            policy: &profile.contact_policy,
            contact: ContactKnown::on(today, &profile.verifications),
        })
    });
    let nothing = Reachable::Written {
        fax: None,
        address: None,
    };
    CallWay::to(listed.unwrap_or(nothing), member.way.as_ref())
}

#[renkei_boxed::boxed]
impl App {
    /// How everybody hears of one meeting and what became of it, for whoever may write it.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn meeting_board(
        &self,
        own: &Principal,
        id: MeetingSeriesId,
        original: NaiveDate,
    ) -> Outcome<MeetingBoard, MeetingRefusal> {
        let meeting = match self.network_meeting(own, id, original).await? {
            Ok(meeting) => meeting,
            Err(refusal) => return Ok(Err(refusal)),
        };
        // Where others are reached is the secretariat's to know.
        if let Err(refusal) = allowed(own, Action::KeepMeetings, meeting.series.all.network) {
            return Ok(Err(refusal));
        }
        let series = meeting.series.series();
        let mut ways = self.member_ways(own, series).await?;
        let notices = self.store.meeting_notices(id, original).await?;
        let mut rows = Vec::new();
        for member in &series.members {
            let told = ToldMember::of(&notices, member.id);
            let is_called = meeting.meeting.calls(member);
            let Some(way) = ways.remove(&member.id) else {
                continue;
            };
            if !is_called && told.notices().is_empty() {
                continue;
            }
            let has_begun = meeting.meeting.has_begun(meeting.series.all.now);
            let due = told.due((&meeting.meeting, is_called), Some(&way));
            let due = due.filter(|_| !has_begun);
            rows.push(MeetingCallRow {
                name: meeting.series.name_of(member),
                next: told.next(due, &way),
                member: member.clone(),
                way,
                told,
                due,
            });
        }
        let mails = self.store.meeting_mails(id, original).await?;
        let settled = mails.iter().filter_map(|mail| mail.settled);
        let people: BTreeSet<AccountId> = notices
            .iter()
            .flat_map(|one| [one.mark.by, one.answer.and_then(|answer| answer.by)])
            .flatten()
            .chain(settled.map(|(by, _)| by))
            .collect();
        let people: Vec<AccountId> = people.into_iter().collect();
        Ok(Ok(MeetingBoard {
            names: self.store.account_names(&people).await?,
            meeting,
            rows,
            mails,
        }))
    }

    /// By which way each member of a series would be told now.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn member_ways(
        &self,
        own: &Principal,
        series: &MeetingSeries,
    ) -> Result<HashMap<ParticipantId, CallWay>, StoreFault> {
        let listed = series.members.iter();
        let listed: BTreeSet<ResourceId> = listed
            .filter_map(|one| match &one.office {
                MeetingOffice::Listed(id) => Some(*id),
                MeetingOffice::Written(_) => None,
            })
            .collect();
        let listed: Vec<ResourceId> = listed.into_iter().collect();
        let parts = Parts {
            profile: true,
            ..Parts::NONE
        };
        let viewer = Viewer::of(own);
        let read = self.read_resources(&viewer, &listed, parts);
        let read = read.await?.into_iter().flatten();
        let agencies: HashMap<ResourceId, ReadResource> =
            read.map(|read| (read.asked, read)).collect();
        let members = series.members.iter();
        let today = self.now().in_japan().date;
        let ways = members.map(|member| (member.id, way_to(member, &agencies, today)));
        Ok(ways.collect())
    }
}
