//! 「話した・送った」: to whom, what and how. What may be told has its record at once; for what may not the page says which
//! consent is missing and leads to asking for it, and keeps what was chosen until then. Of a consultation without a
//! name it leads to the name first, and of a case that has ended to going on with it: an exception of the law can be
//! told without either. What was told earlier is decided as it was then.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::consent::read::{ConsentsView, NamedParty};
use renkei_app::provisions::TellRefusal;
use renkei_app::provisions::read::RecordsView;
use renkei_app::provisions::told::{Partner, TellForm, Withheld};
use renkei_domain::consent::package::Package;
use renkei_domain::consent::{Categories, ConsentPurpose, InformationCategory, PartyId};
use renkei_domain::provisions::ToldHow;
use renkei_domain::provisions::when::WRITTEN_WITHIN;
use renkei_domain::time::Instant;

use super::super::facts::day;
use super::super::faults::Faults;
use super::super::lines::way;
use super::super::part::CasePart;
use super::super::{choices, name_of, none, records, when};
use super::ask::FILL;
use super::handed::{HandedSheet, ReadySheet};
use super::lines::hearer_words;
use super::preview::{HeldBack, code_of, party};
use super::questions::to_name;
use super::ready::{ReadyList, lately};
use super::seat::{seat_fields, stranger};
use super::{Trail, to_be_told, words_of};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Field, Form, Packed, Sent};
use crate::gate::{asked_again, drafted, forget, keep_draft};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{
    AskConsentPath, MisdirectedPath, RecordsPath, ReportExceptionPath, TakeUpCasePath, ToldPath,
};
use crate::session::{Session, Visitor};

const BUTTON: &str = "話した・送った";

/// What is sent where nobody of the team heard it.
const SOMEBODY_ELSE: &str = "typed";

/// The page.
#[derive(Debug, Template)]
#[template(path = "told.html")]
pub struct ToldPage {
    shell: Shell,
    trail: Trail,
    name: String,
    form: Form,
    /// Why it was not taken, where that is not the fault of one field.
    fault: Option<String>,
    missing: Option<Missing>,
    /// What one press writes down.
    ready: ReadyList,
    /// The sheet that was printed to be handed over.
    handed: Option<ReadySheet>,
    records: RecordsPath,
}

