//! Seeing beforehand what somebody would be told for a purpose by some means, in the words in which the case keeps it,
//! what is held back because of which missing consent, and how to ask for it. Whom is asked about stands in a form and
//! never in an address.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::cases::by_category::CaseFact;
use renkei_app::consent::read::{ConsentsView, NamedParty};
use renkei_domain::cases::team::TeamMember;
use renkei_domain::consent::{
    ConsentPurpose, ConsentRecipient, InformationCategory, Means, PartyId, Preview, Reason, Refusal,
};

use super::super::faults::Faults;
use super::super::lines::way;
use super::super::part::CasePart;
use super::super::{choices, name_of};
use super::lines::{hearer_words, plain};
use super::{Trail, to_be_told};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Field, Form, Packed, Sent};
use crate::gate::asked_again;
use crate::pages::{Here, Shell, shown};
use crate::paths::{AskConsentPath, PreviewPath};
use crate::session::Visitor;

const BUTTON: &str = "話してよいことを見る";

/// How many things of a category stand on the page; of more it says so.
const SHOWN: usize = 20;

/// The page.
#[derive(Debug, Template)]
#[template(path = "consent_preview.html")]
pub struct PreviewPage {
    shell: Shell,
    trail: Trail,
    name: String,
    form: Form,
    /// What would be told, once somebody was chosen.
    looked: Option<Looked>,
    ask: AskConsentPath,
}

/// What would be told.
#[derive(Debug, Clone)]
struct Looked {
    to: String,
    how: String,
    shown: Vec<ShownLine>,
    held_back: Vec<HeldBack>,
}

/// A category that would be told, with what stands in the case of it.
#[derive(Debug, Clone)]
struct ShownLine {
    words: &'static str,
    facts: Vec<FactLine>,
    /// How many more there are.
    more: usize,
}

/// Something that stands in the case.
#[derive(Debug, Clone)]
struct FactLine {
    label: String,
    lines: Vec<String>,
}

impl ShownLine {
    fn of(category: InformationCategory, facts: &[CaseFact]) -> Self {
        let of_it = || facts.iter().filter(|fact| fact.category == category);
        let shown = of_it().take(SHOWN).map(|fact| FactLine {
            label: fact.label.clone(),
            lines: fact.text.lines().map(str::to_owned).collect(),
        });
        Self {
            words: category.plain(),
            facts: shown.collect(),
            more: of_it().count().saturating_sub(SHOWN),
        }
    }
}

/// What would not, and why.
#[derive(Debug, Clone)]
pub(in crate::pages::cases) struct HeldBack {
    pub(in crate::pages::cases) categories: Vec<&'static str>,
    pub(in crate::pages::cases) reason: &'static str,
    pub(in crate::pages::cases) remedy: &'static str,
    /// Where it is said that they are not of the company, where that is all that is missing.
    pub(in crate::pages::cases) mend: Option<String>,
}

/// Somebody of the team as they stand there.
fn member_of(view: &ConsentsView, to: PartyId) -> Option<&TeamMember> {
    let mut team = view.file.team.iter();
    team.find(|member| PartyId::of(member) == to)
}

impl HeldBack {
    /// What is held back from somebody; from nobody who is known where they are not in the team.
    pub(in crate::pages::cases) fn of(
        view: &ConsentsView,
        to: Option<PartyId>,
        refusal: &Refusal,
    ) -> Self {
        let member = to.and_then(|to| member_of(view, to));
        let is_doubted = refusal.reason == Reason::MayBeEmployer;
        let mend = member.filter(|_| is_doubted).map(|member| {
            let id = view.file.case.id;
            way(id, CasePart::Tie, Some(member.id.to_string()))
        });
        Self {
            mend,
            categories: plain(&refusal.categories),
            reason: refusal.reason.word(),
            remedy: refusal.remedy().word(),
        }
    }
}

impl Looked {
    fn of(
        view: &ConsentsView,
        known: &NamedParty,
        how: (ConsentPurpose, Means),
        (preview, facts): (&Preview, &[CaseFact]),
    ) -> Self {
        let held_back = preview.held_back.iter();
        let held_back = held_back.map(|one| HeldBack::of(view, Some(known.party.id), one));
        Self {
            to: hearer_words(view, known),
            how: format!("{}・{}", how.0, how.1),
            shown: preview
                .shown
                .iter()
                .map(|category| ShownLine::of(*category, facts))
                .collect(),
            held_back: held_back.collect(),
        }
    }
}

pub(in crate::pages::cases) fn code_of(id: PartyId) -> String {
    ConsentRecipient::Named(id).code()
}

