//! Ending a membership on a day, and handing over what somebody was in charge of.

use std::str::FromStr as _;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::people::{EndRefusal, Ending, MemberView, MembersView};
use renkei_domain::ids::{AccountId, MembershipId};
use renkei_domain::people::{Circle, DutyKind};

use super::ways::OfMembership;
use super::{ending_way, members_of, members_way};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Field, Form, Sent, day};
use crate::gate::{asked_again, drafted, forget, keep_draft, refused};
use crate::pages::invitation::standing_words;
use crate::pages::letters::writer;
use crate::pages::{Here, Samples, Shell, shown};
use crate::paths::AccountPath;
use crate::session::{Session, Visitor};

/// The page.
#[derive(Debug, Template)]
#[template(path = "ending.html")]
pub struct EndingPage {
    shell: Shell,
    account: AccountPath,
    members: String,
    name: String,
    standing: String,
    form: Form,
}

/// What somebody chose, and what is wrong with it.
#[derive(Debug, Default)]
struct Tried {
    until: String,
    successor: String,
    until_fault: Option<String>,
    successor_fault: Option<String>,
}

impl Tried {
    fn of(sent: &Sent) -> Self {
        Self {
            until: sent.text("until").to_owned(),
            successor: sent.text("successor").to_owned(),
            ..Self::default()
        }
    }
}

const BUTTON: &str = "所属を終える";
/// What is said where the form was sent before for another day or another successor.
const SENT_BEFORE: &str =
    "この画面からは、もう終える日を決めてあります。変えるときは、もう一度押してください。";
/// What the form sends where nothing is to be handed over.
const NOBODY: &str = "nobody";

fn fields(tried: &Tried, others: Vec<(String, String)>) -> [Field; 2] {
    let nobody = (NOBODY.to_owned(), "引きつぐ担当はない".to_owned());
    let choices = std::iter::once(nobody).chain(others);
    let choices = choices.map(|(value, word)| Choice {
        is_chosen: value == tried.successor,
        value,
        word,
    });
    [
        Field::day("until", "さいごの日の次の日", &tried.until)
            .hinted(
                "この日から、前の所属の内容は見られなくなります。異動なら、新しい職場の初日です。",
            )
            .wrong(tried.until_fault.as_deref()),
        Field::one("successor", "担当を引きつぐ人", choices.collect())
            .hinted("担当しているもの（ケース・招待・事務局の仕事など）は、上の日に この人へ移ります。それまでに ふえた担当も いっしょに移ります。")
            .wrong(tried.successor_fault.as_deref()),
    ]
}

/// The members who can take over, by their accounts: whoever is known to leave too is none.
fn others(members: &MembersView, leaving: &MemberView) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for member in &members.members {
        let value = member.account.to_string();
        let stays = !member.is_disabled && member.membership.until.is_none();
        let is_other = member.account != leaving.account && stays;
        if is_other && !found.iter().any(|(known, _)| *known == value) {
            found.push((value, member.name.to_string()));
        }
    }
    found
}

/// The membership of an address, among those of its circle.
fn leaving(id: MembershipId, members: &MembersView) -> Result<&MemberView, PageFault> {
    let mut found = members.members.iter();
    found
        .find(|member| member.membership.id == id)
        .ok_or(PageFault::NotFound)
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    id: MembershipId,
    members: &MembersView,
    tried: &Tried,
) -> Result<Response, PageFault> {
    let leaving = leaving(id, members)?;
    let path = ending_way(members.circle, id);
    let place = leaving.place.as_deref();
    Ok(shown(&EndingPage {
        shell: Shell::of(site, visitor, Here::Account).await?,
        account: AccountPath,
        members: members_way(members.circle),
        name: leaving.name.to_string(),
        standing: standing_words(leaving.membership.standing, place),
        form: Form::new(site, path, BUTTON).with(fields(tried, others(members, leaving))),
    }))
}

pub(crate) async fn show<P: OfMembership>(
    path: P,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let members = match members_of(&site, &visitor, path.circle()?).await? {
        Ok(members) => members,
        Err(answer) => return Ok(answer),
    };
    let tried = match drafted(&site, &visitor).await? {
        Some(kept) => Tried::of(&kept),
        None => Tried {
            until: site.app.now().in_japan().date.to_string(),
            successor: NOBODY.to_owned(),
            ..Tried::default()
        },
    };
    asked(&site, &visitor, path.membership()?, &members, &tried).await
}

