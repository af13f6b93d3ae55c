//! Kinds of resources and the sectors they stand in.

use async_graphql::Object;
use renkei_domain::directory::kind::{ResourceKind, Sector};

use super::kind_notes;
use crate::closed_list::{Word, closed_list};

closed_list!(
    Sector,
    "Sector",
    "The five sectors of a support network (圏域の支援ネットワーク).",
    |sector| match sector {
        Sector::Labour => "employment offices, vocational centers, companies and what helps them",
        Sector::Health =>
            "hospitals and clinics, nursing at home, public offices for mental and bodily health",
        Sector::Welfare => "services for people with disabilities, consultation, rights",
        Sector::Education => "schools, and what helps pupils on their way into working life",
        Sector::Other => "what stands in none of the four",
    }
);

closed_list!(
    ResourceKind,
    "ResourceKind",
    "What kind of resource an entry is. One office may stand in the directory under several kinds, as \
     one entry for each. Kinds of the sector 福祉 are as a rule services that 障害者総合支援法 and \
     児童福祉法 define, by their published names; the others have the words of the field.",
    |kind: ResourceKind| {
        let (note, sector) = (kind_notes::note(kind), kind.sector().word());
        if kind.service_name() == kind.word() {
            format!("{note} Sector {sector}.")
        } else {
            let official = kind.service_name();
            format!("{note} Officially {official}. Sector {sector}.")
        }
    }
);

/// A kind with its words.
pub(crate) struct ResourceKindType(ResourceKind);

/// Every kind, in the order of the glossary.
pub(crate) fn every_kind() -> Vec<ResourceKindType> {
    ResourceKind::ALL
        .iter()
        .copied()
        .map(ResourceKindType)
        .collect()
}

/// A kind of resource with the words people and tables use for it.
#[Object(name = "ResourceKindWords")]
impl ResourceKindType {
    /// The kind, as `ResourceFilter.kinds` takes it.
    fn kind(&self) -> Word<ResourceKind> {
        Word(self.0)
    }

    /// The sector of the network that the kind stands in.
    fn sector(&self) -> Word<Sector> {
        Word(self.0.sector())
    }

    /// The Japanese word people use, as 「グループホーム」.
    fn word(&self) -> &str {
        self.0.word()
    }

    /// The official name of the service, as 「共同生活援助」; the same as `word` where people use it.
    fn service_name(&self) -> &str {
        self.0.service_name()
    }

    /// The lower-case code in addresses of pages and in files, as `group_home`.
    fn code(&self) -> &str {
        self.0.code()
    }
}

#[cfg(test)]
mod tests {
    use renkei_domain::directory::address::Precision;
    use renkei_domain::directory::comparison::{
        AccessFeature, Distance, Language, Offered, Pay, RequiredDocument,
    };
    use renkei_domain::directory::contact::policy::{Channel, ContactPurpose, SenderKind};
    use renkei_domain::directory::contact::reach::ReachBasis;
    use renkei_domain::directory::filter::ResourceOrder;
    use renkei_domain::directory::freshness::{
        FieldGroup, VerificationMethod, VerificationOutcome,
    };
    use renkei_domain::directory::hours::opening::Openness;
    use renkei_domain::directory::people::StaffRole;
    use renkei_domain::directory::phone::Confirmation;
    use renkei_domain::directory::program::{JobCoachPattern, Per, ProgramKind};
    use renkei_domain::directory::source::Dataset;
    use renkei_domain::directory::strength::Valence;

    use super::*;
    use crate::closed_list::tests::shows_all;

    #[test]
    fn every_word_of_every_list_is_shown_and_read_back() {
        shows_all(Sector::ALL);
        shows_all(ResourceKind::ALL);
        shows_all(ResourceOrder::ALL);
        shows_all(ProgramKind::ALL);
        shows_all(JobCoachPattern::ALL);
        shows_all(Per::ALL);
        shows_all(Precision::ALL);
        shows_all(Confirmation::ALL);
        shows_all(Openness::ALL);
        shows_all(ContactPurpose::ALL);
        shows_all(SenderKind::ALL);
        shows_all(Channel::ALL);
        shows_all(ReachBasis::ALL);
        shows_all(StaffRole::ALL);
        shows_all(Valence::ALL);
        shows_all(FieldGroup::ALL);
        shows_all(VerificationMethod::ALL);
        shows_all(VerificationOutcome::ALL);
        shows_all(Dataset::ALL);
        shows_all(Pay::ALL);
        shows_all(Distance::ALL);
        shows_all(Offered::ALL);
        shows_all(RequiredDocument::ALL);
        shows_all(AccessFeature::ALL);
        shows_all(Language::ALL);
    }
}
