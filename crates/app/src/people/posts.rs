//! Who is 管理者 and who 虐待防止責任者 of an organization: what was told without consent is seen by them and settled by
//! them. A 管理者 says who they are; the first is named from outside, by the 事務局 of a network or an operator.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::Decision;
use renkei_domain::ids::{AccountId, OrganizationId};
use renkei_domain::people::{Circle, HeldPost, OrganizationPost, Standing};
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;
use renkei_store::people::post::StoredPost;
use renkei_store::{Stop, StoreFault, Work};

use super::members::{MembersRefusal, MembersView};
use super::rights::may_look;
use crate::App;
use crate::directory::register::Outcome;
use crate::writer::{Answer, KeyReused, Writer};

/// A post with who holds it or did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostLine {
    /// Who.
    pub account: AccountId,
    /// Their name.
    pub name: Line,
    /// As what.
    pub post: OrganizationPost,
    /// The first day.
    pub since: NaiveDate,
    /// The first day without it.
    pub until: Option<NaiveDate>,
}

/// The posts of an organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostsView {
    /// The organization.
    pub organization: OrganizationId,
    /// Who works there.
    pub members: MembersView,
    /// The posts that are held today.
    pub held: Vec<PostLine>,
    /// Those that were.
    pub past: Vec<PostLine>,
    /// Whether whoever reads says who holds them.
    pub may_manage: bool,
}

/// A post that is given to somebody or taken from them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PostForm {
    /// Where.
    pub organization: OrganizationId,
    /// Who.
    pub account: AccountId,
    /// As what.
    pub post: OrganizationPost,
}

impl PostForm {
    const fn held(self) -> HeldPost {
        HeldPost {
            organization: self.organization,
            post: self.post,
        }
    }
}

/// Who holds a post was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appointed(pub OrganizationId);

impl Answer for Appointed {
    fn to_text(&self) -> String {
        self.0.to_string()
    }

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

/// Why it was not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PostRefusal {
    /// The rule says no.
    #[error("これは、その法人の管理者か、ネットワークの事務局が決めます。")]
    NotAllowed(Decision),
    /// There is a 管理者, who names the others.
    #[error("管理者がいるので、その法人の管理者が決めます。")]
    HasManager,
    /// They do not work there, or their account was stopped.
    #[error("いま ここで働いている人から選んでください。")]
    NotStaff,
    /// They hold it.
    #[error("その人は、もうその役割です。いまの一覧を見てください。")]
    HeldAlready,
    /// They hold it not.
    #[error("その人は、いま その役割ではありません。いまの一覧を見てください。")]
    NotHeld,
    /// Nobody would hold it any more, or only until a day that is known.
    #[error("このあとも つづける人が ほかに いません。先に、次の人を決めてください。")]
    LastOne,
    /// The same form was sent with something else in it.
    #[error("この画面は古くなっています。いまの内容を見て、もう一度入れてください。")]
    KeyReused,
}

impl From<KeyReused> for PostRefusal {
    fn from(_: KeyReused) -> Self {
        Self::KeyReused
    }
}

impl PostRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed(_) => "NOT_ALLOWED",
            Self::HasManager => "HAS_MANAGER",
            Self::NotStaff => "NOT_STAFF",
            Self::HeldAlready => "HELD_ALREADY",
            Self::NotHeld => "NOT_HELD",
            Self::LastOne => "LAST_ONE",
            Self::KeyReused => "KEY_REUSED",
        }
    }
}

/// What is done with a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Begin,
    End,
}

