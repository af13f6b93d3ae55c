//! Whether a consultation is of somebody of whom the agency keeps another case: asked where a name is known there.

use renkei_app::cases::read::CaseView;
use renkei_domain::ids::CaseId;
use renkei_domain::text::{Line, fold};

use super::super::facts::day;
use super::super::faults::Faults;
use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Field, Sent};
use crate::session::Visitor;

/// What says that it is somebody else.
const SOMEBODY_NEW: &str = "new";

/// The most that are offered.
const OFFERED: usize = 8;

/// Whom a consultation is of.
pub(in super::super) enum Whose {
    /// Somebody who is new to the agency.
    New,
    /// The person of this case.
    Known(CaseId),
}

/// Cases of the agency whose person has that name, each in words.
pub(in super::super) async fn candidates(
    site: &Site,
    visitor: &Visitor,
    view: &CaseView,
    name: &str,
) -> Result<Vec<(CaseId, String)>, PageFault> {
    if Line::parse(name).is_err() {
        return Ok(Vec::new());
    }
    let found = site.app.find_cases(visitor.principal(), name).await?;
    let rows = found.map(|list| list.rows).unwrap_or_default();
    let same = rows.into_iter().filter_map(|row| {
        let case = row.case;
        let person = case.known()?;
        let is_other = case.id != view.file.case.id && case.lead == view.file.case.lead;
        if !is_other || fold(person.name.as_str()) != fold(name) {
            return None;
        }
        let born = person
            .birth_date
            .map(|born| format!(" {} 生まれ", day(born)));
        let words = format!(
            "№{} {} さん{}",
            case.number,
            person.name,
            born.unwrap_or_default()
        );
        Some((case.id, words))
    });
    Ok(same.take(OFFERED).collect())
}

/// The question, where there is somebody of that name.
pub(in super::super) fn field(
    sent: &Sent,
    faults: &Faults,
    known: Vec<(CaseId, String)>,
) -> Option<Field> {
    if known.is_empty() {
        return None;
    }
    let choice = |value: String, word: String| Choice {
        is_chosen: sent.text("same") == value,
        value,
        word,
    };
    let known = known
        .into_iter()
        .map(|(id, words)| choice(id.to_string(), words));
    let new = choice(
        SOMEBODY_NEW.to_owned(),
        "同じ名前の、ほかの人（新しく書く）".to_owned(),
    );
    let choices = known.chain([new]).collect();
    Some(
        Field::one("same", "この人ですか", choices)
            .hinted("同じ人なら、名前のほかに入れたことは使わず、もうあるケースに書いてあることを使います。")
            .wrong(faults.of("same")),
    )
}

/// What was answered; nothing with a word about it, where the question was not answered.
pub(in super::super) fn read(
    sent: &Sent,
    faults: &mut Faults,
    known: &[(CaseId, String)],
) -> Option<Whose> {
    let chosen = sent.text("same");
    if known.is_empty() || chosen == SOMEBODY_NEW {
        return Some(Whose::New);
    }
    let chosen = known.iter().find(|(id, _)| id.to_string() == chosen);
    match chosen {
        Some((id, _)) => Some(Whose::Known(*id)),
        None => {
            faults.say("same", "同じ名前の人がいます。どれかを選んでください。");
            None
        }
    }
}
