//! Writing down what came in about the person: from whom, how they had obtained it, and what.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::consent::read::ConsentsView;
use renkei_app::provisions::receive::{ReceiptForm, ReceiveRefusal};
use renkei_app::provisions::told::Partner;
use renkei_domain::consent::{Categories, ConsentRecipient, InformationCategory, Means};
use renkei_domain::provisions::{ObtainedHow, ReceivedBy};

use super::super::consents::lines::party_words;
use super::super::consents::preview::code_of;
use super::super::consents::{to_be_told, words_of};
use super::super::faults::Faults;
use super::super::{choices, name_of};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Field, Form, Packed, Sent};
use crate::gate::{asked_again, drafted, forget};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{CasePath, CasesPath, ReceivedPath, RecordsPath};
use crate::session::Visitor;

const BUTTON: &str = "聞いたことを記録する";

/// What is sent where nobody of the team told it.
const SOMEBODY_ELSE: &str = "typed";

/// The page.
#[derive(Debug, Template)]
#[template(path = "received.html")]
pub struct ReceivedPage {
    shell: Shell,
    list: CasesPath,
    case: CasePath,
    number: String,
    records: RecordsPath,
    name: String,
    form: Form,
    /// Why it was not taken, where that is not the fault of one field.
    fault: Option<String>,
}

/// Whom it may be from: those of the team, or somebody else.
fn partners(view: &ConsentsView, chosen: &str) -> Vec<Choice> {
    let here = view.here();
    let here = here.map(|known| Choice::of(code_of(known.party.id), party_words(known), chosen));
    let somebody_else = Choice::of(SOMEBODY_ELSE, "ここにない人", chosen);
    here.chain([somebody_else]).collect()
}

fn fields(view: &ConsentsView, sent: &Sent, faults: &Faults) -> Vec<Field> {
    let heard: Vec<&str> = sent.all("category").collect();
    let categories = InformationCategory::ALL.iter().map(|one| Choice {
        value: one.code().to_owned(),
        word: one.word().to_owned(),
        is_chosen: heard.contains(&one.code()),
    });
    let means = choices(
        Means::ALL,
        Means::code,
        |means| means.word().to_owned(),
        sent.text("means"),
    );
    let obtained = choices(
        ObtainedHow::ALL,
        ObtainedHow::code,
        |how| how.word().to_owned(),
        sent.text("obtained"),
    );
    let ground = choices(
        ReceivedBy::ALL,
        ReceivedBy::code,
        |ground| ground.word().to_owned(),
        sent.text("ground"),
    );
    vec![
        Field::one("from", "だれから", partners(view, sent.text("from"))).wrong(faults.of("from")),
        Field::sentence("typed", "ここにない人・機関の名前", sent.raw("typed"))
            .wrong(faults.of("typed")),
        Field::sentence("spoke", "話した人の名前（書くとき）", sent.raw("spoke"))
            .hinted("チームの担当者とちがうとき")
            .wrong(faults.of("spoke")),
        Field::sentence("address", "相手の住所", sent.raw("address"))
            .hinted("名簿にある機関では、空けておけます。")
            .wrong(faults.of("address")),
        Field::sentence("head", "相手の代表者", sent.raw("head"))
            .hinted("名簿にある機関では、空けておけます。")
            .wrong(faults.of("head")),
        Field::any("category", "なにを聞きましたか", categories.collect())
            .wrong(faults.of("category")),
        Field::prose("what", "内容（書くとき）", sent.raw("what"))
            .hinted("法律で決められた場合のほかは、本人も読みます。")
            .wrong(faults.of("what")),
        Field::one("means", "どうやって", means).wrong(faults.of("means")),
        Field::one("obtained", "相手は どうやって知りましたか", obtained)
            .wrong(faults.of("obtained")),
        Field::one("ground", "相手が伝えてよいわけ", ground).wrong(faults.of("ground")),
        Field::day("on", "聞いた日", sent.raw("on")).wrong(faults.of("on")),
    ]
}

