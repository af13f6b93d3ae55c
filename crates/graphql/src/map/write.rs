//! Changing one's own map and showing it: one input and one payload for each.

use async_graphql::{Context, Enum, ID, InputObject, Object, Result};
use renkei_app::map::share::{MadeShare, ShareForm, ShareTo};
use renkei_app::map::take_away::of_document;
use renkei_app::map::{MapRefusal, may_keep_map};
use renkei_app::writer::Writer;
use renkei_domain::access::rule::Decision;
use renkei_domain::consent::InformationCategory;
use renkei_domain::ids::MapShareId;

use super::{ResourceMapType, my_resource_map};
use crate::closed_list::Word;
use crate::conference::write::writer;
use crate::directory::loaded::{Asked, ours};
use crate::scalars::DateTimeScalar;

/// Why nothing was done about somebody's own map: a foreseen case, for a program to treat by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "ResourceMapRefusalCode")]
pub(crate) enum MapRefusalReason {
    /// Somebody signed in may be allowed to.
    SignInFirst,
    /// The account must show its second factor first.
    SecondFactorFirst,
    /// No token opens it, whatever its scopes.
    NotAllowed,
    /// There is nothing of the kind for the caller's eyes.
    NotFound,
    /// It was saved elsewhere meanwhile: ask for it again and use its new version.
    Changed,
    /// A value of the input cannot stand; the message says which.
    Invalid,
    /// It cannot be done as the map, or the case, stands; the message says what is missing.
    State,
    /// The key was used before for another input.
    KeyReused,
    /// The same was done before under this key, and the link is told once: end it and make another.
    MadeBefore,
}

/// A refusal.
#[derive(Debug)]
pub(crate) struct MapRefusalType {
    code: MapRefusalReason,
    message: String,
}

/// Why nothing was done about somebody's own map.
#[Object(name = "ResourceMapRefusal")]
impl MapRefusalType {
    /// The reason, for a program.
    async fn code(&self) -> MapRefusalReason {
        self.code
    }

    /// A Japanese sentence for people that says what to do next.
    async fn message(&self) -> &str {
        &self.message
    }
}

impl From<MapRefusal> for MapRefusalType {
    fn from(refusal: MapRefusal) -> Self {
        use MapRefusalReason as R;
        let code = match refusal {
            MapRefusal::NotAllowed(Decision::SignInFirst) => R::SignInFirst,
            MapRefusal::NotAllowed(Decision::SecondFactorFirst) => R::SecondFactorFirst,
            MapRefusal::NotAllowed(_) => R::NotAllowed,
            MapRefusal::NotFound | MapRefusal::Case(_) | MapRefusal::NoSuchConference => {
                R::NotFound
            }
            MapRefusal::Overtaken => R::Changed,
            MapRefusal::UnknownAgency
            | MapRefusal::NotASupporter
            | MapRefusal::NothingShown
            | MapRefusal::NotAMap
            | MapRefusal::Map(_)
            | MapRefusal::Picture(_) => R::Invalid,
            MapRefusal::NothingToUndo
            | MapRefusal::TooManyVersions
            | MapRefusal::NoAccount
            | MapRefusal::Held
            | MapRefusal::Share(_)
            | MapRefusal::Suggestion(_) => R::State,
            MapRefusal::KeyReused => R::KeyReused,
            MapRefusal::MadeBefore => R::MadeBefore,
        };
        Self {
            code,
            message: refusal.to_string(),
        }
    }
}

fn invalid(message: impl ToString) -> MapRefusalType {
    MapRefusalType {
        code: MapRefusalReason::Invalid,
        message: message.to_string(),
    }
}

pub(super) type Done<T> = std::result::Result<T, MapRefusalType>;

/// Who writes, under the key of the input, where they may keep a map at all.
pub(super) fn keyed(asked: &Asked, key: Option<&str>) -> Done<Writer> {
    may_keep_map(&asked.principal)?;
    writer(asked, key).map_err(invalid)
}

