//! The fields of a 法人 that a person may correct one by one, and what a 法人 says after a newer row of it
//! has come.

use super::field::{postal_code, write_city};
use super::{Correction, CorrectionFault, Meeting, read_city};
use crate::directory::organization::{CorporateNumber, OrganizationFacts};
use crate::directory::phone::Phone;
use crate::text::{Line, fold};

crate::words::word_list! {
    /// The fields of a 法人 that a person may correct one by one. Corrections are applied in this order:
    /// what hangs on an address comes after the city that makes one.
    OrganizationField {
        Name = "organization_name", "法人の名前";
        Kana = "organization_kana", "法人のよみ";
        /// Thirteen digits, of which the first is the check digit.
        CorporateNumber = "corporate_number", "法人番号";
        /// 代表者: a provision record must name them.
        HeadOfBody = "head_of_body", "代表者";
        /// The municipality's code and the city as written: `272078 大阪府高槻市`. Emptying it takes the
        /// whole registered address away.
        City = "organization_city", "法人の市区町村";
        PostalCode = "organization_postal_code", "法人の郵便番号";
        AddressRest = "organization_address_rest", "法人の番地以降";
        Phone = "organization_phone", "法人の電話番号";
        Fax = "organization_fax", "法人のFAX番号";
        Url = "organization_url", "法人のホームページ";
    }
}

/// A correction of a 法人. Of what people entered without a source, the source's value is empty.
pub type OrganizationCorrection = Correction<OrganizationField>;

/// What came to light when a newer row met what people put right.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SettledOrganization {
    /// What the 法人 says and its source now says otherwise, for a person to decide.
    pub conflicts: Vec<OrganizationCorrection>,
    /// Corrected fields whose source moved to this value.
    pub moved: Vec<(OrganizationField, Option<String>)>,
}

impl OrganizationField {
    /// The field's value as text, or `None` when it is empty.
    #[must_use]
    pub fn read(self, facts: &OrganizationFacts) -> Option<String> {
        let text = |line: &Option<Line>| line.as_ref().map(ToString::to_string);
        let written = |phone: &Option<Phone>| phone.as_ref().map(|phone| phone.written.to_string());
        let address = facts.address.as_ref();
        match self {
            Self::Name => Some(facts.name.to_string()),
            Self::Kana => text(&facts.kana),
            Self::CorporateNumber => facts.corporate_number.map(|number| number.to_string()),
            Self::HeadOfBody => text(&facts.head_of_body),
            Self::City => address.map(|address| match address.municipality {
                Some(code) => format!("{code} {}", address.city),
                None => address.city.to_string(),
            }),
            Self::PostalCode => address.and_then(|address| text(&address.postal_code)),
            Self::AddressRest => address.and_then(|address| text(&address.rest)),
            Self::Phone => written(&facts.phone),
            Self::Fax => written(&facts.fax),
            Self::Url => text(&facts.url),
        }
    }

    /// Writes a value; `None` empties the field.
    ///
    /// # Errors
    /// Says why the value is refused; the facts are unchanged then.
    pub fn write(
        self,
        facts: &mut OrganizationFacts,
        value: Option<&str>,
    ) -> Result<(), CorrectionFault> {
        let line = || value.map(Line::parse).transpose();
        match self {
            Self::Name => facts.name = line()?.ok_or(CorrectionFault::Required)?,
            Self::Kana => facts.kana = line()?,
            Self::CorporateNumber => {
                let number = value.map(|typed| CorporateNumber::parse(&digits(typed)));
                facts.corporate_number = number.transpose()?;
            }
            Self::HeadOfBody => facts.head_of_body = line()?,
            Self::City => write_city(&mut facts.address, value)?,
            Self::PostalCode => match &mut facts.address {
                Some(address) => address.postal_code = value.map(postal_code).transpose()?,
                None => return Err(CorrectionFault::NoAddress),
            },
            Self::AddressRest => match &mut facts.address {
                Some(address) => address.rest = line()?,
                None => return Err(CorrectionFault::NoAddress),
            },
            Self::Phone => facts.phone = line()?.map(Phone::published),
            Self::Fax => facts.fax = line()?.map(Phone::published),
            Self::Url => facts.url = line()?,
        }
        Ok(())
    }

    /// Whether two values of the field mean the same, however they are written.
    #[must_use]
    pub fn is_same(self, one: &str, other: &str) -> bool {
        match (self, read_city(one), read_city(other)) {
            // One names the prefecture, the other does not: it is the same place.
            (Self::City, Ok((Some(one), _)), Ok((Some(other), _))) => one == other,
            _ => fold(one) == fold(other),
        }
    }

