//! Asking whether a consent goes on: with what it says as the beginning, and what would be different shown before
//! anybody answers. Yes and no are two answers alike; a renewed consent takes the place of the one before.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::consent::read::ConsentsView;
use renkei_app::consent::record::{ConsentForm, Sitting};
use renkei_domain::consent::renewal::{Difference, Item, differences};
use renkei_domain::consent::{
    Consent, ConsentPurpose, Form as ConsentWay, Giver, InformationCategory, Means, Validity,
};
use renkei_domain::ids::ConsentId;
use renkei_domain::told::whole;

use self::standing::standing;
use super::super::facts::{Facts, day};
use super::super::faults::Faults;
use super::super::name_of;
use super::ask::{self, MONTHS, SAID, to_be_asked};
use super::lines::{consent_line, plain, recipient_words};
use super::others::{how_fields, not_on_screen};
use super::questions::YES;
use super::terms::{self, Chosen};
use super::{Trail, once_kept};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Field, Form, Packed, Sent, day as read_day};
use crate::gate::{asked_again, drafted};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::RenewConsentPath;
use crate::session::Visitor;

mod standing;

const BUTTON: &str = "答えを書きとめる";

/// The version of the words of this page, as a consent remembers it.
pub(super) const TEXT_VERSION: &str = "つづけるかの質問 2026年11月";

/// What is asked here, beside what is chosen item by item.
pub(super) const QUESTION: &str = "この内容で つづけますか";

/// What stands beside it.
pub(super) const EITHER_WAY: &str = "「いいえ」でも、支援はかわりません。";

/// The second button, which shows what would be different by what is chosen.
const LOOK: &str = "look";

const NO: &str = "no";

/// The page.
#[derive(Debug, Template)]
#[template(path = "consent_renew.html")]
pub struct RenewConsentPage {
    shell: Shell,
    trail: Trail,
    name: String,
    lead: String,
    /// The consent as it is now.
    heading: String,
    before: Facts,
    /// The same in the words of the law.
    before_legal: Vec<String>,
    differences: Vec<DifferenceLine>,
    /// What may be chosen, in both.
    legal: Facts,
    form: Form,
    fault: Option<String>,
}

/// Something that would be different.
#[derive(Debug, Clone)]
struct DifferenceLine {
    kind: &'static str,
    words: String,
}

fn item_words(view: &ConsentsView, item: Item) -> String {
    match item {
        Item::Recipient(recipient) => format!("相手「{}」", recipient_words(view, recipient)),
        Item::Category(category) => format!("話すこと「{}」", InformationCategory::plain(category)),
        Item::Purpose(purpose) => format!("目的「{}」", ConsentPurpose::plain(purpose)),
        Item::Means(means) => format!("方法「{}」", Means::word(means)),
    }
}

impl DifferenceLine {
    fn of(view: &ConsentsView, difference: &Difference) -> Self {
        let (kind, words) = match difference {
            Difference::Added(item) => ("くわわる", item_words(view, *item)),
            Difference::Removed(item) => ("なくなる", item_words(view, *item)),
            // It is asked by whoever the consent was given to.
            Difference::Provider { .. } => ("かわる", "伝えるところ".to_owned()),
            Difference::Giver { old, new } => {
                let (old, new) = (who(old), who(new));
                ("かわる", format!("同意する人: {old} → {new}"))
            }
            Difference::Form { old, new } => ("かわる", format!("もらい方: {old} → {new}")),
            Difference::LastDay { old, new } => {
                ("かわる", format!("期限: {} → {}", day(*old), day(*new)))
            }
        };
        Self { kind, words }
    }
}

/// Who agrees, of a representative with what they may decide: it may be another part of it than before.
fn who(giver: &Giver) -> String {
    match giver {
        Giver::Representative(one) => format!(
            "{}（決めてよいこと: {}）",
            giver.with_basis(),
            plain(&one.scope).join("、")
        ),
        Giver::Person | Giver::Family | Giver::Employer(_) => giver.with_basis(),
    }
}

