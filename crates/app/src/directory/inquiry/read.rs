//! One inquiry with its history, and what is kept about asking one agency.

use std::collections::BTreeSet;

use renkei_domain::access::principal::Principal;
use renkei_domain::directory::inquiry::{Contact, is_astray, next_step, ways_to_ask};
use renkei_domain::ids::{AccountId, InquiryId, NetworkId, ResourceId};
use renkei_domain::people::PaperCode;
use renkei_store::StoreFault;

use super::view::{AskedEntry, InquiryView, ResourceInquiries};
use super::{InquiryRefusal, allowed};
use crate::App;
use crate::directory::parts::Parts;
use crate::directory::read::Viewer;
use crate::directory::register::Outcome;

#[renkei_boxed::boxed]
impl App {
    /// One inquiry with everything around it.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn inquiry(
        &self,
        by: &Principal,
        id: InquiryId,
    ) -> Outcome<InquiryView, InquiryRefusal> {
        let Some(inquiry) = self.store.inquiry(id).await? else {
            return Ok(Err(InquiryRefusal::NotFound));
        };
        let network = match self.asking_network(by, inquiry.resource).await? {
            Ok(network) => network,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let Some(entry) = self.asked_entry(inquiry.resource).await? else {
            return Ok(Err(InquiryRefusal::NotFound));
        };
        let contacts = self.store.inquiry_contacts([id]).await?.remove(&id);
        let contacts = contacts.unwrap_or_default();
        let answers = self.store.inquiry_answers(&inquiry).await?;
        let answers = self.opened(Some(by), answers).await?.answers;
        let ids = [inquiry.resource];
        let mut standings = self.store.inquiry_standings(&ids).await?;
        let groups = standings.remove(&inquiry.resource).map(|one| one.groups);
        let mut groups = groups.unwrap_or_default();
        groups.retain(|one| inquiry.asks_about(one.group));
        let now = self.now();
        let today = now.in_japan().date;
        let astray = self.store.astray_ways(&ids).await?;
        let astray = astray.get(&inquiry.resource).map_or(&[][..], Vec::as_slice);
        let ways = ways_to_ask(&entry.facts, &entry.profile.contact_policy, astray);
        let lost = ways.iter().copied();
        let lost = lost.filter(|channel| is_astray(&entry.facts, astray, *channel));
        let lost = lost.collect();
        let step = next_step(&inquiry, &contacts, &ways, today);
        let takers = answers.iter().filter_map(|answer| answer.taken_by);
        let names = self.names_of_those_who_asked(&contacts, takers).await?;
        let until = self.store.inquiry_links_until(id).await?;
        let is_open = inquiry.state.is_open();
        Ok(Ok(InquiryView {
            network,
            network_name: self.name_of_network(network).await?,
            link_until: until.filter(|until| is_open && *until >= today),
            inquiry,
            entry,
            contacts,
            answers,
            groups,
            step,
            astray: lost,
            names,
            now,
        }))
    }

    /// The inquiry that has a code, as it was typed from a sheet.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn inquiry_of_code(
        &self,
        by: &Principal,
        typed: &str,
    ) -> Outcome<InquiryId, InquiryRefusal> {
        let code = PaperCode::read(typed);
        let Some(code) = code.filter(|code| code.groups() == PaperCode::SHEET_GROUPS) else {
            return Ok(Err(InquiryRefusal::NoSuchCode));
        };
        let Some(found) = self.store.inquiry_of_code(&code).await? else {
            return Ok(Err(InquiryRefusal::NoSuchCode));
        };
        // Whatever it asked is asked about the entry that this one became part of.
        let led = self.store.leads_to(found.resource).await?;
        let at_work = match led {
            Some(survivor) => self.store.inquiries_at_work(Some(&[survivor])).await?,
            None => Vec::new(),
        };
        let found = at_work.into_iter().next().unwrap_or(found);
        // Of another network it is as if there were none.
        Ok(match self.asking_network(by, found.resource).await? {
            Ok(_) => Ok(found.id),
            Err(_) => Err(InquiryRefusal::NoSuchCode),
        })
    }

    /// What is kept about asking one agency.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn resource_inquiries(
        &self,
        by: &Principal,
        id: ResourceId,
    ) -> Outcome<ResourceInquiries, InquiryRefusal> {
        if let Err(refusal) = self.asking_network(by, id).await? {
            return Ok(Err(refusal));
        }
        let Some(entry) = self.asked_entry(id).await? else {
            return Ok(Err(InquiryRefusal::NotFound));
        };
        let mut inquiries = self.store.inquiries_about(id).await?;
        inquiries.reverse();
        let standing = self.store.inquiry_standings(&[id]).await?.remove(&id);
        let standing = standing.map(|standing| (standing.reopened, standing.rhythm));
        let (reopened, rhythm) = standing.unwrap_or_default();
        let policy = entry.profile.contact_policy;
        let astray = self.store.astray_ways(&[id]).await?;
        let astray = astray.get(&id).map_or(&[][..], Vec::as_slice);
        Ok(Ok(ResourceInquiries {
            inquiries,
            reopened,
            rhythm,
            ways: ways_to_ask(&entry.facts, &policy, astray),
            policy,
        }))
    }

    /// The network that keeps an entry, or the one that it became part of, for somebody who may ask it.
    async fn asking_network(
        &self,
        by: &Principal,
        id: ResourceId,
    ) -> Outcome<NetworkId, InquiryRefusal> {
        let id = self.store.leads_to(id).await?.unwrap_or(id);
        let head = self.store.heads(&[id]).await?.remove(&id);
        let Some(network) = head.and_then(|head| head.steward) else {
            return Ok(Err(InquiryRefusal::NotFound));
        };
        Ok(allowed(by, network).map(|()| network))
    }

    /// What is public of an agency.
    pub(super) async fn asked_entry(
        &self,
        id: ResourceId,
    ) -> Result<Option<AskedEntry>, StoreFault> {
        let parts = Parts {
            profile: true,
            ..Parts::NONE
        };
        let mut read = self
            .read_resources(&Viewer::Anonymous, &[id], parts)
            .await?;
        let Some(read) = read.pop().flatten() else {
            return Ok(None);
        };
        Ok(Some(AskedEntry {
            resource: id,
            version: read.version,
            facts: read.facts,
            profile: read.profile.unwrap_or_default(),
            holidays: self.reference().await?.holidays.clone(),
        }))
    }

    /// What a network is called.
    pub(super) async fn name_of_network(&self, id: NetworkId) -> Result<String, StoreFault> {
        let networks = self.store.networks().await?;
        let network = networks.into_iter().find(|network| network.id == id);
        Ok(network
            .map(|network| network.name.to_string())
            .unwrap_or_default())
    }

    async fn names_of_those_who_asked(
        &self,
        contacts: &[Contact],
        others: impl Iterator<Item = AccountId>,
    ) -> Result<Vec<(AccountId, String)>, StoreFault> {
        let by = contacts.iter().filter_map(|contact| contact.by);
        let ids: BTreeSet<AccountId> = by.chain(others).collect();
        let ids: Vec<AccountId> = ids.into_iter().collect();
        let names = self.store.account_names(&ids).await?;
        Ok(names
            .into_iter()
            .map(|(id, name)| (id, name.to_string()))
            .collect())
    }
}
