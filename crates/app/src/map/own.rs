//! One's own map: opened with everything around it, saved a step at a time, taken back by one step, deleted at once.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::{AccountId, MapEntryId, ResourceId};
use renkei_domain::map::current::{changes, night_changes};
use renkei_domain::map::suggestion::SUGGESTIONS;
use renkei_domain::map::{
    CurrentContact, Gap, MapChange, NightNumber, ResourceMap, Suggestion, SuggestionState,
};
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::map::StoredMap;
pub use renkei_store::map::StoredVersion;
use renkei_store::map::ends::EndsOf;
pub use renkei_store::map::share::StoredShare;

use super::current::resources_of;
use super::take_away::document;
use super::{KeptMap, MapRefusal, as_seen, may_keep_map, refuse};
use crate::App;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// One's own map with everything around it.
#[derive(Debug, Clone)]
pub struct OwnMap {
    /// The map; an empty one where none was begun.
    pub map: ResourceMap,
    /// What the next step names as seen; 0 where none was begun.
    pub version: i64,
    /// When it was changed last.
    pub changed_at: Option<Instant>,
    /// The day in Japan on which it was printed last.
    pub printed_on: Option<NaiveDate>,
    /// Whether the last step can be taken back.
    pub can_undo: bool,
    /// What the directory says now of its entries.
    pub current: Vec<CurrentContact>,
    /// What of that changed since the person looked.
    pub changes: Vec<MapChange>,
    /// What of that changed since they printed it: so long the paper is old.
    pub on_paper: Vec<MapChange>,
    /// Who answers at night.
    pub night: Vec<NightNumber>,
    /// What is still missing.
    pub gaps: Vec<Gap>,
    /// States that were kept, the newest first.
    pub versions: Vec<StoredVersion>,
    /// What supporters propose and waits, the newest first.
    pub suggestions: Vec<Suggestion>,
    /// What the person did not take of it, the newest first, to be taken after all.
    pub declined: Vec<Suggestion>,
    /// To whom it is or was shown, the newest first.
    pub shares: Vec<StoredShare>,
    /// The names of those who propose something.
    pub names: HashMap<AccountId, Line>,
    /// Now: whether a share is over is asked with it.
    pub now: Instant,
}

/// A map as one text, by which one that is sent twice is known again.
fn asked(seen: i64, map: &ResourceMap) -> String {
    format!("{seen} {}", document(map))
}

/// What the person saw of the directory: of entries that were there what they saw then, of new ones what stands there
/// now. Who answered at night stays known for as long as the person lives there.
pub(super) fn seen_with(
    before: Option<&StoredMap>,
    (area, now): (Option<MunicipalityCode>, &[CurrentContact]),
) -> Vec<CurrentContact> {
    let lived_here = before.is_some_and(|before| before.map.area == area);
    let seen = before.iter().flat_map(|before| &before.seen);
    let seen: Vec<&CurrentContact> = seen.filter(|one| !one.at_night || lived_here).collect();
    let known = |contact: &CurrentContact| seen.iter().find(|one| one.is_of_same(contact));
    let is_gone =
        |one: &&&CurrentContact| one.at_night && now.iter().all(|contact| !contact.is_of_same(one));
    let stands = now
        .iter()
        .map(|contact| known(contact).copied().unwrap_or(contact));
    let gone = seen.iter().filter(is_gone).copied();
    stands.chain(gone).cloned().collect()
}

#[renkei_boxed::boxed]
impl App {
    /// The id of somebody who is to be put on a map, drawn before it is known whether they will be.
    #[must_use]
    pub fn new_map_entry(&self) -> MapEntryId {
        MapEntryId::from_uuid(self.new_id())
    }

