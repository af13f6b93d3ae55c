//! What a known entry says after a newer row of it has come: the row, then what no row publishes, then
//! what people put right. What they put right stands, and where it and the source part, both are told.

use renkei_domain::directory::correction::{CorrectableField, Correction, Meeting};
use renkei_domain::directory::merge::Supplied;
use renkei_domain::directory::resource::ResourceFacts;

/// What came to light.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Settled {
    /// What the entry says and its source now says otherwise, for a person to decide.
    pub(crate) conflicts: Vec<Correction>,
    /// What people entered where the table, at its first word, says something else.
    pub(crate) first: Vec<Correction>,
    /// Corrected fields whose source moved to this value.
    pub(crate) moved: Vec<(CorrectableField, Option<String>)>,
}

/// Completes the facts of a published row with those of the entry it is. `before` is what the same
/// data set filled the last time; `None` when no data set has spoken of the entry yet.
pub(crate) fn settle(
    facts: &mut ResourceFacts,
    shown: &ResourceFacts,
    before: Option<Supplied>,
    corrections: &[Correction],
) -> Settled {
    let mut settled = Settled::default();
    let published = facts.clone();
    // The row is merged with what its source said before: a street that people put right is no move, and
    // a field that the table leaves out still has its old source.
    let mut known = shown.clone();
    for correction in corrections {
        // A part of an address that people took away has nothing to go back to.
        drop(
            correction
                .field
                .write(&mut known, correction.source_value.as_deref()),
        );
    }
    facts.merge(&known, before.unwrap_or(Supplied::NOTHING));
    for correction in corrections {
        let newer = correction.field.read(facts);
        // A correction was checked when it was made; it can fail only where the newer row has lost the
        // address it corrects, and then there is nothing left to correct.
        let put = correction.field.write(facts, correction.value.as_deref());
        let meeting = correction.meet(newer.as_deref());
        if put.is_err() || meeting == Meeting::Stands {
            continue;
        }
        if meeting == Meeting::Conflict {
            settled.conflicts.push(Correction {
                source_value: newer.clone(),
                ..correction.clone()
            });
        }
        if newer != correction.source_value {
            settled.moved.push((correction.field, newer));
        }
    }
    if before.is_none() {
        // The first data set that speaks of an entry people made: where it differs, they stay in the
        // right until somebody decides.
        for difference in differences(&published, shown, corrections) {
            let value = difference.value.as_deref();
            // It was read from the entry itself; where it does not fit, the published value stands.
            if difference.field.write(facts, value).is_ok() {
                settled.conflicts.push(difference.clone());
                settled.first.push(difference);
            }
        }
    }
    let is_phone = |correction: &Correction| correction.field == CorrectableField::Phone;
    if corrections.iter().any(is_phone)
        && let (Some(first), Some(known)) = (facts.phones.first_mut(), shown.phones.first())
        && first.is_same_line(known)
    {
        // The published number may stand further down, with a label of its own.
        first.clone_from(known);
    }
    if !corrections.is_empty() {
        // A corrected number is the one whose 内線 people know.
        facts.keep_what_people_added_to_numbers(shown);
    }
    settled
}

/// Where people entered something else than a table publishes, and nobody has decided yet. Points are
/// left aside: published ones stand for a town, and an exact one is kept by the merge.
fn differences(
    published: &ResourceFacts,
    shown: &ResourceFacts,
    decided: &[Correction],
) -> Vec<Correction> {
    let differing = CorrectableField::ALL.iter().filter_map(|field| {
        let is_decided = decided.iter().any(|correction| correction.field == *field);
        if is_decided || *field == CorrectableField::Location {
            return None;
        }
        let (source_value, value) = (field.read(published)?, field.read(shown)?);
        (!field.is_same(&source_value, &value)).then_some(Correction {
            field: *field,
            source_value: Some(source_value),
            value: Some(value),
        })
    });
    differing.collect()
}

#[cfg(test)]
mod tests {
    use renkei_domain::directory::address::Precision;
    use renkei_domain::directory::correction::CorrectionFault;
    use renkei_domain::directory::kind::ResourceKind;
    use renkei_domain::directory::phone::Phone;
    use renkei_domain::text::Line;

    use super::CorrectableField as Field;
    use super::*;

    type Tested = Result<(), CorrectionFault>;