/// The ending that a form asks for, where its fields can be read.
fn ending_of(id: MembershipId, sent: &Sent) -> Option<Ending> {
    let successor = match sent.text("successor") {
        "" | NOBODY => None,
        chosen => Some(AccountId::from_str(chosen).ok()?),
    };
    Some(Ending {
        membership: id,
        until: day(sent.text("until")).ok()?,
        successor,
    })
}

/// Whoever pressed twice finds that somebody is gone from the list, or may not see it any more: they are led
/// on as the first time.
pub(crate) async fn end<P: OfMembership>(
    path: P,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
    sent: Sent,
) -> Result<Response, PageFault> {
    let answer = ended(&path, &site, &visitor, &session, &sent).await;
    let is_done = match &answer {
        Ok(page) => page.status().is_redirection(),
        Err(_) => false,
    };
    if !is_done && let Some(ending) = ending_of(path.membership()?, &sent) {
        let writer = writer(&visitor, &sent);
        if site.app.has_ended_membership(&writer, ending).await? {
            let to = members_way(path.circle()?);
            return Ok(Redirect::to(&to).into_response());
        }
    }
    answer
}

async fn ended<P: OfMembership>(
    path: &P,
    site: &Site,
    visitor: &Visitor,
    session: &Session,
    sent: &Sent,
) -> Result<Response, PageFault> {
    let members = match members_of(site, visitor, path.circle()?).await? {
        Ok(members) => members,
        Err(answer) => return Ok(answer),
    };
    let id = path.membership()?;
    leaving(id, &members)?;
    let mut tried = Tried::of(sent);
    match (day(&tried.until), ending_of(id, sent)) {
        (Err(words), _) => tried.until_fault = Some(words),
        (_, None) => {
            tried.successor_fault = Some("引きつぐ人を えらびなおしてください。".to_owned());
        }
        (Ok(_), Some(ending)) => {
            let writer = writer(visitor, sent);
            let ended = site.app.end_membership(&writer, ending);
            let refusal = match ended.await? {
                Ok(_) => {
                    forget(site, visitor).await?;
                    let to = members_way(members.circle);
                    return Ok(Redirect::to(&to).into_response());
                }
                Err(refusal) => refusal,
            };
            let words = Some(refusal.to_string());
            match refusal {
                EndRefusal::NotFound => return Err(PageFault::NotFound),
                EndRefusal::NotAllowed(decision) => {
                    if let Some(page) = visitor.address() {
                        keep_draft(site, &session.secret, page, sent).await;
                    }
                    return Ok(refused(decision, visitor));
                }
                EndRefusal::BeforeItBegan | EndRefusal::LastOperator => tried.until_fault = words,
                EndRefusal::KeyReused(_) => tried.until_fault = Some(SENT_BEFORE.to_owned()),
                EndRefusal::UnfitSuccessor => tried.successor_fault = words,
                EndRefusal::SuccessorNeeded(duties) => {
                    tried.successor_fault = Some(needed(&duties));
                }
            }
        }
    }
    Ok(asked_again(
        asked(site, visitor, id, &members, &tried).await?,
    ))
}

fn needed(duties: &[DutyKind]) -> String {
    let words: Vec<&str> = duties.iter().map(|duty| duty.word()).collect();
    format!(
        "担当しているもの（{}）があります。引きつぐ人を えらんでください。",
        words.join("、")
    )
}

impl Samples for EndingPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let network = renkei_domain::ids::NetworkId::from_uuid(Default::default());
        let circle = Circle::Network(network);
        let path = ending_way(circle, MembershipId::from_uuid(Default::default()));
        let page = |name: &str, tried: &Tried, others: Vec<(String, String)>| Self {
            shell: Shell::sample_of("高槻 はるか"),
            account: AccountPath,
            members: members_way(circle),
            name: name.to_owned(),
            standing: "ひなた就労支援室 の 職員".to_owned(),
            form: Form::sample(&path, BUTTON).with(fields(tried, others)),
        };
        let usual = Tried {
            until: "2027-04-01".to_owned(),
            successor: NOBODY.to_owned(),
            ..Tried::default()
        };
        let wrong = Tried {
            until_fault: Some("日付を 2026-04-01 の形で入れてください。".to_owned()),
            successor_fault: Some(needed(DutyKind::ALL)),
            ..Tried::default()
        };
        let long = "とても長い名前".repeat(14);
        let other = vec![("1".to_owned(), "摂津 みのり".to_owned())];
        let many = (0..30).map(|n| (n.to_string(), long.clone())).collect();
        vec![
            ("usual", page("島本 そら", &usual, other)),
            ("empty", page("島本 そら", &wrong, Vec::new())),
            ("longest", page(&long, &wrong, many)),
        ]
    }
}
