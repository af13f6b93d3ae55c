//! Pausing and withdrawing, with what will change and what had been told before; and beginning again. Everything, or
//! one consent; wholly, for one recipient, or for one category. The person reads it in plainer words than staff.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::conference::recall::Recalled;
use renkei_app::consent::read::ConsentsView;
use renkei_app::consent::stop::{StopForm, StopKind};
use renkei_app::provisions::read::RecordsSpan;
use renkei_domain::cases::employment::Voice;
use renkei_domain::consent::{Consent, ConsentPurpose, HaltOf, Reach};
use renkei_domain::ids::{ConsentId, HaltId};
use renkei_domain::provisions::KeptProvision;
use renkei_domain::told::Told;
use serde::Deserialize;

use self::before::ToldBefore;
use self::plain::{button, plain_about, plain_kind};
use self::reach::{as_if, reach_of, reaches};
use self::recalls::{RecallLine, recall_lines};
use super::super::faults::Faults;
use super::super::{choices, name_of};
use super::lines::{ToldLine, VOICES, reach_words, told_lines};
use super::{Trail, once_kept, place_of, seen, with_fault, words_of};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Packed, Sent};
use crate::gate::{asked_again, drafted};
use crate::pages::letters::writer;
use crate::pages::{Shell, shown};
use crate::paths::{ConsentsPath, MapSharesPath, RecordsPath, ResumeConsentPath, StopConsentPath};
use crate::session::Visitor;
use crate::words::listed;

mod before;
mod plain;
mod reach;
pub(in crate::pages::cases) mod recalls;

/// The second button, which shows what would change by what is chosen.
const LOOK: &str = "look";

/// The page.
#[derive(Debug, Template)]
#[template(path = "consent_stop.html")]
pub struct StopConsentPage {
    shell: Shell,
    trail: Trail,
    name: String,
    is_person: bool,
    /// What is stopped.
    about: Vec<Told>,
    /// How far, as it is chosen.
    reach: Vec<Told>,
    changed: Vec<ToldLine>,
    /// Whom of those who were called to a conference it calls off.
    recalls: Vec<RecallLine>,
    before: ToldBefore,
    /// To whom the person shows their map: no consent of a case ends that.
    shown_to: Vec<String>,
    map_shares: MapSharesPath,
    /// Where the rest of it stands.
    records: RecordsPath,
    form: Form,
    fault: Option<String>,
}

/// What stands behind the question mark: one consent; all of them where nothing does.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    consent: String,
}

/// Which consents are meant.
fn of(view: &ConsentsView, text: &str) -> Result<HaltOf, PageFault> {
    if text.is_empty() {
        return Ok(HaltOf::Everything);
    }
    let id: ConsentId = text.parse().map_err(|_| PageFault::NotFound)?;
    match view.consent(id) {
        Some(consent) if consent.provider == view.file.case.lead => Ok(HaltOf::One(id)),
        _ => Err(PageFault::NotFound),
    }
}

/// The consents that are meant.
fn meant(view: &ConsentsView, of: HaltOf) -> Vec<&Consent> {
    let consents = view.file.ledger.consents.iter();
    consents
        .filter(|consent| of == HaltOf::Everything || of == HaltOf::One(consent.id))
        .collect()
}

/// What is stopped, in words for staff.
fn about_words(view: &ConsentsView, of: HaltOf) -> Vec<Told> {
    match of {
        HaltOf::Everything => vec!["いままでの 同意 すべて".into()],
        HaltOf::One(_) => {
            let meant = meant(view, of).into_iter();
            let words = meant.map(|one| listed(&one.purposes, ConsentPurpose::plain));
            vec![format!("「{}」の同意", words.collect::<String>()).into()]
        }
    }
}

