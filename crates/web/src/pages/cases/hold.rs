//! Holding somebody back of whom no law asks to keep anything any more, so that they are not erased by themselves. Nothing
//! of them is shown but the numbers of their cases.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::cases::erase::OverToErase;
use renkei_app::cases::hold::{HoldForm, HoldRefusal};
use renkei_app::cases::read::CaseView;
use renkei_domain::cases::erasure::{ErasurePlan, Hold, HoldReason};
use renkei_domain::ids::CaseId;
use renkei_domain::time::japanese_date;

use super::erase::{found, to_due};
use super::facts::day;
use super::faults::Faults;
use super::{choices, words_of};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Packed, Sent};
use crate::gate::{asked_again, drafted_or, forget};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{
    CasesPath, EndingConsentsPath, EraseHelpedPath, HoldErasurePath, PersonCopyPath,
};
use crate::session::Visitor;

const BUTTON: &str = "消去を止める";

/// The second button, which lets them go again.
const GO_ON: &str = "step";

/// The page.
#[derive(Debug, Template)]
#[template(path = "case_hold.html")]
pub struct HoldErasurePage {
    shell: Shell,
    list: CasesPath,
    due: EndingConsentsPath,
    /// The number of the case, and of the others of the same person.
    number: String,
    others: Vec<String>,
    /// What is planned, in sentences.
    planned: Vec<String>,
    is_held: bool,
    /// On which day the person asked for a copy that they still wait for, and where it is released.
    copy: Option<(String, PersonCopyPath)>,
    /// Where they are erased at once, for whoever may do that.
    erase: Option<EraseHelpedPath>,
    form: Form,
    /// Why nothing was kept.
    fault: Option<String>,
}

/// When somebody goes, and who holds them back, in sentences.
pub(super) fn planned_words(plan: Option<&ErasurePlan>, by: Option<&str>) -> Vec<String> {
    let Some(plan) = plan else {
        return vec![
            "自動で消去する日は、まもなく決まります。決まってから30日は、自動では消去しません。"
                .to_owned(),
        ];
    };
    let mut words = vec![format!(
        "{} に、本人のデータを自動で消去します。",
        japanese_date(plan.day())
    )];
    if let Some(Hold { reason, until, .. }) = plan.hold {
        let by = by.map(|name| format!("{name} さんが")).unwrap_or_default();
        words.push(format!(
            "{} まで、{by}消去を止めています。わけ: {reason}。",
            japanese_date(until)
        ));
    }
    words
}

/// What stands in a case of when its person goes.
#[derive(Debug, Clone)]
pub(super) struct ErasureLine {
    pub(super) words: Vec<String>,
    pub(super) hold: HoldErasurePath,
    pub(super) button: &'static str,
}

impl ErasureLine {
    /// That of a case, for whoever keeps it.
    pub(super) fn of(view: &CaseView) -> Option<Self> {
        let plan = view.erasure.as_ref()?;
        let by = plan.hold.and_then(|hold| view.names.get(&hold.by));
        Some(Self {
            words: planned_words(Some(plan), by.map(|name| name.as_str())),
            hold: HoldErasurePath::of(view.file.case.id),
            button: button_of(plan.hold.is_some()),
        })
    }
}

/// What the way to the page says.
pub(super) const fn button_of(is_held: bool) -> &'static str {
    if is_held {
        "止める日を変える・止めるのをやめる"
    } else {
        "残すわけがあるので、消去を止める"
    }
}

impl HoldErasurePage {
    fn of(
        (shell, form): (Shell, Form),
        (over, id): (&OverToErase, CaseId),
        (sent, faults): (&Sent, &Faults),
        fault: Option<String>,
    ) -> Self {
        let helped = &over.helped;
        let numbers = |is_own: bool| -> Vec<String> {
            let cases = helped.cases.iter();
            let meant = cases.filter(|(case, _)| (*case == id) == is_own);
            meant.map(|(_, number)| number.to_string()).collect()
        };
        let is_held = helped.plan.is_some_and(|plan| plan.hold.is_some());
        let mut form = form.with(fields(sent, faults));
        if is_held {
            form.again = Some((GO_ON, "止めるのをやめる"));
        }
        Self {
            shell,
            list: CasesPath,
            due: EndingConsentsPath,
            number: numbers(true).concat(),
            others: numbers(false),
            planned: planned_words(helped.plan.as_ref(), None),
            is_held,
            copy: helped
                .copy_asked
                .map(|(case, on)| (day(on), PersonCopyPath::of(case))),
            erase: over.may_erase.then(|| EraseHelpedPath::of(id)),
            form,
            fault,
        }
    }
}

