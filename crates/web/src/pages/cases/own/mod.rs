//! 「わたしの支援」: the cases about whoever is signed in, in plain words and on a phone. A code from the agency is
//! taken in [`take`]; [`view`] is one case, [`looked`] who read it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::cases::CaseRefusal;
use renkei_app::cases::link::OwnCase;
use renkei_app::consent::ending::EndingConsent;
use renkei_domain::access::rule::Decision;
use renkei_domain::time::japanese_date;

use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form};
use crate::gate::refused_on;
use crate::next::Next;
use crate::pages::{Here, Shell, shown};
use crate::paths::{ConsentsPath, OwnCaseCodePath, OwnCasePath, OwnCasesPath};
use crate::session::Visitor;

pub mod looked;
mod samples;
pub mod take;
pub mod view;

/// The page.
#[derive(Debug, Template)]
#[template(path = "own_cases.html")]
pub struct OwnCasesPage {
    shell: Shell,
    lines: Vec<OwnCaseLine>,
    form: Form,
}

/// A case in words.
#[derive(Debug, Clone)]
struct OwnCaseLine {
    path: OwnCasePath,
    lead: String,
    since: String,
    until: Option<String>,
    /// Until when the consents hold that end soon, and where they are.
    ending: Vec<String>,
    consents: ConsentsPath,
}

const BUTTON: &str = "番号を 見る";

impl OwnCaseLine {
    fn of(own: &OwnCase, ending: &[EndingConsent]) -> Self {
        let of_it = ending.iter().filter(|one| one.case.id == own.case.id);
        Self {
            ending: of_it.map(|one| japanese_date(one.last_day)).collect(),
            consents: ConsentsPath::of(own.case.id),
            path: OwnCasePath::of(own.case.id),
            lead: own.lead.clone(),
            since: japanese_date(own.case.started_on),
            until: own.case.ended_on.map(japanese_date),
        }
    }
}

fn fields(fault: Option<&str>) -> [Field; 1] {
    [Field::code("code", "支援する 人から もらった 番号")
        .hinted("例: ABCD-EFGH-JKMN-PQRS。 小さい 字でも だいじょうぶです。")
        .filled_by("off")
        .wrong(fault)
        .aloud()]
}

/// What the rule says instead of one's own pages.
fn led(decision: Decision) -> Response {
    refused_on(decision, Next::read(&OwnCasesPath.to_string()).as_ref())
}

/// Shows one's own cases, with what is wrong with a code.
async fn with_fault(
    site: &Site,
    visitor: &Visitor,
    fault: Option<&str>,
) -> Result<Response, PageFault> {
    let cases = match site.app.own_cases(visitor.principal()).await? {
        Ok(cases) => cases,
        Err(CaseRefusal::NotAllowed(decision)) => return Ok(led(decision)),
        Err(_) => return Err(PageFault::NotFound),
    };
    let ending = site.app.own_ending_consents(visitor.principal()).await?;
    let lines = cases.iter().map(|own| OwnCaseLine::of(own, &ending));
    Ok(shown(&OwnCasesPage {
        lines: lines.collect(),
        shell: Shell::of(site, visitor, Here::OwnCases).await?,
        form: Form::new(site, OwnCaseCodePath, BUTTON).with(fields(fault)),
    }))
}

pub(crate) async fn show(
    _: OwnCasesPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    with_fault(&site, &visitor, None).await
}
