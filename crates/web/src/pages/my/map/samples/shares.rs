//! Shares of samples.

use renkei_app::map::own::StoredShare;
use renkei_domain::consent::{Categories, InformationCategory};
use renkei_domain::ids::{AccountId, MapShareId};
use renkei_domain::map::{MapShare, SharedWith};
use renkei_domain::time::Instant;

use super::id;

pub(super) fn share(number: u128, with: SharedWith, name: &str, ended: bool) -> StoredShare {
    StoredShare {
        share: MapShare {
            id: MapShareId::from_uuid(id(number)),
            with,
            since: Instant::from_micros(0),
            until: None,
            ended: ended.then(|| Instant::from_micros(1)),
        },
        account: AccountId::from_uuid(id(80)),
        share_case: None,
        name: name.to_owned(),
        agency: None,
        categories: Categories::from([InformationCategory::Basic, InformationCategory::Wishes]),
        readings: 2,
        last_read_on: None,
    }
}