/// What is missing, and how to ask for it; or what comes before whoever it is about can be asked.
#[derive(Debug, Clone)]
struct Missing {
    held_back: Vec<HeldBack>,
    ask: Option<AskConsentPath>,
    /// What the page that asks is sent beforehand: names and values.
    filled: Vec<(&'static str, String)>,
    /// Where the name is written that nobody knows yet.
    bind: Option<String>,
    /// Where a case that has ended goes on again.
    take_up: Option<TakeUpCasePath>,
    version: i64,
    once: String,
    /// Where somebody comes into the team who is not there.
    team: Option<String>,
    /// Where it is said that it was told all the same.
    misdirected: MisdirectedPath,
    /// Where it is written down that the law lets it be told.
    report: ReportExceptionPath,
    /// Of which moment it was asked, where that was before now.
    then: Option<String>,
}

impl Missing {
    fn of(view: &ConsentsView, withheld: &Withheld, (at, once): (Option<Instant>, String)) -> Self {
        let case = &view.file.case;
        let (id, is_open) = (case.id, case.is_open());
        let held_back = withheld.refusals.as_slice().iter();
        let mut filled = vec![(FILL, "1".to_owned())];
        if let Some(to) = withheld.to {
            let packages = Package::ALL.iter();
            filled.extend(packages.map(|one| (to_name(*one), code_of(to))));
        }
        Self {
            held_back: held_back
                .map(|one| HeldBack::of(view, withheld.to, one))
                .collect(),
            ask: (is_open && !case.is_anonymous()).then(|| AskConsentPath::of(id)),
            filled,
            bind: (is_open && case.is_anonymous()).then(|| way(id, CasePart::Bind, None)),
            take_up: (!is_open).then(|| TakeUpCasePath::of(id)),
            version: case.version,
            once,
            misdirected: MisdirectedPath::of(id),
            report: ReportExceptionPath::of(id),
            team: (is_open && withheld.to.is_none()).then(|| way(id, CasePart::Team, None)),
            then: at.map(moment_words),
        }
    }
}

fn moment_words(at: Instant) -> String {
    let moment = at.in_japan();
    format!("{} {}", day(moment.date), moment.minute)
}

/// Those of the team, and those who left it so lately that what they were told may still be written down.
fn hearers(view: &ConsentsView) -> impl Iterator<Item = &NamedParty> {
    let today = view.now.date;
    let first = today.checked_sub_days(WRITTEN_WITHIN).unwrap_or(today);
    view.parties.iter().filter(move |known| {
        known.party.team.is_some_and(|span| {
            span.since <= today && span.until.is_none_or(|until| first <= until)
        })
    })
}

fn fields(view: &ConsentsView, sent: &Sent, faults: &Faults) -> Vec<Field> {
    let chosen = sent.text("to");
    let here = hearers(view).map(|known| Choice {
        value: code_of(known.party.id),
        word: hearer_words(view, known),
        is_chosen: code_of(known.party.id) == chosen,
    });
    let somebody_else = Choice {
        value: SOMEBODY_ELSE.to_owned(),
        word: "ここにない人".to_owned(),
        is_chosen: chosen == SOMEBODY_ELSE,
    };
    let to: Vec<Choice> = here.chain([somebody_else]).collect();
    let told: Vec<&str> = sent.all("category").collect();
    let categories = InformationCategory::ALL.iter().map(|one| Choice {
        value: one.code().to_owned(),
        word: one.word().to_owned(),
        is_chosen: told.contains(&one.code()),
    });
    let how = choices(
        ToldHow::ALL,
        ToldHow::code,
        |how| how.word().to_owned(),
        sent.text("how"),
    );
    let purpose = choices(
        ConsentPurpose::ALL,
        ConsentPurpose::code,
        |purpose| purpose.word().to_owned(),
        sent.text("purpose"),
    );
    let [address, head] = seat_fields(sent, faults);
    let [on, time] = when::fields(
        (
            "話した・送った日（きょうでないとき）",
            "話した・送った時刻（前に伝えたとき）",
        ),
        (
            "31日前まで。空けておくと、いま伝えたことになります。",
            "だいたいで よいです。同意が そのとき どうだったかを 確かめます。",
        ),
        (sent, faults),
    );
    vec![
        Field::one("to", "だれに", to).wrong(faults.of("to")),
        Field::sentence("typed", "ここにない人の名前", sent.raw("typed")).wrong(faults.of("typed")),
        address,
        head,
        Field::any("category", "なにを", categories.collect()).wrong(faults.of("category")),
        Field::one("how", "どうやって", how).wrong(faults.of("how")),
        Field::listed(
            "purpose",
            "なんのために（書くとき）",
            none("本人が同意している目的", purpose),
        ),
        Field::sentence("heard", "聞いた人の名前（書くとき）", sent.raw("heard"))
            .hinted("チームの担当者とちがうとき")
            .wrong(faults.of("heard")),
        on,
        time,
    ]
}

/// Whoever was chosen. An agency of the directory that is called to a conference may be in no team.
fn partner(view: &ConsentsView, id: PartyId) -> Partner {
    match id {
        PartyId::Listed(agency) if view.party(id).is_none() => Partner::Listed(agency),
        PartyId::Listed(_) | PartyId::Written(_) => Partner::InTeam(id),
    }
}

/// What was sent, where nothing is wrong with it.
fn read(view: &ConsentsView, sent: &Sent, faults: &mut Faults) -> Option<TellForm> {
    let to = match sent.text("to") {
        SOMEBODY_ELSE => {
            let missing = "だれに伝えたか、名前を入れてください。";
            stranger(sent, faults, missing)
        }
        code => {
            let known = party(code).ok_or_else(|| "だれに伝えたかを選んでください。".to_owned());
            faults.take("to", known).map(|id| partner(view, id))
        }
    };
    let categories: Categories = sent
        .all("category")
        .filter_map(InformationCategory::from_code)
        .collect();
    if categories.is_empty() {
        faults.say("category", "なにを伝えたかを選んでください。");
    }
    let how = faults.word(sent, "how", ToldHow::from_code);
    let heard_by = faults.line_opt(sent, "heard");
    let at = when::read(view.now.date, sent, faults);
    let form = (|| {
        Some(TellForm {
            to: to?,
            heard_by,
            categories,
            how: how?,
            purpose: ConsentPurpose::from_code(sent.text("purpose")),
            at,
        })
    })();
    faults.all_well(form)
}

/// What is said above the form.
#[derive(Default)]
struct Said {
    fault: Option<String>,
    missing: Option<Missing>,
    ready: ReadyList,
    handed: Option<ReadySheet>,
}

impl ToldPage {
    fn of(
        (shell, form): (Shell, Form),
        view: &ConsentsView,
        (sent, faults): (&Sent, &Faults),
        said: Said,
    ) -> Self {
        Self {
            shell,
            trail: Trail::of(view),
            name: name_of(&view.file.case),
            form: form.with(fields(view, sent, faults)),
            fault: said.fault,
            missing: said.missing,
            ready: said.ready,
            handed: said.handed,
            records: RecordsPath::of(view.file.case.id),
        }
    }

