//! Bringing a published row and a shown entry together, field by field.
//!
//! A row writes what its cells say. An empty cell empties a field only where the same data set filled it
//! before: a table without a FAX column, or a list of names and phones, takes nothing away. What no
//! table publishes (内線, a mail address people added, an exact point) stays.

use crate::directory::address::Precision;
use crate::directory::organization::OrganizationFacts;
use crate::directory::phone::{Confirmation, Phone};
use crate::directory::resource::ResourceFacts;

/// Which optional fields a published row filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Supplied(u32);

const KANA: u32 = 1;
const POSTAL_CODE: u32 = 1 << 1;
const ADDRESS: u32 = 1 << 2;
const LOCATION: u32 = 1 << 3;
const PHONES: u32 = 1 << 4;
const FAX: u32 = 1 << 5;
const EMAIL: u32 = 1 << 6;
const URL: u32 = 1 << 7;
const HOURS: u32 = 1 << 8;
const HOURS_NOTE: u32 = 1 << 9;
const CAPACITY: u32 = 1 << 10;
const ORGANIZATION: u32 = 1 << 11;
const OFFICE_NUMBER: u32 = 1 << 12;

impl Supplied {
    /// Nothing: the data set has not spoken of the entry before.
    pub const NOTHING: Self = Self(0);

    /// What a row fills.
    #[must_use]
    pub fn by(facts: &ResourceFacts) -> Self {
        let postal_code = facts
            .address
            .as_ref()
            .is_some_and(|address| address.postal_code.is_some());
        let filled = [
            (KANA, facts.kana.is_some()),
            (POSTAL_CODE, postal_code),
            (ADDRESS, facts.address.is_some()),
            (LOCATION, facts.location.is_some()),
            (PHONES, !facts.phones.is_empty()),
            (FAX, facts.fax.is_some()),
            (EMAIL, facts.email.is_some()),
            (URL, facts.url.is_some()),
            (HOURS, !facts.hours.is_unknown()),
            (HOURS_NOTE, facts.hours_note.is_some()),
            (CAPACITY, facts.capacity.is_some()),
            (ORGANIZATION, facts.organization.is_some()),
            (OFFICE_NUMBER, facts.office_number.is_some()),
        ];
        Self(
            filled
                .iter()
                .filter(|(_, is)| *is)
                .fold(0, |bits, (bit, _)| bits | bit),
        )
    }

    /// As the number that tables keep.
    #[must_use]
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// From the number that tables keep.
    #[must_use]
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// An empty cell keeps what stands, unless this data set put it there.
    fn keep<T: Clone>(self, bit: u32, published: &mut Option<T>, shown: &Option<T>) {
        if published.is_none() && self.0 & bit == 0 {
            published.clone_from(shown);
        }
    }
}

impl ResourceFacts {
    /// Completes the facts of a published row with those of the entry it is, given what the same data
    /// set filled the last time.
    pub fn merge(&mut self, shown: &Self, before: Supplied) {
        before.keep(KANA, &mut self.kana, &shown.kana);
        before.keep(LOCATION, &mut self.location, &shown.location);
        before.keep(FAX, &mut self.fax, &shown.fax);
        before.keep(EMAIL, &mut self.email, &shown.email);
        before.keep(URL, &mut self.url, &shown.url);
        before.keep(HOURS_NOTE, &mut self.hours_note, &shown.hours_note);
        before.keep(CAPACITY, &mut self.capacity, &shown.capacity);
        before.keep(ORGANIZATION, &mut self.organization, &shown.organization);
        before.keep(OFFICE_NUMBER, &mut self.office_number, &shown.office_number);
        before.keep(ADDRESS, &mut self.address, &shown.address);
        if self.hours.is_unknown() && before.0 & HOURS == 0 {
            self.hours = shown.hours.clone();
        }
        if self.phones.is_empty() && before.0 & PHONES == 0 {
            self.phones.clone_from(&shown.phones);
        }
        let stays = self.address.as_ref().map(|a| (&a.city, &a.rest))
            == shown.address.as_ref().map(|a| (&a.city, &a.rest));
        if let (Some(address), Some(known), true) = (&mut self.address, &shown.address, stays) {
            before.keep(POSTAL_CODE, &mut address.postal_code, &known.postal_code);
        }
        if stays
            && shown
                .location
                .as_ref()
                .is_some_and(|location| location.precision == Precision::Exact)
        {
            self.location = shown.location;
        }
        self.keep_what_people_added_to_numbers(shown);
        self.doubt_fax_of_a_phone(shown);
    }

    /// A FAX number and a phone that come from two sources may be one line too. Two that stood side by side
    /// without a doubt stay so: somebody who knows put them there.
    fn doubt_fax_of_a_phone(&mut self, shown: &Self) {
        let Some(fax) = self.fax.take() else {
            return;
        };
        let stood = shown.fax.as_ref().is_some_and(|known| {
            known.confirmation == Confirmation::Published && known.is_same_line(&fax)
        });
        let beside = shown.phones.iter().any(|phone| phone.is_same_line(&fax));
        self.fax = Some(if stood && beside {
            fax
        } else {
            fax.doubted_beside(&self.phones)
        });
    }

