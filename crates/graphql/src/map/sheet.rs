//! A sheet of a map as PDF, by an address that holds for some minutes.

use async_graphql::{Context, ID, InputObject, Object, Result};
use renkei_app::map::MapRefusal;
use renkei_app::map::sheet::MadeSheet;
use renkei_domain::ids::MapShareId;
use renkei_domain::map::{CardPart, Ink, PrintForm, Ruby, Sheet, Spacing, Wording};

use super::write::{Done, MapRefusalType, keyed};
use crate::closed_list::Word;
use crate::directory::loaded::{Asked, ours};
use crate::scalars::DateTimeScalar;

/// What came of asking for a sheet of a map.
#[derive(Debug)]
pub(crate) struct ResourceMapPdfPayload(Done<MadeSheet>);

/// What came of asking for a sheet of a map.
#[Object]
impl ResourceMapPdfPayload {
    /// What the address of the PDF is behind the installation's own, told this once; whoever holds it may fetch it. Null
    /// where none was made.
    async fn path(&self) -> Option<String> {
        let made = self.0.as_ref().ok()?;
        Some(format!("/map/sheet/{}", made.secret))
    }

    /// The moment from which it is there no more, 10 minutes after it was asked for. Null where none was made.
    async fn until(&self) -> Option<DateTimeScalar> {
        let made = self.0.as_ref().ok()?;
        Some(DateTimeScalar(made.until))
    }

    /// Why none was made. Null: it was.
    async fn refusal(&self) -> Option<&MapRefusalType> {
        self.0.as_ref().err()
    }
}

/// A sheet of a map that is to be fetched.
#[derive(Debug, InputObject)]
pub(crate) struct ResourceMapPdfInput {
    /// A map that is shown to the caller, as `resourceMap` takes it. Null: the caller's own.
    id: Option<ID>,
    /// What is put on the paper.
    sheet: Word<Sheet>,
    /// In which ink. Null: black and white.
    ink: Option<Word<Ink>>,
    /// With readings above kanji or without. Null: with them.
    ruby: Option<Word<Ruby>>,
    /// In which words. Null: plain ones.
    wording: Option<Word<Wording>>,
    /// With blanks between phrases or without. Null: without.
    spacing: Option<Word<Spacing>>,
    /// What a card carries besides. Null: neither name nor illness.
    card: Option<Vec<Word<CardPart>>>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl ResourceMapPdfInput {
    fn form(&self) -> PrintForm {
        let usual = PrintForm::of(self.sheet.0);
        let card = self.card.iter().flatten();
        PrintForm {
            ink: self.ink.map_or(usual.ink, |word| word.0),
            ruby: self.ruby.map_or(usual.ruby, |word| word.0),
            wording: self.wording.map_or(usual.wording, |word| word.0),
            spacing: self.spacing.map_or(usual.spacing, |word| word.0),
            card: card.map(|word| word.0).collect(),
            ..usual
        }
    }

    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<ResourceMapPdfPayload> {
        let asked = Asked::of(ctx)?;
        let id = self.id.as_ref().map(|id| id.as_str().parse::<MapShareId>());
        let ready = keyed(asked, self.idempotency_key.as_deref()).and_then(|writer| {
            let id = id.transpose().map_err(|_| MapRefusal::NotFound)?;
            Ok((writer, id))
        });
        let (writer, id) = match ready {
            Ok(ready) => ready,
            Err(refusal) => return Ok(ResourceMapPdfPayload(Err(refusal))),
        };
        let made = asked.app.offer_map_sheet(&writer, id, self.form()).await;
        let made = ours(made)?.map_err(Into::into);
        Ok(ResourceMapPdfPayload(made))
    }
}
