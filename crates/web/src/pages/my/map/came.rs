//! A file that came with a form: a picture, or a whole map.

use axum::extract::Multipart;
use renkei_app::writer::{WriteKey, Writer};
use renkei_domain::record::Source;

use crate::error::PageFault;
use crate::pages::import::receive::{text, unreadable};
use crate::session::Visitor;

/// What came.
#[derive(Default)]
pub(super) struct Came {
    /// The file; empty where none was chosen.
    pub(super) file: Vec<u8>,
    /// Whether there is more of it than is taken. The rest was thrown away, so that whoever sent it reads what to do.
    pub(super) is_too_large: bool,
    /// Tells this showing of the form from every other.
    once: String,
    /// The version of the map that was seen.
    pub(super) seen: i64,
}

impl Came {
    /// Takes a file of so many bytes at most.
    pub(super) async fn read(parts: &mut Multipart, most: usize) -> Result<Self, PageFault> {
        let mut came = Self {
            seen: -1,
            ..Self::default()
        };
        while let Some(mut field) = parts
            .next_field()
            .await
            .map_err(|fault| unreadable(&fault))?
        {
            let name = field.name().unwrap_or_default().to_owned();
            match name.as_str() {
                "file" => {
                    while let Some(piece) =
                        field.chunk().await.map_err(|fault| unreadable(&fault))?
                    {
                        came.is_too_large |= came.file.len() + piece.len() > most;
                        if came.is_too_large {
                            came.file.clear();
                        } else {
                            came.file.extend_from_slice(&piece);
                        }
                    }
                }
                "once" => text(field).await?.trim().clone_into(&mut came.once),
                "version" => came.seen = text(field).await?.trim().parse().unwrap_or(-1),
                // Nobody asked for it.
                _ => drop(text(field).await?),
            }
        }
        Ok(came)
    }

    /// Who writes, and under which key: of what is done with one form each step has its own.
    pub(super) fn writer(&self, visitor: &Visitor, step: &str) -> Writer {
        let key = WriteKey::parse(&format!("{}{step}", self.once)).ok();
        Writer::by(visitor.principal().clone(), Source::Page).once(key)
    }
}