fn from(sent: &Sent, faults: &mut Faults) -> Option<Partner> {
    match sent.text("from") {
        SOMEBODY_ELSE => {
            let missing = "だれから聞いたか、名前を入れてください。";
            faults.line(sent, "typed", missing).map(Partner::typed)
        }
        code => {
            let known = match ConsentRecipient::from_code(code) {
                Some(ConsentRecipient::Named(id)) => Ok(Partner::InTeam(id)),
                Some(ConsentRecipient::KindInTeam(_)) | None => {
                    Err("だれから聞いたかを選んでください。".to_owned())
                }
            };
            faults.take("from", known)
        }
    }
}

/// What was sent, where nothing is wrong with it.
fn read(sent: &Sent, faults: &mut Faults) -> Option<ReceiptForm> {
    let from = from(sent, faults);
    let told_by = faults.line_opt(sent, "spoke");
    let address = faults.line_opt(sent, "address");
    let head = faults.line_opt(sent, "head");
    let categories: Categories = sent
        .all("category")
        .filter_map(InformationCategory::from_code)
        .collect();
    if categories.is_empty() {
        faults.say("category", "なにを聞いたかを選んでください。");
    }
    let what = faults.prose_opt(sent, "what");
    let means = faults.word(sent, "means", Means::from_code);
    let obtained = faults.word(sent, "obtained", ObtainedHow::from_code);
    let ground = faults.word(sent, "ground", ReceivedBy::from_code);
    let on = faults.day(sent, "on");
    let form = (|| {
        Some(ReceiptForm {
            from: from?,
            told_by,
            address,
            head,
            obtained: obtained?,
            ground: ground?,
            categories,
            what,
            means: means?,
            on: on?,
        })
    })();
    faults.all_well(form)
}

/// The form as it is first shown.
fn packed(view: &ConsentsView) -> Sent {
    let mut packed = Packed::default();
    packed.put("on", view.now.date);
    packed.sent()
}

impl ReceivedPage {
    fn of(
        (shell, form): (Shell, Form),
        view: &ConsentsView,
        (sent, faults, fault): (&Sent, &Faults, Option<String>),
    ) -> Self {
        let case = &view.file.case;
        Self {
            shell,
            list: CasesPath,
            case: CasePath::of(case.id),
            number: format!("№{}", case.number),
            records: RecordsPath::of(case.id),
            name: name_of(case),
            form: form.with(fields(view, sent, faults)),
            fault,
        }
    }

    /// The page of a sample.
    pub(in crate::pages::cases) fn sample(
        shell: Shell,
        view: &ConsentsView,
        fault: Option<String>,
    ) -> Self {
        let form = Form::sample(ReceivedPath::of(view.file.case.id), BUTTON);
        let (sent, faults) = (packed(view), Faults::default());
        Self::of((shell, form), view, (&sent, &faults, fault))
    }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    view: &ConsentsView,
    said: (&Sent, &Faults, Option<String>),
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let form = Form::new(site, ReceivedPath::of(view.file.case.id), BUTTON);
    Ok(shown(&ReceivedPage::of((shell, form), view, said)))
}

pub(crate) async fn show(
    path: ReceivedPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    match to_be_told(&site, &visitor, &path.id).await? {
        Ok(view) => {
            let sent = match drafted(&site, &visitor).await? {
                Some(sent) => sent,
                None => packed(&view),
            };
            asked(&site, &visitor, &view, (&sent, &Faults::default(), None)).await
        }
        Err(answer) => Ok(answer),
    }
}

pub(crate) async fn save(
    path: ReceivedPath,
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
    let mut fault = None;
    if let Some(form) = read(&sent, &mut faults) {
        let by = writer(&visitor, &sent);
        match site.app.note_receipt(&by, id, form).await? {
            Ok(_) => {
                forget(&site, &visitor).await?;
                let list = RecordsPath::of(id).to_string();
                return Ok(Redirect::to(&list).into_response());
            }
            Err(ReceiveRefusal::Case(refusal)) => match words_of(refusal, &visitor)? {
                Ok(words) => fault = Some(words),
                Err(answer) => return Ok(answer),
            },
            Err(refusal @ ReceiveRefusal::Receipt(_)) => fault = Some(refusal.to_string()),
        }
    }
    let said = (&sent, &faults, fault);
    Ok(asked_again(asked(&site, &visitor, &view, said).await?))
}
