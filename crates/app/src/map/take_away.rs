//! One's own map as a file: the whole of it with its pictures, to be taken away and brought back, here or elsewhere.

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use renkei_domain::access::principal::Principal;
use renkei_domain::ids::{MapPictureId, ResourceId};
use renkei_domain::map::picture::MAP_PICTURES;
use renkei_domain::map::{MapPicture, PictureFault, ResourceMap};
use renkei_domain::record::Purpose;
use renkei_store::StoreFault;
use renkei_store::map::form::WrittenMap;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::own::seen_with;
use super::{KeptMap, MapRefusal, as_seen, judged, may_keep_map, refuse};
use crate::App;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// What the file says it is.
const FORMAT: &str = "renkei_resource_map";

/// The most bytes of such a file: as many pictures as may be, as text.
pub const MAP_FILE_BYTES: usize = 30 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Taken {
    format: String,
    map: WrittenMap,
    #[serde(default)]
    pictures: Vec<TakenPicture>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TakenPicture {
    id: String,
    data: String,
}

/// What was brought: a map, and its pictures by the ids that it names.
type Brought = (ResourceMap, Vec<(MapPictureId, MapPicture)>);

/// Reads a file.
fn brought(text: &str) -> Result<Brought, MapRefusal> {
    if text.len() > MAP_FILE_BYTES {
        return Err(MapRefusal::NotAMap);
    }
    let taken: Taken = serde_json::from_str(text).map_err(|_| MapRefusal::NotAMap)?;
    if taken.format != FORMAT {
        return Err(MapRefusal::NotAMap);
    }
    if taken.pictures.len() > MAP_PICTURES {
        return Err(PictureFault::TooMany.into());
    }
    let map = taken.map.read().map_err(|_| MapRefusal::NotAMap)?;
    let pictures = taken.pictures.iter().map(|picture| {
        let id = picture.id.parse().map_err(|_| MapRefusal::NotAMap)?;
        let bytes = BASE64_STANDARD.decode(&picture.data);
        let bytes = bytes.map_err(|_| MapRefusal::NotAMap)?;
        Ok((id, MapPicture::read(bytes)?))
    });
    let pictures = pictures.collect::<Result<Vec<_>, MapRefusal>>()?;
    Ok((map.checked()?, pictures))
}

/// A map as JSON, without its pictures: what a program reads and sends back.
#[must_use]
pub fn document(map: &ResourceMap) -> String {
    serde_json::to_string(&WrittenMap::of(map)).unwrap_or_default()
}

/// The most bytes of such a text.
const DOCUMENT_BYTES: usize = 1024 * 1024;

/// Reads such a text back.
///
/// # Errors
/// When it is no map, or one that cannot be kept.
pub fn of_document(text: &str) -> Result<ResourceMap, MapRefusal> {
    if text.len() > DOCUMENT_BYTES {
        return Err(MapRefusal::NotAMap);
    }
    let written: WrittenMap = serde_json::from_str(text).map_err(|_| MapRefusal::NotAMap)?;
    let map = written.read().map_err(|_| MapRefusal::NotAMap)?;
    Ok(map.checked()?)
}

#[renkei_boxed::boxed]
impl App {
    /// One's own map as JSON, whole.
    ///
    /// # Errors
    /// A fault of the store; what the rule says is in the outcome.
    pub async fn export_map(&self, own: &Principal) -> Outcome<String, MapRefusal> {
        let account = match may_keep_map(own) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let Some(stored) = self.store.resource_map(account).await? else {
            return Ok(Err(MapRefusal::NotFound));
        };
        let pictures = self.store.map_pictures(account).await?;
        let pictures = pictures.iter().map(|(id, picture)| TakenPicture {
            id: id.to_string(),
            data: BASE64_STANDARD.encode(picture.bytes()),
        });
        let taken = Taken {
            format: FORMAT.to_owned(),
            map: WrittenMap::of(&stored.map),
            pictures: pictures.collect(),
        };
        let text = serde_json::to_string_pretty(&taken);
        let text = text.map_err(|_| StoreFault::Unreadable {
            table: "resource_map",
            value: "said".to_owned(),
        })?;
        Ok(Ok(text))
    }

    /// Brings a map back in place of the one of the version that was seen (0 for none); the one before can be taken back
    /// by undoing. Entries of a directory that is not this one keep everything but the link to it; the pictures in the
    /// file come to those that are kept here, but for one that is among them already.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn import_map(
        &self,
        writer: &Writer,
        seen: i64,
        text: &str,
    ) -> Outcome<KeptMap, MapRefusal> {
        let account = match may_keep_map(&writer.principal) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let (mut map, pictures) = match brought(text) {
            Ok(brought) => brought,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let current = self.printed_contacts(&map).await?;
        let is_listed = |id: ResourceId| current.iter().any(|contact| contact.resource == id);
        // Ids of pictures are drawn anew: a file may be brought to another account.
        let here = self.store.map_pictures(account).await?;
        let mut own: BTreeMap<MapPictureId, MapPictureId> = BTreeMap::new();
        let mut drawn = Vec::new();
        for (id, picture) in pictures {
            if let Some((known, _)) = here.iter().find(|(_, known)| *known == picture) {
                own.insert(id, *known);
            } else {
                let new = MapPictureId::from_uuid(self.new_id());
                own.insert(id, new);
                drawn.push((new, picture));
            }
        }
        for entry in &mut map.entries {
            entry.resource = entry.resource.filter(|id| is_listed(*id));
            entry.picture = entry.picture.and_then(|id| own.get(&id).copied());
        }
        self.tie_employers(&mut map).await?;
        let hash: [u8; 32] = Sha256::digest(text.as_bytes()).into();
        let asked = format!("{seen} {hash:?}");
        let given = Arc::new((map, current, drawn));
        self.act_of(writer, Purpose::SaveMap, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move {
                let (map, current, drawn) = &*given;
                let before = as_seen(work, account, seen).await?;
                let held = usize::try_from(work.count_map_pictures(account).await?);
                if held.unwrap_or(MAP_PICTURES) + drawn.len() > MAP_PICTURES {
                    return refuse(PictureFault::TooMany);
                }
                for (own, picture) in drawn {
                    work.add_map_picture(account, (*own, picture), header.at)
                        .await?;
                }
                let map = judged(map.clone().checked())?;
                let seen = seen_with(before.as_ref(), (map.area, current.as_slice()));
                let kept = (&map, seen.as_slice());
                let version = work.keep_resource_map(account, before.as_ref(), kept, header.at);
                Ok(KeptMap(version.await?))
            })
        })
        .await
    }
}
