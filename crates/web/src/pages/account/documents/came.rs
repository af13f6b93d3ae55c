//! A manifest that came with a form: as a file, or pasted.

use axum::extract::Multipart;
use axum::extract::multipart::Field;
use renkei_app::writer::{WriteKey, Writer};
use renkei_domain::people::trusted::MANIFEST_BYTES;
use renkei_domain::record::Source;

use crate::error::PageFault;
use crate::pages::import::receive::{text, unreadable};
use crate::session::Visitor;

/// What came.
#[derive(Default)]
pub(super) struct Came {
    file: Piece,
    pasted: Piece,
    /// Tells this showing of the form from every other.
    once: String,
}

/// One of the two.
#[derive(Default)]
struct Piece {
    bytes: Vec<u8>,
    /// Whether there is more of it than is taken. The rest was thrown away, so that whoever sent it reads what to do.
    is_too_large: bool,
}

impl Piece {
    async fn read(mut field: Field<'_>) -> Result<Self, PageFault> {
        let mut piece = Self::default();
        while let Some(chunk) = field.chunk().await.map_err(|fault| unreadable(&fault))? {
            piece.is_too_large |= piece.bytes.len() + chunk.len() > MANIFEST_BYTES;
            if piece.is_too_large {
                piece.bytes.clear();
            } else {
                piece.bytes.extend_from_slice(&chunk);
            }
        }
        Ok(piece)
    }

    fn is_empty(&self) -> bool {
        self.bytes.is_empty() && !self.is_too_large
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

impl Came {
    pub(super) async fn read(parts: &mut Multipart) -> Result<Self, PageFault> {
        let mut came = Self::default();
        while let Some(field) = parts
            .next_field()
            .await
            .map_err(|fault| unreadable(&fault))?
        {
            let name = field.name().unwrap_or_default().to_owned();
            match name.as_str() {
                "file" => came.file = Piece::read(field).await?,
                "pasted" => came.pasted = Piece::read(field).await?,
                "once" => text(field).await?.trim().clone_into(&mut came.once),
                // Nobody asked for it.
                _ => drop(text(field).await?),
            }
        }
        Ok(came)
    }

    /// The manifest: the file, where one was chosen. Nothing where there is more of it than is taken.
    pub(super) fn manifest(&self) -> Option<String> {
        let meant = if self.file.is_empty() {
            &self.pasted
        } else {
            &self.file
        };
        (!meant.is_too_large).then(|| meant.text())
    }

    /// What was pasted, to be shown again.
    pub(super) fn pasted(&self) -> String {
        self.pasted.text()
    }

    /// Who writes, and under which key.
    pub(super) fn writer(&self, visitor: &Visitor) -> Writer {
        let key = WriteKey::parse(&self.once).ok();
        Writer::by(visitor.principal().clone(), Source::Page).once(key)
    }
}
