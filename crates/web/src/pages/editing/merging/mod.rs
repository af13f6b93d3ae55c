//! Two entries of one agency side by side: what is asked where they part, what will happen, and that it happens. Nothing
//! is written before the page was seen that says what will happen.
//!
//! `answers` puts what the two say into words, `choices` asks where they part, [`find`] looks for the other of an entry, [`apart`] takes them apart again.

use std::str::FromStr as _;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::edit::merging::join::{Merge, SeenEntry};
use renkei_app::directory::edit::merging::{MergeRefusal, Pair, PairEntry};
use renkei_domain::directory::correction::field_word;
use renkei_domain::directory::edit::FieldFault;
use renkei_domain::directory::merging::{Choices, Side};
use renkei_domain::ids::ResourceId;

use super::closing::refused_by;
use super::kit::Faults;
use crate::Site;
use crate::error::PageFault;
use crate::form::{Form, Packed, Sent};
use crate::gate::{asked_again, conflicting, drafted_or, forget};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{ApartPath, DuplicatePairPath, EntrancePath, InquiryPath, ResourcePath};
use crate::session::Visitor;

mod answers;
pub mod apart;
mod choices;
pub mod find;
mod samples;

use self::answers::{Card, answers, cards};
use self::choices::{carried, fields, fresh, read, version_field};

