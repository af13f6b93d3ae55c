//! The service an office is published under.

use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::text::{Line, fold};

use super::{Cell, Notebook};
use crate::finding::FindingKind;

impl Notebook {
    /// The kind behind a service name, and the name where it says more than the kind.
    pub(crate) fn service(&mut self, cell: Cell<'_>) -> (ResourceKind, Option<Line>) {
        let written = self.line(cell);
        let kind = ResourceKind::from_service_name(cell.text).unwrap_or_else(|| {
            self.note(
                cell,
                FindingKind::UnknownService,
                "「その他の障害福祉サービス」とし、公表の名前を残した",
            );
            ResourceKind::OtherDisabilityService
        });
        let name = written.filter(|name| fold(name.as_str()) != fold(kind.word()));
        (kind, name)
    }
}