#[renkei_boxed::boxed]
impl App {
    /// Who holds the posts of an organization, for whoever sees its people.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn posts_of(
        &self,
        by: &Principal,
        organization: OrganizationId,
    ) -> Outcome<PostsView, MembersRefusal> {
        let members = match self
            .members_of(by, Circle::Organization(organization))
            .await?
        {
            Ok(members) => members,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let posts = self.store.posts_of(organization).await?;
        let people: BTreeSet<AccountId> = posts.iter().map(|post| post.account).collect();
        let people: Vec<AccountId> = people.into_iter().collect();
        let names = self.store.account_names(&people).await?;
        let today = self.now().in_japan().date;
        let (held, past): (Vec<StoredPost>, Vec<StoredPost>) =
            posts.into_iter().partition(|post| post.holds_on(today));
        let may_manage = self
            .members()
            .await?
            .may_manage_posts(by, organization, &held);
        let lines = |posts: Vec<StoredPost>| lines(posts, &names);
        Ok(Ok(PostsView {
            organization,
            held: lines(held),
            past: lines(past),
            may_manage: may_look(&may_manage),
            members,
        }))
    }

    /// Gives somebody who works for an organization a post there.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn appoint(
        &self,
        writer: &Writer,
        form: PostForm,
    ) -> Outcome<Appointed, PostRefusal> {
        self.change_post(writer, form, Change::Begin).await
    }

    /// Takes a post from somebody, as of today.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn end_post(
        &self,
        writer: &Writer,
        form: PostForm,
    ) -> Outcome<Appointed, PostRefusal> {
        self.change_post(writer, form, Change::End).await
    }

    /// Whether a writer took a post so under the same key before: it may have been their own, by which they could.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn has_ended_post(
        &self,
        writer: &Writer,
        form: PostForm,
    ) -> Result<bool, StoreFault> {
        let asked = asked(form, Change::End);
        self.was_done(writer, Purpose::EndPost, &asked).await
    }

    /// Whether somebody holds a post in an organization today.
    pub(super) async fn holds_post(
        &self,
        organization: OrganizationId,
        account: AccountId,
    ) -> Result<bool, StoreFault> {
        let today = self.now().in_japan().date;
        let posts = self.store.posts_of(organization).await?;
        let mut own = posts.iter().filter(|post| post.account == account);
        Ok(own.any(|post| post.holds_on(today)))
    }

    async fn change_post(
        &self,
        writer: &Writer,
        form: PostForm,
        change: Change,
    ) -> Outcome<Appointed, PostRefusal> {
        let members = Arc::new(self.members().await?);
        // Whoever might not even if nobody held them is told so. Who does is read inside the act.
        match members.may_manage_posts(&writer.principal, form.organization, &[]) {
            Decision::Allowed => {}
            other => return Ok(Err(PostRefusal::NotAllowed(other))),
        }
        let today = self.now().in_japan().date;
        let purpose = match change {
            Change::Begin => Purpose::AppointPost,
            Change::End => Purpose::EndPost,
        };
        let asked = asked(form, change);
        let by = writer.principal.clone();
        self.act_of(writer, purpose, &asked, move |work, _| {
            let (by, members) = (by.clone(), Arc::clone(&members));
            Box::pin(async move {
                // Two who end the last two follow each other, and the second sees that it is the last.
                let standing = Standing::Staff(form.organization);
                work.lock_place(standing).await?;
                let held = work.posts_held(form.organization, today).await?;
                let decision = members.may_manage_posts(&by, form.organization, &held);
                if decision != Decision::Allowed {
                    return Err(Stop::Refused(PostRefusal::HasManager));
                }
                match change {
                    Change::Begin => begun(work, form, today).await,
                    Change::End => ended(work, form, today).await,
                }
            })
        })
        .await
    }
}

/// What tells a change from another.
fn asked(form: PostForm, change: Change) -> String {
    format!("{change:?} {form:?}")
}

fn lines(posts: Vec<StoredPost>, names: &HashMap<AccountId, Line>) -> Vec<PostLine> {
    let lines = posts.into_iter().filter_map(|post| {
        Some(PostLine {
            account: post.account,
            name: names.get(&post.account)?.clone(),
            post: post.post,
            since: post.since,
            until: post.until,
        })
    });
    lines.collect()
}

async fn begun(
    work: &Work,
    form: PostForm,
    today: NaiveDate,
) -> Result<Appointed, Stop<PostRefusal>> {
    let known = work.known_account(form.account, today).await?;
    let known = known.filter(|known| {
        let mut standings = known.standings.iter();
        let standing = Standing::Staff(form.organization);
        !known.is_disabled && standings.any(|held| held.membership.standing == standing)
    });
    let Some(known) = known else {
        return Err(Stop::Refused(PostRefusal::NotStaff));
    };
    if known.posts.contains(&form.held()) {
        return Err(Stop::Refused(PostRefusal::HeldAlready));
    }
    work.add_post(form.account, form.held(), today).await?;
    Ok(Appointed(form.organization))
}

async fn ended(
    work: &Work,
    form: PostForm,
    today: NaiveDate,
) -> Result<Appointed, Stop<PostRefusal>> {
    let held = work.posts_held(form.organization, today).await?;
    let own = |post: &StoredPost| post.post == form.post && post.account == form.account;
    let stay = work.posts_that_stay(form.organization, today).await?;
    let mut stay = stay.iter();
    let is_followed = stay.any(|post| post.post == form.post && post.account != form.account);
    if held.iter().any(own) && !is_followed {
        return Err(Stop::Refused(PostRefusal::LastOne));
    }
    if !work.end_post(form.account, form.held(), today).await? {
        return Err(Stop::Refused(PostRefusal::NotHeld));
    }
    Ok(Appointed(form.organization))
}
