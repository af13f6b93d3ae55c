//! Asking the person: the questions, how the answer was given, and who was there. One sitting may give a consent
//! for each occasion on which something was answered by yes.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::consent::read::ConsentsView;
use renkei_app::consent::record::{ConsentForm, HowForm, Sitting};
use renkei_domain::consent::given::{DeviceOwner, Helper, HelperTie};
use renkei_domain::consent::package::Package;
use renkei_domain::consent::recipient::ConsentRecipients;
use renkei_domain::consent::signature::Signature;
use renkei_domain::consent::{
    Categories, ConsentRecipient, Form as ConsentWay, Giver, Means, RepresentationBasis,
    Representative, Validity,
};
use renkei_domain::text::Line;
use serde::Deserialize;

use self::first::{filled, meant, packed};
use super::super::faults::Faults;
use super::super::lines::way;
use super::super::part::CasePart;
use super::super::{choices, name_of, none};
use super::questions::{Occasion, is_fax_fine, occasions, to_name, yes};
use super::{Trail, to_be_told, words_of};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Group, Sent};
use crate::gate::{asked_again, drafted, forget};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{AskAtWorkPath, AskConsentPath, CasePath, ConsentSheetsPath, ConsentsPath};
use crate::session::Visitor;

mod first;

const BUTTON: &str = "答えを書きとめる";

/// The version of the words of this page, as a consent remembers it.
pub(super) const TEXT_VERSION: &str = "同意の質問 2026年11月";

/// What is said about refusing, pausing and withdrawing, to be put into one's own words.
pub(super) const SAID: &str = "いやなら「いいえ」でよいこと、「いいえ」でも支援はかわらないこと、あとから いつでも いったん止めたり やめたりできることを話しました。";

/// So long a consent holds as a rule, to be changed with the person.
pub(super) const MONTHS: chrono::Months = chrono::Months::new(12);

/// Says of a form that another page sends it to have somebody asked for what is missing there.
pub(super) const FILL: &str = "fill";

/// The page.
#[derive(Debug, Template)]
#[template(path = "consent_ask.html")]
pub struct AskConsentPage {
    pub(super) shell: Shell,
    pub(super) trail: Trail,
    pub(super) name: String,
    pub(super) lead: String,
    pub(super) occasions: Vec<Occasion>,
    pub(super) form: Form,
    /// Where the same is put on paper instead.
    pub(super) sheets: ConsentSheetsPath,
    /// Where it is asked about people at an open employer.
    pub(super) at_work: AskAtWorkPath,
    /// Why it was not taken, where that is not the fault of one field.
    pub(super) fault: Option<String>,
}

/// How, when and with whom.
pub(super) fn fields(sent: &Sent, faults: &Faults) -> Vec<Field> {
    let chosen = |name: &'static str| sent.text(name);
    let how = choices(
        ConsentWay::ALL,
        ConsentWay::code,
        |way| way.word().to_owned(),
        chosen("how"),
    );
    let device = choices(
        DeviceOwner::ALL,
        DeviceOwner::code,
        |one| one.word().to_owned(),
        chosen("device"),
    );
    let basis = choices(
        RepresentationBasis::ALL,
        RepresentationBasis::code,
        |basis| format!("代理人（{basis}）"),
        chosen("basis"),
    );
    let tie = choices(
        HelperTie::ALL,
        HelperTie::code,
        |tie| tie.word().to_owned(),
        chosen("tie"),
    );
    vec![
        Field::listed("basis", "だれが答えましたか", none("本人", basis))
            .hinted("おとなの親は代理人ではありません。下の「手つだった人」に書きます。"),
        Field::day(
            "scope_since",
            "代理人の権限の始まり（代理人のとき）",
            sent.raw("scope_since"),
        )
        .wrong(faults.of("scope_since")),
        Field::day(
            "scope_until",
            "代理人の権限の終わり（わかるとき）",
            sent.raw("scope_until"),
        )
        .wrong(faults.of("scope_until")),
        Field::one("how", "どうやって答えましたか", how)
            .hinted("ほかの事業所に伝えるときや会議では、書面か画面での同意がいります。")
            .wrong(faults.of("how")),
        Field::sentence("witness", "聞いていた人（口頭のとき）", sent.raw("witness"))
            .hinted("説明した人のほかに")
            .wrong(faults.of("witness")),
        Field::listed("device", "だれの機械ですか（画面のとき）", device),
        Field::digits("pin", "本人の暗証番号（画面のとき）")
            .hinted("本人が入れます。画面で同意することを、本人が承諾したしるしにもなります。")
            .unseen()
            .wrong(faults.of("pin")),
        Field::drawn(
            "signature",
            "本人の署名（画面のとき）",
            sent.text("signature"),
        )
        .hinted("わくの中に、指・ペン・マウスで書きます。書かなくても、答えは かわりません。")
        .wrong(faults.of("signature")),
        Field::listed("tie", "そばで手つだった人", none("いない", tie)),
        Field::sentence("helper", "手つだった人の名前", sent.raw("helper"))
            .wrong(faults.of("helper")),
        Field::day("given_on", "答えた日", sent.raw("given_on")).wrong(faults.of("given_on")),
        Field::day("last_day", "いつまで", sent.raw("last_day"))
            .hinted("30日前に、担当の人と本人に知らせます。")
            .wrong(faults.of("last_day")),
        Field::prose(
            "said",
            "ことわること・止めることについて話したこと",
            sent.raw("said"),
        )
        .wrong(faults.of("said")),
    ]
}

