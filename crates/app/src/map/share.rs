//! Showing one's own map to somebody, and ending that. Only the person shares: each share is their consent, names of
//! what it may tell, and stands on their pages and in their copy as what they showed themself, to whom, of what, from
//! when until when. The agency that leads the case has a receipt record of it. One press ends it.

mod named;

use std::sync::Arc;

use chrono::TimeDelta;
use renkei_domain::access::principal::Principal;
use renkei_domain::consent::Categories;
use renkei_domain::ids::{AccountId, CaseId, ConferenceId, MapShareId, OrganizationId, ReceiptId};
use renkei_domain::map::share::{LINK_LASTS, LINK_USUALLY, MAP_SHARES};
use renkei_domain::map::{MapShare, ShareFault};
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::map::share::StoredShare;
use renkei_store::people::SecretHash;
use renkei_store::{Stop, StoreFault, Work};

use self::named::named;
use super::readers::MapReader;
use super::receipt::{CameIn, record_came_in};
use super::{MapRefusal, may_keep_map, refuse};
use crate::App;
use crate::directory::register::Outcome;
use crate::people::{draw_map_link, map_link_hash};
use crate::writer::{Drawn, Writer};

/// To whom a map is to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareTo {
    /// A supporter by name, of those who keep a case about the person or of its support team.
    Supporter {
        /// By which case.
        case: CaseId,
        /// Whom.
        supporter: AccountId,
    },
    /// Those who see to a conference about the person, until it is over.
    Conference {
        /// In which case.
        case: CaseId,
        /// Which.
        conference: ConferenceId,
    },
    /// Whoever holds a link, as a QR code or as text.
    Link,
}

/// What is shown to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareForm {
    /// To whom.
    pub to: ShareTo,
    /// Of what it may tell; everything else is left out. Who can be asked about what is told by every share.
    pub categories: Categories,
    /// After how many days it ends by itself, 1 to 30. A link without one ends after 7; the others then last until they
    /// are ended.
    pub days: Option<u32>,
}

/// A share was made.
#[derive(Clone, PartialEq, Eq)]
pub struct MadeShare {
    /// Its id.
    pub id: MapShareId,
    /// What the address of a link ends with, told this once.
    pub secret: Option<String>,
    /// Until when it lasts at the latest.
    pub until: Option<Instant>,
}

/// A secret does not get into logs.
impl std::fmt::Debug for MadeShare {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("MadeShare");
        shown.field("id", &self.id).finish_non_exhaustive()
    }
}

/// A case by which the person may show their map, and whom they would most likely name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareChoice {
    /// The case.
    pub case: CaseId,
    /// Who leads it.
    pub organization: OrganizationId,
    /// The same by name.
    pub lead: String,
    /// Whom of them to ask about it.
    pub keeper: (AccountId, Option<Line>),
    /// Who else of the support team has an account, by name.
    pub readers: Vec<MapReader>,
}

/// Everything that was given beforehand.
struct Given {
    principal: Principal,
    account: AccountId,
    form: ShareForm,
    lead: String,
    /// Those of the team to whom it may be shown.
    readers: Vec<MapReader>,
    id: MapShareId,
    /// Of what it tells as the map stands today, for the record of the agency that reads by it.
    told: Categories,
    receipt: ReceiptId,
    until: Option<Instant>,
    secret: Option<SecretHash>,
}

/// Until when a share lasts.
fn until(form: &ShareForm, now: Instant) -> Result<Option<Instant>, ShareFault> {
    let span = match (form.to, form.days) {
        (ShareTo::Link, None) => Some(LINK_USUALLY),
        (_, None) => None,
        (_, Some(days)) => Some(TimeDelta::days(i64::from(days))),
    };
    match span {
        Some(span) if span < TimeDelta::days(1) || span > LINK_LASTS => Err(ShareFault::Until),
        span => Ok(span.map(|span| now.plus(span))),
    }
}

async fn shared_in(work: &Work, given: &Given, now: Instant) -> Result<Drawn, Stop<MapRefusal>> {
    let named = named(work, given, now).await?;
    let account = given.account;
    work.lock_account(account).await?;
    let map = work.resource_map(account).await?;
    if map.is_none_or(|stored| stored.map.is_empty()) {
        return refuse(ShareFault::Empty);
    }
    let open = usize::try_from(work.count_map_shares(account, now).await?);
    if open.unwrap_or(MAP_SHARES) >= MAP_SHARES {
        return refuse(ShareFault::TooMany);
    }
    let stored = StoredShare {
        share: MapShare {
            id: given.id,
            with: named.with,
            since: now,
            until: given.until,
            ended: None,
        },
        account,
        share_case: named.case.as_ref().map(|case| case.id),
        name: named.name,
        agency: named.agency,
        categories: given.form.categories.clone(),
        readings: 0,
        last_read_on: None,
    };
    work.add_map_share(&stored, given.secret.as_ref()).await?;
    // Another agency of the team has no record of the person in which it could stand, and the one that leads need not
    // know whom else it was shown to.
    if let Some(case) = named.case.as_ref().filter(|_| stored.agency.is_none()) {
        let came = CameIn {
            id: given.receipt,
            by: account,
            to: &stored.name,
            categories: &given.told,
        };
        record_came_in(work, case, &came, now).await?;
    }
    Ok(Drawn(given.id.uuid()))
}

