//! Asking somebody else about what is theirs: the family about the family, an employer about the business. Neither
//! stands in the place of the person's consent. An employer that is closed is not among those who can be chosen:
//! asking it would tell.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::consent::read::ConsentsView;
use renkei_app::consent::record::{ConsentForm, Sitting};
use renkei_domain::consent::recipient::ConsentRecipients;
use renkei_domain::consent::{Categories, Form as ConsentWay, Giver, InformationCategory};
use renkei_domain::ids::EmploymentId;
use renkei_domain::text::{Line, Prose};

use super::super::facts::Facts;
use super::super::faults::Faults;
use super::super::{choices, name_of};
use super::ask::{self, MONTHS, to_be_asked};
use super::terms::{self, Chosen};
use super::{Trail, once_kept};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Field, Form, Packed, Sent};
use crate::gate::{asked_again, drafted};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::AskOthersPath;
use crate::session::Visitor;

const BUTTON: &str = "同意を書きとめる";

/// The version of the words of this page, as a consent remembers it.
pub(super) const TEXT_VERSION: &str = "家族・勤め先への質問 2026年11月";

/// What is said about refusing and withdrawing, to be put into one's own words.
pub(super) const SAID: &str = "ことわってよいこと、あとから いつでも やめられること、本人の同意のかわりにはならないことを話しました。";

const FAMILY: &str = "family";

/// The forms in which somebody else agrees: a screen knows the person alone.
const WAYS: [ConsentWay; 2] = [ConsentWay::Written, ConsentWay::Oral];

/// Who helped the person to answer is asked of the person alone.
const BESIDE_THE_PERSON: [&str; 2] = ["tie", "helper"];

/// The page.
#[derive(Debug, Template)]
#[template(path = "consent_others.html")]
pub struct AskOthersPage {
    shell: Shell,
    trail: Trail,
    name: String,
    lead: String,
    /// What may be asked, in easy words and in those of the law.
    legal: Facts,
    form: Form,
    fault: Option<String>,
}

/// Employers that may be asked, by name.
pub(super) type Employers = Vec<(EmploymentId, Line)>;

fn code_of(id: EmploymentId) -> String {
    format!("employer:{id}")
}

/// What those who can be chosen may be asked about: an employer only where one may be asked.
fn askable(employers: &Employers) -> Vec<InformationCategory> {
    let business = (!employers.is_empty()).then_some(InformationCategory::EmployerInfo);
    std::iter::once(InformationCategory::Family)
        .chain(business)
        .collect()
}

fn fields(
    view: &ConsentsView,
    employers: &Employers,
    (sent, faults): (&Sent, &Faults),
) -> Vec<Field> {
    let chosen = sent.text("giver");
    let family = (FAMILY.to_owned(), "家族（家族のことだけ）".to_owned());
    let asked = employers
        .iter()
        .map(|(id, name)| (code_of(*id), format!("勤め先 {name}（事業所のことだけ）")));
    let givers = std::iter::once(family).chain(asked);
    let givers = givers.map(|(value, word)| Choice {
        is_chosen: value == chosen,
        value,
        word,
    });
    let mut fields = vec![
        Field::one("giver", "だれにききましたか", givers.collect())
            .hinted("クローズの勤め先や、まだ本人にきいていない勤め先には、ききません。ここにも出ません。")
            .wrong(faults.of("giver")),
        Field::sentence("who", "同意した人の名前", sent.raw("who")).wrong(faults.of("who")),
    ];
    // What is told follows from who agrees.
    let chosen = terms::fields(view, (&ConsentRecipients::new(), &[]), (sent, faults));
    fields.extend(chosen.into_iter().filter(|field| field.name != "what"));
    let asked = how_fields(sent, faults).into_iter();
    fields.extend(asked.filter(|field| !BESIDE_THE_PERSON.contains(&&*field.name)));
    fields
}

/// How and when somebody else agreed: nothing of it is about a screen.
pub(super) fn how_fields(sent: &Sent, faults: &Faults) -> Vec<Field> {
    let how = choices(
        &WAYS,
        ConsentWay::code,
        |way| way.word().to_owned(),
        sent.text("how"),
    );
    let how = Field::one("how", "どうやって答えましたか", how)
        .hinted("ほかの事業所に伝えるときは、書面での同意がいります。")
        .wrong(faults.of("how"));
    let rest = ask::fields(sent, faults).into_iter();
    let rest = rest.filter(|field| field.name != "how");
    let rest = rest.filter(|field| !ask::OF_THE_PERSON.contains(&&*field.name));
    let rest = rest.filter(|field| !ask::ON_SCREEN.contains(&&*field.name));
    std::iter::once(how).chain(rest).collect()
}

/// Says so where somebody else is said to have agreed on a screen.
pub(super) fn not_on_screen(sent: &Sent, faults: &mut Faults) {
    if ConsentWay::from_code(sent.text("how")) == Some(ConsentWay::OnScreen) {
        faults.say("how", "どれかを選んでください。");
    }
}

