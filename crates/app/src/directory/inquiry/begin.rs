//! Beginning to ask: one agency, or those of the list that are due. Who is asked by mail is written to by the same press;
//! FAX, phone and letter wait on the list for somebody's hand.

use std::sync::Arc;

use renkei_domain::access::principal::Principal;
use renkei_domain::directory::inquiry::{AskedGroup, GroupState, Inquiry, InquiryState};
use renkei_domain::directory::resource::Lifecycle;
use renkei_domain::ids::{InquiryId, NetworkId, ResourceId};
use renkei_domain::outside::{Entropy, new_uuid};
use renkei_domain::people::PaperCode;
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use renkei_store::{Stop, Work};

use super::contact::mail_in;
use super::{HeldEntry, InquiryRefusal, allowed, refuse};
use crate::App;
use crate::directory::register::Outcome;
use crate::writer::{Answer, WriteKey, Writer};

/// Whom one press begins to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begin {
    /// One agency.
    One(ResourceId),
    /// Those that come first on the list and are due.
    AllDue,
}

/// How many one press begins with.
const AT_A_PRESS: usize = 200;

/// How many are begun with in one act: others write between two of them.
const AT_ONCE: usize = 25;

/// What was begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Begun {
    /// How many agencies are asked from now on.
    pub begun: usize,
    /// How many of them by mail.
    pub by_mail: usize,
    /// How many are due and not asked yet.
    pub left: usize,
    /// The first inquiry that was begun.
    pub first: Option<InquiryId>,
}

impl Begun {
    fn and(self, other: Self) -> Self {
        Self {
            begun: self.begun + other.begun,
            by_mail: self.by_mail + other.by_mail,
            left: self.left,
            first: self.first.or(other.first),
        }
    }
}

impl Answer for Begun {
    fn to_text(&self) -> String {
        let first = self.first.map(|id| id.to_string()).unwrap_or_default();
        format!("{} {} {first}", self.begun, self.by_mail)
    }

    fn from_text(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let begun = parts.next()?.parse().ok()?;
        let by_mail = parts.next()?.parse().ok()?;
        let first = parts.next().filter(|text| !text.is_empty());
        Some(Self {
            begun,
            by_mail,
            left: 0,
            first: first.map(str::parse).transpose().ok()?,
        })
    }
}

/// Everything that is known beforehand.
struct Given {
    principal: Principal,
    network: NetworkId,
    entropy: Arc<dyn Entropy>,
    /// In the order of ids: two who press at once take the locks in the same order.
    ids: Vec<ResourceId>,
    /// Whom somebody chose: where nothing of them is due they are told so.
    whom: Begin,
}

#[renkei_boxed::boxed]
impl App {
    /// Begins to ask. Whoever is asked already, or of whom nothing is due any more, is left as they are, so that it can be
    /// pressed again and again.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn begin_inquiries(
        &self,
        writer: &Writer,
        network: NetworkId,
        whom: Begin,
    ) -> Outcome<Begun, InquiryRefusal> {
        if let Err(refusal) = allowed(&writer.principal, network) {
            return Ok(Err(refusal));
        }
        let (ids, left) = match whom {
            Begin::One(id) => (vec![id], 0),
            Begin::AllDue => {
                let mut due = self.due_to_begin(network).await?;
                let left = due.len().saturating_sub(AT_A_PRESS);
                due.truncate(AT_A_PRESS);
                (due, left)
            }
        };
        let mut begun = Begun {
            left,
            ..Begun::default()
        };
        for (place, some) in ids.chunks(AT_ONCE).enumerate() {
            let mut ids = some.to_vec();
            ids.sort_unstable();
            let given = Given {
                principal: writer.principal.clone(),
                network,
                entropy: Arc::clone(&self.entropy),
                ids,
                whom,
            };
            // Each act of a press has a key of its own.
            let key = writer.key.as_ref();
            let key =
                key.and_then(|key| WriteKey::parse(&format!("{}-{place}", key.as_str())).ok());
            let writer = writer.clone().once(key);
            let asked = format!("{network} {whom:?} {place}");
            match self.begin_some(&writer, &asked, given).await? {
                Ok(some) => begun = begun.and(some),
                Err(refusal) => return Ok(Err(refusal)),
            }
        }
        self.wake_courier();
        Ok(Ok(begun))
    }

    async fn begin_some(
        &self,
        writer: &Writer,
        asked: &str,
        given: Given,
    ) -> Outcome<Begun, InquiryRefusal> {
        let given = Arc::new(given);
        let purpose = Purpose::BeginInquiry;
        self.act_of(writer, purpose, asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move { begun_in(work, &given, header.at).await })
        })
        .await
    }
}

async fn begun_in(work: &Work, given: &Given, now: Instant) -> Result<Begun, Stop<InquiryRefusal>> {
    work.lock_resources(&given.ids).await?;
    let mut standings = work.inquiry_standings(&given.ids).await?;
    let today = now.in_japan().date;
    let mut begun = Begun::default();
    for id in &given.ids {
        let Some(entry) = HeldEntry::take(work, *id).await? else {
            continue;
        };
        // Another network may keep it since the list was read.
        if entry.head.steward != Some(given.network) {
            continue;
        }
        if entry.head.lifecycle != Lifecycle::Active || work.inquiry_at_work(*id).await?.is_some() {
            continue;
        }
        let due = standings.remove(id).and_then(|one| one.due(today));
        let Some((round, groups)) = due else {
            continue;
        };
        let groups = groups.into_iter().map(|group| AskedGroup {
            group,
            state: GroupState::Asked,
        });
        let inquiry = Inquiry {
            id: InquiryId::from_uuid(new_uuid(now, given.entropy.as_ref())),
            resource: *id,
            network: given.network,
            round,
            groups: groups.collect(),
            opened_at: now,
            state: InquiryState::Open,
            ended_at: None,
            code: PaperCode::draw(PaperCode::SHEET_GROUPS, given.entropy.as_ref()),
            version: 1,
        };
        work.keep_inquiry(None, &inquiry).await?;
        if entry.is_mailed_at_once() {
            let by = (now, given.principal.account(), given.entropy.as_ref());
            mail_in(work, &inquiry, 0, by).await?;
            begun.by_mail += 1;
        }
        begun.begun += 1;
        begun.first = begun.first.or(Some(inquiry.id));
    }
    if begun.begun == 0 && matches!(given.whom, Begin::One(_)) {
        return refuse(InquiryRefusal::NothingDue);
    }
    Ok(begun)
}
