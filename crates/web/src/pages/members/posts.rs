//! Who is 管理者 and who 虐待防止責任者 of an organization: shown to its people, decided by its 管理者 and by those who invite
//! from outside.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::people::{MemberView, MembersRefusal, PostForm, PostLine, PostRefusal, PostsView};
use renkei_domain::ids::{AccountId, OrganizationId};
use renkei_domain::people::{Circle, OrganizationPost, Standing};

use super::{from_until, members_way};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Field, Form, Sent};
use crate::gate::{asked_again, drafted, forget, keep_draft, refused, refused_on};
use crate::next::Next;
use crate::pages::letters::writer;
use crate::pages::{Here, Samples, Shell, shown};
use crate::paths::{AccountPath, EndPostPath, PostsPath};
use crate::session::{Session, Visitor};

const BUTTON: &str = "この人に決める";

/// The page.
#[derive(Debug, Template)]
#[template(path = "posts.html")]
pub struct PostsPage {
    shell: Shell,
    account: AccountPath,
    members: String,
    name: String,
    /// Why the last step was not taken.
    fault: Option<String>,
    held: Vec<HeldLine>,
    past: Vec<HeldLine>,
    /// Whether they decide and end; others only read.
    may_manage: bool,
    /// Absent for whoever only reads, and where nobody can be chosen.
    form: Option<Form>,
    end: EndPostPath,
    once: String,
}

/// A post with who holds it or did.
#[derive(Debug, Clone)]
struct HeldLine {
    name: String,
    post: &'static str,
    when: String,
    account: String,
    code: &'static str,
}

impl HeldLine {
    fn of(line: &PostLine) -> Self {
        Self {
            name: line.name.to_string(),
            post: line.post.word(),
            when: from_until(line.since, line.until),
            account: line.account.to_string(),
            code: line.post.code(),
        }
    }
}

/// What somebody chose, and what is wrong with it.
#[derive(Debug, Default)]
struct Tried {
    account: String,
    post: String,
    account_fault: Option<&'static str>,
    post_fault: Option<&'static str>,
}

impl Tried {
    fn of(sent: &Sent) -> Self {
        Self {
            account: sent.text("account").to_owned(),
            post: sent.text("post").to_owned(),
            ..Self::default()
        }
    }

    /// What is asked for, or what is wrong with it.
    fn read(&mut self, organization: OrganizationId) -> Option<PostForm> {
        let account: Option<AccountId> = self.account.parse().ok();
        let post = OrganizationPost::from_code(&self.post);
        if account.is_none() {
            self.account_fault = Some("だれにするかを選んでください。");
        }
        if post.is_none() {
            self.post_fault = Some("役割を選んでください。");
        }
        Some(PostForm {
            organization,
            account: account?,
            post: post?,
        })
    }
}

/// Those who work there, each once.
fn staff(view: &PostsView) -> Vec<&MemberView> {
    let standing = Standing::Staff(view.organization);
    let mut staff: Vec<&MemberView> = Vec::new();
    for member in &view.members.members {
        let is_staff = member.membership.standing == standing && !member.is_disabled;
        if is_staff && !staff.iter().any(|known| known.account == member.account) {
            staff.push(member);
        }
    }
    staff
}

fn fields(people: Vec<(String, String)>, tried: &Tried) -> [Field; 2] {
    let people = people.into_iter().map(|(value, word)| Choice {
        is_chosen: value == tried.account,
        value,
        word,
    });
    let posts = OrganizationPost::ALL.iter().map(|post| Choice {
        value: post.code().to_owned(),
        word: post.word().to_owned(),
        is_chosen: post.code() == tried.post,
    });
    [
        Field::one("account", "だれを", people.collect()).wrong(tried.account_fault),
        Field::one("post", "役割", posts.collect()).wrong(tried.post_fault),
    ]
}

