//! Seeing beforehand what somebody would be told for a purpose by some means, what is held back because of which
//! missing consent, and how to ask for it. Whom is asked about stands in a form and never in an address.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::consent::read::{ConsentsView, NamedParty};
use renkei_domain::cases::team::{MemberAgency, TeamMember};
use renkei_domain::consent::{
    ConsentPurpose, ConsentRecipient, Means, PartyId, Preview, Reason, Refusal,
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
    shown: Vec<&'static str>,
    held_back: Vec<HeldBack>,
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
    let is_meant = |member: &&TeamMember| match (&member.agency, to) {
        (MemberAgency::Listed(agency), PartyId::Listed(id)) => *agency == id,
        (MemberAgency::Written(_), PartyId::Written(id)) => member.id == id,
        _ => false,
    };
    let mut team = view.file.team.iter();
    team.find(is_meant)
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
        preview: &Preview,
    ) -> Self {
        let held_back = preview.held_back.iter();
        let held_back = held_back.map(|one| HeldBack::of(view, Some(known.party.id), one));
        Self {
            to: hearer_words(view, known),
            how: format!("{}・{}", how.0, how.1),
            shown: plain(&preview.shown),
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

/// What was asked about, where nothing is wrong with it.
fn read(view: &ConsentsView, sent: &Sent, faults: &mut Faults) -> Option<Looked> {
    let here = view.here();
    let mut chosen = here.filter(|known| code_of(known.party.id) == sent.text("to"));
    let known = chosen
        .next()
        .ok_or_else(|| "だれに伝えるかを選んでください。".to_owned());
    let known = faults.take("to", known);
    let purpose = faults.word(sent, "purpose", ConsentPurpose::from_code);
    let means = faults.word(sent, "means", Means::from_code);
    let (known, how) = (known?, (purpose?, means?));
    let preview = view.preview(&known.party, how.0, how.1);
    Some(Looked::of(view, known, how, &preview))
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
    pub(super) fn sample(shell: Shell, view: &ConsentsView) -> Self {
        let mut packed = Packed::default();
        packed.put_some(
            "to",
            view.here().next().map(|known| code_of(known.party.id)),
        );
        packed.put("purpose", ConsentPurpose::WhenUnwell.code());
        packed.put("means", Means::Phone.code());
        let (sent, mut faults) = (packed.sent(), Faults::default());
        let looked = read(view, &sent, &mut faults);
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
    let looked = read(&view, &sent, &mut faults);
    let is_seen = looked.is_some();
    let page = asked(&site, &visitor, &view, (&sent, &faults), looked).await?;
    Ok(if is_seen { page } else { asked_again(page) })
}
