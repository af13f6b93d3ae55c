//! Asking the person whether people at an open employer may hear something: those whom the person lets know there,
//! and no more than the person lets them know. A closed employer is not among those who can be chosen, and the page
//! says why.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::consent::at_work::Workplaces;
use renkei_app::consent::read::ConsentsView;
use renkei_app::consent::record::{ConsentForm, Sitting};
use renkei_domain::cases::employment::Disclosure;
use renkei_domain::consent::at_work::categories;
use renkei_domain::consent::recipient::ConsentRecipients;
use renkei_domain::consent::{Categories, ConsentPurpose, ConsentRecipient, InformationCategory};
use renkei_domain::ids::EmploymentId;

use super::super::facts::Facts;
use super::super::faults::Faults;
use super::super::lines::{disclosed, way};
use super::super::name_of;
use super::super::part::CasePart;
use super::ask::{self, MONTHS, to_be_asked};
use super::lines::party_words;
use super::terms::{self, Chosen};
use super::{Trail, once_kept};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Field, Form, Packed, Sent};
use crate::gate::{asked_again, drafted};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::AskAtWorkPath;
use crate::session::Visitor;

const BUTTON: &str = "答えを書きとめる";

/// The version of the words of this page, as a consent remembers it.
pub(super) const TEXT_VERSION: &str = "勤め先の人への質問 2026年11月";

/// What is said about refusing, pausing and withdrawing, to be put into one's own words.
pub(super) const SAID: &str = "いやなら「いいえ」でよいこと、「いいえ」でも支援はかわらないこと、あとから いつでも いったん止めたり やめたりできること、クローズにもどすと 何も伝わらなくなることを話しました。";

/// The page.
#[derive(Debug, Template)]
#[template(path = "consent_at_work.html")]
pub struct AskAtWorkPage {
    shell: Shell,
    trail: Trail,
    name: String,
    lead: String,
    open: Vec<OpenLine>,
    closed: Vec<ClosedLine>,
    /// What may be chosen, in easy words and in those of the law.
    legal: Facts,
    form: Form,
    /// Where it is written down where the person works.
    employment: String,
    fault: Option<String>,
}

/// An employer that is open.
#[derive(Debug, Clone)]
struct OpenLine {
    name: String,
    opened: String,
}

/// An employer of which nothing is asked.
#[derive(Debug, Clone)]
struct ClosedLine {
    name: String,
    /// Where the person's word is written down.
    edit: String,
}

/// Whom somebody may mean at the open employers, each once.
fn recipients(workplaces: &Workplaces, sent: &Sent) -> Vec<Choice> {
    let chosen: Vec<&str> = sent.all("to").collect();
    let mut all: Vec<Choice> = Vec::new();
    let offered = workplaces.open.iter().flat_map(|open| &open.recipients);
    for (recipient, named) in offered {
        let value = recipient.code();
        if all.iter().any(|known| known.value == value) {
            continue;
        }
        let word = match (recipient, named) {
            (_, Some(known)) => party_words(known),
            (ConsentRecipient::KindInTeam(kind), None) => {
                format!("チームの中の「{kind}」みんな")
            }
            (ConsentRecipient::Named(_), None) => continue,
        };
        all.push(Choice {
            is_chosen: chosen.contains(&value.as_str()),
            value,
            word,
        });
    }
    all
}

/// What the person lets somebody know at some open employer.
fn offered(workplaces: &Workplaces) -> Vec<InformationCategory> {
    let open = workplaces.open.iter();
    let offered: Categories = open.flat_map(|one| categories(&one.opened)).collect();
    offered.into_iter().collect()
}

fn fields(
    view: &ConsentsView,
    workplaces: &Workplaces,
    (sent, faults): (&Sent, &Faults),
) -> Vec<Field> {
    let chosen = sent.text("employer");
    let employers = workplaces.open.iter();
    let employers =
        employers.map(|one| Choice::of(one.id.to_string(), one.name.to_string(), chosen));
    let mut fields = vec![
        Field::one("employer", "どの勤め先のことですか", employers.collect())
            .wrong(faults.of("employer")),
        Field::any(
            "to",
            "だれに話してもいいですか",
            recipients(workplaces, sent),
        )
        .hinted("本人が知らせることにした人だけが出ます。チームに入れると、名前で選べます。")
        .wrong(faults.of("to")),
    ];
    let terms = terms::fields(
        view,
        (&ConsentRecipients::new(), &offered(workplaces)),
        (sent, faults),
    );
    fields.extend(terms.into_iter().filter(|field| field.name != "to"));
    fields.extend(ask::fields(sent, faults));
    fields
}