/// What the person drew on the screen, where they did. On paper and by word nobody signs a screen.
fn signature(sent: &Sent, faults: &mut Faults, way: ConsentWay) -> Option<Signature> {
    let drawn = sent.text("signature");
    if drawn.is_empty() {
        return None;
    }
    if way != ConsentWay::OnScreen {
        faults.say(
            "signature",
            "ここの署名は、「画面で」答えたときだけ つけられます。「けす」を押すか、どうやって答えたかを選びなおしてください。",
        );
        return None;
    }
    let read = Signature::parse(drawn).map_err(|fault| fault.to_string());
    faults.take("signature", read)
}

/// How it was given.
fn how(sent: &Sent, faults: &mut Faults) -> Option<HowForm> {
    let way = faults.word(sent, "how", ConsentWay::from_code)?;
    let signature = signature(sent, faults, way);
    match way {
        ConsentWay::Written => Some(HowForm::Written),
        ConsentWay::OnScreen => {
            if sent.text("pin").is_empty() {
                faults.say("pin", "暗証番号を、本人に入れてもらってください。");
            }
            Some(HowForm::OnScreen {
                device: DeviceOwner::from_code(sent.text("device")).unwrap_or(DeviceOwner::Shared),
                pin: sent.text("pin").to_owned(),
                signature,
            })
        }
        ConsentWay::Oral => {
            let missing = "口頭の同意には、聞いていた人の名前がいります。";
            let witness = faults.line(sent, "witness", missing)?;
            Some(HowForm::Oral { witness })
        }
    }
}

fn helpers(sent: &Sent, faults: &mut Faults) -> Option<Vec<Helper>> {
    match HelperTie::from_code(sent.text("tie")) {
        None => Some(Vec::new()),
        Some(tie) => {
            let name = faults.line(sent, "helper", "手つだった人の名前を入れてください。")?;
            Some(vec![Helper { tie, name }])
        }
    }
}

/// Who answered, for these categories.
pub(super) fn giver(sent: &Sent, faults: &mut Faults, scope: &Categories) -> Option<Giver> {
    let Some(basis) = RepresentationBasis::from_code(sent.text("basis")) else {
        return Some(Giver::Person);
    };
    let since = faults.day(sent, "scope_since");
    let until = faults.day_opt(sent, "scope_until");
    Some(Giver::Representative(Representative {
        basis,
        scope: scope.clone(),
        since: since?,
        until,
    }))
}

pub(super) fn sitting(sent: &Sent, faults: &mut Faults) -> Option<Sitting> {
    let how = how(sent, faults);
    let helpers = helpers(sent, faults);
    let given_on = faults.day(sent, "given_on");
    let said = faults.prose_opt(sent, "said");
    if said.is_none() && faults.of("said").is_none() {
        faults.say("said", "本人に話したことを書いてください。");
    }
    Some(Sitting {
        given_on: given_on?,
        how: how?,
        text_version: Line::parse(TEXT_VERSION).ok()?,
        said: said?,
        helpers: helpers?,
    })
}

/// What was agreed to on an occasion, where anything was.
fn agreed_on(
    sent: &Sent,
    faults: &mut Faults,
    package: Package,
    validity: Option<Validity>,
) -> Option<ConsentForm> {
    let categories = package.agreed(&yes(sent, package));
    if categories.is_empty() {
        return None;
    }
    let recipients: ConsentRecipients = sent
        .all(to_name(package))
        .filter_map(ConsentRecipient::from_code)
        .collect();
    if recipients.is_empty() {
        faults.say(to_name(package), "だれに伝えてよいかを選んでください。");
    }
    let mut means = package.means();
    if is_fax_fine(sent, package) {
        means.insert(Means::Fax);
    }
    Some(ConsentForm {
        giver: giver(sent, faults, &categories)?,
        recipients,
        categories,
        purposes: package.purposes(),
        means,
        validity: validity?,
        renews: None,
    })
}

/// What was sent, where nothing is wrong with it.
fn read(sent: &Sent, faults: &mut Faults) -> Option<(Sitting, Vec<ConsentForm>)> {
    let sitting = sitting(sent, faults);
    let last_day = faults.day(sent, "last_day");
    let days = sitting
        .as_ref()
        .map(|sitting| sitting.given_on)
        .zip(last_day);
    let validity = days.and_then(|(first, last)| {
        let validity = Validity::new(first, last);
        faults.take("last_day", validity.map_err(|fault| fault.to_string()))
    });
    let agreed: Vec<ConsentForm> = Package::ALL
        .iter()
        .filter_map(|package| agreed_on(sent, faults, *package, validity))
        .collect();
    let read = sitting.map(|sitting| (sitting, agreed));
    faults.all_well(read)
}

