//! An entry of the directory: the type that gathers all the others.

use std::sync::Arc;

use async_graphql::{ID, Object, Result};
use renkei_domain::directory::comparison::{AccessFeature, Language};
use renkei_domain::directory::contact::policy::{ContactPurpose, SenderKind};
use renkei_domain::directory::contact::reach::{ReachQuestion, how_to_reach};
use renkei_domain::directory::hours::opening::Openness;
use renkei_domain::directory::kind::{ResourceKind, Sector};
use renkei_domain::directory::people::StaffRole;
use renkei_domain::directory::resource::{Lifecycle, ResourceFacts};
use renkei_domain::ids::ResourceId;

use super::address::{AddressType, LocationType};
use super::capacity::CapacityType;
use super::closure::ClosureType;
use super::comparison::ComparisonType;
use super::contact_person::ContactPersonType;
use super::contact_policy::ContactPolicyType;
use super::freshness::{FreshnessType, freshness_of};
use super::hours::{NextOpeningType, OpeningHoursType};
use super::loaded::Loaded;
use super::municipality::MunicipalityType;
use super::notice::NoticeType;
use super::organization::OrganizationType;
use super::phone::PhoneType;
use super::program::ProgramType;
use super::reach::ReachType;
use super::source::SourceType;
use super::strength::StrengthType;
use crate::closed_list::{Word, closed_list, words};
use crate::node::global_id;
use crate::scalars::DateTimeScalar;

closed_list!(
    Lifecycle,
    "Lifecycle",
    "Whether an entry may be chosen for new work.",
    |lifecycle| match lifecycle {
        Lifecycle::Active => "as far as anybody knows it is at work, and may be chosen",
        Lifecycle::Closed => "it has closed for good and is kept for who was sent there before",
    }
);

/// An entry of the directory.
#[derive(Debug, Clone)]
pub(crate) struct Resource(Arc<Loaded>);

impl Resource {
    /// Shows what was loaded.
    pub(crate) fn new(loaded: Loaded) -> Self {
        Self(Arc::new(loaded))
    }

    /// Which entry it is, and what is published of it.
    pub(super) fn stands(&self) -> (ResourceId, &ResourceFacts) {
        (self.0.read().id, self.0.facts())
    }
}

/// An entry of the directory (資源): one office seen as one kind of service. An office that runs two
/// services is two entries. Facts come from published data or from whoever entered them in their
/// place, see `sources`; what agencies said of themselves stands in the other fields.
#[Object]
impl Resource {
    /// Opaque global id: the same in every answer, for as long as the entry exists. Do not take it
    /// apart; `node(id:)` answers it.
    pub(crate) async fn id(&self) -> ID {
        ID(global_id(self.0.read().id))
    }

    /// As which service or office it is listed here; `Query.resourceKinds` has the words.
    fn kind(&self) -> Word<ResourceKind> {
        Word(self.0.facts().kind)
    }

    /// The sector its kind stands in.
    fn sector(&self) -> Word<Sector> {
        Word(self.0.facts().kind.sector())
    }

    /// Whether it may be chosen for new work. Lists hold active entries alone; one that has closed is
    /// still answered by its id.
    fn lifecycle(&self) -> Word<Lifecycle> {
        Word(self.0.read().lifecycle)
    }

