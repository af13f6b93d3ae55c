//! Writing down what was told without consent: on which ground, why, to whom, what, how and when. The report itself waits
//! for no screen, so that what can be filled in is, and only ground, reason and recipient have to be said.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::consent::read::ConsentsView;
use renkei_app::provisions::TellRefusal;
use renkei_app::provisions::reported::ReportForm;
use renkei_app::provisions::told::Partner;
use renkei_domain::cases::employment::EmployerTie;
use renkei_domain::consent::{Categories, InformationCategory, LegalGround, Means};
use renkei_domain::provisions::WhenFault;
use renkei_domain::time::{Instant, Minute, Moment};

use super::super::consents::lines::party_words;
use super::super::consents::preview::{HeldBack, code_of, party};
use super::super::consents::seat::{seat_fields, stranger};
use super::super::consents::{to_be_told, words_of};
use super::super::faults::Faults;
use super::super::trail::{TrailStep, number_of, steps_to};
use super::super::{choices, name_of};
use super::receipt::{ExceptionReceiptPage, facts_of, whom};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Field, Form, Packed, Sent};
use crate::gate::{asked_again, drafted, forget};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{ExceptionsPath, ReportExceptionPath};
use crate::session::Visitor;

const BUTTON: &str = "書きとめる";

/// What is sent where nobody of the team heard it.
const SOMEBODY_ELSE: &str = "typed";

/// The page.
#[derive(Debug, Template)]
#[template(path = "exception_report.html")]
pub struct ReportExceptionPage {
    shell: Shell,
    steps: [TrailStep; 2],
    number: String,
    name: String,
    list: ExceptionsPath,
    form: Form,
    /// Why it was not taken, where that is not the fault of one field.
    fault: Option<String>,
    /// What the people at work may not hear.
    held_back: Vec<HeldBack>,
}

/// The words for how something is told.
const fn means_words(means: Means) -> &'static str {
    match means {
        Means::Meeting => "会って話した",
        Means::Document => "文書・メールで送った",
        Means::Phone => "電話で話した",
        Means::Fax => "FAXで送った",
    }
}

/// The words for whether somebody is of those at work.
const fn tie_words(tie: EmployerTie) -> &'static str {
    match tie {
        EmployerTie::TheEmployer => "勤め先の人",
        EmployerTie::NotTheEmployer | EmployerTie::NotSaid => {
            "勤め先の人ではない（役所・警察・病院・家族など）"
        }
    }
}

fn fields(view: &ConsentsView, sent: &Sent, faults: &Faults) -> Vec<Field> {
    let grounds = choices(
        LegalGround::ALL,
        LegalGround::code,
        |ground| ground.word().to_owned(),
        sent.text("ground"),
    );
    let chosen = sent.text("to");
    let here = view.here();
    let here = here.map(|known| Choice::of(code_of(known.party.id), party_words(known), chosen));
    let somebody_else = Choice::of(
        SOMEBODY_ELSE,
        "ここにない相手（市の虐待防止センター・警察など）",
        chosen,
    );
    let to: Vec<Choice> = here.chain([somebody_else]).collect();
    let ties = choices(
        &[EmployerTie::NotTheEmployer, EmployerTie::TheEmployer],
        EmployerTie::code,
        |tie| tie_words(tie).to_owned(),
        sent.text("tie"),
    );
    let told: Vec<&str> = sent.all("category").collect();
    let categories = InformationCategory::ALL.iter().map(|one| Choice {
        value: one.code().to_owned(),
        word: one.word().to_owned(),
        is_chosen: told.contains(&one.code()),
    });
    let means = choices(
        Means::ALL,
        Means::code,
        |means| means_words(means).to_owned(),
        sent.text("means"),
    );
    let [address, head] = seat_fields(sent, faults);
    vec![
        Field::one("ground", "もとになる法律", grounds).wrong(faults.of("ground")),
        Field::prose("reason", "わけ（なにがあったか）", sent.raw("reason"))
            .wrong(faults.of("reason")),
        Field::one("to", "だれに", to).wrong(faults.of("to")),
        Field::sentence("typed", "ここにない相手の名前", sent.raw("typed"))
            .wrong(faults.of("typed")),
        address,
        head,
        Field::sentence("heard", "聞いた人の名前（わかるとき）", sent.raw("heard"))
            .wrong(faults.of("heard")),
        Field::one("tie", "この相手は", ties)
            .hinted("勤め先の人には、知らせてよいと本人が決めたときだけ伝えられます。どちらか えらんでください。"),
        Field::any("category", "なにを", categories.collect())
            .hinted("えらばないときは、基本情報（名前など）を伝えたことにします。"),
        Field::one("means", "どうやって", means),
        Field::day("on", "伝えた日", sent.raw("on")).wrong(faults.of("on")),
        Field::text("clock", "伝えた時刻", sent.raw("clock"))
            .hinted("14:05 の形で")
            .wrong(faults.of("clock")),
    ]
}

/// When it was told; nothing where neither day nor time is said.
fn told_at(view: &ConsentsView, sent: &Sent, faults: &mut Faults) -> Option<Instant> {
    if sent.text("on").is_empty() && sent.text("clock").is_empty() {
        return None;
    }
    let date = faults.day_opt(sent, "on").unwrap_or(view.now.date);
    let minute = match sent.text("clock") {
        "" => Some(Minute::START),
        text => {
            let read = Minute::parse(text);
            let words = || "時刻を 14:05 の形で入れてください。".to_owned();
            faults.take("clock", read.ok_or_else(words))
        }
    };
    let told = Moment {
        date,
        minute: minute?,
    };
    if told == view.now {
        // The minute that is running is now.
        return None;
    }
    if told.instant() > view.at {
        faults.say("on", WhenFault::Later.to_string());
    }
    Some(told.instant())
}