    /// One's own map. It is there for whoever signed in, with or without a case.
    ///
    /// # Errors
    /// A fault of the store; what the rule says is in the outcome.
    pub async fn own_map(&self, own: &Principal) -> Outcome<OwnMap, MapRefusal> {
        let account = match may_keep_map(own) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let stored = self.store.resource_map(account).await?;
        let map = stored.as_ref().map(|stored| stored.map.clone());
        let map = map.unwrap_or_default();
        let current = self.map_contacts(&map).await?;
        let seen = stored.as_ref().map(|stored| stored.seen.as_slice());
        let seen = seen.unwrap_or_default();
        let printed = stored.as_ref().filter(|stored| stored.printed_on.is_some());
        let paper = printed.map(StoredMap::on_paper).unwrap_or_default();
        let looked: Vec<CurrentContact> = seen.iter().chain(&paper).cloned().collect();
        let night = self.night(map.area, &looked).await?;
        let since = |looked: &[CurrentContact]| {
            let mut changed = changes(&map, looked, &current);
            changed.extend(night_changes(&map, looked, &night.contacts));
            changed
        };
        let (changed, on_paper) = (since(seen), since(&paper));
        let mut suggestions = self.store.map_suggestions(account).await?;
        suggestions.retain(|one| one.state != SuggestionState::Accepted);
        let from: Vec<AccountId> = suggestions.iter().map(|one| one.from).collect();
        let (suggestions, mut declined): (Vec<Suggestion>, Vec<Suggestion>) = suggestions
            .into_iter()
            .partition(|one| one.state == SuggestionState::Waiting);
        declined.truncate(SUGGESTIONS);
        Ok(Ok(OwnMap {
            version: stored.as_ref().map_or(0, |stored| stored.version),
            changed_at: stored.as_ref().map(|stored| stored.changed_at),
            printed_on: stored.as_ref().and_then(|stored| stored.printed_on),
            can_undo: stored.as_ref().is_some_and(|stored| stored.can_undo),
            changes: changed,
            night: night.numbers,
            on_paper,
            gaps: map.gaps(&self.store.known_ends(EndsOf::Account(account)).await?),
            versions: self.store.map_versions(account).await?,
            shares: self.store.map_shares(account).await?,
            names: self.store.account_names(&from).await?,
            now: self.now(),
            suggestions,
            declined,
            current,
            map,
        }))
    }

