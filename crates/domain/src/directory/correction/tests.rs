use super::CorrectableField as Field;
use super::*;
use crate::directory::address::Precision;
use crate::directory::kind::ResourceKind;
use crate::directory::resource::ResourceFacts;
use crate::text::{Line, TextFault};

/// An office of which nothing is known but its name.
fn office() -> Result<ResourceFacts, TextFault> {
    Ok(ResourceFacts::named(
        ResourceKind::EmploymentTransition,
        Line::parse("みほんワークス")?,
    ))
}

/// Writes a value into an office in 高槻市 and reads it back.
fn written(field: Field, value: &str) -> Result<Option<String>, CorrectionFault> {
    let mut facts = office()?;
    Field::City.write(&mut facts, Some("272078 大阪府高槻市"))?;
    field.write(&mut facts, Some(value))?;
    Ok(field.read(&facts))
}

#[test]
fn every_field_reads_back_as_it_was_written_and_once_more_the_same() -> Result<(), CorrectionFault>
{
    for (field, typed, kept) in [
        (Field::Name, " みほん ", "みほん"),
        (Field::Kana, "みほん", "みほん"),
        (Field::Kind, "group_home", "group_home"),
        (Field::OfficeNumber, "2710901477", "2710901477"),
        (Field::City, "27207　大阪府高槻市", "272078 大阪府高槻市"),
        (Field::City, "大阪府高槻市", "大阪府高槻市"),
        (Field::PostalCode, "〒５６９−００７１", "569-0071"),
        (Field::PostalCode, "5690071", "569-0071"),
        (Field::AddressRest, "城北町1-1", "城北町1-1"),
        (Field::Location, "34.85, 135.62", "34.85,135.62 exact"),
        (
            Field::Location,
            "34.85,135.62 approximate",
            "34.85,135.62 approximate",
        ),
        (Field::Phone, "072-000-0001", "072-000-0001"),
        (Field::Fax, "072-000-0101", "072-000-0101"),
        (Field::Email, "mihon@example.jp", "mihon@example.jp"),
        (Field::Url, "https://example.jp/", "https://example.jp/"),
        (Field::Hours, "月-金 9:00-17:00", "月-金 9:00-17:00"),
        (Field::HoursNote, "祝日は問い合わせを", "祝日は問い合わせを"),
        (Field::Capacity, "20", "20"),
        (
            Field::Organization,
            "01932f00-0000-7001-8000-000000000501",
            "01932f00-0000-7001-8000-000000000501",
        ),
    ] {
        let read = written(field, typed)?;
        assert_eq!(read.as_deref(), Some(kept), "{field}: {typed}");
        assert_eq!(written(field, kept)?.as_deref(), Some(kept), "{field}");
    }
    Ok(())
}

#[test]
fn what_is_no_value_of_a_field_is_refused() {
    use CorrectionFault as Fault;
    for (field, typed, fault) in [
        (Field::Kind, "グループホーム", Fault::Kind),
        (Field::OfficeNumber, "なし", Fault::OfficeNumber),
        (Field::City, "272078", Fault::City),
        (Field::PostalCode, "569-007", Fault::PostalCode),
        (Field::PostalCode, "五六九", Fault::PostalCode),
        (Field::Location, "0,0", Fault::Location),
        (Field::Location, "34.85", Fault::Location),
        (Field::Location, "NaN,135.62", Fault::Location),
        (Field::Location, "34.85,135.62 perhaps", Fault::Location),
        (Field::Capacity, "-1", Fault::Number),
        (Field::Organization, "みほん会", Fault::Organization),
    ] {
        assert_eq!(written(field, typed), Err(fault), "{field}: {typed}");
    }
    let wrong_digit = written(Field::City, "272079 大阪府高槻市");
    assert!(matches!(wrong_digit, Err(Fault::Municipality(_))));
}

#[test]
fn an_address_comes_with_its_city_and_goes_with_it() -> Result<(), CorrectionFault> {
    let mut facts = office()?;
    for part in [Field::PostalCode, Field::AddressRest] {
        let refused = part.write(&mut facts, Some("569-0071"));
        assert_eq!(refused, Err(CorrectionFault::NoAddress));
    }
    assert_eq!(
        Field::Kind.write(&mut facts, None),
        Err(CorrectionFault::Required)
    );
    Field::City.write(&mut facts, Some("272078 大阪府高槻市"))?;
    Field::AddressRest.write(&mut facts, Some("城北町1-1"))?;
    Field::City.write(&mut facts, Some("273015 大阪府三島郡島本町"))?;
    let moved = facts.address.as_ref().map(|address| address.line());
    assert_eq!(moved.as_deref(), Some("大阪府三島郡島本町城北町1-1"));
    Field::City.write(&mut facts, None)?;
    assert_eq!((facts.address, facts.location), (None, None));
    Ok(())
}

#[test]
fn people_read_words_and_not_codes() {
    for (field, value, words) in [
        (Field::Kind, "group_home", "グループホーム"),
        (Field::City, "272078 大阪府高槻市", "大阪府高槻市"),
        (Field::Name, "272078 号室", "272078 号室"),
    ] {
        assert_eq!(field.in_words(value), words);
    }
    let point = Field::Location.in_words("34.85,135.62 exact");
    assert_eq!(
        point,
        format!("北緯34.85・東経135.62（{}）", Precision::Exact)
    );
}

#[test]
fn the_same_place_may_be_written_in_two_ways() {
    assert!(Field::City.is_same("272078 大阪府高槻市", "272078 高槻市"));
    assert!(!Field::City.is_same("272078 大阪府高槻市", "273015 島本町"));
    assert!(Field::Phone.is_same("０７２−０００−０００１", "072-000-0001"));
    assert!(!Field::Name.is_same("みほん", "みほん2"));
}
