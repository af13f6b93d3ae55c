//! Ids of what has none of its own in renkei. Each is made of the id of what it belongs to and of what it says, never of
//! its place in a list: it stays the same as long as that does, on every machine.

use renkei_domain::ids::ResourceId;
use sha1::{Digest as _, Sha1};
use uuid::{Builder, Uuid};

/// Turns version 7 of a UUID into version 8, and back.
const OTHER_VERSION: u128 = 0x0000_0000_0000_f000_0000_0000_0000_0000;

/// The id of a part: a UUID of version 5 in the space of what it belongs to.
pub(super) fn part_of(owner: Uuid, role: &str, key: &str) -> Uuid {
    let mut hash = Sha1::new();
    hash.update(owner.as_bytes());
    hash.update(role.as_bytes());
    // No role is the beginning of another role with a key.
    hash.update([0_u8]);
    hash.update(key.as_bytes());
    let digest = hash.finalize();
    let digest: &[u8] = &digest[..];
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    Builder::from_sha1_bytes(bytes).into_uuid()
}

/// The same as text.
pub(super) fn part(owner: Uuid, role: &str, key: &str) -> String {
    written(part_of(owner, role, key))
}

/// An id as the standard writes it.
pub(super) fn written(id: Uuid) -> String {
    id.hyphenated().to_string()
}

/// The id of a service where it is offered: that of the service in another version, so that whoever asks by it is
/// answered without a table.
#[must_use]
pub fn offered_at(service: ResourceId) -> Uuid {
    Uuid::from_u128(service.uuid().as_u128() ^ OTHER_VERSION)
}

/// The service of which [`offered_at`] made an id.
#[must_use]
pub fn service_at(offered: Uuid) -> ResourceId {
    ResourceId::from_uuid(Uuid::from_u128(offered.as_u128() ^ OTHER_VERSION))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_stays_and_is_of_one_thing_alone() {
        let owner = Uuid::from_u128(0x0193_2f00_0000_7002_8000_0000_0000_0001);
        let other = Uuid::from_u128(0x0193_2f00_0000_7002_8000_0000_0000_0002);
        let phone = part(owner, "phone", "072-000-0001");
        assert_eq!(phone, part(owner, "phone", "072-000-0001"));
        // Written out: whoever keeps a copy knows things by these.
        assert_eq!(phone, "0c3ad3fc-c4e9-50d6-a1f6-ce5cbf374163");
        for another in [
            part(owner, "fax", "072-000-0001"),
            part(owner, "phone", "072-000-0002"),
            part(other, "phone", "072-000-0001"),
            part(owner, "phone072", "-000-0001"),
        ] {
            assert_ne!(phone, another);
        }
    }

    #[test]
    fn where_a_service_is_offered_leads_back_to_it() {
        let service =
            ResourceId::from_uuid(Uuid::from_u128(0x0193_2f00_0000_7002_8000_0000_0000_0001));
        let offered = offered_at(service);
        assert_eq!(written(offered), "01932f00-0000-8002-8000-000000000001");
        assert_eq!(service_at(offered), service);
    }
}