fn fields(view: &ConsentsView, of: HaltOf, sent: &Sent, faults: &Faults) -> Vec<Field> {
    let kind = choices(
        StopKind::ALL,
        StopKind::code,
        |kind| {
            let words = if view.is_person {
                plain_kind(kind)
            } else {
                kind.word()
            };
            words.to_owned()
        },
        sent.text("kind"),
    );
    let hint = if view.is_person {
        ""
    } else {
        "「いったん止める」は、本人がいつでも もどせます。「やめる」は、新しい同意がいります。"
    };
    let reach = reaches(view, of, sent.text("reach"));
    let kind = Field::one("kind", "どうしますか", kind)
        .hinted(hint)
        .wrong(faults.of("kind"));
    let reach = Field::listed("reach", "どこまで 止めますか", reach).wrong(faults.of("reach"));
    if view.is_person {
        // Whom something is stopped for are names.
        return vec![kind.aloud(), reach.asked_aloud()];
    }
    let by = choices(
        &VOICES,
        Voice::code,
        |voice| voice.word().to_owned(),
        sent.text("by"),
    );
    let by = Field::one("by", "だれの言葉ですか", by).wrong(faults.of("by"));
    vec![kind, reach, by]
}

/// What was sent, where nothing is wrong with it.
fn read(view: &ConsentsView, of: HaltOf, sent: &Sent, faults: &mut Faults) -> Option<StopForm> {
    let kind = faults.word(sent, "kind", StopKind::from_code);
    let reach = faults.word(sent, "reach", Reach::from_code);
    let by = if view.is_person {
        Some(Voice::Person)
    } else {
        faults.word(sent, "by", Voice::from_code)
    };
    let form = (|| {
        Some(StopForm {
            kind: kind?,
            of,
            reach: reach?,
            by: by?,
        })
    })();
    faults.all_well(form)
}

impl StopConsentPage {
    fn of(
        (shell, form): (Shell, Form),
        view: &ConsentsView,
        of: HaltOf,
        (before, recalled): (ToldBefore, &[Recalled]),
        (sent, faults, fault): (&Sent, &Faults, Option<String>),
    ) -> Self {
        let reach = reach_of(sent);
        let halt = as_if(of, reach);
        let about = if view.is_person {
            plain_about(view, of, reach)
        } else {
            about_words(view, of)
        };
        let consent = match of {
            HaltOf::Everything => String::new(),
            HaltOf::One(id) => id.to_string(),
        };
        let mut form = form
            .with(fields(view, of, sent, faults))
            .carrying("consent", consent);
        form.again = Some((LOOK, "何が かわるかを 見る"));
        Self {
            shell: shell.read_by(view.is_person),
            trail: Trail::of(view),
            name: name_of(&view.file.case),
            is_person: view.is_person,
            about,
            reach: reach_words(view, reach),
            changed: told_lines(&view.changed_by(&halt)),
            recalls: recall_lines(recalled, |_| None),
            before,
            shown_to: Vec::new(),
            map_shares: MapSharesPath,
            records: RecordsPath::of(view.file.case.id),
            form,
            fault,
        }
    }

    /// The page of a sample.
    pub(super) fn sample(
        shell: Shell,
        view: &ConsentsView,
        of: HaltOf,
        ((before, recalled), fault): ((Vec<KeptProvision>, &[Recalled]), Option<String>),
    ) -> Self {
        let form = Form::sample(StopConsentPath::of(view.file.case.id), button(view));
        let (sent, faults) = (packed(), Faults::default());
        let before = (ToldBefore::of(before), recalled);
        let shown_to = match (view.is_person, of) {
            (true, HaltOf::Everything) => vec!["リンク・QRコード".to_owned()],
            _ => Vec::new(),
        };
        Self {
            shown_to,
            ..Self::of((shell, form), view, of, before, (&sent, &faults, fault))
        }
    }
}

