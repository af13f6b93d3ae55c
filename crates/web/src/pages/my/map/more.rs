//! 「ほかにも いますか」: asked after the questions about somebody of a part. One button asks them anew for somebody else,
//! who comes beside those who stand there; the other goes on. Nothing is written here, so that nothing has to be saved.

use askama::Template;
use renkei_app::map::own::OwnMap;
use renkei_domain::map::Quadrant;

use super::questions::Question;
use super::walk::{after, path};
use crate::pages::Shell;
use crate::paths::{MapPath, MapWalkPath, WalkPath};

/// The page.
#[derive(Debug, Template)]
#[template(path = "map_more.html")]
pub struct MorePage {
    shell: Shell,
    map: MapPath,
    walk: MapWalkPath,
    place: usize,
    count: usize,
    part: String,
    words: &'static str,
    example: &'static str,
    /// The names of those who stand there.
    people: Vec<String>,
    /// Where somebody else is written.
    further: String,
    next: String,
    before: Option<WalkPath>,
}

impl MorePage {
    pub(super) fn of(shell: Shell, own: &OwnMap, quadrant: Quadrant) -> Self {
        let question = Question::More(quadrant);
        let part = own.map.name_of(quadrant, shell.display.wording);
        let people = own.map.entries_of(quadrant);
        Self {
            map: MapPath,
            walk: MapWalkPath,
            place: question.place(),
            count: Question::ALL.len(),
            part: part.to_owned(),
            words: question.words(),
            example: question.example(),
            people: people.map(|one| one.name.to_string()).collect(),
            further: format!("{}?further=1", path(Question::Who(quadrant))),
            next: after(question, own),
            before: question.before(&own.map).map(path),
            shell,
        }
    }
}
