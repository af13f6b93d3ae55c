//! Beginning a case: with a name, or as an anonymous consultation.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::cases::open::NewCase;
use renkei_domain::access::rule::Decision;
use renkei_domain::cases::case::About;
use renkei_domain::cases::person::Person;
use renkei_domain::ids::OrganizationId;

use super::faults::Faults;
use super::part::CasePartPage;
use super::words_of;
use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Field, Form, Packed, Sent};
use crate::gate::{asked_again, drafted, forget, refused};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{CasePath, CasesPath, NewCasePath};
use crate::session::Visitor;

pub(super) const BUTTON: &str = "ケースをはじめる";

const ANONYMOUS: &str = "anonymous";
const NAMED: &str = "named";

pub(super) const NOTE: &str = "匿名の相談は、本人が同意したら、あとから名前を入れられます。";

/// The fields with what was sent.
pub(super) fn fields(
    sent: &Sent,
    faults: &Faults,
    workplaces: &[(OrganizationId, String)],
) -> Vec<Field> {
    let choice = |value: &str, word: &str| Choice {
        value: value.to_owned(),
        word: word.to_owned(),
        is_chosen: sent.text("about") == value,
    };
    let about = vec![
        choice(ANONYMOUS, "匿名の相談（名前・生年月日・病名は書きません）"),
        choice(NAMED, "名前がわかっている"),
    ];
    let mut all = Vec::new();
    if workplaces.len() > 1 {
        let leads = workplaces.iter().map(|(id, name)| Choice {
            value: id.to_string(),
            word: name.clone(),
            is_chosen: id.to_string() == sent.text("lead"),
        });
        all.push(Field::one("lead", "受けもつ法人", leads.collect()).wrong(faults.of("lead")));
    }
    all.extend([
        Field::one("about", "だれのケースですか", about).wrong(faults.of("about")),
        Field::sentence("name", "名前（わかっているとき）", sent.raw("name"))
            .wrong(faults.of("name")),
        Field::sentence("kana", "読み（わかっているとき）", sent.raw("kana"))
            .wrong(faults.of("kana")),
        Field::sentence("topic", "相談のことがら", sent.raw("topic"))
            .hinted("みじかく。例: はたらきつづけたい")
            .wrong(faults.of("topic")),
        Field::day("started_on", "始まった日", sent.raw("started_on"))
            .wrong(faults.of("started_on")),
    ]);
    all
}

/// What was sent, where nothing is wrong with it.
fn read(
    sent: &Sent,
    faults: &mut Faults,
    workplaces: &[(OrganizationId, String)],
) -> Option<NewCase> {
    let lead = match workplaces {
        [(only, _)] => Some(*only),
        _ => {
            let chosen = sent.text("lead").parse::<OrganizationId>();
            faults.take(
                "lead",
                chosen.map_err(|_| "受けもつ法人を選んでください。".to_owned()),
            )
        }
    };
    let about = match sent.text("about") {
        ANONYMOUS if sent.text("name").is_empty() && sent.text("kana").is_empty() => {
            Some(About::Anonymous)
        }
        ANONYMOUS => {
            faults.say(
                "name",
                "匿名の相談には名前を書きません。名前を消すか、「名前がわかっている」を選んでください。",
            );
            None
        }
        NAMED => {
            let name = faults.line(sent, "name", "名前を入れてください。");
            let kana = faults.line_opt(sent, "kana");
            name.map(|name| {
                About::Person(Box::new(Person {
                    kana,
                    ..Person::named(name)
                }))
            })
        }
        _ => {
            faults.say("about", "どちらかを選んでください。");
            None
        }
    };
    let topic = faults.line_opt(sent, "topic");
    let started_on = faults.day(sent, "started_on");
    let new = NewCase {
        lead: lead?,
        about: about?,
        topic,
        started_on: started_on?,
    };
    faults.all_well(Some(new))
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    workplaces: &[(OrganizationId, String)],
    (sent, faults, fault): (&Sent, &Faults, Option<String>),
) -> Result<Response, PageFault> {
    Ok(shown(&CasePartPage {
        shell: Shell::of(site, visitor, Here::Cases).await?,
        list: CasesPath,
        case: None,
        heading: BUTTON,
        lead: String::new(),
        note: NOTE,
        form: Form::new(site, NewCasePath, BUTTON).with(fields(sent, faults, workplaces)),
        fault,
    }))
}

pub(crate) async fn show(
    _: NewCasePath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let workplaces = site.app.case_workplaces(visitor.principal()).await?;
    if workplaces.is_empty() {
        return Ok(refused(Decision::Refused, &visitor));
    }
    let sent = match drafted(&site, &visitor).await? {
        Some(sent) => sent,
        None => {
            let mut packed = Packed::default();
            packed.put("started_on", site.app.now().in_japan().date);
            packed.sent()
        }
    };
    let shown = (&sent, &Faults::default(), None);
    asked(&site, &visitor, &workplaces, shown).await
}

pub(crate) async fn begin(
    _: NewCasePath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let workplaces = site.app.case_workplaces(visitor.principal()).await?;
    if workplaces.is_empty() {
        return Ok(refused(Decision::Refused, &visitor));
    }
    let mut faults = Faults::default();
    let fault = match read(&sent, &mut faults, &workplaces) {
        None => None,
        Some(new) => match site.app.open_case(&writer(&visitor, &sent), new).await? {
            Ok(kept) => {
                forget(&site, &visitor).await?;
                return Ok(Redirect::to(&CasePath::of(kept.0).to_string()).into_response());
            }
            Err(refusal) => match words_of(refusal, &visitor)? {
                Ok(words) => Some(words),
                Err(answer) => return Ok(answer),
            },
        },
    };
    let shown = (&sent, &faults, fault);
    let page = asked(&site, &visitor, &workplaces, shown).await?;
    Ok(asked_again(page))
}
