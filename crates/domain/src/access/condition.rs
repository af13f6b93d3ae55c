//! In what an account may stand to a thing: the words in which the rule is written.

use super::object::Object;
use super::principal::Principal;
use crate::people::{OrganizationPost, may_use_card};

/// One condition of a line of the rule. Who keeps a thing and who runs it is said by
/// [`Object::keepers`] and [`Object::run_by`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Condition {
    /// It is 事務局 of a network that keeps the thing.
    CoordinatesKeeper,
    /// It may see the inside of a network that keeps the thing.
    BelongsToKeeper,
    /// It is 職員 of the organization that the thing is or is run by.
    WorksThere,
    /// It is not: what is said of one's own agency is no observation, and nobody is helped by themselves.
    WorksElsewhere,
    /// It is 職員 of the organization that observed the thing.
    WorksForObserver,
    /// No network keeps the thing, so that somebody else has to.
    KeptByNobody,
    /// No organization runs the thing.
    RunByNobody,
    /// It runs the installation.
    Operates,
    /// It helps others as its work, wherever that is.
    SupportsOthers,
    /// The thing is the account itself, its card, or the posts it holds.
    IsItself,
    /// It is a person and nothing else: whoever works for others signs in with more than a card.
    IsPersonAlone,
    /// The owner of the thing named it.
    IsNamedByOwner,
    /// It made the card that is printed.
    MadeIt,
    /// It is something somewhere today: whoever has left everything acts for nobody.
    HoldsAStanding,
    /// It is the account of the person whom the thing is about, and who may know that it is there.
    IsThePerson,
    /// It is 管理者 of the organization that the thing is or is run by.
    Manages,
    /// Nobody is 管理者 of the organization whose posts the thing is.
    HasNoManager,
    /// It is 管理者 or 虐待防止責任者 of the organization that acted.
    AnswersForExceptions,
    /// It sent the invitation that the thing is or of which a letter speaks, or keeps the case of which one does.
    SentIt,
}

impl Condition {
    /// Whether a principal stands so to a thing.
    #[must_use]
    pub fn holds(self, principal: &Principal, object: &Object) -> bool {
        let mut keepers = object.keepers().iter();
        match self {
            Self::CoordinatesKeeper => keepers.any(|network| principal.coordinates(*network)),
            Self::BelongsToKeeper => keepers.any(|network| principal.networks.contains(network)),
            Self::WorksThere => object.run_by().is_some_and(|id| principal.works_at(id)),
            Self::WorksElsewhere => !Self::WorksThere.holds(principal, object),
            Self::WorksForObserver => matches!(
                object,
                Object::InsideResource { observed_by: Some(id), .. } if principal.works_at(*id)
            ),
            Self::KeptByNobody => object.keepers().is_empty(),
            Self::RunByNobody => object.run_by().is_none(),
            Self::Operates => principal.operates(),
            Self::SupportsOthers => principal.supports_others(),
            Self::IsItself => matches!(
                object,
                Object::Account(id)
                | Object::Card { owner: id, .. }
                | Object::PrintedCard { owner: id, .. }
                | Object::HeldPosts { holder: id, .. }
                    if principal.account() == Some(*id)
            ),
            Self::IsPersonAlone => may_use_card(&principal.standings),
            Self::IsNamedByOwner => matches!(
                object,
                Object::Card { keeper: Some(id), .. } | Object::SharedMap { reader: id, .. }
                    if principal.account() == Some(*id)
            ),
            Self::MadeIt => matches!(
                object,
                Object::PrintedCard { made_by: id, .. } if principal.account() == Some(*id)
            ),
            Self::HoldsAStanding => !principal.standings.is_empty(),
            Self::IsThePerson => matches!(
                object,
                Object::Case { person: Some(id), .. }
                | Object::Exception { released_to: Some(id), .. }
                    if principal.account() == Some(*id)
            ),
            Self::Manages => object
                .run_by()
                .is_some_and(|id| principal.holds_post(id, OrganizationPost::Manager)),
            Self::HasNoManager => matches!(
                object,
                Object::Posts {
                    has_manager: false,
                    ..
                }
            ),
            Self::AnswersForExceptions => object
                .run_by()
                .is_some_and(|id| principal.answers_for_exceptions_of(id)),
            Self::SentIt => matches!(
                object,
                Object::Letter { by: Some(by), .. } | Object::PersonInvitation { by: Some(by) }
                    if principal.account() == Some(*by)
            ),
        }
    }
}