fn fields(sent: &Sent, faults: &Faults) -> Vec<Field> {
    let reasons = choices(
        HoldReason::ALL,
        HoldReason::code,
        |reason| reason.word().to_owned(),
        sent.text("reason"),
    );
    vec![
        Field::one("reason", "なぜ残しますか", reasons).wrong(faults.of("reason")),
        Field::day("until", "いつまで止めますか", sent.raw("until"))
            .hinted("12か月先までの日です。その日までは、消去しません。")
            .wrong(faults.of("until")),
    ]
}

/// What was sent, where nothing is wrong with it.
fn read(sent: &Sent, faults: &mut Faults) -> Option<HoldForm> {
    let reason = faults.word(sent, "reason", HoldReason::from_code);
    let until = faults.day(sent, "until");
    let form = reason.zip(until);
    faults.all_well(form.map(|(reason, until)| HoldForm { reason, until }))
}

/// The form as it is first shown: with what holds them back now.
fn packed(over: &OverToErase) -> Sent {
    let mut packed = Packed::default();
    if let Some(hold) = over.helped.plan.and_then(|plan| plan.hold) {
        packed.put("reason", hold.reason.code());
        packed.put("until", hold.until);
    }
    packed.sent()
}

async fn page(
    (site, visitor): (&Site, &Visitor),
    (over, id): (&OverToErase, CaseId),
    (sent, faults, fault): (&Sent, &Faults, Option<String>),
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let form = Form::new(site, HoldErasurePath::of(id), BUTTON);
    Ok(shown(&HoldErasurePage::of(
        (shell, form),
        (over, id),
        (sent, faults),
        fault,
    )))
}

pub(crate) async fn show(
    path: HoldErasurePath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let (over, id) = found(&site, &visitor, &path.id).await?;
    let over = over.ok_or(PageFault::NotFound)?;
    let sent = drafted_or(&site, &visitor, || packed(&over)).await?;
    let said = (&sent, &Faults::default(), None);
    page((&site, &visitor), (&over, id), said).await
}

pub(crate) async fn hold(
    path: HoldErasurePath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let (over, id) = found(&site, &visitor, &path.id).await?;
    let over = over.ok_or(PageFault::NotFound)?;
    let mut faults = Faults::default();
    let form = if sent.text(GO_ON).is_empty() {
        let form = read(&sent, &mut faults);
        let Some(form) = form else {
            let again = page((&site, &visitor), (&over, id), (&sent, &faults, None)).await?;
            return Ok(asked_again(again));
        };
        Some(form)
    } else {
        None
    };
    let by = writer(&visitor, &sent);
    let fault = match site.app.hold_erasure(&by, id, form).await? {
        Ok(_) => {
            forget(&site, &visitor).await?;
            return Ok(to_due());
        }
        Err(HoldRefusal::Hold(fault)) => {
            faults.say("until", fault.to_string());
            None
        }
        Err(HoldRefusal::Case(refusal)) => match words_of(refusal, &visitor)? {
            Ok(words) => Some(words),
            Err(answer) => return Ok(answer),
        },
    };
    let again = page((&site, &visitor), (&over, id), (&sent, &faults, fault)).await?;
    Ok(asked_again(again))
}

mod samples {
    use renkei_domain::ids::AccountId;

    use super::super::erase::samples::over;
    use super::super::samples::{day as sample_day, id_of, shell};
    use super::*;
    use crate::pages::Samples;

    fn held(cases: u32) -> OverToErase {
        let mut over = over(cases);
        over.helped.plan = Some(ErasurePlan {
            announced_on: sample_day(2),
            hold: Some(Hold {
                reason: HoldReason::LocalRule,
                until: sample_day(30),
                by: AccountId::from_uuid(id_of(1)),
            }),
        });
        over
    }

    impl Samples for HoldErasurePage {
        fn samples() -> Vec<(&'static str, Self)> {
            let page = |over: &OverToErase, faults: &Faults, fault: Option<String>| {
                let id = CaseId::from_uuid(id_of(0));
                let form = Form::sample(HoldErasurePath::of(id), BUTTON);
                let sent = packed(over);
                Self::of((shell(), form), (over, id), (&sent, faults), fault)
            };
            let none = Faults::default();
            let mut announced = over(1);
            announced.helped.plan = Some(ErasurePlan::announced(sample_day(2)));
            let mut waited_for = held(2);
            waited_for.helped.copy_asked = Some((CaseId::from_uuid(id_of(1)), sample_day(2)));
            let mut wrong = Faults::default();
            wrong.say("reason", "どれかを選んでください。");
            wrong.say("until", "日付を 2026-04-01 の形で入れてください。");
            let refused = Some("ほかの人が先に書きかえました。".to_owned());
            vec![
                ("usual", page(&announced, &none, None)),
                ("not_told", page(&over(1), &none, None)),
                ("held", page(&waited_for, &none, None)),
                ("wrong", page(&over(1), &wrong, None)),
                ("longest", page(&held(40), &none, refused)),
            ]
        }
    }
}