/// What was answered, where nothing is wrong with it.
fn read(
    workplaces: &Workplaces,
    sent: &Sent,
    faults: &mut Faults,
) -> Option<(Sitting, EmploymentId, ConsentForm)> {
    let mut open = workplaces.open.iter();
    let meant = open.find(|one| one.id.to_string() == sent.text("employer"));
    let meant = meant.ok_or_else(|| "どの勤め先のことかを選んでください。".to_owned());
    let employer = faults.take("employer", meant);
    let chosen = Chosen::read(sent, faults);
    let giver = ask::giver(sent, faults, &chosen.categories);
    let sitting = ask::sitting(sent, faults, TEXT_VERSION);
    let validity = ask::validity(sent, faults, sitting.as_ref());
    let form = giver.zip(validity).map(|(giver, validity)| ConsentForm {
        giver,
        recipients: chosen.recipients,
        categories: chosen.categories,
        purposes: chosen.purposes,
        means: chosen.means,
        validity,
        renews: None,
    });
    let read = sitting
        .zip(employer)
        .zip(form)
        .map(|((sitting, employer), form)| (sitting, employer.id, form));
    faults.all_well(read)
}

/// The form as it is first shown. Nothing is answered by it; of a single employer nobody has to choose.
fn packed(view: &ConsentsView, workplaces: &Workplaces) -> Sent {
    let today = view.now.date;
    let mut packed = Packed::default();
    packed.put("given_on", today);
    packed.put_some("last_day", today.checked_add_months(MONTHS));
    packed.put("said", SAID);
    packed.put("why", ConsentPurpose::WorkplaceSharing.code());
    if let [only] = workplaces.open.as_slice() {
        packed.put("employer", only.id);
    }
    packed.sent()
}

impl AskAtWorkPage {
    fn of(
        (shell, form): (Shell, Form),
        (view, workplaces): (&ConsentsView, &Workplaces),
        (sent, faults, fault): (&Sent, &Faults, Option<String>),
    ) -> Self {
        let id = view.file.case.id;
        let open = workplaces.open.iter().map(|one| OpenLine {
            name: one.name.to_string(),
            opened: disclosed(&Disclosure::Open(one.opened.clone())),
        });
        let closed = workplaces
            .closed
            .iter()
            .map(|(employment, name)| ClosedLine {
                name: name.to_string(),
                edit: way(id, CasePart::Employment, Some(employment.to_string())),
            });
        Self {
            shell,
            trail: Trail::of(view),
            name: name_of(&view.file.case),
            lead: view.lead.clone(),
            open: open.collect(),
            closed: closed.collect(),
            legal: terms::legal(&offered(workplaces)),
            form: form.with(fields(view, workplaces, (sent, faults))),
            employment: way(id, CasePart::Employment, None),
            fault,
        }
    }

    /// The page of a sample.
    pub(super) fn sample(
        shell: Shell,
        view: &ConsentsView,
        workplaces: &Workplaces,
        fault: Option<String>,
    ) -> Self {
        let form = Form::sample(AskAtWorkPath::of(view.file.case.id), BUTTON);
        let (sent, faults) = (packed(view, workplaces), Faults::default());
        let said = (&sent, &faults, fault);
        let mut page = Self::of((shell, form), (view, workplaces), said);
        page.form.fields.push(ask::explained_sample(view));
        page
    }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    known: (&ConsentsView, &Workplaces),
    said: (&Sent, &Faults, Option<String>),
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let form = Form::new(site, AskAtWorkPath::of(known.0.file.case.id), BUTTON);
    let explained = ask::explained_by(site, visitor, known.0, (said.0, said.1)).await?;
    let mut page = AskAtWorkPage::of((shell, form), known, said);
    page.form.fields.push(explained);
    Ok(shown(&page))
}

/// The consents of a case with where its person works, for whoever may ask.
async fn to_ask(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<(ConsentsView, Workplaces), Response>, PageFault> {
    let view = match to_be_asked(site, visitor, id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(Err(answer)),
    };
    let case = view.file.case.id;
    let known = site.app.workplaces(visitor.principal(), case);
    Ok(match known.await? {
        Ok(workplaces) => Ok((view, workplaces)),
        Err(_) => return Err(PageFault::NotFound),
    })
}

pub(crate) async fn show(
    path: AskAtWorkPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    match to_ask(&site, &visitor, &path.id).await? {
        Ok((view, workplaces)) => {
            let sent = match drafted(&site, &visitor).await? {
                Some(sent) => sent,
                None => packed(&view, &workplaces),
            };
            let said = (&sent, &Faults::default(), None);
            asked(&site, &visitor, (&view, &workplaces), said).await
        }
        Err(answer) => Ok(answer),
    }
}

pub(crate) async fn save(
    path: AskAtWorkPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let (view, workplaces) = match to_ask(&site, &visitor, &path.id).await? {
        Ok(known) => known,
        Err(answer) => return Ok(answer),
    };
    let mut faults = Faults::default();
    let fault = match read(&workplaces, &sent, &mut faults) {
        None => None,
        Some((sitting, employer, form)) => {
            let by = writer(&visitor, &sent);
            let id = view.file.case.id;
            let asked = (employer, form);
            let kept = site.app.record_at_work(&by, id, sitting, asked).await?;
            match once_kept(&site, &visitor, kept).await? {
                Ok(words) => Some(words),
                Err(answer) => return Ok(answer),
            }
        }
    };
    let said = (&sent, &faults, fault);
    let page = asked(&site, &visitor, (&view, &workplaces), said);
    Ok(asked_again(page.await?))
}
