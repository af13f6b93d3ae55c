//! Erasing whom a case is about, once no law asks to keep anything of them. Nothing of them is shown but the numbers of
//! their cases, one of which is typed once more.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::cases::CaseRefusal;
use renkei_app::cases::erase::{EraseHelpedRefusal, HelpedOver, OverToErase};
use renkei_domain::cases::case::CaseFault;
use renkei_domain::cases::number::CaseNumber;
use renkei_domain::ids::CaseId;

use super::facts::day;
use super::hold::planned_words;
use super::words_of;
use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Sent};
use crate::gate::asked_again;
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{
    CasesPath, EndingConsentsPath, EraseHelpedPath, HoldErasurePath, PersonCopyPath,
};
use crate::session::Visitor;

const BUTTON: &str = "この本人のデータを消去する";

/// The page.
#[derive(Debug, Template)]
#[template(path = "case_erase.html")]
pub struct EraseHelpedPage {
    shell: Shell,
    list: CasesPath,
    due: EndingConsentsPath,
    /// The number of the case, and of the others of the same person.
    number: String,
    others: Vec<String>,
    /// On which day the person asked for a copy that they still wait for, and where it is released.
    copy: Option<(String, PersonCopyPath)>,
    /// When they are erased by themselves, in sentences, and where somebody holds them back.
    planned: Vec<String>,
    hold: HoldErasurePath,
    form: Form,
    /// Why nobody was erased.
    fault: Option<String>,
}

/// Whose cases they are, and by which of them they were found.
#[derive(Debug, Clone)]
struct Asked {
    over: HelpedOver,
    id: CaseId,
}

impl Asked {
    fn number(&self) -> Option<CaseNumber> {
        let mut cases = self.over.cases.iter();
        let found = cases.find(|(id, _)| *id == self.id);
        found.map(|(_, number)| *number)
    }
}

impl EraseHelpedPage {
    fn of(
        (shell, form): (Shell, Form),
        asked: &Asked,
        typed: (&str, Option<&String>),
        fault: Option<String>,
    ) -> Self {
        let others = asked.over.cases.iter().filter(|(id, _)| *id != asked.id);
        let field = Field::sentence("number", "ケースの番号を もう一度", typed.0)
            .hinted("まちがいを ふせぐためです。")
            .wrong(typed.1);
        Self {
            shell,
            list: CasesPath,
            due: EndingConsentsPath,
            number: asked
                .number()
                .map(|number| number.to_string())
                .unwrap_or_default(),
            others: others.map(|(_, number)| number.to_string()).collect(),
            copy: asked
                .over
                .copy_asked
                .map(|(case, on)| (day(on), PersonCopyPath::of(case))),
            planned: planned_words(asked.over.plan.as_ref(), None),
            hold: HoldErasurePath::of(asked.id),
            form: form.with(vec![field]),
            fault,
        }
    }
}

