//! What supporters propose for a map. A proposal stands apart until the person says yes; then it is the person's entry,
//! and nothing of the supporter's words to them stands on the map.

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::may;
use renkei_domain::cases::employment::EmployerTie;
use renkei_domain::ids::{AccountId, CaseId, MapEntryId, MapSuggestionId};
use renkei_domain::map::suggestion::SUGGESTIONS;
use renkei_domain::map::{Entry, ResourceMap, Suggestion, SuggestionFault, SuggestionState};
use renkei_domain::record::Purpose;
use renkei_domain::text::Prose;
use renkei_store::{Stop, StoreFault};

use super::own::seen_with;
use super::{KeptMap, MapRefusal, judged, may_keep_map, refuse};
use crate::App;
use crate::consent::{case_for, what_is_missing};
use crate::directory::register::Outcome;
use crate::writer::{Drawn, Writer};

/// What is proposed.
#[derive(Clone, PartialEq, Eq)]
pub struct NewSuggestion {
    /// What would come onto the map. Its picture is left out: pictures are the person's.
    pub entry: Entry,
    /// Why, to the person.
    pub why: Option<Prose>,
}

/// Who is to help whom is nobody's to read in a log.
impl std::fmt::Debug for NewSuggestion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewSuggestion(..)")
    }
}

struct Given {
    principal: Principal,
    by: AccountId,
    new: NewSuggestion,
    id: MapSuggestionId,
}

#[renkei_boxed::boxed]
impl App {
    /// Proposes somebody for the map of the person of a case that one keeps.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn suggest_for_map(
        &self,
        writer: &Writer,
        case: CaseId,
        new: NewSuggestion,
    ) -> Outcome<MapSuggestionId, MapRefusal> {
        let Some(by) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        };
        let entry = Entry {
            picture: None,
            // That somebody is not of the employer only the person says.
            employer: match new.entry.employer {
                EmployerTie::TheEmployer => EmployerTie::TheEmployer,
                EmployerTie::NotTheEmployer | EmployerTie::NotSaid => EmployerTie::NotSaid,
            },
            ..new.entry
        };
        let mut alone = ResourceMap {
            entries: vec![entry.clone()],
            ..ResourceMap::default()
        };
        self.tie_employers(&mut alone).await?;
        let entry = alone.entries.first().cloned().unwrap_or(entry);
        if let Err(fault) = alone.clone().checked() {
            return Ok(Err(fault.into()));
        }
        if entry.resource.is_some() && self.listed_of(&alone).await?.is_empty() {
            return Ok(Err(MapRefusal::UnknownAgency));
        }
        let why = new.why.as_ref().map(Prose::as_str).unwrap_or_default();
        let asked = format!("{case} {} {} {why}", entry.id, entry.name);
        let given = Arc::new(Given {
            principal: writer.principal.clone(),
            by,
            new: NewSuggestion { entry, ..new },
            id: MapSuggestionId::from_uuid(self.new_id()),
        });
        let purpose = Purpose::SuggestForMap;
        let done = self
            .act_of::<Drawn, MapRefusal, _>(writer, purpose, &asked, move |work, header| {
                let given = Arc::clone(&given);
                Box::pin(async move {
                    let case = case_for(work, &given.principal, Action::KeepCase, case).await;
                    let case = case.map_err(Stop::widened)?;
                    let Some(account) = case.account else {
                        return refuse(MapRefusal::NoAccount);
                    };
                    work.lock_account(account).await?;
                    let waiting = usize::try_from(work.count_waiting_suggestions(account).await?);
                    if waiting.unwrap_or(SUGGESTIONS) >= SUGGESTIONS {
                        return refuse(SuggestionFault::TooMany);
                    }
                    let suggestion = Suggestion {
                        id: given.id,
                        from: given.by,
                        at: header.at,
                        entry: given.new.entry.clone(),
                        why: given.new.why.clone(),
                        state: SuggestionState::Waiting,
                    };
                    work.add_map_suggestion((account, case.id), &suggestion)
                        .await?;
                    Ok(Drawn(given.id.uuid()))
                })
            })
            .await?;
        Ok(done.map(|Drawn(id)| MapSuggestionId::from_uuid(id)))
    }

    /// What one proposed oneself from a case, with what became of it, the newest first. What others proposed is between
    /// them and the person.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn own_map_suggestions(
        &self,
        own: &Principal,
        case: CaseId,
    ) -> Result<Vec<Suggestion>, StoreFault> {
        let (Some(by), Some((lead, _))) = (own.account(), self.store.who_keeps_case(case).await?)
        else {
            return Ok(Vec::new());
        };
        if !may(own, Action::KeepCase, &Object::Case { lead, person: None }) {
            return Ok(Vec::new());
        }
        self.store.map_suggestions_from(case, by).await
    }

    /// Says what becomes of a proposal for one's own map. With a yes it comes to the end of the map as an entry of the
    /// person's, which can be changed as every other; the answer is the version that stands there then.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn decide_map_suggestion(
        &self,
        writer: &Writer,
        id: MapSuggestionId,
        becomes: SuggestionState,
    ) -> Outcome<KeptMap, MapRefusal> {
        let account = match may_keep_map(&writer.principal) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let suggestions = self.store.map_suggestions(account).await?;
        let mut suggested = suggestions.into_iter().map(|one| (one.id, one.entry));
        let suggested = suggested.find(|(known, _)| *known == id);
        let alone = ResourceMap {
            entries: suggested.map(|(_, entry)| entry).into_iter().collect(),
            ..ResourceMap::default()
        };
        let current = Arc::new(self.map_contacts(&alone).await?);
        let entry = MapEntryId::from_uuid(self.new_id());
        let asked = format!("{id} {}", becomes.code());
        let purpose = Purpose::DecideMapSuggestion;
        self.act_of(writer, purpose, &asked, move |work, header| {
            let current = Arc::clone(&current);
            Box::pin(async move {
                work.lock_account(account).await?;
                let Some(known) = work.map_suggestion(account, id).await? else {
                    return refuse(MapRefusal::NotFound);
                };
                let was = known.state;
                let decided = judged(known.decide(becomes))?;
                let before = work.resource_map(account).await?;
                let mut version = before.as_ref().map_or(0, |before| before.version);
                if becomes == SuggestionState::Accepted {
                    let map = before.as_ref().map(|before| before.map.clone());
                    let mut map = map.unwrap_or_default();
                    map.put(Entry {
                        id: entry,
                        ..decided.entry.clone()
                    });
                    let map = judged(map.checked())?;
                    let seen = before.as_ref().map(|before| before.seen.clone());
                    let mut seen = seen.unwrap_or_default();
                    for contact in seen_with(before.as_ref(), (map.area, current.as_slice())) {
                        if seen.iter().all(|known| !known.is_of_same(&contact)) {
                            seen.push(contact);
                        }
                    }
                    let kept = (&map, seen.as_slice());
                    let kept = work.keep_resource_map(account, before.as_ref(), kept, header.at);
                    version = kept.await?;
                }
                work.decide_map_suggestion(account, (was, &decided), header.at)
                    .await?;
                Ok(KeptMap(version))
            })
        })
        .await
    }
}
