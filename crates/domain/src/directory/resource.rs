//! A resource: an office seen as one kind of service. One address with 就労移行 and 就労定着 is two.

use chrono::NaiveDate;

use crate::directory::address::{Address, Location};
use crate::directory::hours::Hours;
use crate::directory::kind::ResourceKind;
use crate::directory::phone::Phone;
use crate::ids::{OrganizationId, ResourceId};
use crate::letters::address::MailAddress;
use crate::text::{Line, Prose};

/// The facts that are published about a resource, or entered in their place.
#[derive(Debug, Clone, PartialEq)]
pub struct ResourceFacts {
    /// Who runs it, where known.
    pub organization: Option<OrganizationId>,
    /// Its kind.
    pub kind: ResourceKind,
    /// The official service name where the kind alone does not say it.
    pub service_name: Option<Line>,
    /// Name of the office.
    pub name: Line,
    /// Reading.
    pub kana: Option<Line>,
    /// 事業所番号 (ten digits as a rule) or 医療機関 ID, kept as text.
    pub office_number: Option<Line>,
    /// Where it stands.
    pub address: Option<Address>,
    /// Where on the map.
    pub location: Option<Location>,
    /// Phones, the first one first.
    pub phones: Vec<Phone>,
    /// FAX.
    pub fax: Option<Phone>,
    /// Mail address.
    pub email: Option<Line>,
    /// Web address.
    pub url: Option<Line>,
    /// When it is open.
    pub hours: Hours,
    /// What was published about hours in free text (定休日, 留意事項).
    pub hours_note: Option<Prose>,
    /// 定員: how many people the office is designated for. `None` is "not published", never 0.
    pub capacity: Option<u32>,
}

impl ResourceFacts {
    /// Facts of which nothing is known but a kind and a name.
    #[must_use]
    pub fn named(kind: ResourceKind, name: Line) -> Self {
        Self {
            organization: None,
            kind,
            service_name: None,
            name,
            kana: None,
            office_number: None,
            address: None,
            location: None,
            phones: Vec::new(),
            fax: None,
            email: None,
            url: None,
            hours: Hours::default(),
            hours_note: None,
            capacity: None,
        }
    }

    /// Whether another 法人 runs the other, as far as is known of both. What a person allowed one of them is not allowed to
    /// the other.
    #[must_use]
    pub fn is_run_by_another(&self, other: &Self) -> bool {
        let (own, other) = (self.organization, other.organization);
        own.is_some() && other.is_some() && own != other
    }

    /// The mail address to which letters for it go; nothing where none stands in the directory that takes
    /// letters.
    #[must_use]
    pub fn letters_go_to(&self) -> Option<MailAddress> {
        MailAddress::parse(self.email.as_ref()?.as_str()).ok()
    }

    /// The kind as people read it, with the name of the service where that says more:
    /// 「グループホーム（共同生活援助）」. An official name around the same word says nothing more.
    #[must_use]
    pub fn kind_in_words(&self) -> String {
        let word = self.kind.word();
        match self.service_name.as_ref().map(Line::as_str) {
            Some(name) if name != self.kind.service_name() || !name.contains(word) => {
                format!("{word}（{name}）")
            }
            _ => word.to_owned(),
        }
    }
}

/// How an entry ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closure {
    /// The first day on which it does no more.
    pub on: NaiveDate,
    /// The entry that took its place.
    pub successor: Option<ResourceId>,
    /// Why, in words for whoever was sent there.
    pub reason: Option<Line>,
}

crate::words::word_list! {
    /// Whether an entry may be chosen for new work.
    Lifecycle {
        Active = "active", "活動中";
        Closed = "closed", "廃止";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::TextFault;

    #[test]
    fn a_kind_is_said_once() -> Result<(), TextFault> {
        for (kind, service, said) in [
            (
                ResourceKind::CommunityTransition,
                "地域相談支援（地域移行支援）",
                "地域移行支援",
            ),
            (
                ResourceKind::GroupHome,
                "共同生活援助",
                "グループホーム（共同生活援助）",
            ),
            (
                ResourceKind::OtherDisabilityService,
                "移動支援",
                "その他の障害福祉サービス（移動支援）",
            ),
        ] {
            let mut facts = ResourceFacts::named(kind, Line::parse("みほん")?);
            assert_eq!(facts.kind_in_words(), kind.word());
            facts.service_name = Some(Line::parse(service)?);
            assert_eq!(facts.kind_in_words(), said);
        }
        Ok(())
    }
}