    /// Saves a map in place of the one of the version that was seen (0 for none): a step of the walk, an entry, the
    /// order. Somebody at an employer of the directory counts as of the employer by that.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn save_map(
        &self,
        writer: &Writer,
        seen: i64,
        map: ResourceMap,
    ) -> Outcome<KeptMap, MapRefusal> {
        self.save_map_for(writer, Purpose::SaveMap, (seen, map))
            .await
    }

    /// The same, and why it is done.
    pub(super) async fn save_map_for(
        &self,
        writer: &Writer,
        purpose: Purpose,
        (seen, map): (i64, ResourceMap),
    ) -> Outcome<KeptMap, MapRefusal> {
        let account = match may_keep_map(&writer.principal) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let asked = asked(seen, &map);
        let mut map = match map.checked() {
            Ok(map) => map,
            Err(fault) => return Ok(Err(fault.into())),
        };
        self.tie_employers(&mut map).await?;
        let current = self.printed_contacts(&map).await?;
        let given = Arc::new((map, current));
        self.act_of(writer, purpose, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move {
                let (map, current) = &*given;
                let before = as_seen(work, account, seen).await?;
                let known = before.as_ref().map(|before| resources_of(&before.map));
                let known = known.unwrap_or_default();
                let is_listed = |id: &ResourceId| {
                    known.contains(id) || current.iter().any(|contact| contact.resource == *id)
                };
                if !resources_of(map).iter().all(is_listed) {
                    return refuse(MapRefusal::UnknownAgency);
                }
                if before.as_ref().is_some_and(|before| before.map == *map) {
                    return Ok(KeptMap(seen));
                }
                let kept = seen_with(before.as_ref(), (map.area, current.as_slice()));
                let kept = (map, kept.as_slice());
                let version = work.keep_resource_map(account, before.as_ref(), kept, header.at);
                Ok(KeptMap(version.await?))
            })
        })
        .await
    }

    /// Takes the last step back; doing it twice brings it again.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn undo_map(&self, writer: &Writer, seen: i64) -> Outcome<KeptMap, MapRefusal> {
        let account = match may_keep_map(&writer.principal) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let asked = seen.to_string();
        self.act_of(writer, Purpose::UndoMap, &asked, move |work, header| {
            Box::pin(async move {
                let Some(now) = as_seen(work, account, seen).await? else {
                    return refuse(MapRefusal::NothingToUndo);
                };
                let Some((before, earlier)) = work.resource_map_before(account).await? else {
                    return refuse(MapRefusal::NothingToUndo);
                };
                // Who comes back was seen as they were before they went, and so was the night where the person lived then.
                let lives_here = now.map.area == before.area;
                let mut seen = now.seen.clone();
                seen.retain(|one| !one.at_night || lives_here);
                for contact in earlier {
                    let is_known = seen.iter().any(|known| known.is_of_same(&contact));
                    let is_of_this_night = contact.at_night && lives_here;
                    if !(is_known || is_of_this_night) {
                        seen.push(contact);
                    }
                }
                let kept = (&before, seen.as_slice());
                let version = work.keep_resource_map(account, Some(&now), kept, header.at);
                Ok(KeptMap(version.await?))
            })
        })
        .await
    }

    /// Keeps that the person saw what changed in the directory: it is not said again.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn see_map_changes(&self, writer: &Writer) -> Outcome<KeptMap, MapRefusal> {
        self.look_at_map(writer, Purpose::SeeMapChanges, None).await
    }

    /// Keeps what the directory says now as seen, and the day where the map was printed.
    pub(super) async fn look_at_map(
        &self,
        writer: &Writer,
        purpose: Purpose,
        printed_on: Option<NaiveDate>,
    ) -> Outcome<KeptMap, MapRefusal> {
        let account = match may_keep_map(&writer.principal) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let Some(stored) = self.store.resource_map(account).await? else {
            return Ok(Err(MapRefusal::NotFound));
        };
        let area = stored.map.area;
        let current = Arc::new(self.printed_contacts(&stored.map).await?);
        let asked = stored.version.to_string();
        self.act_of(writer, purpose, &asked, move |work, _| {
            let current = Arc::clone(&current);
            Box::pin(async move {
                work.lock_account(account).await?;
                let Some(now) = work.resource_map(account).await? else {
                    return refuse(MapRefusal::NotFound);
                };
                // What came onto the map meanwhile was seen as it was then; who answers at night no more is not looked for again.
                let lives_here = now.map.area == area;
                let is_new = |one: &&CurrentContact| {
                    let is_known = current.iter().any(|known| known.is_of_same(one));
                    if one.at_night { !lives_here } else { !is_known }
                };
                let seen = current.iter().filter(|one| !one.at_night || lives_here);
                let seen = seen.chain(now.seen.iter().filter(is_new));
                let seen: Vec<CurrentContact> = seen.cloned().collect();
                let looked = (&now, seen.as_slice());
                work.see_resource_map(account, looked, printed_on).await?;
                Ok(KeptMap(now.version))
            })
        })
        .await
    }

    /// Deletes one's own map at once, with the states that were kept, the pictures and what was proposed, and ends
    /// every share. No time has to pass and nothing holds it; it does not come back.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn delete_map(&self, writer: &Writer) -> Outcome<KeptMap, MapRefusal> {
        let account = match may_keep_map(&writer.principal) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        self.act_of(writer, Purpose::DeleteMap, "", move |work, header| {
            Box::pin(async move {
                work.lock_account(account).await?;
                if work.delete_resource_map(account, header.at).await? {
                    Ok(KeptMap(0))
                } else {
                    refuse(MapRefusal::NotFound)
                }
            })
        })
        .await
    }
}
