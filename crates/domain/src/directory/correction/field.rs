//! The fields that a person may correct one by one. Each has one written form, in which it is typed,
//! kept beside the source's value and compared with it.

use crate::directory::address::{Address, Location, Precision};
use crate::directory::hours::Hours;
use crate::directory::hours::notation::HoursFault;
use crate::directory::kind::ResourceKind;
use crate::directory::municipality::{MunicipalityCode, MunicipalityCodeFault, Point};
use crate::directory::organization::CorporateNumberFault;
use crate::directory::phone::{Confirmation, Phone};
use crate::directory::resource::ResourceFacts;
use crate::ids::OrganizationId;
use crate::text::{Line, Prose, TextFault, fold};

crate::words::word_list! {
    /// The published fields that a person may correct one by one. Corrections are applied in this
    /// order: what hangs on an address comes after the city that makes one.
    CorrectableField {
        Name = "name", "名称";
        Kana = "kana", "よみ";
        /// By its code.
        Kind = "kind", "種類";
        OfficeNumber = "office_number", "事業所番号";
        /// The municipality's code and the city as written: `272078 大阪府高槻市`. Emptying it takes
        /// the whole address away, as an office asks for that does not want it known.
        City = "city", "市区町村";
        PostalCode = "postal_code", "郵便番号";
        AddressRest = "address_rest", "番地以降";
        /// Degrees north and east with how far to trust them: `34.85,135.62 exact`.
        Location = "location", "地図の位置";
        Phone = "phone", "電話番号";
        Fax = "fax", "FAX番号";
        Email = "email", "メール";
        Url = "url", "ホームページ";
        Hours = "hours", "時間";
        HoursNote = "hours_note", "時間の注意";
        Capacity = "capacity", "定員";
        /// Who runs it, by the id of the 法人. Its people may edit the entry, so that not everybody who
        /// may put facts right decides it.
        Organization = "organization", "運営する法人";
    }
}

/// No office serves more people than this at once.
const MOST_PEOPLE: u32 = 100_000;

