//! Pictures beside entries of one's own map.

use std::sync::Arc;

use data_encoding::HEXLOWER;
use renkei_domain::access::principal::Principal;
use renkei_domain::ids::MapPictureId;
use renkei_domain::map::picture::MAP_PICTURES;
use renkei_domain::map::{MapPicture, PictureFault};
use renkei_domain::record::Purpose;
use sha2::{Digest as _, Sha256};

use super::{MapRefusal, may_keep_map, refuse};
use crate::App;
use crate::directory::register::Outcome;
use crate::writer::{Drawn, Writer};

#[renkei_boxed::boxed]
impl App {
    /// One's own pictures with their ids, the oldest first.
    ///
    /// # Errors
    /// A fault of the store; what the rule says is in the outcome.
    pub async fn map_pictures(
        &self,
        own: &Principal,
    ) -> Outcome<Vec<(MapPictureId, MapPicture)>, MapRefusal> {
        match may_keep_map(own) {
            Ok(account) => Ok(Ok(self.store.map_pictures(account).await?)),
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    /// Keeps a picture, JPEG or PNG by what is in the file. An entry names it by the id that comes back.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn add_map_picture(
        &self,
        writer: &Writer,
        file: Vec<u8>,
    ) -> Outcome<MapPictureId, MapRefusal> {
        let account = match may_keep_map(&writer.principal) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let picture = match MapPicture::read(file) {
            Ok(picture) => Arc::new(picture),
            Err(fault) => return Ok(Err(fault.into())),
        };
        let id = self.new_id();
        let asked = HEXLOWER.encode(&Sha256::digest(picture.bytes()));
        let done = self
            .act_of::<Drawn, MapRefusal, _>(
                writer,
                Purpose::KeepMapPicture,
                &asked,
                move |work, header| {
                    let picture = Arc::clone(&picture);
                    Box::pin(async move {
                        work.lock_account(account).await?;
                        let kept = usize::try_from(work.count_map_pictures(account).await?);
                        if kept.unwrap_or(MAP_PICTURES) >= MAP_PICTURES {
                            return refuse(PictureFault::TooMany);
                        }
                        let kept = (MapPictureId::from_uuid(id), &*picture);
                        work.add_map_picture(account, kept, header.at).await?;
                        Ok(Drawn(id))
                    })
                },
            )
            .await?;
        Ok(done.map(|Drawn(id)| MapPictureId::from_uuid(id)))
    }

    /// Deletes a picture. Entries that name it show none any more.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn delete_map_picture(
        &self,
        writer: &Writer,
        id: MapPictureId,
    ) -> Outcome<(), MapRefusal> {
        let asked = (Purpose::KeepMapPicture, id.to_string());
        let ended = self.end_of_map(writer, asked, move |work, account, _| {
            Box::pin(async move { Ok(work.delete_map_picture(account, id).await?) })
        });
        ended.await
    }
}