    /// The page of a sample, perhaps with what is missing.
    pub(super) fn sample(
        shell: Shell,
        view: &ConsentsView,
        (withheld, lately): (Option<&Withheld>, Option<&RecordsView>),
        handed: impl FnOnce(&str) -> Option<ReadySheet>,
    ) -> Self {
        let mut packed = Packed::default();
        let first = view.here().next();
        packed.put_some("to", first.map(|known| code_of(known.party.id)));
        packed.put("category", InformationCategory::MedicationVisits.code());
        packed.put("how", ToldHow::Phone.code());
        let form = Form::sample(ToldPath::of(view.file.case.id), BUTTON);
        let once = form.once.clone();
        let said = Said {
            fault: None,
            missing: withheld.map(|withheld| {
                let at = withheld.to.is_none().then_some(view.at);
                Missing::of(view, withheld, (at, once.clone()))
            }),
            ready: lately
                .map(|lately| ReadyList::of(view, lately, || once.clone()))
                .unwrap_or_default(),
            handed: handed(&once),
        };
        let shown = (&packed.sent(), &Faults::default());
        Self::of((shell, form), view, shown, said)
    }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    view: &ConsentsView,
    shown_again: (&Sent, &Faults),
    said: Said,
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let form = Form::new(site, ToldPath::of(view.file.case.id), BUTTON);
    let page = ToldPage::of((shell, form), view, shown_again, said);
    Ok(shown(&page))
}

pub(crate) async fn show(
    path: ToldPath,
    State(site): State<Site>,
    visitor: Visitor,
    query: Result<Query<HandedSheet>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(handed) = query.map_err(|_| PageFault::BadRequest)?;
    let view = match to_be_told(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    // What was chosen before somebody went to ask the person.
    let draft = drafted(&site, &visitor).await?;
    let sent = draft.unwrap_or_else(|| handed.packed().sent());
    let first = (&sent, &Faults::default());
    let id = view.file.case.id.to_string();
    let ready = match records::seen(&site, &visitor, &id, lately(&view)).await? {
        Ok(told) => ReadyList::of(&view, &told, || site.app.new_request_id()),
        Err(answer) => return Ok(answer),
    };
    let said = Said {
        ready,
        handed: ReadySheet::asked_for(&site, &visitor, &view, &handed).await?,
        ..Said::default()
    };
    asked(&site, &visitor, &view, first, said).await
}

pub(crate) async fn save(
    path: ToldPath,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match to_be_told(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let mut faults = Faults::default();
    let mut said = Said::default();
    if let Some(form) = read(&view, &sent, &mut faults) {
        let id = view.file.case.id;
        let at = form.at;
        match site.app.tell(&writer(&visitor, &sent), id, form).await? {
            Ok(_) => {
                forget(&site, &visitor).await?;
                let list = RecordsPath::of(id).to_string();
                return Ok(Redirect::to(&list).into_response());
            }
            Err(TellRefusal::Withheld(withheld)) => {
                if let Some(page) = visitor.address() {
                    keep_draft(&site, &session.secret, page, &sent).await;
                }
                let once = site.app.new_request_id();
                said.missing = Some(Missing::of(&view, &withheld, (at, once)));
            }
            Err(TellRefusal::When(fault)) => when::wrong(&mut faults, fault.to_string()),
            Err(TellRefusal::Case(refusal)) => match words_of(refusal, &visitor)? {
                Ok(words) => said.fault = Some(words),
                Err(answer) => return Ok(answer),
            },
        }
    }
    let again = asked(&site, &visitor, &view, (&sent, &faults), said).await?;
    Ok(asked_again(again))
}
