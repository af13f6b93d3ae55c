//! The way to what is due, with how much that is, on the pages on which a day of work begins.

use renkei_app::cases::due::DueCount;

use crate::Site;
use crate::error::PageFault;
use crate::paths::EndingConsentsPath;
use crate::session::Visitor;

/// A link whose words say how much is due, and how much of it should have been done.
#[derive(Debug, Clone)]
pub(in crate::pages) struct DueLink {
    pub(in crate::pages) href: EndingConsentsPath,
    pub(in crate::pages) words: String,
}

impl DueLink {
    pub(in crate::pages) fn of(count: DueCount) -> Self {
        let DueCount { all, over } = count;
        Self {
            href: EndingConsentsPath,
            words: if over == 0 {
                format!("期限のあること（{all}）")
            } else {
                format!("期限のあること（{all}・過ぎた{over}）")
            },
        }
    }

    /// That of whoever looks.
    pub(in crate::pages) async fn for_visitor(
        site: &Site,
        visitor: &Visitor,
    ) -> Result<Self, PageFault> {
        Ok(Self::of(site.app.due_count(visitor.principal()).await?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_should_have_been_done_is_named_where_there_is_such() {
        let words = |all, over| DueLink::of(DueCount { all, over }).words;
        assert_eq!(words(0, 0), "期限のあること（0）");
        assert_eq!(words(3, 1), "期限のあること（3・過ぎた1）");
    }
}
