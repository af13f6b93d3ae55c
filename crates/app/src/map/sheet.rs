//! A sheet of a map that a program fetches by an address, for some minutes. Whether it may be read is decided again
//! when it is fetched.

use chrono::TimeDelta;
use renkei_domain::access::principal::Principal;
use renkei_domain::ids::{AccountId, MapPictureId, MapShareId};
use renkei_domain::map::{MapPicture, PrintForm, PrintedMap};
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use renkei_store::StoreFault;
use renkei_store::map::share::SharedBy;
use renkei_store::map::sheet::OfferedSheet;

use super::shared::may_read;
use super::{MapRefusal, may_keep_map};
use crate::App;
use crate::directory::register::Outcome;
use crate::people::{as_if_here, draw_map_link, map_sheet_hash};
use crate::writer::{Drawn, Writer};

/// So long a sheet may be fetched.
pub(crate) const FETCHED_WITHIN: TimeDelta = TimeDelta::minutes(10);

/// A sheet that may be fetched.
#[derive(Clone, PartialEq, Eq)]
pub struct MadeSheet {
    /// What its address ends with, told this once.
    pub secret: String,
    /// Until when it is there.
    pub until: Instant,
}

/// A secret does not get into logs.
impl std::fmt::Debug for MadeSheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MadeSheet(..)")
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Lets a sheet of one's own map be fetched for ten minutes, or of one that is shown to whoever asks.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn offer_map_sheet(
        &self,
        writer: &Writer,
        share: Option<MapShareId>,
        form: PrintForm,
    ) -> Outcome<MadeSheet, MapRefusal> {
        let account = match may_keep_map(&writer.principal) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let is_there = match share {
            None => self.store.resource_map(account).await?.is_some(),
            Some(id) => {
                let head = self.store.map_share(SharedBy::Id(id)).await?;
                head.is_some_and(|head| may_read(&writer.principal, &head).is_ok())
            }
        };
        if !is_there {
            return Ok(Err(MapRefusal::NotFound));
        }
        let made = MadeSheet {
            secret: draw_map_link(self.entropy.as_ref()),
            until: self.now().plus(FETCHED_WITHIN),
        };
        let Some(hash) = map_sheet_hash(&made.secret) else {
            return Ok(Err(MapRefusal::NotFound));
        };
        let asked = format!("{share:?} {}", form.code());
        let drawn = self.new_id();
        let (offered, until) = (
            OfferedSheet {
                account,
                share,
                form,
            },
            made.until,
        );
        let purpose = Purpose::PrintMap;
        let done = self
            .act_of::<Drawn, MapRefusal, _>(writer, purpose, &asked, move |work, _| {
                let offered = offered.clone();
                Box::pin(async move {
                    work.offer_map_sheet(&offered, &hash, until).await?;
                    Ok(Drawn(drawn))
                })
            })
            .await?;
        Ok(match done {
            Ok(Drawn(known)) if known == drawn => Ok(made),
            Ok(Drawn(_)) => Err(MapRefusal::MadeBefore),
            Err(refusal) => Err(refusal),
        })
    }

    /// The sheet behind such an address, for whoever holds it, and on one's own its pictures. What may not be read any more by whoever asked for it, and
    /// what never was, give the same answer.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn map_sheet(
        &self,
        secret: &str,
    ) -> Outcome<(PrintedMap, Vec<(MapPictureId, MapPicture)>), MapRefusal> {
        let Some(hash) = map_sheet_hash(secret) else {
            return Ok(Err(MapRefusal::NotFound));
        };
        let Some(offered) = self.store.map_sheet(&hash, self.now()).await? else {
            return Ok(Err(MapRefusal::NotFound));
        };
        let Some(own) = self.still_there(offered.account).await? else {
            return Ok(Err(MapRefusal::NotFound));
        };
        let Some(id) = offered.share else {
            let pictures = self.store.map_pictures(offered.account).await?;
            let printed = self.printed_map(&own, offered.form).await?;
            return Ok(printed.map(|map| (map, pictures)));
        };
        let shared = self.shared_map(&own, id).await?;
        Ok(shared.map(|shared| {
            let map = PrintedMap {
                map: shared.map,
                current: shared.current,
                night: Vec::new(),
                made_on: self.now().in_japan().date,
                form: offered.form,
            };
            (map, Vec::new())
        }))
    }

    /// Whoever asked, as they are today.
    pub(crate) async fn still_there(
        &self,
        account: AccountId,
    ) -> Result<Option<Principal>, StoreFault> {
        let today = self.now().in_japan().date;
        let known = self.store.known_account(account, today).await?;
        let known = known.filter(|known| !known.is_disabled);
        Ok(known.map(|known| as_if_here(&known)))
    }
}
