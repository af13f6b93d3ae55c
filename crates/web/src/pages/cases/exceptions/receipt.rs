//! What was just written down as told without consent, as whoever wrote it sees it this once, made of what they sent.
//! Later those who answer for it in the agency read it, and nobody else.

use askama::Template;
use renkei_app::consent::excepted::Answerer;
use renkei_app::consent::read::ConsentsView;
use renkei_app::provisions::reported::ReportForm;
use renkei_app::provisions::told::Partner;
use renkei_domain::cases::case::Case;
use renkei_domain::consent::PartyId;
use renkei_domain::time::Instant;

use super::super::consents::lines::party_words;
use super::super::facts::{Facts, fact, lined, lines_of, said};
use super::super::name_of;
use super::super::trail::{TrailStep, number_of, steps_to};
use super::moment;
use crate::pages::Shell;
use crate::paths::{CasePath, ExceptionsPath, PostsPath};

/// The page.
#[derive(Debug, Template)]
#[template(path = "exception_receipt.html")]
pub struct ExceptionReceiptPage {
    shell: Shell,
    steps: [TrailStep; 2],
    number: String,
    name: String,
    facts: Facts,
    /// Who reads it later.
    answerers: Vec<String>,
    posts: PostsPath,
    list: ExceptionsPath,
    case: CasePath,
}

/// Those who read it later, each as what.
pub(super) fn answerer_words(answerers: &[Answerer]) -> Vec<String> {
    let words = answerers.iter();
    words
        .map(|one| format!("{} {} さん", one.post, one.name))
        .collect()
}

/// Who heard it, as the team or whoever wrote names them.
pub(super) fn whom(view: &ConsentsView, form: &ReportForm) -> String {
    match &form.to {
        Partner::InTeam(id) => view.party(*id).map(party_words).unwrap_or_default(),
        Partner::Listed(id) => {
            let party = view.party(PartyId::Listed(*id));
            party.map(party_words).unwrap_or_default()
        }
        Partner::Typed(stranger) => stranger.name.to_string(),
    }
}

/// What was sent; without a moment it was told at that of writing.
pub(super) fn facts_of(whom: String, form: &ReportForm, now: Instant) -> Facts {
    let seat = match &form.to {
        Partner::InTeam(_) | Partner::Listed(_) => None,
        Partner::Typed(stranger) => Some(&stranger.seat),
    };
    let categories = form.categories.iter().map(|one| one.word().to_owned());
    Facts::of([
        Some(fact("もとになる法律", form.ground)),
        Some(lined("わけ", lines_of(&form.reason))),
        Some(fact("伝えた相手", whom)),
        said("聞いた人", form.heard_by.as_ref()),
        said("代表者", seat.and_then(|seat| seat.head.as_ref())),
        said("住所", seat.and_then(|seat| seat.address.as_ref())),
        Some(lined("伝えたこと", categories.collect())),
        Some(fact("方法", form.means)),
        Some(fact("伝えた日", moment(form.told_at.unwrap_or(now)))),
    ])
}

impl ExceptionReceiptPage {
    pub(super) fn of(shell: Shell, case: &Case, facts: Facts, answerers: &[Answerer]) -> Self {
        Self {
            shell,
            steps: steps_to(case, None),
            number: number_of(case),
            name: name_of(case),
            facts,
            answerers: answerer_words(answerers),
            posts: PostsPath::of(case.lead),
            list: ExceptionsPath::of(case.id),
            case: CasePath::of(case.id),
        }
    }
}