/// Whom an address leads to, where no law asks to keep anything of them, for whoever keeps their cases.
pub(super) async fn found(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<(Option<OverToErase>, CaseId), PageFault> {
    let id: CaseId = id.parse().map_err(|_| PageFault::NotFound)?;
    let over = site.app.helped_over(visitor.principal()).await?;
    Ok((over.into_iter().find(|one| one.is_about(id)), id))
}

/// The same, where whoever looks may erase them; nobody else hears whether there is such a case.
async fn erasable(site: &Site, visitor: &Visitor, id: &str) -> Result<Option<Asked>, PageFault> {
    let (over, id) = found(site, visitor, id).await?;
    Ok(over.filter(|one| one.may_erase).map(|one| Asked {
        over: one.helped,
        id,
    }))
}

/// Back to what is due.
pub(super) fn to_due() -> Response {
    Redirect::to(&EndingConsentsPath.to_string()).into_response()
}

/// What comes where nobody is found to be erased: for whoever presses twice, or second, they are erased already.
async fn once_erased(site: &Site, visitor: &Visitor, id: &str) -> Result<Response, PageFault> {
    let id: CaseId = id.parse().map_err(|_| PageFault::NotFound)?;
    if site.app.is_helped_erased(visitor.principal(), id).await? {
        Ok(to_due())
    } else {
        Err(PageFault::NotFound)
    }
}

async fn page(
    site: &Site,
    visitor: &Visitor,
    asked: &Asked,
    (typed, wrong, fault): (&str, Option<String>, Option<String>),
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let form = Form::new(site, EraseHelpedPath::of(asked.id), BUTTON);
    let typed = (typed, wrong.as_ref());
    Ok(shown(&EraseHelpedPage::of(
        (shell, form),
        asked,
        typed,
        fault,
    )))
}

pub(crate) async fn show(
    path: EraseHelpedPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let Some(asked) = erasable(&site, &visitor, &path.id).await? else {
        return once_erased(&site, &visitor, &path.id).await;
    };
    page(&site, &visitor, &asked, ("", None, None)).await
}

pub(crate) async fn erase(
    path: EraseHelpedPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let Some(asked) = erasable(&site, &visitor, &path.id).await? else {
        return once_erased(&site, &visitor, &path.id).await;
    };
    let typed = sent.text("number");
    if CaseNumber::read(typed).is_none() || CaseNumber::read(typed) != asked.number() {
        let wrong = "番号がちがいます。何も消していません。".to_owned();
        let again = page(&site, &visitor, &asked, (typed, Some(wrong), None)).await?;
        return Ok(asked_again(again));
    }
    let fault = match site
        .app
        .erase_helped(&writer(&visitor, &sent), asked.id)
        .await?
    {
        Ok(_) | Err(EraseHelpedRefusal::Case(CaseRefusal::Case(CaseFault::Erased))) => {
            return Ok(to_due());
        }
        Err(EraseHelpedRefusal::Case(refusal)) => match words_of(refusal, &visitor)? {
            Ok(words) => words,
            Err(answer) => return Ok(answer),
        },
        Err(refusal) => refusal.to_string(),
    };
    let fault = Some(format!("{fault}何も消していません。"));
    let again = page(&site, &visitor, &asked, (typed, None, fault)).await?;
    Ok(asked_again(again))
}

pub(super) mod samples {
    use renkei_domain::ids::{OrganizationId, PersonId};

    use super::super::samples::{day as sample_day, id_of, shell};
    use super::*;
    use crate::pages::Samples;

    /// Somebody with so many cases.
    pub(in super::super) fn over(cases: u32) -> OverToErase {
        OverToErase {
            helped: asked(cases).over,
            may_erase: true,
        }
    }

    fn asked(cases: u32) -> Asked {
        let numbered = (0..cases).filter_map(|place| {
            let number = CaseNumber::new(101_646 + place)?;
            Some((CaseId::from_uuid(id_of(u128::from(place))), number))
        });
        Asked {
            over: HelpedOver {
                person: PersonId::from_uuid(id_of(1)),
                lead: OrganizationId::from_uuid(id_of(1)),
                cases: numbered.collect(),
                copy_asked: None,
                plan: None,
            },
            id: CaseId::from_uuid(id_of(0)),
        }
    }

    impl Samples for EraseHelpedPage {
        fn samples() -> Vec<(&'static str, Self)> {
            let page = |cases, typed: &str, wrong: Option<&String>, fault| {
                let asked = asked(cases);
                let form = Form::sample(EraseHelpedPath::of(asked.id), BUTTON);
                Self::of((shell(), form), &asked, (typed, wrong), fault)
            };
            let mut waited_for = asked(2);
            let case = CaseId::from_uuid(id_of(1));
            waited_for.over.copy_asked = Some((case, sample_day(2)));
            let form = Form::sample(EraseHelpedPath::of(waited_for.id), BUTTON);
            let waited_for = Self::of((shell(), form), &waited_for, ("", None), None);
            let wrong = "番号がちがいます。何も消していません。".to_owned();
            let fault = "この人の記録は、法律で残す期間のうちです。消せるのは2031年11月21日(金)からです。何も消していません。";
            vec![
                ("usual", page(1, "", None, None)),
                ("waited_for", waited_for),
                ("wrong", page(1, "12", Some(&wrong), None)),
                ("longest", page(40, "101-646", None, Some(fault.to_owned()))),
            ]
        }
    }
}