/// The party of a code; none where it is of a kind.
pub(in crate::pages::cases) fn party(code: &str) -> Option<PartyId> {
    match ConsentRecipient::from_code(code)? {
        ConsentRecipient::Named(id) => Some(id),
        ConsentRecipient::KindInTeam(_) => None,
    }
}

fn fields(view: &ConsentsView, sent: &Sent, faults: &Faults) -> Vec<Field> {
    let to = view.here().map(|known| {
        let value = code_of(known.party.id);
        Choice {
            is_chosen: value == sent.text("to"),
            value,
            word: hearer_words(view, known),
        }
    });
    let purpose = choices(
        ConsentPurpose::ALL,
        ConsentPurpose::code,
        |purpose| purpose.word().to_owned(),
        sent.text("purpose"),
    );
    let means = choices(
        Means::ALL,
        Means::code,
        |means| means.word().to_owned(),
        sent.text("means"),
    );
    vec![
        Field::one("to", "だれに", to.collect()).wrong(faults.of("to")),
        Field::listed("purpose", "何のために", purpose).wrong(faults.of("purpose")),
        Field::listed("means", "どの方法で", means).wrong(faults.of("means")),
    ]
}

/// Whom and how was asked about.
type Chosen<'v> = (&'v NamedParty, (ConsentPurpose, Means));

/// What was asked about, where nothing is wrong with it.
fn read<'v>(view: &'v ConsentsView, sent: &Sent, faults: &mut Faults) -> Option<Chosen<'v>> {
    let here = view.here();
    let mut chosen = here.filter(|known| code_of(known.party.id) == sent.text("to"));
    let known = chosen
        .next()
        .ok_or_else(|| "だれに伝えるかを選んでください。".to_owned());
    let known = faults.take("to", known);
    let purpose = faults.word(sent, "purpose", ConsentPurpose::from_code);
    let means = faults.word(sent, "means", Means::from_code);
    Some((known?, (purpose?, means?)))
}

impl PreviewPage {
    fn of(
        (shell, form): (Shell, Form),
        view: &ConsentsView,
        (sent, faults): (&Sent, &Faults),
        looked: Option<Looked>,
    ) -> Self {
        Self {
            shell,
            trail: Trail::of(view),
            name: name_of(&view.file.case),
            form: form.with(fields(view, sent, faults)),
            looked,
            ask: AskConsentPath::of(view.file.case.id),
        }
    }

    /// The page of a sample, with what the first of the team would be told.
    pub(super) fn sample(shell: Shell, view: &ConsentsView, facts: &[CaseFact]) -> Self {
        let mut packed = Packed::default();
        packed.put_some(
            "to",
            view.here().next().map(|known| code_of(known.party.id)),
        );
        packed.put("purpose", ConsentPurpose::WhenUnwell.code());
        packed.put("means", Means::Phone.code());
        let (sent, mut faults) = (packed.sent(), Faults::default());
        let chosen = read(view, &sent, &mut faults);
        let looked = chosen.map(|(known, how)| {
            let preview = view.preview(&known.party, how.0, how.1);
            Looked::of(view, known, how, (&preview, facts))
        });
        let form = Form::sample(PreviewPath::of(view.file.case.id), BUTTON);
        Self::of((shell, form), view, (&sent, &Faults::default()), looked)
    }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    view: &ConsentsView,
    said: (&Sent, &Faults),
    looked: Option<Looked>,
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let form = Form::new(site, PreviewPath::of(view.file.case.id), BUTTON);
    Ok(shown(&PreviewPage::of((shell, form), view, said, looked)))
}

pub(crate) async fn show(
    path: PreviewPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    match to_be_told(&site, &visitor, &path.id).await? {
        Ok(view) => {
            let said = (&Packed::default().sent(), &Faults::default());
            asked(&site, &visitor, &view, said, None).await
        }
        Err(answer) => Ok(answer),
    }
}

pub(crate) async fn look(
    path: PreviewPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match to_be_told(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let mut faults = Faults::default();
    let looked = match read(&view, &sent, &mut faults) {
        None => None,
        Some((known, how)) => {
            let of = (&known.party, how);
            let told = site.app.told_in_words(visitor.principal(), &view, of);
            let facts = told.await?.map_err(|_| PageFault::NotFound)?;
            let preview = view.preview(&known.party, how.0, how.1);
            Some(Looked::of(&view, known, how, (&preview, &facts)))
        }
    };
    let is_seen = looked.is_some();
    let page = asked(&site, &visitor, &view, (&sent, &faults), looked).await?;
    Ok(if is_seen { page } else { asked_again(page) })
}