/// Who holds what in an organization, or how the page answers instead.
async fn seen(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<PostsView, Response>, PageFault> {
    let id: OrganizationId = id.parse().map_err(|_| PageFault::NotFound)?;
    match site.app.posts_of(visitor.principal(), id).await? {
        Ok(view) => Ok(Ok(view)),
        Err(MembersRefusal::NotFound) => Err(PageFault::NotFound),
        Err(MembersRefusal::NotAllowed(decision)) => Ok(Err(refused(decision, visitor))),
    }
}

async fn page(
    site: &Site,
    visitor: &Visitor,
    view: &PostsView,
    (tried, fault): (&Tried, Option<String>),
) -> Result<Response, PageFault> {
    let id = view.organization;
    let people = staff(view).into_iter();
    let people = people.map(|one| (one.account.to_string(), one.name.to_string()));
    let people: Vec<(String, String)> = people.collect();
    let is_asked = view.may_manage && !people.is_empty();
    let form = Form::new(site, PostsPath::of(id), BUTTON).with(fields(people, tried));
    Ok(shown(&PostsPage {
        shell: Shell::of(site, visitor, Here::Account).await?,
        account: AccountPath,
        members: members_way(Circle::Organization(id)),
        name: view.members.name.to_string(),
        fault,
        held: view.held.iter().map(HeldLine::of).collect(),
        past: view.past.iter().map(HeldLine::of).collect(),
        may_manage: view.may_manage,
        form: is_asked.then_some(form),
        end: EndPostPath::of(id),
        once: site.app.new_request_id(),
    }))
}

pub(crate) async fn show(
    path: PostsPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let view = match seen(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let tried = match drafted(&site, &visitor).await? {
        Some(kept) => Tried::of(&kept),
        None => Tried::default(),
    };
    page(&site, &visitor, &view, (&tried, None)).await
}

pub(crate) async fn appoint(
    path: PostsPath,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match seen(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let mut tried = Tried::of(&sent);
    let mut fault = None;
    if let Some(form) = tried.read(view.organization) {
        let by = writer(&visitor, &sent);
        match site.app.appoint(&by, form).await? {
            Ok(_) => {
                forget(&site, &visitor).await?;
                return Ok(Redirect::to(&path.to_string()).into_response());
            }
            Err(PostRefusal::NotAllowed(decision)) => {
                if let Some(page) = visitor.address() {
                    keep_draft(&site, &session.secret, page, &sent).await;
                }
                return Ok(refused(decision, &visitor));
            }
            Err(refusal) => fault = Some(refusal.to_string()),
        }
    }
    let again = page(&site, &visitor, &view, (&tried, fault)).await?;
    Ok(asked_again(again))
}

/// Whoever pressed twice may have ended their own post by the first: they are led on as then.
pub(crate) async fn end(
    path: EndPostPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match seen(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let list = PostsPath::of(view.organization).to_string();
    let form = Tried::of(&sent).read(view.organization);
    let form = form.ok_or(PageFault::NotFound)?;
    let by = writer(&visitor, &sent);
    let refusal = match site.app.end_post(&by, form).await? {
        Ok(_) => return Ok(Redirect::to(&list).into_response()),
        Err(refusal) => refusal,
    };
    if site.app.has_ended_post(&by, form).await? {
        return Ok(Redirect::to(&list).into_response());
    }
    match refusal {
        PostRefusal::NotAllowed(decision) => Ok(refused_on(decision, Next::read(&list).as_ref())),
        other => {
            let said = (&Tried::default(), Some(other.to_string()));
            Ok(asked_again(page(&site, &visitor, &view, said).await?))
        }
    }
}

impl Samples for PostsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let id = OrganizationId::from_uuid(Default::default());
        let people = |names: &[&str]| {
            let names = names.iter().enumerate();
            let people = names.map(|(place, name)| (place.to_string(), (*name).to_owned()));
            people.collect::<Vec<_>>()
        };
        let form = |names: &[&str], tried: &Tried| {
            let form = Form::sample(PostsPath::of(id), BUTTON);
            (!names.is_empty()).then(|| form.with(fields(people(names), tried)))
        };
        let held = |name: &str, post: OrganizationPost, when: &str| HeldLine {
            name: name.to_owned(),
            post: post.word(),
            when: when.to_owned(),
            account: "01932f00-0000-7004-8000-000000000001".to_owned(),
            code: post.code(),
        };
        let page = |name: &str, held: Vec<HeldLine>, past, form| Self {
            may_manage: true,
            shell: Shell::sample_of("高槻 はるか"),
            account: AccountPath,
            members: members_way(Circle::Organization(id)),
            name: name.to_owned(),
            fault: None,
            held,
            past,
            form,
            end: EndPostPath::of(id),
            once: "01932f00000070028000000000000001".to_owned(),
        };
        let name = "社会福祉法人ひなた会（架空）";
        let (manager, officer) = (
            OrganizationPost::Manager,
            OrganizationPost::AbusePreventionOfficer,
        );
        let since = "2026年4月1日(水) から";
        let now = vec![
            held("高槻 はるか", manager, since),
            held("島本 そら", officer, since),
        ];
        let span = "2024年4月1日(月) から 2026年3月31日(火) まで";
        let before = vec![held("摂津 みのり", manager, span)];
        let wrong = Tried {
            account_fault: Some("だれにするかを選んでください。"),
            post_fault: Some("役割を選んでください。"),
            ..Tried::default()
        };
        let long = name.repeat(6);
        let many = vec![held(&long, officer, span); 20];
        let names = ["高槻 はるか", "島本 そら"];
        let reading = Self {
            may_manage: false,
            ..page(name, now.clone(), Vec::new(), None)
        };
        let nobody = Self {
            may_manage: false,
            ..page(name, Vec::new(), Vec::new(), None)
        };
        vec![
            (
                "usual",
                page(name, now, before, form(&names, &Tried::default())),
            ),
            (
                "empty",
                page(name, Vec::new(), Vec::new(), form(&[], &Tried::default())),
            ),
            (
                "longest",
                Self {
                    fault: Some(long.clone()),
                    ..page(
                        &long,
                        many.clone(),
                        many,
                        form(&[long.as_str(); 30], &wrong),
                    )
                },
            ),
            ("reading", reading),
            ("nobody", nobody),
        ]
    }
}