/// What was sent, where nothing is wrong with it.
fn read(view: &ConsentsView, sent: &Sent, faults: &mut Faults) -> Option<ReportForm> {
    let ground = LegalGround::from_code(sent.text("ground"));
    let missing = || "どの法律の場合かを選んでください。".to_owned();
    let ground = faults.take("ground", ground.ok_or_else(missing));
    let reason = faults.prose_opt(sent, "reason");
    if reason.is_none() && faults.of("reason").is_none() {
        faults.say("reason", "わけを、ひとことでも書いてください。");
    }
    let to = match sent.text("to") {
        SOMEBODY_ELSE => {
            let missing = "だれに伝えたか、名前を入れてください。";
            stranger(sent, faults, missing)
        }
        code => {
            let known = party(code).ok_or_else(|| "だれに伝えたかを選んでください。".to_owned());
            faults.take("to", known).map(Partner::InTeam)
        }
    };
    let mut categories: Categories = sent
        .all("category")
        .filter_map(InformationCategory::from_code)
        .collect();
    if categories.is_empty() {
        categories.insert(InformationCategory::Basic);
    }
    let heard_by = faults.line_opt(sent, "heard");
    let told_at = told_at(view, sent, faults);
    let tie = EmployerTie::from_code(sent.text("tie"));
    let means = Means::from_code(sent.text("means"));
    let form = (|| {
        Some(ReportForm {
            ground: ground?,
            reason: reason?,
            to: to?,
            heard_by,
            tie: tie.unwrap_or(EmployerTie::NotSaid),
            categories,
            means: means.unwrap_or(Means::Phone),
            told_at,
        })
    })();
    faults.all_well(form)
}

/// The form as it is first shown: told by phone, now.
fn packed(view: &ConsentsView) -> Sent {
    let mut packed = Packed::default();
    packed.put("means", Means::Phone.code());
    packed.put("on", view.now.date);
    packed.put("clock", view.now.minute);
    packed.sent()
}

/// What is said above the form.
#[derive(Default)]
struct Said {
    fault: Option<String>,
    held_back: Vec<HeldBack>,
}

impl ReportExceptionPage {
    fn of(
        (shell, form): (Shell, Form),
        view: &ConsentsView,
        (sent, faults): (&Sent, &Faults),
        said: Said,
    ) -> Self {
        let case = &view.file.case;
        Self {
            shell,
            steps: steps_to(case, None),
            number: number_of(case),
            name: name_of(case),
            list: ExceptionsPath::of(case.id),
            form: form.with(fields(view, sent, faults)),
            fault: said.fault,
            held_back: said.held_back,
        }
    }

    /// The page of a sample, perhaps with what cannot be told and with mistakes.
    pub(in crate::pages::cases) fn sample(
        shell: Shell,
        view: &ConsentsView,
        (held_back, tried): (Vec<HeldBack>, Tried),
    ) -> Self {
        let form = Form::sample(ReportExceptionPath::of(view.file.case.id), BUTTON);
        let mut faults = Faults::default();
        let sent = packed(view);
        if tried == Tried::Once {
            // What is missing is said beside the fields.
            drop(read(view, &sent, &mut faults));
        }
        let said = Said {
            fault: None,
            held_back,
        };
        Self::of((shell, form), view, (&sent, &faults), said)
    }
}

/// Whether a sample shows the form as it comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pages::cases) enum Tried {
    NotYet,
    Once,
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    view: &ConsentsView,
    (sent, faults, said): (&Sent, &Faults, Said),
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let form = Form::new(site, ReportExceptionPath::of(view.file.case.id), BUTTON);
    let page = ReportExceptionPage::of((shell, form), view, (sent, faults), said);
    Ok(shown(&page))
}

pub(crate) async fn show(
    path: ReportExceptionPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let view = match to_be_told(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let sent = match drafted(&site, &visitor).await? {
        Some(kept) => kept,
        None => packed(&view),
    };
    let first = (&sent, &Faults::default(), Said::default());
    asked(&site, &visitor, &view, first).await
}

pub(crate) async fn save(
    path: ReportExceptionPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match to_be_told(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let id = view.file.case.id;
    let mut faults = Faults::default();
    let mut said = Said::default();
    if let Some(form) = read(&view, &sent, &mut faults) {
        let by = writer(&visitor, &sent);
        match site.app.report_exception(&by, id, form.clone()).await? {
            Ok(_) => {
                forget(&site, &visitor).await?;
                let facts = facts_of(whom(&view, &form), &form, view.at);
                let case = &view.file.case;
                let answerers = site.app.answerers(case.lead).await?;
                let shell = Shell::of(&site, &visitor, Here::Cases).await?;
                let receipt = ExceptionReceiptPage::of(shell, case, facts, &answerers);
                return Ok(shown(&receipt));
            }
            Err(TellRefusal::Withheld(withheld)) => {
                let refusals = withheld.refusals.as_slice().iter();
                said.held_back = refusals
                    .map(|one| HeldBack::of(&view, withheld.to, one))
                    .collect();
            }
            Err(TellRefusal::When(fault)) => faults.say("on", fault.to_string()),
            Err(TellRefusal::Case(refusal)) => match words_of(refusal, &visitor)? {
                Ok(words) => said.fault = Some(words),
                Err(answer) => return Ok(answer),
            },
        }
    }
    let again = asked(&site, &visitor, &view, (&sent, &faults, said)).await?;
    Ok(asked_again(again))
}
