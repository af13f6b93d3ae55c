//! Which page is asked for.

use async_graphql::Result;
use renkei_app::directory::search::{Cursor, PageRequest, Start};

use crate::failure::{FieldCode, refused};
use crate::guard::arguments::{DEFAULT_PAGE, LARGEST_PAGE};

/// The entries of a page where the question names no number; what the guard reckons with.
const USUAL_SIZE: u16 = DEFAULT_PAGE as u16;
/// The most entries of a page.
const MOST: u16 = LARGEST_PAGE as u16;

/// The four arguments of a connection. None has a default in the schema: clients send null for what
/// they leave out, and the usual size stands in here.
#[derive(Debug, Clone, Default)]
pub(crate) struct Paging {
    /// The first so many.
    pub(crate) first: Option<i32>,
    /// What follows this cursor.
    pub(crate) after: Option<String>,
    /// The last so many.
    pub(crate) last: Option<i32>,
    /// What comes before this cursor.
    pub(crate) before: Option<String>,
}

impl Paging {
    /// The page that is asked for.
    ///
    /// # Errors
    /// When the arguments contradict each other or ask for too much at once.
    pub(crate) fn into_request(self) -> Result<PageRequest> {
        let contradiction = |sentence| Err(refused(FieldCode::BadPaging, sentence));
        let (size, start) = match (self.first, self.last, self.after, self.before) {
            (Some(_), Some(_), ..) => {
                return contradiction("Ask for `first` or for `last`, not for both.");
            }
            (.., Some(_), Some(_)) => {
                return contradiction("Ask for `after` or for `before`, not for both.");
            }
            (_, Some(_), Some(_), None) => {
                return contradiction("`after` goes with `first`, `before` goes with `last`.");
            }
            (_, None, None, Some(_)) => {
                return contradiction("`before` goes with `last`, `after` goes with `first`.");
            }
            (_, Some(last), None, None) => (size("last", last)?, Start::Last),
            (_, Some(last), None, Some(before)) => {
                (size("last", last)?, Start::Before(Cursor::from(before)))
            }
            (None, None, None, None) => (USUAL_SIZE, Start::First),
            (Some(first), None, None, None) => (size("first", first)?, Start::First),
            (None, None, Some(after), None) => (USUAL_SIZE, Start::After(Cursor::from(after))),
            (Some(first), None, Some(after), None) => {
                (size("first", first)?, Start::After(Cursor::from(after)))
            }
        };
        Ok(PageRequest { size, start })
    }
}

fn size(argument: &str, asked: i32) -> Result<u16> {
    match u16::try_from(asked) {
        Ok(size) if (1..=MOST).contains(&size) => Ok(size),
        _ => Err(refused(
            FieldCode::PageSize,
            format!("`{argument}` must be at least 1 and at most {MOST}."),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(
        first: Option<i32>,
        last: Option<i32>,
        after: bool,
        before: bool,
    ) -> Result<u16, String> {
        let cursor = |is_given: bool| is_given.then(|| "c".to_owned());
        let paging = Paging {
            first,
            after: cursor(after),
            last,
            before: cursor(before),
        };
        match paging.into_request() {
            Ok(request) => Ok(request.size),
            Err(error) => {
                let code = error
                    .extensions
                    .and_then(|given| given.get("code").cloned());
                Err(code.map(|code| code.to_string()).unwrap_or_default())
            }
        }
    }

    #[test]
    fn a_page_has_a_size_within_bounds_and_one_direction() {
        let bad_paging = || Err("\"BAD_PAGING\"".to_owned());
        let page_size = || Err("\"PAGE_SIZE\"".to_owned());
        for (first, last, after, before, expected) in [
            (None, None, false, false, Ok(20)),
            (None, None, true, false, Ok(20)),
            (Some(1), None, false, false, Ok(1)),
            (Some(100), None, true, false, Ok(100)),
            (None, Some(5), false, false, Ok(5)),
            (None, Some(5), false, true, Ok(5)),
            (Some(5), Some(5), false, false, bad_paging()),
            (Some(5), None, true, true, bad_paging()),
            (Some(5), None, false, true, bad_paging()),
            (None, Some(5), true, false, bad_paging()),
            (None, None, false, true, bad_paging()),
            (Some(0), None, false, false, page_size()),
            (Some(101), None, false, false, page_size()),
            (Some(-1), None, false, false, page_size()),
            (None, Some(i32::MAX), false, false, page_size()),
        ] {
            assert_eq!(
                asked(first, last, after, before),
                expected,
                "{first:?} {last:?} {after} {before}"
            );
        }
    }
}