/// The form as it is first shown.
fn packed() -> Sent {
    let mut packed = Packed::default();
    packed.put("kind", StopKind::Pause.code());
    packed.put("reach", Reach::Whole.code());
    packed.put("by", Voice::Person.code());
    packed.sent()
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    view: &ConsentsView,
    of: HaltOf,
    said: (&Sent, &Faults, Option<String>),
) -> Result<Response, PageFault> {
    let (own, id) = (visitor.principal(), view.file.case.id);
    let before = match site.app.records(own, id, RecordsSpan::default()).await? {
        Ok(records) => ToldBefore::of(records.file.provisions),
        Err(refusal) => match words_of(refusal, visitor)? {
            Ok(_) => return Err(PageFault::NotFound),
            Err(answer) => return Ok(answer),
        },
    };
    let halt = as_if(of, reach_of(said.0));
    let recalled = match site.app.recalled_by(own, id, &halt).await? {
        Ok(recalled) => recalled,
        Err(refusal) => match words_of(refusal, visitor)? {
            Ok(_) => return Err(PageFault::NotFound),
            Err(answer) => return Ok(answer),
        },
    };
    let shell = Shell::of(site, visitor, place_of(view)).await?;
    let form = Form::new(site, StopConsentPath::of(id), button(view));
    let before = (before, recalled.as_slice());
    let shown_to = match (view.is_person, of) {
        (true, HaltOf::Everything) => site.app.open_map_shares(own).await?,
        _ => Vec::new(),
    };
    Ok(shown(&StopConsentPage {
        shown_to: shown_to.into_iter().map(|stored| stored.name).collect(),
        ..StopConsentPage::of((shell, form), view, of, before, said)
    }))
}

/// The consents of a case, for whoever may stop them.
async fn to_be_stopped(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<ConsentsView, Response>, PageFault> {
    match seen(site, visitor, id).await? {
        Ok(view) if view.may_stop => Ok(Ok(view)),
        Ok(_) => Err(PageFault::NotFound),
        Err(answer) => Ok(Err(answer)),
    }
}

pub(crate) async fn show(
    path: StopConsentPath,
    State(site): State<Site>,
    visitor: Visitor,
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(query) = query.map_err(|_| PageFault::BadRequest)?;
    let view = match to_be_stopped(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    // The form carries which consent it is about: what was kept of it names none in its address.
    let (of, sent) = match drafted(&site, &visitor).await? {
        Some(sent) => (of(&view, sent.text("consent"))?, sent),
        None => (of(&view, &query.consent)?, packed()),
    };
    let said = (&sent, &Faults::default(), None);
    asked(&site, &visitor, &view, of, said).await
}

pub(crate) async fn save(
    path: StopConsentPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match to_be_stopped(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let of = of(&view, sent.text("consent"))?;
    let mut faults = Faults::default();
    if !sent.text(LOOK).is_empty() {
        return asked(&site, &visitor, &view, of, (&sent, &faults, None)).await;
    }
    let fault = match read(&view, of, &sent, &mut faults) {
        None => None,
        Some(form) => {
            let by = writer(&visitor, &sent);
            let id = view.file.case.id;
            let kept = site.app.stop_consent(&by, id, form).await?;
            match once_kept(&site, &visitor, kept).await? {
                Ok(words) => Some(words),
                Err(answer) => return Ok(answer),
            }
        }
    };
    let said = (&sent, &faults, fault);
    Ok(asked_again(asked(&site, &visitor, &view, of, said).await?))
}

pub(crate) async fn resume(
    path: ResumeConsentPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match to_be_stopped(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let halt: HaltId = sent.text("halt").parse().map_err(|_| PageFault::NotFound)?;
    let said_by = Voice::from_code(sent.text("by")).unwrap_or(Voice::Staff);
    let by = writer(&visitor, &sent);
    let id = view.file.case.id;
    match site.app.resume_consent(&by, id, halt, said_by).await? {
        Ok(kept) => {
            let list = ConsentsPath::of(kept.0).to_string();
            Ok(Redirect::to(&list).into_response())
        }
        Err(refusal) => match words_of(refusal, &visitor)? {
            Ok(words) => {
                let page = with_fault(&site, &visitor, &view, Some(words)).await?;
                Ok(asked_again(page))
            }
            Err(answer) => Ok(answer),
        },
    }
}
