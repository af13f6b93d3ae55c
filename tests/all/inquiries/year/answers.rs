//! What an agency does that is asked, and by which door its answer comes in: typed in by the desk from a FAX or a call, or
//! by the link of its mail.

use std::collections::{BTreeMap, HashMap};
use std::net::Ipv4Addr;

use futures_util::future::join_all;
use renkei_app::App;
use renkei_app::directory::inquiry::SeenInquiry;
use renkei_app::directory::inquiry::contact::DoneContact;
use renkei_app::directory::inquiry::view::{InquiryQuery, InquiryRow};
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::inquiry::{
    Contact, ContactOutcome, Inquiry, NextStep, Reply, RoundKind,
};
use renkei_domain::ids::{InquiryId, ResourceId};
use renkei_tests::browser::Browser;
use renkei_tests::server::Visitor;

use super::super::answered;
use super::played::{Year, place_of};
use crate::binary::Running;
use crate::consent::desk;
use crate::editing_pages::forms::Form;
use crate::letters::invited::demo;
use crate::record::fine;

/// What an address begins with for which no mail server takes anything.
pub(super) const COMES_BACK: &str = "comes-back-";

/// How many of the desk type in at the same time.
const AT_THE_SAME_TIME: usize = 4;

/// How many agencies open the page of their link; what the others send goes the same way behind the page.
const BY_THE_PAGE: usize = 3;

/// What an agency does that is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// At once, by FAX or by phone.
    AtOnce,
    /// At once too, by the link of its mail.
    ByLink,
    /// Its mail comes back, and whoever phones then has the answer.
    Bounces,
    TheSecondTime,
    NotWilling,
    /// Its mail arrives and nobody reads it.
    Never,
}

pub(super) fn manner(id: ResourceId) -> Manner {
    match place_of(id) % 40 {
        3 => Manner::Bounces,
        7 => Manner::ByLink,
        17 | 37 => Manner::TheSecondTime,
        18 | 38 => Manner::NotWilling,
        19 | 39 => Manner::Never,
        _ => Manner::AtOnce,
    }
}

/// The address for mail that the directory has of an agency.
pub(super) fn address_of(id: ResourceId) -> Option<String> {
    let name = match manner(id) {
        Manner::Never => "never-",
        Manner::ByLink => "link-",
        Manner::Bounces => COMES_BACK,
        Manner::AtOnce | Manner::TheSecondTime | Manner::NotWilling => return None,
    };
    Some(format!("{name}{}@example.jp", place_of(id)))
}

/// Whether somebody says in summer that its number leads elsewhere.
pub(super) fn is_reported(id: ResourceId) -> bool {
    place_of(id) % 40 == 23
}

/// By which of the two its answer comes that the desk types in.
fn way_of(id: ResourceId) -> CallChannel {
    if place_of(id).is_multiple_of(2) {
        CallChannel::Fax
    } else {
        CallChannel::Phone
    }
}

const fn seen(inquiry: &Inquiry) -> SeenInquiry {
    SeenInquiry {
        id: inquiry.id,
        version: inquiry.version,
    }
}

impl Year {
    /// The versions of some entries as they stand.
    async fn versions(&self, ids: &[ResourceId]) -> HashMap<ResourceId, i64> {
        let stored = fine(self.world.store.resources(ids).await);
        stored.iter().map(|one| (one.id, one.version)).collect()
    }

    /// Something was told about all that an inquiry asked.
    fn told(&mut self, inquiry: &Inquiry) {
        let today = self.today();
        for group in inquiry.asked() {
            let known = (Some(today), None);
            self.known.insert((inquiry.resource, group), known);
        }
        self.waiting.remove(&inquiry.id);
    }

    /// What those who answer at once send back by FAX or say on the phone is typed in.
    pub(super) async fn answer_at_once(&mut self, app: &App) {
        let by = desk(&self.minato);
        // What was reported is typed in by whoever phones, which ends that it is reopened.
        let open = self.waiting.values().filter(|one| {
            manner(one.resource) == Manner::AtOnce && one.round.kind != RoundKind::Reopened
        });
        let open: Vec<Inquiry> = open.cloned().collect();
        for some in open.chunks(100) {
            let ids: Vec<ResourceId> = some.iter().map(|one| one.resource).collect();
            let versions = self.versions(&ids).await;
            for few in some.chunks(AT_THE_SAME_TIME) {
                let answers = few.iter().map(|one| {
                    let reply = Reply::all_correct(one.asked());
                    let (version, way) = (versions[&one.resource], way_of(one.resource));
                    app.record_inquiry_answer(&by, seen(one), version, way, reply)
                });
                for answer in join_all(answers).await {
                    fine(fine(answer));
                }
            }
            for one in some {
                self.told(one);
            }
        }
    }

