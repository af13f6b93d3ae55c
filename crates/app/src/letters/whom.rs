//! Whom to phone about a letter, as letters say it.

use renkei_domain::directory::phone::Phone;

use crate::directory::secretariat::Secretariat;

/// Whether an agency is named beside its numbers. What it is called may tell others what its visitors have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    /// It is.
    Named,
    /// Its numbers stand alone.
    Unnamed,
}

/// The numbers of a secretariat; nothing where none is known.
pub(super) fn whom_to_phone(secretariat: Option<&Secretariat>, naming: Naming) -> Option<String> {
    let secretariat = secretariat?;
    let numbers = numbers(secretariat).join("　");
    if numbers.is_empty() {
        return None;
    }
    Some(match naming {
        Naming::Unnamed => format!("{numbers}\n"),
        Naming::Named => format!("{}（事務局）\n{numbers}\n", secretariat.name),
    })
}

/// The phone and the FAX of a secretariat, as far as they are known.
pub(super) fn numbers(secretariat: &Secretariat) -> Vec<String> {
    let phone = secretariat.phone.as_ref();
    let fax = secretariat.fax.as_ref();
    let both = [
        phone.map(|phone| format!("電話 {}", number(phone))),
        fax.map(|fax| format!("FAX {}", number(fax))),
    ];
    both.into_iter().flatten().collect()
}

/// A number with what its caller needs.
fn number(phone: &Phone) -> String {
    let key = phone.voice_guide_key.as_ref();
    let extension = phone.extension.as_ref();
    let after = [
        key.map(|key| format!("音声案内 {key}")),
        extension.map(|extension| format!("内線 {extension}")),
    ];
    let after = after.into_iter().flatten().collect::<Vec<_>>().join("・");
    if after.is_empty() {
        phone.written.to_string()
    } else {
        format!("{}（{after}）", phone.written)
    }
}
