//! The maps of which something changed in the directory, on the page on which a day of work begins.

use renkei_app::map::changed::ChangedMap;
use renkei_domain::map::MapChange;

use crate::Site;
use crate::error::PageFault;
use crate::paths::CaseSharedMapPath;
use crate::session::Visitor;

/// A map that is shown, by the number of the case and nothing about anybody.
#[derive(Debug, Clone)]
pub(in crate::pages) struct ChangedMapLine {
    pub(in crate::pages) path: CaseSharedMapPath,
    pub(in crate::pages) what: String,
    pub(in crate::pages) changes: Vec<String>,
}

impl ChangedMapLine {
    fn of(one: &ChangedMap) -> Self {
        let number = one.number.map(|number| format!("№{number}　"));
        Self {
            path: CaseSharedMapPath::of(one.case, one.line.id),
            what: format!("{}リソースマップ", number.unwrap_or_default()),
            changes: one.line.changes.iter().map(MapChange::said).collect(),
        }
    }

    /// Those that are shown to whoever looks.
    pub(in crate::pages) async fn for_visitor(
        site: &Site,
        visitor: &Visitor,
    ) -> Result<Vec<Self>, PageFault> {
        let changed = site.app.changed_maps(visitor.principal()).await?;
        Ok(changed.iter().map(Self::of).collect())
    }

    /// One of a sample.
    pub(in crate::pages) fn sample(name: &str) -> Self {
        use crate::paths::Sampled as _;
        Self {
            path: CaseSharedMapPath::sample(),
            what: "№483920　リソースマップ".to_owned(),
            changes: vec![format!(
                "「{name}」の電話番号が 072-000-0001 に かわりました。"
            )],
        }
    }
}