    /// An office as a table publishes it.
    fn row() -> Result<ResourceFacts, CorrectionFault> {
        let named = ResourceFacts::named(
            ResourceKind::EmploymentTransition,
            Line::parse("みほんワークス")?,
        );
        let mut facts = ResourceFacts {
            phones: vec![Phone::published(Line::parse("072-000-0001")?)],
            capacity: Some(20),
            ..named
        };
        for (field, value) in [
            (Field::City, "272078 大阪府高槻市"),
            (Field::AddressRest, "城北町1-1"),
            (Field::Location, "34.85,135.62 approximate"),
        ] {
            field.write(&mut facts, Some(value))?;
        }
        Ok(facts)
    }

    /// Puts a field right and says so.
    fn correct(
        shown: &mut ResourceFacts,
        field: Field,
        value: Option<&str>,
    ) -> Result<Correction, CorrectionFault> {
        let source_value = field.read(shown);
        field.write(shown, value)?;
        Ok(Correction {
            field,
            source_value,
            value: field.read(shown),
        })
    }

    #[test]
    fn a_corrected_number_keeps_its_extension_and_a_corrected_street_its_exact_point() -> Tested {
        let mut shown = row()?;
        let before = Some(Supplied::by(&shown));
        shown.phones[0].extension = Some(Line::parse("12")?);
        Field::Location.write(&mut shown, Some("34.851,135.621 exact"))?;
        let corrections = [
            correct(&mut shown, Field::AddressRest, Some("城北町1-2"))?,
            correct(&mut shown, Field::Phone, Some("072-000-0009"))?,
        ];
        let mut newer = row()?;
        newer.capacity = Some(30);
        assert_eq!(
            settle(&mut newer, &shown, before, &corrections),
            Settled::default()
        );
        assert_eq!(newer.phones, shown.phones);
        assert_eq!(newer.address, shown.address);
        let precision = newer.location.map(|location| location.precision);
        assert_eq!(precision, Some(Precision::Exact));
        assert_eq!(newer.capacity, Some(30));
        Ok(())
    }

    #[test]
    fn a_source_that_moves_is_followed_and_told_only_where_it_does_not_agree() -> Tested {
        for (published, is_conflict, moved) in
            [(20, false, false), (25, false, true), (30, true, true)]
        {
            let mut shown = row()?;
            let before = Some(Supplied::by(&shown));
            let corrections = [correct(&mut shown, Field::Capacity, Some("25"))?];
            let mut newer = row()?;
            newer.capacity = Some(published);
            let settled = settle(&mut newer, &shown, before, &corrections);
            assert_eq!(newer.capacity, Some(25), "{published}");
            assert_eq!(!settled.conflicts.is_empty(), is_conflict, "{published}");
            let source = moved.then(|| (Field::Capacity, Some(published.to_string())));
            assert_eq!(settled.moved, Vec::from_iter(source), "{published}");
        }
        Ok(())
    }

    #[test]
    fn an_address_that_was_taken_away_does_not_come_back() -> Tested {
        let mut shown = row()?;
        let before = Some(Supplied::by(&shown));
        let corrections = [correct(&mut shown, Field::City, None)?];
        let mut newer = row()?;
        assert_eq!(
            settle(&mut newer, &shown, before, &corrections),
            Settled::default()
        );
        assert_eq!(newer.address, None);
        Ok(())
    }

    #[test]
    fn people_stay_in_the_right_against_the_first_table_that_names_their_entry() -> Tested {
        let mut shown = row()?;
        for (field, value) in [
            (Field::Kind, "continuous_employment_b"),
            // The same place, and a point that a table knows less well: neither is a difference.
            (Field::City, "272078 高槻市"),
            (Field::Location, "34.9,135.7 exact"),
            (Field::Capacity, "12"),
        ] {
            field.write(&mut shown, Some(value))?;
        }
        let decided = [correct(&mut shown, Field::Capacity, Some("14"))?];
        let mut newer = row()?;
        let settled = settle(&mut newer, &shown, None, &decided);
        let first: Vec<_> = settled.first.iter().map(|kept| kept.field).collect();
        assert_eq!(first, [Field::Kind]);
        assert_eq!(newer.kind, ResourceKind::ContinuousEmploymentB);
        let told: Vec<_> = settled
            .conflicts
            .iter()
            .map(|told| {
                (
                    told.field,
                    told.source_value.as_deref(),
                    told.value.as_deref(),
                )
            })
            .collect();
        let kinds = (
            Some("employment_transition"),
            Some("continuous_employment_b"),
        );
        assert_eq!(
            told,
            [
                (Field::Capacity, Some("20"), Some("14")),
                (Field::Kind, kinds.0, kinds.1),
            ]
        );
        assert_eq!(settled.moved, [(Field::Capacity, Some("20".to_owned()))]);
        Ok(())
    }
}