/// Why a corrected value was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CorrectionFault {
    /// The text itself is not acceptable.
    #[error(transparent)]
    Text(#[from] TextFault),
    /// The hours cannot be read.
    #[error(transparent)]
    Hours(#[from] HoursFault),
    /// 定員 is not a whole number.
    #[error("a whole number up to {MOST_PEOPLE} is expected")]
    Number,
    /// The field cannot be taken away.
    #[error("this field cannot be empty")]
    Required,
    /// There is no address to correct.
    #[error("the entry has no address")]
    NoAddress,
    /// The kind is none of the list.
    #[error("the code of a kind is expected")]
    Kind,
    /// An office number has a digit at least.
    #[error("at least one digit is expected")]
    OfficeNumber,
    /// The code before the city is none.
    #[error(transparent)]
    Municipality(#[from] MunicipalityCodeFault),
    /// The city comes without its code, or the code without a city.
    #[error("the code of the municipality, a space and the city are expected")]
    City,
    /// 郵便番号 has seven digits.
    #[error("seven digits are expected")]
    PostalCode,
    /// The point cannot be read or does not lie in Japan.
    #[error("degrees north and east inside Japan are expected, such as 34.85,135.62")]
    Location,
    /// The text is no 法人番号.
    #[error(transparent)]
    CorporateNumber(#[from] CorporateNumberFault),
    /// No 法人 of the directory is meant.
    #[error("the id of a 法人 of the directory is expected")]
    Organization,
}

impl CorrectableField {
    /// The field's value as text, or `None` when it is empty. Hours are in their notation.
    #[must_use]
    pub fn read(self, facts: &ResourceFacts) -> Option<String> {
        let address = facts.address.as_ref();
        match self {
            Self::Name => Some(facts.name.to_string()),
            Self::Kana => facts.kana.as_ref().map(ToString::to_string),
            Self::Kind => Some(facts.kind.code().to_owned()),
            Self::OfficeNumber => facts.office_number.as_ref().map(ToString::to_string),
            Self::City => address.map(|address| match address.municipality {
                Some(code) => format!("{code} {}", address.city),
                None => address.city.to_string(),
            }),
            Self::PostalCode => address
                .and_then(|address| address.postal_code.as_ref())
                .map(ToString::to_string),
            Self::AddressRest => address
                .and_then(|address| address.rest.as_ref())
                .map(ToString::to_string),
            Self::Location => facts.location.map(|Location { point, precision }| {
                let Point {
                    latitude,
                    longitude,
                } = point;
                format!("{latitude},{longitude} {}", precision.code())
            }),
            Self::Phone => facts.phones.first().map(|phone| phone.written.to_string()),
            Self::Fax => facts.fax.as_ref().map(|fax| fax.written.to_string()),
            Self::Email => facts.email.as_ref().map(ToString::to_string),
            Self::Url => facts.url.as_ref().map(ToString::to_string),
            Self::Hours => (!facts.hours.is_unknown()).then(|| facts.hours.to_string()),
            Self::HoursNote => facts.hours_note.as_ref().map(ToString::to_string),
            Self::Capacity => facts.capacity.map(|n| n.to_string()),
            Self::Organization => facts.organization.map(|id| id.to_string()),
        }
    }

    /// Writes a value; `None` empties the field.
    ///
    /// # Errors
    /// Says why the value is refused; the facts are unchanged then.
    pub fn write(
        self,
        facts: &mut ResourceFacts,
        value: Option<&str>,
    ) -> Result<(), CorrectionFault> {
        let line = || value.map(Line::parse).transpose();
        match self {
            Self::Name => facts.name = line()?.ok_or(CorrectionFault::Required)?,
            Self::Kana => facts.kana = line()?,
            Self::Kind => {
                let code = value.ok_or(CorrectionFault::Required)?;
                facts.kind = ResourceKind::from_code(code.trim()).ok_or(CorrectionFault::Kind)?;
            }
            Self::OfficeNumber => facts.office_number = value.map(office_number).transpose()?,
            Self::City => write_city(&mut facts.address, value)?,
            Self::PostalCode => match &mut facts.address {
                Some(address) => address.postal_code = value.map(postal_code).transpose()?,
                None => return Err(CorrectionFault::NoAddress),
            },
            Self::AddressRest => match &mut facts.address {
                Some(address) => address.rest = line()?,
                None => return Err(CorrectionFault::NoAddress),
            },
            Self::Location => facts.location = value.map(location).transpose()?,
            // 内線, 音声案内番号 and the label belong to the desk, not to the digits.
            Self::Phone => match (line()?, facts.phones.first_mut()) {
                (Some(written), Some(first)) => {
                    first.written = written;
                    first.confirmation = Confirmation::Published;
                }
                (Some(written), None) => facts.phones.push(Phone::published(written)),
                (None, _) => drop(facts.phones.drain(..facts.phones.len().min(1))),
            },
            Self::Fax => facts.fax = line()?.map(Phone::published),
            Self::Email => facts.email = line()?,
            Self::Url => facts.url = line()?,
            Self::Hours => facts.hours = value.map(Hours::parse).transpose()?.unwrap_or_default(),
            Self::HoursNote => facts.hours_note = value.map(Prose::parse).transpose()?,
            Self::Capacity => facts.capacity = value.map(capacity).transpose()?,
            Self::Organization => facts.organization = value.map(organization).transpose()?,
        }
        Ok(())
    }

    /// Puts back what stood in the field before a change. Of a number that is all of it, with its label, 内線 and
    /// 音声案内番号, at the place where it stood.
    ///
    /// # Errors
    /// Says why the earlier value is refused; the facts are unchanged then.
    pub fn put_back(
        self,
        facts: &mut ResourceFacts,
        before: &ResourceFacts,
        after: &ResourceFacts,
    ) -> Result<(), CorrectionFault> {
        match self {
            Self::Phone => {
                facts.phones = phones_back(&facts.phones, &before.phones, &after.phones);
                Ok(())
            }
            Self::Fax => {
                facts.fax.clone_from(&before.fax);
                Ok(())
            }
            _ => self.write(facts, self.read(before).as_deref()),
        }
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

    /// A value of the field as people read it. A 法人 is read by its name, which the facts do not hold.
    #[must_use]
    pub fn in_words(self, value: &str) -> String {
        let words = match self {
            Self::Kind => ResourceKind::from_code(value).map(|kind| kind.word().to_owned()),
            Self::City => read_city(value).ok().map(|(_, city)| city.to_string()),
            Self::Location => location(value).ok().map(|Location { point, precision }| {
                format!(
                    "北緯{}・東経{}（{precision}）",
                    point.latitude, point.longitude
                )
            }),
            Self::Organization => Some("名簿にある法人".to_owned()),
            _ => None,
        };
        words.unwrap_or_else(|| value.to_owned())
    }
}

/// The numbers of an office once a change of the first is taken back. Those behind it stay as they are by now.
fn phones_back(standing: &[Phone], before: &[Phone], after: &[Phone]) -> Vec<Phone> {
    if standing == after {
        return before.to_vec();
    }
    // Where the first was taken away, what stands first now stood behind it.
    let was_taken_away = before.len() > after.len();
    let behind = standing.iter().skip(usize::from(!was_taken_away));
    let first = before.first();
    let behind = behind.filter(|phone| first.is_none_or(|first| !first.is_same_line(phone)));
    first.into_iter().chain(behind).cloned().collect()
}

/// Reads a city with the code of its municipality before it. What was published may lack the code.
///
/// # Errors
/// When the code is none, or stands without a city.
pub fn read_city(text: &str) -> Result<(Option<MunicipalityCode>, Line), CorrectionFault> {
    let text = text.trim();
    let is_code = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    match text.split_once(char::is_whitespace) {
        Some((code, city)) if is_code(code) => {
            Ok((Some(MunicipalityCode::parse(code)?), Line::parse(city)?))
        }
        None if is_code(text) => Err(CorrectionFault::City),
        _ => Ok((None, Line::parse(text)?)),
    }
}

pub(super) fn write_city(
    address: &mut Option<Address>,
    value: Option<&str>,
) -> Result<(), CorrectionFault> {
    let Some(text) = value else {
        *address = None;
        return Ok(());
    };
    let (municipality, city) = read_city(text)?;
    match address {
        Some(address) => {
            address.municipality = municipality;
            address.city = city;
        }
        None => {
            *address = Some(Address {
                postal_code: None,
                municipality,
                city,
                rest: None,
            });
        }
    }
    Ok(())
}

fn office_number(text: &str) -> Result<Line, CorrectionFault> {
    let line = Line::parse(text)?;
    if line.as_str().chars().any(char::is_numeric) {
        Ok(line)
    } else {
        Err(CorrectionFault::OfficeNumber)
    }
}

/// Seven digits, however they are written, as `569-0071`.
pub(super) fn postal_code(text: &str) -> Result<Line, CorrectionFault> {
    let digits = fold(text).replace(['〒', '-'], "");
    if digits.len() != 7 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(CorrectionFault::PostalCode);
    }
    let (area, place) = digits.split_at(3);
    Ok(Line::parse(&format!("{area}-{place}"))?)
}

/// A point that a person sets is exact unless they say otherwise.
fn location(text: &str) -> Result<Location, CorrectionFault> {
    let read = || {
        let (latitude, rest) = text.split_once(',')?;
        let rest = rest.trim();
        let (longitude, precision) = match rest.split_once(char::is_whitespace) {
            Some((longitude, word)) => (longitude, Precision::from_code(word.trim())?),
            None => (rest, Precision::Exact),
        };
        let point = Point::in_japan(latitude.trim().parse().ok()?, longitude.parse().ok()?)?;
        Some(Location { point, precision })
    };
    read().ok_or(CorrectionFault::Location)
}

fn organization(text: &str) -> Result<OrganizationId, CorrectionFault> {
    let id = text.trim().parse();
    id.map_err(|_| CorrectionFault::Organization)
}

fn capacity(text: &str) -> Result<u32, CorrectionFault> {
    match text.trim().parse() {
        Ok(count) if count <= MOST_PEOPLE => Ok(count),
        _ => Err(CorrectionFault::Number),
    }
}
