//! What those who meet have before them, as a letter.

use super::{keeper, material, material_copy};
use crate::Words;
use crate::sheets::{AddressPage, MaterialCopy, Sheet};

pub fn address_page() -> AddressPage {
    let keeper = keeper();
    AddressPage {
        to: Words::from("高槻病院 精神科 デイケア"),
        contact: Some(Words::from("田中")),
        postal_code: Some("569-0000".to_owned()),
        address: Some(Words::from("大阪府高槻市見本町1-2-3 みほんビル4階")),
        from: keeper.name,
        from_phone: keeper.phone,
    }
}

/// The one copy of a meeting, behind the page with its address.
pub fn posted(address_page: AddressPage) -> Sheet {
    let copy = MaterialCopy {
        address_page: Some(address_page),
        ..material_copy("1/1")
    };
    Sheet::Material(material(vec![copy]))
}