#[renkei_boxed::boxed]
impl App {
    /// The cases by which the person may show their map: those about themselves.
    ///
    /// # Errors
    /// A fault of the store; what the rule says is in the outcome.
    pub async fn map_share_choices(
        &self,
        own: &Principal,
    ) -> Outcome<Vec<ShareChoice>, MapRefusal> {
        if let Err(refusal) = may_keep_map(own) {
            return Ok(Err(refusal));
        }
        // Whoever is linked with no case has a link alone to show it by.
        let cases = self.own_cases(own).await?.unwrap_or_default();
        let keepers: Vec<AccountId> = cases.iter().map(|own| own.case.keeper).collect();
        let names = self.store.account_names(&keepers).await?;
        let mut choices = Vec::new();
        for one in cases {
            let keeper = one.case.keeper;
            let mut readers = self.map_readers(own, one.case.id).await?;
            readers.retain(|reader| reader.account != keeper);
            choices.push(ShareChoice {
                case: one.case.id,
                organization: one.case.lead,
                lead: one.lead,
                keeper: (keeper, names.get(&keeper).cloned()),
                readers,
            });
        }
        Ok(Ok(choices))
    }

    /// To whom one shows one's own map now, the newest first. Nobody for whoever may keep none.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn open_map_shares(&self, own: &Principal) -> Result<Vec<StoredShare>, StoreFault> {
        let Ok(account) = may_keep_map(own) else {
            return Ok(Vec::new());
        };
        let now = self.now();
        let mut shares = self.store.map_shares(account).await?;
        shares.retain(|stored| stored.share.over(now).is_none());
        Ok(shares)
    }

    /// Shows one's own map to somebody. The secret of a link is told this once; under a key, the same form sent twice
    /// makes one.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn share_map(
        &self,
        writer: &Writer,
        form: ShareForm,
    ) -> Outcome<MadeShare, MapRefusal> {
        let account = match may_keep_map(&writer.principal) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if form.categories.is_empty() {
            return Ok(Err(MapRefusal::NothingShown));
        }
        let until = match until(&form, self.now()) {
            Ok(until) => until,
            Err(fault) => return Ok(Err(fault.into())),
        };
        let lead = match form.to {
            ShareTo::Link => String::new(),
            ShareTo::Supporter { case, .. } | ShareTo::Conference { case, .. } => {
                self.lead_of(case).await?
            }
        };
        let readers = match form.to {
            ShareTo::Supporter { case, .. } => self.map_readers(&writer.principal, case).await?,
            ShareTo::Conference { .. } | ShareTo::Link => Vec::new(),
        };
        let told = match self
            .told_by_share(&writer.principal, &form.categories)
            .await?
        {
            Ok(told) => told,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let secret = matches!(form.to, ShareTo::Link);
        let secret = secret.then(|| draw_map_link(self.entropy.as_ref()));
        let asked = format!("{form:?}");
        let made = MadeShare {
            id: MapShareId::from_uuid(self.new_id()),
            secret,
            until,
        };
        let given = Arc::new(Given {
            principal: writer.principal.clone(),
            account,
            form,
            lead,
            readers,
            id: made.id,
            told,
            receipt: ReceiptId::from_uuid(self.new_id()),
            until,
            secret: made.secret.as_deref().and_then(map_link_hash),
        });
        let done = self
            .act_of::<Drawn, MapRefusal, _>(
                writer,
                Purpose::ShareMap,
                &asked,
                move |work, header| {
                    let given = Arc::clone(&given);
                    Box::pin(async move { shared_in(work, &given, header.at).await })
                },
            )
            .await?;
        Ok(match done {
            Ok(Drawn(known)) if known == made.id.uuid() => Ok(made),
            Ok(Drawn(_)) if made.secret.is_some() => Err(MapRefusal::MadeBefore),
            Ok(Drawn(known)) => Ok(MadeShare {
                id: MapShareId::from_uuid(known),
                ..made
            }),
            Err(refusal) => Err(refusal),
        })
    }

    /// Of what that may be told a map tells as it stands today. Where it tells of none of it yet, all that may be told is
    /// named: whoever reads may come to read it.
    async fn told_by_share(
        &self,
        own: &Principal,
        may_tell: &Categories,
    ) -> Outcome<Categories, MapRefusal> {
        let preview = match self.preview_map(own, may_tell).await? {
            Ok(preview) => preview,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let told: Categories = &preview.could_show & may_tell;
        Ok(Ok(if told.is_empty() {
            may_tell.clone()
        } else {
            told
        }))
    }

    /// The organization that leads a case, by name; empty where there is none.
    async fn lead_of(&self, case: CaseId) -> Result<String, renkei_store::StoreFault> {
        let Some((lead, _)) = self.store.who_keeps_case(case).await? else {
            return Ok(String::new());
        };
        let known = self.store.organizations(&[lead]).await?;
        let name = known.get(&lead).map(|facts| facts.name.to_string());
        Ok(name.unwrap_or_default())
    }

    /// Ends a share: from this moment nobody reads by it.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn end_map_share(&self, writer: &Writer, id: MapShareId) -> Outcome<(), MapRefusal> {
        let asked = (Purpose::EndMapShare, id.to_string());
        let ended = self.end_of_map(writer, asked, move |work, account, now| {
            Box::pin(async move { Ok(work.end_map_share(account, id, now).await?) })
        });
        ended.await
    }
}
