//! The numbers of an office as somebody wants them: checked, in their order.

use super::FieldFault;
use super::draft::check_length;
use crate::directory::phone::{Confirmation, Phone};

/// The most numbers of one office.
const MOST_PHONES: usize = 20;

/// The numbers that would stand. `known` are those that stand now: a number that is among them keeps what
/// speaks against it.
///
/// Published tables have one bare number, and the next edition keeps the others that say what they are for.
/// So each but the first says it, unless it was published behind the first.
///
/// # Errors
/// Every mistake, each with its field (`phones[1].label`).
pub fn phones_of(wanted: &[Phone], known: &[Phone]) -> Result<Vec<Phone>, Vec<FieldFault>> {
    let mut faults = Vec::new();
    check_length("phones", wanted.len(), MOST_PHONES, &mut faults);
    let mut phones: Vec<Phone> = Vec::with_capacity(wanted.len());
    for (place, phone) in wanted.iter().enumerate() {
        if phones.iter().any(|earlier| earlier.is_same_line(phone)) {
            let message = "同じ電話番号が2つあります。1つにまとめてください。";
            let field = format!("phones[{place}].written");
            faults.push(FieldFault::new(field, "TWICE", message));
        }
        let mut further = known.iter().skip(1);
        let was_bare = further.any(|known| known.label.is_none() && known.is_same_line(phone));
        if place > 0 && phone.label.is_none() && !was_bare {
            let message = "2つめからは、何の番号かを書いてください（例: 相談専用）。次の取り込みのあとにも残ります。";
            let field = format!("phones[{place}].label");
            faults.push(FieldFault::new(field, "EMPTY", message));
        }
        let standing = known.iter().find(|known| known.is_same_line(phone));
        phones.push(Phone {
            confirmation: standing.map_or(Confirmation::Published, |known| known.confirmation),
            ..phone.clone()
        });
    }
    if faults.is_empty() {
        Ok(phones)
    } else {
        Err(faults)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Line, TextFault};

    fn number(written: &str, label: Option<&str>) -> Result<Phone, TextFault> {
        Ok(Phone {
            label: label.map(Line::parse).transpose()?,
            ..Phone::published(Line::parse(written)?)
        })
    }

    #[test]
    fn each_number_but_the_first_says_what_it_is_for() -> Result<(), TextFault> {
        let (first, second) = ("072-000-0001", "072-000-0002");
        let known = [number(first, None)?];
        let told = |wanted: &[Phone], known: &[Phone]| {
            let faults = phones_of(wanted, known).err().unwrap_or_default();
            let fields = faults.into_iter().map(|fault| fault.field);
            fields.collect::<Vec<String>>()
        };
        let labelled = [number(first, None)?, number(second, Some("相談専用"))?];
        assert!(told(&labelled, &known).is_empty());
        let bare = [number(second, None)?, number(first, None)?];
        assert_eq!(told(&bare, &known), ["phones[1].label"]);
        // Published behind the first, it stands there by its own.
        let both = [number(first, None)?, number(second, None)?];
        assert!(told(&both, &both).is_empty());
        let twice = [number(first, None)?, number("072(000)0001", Some("受付"))?];
        assert_eq!(told(&twice, &known), ["phones[1].written"]);
        Ok(())
    }
}