    /// A value of the field as people read it.
    #[must_use]
    pub fn in_words(self, value: &str) -> String {
        match (self, read_city(value)) {
            (Self::City, Ok((_, city))) => city.to_string(),
            _ => value.to_owned(),
        }
    }
}

/// A number as people write it: full-width, with hyphens or spaces between the groups.
fn digits(typed: &str) -> String {
    fold(typed).replace(['-', ' '], "")
}

impl OrganizationFacts {
    /// Completes the facts of a published 法人 with those that stand, and lets what people put right stand.
    pub fn settle(
        &mut self,
        standing: &Self,
        corrections: &[OrganizationCorrection],
    ) -> SettledOrganization {
        let mut settled = SettledOrganization::default();
        let mut known = standing.clone();
        for correction in corrections {
            // A part of an address that people took away has nothing to go back to.
            drop(
                correction
                    .field
                    .write(&mut known, correction.source_value.as_deref()),
            );
        }
        self.merge(&known);
        for correction in corrections {
            let field = correction.field;
            let newer = field.read(self);
            let put = field.write(self, correction.value.as_deref());
            let meeting = correction.meet(newer.as_deref());
            if put.is_err() || meeting == Meeting::Stands {
                continue;
            }
            let says_the_same = match (&newer, &correction.value) {
                (Some(newer), Some(ours)) => field.is_same(newer, ours),
                _ => false,
            };
            if meeting == Meeting::Conflict && !says_the_same {
                settled.conflicts.push(Correction {
                    source_value: newer.clone(),
                    ..correction.clone()
                });
            }
            if newer != correction.source_value {
                settled.moved.push((field, newer));
            }
        }
        settled
    }
}

#[cfg(test)]
mod tests {
    use super::OrganizationField as Field;
    use super::*;

    fn body() -> Result<OrganizationFacts, CorrectionFault> {
        let mut facts = OrganizationFacts::named(Line::parse("社会福祉法人みほん会")?);
        Field::City.write(&mut facts, Some("272078 大阪府高槻市"))?;
        Field::AddressRest.write(&mut facts, Some("城北町1-1"))?;
        Ok(facts)
    }

    #[test]
    fn every_field_reads_back_what_was_written() -> Result<(), CorrectionFault> {
        let mut facts = body()?;
        for (field, typed, reads) in [
            (Field::Name, "みほん会", "みほん会"),
            (Field::Kana, "みほんかい", "みほんかい"),
            (Field::CorporateNumber, "９-4300-0107-6731", "9430001076731"),
            (Field::HeadOfBody, "見本 太郎", "見本 太郎"),
            (Field::PostalCode, "５６９００７１", "569-0071"),
            (Field::Phone, "072-000-0001", "072-000-0001"),
            (Field::Fax, "072-000-0002", "072-000-0002"),
            (Field::Url, "https://example.jp/", "https://example.jp/"),
        ] {
            field.write(&mut facts, Some(typed))?;
            assert_eq!(field.read(&facts).as_deref(), Some(reads), "{field}");
        }
        assert!(Field::Name.write(&mut facts, None).is_err());
        let wrong = Field::CorporateNumber.write(&mut facts, Some("8430001076731"));
        assert!(matches!(wrong, Err(CorrectionFault::CorporateNumber(_))));
        Ok(())
    }

    #[test]
    fn what_people_put_right_stands_and_a_source_that_moves_is_told() -> Result<(), CorrectionFault>
    {
        let mut standing = body()?;
        let source_value = Field::AddressRest.read(&standing);
        Field::AddressRest.write(&mut standing, Some("城北町2-2"))?;
        let correction = Correction {
            field: Field::AddressRest,
            source_value,
            value: Some("城北町2-2".to_owned()),
        };
        for (published, is_conflict, moved) in [
            ("城北町1-1", false, false),
            ("城北町2-2", false, true),
            ("城北町3-3", true, true),
        ] {
            let mut newer = body()?;
            Field::AddressRest.write(&mut newer, Some(published))?;
            let settled = newer.settle(&standing, std::slice::from_ref(&correction));
            assert_eq!(
                Field::AddressRest.read(&newer).as_deref(),
                Some("城北町2-2"),
                "{published}"
            );
            assert_eq!(
                settled.conflicts.len(),
                usize::from(is_conflict),
                "{published}"
            );
            assert_eq!(settled.moved.len(), usize::from(moved), "{published}");
        }
        Ok(())
    }
}