/// Who agrees: whoever did before; of the person and who represents them it is asked anew.
fn giver(old: &Consent, sent: &Sent, faults: &mut Faults, chosen: &Chosen) -> Option<Giver> {
    if old.giver.speaks_for_person() {
        ask::giver(sent, faults, &chosen.categories)
    } else {
        Some(old.giver.clone())
    }
}

/// The consent as it would stand by what is chosen so far.
fn proposed(old: &Consent, sent: &Sent) -> Consent {
    let chosen = Chosen::of(sent);
    let giver = giver(old, sent, &mut Faults::default(), &chosen);
    let given_on = read_day(sent.text("given_on")).unwrap_or(old.given_on);
    let first_day = read_day(sent.text(ask::FIRST_DAY)).unwrap_or(given_on);
    let last_day = read_day(sent.text("last_day")).ok();
    let validity = last_day.and_then(|last_day| Validity::new(first_day, last_day).ok());
    Consent {
        giver: giver.unwrap_or_else(|| old.giver.clone()),
        recipients: chosen.recipients,
        categories: chosen.categories,
        purposes: chosen.purposes,
        means: chosen.means,
        given_on,
        form: ConsentWay::from_code(sent.text("how")).unwrap_or(old.form),
        validity: validity.unwrap_or(old.validity),
        ..old.clone()
    }
}

/// What may be asked of whoever agrees.
fn theirs(giver: &Giver) -> Vec<InformationCategory> {
    let all = InformationCategory::ALL.iter().copied();
    all.filter(|category| giver.owns(*category)).collect()
}

fn fields(view: &ConsentsView, old: &Consent, sent: &Sent, faults: &Faults) -> Vec<Field> {
    let offered = theirs(&old.giver);
    // Whom it named, and whom it still means where somebody of a kind was stopped alone.
    let mut before = old.recipients.clone();
    before.extend(standing(view, old).recipients);
    let mut fields = terms::fields(view, (&before, &offered), (sent, faults));
    let answer = [(YES, "はい"), (NO, "いいえ")].map(|(value, word)| Choice {
        value: value.to_owned(),
        word: word.to_owned(),
        is_chosen: sent.text("answer") == value,
    });
    let answer = Field::one("answer", QUESTION, answer.to_vec())
        .hinted(EITHER_WAY)
        .wrong(faults.of("answer"));
    fields.push(answer);
    fields.extend(if old.giver.speaks_for_person() {
        ask::fields(sent, faults)
    } else {
        how_fields(sent, faults)
    });
    fields
}

/// What was answered, where nothing is wrong with it; `None` in it for a no.
fn read(old: &Consent, sent: &Sent, faults: &mut Faults) -> Option<Option<(Sitting, ConsentForm)>> {
    match sent.text("answer") {
        YES => {}
        NO => return Some(None),
        _ => faults.say("answer", "「はい」か「いいえ」を選んでください。"),
    }
    let sitting = ask::sitting(sent, faults, TEXT_VERSION);
    if !old.giver.speaks_for_person() {
        not_on_screen(sent, faults);
    }
    let chosen = Chosen::read(sent, faults);
    let giver = giver(old, sent, faults, &chosen);
    let validity = ask::validity(sent, faults, sitting.as_ref());
    let form = giver.zip(validity).map(|(giver, validity)| ConsentForm {
        giver,
        recipients: chosen.recipients,
        categories: chosen.categories,
        purposes: chosen.purposes,
        means: chosen.means,
        validity,
        renews: Some(old.id),
    });
    let read = sitting.zip(form).map(Some);
    faults.all_well(read)
}

/// The form as it is first shown: with what the consent still says, and no answer.
fn packed(view: &ConsentsView, old: &Consent) -> Sent {
    let today = view.now.date;
    let mut packed = Packed::default();
    terms::pack(&mut packed, &standing(view, old));
    packed.put("how", old.form.code());
    packed.put("given_on", today);
    packed.put_some("last_day", today.checked_add_months(MONTHS));
    packed.put("said", SAID);
    if let Giver::Representative(one) = &old.giver {
        packed.put("basis", one.basis.code());
        packed.put("scope_since", one.since);
        packed.put_some("scope_until", one.until);
    }
    packed.sent()
}

