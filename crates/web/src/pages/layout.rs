//! What stands around every page. Each part is a template of its own that `layout.html` fills in, so that it is
//! compiled once and not for every page.

use askama::Template;
use askama::filters::HtmlSafe;

use super::Shell;

/// What a browser is told before it shows anything.
#[derive(Template)]
#[template(path = "layout_head.html")]
pub(crate) struct Head<'a> {
    shell: &'a Shell,
}

/// What stands above the content: the search, who is signed in, the places to go to.
#[derive(Template)]
#[template(path = "layout_top.html")]
pub(crate) struct Top<'a> {
    shell: &'a Shell,
}

/// What stands below it.
#[derive(Template)]
#[template(path = "layout_foot.html")]
pub(crate) struct Foot<'a> {
    shell: &'a Shell,
}

/// Each is made by a template, which escapes what people wrote.
impl HtmlSafe for Head<'_> {}
impl HtmlSafe for Top<'_> {}
impl HtmlSafe for Foot<'_> {}

impl Shell {
    pub(crate) const fn head(&self) -> Head<'_> {
        Head { shell: self }
    }

    pub(crate) const fn top(&self) -> Top<'_> {
        Top { shell: self }
    }

    pub(crate) const fn foot(&self) -> Foot<'_> {
        Foot { shell: self }
    }
}