macro_rules! payloads {
    ($($(#[doc = $doc:tt])* $name:ident;)+) => {$(
        $(#[doc = $doc])*
        #[derive(Debug)]
        pub(crate) struct $name(Done<Option<MadeShare>>);

        $(#[doc = $doc])*
        #[Object]
        impl $name {
            /// The caller's map as it stands now. Null for whoever may keep none by this door.
            async fn map(&self, ctx: &Context<'_>) -> Option<Result<ResourceMapType>> {
                my_resource_map(ctx).await.transpose()
            }

            /// By what the new share is ended. Null where none was made.
            async fn share(&self) -> Option<ID> {
                let made = self.0.as_ref().ok()?.as_ref()?;
                Some(ID(made.id.to_string()))
            }

            /// What the address of a new link is behind the installation's own, told this once. Null where none was
            /// made.
            async fn path(&self) -> Option<String> {
                let made = self.0.as_ref().ok()?.as_ref()?;
                let secret = made.secret.as_ref()?;
                Some(format!("/map/{secret}"))
            }

            /// The moment at which it ends by itself. Null where it lasts until the caller ends it, or none was made.
            async fn until(&self) -> Option<DateTimeScalar> {
                let made = self.0.as_ref().ok()?.as_ref()?;
                made.until.map(DateTimeScalar)
            }

            /// Why nothing was done. Null: it was.
            async fn refusal(&self) -> Option<&MapRefusalType> {
                self.0.as_ref().err()
            }
        }
    )+};
}

payloads! {
    /// What came of saving one's own map.
    SaveResourceMapPayload;
    /// What came of showing one's own map to somebody.
    ShareResourceMapPayload;
    /// What came of showing it no more.
    EndResourceMapSharePayload;
}

/// A map in the place of the one before.
#[derive(Debug, InputObject)]
pub(crate) struct SaveResourceMapInput {
    /// The version that the caller saw, as `ResourceMap.version` shows it; 0 before anything was saved.
    version: i32,
    /// The whole map as JSON, in the form of `ResourceMap.document`, up to 1 MB.
    document: String,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl SaveResourceMapInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<SaveResourceMapPayload> {
        let asked = Asked::of(ctx)?;
        let ready = keyed(asked, self.idempotency_key.as_deref())
            .and_then(|writer| Ok((writer, of_document(&self.document)?)));
        let (writer, map) = match ready {
            Ok(ready) => ready,
            Err(refusal) => return Ok(SaveResourceMapPayload(Err(refusal))),
        };
        let seen = i64::from(self.version);
        let done = ours(asked.app.save_map(&writer, seen, map).await)?;
        let done = done.map(|_| None).map_err(Into::into);
        Ok(SaveResourceMapPayload(done))
    }
}

/// To whom one's own map is shown. With a `case` and a `supporter` it is shown to them, with a `case` and a
/// `conference` to those who see to that, with none of them to whoever holds the link.
#[derive(Debug, InputObject)]
pub(crate) struct ShareResourceMapInput {
    /// The case about the caller by which it is shown. Null: by a link.
    case: Option<ID>,
    /// Somebody of the case, as `ResourceMapReader.supporter` shows them. Null: not to one supporter.
    supporter: Option<ID>,
    /// A conference about the caller in the case, until it is over. Null: for none.
    conference: Option<ID>,
    /// Of what the map may tell; everything else is left out.
    categories: Vec<Word<InformationCategory>>,
    /// After how many days it ends by itself, 1 to 30. Null: a link after 7, the others never.
    days: Option<i32>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl ShareResourceMapInput {
    fn form(&self) -> Done<ShareForm> {
        let to = match (&self.case, &self.supporter, &self.conference) {
            (None, None, None) => Some(ShareTo::Link),
            (Some(case), Some(supporter), None) => {
                let ids = case
                    .as_str()
                    .parse()
                    .ok()
                    .zip(supporter.as_str().parse().ok());
                ids.map(|(case, supporter)| ShareTo::Supporter { case, supporter })
            }
            (Some(case), None, Some(conference)) => {
                let ids = case.as_str().parse().ok();
                let ids = ids.zip(conference.as_str().parse().ok());
                ids.map(|(case, conference)| ShareTo::Conference { case, conference })
            }
            _ => {
                let message = "`case` は、`supporter` か `conference` の どちらか1つと いっしょに書いてください。";
                return Err(invalid(message));
            }
        };
        let days = self.days.map(u32::try_from).transpose();
        Ok(ShareForm {
            // What is no id is one that nobody has.
            to: to.ok_or(MapRefusal::NotFound)?,
            categories: self.categories.iter().map(|word| word.0).collect(),
            days: days.map_err(|_| invalid("`days` は 1から30までの数です。"))?,
        })
    }

    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<ShareResourceMapPayload> {
        let asked = Asked::of(ctx)?;
        let ready = keyed(asked, self.idempotency_key.as_deref())
            .and_then(|writer| Ok((writer, self.form()?)));
        let (writer, form) = match ready {
            Ok(ready) => ready,
            Err(refusal) => return Ok(ShareResourceMapPayload(Err(refusal))),
        };
        let made = ours(asked.app.share_map(&writer, form).await)?;
        let made = made.map(Some).map_err(Into::into);
        Ok(ShareResourceMapPayload(made))
    }
}

/// Which looking at a map is over: whoever could read it reads nothing from now on.
#[derive(Debug, InputObject)]
pub(crate) struct EndResourceMapShareInput {
    /// Which share, as `ResourceMapShare.id` shows it.
    id: ID,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl EndResourceMapShareInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<EndResourceMapSharePayload> {
        let asked = Asked::of(ctx)?;
        let id = self.id.as_str().parse::<MapShareId>();
        let ready = keyed(asked, self.idempotency_key.as_deref())
            .and_then(|writer| Ok((writer, id.map_err(|_| MapRefusal::NotFound)?)));
        let (writer, id) = match ready {
            Ok(ready) => ready,
            Err(refusal) => return Ok(EndResourceMapSharePayload(Err(refusal))),
        };
        let done = ours(asked.app.end_map_share(&writer, id).await)?;
        let done = done.map(|()| None).map_err(Into::into);
        Ok(EndResourceMapSharePayload(done))
    }
}
