//! To whom a map is shown: for its owner, and for staff of the case by which it is.

use async_graphql::{Context, ID, Object, Result};
use renkei_app::map::own::StoredShare;
use renkei_app::map::share::ShareChoice;
use renkei_app::map::shared::SharedLine;
use renkei_domain::consent::InformationCategory;
use renkei_domain::ids::{AccountId, CaseId};
use renkei_domain::map::MapChange;
use renkei_domain::time::Instant;

use crate::closed_list::Word;
use crate::directory::loaded::{Asked, ours};
use crate::scalars::DateTimeScalar;

/// A share, for the owner of the map.
pub(crate) struct MapShareType {
    pub(super) stored: StoredShare,
    pub(super) now: Instant,
}

/// That the caller shows their map to somebody, or did.
#[Object(name = "ResourceMapShare")]
impl MapShareType {
    /// Which it is, as `endResourceMapShare` and `resourceMap` take it.
    async fn id(&self) -> ID {
        ID(self.stored.share.id.to_string())
    }

    /// To whom, as the caller was told when they began to.
    async fn name(&self) -> &str {
        &self.stored.name
    }

    /// Whether it can still be read by it.
    async fn is_open(&self) -> bool {
        self.stored.share.over(self.now).is_none()
    }

    /// The moment at which the caller began to show it.
    async fn since(&self) -> DateTimeScalar {
        DateTimeScalar(self.stored.share.since)
    }

    /// The moment at which it ends by itself. Null where it lasts until the caller ends it.
    async fn until(&self) -> Option<DateTimeScalar> {
        self.stored.share.until.map(DateTimeScalar)
    }

    /// Of what the map tells by it.
    async fn categories(&self) -> Vec<Word<InformationCategory>> {
        self.stored.categories.iter().copied().map(Word).collect()
    }

    /// How many times somebody opened what is shown by it.
    async fn readings(&self) -> i32 {
        i32::try_from(self.stored.readings).unwrap_or(i32::MAX)
    }
}

/// Somebody who can be named.
pub(crate) struct MapReaderType {
    case: CaseId,
    account: AccountId,
    name: String,
}

/// Somebody to whom the caller may show their map by name: who keeps a case about them, or is of its team.
#[Object(name = "ResourceMapReader")]
impl MapReaderType {
    /// By which case, as `shareResourceMap` takes it.
    async fn case(&self) -> ID {
        ID(self.case.to_string())
    }

    /// Their account, as `supporter` of `shareResourceMap` takes it.
    async fn supporter(&self) -> ID {
        ID(self.account.to_string())
    }

    /// For which agency they help, and what they are called.
    async fn name(&self) -> &str {
        &self.name
    }
}

fn readers_of(choice: ShareChoice) -> impl Iterator<Item = MapReaderType> {
    let ShareChoice {
        case,
        lead,
        keeper: (keeper, name),
        readers,
        ..
    } = choice;
    let named = name.map(|name| MapReaderType {
        case,
        account: keeper,
        name: format!("{lead} {name}"),
    });
    let team = readers.into_iter().map(move |reader| MapReaderType {
        case,
        account: reader.account,
        name: format!("{} {}", reader.agency, reader.name),
    });
    named.into_iter().chain(team)
}

/// Whom the caller may name.
pub(super) async fn map_readers(ctx: &Context<'_>) -> Result<Vec<MapReaderType>> {
    let asked = Asked::of(ctx)?;
    let choices = ours(asked.app.map_share_choices(&asked.principal).await)?;
    let choices = choices.unwrap_or_default();
    Ok(choices.into_iter().flat_map(readers_of).collect())
}

/// A map that is shown by a case.
pub(crate) struct ShownMapType(SharedLine);

/// That the person of a case shows their map to the caller.
#[Object(name = "CaseShownMap")]
impl ShownMapType {
    /// Which it is, as `resourceMap` takes it.
    async fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    /// The moment at which the person began to show it.
    async fn since(&self) -> DateTimeScalar {
        DateTimeScalar(self.0.since)
    }

    /// The moment at which it ends by itself. Null where it lasts until the person ends it.
    async fn until(&self) -> Option<DateTimeScalar> {
        self.0.until.map(DateTimeScalar)
    }

    /// What changed in the directory since the person printed it, or looked where they never did: plain Japanese
    /// sentences, and empty where nothing did.
    async fn changed(&self) -> Vec<String> {
        self.0.changes.iter().map(MapChange::said).collect()
    }
}

/// The maps that the person of a case shows to the caller.
pub(crate) async fn case_shown_maps(ctx: &Context<'_>, id: &ID) -> Result<Vec<ShownMapType>> {
    let asked = Asked::of(ctx)?;
    let Ok(id) = id.as_str().parse::<CaseId>() else {
        return Ok(Vec::new());
    };
    let shown = ours(asked.app.maps_shown_in_case(&asked.principal, id).await)?;
    Ok(shown.into_iter().map(ShownMapType).collect())
}
