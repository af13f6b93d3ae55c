//! What somebody can do today about asking agencies, on the page on which a day of work begins.

use renkei_app::directory::inquiry::view::{InquiryPage, InquiryQuery};

use crate::Site;
use crate::error::PageFault;
use crate::paths::UpkeepPath;
use crate::session::Visitor;

/// A network with what is to be done about its entries.
#[derive(Debug, Clone)]
pub(in crate::pages) struct UpkeepLine {
    pub(in crate::pages) path: UpkeepPath,
    pub(in crate::pages) network: String,
    pub(in crate::pages) words: String,
}

impl UpkeepLine {
    fn of(page: &InquiryPage) -> Option<Self> {
        let at_work = page.total.saturating_sub(page.to_begin);
        let counted = [
            ("たずねる時期", page.to_begin),
            ("つぎの連絡をする・答えを見る", at_work),
        ];
        let counted = counted.into_iter().filter(|(_, count)| *count > 0);
        let words: Vec<String> = counted
            .map(|(what, count)| format!("{what} {count}か所"))
            .collect();
        (!words.is_empty()).then(|| Self {
            path: UpkeepPath::of(page.network),
            network: page.network_name.clone(),
            words: words.join("、"),
        })
    }

    /// Those of whoever looks, of each network that they coordinate.
    pub(in crate::pages) async fn for_visitor(
        site: &Site,
        visitor: &Visitor,
    ) -> Result<Vec<Self>, PageFault> {
        let to_do = InquiryQuery {
            after: None,
            limit: Some(1),
            only_to_do: true,
        };
        let networks = site.app.networks_that_ask(visitor.principal()).await?;
        let mut lines = Vec::new();
        for (network, _) in networks {
            let page = site
                .app
                .inquiries_due(visitor.principal(), network, &to_do)
                .await?;
            lines.extend(page.ok().as_ref().and_then(Self::of));
        }
        Ok(lines)
    }

    /// One of a sample.
    pub(in crate::pages) fn sample(network: &str) -> Self {
        use crate::paths::Sampled as _;
        Self {
            path: UpkeepPath::sample(),
            network: network.to_owned(),
            words: "たずねる時期 12か所、つぎの連絡をする・答えを見る 3か所".to_owned(),
        }
    }
}
