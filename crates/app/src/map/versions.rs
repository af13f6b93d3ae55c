//! States of one's own map that are kept, to be laid beside each other and the one of today, and brought back.

use renkei_domain::ids::MapVersionId;
use renkei_domain::record::Purpose;

use super::{KeptMap, MapRefusal, as_seen, may_keep_map, refuse};
use crate::App;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// The most states of a map that are kept.
pub const MAP_VERSIONS: i64 = 30;

#[renkei_boxed::boxed]
impl App {
    /// Keeps the map as it is now, where it still is as it was seen.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn keep_map_version(
        &self,
        writer: &Writer,
        seen: i64,
    ) -> Outcome<KeptMap, MapRefusal> {
        let account = match may_keep_map(&writer.principal) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let id = MapVersionId::from_uuid(self.new_id());
        let asked = seen.to_string();
        self.act_of(
            writer,
            Purpose::KeepMapVersion,
            &asked,
            move |work, header| {
                Box::pin(async move {
                    let Some(now) = as_seen(work, account, seen).await? else {
                        return refuse(MapRefusal::NotFound);
                    };
                    if work.count_map_versions(account).await? >= MAP_VERSIONS {
                        return refuse(MapRefusal::TooManyVersions);
                    }
                    work.add_map_version(account, id, &now.map, header.at)
                        .await?;
                    Ok(KeptMap(now.version))
                })
            },
        )
        .await
    }

    /// Puts a state that was kept in the place of the map as it is now, where that still is as it was seen. The state stays
    /// kept, and the step is taken back as every other. An agency that the directory has no more stays by its name alone.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn restore_map_version(
        &self,
        writer: &Writer,
        seen: i64,
        id: MapVersionId,
    ) -> Outcome<KeptMap, MapRefusal> {
        let account = match may_keep_map(&writer.principal) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let kept = self.store.map_versions(account).await?;
        let Some(kept) = kept.into_iter().find(|kept| kept.id == id) else {
            return Ok(Err(MapRefusal::NotFound));
        };
        let mut map = kept.map;
        let listed = self.map_contacts(&map).await?;
        for entry in &mut map.entries {
            let is_listed = |id| listed.iter().any(|contact| contact.resource == id);
            entry.resource = entry.resource.filter(|id| is_listed(*id));
        }
        self.save_map_for(writer, Purpose::RestoreMapVersion, (seen, map))
            .await
    }

    /// Deletes a state that was kept. It does not come back.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn delete_map_version(
        &self,
        writer: &Writer,
        id: MapVersionId,
    ) -> Outcome<KeptMap, MapRefusal> {
        let account = match may_keep_map(&writer.principal) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let asked = id.to_string();
        self.act_of(writer, Purpose::DeleteMapVersion, &asked, move |work, _| {
            Box::pin(async move {
                work.lock_account(account).await?;
                if !work.delete_map_version(account, id).await? {
                    return refuse(MapRefusal::NotFound);
                }
                let now = work.resource_map(account).await?;
                Ok(KeptMap(now.map_or(0, |now| now.version)))
            })
        })
        .await
    }
}