    /// Keeps 内線, 音声案内番号 and label of numbers that stand, and the further numbers that people
    /// added.
    pub fn keep_what_people_added_to_numbers(&mut self, shown: &Self) {
        let mut further: Vec<Phone> = Vec::new();
        for known in &shown.phones {
            match self
                .phones
                .iter_mut()
                .find(|phone| phone.is_same_line(known))
            {
                Some(phone) => phone.keep_unpublished(known),
                // A labelled number is one that people added; tables publish a single bare one.
                None if known.label.is_some() => further.push(known.clone()),
                None => {}
            }
        }
        self.phones.extend(further);
        if let (Some(fax), Some(known)) = (&mut self.fax, &shown.fax)
            && fax.is_same_line(known)
        {
            fax.keep_unpublished(known);
        }
    }
}

impl OrganizationFacts {
    /// Completes the facts of a published 法人 with those that stand: tables differ in what they say of
    /// one, and none says who its head is.
    pub fn merge(&mut self, shown: &Self) {
        fn keep<T: Clone>(published: &mut Option<T>, shown: &Option<T>) {
            if published.is_none() {
                published.clone_from(shown);
            }
        }
        keep(&mut self.kana, &shown.kana);
        keep(&mut self.corporate_number, &shown.corporate_number);
        keep(&mut self.head_of_body, &shown.head_of_body);
        keep(&mut self.phone, &shown.phone);
        keep(&mut self.fax, &shown.fax);
        keep(&mut self.url, &shown.url);
        match (&mut self.address, &shown.address) {
            (Some(address), Some(known))
                if address.city == known.city && address.rest == known.rest =>
            {
                keep(&mut address.postal_code, &known.postal_code);
                keep(&mut address.municipality, &known.municipality);
            }
            (address, known) => keep(address, known),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::hours::Hours;
    use crate::directory::kind::ResourceKind;
    use crate::text::{Line, TextFault};

    fn facts(phone: &str) -> Result<ResourceFacts, TextFault> {
        Ok(ResourceFacts {
            phones: vec![Phone::published(Line::parse(phone)?)],
            ..ResourceFacts::named(
                ResourceKind::EmploymentTransition,
                Line::parse("みほんワークス")?,
            )
        })
    }

    #[test]
    fn an_empty_cell_takes_away_only_what_its_own_table_gave() -> Result<(), TextFault> {
        let mut shown = facts("072-000-0001")?;
        shown.email = Some(Line::parse("mihon@example.jp")?);
        shown.url = Some(Line::parse("https://example.jp/")?);
        shown.hours = Hours::parse("月-金 9:00-17:00").unwrap_or_default();
        let supplied_url = Supplied(URL);
        let mut newer = facts("072-000-0001")?;
        newer.merge(&shown, supplied_url);
        assert_eq!(
            (newer.email, newer.url, newer.hours),
            (shown.email.clone(), None, shown.hours.clone())
        );
        let mut other_table = facts("072-000-0001")?;
        other_table.merge(&shown, Supplied::NOTHING);
        assert_eq!(other_table.url, shown.url);
        Ok(())
    }

    #[test]
    fn a_fax_number_that_is_the_phone_of_another_source_is_doubted() -> Result<(), TextFault> {
        let number = |written: &str| Line::parse(written).map(Phone::published);
        let doubt = |facts: &ResourceFacts| facts.fax.as_ref().map(|fax| fax.confirmation);
        let shown = facts("072-000-0001")?;
        // A list with a FAX column and no phone.
        let mut listed = facts("072-000-0001")?;
        listed.phones.clear();
        listed.fax = Some(number("0720000001")?);
        let again = listed.clone();
        listed.merge(&shown, Supplied::NOTHING);
        assert_eq!(doubt(&listed), Some(Confirmation::Unconfirmed));
        // The next edition of the list, and one of a table that has no FAX column.
        let mut newer = again;
        newer.merge(&listed, Supplied(FAX));
        assert_eq!(doubt(&newer), Some(Confirmation::Unconfirmed));
        let mut other_table = facts("072-000-0001")?;
        other_table.merge(&listed, Supplied(PHONES));
        assert_eq!(doubt(&other_table), Some(Confirmation::Unconfirmed));

        let mut known_to_be_both = shown.clone();
        known_to_be_both.fax = Some(number("072-000-0001")?);
        let mut published = facts("072-000-0001")?;
        published.merge(&known_to_be_both, Supplied(PHONES));
        assert_eq!(doubt(&published), Some(Confirmation::Published));
        Ok(())
    }

    #[test]
    fn what_people_added_to_a_number_stays_with_it() -> Result<(), TextFault> {
        let mut shown = facts("072-000-0001")?;
        shown.phones[0].extension = Some(Line::parse("12")?);
        let mut newer = facts("０７２−０００−０００１")?;
        newer.merge(&shown, Supplied::by(&shown));
        assert_eq!(newer.phones[0].extension, shown.phones[0].extension);
        let mut moved = facts("072-000-0009")?;
        moved.merge(&shown, Supplied::by(&shown));
        assert_eq!(
            (moved.phones.len(), moved.phones[0].extension.clone()),
            (1, None)
        );
        Ok(())
    }
}