    /// Whoever has a link answers by it: the first few on the page of a process.
    pub(super) async fn answer_by_link(
        &mut self,
        codes: &BTreeMap<String, String>,
        running: &Running,
    ) {
        let open = self.waiting.values();
        let open = open.filter(|one| manner(one.resource) == Manner::ByLink);
        let open: Vec<Inquiry> = open.cloned().collect();
        let phone = Browser::of(Visitor::calling(running.place(), Ipv4Addr::LOCALHOST));
        for (place, inquiry) in open.iter().enumerate() {
            let address = address_of(inquiry.resource).unwrap_or_default();
            let code = &codes[&address];
            if place < BY_THE_PAGE {
                let path = format!("/inquiry/{code}");
                let page = phone.look(&path).await;
                let kept = Form::on(&page.html, &path).send(&phone).await;
                let thanks = format!("{path}?kept=yes");
                assert_eq!(kept.leads_to, Some(thanks), "{}", kept.html);
            } else {
                let all = Reply::all_correct(inquiry.asked());
                fine(answered(&self.world, code, all).await);
            }
            self.told(inquiry);
        }
    }

    /// What the desk can do about the others today.
    pub(super) async fn ask_the_others(&mut self, app: &App) {
        if self.waiting.is_empty() {
            return;
        }
        self.look_what_waits().await;
        let mut after = None;
        loop {
            let query = InquiryQuery {
                after,
                limit: Some(200),
                only_to_do: true,
            };
            let page = app.inquiries_due(&self.minato.principal, demo(), &query);
            let page = fine(fine(page.await));
            let rows: Vec<&InquiryRow> = page
                .rows
                .iter()
                .filter(|row| row.inquiry.is_some_and(|id| self.waiting.contains_key(&id)))
                .collect();
            let ids: Vec<ResourceId> = rows.iter().map(|row| row.resource).collect();
            let versions = self.versions(&ids).await;
            let asked = rows.iter().filter_map(|row| row.inquiry);
            let contacts = fine(self.world.store.inquiry_contacts(asked).await);
            for row in rows {
                self.ask(app, row, (&versions, &contacts)).await;
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
    }

    async fn ask(
        &mut self,
        app: &App,
        row: &InquiryRow,
        (versions, contacts): (&HashMap<ResourceId, i64>, &HashMap<InquiryId, Vec<Contact>>),
    ) {
        let waiting = row.inquiry.and_then(|id| self.waiting.get(&id)).cloned();
        let (Some(inquiry), NextStep::Contact { channels }) = (waiting, &row.step) else {
            return;
        };
        let before = contacts.get(&inquiry.id).map(Vec::as_slice);
        let is_first = before.unwrap_or_default().is_empty();
        let by = desk(&self.minato);
        let answered_by = match manner(row.resource) {
            Manner::TheSecondTime => (!is_first).then_some(channels[0]),
            Manner::AtOnce | Manner::ByLink | Manner::Bounces => Some(CallChannel::Phone),
            Manner::NotWilling | Manner::Never => None,
        };
        if let Some(channel) = answered_by {
            let reply = Reply::all_correct(inquiry.asked());
            let version = versions[&row.resource];
            let answer = app.record_inquiry_answer(&by, seen(&inquiry), version, channel, reply);
            fine(fine(answer.await));
            self.told(&inquiry);
            return;
        }
        let refuses = manner(row.resource) == Manner::NotWilling;
        let (channel, outcome) = if refuses {
            (CallChannel::Phone, ContactOutcome::Refused)
        } else {
            let outcome = match channels[0] {
                CallChannel::Phone => ContactOutcome::ReachedNobody,
                _ => ContactOutcome::Sent,
            };
            (channels[0], outcome)
        };
        let done = DoneContact {
            channel,
            outcome,
            note: None,
        };
        let noted = app.note_inquiry_contact(&by, seen(&inquiry), done);
        fine(fine(noted.await));
        if refuses {
            self.in_vain(&inquiry);
            self.waiting.remove(&inquiry.id);
        }
    }

    /// An inquiry ended, and nothing was told.
    fn in_vain(&mut self, inquiry: &Inquiry) {
        let today = self.today();
        for group in inquiry.asked() {
            let known = self.known.entry((inquiry.resource, group)).or_default();
            known.1 = Some(today);
        }
    }

    /// What nobody answered ends by itself, as the process looks every hour.
    pub(super) async fn end_silent(&mut self, app: &App) {
        if fine(app.end_silent_inquiries().await) == 0 {
            return;
        }
        let before = std::mem::take(&mut self.waiting);
        self.look_what_waits().await;
        for ended in before.values() {
            if !self.waiting.contains_key(&ended.id) {
                assert_eq!(manner(ended.resource), Manner::Never);
                self.in_vain(ended);
            }
        }
    }
}