/// Who agreed, with what is theirs.
fn giver(employers: &Employers, sent: &Sent, faults: &mut Faults) -> Option<(Giver, Categories)> {
    let chosen = sent.text("giver");
    let mut open = employers.iter();
    let known = if chosen == FAMILY {
        Some((Giver::Family, InformationCategory::Family))
    } else {
        let employer = open.find(|(id, _)| code_of(*id) == chosen);
        employer.map(|(id, _)| (Giver::Employer(*id), InformationCategory::EmployerInfo))
    };
    let known = known.ok_or_else(|| "だれにきいたかを選んでください。".to_owned());
    let (giver, category) = faults.take("giver", known)?;
    Some((giver, Categories::from([category])))
}

/// The sitting, with who agreed in it.
fn sitting(sent: &Sent, faults: &mut Faults) -> Option<Sitting> {
    let who = faults.line(sent, "who", "同意した人の名前を入れてください。");
    let sitting = ask::sitting(sent, faults, TEXT_VERSION)?;
    let said = format!("同意した人: {}\n{}", who?, sitting.said);
    let said = Prose::parse(&said)
        .map_err(|_| "話したことが長すぎます。少しみじかくしてください。".to_owned());
    Some(Sitting {
        said: faults.take("said", said)?,
        ..sitting
    })
}

/// What was answered, where nothing is wrong with it.
fn read(employers: &Employers, sent: &Sent, faults: &mut Faults) -> Option<(Sitting, ConsentForm)> {
    let theirs = giver(employers, sent, faults);
    let sitting = sitting(sent, faults);
    let mut without = Faults::default();
    let chosen = Chosen::read(sent, &mut without);
    for name in ["to", "why", "way"] {
        if let Some(words) = without.of(name) {
            faults.say(name, words.clone());
        }
    }
    not_on_screen(sent, faults);
    let validity = ask::validity(sent, faults, sitting.as_ref());
    let form = theirs
        .zip(validity)
        .map(|((giver, categories), validity)| ConsentForm {
            giver,
            recipients: chosen.recipients,
            categories,
            purposes: chosen.purposes,
            means: chosen.means,
            validity,
            renews: None,
        });
    let read = sitting.zip(form);
    faults.all_well(read)
}

fn packed(view: &ConsentsView) -> Sent {
    let today = view.now.date;
    let mut packed = Packed::default();
    packed.put("given_on", today);
    packed.put_some("last_day", today.checked_add_months(MONTHS));
    packed.put("said", SAID);
    packed.sent()
}

impl AskOthersPage {
    fn of(
        (shell, form): (Shell, Form),
        (view, employers): (&ConsentsView, &Employers),
        (sent, faults, fault): (&Sent, &Faults, Option<String>),
    ) -> Self {
        Self {
            shell,
            trail: Trail::of(view),
            name: name_of(&view.file.case),
            lead: view.lead.clone(),
            legal: terms::legal(&askable(employers)),
            form: form.with(fields(view, employers, (sent, faults))),
            fault,
        }
    }

    /// The page of a sample.
    pub(super) fn sample(
        shell: Shell,
        view: &ConsentsView,
        employers: &Employers,
        fault: Option<String>,
    ) -> Self {
        let form = Form::sample(AskOthersPath::of(view.file.case.id), BUTTON);
        let (sent, faults) = (packed(view), Faults::default());
        let said = (&sent, &faults, fault);
        let mut page = Self::of((shell, form), (view, employers), said);
        page.form.fields.push(ask::explained_sample(view));
        page
    }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    known: (&ConsentsView, &Employers),
    said: (&Sent, &Faults, Option<String>),
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let form = Form::new(site, AskOthersPath::of(known.0.file.case.id), BUTTON);
    let explained = ask::explained_by(site, visitor, known.0, (said.0, said.1)).await?;
    let mut page = AskOthersPage::of((shell, form), known, said);
    page.form.fields.push(explained);
    Ok(shown(&page))
}

/// The consents of a case with the employers that may be asked, for whoever may ask.
async fn to_ask(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<(ConsentsView, Employers), Response>, PageFault> {
    let view = match to_be_asked(site, visitor, id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(Err(answer)),
    };
    let case = view.file.case.id;
    let known = site.app.askable_employers(visitor.principal(), case);
    Ok(match known.await? {
        Ok(employers) => Ok((view, employers)),
        Err(_) => return Err(PageFault::NotFound),
    })
}

pub(crate) async fn show(
    path: AskOthersPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    match to_ask(&site, &visitor, &path.id).await? {
        Ok((view, employers)) => {
            let sent = match drafted(&site, &visitor).await? {
                Some(sent) => sent,
                None => packed(&view),
            };
            let said = (&sent, &Faults::default(), None);
            asked(&site, &visitor, (&view, &employers), said).await
        }
        Err(answer) => Ok(answer),
    }
}

pub(crate) async fn save(
    path: AskOthersPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let (view, employers) = match to_ask(&site, &visitor, &path.id).await? {
        Ok(known) => known,
        Err(answer) => return Ok(answer),
    };
    let mut faults = Faults::default();
    let fault = match read(&employers, &sent, &mut faults) {
        None => None,
        Some((sitting, form)) => {
            let by = writer(&visitor, &sent);
            let id = view.file.case.id;
            let kept = site
                .app
                .record_consents(&by, id, sitting, vec![form])
                .await?;
            match once_kept(&site, &visitor, kept).await? {
                Ok(words) => Some(words),
                Err(answer) => return Ok(answer),
            }
        }
    };
    let said = (&sent, &faults, fault);
    let page = asked(&site, &visitor, (&view, &employers), said);
    Ok(asked_again(page.await?))
}