impl RenewConsentPage {
    fn of(
        (shell, form): (Shell, Form),
        view: &ConsentsView,
        old: &Consent,
        (sent, faults, fault): (&Sent, &Faults, Option<String>),
    ) -> Self {
        let line = consent_line(view, old);
        let found = differences(&standing(view, old), &proposed(old, sent));
        let mut form = form.with(fields(view, old, sent, faults));
        form.again = Some((LOOK, "何がかわるかを見る"));
        Self {
            shell,
            trail: Trail::of(view),
            name: name_of(&view.file.case),
            lead: view.lead.clone(),
            heading: whole(&line.heading),
            before: line.facts,
            before_legal: line.legal,
            differences: found
                .iter()
                .map(|difference| DifferenceLine::of(view, difference))
                .collect(),
            legal: terms::legal(&theirs(&old.giver)),
            form,
            fault,
        }
    }

    /// The page of a sample.
    pub(super) fn sample(
        shell: Shell,
        view: &ConsentsView,
        consent: ConsentId,
        fault: Option<String>,
    ) -> Option<Self> {
        let old = view.consent(consent)?;
        let form = Form::sample(RenewConsentPath::of(view.file.case.id, consent), BUTTON);
        let (sent, faults) = (packed(view, old), Faults::default());
        let mut page = Self::of((shell, form), view, old, (&sent, &faults, fault));
        page.form.fields.push(ask::explained_sample(view));
        Some(page)
    }
}

/// The consent that is meant, where it was given to whoever asks.
fn meant<'v>(view: &'v ConsentsView, text: &str) -> Result<&'v Consent, PageFault> {
    let id: ConsentId = text.parse().map_err(|_| PageFault::NotFound)?;
    view.consent(id)
        .filter(|consent| consent.provider == view.file.case.lead)
        .ok_or(PageFault::NotFound)
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    (view, old): (&ConsentsView, &Consent),
    said: (&Sent, &Faults, Option<String>),
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let form = Form::new(
        site,
        RenewConsentPath::of(view.file.case.id, old.id),
        BUTTON,
    );
    let explained = ask::explained_by(site, visitor, view, (said.0, said.1)).await?;
    let mut page = RenewConsentPage::of((shell, form), view, old, said);
    page.form.fields.push(explained);
    Ok(shown(&page))
}

pub(crate) async fn show(
    path: RenewConsentPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    match to_be_asked(&site, &visitor, &path.id).await? {
        Ok(view) => {
            let old = meant(&view, &path.consent)?;
            let sent = match drafted(&site, &visitor).await? {
                Some(sent) => sent,
                None => packed(&view, old),
            };
            let said = (&sent, &Faults::default(), None);
            asked(&site, &visitor, (&view, old), said).await
        }
        Err(answer) => Ok(answer),
    }
}

pub(crate) async fn save(
    path: RenewConsentPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match to_be_asked(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let old = meant(&view, &path.consent)?;
    let mut faults = Faults::default();
    if !sent.text(LOOK).is_empty() {
        let said = (&sent, &faults, None);
        return asked(&site, &visitor, (&view, old), said).await;
    }
    let fault = match read(old, &sent, &mut faults) {
        None => None,
        Some(None) => Some(
            "「いいえ」も本人の答えです。いまの同意は、期限の日に おわります。すぐに止めるときは、「いったん止める・やめる」へ。"
                .to_owned(),
        ),
        Some(Some((sitting, form))) => {
            let by = writer(&visitor, &sent);
            let id = view.file.case.id;
            let kept = site.app.record_consents(&by, id, sitting, vec![form]).await?;
            match once_kept(&site, &visitor, kept).await? {
                Ok(words) => Some(words),
                Err(answer) => return Ok(answer),
            }
        }
    };
    let said = (&sent, &faults, fault);
    Ok(asked_again(
        asked(&site, &visitor, (&view, old), said).await?,
    ))
}
