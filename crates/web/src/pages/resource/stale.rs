//! Saying that something of an entry is not so any more: whoever got nobody on the phone, or heard that something changed,
//! has the agency asked again.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::inquiry::InquiryRefusal;
use renkei_app::directory::parts::Parts;
use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::inquiry::StaleBecause;
use renkei_domain::ids::ResourceId;
use serde::Deserialize;

use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Field, Form, Packed, Sent};
use crate::gate::{asked_again, is_open, refused};
use crate::pages::cases::faults::Faults;
use crate::pages::letters::writer;
use crate::pages::{Here, Samples, Shell, shown};
use crate::paths::{ResourcePath, Sampled as _, StalePath};
use crate::session::Visitor;

const BUTTON: &str = "知らせる";

/// What the address of the entry says once something was told of it.
const TOLD: &str = "told=stale";

/// How somebody may have learnt it; that a mail came back is known without them.
const REASONS: [(StaleBecause, &str); 4] = [
    (
        StaleBecause::WrongNumber,
        "電話やFAXが つながらなかった・番号がちがった",
    ),
    (StaleBecause::Bounced, "出した手紙がもどってきた"),
    (StaleBecause::Reported, "ちがっていると聞いた・気づいた"),
    (StaleBecause::AtConference, "会議でわかった"),
];

/// What stands behind the question mark: how somebody learnt it, where that is clear from where they come.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Learnt {
    because: String,
}

/// The form of an agency for somebody who learnt it so.
pub(in crate::pages) fn learnt(id: ResourceId, because: StaleBecause) -> String {
    format!("{}?because={}", StalePath::of(id), because.code())
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "stale.html")]
pub struct StalePage {
    shell: Shell,
    resource: ResourcePath,
    name: String,
    form: Form,
    fault: Option<String>,
}

fn fields(sent: &Sent, faults: &Faults) -> [Field; 2] {
    let groups = FieldGroup::ALL.iter().map(|group| Choice {
        value: group.code().to_owned(),
        word: group.word().to_owned(),
        is_chosen: sent.all("group").any(|known| known == group.code()),
    });
    let reasons = REASONS.iter();
    let reasons =
        reasons.map(|(because, word)| Choice::of(because.code(), *word, sent.text("because")));
    [
        Field::any("group", "どこが ちがっていましたか", groups.collect())
            .wrong(faults.of("group")),
        Field::one("because", "どうして わかりましたか", reasons.collect())
            .wrong(faults.of("because")),
    ]
}

/// What was sent, where nothing is wrong with it.
fn read(sent: &Sent, faults: &mut Faults) -> Option<(Vec<FieldGroup>, StaleBecause)> {
    let groups: Vec<FieldGroup> = sent
        .all("group")
        .filter_map(FieldGroup::from_code)
        .collect();
    if groups.is_empty() {
        faults.say("group", "1つは選んでください。");
    }
    let because = REASONS.iter().map(|(because, _)| *because);
    let mut because = because.filter(|because| because.code() == sent.text("because"));
    let because = because.next();
    if because.is_none() {
        faults.say("because", "どれかを選んでください。");
    }
    faults.all_well(Some((groups, because?)))
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    id: ResourceId,
    (sent, faults): (&Sent, &Faults),
    fault: Option<String>,
) -> Result<Response, PageFault> {
    let owners = site.app.owners_of(id).await?.ok_or(PageFault::NotFound)?;
    if !is_open(visitor, Action::ReportStale, &Object::Resource(owners)) {
        return Err(PageFault::NotFound);
    }
    let viewer = visitor.viewer();
    let found = site.app.read_resources(&viewer, &[id], Parts::NONE).await?;
    let found = found.into_iter().flatten().next();
    let found = found.ok_or(PageFault::NotFound)?;
    let form = Form::new(site, StalePath::of(id), BUTTON);
    Ok(shown(&StalePage {
        shell: Shell::of(site, visitor, Here::Directory).await?,
        resource: ResourcePath::of(id),
        name: found.facts.name.to_string(),
        form: form.with(fields(sent, faults)),
        fault,
    }))
}

pub(crate) async fn show(
    path: StalePath,
    State(site): State<Site>,
    visitor: Visitor,
    learnt: Result<Query<Learnt>, QueryRejection>,
) -> Result<Response, PageFault> {
    let id = path.id.parse().map_err(|_| PageFault::NotFound)?;
    let Query(learnt) = learnt.map_err(|_| PageFault::BadRequest)?;
    let mut packed = Packed::default();
    packed.put("because", learnt.because);
    let known = packed.sent();
    let typed = (&known, &Faults::default());
    asked(&site, &visitor, id, typed, None).await
}

pub(crate) async fn report(
    path: StalePath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let id: ResourceId = path.id.parse().map_err(|_| PageFault::NotFound)?;
    let mut faults = Faults::default();
    let mut fault = None;
    if let Some((groups, because)) = read(&sent, &mut faults) {
        let by = writer(&visitor, &sent);
        match site.app.report_stale(&by, id, groups, because).await? {
            Ok(()) => {
                let to = format!("{}?{TOLD}", ResourcePath::of(id));
                return Ok(Redirect::to(&to).into_response());
            }
            Err(InquiryRefusal::NotFound) => return Err(PageFault::NotFound),
            Err(InquiryRefusal::NotAllowed(decision)) => return Ok(refused(decision, &visitor)),
            Err(refusal) => fault = Some(refusal.to_string()),
        }
    }
    let page = asked(&site, &visitor, id, (&sent, &faults), fault).await?;
    Ok(asked_again(page))
}

impl Samples for StalePage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |name: &str, sent: &str, fault: Option<String>| {
            let sent = Sent::read(sent.to_owned());
            let mut faults = Faults::default();
            if !sent.body().is_empty() {
                read(&sent, &mut faults);
            }
            let form = Form::sample(StalePath::sample(), BUTTON);
            Self {
                shell: Shell::sample_of("摂津 みのり").at(Here::Directory),
                resource: ResourcePath::sample(),
                name: name.to_owned(),
                form: form.with(fields(&sent, &faults)),
                fault,
            }
        };
        let long = "とても長い名前の障がい者就業・生活支援センター".repeat(4);
        let refusal = InquiryRefusal::NothingDue.to_string();
        vec![
            ("usual", page("みほん病院 精神科（架空）", "", None)),
            ("empty", page("みほん病院 精神科（架空）", "because=", None)),
            (
                "longest",
                page(&long, "group=hours&because=reported", Some(refusal)),
            ),
        ]
    }
}
