//! Where an office of a list stands.

use renkei_domain::directory::address::Address;

use super::super::columns::Field;
use super::super::number::{postal_code, postal_code_in_front};
use super::Row;
use crate::cell::{Notebook, tidy};
use crate::municipality_table::{AddressHead, MunicipalityMatch, MunicipalityTable};

impl Row<'_> {
    /// The address: prefecture and municipality in columns of their own or at its head, the postal
    /// code in its column or in front of it.
    pub(super) fn address(
        &self,
        notes: &mut Notebook,
        municipalities: &MunicipalityTable,
    ) -> Option<Address> {
        let cell = self
            .filled(Field::Address)
            .or_else(|| self.filled(Field::City))
            // Where nothing is written, the name is all that stands there.
            .or_else(|| self.place.and(self.cell(Field::Name)))?;
        let address = tidy(self.text(Field::Address)).into_owned();
        let (in_front, address) = postal_code_in_front(&address);
        let area = format!("{}{}", self.text(Field::Prefecture), self.text(Field::City));
        let whole = if address.starts_with(&area) {
            address.to_owned()
        } else if !self.text(Field::City).is_empty() && address.starts_with(self.text(Field::City))
        {
            format!("{}{address}", self.text(Field::Prefecture))
        } else {
            format!("{area}{address}")
        };
        let mut head = municipalities
            .find_prefix(&whole)
            .or_else(|| municipalities.find_prefix(&format!("{}{whole}", self.place?)))
            .unwrap_or_else(|| AddressHead {
                matched: MunicipalityMatch::NotFound,
                city: whole.clone(),
                rest: String::new(),
            });
        head.add_building(&tidy(self.text(Field::Building)));
        let mut found = notes.parted_address(&head, cell.column, cell.column)?;
        found.postal_code = match self.filled(Field::PostalCode) {
            Some(cell) => postal_code(notes, cell),
            None => in_front,
        };
        Some(found)
    }
}