/// The page.
#[derive(Debug, Template)]
#[template(path = "merging.html")]
pub struct MergingPage {
    shell: Shell,
    home: EntrancePath,
    step: Step,
    /// Why nothing was written.
    refusal: Option<String>,
    cards: Vec<Card>,
    /// What both say alike, or what nothing is asked about.
    alike: Vec<(&'static str, String)>,
    /// Whose 法人 stands in the end, where the other's is not known.
    run_by: Option<String>,
    form: Form,
    /// What the button does, before it does it.
    outcome: Vec<String>,
}

/// How far somebody is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Choosing,
    Sure,
    /// There is nothing to choose: the refusal says why, and a way leads on.
    Over(Option<(String, &'static str)>),
}

impl MergingPage {
    fn is_sure(&self) -> bool {
        self.step == Step::Sure
    }

    fn onward(&self) -> Option<&(String, &'static str)> {
        match &self.step {
            Step::Over(onward) => onward.as_ref(),
            Step::Choosing | Step::Sure => None,
        }
    }

    fn is_over(&self) -> bool {
        matches!(self.step, Step::Over(_))
    }
}

const SURE: &str = "sure";
/// The button that goes back to choosing.
const BACK: (&str, &str) = ("back", "もどって えらびなおす");
const GO_ON: &str = "ひとつにすると どうなるかを見る";
const MERGE: &str = "ひとつにする";

/// The two entries of an address.
fn ids_of(path: &DuplicatePairPath) -> Result<(ResourceId, ResourceId), PageFault> {
    let id = |text: &str| ResourceId::from_str(text).map_err(|_| PageFault::NotFound);
    Ok((id(&path.left)?, id(&path.right)?))
}

fn address_of(pair: &Pair) -> DuplicatePairPath {
    DuplicatePairPath::of(pair.left.now.id, pair.right.now.id)
}

/// What stands beside the form.
#[derive(Debug, Default)]
struct Beside {
    refusal: Option<String>,
    faults: Faults,
}

async fn choosing(
    site: &Site,
    visitor: &Visitor,
    pair: &Pair,
    sent: &Sent,
    beside: Beside,
) -> Result<Response, PageFault> {
    let answers = answers(site, pair).await?;
    let form = Form::new(site, address_of(pair), GO_ON);
    let form = Side::ALL.iter().fold(form, |form, side| {
        let name = version_field(*side);
        form.carrying(&name, sent.text(&name))
    });
    let form = form.with(fields(sent, pair, &answers, &beside.faults));
    let alike = answers
        .iter()
        .filter(|answer| answer.is_same && !answer.is_empty);
    Ok(shown(&MergingPage {
        shell: Shell::of(site, visitor, Here::Directory).await?,
        home: EntrancePath,
        step: Step::Choosing,
        refusal: beside.refusal,
        cards: cards(pair),
        alike: alike
            .map(|answer| (answer.question.word(), answer.left.clone()))
            .collect(),
        run_by: pair.only_run().map(|side| run_by(pair, side)),
        form,
        outcome: Vec::new(),
    }))
}

/// One of the two, as a sentence calls it.
fn named(pair: &Pair, side: Side) -> String {
    format!("{side}（{}）", pair.side(side).now.facts.name)
}

/// That the only known 法人 stays, whatever is chosen.
fn run_by(pair: &Pair, side: Side) -> String {
    format!("運営する法人は、{}の法人が のこります。", named(pair, side))
}

/// What will happen.
fn outcome(pair: &Pair, choices: &Choices) -> Vec<String> {
    let side = choices.survivor;
    let (stays, goes) = (pair.side(side), pair.side(side.other()));
    let named = |side: Side| named(pair, side);
    let mut lines = vec![
        format!("{}を のこします。", named(side)),
        format!(
            "{}は 一覧と検索に出なくなります。前のアドレスを開くと、のこした機関が開きます。",
            named(side.other())
        ),
        "支援チーム・会議・電話の予定で名前が出ていたところは、そのまま使えます。のこした機関の連絡先で連絡します。".to_owned(),
        "どちらの「気づいたこと」も「担当の人」も「確かめた日」も のこります。「もう一度 確かめること」と、空きをきく約束も のこります。".to_owned(),
    ];
    lines.extend(asking(stays, goes));
    let takes = choices.takes.iter();
    let brought = takes.filter(|(_, take)| **take != side.take());
    let brought: Vec<&str> = brought.map(|(question, _)| question.word()).collect();
    if brought.is_empty() {
        lines.push("内容は、のこす機関のままです。".to_owned());
    } else {
        lines.push(format!(
            "{}から 入れる内容: {}。",
            named(side.other()),
            brought.join("、")
        ));
    }
    lines.extend(pair.only_run().map(|side| run_by(pair, side)));
    if stays.sources.is_empty() && !goes.sources.is_empty() {
        lines.push(
            "のこす機関には 公表データがありません。これからの取り込みでは 新しくなりません。"
                .to_owned(),
        );
    }
    lines.push("あとで、元の ふたつに もどせます。".to_owned());
    lines
}

/// What becomes of the inquiry that is open about the one that goes.
fn asking(stays: &PairEntry, goes: &PairEntry) -> Option<String> {
    goes.inquiry.as_ref()?;
    let (asked, led) = if stays.inquiry.is_some() {
        (
            "まだ答えのない項目は、のこす機関への お確かめに入ります。",
            "届いているメールのリンクや用紙の番号からは、のこす機関のことを答えられます。",
        )
    } else {
        (
            "まだ答えのない項目は、前の連絡から3週間あけて、のこす機関に うかがいます。",
            "届いているメールのリンクを開いた方には、ひとつになったことと、事務局への連絡のしかたが出ます。",
        )
    };
    let name = &goes.now.facts.name;
    Some(format!(
        "いま {name}に お確かめをしています。それは とりやめになります。{asked}{led}"
    ))
}

async fn sure(
    site: &Site,
    visitor: &Visitor,
    (pair, choices): (&Pair, &Choices),
    sent: &Sent,
) -> Result<Response, PageFault> {
    let form = carried(Form::new(site, address_of(pair), MERGE), sent);
    let form = form.carrying(SURE, "1");
    Ok(shown(&MergingPage {
        shell: Shell::of(site, visitor, Here::Directory).await?,
        home: EntrancePath,
        step: Step::Sure,
        refusal: None,
        cards: Vec::new(),
        alike: Vec::new(),
        run_by: None,
        form: Form {
            again: Some(BACK),
            ..form
        },
        outcome: outcome(pair, choices),
    }))
}

/// Answers a pair that cannot be made into one.
async fn over(
    site: &Site,
    visitor: &Visitor,
    refusal: MergeRefusal,
) -> Result<Response, PageFault> {
    let onward = match &refusal {
        MergeRefusal::Entry(refusal) => return refused_by(refusal.clone(), visitor),
        MergeRefusal::AlreadyMerged { merged, .. } => {
            Some((ApartPath::of(*merged).to_string(), "元の ふたつに もどす"))
        }
        MergeRefusal::FirstApart { first } => {
            Some((ApartPath::of(*first).to_string(), "先に もどす機関を見る"))
        }
        MergeRefusal::AnswerWaits { inquiry } => {
            Some((InquiryPath::of(*inquiry).to_string(), "来た答えを見る"))
        }
        _ => None,
    };
    Ok(shown(&MergingPage {
        shell: Shell::of(site, visitor, Here::Directory).await?,
        home: EntrancePath,
        step: Step::Over(onward),
        refusal: Some(refusal.to_string()),
        cards: Vec::new(),
        alike: Vec::new(),
        run_by: None,
        form: Form::new(site, EntrancePath, GO_ON),
        outcome: Vec::new(),
    }))
}

pub(crate) async fn show(
    path: DuplicatePairPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let (left, right) = ids_of(&path)?;
    let pair = match site.app.pair(visitor.principal(), left, right).await? {
        Ok(pair) => pair,
        Err(refusal) => return over(&site, &visitor, refusal).await,
    };
    let sent = drafted_or(&site, &visitor, || fresh(&pair)).await?;
    choosing(&site, &visitor, &pair, &sent, Beside::default()).await
}

/// Shows the two as they are now, with what was chosen before.
async fn overtaken(
    site: &Site,
    visitor: &Visitor,
    pair: &Pair,
    sent: &Sent,
) -> Result<Response, PageFault> {
    let mut packed = Packed::of(sent);
    for side in Side::ALL {
        packed.replace(&version_field(*side), pair.side(*side).now.version);
    }
    let beside = Beside {
        refusal: Some(MergeRefusal::Changed.to_string()),
        faults: Faults::default(),
    };
    let page = choosing(site, visitor, pair, &packed.sent(), beside).await?;
    Ok(conflicting(page))
}

pub(crate) async fn decide(
    path: DuplicatePairPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let (left, right) = ids_of(&path)?;
    let pair = match site.app.pair(visitor.principal(), left, right).await? {
        Ok(pair) => pair,
        // Somebody pressed twice, or somebody else did the same before.
        Err(MergeRefusal::AlreadyMerged { leads_to, .. }) if [left, right].contains(&leads_to) => {
            return done(&site, &visitor, leads_to).await;
        }
        Err(refusal) => return over(&site, &visitor, refusal).await,
    };
    if !sent.raw(BACK.0).is_empty() {
        return choosing(&site, &visitor, &pair, &sent, Beside::default()).await;
    }
    let choices = match read(&sent, &pair) {
        Ok(choices) => choices,
        Err(faults) => {
            let beside = Beside {
                refusal: None,
                faults,
            };
            let page = choosing(&site, &visitor, &pair, &sent, beside).await?;
            return Ok(asked_again(page));
        }
    };
    if let Some(inquiry) = pair.answer_that_waits(choices.survivor) {
        return over(&site, &visitor, MergeRefusal::AnswerWaits { inquiry }).await;
    }
    let seen = |side: Side| SeenEntry {
        id: pair.side(side).now.id,
        version: sent.text(&version_field(side)).parse().unwrap_or_default(),
    };
    let (left, right) = (seen(Side::Left), seen(Side::Right));
    let is_as_shown = |side: Side| seen(side).version == pair.side(side).now.version;
    if !is_as_shown(Side::Left) || !is_as_shown(Side::Right) {
        return overtaken(&site, &visitor, &pair, &sent).await;
    }
    if sent.text(SURE).is_empty() {
        return sure(&site, &visitor, (&pair, &choices), &sent).await;
    }
    let merge = Merge {
        left,
        right,
        choices,
    };
    let survivor = merge.survivor();
    let writer = writer(&visitor, &sent);
    match site.app.merge_resources(&writer, merge).await? {
        Ok(_) => done(&site, &visitor, survivor).await,
        Err(MergeRefusal::Entry(EditRefusal::Invalid(faults))) => {
            let beside = Beside {
                refusal: Some(unfit(&faults)),
                faults: Faults::default(),
            };
            let page = choosing(&site, &visitor, &pair, &sent, beside).await?;
            Ok(asked_again(page))
        }
        Err(MergeRefusal::Changed | MergeRefusal::KeyReused(_)) => {
            let again = site
                .app
                .pair(visitor.principal(), pair.left.now.id, pair.right.now.id);
            match again.await? {
                Ok(pair) => overtaken(&site, &visitor, &pair, &sent).await,
                Err(refusal) => over(&site, &visitor, refusal).await,
            }
        }
        Err(refusal) => over(&site, &visitor, refusal).await,
    }
}

/// What was published and cannot be written by hand, in words.
fn unfit(faults: &[FieldFault]) -> String {
    let faults = faults.iter().map(|fault| {
        let field = field_word(&fault.field).unwrap_or_default();
        format!("{field}: {}", fault.message)
    });
    let faults: Vec<String> = faults.collect();
    format!(
        "写せない内容があります。そこは のこす機関の内容を えらび、あとで直してください。{}",
        faults.join(" ")
    )
}

/// Goes on where two entries are one.
async fn done(site: &Site, visitor: &Visitor, survivor: ResourceId) -> Result<Response, PageFault> {
    forget(site, visitor).await?;
    Ok(Redirect::to(&ResourcePath::of(survivor).to_string()).into_response())
}
