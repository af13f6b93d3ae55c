//! The frame of a list, and what stands at the root.

use serde::Serialize;

/// What stands at the root: by which standard this is written.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Root {
    version: &'static str,
    profile: &'static str,
    openapi_url: &'static str,
}

impl Root {
    /// This one.
    pub const HERE: Self = Self {
        version: "3.1",
        profile: "https://docs.openreferral.org/en/3.1/hsds/overview.html",
        openapi_url: "https://raw.githubusercontent.com/openreferral/specification/3.1/schema/openapi.json",
    };
}

/// One page of a list.
#[derive(Debug, Clone, Serialize)]
pub struct Page<T> {
    total_items: u64,
    total_pages: u64,
    page_number: u64,
    size: usize,
    first_page: bool,
    last_page: bool,
    empty: bool,
    contents: Vec<T>,
}

impl<T> Page<T> {
    /// A page by its number, beginning with 1, of a list that is cut into pages of `per_page`.
    #[must_use]
    pub fn of(total: u64, number: u64, per_page: u16, contents: Vec<T>) -> Self {
        let pages = total.div_ceil(u64::from(per_page.max(1)));
        Self {
            total_items: total,
            total_pages: pages,
            page_number: number,
            size: contents.len(),
            first_page: number == 1,
            last_page: number >= pages,
            empty: contents.is_empty(),
            contents,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_where_it_stands() {
        for (total, number, held, pages, first, last) in [
            (0, 1, 0, 0, true, true),
            (1, 1, 1, 1, true, true),
            (40, 1, 20, 2, true, false),
            (41, 2, 20, 3, false, false),
            (41, 3, 1, 3, false, true),
            (41, 9, 0, 3, false, true),
        ] {
            let page = Page::of(total, number, 20, vec![(); held]);
            assert_eq!(page.total_pages, pages, "{total}");
            assert_eq!(
                (page.first_page, page.last_page),
                (first, last),
                "{total} {number}"
            );
            assert_eq!((page.size, page.empty), (held, held == 0));
        }
    }
}
