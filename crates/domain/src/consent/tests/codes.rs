//! Codes of what has a value inside: they stand in tables, so that every one of them is read back as it was.

use uuid::Uuid;

use crate::consent::{ConsentRecipient, InformationCategory, PartyId, Reach, RecipientKind};
use crate::ids::{ResourceId, TeamMemberId};

fn recipients() -> Vec<ConsentRecipient> {
    let id = Uuid::from_u128(7);
    let named = [
        PartyId::Listed(ResourceId::from_uuid(id)),
        PartyId::Written(TeamMemberId::from_uuid(id)),
    ];
    let kinds = RecipientKind::ALL.iter().copied();
    let named = named.into_iter().map(ConsentRecipient::Named);
    named
        .chain(kinds.map(ConsentRecipient::KindInTeam))
        .collect()
}

#[test]
fn a_recipient_is_read_back_from_its_code_and_no_two_share_one() {
    let codes: Vec<String> = recipients().iter().map(|one| one.code()).collect();
    for (place, recipient) in recipients().into_iter().enumerate() {
        assert_eq!(ConsentRecipient::from_code(&codes[place]), Some(recipient));
        assert!(!codes[..place].contains(&codes[place]), "{}", codes[place]);
    }
    for code in ["", "medical", "kind:", "kind:clinic", "listed:7", "other:7"] {
        assert_eq!(ConsentRecipient::from_code(code), None, "{code}");
    }
}

#[test]
fn how_far_a_halt_reaches_is_read_back_from_its_code() {
    let categories = InformationCategory::ALL.iter().copied();
    let reaches = recipients().into_iter().map(Reach::Recipient);
    let reaches = reaches
        .chain(categories.map(Reach::Category))
        .chain([Reach::Whole]);
    for reach in reaches {
        assert_eq!(Reach::from_code(&reach.code()), Some(reach), "{reach:?}");
    }
    for code in ["", "wholly", "to:", "of:kind:medical", "to:basic"] {
        assert_eq!(Reach::from_code(code), None, "{code}");
    }
}
