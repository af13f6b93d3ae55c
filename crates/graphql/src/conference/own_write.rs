//! What the person says of a conference about themselves, as a part of [`crate::mutation::Mutation`]: they alone speak so,
//! signed in, and no token does in their name.

use async_graphql::{Context, ID, InputObject, Object, OneofObject, Result};
use renkei_app::conference::SeenConference;
use renkei_app::conference::speak::PersonSays;
use renkei_domain::conference::OwnWish;

use super::own::{OwnConferenceType, own_one};
use super::prepare::PersonWordsInput;
use super::record::participant;
use super::write::{ConferenceRefusalType, Ready, Refused, missing, place_of, writer};
use crate::closed_list::Word;
use crate::directory::loaded::{Asked, ours};

/// Changes of conferences by whom they are about.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct OwnConferenceMutation;

#[Object]
impl OwnConferenceMutation {
    /// Keeps what the caller says of a conference about themselves: what they wish, whom they do not want there, that they
    /// stay away or want company, that they saw who is called. Null only with an error: `INTERNAL`.
    async fn speak_in_conference(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The conference as it was seen, and what its person says.")]
        input: SpeakInConferenceInput,
    ) -> Option<Result<SpeakInConferencePayload>> {
        Some(input.run(ctx).await)
    }
}

/// What came of speaking.
#[derive(Debug)]
pub(crate) struct SpeakInConferencePayload {
    conference: Option<OwnConferenceType>,
    refusal: Option<Refused>,
}

/// What came of what the caller said of a conference about themselves.
#[Object]
impl SpeakInConferencePayload {
    /// How the conference stands now, whether anything was kept or not. Null where there is none about the caller.
    async fn conference(&self) -> Option<OwnConferenceType> {
        self.conference.clone()
    }

    /// Why nothing was kept. Null: it was.
    async fn refusal(&self) -> Option<ConferenceRefusalType<'_>> {
        self.refusal.as_ref().map(ConferenceRefusalType)
    }
}

/// What the caller says. Exactly one part is given; the others are left out, and not null.
#[derive(Debug, OneofObject)]
pub(crate) enum OwnSpeechInput {
    /// What they wish, can do, want to talk about and what not, in place of what stood there.
    Words(PersonWordsInput),
    /// 「休みます」, which is also their answer where they were called, or that somebody should come along.
    Wish(Word<OwnWish>),
    /// The same, taken back: who stays away no more comes.
    WishNoMore(Word<OwnWish>),
    /// 「この人は よばないで」: whom to keep away, as `OwnConferenceParticipant.id` shows them.
    NotThem(ID),
    /// Somebody may come after all who was to be kept away, as `OwnConferenceParticipant.id` shows them.
    ThemAfterAll(ID),
    /// True: they looked at list and agenda in the version that the input names.
    Saw(bool),
}

impl OwnSpeechInput {
    fn says(&self) -> Ready<PersonSays> {
        Ok(match self {
            Self::Words(words) => PersonSays::Words(words.words()?),
            Self::Wish(wish) => PersonSays::Wish(wish.0),
            Self::WishNoMore(wish) => PersonSays::WishNoMore(wish.0),
            Self::NotThem(id) => PersonSays::NotThem(participant(id)?),
            Self::ThemAfterAll(id) => PersonSays::ThemAfterAll(participant(id)?),
            Self::Saw(true) => PersonSays::Saw,
            Self::Saw(false) => return Err(Refused::Invalid("`saw` は true だけです。")),
        })
    }
}

/// Something that its person says of a conference.
#[derive(Debug, InputObject)]
pub(crate) struct SpeakInConferenceInput {
    /// Which conference, as `OwnConference.id` shows it.
    id: ID,
    /// The version of the conference that was looked at; another one stands in the way of `saw` alone.
    version: i64,
    /// Words, a wish, whom to keep away, or that they looked.
    says: OwnSpeechInput,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl SpeakInConferenceInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<SpeakInConferencePayload> {
        let asked = Asked::of(ctx)?;
        let Some((case, id)) = place_of(asked, &self.id).await? else {
            return Ok(SpeakInConferencePayload {
                conference: None,
                refusal: Some(missing(asked)),
            });
        };
        let key = self.idempotency_key.as_deref();
        let ready = writer(asked, key).and_then(|writer| Ok((writer, self.says.says()?)));
        let refusal = match ready {
            Ok((writer, says)) => {
                let version = self.version;
                let seen = SeenConference { case, id, version };
                let done = asked.app.speak_in_conference(&writer, seen, says);
                ours(done.await)?.err().map(Refused::By)
            }
            Err(refusal) => Some(refusal),
        };
        Ok(SpeakInConferencePayload {
            conference: own_one(asked, id).await?,
            refusal,
        })
    }
}