/// The form, which knows what is wrong with the fields of each occasion too.
fn whole(form: Form, occasions: &[Occasion], fields: Vec<Field>) -> Form {
    let groups = occasions.iter().map(|occasion| Group {
        legend: occasion.heading.to_owned(),
        fields: occasion.fields.clone(),
    });
    Form {
        groups: groups.collect(),
        ..form.with(fields)
    }
}

/// What stands behind the question mark: a form on paper whose answers are written down.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    sheet: String,
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    view: &ConsentsView,
    (sent, faults, fault): (&Sent, &Faults, Option<String>),
) -> Result<Response, PageFault> {
    let case = &view.file.case;
    let occasions = occasions(view, sent, faults);
    let form = Form::new(site, AskConsentPath::of(case.id), BUTTON);
    Ok(shown(&AskConsentPage {
        shell: Shell::of(site, visitor, Here::Cases).await?,
        trail: Trail::of(view),
        name: name_of(case),
        lead: view.lead.clone(),
        form: whole(form, &occasions, fields(sent, faults)).carrying("sheet", sent.text("sheet")),
        occasions,
        sheets: ConsentSheetsPath::of(case.id),
        at_work: AskAtWorkPath::of(case.id),
        fault,
    }))
}

/// The consents of a case, for whoever may ask its person.
pub(super) async fn to_be_asked(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<ConsentsView, Response>, PageFault> {
    match to_be_told(site, visitor, id).await? {
        // Nobody can be asked in a name before there is one. What has ended goes on again first, on its own page.
        Ok(view) if view.file.case.is_anonymous() => {
            let case = &view.file.case;
            let first = if case.is_open() {
                way(case.id, CasePart::Bind, None)
            } else {
                CasePath::of(case.id).to_string()
            };
            Ok(Err(Redirect::to(&first).into_response()))
        }
        known => Ok(known),
    }
}

pub(crate) async fn show(
    path: AskConsentPath,
    State(site): State<Site>,
    visitor: Visitor,
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(query) = query.map_err(|_| PageFault::BadRequest)?;
    match to_be_asked(&site, &visitor, &path.id).await? {
        Ok(view) => {
            let sent = match drafted(&site, &visitor).await? {
                Some(sent) => sent,
                None => packed(&view, meant(&view, &query.sheet)?),
            };
            asked(&site, &visitor, &view, (&sent, &Faults::default(), None)).await
        }
        Err(answer) => Ok(answer),
    }
}

pub(crate) async fn save(
    path: AskConsentPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match to_be_asked(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let id = view.file.case.id;
    if !sent.text(FILL).is_empty() {
        let sent = filled(&view, &sent);
        let said = (&sent, &Faults::default(), None);
        return asked(&site, &visitor, &view, said).await;
    }
    let sheet = meant(&view, sent.text("sheet"))?.map(|known| known.sheet.id);
    let mut faults = Faults::default();
    let fault = match read(&sent, &mut faults) {
        None => None,
        Some((_, agreed)) if agreed.is_empty() => Some(
            "「はい」が ひとつもありません。それも本人の答えです。同意は のこりません。".to_owned(),
        ),
        Some((sitting, agreed)) => {
            let by = writer(&visitor, &sent);
            let answers = (agreed, sheet);
            match site.app.record_answers(&by, id, sitting, answers).await? {
                Ok(kept) => {
                    forget(&site, &visitor).await?;
                    let list = ConsentsPath::of(kept.0).to_string();
                    return Ok(Redirect::to(&list).into_response());
                }
                Err(refusal) => match words_of(refusal, &visitor)? {
                    Ok(words) => Some(words),
                    Err(answer) => return Ok(answer),
                },
            }
        }
    };
    let shown = (&sent, &faults, fault);
    Ok(asked_again(asked(&site, &visitor, &view, shown).await?))
}

impl AskConsentPage {
    /// The page of a sample.
    pub(super) fn sample(shell: Shell, view: &ConsentsView, fault: Option<String>) -> Self {
        let (sent, faults) = (packed(view, None), Faults::default());
        let case = &view.file.case;
        let occasions = occasions(view, &sent, &faults);
        let form = Form::sample(AskConsentPath::of(case.id), BUTTON);
        Self {
            shell,
            trail: Trail::of(view),
            name: name_of(case),
            lead: view.lead.clone(),
            form: whole(form, &occasions, fields(&sent, &faults)),
            occasions,
            sheets: ConsentSheetsPath::of(case.id),
            at_work: AskAtWorkPath::of(case.id),
            fault,
        }
    }
}