    /// How it ended. Null for what is at work.
    fn closure(&self) -> Option<Result<ClosureType<'_>>> {
        let found = self.0.closure().transpose()?;
        Some(found.map(ClosureType))
    }

    /// Rises with every change of the entry, whether a person or an import made it. A mutation says
    /// which version it was written for and is refused where another one came in between.
    fn version(&self) -> i64 {
        self.0.read().version
    }

    /// The official service name as published, where the kind alone does not say it. Null where it
    /// does.
    fn service_name(&self) -> Option<&str> {
        self.0
            .facts()
            .service_name
            .as_ref()
            .map(|name| name.as_str())
    }

    /// Name of the office, as published.
    fn name(&self) -> &str {
        self.0.facts().name.as_str()
    }

    /// Reading of the name in kana. Null where the source has none.
    fn kana(&self) -> Option<&str> {
        self.0.facts().kana.as_ref().map(|kana| kana.as_str())
    }

    /// 事業所番号 (ten digits as a rule) or 医療機関 ID, as published. Null where there is none.
    fn office_number(&self) -> Option<&str> {
        self.0
            .facts()
            .office_number
            .as_ref()
            .map(|number| number.as_str())
    }

    /// Who runs it. Null where that is not known.
    fn organization(&self) -> Option<Result<OrganizationType<'_>>> {
        let found = self.0.organization().transpose()?;
        Some(found.map(|(id, facts)| OrganizationType::of(id, facts)))
    }

    /// Where it stands. Null where no address is published.
    fn address(&self) -> Option<AddressType<'_>> {
        let address = self.0.facts().address.as_ref()?;
        let municipality = self.0.read().municipality.as_ref();
        Some(AddressType {
            address,
            municipality,
        })
    }

    /// Where it stands on the map. Null where no usable point is published.
    fn location(&self) -> Option<LocationType> {
        self.0.facts().location.map(LocationType)
    }

    /// Municipalities whose people it serves (担当する), where it declared an area. Empty: it declared
    /// none, and is found where it stands.
    fn service_area(&self) -> Result<Vec<MunicipalityType<'_>>> {
        self.0.profile()?;
        let area = self.0.read().service_area.iter();
        Ok(area.map(MunicipalityType::of).collect())
    }

    /// Phone numbers, the one to use first. Empty where none is known.
    fn phones(&self) -> Vec<PhoneType<'_>> {
        self.0.facts().phones.iter().map(PhoneType).collect()
    }

    /// FAX number. Null where none is known.
    fn fax(&self) -> Option<PhoneType<'_>> {
        self.0.facts().fax.as_ref().map(PhoneType)
    }

    /// Mail address, as written. Null where none is known.
    fn email(&self) -> Option<&str> {
        self.0.facts().email.as_ref().map(|email| email.as_str())
    }

    /// Web address, as written: check its scheme before making a link of it. Null where none is known.
    fn url(&self) -> Option<&str> {
        self.0.facts().url.as_ref().map(|url| url.as_str())
    }

    /// When it is open, as stated.
    fn hours(&self) -> OpeningHoursType<'_> {
        let facts = self.0.facts();
        OpeningHoursType {
            hours: &facts.hours,
            note: facts.hours_note.as_ref(),
        }
    }

    /// Whether it is open at an instant, decided from its hours and the table of 祝日.
    fn open_at(
        &self,
        #[graphql(desc = "The instant; its seconds do not count. Null: now.")] at: Option<
            DateTimeScalar,
        >,
    ) -> Word<Openness> {
        let moment = self.0.moment(at.map(|at| at.0));
        Word(self.0.facts().hours.open_at(moment, self.0.holidays()))
    }

    /// When it opens next, counted from an instant.
    fn next_opening(
        &self,
        #[graphql(desc = "The instant to count from. Null: now.")] at: Option<DateTimeScalar>,
    ) -> NextOpeningType {
        let moment = self.0.moment(at.map(|at| at.0));
        NextOpeningType(self.0.facts().hours.next_opening(moment, self.0.holidays()))
    }

    /// What they do, in a few plain sentences. Null where nobody wrote it down.
    fn description(&self) -> Option<Result<&str>> {
        let profile = self.0.profile();
        let text = profile.map(|profile| profile.description.as_ref());
        Some(text.transpose()?.map(|text| text.as_str()))
    }

    /// Programs they run, by their own word. Empty where nothing was said.
    fn programs(&self) -> Result<Vec<ProgramType<'_>>> {
        Ok(self.0.profile()?.programs.iter().map(ProgramType).collect())
    }

    /// What a person compares when choosing where to go, by their own word.
    fn comparison(&self) -> Result<ComparisonType<'_>> {
        Ok(ComparisonType(&self.0.profile()?.comparison))
    }

    /// Specialist roles on the staff. Empty where nothing was said.
    fn roles(&self) -> Result<Vec<Word<StaffRole>>> {
        Ok(words(&self.0.profile()?.roles))
    }

    /// Named people to ask for. For signed-in members of a network alone: empty for everybody else,
    /// as where nobody is named.
    fn contact_persons(&self) -> Result<Vec<ContactPersonType<'_>>> {
        let persons = self.0.profile()?.contact_persons.iter();
        Ok(persons.map(ContactPersonType).collect())
    }

    /// Languages spoken beside Japanese. Empty where nothing was said.
    fn languages(&self) -> Result<Vec<Word<Language>>> {
        Ok(words(&self.0.profile()?.languages))
    }

    /// What helps a person to get in and to be understood. Empty where nothing was said.
    fn access(&self) -> Result<Vec<Word<AccessFeature>>> {
        Ok(words(&self.0.profile()?.access))
    }

    /// What they are good at, weak at and cannot do. Own words for everybody; what other agencies
    /// observed for signed-in members of the network in which it was observed.
    fn strengths(&self) -> Result<Vec<StrengthType<'_>>> {
        let observers = &self.0.read().observers;
        let strengths = self.0.profile()?.strengths.iter();
        Ok(strengths
            .map(|strength| StrengthType {
                strength,
                observers,
            })
            .collect())
    }

    /// How they said they like to be reached.
    fn contact_policy(&self) -> Result<ContactPolicyType<'_>> {
        Ok(ContactPolicyType(&self.0.profile()?.contact_policy))
    }

    /// How to reach them: by which way now, why, and the others with their next opening.
    fn how_to_reach(
        &self,
        #[graphql(desc = "Why somebody gets in touch. Null: INTRODUCTION.")] purpose: Option<
            Word<ContactPurpose>,
        >,
        #[graphql(desc = "The instant at which. Null: now.")] at: Option<DateTimeScalar>,
        #[graphql(desc = "As whom. Null: SUPPORTER.")] sender: Option<Word<SenderKind>>,
    ) -> Result<ReachType> {
        let question = ReachQuestion {
            purpose: purpose.map_or(ContactPurpose::Introduction, |word| word.0),
            sender: sender.map_or(SenderKind::Supporter, |word| word.0),
            at: self.0.moment(at.map(|at| at.0)),
        };
        let policy = &self.0.profile()?.contact_policy;
        let answer = how_to_reach(self.0.facts(), policy, self.0.holidays(), question);
        Ok(ReachType(answer))
    }

    /// How many people they can take, as published and as they said.
    fn capacity(&self) -> Result<CapacityType> {
        Ok(CapacityType {
            designated: self.0.facts().capacity,
            report: self.0.profile()?.capacity,
        })
    }

    /// Short-lived notices shown today. Empty where there is none.
    fn notices(&self) -> Result<Vec<NoticeType<'_>>> {
        Ok(self.0.profile()?.notices.iter().map(NoticeType).collect())
    }

    /// When each part of the entry was last confirmed and last asked about: one line for every part, asked about or not.
    fn freshness(&self) -> Result<Vec<FreshnessType<'_>>> {
        let today = self.0.moment(None).date;
        Ok(freshness_of(&self.0.profile()?.verifications, today))
    }

    /// The rows of published data it was made from. Empty for an entry that people entered.
    fn sources(&self) -> Result<Vec<SourceType<'_>>> {
        Ok(self.0.sources()?.iter().map(SourceType).collect())
    }
}

#[cfg(test)]
mod tests;
